"""The entries of a `.bpm` beside its diagrams: what a new file needs, the order of tabs, the date of change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.base import FormatError
from probis_editor.formats.xmlsafe import local
from probis_editor.formats.xpdl_build import VERSION, Stamp
from probis_editor.formats.xpdl_tree import Element, Source
from probis_editor.formats.zipsafe import Entry

_XSI = 'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
_HEAD = '<?xml version="1.0"?>\r\n'
_SETTINGS = (
    f"{_HEAD}<DocumentationSettings {_XSI}>\r\n  <SelectedDiagrams />\r\n  <Settings />\r\n"
    "</DocumentationSettings>"
)
_PRINTING = (
    f'{_HEAD}<PrintingPreferences {_XSI} AutoFitToPagesWidth="0" ScaleFactor="1">\r\n'
    '  <Margins Bottom="0" Top="0" Left="0" Right="0" />\r\n'
    '  <Watermark ImageTiling="false" ImageTransparency="0" TextTransparency="0" ShowBehind="false" />\r\n'
    "</PrintingPreferences>"
)
_PREFERENCES = f"{_HEAD}<UserPreferences {_XSI}>\r\n  <OpenedItems />\r\n</UserPreferences>"
_USER = "users/default/userpreferences.xml"


def plain(name: str) -> str:
    """An entry's name with forward slashes and in lower case, to find it by."""
    return name.replace("\\", "/").lower()


def skeleton(stamp: Stamp) -> list[Entry]:
    """What a new file holds beside its diagrams."""
    info = (
        f'{_HEAD}<BizAgiModelInfo {_XSI} CreationVersion="{VERSION}" FilePersistenceVersion="5" '
        f'ModifiedVersion="{VERSION}" ModifiedDate="{stamp.local}" IsInCollaboration="false" />'
    )
    texts = {
        "ModelInfo.xml": info,
        "Participants.xml": f'{_HEAD}<Participants {_XSI} xmlns="{tree.XPDL22}" />',
        "Preferences.bpp": '<?xml version="1.0" encoding="utf-8"?><ProjectPreferences>'
        '<VersionFile version="3" /></ProjectPreferences>',
        "Users/Default/DocumentationSettings.xml": _SETTINGS,
        "Users/Default/PrintingPreferences.xml": _PRINTING,
        "Users/Default/UserPreferences.xml": _PREFERENCES,
    }
    return [(name, text.encode()) for name, text in texts.items()]


def without_people(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without the folders of users by name (login, picture, own settings); the default one's stay."""
    names = [plain(name) for name, _ in entries]
    kept = [
        entry
        for entry, name in zip(entries, names, strict=True)
        if not name.startswith("users/") or name == "users/" or name.startswith("users/default/")
    ]
    if len(kept) < len(entries) and _USER not in names:
        kept.append(("Users/Default/UserPreferences.xml", _PREFERENCES.encode()))
    return kept


def dated(data: bytes, stamp: Stamp) -> bytes:
    """`ModelInfo.xml` with the date of change; as it is where it cannot be understood."""
    try:
        source = Source(data, "ModelInfo.xml")
    except FormatError:
        return data
    source.root.set("ModifiedDate", stamp.local)
    return source.to_bytes()


def preferences_place(entries: Sequence[Entry]) -> int:
    """The index of the entry that holds the tabs (of the default user, else of the first one), -1 for none."""
    names = [plain(name) for name, _ in entries]
    if _USER in names:
        return names.index(_USER)
    return next((i for i, name in enumerate(names) if name.endswith("/userpreferences.xml")), -1)


def tab_order(entries: Sequence[Entry], names: Mapping[str, str]) -> list[str]:
    """Diagram ids in the order of tabs; those without a tab follow by name. `names` maps the ids to names."""
    place = preferences_place(entries)
    listed: dict[str, None] = {}
    if place >= 0:
        try:
            root = Source(entries[place][1], "UserPreferences.xml").root
        except FormatError:
            root = None
        for item in _tabs(root):
            diagram = item.get("DiagramId") or ""
            if diagram in names:
                listed[diagram] = None
    rest = sorted((i for i in names if i not in listed), key=lambda i: (names[i], i))
    return [*listed, *rest]


def _tabs(root: Element | None) -> list[Element]:
    if root is None:
        return []
    return [item for item in root.iter("{*}ModelItem") if item.get("ItemType") == "Diagram"]


def with_tabs(data: bytes, order: Sequence[str], dropped: Sequence[str]) -> bytes:
    """The preferences with a tab for every diagram in that order; tabs of `dropped` diagrams go."""
    try:
        source = Source(data, "UserPreferences.xml")
    except FormatError:
        return data
    holder = next((item for item in source.root.iter("{*}*") if local(item) == "OpenedItems"), None)
    if holder is None:
        holder = tree.need(source.root, "OpenedItems")
    _drop_tabs(holder, dropped)
    groups: dict[str, list[Element]] = {}
    for item in list(holder):
        groups.setdefault(item.get("DiagramId") or "", []).append(item)
        tree.remove(item)
    for diagram in order:
        if not any(item.get("ItemType") == "Diagram" for item in groups.get(diagram, [])):
            made = holder.makeelement(tree.namespace(holder) + "ModelItem")
            for name, value in (("ItemType", "Diagram"), ("DiagramId", diagram), ("IsSelected", "false")):
                made.set(name, value)
            groups.setdefault(diagram, []).insert(0, made)
    for diagram in [*order, *(key for key in groups if key not in order)]:
        for item in groups.get(diagram, []):
            tree.insert(holder, item, len(holder))
    if len(holder) and not any(item.get("IsSelected") == "true" for item in holder):
        holder[0].set("IsSelected", "true")
    return source.to_bytes()


def without_tabs(data: bytes, dropped: Sequence[str]) -> bytes:
    """The preferences without the tabs of `dropped` diagrams."""
    try:
        source = Source(data, "UserPreferences.xml")
    except FormatError:
        return data
    holders = [item for item in source.root.iter("{*}*") if local(item) == "OpenedItems"]
    changed = [_drop_tabs(holder, dropped) for holder in holders]
    return source.to_bytes() if any(changed) else data


def _drop_tabs(holder: Element, dropped: Sequence[str]) -> bool:
    gone = [item for item in holder if item.get("DiagramId") in dropped]
    for item in gone:
        tree.remove(item)
    return bool(gone)

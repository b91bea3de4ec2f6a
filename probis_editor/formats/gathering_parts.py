"""What goes with the diagrams of several Bizagi files as one: resources, attribute definitions, the order of tabs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from probis_editor.formats.base import FormatError
from probis_editor.formats.bizagi_parts import plain, without_people
from probis_editor.formats.xmlsafe import local
from probis_editor.formats.xpdl_tree import Source, insert
from probis_editor.formats.zipsafe import Entry
from probis_editor.model.office import Container

_RESOURCES = "participants.xml"
_DEFINED = ("documentation/", "bizagiartifacts/")


def united(containers: Sequence[Container], diagrams: Collection[str], alone: bool) -> Container | None:
    """The entries of one file that stands for all of them; None where there are none.

    The first one's are kept; of the others come resources and definitions that it has not, never the people who worked
    on them. Of the diagrams only those named are listed. A file that stays `alone` stays as it is.
    """
    if not containers:
        return None
    if len(containers) == 1 and alone:
        return containers[0]
    first, *others = containers
    entries = [one for one in without_people(first.entries) if _wanted(one, diagrams)]
    for other in others:
        for name, data in other.entries:
            known = {plain(n) for n, _ in entries}
            if plain(name).endswith(".diag"):
                if not data and name in diagrams and plain(name) not in known:
                    entries.insert(_after_diagrams(entries), (name, data))
            elif plain(name) == _RESOURCES and _RESOURCES in known:
                entries = [(n, _joined(d, data)) if plain(n) == _RESOURCES else (n, d) for n, d in entries]
            elif plain(name).startswith(_DEFINED) and data and plain(name) not in known:
                entries.append((name, data))
    return Container(entries=tuple(entries))


def _wanted(entry: Entry, diagrams: Collection[str]) -> bool:
    name, data = entry
    return bool(data) or not name.lower().endswith(".diag") or name in diagrams


def _after_diagrams(entries: Sequence[Entry]) -> int:
    return max((at + 1 for at, (name, _) in enumerate(entries) if name.lower().endswith(".diag")), default=0)


def _joined(data: bytes, more: bytes) -> bytes:
    """The resources of both; those with an id that is there already stay as they are."""
    try:
        source, other = Source(data, _RESOURCES), Source(more, _RESOURCES)
    except FormatError:
        return data
    known = {item.get("Id") for item in source.root}
    for item in list(other.root):
        if isinstance(item.tag, str) and local(item) == "Participant" and item.get("Id") not in known:
            known.add(item.get("Id"))
            insert(source.root, item, len(source.root))
    return source.to_bytes()

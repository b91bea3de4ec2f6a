"""Extended attributes of Bizagi: which there are, what they say of an element, the files attached to it.

Nothing of this is read when a file is opened: the entries stay as they are in `Container` and `Carried`, and are
looked into when an element is shown. Only a value that was edited is a record of its own, `AttributeValue`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from probis_editor.formats import zipsafe
from probis_editor.formats.base import FormatError
from probis_editor.formats.xmlsafe import local, parse
from probis_editor.formats.xpdl_tree import NIL, XSI, Element, clean
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import AttributeValue, Node

VALUES = "extendedattributevalues.xml"
FILES = "files/"
EDITABLE = ("Text", "LongText", "Number", "Date", "Combo", "Radio", "Check", "Link")
ATTACHED = ("Image", "FileEmbedded")

_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,10})?")
_TYPE = f"{{{XSI}}}type"
# The first three and "CallActivity", "NoneIntermediate" were met in files; the rest is spelled by the same pattern.
_TASKS = {
    "task": ("AbstractTask", "Task"),
    "task.manual": ("ManualTask",),
    "task.service": ("ServiceTask",),
    "task.user": ("UserTask",),
    "task.script": ("ScriptTask",),
    "task.send": ("SendTask",),
    "task.receive": ("ReceiveTask",),
    "task.rule": ("BusinessRuleTask",),
    "call": ("CallActivity", "ReusableSubProcess"),
    "pool": ("Participant", "Pool"),
    "lane": ("Lane",),
    "phase": ("Milestone", "Phase"),
    "gateway.exclusive": ("ExclusiveGateway",),
    "gateway.inclusive": ("InclusiveGateway",),
    "gateway.parallel": ("ParallelGateway",),
    "gateway.complex": ("ComplexGateway",),
    "gateway.event": ("EventBasedGateway",),
    "gateway.event_start": ("ExclusiveEventBasedGateway", "EventBasedGateway"),
    "gateway.event_parallel": ("ParallelEventBasedGateway", "EventBasedGateway"),
    "data.object": ("DataObject",),
    "data.store": ("DataStore", "DataStoreReference"),
    "annotation": ("Annotation", "TextAnnotation"),
    "group": ("Group",),
    "subprocess": ("SubProcess", "EmbeddedSubProcess"),
    "subprocess.event": ("EventSubProcess",),
    "subprocess.transaction": ("Transaction", "TransactionalSubProcess"),
    "subprocess.adhoc": ("AdHocSubProcess",),
}
_EVENTS = {
    "start": "Start",
    "end": "End",
    "catch": "Intermediate",
    "throw": "Intermediate",
    "boundary": "Intermediate",
}
_FLOWS = {"sequence": ("SequenceFlow",), "message": ("MessageFlow",), "association": ("Association",)}


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """An attribute as the model defines it. `type` is Bizagi's word (see EDITABLE, ATTACHED; also "Table",
    "FileLinked"), `options` the choices of a Combo, Radio or Check, `elements` Bizagi's element types that have it."""

    id: str
    name: str = ""
    type: str = "Text"
    description: str = ""
    options: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()

    @property
    def editable(self) -> bool:
        return self.type in EDITABLE


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """What an attribute says of an element. `content` is as stored (HTML for LongText, see `richtext`).

    An attachment has the `file` name under which `attachment` finds its bytes; its content means nothing here.
    """

    definition: Definition
    element: str
    content: str = ""
    file: str = ""
    edited: bool = False


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A file that a map carries for an element. `element` is "" where the file's id is of no element here."""

    element: str
    name: str
    size: int


def definitions(document: Document) -> tuple[Definition, ...]:
    """The attributes that the model defines, by name. Broken definitions are passed over."""
    found: list[Definition] = []
    for name, data in document.container.entries:
        plain = name.replace("\\", "/").lower()
        if plain.startswith("documentation/") and plain.endswith(".xml") and data:
            one = _definition(data)
            if one is not None:
                found.append(one)
    return tuple(sorted(found, key=lambda d: (d.name.casefold(), d.id)))


def values(document: Document, map_id: str, element: str = "") -> tuple[Value, ...]:
    """The attributes of an element ("" = the map): those its type has, in the model's order, then others it has.

    Empty for a document without definitions and values.
    """
    known = {one.id: one for one in definitions(document)}
    carried = _carried(document, map_id).get(_file_id(document, map_id, element), {})
    own = {one.attribute: one for one in own_values(document, map_id) if one.element == element}
    types = element_types(document, map_id, element)
    mine = [one.id for one in known.values() if set(one.elements) & set(types)]
    ranks = _ranks(document, types)
    mine.sort(key=lambda i: ranks.get(i, len(ranks)))
    found: list[Value] = []
    for attribute in dict.fromkeys([*mine, *carried, *own]):
        content, file = carried.get(attribute, ("", ""))
        definition = known.get(attribute) or Definition(id=attribute, type="Image" if file else "Text")
        if attribute in own:
            content = own[attribute].content
        value = Value(
            definition=definition, element=element, content=content, file=file, edited=attribute in own
        )
        found.append(value)
    return tuple(found)


def said(document: Document, map_id: str) -> dict[tuple[str, str], Value]:
    """All that attributes say on a map, by (element, attribute id). What is said of elements not there is left out."""
    known = {one.id: one for one in definitions(document)}
    own = {(one.element, one.attribute): one for one in own_values(document, map_id)}
    carried = _carried(document, map_id)
    found: dict[tuple[str, str], Value] = {}
    for element in _ids(document, map_id) if carried else ():
        for attribute, (content, file) in carried.get(_file_id(document, map_id, element), {}).items():
            definition = known.get(attribute) or Definition(id=attribute, type="Image" if file else "Text")
            found[element, attribute] = Value(
                definition=definition, element=element, content="" if file else content, file=file
            )
    for key, one in own.items():
        definition = known.get(one.attribute) or Definition(id=one.attribute)
        found[key] = Value(definition=definition, element=one.element, content=one.content, edited=True)
    return {key: value for key, value in found.items() if value.content or value.file}


def assign(tx: Transaction, map_id: str, element: str, attribute: str, content: str) -> None:
    """Give an element's attribute a value; the one that the file has takes the edit back. Raises ValueError for what
    the attribute's type cannot hold (see `fits`) and KeyError for an unknown element."""
    document = tx.document
    if element and document.element(map_id, element) is None:
        raise KeyError((map_id, element))
    definition = next((one for one in definitions(document) if one.id == attribute), Definition(id=attribute))
    was, file = (
        _carried(document, map_id).get(_file_id(document, map_id, element), {}).get(attribute, ("", ""))
    )
    if file or not fits(definition, content):
        raise ValueError(content)
    record = AttributeValue(map=map_id, element=element, attribute=attribute, content=clean(content), was=was)
    if record.content == was:
        tx.drop(record.key)
    else:
        tx.put(record)


def fits(definition: Definition, content: str) -> bool:
    """Whether the attribute can hold the text: numbers are numbers, choices are among the options."""
    if not definition.editable:
        return False
    if not content:
        return True
    if definition.type == "Number":
        return _NUMBER.fullmatch(content) is not None
    if definition.type in ("Combo", "Radio") and definition.options:
        return content in definition.options
    return True


def attachments(document: Document, map_id: str) -> tuple[Attachment, ...]:
    """The files that the map carries, in the order of the file."""
    names = {_file_id(document, map_id, i).lower(): i for i in _ids(document, map_id)}
    found: list[Attachment] = []
    for name, data in _entries(document, map_id):
        parts = name.replace("\\", "/").split("/")
        if parts[0].lower() + "/" == FILES and len(parts) > 2 and data:
            element = names.get(parts[1].lower(), "")
            found.append(Attachment(element=element, name="/".join(parts[2:]), size=len(data)))
    return tuple(found)


def attachment(document: Document, map_id: str, element: str, name: str) -> bytes:
    """The bytes of an attached file. Raises KeyError where the map carries none of that name for the element."""
    wanted = f"{FILES}{_file_id(document, map_id, element)}/{name}".lower()
    for entry, data in _entries(document, map_id):
        if entry.replace("\\", "/").lower() == wanted:
            return data
    raise KeyError((map_id, element, name))


def own_values(document: Document, map_id: str) -> list[AttributeValue]:
    """The edited values that hold: those whose file has not said something else since, by element and attribute."""
    records = [r for r in document.index(map_id).all().values() if isinstance(r, AttributeValue)]
    if not records:
        return []
    carried = _carried(document, map_id)
    found: list[AttributeValue] = []
    for record in sorted(records, key=lambda r: r.key):
        if record.element and document.element(map_id, record.element) is None:
            continue
        file_id = _file_id(document, map_id, record.element)
        said = carried.get(file_id, {}).get(record.attribute, ("", ""))[0]
        if said in (record.was, record.content):
            found.append(record)
    return found


def element_types(document: Document, map_id: str, element: str) -> tuple[str, ...]:
    """Bizagi's words for what the element is, () where it has none."""
    if not element:
        return ("Collaboration", "Diagram")
    record = document.element(map_id, element)
    if not isinstance(record, Node):
        return _FLOWS.get(record.kind, ()) if record is not None else ()
    family, _, side = record.kind.partition(".")
    if family == "event":
        return (f"{record.trigger.title()}{_EVENTS[side]}", f"{record.trigger.title()}{_EVENTS[side]}Event")
    return _TASKS.get(record.kind, ())


def _ids(document: Document, map_id: str) -> list[str]:
    return ["", *(n.id for n in document.nodes(map_id)), *(f.id for f in document.flows(map_id))]


def _file_id(document: Document, map_id: str, element: str) -> str:
    if element:
        return element
    return dict(document.map(map_id).foreign).get("xpdl:id") or map_id


def _entries(document: Document, map_id: str) -> tuple[zipsafe.Entry, ...]:
    carried = document.carried(map_id)
    return _opened(carried.archive) if carried is not None and carried.origin == "bizagi" else ()


@lru_cache(maxsize=4)
def _opened(archive: bytes) -> tuple[zipsafe.Entry, ...]:
    # What is shown for one element is asked for again for the next one; the zip is opened once.
    try:
        return tuple(zipsafe.read(archive, ""))
    except FormatError:
        return ()


def _carried(document: Document, map_id: str) -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Element id of the file -> attribute -> (content, file)."""
    carried = document.carried(map_id)
    if carried is None or carried.origin != "bizagi":
        return {}
    return _stored(carried.archive)


@lru_cache(maxsize=16)
def _stored(archive: bytes) -> Mapping[str, Mapping[str, tuple[str, str]]]:
    data = next((d for n, d in _opened(archive) if n.replace("\\", "/").lower() == VALUES), b"")
    if not data:
        return {}
    try:
        root = parse(data, VALUES)
    except FormatError:
        return {}
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for group in root.iter("{*}ElementAttributeValues"):
        here = found.setdefault(group.get("ElementId") or "", {})
        for item in group.iter("{*}ExtendedAttributeValue"):
            file = _text(item, "DisplayName") if (item.get(_TYPE) or "").startswith("Attachment") else ""
            here.setdefault(item.get("Id") or "", (_text(item, "Content"), file))
    return found


def _text(element: Element, name: str) -> str:
    found = element.find("{*}" + name)
    return (found.text or "") if found is not None and found.get(NIL) != "true" else ""


def _definition(data: bytes) -> Definition | None:
    try:
        root = parse(data, "Documentation")
    except FormatError:
        return None
    if local(root) != "ExtendedAttribute" or not root.get("Id"):
        return None
    options = root.find("{*}Options")
    leaves = [item for item in options.iter("{*}*") if not len(item)] if options is not None else []
    texts = [(item.text or item.get("Name") or item.get("Value") or "").strip() for item in leaves]
    return Definition(
        id=root.get("Id") or "",
        name=_text(root, "Name"),
        type=root.get("Type") or "Text",
        description=_text(root, "Description"),
        options=tuple(dict.fromkeys(text for text in texts if text)),
        elements=tuple(item.get("Type") or "" for item in root.iter("{*}AttributeElementType")),
    )


def _ranks(document: Document, types: tuple[str, ...]) -> dict[str, int]:
    """The model's order of attributes for an element type."""
    wanted = {f"documentation/{name}.order".lower() for name in types}
    for name, data in document.container.entries:
        if name.replace("\\", "/").lower() in wanted and data:
            try:
                root = parse(data, name)
            except FormatError:
                return {}
            return {(item.text or ""): place for place, item in enumerate(root.iter("{*}Id"))}
    return {}

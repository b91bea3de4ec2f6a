"""Extended attributes of Bizagi: which there are, what they say of an element, the files attached to it.

Nothing of this is read when a file is opened: the entries stay as they are in `Container` and `Carried`, and are
looked into when an element is shown. Only a value that was edited is a record of its own, `AttributeValue`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import msgspec

from probis_editor.formats import zipsafe
from probis_editor.formats.base import FormatError
from probis_editor.formats.xmlsafe import local, parse
from probis_editor.formats.xpdl_tree import NIL, XSI, Element, clean
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import AttributeValue, Node, file_mark

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

    An attachment has the `file` name under which `attachment` finds its bytes; its content means nothing here. `rows`
    are the cells of a table.
    """

    definition: Definition
    element: str
    content: str = ""
    file: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    edited: bool = False


class Said(NamedTuple):
    """What a file says by an attribute."""

    content: str = ""
    file: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


_NOTHING = Said()


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
    carried = said_there(document, map_id).get(file_id(document, map_id, element), {})
    own = {one.attribute: one for one in own_values(document, map_id) if one.element == element}
    types = element_types(document, map_id, element)
    mine = [one.id for one in known.values() if set(one.elements) & set(types)]
    ranks = _ranks(document, types)
    mine.sort(key=lambda i: ranks.get(i, len(ranks)))
    found: list[Value] = []
    for attribute in dict.fromkeys([*mine, *carried, *own]):
        said = carried.get(attribute, _NOTHING)
        if attribute in own:
            said = _own(own[attribute])
        found.append(_value(known, element, attribute, said, attribute in own))
    return tuple(found)


def _value(known: Mapping[str, Definition], element: str, attribute: str, said: Said, edited: bool) -> Value:
    definition = known.get(attribute) or Definition(id=attribute, type="Image" if said.file else "Text")
    content = "" if said.file else said.content
    return Value(
        definition=definition, element=element, content=content, file=said.file, rows=said.rows, edited=edited
    )


def _own(record: AttributeValue) -> Said:
    return Said(file=record.content) if record.attached else Said(record.content)


def said(document: Document, map_id: str) -> dict[tuple[str, str], Value]:
    """All that attributes say on a map, by (element, attribute id). What is said of elements not there is left out."""
    known = {one.id: one for one in definitions(document)}
    own = {(one.element, one.attribute): one for one in own_values(document, map_id)}
    carried = said_there(document, map_id)
    found: dict[tuple[str, str], Value] = {}
    for element in _ids(document, map_id) if carried else ():
        for attribute, said in carried.get(file_id(document, map_id, element), {}).items():
            found[element, attribute] = _value(known, element, attribute, said, False)
    for (element, attribute), one in own.items():
        found[element, attribute] = _value(known, element, attribute, _own(one), True)
    return {key: value for key, value in found.items() if value.content or value.file or value.rows}


def assign(tx: Transaction, map_id: str, element: str, attribute: str, content: str) -> None:
    """Give an element's attribute a value; the one that the file has takes the edit back. Raises ValueError for what
    the attribute's type cannot hold (see `fits`) and KeyError for an unknown element."""
    document = tx.document
    if element and document.element(map_id, element) is None:
        raise KeyError((map_id, element))
    definition = next((one for one in definitions(document) if one.id == attribute), Definition(id=attribute))
    said = said_there(document, map_id).get(file_id(document, map_id, element), {}).get(attribute, _NOTHING)
    if said.file or said.rows or not fits(definition, content):
        raise ValueError(content)
    record = AttributeValue(map=map_id, element=element, attribute=attribute, content=clean(content))
    put(tx, record, said.content)


def put(tx: Transaction, record: AttributeValue, was: str) -> None:
    """Put a value where the file's has the mark `was`; one that says the same takes the edit back."""
    if record.mark == was:
        tx.drop(record.key)
    else:
        tx.put(msgspec.structs.replace(record, was=was))


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
    """The files that the map carries, in the order of the file, then those that were attached since."""
    names = {file_id(document, map_id, i).lower(): i for i in _ids(document, map_id)}
    own = [one for one in own_values(document, map_id) if one.attached]
    gone = replaced(document, map_id)
    found: list[Attachment] = []
    for name, data in entries(document, map_id):
        parts = name.replace("\\", "/").split("/")
        if parts[0].lower() + "/" == FILES and len(parts) > 2 and data:
            element, file = names.get(parts[1].lower(), ""), "/".join(parts[2:])
            if (element, file.lower()) not in gone:
                found.append(Attachment(element=element, name=file, size=len(data)))
    found += [Attachment(element=o.element, name=o.content, size=len(o.data)) for o in own if o.content]
    return tuple(found)


def attachment(document: Document, map_id: str, element: str, name: str) -> bytes:
    """The bytes of an attached file. Raises KeyError where there is none of that name for the element."""
    for one in own_values(document, map_id):
        if one.attached and one.element == element and one.content == name:
            return one.data
    if (element, name.lower()) not in replaced(document, map_id):
        data = _bytes(document, map_id, file_id(document, map_id, element), name)
        if data is not None:
            return data
    raise KeyError((map_id, element, name))


def replaced(document: Document, map_id: str) -> set[tuple[str, str]]:
    """(element, lower-case name) of the carried files that an edit took off and that no other attribute names."""
    changed = {(one.element, one.attribute) for one in own_values(document, map_id) if one.attached}
    found: set[tuple[str, str]] = set()
    for element in {element for element, _ in changed}:
        said = said_there(document, map_id).get(file_id(document, map_id, element), {})
        kept = {one.file.lower() for key, one in said.items() if (element, key) not in changed}
        gone = {one.file.lower() for key, one in said.items() if (element, key) in changed and one.file}
        found |= {(element, name) for name in gone - kept}
    return found


def _bytes(document: Document, map_id: str, file_element: str, name: str) -> bytes | None:
    wanted = f"{FILES}{file_element}/{name}".lower()
    for entry, data in entries(document, map_id):
        if entry.replace("\\", "/").lower() == wanted:
            return data
    return None


def mark_there(document: Document, map_id: str, element: str, attribute: str) -> str:
    """The mark (`AttributeValue.mark`) of what the carried file says, "" for nothing."""
    there = file_id(document, map_id, element)
    said = said_there(document, map_id).get(there, {}).get(attribute, _NOTHING)
    if not said.file:
        return said.content
    return file_mark(said.file, _bytes(document, map_id, there, said.file) or b"")


def own_values(document: Document, map_id: str) -> list[AttributeValue]:
    """The edited values that hold: those whose file has not said something else since, by element and attribute."""
    records = [r for r in document.index(map_id).all().values() if isinstance(r, AttributeValue)]
    if not records:
        return []
    found: list[AttributeValue] = []
    for record in sorted(records, key=lambda r: r.key):
        if record.element and document.element(map_id, record.element) is None:
            continue
        if mark_there(document, map_id, record.element, record.attribute) in (record.was, record.mark):
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


def file_id(document: Document, map_id: str, element: str) -> str:
    """The id that the map's file has for an element ("" = the map)."""
    if element:
        return element
    return dict(document.map(map_id).foreign).get("xpdl:id") or map_id


def entries(document: Document, map_id: str) -> tuple[zipsafe.Entry, ...]:
    """The entries of the `.diag` that is carried for the map, () for none."""
    carried = document.carried(map_id)
    return _opened(carried.archive) if carried is not None and carried.origin == "bizagi" else ()


@lru_cache(maxsize=4)
def _opened(archive: bytes) -> tuple[zipsafe.Entry, ...]:
    # What is shown for one element is asked for again for the next one; the zip is opened once.
    try:
        return tuple(zipsafe.read(archive, ""))
    except FormatError:
        return ()


def said_there(document: Document, map_id: str) -> Mapping[str, Mapping[str, Said]]:
    """What the carried file says: its id of the element -> attribute -> that."""
    carried = document.carried(map_id)
    if carried is None or carried.origin != "bizagi":
        return {}
    return _stored(carried.archive)


@lru_cache(maxsize=16)
def _stored(archive: bytes) -> Mapping[str, Mapping[str, Said]]:
    data = next((d for n, d in _opened(archive) if n.replace("\\", "/").lower() == VALUES), b"")
    if not data:
        return {}
    try:
        root = parse(data, VALUES)
    except FormatError:
        return {}
    found: dict[str, dict[str, Said]] = {}
    for group in root.iter("{*}ElementAttributeValues"):
        here = found.setdefault(group.get("ElementId") or "", {})
        for item in group.iter("{*}ExtendedAttributeValue"):
            file = _text(item, "DisplayName") if (item.get(_TYPE) or "").startswith("Attachment") else ""
            here.setdefault(item.get("Id") or "", Said(_text(item, "Content"), file, _rows(item)))
    return found


def _rows(item: Element) -> tuple[tuple[str, ...], ...]:
    """A table's cells: whatever its rows are called, their texts in order."""
    table = item.find("{*}TableValues")
    rows = [row for row in table if isinstance(row.tag, str)] if table is not None else []
    found = [tuple((c.text or "").strip() for c in row.iter("{*}*") if not len(c)) for row in rows]
    return tuple(row for row in found if any(row))


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

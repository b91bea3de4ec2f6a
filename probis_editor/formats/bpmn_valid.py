"""The net under what is kept from other programs' files: what the schema forbids steps aside, nothing is lost.

An attribute that may not stand becomes a mark of ours (and comes back when read), an element is wrapped in an
extension of its parent. What we make ourselves is valid as it is made, so only kept pieces ever meet this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from lxml import etree

from probis_editor import resources
from probis_editor.formats.bpmn_keep import child
from probis_editor.formats.bpmn_names import MODEL, XSI, m, p
from probis_editor.formats.xmlsafe import local
from probis_editor.model.elements import Foreign

_ATTRIBUTE = re.compile(r"Element '[^']*', attribute '([^']*)'")
_REQUIRED = re.compile(r"The attribute '([^']*)' is required but missing")
_ROUNDS = 8
_TEXTS = ("documentation", "text", "script")
"""What holds words and no extension."""
_HARMLESS: dict[str, re.Pattern[str] | None] = {
    **dict.fromkeys(("bpmn:id", "di:id", "diagram:@id", "plane:@id", "laneSet:@id")),
    **dict.fromkeys(("process:@id", "collaboration:@id", "definitions:@id", "process:participant")),
    **dict.fromkeys(("plane:ref", "definitions:ns", "di:label", "di:guessed")),
    **dict.fromkeys(("definitions:@name", "process:@name", "collaboration:@name")),
    **dict.fromkeys(("process:documentation", "collaboration:documentation")),
    **dict.fromkeys(("definitions:@exporter", "definitions:@exporterVersion")),
    "definitions:@targetNamespace": re.compile(r"[A-Za-z]+:[A-Za-z0-9/._:-]*\Z"),
    "process:@isExecutable": re.compile(r"(true|false)\Z"),
}
"""What may be kept and cannot make a file invalid: ids, which are made names of XML before they are written, plain
texts, and what is not written as it is kept."""


def is_harmless(foreign: Iterable[Foreign]) -> bool:
    """Whether nothing that is kept so could be forbidden by the schema."""
    for pairs in foreign:
        for name, text in pairs:
            if name not in _HARMLESS:
                return False
            form = _HARMLESS[name]
            if form is not None and not form.match(text):
                return False
    return True


@cache
def schema() -> etree.XMLSchema:
    """The OMG's schema of BPMN 2.0."""
    return etree.XMLSchema(etree.parse(str(resources.path("schemas/BPMN20.xsd"))))


def is_valid(data: bytes) -> bool:
    """Whether the schema allows the file."""
    return bool(schema().validate(etree.fromstring(data)))


def made_valid(data: bytes) -> etree._Element:
    """The file with what the schema forbids set aside. Elements and attributes that it allows stay as they are."""
    root = etree.fromstring(data)
    checker = schema()
    for _ in range(_ROUNDS):
        if checker.validate(root):
            break
        done: set[str] = set()
        # One fault of an element at a time: the first may be the cause of the next.
        for error in checker.error_log:
            if error.path and error.path not in done:
                done.add(error.path)
                _mend(root, error.path, error.message)
    return root


def _mend(root: etree._Element, path: str, message: str) -> None:
    element = _at(root, path)
    if element is None:
        return
    extensions = [one for one in element.iterancestors() if local(one) == "extensionElements"]
    if extensions:
        _as_text(element, extensions[-1])
        return
    attribute = _ATTRIBUTE.match(message)
    required = _REQUIRED.search(message)
    if required and required.group(1) in ("name", "id"):
        element.set(required.group(1), "")
    elif attribute:
        _hide(element, attribute.group(1))
    elif "Missing child element" in message and local(element) == "conditionalEventDefinition":
        etree.SubElement(element, m("condition")).set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
    else:
        _set_aside(element)


def _at(root: etree._Element, path: str) -> etree._Element | None:
    """The element that a fault names. Its prefixes are those of the element, which `root` need not know."""
    element = root
    for step in path.split("/")[2:]:
        name, _, count = step.partition("[")
        prefix, _, plain = name.rpartition(":")
        like = [
            one
            for one in element.iterchildren("*")
            if name == "*" or (local(one) == plain and (one.prefix or "") == prefix)
        ]
        at = int(count[:-1]) if count else 1
        if at > len(like):
            return None
        element = like[at - 1]
    return element


def _as_text(element: etree._Element, extension: etree._Element) -> None:
    """What an extension holds and the schema knows better: all of it is kept as text in its place."""
    held = next(one for one in (element, *element.iterancestors()) if one.getparent() is extension)
    held.tail = None
    mark = etree.Element(p("kept"))
    mark.text = etree.tostring(held, encoding="unicode")
    extension.replace(held, mark)


def _hide(element: etree._Element, name: str) -> None:
    value = element.attrib.pop(name, None)
    if value is not None and not name.startswith("{"):
        element.set(p(name), str(value))


def _set_aside(element: etree._Element) -> None:
    """As `bpmn_keep.set_aside` does it while the file is made."""
    above = element.getparent()
    if above is None:
        return
    element.tail = None
    above.remove(element)
    while local(above) in _TEXTS and (holder := above.getparent()) is not None:
        above = holder
    if not str(above.tag).startswith(f"{{{MODEL}}}") or local(above) in ("definitions", "extensionElements"):
        return
    extension = child(above, "extensionElements")
    if extension is None:
        extension = etree.Element(m("extensionElements"))
        place = sum(1 for item in above if local(item) == "documentation")
        above.insert(place, extension)
    etree.SubElement(extension, p("kept")).text = etree.tostring(element, encoding="unicode")

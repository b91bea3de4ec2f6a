"""The net under what is kept from other programs' files: what the schema forbids steps aside, nothing is lost.

An attribute that may not stand becomes a mark of ours (and comes back when read), an element is wrapped in an
extension of its parent. What we make ourselves is valid as it is made, so only kept pieces ever meet this.
"""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from probis_editor import resources
from probis_editor.formats.bpmn_keep import set_aside
from probis_editor.formats.bpmn_names import XSI, m, p
from probis_editor.formats.xmlsafe import local

_ATTRIBUTE = re.compile(r"Element '[^']*', attribute '([^']*)'")
_REQUIRED = re.compile(r"The attribute '([^']*)' is required but missing")
_ROUNDS = 8


@cache
def schema() -> etree.XMLSchema:
    """The OMG's schema of BPMN 2.0."""
    return etree.XMLSchema(etree.parse(str(resources.path("schemas/BPMN20.xsd"))))


def make_valid(root: etree._Element) -> None:
    """Set aside what the schema forbids. Elements and attributes that it allows stay as they are."""
    checker = schema()
    for _ in range(_ROUNDS):
        if checker.validate(root):
            return
        done: set[str] = set()
        # One fault of an element at a time: the first may be the cause of the next.
        for error in checker.error_log:
            if error.path and error.path not in done:
                done.add(error.path)
                _set_aside(root, error.path, error.message)


def _set_aside(root: etree._Element, path: str, message: str) -> None:
    try:
        found = root.xpath(path, namespaces={k: v for k, v in root.nsmap.items() if k})
    except etree.XPathEvalError:
        return
    element = found[0] if isinstance(found, list) and found else None
    if not isinstance(element, etree._Element):
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
        set_aside(element)


def _hide(element: etree._Element, name: str) -> None:
    value = element.attrib.pop(name, None)
    if value is not None and not name.startswith("{"):
        element.set(p(name), str(value))

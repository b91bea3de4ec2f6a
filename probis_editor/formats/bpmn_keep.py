"""What BPMN says and a record has no field for: taken as text, put back as XML.

A kept piece is a small document of its own: standard prefixes, white space between elements dropped, references
to the file's own target namespace without prefix. So it can be put into any other file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from lxml import etree

from probis_editor.formats.base import FormatError
from probis_editor.formats.bpmn_names import (
    FLOW_TAGS,
    MODEL,
    PREFIXES,
    PROBIS,
    XSI,
    clean,
    is_ncname,
    qualified,
)
from probis_editor.formats.bpmn_xml import Element, SubElement, alone, taken
from probis_editor.formats.xmlsafe import local, parse
from probis_editor.model.elements import Foreign

MARKS = frozenset(
    (
        *(
            "id",
            "kind",
            "guessed",
            "surface",
            "derived",
            "size",
            "condition",
            "theme",
            "mapKind",
            "mapSize",
            "image",
            "bounds",
            "hidden",
            "name",
        ),
        *("expanded", "version", "guessSize"),
    )
)
"""Our own attributes that the reader understands; any other one holds a standard attribute that could not stand."""

_TYPE = f"{{{XSI}}}type"
_IDS = frozenset(("bpmn:id", "di:id"))
_OURS = f"{{{PROBIS}}}"
_STANDARD = f"{{{MODEL}}}"
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False, recover=True
)
"""For what was read once: a prefix that a file never declared passes there, and must not stop it here."""


def children(element: etree._Element) -> Iterator[etree._Element]:
    """The child elements; no comments or instructions."""
    return element.iterchildren("*")


def child(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child of the standard with that local name."""
    wanted = qualified(tag)
    for sub in element:
        if sub.tag == wanted:
            return sub
    return None


def text_of(element: etree._Element | None) -> str:
    """All text in the element, comments left out; "" for None."""
    if element is None:
        return ""
    return str(element.xpath("string()")) if len(element) else (element.text or "")


def kept(element: etree._Element, target: str) -> str:
    """The element as text that stands alone. `target` is the file's target namespace."""
    # Files repeat themselves: the same block of colours stands in most elements of one of Bizagi's.
    # In UTF-8, since names of elements cannot be written with character references.
    return _kept(etree.tostring(element, with_tail=False, encoding="utf-8"), target)


@lru_cache(maxsize=1024)
def _kept(serialised: bytes, target: str) -> str:
    used: dict[str, str] = {}
    copy = _copied(etree.fromstring(serialised, _PARSER), None, target, used)
    etree.cleanup_namespaces(copy, keep_ns_prefixes=list(used))
    return etree.tostring(copy, encoding="unicode")


def restored(text: str) -> etree._Element:
    """The element of a kept text. Raises FormatError where it is not XML."""
    return parse(text.encode(), "foreign")


def _copied(
    element: etree._Element, parent: etree._Element | None, target: str, used: dict[str, str]
) -> etree._Element:
    if parent is None:
        own = _referenced(element, target)
        used.update(own)
        nsmap = {
            **{prefix: uri for prefix, uri in own.items() if PREFIXES.get(prefix, uri) == uri},
            **PREFIXES,
        }
        copy = etree.Element(str(element.tag), nsmap=nsmap)
    else:
        copy = etree.SubElement(parent, str(element.tag))
    in_standard = str(element.tag).startswith(_STANDARD)
    for name, value in element.attrib.items():
        if _is_undeclared(str(name)):
            continue
        plain = in_standard and not str(name).startswith("{")
        copy.set(
            name, _plain(str(value), element, target, name == _TYPE) if plain or name == _TYPE else value
        )
    subs = [sub for sub in children(element) if not _is_loose(sub) and not _is_undeclared(str(sub.tag))]
    blank = (
        len(element) > 0
        and not (element.text or "").strip()
        and not any((s.tail or "").strip() for s in subs)
    )
    if not blank:
        text = element.text or ""
        for node in element:
            if not isinstance(node.tag, str):
                text += node.tail or ""
            else:
                break
        copy.text = (_plain(text, element, target, False) if in_standard and not subs else text) or None
    for sub in subs:
        new = _copied(sub, copy, target, used)
        if not blank:
            new.tail = sub.tail
    return copy


def _is_undeclared(name: str) -> bool:
    """Whether a name has a prefix that means nothing: it could not be written so that it is read again."""
    return not name.startswith("{") and ":" in name


def _plain(value: str, element: etree._Element, target: str, is_type: bool) -> str:
    # A reference into the file's own namespace loses its prefix: the one form that every tool resolves.
    prefix, colon, rest = value.strip().partition(":")
    if is_type and not colon and element.nsmap.get(None) == MODEL:
        return "bpmn:" + prefix
    if not colon or not rest or " " in rest:
        return value
    uri = element.nsmap.get(prefix)
    if uri is None:
        return value
    if is_type and uri == MODEL:
        return "bpmn:" + rest
    return rest if uri in (target, MODEL, "") and not is_type else value


def _referenced(element: etree._Element, target: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in element.iter(etree.Element):
        values = [str(value) for value in item.attrib.values()]
        if item.text and len(item) == 0 and len(item.text) < 200:
            values.append(item.text.strip())
        for value in values:
            prefix, colon, _ = value.partition(":")
            uri = item.nsmap.get(prefix) if colon else None
            if uri and uri not in (target, MODEL):
                found.setdefault(prefix, uri)
    return found


def kept_attributes(
    element: etree._Element, known: Iterable[str], key: str, target: str
) -> list[tuple[str, str]]:
    """(key + name, value) for each attribute not `known`; a name with a namespace as "{uri}local"."""
    skip = frozenset(known)
    found: list[tuple[str, str]] = []
    for name, value in element.attrib.items():
        plain = str(name)
        if plain.startswith(_OURS):
            plain = plain.rsplit("}", 1)[1]
            if plain in MARKS:
                continue
        if plain in skip:
            continue
        found.append(
            (key + plain, str(value) if plain.startswith("{") else _plain(str(value), element, target, False))
        )
    return found


def kept_children(
    element: etree._Element, consumed: Callable[[etree._Element], bool], key: str, target: str
) -> list[tuple[str, str]]:
    """(key, text) for each child element that is not consumed."""
    return [
        (key, kept(sub, target)) for sub in children(element) if not consumed(sub) and not _only_loose(sub)
    ]


def _is_loose(element: etree._Element) -> bool:
    # A flow of ours that lacks an end has a record of its own.
    return is_mark(element) and local(element) in FLOW_TAGS


def _only_loose(element: etree._Element) -> bool:
    if local(element) != "extensionElements" or len(element) == 0:
        return False
    return all(_is_loose(sub) for sub in children(element))


def one(foreign: Foreign, name: str) -> str:
    """The first text under that name, "" for none."""
    for key, text in foreign:
        if key == name:
            return text
    return ""


def every(foreign: Foreign, name: str) -> list[str]:
    """All texts under that name, in order."""
    return [text for key, text in foreign if key == name]


def beyond_ids(foreign: Foreign) -> Foreign:
    """All that is kept; () where it is but the ids, as of most elements."""
    for name, _ in foreign:
        if name not in _IDS:
            return foreign
    return ()


def is_from_bpmn(foreign: Foreign) -> bool:
    """Whether a map's record was read from a BPMN file."""
    return any(name.startswith(("bpmn:", "plane:", "definitions:")) for name, _ in foreign)


def pieces(foreign: Foreign, name: str) -> list[Element]:
    """The kept elements under that name; what is no XML (any more) is passed over."""
    found: list[Element] = []
    for text in every(foreign, name):
        try:
            found.append(taken(restored(text)))
        except FormatError:
            continue
    return found


def put_attributes(element: Element, foreign: Foreign, key: str) -> None:
    """Set the kept attributes under `key` that the element does not have yet."""
    for name, value in foreign:
        if name.startswith(key):
            plain = name[len(key) :]
            if is_ncname(plain.rpartition("}")[2]) and plain not in element.attrib:
                element.set(plain, clean(value))


def put_children(element: Element, foreign: Foreign, key: str) -> None:
    """Append the kept children under `key`."""
    element.extend(pieces(foreign, key))


def is_mark(element: etree._Element) -> bool:
    """Whether the element is one of ours, not the standard's."""
    return str(element.tag).startswith(_OURS)


__all__ = [
    *("MARKS", "child", "children", "every", "is_mark", "kept", "kept_attributes", "kept_children"),
    *("local", "one", "put_attributes", "put_children", "restored", "text_of"),
]


def set_aside(element: Element, above: Element, spaces: Mapping[str, str] = PREFIXES) -> None:
    """Move an element that may not stand where it stands into an extension of what holds it, `above`, as text."""
    element.tail = None
    if element in above:
        above.remove(element)
    if not above.tag.startswith(_STANDARD) or local(above) in ("definitions", "extensionElements"):
        return
    extension = above.find(f"{_STANDARD}extensionElements")
    if extension is None:
        extension = Element(f"{_STANDARD}extensionElements")
        place = sum(1 for item in above if local(item) == "documentation")
        above.insert(place, extension)
    SubElement(extension, f"{_OURS}kept").text = alone(element, spaces)

"""Elements of a BPMN file that is being written, and their text.

They are the standard library's: making one costs a fifth of what one of lxml's does, and a file has many. They say
qualified names as lxml does. Prefixes are settled when the text is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement

from lxml import etree

from probis_editor.formats.bpmn_names import clean
from probis_editor.formats.xmlsafe import local

_AS_IS = frozenset(("documentation", "text", "script"))
"""White space means something in these."""

_SPECIAL = re.compile('[&<>":\x00-\x1f\ud800-\udfff\ufffe\uffff]').search
_IN_VALUE = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\n": "&#10;",
    "\t": "&#9;",
    "\r": "&#13;",
}
_VALUE = str.maketrans(_IN_VALUE)
_TEXT = str.maketrans({char: _IN_VALUE[char] for char in "&<>\r"})
_HEAD = re.compile("<[^ />]+")
_LONGEST_PREFIX = 40
_XML = "http://www.w3.org/XML/1998/namespace"


class Piece(Element):
    """An element of another program's file that declares `spaces`, prefix -> namespace."""

    __slots__ = ("spaces",)
    spaces: dict[str, str]


class Drawn(Element):
    """An element whose last children stand in `inner` as text, each on a line of its own behind `DEEPER`."""

    __slots__ = ("inner",)
    inner: str


DEEPER = "\n" + "  " * 4
"""What stands before a child of a shape or edge."""


def taken(source: etree._Element, above: Mapping[str | None, str] | None = None) -> Element:
    """A copy of one of lxml's elements, without comments and instructions; `above` is what stands declared."""
    spaces = source.nsmap
    own = {k: uri for k, uri in spaces.items() if k and (above is None or above.get(k) != uri)}
    attributes = {str(name): str(value) for name, value in source.attrib.items()}
    if own:
        made: Element = Piece(str(source.tag), attributes)
        assert isinstance(made, Piece)
        made.spaces = own
    else:
        made = Element(str(source.tag), attributes)
    made.text = source.text
    last: Element | None = None
    for item in source:
        if isinstance(item.tag, str):
            last = taken(item, spaces)
            last.tail = item.tail
            made.append(last)
        elif item.tail and last is None:
            made.text = (made.text or "") + item.tail
        elif item.tail and last is not None:
            last.tail = (last.tail or "") + item.tail
    return made


def freed(element: Element) -> list[Element]:
    """The children, to be put elsewhere: they declare themselves what the element declares for them."""
    if not isinstance(element, Piece):
        return list(element)
    found: list[Element] = []
    for child in element:
        own = child.spaces if isinstance(child, Piece) else {}
        made = Piece(child.tag, child.attrib)
        made.spaces = {**element.spaces, **own}
        made.text, made.tail = child.text, child.tail
        made.extend(child)
        found.append(made)
    return found


def parents(root: Element) -> dict[Element, Element]:
    """What holds each element."""
    return {item: above for above in root.iter() for item in above}


def alone(element: Element, spaces: Mapping[str, str]) -> str:
    """The element as text that stands alone; `spaces` are the prefixes it may use."""
    return "".join(_Text(spaces).whole(element, None))


def document(root: Element, spaces: Mapping[str, str], always: Iterable[str]) -> bytes:
    """The file: indented wherever white space means nothing. Of `spaces` (prefix -> namespace) it declares those
    that names or values use, and those in `always`."""
    text = _Text(spaces, always)
    return "".join(["<?xml version='1.0' encoding='UTF-8'?>\n", *text.whole(root, "\n"), "\n"]).encode()


def bare(root: Element, spaces: Mapping[str, str]) -> bytes:
    """The file without indentation, all of `spaces` declared."""
    return "".join(_Text(spaces, spaces).whole(root, None)).encode()


class _Text:
    def __init__(self, spaces: Mapping[str, str], always: Iterable[str] = ()) -> None:
        self.spaces = dict(spaces)
        self.prefixes = {uri: prefix for prefix, uri in reversed(self.spaces.items())}
        self.prefixes[_XML] = "xml"
        self.used = set(always)
        self.names: dict[str, str] = {}
        self.own: list[tuple[str, str]] = []
        """What is declared below the root, where the text is now."""
        self.out: list[str] = []

    def whole(self, root: Element, pad: str | None) -> list[str]:
        """The text in parts. The root's declarations, known only at the end, go behind its name."""
        out = self.out
        out.append("")
        self.put(root, pad)
        first = next(place for place, part in enumerate(out) if part)
        declarations = "".join(
            _declaration(prefix, uri) for prefix, uri in self.spaces.items() if prefix in self.used
        )
        head = _HEAD.match(out[first])
        assert head is not None
        out[first] = head.group() + declarations + out[first][head.end() :]
        return out

    def put(self, element: Element, pad: str | None) -> None:
        """Add the element. `pad` is what stands before its end tag where it is indented."""
        out, names, before = self.out, self.names, len(self.own)
        if type(element) is Piece:
            self._declare(element)
        tag = element.tag
        name = names.get(tag) or self._name(tag)
        head = "<" + name
        for key, value in element.items():
            if _SPECIAL(value):
                value = self._value(value)
            head += f' {names.get(key) or self._name(key)}="{value}"'
        if len(self.own) > before:
            own = "".join(_declaration(prefix, uri) for prefix, uri in self.own[before:])
            head = "<" + name + own + head[len(name) + 1 :]
        text = element.text
        if text is not None and _SPECIAL(text):
            text = self._text(text)
        inner = element.inner if type(element) is Drawn else ""
        if not len(element) and not inner:
            out.append(head + "/>" if text is None else f"{head}>{text}</{name}>")
        else:
            self._children(element, head, name, text or "", inner, pad)
        if len(self.own) > before:
            self._forget(before)

    def _children(
        self, element: Element, head: str, name: str, text: str, inner: str, pad: str | None
    ) -> None:
        out, put = self.out, self.put
        indented = pad is not None and local(element) not in _AS_IS and not text.strip()
        if indented:
            for child in element:
                if child.tail is not None and child.tail.strip():
                    indented = False
                    break
        if indented:
            assert pad is not None
            deeper, names = pad + "  ", self.names
            out.append(head + ">")
            for child in element:
                out.append(deeper)
                line = child.text
                if line and type(child) is Element and not len(child) and not child.keys():
                    # A reference: as good as half of all elements.
                    short = names.get(child.tag)
                    if short and not _SPECIAL(line):
                        out.append(f"<{short}>{line}</{short}>")
                        continue
                put(child, deeper)
            out.append(f"{inner}{pad}</{name}>")
            return
        out.append(f"{head}>{text}")
        for child in element:
            put(child, None)
            if child.tail:
                out.append(self._text(child.tail))
        out.append(f"{inner}</{name}>")

    def _name(self, name: str) -> str:
        """The name with its prefix. A namespace that nothing declares gets one at the element that the text is at."""
        uri, _, plain = name.rpartition("}")
        if not uri:
            self.names[name] = name
            return name
        uri = uri[1:]
        prefix = self.prefixes.get(uri)
        if prefix is None:
            count, in_use = 0, {*self.spaces, *(known for known, _ in self.own)}
            while f"ns{count}" in in_use:
                count += 1
            prefix = f"ns{count}"
            self._add(prefix, uri)
        self.used.add(prefix)
        found = self.names[name] = f"{prefix}:{plain}"
        return found

    def _declare(self, element: Piece) -> None:
        uris: set[str] | None = None
        said: set[str] = set()
        for prefix, uri in element.spaces.items():
            if uri in self.prefixes:
                continue
            if uris is None:
                uris = _uris(element, said)
            if uri in uris or prefix in said:
                self._add(prefix, uri)

    def _add(self, prefix: str, uri: str) -> None:
        self.own.append((prefix, uri))
        self.prefixes[uri] = prefix

    def _forget(self, before: int) -> None:
        for _, uri in self.own[before:]:
            del self.prefixes[uri]
        del self.own[before:]
        self.names.clear()

    def _value(self, value: str) -> str:
        self._look(value)
        return clean(value).translate(_VALUE)

    def _text(self, text: str) -> str:
        self._look(text)
        return clean(text).translate(_TEXT)

    def _look(self, value: str) -> None:
        # What looks like a qualified name may be one: its prefix stays declared.
        prefix, _, rest = value.partition(":")
        if rest and len(prefix) < _LONGEST_PREFIX and prefix in self.spaces:
            self.used.add(prefix)


def _declaration(prefix: str, uri: str) -> str:
    return f' xmlns:{prefix}="{uri.translate(_VALUE)}"'


def _uris(element: Element, said: set[str]) -> set[str]:
    """The namespaces of all names in the element; `said` receives what may be prefixes in its values."""
    found: set[str] = set()
    for item in element.iter():
        for name in (item.tag, *item.keys()):
            if name.startswith("{"):
                found.add(name[1 : name.rindex("}")])
        for value in (*item.attrib.values(), item.text or ""):
            prefix, _, rest = value.partition(":")
            if rest and len(prefix) < _LONGEST_PREFIX:
                said.add(prefix)
    return found


__all__ = [
    "DEEPER",
    "Drawn",
    "Element",
    "Piece",
    "SubElement",
    "alone",
    "bare",
    "document",
    "freed",
    "parents",
    "taken",
]

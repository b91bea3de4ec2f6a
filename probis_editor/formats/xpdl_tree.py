"""The XML side of XPDL: finding by local name, inserting and removing so that white space stays tidy, bytes in and out.

Bizagi writes with .NET: no encoding in the declaration, CRLF, two spaces a level, `<x />`. A patched file keeps
the form it came in, so that a difference of files shows what was edited and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from lxml import etree

from probis_editor.formats import xmlsafe
from probis_editor.formats.xmlsafe import local

Element: TypeAlias = etree._Element

XPDL22 = "http://www.wfmc.org/2009/XPDL2.2"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XSD = "http://www.w3.org/2001/XMLSchema"
NIL = f"{{{XSI}}}nil"

_DECLARATION = re.compile(rb"^\s*(<\?xml[^>]*\?>)(\s*)")
_START = re.compile(rb"<([^\s<>/]+)[^<>]*>")
_GUID = re.compile("[0-9a-f-]{8}(-[0-9a-f-]{4}){3}-[0-9a-f-]{12}")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

ORDER = {
    "Package": (
        *("PackageHeader", "RedefinableHeader", "ConformanceClass", "Script", "ExternalPackages"),
        *("TypeDeclarations", "Participants", "Applications", "DataFields", "Pages", "DataStores", "Pools"),
        *("MessageFlows", "Associations", "Artifacts", "WorkflowProcesses", "ExtendedAttributes"),
    ),
    "Pool": ("Lanes", "NodeGraphicsInfos", "Milestones"),
    "WorkflowProcess": (
        *("ProcessHeader", "RedefinableHeader", "ActivitySets", "DataInputOutputs", "Activities"),
        *("DataObjects", "DataStoreReferences", "Transitions", "DataAssociations", "ExtendedAttributes"),
    ),
    "ActivitySet": (
        *("Associations", "Artifacts", "DataInputOutputs", "DataObjects", "DataStoreReferences"),
        *("Activities", "DataAssociations", "Transitions"),
    ),
    "Activity": (
        *("Description", "Implementation", "BlockActivity", "Route", "Event", "Performers"),
        *("Documentation", "InputSets", "OutputSets", "Loop", "NodeGraphicsInfos", "ExtendedAttributes"),
    ),
    "Transition": ("Condition", "Description", "ConnectorGraphicsInfos", "ExtendedAttributes"),
    "MessageFlow": ("ConnectorGraphicsInfos", "ExtendedAttributes"),
    "Association": ("ConnectorGraphicsInfos", "ExtendedAttributes"),
    "Lane": ("NodeGraphicsInfos", "Documentation", "ExtendedAttributes"),
    "Milestone": ("NodeGraphicsInfos", "Documentation", "ExtendedAttributes"),
    "DataObject": ("Object", "NodeGraphicsInfos", "DataField", "ExtendedAttributes"),
    "DataStoreReference": ("NodeGraphicsInfos", "ExtendedAttributes"),
    "DataStore": ("Object",),
    "Artifact": ("DataObject", "Group", "Object", "NodeGraphicsInfos", "Documentation"),
    "ProcessHeader": ("Created", "Description"),
    "NodeGraphicsInfo": ("Coordinates", "Formatting", "TextDirection", "TextBackgroundColor"),
    "ConnectorGraphicsInfo": ("Formatting", "TextDirection", "TextBackgroundColor", "Coordinates"),
    "Formatting": (
        *("Alignment", "FontName", "SizeFont", "Bold", "Italic", "Strikeout", "Underline", "ColorFont"),
    ),
}
"""The order of children as Bizagi writes it (measured), for inserting one where it belongs."""


class Source:
    """A parsed file that can be written back in the form it came in.

    `root` may be edited in place. `ns` is the root's namespace in braces, to prefix local names with.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Raises FormatError for what is no safe XML."""
        self.root = xmlsafe.parse(data, name)
        self.ns = namespace(self.root)
        declaration = _DECLARATION.match(data.removeprefix(b"\xef\xbb\xbf"))
        self._bom = data.startswith(b"\xef\xbb\xbf")
        self._declaration = declaration.group(1) + declaration.group(2) if declaration else b""
        head = data[:2000]
        self._crlf = b"\r\n" in head
        self._spaced = b" />" in data[:20000]
        self._start = self._start_tag(data.removeprefix(b"\xef\xbb\xbf")[len(self._declaration) :])
        self._attributes = dict(self.root.attrib)

    def to_bytes(self) -> bytes:
        """The file with its edits, in UTF-8."""
        tree = self.root.getroottree()
        body = etree.tostring(tree, encoding="UTF-8", xml_declaration=False)
        body = restyled(body, self._crlf, self._spaced)
        if self._start and dict(self.root.attrib) == self._attributes:
            # The same tag, but in the order of attributes and namespaces that the file has.
            body = self._start + body[body.index(b">") + 1 :]
        declaration = self._declaration
        if declaration and re.search(rb"encoding\s*=\s*[\"'](?!utf-8[\"'])", declaration, re.IGNORECASE):
            declaration = b'<?xml version="1.0" encoding="utf-8"?>\n'
        return (b"\xef\xbb\xbf" if self._bom else b"") + declaration + body

    def _start_tag(self, data: bytes) -> bytes:
        """The root's start tag as it stands, or b"" where it cannot be told safely."""
        found = _START.match(data)
        if not found or found.group(0).endswith(b"/>") or not len(self.root):
            return b""
        try:
            alone = etree.fromstring(found.group(0) + b"</" + found.group(1) + b">")
        except etree.XMLSyntaxError:
            return b""
        same = alone.attrib == self.root.attrib and alone.nsmap == self.root.nsmap
        return found.group(0) if same and alone.tag == self.root.tag else b""


def restyled(body: bytes, crlf: bool, spaced: bool) -> bytes:
    """Serialised XML in .NET's spelling. Means the same; left alone where sections exist in which it would not."""
    if b"<![CDATA[" in body or b"<!--" in body or b"<?" in body:
        return body
    # Inside tags and texts lxml writes ">" as an entity, so "/>" is always the end of an empty element.
    if spaced:
        body = body.replace(b"/>", b" />")
    body = body.replace(b"&#10;", b"&#xA;").replace(b"&#13;", b"&#xD;").replace(b"&#9;", b"&#x9;")
    return body.replace(b"\n", b"\r\n") if crlf else body


def namespace(element: Element) -> str:
    """The namespace of the element's tag in braces, "" for none."""
    tag = element.tag
    if isinstance(tag, str) and tag[:1] == "{":
        return tag[: tag.index("}") + 1]
    return ""


def children(element: Element | None, tag: str) -> Iterator[Element]:
    """The children of that local name in the element's namespace; none of None."""
    if element is None:
        return iter(())
    return element.iterchildren(namespace(element) + tag)


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along the path of local names, or None."""
    for tag in path:
        if element is None:
            return None
        element = element.find(namespace(element) + tag)
    return element


def text(element: Element | None, *path: str) -> str:
    """The text at the path, "" where there is none."""
    found = child(element, *path)
    return (found.text or "") if found is not None else ""


def clean(value: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", value) if _FORBIDDEN.search(value) else value


def make(parent: Element, tag: str, attributes: Sequence[tuple[str, str]] = (), content: str = "") -> Element:
    """A new last child, for trees still without white space."""
    made = etree.SubElement(
        parent, namespace(parent) + tag, {name: clean(value) for name, value in attributes}
    )
    if content:
        made.text = clean(content)
    return made


def need(parent: Element, tag: str) -> Element:
    """The child of that name, made in its place (see ORDER) where it is missing."""
    found = parent.find(namespace(parent) + tag)
    if found is None:
        found = parent.makeelement(namespace(parent) + tag)
        insert(parent, found, place_for(parent, tag))
    return found


def need_path(parent: Element, *path: str) -> Element:
    """`need` along a path."""
    for tag in path:
        parent = need(parent, tag)
    return parent


def place_for(parent: Element, tag: str) -> int:
    """The index at which a child of that name belongs: after the last one that may stand before it."""
    order = ORDER.get(local(parent), ())
    if tag not in order:
        return len(parent)
    rank = order.index(tag)
    index = 0
    for place, present in enumerate(parent):
        name = local(present)
        if name not in order or order.index(name) <= rank:
            index = place + 1
    return index


def insert(parent: Element, new: Element, index: int) -> None:
    """Put `new` at the index and indent it (and itself) as the file is indented."""
    level = sum(1 for _ in parent.iterancestors())
    new.tail = None
    if parent.getroottree().getroot().text is None and len(parent.getroottree().getroot()):
        parent.insert(index, new)
        return
    etree.indent(new, "  ", level=level + 1)
    inner = "\n" + "  " * (level + 1)
    count = len(parent)
    if count == 0:
        parent.text = inner
        new.tail = "\n" + "  " * level
    elif index >= count:
        last = parent[count - 1]
        new.tail, last.tail = last.tail, inner
    else:
        new.tail = inner
    parent.insert(index, new)


def remove(element: Element) -> None:
    """Take the element out and close the gap."""
    parent = element.getparent()
    if parent is None:
        return
    previous = element.getprevious()
    if element.getnext() is None:
        if previous is not None:
            previous.tail = element.tail
        elif parent.text is not None and not parent.text.strip():
            parent.text = None
    parent.remove(element)


def set_text(parent: Element, value: str, *path: str) -> None:
    """Set the text at the path below `parent`, making what is missing."""
    need_path(parent, *path).text = clean(value) or None


def set_attribute(element: Element, name: str, value: str | None) -> None:
    """Set an attribute, or take it away with None."""
    if value is None:
        element.attrib.pop(name, None)
    else:
        element.set(name, clean(value))


def number(value: float) -> str:
    """A coordinate as Bizagi writes it: whole where it is, else with a decimal point and no exponent."""
    if value == int(value):
        return str(int(value))
    written = repr(value)
    return written if "e" not in written else f"{value:.6f}"


def whole(value: float) -> str:
    """A size or label coordinate: Bizagi writes these as whole numbers."""
    return str(int(value + 0.5) if value >= 0 else -int(-value + 0.5))


def is_guid(value: str) -> bool:
    """Whether the text is a GUID in its canonical lower-case form."""
    return _GUID.fullmatch(value) is not None

"""The one XML parser of the program: no entities, no DTD, no network, no depth without bound."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from lxml import etree

from probis_editor.formats.base import FormatError

MAX_XML = 64 * 1024 * 1024


def parse(data: bytes, name: str) -> etree._Element:
    """The root of the document. Raises FormatError for broken XML, a DTD, or more than 64 MiB.

    libxml2's own limits (depth 256, 10 MB a text) stay on: real files stay far below.
    A byte order mark and white space before the declaration are forgiven, since real exports have them.
    """
    if len(data) > MAX_XML:
        raise FormatError("import.too_large", name=name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=False,
        strip_cdata=False,
    )
    try:
        root = etree.fromstring(_trimmed(data), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None) or 0
        raise FormatError("import.broken_xml", name=name, line=line) from error
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:
        raise FormatError("import.has_dtd", name=name)
    return root


def _trimmed(data: bytes) -> bytes:
    # libxml2 refuses white space before the declaration; a BOM it understands by itself.
    if data[:1].isspace():
        return data.lstrip()
    if data[:3] == b"\xef\xbb\xbf" and data[3:4].isspace():
        return data[3:].lstrip()
    return data


_LOCAL: dict[object, str] = {}
_MOST = 4096


def local(element: etree._Element | Element) -> str:
    """The tag without namespace; "" for comments and processing instructions."""
    tag = element.tag
    found = _LOCAL.get(tag)
    if found is None:
        if len(_LOCAL) >= _MOST:  # more tags than any schema has: a hostile file
            _LOCAL.clear()
        found = _LOCAL[tag] = tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""
    return found

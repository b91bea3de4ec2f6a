"""The .docx as a file: how Word is to treat it, and the same bytes for the same book."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from typing import Any


def prepare(docx: Any, language: str, two_sided: bool) -> None:
    """Settings: Word of 2013 or later, its language, mirrored margins where wanted.

    No hyphenation: Word has none for Indonesian, but other programs have, and would put words on other pages.
    Fields are not marked to be filled anew: Word would ask whoever opens the file whether other files may be read.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    settings = docx.settings.element
    for name in ("zoom", "proofState"):
        for one in settings.findall(qn("w:" + name)):
            settings.remove(one)
    zoom = OxmlElement("w:zoom")
    zoom.set(qn("w:percent"), "100")
    settings.insert(0, zoom)
    if two_sided:
        zoom.addnext(OxmlElement("w:mirrorMargins"))
    for one in settings.iter(qn("w:compatSetting")):
        if one.get(qn("w:name")) == "compatibilityMode":
            one.set(qn("w:val"), "15")
    theme = settings.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), language)


def saved(docx: Any) -> bytes:
    """The file, with fixed dates inside and out."""
    package = docx.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package.rels.pop(key)
    core = docx.core_properties
    core.created = core.modified = dt.datetime(2000, 1, 1)
    core.comments, core.last_modified_by, core.revision = "", "", 1
    stream, result = BytesIO(), BytesIO()
    docx.save(stream)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return result.getvalue()

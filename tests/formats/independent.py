"""Comparing Bizagi files without the program's own code: zipfile and canonical XML, nested zips included."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree


def parts_of(data: bytes, prefix: str = "") -> dict[str, bytes]:
    """Every entry by path, a nested `.diag` opened, XML in canonical form; the order is the zip's."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            entry = archive.read(name)
            if name.lower().endswith(".diag"):
                found |= parts_of(entry, f"{prefix}{name}/")
            else:
                found[prefix + name] = canonical(entry) if name.lower().endswith((".xml", ".bpp")) else entry
    return found


def canonical(data: bytes) -> bytes:
    try:
        return etree.tostring(etree.fromstring(data), method="c14n")
    except etree.XMLSyntaxError:
        return data


def names_of(data: bytes) -> list[str]:
    return list(parts_of(data))


def differences(before: bytes, after: bytes) -> list[str]:
    """Where two files differ: "entry: element Id/path@attribute", in document order."""
    old, new = parts_of(before), parts_of(after)
    found = [f"missing {name}" for name in old if name not in new]
    found += [f"added {name}" for name in new if name not in old]
    for name in old:
        if name in new and old[name] != new[name]:
            if name.endswith(".xml"):
                places = _xml(etree.fromstring(old[name]), etree.fromstring(new[name]), "")
                found += [f"{name}: {place}" for place in places]
            else:
                found.append(name)
    return found


def _xml(old: etree._Element, new: etree._Element, path: str) -> Iterator[str]:
    here = path
    if old.get("Id"):
        here = f"{etree.QName(old).localname} {old.get('Id')}"
    for name in sorted({*old.attrib, *new.attrib}):
        if old.get(name) != new.get(name):
            yield f"{here}@{etree.QName(name).localname}"
    if (old.text or "").strip() != (new.text or "").strip():
        yield here
    if [child.tag for child in old] != [child.tag for child in new]:
        yield here + "/*"
        return
    seen: dict[str, int] = {}
    several = {child.tag for child in old if sum(1 for other in old if other.tag == child.tag) > 1}
    for one, other in zip(old, new, strict=True):
        name = etree.QName(one).localname
        seen[name] = seen.get(name, 0) + 1
        step = f"{name}[{seen[name]}]" if one.tag in several else name
        yield from _xml(one, other, f"{here}/{step}")

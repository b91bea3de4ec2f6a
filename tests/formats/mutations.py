"""Spoilt files: a whole file and a source of chance give one that is damaged somewhere.

Damage goes where readers look: raw bytes, the zip's directory, entries, nodes and attributes of the XML inside
(also inside nested zips), numbers, ids and references, values of the JSON parts.
"""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
import zlib

from lxml import etree

Entries = list[tuple[str, bytes]]

ODD = (
    *(
        "",
        " ",
        "0",
        "-1",
        "NaN",
        "INF",
        "-Infinity",
        "1e999",
        "1e308",
        "-1e308",
        "99999999999999999999",
        "0x10",
    ),
    *(
        "1,5",
        "true",
        "false",
        "None",
        "x" * 400,
        "#carried",
        "#step:x",
        "Id_",
        "../x",
        "\u00a0",
        "\u202e",
        "\n\r\t",
    ),
    *("00000000-0000-0000-0000-000000000000", "é" * 20, "ÿ", "&lt;b&gt;", "{}", "[]", "{0}", "%s", "1 2 3"),
    *(
        "2147483648",
        "-2147483649",
        "4294967296",
        "1.7976931348623157e308",
        "5e-324",
        "١٢٣",
        "1_000",
        "+5",
        "٫",
    ),
)
MAX_SOURCE = 400_000


def spoilt(whole: bytes, chance: random.Random) -> bytes:
    """The file with one to four kinds of damage."""
    data = whole
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        if data[:2] == b"PK" and chance.random() < 0.85:
            data = _zip(data, chance)
        elif data[:1] in (b"<", b"\xef", b"{") and chance.random() < 0.85:
            data = _content(data, chance)
        else:
            data = raw(data, chance)
    return data


def raw(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut out, doubled or put in."""
    out = bytearray(data)
    if not out:
        return b"PK\x03\x04"
    for _ in range(chance.choice((1, 1, 2, 8))):
        place = chance.randrange(len(out)) if out else 0
        length = chance.choice((1, 2, 4, 16, 200))
        match chance.randrange(6):
            case 0:
                out[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del out[place : place + length]
            case 2:
                out[place:place] = out[place : place + length]
            case 3:
                out[place:place] = bytes(chance.randrange(256) for _ in range(length))
            case 4:
                other = chance.randrange(len(out)) if out else 0
                out[place : place + length] = out[other : other + length]
            case _:
                if chance.random() < 0.2:
                    del out[place:]
    return bytes(out)


def _zip(data: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(8)
    if kind == 0:
        return _directory(data, chance)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [(info.orig_filename, archive.read(info)) for info in archive.infolist()]
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        KeyError,
        NotImplementedError,
        EOFError,
        zlib.error,
        RuntimeError,
    ):
        return raw(data, chance)
    if not entries:
        return raw(data, chance)
    place = chance.randrange(len(entries))
    if kind == 1:
        entries = _entries(entries, place, chance)
    else:
        inner = [i for i, (name, _) in enumerate(entries) if name.endswith((".diag", "iagram.xml", ".json"))]
        if inner and chance.random() < 0.85:
            place = chance.choice(inner)
        name, content = entries[place]
        again = _zip(content, chance) if content[:2] == b"PK" else _content(content, chance)
        entries[place] = (name, again)
    return _zipped(entries)


def _directory(data: bytes, chance: random.Random) -> bytes:
    """One field of a local header, of the central directory or of its end."""
    out = bytearray(data)
    marks = [i for mark in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06") for i in _places(data, mark)]
    if not marks:
        return raw(data, chance)
    place = chance.choice(marks) + 4 + chance.randrange(20) * 2
    value = chance.choice((0, 1, 8, 12, 0x0801, 0xFFFF, chance.randrange(0x10000)))
    out[place : place + 2] = struct.pack("<H", value)
    return bytes(out)


def _places(data: bytes, mark: bytes) -> list[int]:
    found, start = [], 0
    while (start := data.find(mark, start)) >= 0:
        found.append(start)
        start += 4
    return found


def _entries(entries: Entries, place: int, chance: random.Random) -> Entries:
    name, content = entries[place]
    match chance.randrange(7):
        case 0:
            del entries[place]
        case 1:
            entries.append((name, content))
        case 2:
            entries[place] = (chance.choice(("", "a:b", "../x", "x.diag", name.upper(), name + "/")), content)
        case 3:
            entries[place] = (name, b"")
        case 4:
            entries[place] = (entries[chance.randrange(len(entries))][0], content)
        case 5:
            entries[place] = (name, entries[chance.randrange(len(entries))][1])
        case _:
            chance.shuffle(entries)
    return entries


def _zipped(entries: Entries) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = zipfile.ZIP_DEFLATED
            # Python's writer complains of a name that stands twice; that is what is wanted here.
            archive.NameToInfo.pop(name, None)
            archive.writestr(info, content)
    return buffer.getvalue()


def _content(data: bytes, chance: random.Random) -> bytes:
    if data[:1] == b"{":
        return _json(data, chance)
    if chance.random() < 0.1:
        return raw(data, chance)
    try:
        root = etree.fromstring(data)
    except (etree.XMLSyntaxError, ValueError):
        return raw(data, chance)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        _node(root, chance)
    return b'<?xml version="1.0"?>\r\n' + etree.tostring(root)


def _node(root: etree._Element, chance: random.Random) -> None:
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    one = chance.choice(elements)
    other = chance.choice(elements)
    above = one.getparent()
    match chance.randrange(12):
        case 0 if above is not None:
            above.remove(one)
        case 1 if above is not None and len(elements) < 20_000:
            above.insert(
                chance.randrange(len(above) + 1), etree.fromstring(etree.tostring(one, with_tail=False))
            )
        case 2 if above is not None and one not in other.iterancestors() and one is not other:
            other.append(one)
        case 3:
            one.tag = other.tag
        case 4 if one.attrib:
            del one.attrib[chance.choice(one.attrib.keys())]
        case 5:
            one.text = chance.choice(ODD).strip("\0")
        case 6 if other.attrib:
            name = chance.choice(other.attrib.keys())
            one.set(name, other.get(name) or "")
        case 7:
            _swap(elements, chance)
        case 8:
            one.tag = chance.choice(("x", "{http://example.org/x}y", one.tag.rsplit("}", 1)[-1]))
        case 9:
            del one[:]
        case _:
            if one.attrib:
                one.set(chance.choice(one.attrib.keys()), chance.choice(ODD))


def _swap(elements: list[etree._Element], chance: random.Random) -> None:
    """Let one id or reference name something else, perhaps itself."""
    ids = [value for e in elements for name, value in e.attrib.items() if name in ("Id", "id")]
    names = (
        "Id",
        "id",
        "From",
        "To",
        "Source",
        "Target",
        "Process",
        "ActivitySetId",
        "DataStoreRef",
        "sourceRef",
    )
    names += (
        "targetRef",
        "bpmnElement",
        "attachedToRef",
        "processRef",
        "ParentPool",
        "calledElement",
        "default",
    )
    holders = [(e, name) for e in elements for name in e.attrib if name in names]
    if ids and holders:
        element, name = chance.choice(holders)
        element.set(name, chance.choice(ids))


def _json(data: bytes, chance: random.Random) -> bytes:
    try:
        value = json.loads(data)
    except ValueError:
        return raw(data, chance)
    for _ in range(chance.choice((1, 2, 5))):
        _value(value, chance)
    return json.dumps(value).encode()


def _value(value: object, chance: random.Random) -> None:
    while isinstance(value, dict | list) and value:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = chance.choice(keys)
        inner = value[key]  # type: ignore[index]
        if isinstance(inner, dict | list) and inner and chance.random() < 0.8:
            value = inner
            continue
        value[key] = chance.choice((*ODD, None, 0, -1, 1e308, [], {}, True, 2**70))  # type: ignore[index]
        return

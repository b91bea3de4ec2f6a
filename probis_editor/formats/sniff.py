"""What a file is, told by its first bytes and, in a zip, by its entries. Parses no XML."""

from __future__ import annotations

import io
import re
import zipfile

_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<([^\s<>/!?]+)([^<>]*)")
_XPDL = re.compile(r"http://www\.wfmc\.org/(?:\d{4}/XPDL[\d.]+|standards/docs/xpdl)", re.IGNORECASE)
_HEAD = 256 * 1024


def format_of(data: bytes) -> str:
    """The format's name ("probis", "bizagi-bpm", "xpdl", "bpmn"), or the i18n key that says why there is none."""
    if not data:
        return "import.empty"
    if data[:2] == b"PK":
        return _of_zip(data)
    return _of_text(data)


def _of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/") for name in archive.namelist()]
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, UnicodeDecodeError):
        return "import.damaged_zip"
    if any(name.startswith("Probis/") for name in names):
        return "probis"
    if any(name.lower().endswith(".diag") for name in names) or "ModelInfo.xml" in names:
        return "bizagi-bpm"
    return "bizagi-bpm" if "Diagram.xml" in names else "import.other_zip"


def _of_text(data: bytes) -> str:
    head = decoded(data[:_HEAD])
    if "<?PowerDesigner" in head[:400]:
        return "import.powerdesigner"
    place = 0
    while found := _PROLOG.match(head, place):
        place = found.end()
    root = _ROOT.match(head, place)
    if root is None:
        return "import.unknown"
    name, attributes = root.group(1).rsplit(":", 1)[-1], root.group(2)
    if name == "definitions":
        # BPMN drafts and undeclared prefixes occur; the reader says what is wrong with them.
        return "bpmn"
    if name == "Package" and ("xpdl" in attributes.lower() or _XPDL.search(head)):
        return "xpdl"
    return "import.unknown_xml"


def decoded(head: bytes) -> str:
    """The start of a text file as text, by its byte order mark or first bytes, faults replaced."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace").lstrip("\ufeff")
    if head[:4] in (b"<\x00?\x00", b"<\x00!\x00"):
        return head.decode("utf-16-le", "replace")
    if head[:4] in (b"\x00<\x00?", b"\x00<\x00!"):
        return head.decode("utf-16-be", "replace")
    return head.decode("utf-8-sig", "replace")

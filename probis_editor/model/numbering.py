"""Codes of the process tree, computed from place; a pinned number leaves a gap, and later siblings count on from it.

Codes of siblings always rise and never repeat, whatever is pinned: a pin that is not above the number before it does
not hold. The codes of determined processes stay as they were until a new revision is opened.
"""

from __future__ import annotations

from typing import NamedTuple

from probis_editor.model.document import Document
from probis_editor.model.office import Process, Settings

_CODES, _TREE = "numbering.codes", "numbering.tree"


class Numbered(NamedTuple):
    """A process's code and its number among its siblings."""

    code: str
    number: int


SCHEMES: dict[str, dict[str, object]] = {
    "P1.1.1": {"code_prefix": "P"},
    "P.1.2.1.1": {"code_prefix": "P."},
    "P.1.1.": {"code_prefix": "P.", "code_end": "."},
    "KECKLB.02.01.CFM.01": {
        "code_prefix": "KECKLB.",
        "code_widths": (2,),
        "code_marks": (("cross_functional", "CFM"),),
    },
}
"""The schemes that offices use, by an example; the office's own letters stand in the prefix."""

_PLAIN: dict[str, object] = {
    "code_prefix": "P",
    "code_separator": ".",
    "code_end": "",
    "code_widths": (),
    "code_marks": (),
}


def scheme(name: str, office: str = "") -> dict[str, object]:
    """The fields of Settings for a scheme; `office` replaces the letters of its prefix. Raises KeyError."""
    fields = {**_PLAIN, **SCHEMES[name]}
    if office and name.startswith("KECKLB"):
        fields["code_prefix"] = office.rstrip(".") + "."
    return fields


def children(document: Document, parent: str = "") -> list[Process]:
    """The processes under `parent` ("" = the top level), in order."""
    return list(_tree(document).get(parent, ()))


def tree(document: Document) -> dict[str, list[Process]]:
    """Parent id -> its children in order (by `order`, then id). Under an unknown parent means top level."""
    return {parent: list(below) for parent, below in _tree(document).items()}


def _tree(document: Document) -> dict[str, list[Process]]:
    found = document.derived.get(_TREE)
    if isinstance(found, dict):
        return found
    processes = document.of_type(Process)
    known = {p.id for p in processes}
    result: dict[str, list[Process]] = {}
    for process in sorted(processes, key=lambda p: (p.order, p.id)):
        parent = process.parent if process.parent in known else ""
        result.setdefault(parent, []).append(process)
    document.derived[_TREE] = result
    return result


def codes(document: Document) -> dict[str, str]:
    """Process id -> code, for every process that is reachable from the top."""
    return {key: one.code for key, one in _numbered(document).items()}


def code(document: Document, process_id: str) -> str:
    """The code of one process, "" where it has none."""
    found = _numbered(document).get(process_id)
    return found.code if found else ""


def numbers(document: Document) -> dict[str, int]:
    """Process id -> its number among its siblings, for every process that is reachable from the top."""
    return {key: one.number for key, one in _numbered(document).items()}


def kind_of(document: Document, process: Process) -> str:
    """The kind of map that a process is to have."""
    below = process.id in _tree(document)
    return process.kind or ("subprocess" if below else "cross_functional")


def _numbered(document: Document) -> dict[str, Numbered]:
    found = document.derived.get(_CODES)
    if isinstance(found, dict):
        return found
    settings = document.settings
    below = _tree(document)
    marks = dict(settings.code_marks)
    result: dict[str, Numbered] = {}

    def number(parent: str, stem: str, depth: int) -> None:
        siblings = below.get(parent, [])
        taken = {p.number for p in siblings if p.number}
        count = 0
        for process in siblings:
            if process.number:
                count = process.number
            else:
                wanted = process.pinned if process.pinned > count else count + 1
                while wanted in taken:
                    wanted += 1
                count = wanted
                taken.add(count)
            mark = marks.get(kind_of(document, process), "") if depth and marks else ""
            own = _joined(settings, stem, depth, count, mark)
            result[process.id] = Numbered(process.code or own + settings.code_end, count)
            frozen = process.code.removesuffix(settings.code_end) if settings.code_end else process.code
            number(process.id, frozen or own, depth + 1)

    number("", settings.code_prefix, 0)
    document.derived[_CODES] = result
    return result


def _joined(settings: Settings, stem: str, depth: int, count: int, mark: str) -> str:
    widths = settings.code_widths
    digits = str(count).zfill(widths[min(depth, len(widths) - 1)] if widths else 1)
    separator = settings.code_separator if depth else ""
    return f"{stem}{separator}{mark + settings.code_separator if mark else ''}{digits}"


def walk(document: Document) -> list[tuple[int, Process]]:
    """(depth, process) depth first in the order of the codes; depth 0 = top level."""
    below = _tree(document)
    result: list[tuple[int, Process]] = []

    def visit(parent: str, depth: int) -> None:
        for process in below.get(parent, []):
            result.append((depth, process))
            visit(process.id, depth + 1)

    visit("", 0)
    return result


def ancestors(document: Document, process_id: str) -> list[Process]:
    """The processes above one, the nearest first; ends where the tree runs in a circle."""
    result: list[Process] = []
    process = document.process(process_id)
    while process is not None and process.parent:
        process = document.process(process.parent)
        if process is None or process in result or process.id == process_id:
            break
        result.append(process)
    return result


def descendants(document: Document, process_id: str) -> list[Process]:
    """The processes below one at any depth, in the order of the codes."""
    below = _tree(document)
    result: list[Process] = []
    seen = {process_id}

    def visit(parent: str) -> None:
        for process in below.get(parent, []):
            if process.id not in seen:
                seen.add(process.id)
                result.append(process)
                visit(process.id)

    visit(process_id)
    return result

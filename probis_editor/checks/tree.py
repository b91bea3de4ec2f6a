"""The process tree and its maps: codes (R01, R05), names (R08), what is missing (R09)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from probis_editor.checks.engine import ADVICE, ERROR, Fix, Hit, hit, rule
from probis_editor.checks.spelling import spelled
from probis_editor.checks.views import DERIVED, Whole
from probis_editor.commands import maps
from probis_editor.model import queries
from probis_editor.model.changes import label
from probis_editor.model.document import Transaction
from probis_editor.model.office import Process


def _bare(code: str) -> str:
    """A code without what offices write differently: "P.1.2" and "P1.2" are the same code."""
    return code.casefold().rstrip(".").replace("p.", "p", 1)


def _upper(name: str) -> bool:
    return name.isupper() and sum(c.isalpha() for c in name) > 5


@rule("code_differs", ERROR)
def code_differs(whole: Whole) -> Iterator[Hit]:
    """A map whose name begins with another code than its process has."""
    for view in whole.maps:
        code = queries.code_in(view.record.name)
        own = whole.codes.get(view.record.process, "")
        if code and own and _bare(code) != _bare(own):
            title = f"{own} {queries.title_of(whole.document, view.record)}"
            fix = Fix(label("checks.fix.rename"), partial(_rename_map, map_id=view.id, name=title))
            yield hit(map=view.id, fix=fix, code=code, own=own)


def _rename_map(tx: Transaction, *, map_id: str, name: str) -> None:
    maps.rename_map(tx, map_id, name)


@rule("code_unknown", ADVICE)
def code_unknown(whole: Whole) -> Iterator[Hit]:
    """A map whose name begins with a code that the tree does not have."""
    known = {_bare(code) for code in whole.codes.values()}
    for view in whole.maps:
        code = queries.code_in(view.record.name)
        if code and known and not view.record.process and _bare(code) not in known:
            yield hit(map=view.id, code=code)


@rule("code_twice", ERROR)
def code_twice(whole: Whole) -> Iterator[Hit]:
    """One code for two maps that belong to no process, or for two processes (by pinned numbers)."""
    seen: dict[str, str] = {}
    for view in whole.maps:
        code = queries.code_in(view.record.name)
        if code and not view.record.process:
            first = seen.setdefault(_bare(code), view.id)
            if first != view.id:
                yield hit(map=view.id, code=code, other=whole.titles[first])
    used: dict[str, str] = {}
    for process in whole.processes:
        code = whole.codes[process.id]
        if code in used:
            yield hit(
                process.id, key="checks.code_twice_process", code=code, name=process.name, other=used[code]
            )
        used.setdefault(code, process.name)


@rule("code_order", ADVICE)
def code_order(whole: Whole) -> Iterator[Hit]:
    """A pinned number that is not higher than the one before it."""
    for siblings in whole.below.values():
        last = 0
        for process in siblings:
            number = process.pinned or last + 1
            if process.id in whole.codes and number < last:
                yield hit(process.id, code=whole.codes[process.id], name=process.name)
            last = number


@rule("code_style", ADVICE)
def code_style(whole: Whole) -> Iterator[Hit]:
    """Codes in names of maps written in two ways: "P1.1" and "P.1.1"; the rarer way is named."""
    dotted: dict[str, bool] = {}
    for view in whole.maps:
        code = queries.code_in(view.record.name)
        if code[:1] in ("P", "p"):
            dotted[view.id] = code[1:2] == "."
    counts = Counter(dotted.values())
    if len(counts) == 2:
        rarer = counts[True] <= counts[False]
        for map_id, has_dot in dotted.items():
            if has_dot is rarer:
                yield hit(map=map_id, code=queries.code_in(whole.document.map(map_id).name))


@rule("title_case", ADVICE)
def title_case(whole: Whole) -> Iterator[Hit]:
    """Titles in capitals beside titles in small letters; the rarer way is named."""
    upper = {
        view.id: _upper(queries.title_of(whole.document, view.record))
        for view in whole.maps
        if any(c.isalpha() for c in queries.title_of(whole.document, view.record))
    }
    counts = Counter(upper.values())
    if len(counts) == 2:
        rarer = counts[True] <= counts[False]
        for map_id, is_upper in upper.items():
            if is_upper is rarer:
                yield hit(map=map_id)


@rule("same_title", ADVICE)
def same_title(whole: Whole) -> Iterator[Hit]:
    """Two maps with the same title; derived maps of a process may share it."""
    seen: dict[str, str] = {}
    for view in whole.maps:
        if view.record.kind in DERIVED:
            continue
        title = " ".join(queries.title_of(whole.document, view.record).casefold().split())
        first = seen.setdefault(title, view.id)
        if title and first != view.id:
            yield hit(map=view.id, other=whole.titles[first])


@rule("same_process", ADVICE)
def same_process(whole: Whole) -> Iterator[Hit]:
    """Two processes whose names are the same or nearly so."""
    for at, process in enumerate(whole.processes):
        for earlier in whole.processes[:at]:
            related = earlier.id == process.parent or not process.name.strip()
            if not related and spelled(process.name).alike(spelled(earlier.name)):
                code, other = whole.codes[process.id], whole.codes[earlier.id]
                yield hit(process.id, name=f"{code} {process.name}", other=f"{other} {earlier.name}")
                break


@rule("process_unnamed", ADVICE)
def process_unnamed(whole: Whole) -> Iterator[Hit]:
    """A process without a name."""
    for process in whole.processes:
        if not process.name.strip():
            yield hit(process.id, code=whole.codes[process.id])


@rule("process_alone", ADVICE)
def process_alone(whole: Whole) -> Iterator[Hit]:
    """A process with a single sub-process: the level between may be needless, or one is missing."""
    for process in whole.processes:
        if len(whole.below.get(process.id, ())) == 1:
            yield hit(process.id, name=f"{whole.codes[process.id]} {process.name}")


def _is_outside(process: Process) -> bool:
    """Whether others do the process: parties are named and no unit of the office (the group "Lainnya")."""
    return bool(process.parties) and not process.owner


@rule("process_no_owner", ADVICE)
def process_no_owner(whole: Whole) -> Iterator[Hit]:
    """A process of the first level that no unit answers for, where the others have one; an owner that is gone."""
    owned = any(p.owner for p in whole.processes)
    for process in whole.processes:
        missing = owned and not process.parent and not process.owner and not process.parties
        if missing or (process.owner and whole.document.unit(process.owner) is None):
            yield hit(process.id, name=f"{whole.codes[process.id]} {process.name}")


@rule("process_no_map", ADVICE)
def process_no_map(whole: Whole) -> Iterator[Hit]:
    """A process of the office without sub-processes and without a map."""
    mapped = {view.record.process for view in whole.maps}
    for process in whole.processes:
        if process.id not in mapped and not whole.below.get(process.id) and not _is_outside(process):
            yield hit(process.id, name=f"{whole.codes[process.id]} {process.name}")


@rule("map_no_narrative", ADVICE)
def map_no_narrative(whole: Whole) -> Iterator[Hit]:
    """A map of a process whose narrative is empty."""
    for view in whole.maps:
        process = view.record.process
        if process and process in whole.codes:
            slots = [f"process:{process}:{part}" for part in ("intro", "steps")]
            if not any(whole.document.narrative(slot).blocks for slot in slots):
                yield hit(map=view.id)


@rule("map_no_process", ADVICE)
def map_no_process(whole: Whole) -> Iterator[Hit]:
    """A map of work that has no place in the tree, where there is a tree; or whose process is gone."""
    for view in whole.maps:
        lost = view.record.process and view.record.process not in whole.codes
        stray = view.record.kind == "cross_functional" and not view.record.process and whole.codes
        if lost or stray:
            yield hit(map=view.id)


@rule("call_dangling", ERROR)
def call_dangling(whole: Whole) -> Iterator[Hit]:
    """A reference to a process that is not in the document, or that has no map."""
    for view in whole.maps:
        for node in view.nodes:
            named = node.called or node.process
            if (
                node.kind in ("call", "box.process")
                and named
                and (node.process == "" or node.process not in whole.codes)
                and queries.map_for_call(whole.document, node) is None
            ):
                yield hit(node.id, map=view.id, name=node.name)


@rule("call_open", ADVICE)
def call_open(whole: Whole) -> Iterator[Hit]:
    """A reference that does not say to which process."""
    for view in whole.maps:
        for node in view.nodes:
            if node.kind == "call" and not node.called and not node.process:
                yield hit(node.id, map=view.id, name=node.name)

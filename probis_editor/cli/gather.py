"""The command `import`: many files, or a folder of them, as one document."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from probis_editor.cli.common import opened, progress_line
from probis_editor.formats.base import FormatError, Notice, format_for, write_any
from probis_editor.i18n import Translator
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Settings
from probis_editor.model.queries import code_of

if TYPE_CHECKING:
    from probis_editor.commands.importing import Actor, Choices, Placing
    from probis_editor.formats.gathering import Gathered


def import_(options: argparse.Namespace, tr: Translator) -> int:
    """`probis import FILES... -o DOC.probis [--into DOC] [--unify] [--no-tree] [--no-units] [--report R.json]`.

    Exit 0 where all was read, 1 where a file was left out, 2 where none could be read.
    """
    from probis_editor.commands import importing
    from probis_editor.commands.in_step import keep_in_step
    from probis_editor.formats import gathering

    if format_for(options.out).name != "probis":
        raise FormatError("gather.out_suffix", name=options.out.name)
    into = opened(options.into, tr).document if options.into else None
    found = gathering.gather(options.files, into, progress_line(tr, "cli.reading"))
    if not found.format:
        for source in found.sources:
            if source.error is not None:
                print(tr(source.error.key, **dict(source.error.args)), file=sys.stderr)
        raise FormatError("gather.nothing", n=len(found.sources))
    document = into or Document([Settings(origin=found.format)])
    keep_in_step(document)
    placing = importing.propose(document, found.document, found.hints)
    actors = importing.actors(document, found.document)
    choices = _choices(options, importing.proposed(placing, actors, options.unify))
    with document.transaction(label("gather.step", n=len(found.document.maps()))) as tx:
        ids = importing.take(tx, found.document, choices)
    write_any(document, options.out, progress=progress_line(tr, "cli.writing"))
    report = _report(document, found, placing, choices, actors, tr)
    if options.report:
        options.report.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for source in found.sources:
        if source.error is not None:
            print(tr(source.error.key, **dict(source.error.args)), file=sys.stderr)
    placed = sum(bool(document.map(i).process) for i in ids)
    lost = sum(s.error is not None for s in found.sources)
    print(tr("gather.done", n=len(ids), files=len(found.sources) - lost, placed=placed, lost=lost))
    return 1 if lost else 0


def _choices(options: argparse.Namespace, choices: Choices) -> Choices:
    import msgspec

    if options.no_tree:
        choices = msgspec.structs.replace(choices, spots=(), places={}, scheme={})
    if options.no_units:
        choices = msgspec.structs.replace(choices, names={})
    return choices


def _report(
    document: Document,
    found: Gathered,
    placing: Placing,
    choices: Choices,
    actors: list[Actor],
    tr: Translator,
) -> dict[str, Any]:
    """All that happened, as JSON: keys are English and fixed, texts in the language."""
    return {
        "files": [
            {
                "name": s.name,
                "format": s.format,
                "maps": list(s.maps),
                "error": tr(s.error.key, **dict(s.error.args)) if s.error else "",
            }
            for s in found.sources
        ],
        "maps": [_map(document, found, placing, m.id, tr) for m in found.document.maps()],
        "document": [_notice(n, tr) for n in found.notices if not n.map],
        "names": [
            {
                "name": a.name,
                "lanes": a.lanes,
                "maps": a.maps,
                "unit": _unit_name(document, choices.names.get(a.name, "")),
                "suggestion": _unit_name(document, a.target) if a.suggested else "",
                "score": a.score,
            }
            for a in actors
        ],
    }


def _map(
    document: Document, found: Gathered, placing: Placing, map_id: str, tr: Translator
) -> dict[str, Any]:
    from probis_editor.formats.summary import counts

    record = document.map(map_id)
    notices = [n for n in found.notices if n.map == map_id]
    return {
        "id": map_id,
        "name": record.name,
        "was": found.document.map(map_id).name,
        "code": code_of(document, record),
        "process": record.process,
        "placed": placing.why.get(map_id, ""),
        "counts": counts(document, map_id),
        **{level: [_notice(n, tr) for n in notices if n.level == level] for level in _LEVELS},
    }


_LEVELS = ("read", "guessed", "repaired", "left_out")


def _notice(notice: Notice, tr: Translator) -> dict[str, str]:
    return {"element": notice.element, "key": notice.key, "text": tr(notice.key, **dict(notice.args))}


def _unit_name(document: Document, target: str) -> str:
    from probis_editor.commands.import_units import UNIT

    unit = document.unit(target.removeprefix(UNIT)) if target.startswith(UNIT) else None
    return unit.name if unit is not None else "" if target.startswith(UNIT) else target

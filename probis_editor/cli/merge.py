"""The command `merge`: changes made in Bizagi brought back into a document."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from probis_editor.cli.common import opened, progress_line
from probis_editor.formats.base import FormatError, format_for, write_any
from probis_editor.i18n import Translator
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Process
from probis_editor.model.queries import code_of

if TYPE_CHECKING:
    from pathlib import Path

    from probis_editor.commands.merge import Choices, Conflict, MapMerge, MergePlan
    from probis_editor.model.difference_words import Words


def merge(options: argparse.Namespace, tr: Translator) -> int:
    """`probis merge DOC.probis EDITED.bpm -o OUT.probis --report R.json [--prefer ours|theirs]`.

    Where both sides changed the same thing, ours stays unless --prefer says otherwise; then, and where a map is gone
    on the other side, the exit code without --prefer is 1.
    """
    from probis_editor.commands import merge as merging
    from probis_editor.formats import exports
    from probis_editor.model.difference_words import Words

    if format_for(options.out).name != "probis":
        raise FormatError("merge.out_suffix", name=options.out.name)
    document = opened(options.file, tr).document
    before = Document(document.records())
    base = _bytes(options.base) if options.base else None
    sides = exports.sides(document, _bytes(options.edited), options.edited.name, base)
    plan = merging.merge(document, sides.base, sides.edited, sides.seen, sides.assumed, sides.attributes)
    choices = merging.Choices(
        prefer=options.prefer or merging.OURS,
        under=None if options.under is None else _process(document, options.under),
        remove=frozenset(m.id for m in plan.removed) if options.prefer == merging.THEIRS else frozenset(),
    )
    with document.transaction(label("merge.step")) as tx:
        merging.take(tx, plan, choices)
    write_any(document, options.out, progress=progress_line(tr, "cli.writing"))
    report = _Report(before, sides.edited, plan, choices, Words(before, sides.edited, tr), tr)
    if options.report:
        text = json.dumps(report.json(options, base is not None), ensure_ascii=False, indent=2)
        options.report.write_text(text + "\n", encoding="utf-8")
    print("\n".join(report.lines()))
    open_questions = plan.conflicts or plan.removed
    return 1 if open_questions and options.prefer is None else 0


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FormatError("import.no_file", name=str(path)) from error


def _process(document: Document, wanted: str) -> str:
    """The id of the process with that code or name. Raises FormatError."""
    from probis_editor.model.numbering import codes

    folded = wanted.casefold().strip()
    numbers = codes(document)
    for process in document.of_type(Process):
        if folded in (numbers.get(process.id, "").casefold(), process.name.casefold(), process.id):
            return process.id
    raise FormatError("merge.no_process", wanted=wanted)


class _Report:
    """What the merge did, for people and as JSON."""

    def __init__(
        self,
        document: Document,
        edited: Document,
        plan: MergePlan,
        choices: Choices,
        words: Words,
        tr: Translator,
    ) -> None:
        self._document = document
        self._edited = edited
        self._plan = plan
        self._choices = choices
        self._words = words
        self._tr = tr

    def lines(self) -> list[str]:
        plan, tr = self._plan, self._tr
        if not plan:
            return [tr("merge.nothing")]
        found: list[str] = []
        for one in plan.maps:
            found.append(tr("merge.map", name=self._name(one.id)))
            found += ["  " + self._words.change_line(change) for change in one.taken]
            found += ["  ! " + self._conflict_line(conflict) for conflict in one.conflicts]
            if one.left:
                found.append("  - " + tr("merge.left", n=len({left.element for left in one.left})))
        found += [tr("merge.new_map", name=m.name) for m in plan.added]
        for record in plan.removed:
            gone = record.id in self._choices.remove
            found.append(tr("merge.map_gone" if gone else "merge.map_kept", name=record.name))
        found += [tr("merge.rename", before=r.before, after=r.after) for r in plan.renames]
        if plan.assumed:
            found.append(tr("merge.assumed", n=len(plan.assumed)))
        return found

    def json(self, options: argparse.Namespace, given: bool) -> dict[str, Any]:
        plan = self._plan
        taken = sum(len(one.taken) + (one.map is not None) for one in plan.maps)
        return {
            "document": options.file.name,
            "edited": options.edited.name,
            "output": options.out.name,
            "base": "given" if given else "assumed" if plan.assumed else "recorded",
            "assumed": list(plan.assumed),
            "prefer": self._choices.prefer,
            "counts": {
                "taken": taken,
                "conflicts": len(plan.conflicts),
                "new_maps": len(plan.added),
                "removed_maps": len(plan.removed),
                "renames": len(plan.renames),
            },
            "maps": [self._map(one) for one in plan.maps],
            "new_maps": [{"id": m.id, "name": m.name} for m in plan.added],
            "removed_maps": [
                {"id": m.id, "name": m.name, "removed": m.id in self._choices.remove} for m in plan.removed
            ],
            "renames": [
                {"what": r.what, "id": r.id, "before": r.before, "after": r.after, "map": r.map}
                for r in plan.renames
            ],
        }

    def _map(self, one: MapMerge) -> dict[str, Any]:
        record = self._document.index(one.id).record
        return {
            "id": one.id,
            "code": code_of(self._document, record) if record else "",
            "name": self._name(one.id),
            "map_changed": one.map is not None,
            "taken": [
                {
                    "element": change.key[1],
                    "how": change.how,
                    "fields": [field.name for field in change.fields],
                    "text": self._words.change_line(change),
                }
                for change in one.taken
            ],
            "conflicts": [self._conflict(conflict) for conflict in one.conflicts],
            "left": [{"element": x.element, "how": x.how, "field": x.field} for x in one.left],
        }

    def _conflict(self, conflict: Conflict) -> dict[str, Any]:
        from probis_editor.model.difference_words import plain

        return {
            "element": conflict.element,
            "field": conflict.field,
            "base": plain(conflict.base),
            "ours": plain(conflict.ours),
            "theirs": plain(conflict.theirs),
            "taken": self._choices.of(conflict),
            "text": self._conflict_line(conflict),
        }

    def _conflict_line(self, conflict: Conflict) -> str:
        from probis_editor.commands.merge_words import conflict_line

        side = self._choices.of(conflict)
        return conflict_line(conflict, side, self._document, self._plan, self._words, self._tr)

    def _name(self, map_id: str) -> str:
        record = self._document.index(map_id).record or self._edited.index(map_id).record
        return record.name if record else map_id

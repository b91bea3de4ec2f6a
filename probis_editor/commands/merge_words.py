"""What a merge did or asks, in words."""

from __future__ import annotations

from probis_editor.commands.merge_plan import Conflict, MergePlan
from probis_editor.i18n import Translator
from probis_editor.model.difference_words import Words
from probis_editor.model.document import Document


def conflict_line(
    conflict: Conflict, side: str, document: Document, plan: MergePlan, words: Words, tr: Translator
) -> str:
    """What both sides did, and which of them counts ("ours" or "theirs"; "" to leave that out)."""
    record = document.get((conflict.map, conflict.element))
    if record is None:
        record = plan.edited.get((conflict.map, conflict.element))
    assert record is not None
    told = tr("merge.taken_side", side=tr("merge.side." + side)) if side else ""
    what = words.record_named(record)
    if not conflict.field:
        gone = None in (conflict.ours, conflict.theirs)
        key = "merge.removed_there" if conflict.theirs is None else "merge.removed_here"
        return tr(key if gone else "merge.both", what=what) + told
    line = tr(
        "merge.conflict",
        what=what,
        field=conflict.name or words.field_name(record, conflict.field),
        ours=words.value(record, conflict.field, conflict.ours),
        theirs=words.value(record, conflict.field, conflict.theirs),
    )
    return line + told

"""Extended attributes in the merge of what came back from Bizagi: a changed value counts as a side's change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from formats.small import GATE, MAP, TASK
from formats.test_attributes import CLIENT, COUNT, DURATION, FORM, PICTURE, STAMP, file

from probis_editor.commands import shapes
from probis_editor.commands.merge import THEIRS, Choices, MergePlan, merge, take
from probis_editor.commands.merge_words import conflict_line
from probis_editor.formats import attached, attributes, base, bizagi, exports, native
from probis_editor.i18n import Translator
from probis_editor.model.changes import label
from probis_editor.model.difference_words import Words
from probis_editor.model.document import Document, Transaction
from probis_editor.model.history import History

Verb = Callable[[Transaction], object]
WHOLE = {COUNT: "3", DURATION: "<p>1 hari</p>", FORM: PICTURE}


def nothing(_: Transaction) -> None:
    pass


def count(value: str) -> Verb:
    return lambda tx: attributes.assign(tx, MAP, TASK, COUNT, value)


def attach(name: str, data: bytes) -> Verb:
    return lambda tx: attached.attach(tx, MAP, TASK, FORM, name, data)


def detach(tx: Transaction) -> None:
    attached.detach(tx, MAP, TASK, FORM)


def rename(tx: Transaction) -> None:
    shapes.rename(tx, MAP, GATE, "Lain?")


def done(document: Document, verb: Verb) -> Document:
    with document.transaction(label("cmd.test")) as tx:
        verb(tx)
    return document


def sent(before: Verb = nothing) -> tuple[Document, bytes]:
    """A document after an edit and its export, and the file that went."""
    document = done(base.read_bytes(file(), "a.bpm").document, before)
    data = bizagi.write(document, [MAP], stamp=STAMP)
    exports.remember(document, exports.exported(document, data))
    return document, data


def stored(document: Document) -> Document:
    return base.read_bytes(native.write(document, [MAP], stamp=STAMP), "a.probis").document


def back(data: bytes, verb: Verb) -> bytes:
    return bizagi.write(done(base.read_bytes(data, "a.bpm").document, verb), [MAP], stamp=STAMP)


def planned(document: Document, data: bytes) -> MergePlan:
    sides = exports.sides(document, data, "a.bpm")
    return merge(document, sides.base, sides.edited, sides.seen, sides.assumed, sides.attributes)


def merged(document: Document, data: bytes, prefer: str = "ours") -> MergePlan:
    plan = planned(document, data)
    done(document, lambda tx: take(tx, plan, Choices(prefer=prefer)))
    return plan


def said(document: Document) -> dict[str, str]:
    found = attributes.values(document, MAP, TASK)
    return {v.definition.id: v.file or v.content for v in found if v.file or v.content}


def written(document: Document) -> dict[str, str]:
    return said(base.read_bytes(bizagi.write(document, [MAP], stamp=STAMP), "a.bpm").document)


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize(
    ("before", "ours", "theirs", "after"),
    [
        (nothing, nothing, count("7"), "7"),
        (nothing, count("4"), nothing, "4"),
        (count("4"), count("5"), nothing, "5"),
        (count("4"), nothing, count("5"), "5"),
        (count("4"), nothing, nothing, "4"),
        (count("4"), count("3"), nothing, "3"),
        (nothing, count("6"), count("6"), "6"),
    ],
)
def test_one_sides_change_is_taken(before: Verb, ours: Verb, theirs: Verb, after: str, keep: bool) -> None:
    document, data = sent(before)
    done(document, ours)
    if keep:
        document = stored(document)
    returned = back(back(data, theirs), rename)
    history = History(document)
    found = said(document)
    plan = merged(document, returned)
    assert not plan.conflicts
    assert said(document) == written(document) == WHOLE | {COUNT: after}
    history.undo()
    assert said(document) == found


def test_a_taken_value_is_told_by_name() -> None:
    document, data = sent()
    plan = planned(document, back(data, count("7")))
    (change,) = plan.maps[0].taken
    line = Words(document, plan.edited, Translator("id")).change_line(change)
    assert "Banyak" in line
    assert '"3"' in line
    assert '"7"' in line


@pytest.mark.parametrize(("prefer", "after"), [("ours", "4"), (THEIRS, "7")])
def test_both_changed_a_value_in_different_ways(prefer: str, after: str) -> None:
    document, data = sent()
    done(document, count("4"))
    plan = merged(document, back(data, count("7")), prefer)
    (conflict,) = plan.conflicts
    assert (conflict.element, conflict.name) == (TASK, "Banyak")
    assert (conflict.base, conflict.ours, conflict.theirs) == ("3", "4", "7")
    tr = Translator("id")
    assert "Banyak" in conflict_line(conflict, prefer, document, plan, Words(document, plan.edited, tr), tr)
    assert said(document) == written(document) == WHOLE | {COUNT: after}


def test_files_are_merged_by_name_and_content() -> None:
    document, data = sent()
    done(document, count("4"))
    merged(document, back(data, attach(PICTURE, b"baru")))
    assert attributes.attachment(document, MAP, TASK, PICTURE) == b"baru"
    assert written(document) == WHOLE | {COUNT: "4"}
    document, data = sent()
    done(document, attach("kita.png", b"kita"))
    plan = planned(document, back(data, attach("mereka.png", b"mereka")))
    assert [(c.ours, c.theirs) for c in plan.conflicts] == [("kita.png", "mereka.png")]
    done(document, lambda tx: take(tx, plan, Choices()))
    assert attributes.attachment(document, MAP, TASK, "kita.png") == b"kita"
    assert written(document) == WHOLE | {FORM: "kita.png"}


def test_a_file_taken_off_there_goes_here() -> None:
    document, data = sent()
    plan = merged(document, back(data, detach))
    assert [c.how for c in plan.maps[0].taken] == ["removed"]
    assert said(document) == written(document) == {k: v for k, v in WHOLE.items() if k != FORM}


def test_the_maps_own_value() -> None:
    document, data = sent()
    merged(document, back(data, lambda tx: attributes.assign(tx, MAP, "", CLIENT, "Kantor")))
    assert [v.content for v in attributes.values(document, MAP)] == ["Kantor"]

"""The decree, legal bases that stand twice, the order of goals, and what changed since the last revision."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_maps import EDIT, counting, small
from verbs import trio

from probis_editor.commands import decree, office, revision_changes, revisions, shapes, tree
from probis_editor.formats import base
from probis_editor.i18n import Translator
from probis_editor.model import laws, search
from probis_editor.model.affairs import Law, Term
from probis_editor.model.office import Block
from probis_editor.rules.permits import RefusedError


def test_decree_is_written_part_by_part() -> None:
    document = counting()
    trio(document, lambda tx: decree.set_decree(tx, number="1/2026", date="Maret 2026"))
    trio(document, lambda tx: decree.set_lines(tx, "weigh", ["bahwa A & <b>B</b>;", "  ", "bahwa C < D;"]))
    trio(document, lambda tx: decree.set_lines(tx, "copies", ["Bupati & Wakil"]))
    made = document.book.decree
    assert made is not None
    assert made.weigh == ("bahwa A &amp; <b>B</b>;", "bahwa C &lt; D;")
    assert made.copies == ("Bupati & Wakil",)
    with pytest.raises(RefusedError), document.transaction(EDIT) as tx:
        decree.set_decree(tx, date="31 Februari 2026")
    with pytest.raises(ValueError, match="title"), document.transaction(EDIT) as tx:
        decree.set_lines(tx, "title", [])
    trio(document, decree.drop_decree)
    assert document.book.decree is None


@given(st.text(alphabet="ab<>&/bi; "))
def test_what_was_typed_comes_back(said: str) -> None:
    assert decree.typed(decree.marked(said)) == decree.typed(said)


def test_regulations_that_stand_twice_become_one() -> None:
    document = counting()
    first = laws.LIBRARY[9]
    with document.transaction(EDIT) as tx:
        office.add_law(tx, first)
        tx.put(Law(id="b", rank=first.rank, number=first.number, year=first.year, about="Peta"))
        tx.put(Law(id="c", rank=first.rank, number="20", year=first.year, about="Lain"))
        unit = tree.create_unit(tx, "U", laws=("b", first.id)).id
    assert [(k.id, g.id) for k, g in laws.twins(document.of_type(Law))] == [(first.id, "b")]
    trio(document, lambda tx: office.merge_laws(tx, first.id, "b"))
    assert document.unit(unit).laws == (first.id,)  # type: ignore[union-attr]
    assert laws.twins(document.of_type(Law)) == []
    with pytest.raises(RefusedError), document.transaction(EDIT) as tx:
        office.change_law(tx, "c", number=first.number)
    for pair in ((first.id, first.id), (first.id, "gone")):
        with pytest.raises(KeyError), document.transaction(EDIT) as tx:
            office.merge_laws(tx, *pair)


def test_terms_change_and_goals_move() -> None:
    document = counting()
    with document.transaction(EDIT) as tx:
        office.set_term(tx, "SOP", "Standar")
        office.set_term(tx, "ASN", "Aparatur")
        goals = [office.add_goal(tx, name).id for name in "ABC"]
    trio(document, lambda tx: office.change_term(tx, "SOP", "SOP AP", "Standar Operasional"))
    assert {t.short for t in document.of_type(Term)} == {"ASN", "SOP AP"}
    for args in (("SOP AP", "ASN", "x"), ("SOP AP", "", "x"), ("SOP AP", "SOP AP", " ")):
        with pytest.raises(RefusedError), document.transaction(EDIT) as tx:
            office.change_term(tx, *args)
    trio(document, lambda tx: office.move_goal(tx, goals[2], -1))
    assert [g.name for g in office.goals(document)] == ["A", "C", "B"]
    trio(document, lambda tx: office.move_goal(tx, goals[2], -5))
    trio(document, lambda tx: office.move_goal(tx, goals[2], -1), changes=False)
    assert [g.name for g in office.goals(document)] == ["C", "A", "B"]


def test_changes_since_the_last_revision_are_told() -> None:
    made, tr = small(), Translator("id")
    document = made.document
    with document.transaction(EDIT) as tx:
        unit = tree.create_unit(tx, "Seksi Umum").id
        first = tree.create_process(tx, "Persuratan", owner=unit)
        gone = tree.create_process(tx, "Kepegawaian")
        office.add_law(tx, laws.LIBRARY[0])
    assert revision_changes.changes(document, tr) == ()
    trio(document, lambda tx: revisions.determine(tx, "2026-03-05"))
    assert revision_changes.changes(document, tr) == ()
    with document.transaction(EDIT) as tx:
        revisions.open_new(tx, "need")
        tree.rename_process(tx, first.id, "Tata Surat")
        tree.delete_process(tx, gone.id)
        tree.create_process(tx, "Arsip")
        tree.set_text(tx, f"process:{first.id}:intro", (Block(text="Baru."),))
        task = next(n for n in document.nodes(made.map) if n.kind == "task")
        shapes.move(tx, made.map, [task.id], 1, 0)
    said = "\n".join(revision_changes.changes(document, tr))
    assert "P1 Tata Surat: nama semula “Persuratan”" in said
    assert "Proses dihapus: P2 Kepegawaian" in said
    assert "Proses baru: P2 Arsip" in said
    assert "Naskah baru: P1 Tata Surat" in said
    assert "Langkah pada peta" not in said, "a shape moved within its lane is no change of the process"
    with document.transaction(EDIT) as tx:
        shapes.rename(tx, made.map, task.id, "Langkah lain sama sekali")
    assert any(line.startswith("Langkah pada peta") for line in revision_changes.changes(document, tr))


def test_what_a_revision_was_is_kept_in_the_file(tmp_path) -> None:
    document = small().document
    with document.transaction(EDIT) as tx:
        process = tree.create_process(tx, "Persuratan").id
        revisions.determine(tx, "2026-03-05")
    base.write_any(document, tmp_path / "a.probis")
    again = base.open_any(tmp_path / "a.probis").document
    with again.transaction(EDIT) as tx:
        revisions.open_new(tx, "strategy")
        tree.rename_process(tx, process, "Surat")
    assert revision_changes.changes(again, Translator("id")) == ("P1 Surat: nama semula “Persuratan”",)


def test_words_of_the_decree_are_found_and_replaced() -> None:
    document = counting()
    with document.transaction(EDIT) as tx:
        decree.set_decree(tx, about="Peta Proses")
        decree.set_lines(tx, "weigh", ["bahwa peta & proses perlu;"])
    found = search.find(document, search.Query("peta"))
    assert [f.path[:2] for f in found] == [("decree", "about"), ("decree", "weigh")]
    book = search.replaced(document.book, search.Query("peta"), "gambar <1>")
    assert book.decree.weigh == ("bahwa gambar &lt;1&gt; &amp; proses perlu;",)  # type: ignore[union-attr]

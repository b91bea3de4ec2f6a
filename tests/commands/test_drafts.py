"""Texts: live references follow the tree, drafts know what changed on their map, prose says both branches."""

from __future__ import annotations

import pytest
from commands.test_narrate import row
from small_maps import EDIT, counting
from verbs import trio

from probis_editor.commands import drafts, narrate, shapes, tree, wording
from probis_editor.commands.maps import create_map
from probis_editor.commands.steps.apply import apply
from probis_editor.i18n import Translator
from probis_editor.model import tokens
from probis_editor.model.document import Document
from probis_editor.model.office import Block

TR = Translator("id")


def drawn() -> tuple[Document, str, str, str]:
    document = counting()
    with document.transaction(EDIT) as tx:
        top = tree.create_process(tx, "Umum").id
        letters = tree.create_process(tx, "Surat <masuk>", top).id
        other = tree.create_process(tx, "Cuti", top).id
        m = create_map(tx, "x", process=letters).id
        apply(tx, m, [
            row("s", "start", "Surat diterima", ("a", "")),
            row("a", "task", "Mencatat surat", ("q", "")),
            row("q", "decision", "Surat lengkap?", ("c", "Ya"), ("a", "Tidak")),
            row("c", "call", "Cuti", ("e", "")),
            row("e", "end", "Selesai"),
        ])  # fmt: skip
        shapes.change(tx, m, "c", process=other)
    return document, m, letters, other


def test_prose_has_start_both_branches_and_a_reference() -> None:
    document, m, _, other = drawn()
    text = " ".join(b.text for b in narrate.steps_told(document, m, TR, "prose"))
    assert text.startswith("Proses dimulai ketika surat diterima. <b>Camat</b> mencatat surat.")
    assert "Bila ya, proses berlanjut ke tahap menjalankan proses" in text
    assert "bila tidak, proses kembali ke tahap Camat mencatat surat" in text
    assert tokens.token("process", other) in text


@pytest.mark.parametrize("form", ["numbered", "prose"])
def test_a_draft_knows_what_changed_since(form: str) -> None:
    document, m, letters, _ = drawn()
    slot = f"process:{letters}:steps"
    assert trio(document, lambda tx: drafts.draft(tx, m, TR, form))
    assert drafts.stale(document) == ()
    with document.transaction(EDIT) as tx:
        shapes.rename(tx, m, "a", "Mengagendakan surat")
        shapes.delete(tx, m, ["c"])
    found = drafts.drift(document, document.narrative(slot))
    assert ("renamed", "a", "Mencatat surat", "Mengagendakan surat") in found
    assert {d.how for d in found} == {"renamed", "removed", "ways"}
    assert drafts.stale(document) == (slot,)
    trio(document, lambda tx: wording.write(tx, slot, (Block(text="Ditulis ulang."),)))
    assert drafts.stale(document) == (slot,)
    trio(document, lambda tx: drafts.accept(tx, slot))
    assert drafts.stale(document) == ()
    with pytest.raises(KeyError), document.transaction(EDIT) as tx:
        drafts.accept(tx, "gone")


def test_right_codes_and_counts_become_references_that_follow() -> None:
    document, _, letters, _ = drawn()
    top = document.process(letters).parent  # type: ignore[union-attr]
    slot = f"process:{top}:intro"
    said = "Umum punya 2 (dua) sub proses: <b>P1.1</b>, P1.2, bukan P1.21 atau 3 (tiga) sub proses."
    trio(document, lambda tx: wording.write(tx, slot, (Block(text=said),)))
    text = document.narrative(slot).blocks[0].text
    assert "P1.21" in text
    assert "3 (tiga)" in text

    def shown() -> str:
        return tokens.resolved(document, text, slot=slot, counted=lambda n: f"{n} (x)")

    assert shown() == said.replace("dua", "x")
    with document.transaction(EDIT) as tx:
        tree.create_process(tx, "Baru", top, order=0)
    assert shown().startswith("Umum punya 3 (x) sub proses: <b>P1.2</b>, P1.3,")
    with document.transaction(EDIT) as tx:
        tree.delete_process(tx, letters)
    assert tokens.lost(document, text, slot) == (tokens.token("code", letters),)
    assert "…" in shown()


def test_every_kind_of_reference() -> None:
    document, m, letters, _ = drawn()
    with document.transaction(EDIT) as tx:
        unit = tree.create_unit(tx, "Seksi A & B").id
    for kind, target, said in (
        ("code", letters, "P1.1"),
        ("name", letters, "Surat &lt;masuk&gt;"),
        ("process", letters, "P1.1 Surat &lt;masuk&gt;"),
        ("unit", unit, "Seksi A &amp; B"),
        ("count", "processes", "1"),
        ("count", "groups", "1"),
        ("count", "units", "1"),
        ("count", "other", "…"),
        ("figure", letters, f"[{m}]"),
        ("figure", "gone", "…"),
    ):
        text = tokens.token(kind, target)
        assert tokens.resolved(document, text, figure=lambda i: f"[{i}]" if i else "") == said
    with pytest.raises(ValueError, match="no reference"):
        tokens.token("code", '"')

"""Steps told in sentences: numbers that fit, branches that lead where the map leads."""

from __future__ import annotations

from itertools import count

from probis_editor.commands.maps import create_map
from probis_editor.commands.narrate import steps_told
from probis_editor.commands.steps.apply import apply
from probis_editor.i18n import Translator
from probis_editor.layout.steps import Next, Row
from probis_editor.model.changes import Label
from probis_editor.model.document import Document


def told(*rows: Row) -> list[str]:
    document = Document()
    numbers = count()
    document.new_id = lambda: f"id{next(numbers)}"
    with document.transaction(Label("")) as tx:
        record = create_map(tx, "Uji")
        apply(tx, record.id, rows)
    return [block.text for block in steps_told(document, record.id, Translator("id"))]


def row(key: str, kind: str, text: str, *nexts: tuple[str, str], actor: str = "Camat") -> Row:
    return Row(id=key, kind=kind, text=text, actor=actor, next=tuple(Next(to, name) for to, name in nexts))


def test_a_decision_names_the_steps_it_leads_to() -> None:
    lines = told(
        row("s", "start", "Mulai", ("a", "")),
        row("a", "task", "Membuat konsep", ("q", "")),
        row("q", "decision", "Konsep sesuai?", ("b", "Ya"), ("a", "Tidak")),
        row("b", "task", "Menandatangani surat", ("e", "")),
        row("e", "end", "Selesai"),
    )
    assert len(lines) == 4
    assert lines[1] == "<b>Camat</b> membuat konsep."
    assert "bila ya, lanjut ke langkah 3" in lines[2].lower()
    assert "bila tidak, kembali ke langkah 1" in lines[2]
    assert lines[3] == "<b>Camat</b> menandatangani surat."


def test_parallel_branches_and_named_ends() -> None:
    lines = told(
        row("s", "start", "Mulai", ("a", "")),
        row("a", "task", "Menerima berkas", ("p", "")),
        row("p", "parallel", "", ("b", ""), ("c", "")),
        row("b", "task", "Evaluasi", ("q", "")),
        row("c", "task", "SPM dibuat", ("e", "")),
        row("q", "decision", "Lengkap?", ("e", "Ya"), ("f", "Tidak")),
        row("e", "end", "Selesai"),
        row("f", "end", "Usulan <ditolak>"),
    )
    whole = "\n".join(lines)
    assert "dikerjakan bersamaan" in lines[1]
    assert "<b>Camat</b>: Evaluasi." in whole
    assert "proses berakhir (Usulan &lt;ditolak&gt;)" in whole


def test_a_map_without_steps_has_no_story() -> None:
    assert told() == []

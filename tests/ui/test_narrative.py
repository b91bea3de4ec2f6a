"""Uraian: what is typed is in the document, with its lists; Undo is the document's."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import small
from ui.conftest import Driver

from probis_editor.commands import drafts, maps, shapes, tree
from probis_editor.i18n import Translator
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Block
from probis_editor.model.tokens import token
from probis_editor.ui.panels import rich_base
from probis_editor.ui.panels.narrative import NarrativePanel
from probis_editor.ui.panels.rich_edit import RichEdit

EDIT = label("cmd.test")
Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def item(text: str, number: str = "1.", level: int = 0, start: int = 0) -> Block:
    return Block(kind="item", text=text, number=number, level=level, start=start)


class Desk(NamedTuple):
    driver: Driver
    process: str
    map: str
    task: str

    @property
    def panel(self) -> NarrativePanel:
        return self.driver.window.office.narrative

    @property
    def intro(self) -> RichEdit:
        return self.panel.sections[0].edit

    @property
    def steps(self) -> RichEdit:
        return self.panel.sections[1].edit

    @property
    def document(self) -> Document:
        return self.driver.document

    def text(self, part: str = "intro") -> tuple[Block, ...]:
        return self.document.narrative(f"process:{self.process}:{part}").blocks

    def write(self, part: str, *blocks: Block) -> None:
        with self.document.transaction(EDIT) as tx:
            tree.set_text(tx, f"process:{self.process}:{part}", blocks)

    def key(self, edit: RichEdit, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(edit, key, modifiers)

    @property
    def undos(self) -> int:
        return len(self.driver.session.history._done)


@pytest.fixture
def desk(driver: Driver) -> Desk:
    made = small()
    with made.document.transaction(EDIT) as tx:
        process = tree.create_process(tx, "Persuratan").id
        tree.create_process(tx, "Surat masuk", parent=process)
        maps.change_map(tx, made.map, process=process)
    driver.open(made.document, made.map)
    driver.window.trigger("texts")
    QApplication.processEvents()
    desk = Desk(driver, process, made.map, made.send)
    desk.intro.setFocus()
    return desk


def test_typing_is_written_after_a_pause_as_one_step(desk: Desk) -> None:
    before = desk.undos
    QTest.keyClicks(desk.intro, "Surat masuk")
    assert desk.text() == ()
    QTest.qWait(rich_base.PAUSE + 150)
    assert desk.text() == (Block(text="Surat masuk"),)
    QTest.keyClicks(desk.intro, " & keluar")
    desk.steps.setFocus()
    assert desk.text() == (Block(text="Surat masuk &amp; keluar"),)
    assert desk.undos == before + 1
    desk.driver.session.undo()
    assert desk.text() == ()
    assert desk.intro.toPlainText() == ""


def test_undo_takes_back_what_is_being_typed(desk: Desk) -> None:
    desk.write("intro", Block(text="Lama."))
    desk.intro.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(desk.intro, " Baru.")
    desk.key(desk.intro, Key.Key_Z, CTRL)
    assert desk.text() == (Block(text="Lama."),)
    assert desk.intro.toPlainText() == "Lama."
    desk.key(desk.intro, Key.Key_Y, CTRL)
    assert desk.text() == (Block(text="Lama. Baru."),)
    assert desk.intro.toPlainText() == "Lama. Baru."


def test_legal_list_by_keys(desk: Desk) -> None:
    edit = desk.intro
    QTest.keyClicks(edit, "Tugas:")
    desk.key(edit, Key.Key_Return)
    QTest.keyClicks(edit, "1. satu")
    desk.key(edit, Key.Key_Return)
    desk.key(edit, Key.Key_Tab)
    QTest.keyClicks(edit, "huruf")
    desk.key(edit, Key.Key_Return)
    desk.key(edit, Key.Key_Tab)
    QTest.keyClicks(edit, "rinci")
    desk.key(edit, Key.Key_Return)
    desk.key(edit, Key.Key_Backtab, SHIFT)
    desk.key(edit, Key.Key_Backtab, SHIFT)
    QTest.keyClicks(edit, "dua")
    desk.key(edit, Key.Key_Return)
    desk.key(edit, Key.Key_Return)
    QTest.keyClicks(edit, "Selesai.")
    desk.panel.end_editing()
    assert desk.text() == (
        Block(text="Tugas:"),
        item("satu"),
        item("huruf", "a.", 1),
        item("rinci", "1)", 2),
        item("dua"),
        Block(text="Selesai."),
    )
    block = edit.document().findBlockByNumber(4)
    assert block.textList().format().start() == 2


def test_numbers_continue_or_start_where_asked(desk: Desk) -> None:
    desk.write("intro", item("a"), item("b"), Block(text="sela"), item("c"))
    edit = desk.intro
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.start_at(3)
    assert desk.text()[3] == item("c", start=3)
    assert edit.document().findBlockByNumber(3).textList().format().start() == 3
    edit.start_at(0, continues=True)
    assert desk.text()[3].continues
    assert edit.document().findBlockByNumber(3).textList().format().start() == 3
    edit.start_at(0)
    assert desk.text()[3] == item("c")
    assert edit.document().findBlockByNumber(3).textList().format().start() == 1


def test_bold_and_kinds(desk: Desk) -> None:
    edit = desk.intro
    QTest.keyClicks(edit, "biasa ")
    desk.key(edit, Key.Key_B, CTRL)
    QTest.keyClicks(edit, "tebal")
    desk.key(edit, Key.Key_B, CTRL)
    desk.key(edit, Key.Key_I, CTRL)
    QTest.keyClicks(edit, " miring")
    desk.panel.end_editing()
    assert desk.text() == (Block(text="biasa <b>tebal</b><i> miring</i>"),)
    kinds = desk.panel.bar.kinds
    kinds.setCurrentIndex(kinds.findData("h2"))
    kinds.activated.emit(kinds.currentIndex())
    assert desk.text()[0].kind == "h2"
    desk.driver.session.undo()
    assert desk.text()[0].kind == "p"


def test_line_break_stays_in_the_paragraph(desk: Desk) -> None:
    QTest.keyClicks(desk.intro, "a")
    desk.key(desk.intro, Key.Key_Return, SHIFT)
    QTest.keyClicks(desk.intro, "b")
    desk.panel.end_editing()
    assert desk.text() == (Block(text="a<br/>b"),)


def test_paste_from_word_keeps_the_list(desk: Desk) -> None:
    data = QMimeData()
    label_ = "<span style='mso-list:Ignore'>{}&nbsp;</span>"
    data.setHtml(
        "<p class=MsoNormal>Tugas:</p>"
        + "".join(
            f"<p style='mso-list:l0 level{level} lfo1'>{label_.format(said)}{text}</p>"
            for level, said, text in ((1, "1.", "satu"), (2, "a)", "huruf"), (1, "2.", "dua"))
        )
    )
    QGuiApplication.clipboard().setMimeData(data)
    before = desk.undos
    desk.key(desk.intro, Key.Key_V, CTRL)
    assert desk.text() == (Block(text="Tugas:"), item("satu"), item("huruf", "a)", 1), item("dua"))
    assert desk.undos == before + 1


def test_copy_and_paste_inside_keeps_everything(desk: Desk) -> None:
    blocks = (Block(text="<b>x</b>"), item("satu", "(1)", 0, 4), Block(kind="quote", text="kutip"))
    desk.write("intro", *blocks)
    desk.intro.selectAll()
    desk.key(desk.intro, Key.Key_C, CTRL)
    desk.steps.setFocus()
    desk.key(desk.steps, Key.Key_V, CTRL)
    assert desk.text("steps") == blocks


def test_live_reference_stays_a_reference(desk: Desk) -> None:
    desk.write("intro", Block(text=f"Ada {token('count', 'children')} subproses"))
    assert desk.intro.toPlainText() == "Ada 1 (satu) subproses"
    desk.intro.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(desk.intro, ".")
    desk.panel.end_editing()
    assert desk.text() == (Block(text='Ada <ref count="children"/> subproses.'),)
    with desk.document.transaction(EDIT) as tx:
        tree.create_process(tx, "Surat keluar", parent=desk.process)
    assert desk.intro.toPlainText() == "Ada 2 (dua) subproses."


def test_typing_beside_a_reference_is_no_part_of_it(desk: Desk) -> None:
    edit = desk.intro
    edit.insert_reference(token("process", desk.process))
    QTest.keyClicks(edit, " penting")
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(edit, "Lihat ")
    desk.panel.end_editing()
    assert desk.text() == (Block(text=f"Lihat {token('process', desk.process)} penting"),)


def test_draft_and_what_changed_since(desk: Desk) -> None:
    section = desk.panel.sections[1]
    desk.write("steps", Block(text="Lama."))
    before = desk.undos
    section.draft_from_map("numbered")
    tr = Translator("id")
    with Document(desk.document.records()).transaction(EDIT) as tx:
        expected = drafts.draft(tx, desk.map, tr, "numbered")
    assert desk.text("steps") == expected != ()
    assert desk.undos == before + 1
    assert section.banner.isHidden()
    desk.driver.session.run(EDIT, lambda tx: shapes.rename(tx, desk.map, desk.task, "Mengarsipkan"))
    QTest.qWait(400)
    assert not section.banner.isHidden()
    assert "Mengarsipkan" in section.outdated.text()
    section._accept()
    assert section.banner.isHidden()
    for _ in range(3):
        desk.driver.session.undo()
    assert desk.text("steps") == (Block(text="Lama."),)


def test_panel_follows_the_map_and_keeps_what_was_typed(desk: Desk) -> None:
    QTest.keyClicks(desk.intro, "Sebelum pindah")
    with desk.document.transaction(EDIT) as tx:
        other = maps.create_map(tx, "Peta", kind="level0").id
    desk.driver.session.show(other)
    assert desk.text() == (Block(text="Sebelum pindah"),)
    assert [s.slot for s in desk.panel.sections] == ["chapter:level0"]
    QTest.keyClicks(desk.intro, "Bab")
    desk.driver.session.show(desk.map)
    assert desk.document.narrative("chapter:level0").blocks == (Block(text="Bab"),)
    assert desk.intro.toPlainText() == "Sebelum pindah"


def test_chapters_are_written_here_too(desk: Desk) -> None:
    subjects = desk.panel.subjects
    subjects.setCurrentIndex(subjects.findData("chapter:preface"))
    subjects.activated.emit(subjects.currentIndex())
    QTest.keyClicks(desk.intro, "Puji syukur")
    desk.driver.window.end_editing()
    assert desk.document.narrative("chapter:preface").blocks == (Block(text="Puji syukur"),)


def test_showing_a_text_does_not_change_the_document(desk: Desk) -> None:
    desk.write(
        "intro", Block(text="a <i>b</i>"), item("x", "-"), item("y", "(1)", 4), Block(kind="h3", text="j")
    )
    before = desk.undos
    desk.steps.setFocus()
    desk.intro.setFocus()
    desk.panel.end_editing()
    assert desk.undos == before
    assert desk.intro.blocks() == desk.text()


def test_delete_key_in_a_text_leaves_the_map_alone(desk: Desk) -> None:
    desk.driver.session.select([desk.task])
    desk.write("intro", Block(text="ab"))
    desk.intro.setFocus()
    desk.intro.moveCursor(QTextCursor.MoveOperation.Start)
    desk.key(desk.intro, Key.Key_Delete)
    desk.panel.end_editing()
    assert desk.text() == (Block(text="b"),)
    assert desk.document.element(desk.map, desk.task) is not None


def test_references_say_the_numbers_of_the_book(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.panel.numbers._later, "setInterval", lambda _: None)
    desk.panel.numbers._later.stop()

    def worked_out() -> str:
        desk.panel._look_again()
        desk.panel.numbers._work()
        return desk.intro.toPlainText()

    with desk.document.transaction(EDIT) as tx:
        tree.set_text(
            tx, f"process:{desk.process}:intro", (Block(text=token("figure", desk.map) + " dulu."),)
        )
    before = worked_out()
    number = desk.panel.numbers.of(desk.map)
    assert number.startswith("Gambar ")
    assert before == f"{number} dulu."
    with desk.document.transaction(EDIT) as tx:
        first = tree.create_process(tx, "Sebelumnya", group=desk.document.settings.groups[0], order=0).id
        made = maps.create_map(tx, "x", process=first).id
        shapes.create(tx, made, "task", name="Menerima")
    after = worked_out()
    assert after != before
    assert after == f"{desk.panel.numbers.of(desk.map)} dulu."
    assert desk.text()[0].text == token("figure", desk.map) + " dulu."
    desk.intro.setFocus()
    desk.intro.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(desk.intro, "x")
    assert desk.intro.typing
    desk.panel.numbers._labels = {}
    desk.panel.numbers._work()
    assert desk.intro.toPlainText() == after + "x"

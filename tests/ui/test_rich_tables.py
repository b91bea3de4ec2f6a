"""Tables and figures in the editor of a text: what is done there is in the document, and Undo is the document's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from small_maps import small
from ui.conftest import Driver

from probis_editor.commands import tree
from probis_editor.model import grids
from probis_editor.model.affairs import Picture
from probis_editor.model.changes import label
from probis_editor.model.office import Block, Cell
from probis_editor.model.tokens import token
from probis_editor.ui.panels import rich_blocks, rich_menus
from probis_editor.ui.panels.rich_edit import RichEdit

SLOT = "chapter:aims"
EDIT = label("cmd.test")
TABLE = Block(
    kind="table",
    id="t",
    text="Sasaran",
    heads=1,
    widths=(0.5, 0.25, 0.25),
    cells=(
        (Cell("A", down=2), Cell("B", across=2, align="center")),
        (Cell("<b>c</b>"), Cell("d")),
        (Cell("e"), Cell("f<br/>g"), Cell(token("count", "groups"))),
    ),
)


class Desk:
    def __init__(self, driver: Driver) -> None:
        made = small()
        self.map = made.map
        driver.open(made.document, made.map)
        driver.window.trigger("texts")
        self.driver, self.panel = driver, driver.window.office.narrative
        self.panel.show_slot(SLOT)

    @property
    def edit(self) -> RichEdit:
        return self.panel.sections[0].edit

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.driver.document.narrative(SLOT).blocks

    def write(self, *blocks: Block) -> None:
        with self.driver.document.transaction(EDIT) as tx:
            tree.set_text(tx, SLOT, blocks)

    def stand_in(self, text: str) -> None:
        """Put the cursor before the first place of this text."""
        found = self.edit.document().find(text, 0, QTextDocument.FindFlag.FindCaseSensitively)
        found.setPosition(found.selectionStart())
        self.edit.setTextCursor(found)

    def choose(self, first: str, last: str) -> None:
        """Select from the cell with one text to the cell with another."""
        a, b = (self.edit.document().find(text) for text in (first, last))
        cursor = QTextCursor(a)
        cursor.setPosition(a.selectionStart())
        cursor.setPosition(b.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
        self.edit.setTextCursor(cursor)

    def deed(self, what: str) -> None:
        """Choose a row of the bar's menu of tables."""
        bar = self.panel.bar
        rich_menus.fill_tables(menu := QMenu(), self.driver.session, self.edit, bar._do)
        words = self.driver.session.text("text.table." + what)
        next(a for a in menu.actions() if a.text() == words).trigger()

    def rows(self) -> list[list[str]]:
        (table,) = [b for b in self.blocks if b.kind == "table"]
        return [[cell.text for cell in row] for row in table.cells]


@pytest.fixture
def desk(driver: Driver) -> Desk:
    return Desk(driver)


def test_a_table_is_shown_and_comes_back_as_it_was(desk: Desk) -> None:
    blocks = (Block(text="vor"), TABLE, Block(text="nach"), TABLE)
    desk.write(*blocks)
    assert desk.edit.blocks() == blocks
    desk.stand_in("nach")
    QTest.keyClicks(desk.edit, "da")
    desk.edit.commit()
    assert desk.blocks == (blocks[0], TABLE, Block(text="danach"), TABLE)


TEXTS = st.sampled_from(
    ["", "a", "<b>b</b>", "c<br/>d", "e<par/>f", 'g<par item="a."/>h<par item="1)" level="1" start="3"/>i',
     '<par item="-"/>j']
)  # fmt: skip
CELLS = st.builds(Cell, TEXTS, st.integers(1, 3), st.integers(1, 3), st.sampled_from(["", "center", "right"]))
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=4).map(tuple), min_size=1, max_size=4).map(
    lambda rows: Block(kind="table", text="T", heads=0, cells=grids.sound(tuple(rows)))
)
OTHERS = st.sampled_from(
    [Block(text="p"), Block(kind="item", number="1.", text="i"), Block(kind="runin", text="r")]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(TABLES, OTHERS), max_size=5).map(tuple))
def test_any_text_with_tables_comes_back(qapp: object, blocks: tuple[Block, ...]) -> None:
    document = QTextDocument()
    rich_blocks.fill(document, blocks, lambda raw: raw)
    assert rich_blocks.blocks_of(document) == blocks


def test_insert_and_write_a_table_by_keyboard(desk: Desk) -> None:
    desk.edit.setFocus()
    QTest.keyClicks(desk.edit, "Lihat")
    rich_menus.fill_tables(menu := QMenu(), desk.driver.session, desk.edit, desk.panel.bar._do)
    menu.actions()[0].trigger()
    first, table = desk.blocks
    assert (first.text, table.kind, table.heads) == ("Lihat", "table", 1)
    assert table.id
    cursor = desk.edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    desk.edit.setTextCursor(cursor)
    for words in ("Judul", "satu", "dua", "tiga", "empat"):
        QTest.keyClicks(desk.edit, words)
        QTest.keyClick(desk.edit, Qt.Key.Key_Return if words == "Judul" else Qt.Key.Key_Tab)
    QTest.keyClicks(desk.edit, "lima")
    QTest.keyClick(desk.edit, Qt.Key.Key_Return)
    QTest.keyClicks(desk.edit, "enam")
    QTest.keyClick(desk.edit, Qt.Key.Key_Backtab)
    desk.edit.commit()
    assert desk.blocks[1].text == "Judul"
    assert desk.rows() == [["satu", "dua"], ["tiga", "empat"], ["lima<par/>enam", ""]]


@pytest.mark.parametrize(
    ("at", "what", "rows"),
    [
        ("d", "row_below", [["A", "B"], ["<b>c</b>", "d"], ["", "", ""], ["e", "f<br/>g", "X"]]),
        ("e", "row_above", [["A", "B"], ["<b>c</b>", "d"], ["", "", ""], ["e", "f<br/>g", "X"]]),
        ("e", "column_left", [["", "A", "B"], ["", "<b>c</b>", "d"], ["", "e", "f<br/>g", "X"]]),
        ("d", "column_right", [["A", "B", ""], ["<b>c</b>", "d", ""], ["e", "f<br/>g", "X", ""]]),
        ("e", "row_away", [["A", "B"], ["<b>c</b>", "d"]]),
        ("d", "column_away", [["A", "B"], ["<b>c</b>"], ["e", "f<br/>g"]]),
        ("A", "split", [["A", "B"], ["", "<b>c</b>", "d"], ["e", "f<br/>g", "X"]]),
    ],
)
def test_deeds_of_the_menu(desk: Desk, at: str, what: str, rows: list[list[str]]) -> None:
    desk.write(TABLE)
    desk.stand_in(at)
    before = len(desk.driver.session.history._done)
    desk.deed(what)
    shown = [[cell if cell != token("count", "groups") else "X" for cell in row] for row in desk.rows()]
    assert shown == rows
    assert grids.sound(desk.blocks[0].cells) == desk.blocks[0].cells
    assert len(desk.driver.session.history._done) == before + 1
    desk.driver.session.undo()
    assert desk.blocks == (TABLE,)
    desk.driver.session.redo()
    assert [len(row) for row in desk.rows()] == [len(row) for row in rows]


def test_merge_joins_the_texts_and_a_table_goes_as_a_whole(desk: Desk) -> None:
    desk.write(TABLE, Block(text="nach"))
    desk.choose("e", "f")
    desk.deed("merge")
    assert desk.blocks[0].cells[2][0] == Cell("e<par/>f<br/>g", across=2)
    desk.stand_in("e")
    desk.deed("table_away")
    assert desk.blocks == (Block(text="nach"),)
    desk.write(Block(text="vor"), TABLE)
    desk.stand_in("e")
    desk.deed("table_away")
    assert desk.blocks == (Block(text="vor"),)


def test_heads_alignment_width_and_number(desk: Desk) -> None:
    desk.write(TABLE)
    desk.stand_in("d")
    for what in ("heads", "numbered", "right", "wider"):
        desk.deed(what)
    (table,) = desk.blocks
    assert (table.heads, table.numbered, table.id) == (2, False, "t")
    assert table.cells[1][1] == Cell("d", align="right")
    assert table.widths[2] > table.widths[1]


def test_headings_are_not_made_in_cells(desk: Desk) -> None:
    desk.write(TABLE)
    desk.stand_in("d")
    desk.edit.set_list("1.")
    desk.edit.set_kind("h1")
    desk.edit.commit()
    assert desk.rows()[1][1] == '<par item="1."/>d'
    desk.edit.set_list("1.")
    assert desk.rows()[1][1] == "d"


def test_paragraphs_and_lists_are_written_in_cells_by_keyboard(desk: Desk) -> None:
    desk.write(TABLE)
    desk.stand_in("d")
    desk.deed("right")
    desk.edit.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    QTest.keyClick(desk.edit, Qt.Key.Key_Return)
    QTest.keyClicks(desk.edit, "a. berkas")
    QTest.keyClick(desk.edit, Qt.Key.Key_Return)
    QTest.keyClicks(desk.edit, "surat")
    QTest.keyClick(desk.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(desk.edit, "dua")
    QTest.keyClick(desk.edit, Qt.Key.Key_Return)
    QTest.keyClick(desk.edit, Qt.Key.Key_Return)
    QTest.keyClicks(desk.edit, "selesai")
    desk.edit.commit()
    said = 'd<par item="a."/>berkas<par item="a."/>surat<br/>dua<par/>selesai'
    assert desk.blocks[0].cells[1][1] == Cell(said, align="right")
    block = desk.edit.textCursor().block().previous()
    items = block.textList()
    assert items is not None
    assert items.format().start() == 2
    desk.write(*desk.blocks)
    assert desk.blocks[0].cells[1][1] == Cell(said, align="right")


def test_every_cell_counts_by_itself(desk: Desk) -> None:
    item = '<par item="1."/>x<par item="1."/>y'
    desk.write(Block(kind="table", id="t", cells=((Cell(item), Cell(item)),)))
    found = []
    block = desk.edit.document().begin()
    while block.isValid():
        found += [block.textList().format().start()] if block.textList() is not None else []
        block = block.next()
    assert found == [1, 2, 1, 2]


def pasted(desk: Desk, html: str) -> None:
    data = QMimeData()
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    desk.edit.paste()


def test_paste_a_table_of_word_and_copy_it_inside(desk: Desk) -> None:
    pasted(desk, "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table><p>ende</p>")
    table, last = desk.blocks
    assert table.cells == ((Cell("a", down=2), Cell("b")), (Cell("c"),))
    assert last == Block(text="ende")
    desk.edit.selectAll()
    desk.edit.copy()
    desk.edit.moveCursor(QTextCursor.MoveOperation.End)
    desk.edit.paste()
    assert [b.kind for b in desk.blocks] == ["table", "p", "table", "p"]
    assert desk.blocks[2].cells == table.cells
    assert desk.blocks[2].id != table.id
    desk.stand_in("c")
    pasted(desk, "<p>x</p><p>y</p>")
    assert desk.blocks[0].cells[1] == (Cell("x<par/>yc"),)
    desk.stand_in("b")
    pasted(desk, "<ol type=a><li>satu</li><li>dua</li></ol>")
    assert desk.blocks[0].cells[0][1] == Cell('<par item="a."/>satu<par item="a."/>duab')


def test_a_pasted_picture_is_kept_and_goes_with_its_figure(desk: Desk) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    desk.write(Block(text="vor"))
    desk.edit.moveCursor(QTextCursor.MoveOperation.End)
    data = QMimeData()
    data.setImageData(image)
    QGuiApplication.clipboard().setMimeData(data)
    desk.edit.paste()
    QTest.keyClicks(desk.edit, "Kantor")
    desk.edit.commit()
    _, figure = desk.blocks
    assert (figure.kind, figure.text) == ("figure", "Kantor")
    (picture,) = desk.driver.document.of_type(Picture)
    assert (figure.picture, QImage.fromData(picture.data).size()) == (picture.id, image.size())
    desk.edit.change_figure(width=0.5, numbered=False)
    assert (desk.blocks[1].width, desk.blocks[1].numbered, desk.blocks[1].text) == (0.5, False, "Kantor")
    desk.stand_in("Kantor")
    cursor = desk.edit.textCursor()
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    desk.edit.setTextCursor(cursor)
    QTest.keyClick(desk.edit, Qt.Key.Key_Delete)
    desk.edit.commit()
    assert desk.blocks == (Block(text="vor"),)
    assert desk.driver.document.of_type(Picture) == []
    desk.driver.session.undo()
    assert desk.driver.document.of_type(Picture) == [picture]


def test_keys_beside_a_figure_do_not_lose_it(desk: Desk) -> None:
    figure = Block(kind="figure", id="f", map=desk.map, text="Peta")
    desk.write(Block(text="vor"), figure, Block(text="nach"))
    assert desk.edit.blocks() == desk.blocks
    for text, move, key in (
        ("nach", QTextCursor.MoveOperation.StartOfBlock, Qt.Key.Key_Backspace),
        ("vor", QTextCursor.MoveOperation.EndOfBlock, Qt.Key.Key_Delete),
        ("Peta", QTextCursor.MoveOperation.StartOfBlock, Qt.Key.Key_Backspace),
        ("Peta", QTextCursor.MoveOperation.EndOfBlock, Qt.Key.Key_Delete),
    ):
        desk.stand_in(text)
        desk.edit.moveCursor(move)
        QTest.keyClick(desk.edit, key)
    desk.edit.commit()
    assert desk.blocks == (Block(text="vor"), figure, Block(text="nach"))
    desk.stand_in("Peta")
    desk.edit.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    QTest.keyClick(desk.edit, Qt.Key.Key_Return)
    QTest.keyClicks(desk.edit, "neu")
    desk.edit.commit()
    assert desk.blocks[1:3] == (figure, Block(text="neu"))


def test_a_ready_text_is_taken_over_and_its_example_made_the_offices_own(desk: Desk) -> None:
    desk.panel.show_slot("chapter:principles")
    section = desk.panel.sections[0]
    assert section.template is not None
    assert section.template.isVisibleTo(section)
    QTest.mouseClick(section.template, Qt.MouseButton.LeftButton)
    blocks = desk.driver.document.narrative("chapter:principles").blocks
    assert sum(b.kind == "figure" for b in blocks) == 4
    assert not section.template.isVisibleTo(section)
    assert section.edit.blocks() == blocks
    found = section.edit.document().find("Contoh peta lintas fungsi")
    section.edit.setTextCursor(found)
    find: Callable[[str], object] = desk.driver.session.text
    rich_menus.fill_figures(menu := QMenu(), desk.driver.session, section.edit, desk.panel.bar._do)
    desk.panel.bar.show_state(section.edit)
    next(a for a in menu.actions() if a.text() == find("text.figures.adopt")).trigger()
    shown = next(
        b for b in desk.driver.document.narrative("chapter:principles").blocks if "lintas" in b.text and b.map
    )
    assert desk.driver.document.map(shown.map).kind == "free"

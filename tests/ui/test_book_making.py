"""Buat buku: what is chosen becomes the document's in one step, forms go to files and back, books are whole or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.booklet import profile as profiles
from probis_editor.booklet.profile import HOUSE, PROFILES, Profile, chosen, parse, ready
from probis_editor.commands import maps, tree
from probis_editor.i18n import Translator
from probis_editor.model.changes import label
from probis_editor.model.office import Book
from probis_editor.ui import dialogs
from probis_editor.ui.bookmaking import lists, making, maps_page
from probis_editor.ui.bookmaking.captions import Captions
from probis_editor.ui.bookmaking.dialog import BookMaking
from probis_editor.ui.bookmaking.draft import Draft, sample

EDIT = label("cmd.test")


@pytest.fixture
def made(driver: Driver) -> Small:
    made = small()
    with made.document.transaction(EDIT) as tx:
        tree.set_office(tx, name="Kecamatan Contoh", region="Kota Contoh")
        for name in ("Peta satu", "Peta dua"):
            maps.create_map(tx, name, kind="cross_functional")
    driver.open(made.document, made.map)
    return made


@pytest.fixture
def dialog(driver: Driver, made: Small) -> Iterator[BookMaking]:
    dialog = BookMaking(driver.window, driver.session)
    dialog.show()
    QApplication.processEvents()
    yield dialog
    dialog.reject()
    dialog.deleteLater()


def choose(combo, value: object) -> None:
    """As a hand does it: the row becomes current and is activated."""
    at = combo.findData(value)
    assert at >= 0, value
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def keep(driver: Driver, dialog: BookMaking) -> Book:
    QTest.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    return driver.document.book


def test_nothing_chosen_changes_nothing(driver: Driver, dialog: BookMaking) -> None:
    before = len(driver.session.history._done)
    keep(driver, dialog)
    assert len(driver.session.history._done) == before


def test_a_ready_form_is_one_undo_step(driver: Driver, dialog: BookMaking) -> None:
    choose(dialog.form.profiles, "huruf")
    book = keep(driver, dialog)
    assert (book.profile, book.own_profile) == ("huruf", "")
    assert chosen(book.profile, book.own_profile) == ready("huruf")
    driver.session.undo()
    assert driver.document.book == Book()


def test_a_typed_pattern_makes_a_form_of_its_own(driver: Driver, dialog: BookMaking) -> None:
    field = next(
        w for w in dialog.form.findChildren(type(dialog.maps.search)) if w.accessibleName() == "Nomor gambar"
    )
    field.selectAll()
    QTest.keyClicks(field, "Gbr {figure}")
    assert dialog.form.profiles.currentText() == "Buatan sendiri"
    assert "Gbr 5" in dialog.form._shown["figure"].text()
    book = keep(driver, dialog)
    assert parse(book.own_profile).figure == "Gbr {figure}"
    again = Draft(book)
    assert again.profile.figure == "Gbr {figure}"
    assert again.own


def test_numbers_of_processes_have_a_pattern_a_level(driver: Driver, dialog: BookMaking) -> None:
    line = next(e for e in dialog.form.findChildren(QLineEdit) if e.accessibleName() == "Nomor proses")
    line.selectAll()
    QTest.keyClicks(line, "{at}. {code}; {code}; ")
    book = keep(driver, dialog)
    assert chosen(book.profile, book.own_profile).processes == ("{at}. {code}", "{code}", "")


def test_kinds_levels_and_groups_get_titles_of_their_own(driver: Driver, dialog: BookMaking) -> None:
    form = dialog.form

    def fill() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, Captions)
        for key, words in (("kind:relation", "{kind}"), ("level:2", "{title} ({code})")):
            asked.lines[key].setFocus()
            QTest.keyClicks(asked.lines[key], words)
        QTest.keyClick(asked, Qt.Key.Key_Return)

    dialog.draft.set(captions=(("group:Lain", "{title}"),))
    QTimer.singleShot(50, fill)
    QTest.mouseClick(form.special, Qt.MouseButton.LeftButton)
    assert "3" in form.special.text()
    book = keep(driver, dialog)
    found = chosen(book.profile, book.own_profile).captions
    assert found == (("kind:relation", "{kind}"), ("level:2", "{title} ({code})"), ("group:Lain", "{title}"))
    driver.session.undo()
    assert driver.document.book == Book()


def test_every_field_of_a_form_can_be_set_in_the_window(driver: Driver, dialog: BookMaking) -> None:
    """Each field has a control that changes it; the name is that of the file it goes to."""
    draft, seen = dialog.draft, set[str]()
    before = draft.profile

    def note() -> None:
        for field in Profile.__struct_fields__:
            if getattr(draft.profile, field) != getattr(before, field):
                seen.add(field)

    draft.changed.connect(note)
    for combo in dialog.findChildren(QComboBox):
        if combo not in (dialog.form.profiles, dialog.output):
            for at in range(combo.count()):
                combo.setCurrentIndex(at)
                combo.activated.emit(at)
    for line in dialog.form.findChildren(QLineEdit):
        if line.isVisibleTo(dialog.form) and line.accessibleName():
            line.setText("x")
            line.textEdited.emit("{title}")
    for box in dialog.findChildren(QCheckBox):
        box.toggle()
    for spin in (*dialog.findChildren(QSpinBox), *dialog.findChildren(QDoubleSpinBox)):
        spin.setValue(spin.value() - 1)
    own = {"name", "captions", "chapters", "paper", "two_sided"}
    assert seen == {*Profile.__struct_fields__} - own
    # those have their own pages and the document's own fields; all of them go into a file
    assert {"chapters", "paper", "two_sided"} <= {*vars(draft)}


def test_chapters_are_ticked_and_moved(driver: Driver, dialog: BookMaking) -> None:
    page = dialog.chapters
    dialog.tabs.setCurrentWidget(page)
    names = [page.list.item(at).data(Qt.ItemDataRole.UserRole) for at in range(page.list.count())]
    page.list.setCurrentRow(names.index("symbols"))
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    page.list.setCurrentRow(names.index("closing"))
    QTest.keyClick(page.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    page.list.setCurrentRow(names.index("consensus"))
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    found = keep(driver, dialog).chapters
    assert "symbols" not in found
    assert "consensus" in found
    assert found.index("closing") < found.index("others")
    assert set(found) <= set(lists.known(()))


def test_outside_parties_are_asked_where_there_is_a_consensus_sheet(
    driver: Driver, dialog: BookMaking
) -> None:
    dialog.tabs.setCurrentWidget(dialog.chapters)
    page = dialog.chapters
    assert not page.parties.isEnabled()
    choose(dialog.form.profiles, "bab-satu-baris")
    assert page.parties.isEnabled()
    assert not page.parties.isChecked()
    page.parties.setFocus()
    QTest.keyClick(page.parties, Qt.Key.Key_Space)
    book = keep(driver, dialog)
    assert chosen(book.profile, book.own_profile).party_initials
    driver.session.undo()
    assert driver.document.book == Book()


def test_maps_get_their_sheet_and_go_into_the_annex(driver: Driver, dialog: BookMaking, made: Small) -> None:
    page = dialog.maps
    dialog.tabs.setCurrentWidget(page)
    rows = page._items()
    for row in rows[:2]:
        row.setSelected(True)
    choose(page.sheet, "a3")
    page.tree.clearSelection()
    rows[2].setCheckState(maps_page.ANNEX, Qt.CheckState.Checked)
    ids = [m.id for m in driver.document.maps()]
    book = keep(driver, dialog)
    assert dict(book.sheets) == {ids[0]: "a3", ids[1]: "a3"}
    assert book.annex == (ids[2],)


def until(test) -> None:
    for _ in range(800):
        if test():
            return
        QTest.qWait(25)
    assert test()


def test_a_map_gets_its_size_with_the_outcome_told_before(
    driver: Driver, dialog: BookMaking, made: Small
) -> None:
    page = dialog.maps
    dialog.tabs.setCurrentWidget(page)
    until(lambda: page.prospects.complete)
    row = page._items()[0]
    assert "pt" in row.text(maps_page.RESULT)
    assert page._items()[1].text(maps_page.RESULT) == "–"
    assert not page.print_size.isEnabled()
    page.tree.setFocus()
    page.tree.setCurrentItem(row)
    assert page.print_size.isEnabled()
    offered = {page.print_size.itemData(n): page.print_size.itemText(n) for n in range(4)}
    assert "Ringkas" in offered["compact"]
    assert "8 pt" in offered["compact"]
    assert offered["compact"].split(":")[1] != offered["normal"].split(":")[1]
    before = list(driver.document.records())
    page.print_size.setFocus()
    QTest.keyClick(page.print_size, Qt.Key.Key_End)
    page.print_size.activated.emit(page.print_size.currentIndex())
    assert row.text(maps_page.SIZE) == "Ringkas"
    assert row.text(maps_page.RESULT) == offered["compact"].split(": ")[1]
    book = keep(driver, dialog)
    assert book.sizes == ((made.map, "compact"),)
    # only the book's settings changed, in one step
    changed = [r for r in driver.document.records() if r not in before]
    assert changed == [book]
    driver.session.undo()
    assert driver.document.book == Book()


def test_the_form_sets_the_size_of_all_maps(driver: Driver, dialog: BookMaking, made: Small) -> None:
    combos = {c.accessibleName(): c for c in dialog.form.findChildren(type(dialog.output))}
    choose(combos["Ukuran cetak peta"], "compact")
    dialog.tabs.setCurrentWidget(dialog.maps)
    assert dialog.maps._items()[0].text(maps_page.SIZE) == "Ringkas"
    until(lambda: dialog.maps.prospects.complete)
    assert "8 pt" in dialog.maps._items()[0].text(maps_page.RESULT)
    choose(combos["Ukuran cetak peta"], "drawn")
    assert dialog.maps._items()[0].text(maps_page.RESULT) == "…"
    until(lambda: dialog.maps.prospects.complete)
    choose(combos["Ukuran cetak peta"], "compact")
    book = keep(driver, dialog)
    assert chosen(book.profile, book.own_profile).size == "compact"


def test_paper_margins_and_signature(driver: Driver, dialog: BookMaking) -> None:
    page = dialog.paper
    dialog.tabs.setCurrentWidget(page)
    combos = {c.accessibleName(): c for c in page.findChildren(type(dialog.output))}
    choose(combos["Kertas"], "f4")
    choose(combos["Dijilid di"], "top")
    choose(combos["Tanda tangan"], "mark")
    assert page.mark.isEnabled()
    choose(page.mark, "^")
    book = keep(driver, dialog)
    assert (book.paper, book.signing, book.mark) == ("f4", "mark", "^")
    assert chosen(book.profile, book.own_profile).edge == "top"


def test_a_form_goes_to_a_file_and_back(
    driver: Driver, dialog: BookMaking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bentuk kantor.toml"
    choose(dialog.form.profiles, "bab-huruf")
    dialog.draft.set(binding=33.0)
    monkeypatch.setattr(dialogs, "ask_save_as", lambda *_: path)
    monkeypatch.setattr(dialogs, "ask_file", lambda *_: path)
    QTest.mouseClick(dialog.form.give, Qt.MouseButton.LeftButton)
    assert parse(path.read_text(encoding="utf-8")).binding == 33.0
    choose(dialog.form.profiles, "")
    QTest.mouseClick(dialog.form.take, Qt.MouseButton.LeftButton)
    assert dialog.draft.profile.binding == 33.0
    assert dialog.form.profiles.currentText() == "bentuk kantor"
    path.write_text("figures = 'sometimes'", encoding="utf-8")
    before = dialog.draft.profile
    QTest.mouseClick(dialog.form.take, Qt.MouseButton.LeftButton)
    assert "bentuk kantor.toml" in dialog.form.said.text()
    assert dialog.draft.profile == before
    path.write_bytes(b"\xff\xfe\x00")
    QTest.mouseClick(dialog.form.take, Qt.MouseButton.LeftButton)
    assert dialog.draft.profile == before


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_the_action_makes_the_file(
    driver: Driver, made: Small, tmp_path: Path, suffix: str, save_to, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"buku{suffix}"
    save_to(path)
    told: list[Path] = []
    monkeypatch.setattr(making, "tell", lambda _w, p, report: told.append(p))

    def act() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, BookMaking)
        choose(form.output, suffix)
        QTest.mouseClick(form.do, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, act)
    driver.window.trigger("make_book")
    assert told == [path]
    assert path.read_bytes()[:4] == (b"%PDF" if suffix == ".pdf" else b"PK\x03\x04")
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_cancelled_book_leaves_the_old_file(
    driver: Driver, made: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from probis_editor.ui import jobs

    path = tmp_path / "buku.pdf"
    path.write_bytes(b"lama")

    def run(parent, text, cancel, work):
        def progress(done: int, total: int) -> None:
            if done >= 40:
                raise jobs.CancelledError

        return work(progress)

    monkeypatch.setattr(jobs, "run", run)
    assert making.write(driver.window, path) is None
    assert path.read_bytes() == b"lama"
    assert [p.name for p in tmp_path.iterdir()] == ["buku.pdf"]


BOOKS = st.builds(
    Book,
    profile=st.sampled_from(["", *PROFILES, "gone"]),
    own_profile=st.sampled_from(["", "depth = 2\n", 'paper = "f4"\ntwo_sided = true\n', "x = ["]),
    paper=st.sampled_from(["a4", "f4"]),
    two_sided=st.booleans(),
    chapters=st.sampled_from([(), ("cover", "processes"), profiles.CHAPTERS]),
)


@given(BOOKS, st.sampled_from(["", *PROFILES]), st.sampled_from([None, {"depth": 1}, {"binding": 41.0}]))
@settings(max_examples=60)
def test_what_is_drafted_is_what_the_document_then_says(book: Book, name: str, fields: dict | None) -> None:
    """A draft that is written and read again is the same draft."""
    draft = Draft(book)
    draft.choose(name)
    if fields:
        assert draft.set(**fields)
    written = replace(book, **draft.fields())
    again = Draft(written)
    assert (again.paper, again.two_sided, again.chapters) == (draft.paper, draft.two_sided, draft.chapters)
    assert again._plain() == draft._plain()
    assert Draft(replace(written, **again.fields())).fields() == {}


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_any_pattern_has_a_sample(chapter: str, figure: str, caption: str) -> None:
    shown = sample(Profile(chapter=chapter, figure=figure, caption=caption), Translator("id"), "Judul")
    assert len(shown) == 5
    assert dict(sample(HOUSE, Translator("id"), "Judul"))["figure"] == "Gambar 3.5  P1.2 Judul"

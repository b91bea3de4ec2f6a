"""Data dokumen and Sampai mana?: pages with real keys and clicks; the assertions are about the document."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.commands import office, tree, unit_rows
from probis_editor.model import laws
from probis_editor.model.affairs import Goal, Law, Revision, Term
from probis_editor.model.changes import label
from probis_editor.model.office import Person
from probis_editor.ui import dialogs
from probis_editor.ui.facts import dates
from probis_editor.ui.facts.form import CheckedForm
from probis_editor.ui.facts.records import RecordPage

EDIT = label("cmd.test")
Key = Qt.Key


@pytest.fixture
def made(driver: Driver) -> Small:
    made = small()
    with made.document.transaction(EDIT) as tx:
        unit_rows.enter_lanes(tx)
        tree.set_office(tx, name="Kecamatan Contoh", head=Person(title="Camat", name="A"))
        tree.create_process(tx, "Persuratan")
    driver.open(made.document, made.map)
    return made


def page(driver: Driver, name: str) -> RecordPage:
    driver.window.trigger("facts." + name)
    QApplication.processEvents()
    pages = driver.window.facts._pages
    assert pages is not None
    return pages.made[name]


def answer(do: Callable[[CheckedForm], None], press: bool = True) -> None:
    """In the form that opens next do something, and press its button."""

    def act() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, CheckedForm)
        try:
            do(form)
            if press:
                assert form.do.isEnabled(), form.problem.text()
                QTest.mouseClick(form.do, Qt.MouseButton.LeftButton)
        finally:
            if form.isVisible():
                form.reject()

    QTimer.singleShot(0, act)


def typed(form: CheckedForm, *words: str) -> None:
    """Type into the field with the focus, then into the ones after it."""
    for at, said in enumerate(words):
        if at:
            QTest.keyClick(form.focusWidget(), Key.Key_Tab)
        QTest.keyClicks(form.focusWidget(), said)


def press(page: RecordPage, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.list, key, how)
    QApplication.processEvents()


def test_terms_by_keyboard_and_undone(driver: Driver, made: Small) -> None:
    terms = page(driver, "terms")
    before = len(driver.session.history._done)
    answer(lambda form: typed(form, "SOP", "Standar Operasional"))
    press(terms, Key.Key_Insert)
    answer(lambda form: typed(form, "ASN", "Aparatur Sipil Negara"))
    press(terms, Key.Key_Insert)
    assert [t.text(0) for t in (terms.list.topLevelItem(0), terms.list.topLevelItem(1))] == ["ASN", "SOP"]
    answer(lambda form: typed(form, "SOP AP"))
    terms.choose("SOP")
    press(terms, Key.Key_Return)
    assert {t.short for t in driver.document.of_type(Term)} == {"ASN", "SOP AP"}
    press(terms, Key.Key_Delete)
    assert len(driver.document.of_type(Term)) == 1
    steps = len(driver.session.history._done) - before
    terms.window().activateWindow()
    assert QTest.qWaitForWindowActive(terms.window())
    for _ in range(steps):
        press(terms, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(driver.session.history._done) == before
    assert driver.document.of_type(Term) == []


def test_what_is_there_cannot_be_entered_again(driver: Driver, made: Small) -> None:
    with driver.document.transaction(EDIT) as tx:
        office.set_term(tx, "SOP", "Standar")
        office.add_law(tx, laws.LIBRARY[0])

    def term(form: CheckedForm) -> None:
        typed(form, "SOP", "Lain")
        assert "sudah ada" in form.problem.text()
        assert not form.do.isEnabled()

    terms, shown = page(driver, "terms"), page(driver, "laws")
    answer(term, press=False)
    press(terms, Key.Key_Insert)

    def law(form: CheckedForm) -> None:
        typed(form, laws.cited(laws.LIBRARY[0]))
        assert "sudah ada" in form.problem.text()

    answer(law, press=False)
    press(shown, Key.Key_Insert)
    assert len(driver.document.of_type(Law)) == 1


def test_laws_are_cited_pasted_and_made_one(driver: Driver, made: Small) -> None:
    shown = page(driver, "laws")
    answer(lambda form: typed(form, "Peraturan Daerah Kota Contoh Nomor 4 Tahun 2020 tentang Perangkat"))
    press(shown, Key.Key_Insert)
    law = driver.document.of_type(Law)[0]
    assert (law.rank, law.issuer, law.number, law.year) == ("perda", "Kota Contoh", "4", 2020)
    text = "1. Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;\nsurat edaran tentang apa saja"

    def pasted(form: CheckedForm) -> None:
        QApplication.clipboard().setText(text)
        QTest.keyClick(form.focusWidget(), Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    answer(pasted)
    shown.paste()
    assert [w.rank for w in laws.ordered(driver.document.of_type(Law))] == ["uu", "perda"]
    with driver.document.transaction(EDIT) as tx:
        tx.put(Law(id="x", rank="perda", number="4", year=2020))
    assert shown.twins.isVisible()
    QTest.mouseClick(shown.mend, Qt.MouseButton.LeftButton)
    assert [w.id for w in driver.document.of_type(Law) if w.rank == "perda"] == [law.id]
    assert not shown.twins.isVisible()
    driver.session.undo()
    assert len(driver.document.of_type(Law)) == 3


def test_goals_move_with_alt_and_arrows(driver: Driver, made: Small) -> None:
    goals = page(driver, "goals")
    for name in ("Satu", "Dua"):
        answer(lambda form, n=name: typed(form, n, "IKM"))
        press(goals, Key.Key_Insert)
    press(goals, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [g.name for g in office.goals(driver.document)] == ["Dua", "Satu"]
    assert driver.document.get(("", "goal:" + goals.chosen)).name == "Dua"  # type: ignore[union-attr]
    press(goals, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [g.indicators for g in driver.document.of_type(Goal)] == [("IKM",), ("IKM",)]
    driver.session.undo()
    assert [g.name for g in office.goals(driver.document)] == ["Satu", "Dua"]


def test_officials_are_checked_and_signed_with(driver: Driver, made: Small) -> None:
    shown = page(driver, "officials")

    def wrong(form: CheckedForm) -> None:
        typed(form, "Sekretaris", "Budi", "", "123")
        assert "NIP" in form.problem.text()

    def right(form: CheckedForm) -> None:
        typed(form, "Sekretaris", "Budi", "", "197503052000031002")
        QTest.keyClick(form.focusWidget(), Key.Key_Tab)
        QTest.keyClick(form.focusWidget(), Key.Key_Space)

    answer(wrong, press=False)
    press(shown, Key.Key_Insert)
    assert driver.document.office.officials == ()
    answer(right)
    press(shown, Key.Key_Insert)
    expected = Person(title="Sekretaris", name="Budi", nip="19750305 200003 1 002")
    assert driver.document.office.officials == (expected,)
    assert driver.document.book.knowing == expected
    press(shown, Key.Key_Delete)
    assert (driver.document.office.officials, driver.document.book.knowing) == ((), None)
    driver.session.undo()
    assert driver.document.book.knowing == expected


def test_decree_reads_like_one(driver: Driver, made: Small) -> None:
    shown = page(driver, "decree")
    assert driver.document.book.decree is None
    QTest.mouseClick(shown.add_button, Qt.MouseButton.LeftButton)
    assert driver.document.book.decree is not None
    shown.choose("decides:2")
    answer(lambda form: typed(form, "Biaya dibebankan pada anggaran."))
    press(shown, Key.Key_Insert)
    decides = driver.document.book.decree.decides
    assert len(decides) == 4
    assert decides[3] == "Biaya dibebankan pada anggaran."
    press(shown, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert driver.document.book.decree.decides[2] == "Biaya dibebankan pada anggaran."
    press(shown, Key.Key_Delete)
    assert len(driver.document.book.decree.decides) == 3
    shown.choose("number")
    answer(lambda form: typed(form, "12/2026"))
    press(shown, Key.Key_Return)
    assert driver.document.book.decree.number == "12/2026"
    shown.choose("law:")
    press(shown, Key.Key_Return)
    pages = driver.window.facts._pages
    assert pages is not None
    assert pages.stack.currentWidget() is pages.made["laws"]


def test_revision_is_determined_and_the_next_one_opened(driver: Driver, made: Small) -> None:
    shown = page(driver, "revisions")

    def on(form: CheckedForm) -> None:
        form.focusWidget().selectAll()
        typed(form, "5 Maret 2020")

    answer(on)
    QTest.mouseClick(shown.determine_button, Qt.MouseButton.LeftButton)
    first = driver.document.of_type(Revision)[0]
    assert (first.determined, first.date, first.review) == (True, "2020-03-05", "2021-03-05")
    assert shown.due.isVisible()
    answer(lambda form: QTest.keyClick(form.focusWidget(), Key.Key_Down))
    QTest.mouseClick(shown.add_button, Qt.MouseButton.LeftButton)
    last = max(driver.document.of_type(Revision), key=lambda r: r.number)
    assert (last.number, last.reason) == (1, "need")
    assert not shown.due.isVisible()
    process = driver.document.of_type(tree.Process)[0]
    with driver.document.transaction(EDIT) as tx:
        tree.rename_process(tx, process.id, "Surat")
    assert "nama semula" in shown.changes.toPlainText()


def test_review_that_is_due_is_said_on_opening(driver: Driver, made: Small) -> None:
    said: list[str] = []
    driver.session.said.connect(lambda _level, words: said.append(words))
    with made.document.transaction(EDIT) as tx:
        tx.put(Revision(number=0, date="2020-01", review="2021-01", determined=True))
    driver.open(made.document, made.map)
    assert any("Januari 2021" in words for words in said)


def test_progress_shows_ticks_and_goes_there(
    driver: Driver, made: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask_map", lambda _p, _t, name="": (asked.append(name), ("free", ""))[1])
    driver.window.trigger("facts.progress")
    QApplication.processEvents()
    panel = driver.window.facts.progress
    row = panel.table.topLevelItem(0)
    assert row is not None
    assert row.text(0).endswith("Persuratan")
    assert "Persuratan" in panel.said.text()
    QTest.mouseClick(panel.do, Qt.MouseButton.LeftButton)
    assert asked == ["P1 Persuratan"]
    process = driver.document.of_type(tree.Process)[0].id
    with driver.document.transaction(EDIT) as tx:
        from probis_editor.commands import maps

        maps.change_map(tx, made.map, process=process, kind="cross_functional")
    panel.refresh()
    assert panel.table.topLevelItem(0).text(1) == "✓"  # type: ignore[union-attr]
    panel.table.setCurrentItem(panel.table.topLevelItem(0), 2)  # type: ignore[arg-type]
    QTest.keyClick(panel.table, Key.Key_Return)
    assert driver.window.office.in_front("narrative")


def test_dates_are_said_as_they_are_known(driver: Driver) -> None:
    assert dates.iso("5 Maret 2026") == "2026-03-05"
    assert dates.iso("Maret 2026") == "2026-03"
    assert dates.iso("besok") == ""
    assert dates.said_date(driver.session, "2026-03") == "Maret 2026"
    assert dates.said_date(driver.session, "") == "–"


def test_changes_are_taken_from_another_file_beside_the_window(
    driver: Driver, made: Small, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from probis_editor.formats import base

    old = tmp_path / "lama.probis"
    base.write_any(made.document, old)
    process = driver.document.of_type(tree.Process)[0]
    with driver.document.transaction(EDIT) as tx:
        tree.rename_process(tx, process.id, "Surat")
    shown = page(driver, "revisions")
    monkeypatch.setattr(dialogs, "ask_open", lambda *_: old)
    read, threads = base.open_any, []

    def noted(*args, **named):
        threads.append(threading.current_thread() is threading.main_thread())
        return read(*args, **named)

    monkeypatch.setattr(base, "open_any", noted)
    shown.compare()
    assert threads == [False]
    (revision,) = driver.document.of_type(Revision)
    assert any("Surat" in line for line in revision.changes)
    driver.session.undo()
    assert not driver.document.of_type(Revision)


def test_a_note_that_says_the_reason_again_is_shown_once(driver: Driver, made: Small) -> None:
    shown = page(driver, "revisions")
    reason = shown.rows()[0].cells[3]
    with driver.document.transaction(EDIT) as tx:
        tx.put(Revision(number=0, note=reason))
    assert shown.rows()[0].cells[3] == reason
    with driver.document.transaction(EDIT) as tx:
        tx.put(Revision(number=0, note="Susunan baru"))
    assert shown.rows()[0].cells[3] == reason + "\nSusunan baru"

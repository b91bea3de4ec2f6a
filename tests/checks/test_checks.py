"""Every check once where it finds something; on the sound document none finds anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from checks.faults import BREAKS, QUIET, Break
from checks.sound_document import sound
from msgspec.structs import replace
from small_maps import EDIT

from probis_editor import checks
from probis_editor.checks import engine
from probis_editor.checks.views import Whole
from probis_editor.commands import maps, shapes
from probis_editor.i18n import LANGUAGES, Translator
from probis_editor.model.document import Document
from probis_editor.model.history import History
from probis_editor.model.office import Process


def rules_of(document: Document) -> list[str]:
    return [f.rule for f in checks.run(document)]


def _is_quiet(rule: str, *verbs: Break) -> None:
    s = sound()
    with s.document.transaction(EDIT) as tx:
        for verb in verbs:
            verb(s, tx)
    assert [checks.text(f, Translator()) for f in checks.run(s.document, [rule])] == []


@pytest.mark.parametrize(("rule", "verb"), QUIET, ids=[f"{n}-{row[0]}" for n, row in enumerate(QUIET)])
def test_what_is_right_is_not_found(rule: str, verb: Break) -> None:
    _is_quiet(rule, verb)


def test_every_check_is_tried() -> None:
    assert sorted(BREAKS) == sorted(row.id for row in checks.table())


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    assert checks.run(sound().document) == ()
    assert checks.run(Document()) == ()


@pytest.mark.parametrize("rule", sorted(BREAKS))
def test_each_check_finds_its_fault(rule: str) -> None:
    s = sound()
    with s.document.transaction(EDIT) as tx:
        BREAKS[rule](s, tx)
    found = checks.run(s.document, [rule])
    assert found, rules_of(s.document)
    assert {f.rule for f in found} == {rule}
    for finding in found:
        if finding.map:
            assert finding.place == Whole(s.document).titles[finding.map]
            assert not finding.element or s.document.element(finding.map, finding.element)
        for language in LANGUAGES:
            said = checks.text(finding, Translator(language))
            assert said != finding.key
            assert "{" not in said


FIXED = (
    "number_words",
    "count_wrong",
    "count_typed",
    "unit_count",
    "law_twice",
    "guessed_ends",
    "text_cut",
    "unit_spelling",
    "lane_not_listed",
    "lane_unit_name",
    "code_differs",
)


@pytest.mark.parametrize("rule", FIXED)
def test_fixes_mend_and_can_be_undone(rule: str) -> None:
    s = sound()
    with s.document.transaction(EDIT) as tx:
        BREAKS[rule](s, tx)
    history = History(s.document)
    before = s.document.snapshot()
    (finding,) = checks.run(s.document, [rule])
    assert finding.fix is not None
    assert finding.fix.label.key in Translator()
    with s.document.transaction(finding.fix.label) as tx:
        finding.fix.verb(tx)
    assert checks.run(s.document, [rule]) == ()
    history.undo()
    assert s.document.snapshot() == before


def test_only_the_listed_checks_have_fixes() -> None:
    for rule, spoil in BREAKS.items():
        s = sound()
        with s.document.transaction(EDIT) as tx:
            spoil(s, tx)
        fixable = any(f.fix for f in checks.run(s.document, [rule]))
        assert fixable is (rule in FIXED), rule


def test_findings_come_in_the_order_of_the_table() -> None:
    s = sound()
    with s.document.transaction(EDIT) as tx:
        for rule in ("period_missing", "task_unnamed", "branch_unnamed", "lane_empty"):
            BREAKS[rule](s, tx)
    order = [row.id for row in checks.table()]
    found = rules_of(s.document)
    assert found == sorted(found, key=order.index)
    assert found == rules_of(s.document)
    with pytest.raises(KeyError):
        checks.run(s.document, ["no_such"])


def test_a_crashing_check_is_a_finding(monkeypatch: pytest.MonkeyPatch, tr: Translator) -> None:
    def broken(whole: Whole) -> Iterator[tuple[str, engine.Hit]]:
        yield "", engine.hit("x", name="y")
        raise RuntimeError("no")

    monkeypatch.setitem(engine._RULES, "no_end", engine.Rule("no_end", engine.ADVICE, broken))
    found = checks.run(sound().document)
    assert [f.rule for f in found] == ["no_end", "crashed"]
    assert checks.text(found[1], tr) == "Pemeriksaan no_end gagal: RuntimeError: no"
    assert found[1].severity == engine.ERROR


def test_two_checks_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="no_end"):
        engine.rule("no_end", engine.ERROR)(lambda whole: ())


def test_as_json(tr: Translator) -> None:
    s = sound()
    with s.document.transaction(EDIT) as tx:
        shapes.rename(tx, s.map, s.ok, "\n")
    (finding,) = checks.run(s.document)
    assert checks.as_json(finding, tr) == {
        "rule": "decision_no_question",
        "severity": "advice",
        "severity_text": "Saran",
        "map": s.map,
        "element": s.ok,
        "place": "P1.1 Penatausahaan Surat Masuk",
        "text": "P1.1 Penatausahaan Surat Masuk: Keputusan dengan 2 cabang belum punya pertanyaan.",
        "fixable": False,
    }


def test_long_and_missing_names_are_shown_well(tr: Translator) -> None:
    finding = checks.Finding("lane_empty", "advice", "", "", "checks.lane_empty", (("name", " a\nb " * 40),))
    said = checks.text(finding, tr)
    assert "\n" not in said
    assert len(said) < 100
    assert "…" in said
    nameless = replace(finding, args=(("name", " "),))
    assert checks.text(nameless, tr) == "Lajur (tanpa nama) tidak berisi langkah."


def test_an_empty_process_list_silences_what_needs_a_tree() -> None:
    s = sound()
    with s.document.transaction(EDIT) as tx:
        for process in s.document.of_type(Process):
            tx.drop(process.key)
        for view in s.document.maps():
            maps.change_map(tx, view.id, process="", name="Peta " + view.id)
    assert {f.rule for f in checks.run(s.document)} == set()


@pytest.mark.corpus("bpm/*.bpm", "xpdl/*.xpdl", "miwg/*.bpmn")
def test_no_check_crashes_on_a_real_file(corpus_file: Path, tr: Translator) -> None:
    from probis_editor.formats.base import open_any

    for finding in checks.run(open_any(corpus_file).document):
        assert finding.rule != "crashed", checks.text(finding, tr)

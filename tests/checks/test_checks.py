"""Every check once where it finds something; on the sound document none finds anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace
from small_maps import EDIT, counting

from probis_editor import checks
from probis_editor.checks import engine
from probis_editor.checks.views import Whole
from probis_editor.commands import flows, lanes, maps, shapes, tree
from probis_editor.geometry import Point, Rect
from probis_editor.i18n import LANGUAGES, Translator
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Map, Node
from probis_editor.model.history import History
from probis_editor.model.office import Block, Person, Process

LONG = "Surat diterima, dicatat dalam buku agenda, dibaca oleh Camat dan diteruskan kepada pelaksana yang ditunjuk."


class Sound(NamedTuple):
    """A document in which no check finds anything: two maps with two lanes each, tree, units, texts, office."""

    document: Document
    map: str
    other: str
    pool: str
    camat: str
    staf: str
    start: str
    write: str
    ok: str
    end: str
    a: str
    b: str
    yes: str
    no: str
    head: str
    first: str
    second: str
    unit: str

    def node(self, element_id: str) -> Node:
        return self.document.node(self.map, element_id)

    def flow(self, element_id: str) -> Flow:
        return self.document.flow(self.map, element_id)


def sound() -> Sound:
    document = counting()
    with document.transaction(EDIT) as tx:
        tree.set_office(
            tx, name="Kecamatan Wonoasih", kind="kecamatan", region="Probolinggo", region_kind="kota",
            head=Person(title="Camat", name="Nama Camat", rank="Pembina", nip="19800101 200801 1 001"),
        )  # fmt: skip
        tree.set_book(tx, year="2026", place="Probolinggo", date="Juni 2026")
        unit = tree.create_unit(tx, "Camat").id
        tree.create_unit(tx, "Sub Bagian Tata Usaha", aliases=("TU",))
        head = tree.create_process(tx, "Persuratan", owner=unit).id
        first = tree.create_process(tx, "Penatausahaan Surat Masuk", head).id
        second = tree.create_process(tx, "Penatausahaan Surat Keluar", head).id
        texts = {
            f"process:{head}:intro": "Persuratan terdiri dari 2 (dua) sub proses, yaitu P1.1 dan P1.2.",
            f"process:{first}:intro": "Penatausahaan surat masuk dimulai dari sebagai berikut:",
            f"process:{second}:steps": "Penatausahaan surat keluar dimulai dari konsep.",
        }
        for slot, line in texts.items():
            tree.set_text(tx, slot, (Block(text=line),))
        drawn = _draw(tx, first)
        other = _draw(tx, second)["map"]
    return Sound(document, other=other, head=head, first=first, second=second, unit=unit, **drawn)


def _draw(tx: Transaction, process: str) -> dict[str, str]:
    m = maps.create_map(tx, "", process=process).id
    pool = lanes.add_pool(tx, m, Rect(0, 0, 900, 130), "Kecamatan").id
    camat = lanes.add_lane(tx, m, pool, name="Camat").id
    staf = lanes.add_lane(tx, m, pool, name="Sub Bagian Tata Usaha", height=130).id
    ids = {"map": m, "pool": pool, "camat": camat, "staf": staf}
    for name, kind, x, y, text in (
        ("start", "event.start", 120, 60, ""),
        ("write", "task", 260, 60, "Menulis surat"),
        ("ok", "gateway.exclusive", 420, 190, "Sesuai?"),
        ("end", "event.end", 700, 190, ""),
    ):
        ids[name] = shapes.create(tx, m, kind, Point(x, y), name=text).id
    for name, source, target, answer in (
        ("a", "start", "write", ""),
        ("b", "write", "ok", ""),
        ("yes", "ok", "end", "Ya"),
        ("no", "ok", "write", "Tidak"),
    ):
        ids[name] = flows.connect(tx, m, ids[source], ids[target], name=answer).id
    return ids


def rules_of(document: Document) -> list[str]:
    return [f.rule for f in checks.run(document)]


Break = Callable[[Sound, Transaction], object]


def _task(s: Sound, tx: Transaction, x: float = 560, y: float = 60, name: str = "Baru", **fields: Any) -> str:
    return shapes.create(tx, s.map, "task", Point(x, y), name=name, **fields).id


def _put_flow(s: Sound, tx: Transaction, flow: str, **fields: Any) -> None:
    tx.put(replace(s.flow(flow), **fields))


def _unreachable(s: Sound, tx: Transaction) -> None:
    a, b = _task(s, tx), _task(s, tx, 800)
    flows.connect(tx, s.map, a, b)
    flows.connect(tx, s.map, b, s.end)


def _dead_end(s: Sound, tx: Transaction) -> None:
    split = shapes.create(tx, s.map, "gateway.parallel", Point(560, 60)).id
    flows.insert(tx, s.map, s.yes, split)
    flows.connect(tx, s.map, split, _task(s, tx, 800))


def _insert(s: Sound, tx: Transaction, kind: str) -> str:
    node = shapes.create(tx, s.map, kind, Point(560, 190), name="X").id
    flows.insert(tx, s.map, s.yes, node)
    return node


def _splits(s: Sound, tx: Transaction) -> None:
    step = _insert(s, tx, "task")
    flows.connect(tx, s.map, step, s.end)


def _text(slot: str, line: str) -> Break:
    return lambda s, tx: tree.set_text(tx, slot.format(**s._asdict()), (Block(text=line),))


def _map_named(name: str, **fields: str) -> Break:
    def verb(s: Sound, tx: Transaction) -> None:
        tx.put(Map(id="extra", name=name, **{"kind": "free", "order": 9, **fields}))  # type: ignore[arg-type]

    return verb


def _chain(*verbs: Break) -> Break:
    def verb(s: Sound, tx: Transaction) -> None:
        for one in verbs:
            one(s, tx)

    return verb


def _call(**fields: str) -> Break:
    def verb(s: Sound, tx: Transaction) -> None:
        shapes.change_kind(tx, s.map, s.write, "call", **fields)

    return verb


BREAKS: dict[str, Break] = {
    "no_start": lambda s, tx: shapes.delete(tx, s.map, [s.start, s.a]),
    "no_end": lambda s, tx: (
        shapes.delete(tx, s.map, [s.end, s.no]),
        flows.connect(tx, s.map, s.ok, s.write, name="Tidak"),
        flows.connect(tx, s.map, s.ok, s.write, name="Ya"),
    ),
    "several_starts": lambda s, tx: flows.connect(
        tx, s.map, shapes.create(tx, s.map, "event.start", Point(120, 190)).id, s.write
    ),
    "unreachable": _unreachable,
    "dead_end": _dead_end,
    "loose_flow": lambda s, tx: tx.put(
        replace(s.flow(s.b), id="loose", source="", target="", points=(Point(0, 900), Point(90, 900)))
    ),
    "guessed_ends": lambda s, tx: _put_flow(s, tx, s.b, target=""),
    "forbidden_flow": lambda s, tx: (
        flows.connect(tx, s.map, _outside(s, tx), s.write, "message")
        and _put_flow(s, tx, s.b, kind="message")
    ),
    "self_flow": lambda s, tx: _put_flow(s, tx, s.no, source=s.write, condition="conditional"),
    "task_splits": _splits,
    "decision_one_branch": lambda s, tx: _insert(s, tx, "gateway.exclusive"),
    "gateway_needless": lambda s, tx: _insert(s, tx, "gateway.parallel"),
    "decision_no_question": lambda s, tx: shapes.rename(tx, s.map, s.ok, ""),
    "branch_unnamed": lambda s, tx: shapes.rename(tx, s.map, s.yes, " "),
    "branch_same": lambda s, tx: shapes.rename(tx, s.map, s.no, "ya"),
    "task_unnamed": lambda s, tx: shapes.rename(tx, s.map, s.write, ""),
    "lane_unnamed": lambda s, tx: shapes.rename(tx, s.map, s.camat, ""),
    "default_name": lambda s, tx: shapes.rename(tx, s.map, s.ok, "Keputusan 2"),
    "lane_empty": lambda s, tx: lanes.add_lane(tx, s.map, s.pool, name="TU"),
    "outside_lanes": lambda s, tx: tx.put(replace(s.node(s.write), bounds=Rect(5, 30, 40, 30))),
    "overlap": lambda s, tx: tx.put(replace(s.node(s.end), bounds=s.node(s.ok).bounds.moved(9, 9))),
    "lane_two_units": lambda s, tx: (
        tree.create_unit(tx, "Camat/Sekretaris"),
        shapes.rename(tx, s.map, s.camat, "Camat/Sekretaris"),
    ),
    "unit_spelling": lambda s, tx: shapes.rename(tx, s.map, s.staf, "Subbag Tata Ussaha"),
    "unit_twice": lambda s, tx: tree.create_unit(tx, "SUBBAGIAN TU"),
    "lane_not_listed": lambda s, tx: shapes.rename(tx, s.map, s.staf, "Pengurus Barang"),
    "lane_unit_gone": lambda s, tx: shapes.change(tx, s.map, s.camat, unit="gone"),
    "lane_unit_name": lambda s, tx: shapes.change(tx, s.map, s.staf, unit=s.unit),
    "code_differs": lambda s, tx: maps.rename_map(tx, s.map, "P4.3.1 Building"),
    "code_unknown": _map_named("P7 Lainnya"),
    "code_twice": _chain(
        _map_named("P1.1 Satu"), lambda s, tx: tx.put(Map(id="x2", name="P.1.1 Dua", order=10))
    ),
    "code_order": lambda s, tx: (
        tree.change_process(tx, s.first, pinned=3) or tree.change_process(tx, s.second, pinned=2)
    ),
    "code_style": _chain(
        _map_named("P1 Satu"), lambda s, tx: tx.put(Map(id="x2", name="P.1.1 Dua", order=10))
    ),
    "title_case": lambda s, tx: tree.rename_process(tx, s.second, "PENATAUSAHAAN SURAT KELUAR"),
    "same_title": _map_named("Penatausahaan Surat Masuk"),
    "same_process": lambda s, tx: tree.rename_process(tx, s.second, "Penatausahan surat masuk"),
    "process_unnamed": lambda s, tx: tree.rename_process(tx, s.head, ""),
    "process_alone": lambda s, tx: tree.move_process(tx, s.second, ""),
    "process_no_owner": lambda s, tx: tree.change_process(tx, s.second, owner="gone"),
    "process_no_map": lambda s, tx: maps.delete_map(tx, s.other),
    "map_no_narrative": lambda s, tx: tree.set_text(tx, f"process:{s.second}:steps", ()),
    "map_no_process": lambda s, tx: maps.change_map(tx, s.other, process="gone"),
    "call_dangling": _call(called="gone"),
    "call_open": _call(),
    "number_words": _text("chapter:x", "Ada 9 (delapan) urusan."),
    "count_wrong": _text("process:{head}:intro", "Persuratan memiliki 3 (tiga) sub proses."),
    "text_code": _text("chapter:x", "Lihat P1.1 dan <b>P.4.2</b>."),
    "text_other_process": _text("process:{second}:steps", "Penatausahaan Surat Masuk dimulai ..."),
    "figure_by_hand": _text("chapter:x", "Lihat Gambar. 3.2 di atas."),
    "follows_nothing": _text("chapter:x", "Uraian tugas sebagai berikut :"),
    "paragraph_twice": lambda s, tx: tree.set_text(tx, "chapter:x", (Block(text=LONG), Block(text=LONG))),
    "nip_wrong": lambda s, tx: tree.set_office(
        tx, officials=(Person(title="Lurah", name="Nama", nip="1980"),)
    ),
    "signer_incomplete": lambda s, tx: tree.set_office(tx, head=Person(title="Camat", name="Nama")),
    "period_missing": lambda s, tx: tree.set_book(tx, date=""),
    "other_office": _text("chapter:x", "surat dikirim kepada sekretaris dinas"),
}


def _outside(s: Sound, tx: Transaction) -> str:
    return lanes.add_pool(tx, s.map, Rect(0, 400, 900, 100), "Luar").id


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


FIXED = ("guessed_ends", "unit_spelling", "lane_not_listed", "lane_unit_name", "code_differs")


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

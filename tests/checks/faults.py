"""For every check a change that makes it find something, and changes that look like it and are right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checks.sound_document import Sound
from msgspec.structs import replace

from probis_editor.commands import drafts, flows, lanes, maps, shapes, tree
from probis_editor.geometry import Point, Rect
from probis_editor.i18n import Translator
from probis_editor.model.affairs import Law
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Map
from probis_editor.model.office import Block, Decree, Person

LONG = "Surat diterima, dicatat dalam buku agenda, dibaca oleh Camat dan diteruskan kepada pelaksana yang ditunjuk."


Break = Callable[[Sound, Transaction], object]


def _task(s: Sound, tx: Transaction, x: float = 560, y: float = 60, name: str = "Baru", **fields: Any) -> str:
    return shapes.create(tx, s.map, "task", Point(x, y), name=name, **fields).id


def _put_flow(s: Sound, tx: Transaction, flow: str, **fields: Any) -> None:
    tx.put(replace(s.flow(flow), **fields))


def _scanned(s: Sound, tx: Transaction, steps: int) -> None:
    made = maps.create_map(tx, "Peta pindaian", kind="cross_functional", process="").id
    shapes.create(tx, made, "image", bounds=Rect(0, 0, 800, 500))
    for at in range(steps):
        shapes.create(tx, made, "task", Point(100 + 150 * at, 100), name=f"Langkah {at}")


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
    "law_twice": lambda s, tx: (
        tx.put(Law(id="a", rank="uu", number="23", year=2014, about="Pemerintahan Daerah")),
        tx.put(Law(id="b", rank="uu", number="23", year=2014, about="Pemda")),
    ),
    "no_start": lambda s, tx: shapes.delete(tx, s.map, [s.start, s.a]),
    "no_end": lambda s, tx: (
        shapes.delete(tx, s.map, [s.end, s.no]),
        flows.connect(tx, s.map, s.ok, s.write, name="Tidak"),
        flows.connect(tx, s.map, s.ok, s.write, name="Ya"),
    ),
    "several_starts": lambda s, tx: flows.connect(
        tx,
        s.map,
        shapes.create(tx, s.map, "event.start", Point(120, 190)).id,
        shapes.create(tx, s.map, "event.end", Point(850, 60)).id,
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
    "text_cut": lambda s, tx: shapes.change(tx, s.map, s.write, name="Memeriksa kelengkapan berkas " * 20),
    "lane_two_units": lambda s, tx: shapes.rename(tx, s.map, s.camat, "Camat/Sekretaris"),
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
    "count_typed": _text("process:{head}:intro", "Persuratan memiliki dua sub proses."),
    "unit_count": _chain(
        lambda s, tx: tree.create_unit(tx, "Kelurahan", repeat=6),
        _text("chapter:x", "Ada 5 (lima) kelurahan."),
    ),
    "text_code": _text("chapter:x", "Lihat P1.1 dan <b>P.4.2</b>."),
    "text_other_process": _text("process:{second}:steps", "Penatausahaan Surat Masuk dimulai ..."),
    "text_code_form": _text("chapter:x", "Lihat P.1.2 di atas."),
    "office_code": _chain(
        lambda s, tx: tree.set_settings(tx, code_prefix="KEC."), _text("chapter:x", "Lihat KEC.7.1 di atas.")
    ),
    "reference_lost": _text("chapter:x", 'Lihat <ref code="gone"/>.'),
    "narrative_stale": lambda s, tx: (
        drafts.draft(tx, s.map, Translator("id")),
        shapes.rename(tx, s.map, s.write, "Menyusun surat"),
    ),
    "text_alias": _text("chapter:x", "Berkas diserahkan kepada TU."),
    "party_unused": lambda s, tx: tree.create_unit(tx, "Masyarakat", "party"),
    "figure_by_hand": _text("chapter:x", "Lihat Gambar. 3.2 di atas."),
    "follows_nothing": _text("chapter:x", "Uraian tugas sebagai berikut :"),
    "paragraph_twice": lambda s, tx: tree.set_text(tx, "chapter:x", (Block(text=LONG), Block(text=LONG))),
    "nip_wrong": lambda s, tx: tree.set_office(
        tx, officials=(Person(title="Lurah", name="Nama", nip="1980"),)
    ),
    "map_empty": lambda s, tx: maps.create_map(tx, "Peta kosong", kind="free"),
    "map_scanned": lambda s, tx: _scanned(s, tx, 0),
    "title_long": lambda s, tx: tree.rename_process(tx, s.document.map(s.map).process, "Penataan surat " * 9),
    "decree_no_laws": lambda s, tx: tree.set_book(tx, decree=Decree()),
    "mark_in_text": lambda s, tx: (
        tree.set_book(tx, signing="mark", mark="#"),
        shapes.rename(tx, s.map, s.write, "Mencatat surat #2"),
    ),
    "signer_incomplete": lambda s, tx: tree.set_office(tx, head=Person(title="Camat", name="Nama")),
    "period_missing": lambda s, tx: tree.set_book(tx, date=""),
    "other_office": _text("chapter:x", "surat dikirim kepada sekretaris dinas"),
}


def _outside(s: Sound, tx: Transaction) -> str:
    return lanes.add_pool(tx, s.map, Rect(0, 400, 900, 100), "Luar").id


QUIET: list[tuple[str, Break]] = [
    (
        "several_starts",
        lambda s, tx: flows.connect(
            tx, s.map, shapes.create(tx, s.map, "event.start", Point(120, 190)).id, s.write
        ),
    ),
    ("lane_two_units", lambda s, tx: shapes.rename(tx, s.map, s.camat, "Bagian Pengadaan Barang/Jasa")),
    (
        "lane_two_units",
        lambda s, tx: (
            tree.create_unit(tx, "Staf/Petugas"),
            shapes.rename(tx, s.map, s.camat, "Staf/Petugas"),
        ),
    ),
    ("unit_spelling", lambda s, tx: shapes.rename(tx, s.map, s.staf, "TU")),
    ("unit_spelling", lambda s, tx: shapes.rename(tx, s.map, s.camat, "Kepala Sub Bagian Tata Usaha")),
    ("lane_not_listed", lambda s, tx: shapes.rename(tx, s.map, s.staf, "Subbag TU")),
    ("nip_wrong", lambda s, tx: tree.set_office(tx, head=Person(name="x", nip="00000000 000000 0 000"))),
    (
        "process_no_map",
        lambda s, tx: (maps.delete_map(tx, s.other), tree.change_process(tx, s.second, parties=(s.unit,))),
    ),
    ("map_scanned", lambda s, tx: _scanned(s, tx, 4)),
    (
        "title_long",
        lambda s, tx: tree.rename_process(tx, s.document.map(s.map).process, "Penataan surat " * 7),
    ),
    ("mark_in_text", lambda s, tx: shapes.rename(tx, s.map, s.write, "Mencatat surat #2")),
    (
        "mark_in_text",
        lambda s, tx: (
            tree.set_book(tx, signing="mark", mark="^"),
            shapes.rename(tx, s.map, s.write, "Mencatat surat #2"),
        ),
    ),
    ("branch_unnamed", lambda s, tx: shapes.change(tx, s.map, s.yes, name="", condition="default")),
    ("decision_one_branch", lambda s, tx: _joins(s, tx)),
    ("overlap", lambda s, tx: shapes.create(tx, s.map, "event.catch", Point(260, 90), attached=s.write)),
    ("code_differs", lambda s, tx: maps.rename_map(tx, s.map, "P.1.1. Surat")),
    ("same_title", _map_named("Penatausahaan Surat Masuk", kind="subprocess")),
    ("no_start", _map_named("Relasi", kind="relation")),
    ("text_other_process", _text("process:{head}:intro", "Meliputi Penatausahaan Surat Masuk.")),
    ("number_words", _text("chapter:x", "Ada 23 (dua puluh tiga) urusan dan 102 (orang).")),
    ("count_wrong", _text("chapter:x", "Ada 3 (tiga) sub proses.")),
    (
        "count_wrong",
        _text("process:{head}:intro", "Salah satu sub proses, Rp. 1.3 subproses dan subproses 7."),
    ),
    ("count_typed", _text("process:{head}:intro", 'Memiliki <ref count="children"/> sub proses.')),
    (
        "unit_count",
        _chain(
            lambda s, tx: tree.create_unit(tx, "Kelurahan", repeat=6),
            _text("chapter:x", "Setiap kelurahan, 6 (enam) Kelurahan, 1 kelurahan."),
        ),
    ),
    ("text_code", _text("chapter:x", "PP 12 dan P1.2 serta P.1.2")),
    ("follows_nothing", _text("chapter:x", "Sebagai berikut ini uraiannya.")),
    ("other_office", _text("chapter:x", "Kepala Dinas Kesehatan Pemerintah Kota Probolinggo")),
]


def _joins(s: Sound, tx: Transaction) -> None:
    join = _insert(s, tx, "gateway.exclusive")
    flows.connect(tx, s.map, s.write, join)

"""Imported maps find their places in the tree by code, their actors in the list; all of it is one undo step."""

from __future__ import annotations

from itertools import count
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probis_editor.commands import import_codes, import_places, import_units, importing, lanes, maps, tree
from probis_editor.commands.import_units import UNIT
from probis_editor.commands.in_step import keep_in_step
from probis_editor.geometry import Rect
from probis_editor.model import numbering
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.model.history import History
from probis_editor.model.office import Process, Settings, Unit

EDIT = label("cmd.test")


def numbered(tag: str, *records: Settings) -> Document:
    document = Document(records)
    numbers = count(1)
    document.new_id = lambda: f"{tag}-{next(numbers)}"
    return document


def incoming(*named: str, actors: tuple[str, ...] = ()) -> Document:
    """Maps of these names, each with a pool whose lanes bear the actors' names."""
    document = numbered("in")
    with document.transaction(EDIT) as tx:
        for name in named:
            map_id = maps.create_map(tx, name, kind="free").id
            if actors:
                pool = lanes.add_pool(tx, map_id, Rect(0, 0, 800, 120), "Kantor").id
                for actor in actors:
                    lanes.add_lane(tx, map_id, pool, name=actor)
    for one in document.maps():
        document.remember(one.id)
    return document


def office(*coded: tuple[str, str], settings: Settings | None = None) -> Document:
    """A document whose tree has these (parent's name, name) processes."""
    document = numbered("own", settings or Settings())
    with document.transaction(EDIT) as tx:
        ids: dict[str, str] = {"": ""}
        for parent, name in coded:
            ids[name] = tree.create_process(tx, name, ids[parent]).id
    keep_in_step(document)
    return document


def named(document: Document, name: str) -> Process:
    (found,) = [p for p in document.of_type(Process) if p.name == name]
    return found


def map_id(document: Document, name: str) -> str:
    (found,) = [m.id for m in document.maps() if name in m.name]
    return found


@pytest.mark.parametrize(
    ("name", "numbers", "title"),
    [
        ("P1.1.2 Surat Keluar", (1, 1, 2), "Surat Keluar"),
        ("KECKLB.02.01.CFM.01 Pelayanan KTP", (2, 1, 1), "Pelayanan KTP"),
        ("P.1.2.1.1", (1, 2, 1, 1), "P.1.2.1.1"),
        ("P.1.1. Persuratan", (1, 1), "Persuratan"),
        ("Peta lintas fungsi P1.1.2 Surat Keluar", (1, 1, 2), "Peta lintas fungsi Surat Keluar"),
        ("P1.1.2_Surat_Keluar", (1, 1, 2), "Surat Keluar"),
        ("P 4 Trantib", (4,), "Trantib"),
    ],
)
def test_code_in_a_name(name: str, numbers: tuple[int, ...], title: str) -> None:
    code = import_codes.code_of_name(name)
    assert code is not None
    assert code.numbers == numbers
    assert import_codes.title_of_name(name) == title


@pytest.mark.parametrize(
    "name", ["Surat Keluar", "Diagram 1", "RT.02 RW.03", "Form P2 lama", "Versi 1.2", ""]
)
def test_no_code_in_a_name(name: str) -> None:
    assert import_codes.code_of_name(name) is None


@pytest.mark.parametrize(
    "written", ["P1.1.2", "P.1.2.1.1", "KECKLB.02.01.CFM.01", "P4", "KECKLB.03.02", "P10.12"]
)
def test_codes_come_out_as_they_were_written(written: str) -> None:
    source = incoming(f"{written} Nama")
    document = office(settings=Settings(origin="bizagi-bpm"))
    with document.transaction(EDIT) as tx:
        importing.take(tx, source, importing.proposed(importing.propose(document, source), []))
    assert numbering.code(document, named(document, "Nama").id) == written
    assert document.maps()[0].name == f"{written} Nama"


def test_missing_nodes_are_proposed_once_and_named_by_folders() -> None:
    source = incoming("P1.1.2 Surat Keluar", "P1.1.1 Surat Masuk", "Lain-lain")
    hints = {map_id(source, "Masuk"): ("x", "P1.1 Persuratan", "P1")}
    found = importing.propose(office(), source, hints)
    assert [(s.number, s.name) for s in found.spots] == [
        (1, ""), (1, "Persuratan"), (1, "Surat Masuk"), (2, "Surat Keluar")
    ]  # fmt: skip
    assert found.of[map_id(source, "Lain")] == ""


def test_map_without_a_name_is_called_after_its_file() -> None:
    source = incoming("Diagram 1")
    key = source.maps()[0].id
    found = importing.propose(office(), source, {key: ("P2.1 Pelayanan KTP",)})
    assert (found.codes[key], found.titles[key]) == ("P2.1", "Pelayanan KTP")


def test_existing_processes_are_found_by_code_and_by_name() -> None:
    document = office(("", "Umum"), ("Umum", "Surat Masuk"), ("Umum", "Surat Keluar"), ("", "Pengaduan"))
    source = incoming("P1.2 Surat Keluar", "pengaduan", "P1.1 Musrenbang", "P1.3 Arsip", "KEC.01 Lain")
    found = importing.propose(document, source)
    assert found.of[map_id(source, "Keluar")] == named(document, "Surat Keluar").id
    assert found.of[map_id(source, "pengaduan")] == named(document, "Pengaduan").id
    assert found.why[map_id(source, "Musrenbang")] == "differs"
    assert found.why[map_id(source, "Lain")] == "letters"
    (spot,) = found.spots
    assert (spot.parent, spot.number, spot.name) == (named(document, "Umum").id, 3, "Arsip")
    assert found.scheme == {}


def test_code_twice_and_process_with_a_map_are_left_to_the_user() -> None:
    document = office(("", "Umum"))
    with document.transaction(EDIT) as tx:
        maps.create_map(tx, "x", process=named(document, "Umum").id)
    source = incoming("P1 Umum", "P2 Satu", "P2 Dua")
    found = importing.propose(document, source)
    assert [found.why[m.id] for m in source.maps()] == ["taken", "code", "double"]


def test_gaps_are_pinned_and_order_follows_the_numbers() -> None:
    document = office(("", "Satu"), ("", "Dua"))
    source = incoming("P5 Lima", "P3 Tiga", "P1.4 Anak")
    with document.transaction(EDIT) as tx:
        importing.take(tx, source, importing.proposed(importing.propose(document, source), []))
    codes = {p.name: numbering.code(document, p.id) for p in document.of_type(Process)}
    assert codes == {"Satu": "P1", "Anak": "P1.4", "Dua": "P2", "Tiga": "P3", "Lima": "P5"}


def test_spots_that_nobody_needs_are_not_planted() -> None:
    source = incoming("P1.1 Satu", "P2.1 Dua")
    document = office()
    found = importing.propose(document, source)
    places = {**found.of, map_id(source, "Dua"): ""}
    with document.transaction(EDIT) as tx:
        importing.take(tx, source, importing.Choices(spots=found.spots, places=places))
    assert sorted(p.name for p in document.of_type(Process)) == ["", "Satu"]


PATHS = st.lists(st.integers(1, 12), min_size=1, max_size=4).map(tuple)


@settings(max_examples=60)
@given(
    st.sets(PATHS, min_size=1, max_size=12),
    st.sampled_from(["P", "P.", "KECKLB."]),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_any_codes_come_out_as_they_were_written(
    paths: set[tuple[int, ...]], prefix: str, wide: bool, chance: Random
) -> None:
    written = {path: prefix + ".".join(f"{n:02d}" if wide else str(n) for n in path) for path in paths}
    if wide and not any(n < 10 for path in paths for n in path):
        return  # nothing tells that the numbers have two digits
    named = [f"{code} Proses {at}" for at, code in enumerate(sorted(written.values()))]
    chance.shuffle(named)
    source, document = incoming(*named), office(settings=Settings(origin="bizagi-bpm"))
    history = History(document)
    before = document.snapshot()
    with document.transaction(EDIT) as tx:
        importing.take(tx, source, importing.proposed(importing.propose(document, source), []))
    codes = {p.name: numbering.code(document, p.id) for p in document.of_type(Process) if p.name}
    assert {f"{code} {name}" for name, code in codes.items()} == set(named)
    assert sorted(m.name for m in document.maps()) == sorted(named)
    history.undo()
    assert document.snapshot() == before


NAMES = ("Kasubbag Tata Usaha", "Camat", "Kasubag TU", "kepala sub bagian tata usaha", "Ketua RT", "Ketua RW")


def test_like_names_are_suggested_as_one() -> None:
    found = {a.name: a for a in importing.actors(office(), incoming("A", actors=NAMES))}
    head = "kepala sub bagian tata usaha"
    assert found["Kasubag TU"].target == found["Kasubbag Tata Usaha"].target == head
    assert [n for n, a in found.items() if a.suggested] == ["Kasubag TU", "Kasubbag Tata Usaha"]


def test_name_that_is_written_out_stands_for_the_others() -> None:
    source = incoming("A", "B", "C", actors=("Subbag TU",))
    with source.transaction(EDIT) as tx:
        pool = lanes.add_pool(tx, source.maps()[0].id, Rect(0, 500, 800, 120), "x").id
        lanes.add_lane(tx, source.maps()[0].id, pool, name="Sub Bagian Tata Usaha")
        lanes.add_lane(tx, source.maps()[0].id, pool, name="SUb Bagian Tata Usaha")
    found = importing.actors(office(), source)
    assert [(a.name, a.lanes, a.target) for a in found] == [
        ("Subbag TU", 3, "Sub Bagian Tata Usaha"),
        ("Sub Bagian Tata Usaha", 1, "Sub Bagian Tata Usaha"),
        ("SUb Bagian Tata Usaha", 1, "Sub Bagian Tata Usaha"),
    ]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Seksi 1", "Seksi 2"),
        ("Ketua RT", "Ketua RW"),
        ("Sekretaris Camat", "Sekretariat Camat"),
        ("Subbag TU", "Kasubbag TU"),
        ("Camat", "Lurah"),
        ("Seksi Pemerintahan", "Seksi Pemerintahan Desa"),
    ],
)
def test_other_units_are_not_suggested(a: str, b: str) -> None:
    assert import_units.likeness(a, b) < import_units.LEAST


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kasubag TU", "Kasubbag Tata Usaha"),
        ("SUbbag Tata Ussaha", "Sub Bagian Tata Usaha"),
        ("Sekcam", "Sekretaris Camat"),
        ("Pemerintahan, Seksi", "Seksi Pemerintahan"),
        ("Kasi Trantib", "Kepala Seksi Ketentraman dan Ketertiban"),
    ],
)
def test_same_unit_in_other_letters(a: str, b: str) -> None:
    assert import_units.likeness(a, b) >= import_units.LEAST


def test_names_become_units_of_the_list() -> None:
    document = office()
    with document.transaction(EDIT) as tx:
        chief = tree.create_unit(tx, "Kepala Subbagian Tata Usaha", short="Kasubbag TU")
    source = incoming("A", "B", actors=("Kasubag TU", "Lurah", "Luurah"))
    found = importing.actors(document, source)
    by_name = {a.name: a for a in found}
    assert by_name["Kasubag TU"].target == UNIT + chief.id
    assert by_name["Lurah"].suggested
    declined = importing.proposed(importing.propose(document, source), found, unify=False).names
    choices = importing.Choices(names=declined | {"Kasubag TU": by_name["Kasubag TU"].target})
    with document.transaction(EDIT) as tx:
        importing.take(tx, source, choices)
    assert sorted(u.name for u in document.of_type(Unit)) == [
        "Kepala Subbagian Tata Usaha",
        "Lurah",
        "Luurah",
    ]
    lane = _lane(document, "Kepala Subbagian Tata Usaha")
    assert lane.unit == chief.id
    kept = document.unit(chief.id)
    assert kept is not None
    assert kept.aliases == ("Kasubag TU",)


def _lane(document: Document, name: str) -> Node:
    return next(
        n for m in document.maps() for n in document.nodes(m.id) if n.kind == "lane" and n.name == name
    )


def test_all_of_it_is_one_undo_step() -> None:
    document = office(("", "Umum"))
    history = History(document)
    before = document.snapshot()
    source = incoming("P1 Umum", "P2.3 Lain", actors=NAMES)
    choices = importing.proposed(importing.propose(document, source), importing.actors(document, source))
    with document.transaction(EDIT) as tx:
        ids = importing.take(tx, source, choices)
    after = document.snapshot()
    assert len(ids) == 2
    assert document.map(ids[0]).process == named(document, "Umum").id
    history.undo()
    assert document.snapshot() == before
    assert not history.can_undo
    history.redo()
    assert document.snapshot() == after


def test_maps_that_are_not_wanted_stay_outside() -> None:
    document, source = office(), incoming("Satu", "Dua")
    with document.transaction(EDIT) as tx:
        importing.take(tx, source, importing.Choices(without=frozenset({map_id(source, "Satu")})))
    assert [m.name for m in document.maps()] == ["Dua"]
    assert document.untouched(document.maps()[0].id)


def test_process_that_is_gone_means_outside_the_tree() -> None:
    document, source = office(), incoming("Satu")
    key = source.maps()[0].id
    with document.transaction(EDIT) as tx:
        importing.take(tx, source, importing.Choices(places={key: "no-such"}))
    assert document.map(key).process == ""
    assert import_places.needed((), {key: "no-such"}) == []

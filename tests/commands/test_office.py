"""Officials whose NIP can be, regulations once and in order, terms, goals, dates with or without a day."""

from __future__ import annotations

import pytest
from small_maps import EDIT, counting
from verbs import trio

from probis_editor.commands import office, tree
from probis_editor.model import laws, people
from probis_editor.model.affairs import Goal, Law, Term
from probis_editor.model.office import Person
from probis_editor.rules.permits import RefusedError

GOOD = "197307091992011001"


@pytest.mark.parametrize(
    ("said", "right"),
    [
        (GOOD, True), ("19730709 199201 1 001", True), ("19730709 199201 3 001", False),
        ("19731309 199201 1 001", False), ("19730230 199201 1 001", False), ("19730709 198001 1 001", False),
        ("19730709 199213 1 001", False), ("1973", False), ("", False),
    ],
)  # fmt: skip
def test_a_nip_has_its_parts(said: str, right: bool) -> None:
    assert (people.nip(said) is not None) is right


def test_officials() -> None:
    document = counting()
    trio(document, lambda tx: office.set_head(tx, name="A", title="Camat", acting="Plt.", nip=GOOD))
    assert document.office.head.nip == "19730709 199201 1 001"
    assert people.signing_title(document.office.head) == "Plt. Camat"
    trio(
        document,
        lambda tx: office.set_officials(tx, [Person(title="Sekretaris", nip="00000000 000000 0 000")]),
    )
    for fields in ({"nip": "123"}, {"acting": "Pjs"}):
        with pytest.raises(RefusedError), document.transaction(EDIT) as tx:
            office.set_head(tx, **fields)
    with pytest.raises(RefusedError), document.transaction(EDIT) as tx:
        office.set_officials(tx, [Person(nip=GOOD)])


def test_regulations_come_once_and_in_order() -> None:
    document = counting()
    texts = (
        "Peraturan Wali Kota Pasuruan Nomor 7 Tahun 2021 tentang Kedudukan;",
        "Peraturan Menteri Dalam Negeri Nomor 1 Tahun 2023 tentang Tata Naskah Dinas",
        "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
        "Undang-undang nomor 25 tahun 2009",
        "Undang-Undang Dasar Negara Republik Indonesia Tahun 1945",
    )
    for text in texts:
        trio(document, lambda tx, text=text: office.add_law(tx, text))
    trio(document, lambda tx: office.add_law(tx, laws.LIBRARY[0]), changes=False)
    found = laws.ordered(document.of_type(Law))
    assert [(w.rank, w.year) for w in found] == [
        ("uud", 1945), ("uu", 2009), ("uu", 2014), ("permen", 2023), ("perkada", 2021),
    ]  # fmt: skip
    assert [laws.cited(w) for w in (found[3], found[4])] == [texts[1], texts[0].rstrip(";")]
    with pytest.raises(RefusedError), document.transaction(EDIT) as tx:
        office.add_law(tx, "permenpan tentang peta")
    with document.transaction(EDIT) as tx:
        unit = tree.create_unit(tx, "U", laws=(found[0].id, found[1].id)).id
    trio(document, lambda tx: office.change_law(tx, found[1].id, about="Pelayanan Publik"))
    trio(document, lambda tx: office.remove_law(tx, found[0].id))
    assert document.unit(unit).laws == (found[1].id,)  # type: ignore[union-attr]
    assert [laws.cited(w) for w in laws.LIBRARY if laws.parsed(laws.cited(w), w.id) != w] == []


def test_terms_and_goals() -> None:
    document = counting()
    trio(document, lambda tx: office.set_term(tx, "SPM", "Surat Perintah  Membayar"))
    assert document.of_type(Term) == [Term(short="SPM", long="Surat Perintah Membayar")]
    trio(document, lambda tx: office.set_term(tx, "SPM", ""))
    with document.transaction(EDIT) as tx:
        process = tree.create_process(tx, "P").id
    goal = trio(document, lambda tx: office.add_goal(tx, "Layanan baik", ["IKM"], [process]))
    trio(document, lambda tx: office.change_goal(tx, goal.id, name="Layanan prima"))
    trio(document, lambda tx: tree.delete_process(tx, process))
    assert document.of_type(Goal)[0].processes == ()
    trio(document, lambda tx: office.remove_goal(tx, goal.id))
    for verb in (office.change_goal, office.change_law):
        with pytest.raises(KeyError), document.transaction(EDIT) as tx:
            verb(tx, "gone")


def test_dates_and_periods() -> None:
    assert people.date_parts("5 Maret 2026") == people.date_parts("2026-03-05") == (2026, 3, 5)
    assert people.date_parts("Juni 2022") == (2022, 6, 0)
    assert people.date_parts("31 Februari 2026") is people.date_parts("besok") is None
    assert (people.a_year_later("Juni 2022"), people.a_year_later("2024-02-29")) == ("2023-06", "2025-02-28")
    assert people.period_years("Tahun 2019 – 2024") == (2019, 2024)
    assert people.period_years("2024-2019") is None

"""Which names mean the same unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probis_editor.checks.office import nip_is_right
from probis_editor.checks.spelling import distance, spelled
from probis_editor.checks.texts import in_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kasubag TU", "Kasubbag Tata Usaha"),
        ("Kepala Sub Bagian Tata Usaha", "KASUBBAG TATA USAHA"),
        ("SUbbag Tata Ussaha", "Sub Bagian Tata Usaha"),
        ("Subbagian Program & Keuangan", "Sub Bagian Program dan Keuangan"),
        ("seksi ketrentaman dan ketertiban", "Seksi Ketentraman dan Ketertiban"),
        ("Sekcam", "Sekretaris Camat"),
        ("Kasi Pemerintahan", "Kepala Seksi Pemerintahan"),
        ("Layanana E-Government", "Layanan E-government"),
        ("Bidang  Anggaran", "bidang anggaran"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert spelled(one).alike(spelled(other))
    assert spelled(other).alike(spelled(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Seksi Pemerintahan", "Kepala Seksi Pemerintahan"),
        ("Seksi Pemerintahan", "Seksi Pelayanan"),
        ("RT", "RW"),
        ("Bidang I", "Bidang II"),
        ("Loket 1", "Loket 2"),
        ("Camat", "Lurah"),
        ("Sekretaris Kecamatan", "Sekretariat Kecamatan"),
        ("Pengawas Sekolah", "Pengawasan Sekolah"),
        ("Sub Bagian Umum", "Sub Bagian Keuangan"),
        ("Kelurahan", "Kecamatan"),
    ],
)
def test_not_alike(one: str, other: str) -> None:
    assert not spelled(one).alike(spelled(other))


def test_distance() -> None:
    assert distance("abc", "abc", 2) == 0
    assert distance("abcd", "abdc", 2) == 1
    assert distance("abcd", "abxcd", 2) == 1
    assert distance("abcd", "wxyz", 2) == 3
    assert distance("a", "abcdef", 2) == 3


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_even_handed(a: str, b: str) -> None:
    assert distance(a, b, 9) == distance(b, a, 9)
    assert (distance(a, b, 9) == 0) is (a == b)
    assert distance(a, b, 9) <= max(len(a), len(b))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (4, "empat"),
        (11, "sebelas"),
        (14, "empat belas"),
        (20, "dua puluh"),
        (33, "tiga puluh tiga"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert in_words(number) == words


def test_nip() -> None:
    assert nip_is_right("19781204 199802 1 001")
    assert nip_is_right("198710132006021002")
    for wrong in (
        "1978120419980210",
        "19781304 199802 1 001",
        "19781204 199802 3 001",
        "19781204 199813 1 001",
        "x",
    ):
        assert not nip_is_right(wrong)

"""Numbers in words, beside those of num2words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from probis_editor.booklet.words import day, spelled
from probis_editor.i18n import Translator


@given(st.integers(0, 999_999))
def test_indonesian_numbers(number: int) -> None:
    assert spelled(number, "id") == num2words(number, lang="id").strip().lower()


def test_what_is_special() -> None:
    wanted = {
        0: "nol",
        11: "sebelas",
        100: "seratus",
        1000: "seribu",
        1011: "seribu sebelas",
        21_000: "dua puluh satu ribu",
    }
    assert {number: spelled(number, "id") for number in wanted} == wanted


def test_days_in_words() -> None:
    found = [day(iso, Translator("id")) for iso in ("2022-06-03", "2022-06", "2022-13", "awal tahun", "")]
    assert found == ["3 Juni 2022", "Juni 2022", "2022-13", "awal tahun", ""]

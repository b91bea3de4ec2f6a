"""Arabic script in drawing order."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from probis_editor.drawing import rtl


def names(text: str) -> list[str]:
    return [unicodedata.name(char) for char in text]


def test_letters_join_and_the_word_is_turned() -> None:
    assert names(rtl.visual("ثبت")) == [
        "ARABIC LETTER TEH FINAL FORM",
        "ARABIC LETTER BEH MEDIAL FORM",
        "ARABIC LETTER THEH INITIAL FORM",
    ]


def test_letters_that_do_not_reach_on_end_a_join() -> None:
    assert names(rtl.visual("دا")) == ["ARABIC LETTER ALEF ISOLATED FORM", "ARABIC LETTER DAL ISOLATED FORM"]


def test_lam_and_alef_are_one_form() -> None:
    assert names(rtl.visual("سلام")) == [
        "ARABIC LETTER MEEM ISOLATED FORM",
        "ARABIC LIGATURE LAM WITH ALEF FINAL FORM",
        "ARABIC LETTER SEEN INITIAL FORM",
    ]


def test_numbers_and_latin_keep_their_order() -> None:
    assert rtl.visual("א 12.5 ב") == "ב 12.5 א"
    assert rtl.visual("Form 12 א(ב) 73") == "Form 12 73 (ב)א"
    assert rtl.visual("א Form B 2 ב") == "ב Form B 2 א"


@given(st.text(st.sampled_from(list("abc 12()ابتسلاد\u064b\u05d0\u05d1")), max_size=20))
def test_nothing_is_lost(text: str) -> None:
    shown = unicodedata.normalize("NFKC", rtl.visual(text))
    mirrored = str.maketrans("()", "((")
    assert sorted(shown.translate(mirrored)) == sorted(text.translate(mirrored))


def test_left_to_right_text_is_left_alone() -> None:
    assert not rtl.occurs("Surat → masuk é")
    assert rtl.visual("Surat (masuk) 12") == "Surat (masuk) 12"

"""Hyphenation without pyphen's slow start gives pyphen's answers."""

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probis_editor.booklet.hyphens import Patterns

OWN = {language: Patterns(language) for language in ("id_ID", "en_GB")}
PEER = {language: pyphen.Pyphen(lang=language, left=0, right=0) for language in OWN}
WORDS = [
    "pemerintahan",
    "kelurahan",
    "ketatausahaan",
    "penyelenggaraan",
    "pertanggungjawaban",
    "mempertimbangkan",
    "disposisi",
    "Kecamatan",
    "PENATAUSAHAAN",
    "musyawarah",
    "renstra",
    "peta",
    "a",
    "ab",
    "tugas-tugas",
    "e-Kinerja",
    "2026",
    "Rp1.000",
    "naïve",
    "ſtraße",
]


@pytest.mark.parametrize("language", OWN)
@pytest.mark.parametrize("word", WORDS)
def test_known_words(language: str, word: str) -> None:
    assert list(OWN[language].positions(word)) == PEER[language].positions(word)


@pytest.mark.parametrize("language", OWN)
@given(word=st.text("abcdefghijklmnopqrstuvwxyz-'.é0", min_size=1, max_size=24))
def test_any_word(language: str, word: str) -> None:
    positions = OWN[language].positions(word)
    assert [at for at in positions if 0 <= at <= len(word)] == PEER[language].positions(word)


def test_unknown_language() -> None:
    with pytest.raises(KeyError):
        Patterns("xx_XX")

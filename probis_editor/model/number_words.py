"""Whole numbers in Indonesian words."""

from __future__ import annotations

_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def in_words(number: int) -> str:
    """A number from 0 to 999 999 in words, in lower case. Raises ValueError for others."""
    if not 0 <= number < 1_000_000:
        raise ValueError(number)
    return _said(number) or _DIGITS[0]


def _said(number: int) -> str:
    """ "" for 0."""
    if number >= 1000:
        many, rest = divmod(number, 1000)
        head = "seribu" if many == 1 else f"{_said(many)} ribu"
    elif number >= 100:
        many, rest = divmod(number, 100)
        head = "seratus" if many == 1 else f"{_DIGITS[many]} ratus"
    elif number >= 20:
        many, rest = divmod(number, 10)
        head = f"{_DIGITS[many]} puluh"
    elif number >= 12:
        return f"{_DIGITS[number - 10]} belas"
    else:
        return ("", *_DIGITS[1:], "sepuluh", "sebelas")[number]
    return f"{head} {_said(rest)}".rstrip()

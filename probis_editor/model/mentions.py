"""Names inside texts: found as whole words, and not where they are part of a longer known name."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def escaped(text: str) -> str:
    """Plain text as markup."""
    for raw, mark in _ESCAPES:
        text = text.replace(raw, mark)
    return text


def replaced(text: str, old: str, new: str, known: Iterable[str] = ()) -> str:
    """The text with every mention of the name `old` as `new`.

    A mention inside a longer name of `known` is none: "Camat" is not mentioned in "Sekretaris Camat".
    """
    if not old or old not in text:
        return text
    names = {old, *(name for name in known if old in name)}
    pattern = "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", lambda m: new if m.group() == old else m.group(), text)


def mentions(text: str, name: str, known: Iterable[str] = ()) -> bool:
    """Whether the text mentions the name, see `replaced`."""
    return replaced(text, name, "\0", known) != text if name and name in text else False

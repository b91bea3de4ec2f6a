"""The two tables fit each other and the code; numbers and dates are written the Indonesian way."""

from __future__ import annotations

import ast
import datetime as dt
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from probis_editor import i18n, resources
from probis_editor.i18n import Translator, texts

PACKAGE = Path(i18n.__file__).parent
KEYS = {language: frozenset(texts(language)) for language in i18n.LANGUAGES}
_PLURAL = re.compile(r"\.(one|other)$")


def base(key: str) -> str:
    return _PLURAL.sub("", key)


def placeholders(template: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


@cache
def trees() -> list[tuple[str, ast.Module]]:
    return [
        (path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
        if not path.relative_to(PACKAGE).parts[0].startswith("_r")
    ]


def translator_call(node: ast.AST) -> ast.Call | None:
    """`tr("…")`, `self.tr("…")`, `self._tr("…")`: a call of something named tr."""
    if not isinstance(node, ast.Call) or not node.args:
        return None
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return node if name in ("tr", "_tr") else None


def test_same_keys_in_both_tables() -> None:
    indonesian, english = ({base(key) for key in KEYS[language]} for language in ("id", "en"))
    assert sorted(indonesian ^ english) == []


def test_same_placeholders_in_both_tables() -> None:
    wrong = []
    for key in sorted({base(key) for key in KEYS["id"]}):
        used = [
            frozenset().union(
                *(placeholders(text) for name, text in texts(language).items() if base(name) == key)
            )
            for language in i18n.LANGUAGES
        ]
        if len(set(used)) > 1:
            wrong.append((key, *map(sorted, used)))
    assert wrong == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_texts_are_well_formed(language: str) -> None:
    for key, text in texts(language).items():
        assert text.strip(), key
        assert re.fullmatch(r"[a-z0-9_\-]+(\.[A-Za-z0-9_\-]+)+", key), key
        for _, name, _, _ in string.Formatter().parse(text):
            assert name is None or name.isidentifier(), f"{key}: {{{name}}}"


def test_every_plural_has_its_general_form() -> None:
    for language, keys in KEYS.items():
        lost = [key for key in sorted(keys) if key.endswith(".one") and f"{base(key)}.other" not in keys]
        assert lost == [], language


def test_every_key_in_the_code_exists() -> None:
    tr = Translator("id")
    missing = []
    for path, tree in trees():
        for node in ast.walk(tree):
            call = translator_call(node)
            if call and isinstance(call.args[0], ast.Constant) and call.args[0].value not in tr:
                missing.append(f"{path}:{call.lineno} {call.args[0].value}")
    assert missing == []


def test_every_key_is_used() -> None:
    """A key is used if it stands in the code, or begins as a text that the code completes (`f"kind.{id}"`)."""
    literals: set[str] = set()
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
    begun = tuple(sorted(text for text in literals if re.fullmatch(r"[a-z0-9_\-]+(\.[a-z0-9_\-]+)*\.", text)))
    keys = sorted({base(key) for key in KEYS["id"]})
    assert [key for key in keys if key not in literals and not key.startswith(begun)] == []


def test_unknown_key_is_its_own_text_and_missing_argument_stays() -> None:
    tr = Translator("id")
    assert tr("no.such") == "no.such"
    assert "no.such" not in tr
    assert "app.name" in tr
    with pytest.raises(ValueError, match="unknown language"):
        Translator("xx")


def test_arguments_and_plural(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {
        "a.one": "one of {name}",
        "a.other": "{n} of {name}",
        "b": "{{x}} {day} {size}",
        "c.other": "{n} c",
    }
    monkeypatch.setattr(i18n, "texts", lambda _language: table)
    tr = Translator("en")
    assert tr("a", n=1, name="x") == "one of x"
    assert tr("a", n=2, name="x") == "2 of x"
    assert tr("a", n=2) == "2 of {name}"
    assert tr("c", n=1) == "1 c"
    assert tr("b", day=dt.date(2026, 3, 3), size=12345.5) == "{x} 3 March 2026 12,345.5"
    assert tr("a", n=2026, name=10000) == "2026 of 10,000"


def test_dates_and_numbers() -> None:
    indonesian, english = Translator("id"), Translator("en")
    assert indonesian.date(dt.date(2026, 3, 3)) == "3 Maret 2026"
    assert english.date(dt.date(2026, 12, 31)) == "31 December 2026"
    assert indonesian.number(1234.5) == "1.234,5"
    assert indonesian.number(1234567) == "1.234.567"
    assert indonesian.number(0.5, 2) == "0,50"
    assert indonesian.number(-0.00001) == "0"
    assert english.number(1234.5) == "1,234.5"
    assert indonesian.number(3.0) == "3"
    with pytest.raises(IndexError):
        indonesian.month(13)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_tables_are_read_as_toml(language: str) -> None:
    def leaves(table: dict[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
        for name, value in table.items():
            if isinstance(value, dict):
                yield from leaves(value, f"{prefix}{name}.")
            else:
                yield prefix + name, value

    source = resources.read_text(f"i18n/{language}.toml")
    assert dict(leaves(tomllib.loads(source))) == dict(texts(language))


def test_what_is_no_plain_line_is_read_too() -> None:
    source = '[a]\nb = "c"\n# said\n[a.d]\ne.f = "\\"g\\""\nh = \'i\'\n"j" = "k"  # l\n'
    assert i18n._flat(source) == {"a.b": "c", "a.d.e.f": '"g"', "a.d.h": "i", "a.d.j": "k"}
    assert i18n._flat(source + 'm = """\nn\no"""\n') == i18n._flat(source) | {"a.d.m": "n\no"}

"""The table of checks and what runs it. A check is a function that yields hits; its row says how grave they are."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from probis_editor.checks.views import MapView, Whole
from probis_editor.i18n import Translator
from probis_editor.model.changes import Label
from probis_editor.model.document import Document, Transaction

ERROR, ADVICE = "error", "advice"
"""Severities: what has to be mended before the book is signed, and what had better be."""

Args = tuple[tuple[str, str | int], ...]

_log = logging.getLogger(__name__)
_LONGEST = 60


class Fix(NamedTuple):
    """What "Perbaiki" does: a verb to run in a transaction under `label`."""

    label: Label
    verb: Callable[[Transaction], object]


class Finding(msgspec.Struct, frozen=True):
    """One thing to mend. `key` and `args` make its sentence; `place` is the title of the map it lies on.

    An argument `reason` is itself an i18n key (of a rule in `permits`).

    `map` is "" for findings on the tree, the units, the office or a text; then `element` is a process id, a unit id,
    a text's slot or "".
    """

    rule: str
    severity: str
    map: str
    element: str
    key: str
    args: Args = ()
    place: str = ""
    fix: Fix | None = None


class Hit(NamedTuple):
    """What a check yields."""

    element: str
    args: Args
    fix: Fix | None
    map: str
    key: str


def hit(element: str = "", *, fix: Fix | None = None, map: str = "", key: str = "", **args: str | int) -> Hit:
    """A hit on an element. `map` is only needed from checks of the whole; `key` where the rule has several texts."""
    return Hit(element, tuple(args.items()), fix, map, key)


class Rule(NamedTuple):
    """A row of the table; `run` yields the hits in a document, map by map for checks of single maps."""

    id: str
    severity: str
    run: Callable[[Whole], Iterator[tuple[str, Hit]]]


_RULES: dict[str, Rule] = {}


def rule(
    rule_id: str, severity: str
) -> Callable[[Callable[[Whole], Iterable[Hit]]], Callable[[Whole], Iterable[Hit]]]:
    """Enter a check of the whole document into the table. Its text is `checks.<rule_id>`."""

    def enter(check: Callable[[Whole], Iterable[Hit]]) -> Callable[[Whole], Iterable[Hit]]:
        def run(whole: Whole) -> Iterator[tuple[str, Hit]]:
            for one in check(whole):
                yield one.map, one

        _enter(Rule(rule_id, severity, run))
        return check

    return enter


def map_rule(
    rule_id: str, severity: str
) -> Callable[[Callable[[MapView], Iterable[Hit]]], Callable[[MapView], Iterable[Hit]]]:
    """Enter a check of single maps into the table. Its text is `checks.<rule_id>`."""

    def enter(check: Callable[[MapView], Iterable[Hit]]) -> Callable[[MapView], Iterable[Hit]]:
        def run(whole: Whole) -> Iterator[tuple[str, Hit]]:
            for view in whole.maps:
                for one in check(view):
                    yield view.id, one

        _enter(Rule(rule_id, severity, run))
        return check

    return enter


def _enter(row: Rule) -> None:
    if row.id in _RULES:
        raise ValueError(f"two checks named {row.id}")
    _RULES[row.id] = row


def table() -> tuple[Rule, ...]:
    """Every check, in the order of entry."""
    return tuple(_RULES.values())


def run(document: Document, rules: Iterable[str] | None = None) -> tuple[Finding, ...]:
    """The findings of all checks, or of the named ones: in the order of the table, then of the maps.

    A check that fails becomes a finding `crashed` and stops no other. Raises KeyError for an unknown rule.
    """
    wanted = set(_RULES) if rules is None else set(rules)
    unknown = wanted - set(_RULES)
    if unknown:
        raise KeyError(min(unknown))
    whole = Whole(document)
    return tuple(f for row in table() if row.id in wanted for f in _findings(whole, row))


def in_turn(document: Document) -> Iterator[tuple[Finding, ...]]:
    """The findings of one check after the other, for a reader who has other things to do in between.

    The document must not change until the last one.
    """
    whole = Whole(document)
    for row in table():
        yield tuple(_findings(whole, row))


def _findings(whole: Whole, row: Rule) -> list[Finding]:
    found: list[Finding] = []
    try:
        for map_id, one in row.run(whole):
            key = one.key or f"checks.{row.id}"
            place = whole.titles.get(map_id, "")
            found.append(Finding(row.id, row.severity, map_id, one.element, key, one.args, place, one.fix))
    except Exception as error:  # one check must not take the others with it
        _log.info("check %s failed", row.id, exc_info=True)
        args = (("rule", row.id), ("error", f"{type(error).__name__}: {error}"))
        found.append(Finding("crashed", ERROR, "", "", "checks.crashed", args))
    return found


def text(finding: Finding, tr: Translator) -> str:
    """The finding's sentence, without its place. Names are shown in one line and cut where they are long."""
    shown = {name: _shown(value, tr) for name, value in finding.args}
    if isinstance(shown.get("reason"), str):
        shown["reason"] = tr(str(shown["reason"]))
    return tr(finding.key, **shown)


def _shown(value: str | int, tr: Translator) -> str | int:
    if isinstance(value, int):
        return value
    line = " ".join(value.split())
    if not line:
        return tr("checks.nameless")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def as_json(finding: Finding, tr: Translator) -> dict[str, Any]:
    """A finding as plain data; `text` has the place first, `severity_text` is the severity in words."""
    sentence = text(finding, tr)
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "severity_text": tr(f"checks.severity.{finding.severity}"),
        "map": finding.map,
        "element": finding.element,
        "place": finding.place,
        "text": f"{finding.place}: {sentence}" if finding.place else sentence,
        "fixable": finding.fix is not None,
    }

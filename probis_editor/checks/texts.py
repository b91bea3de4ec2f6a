"""Narratives and chapters: numbers that do not agree (R06), other processes' names (R10), codes (R05), repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from probis_editor.checks.engine import ADVICE, ERROR, Fix, Hit, hit, rule
from probis_editor.checks.views import Whole
from probis_editor.commands import wording
from probis_editor.model import counts
from probis_editor.model.blocks import said
from probis_editor.model.changes import label
from probis_editor.model.number_words import in_words
from probis_editor.model.office import Narrative

_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"\b(\d{1,2}) ?\(([a-zA-Z]+(?: [a-zA-Z]+){0,2})\)")
_CODE = re.compile(r"\bP\.?\d+(?:\.\d+)*")
_FIGURE = re.compile(r"\b[Gg]ambar\.? ?\d+(?:\.? ?\d+)?")
_FOLLOWS = re.compile(r"sebagai ?berikut ?[.:]?\s*$", re.IGNORECASE)
_LONG = 80
_SPOKEN = frozenset(in_words(n) for n in range(100))


def _lines(text: Narrative) -> list[str]:
    return [" ".join(_TAG.sub(" ", line).split()) for line in said(text.blocks)]


def _process_of(text: Narrative) -> str:
    parts = text.slot.split(":")
    return parts[1] if parts[0] == "process" and len(parts) == 3 else ""


@rule("number_words", ERROR)
def number_words(whole: Whole) -> Iterator[Hit]:
    """A number whose words say another one: "4 (lima)"; the words can be made to say what the digits do."""
    for text in whole.texts:
        for line in _lines(text):
            for digits, words in _NUMBER.findall(line):
                spoken = " ".join(words.casefold().split())
                if spoken in _SPOKEN and spoken != in_words(int(digits)):
                    verb = partial(wording.spell, slot=text.slot, digits=digits, words=words)
                    fix = Fix(label("checks.fix.spell", words=in_words(int(digits))), verb)
                    yield hit(text.slot, fix=fix, said=f"{digits} ({words})")


@rule("count_wrong", ERROR)
def count_wrong(whole: Whole) -> Iterator[Hit]:
    """A typed number of sub-processes or groups that is not theirs; a live one never is wrong."""
    for text, one in _typed(whole):
        if one.number != one.there and not one.of_units:
            yield hit(text.slot, fix=_live(text.slot, one), said=one.said, n=one.there)


@rule("unit_count", ADVICE)
def unit_count(whole: Whole) -> Iterator[Hit]:
    """A typed number of units that the list has in another number, in a text or among the receivers of the book."""
    for text, one in _typed(whole):
        if one.number not in (1, one.there) and one.of_units:
            yield hit(text.slot, fix=_live(text.slot, one), said=one.said, n=one.there)
    for line in whole.document.book.distribution:
        for one in counts.typed(whole.document, line):
            if one.number not in (1, one.there):
                verb = partial(wording.recount, line=line, said=one.said)
                fix = Fix(label("checks.fix.recount", n=one.there), verb)
                yield hit(fix=fix, said=one.said, n=one.there)


@rule("count_typed", ADVICE)
def count_typed(whole: Whole) -> Iterator[Hit]:
    """A typed number that is right today and goes wrong when the tree or the list of units changes."""
    for text, one in _typed(whole):
        if one.number == one.there:
            yield hit(text.slot, fix=_live(text.slot, one), said=one.said)


def _typed(whole: Whole) -> Iterator[tuple[Narrative, counts.Typed]]:
    """Every typed number of a text once a text."""
    for text in whole.texts:
        lines = (one for line in said(text.blocks) for one in counts.typed(whole.document, line, text.slot))
        for one in dict.fromkeys(lines):
            yield text, one


def _live(slot: str, one: counts.Typed) -> Fix:
    return Fix(label("checks.fix.count"), partial(wording.count_live, slot=slot, said=one.said))


@rule("text_code", ERROR)
def text_code(whole: Whole) -> Iterator[Hit]:
    """A code in a text that no process has."""
    known = {code.rstrip(".").replace("P.", "P", 1) for code in whole.codes.values()}
    if not any(code.startswith("P") for code in known):
        return
    for text in whole.texts:
        codes = dict.fromkeys(code for line in _lines(text) for code in _CODE.findall(line))
        for code in codes:
            if code.replace("P.", "P", 1) not in known:
                yield hit(text.slot, code=code)


@rule("text_other_process", ADVICE)
def text_other_process(whole: Whole) -> Iterator[Hit]:
    """A narrative that names a process elsewhere in the tree and never its own: perhaps copied from there."""
    names = {p.id: " ".join(p.name.casefold().split()) for p in whole.processes}
    bodies: dict[str, str] = {}
    for text in whole.texts:
        process_id = _process_of(text)
        bodies[process_id] = bodies.get(process_id, "") + " " + " ".join(_lines(text)).casefold()
    for process in whole.processes:
        body = bodies.get(process.id, "")
        if not names[process.id] or names[process.id] in body:
            continue
        for other in whole.processes:
            name = names[other.id]
            kin = process.id in (other.id, other.parent) or other.id == process.parent
            if not kin and len(name.split()) > 2 and name in body and name not in names[process.id]:
                yield hit(process.id, name=other.name, own=f"{whole.codes[process.id]} {process.name}")
                break


@rule("figure_by_hand", ADVICE)
def figure_by_hand(whole: Whole) -> Iterator[Hit]:
    """A figure's number written by hand: the book numbers its figures itself."""
    for text in whole.texts:
        found = [match for line in _lines(text) for match in _FIGURE.findall(line)]
        if found:
            yield hit(text.slot, said=found[0])


@rule("follows_nothing", ADVICE)
def follows_nothing(whole: Whole) -> Iterator[Hit]:
    """A text that ends with "sebagai berikut" and nothing after it; before a map there may be a map after it."""
    for text in whole.texts:
        lines = _lines(text)
        if lines and _FOLLOWS.search(lines[-1]) and not text.slot.endswith(":intro"):
            yield hit(text.slot, said=lines[-1][-_LONG:])


@rule("paragraph_twice", ADVICE)
def paragraph_twice(whole: Whole) -> Iterator[Hit]:
    """The same long paragraph in two places."""
    seen: dict[str, str] = {}
    for text in whole.texts:
        for line in _lines(text):
            key = line.casefold()
            if len(line) < _LONG:
                continue
            if key in seen:
                yield hit(text.slot, said=line)
            seen.setdefault(key, text.slot)

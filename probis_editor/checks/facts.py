"""Facts that texts repeat: codes as the tree writes them (R05), names as the list has them (R08), maps that went on
since their narrative was drafted (R09), references to what is gone (R11), parties nobody deals with (R09),
regulations that stand twice (R12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from probis_editor.checks.engine import ADVICE, ERROR, Fix, Hit, hit, rule
from probis_editor.checks.views import Whole
from probis_editor.commands import drafts, office
from probis_editor.model import blocks, laws, tokens, unit_names
from probis_editor.model.affairs import Law
from probis_editor.model.changes import label
from probis_editor.model.mentions import escaped, mentions
from probis_editor.model.office import EXAMPLE, Block, Narrative

_TAG = re.compile(r"<[^>]*>")


def _text(text: Narrative) -> str:
    return " ".join(" ".join(_TAG.sub(" ", line).split()) for line in blocks.said(text.blocks))


@rule("text_code_form", ADVICE)
def text_code_form(whole: Whole) -> Iterator[Hit]:
    """A code in a text that is written in another way than the tree writes it: "P.1.1" for "P1.1"."""
    forms = {_bare(code): code for code in whole.codes.values()}
    letters = whole.document.settings.code_prefix.rstrip(".")
    if not letters:
        return
    pattern = re.compile(rf"\b{re.escape(letters)}\.?\d+(?:\.(?:\d+|[A-Z]{{2,4}}(?=\.\d)))*")
    for text in whole.texts:
        for said in dict.fromkeys(pattern.findall(_text(text))):
            code = forms.get(_bare(said), "")
            if code and said != code.rstrip("."):
                yield hit(text.slot, said=said, code=code)


def _bare(code: str) -> str:
    return re.sub(r"^([A-Za-z]+)\.", r"\1", code.rstrip(".")).casefold()


@rule("office_code", ERROR)
def office_code(whole: Whole) -> Iterator[Hit]:
    """A code in the office's own letters that no process has; codes that begin with P are `text_code`."""
    letters = whole.document.settings.code_prefix.rstrip(".")
    if not letters or letters in ("P", "p") or not whole.codes:
        return
    known = {_bare(code) for code in whole.codes.values()}
    pattern = re.compile(rf"\b{re.escape(letters)}\.?\d+(?:\.(?:\d+|[A-Z]{{2,4}}(?=\.\d)))*")
    for text in whole.texts:
        for said in dict.fromkeys(pattern.findall(_text(text))):
            if _bare(said) not in known:
                yield hit(text.slot, code=said)


@rule("reference_lost", ERROR)
def reference_lost(whole: Whole) -> Iterator[Hit]:
    """A live reference to a process, unit or map that is not in the document any more."""
    for text in whole.texts:
        lines = blocks.said(text.blocks)
        gone = [one for line in lines for one in tokens.lost(whole.document, line, text.slot)]
        gone += [one.text for one in text.blocks if one.kind == "figure" and not _shown(whole, one)]
        if gone:
            yield hit(text.slot, n=len(gone))


def _shown(whole: Whole, figure: Block) -> bool:
    """Whether the map or picture of a figure is there; examples of the house are drawn as they are asked for."""
    document, key = whole.document, (figure.map, "") if figure.map else ("", "picture:" + figure.picture)
    return figure.map.startswith(EXAMPLE) or document.get(key) is not None


@rule("narrative_stale", ADVICE)
def narrative_stale(whole: Whole) -> Iterator[Hit]:
    """A narrative whose map has changed since it was drafted from it."""
    for text in whole.texts:
        found = drafts.drift(whole.document, text)
        if found:
            yield hit(text.slot, n=len(found), what=found[0].after or found[0].before)


@rule("text_alias", ADVICE)
def text_alias(whole: Whole) -> Iterator[Hit]:
    """A text that calls a unit by another of its names than the list's first."""
    known = frozenset(escaped(n) for u in whole.units for n in (u.name, u.short, *u.aliases) if n)
    for text in whole.texts:
        body = " ".join(blocks.said(text.blocks))
        for unit in whole.units:
            alias = next((a for a in unit.aliases if mentions(body, escaped(a), known)), "")
            if alias and alias != unit.name:
                yield hit(text.slot, said=alias, name=unit.name)


@rule("party_unused", ADVICE)
def party_unused(whole: Whole) -> Iterator[Hit]:
    """An outside party in the list that takes part in no process and no map."""
    used: set[str] = set()
    for view in whole.maps:
        used |= {n.unit for n in view.nodes if n.unit}
        listed = (unit_names.by_name(whole.document, lane.name) for lane in view.lanes)
        used |= {unit.id for unit in listed if unit is not None}
    for process in whole.processes:
        used |= {process.owner, *process.parties}
    for unit in whole.units:
        used |= set(unit.members)
    for unit in whole.units:
        if unit.kind == "party" and unit.id not in used:
            yield hit(unit.id, name=unit.name)


@rule("law_twice", ERROR)
def law_twice(whole: Whole) -> Iterator[Hit]:
    """A regulation that stands twice among the legal bases (R12); the entries can be made one."""
    for kept, gone in laws.twins(whole.document.of_type(Law)):
        fix = Fix(label("checks.fix.law"), partial(office.merge_laws, keep=kept.id, gone=gone.id))
        yield hit("law:" + gone.id, fix=fix, law=laws.cited(gone), other=laws.cited(kept))

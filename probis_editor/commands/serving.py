"""Which duties a process serves: told by references in the texts of the duties, changed from the process's side."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from probis_editor.model import duties, tokens
from probis_editor.model.document import Document, Transaction
from probis_editor.model.duties import Place

_CODES = r'<ref code="[^"<>]*"\s*/>'
_BRACKET = re.compile(rf"\s*\(({_CODES}(?:\s*(?:,|dan|,\s*dan)\s*{_CODES})*)\)(?=\W*(?:dan\W*)?$)")
"""The codes of processes in brackets at the end of a duty."""

_END = re.compile(r"\s*[.;,]?(?:\s*dan)?\s*[.;,]?\s*$")


def serve(tx: Transaction, process_id: str, places: Iterable[Place]) -> None:
    """Make exactly these duties the ones that a process serves.

    A duty gets the process's code in brackets at its end; one that is no longer served loses it, and keeps what its
    sentence says. Raises KeyError for an unknown process or a place that holds no single duty.
    """
    document = tx.document
    if document.process(process_id) is None:
        raise KeyError(process_id)
    known = {one.place: one for one in duties.single(document)}
    wanted = dict.fromkeys(places)
    for place in wanted:
        if place not in known:
            raise KeyError(place)
    for place, one in known.items():
        now = process_id in duties.processes_of(document, one.block)
        if now == (place in wanted):
            continue
        change = _without if now else _with
        text = document.narrative(one.slot)
        said = change(document, one.block.text, process_id)
        blocks = (replace(b, text=said) if at == one.at else b for at, b in enumerate(text.blocks))
        tx.put(replace(text, blocks=tuple(blocks)))


def _with(_: Document, text: str, process_id: str) -> str:
    code = tokens.token("code", process_id)
    if bracket := _BRACKET.search(text):
        return f"{text[: bracket.end(1)]}, {code}{text[bracket.end(1) :]}"
    end = _END.search(text)
    at = end.start() if end is not None else len(text)
    return f"{text[:at]} ({code}){text[at:]}"


def _without(document: Document, text: str, process_id: str) -> str:
    code = tokens.token("code", process_id)
    if bracket := _BRACKET.search(text):
        others = [
            one
            for one in re.findall(_CODES, bracket[1])
            if tuple(tokens.tokens(one)) != (("code", process_id),)
        ]
        inside = f" ({', '.join(others)})" if others else ""
        text = text[: bracket.start()] + inside + text[bracket.end() :]

    def plain(match: re.Match[str]) -> str:
        kind, target = match.groups()
        named = kind in duties.PROCESSES and target == process_id
        return tokens.resolved(document, match.group()) if named else match.group()

    return tokens.TOKEN.sub(plain, re.sub(rf"\s?{re.escape(code)}", "", text))

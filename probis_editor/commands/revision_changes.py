"""What has changed since the last revision was determined: from what the document then was, kept with the revision."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from probis_editor.i18n import Translator
from probis_editor.model import laws, numbering, queries
from probis_editor.model.affairs import Law, Revision, Stood
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.model.office import Narrative, Unit

_DERIVED = ("level0", "subprocess", "relation", "organisation")


def stood(document: Document) -> tuple[Stood, ...]:
    """What the document is now, as far as a list of changes tells: names, codes, owners, steps, texts, not places."""
    return tuple(_stood(document))


def _stood(document: Document) -> Iterator[Stood]:
    codes = numbering.codes(document)
    for _, process in numbering.walk(document):
        owner = document.unit(process.owner)
        yield Stood("process", process.id, process.name, codes[process.id], owner.name if owner else "")
    for unit in sorted(document.of_type(Unit), key=lambda u: (u.order, u.id)):
        above = document.unit(unit.parent)
        yield Stood("unit", unit.id, unit.name, above.name if above else "")
    for one in document.maps():
        if one.kind not in _DERIVED:
            code, title = queries.code_of(document, one), queries.title_of(document, one)
            yield Stood("map", one.id, title, code, _map_digest(document, one.id))
    for text in sorted(document.of_type(Narrative), key=lambda t: t.slot):
        yield Stood("text", text.slot, text.slot, "", _digest([(b.kind, b.text) for b in text.blocks]))
    for law in laws.ordered(document.of_type(Law)):
        yield Stood("law", law.id, laws.cited(law))


def _map_digest(document: Document, map_id: str) -> str:
    nodes = sorted(
        (n.id, n.kind, " ".join(n.name.split()), _lane(document, n), n.process)
        for n in document.nodes(map_id)
        if not n.hidden
    )
    flows = sorted((f.source, f.target, f.kind, " ".join(f.name.split())) for f in document.flows(map_id))
    return _digest([nodes, flows])


def _lane(document: Document, node: Node) -> str:
    lane = queries.lane_of(document, node)
    return lane.id if lane is not None else node.parent


def _digest(told: object) -> str:
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


def last_determined(document: Document) -> Revision | None:
    """The latest determined revision that says what it was."""
    found = [r for r in document.of_type(Revision) if r.determined and r.stood]
    return max(found, key=lambda r: r.number, default=None)


def changes(document: Document, tr: Translator) -> tuple[str, ...]:
    """What differs from the latest determined revision, a line a change; none where there is no such revision."""
    last = last_determined(document)
    if last is None:
        return ()
    before = {(s.what, s.id): s for s in last.stood}
    after = {(s.what, s.id): s for s in stood(document)}
    lines: list[str] = []
    for key, now in after.items():
        old = before.get(key)
        if old is None:
            lines.append(_said(document, tr, "new", now))
        elif old != now:
            lines += _differs(document, tr, old, now)
    lines += [_said(document, tr, "gone", old) for key, old in before.items() if key not in after]
    return tuple(lines)


def _differs(document: Document, tr: Translator, old: Stood, now: Stood) -> Iterator[str]:
    if now.what == "text":
        yield _said(document, tr, "text", now)
        return
    if now.what == "map":
        # A map is called after its process, whose new name is told there.
        if old.digest != now.digest:
            yield _said(document, tr, "map", now)
        return
    name = f"{now.where} {now.name}".strip() if now.what == "process" else now.name
    if old.name != now.name:
        yield tr("revision.change.named", name=name, before=old.name)
    if old.where != now.where and now.what == "process":
        yield tr("revision.change.coded", name=now.name, before=old.where, after=now.where)
    elif old.where != now.where:
        yield tr("revision.change.placed", name=now.name, above=now.where or "–")
    if old.digest != now.digest:
        yield tr("revision.change.owned", name=name, owner=now.digest or "–")


def _said(document: Document, tr: Translator, how: str, one: Stood) -> str:
    name = f"{one.where} {one.name}".strip() if one.what in ("process", "map") else one.name
    if one.what == "text":
        name = _slot(document, tr, one.id)
    if how in ("map", "text"):
        return tr("revision.change." + how, name=name)
    return tr(f"revision.change.{one.what}_{how}", name=name)


def _slot(document: Document, tr: Translator, slot: str) -> str:
    """What a text is about: the code and name of its process, its unit, else the chapter."""
    kind, _, rest = slot.partition(":")
    found = rest.partition(":")[0]
    if kind == "process" and (process := document.process(found)) is not None:
        return f"{numbering.code(document, found)} {process.name}".strip()
    if kind == "unit" and (unit := document.unit(found)) is not None:
        return unit.name
    return tr("revision.change.chapter") if kind == "chapter" else tr("revision.change.rest")

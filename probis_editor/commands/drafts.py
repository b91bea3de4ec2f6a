"""Narratives drafted from maps: written, remembered with what the map then said, compared with what it says now."""

from __future__ import annotations

from typing import NamedTuple

from probis_editor.commands import narrate
from probis_editor.i18n import Translator
from probis_editor.layout.steps import rows
from probis_editor.model.document import Document, Transaction
from probis_editor.model.office import Block, Narrative, Told


class Drift(NamedTuple):
    """One step that is not as the text tells it. `how` is "added", "removed", "renamed", "actor", "ways" or "kind".

    `before` and `after` are the step's text, actor or branches in words ("" = none).
    """

    how: str
    element: str
    before: str
    after: str


def draft(
    tx: Transaction, map_id: str, tr: Translator, form: str = "numbered", slot: str = ""
) -> tuple[Block, ...]:
    """Write the map's story into the text of its process (or into `slot`) and remember what the map says now.

    `form` is "numbered" or "prose". () and nothing written for a map without steps or without a process. KeyError.
    """
    document = tx.document
    process = document.map(map_id).process
    slot = slot or (f"process:{process}:steps" if process else "")
    blocks = narrate.steps_told(document, map_id, tr, form)
    if not slot or not blocks:
        return ()
    tx.put(Narrative(slot=slot, blocks=blocks, map=map_id, told=state(document, map_id)))
    return blocks


def accept(tx: Transaction, slot: str) -> None:
    """The text is right as it stands: take the map's present state as the one it tells. Raises KeyError."""
    text = tx.document.get(("", "text:" + slot))
    if not isinstance(text, Narrative):
        raise KeyError(slot)
    if text.map and tx.document.get((text.map, "")) is not None:
        from msgspec.structs import replace

        tx.put(replace(text, told=state(tx.document, text.map)))


def state(document: Document, map_id: str) -> tuple[Told, ...]:
    """What a map says, step by step."""
    return tuple(
        Told(r.id, r.kind, " ".join(r.text.split()), r.actor, tuple((n.to, n.name) for n in r.next))
        for r in rows(document, map_id)
    )


def drift(document: Document, text: Narrative) -> tuple[Drift, ...]:
    """What changed on the map since the text was drafted from it; () for a text that was not, or whose map is gone."""
    if not text.map or document.get((text.map, "")) is None:
        return ()
    old = {t.element: t for t in text.told}
    new = {t.element: t for t in state(document, text.map)}
    names = {key: told.text for key, told in {**old, **new}.items()}
    found = [Drift("removed", key, told.text, "") for key, told in old.items() if key not in new]
    for key, told in new.items():
        was = old.get(key)
        if was is None:
            found.append(Drift("added", key, "", told.text))
            continue
        pairs = (
            ("kind", was.kind, told.kind),
            ("renamed", was.text, told.text),
            ("actor", was.actor, told.actor),
        )
        found += [Drift(how, key, a, b) for how, a, b in pairs if a != b]
        if was.next != told.next:
            found.append(Drift("ways", key, _ways(was, names), _ways(told, names)))
    return tuple(found)


def stale(document: Document) -> tuple[str, ...]:
    """The slots of the texts that may be outdated, in order."""
    texts = sorted(document.of_type(Narrative), key=lambda t: t.slot)
    return tuple(text.slot for text in texts if drift(document, text))


def _ways(told: Told, names: dict[str, str]) -> str:
    return "; ".join(f"{name}: {names.get(to, '')}" if name else names.get(to, "") for to, name in told.next)

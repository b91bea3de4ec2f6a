"""The narrated swimlane maps of real books as documents without geometry: input of the layout's benchmark and tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from probis_editor.geometry import Rect
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Map, Node

MAP = "map"
_KINDS = {
    "task": "task",
    "subprocess": "call",
    "decision": "gateway.exclusive",
    "parallel": "gateway.parallel",
    "inclusive": "gateway.inclusive",
    "start": "event.start",
    "end": "event.end",
}
_PLAIN = ("mulai", "selesai")


class Narrated(NamedTuple):
    """One map: its book, code, counts, the document and who is in which lane."""

    book: str
    code: str
    lanes: int
    steps: int
    document: Document
    homes: dict[str, str]


def narrated(shared: Path) -> Iterator[Narrated]:
    """Every cross-functional map whose steps are known, book by book."""
    books = json.loads((shared / "domain" / "booklets.json").read_text(encoding="utf-8"))
    for key, book in books.items():
        if key.startswith("_"):
            continue
        for one in book["maps"]:
            if one["kind"] == "lintas_fungsi" and one["steps"]:
                document, homes = _document(one)
                yield Narrated(key, one["code"], len(one["lanes"]), len(one["steps"]), document, homes)


def _document(one: dict[str, Any]) -> tuple[Document, dict[str, str]]:
    names = one["lanes"]
    records: list[Map | Node | Flow] = [
        Map(id=MAP, name=one["title"], kind="cross_functional"),
        Node(map=MAP, id="pool", kind="pool", bounds=Rect(0, 0, 900, 100 * len(names)), name=one["title"]),
    ]
    for n, name in enumerate(names):
        bounds = Rect(50, 100 * n, 850, 100)
        records.append(Node(map=MAP, id=f"lane{n}", kind="lane", bounds=bounds, name=name, parent="pool"))
    homes = {}
    for step in one["steps"]:
        text = step["text"] or ""
        name = "" if text.lower() in _PLAIN else text
        kind = _KINDS[step["type"]]
        records.append(
            Node(map=MAP, id=step["id"], kind=kind, bounds=Rect(0, 0, 0, 0), name=name, parent="pool")
        )
        homes[step["id"]] = f"lane{names.index(step['lane'])}"
    for step in one["steps"]:
        for n, tie in enumerate(step["next"]):
            name = (tie.get("label") or "").capitalize()
            records.append(
                Flow(
                    map=MAP,
                    id=f"{step['id']}>{tie['to']}.{n}",
                    kind="sequence",
                    source=step["id"],
                    target=tie["to"],
                    name=name,
                    parent="pool",
                )
            )
    return Document(records), homes

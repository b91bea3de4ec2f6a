"""What `probis info` tells of a document: its maps with counts of drawn things, and the import report."""

from __future__ import annotations

from collections import Counter
from typing import Any

from probis_editor.formats.base import Notice, ReadResult, notice
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.elements import Map
from probis_editor.model.queries import code_of

COUNTS = (
    *("pools", "lanes", "phases", "tasks", "subprocesses", "calls", "gateways", "events", "data"),
    *("annotations", "groups", "sequence_flows", "message_flows", "associations"),
)
_GROUPS = {
    "pool": "pools",
    "lane": "lanes",
    "phase": "phases",
    "task": "tasks",
    "subprocess": "subprocesses",
    "call": "calls",
    "gateway": "gateways",
    "event": "events",
    "data": "data",
    "annotation": "annotations",
    "text": "annotations",
    "group": "groups",
    "band": "groups",
    "box.process": "calls",
    "box.unit": "tasks",
    "box.party": "tasks",
}
_CARRIED_IDS = ("bpmn:id", "xpdl:id")


def summary(result: ReadResult, tr: Translator) -> dict[str, Any]:
    """The answer of `info --json`: keys are English and fixed, texts in the translator's language."""
    document = result.document
    return {
        "format": result.format,
        "maps": [_map(document, record) for record in document.maps()],
        "warnings": [warning(document, item, tr) for item in result.notices],
    }


def warning(document: Document, item: Notice, tr: Translator) -> dict[str, Any]:
    """One notice with its text."""
    return {
        "map": _shown_id(document, item.map),
        "element": item.element,
        "key": item.key,
        "level": item.level,
        "text": tr(item.key, **dict(item.args)),
    }


def _map(document: Document, record: Map) -> dict[str, Any]:
    return {
        "id": _shown_id(document, record.id),
        "code": code_of(document, record),
        "name": record.name,
        "kind": record.kind,
        **counts(document, record.id),
    }


def told(document: Document, map_id: str, file: str) -> Notice:
    """The line of the report that says what was read of a map."""
    n = counts(document, map_id)
    return notice(
        "read",
        "gather.read",
        map_id,
        file=file,
        lanes=n["lanes"],
        steps=n["tasks"] + n["subprocesses"] + n["calls"],
        gateways=n["gateways"],
        events=n["events"],
        data=n["data"],
        flows=n["sequence_flows"] + n["message_flows"],
    )


def _shown_id(document: Document, map_id: str) -> str:
    """The id that the map's own file gives it."""
    record = document.get((map_id, ""))
    foreign = dict(record.foreign) if isinstance(record, Map) else {}
    return next((foreign[name] for name in _CARRIED_IDS if foreign.get(name)), map_id)


def counts(document: Document, map_id: str) -> dict[str, int]:
    """How many of each sort are drawn: hidden pools do not count, things inside sub-processes count with their map."""
    found = Counter[str]()
    for node in document.nodes(map_id):
        if node.hidden:
            continue
        group = _GROUPS.get(node.kind) or _GROUPS.get(node.kind.split(".")[0])
        if group:
            found[group] += 1
    for flow in document.flows(map_id):
        found["associations" if flow.kind == "association" else flow.kind + "_flows"] += 1
    return {name: found[name] for name in COUNTS}

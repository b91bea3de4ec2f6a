"""The catalogue is complete, and its rows tell each kind from the others in every standard."""

from __future__ import annotations

import pytest

from probis_editor.i18n import LANGUAGES, Translator
from probis_editor.kinds import FLOW_KINDS, KINDS, Family, Kind, kind
from probis_editor.kinds.triggers import TRIGGERS, triggers_for
from probis_editor.model.elements import Node

NODE_FIELDS = set(Node.__struct_fields__)


def test_ids_are_unique() -> None:
    assert len({row.id for row in KINDS}) == len(KINDS)
    assert all(kind(row.id) is row for row in KINDS)


def test_unknown_kind_raises() -> None:
    with pytest.raises(KeyError):
        kind("task.unknown")


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row.id)
def test_fields_are_fields_of_a_node(row: Kind) -> None:
    assert set(row.fields) <= NODE_FIELDS
    assert row.fields[0] == "name"


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row.id)
@pytest.mark.parametrize("theme", ["house", "bizagi"])
def test_sizes(row: Kind, theme: str) -> None:
    w, h = row.size_in(theme)
    assert 10 <= w <= 2000
    assert 10 <= h <= 2000
    compact = row.size_in(theme, "compact")
    if row.family is not Family.POOL:
        assert compact.w <= w


def test_xpdl_tells_kinds_apart() -> None:
    told = [
        (t.container, t.tag, t.body, t.attributes, t.own_attributes, t.set_attributes)
        for t in (row.xpdl for row in KINDS if row.family not in (Family.BOX,))
    ]
    shared = [entry for entry in told if told.count(entry) > 1]
    # A throwing event differs from a catching one by an attribute of its trigger.
    assert {(e[1], e[2]) for e in shared} == {("Activity", "Event/IntermediateEvent")}


def test_bpmn_tells_kinds_apart() -> None:
    told = [
        (row.bpmn.tag, row.bpmn.attributes)
        for row in KINDS
        if row.family is not Family.BOX and row.bpmn.tag not in ("", "textAnnotation")
    ]
    assert len(told) == len(set(told))


def test_names_exist_in_every_language() -> None:
    for language in LANGUAGES:
        tr = Translator(language)
        for name in [*(row.id for row in KINDS), *FLOW_KINDS]:
            assert f"kind.{name}" in tr
        for trigger in TRIGGERS:
            assert f"ui.trigger.{trigger.id}" in tr


def test_triggers_by_place() -> None:
    assert "terminate" in triggers_for("event.end")
    assert "terminate" not in triggers_for("event.start")
    assert "error" in triggers_for("event.start", in_event_subprocess=True)
    assert "error" not in triggers_for("event.start")
    assert triggers_for("event.boundary")[0] == "message"

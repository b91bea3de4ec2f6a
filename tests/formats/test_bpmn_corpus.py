"""Real BPMN files: what is drawn is counted right, and a file comes back with all it had."""

from __future__ import annotations

from pathlib import Path

import pytest
from formats import bpmn_raw
from lxml import etree

from probis_editor.formats import base, bpmn, native
from probis_editor.formats.bpmn_valid import schema
from probis_editor.model.document import Document

REAL = pytest.mark.corpus("miwg/*.bpmn", "bpmn/*.bpmn")
NATIVE = pytest.mark.corpus("bpm/*.bpm", "xpdl/*.xpdl")


def counted(document: Document, map_id: str) -> dict[str, int]:
    groups = {"pool": "pools", "lane": "lanes", "phase": "phases", "call": "calls", "group": "groups"}
    groups |= {"task": "tasks", "subprocess": "subprocesses", "gateway": "gateways", "event": "events"}
    groups |= {"data": "data", "annotation": "annotations"}
    flows = {"sequence": "sequence_flows", "message": "message_flows", "association": "associations"}
    found: dict[str, int] = {}
    names = [groups[n.kind.split(".")[0]] for n in document.nodes(map_id) if not n.hidden]
    for name in names + [flows[f.kind] for f in document.flows(map_id)]:
        found[name] = found.get(name, 0) + 1
    return found


@REAL
def test_counts_of_drawn_things(corpus_file: Path) -> None:
    data = corpus_file.read_bytes()
    document = bpmn.read(data, corpus_file.name).document
    expected = bpmn_raw.counts(bpmn_raw.facts(data))
    assert [counted(document, m.id) for m in document.maps()] == [expected]


@REAL
def test_comes_back_whole(corpus_file: Path) -> None:
    before = corpus_file.read_bytes()
    document = bpmn.read(before, corpus_file.name).document
    compare(before, bpmn.write(document))


@REAL
def test_comes_back_whole_through_our_own_file(corpus_file: Path) -> None:
    before = corpus_file.read_bytes()
    document = bpmn.read(before, corpus_file.name).document
    ids = [m.id for m in document.maps()]
    again = base.read_bytes(native.write(document, ids, rewrite=False, progress=None), "x.probis").document
    compare(before, bpmn.write(again))


def compare(before: bytes, after: bytes) -> None:
    a, c = bpmn_raw.facts(before), bpmn_raw.facts(after)
    loose = {i for i, (s, t) in a.ends.items() if i not in c.tags and not (s and t)}
    assert {i: tag for i, tag in a.tags.items() if i not in loose} == {
        i: c.tags.get(i) for i in a.tags if i not in loose
    }
    for i in loose:
        # A flow that lacks an end cannot stand in BPMN; it stands in an extension.
        assert f'id="{i}"'.encode() in after
    for i, name in a.names.items():
        if i not in loose and a.tags[i] != "group":
            assert c.names[i] == name
    for i, ends in a.ends.items():
        if i in c.ends and all(ends):
            assert c.ends[i] == ends
    for i, box in a.bounds.items():
        moved = a.bizagi and a.tags[i] == "lane"
        no_shape = a.tags[i] == "participant" and (i in a.hidden or (a.bizagi and box[2:] == (0, 0)))
        if no_shape:
            assert i not in c.bounds
        elif moved:
            # The dialect's lanes lie in no pool; ours do.
            assert lies_in_a_pool(c, i)
        else:
            assert c.bounds[i] == pytest.approx(box, abs=0.5)
    for i, spots in a.points.items():
        if i not in loose:
            assert c.points[i] == pytest.approx(spots, abs=0.5)


def lies_in_a_pool(found: bpmn_raw.Facts, lane: str) -> bool:
    x, y, w, h = found.bounds[lane]
    pools = [b for i, b in found.bounds.items() if found.tags[i] == "participant"]
    return any(
        b[0] - 1 <= x and b[1] - 1 <= y and (x + w <= b[0] + b[2] + 1 or w == 0) and y + h <= b[1] + b[3] + 1
        for b in pools
    )


@REAL
def test_written_file_is_valid_and_settled(corpus_file: Path) -> None:
    document = bpmn.read(corpus_file.read_bytes(), corpus_file.name).document
    first = bpmn.write(document)
    assert schema().validate(etree.fromstring(first)), schema().error_log
    second = bpmn.write(bpmn.read(first, corpus_file.name).document)
    assert first == second
    assert references_resolve(first) == []


@NATIVE
def test_native_files_become_valid_bpmn(corpus_file: Path) -> None:
    document = base.read_bytes(corpus_file.read_bytes(), corpus_file.name).document
    data = bpmn.write(document)
    assert schema().validate(etree.fromstring(data)), schema().error_log
    assert references_resolve(data) == []
    again = bpmn.read(data, corpus_file.name).document
    assert [m.name for m in again.maps()] == [m.name for m in document.maps()]
    kinds = [sorted(kinds_of(document, m.id)) for m in document.maps()]
    assert [sorted(kinds_of(again, m.id)) for m in again.maps()] == kinds


def kinds_of(document: Document, map_id: str) -> list[str]:
    nodes = [n.kind for n in document.nodes(map_id) if not n.hidden]
    known = document.index(map_id).all()
    return nodes + [
        f"{f.kind} {f.source in known} {f.target in known} {len(f.points)}" for f in document.flows(map_id)
    ]


def references_resolve(data: bytes) -> list[str]:
    """The IDREFs that name nothing (libxml2's schema check does not look)."""
    root = etree.fromstring(data)
    ids = {e.get("id") for e in root.iter(etree.Element)}
    names = (
        "sourceRef",
        "targetRef",
        "default",
        "attachedToRef",
        "processRef",
        "bpmnElement",
        "dataObjectRef",
    )
    wanted = [str(e.get(n)) for e in root.iter(etree.Element) for n in names if e.get(n)]
    tags = (
        "flowNodeRef",
        "incoming",
        "outgoing",
        "dataInputRefs",
        "dataOutputRefs",
        "sourceRef",
        "targetRef",
    )
    wanted += [e.text or "" for tag in tags for e in root.iter(bpmn_raw.M + tag)]
    loose = {str(v) for e in root.iter(bpmn_raw.PROBIS + "*") for v in e.attrib.values()}
    return sorted(w for w in set(wanted) if w not in ids and w not in loose)

"""Real Bizagi files: counts against a raw count of the XML, and round trips compared without our own code."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from formats.independent import differences, parts_of
from lxml import etree

from probis_editor.formats import base, bizagi, native
from probis_editor.formats.summary import counts
from probis_editor.formats.xpdl_build import Stamp
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.model.history import History

STAMP = Stamp(dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC))


def packages(data: bytes) -> Iterator[etree._Element]:
    if data[:2] != b"PK":
        yield etree.fromstring(data)
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".diag"):
                with zipfile.ZipFile(io.BytesIO(archive.read(name))) as inner:
                    yield etree.fromstring(inner.read("Diagram.xml"))


def raw_counts(root: etree._Element) -> Counter[str]:
    """Counts by tag and attribute alone."""

    def number(tag: str, test: str = "true()") -> int:
        return int(root.xpath(f"count(//*[local-name()='{tag}'][{test}])"))

    body = "*[local-name()='{}']"
    implementation = body.format("Implementation")
    sub_flow = f"{implementation}/*[local-name()='SubFlow']"
    data_artifact = "@ArtifactType='DataObject'"
    return Counter(
        pools=number("Pool", "@BoundaryVisible='true'"),
        lanes=number("Lane"),
        phases=number("Milestone"),
        tasks=number("Activity", f"{implementation} and not({sub_flow})"),
        calls=number("Activity", sub_flow),
        subprocesses=number("Activity", body.format("BlockActivity")),
        gateways=number("Activity", body.format("Route")),
        events=number("Activity", body.format("Event")),
        data=number("DataObject", "not(parent::*[local-name()='Artifact'])")
        + number("DataStoreReference")
        + number("Artifact", data_artifact),
        annotations=number("Artifact", "@ArtifactType='Annotation'"),
        groups=number("Artifact", "@ArtifactType='Group'"),
        sequence_flows=number("Transition"),
        message_flows=number("MessageFlow"),
        associations=number("Association"),
    )


@pytest.mark.corpus("bpm/*.bpm", "xpdl/*.xpdl")
def test_counts(corpus_file: Path) -> None:
    data = corpus_file.read_bytes()
    result = base.open_any(corpus_file)
    document = result.document
    assert result.format == ("bizagi-bpm" if corpus_file.suffix == ".bpm" else "xpdl")
    by_id = {root.get("Id"): raw_counts(root) for root in packages(data)}
    assert {m.id for m in document.maps()} == set(by_id)
    for record in document.maps():
        assert Counter(counts(document, record.id)) == by_id[record.id], record.name


def test_counts_of_the_index(shared: Path) -> None:
    """The corpus's own list, made by other code, counts activities without gateways and events."""
    with (shared / "corpus/INDEX.tsv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    wrong = []
    checked = 0
    for row in rows:
        path = shared / "corpus" / row["file"]
        if path.suffix != ".bpm" or not path.is_file() or "refuse" in row["file"]:
            continue
        document = base.open_any(path).document
        total = Counter[str]()
        for record in document.maps():
            total.update(counts(document, record.id))
        checked += 1
        found = {
            "pools": total["pools"],
            "lanes": total["lanes"],
            "gateways": total["gateways"],
            "events": total["events"],
            "transitions": total["sequence_flows"],
            "diagrams": len(document.maps()),
        }
        for name, value in found.items():
            if int(row[name]) != value:
                wrong.append((row["file"], name, row[name], value))
    assert checked > 100
    assert wrong == []


def round_trip(document: Document, rewrite: bool) -> bytes:
    """`.bpm` from a `.probis` made of the document."""
    ids = [m.id for m in document.maps()]
    again = base.read_bytes(native.write(document, ids, rewrite=rewrite), "a.probis").document
    return bizagi.write(again, [m.id for m in again.maps()], rewrite=rewrite)


@pytest.mark.corpus("bpm/*.bpm")
def test_round_trip_is_identical(corpus_file: Path) -> None:
    data = corpus_file.read_bytes()
    expected = parts_of(data)
    document = base.open_any(corpus_file).document
    for rewrite in (False, True):
        found = parts_of(round_trip(document, rewrite))
        assert list(found) == list(expected)
        assert found == expected
    history = History(document)
    for record in document.maps():
        with document.transaction(label("cmd.test")) as tx:
            for node in document.nodes(record.id):
                tx.put(msgspec.structs.replace(node, name=node.name + "x", bounds=node.bounds.moved(7, 3)))
            for flow in document.flows(record.id)[::2]:
                tx.drop(flow.key)
        history.undo()
    assert parts_of(round_trip(document, False)) == expected


@pytest.mark.corpus("bpm/*.bpm")
def test_one_renamed_element_changes_nothing_else(corpus_file: Path) -> None:
    document = base.open_any(corpus_file).document
    node = first_activity(document)
    if node is not None:
        with document.transaction(label("cmd.test")) as tx:
            tx.put(msgspec.structs.replace(node, name="Nama baru"))
    ids = [m.id for m in document.maps()]
    places = differences(corpus_file.read_bytes(), bizagi.write(document, ids, stamp=STAMP))
    dates = ("@ModifiedDate", "PackageHeader/ModificationDate", "PackageHeader/Modifications/*")
    names = [place for place in places if not place.endswith(dates)]
    if node is None:
        assert names == []
        return
    expected = {f"Activity {node.id}@Name", f"ActivitySet {node.id}@Name"}
    assert names
    assert {place.split(": ")[1] for place in names} <= expected
    assert len({place.split(": ")[0] for place in names}) == 1


def first_activity(document: Document) -> Node | None:
    for record in document.maps():
        for node in document.nodes(record.id):
            if node.kind.split(".")[0] in ("task", "event", "gateway", "subprocess"):
                return node
    return None


@pytest.mark.corpus("xpdl/*.xpdl", "other-xpdl/*")
def test_single_xpdl_round_trip(corpus_file: Path) -> None:
    data = corpus_file.read_bytes()
    document = base.open_any(corpus_file).document
    assert base.to_bytes(document, base.FORMATS[2]) == data
    rewritten = base.to_bytes(document, base.FORMATS[2], rewrite=True)
    canonical = [etree.tostring(etree.fromstring(x), method="c14n") for x in (data, rewritten)]
    assert canonical[0] == canonical[1]
    (record,) = document.maps()
    again = base.read_bytes(native.write(document, [record.id]), "a.probis").document
    assert again.index(record.id).all() == document.index(record.id).all()


def test_an_export_is_as_bizagi_exports(shared: Path) -> None:
    """The one pair of a model and its exports: ours of the model has the same elements as Bizagi's."""
    model = next((shared / "corpus/bpm").glob("*Real-Property*.bpm"))
    document = base.open_any(model).document
    compared = 0
    for path in sorted((shared / "corpus/xpdl").glob("*Real_Property*.xpdl")):
        theirs = etree.fromstring(path.read_bytes())
        record = document.get((theirs.get("Id"), ""))
        if record is None:
            continue
        ours = etree.fromstring(base.to_bytes(document, base.FORMATS[2], map_id=theirs.get("Id")))
        assert set(shape_of(ours)) == set(shape_of(theirs))
        compared += 1
    assert compared


def shape_of(root: etree._Element) -> Counter[str]:
    found = Counter[str]()
    for element in root.iter("{*}*"):
        names = " ".join(sorted(name for name in element.attrib if "Port" not in name))
        found[f"{etree.QName(element).localname} {names}"] += 1
    return found

"""One `.diag`: the nested zip that holds one diagram, read into a Reading and written from records."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from html import escape
from uuid import NAMESPACE_URL, uuid5

from probis_editor.formats import attributes_write, xpdl_build, zipsafe
from probis_editor.formats.attributes import own_values
from probis_editor.formats.base import FormatError
from probis_editor.formats.xmlsafe import local
from probis_editor.formats.xpdl_patch import patch
from probis_editor.formats.xpdl_read import read_package
from probis_editor.formats.xpdl_reading import Reading
from probis_editor.formats.xpdl_tree import Source, is_guid
from probis_editor.formats.zipsafe import Entry
from probis_editor.model.document import Document
from probis_editor.model.elements import Map, Node
from probis_editor.model.queries import exported_nodes

_DIAGRAM = "diagram.xml"
_IMAGES = "imageartifactimages/"
_XSI = 'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
_ACTIONS = f'<?xml version="1.0"?>\r\n<DiagramActions {_XSI} />'
_SIMULATION = (
    '<?xml version="1.0"?>\r\n'
    '<ns1:BPSimData simulationLevel="LevelOne" xmlns:ns1="http://www.bpsim.org/schemas/1.0">\r\n'
    '  <ns1:Scenario id="Scenario_{id}" name="Scenario 1" author="{author}" version="1.0">\r\n'
    "    <ns1:ScenarioParameters />\r\n  </ns1:Scenario>\r\n</ns1:BPSimData>"
)
_RESULTS = '\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n<ScenarioResults />'
# What a diagram may carry beyond the picture, and the word for it in the import report.
_EXTRAS = {
    "extendedattributevalues.xml": "attributes",
    "bpsimdataresult.xml": "simulation",
    "files/": "attachments",
    "actions/": "actions",
}


class Diagram:
    """A `.diag` opened: its entries and its parsed `Diagram.xml`."""

    def __init__(self, archive: bytes, name: str, budget: zipsafe.Budget | None = None) -> None:
        """Raises FormatError for a damaged zip, a missing or broken `Diagram.xml`."""
        self.entries = zipsafe.read(archive, name, budget)
        self.place = next((i for i, (entry, _) in enumerate(self.entries) if _plain(entry) == _DIAGRAM), -1)
        if self.place < 0:
            raise FormatError("import.no_diagram", name=name)
        self.source = Source(self.entries[self.place][1], name)
        if local(self.source.root) != "Package":
            raise FormatError("import.no_diagram", name=name)

    def read(self, map_id: str = "", theme: str = "bizagi") -> Reading:
        """The records; `map_id` overrides the diagram's own."""
        return read_package(self.source.root, map_id=map_id, theme=theme, images=self.images())

    def images(self) -> Mapping[str, bytes]:
        """The pictures of image artifacts by artifact id."""
        return {
            _plain(name)[len(_IMAGES) :].rsplit(".", 1)[0]: data
            for name, data in self.entries
            if _plain(name).startswith(_IMAGES) and data
        }

    def extras(self) -> list[str]:
        """What else the diagram carries (attributes, attachments, simulation results, actions)."""
        found = dict.fromkeys(
            word
            for name, data in self.entries
            for start, word in _EXTRAS.items()
            if data and _plain(name).startswith(start) and _says_something(start, data)
        )
        return list(found)

    def digest(self) -> str:
        """The SHA-256 of the diagram's XPDL as it was read."""
        return hashlib.sha256(self.entries[self.place][1]).hexdigest()

    def to_bytes(self) -> bytes:
        """The `.diag` with the diagram as it now is, all other entries as they were."""
        entries = list(self.entries)
        entries[self.place] = (entries[self.place][0], self.source.to_bytes())
        return zipsafe.write(entries)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lower()


def _says_something(start: str, data: bytes) -> bool:
    return b"<Result" in data or b"<ExtendedAttributeValue " in data if start.endswith(".xml") else True


def map_guid(map_id: str) -> str:
    """The map's id as Bizagi needs it: itself where it is a GUID."""
    return map_id if is_guid(map_id) else str(uuid5(NAMESPACE_URL, map_id))


def diag_bytes(document: Document, record: Map, *, rewrite: bool, stamp: xpdl_build.Stamp) -> bytes:
    """The `.diag` of a map: as it was read where that still says what the records say, else written from them.

    `rewrite` writes from records in any case. `stamp` dates what is new or edited; a map of another format that
    was never edited gets no date of today, so that converting it twice gives the same bytes.
    """
    carried = document.carried(record.id)
    untouched = document.untouched(record.id)
    nodes, flows = exported_nodes(document, record.id), document.flows(record.id)
    if carried is None or carried.origin != "bizagi":
        return _new(record, document, xpdl_build.UNEDITED if untouched else stamp)
    if untouched and not rewrite:
        return carried.archive
    diagram = Diagram(carried.archive, record.name)
    base = diagram.read(record.id, record.theme)
    changed = patch(diagram.source.root, base, record, nodes, flows, stamp)
    changed |= _keep_images(diagram, base, nodes)
    present = {n.id for n in nodes} | {f.id for f in flows}
    files = {i: bound.element.get("Id") or "" for i, bound in base.bound.items()}
    gone = [file for record_id, file in files.items() if record_id not in present and file]
    files = {"": map_guid(record.id)} | {i: files.get(i) or i for i in sorted(present)}
    changed |= attributes_write.bring(diagram.entries, own_values(document, record.id), files, gone)
    diagram.place = next(i for i, (entry, _) in enumerate(diagram.entries) if _plain(entry) == _DIAGRAM)
    return diagram.to_bytes() if changed or rewrite else carried.archive


def _keep_images(diagram: Diagram, base: Reading, nodes: list[Node]) -> bool:
    """Bring the picture files to the state of the records."""
    wanted = {node.id: node.image for node in nodes if node.kind == "image"}
    was = {node.id: node.image for node in base.nodes.values() if node.kind == "image"}
    changed = [
        record_id for record_id in wanted | was if wanted.get(record_id, b"") != was.get(record_id, b"")
    ]
    for record_id in changed:
        file_id = record_id if record_id in base.bound else _file_id(base.map.id, record_id)
        start = _IMAGES + file_id.lower() + "."
        diagram.entries = [entry for entry in diagram.entries if not _plain(entry[0]).startswith(start)]
        if wanted.get(record_id):
            diagram.entries.append(_image(file_id, wanted[record_id]))
    diagram.place = next(i for i, (entry, _) in enumerate(diagram.entries) if _plain(entry) == _DIAGRAM)
    return bool(changed)


def _file_id(map_id: str, record_id: str) -> str:
    """The id by which the diagram's XML names a record: what is no GUID (as from BPMN) has got one there."""
    return record_id if is_guid(record_id) else str(uuid5(NAMESPACE_URL, f"{map_id}/{record_id}"))


def _image(file_id: str, data: bytes) -> Entry:
    suffix = "jpg" if data[:2] == b"\xff\xd8" else "png"
    return (f"ImageArtifactImages/{file_id}.{suffix}", data)


def _new(record: Map, document: Document, stamp: xpdl_build.Stamp) -> bytes:
    guid = map_guid(record.id)
    root = xpdl_build.package(guid, record.name, stamp)
    base = read_package(root, map_id=record.id, theme=record.theme)
    # Bizagi has no lanes that are not seen: what stood for the sheet of paper elsewhere stays out.
    nodes = [n for n in exported_nodes(document, record.id) if not (n.kind == "lane" and n.hidden)]
    flows = [flow.id for flow in document.flows(record.id)]
    patch(root, base, record, nodes, document.flows(record.id), stamp)
    scenario = str(uuid5(NAMESPACE_URL, guid + "/scenario"))
    entries = [
        ("Actions.xml", _ACTIONS.encode()),
        ("BPSimData.xml", _SIMULATION.format(id=scenario, author=escape(stamp.author, quote=True)).encode()),
        ("BPSimDataResult.xml", _RESULTS.encode()),
        ("Diagram.xml", xpdl_build.to_bytes(root)),
    ]
    pictures = [node for node in nodes if node.kind == "image" and node.image]
    entries += [_image(_file_id(record.id, node.id), node.image) for node in pictures]
    files = {"": guid} | {i: i if is_guid(i) else "" for i in (*(n.id for n in nodes), *flows)}
    attributes_write.bring(entries, own_values(document, record.id), files, [])
    return zipsafe.write(entries)

"""Single `.xpdl` files: Bizagi's exports of one diagram (XPDL 2.1 and 2.2), other tools' as well as can be."""

from __future__ import annotations

from collections.abc import Sequence

from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.base import FormatError, Progress, ReadResult
from probis_editor.formats.bizagi_diag import Diagram, diag_bytes
from probis_editor.formats.xmlsafe import local
from probis_editor.formats.xpdl_build import Stamp, now, to_bytes
from probis_editor.formats.xpdl_patch import patch
from probis_editor.formats.xpdl_read import read_package
from probis_editor.formats.xpdl_tree import Element, Source
from probis_editor.model.document import Document
from probis_editor.model.elements import Carried, Map
from probis_editor.model.office import Settings
from probis_editor.model.queries import exported_nodes

FORMAT = "xpdl"
_NOT_EXPORTED = ("Formatting", "TextBackgroundColor")
_NOT_EXPORTED_ATTRIBUTES = ("TextX", "TextY", "TextWidth", "TextHeight", "BorderVisible")
_NOT_EXPORTED_HEADER = ("CreationVersion", "Version", "Modifications")


def read(data: bytes, name: str, progress: Progress | None = None) -> ReadResult:
    """The document of an XPDL package: one map. Raises FormatError."""
    source = Source(data, name)
    if local(source.root) != "Package":
        raise FormatError("import.unknown_xml", name=name)
    reading = read_package(source.root)
    if not reading.nodes and not reading.flows:
        raise FormatError("import.nothing_drawn", name=name)
    record = reading.map
    document = Document(
        [
            Settings(origin=FORMAT),
            record,
            *reading.nodes.values(),
            *reading.flows.values(),
            Carried(map=record.id, origin="xpdl", archive=data),
        ]
    )
    document.remember(record.id)
    return ReadResult(document, FORMAT, tuple(reading.notices))


def write(
    document: Document,
    map_ids: Sequence[str],
    *,
    rewrite: bool = False,
    progress: Progress | None = None,
    stamp: Stamp | None = None,
) -> bytes:
    """The `.xpdl` of one map. Raises FormatError for none or several."""
    if len(map_ids) != 1:
        raise FormatError("import.one_map", count=len(map_ids))
    record = document.map(map_ids[0])
    stamp = stamp or now()
    carried = document.carried(record.id)
    if carried is not None and carried.origin == "xpdl":
        return _patched(document, record, carried.archive, rewrite, stamp)
    diagram = Diagram(diag_bytes(document, record, rewrite=rewrite, stamp=stamp), record.name)
    as_exported(diagram.source.root)
    return to_bytes(diagram.source.root, "utf-8")


def _patched(document: Document, record: Map, archive: bytes, rewrite: bool, stamp: Stamp) -> bytes:
    if document.untouched(record.id) and not rewrite:
        return archive
    source = Source(archive, record.name)
    base = read_package(source.root, map_id=record.id, theme=record.theme)
    vendor = tree.text(source.root, "PackageHeader", "Vendor").strip().lower()
    changed = patch(
        source.root,
        base,
        record,
        exported_nodes(document, record.id),
        document.flows(record.id),
        stamp,
        bizagi=vendor.startswith("bizagi"),
    )
    return source.to_bytes() if changed or rewrite else archive


def as_exported(root: Element) -> None:
    """Take away what Bizagi leaves out of its exports (measured on a pair of a model and its exports)."""
    ns = tree.namespace(root)
    for name in _NOT_EXPORTED:
        for element in list(root.iter(ns + name)):
            tree.remove(element)
    for info in root.iter(ns + "NodeGraphicsInfo", ns + "ConnectorGraphicsInfo"):
        for name in _NOT_EXPORTED_ATTRIBUTES:
            tree.set_attribute(info, name, None)
    for lane in root.iter(ns + "Lane"):
        for element in list(tree.children(lane, "Documentation")):
            tree.remove(element)
    header = tree.child(root, "PackageHeader")
    for name in _NOT_EXPORTED_HEADER:
        for element in list(tree.children(header, name)):
            tree.remove(element)
    tree.set_attribute(root, "OnlyOneProcess", None)

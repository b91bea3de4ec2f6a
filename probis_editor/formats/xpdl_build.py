"""New XPDL elements as Bizagi writes them: an empty package, a pool with its process, a node, a flow.

They are made without white space and without places; the patching writer gives them both, so that a new element
and an edited one are written by the same code.
"""

from __future__ import annotations

import datetime as dt
import getpass
from typing import NamedTuple

from lxml import etree

from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.xpdl_style import Default, new_style
from probis_editor.formats.xpdl_tree import XPDL22, XSD, XSI, Element
from probis_editor.kinds import kind

TOOL = "BizAgi_Process_Modeler"
VERSION = "4.0.0.014"
"""The Bizagi version that new files claim: the oldest one of the present file format's form."""
VENDOR = "Bizagi Process Modeler."
AUTHOR = "Probis Editor"

_LOOPED = ("task", "subprocess", "call", "box")


class Stamp(NamedTuple):
    """When and by whom something is written."""

    moment: dt.datetime
    author: str = AUTHOR

    @property
    def local(self) -> str:
        """The moment in .NET's round-trip form with its offset."""
        offset = self.moment.strftime("%z")
        return f"{self._plain(self.moment)}{offset[:3]}:{offset[3:5]}" if offset else self._plain(self.moment)

    @property
    def utc(self) -> str:
        """The moment in .NET's round-trip form in UTC."""
        return self._plain(self.moment.astimezone(dt.UTC)) + "Z"

    @staticmethod
    def _plain(moment: dt.datetime) -> str:
        return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond:06d}0"


UNEDITED = Stamp(dt.datetime(2001, 1, 1, tzinfo=dt.UTC))
"""The stamp of maps that are converted without having been edited: no clock, so that bytes repeat."""


def now(author: str = "") -> Stamp:
    """The present moment, in the name of `author` (default: the login of who runs the program)."""
    return Stamp(dt.datetime.now(dt.UTC).astimezone(), tree.clean(author or login()))


def login() -> str:
    """The login name of the present user, AUTHOR where the system knows none."""
    try:
        return getpass.getuser() or AUTHOR
    except (OSError, KeyError, ImportError):
        return AUTHOR


def package(map_id: str, name: str, stamp: Stamp) -> Element:
    """An empty package."""
    root = etree.Element(f"{{{XPDL22}}}Package", nsmap={None: XPDL22, "xsd": XSD, "xsi": XSI})
    for key, value in (("OnlyOneProcess", "false"), ("Id", map_id), ("Name", tree.clean(name))):
        root.set(key, value)
    header = tree.make(root, "PackageHeader")
    for tag, value in (
        ("XPDLVersion", "2.2"),
        ("Vendor", VENDOR),
        ("Created", stamp.local),
        ("ModificationDate", stamp.local),
        ("Description", name),
        ("Documentation", ""),
        ("CreationVersion", VERSION),
        ("Version", VERSION),
    ):
        tree.make(header, tag, content=value)
    tree.make(
        tree.make(header, "Modifications"),
        "Modification",
        [("Date", stamp.utc), ("UserName", stamp.author)],
    )
    redefinable = tree.make(root, "RedefinableHeader")
    for tag, value in (("Author", stamp.author), ("Version", "1.0"), ("Countrykey", "CO")):
        tree.make(redefinable, tag, content=value)
    for tag in ("ExternalPackages", "Pools", "WorkflowProcesses", "ExtendedAttributes"):
        tree.make(root, tag)
    etree.indent(root, "  ")
    return root


def pool(root: Element, record_id: str, process: str, usual: Default) -> Element:
    """A pool; its process is made apart."""
    made = _named(root, "Pool", record_id)
    made.set("Process", process)
    made.set("BoundaryVisible", "true")
    tree.make(made, "Lanes")
    info = _graphics(made, usual)
    info.attrib.pop("BorderVisible")
    tree.remove(info[-1])
    return made


def process(root: Element, process_id: str, stamp: Stamp) -> Element:
    """An empty workflow process."""
    made = _named(root, "WorkflowProcess", process_id)
    header = tree.make(made, "ProcessHeader")
    tree.make(header, "Created", content=stamp.local)
    tree.make(header, "Description")
    redefinable = tree.make(made, "RedefinableHeader")
    for tag, value in (("Author", ""), ("Version", ""), ("Countrykey", "CO")):
        tree.make(redefinable, tag, content=value)
    for tag in ("ActivitySets", "DataInputOutputs", "ExtendedAttributes"):
        tree.make(made, tag)
    return made


def activity_set(root: Element, set_id: str) -> Element:
    """An empty activity set."""
    made = _named(root, "ActivitySet", set_id)
    made.set("Name", "")
    for tag in ("Associations", "Artifacts", "Activities", "Transitions"):
        tree.make(made, tag)
    return made


def part(root: Element, tag: str, record_id: str, pool_id: str, usual: Default) -> Element:
    """A lane or milestone."""
    made = _named(root, tag, record_id)
    if tag == "Milestone":
        made.set("Name", "")
    made.set("ParentPool", pool_id)
    _graphics(made, usual)
    tree.make(made, "Documentation")
    tree.make(made, "ExtendedAttributes")
    return made


def activity(root: Element, record_id: str, kind_id: str, usual: Default) -> Element:
    """An activity still without a body."""
    made = _named(root, "Activity", record_id)
    made.set("Name", "")
    looped = kind_id.split(".")[0] in _LOOPED
    tree.make(made, "Description")
    if looped:
        tree.make(made, "Performers")
    tree.make(made, "Documentation")
    if looped:
        tree.make(made, "Loop", [("LoopType", "None")])
    info = _graphics(made, usual)
    if kind_id.startswith("subprocess"):
        for name, value in (("Expanded", "false"), ("ExpandedWidth", "270"), ("ExpandedHeight", "180")):
            info.set(name, value)
    tree.make(made, "ExtendedAttributes")
    return made


def data_object(root: Element, record_id: str, usual: Default) -> Element:
    """A data object."""
    made = _named(root, "DataObject", record_id)
    tree.make(tree.make(made, "Object"), "Documentation")
    _graphics(made, usual)
    tree.make(made, "DataField")
    tree.make(made, "ExtendedAttributes")
    return made


def store_reference(root: Element, record_id: str, store_id: str, usual: Default) -> Element:
    """A drawn reference to a data store."""
    made = root.makeelement(tree.namespace(root) + "DataStoreReference")
    for name, value in (("DataStoreRef", store_id), ("Id", record_id), ("State", "")):
        made.set(name, value)
    _graphics(made, usual)
    tree.make(made, "ExtendedAttributes")
    return made


def store(root: Element, store_id: str) -> Element:
    """A data store of the catalogue."""
    made = _named(root, "DataStore", store_id)
    made.set("Name", "")
    made.set("IsUnlimited", "true")
    tree.make(tree.make(made, "Object"), "Documentation")
    return made


def artifact(root: Element, record_id: str, kind_id: str, usual: Default) -> Element:
    """An annotation, group, image or formatted text."""
    made = root.makeelement(tree.namespace(root) + "Artifact")
    attributes = dict(kind(kind_id).xpdl.attributes)
    special = "BizAgiArtifactType" in attributes
    made.set("BizAgiArtifactTypeSpecified", "true" if special else "false")
    made.set("Id", record_id)
    made.set("ArtifactType", attributes.pop("ArtifactType", "Annotation"))
    for name, value in attributes.items():
        made.set(name, value)
    if made.get("ArtifactType") == "Group":
        tree.make(made, "Group", [("Id", record_id), ("Name", "")])
    _graphics(made, usual)
    tree.make(made, "Documentation")
    return made


def flow(root: Element, tag: str, record_id: str, usual: Default) -> Element:
    """A transition, message flow or association still without ends and points."""
    made = _named(root, tag, record_id)
    if tag == "Transition":
        tree.make(made, "Condition")
        tree.make(made, "Description")
    info = tree.make(tree.make(made, "ConnectorGraphicsInfos"), "ConnectorGraphicsInfo", [("ToolId", TOOL)])
    new_style(info, usual, line=True)
    tree.make(made, "ExtendedAttributes")
    return made


def _named(root: Element, tag: str, record_id: str) -> Element:
    made = root.makeelement(tree.namespace(root) + tag)
    made.set("Id", record_id)
    return made


def _graphics(owner: Element, usual: Default) -> Element:
    infos = tree.make(owner, "NodeGraphicsInfos")
    info = tree.make(infos, "NodeGraphicsInfo", [("ToolId", TOOL), ("Height", "0"), ("Width", "0")])
    tree.make(info, "Coordinates", [("XCoordinate", "0"), ("YCoordinate", "0")])
    new_style(info, usual)
    return info


def to_bytes(root: Element, encoding: str = "") -> bytes:
    """A new package as Bizagi spells it; its exports name the encoding, its diagrams do not."""
    declaration = f'<?xml version="1.0"{f" encoding={encoding!r}" if encoding else ""}?>\r\n'.replace(
        "'", '"'
    )
    body = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)
    return declaration.encode() + tree.restyled(body, crlf=True, spaced=True)

"""Example maps for the chapters on principles and method: the program's, or made the office's own to be edited."""

from __future__ import annotations

from functools import cache
from uuid import UUID, uuid5

from msgspec.structs import replace

from probis_editor.commands import derived, lanes, tree
from probis_editor.commands.steps.apply import apply
from probis_editor.geometry import Rect
from probis_editor.i18n import Translator
from probis_editor.layout.steps import Next, Row
from probis_editor.model.changes import Label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Map, Node
from probis_editor.model.office import EXAMPLE, Process, Unit

KINDS = ("level0", "subprocess", "relation", "cross_functional")
"""The examples there are; the map of each is called `EXAMPLE` + kind."""

_ROOT = UUID("5b0d8f62-2f0e-5c3a-8a51-0f0f6a1f7e21")
_PROCESSES = (
    ("plan", 0, "lead"),
    ("money", 0, "lead"),
    ("letter", 1, "desk"),
    ("people", 1, "section"),
    ("tips", 2, ""),
)
_INNER = ("receive", "check", "issue")
_PARTIES = {
    "plan": ("section",),
    "letter": ("applicant", "desk", "lead"),
    "people": ("society",),
    "tips": ("society",),
}
_ACTORS = ("applicant", "desk", "lead")
_STEPS = (
    ("1", "start", "applicant", "", "2"),
    ("2", "task", "applicant", "apply", "3"),
    ("3", "task", "desk", "examine", "4"),
    ("4", "decision", "desk", "complete", "yes:6 no:5"),
    ("5", "task", "applicant", "mend", "3"),
    ("6", "task", "lead", "sign", "7"),
    ("7", "end", "lead", "", ""),
)  # fmt: skip


@cache
def document(language: str) -> Document:
    """A small office with an example of every kind of map, the same at every call; it is not to be changed."""
    made = _Maker(Translator(language))
    with made.document.transaction(Label("")) as tx:
        made.make(tx)
    return made.document


def adopt(tx: Transaction, kind: str, language: str) -> Map:
    """Put an example into the document as a free map of its own, to be edited. Raises KeyError for an unknown kind.

    One that is there already under its name is returned as it is.
    """
    source = document(language)
    given = source.map(EXAMPLE + kind)
    for present in tx.document.maps():
        if present.name == given.name and not present.process:
            return present
    order = max((m.order for m in tx.document.maps()), default=-1) + 1
    ids = {"": ""}
    elements: list[Node | Flow] = [*source.nodes(given.id), *source.flows(given.id)]
    for element in elements:
        ids[element.id] = tx.document.new_id()
    record = replace(given, id=tx.document.new_id(), kind="free", process="", order=order)
    tx.put(record)
    for element in elements:
        fields = {"map": record.id, "id": ids[element.id], "parent": ids.get(element.parent, "")}
        if isinstance(element, Flow):
            ends = {"source": ids.get(element.source, ""), "target": ids.get(element.target, "")}
            tx.put(replace(element, **fields, **ends, process=""))
        else:
            own = tx.document.new_id() if element.workflow else ""
            tx.put(replace(element, **fields, process="", unit="", workflow=own))
    return record


class _Maker:
    def __init__(self, tr: Translator) -> None:
        self._tr = tr
        self._count = 0
        self.document = Document()
        self.document.new_id = self._next

    def _next(self) -> str:
        self._count += 1
        return str(uuid5(_ROOT, f"{self._tr.language}/{self._count}"))

    def _say(self, key: str) -> str:
        return self._tr("example." + key) if key else ""

    def make(self, tx: Transaction) -> None:
        self._units: dict[str, Unit] = {}
        for name in (*_ACTORS, "section", "society"):
            kind = "party" if name in ("applicant", "society") else "unit"
            self._units[name] = tree.create_unit(tx, self._say(name), kind)
        groups = tx.document.settings.groups
        self._processes: dict[str, Process] = {}
        for name, group, owner in _PROCESSES:
            made = tree.create_process(tx, self._say(name), group=groups[group])
            parties = tuple(self._units[p].id for p in _PARTIES.get(name, ()))
            made = replace(made, owner=self._units[owner].id if owner else "", parties=parties)
            tx.put(made)
            self._processes[name] = made
        for name in _INNER:
            tree.create_process(tx, self._say(name), parent=self._processes["letter"].id)
        for kind in KINDS:
            self._map(tx, kind)

    def _map(self, tx: Transaction, kind: str) -> None:
        process = self._processes["letter"].id if kind in ("subprocess", "cross_functional") else ""
        name = self._say("map_" + kind)
        order, size = KINDS.index(kind), "compact" if kind == "cross_functional" else "normal"
        record = Map(
            id=EXAMPLE + kind, name=name, kind=kind, process=process, order=order, theme="house", size=size
        )
        tx.put(record)
        tx.put(lanes.hidden_pool(tx.document, record.id))
        if kind == "cross_functional":
            self._swimlanes(tx, record)
        else:
            derived.FILL[kind](tx, record.id)

    def _swimlanes(self, tx: Transaction, record: Map) -> None:
        from probis_editor.layout.maps import arranged

        pool = lanes.add_pool(tx, record.id, Rect(40, 40, 900, 120), self._say("letter"))
        for name in _ACTORS:
            lanes.add_lane(tx, record.id, pool.id, name=self._say(name), unit=self._units[name].id)
        apply(tx, record.id, [self._row(*step) for step in _STEPS])
        for changed in arranged(self.document, record.id):
            tx.put(changed)

    def _row(self, number: str, kind: str, actor: str, text: str, following: str) -> Row:
        ways = [one.rpartition(":") for one in following.split()]
        nexts = tuple(Next(self._step(number), self._say(name)) for name, _, number in ways)
        return Row(id=self._step(number), kind=kind, text=self._say(text), actor=self._say(actor), next=nexts)

    def _step(self, number: str) -> str:
        return str(uuid5(_ROOT, f"{self._tr.language}/step/{number}"))

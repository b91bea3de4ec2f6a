"""The document: a map from key to frozen record, changed only through transactions.

Reads are cheap and indexed by map; a transaction writes through at once, so later reads of the same verb see
earlier writes, and rolls everything back if the verb raises. Listeners hear of each commit once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType, TracebackType
from typing import TypeVar
from uuid import uuid4

from probis_editor.model.affairs import AFFAIRS, Generated
from probis_editor.model.changes import ChangeSet, Label, NotInTransactionError, Put, Record, squashed
from probis_editor.model.elements import Carried, Element, Flow, Key, Map, Node, StepRow
from probis_editor.model.index import MapIndex
from probis_editor.model.office import Book, Container, Narrative, Office, Process, Settings, Unit

R = TypeVar("R")
Listener = Callable[[ChangeSet], None]

_EMPTY = MapIndex()
_WIDE = (Process, Unit, Narrative, *AFFAIRS)


class Transaction:
    """The write access of one verb. Obtained from `Document.transaction`; nested ones join the outer one."""

    def __init__(self, document: Document, label: Label, merge_key: str, place: str) -> None:
        self.document = document
        self._label = label
        self._merge_key = merge_key
        self._place = place
        self._puts: list[Put] = []
        self._open = True
        self.rough = False
        """Whether nothing more than a first idea is wanted: a dry run while the mouse moves. Verbs may then leave out
        what takes long and moves no shape."""

    def put(self, record: Record) -> None:
        """Write a record, new or changed."""
        self._write(Put(record.key, self.document.get(record.key), record))

    def drop(self, key: Key) -> None:
        """Remove a record; nothing happens where there is none."""
        self._write(Put(key, self.document.get(key), None))

    def changes(self) -> tuple[Put, ...]:
        """What was written so far: one step a key, none of them a no-op."""
        return squashed(self._puts)

    def touched(self) -> tuple[Key, ...]:
        """The keys written so far, each once, in the order of first writing."""
        return tuple(dict.fromkeys(put.key for put in self._puts))

    def before(self) -> dict[Key, Record | None]:
        """What every key written so far held when the transaction began (None: nothing)."""
        found: dict[Key, Record | None] = {}
        for put in self._puts:
            found.setdefault(put.key, put.before)
        return found

    def _write(self, put: Put) -> None:
        if not self._open:
            raise NotInTransactionError(str(put.key))
        if put.before == put.after:
            return
        if not self._place and put.key[0]:
            self._place = put.key[0]
        self.document._apply(put)
        self._puts.append(put)

    def _close(self) -> ChangeSet:
        self._open = False
        return ChangeSet(self._label, squashed(self._puts), self._merge_key, self._place)

    def _roll_back(self, to: int = 0) -> None:
        """Take back the writes from the `to`-th on, the last one first."""
        for put in reversed(self._puts[to:]):
            self.document._apply(Put(put.key, put.after, put.before))
        del self._puts[to:]


class _Scope:
    """The `with` block of a transaction: commits at its end, rolls back on an exception.

    A nested block leaves the commit to the outer one; an exception in it takes back its own writes only.
    """

    def __init__(self, document: Document, label: Label, merge_key: str, place: str) -> None:
        self._document = document
        self._outer = document._transaction
        self._transaction = self._outer or Transaction(document, label, merge_key, place)
        self._start = 0

    def __enter__(self) -> Transaction:
        self._document._transaction = self._transaction
        self._start = len(self._transaction._puts)
        return self._transaction

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._transaction._roll_back(self._start)
        if self._outer is not None:
            return
        try:
            if kind is None and self._transaction._puts:
                self._document._follow_up(self._transaction)
        except BaseException:
            self._transaction._roll_back()
            raise
        finally:
            self._document._transaction = None
            change = self._transaction._close()
        if change.puts:
            self._document._tell(change)


class Document:
    """All records of one file. `baseline` keeps, per map, the records as they were read (to find what was touched).

    `new_id` makes the GUIDs of new records: random, unless a sample, an import or a test sets a deterministic one.
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records: dict[Key, Record] = {}
        self._maps: dict[str, MapIndex] = {}
        self._listeners: list[Listener] = []
        self._transaction: Transaction | None = None
        self.baseline: dict[str, Mapping[str, Record]] = {}
        self.consequences: tuple[Callable[[Transaction], object], ...] = ()
        """Verbs that run at the end of every transaction and of every dry run; what they write belongs to it."""
        self.derived: dict[str, object] = {}
        """What other rooms worked out from the document-wide records; every write of one of these empties it."""
        self._wide: dict[Key, Record] = {}
        self.new_id: Callable[[], str] = lambda: str(uuid4())
        for record in records:
            key = record.key
            before = self._records.get(key)
            if before is None and key[0]:
                # As below, without a change for each of thousands of records.
                self._records[key] = record
                self._index(key[0]).put_new(key[1], record)
            else:
                self._apply(Put(key, before, record))

    # Reading

    def get(self, key: Key) -> Record | None:
        return self._records.get(key)

    def records(self) -> Iterator[Record]:
        """Every record, in the order of insertion."""
        return iter(tuple(self._records.values()))

    def snapshot(self) -> dict[Key, Record]:
        """A copy of the mapping; records are values, so it never changes."""
        return dict(self._records)

    def equals(self, other: Document) -> bool:
        return self._records == other._records

    def of_type(self, kind: type[R]) -> list[R]:
        """The document-wide records (map id "") and maps of a type, in the order of insertion."""
        found = self._wide if issubclass(kind, _WIDE) else self._records
        return [r for r in found.values() if isinstance(r, kind)]

    def maps(self) -> list[Map]:
        """All maps, by `order`, then id."""
        found = [index.record for index in self._maps.values() if index.record is not None]
        return sorted(found, key=lambda m: (m.order, m.id))

    def map(self, map_id: str) -> Map:
        """The map's own record. Raises KeyError."""
        record = self._records[(map_id, "")]
        assert isinstance(record, Map)
        return record

    def node(self, map_id: str, element_id: str) -> Node:
        """Raises KeyError where there is none or it is no node."""
        record = self._records[(map_id, element_id)]
        if not isinstance(record, Node):
            raise KeyError((map_id, element_id))
        return record

    def flow(self, map_id: str, element_id: str) -> Flow:
        """Raises KeyError where there is none or it is no flow."""
        record = self._records[(map_id, element_id)]
        if not isinstance(record, Flow):
            raise KeyError((map_id, element_id))
        return record

    def element(self, map_id: str, element_id: str) -> Element | None:
        record = self._records.get((map_id, element_id))
        return record if isinstance(record, Node | Flow) else None

    def index(self, map_id: str) -> MapIndex:
        """The map's elements and their relations; an empty index for an unknown map."""
        return self._maps.get(map_id, _EMPTY)

    def nodes(self, map_id: str) -> list[Node]:
        """The map's nodes, bottom to top."""
        return self.index(map_id).sorted_nodes()

    def flows(self, map_id: str) -> list[Flow]:
        """The map's flows, bottom to top."""
        return self.index(map_id).sorted_flows()

    def incident(self, map_id: str, element_id: str) -> list[Flow]:
        """The flows that start or end at the element (flows may end at flows), bottom to top."""
        return self.index(map_id).incident(element_id)

    def children(self, map_id: str, element_id: str) -> list[Node]:
        """The nodes whose parent is the element, bottom to top."""
        return self.index(map_id).children(element_id)

    def attached(self, map_id: str, element_id: str) -> list[Node]:
        """The boundary events of a host."""
        return self.index(map_id).attached(element_id)

    def carried(self, map_id: str) -> Carried | None:
        record = self._records.get((map_id, "#carried"))
        return record if isinstance(record, Carried) else None

    def step(self, map_id: str, element_id: str) -> StepRow | None:
        record = self._records.get((map_id, "#step:" + element_id))
        return record if isinstance(record, StepRow) else None

    def generated(self, map_id: str) -> Generated | None:
        """What says that the map is made of the tree and the unit list, None for a map drawn by hand."""
        record = self._records.get((map_id, "#generated"))
        return record if isinstance(record, Generated) else None

    @property
    def office(self) -> Office:
        record = self._records.get(("", "office"))
        return record if isinstance(record, Office) else Office()

    @property
    def settings(self) -> Settings:
        record = self._records.get(("", "settings"))
        return record if isinstance(record, Settings) else Settings()

    @property
    def book(self) -> Book:
        record = self._records.get(("", "book"))
        return record if isinstance(record, Book) else Book()

    @property
    def container(self) -> Container:
        record = self._records.get(("", "container"))
        return record if isinstance(record, Container) else Container()

    def process(self, process_id: str) -> Process | None:
        record = self._records.get(("", "process:" + process_id))
        return record if isinstance(record, Process) else None

    def unit(self, unit_id: str) -> Unit | None:
        record = self._records.get(("", "unit:" + unit_id))
        return record if isinstance(record, Unit) else None

    def narrative(self, slot: str) -> Narrative:
        """The text of a slot, empty where none was written."""
        record = self._records.get(("", "text:" + slot))
        return record if isinstance(record, Narrative) else Narrative(slot=slot)

    # What was read

    def remember(self, map_id: str) -> None:
        """Take the map's present records as its baseline: until it differs, it is written as it was read."""
        self.baseline[map_id] = MappingProxyType(self.index(map_id).all())

    def untouched(self, map_id: str) -> bool:
        """Whether the map's records equal its baseline."""
        baseline = self.baseline.get(map_id)
        return baseline is not None and baseline == self.index(map_id).all()

    # Writing

    def transaction(self, label: Label, merge_key: str = "", place: str = "") -> _Scope:
        """A `with` block in which verbs may write; see Transaction. `merge_key` joins the steps of one gesture."""
        return _Scope(self, label, merge_key, place)

    def dry_run(self, verb: Callable[[Transaction], object], rough: bool = False) -> ChangeSet:
        """What `verb` would change; `rough`: without what takes long (`Transaction.rough`).

        The document is as before afterwards and no listener hears of it.
        """
        if self._transaction is not None:
            raise NotInTransactionError("dry run inside a transaction")
        transaction = Transaction(self, Label(""), "", "")
        transaction.rough = rough
        self._transaction = transaction
        try:
            verb(transaction)
            self._follow_up(transaction)
            return ChangeSet(Label(""), squashed(transaction._puts), "", transaction._place)
        finally:
            self._transaction = None
            transaction._open = False
            transaction._roll_back()

    def apply(self, change: ChangeSet) -> None:
        """Apply a finished change (undo, redo, merge) and tell the listeners. Raises where a `before` does not fit
        and inside a transaction; then nothing is applied."""
        self.expect(change)
        for put in change.puts:
            self._apply(put)
        self._tell(change)

    def expect(self, change: ChangeSet) -> None:
        """Raise ValueError where the change does not start from the present records, NotInTransactionError inside a
        transaction."""
        if self._transaction is not None:
            raise NotInTransactionError("a finished change inside a transaction")
        for put in change.puts:
            if self._records.get(put.key) != put.before:
                raise ValueError(f"stale change for {put.key}")

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Be told of every commit; returns the function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _follow_up(self, transaction: Transaction) -> None:
        for verb in self.consequences:
            verb(transaction)

    def _tell(self, change: ChangeSet) -> None:
        for listener in tuple(self._listeners):
            listener(change)

    def _index(self, map_id: str) -> MapIndex:
        found = self._maps.get(map_id)
        if found is None:
            found = self._maps[map_id] = MapIndex()
        return found

    def _apply(self, put: Put) -> None:
        if put.after is None:
            self._records.pop(put.key, None)
        else:
            self._records[put.key] = put.after
        map_id = put.key[0]
        if not map_id:
            self.derived = {}
            if put.after is None:
                self._wide.pop(put.key, None)
            else:
                self._wide[put.key] = put.after
        else:
            index = self._index(map_id)
            index.replace(put.before, put.after)
            if index.is_empty():
                del self._maps[map_id]

"""The only change there is: Put(key, before, after), collected in ChangeSets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import msgspec

from probis_editor.model.affairs import Generated, Goal, Law, Picture, Revision, Sipoc, Sop, Term
from probis_editor.model.elements import AttributeValue, Carried, Flow, Key, Map, Node, StepRow
from probis_editor.model.office import Book, Container, Exported, Narrative, Office, Process, Settings, Unit

Record: TypeAlias = (
    Map
    | Node
    | Flow
    | Carried
    | StepRow
    | AttributeValue
    | Office
    | Settings
    | Process
    | Unit
    | Narrative
    | Book
    | Container
    | Exported
    | Generated
    | Revision
    | Law
    | Term
    | Goal
    | Sipoc
    | Sop
    | Picture
)
"""Every kind of record a document holds; each has a `key`."""


class NotInTransactionError(RuntimeError):
    """A record was written outside a transaction, or after it closed."""


class Label(msgspec.Struct, frozen=True):
    """What a change is called: an i18n key and its arguments, made into text at the edge."""

    key: str
    args: tuple[tuple[str, str | int], ...] = ()


def label(key: str, **args: str | int) -> Label:
    """A Label with its arguments in the order given."""
    return Label(key, tuple(args.items()))


class Put(msgspec.Struct, frozen=True):
    """One record's step from `before` to `after`; None = absent."""

    key: Key
    before: Record | None
    after: Record | None


class ChangeSet(msgspec.Struct, frozen=True):
    """A finished change: at most one Put a key, none of them a no-op, in the order of first writing.

    `place` is the map id to show before the change is undone ("" where it is no map's).
    """

    label: Label
    puts: tuple[Put, ...]
    merge_key: str = ""
    place: str = ""

    @property
    def touched(self) -> frozenset[Key]:
        return frozenset(put.key for put in self.puts)

    def inverted(self) -> ChangeSet:
        """The change that takes this one back."""
        puts = tuple(Put(p.key, p.after, p.before) for p in reversed(self.puts))
        return ChangeSet(self.label, puts, self.merge_key, self.place)

    def merged(self, later: ChangeSet) -> ChangeSet:
        """This change followed by `later`, as one."""
        return ChangeSet(self.label, squashed((*self.puts, *later.puts)), self.merge_key, self.place)


def squashed(puts: Iterable[Put]) -> tuple[Put, ...]:
    """One Put a key from its first `before` to its last `after`; no-ops dropped."""
    firsts: dict[Key, Put] = {}
    for put in puts:
        first = firsts.get(put.key)
        firsts[put.key] = put if first is None else Put(put.key, first.before, put.after)
    return tuple(put for put in firsts.values() if put.before != put.after)

"""What is allowed: who may be connected with whom, who may lie in what, who may sit on whose border.

Tools ask live, commands assert, checks report; all three with the same reason.
Source: BPMN 2.0.2, 7.6.1 (sequence flow rules), 7.6.2 (message flow rules), 10.5.
"""

from __future__ import annotations

import msgspec

from probis_editor.kinds import STEPS, Family, family
from probis_editor.model.changes import Label, label
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node
from probis_editor.model.queries import pool_of


class Verdict(msgspec.Struct, frozen=True):
    """Allowed or not. `kind` is the flow kind that would be made; `reason` says why not."""

    allowed: bool
    kind: str = ""
    reason: Label | None = None

    def __bool__(self) -> bool:
        return self.allowed


class RefusedError(ValueError):
    """A verb was asked for something that the rules do not allow."""

    def __init__(self, reason: Label) -> None:
        super().__init__(reason.key)
        self.reason = reason


_FREE = (Family.DATA, Family.ARTIFACT, Family.BOX)
_SENDING_EVENTS = ("event.end", "event.throw")
_RECEIVING_EVENTS = ("event.start", "event.catch", "event.boundary")


def _no(key: str) -> Verdict:
    return Verdict(False, "", label("permits." + key))


def can_connect(document: Document, map_id: str, source: str, target: str, kind: str = "") -> Verdict:
    """Whether a flow may run from `source` to `target`. Without `kind` the fitting kind is chosen."""
    a, b = document.element(map_id, source), document.element(map_id, target)
    if a is None or b is None:
        return _no("nothing_there")
    if a.plane != b.plane:
        return _no("other_plane")
    if isinstance(a, Flow) or isinstance(b, Flow):
        return _association(a, b, kind)
    if kind == "association" or family(a.kind) in _FREE or family(b.kind) in _FREE:
        return _association(a, b, kind)
    if family(a.kind) in (Family.LANE, Family.PHASE) or family(b.kind) in (Family.LANE, Family.PHASE):
        return _no("not_lane")
    same = family(a.kind) is not Family.POOL and family(b.kind) is not Family.POOL
    same = same and pool_of(document, map_id, source) == pool_of(document, map_id, target)
    if kind == "message" or (not kind and not same):
        return _message(a, b, same)
    return _sequence(a, b, same)


def _association(a: Node | Flow, b: Node | Flow, kind: str) -> Verdict:
    if kind not in ("", "association"):
        return _no("only_association")
    if a.id == b.id:
        return _no("itself")
    for end in (a, b):
        if isinstance(end, Node) and family(end.kind) in (Family.LANE, Family.PHASE):
            return _no("not_lane")
    return Verdict(True, "association")


def _sequence(a: Node, b: Node, same: bool) -> Verdict:
    if not same:
        return _no("other_pool")
    if family(a.kind) not in STEPS or family(b.kind) not in STEPS:
        return _no("only_steps")
    if a.kind == "event.end":
        return _no("from_end")
    if b.kind == "event.start":
        return _no("into_start")
    if b.kind == "event.boundary":
        return _no("into_boundary")
    if "subprocess.event" in (a.kind, b.kind):
        return _no("event_subprocess")
    if a.parent != b.parent:
        return _no("other_subprocess")
    if a.id == b.id and family(a.kind) is not Family.ACTIVITY:
        return _no("itself")
    return Verdict(True, "sequence")


def _message(a: Node, b: Node, same: bool) -> Verdict:
    if same or a.id == b.id:
        return _no("message_inside")
    if not (family(a.kind) in (Family.ACTIVITY, Family.POOL) or a.kind in _SENDING_EVENTS):
        return _no("cannot_send")
    if not (family(b.kind) in (Family.ACTIVITY, Family.POOL) or b.kind in _RECEIVING_EVENTS):
        return _no("cannot_receive")
    return Verdict(True, "message")


def can_contain(document: Document, map_id: str, kind: str, parent: str) -> Verdict:
    """Whether an element of `kind` may be owned by `parent` ("" or the hidden main pool = the surface)."""
    what = family(kind)
    holder = document.element(map_id, parent) if parent else None
    if holder is None:
        return _no("needs_pool") if what in (Family.LANE, Family.PHASE) else Verdict(True)
    if not isinstance(holder, Node):
        return _no("not_container")
    if what is Family.POOL:
        return Verdict(True) if holder.hidden else _no("pool_inside")
    if what in (Family.LANE, Family.PHASE):
        inside_lane = what is Family.LANE and holder.kind == "lane"
        return (
            Verdict(True)
            if (holder.kind == "pool" and not holder.hidden) or inside_lane
            else _no("needs_pool")
        )
    if holder.kind == "pool" or holder.kind.startswith("subprocess"):
        return Verdict(True)
    return _no("not_container")


def can_attach(document: Document, map_id: str, kind: str, host: str) -> Verdict:
    """Whether an intermediate event may sit on the border of `host`."""
    holder = document.element(map_id, host)
    if not isinstance(holder, Node) or family(holder.kind) is not Family.ACTIVITY:
        return _no("attach_activity")
    if kind not in ("event.catch", "event.boundary"):
        return _no("attach_event")
    if holder.kind == "subprocess.event":
        return _no("event_subprocess")
    return Verdict(True)

"""Which steps of a map have no way on yet: for the hints of a canvas, not a check of its own."""

from __future__ import annotations

from probis_editor.checks.structure import leads_on
from probis_editor.checks.views import Whole
from probis_editor.model.document import Document


def unfinished(document: Document, map_id: str) -> tuple[str, ...]:
    """The ids of the steps that no flow leaves though one should, from left to right; () for an unknown map.

    Ends of the process, halves of a link and what begins by an event of its own need none.
    """
    whole = Whole(document, only=map_id)
    return tuple(
        node.id
        for view in whole.maps
        for scope in view.scopes
        for node in scope.steps
        if not leads_on(scope, node)
    )

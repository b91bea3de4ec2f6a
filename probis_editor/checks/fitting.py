"""What does not fit: a text that its shape has to cut even in the smallest letters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from probis_editor.checks.engine import ADVICE, Fix, Hit, hit, map_rule
from probis_editor.checks.views import MapView
from probis_editor.commands.texts import enlarge
from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import Group, Primitive, Text, pt
from probis_editor.drawing.theme import Theme, theme
from probis_editor.kinds import Family, family
from probis_editor.kinds.lettering import ELLIPSIS
from probis_editor.kinds.look import node_look
from probis_editor.model.changes import label
from probis_editor.model.elements import Node
from probis_editor.render import compose

_BOXED = (Family.ACTIVITY, Family.BOX, Family.LANE, Family.PHASE)
_CROWDED = 0.45
"""Share of a box that its text may fill in the smallest letters before it is drawn to see whether it is cut."""


@map_rule("text_cut", ADVICE)
def text_cut(view: MapView) -> Iterator[Hit]:
    """A text that ends in "…" because its shape is too small for it in the theme's smallest letters."""
    look = theme(view.record.theme, view.record.size)
    for node in view.nodes:
        if family(node.kind) in _BOXED and _crowded(node, look) and _is_cut(view, node):
            fix = None
            if family(node.kind) is Family.ACTIVITY and not node.expanded:
                verb = partial(enlarge, map_id=view.id, element_id=node.id)
                fix = Fix(label("checks.fix.enlarge"), verb)
            yield hit(node.id, fix=fix, name=node.name, size=round(look.form(node.kind).min_text))


def _crowded(node: Node, look: Theme) -> bool:
    """Whether the text might not fit: a quick look, so that most shapes need not be drawn."""
    name, d = node.name.strip(), node.drawn
    if not name:
        return False
    if family(node.kind) in (Family.LANE, Family.PHASE):
        return len(name) > 20
    style = node_look(node.kind, node.style, look).text
    size = pt(look.form(node.kind).min_text)
    wide = fonts.width(name, style) * size / style.size
    if max(fonts.width(word, style) for word in name.split()) * size / style.size > d.w - 8:
        return True
    return wide * fonts.line_height(style) * size / style.size > _CROWDED * d.w * d.h


def _is_cut(view: MapView, node: Node) -> bool:
    shown = "".join(t.text for t in _texts(compose.element(view.document, (view.id, node.id))))
    return ELLIPSIS in shown and ELLIPSIS not in node.name


def _texts(primitive: Primitive) -> Iterator[Text]:
    if isinstance(primitive, Group):
        for child in primitive.children:
            yield from _texts(child)
    elif isinstance(primitive, Text):
        yield primitive

"""Properties of what is selected: a shape, a line, several things, or (with nothing selected) the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from probis_editor.commands import maps, shapes, texts, turning
from probis_editor.geometry import Rect
from probis_editor.kinds import kind
from probis_editor.kinds.triggers import triggers_for
from probis_editor.model import numbering
from probis_editor.model.changes import ChangeSet
from probis_editor.model.document import Transaction
from probis_editor.model.elements import MAP_KINDS, Element, Flow, Map, Node
from probis_editor.model.office import Unit
from probis_editor.ui import look, wording
from probis_editor.ui.kind_menu import kinds_for
from probis_editor.ui.panels.attributes import AttributeFields
from probis_editor.ui.panels.described import DescriptionField
from probis_editor.ui.panels.fields import CheckField, ChoiceField, ColorField, NumberField, TextField
from probis_editor.ui.session import Session

LOOPS = ("", "standard", "parallel", "sequential")
_CHOICES = {
    "loop": (LOOPS, "ui.loop."),
    "condition": (("", "conditional", "default"), "ui.condition."),
    "direction": (("none", "one", "both"), "ui.direction."),
}
_SPOKEN = {"": "none_", "one": "single"}
"""Values that cannot be the last part of a key."""

_CHECKS = (
    "interrupting",
    "expanded",
    "marker",
    "compensation",
    "multiple",
    "parallel_multiple",
    "instantiate",
)


class PropertiesPanel(QScrollArea):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shows: list[Callable[[Any], None]] = []
        self._signature: tuple[object, ...] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        session.selection_changed.connect(self.refresh)
        session.place_changed.connect(self.refresh)
        session.opened.connect(self.rebuild)
        session.changed.connect(self._changed)
        self.rebuild()

    def _changed(self, change: ChangeSet) -> None:
        map_id = self._session.place.map
        if any(not key[0] or key[0] == map_id for key in change.touched):
            self.refresh()

    def rebuild(self) -> None:
        self._signature = ()
        self.refresh()

    def refresh(self) -> None:
        """Show the present values; the editors are made anew only where other ones are needed."""
        subject = self._subject()
        signature = self._sign(subject)
        if signature != self._signature:
            self._signature = signature
            self._build(subject)
        for show in self._shows:
            show(subject)

    def _subject(self) -> Any:
        session = self._session
        if not session.place.map or session.document.get((session.place.map, "")) is None:
            return None
        chosen = session.selected()
        if not chosen:
            return session.document.map(session.place.map)
        return chosen[0] if len(chosen) == 1 else chosen

    def _sign(self, subject: Any) -> tuple[object, ...]:
        document = self._session.document
        lists = (len(document.of_type(Unit)), tuple(numbering.codes(document).items()))
        if isinstance(subject, Node):
            return ("node", subject.id, subject.kind, self._triggers(subject), *lists)
        if isinstance(subject, Flow):
            return ("flow", subject.id, subject.kind)
        if isinstance(subject, Map):
            return ("map", subject.id, *lists)
        return ("many", *self._session.selection) if subject else ("nothing",)

    def take_keyboard(self) -> None:
        """Put the keyboard into the first field."""
        inner = self.widget()
        reached = inner.findChildren(QWidget) if inner is not None else []
        fields = [w for w in reached if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        (fields[0] if fields else self).setFocus()

    # Building

    def _build(self, subject: Any) -> None:
        self._shows = []
        box = QWidget()
        box.setStyleSheet(f"QWidget#box {{ background: {look.BASE}; }}")
        box.setObjectName("box")
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(12, 10, 12, 12)
        self._column.setSpacing(6)
        if isinstance(subject, Node):
            self._node(subject)
        elif isinstance(subject, Flow):
            self._flow(subject)
        elif isinstance(subject, Map):
            self._map()
        elif subject:
            self._head(self._session.text("ui.properties.several", n=len(subject)))
            self._style()
        else:
            self._column.addWidget(self._muted(self._session.text("ui.properties.nothing")))
        self._column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(box)
        if old is not None:
            old.deleteLater()

    def _node(self, node: Node) -> None:
        text, row = self._session.text, kind(node.kind)
        self._head(text("kind." + node.kind))
        self._text_field("name", 3)
        rows = [node.kind, *kinds_for(node)]
        if len(rows) > 1:
            field = ChoiceField(self._set_kind, [(k, text("kind." + k)) for k in rows])
            self._labelled("ui.field.kind", field, lambda n: field.show_value(n.kind))
        for name in row.fields:
            if name == "trigger":
                self._pick(name, [(t, text("ui.trigger." + t)) for t in self._triggers(node)])
            elif name in _CHOICES:
                self._choice(name)
        if "unit" in row.fields or row.family.value == "lane":
            units = [("", text("ui.field.no_link"))]
            units += [(u.id, u.name) for u in self._session.document.of_type(Unit)]
            if len(units) > 1:
                self._pick("unit", units)
        if node.kind == "call" or row.family.value == "box":
            rows_ = self._processes()
            if len(rows_) > 1:
                self._pick("process", rows_)
        for name in row.fields:
            if name in _CHECKS:
                self._check(name)
        self._section("ui.properties.look")
        self._size()
        self._style()
        self._described(node.id)

    def _triggers(self, node: Node) -> tuple[str, ...]:
        """What may set off an event where it stands, and what a file gave it against that."""
        if "trigger" not in kind(node.kind).fields:
            return ()
        holder = self._session.document.element(node.map, node.parent)
        allowed = triggers_for(node.kind, isinstance(holder, Node) and holder.kind == "subprocess.event")
        return allowed if node.trigger in allowed else (node.trigger, *allowed)

    def _flow(self, flow: Flow) -> None:
        self._head(self._session.text("kind." + flow.kind))
        self._text_field("name", 2)
        if flow.kind == "sequence":
            self._choice("condition")
        elif flow.kind == "association":
            self._choice("direction")
        self._section("ui.properties.look")
        self._style(fill=False)
        self._described(flow.id)

    def _map(self) -> None:
        text = self._session.text
        self._head(text("ui.properties.map"))
        self._map_field("name", lambda r: TextField(r, 3))
        kinds = [(k, text("ui.map_kind." + k)) for k in MAP_KINDS]
        self._map_field("kind", lambda r: ChoiceField(r, kinds), key="ui.field.map_kind")
        processes = self._processes()
        if len(processes) > 1:
            self._map_field("process", lambda r: ChoiceField(r, processes))
        sizes = [(s, text("ui.map_size." + s)) for s in ("normal", "compact")]
        self._map_field("size", lambda r: ChoiceField(r, sizes))
        themes = [(s, text("ui.theme." + s)) for s in ("house", "bizagi")]
        self._map_field("theme", lambda r: ChoiceField(r, themes))
        self._described("")

    def _processes(self) -> list[tuple[str, str]]:
        document, codes = self._session.document, numbering.codes(self._session.document)
        rows = [(p.id, f"{codes[p.id]}  {p.name}") for _, p in numbering.walk(document)]
        return [("", self._session.text("ui.field.no_link")), *rows]

    # Rows

    def _head(self, title: str) -> None:
        label = QLabel(title)
        label.setStyleSheet(f"font-weight: bold; color: {look.ACCENT};")
        self._column.addWidget(label)

    def _section(self, key: str) -> None:
        self._column.addSpacing(8)
        label = QLabel(self._session.text(key))
        label.setObjectName("section")
        self._column.addWidget(label)

    def _muted(self, line: str) -> QLabel:
        label = QLabel(line)
        label.setObjectName("muted")
        label.setWordWrap(True)
        return label

    def _labelled(self, key: str, field: QWidget, show: Callable[[Any], None]) -> None:
        if key:
            label = self._muted(self._session.text(key))
            label.setBuddy(field)
            self._column.addWidget(label)
            field.setAccessibleName(label.text())
        self._column.addWidget(field)
        self._shows.append(show)

    def _text_field(self, name: str, lines: int) -> None:
        field = TextField(lambda value: self._change(name, value), lines)
        self._labelled("ui.field." + name, field, lambda e: field.show_value(getattr(e, name)))

    def _described(self, element: str) -> None:
        """The description and the extended attributes of an element, "" for the map. They belong to it for good:
        what is still being typed when another element is chosen is written where it was typed."""
        session, map_id = self._session, self._session.place.map
        self._section("ui.field.documentation")
        title = session.text("ui.field.documentation")
        field = DescriptionField(session, lambda v, key: self._describe(map_id, element, v, key), title, 6)
        self._labelled("", field, lambda subject: field.show_value(subject.documentation))
        own = AttributeFields(session, map_id, element)
        if own.count:
            self._section("ui.properties.attributes")
            self._labelled("", own, lambda _: own.refresh())
        else:
            own.deleteLater()

    def _choice(self, name: str) -> None:
        values, prefix = _CHOICES[name]
        rows = [(v, self._session.text(prefix + _SPOKEN.get(v, v))) for v in values]
        self._pick(name, rows)

    def _pick(self, name: str, rows: list[tuple[str, str]]) -> None:
        field = ChoiceField(lambda value: self._change(name, value), rows)
        self._labelled("ui.field." + name, field, lambda e: field.show_value(getattr(e, name)))

    def _check(self, name: str) -> None:
        field = CheckField(lambda value: self._change(name, value), self._session.text("ui.field." + name))
        self._labelled("", field, lambda e: field.show_value(getattr(e, name)))

    def _map_field(self, name: str, make: Callable[[Callable[[Any], None]], Any], key: str = "") -> None:
        field = make(lambda value: self._change_map(name, value))
        self._labelled(key or "ui.field." + name, field, lambda m: field.show_value(getattr(m, name)))

    def _size(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        wide = NumberField(lambda value: self._resize(w=value), 10, 20000)
        high = NumberField(lambda value: self._resize(h=value), 10, 20000)
        wide.setAccessibleName(self._session.text("ui.field.width"))
        high.setAccessibleName(self._session.text("ui.field.height"))
        row.addWidget(self._muted(self._session.text("ui.field.bounds")), 4)
        row.addWidget(wide, 3)
        row.addWidget(QLabel("×"))
        row.addWidget(high, 3)
        self._column.addLayout(row)

        def show(node: Node) -> None:
            wide.show_value(node.drawn.w)
            high.show_value(node.drawn.h)

        self._shows.append(show)

    def _style(self, fill: bool = True) -> None:
        text = self._session.text
        row = QHBoxLayout()
        row.setSpacing(2)
        for name in (("fill",) if fill else ()) + ("border", "text"):
            row.addWidget(self._color(name))
        row.addStretch(1)
        self._column.addLayout(row)
        row = QHBoxLayout()
        row.setSpacing(8)
        size = NumberField(lambda v: self._restyle(size=float(v)), 0, 72, " pt", text("ui.field.automatic"))
        size.setToolTip(text("ui.field.font_size"))
        size.setAccessibleName(text("ui.field.font_size"))
        bold = CheckField(lambda v: self._restyle(bold=v or None), text("ui.field.bold"))
        italic = CheckField(lambda v: self._restyle(italic=v or None), text("ui.field.italic"))
        for widget in (size, bold, italic):
            row.addWidget(widget)
        row.addStretch(1)
        self._column.addLayout(row)

        def show(subject: Any) -> None:
            style = _first(subject).style
            size.show_value(style.size)
            bold.show_value(bool(style.bold))
            italic.show_value(bool(style.italic))

        self._shows.append(show)

    def _color(self, name: str) -> ColorField:
        text = self._session.text
        field = ColorField(lambda c: self._restyle(**{name: c}), text("ui.field." + name), text)
        self._shows.append(lambda subject: field.show_value(getattr(_first(subject).style, name)))
        return field

    # Changing

    def _run(self, step: str, verb: Callable[[Transaction], object]) -> None:
        self._session.run(wording.step_on(self._session, step, self._session.selection), verb)
        self.refresh()

    def _change(self, name: str, value: Any) -> None:
        map_id, ids = self._session.place.map, self._session.selection
        if len(ids) == 1:
            if name == "name":
                self._run("rename", lambda tx: texts.retitle(tx, map_id, ids[0], value))
            else:
                self._run("change", lambda tx: shapes.change(tx, map_id, ids[0], **{name: value}))

    def _describe(self, map_id: str, element: str, value: str, merge_key: str) -> None:
        def verb(tx: Transaction) -> None:
            if element:
                shapes.change(tx, map_id, element, documentation=value)
            else:
                maps.change_map(tx, map_id, documentation=value)

        document = self._session.document
        record = document.element(map_id, element) if element else document.get((map_id, ""))
        if isinstance(record, Node | Flow | Map):
            what = " ".join(record.name.split())
            self._session.run(wording.step("describe", what=f"“{what}”" if what else ""), verb, merge_key)

    def _set_kind(self, value: str) -> None:
        map_id, ids = self._session.place.map, self._session.selection
        self._run("change", lambda tx: turning.turn(tx, map_id, ids[0], value))

    def _change_map(self, name: str, value: Any) -> None:
        map_id = self._session.place.map
        record = self._session.document.map(map_id)
        step = wording.step("change", what=" ".join(record.name.split()))
        if name == "name":
            self._session.run(step, lambda tx: maps.rename_map(tx, map_id, value))
        else:
            self._session.run(step, lambda tx: maps.change_map(tx, map_id, **{name: value}))
        self.refresh()

    def _resize(self, w: float | None = None, h: float | None = None) -> None:
        map_id, nodes = self._session.place.map, self._session.selected_nodes()
        if len(nodes) == 1:
            r = nodes[0].drawn
            rect = Rect(r.x, r.y, w or r.w, h or r.h)
            self._run("resize", lambda tx: shapes.resize(tx, map_id, nodes[0].id, rect))

    def _restyle(self, **fields: Any) -> None:
        map_id, ids = self._session.place.map, self._session.selection
        self._run("style", lambda tx: shapes.set_style(tx, map_id, ids, **fields))


def _first(subject: Any) -> Element:
    found: Element = subject[0] if isinstance(subject, list) else subject
    return found

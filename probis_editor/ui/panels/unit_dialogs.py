"""Questions about units: names with a preview of what changes everywhere, merging, the other fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton, QWidget

from probis_editor.commands import units
from probis_editor.commands.effects import Effect
from probis_editor.model import laws, unit_names
from probis_editor.model.affairs import Law
from probis_editor.model.office import Unit
from probis_editor.rules.permits import RefusedError
from probis_editor.ui.dialogs import Form
from probis_editor.ui.facts.form import CheckedForm, Ticks
from probis_editor.ui.panels import sheet_rows
from probis_editor.ui.session import Session

KINDS = ("unit", "position", "party", "collective")
_MOST_LINES = 7


class _Preview(QLabel):
    """What a change would do, a moment after the last key; the form's button waits for what is possible."""

    def __init__(self, form: Form, session: Session, effects: Callable[[], Sequence[Effect] | None]) -> None:
        super().__init__()
        self._form, self._session, self._effects = form, session, effects
        self.setObjectName("muted")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * (_MOST_LINES + 3))
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(150)
        self._late.timeout.connect(self.refresh)
        form.rows.addRow(self)
        form.accepting = self._settle

    def soon(self) -> None:
        self._form.do.setEnabled(True)
        self._late.start()

    def _settle(self) -> bool:
        """Look at the change before it is taken, also where Enter came before the moment was over."""
        self._late.stop()
        self.refresh()
        return self._form.do.isEnabled()

    def refresh(self) -> None:
        try:
            found = self._effects()
        except RefusedError as refusal:
            self.setText(self._session.label_text(refusal.reason))
            self._form.do.setEnabled(False)
            return
        self._form.do.setEnabled(found is not None)
        self.setText("" if found is None else said(self._session, found))


def said(session: Session, found: Sequence[Effect]) -> str:
    """Effects in a few lines: how many of what, then the first ones."""
    text = session.text
    if not found:
        return text("parties.no_effect")
    counts = Counter(one.what for one in found)
    parts = [f"{n} {text('parties.effect.' + what)}" for what, n in counts.items()]
    lines = [text("parties.effects", what=", ".join(parts))]
    pairs = list(dict.fromkeys((one.before, one.after) for one in found))
    for before, after in pairs[:_MOST_LINES]:
        lines.append(f"• {_short(before)} → {_short(after)}")
    if len(pairs) > _MOST_LINES:
        lines.append("…")
    return "\n".join(lines)


def _short(line: str) -> str:
    flat = " ".join(line.split())
    return flat if len(flat) <= 44 else flat[:43].rstrip() + "…"


def ask_name(parent: QWidget, session: Session, kind: str, above: str = "") -> str:
    """The name of a new unit, "" where the user gave up."""
    form = Form(parent, session.text, "parties.new." + kind, "ui.button.create")
    edit = form.line(session.text("parties.name"), hint=session.text("parties.hint." + kind))
    if above:
        form.rows.addRow(session.text("parties.above"), QLabel(above))
    edit.setFocus()
    return " ".join(edit.text().split()) if form.exec() else ""


def ask_rename(parent: QWidget, session: Session, unit_id: str) -> str:
    """The new name of a unit, after showing what it changes; "" where the user gave up."""
    unit = session.document.unit(unit_id)
    if unit is None:
        return ""
    form = Form(parent, session.text, "parties.rename", "ui.button.ok")
    edit = form.line(session.text("parties.name"), unit.name)
    edit.selectAll()
    edit.setFocus()

    def effects() -> Sequence[Effect] | None:
        name = unit_names.flat(edit.text())
        return None if name == unit.name else units.preview_rename(session.document, unit_id, name)

    preview = _Preview(form, session, effects)
    edit.textChanged.connect(preview.soon)
    preview.refresh()
    if not form.exec():
        return ""
    name = unit_names.flat(edit.text())
    return "" if name == unit.name else name


def ask_merge(parent: QWidget, session: Session, gone: str, keep: str = "") -> str:
    """The unit that stays when `gone` is made one with it, "" where the user gave up."""
    document, unit = session.document, session.document.unit(gone)
    if unit is None:
        return ""
    form = Form(parent, session.text, "parties.merge_title", "parties.merge_do")
    form.rows.addRow(session.text("parties.gone"), QLabel(unit.name))
    kept = QComboBox()
    alike = [
        t.first if t.second == gone else t.second for t in units.suggestions(document, 70) if gone in t[:2]
    ]
    others = sorted((u for u in document.of_type(Unit) if u.id != gone), key=lambda u: u.name.casefold())
    for other in sorted(others, key=lambda u: alike.index(u.id) if u.id in alike else len(alike)):
        kept.addItem(other.name, other.id)
    if keep:
        kept.setCurrentIndex(kept.findData(keep))
    form.rows.addRow(session.text("parties.kept"), kept)

    def effects() -> Sequence[Effect] | None:
        chosen = kept.currentData()
        return units.preview_merge(document, chosen, gone) if chosen else None

    preview = _Preview(form, session, effects)
    kept.currentIndexChanged.connect(preview.refresh)
    preview.refresh()
    return str(kept.currentData() or "") if form.exec() else ""


def ask_fields(parent: QWidget, session: Session, unit: Unit) -> dict[str, Any]:
    """The fields of a unit that were changed; none where the user gave up."""
    text, document = session.text, session.document
    form = CheckedForm(parent, session, "parties.fields")
    form.setMinimumWidth(620)
    name = form.field("parties.name", unit.name)
    short = form.field("parties.short", unit.short)
    kinds = form.choice("ui.field.kind", [(k, text("parties.kind." + k)) for k in KINDS], unit.kind)
    aliases = form.field("parties.aliases", ", ".join(unit.aliases), text("parties.aliases_hint"))
    repeat = form.field("parties.repeat", str(unit.repeat))
    instances = form.lines("parties.instances", "\n".join(unit.instances), 3, text("parties.instances_hint"))
    side = form.tick("parties.side", unit.side)
    known = [u.name for u in (document.unit(m) for m in unit.members) if u is not None]
    members = form.field("parties.members", ", ".join(known), text("parties.members_hint"))
    bases = Ticks(4)
    for law in laws.ordered(document.of_type(Law)):
        bases.add(laws.cited(law), law.id, law.id in unit.laws)
    if bases.items():
        form.row("facts.laws.title", bases)

    def each() -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(n for n in map(unit_names.flat, instances.toPlainText().splitlines()) if n)
        )

    def check() -> str:
        said = repeat.text().strip()
        repeat.setEnabled(not each())
        if each():
            repeat.setText(str(len(each())))
        elif not (said.isdecimal() and 1 <= int(said) <= 999):
            return text("parties.bad_repeat")
        members.setEnabled(kinds.currentData() == "collective")
        unknown = [
            n for n in members.text().split(",") if n.strip() and unit_names.by_name(document, n) is None
        ]
        if members.isEnabled() and unknown:
            return text("parties.no_member", name=unknown[0].strip())
        found = [unit_names.by_name(document, n) for n in each()]
        other = next((u for u in found if u is not None and u.id != unit.id), None)
        return text("parties.there", name=other.name) if other is not None else ""

    form.check = check
    name.setFocus()
    if not form.ask():
        return {}
    listed = [unit_names.by_name(document, n) for n in members.text().split(",") if n.strip()]
    given: dict[str, Any] = {
        "name": unit_names.flat(name.text()) or unit.name,
        "short": unit_names.flat(short.text()),
        "kind": kinds.currentData(),
        "aliases": tuple(dict.fromkeys(a for a in map(unit_names.flat, aliases.text().split(",")) if a)),
        "repeat": int(repeat.text()),
        "instances": each(),
        "side": side.isChecked(),
        "members": tuple(dict.fromkeys(u.id for u in listed if u is not None and u.id != unit.id)),
        "laws": bases.ticked() if set(bases.ticked()) != set(unit.laws) else unit.laws,
    }
    return {field: value for field, value in given.items() if value != getattr(unit, field)}


def ask_list(parent: QWidget, session: Session) -> str:
    """A list of units as text, "" where the user gave up."""
    form = Form(parent, session.text, "parties.from_text", "parties.enter")
    hint = QLabel(session.text("parties.list_hint"))
    hint.setObjectName("muted")
    hint.setWordWrap(True)
    form.rows.addRow(hint)
    edit = QPlainTextEdit()
    edit.setMinimumHeight(220)
    edit.setAccessibleName(session.text("parties.from_text"))
    form.rows.addRow(edit)
    browse = QPushButton(session.text("tree.rows.browse"))
    browse.setAutoDefault(False)
    browse.clicked.connect(lambda: sheet_rows.ask_into(edit, form, session))
    form.rows.addRow(browse)
    edit.setFocus()
    return edit.toPlainText() if form.exec() else ""

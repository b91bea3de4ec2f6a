"""Questions about the process tree: a process's facts, groups and codes, a list to be planted."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidgetItem, QWidget

from probis_editor.commands import codes, tree, tree_rows
from probis_editor.model import numbering
from probis_editor.model.document import Document
from probis_editor.model.elements import MAP_KINDS
from probis_editor.model.office import Process, Unit
from probis_editor.rules.permits import RefusedError
from probis_editor.ui.facts.form import CheckedForm, Ticks, processes
from probis_editor.ui.panels import sheet_rows
from probis_editor.ui.session import Session

_MOST_GROUPS = 6


def ask_process(parent: QWidget, session: Session, process: Process) -> dict[str, Any]:
    """The fields of a process that were changed; none where the user gave up."""
    text, document = session.text, session.document
    form = CheckedForm(parent, session, "tree.form.title", "ui.button.ok")
    form.setMinimumWidth(640)
    name = form.field("ui.tree.process_name", process.name)
    code = form.note("")
    number = str(process.pinned or "")
    pinned = form.field("tree.form.number", number, text("tree.form.by_place"))
    pinned.setEnabled(not process.code)
    groups = [(g, g) for g in document.settings.groups]
    group = form.choice("tree.form.group", groups, process.group) if not process.parent else None
    units = sorted(document.of_type(Unit), key=lambda u: u.name.casefold())
    owner = form.choice(
        "tree.form.owner", [("", text("ui.field.no_link")), *((u.id, u.name) for u in units)], process.owner
    )
    kinds = [("", text("tree.form.kind_by_place"))]
    kinds += [
        (k, text("ui.map_kind." + k))
        for k in MAP_KINDS
        if k in ("cross_functional", "subprocess", "relation")
    ]
    kind = form.choice("ui.field.map_kind", kinds, process.kind)
    states = [(s, text("tree.form.states." + s)) for s in (codes.DRAFT, codes.DETERMINED)]
    status = form.choice("tree.form.status", states, process.status)
    parties = Ticks(4)
    for unit in units:
        parties.add(unit.name, unit.id, unit.id in process.parties)
    form.row("tree.form.parties", parties)
    related = processes(document, process.related)
    related.setMinimumHeight(4 * 28)
    for item in related.items():
        item.setHidden(item.data(0, Qt.ItemDataRole.UserRole) == process.id)
    form.row("tree.form.related", related)

    def given() -> dict[str, Any]:
        fields: dict[str, Any] = {
            "name": " ".join(name.text().split()),
            "pinned": int(pinned.text()) if pinned.text().strip().isdecimal() else 0,
            "owner": str(owner.currentData()),
            "kind": str(kind.currentData()),
            "status": str(status.currentData()),
            "parties": parties.ticked(),
            "related": tuple(r for r in related.ticked() if r != process.id),
        }
        if group is not None:
            fields["group"] = str(group.currentData() or "")
        for listed in ("parties", "related"):
            if set(fields[listed]) == set(getattr(process, listed)):
                fields[listed] = getattr(process, listed)
        return {field: value for field, value in fields.items() if value != getattr(process, field)}

    def check() -> str:
        if not name.text().strip() and process.name:
            return text("tree.form.no_name")
        said = pinned.text().strip()
        if said and not (said.isdecimal() and 0 < int(said) < 1000):
            return text("tree.form.bad_number")
        try:
            code.setText(text("tree.form.code", code=code_after(document, process.id, given())))
        except RefusedError as refusal:
            return session.label_text(refusal.reason)
        return ""

    form.check = check
    name.setFocus()
    return given() if form.ask() else {}


def change_process(tx: Any, process_id: str, fields: dict[str, Any]) -> None:
    """Set fields of a process; a number is pinned where it can stand. Raises RefusedError."""
    rest = {k: v for k, v in fields.items() if k not in ("pinned", "name")}
    if "pinned" in fields:
        codes.pin(tx, process_id, fields["pinned"])
    if "name" in fields:
        tree.rename_process(tx, process_id, fields["name"])
    if rest:
        tree.change_process(tx, process_id, **rest)


def code_after(document: Document, process_id: str, fields: dict[str, Any]) -> str:
    """The code that a process would have."""
    found: list[str] = []

    def probe(tx: Any) -> None:
        change_process(tx, process_id, fields)
        found.append(numbering.code(tx.document, process_id))

    document.dry_run(probe)
    return found[0]


class Scheme(NamedTuple):
    """Groups as (old name, new name) in their order, "" for a new one, and the changed fields of the codes."""

    groups: tuple[tuple[str, str], ...]
    fields: dict[str, Any]


def ask_scheme(parent: QWidget, session: Session) -> Scheme | None:
    """How processes are grouped and numbered; None where the user gave up."""
    text, settings = session.text, session.document.settings
    form = CheckedForm(parent, session, "tree.scheme.title", "ui.button.ok")
    form.note(text("tree.scheme.groups_hint"))
    lines = [form.field("tree.scheme.group", g) for g in settings.groups]
    while len(lines) < _MOST_GROUPS:
        lines.append(form.field("tree.scheme.group", "", text("tree.scheme.none")))
    for at, edit in enumerate(lines, 1):
        edit.setAccessibleName(f"{text('tree.scheme.group')} {at}")
        label = form.rows.labelForField(edit)
        if isinstance(label, QLabel):
            label.setText(f"{text('tree.scheme.group')} {at}")
    ready = [("", text("tree.scheme.own")), *((s, s) for s in numbering.SCHEMES)]
    now = {f: getattr(settings, f) for f in numbering.scheme("P1.1.1")}
    current = next((s for s in numbering.SCHEMES if numbering.scheme(s) == now), "")
    pattern = form.choice("tree.scheme.pattern", ready, current)
    prefix = form.field("tree.scheme.prefix", settings.code_prefix)
    separator = form.field("tree.scheme.separator", settings.code_separator)
    end = form.field("tree.scheme.end", settings.code_end)
    digits = form.field(
        "tree.scheme.digits", ", ".join(map(str, settings.code_widths)), text("tree.scheme.digits_hint")
    )
    mark = form.field(
        "tree.scheme.mark",
        dict(settings.code_marks).get("cross_functional", ""),
        text("tree.scheme.mark_hint"),
    )
    shown = form.note("")

    def fields() -> dict[str, Any]:
        widths = [w.strip() for w in digits.text().split(",") if w.strip()]
        others = tuple(m for m in settings.code_marks if m[0] != "cross_functional")
        own = (("cross_functional", mark.text().strip()),) if mark.text().strip() else ()
        given = {
            "code_prefix": prefix.text().strip(),
            "code_separator": separator.text().strip(),
            "code_end": end.text().strip(),
            "code_widths": tuple(int(w) for w in widths if w.isdecimal() and 0 < int(w) < 5),
            "code_marks": (*others, *own),
        }
        return {f: v for f, v in given.items() if v != getattr(settings, f)}

    def take() -> None:
        name = str(pattern.currentData())
        if not name:
            return
        chosen = numbering.scheme(name)
        prefix.setText(str(chosen["code_prefix"]))
        separator.setText(str(chosen["code_separator"]))
        end.setText(str(chosen["code_end"]))
        widths = chosen["code_widths"]
        assert isinstance(widths, tuple)
        digits.setText(", ".join(map(str, widths)))
        marks = chosen["code_marks"]
        assert isinstance(marks, tuple)
        mark.setText(dict(marks).get("cross_functional", ""))

    def check() -> str:
        names = [edit.text().strip() for edit in lines if edit.text().strip()]
        if not names or len(set(names)) != len(names):
            return text("tree.refused.groups")
        examples: list[str] = []

        def probe(tx: Any) -> None:
            if fields():
                codes.set_scheme(tx, **fields())
            examples.extend(numbering.codes(tx.document).values())

        try:
            session.document.dry_run(probe)
        except RefusedError as refusal:
            return session.label_text(refusal.reason)
        shown.setText(text("tree.scheme.shown", codes=", ".join(examples[:6])) if examples else "")
        return ""

    pattern.currentIndexChanged.connect(take)
    form.check = check
    lines[0].setFocus()
    if not form.ask():
        return None
    old = [*settings.groups, *[""] * (_MOST_GROUPS - len(settings.groups))]
    pairs = tuple((was, e.text().strip()) for was, e in zip(old, lines, strict=False) if e.text().strip())
    return Scheme(pairs, fields())


def ask_rows(parent: QWidget, session: Session) -> list[tree_rows.TreeRow]:
    """Processes pasted from Word or Excel, or read from a sheet; none where the user gave up."""
    text = session.text
    form = CheckedForm(parent, session, "tree.rows.title", "facts.take")
    form.setMinimumWidth(720)
    form.note(text("tree.rows.hint"))
    edit = form.lines("facts.list", "", 9)
    browse = QPushButton(text("tree.rows.browse"))
    browse.setAutoDefault(False)
    form.rows.addRow("", browse)
    seen = Ticks(6)
    seen.setAccessibleName(text("tree.rows.seen"))
    form.row("tree.rows.seen", seen)

    def found() -> list[tree_rows.TreeRow]:
        return tree_rows.from_cells([line.split("\t") for line in edit.toPlainText().splitlines()])

    def check() -> str:
        rows = found()
        seen.clear()
        for row in rows[:400]:
            more = ", ".join(part for part in (row.unit, row.kind) if part)
            words = f"{row.code}  {row.name}".strip() + (f"  ({more})" if more else "")
            seen.addTopLevelItem(QTreeWidgetItem([words]))
        return "" if rows else text("tree.rows.none")

    browse.clicked.connect(lambda: sheet_rows.ask_into(edit, form, session))
    form.check = check
    edit.setFocus()
    return found() if form.ask() else []

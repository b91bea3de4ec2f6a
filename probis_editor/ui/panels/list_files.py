"""The process tree and the list of units out of the window into files that it can take in again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from probis_editor.ui import dialogs
from probis_editor.ui.session import Session

_SHEET = ("steps.file.xlsx", ".xlsx")
_TREE_WIDTHS, _UNIT_WIDTHS = (16, 60, 40, 20), (48, 18, 16, 48)


def write_tree(parent: QWidget, session: Session) -> None:
    """Ask for a place and write the process tree there as .xlsx: code, process, unit, kind."""
    from probis_editor.commands import tree_rows
    from probis_editor.formats import tables

    text = session.text
    head = [text("cli.tree_" + name) for name in ("code", "name", "unit", "kind")]
    lines = [head, *(list(row) for row in tree_rows.rows(session.document))]
    path = _asked(parent, session, "lists.export_tree", text("cli.tree_title"), [_SHEET])
    if path is not None:
        _save(parent, session, path, tables.lines_to_xlsx(lines, text("cli.tree_title"), _TREE_WIDTHS))


def write_units(parent: QWidget, session: Session) -> None:
    """Ask for a place and write the units there: as .xlsx (name, short name, kind, above) or as indented .txt."""
    from probis_editor.commands import unit_rows
    from probis_editor.formats import tables

    text = session.text
    kinds = [_SHEET, ("lists.text_file", ".txt")]
    path = _asked(parent, session, "lists.export_units", text("lists.units"), kinds)
    if path is None:
        return
    if path.suffix.lower() == ".txt":
        _save(parent, session, path, unit_rows.to_text(session.document).encode("utf-8"))
        return
    head = [text("lists.column." + name) for name in ("name", "short", "kind", "above")]
    rows = unit_rows.rows(session.document)
    lines = [[row.name, row.short, text("parties.kind." + row.kind), row.above] for row in rows]
    _save(parent, session, path, tables.lines_to_xlsx([head, *lines], text("lists.units"), _UNIT_WIDTHS))


def _asked(
    parent: QWidget, session: Session, title: str, name: str, kinds: list[tuple[str, str]]
) -> Path | None:
    folder = session.path.parent if session.path is not None else Path.home()
    stem = f"{session.path.stem} - {name}" if session.path is not None else name
    return dialogs.ask_save_as(parent.window(), session.text, title, folder / f"{stem}.xlsx", kinds)


def _save(parent: QWidget, session: Session, path: Path, data: bytes) -> None:
    from probis_editor.formats.base import save_bytes

    text = session.text
    try:
        save_bytes(data, path)
    except OSError as error:
        detail = text("cli.os_error", name=path.name, reason=error.strerror or "")
        dialogs.tell(parent.window(), text, text("lists.not_written"), detail, error=True)
        return
    session.said.emit("info", text("lists.written", name=path.name))

"""The menus that put tables and figures into a text, and change the one with the cursor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMenu

from probis_editor.commands.examples import KINDS
from probis_editor.model import queries
from probis_editor.model.office import EXAMPLE, Block
from probis_editor.ui import dialogs
from probis_editor.ui.panels import figures, rich_tables
from probis_editor.ui.panels.rich_base import RichBase
from probis_editor.ui.session import Session

SIZES = ((2, 2), (3, 3), (4, 4), (6, 5))
"""Rows and columns of the tables that are offered."""

WIDTHS = (0.25, 0.5, 0.75, 1.0)
Do = Callable[[Callable[[RichBase], object]], None]


def fill_tables(menu: QMenu, session: Session, edit: RichBase | None, do: Do) -> None:
    """Insert a table, or what can be done with the one that the cursor stands in."""
    text = session.text
    menu.clear()
    inside = edit is not None and edit.in_table
    if not inside:
        for rows, columns in SIZES:
            words = text("text.table.insert", rows=rows, columns=columns)
            menu.addAction(
                words, lambda r=rows, c=columns: do(lambda e: e.insert_blocks((rich_tables.fresh(r, c),)))
            )
        return
    table = edit.textCursor().currentTable() if edit is not None else None
    shape = rich_tables.shape_of(table) if table is not None else Block()
    for deed in rich_tables.DEEDS:
        if not deed:
            menu.addSeparator()
            continue
        action = menu.addAction(text("text.table." + deed), lambda d=deed: do(lambda e: e.change_table(d)))
        if deed in ("heads", "numbered"):
            action.setCheckable(True)
            action.setChecked(shape.heads > 0 if deed == "heads" else shape.numbered)
        if deed == "merge" and edit is not None:
            action.setEnabled(edit.textCursor().hasComplexSelection())


def fill_figures(menu: QMenu, session: Session, edit: RichBase | None, do: Do) -> None:
    """Insert a figure, or change the one with the cursor."""
    document, text = session.document, session.text
    menu.clear()
    shown = edit.figure if edit is not None else None
    if shown is not None:
        action = menu.addAction(
            text("text.figures.numbered"), lambda: do(lambda e: e.change_figure(numbered=not shown.numbered))
        )
        action.setCheckable(True)
        action.setChecked(shown.numbered)
        widths = menu.addMenu(text("text.figures.width"))
        widths.addAction(text("text.figures.natural"), lambda: do(lambda e: e.change_figure(width=0.0)))
        for share in WIDTHS:
            words = text("text.figures.share", percent=round(share * 100))
            widths.addAction(words, lambda w=share: do(lambda e: e.change_figure(width=w)))
        if shown.map.startswith(EXAMPLE):
            kind = shown.map.removeprefix(EXAMPLE)
            menu.addAction(text("text.figures.adopt"), lambda: adopt(session, kind, do))
        menu.addSeparator()
    menu.addAction(text("text.figures.file"), lambda: _from_file(menu, session, do))
    maps = menu.addMenu(text("text.figures.map"))
    for record in document.maps():
        name = f"{queries.code_of(document, record)} {queries.title_of(document, record)}".strip()
        title = queries.title_of(document, record)
        maps.addAction(short(name), lambda m=record.id, t=title: insert_map(do, m, t))
    maps.setEnabled(bool(document.maps()))
    made = menu.addMenu(text("text.figures.example"))
    for kind in KINDS:
        name = session.text("example.map_" + kind)
        made.addAction(name, lambda k=kind, n=name: insert_map(do, EXAMPLE + k, n, False))


def insert_map(do: Do, map_id: str, title: str, numbered: bool = True) -> None:
    """Put a map into the text."""
    from probis_editor.model.mentions import escaped

    block = Block(kind="figure", text=escaped(title), map=map_id, numbered=numbered)
    do(lambda e: e.insert_blocks((block,)))


def adopt(session: Session, kind: str, do: Do) -> None:
    """Make an example a map of the document and let the figure show that one."""
    from probis_editor.commands import examples
    from probis_editor.ui import wording

    language = session.document.settings.language
    made = session.run(wording.step("example"), lambda tx: examples.adopt(tx, kind, language))
    if made is not None:
        do(lambda e: e.change_figure(map=made.id))


def _from_file(menu: QMenu, session: Session, do: Do) -> None:
    path = dialogs.ask_picture(menu.window(), session.text, "text.figures.ask", str(Path.home()))
    if path is None:
        return
    picture = figures.from_file(path, session.document.new_id())
    if picture is None:
        session.said.emit("error", session.text("ui.error.picture", name=path.name))
        return
    do(lambda e: e.insert_picture(picture, path.stem))


def short(name: str) -> str:
    """A name that fits a menu."""
    flat = " ".join(name.split())
    return flat if len(flat) <= 48 else flat[:47].rstrip() + "\u2026"

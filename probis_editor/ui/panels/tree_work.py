"""What is done to processes from the tree panel: moved by keys, changed, deleted with a list of what goes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from probis_editor.commands import codes, tree, tree_rows
from probis_editor.model import numbering, queries
from probis_editor.model.document import Document, Transaction
from probis_editor.ui import dialogs, wording
from probis_editor.ui.panels import process_form
from probis_editor.ui.session import Session

_MOST = 8


def shift(session: Session, process_id: str, way: str) -> bool:
    """Move a process "up" or "down" among its siblings, "in" under the one before it, "out" beside its parent.

    Whether there was somewhere to go.
    """
    document = session.document
    process = document.process(process_id)
    if process is None:
        return False
    siblings = [p.id for p in numbering.children(document, process.parent)]
    at, parent, order = siblings.index(process_id), process.parent, None
    if way in ("up", "down"):
        order = at + (-1 if way == "up" else 1)
        if not 0 <= order < len(siblings):
            return False
    elif way == "in":
        if at == 0:
            return False
        parent = siblings[at - 1]
    else:
        above = document.process(process.parent)
        if above is None:
            return False
        parent = above.parent
        order = [p.id for p in numbering.children(document, parent)].index(above.id) + 1
    group = _group_near(document, process_id) if not parent else ""

    def verb(tx: Transaction) -> None:
        tree.move_process(tx, process_id, parent, order)
        moved = tx.document.process(process_id)
        if moved is not None and not moved.parent and not moved.group:
            tree.change_process(tx, process_id, group=group)

    session.run(wording.step("move", what=process.name), verb)
    return True


def _group_near(document: Document, process_id: str) -> str:
    """The group of the top-level process that a process lies under, else the first one."""
    tops = [p for p in numbering.ancestors(document, process_id) if not p.parent]
    groups = document.settings.groups
    return tops[-1].group if tops and tops[-1].group else groups[0] if groups else ""


def new_process(parent: QWidget, session: Session, above: str, after: str = "") -> str:
    """Ask for a new process under `above`, right after one of its children; its id, "" where the user gave up."""
    name = dialogs.ask_text(parent, session.text, "ui.tree.new_process", "ui.tree.process_name")
    if not name:
        return ""
    document = session.document
    siblings = numbering.children(document, above)
    ids = [p.id for p in siblings]
    order = ids.index(after) + 1 if after in ids else None
    near = document.process(after) or (siblings[-1] if siblings else None)
    groups = document.settings.groups
    group = "" if above else (near.group if near is not None and near.group else groups[0] if groups else "")
    made = session.run(
        wording.step("new_process", name=name),
        lambda tx: tree.create_process(tx, name, parent=above, order=order, group=group),
    )
    return made.id if made is not None else ""


def edit(parent: QWidget, session: Session, process_id: str) -> None:
    """Ask for the facts of a process."""
    process = session.document.process(process_id)
    fields = process_form.ask_process(parent, session, process) if process is not None else {}
    if process is not None and fields:
        session.run(
            wording.step("change", what=process.name),
            lambda tx: process_form.change_process(tx, process_id, fields),
        )


def edit_scheme(parent: QWidget, session: Session) -> None:
    """Ask for the groups and how codes are written."""
    answer = process_form.ask_scheme(parent, session)
    if answer is None:
        return
    names = tuple(new for _, new in answer.groups)
    if names == session.document.settings.groups and not answer.fields:
        return

    def verb(tx: Transaction) -> None:
        for old, new in answer.groups:
            if old and new != old and new not in tx.document.settings.groups:
                tree.rename_group(tx, old, new)
        tree.set_groups(tx, names)
        if answer.fields:
            codes.set_scheme(tx, **answer.fields)

    session.run(wording.step("tree.scheme"), verb)


def plant(parent: QWidget, session: Session) -> None:
    """Ask for a list of processes and enter it into the tree."""
    rows = process_form.ask_rows(parent, session)
    if rows:
        made = session.run(wording.step("tree.rows"), lambda tx: tree_rows.plant(tx, rows))
        if made is not None:
            said = session.text("tree.rows.planted", n=len(made.processes), units=len(made.units))
            session.said.emit("info", said)


def delete(parent: QWidget, session: Session, process_id: str) -> None:
    """Delete a process with all below it, after telling what goes along, where something does."""
    document = session.document
    process = document.process(process_id)
    if process is None:
        return
    lines = going(session, process_id)
    text = session.text
    if lines and not dialogs.ask_yes(
        parent, text, text("tree.delete.ask", name=process.name), "\n".join(lines), text("tree.delete.do")
    ):
        return
    session.run(wording.step("delete", what=process.name), lambda tx: tree.delete_process(tx, process_id))


def going(session: Session, process_id: str) -> list[str]:
    """What goes or is cut loose with a process, in lines; none where it is only itself."""
    document, text = session.document, session.text
    names = numbering.codes(document)
    below = numbering.descendants(document, process_id)
    branch = {process_id, *(p.id for p in below)}
    found = tree.vanishing(document, process_id)
    slots = {e.element for e in found if e.what == "text" and not e.after}
    loose = [m for m in document.maps() if m.process in branch]
    lines: list[str] = []
    if below:
        lines.append(text("tree.delete.below", n=len(below)))
        lines += _listed([f"{names.get(p.id, '')} {p.name}".strip() for p in below])
    if slots:
        lines.append(text("tree.delete.texts", n=len(slots)))
    if loose:
        lines.append(text("tree.delete.maps", n=len(loose)))
        lines += _listed([queries.title_of(document, m) for m in loose])
    return lines


def _listed(names: list[str]) -> list[str]:
    shown = [f"  •  {name}" for name in names[:_MOST]]
    return [*shown, "  …"] if len(names) > _MOST else shown

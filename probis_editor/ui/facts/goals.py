"""Sasaran dan IKU: what the office wants to reach, how it is measured, and the processes that serve it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from probis_editor.commands import office
from probis_editor.model import numbering
from probis_editor.model.affairs import Goal
from probis_editor.ui import wording
from probis_editor.ui.facts.form import CheckedForm, processes
from probis_editor.ui.facts.records import RecordPage, Row
from probis_editor.ui.session import Session

Given = tuple[str, tuple[str, ...], tuple[str, ...]]


class GoalsPage(RecordPage):
    name = "goals"
    columns = (("number", 40), ("goal", 0), ("indicators", 230), ("processes", 160))
    moves = True
    watches = ("goal:", "process:", "settings")

    def rows(self) -> Sequence[Row]:
        document = self.session.document
        codes = numbering.codes(document)
        rows = []
        for at, goal in enumerate(office.goals(document), 1):
            served = ", ".join(code for key, code in codes.items() if key in goal.processes)
            measured = "\n".join(goal.indicators)
            said = "" if served and measured else self.text("facts.goals.incomplete")
            cells = (f"{at}.", goal.name, measured or "–", served or "–")
            rows.append(Row(goal.id, cells, said))
        return rows

    def can(self, what: str, row: str) -> bool:
        ids = [g.id for g in office.goals(self.session.document)]
        edge = {"up": ids[:1], "down": ids[-1:]}.get(what, [])
        return bool(row) and row not in edge

    def add(self) -> None:
        given = ask_goal(self, self.session, None)
        if given is not None:
            made = self.session.run(
                wording.step("facts.goal", what=given[0]), lambda tx: office.add_goal(tx, *given)
            )
            if isinstance(made, Goal):
                self.choose(made.id)

    def edit(self, row: str) -> None:
        goal = self.session.document.get(("", "goal:" + row))
        if not isinstance(goal, Goal):
            return
        given = ask_goal(self, self.session, goal)
        if given is not None and given != (goal.name, goal.indicators, goal.processes):
            name, indicators, served = given
            self.session.run(
                wording.step("facts.goal", what=name),
                lambda tx: office.change_goal(tx, row, name=name, indicators=indicators, processes=served),
            )

    def remove(self, row: str) -> None:
        goal = self.session.document.get(("", "goal:" + row))
        name = goal.name if isinstance(goal, Goal) else ""
        self.session.run(wording.step("delete", what=name), lambda tx: office.remove_goal(tx, row))

    def move(self, row: str, by: int) -> None:
        goal = self.session.document.get(("", "goal:" + row))
        name = goal.name if isinstance(goal, Goal) else ""
        self.session.run(wording.step("move", what=name), lambda tx: office.move_goal(tx, row, by))


def ask_goal(parent: QWidget, session: Session, goal: Goal | None) -> Given | None:
    """A goal with its indicators and processes; None where the user gave up."""
    form = CheckedForm(parent, session, "facts.goals.single")
    form.setMinimumWidth(680)
    name = form.lines("facts.goals.column.goal", goal.name if goal else "", 2)
    measured = form.lines(
        "facts.goals.column.indicators",
        "\n".join(goal.indicators) if goal else "",
        3,
        session.text("facts.goals.indicators_hint"),
    )
    served = processes(session.document, goal.processes if goal else ())
    form.row("facts.goals.column.processes", served)
    form.check = lambda: "" if name.toPlainText().strip() else session.text("facts.goals.no_name")
    name.setFocus()
    if not form.ask():
        return None
    lines = tuple(" ".join(line.split()) for line in measured.toPlainText().splitlines() if line.strip())
    return " ".join(name.toPlainText().split()), lines, served.ticked()

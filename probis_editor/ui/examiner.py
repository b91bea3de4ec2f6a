"""Runs the checks while nobody types: some time after the last change, a few milliseconds at a stretch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from probis_editor.model.document import Transaction
from probis_editor.ui.session import Session

if TYPE_CHECKING:
    from probis_editor.checks import Finding

PAUSE = 500
"""Milliseconds without a change before the checks run."""
STRETCH = 0.008
"""Seconds of checking between two looks at the user's input."""
_MOST_FIXES = 500

Sign = tuple[str, str, str, str, tuple[tuple[str, str | int], ...]]


def sign(finding: Finding) -> Sign:
    """What makes a finding the same one in a later run."""
    return (finding.rule, finding.map, finding.element, finding.key, finding.args)


class Examiner(QObject):
    """`findings` are those of the last full run; `found` tells of a new one."""

    found = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.findings: tuple[Finding, ...] = ()
        self._own: tuple[Finding, ...] = ()
        self._of_book: tuple[Finding, ...] = ()
        self._running: Iterator[tuple[Finding, ...]] | None = None
        self._collected: list[Finding] = []
        self._fresh = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._begin)
        self._slice = QTimer(self)
        self._slice.setInterval(0)
        self._slice.timeout.connect(self._go_on)
        session.opened.connect(self._opened)
        session.changed.connect(lambda _: self._stale())

    def _opened(self) -> None:
        self._stop()
        self.findings = self._own = self._of_book = ()
        if self._session.is_open:
            self._stale()
        else:
            self._fresh = True
        self.found.emit()

    def _stale(self) -> None:
        self._stop()
        self._fresh = False
        self._pause.start()

    def _stop(self) -> None:
        self._pause.stop()
        self._slice.stop()
        self._running = None

    def _begin(self) -> None:
        from probis_editor import checks

        self._running = checks.in_turn(self._session.document)
        self._collected = []
        self._slice.start()

    def _go_on(self) -> None:
        end = perf_counter() + STRETCH
        while self._running is not None and perf_counter() < end:
            part = next(self._running, None)
            if part is None:
                self._stop()
                self._take(tuple(self._collected))
                return
            self._collected += part

    def _take(self, findings: tuple[Finding, ...]) -> None:
        self._own, self._fresh = findings, True
        self.findings = (*self._own, *self._of_book)
        self.found.emit()

    def add_book(self, findings: Iterable[Finding]) -> None:
        """What only the set book shows, in place of what it showed before."""
        found = tuple(findings)
        if found != self._of_book:
            self._of_book = found
            self.findings = (*self._own, *self._of_book)
            self.found.emit()

    @property
    def is_up_to_date(self) -> bool:
        """Whether the checks have run over the open document as it is now."""
        return self._fresh and self._session.is_open

    def now(self) -> None:
        """Bring the findings up to date at once, where they are not."""
        if self._fresh:
            return
        from probis_editor import checks

        self._stop()
        self._take(checks.run(self._session.document))

    def fix(self, finding: Finding) -> bool:
        """Mend one finding in one undo step; whether there was still something to mend."""
        wanted = sign(finding)
        self.now()
        fix = next((f.fix for f in self.findings if sign(f) == wanted), None)
        if fix is None:
            return False
        self._session.run(fix.label, fix.verb)
        self.now()
        return True

    def fix_all(self, finding: Finding) -> None:
        """Mend every finding of the same rule in one undo step."""
        from probis_editor import checks

        def verb(tx: Transaction) -> None:
            before = -1
            for _ in range(_MOST_FIXES):
                left = [f.fix for f in checks.run(tx.document, [finding.rule]) if f.fix is not None]
                # a repair that mends nothing would be tried for ever
                if not left or len(left) == before:
                    return
                before = len(left)
                left[0].verb(tx)

        if finding.fix is not None:
            self._session.run(finding.fix.label, verb)
            self.now()

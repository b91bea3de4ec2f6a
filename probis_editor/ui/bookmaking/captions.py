"""Titles of figures that some kinds, levels or groups of maps have for themselves."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from probis_editor.booklet.profile import Profile
from probis_editor.model.elements import MAP_KINDS
from probis_editor.ui.session import Session

LEVELS = 4


class Captions(QDialog):
    """A line each; an empty one leaves the title to the form of the book."""

    def __init__(self, parent: QWidget, session: Session, profile: Profile) -> None:
        super().__init__(parent)
        self._session, self._profile = session, profile
        text = session.text
        self.setWindowTitle(text("bookmake.captions"))
        self.resize(560, 560)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        head = QLabel(text("bookmake.captions"))
        head.setObjectName("heading")
        layout.addWidget(head)
        hint = QLabel(text("bookmake.captions_hint"))
        hint.setWordWrap(True)
        hint.setObjectName("muted")
        layout.addWidget(hint)
        inner = QWidget()
        form = QFormLayout(inner)
        form.setContentsMargins(0, 0, 8, 0)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(16)
        self.lines: dict[str, QLineEdit] = {}
        own = dict(profile.captions)
        for key, words in self._rows():
            line = QLineEdit(own.pop(key, ""))
            line.setPlaceholderText(profile.caption)
            line.setAccessibleName(words)
            label = QLabel(words)
            label.setBuddy(line)
            form.addRow(label, line)
            self.lines[key] = line
        self._others = tuple(own.items())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        layout.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel = QPushButton(text("ui.button.cancel"))
        cancel.clicked.connect(self.reject)
        self.do = QPushButton(text("bookmake.captions_do"))
        self.do.setObjectName("primary")
        self.do.setDefault(True)
        self.do.clicked.connect(self.accept)
        for button in (cancel, self.do):
            foot.addWidget(button)
        layout.addLayout(foot)

    def _rows(self) -> Iterator[tuple[str, str]]:
        text = self._session.text
        for kind in MAP_KINDS:
            yield f"kind:{kind}", text("ui.map_kind." + kind)
        for level in range(1, LEVELS + 1):
            yield f"level:{level}", text("bookmake.captions_level", n=level)
        for group in self._session.document.settings.groups:
            yield f"group:{group}", text("bookmake.captions_group", name=group)

    def chosen(self) -> tuple[tuple[str, str], ...]:
        """What the lines say, and what the form has for groups that this document does not know."""
        found = [(key, line.text().strip()) for key, line in self.lines.items()]
        return (*((key, words) for key, words in found if words), *self._others)

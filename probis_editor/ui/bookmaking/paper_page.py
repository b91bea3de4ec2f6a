"""Paper, margins, binding and sides of the book, and how it is signed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from probis_editor.booklet.measures import MM, PAPERS, Paper, upright
from probis_editor.ui import look
from probis_editor.ui.bookmaking.draft import Draft
from probis_editor.ui.bookmaking.rows import Rows
from probis_editor.ui.session import Session

MARKS = ("#", "$", "^", "~")
NAMES = ("a4", "f4", "f4-210")


class PaperPage(QWidget):
    """Fields at the left, a page with its margins at the right."""

    def __init__(self, session: Session, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        text = session.text
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(28)
        column = QVBoxLayout()
        self.rows = rows = Rows(draft, text)
        rows.choice("paper", [(n, text("bookform.papers." + n)) for n in NAMES], rows.own_field("paper"))
        rows.choice(
            "edge", [(e, text("bookmake.edge_" + e)) for e in ("left", "top")], rows.profile_field("edge")
        )
        for field in ("binding", "outer", "top", "bottom"):
            rows.millimetres(field, rows.profile_field(field))
        rows.check("two_sided", rows.own_field("two_sided"))
        column.addLayout(rows)
        column.addSpacing(18)
        self.signing = Rows(draft, text)
        ways = [(s, text("bookform.signings." + (s or "pen"))) for s in ("", "field", "mark")]
        self.signing.choice("signing", ways, self.signing.own_field("signing"))
        self.mark: QComboBox = self.signing.choice(
            "mark", [(m, m) for m in dict.fromkeys((*MARKS, draft.mark))], self.signing.own_field("mark")
        )
        self.mark.setFixedWidth(80)
        self.mark.setMinimumContentsLength(2)
        column.addLayout(self.signing)
        self.help = QLabel()
        self.help.setWordWrap(True)
        self.help.setObjectName("muted")
        column.addWidget(self.help)
        column.addStretch(1)
        layout.addLayout(column, 1)
        layout.addWidget(_Sheet(draft), 1)
        self._text = text
        draft.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the draft."""
        self.rows.refresh()
        self.signing.refresh()
        self.mark.setEnabled(self._draft.signing == "mark")
        self.help.setText(self._text("bookmake.signing_help_" + (self._draft.signing or "pen")))


class _Sheet(QWidget):
    """One page, or a left and a right one, with the room of the text."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.setMinimumSize(260, 300)
        draft.changed.connect(self.update)

    def paintEvent(self, _) -> None:
        draft, profile = self._draft, self._draft.profile
        margins = (profile.binding * MM, profile.outer * MM, profile.top * MM, profile.bottom * MM)
        paper = Paper(draft.paper if draft.paper in PAPERS else "a4", *margins, profile.edge)
        sheet = upright(paper)
        pages = 2 if draft.two_sided and profile.edge == "left" else 1
        scale = min((self.width() - 40) / (pages * sheet.width), (self.height() - 40) / sheet.height)
        painter = QPainter(self)
        wide, high = sheet.width * scale, sheet.height * scale
        x, y = (self.width() - pages * wide) / 2, (self.height() - high) / 2
        for at in range(pages):
            rect = QRectF(x + at * wide, y, wide, high)
            painter.fillRect(rect, Qt.GlobalColor.white)
            painter.setPen(QPen(QColor(look.SHEET_EDGE), 1))
            painter.drawRect(rect)
            left, right = sheet.left * scale, (sheet.width - sheet.right) * scale
            if pages == 2 and at == 0:
                left, right = right, left
            inner = rect.adjusted(left, (sheet.height - sheet.top) * scale, -right, -sheet.bottom * scale)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("#D5DBDD"))
            line = inner.top()
            row = 0
            while line < inner.bottom() - 2:
                share = (1.0, 0.96, 0.98, 0.6, 0.0)[row % 5]
                if share:
                    painter.drawRect(QRectF(inner.left(), line, inner.width() * share, 2))
                line += 7
                row += 1
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.PRIMARY), 2, Qt.PenStyle.DashLine))
            if profile.edge == "top":
                painter.drawLine(rect.topLeft(), rect.topRight())
            elif pages == 1:
                painter.drawLine(rect.topLeft(), rect.bottomLeft())
            elif at == 0:
                painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.end()

"""How headings, quotations, captions and references look; nothing of it is in the text itself."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat

from probis_editor.ui import look
from probis_editor.ui.panels.rich_tables import is_head
from probis_editor.ui.panels.rich_text import CAPTION, HEADINGS, RAW, kind_of


class Dress(QSyntaxHighlighter):
    """Looks at each paragraph by itself."""

    def highlightBlock(self, text: str) -> None:
        block = self.currentBlock()
        kind = kind_of(block)
        form = QTextCharFormat()
        if kind in HEADINGS:
            form.setForeground(QColor(look.ACCENT))
            form.setFontPointSize((13.0, 12.0, 11.0, 10.0)[HEADINGS.index(kind)])
            form.setFontWeight(QFont.Weight.Bold)
        elif kind in ("quote", "figure", CAPTION):
            form.setForeground(QColor(look.MUTED))
        elif kind == "runin" or is_head(block):
            form.setFontWeight(QFont.Weight.Bold)
        if form.propertyCount():
            self.setFormat(0, len(text), form)
        walk = block.begin()
        while not walk.atEnd():
            piece = walk.fragment()
            if piece.charFormat().property(RAW):
                shade = QTextCharFormat(form)
                shade.setBackground(QColor(look.ACCENT_SOFT))
                self.setFormat(piece.position() - block.position(), piece.length(), shade)
            walk += 1

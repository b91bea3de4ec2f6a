"""One text with its title, the button that drafts it from the map, and what changed on the map since."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from probis_editor.commands import tree
from probis_editor.i18n import Translator
from probis_editor.model import tokens
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Map
from probis_editor.model.office import Block
from probis_editor.ui import icons, look, wording
from probis_editor.ui.panels import figures, rich_text
from probis_editor.ui.panels.rich_edit import RichEdit
from probis_editor.ui.session import Session

_MOST_SHOWN = 6


class Section(QWidget):
    used = Signal(object)
    """The editor, when it gets the focus."""

    def __init__(self, session: Session, slot: str, title: str, say: rich_text.Say) -> None:
        super().__init__()
        self._session = session
        self.slot = slot
        self._title = title
        self._say = say
        self._said: tuple[str, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 6)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(4)
        label = QLabel(title)
        label.setObjectName("section")
        head.addWidget(label)
        head.addStretch(1)
        layout.addLayout(head)
        if slot.endswith(":steps"):
            layout.addWidget(self._draft_button())
        self.template = self._template_button() if slot.startswith("chapter:") else None
        if self.template is not None:
            layout.addWidget(self.template)
        layout.addWidget(self._banner())
        hint = "text.hint." + ("steps" if slot.endswith(":steps") else slot.partition(":")[0])
        words = {n: session.text("ui.action." + n) for n in ("cut", "copy", "paste", "select_all")}
        self.edit = RichEdit(say, session.text(hint), title, words, self._draw)
        self.edit.new_id = session.document.new_id
        self.edit.is_known = lambda one: tokens.block(session.document, one.id, one.kind) is not None
        self.edit.written.connect(self._write)
        self.edit.pictured.connect(self._paste_picture)
        self.edit.installEventFilter(self)
        layout.addWidget(self.edit, 1)

    def _template_button(self) -> QToolButton | None:
        """Offers the house's text where it has one and nothing is written."""
        from probis_editor.booklet import templates

        if not templates.known(self.slot):
            return None
        button = QToolButton()
        button.setObjectName("quiet")
        button.setIcon(icons.icon("file-text", look.ACCENT))
        button.setIconSize(QSize(15, 15))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setText(" " + self._session.text("text.template"))
        button.setToolTip(self._session.text("text.template_tip"))
        button.setStyleSheet(f"QToolButton {{ color: {look.ACCENT}; }}")
        button.clicked.connect(self.take_template)
        return button

    def _draft_button(self) -> QToolButton:
        text = self._session.text
        self.draft = QToolButton()
        self.draft.setObjectName("quiet")
        self.draft.setIcon(icons.icon("wand-sparkles", look.ACCENT))
        self.draft.setIconSize(QSize(15, 15))
        self.draft.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.draft.setText(" " + text("text.draft"))
        self.draft.setToolTip(text("text.draft_tip"))
        self.draft.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.draft.setStyleSheet(
            f"QToolButton {{ color: {look.ACCENT}; }} QToolButton::menu-indicator {{ image: none; }}"
        )
        menu = QMenu(self.draft)
        menu.addAction(text("text.draft_numbered"), lambda: self.draft_from_map("numbered"))
        menu.addAction(text("text.draft_prose"), lambda: self.draft_from_map("prose"))
        self.draft.setMenu(menu)
        return self.draft

    def _banner(self) -> QFrame:
        text = self._session.text
        self.banner = QFrame()
        self.banner.setObjectName("banner")
        self.banner.setStyleSheet(
            f"QFrame#banner {{ background: {look.WINDOW}; border: 1px solid {look.GUESSED}; border-radius: 5px; }}"
            f" QFrame#banner QLabel {{ color: {look.GUESSED}; }}"
        )
        column = QVBoxLayout(self.banner)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(4)
        self.outdated = QLabel()
        self.outdated.setWordWrap(True)
        column.addWidget(self.outdated)
        row = QHBoxLayout()
        row.setSpacing(6)
        for key, do in (("text.again", self._again), ("text.accept", self._accept)):
            button = QPushButton(text(key))
            button.setStyleSheet("padding: 2px 8px;")
            button.clicked.connect(do)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.banner.hide()
        return self.banner

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.used.emit(self.edit)
        return False

    # Following the document

    def refresh(self) -> None:
        """Show the document's text where it is another than what is shown."""
        blocks = self._session.document.narrative(self.slot).blocks
        said = tuple(
            self._say(tokens.token(*token)) for block in blocks for token in tokens.tokens(block.text)
        )
        if blocks != self.edit.shown or said != self._said:
            self._said = said
            self.edit.show_blocks(blocks)
        if self.template is not None:
            self.template.setVisible(not blocks)

    @property
    def names_figures(self) -> bool:
        """Whether the text refers to a figure or a table."""
        blocks = self._session.document.narrative(self.slot).blocks
        texts = [t for b in blocks for t in (b.text, *(cell.text for row in b.cells for cell in row))]
        return any(kind in ("figure", "table") for text in texts for kind, _ in tokens.tokens(text))

    def look_for_drift(self) -> None:
        """Say what changed on the map since the text was drafted from it."""
        from probis_editor.commands import drafts

        text = self._session.text
        found = drafts.drift(self._session.document, self._session.document.narrative(self.slot))
        self.banner.setVisible(bool(found))
        lines = [text("text.outdated", n=len(found))]
        for one in found[:_MOST_SHOWN]:
            lines.append("• " + text("text.drift." + one.how, before=one.before, after=one.after))
        if len(found) > _MOST_SHOWN:
            lines.append("…")
        self.outdated.setText("\n".join(lines) if found else "")

    # Changing it

    def _run(self, step: str, verb, merge_key: str = "") -> object:
        return self._session.run(wording.step(step, what=self._title.lower()), verb, merge_key)

    def _write(self, blocks: tuple[Block, ...], step: int) -> None:
        key = f"text:{self.slot}:{id(self.edit)}:{step}"
        pictures = list(self.edit.pictures.values())
        self.edit.pictures.clear()

        def verb(tx: Transaction) -> None:
            for picture in pictures:
                tx.put(picture)
            tree.set_text(tx, self.slot, blocks)

        self._run("text", verb, key)

    def _draw(self, one: Block) -> QImage | None:
        return figures.drawn(self._session.document, one, self.edit.pictures)

    def _paste_picture(self, image: QImage) -> None:
        picture = figures.from_image(image, self._session.document.new_id())
        if picture is not None:
            self.edit.insert_picture(picture)

    def take_template(self) -> None:
        """Write the house's text here, to be changed."""
        from probis_editor.booklet import templates
        from probis_editor.booklet.context import Names

        self.edit.commit(new_step=True)
        document = self._session.document
        tr = Translator(document.settings.language)
        made = templates.blocks(self.slot, tr, Names(document, tr).title)
        named = tuple(replace(b, id=document.new_id()) if b.kind == "figure" else b for b in made)
        self._run("template", lambda tx: tree.set_text(tx, self.slot, named))
        self.edit.setFocus()

    def draft_from_map(self, form: str) -> None:
        """Write the story of the process's map here, in place of what stands here; Undo brings that back."""
        from probis_editor.commands import drafts

        self.edit.commit(new_step=True)
        session, record = self._session, self._map()
        if record is None:
            session.said.emit("error", session.text("text.no_map"))
            return
        tr = Translator(session.document.settings.language)
        made = self._run("draft", lambda tx: drafts.draft(tx, record.id, tr, form, self.slot))
        if not made:
            session.said.emit("error", session.text("text.no_steps"))
            return
        session.said.emit("info", session.text("text.drafted"))
        self.edit.setFocus()
        self.look_for_drift()

    def _map(self) -> Map | None:
        """The map to tell: the one in front if it is the process's, else its first one that tells of work."""
        document, process = self._session.document, tokens.process_of(self.slot)
        own = [m for m in document.maps() if m.process == process]
        front = [m for m in own if m.id == self._session.place.map]
        flows = [m for m in own if m.kind in ("cross_functional", "free")]
        return next(iter([*front, *flows, *own]), None)

    def _again(self) -> None:
        text = self._session.document.narrative(self.slot)
        numbered = any(block.kind == "item" for block in text.blocks)
        self.draft_from_map("numbered" if numbered else "prose")

    def _accept(self) -> None:
        from probis_editor.commands import drafts

        self.edit.commit(new_step=True)
        self._run("accept_text", lambda tx: drafts.accept(tx, self.slot))
        self.look_for_drift()

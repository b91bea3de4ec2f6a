"""The book's form: a ready profile or one's own, with the patterns of numbers and captions, from and to files."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from probis_editor.booklet.profile import HOUSE, PROFILES, ProfileError, exported, parse, ready
from probis_editor.ui import dialogs, look, recent
from probis_editor.ui.bookmaking.draft import OWN, Draft, sample
from probis_editor.ui.bookmaking.rows import Rows
from probis_editor.ui.session import Session

_COUNTS = ("chapter", "book", "none")
FILE_KINDS = [("bookmake.profile_file", ".toml")]
_LARGEST = 100_000


class FormPage(QWidget):
    """What can be set, in two columns, and below it how it looks."""

    def __init__(self, session: Session, draft: Draft) -> None:
        super().__init__()
        self._session, self._draft = session, draft
        text = session.text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(self._head())
        columns = QHBoxLayout()
        columns.setSpacing(28)
        self.left, self.right = self._left(), self._right()
        columns.addLayout(self.left, 1)
        columns.addLayout(self.right, 1)
        layout.addLayout(columns)
        layout.addWidget(self._sample())
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setStyleSheet(f"color: {look.ERROR};")
        self.said.hide()
        layout.addWidget(self.said)
        hint = QLabel(text("bookmake.pattern_hint"))
        hint.setWordWrap(True)
        hint.setObjectName("muted")
        layout.addWidget(hint)
        layout.addStretch(1)
        draft.changed.connect(self.refresh)
        self.refresh()

    def _head(self) -> QHBoxLayout:
        text = self._session.text
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(text("bookmake.profile"))
        row.addWidget(label)
        self.profiles = QComboBox()
        self.profiles.setAccessibleName(text("bookmake.profile"))
        label.setBuddy(self.profiles)
        self.profiles.addItem(HOUSE.name or text("bookform.house"), "")
        for name in PROFILES:
            self.profiles.addItem(ready(name).name or name, name)
        self.profiles.activated.connect(self._chosen)
        self.profiles.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        row.addWidget(self.profiles, 1)
        self.take = QPushButton(text("bookmake.import"))
        self.take.clicked.connect(self.import_file)
        self.give = QPushButton(text("bookmake.export"))
        self.give.clicked.connect(self.export_file)
        for button in (self.take, self.give):
            button.setAutoDefault(False)
            row.addWidget(button)
        return row

    def _left(self) -> Rows:
        text, rows = self._session.text, Rows(self._draft, self._session.text)
        rows.line("chapter", rows.profile_field("chapter"), text("bookmake.tip.heading"))
        rows.line("section", rows.profile_field("section"), text("bookmake.tip.heading"))
        rows.line("process", (self._processes, self._set_processes), text("bookmake.tip.process"))
        rows.check("upper", rows.profile_field("upper"))
        rows.number("depth", 0, 4, rows.profile_field("depth"))
        self._words(rows, "pages", ("roman", "arabic", "none"))
        self._words(rows, "level0", ("figure", "table"))
        self._words(rows, "maps", ("inside", "end"))
        self._words(rows, "size", ("drawn", "normal", "compact"))
        self._words(rows, "family", ("sans", "serif"))
        return rows

    def _right(self) -> Rows:
        text, rows = self._session.text, Rows(self._draft, self._session.text)
        rows.line("figure", rows.profile_field("figure"), text("bookmake.tip.caption"))
        self._words(rows, "figures", _COUNTS)
        self.special = QPushButton()
        self.special.setAutoDefault(False)
        self.special.setToolTip(text("bookmake.captions_tip"))
        self.special.setStyleSheet("padding: 3px 10px;")
        self.special.clicked.connect(self.edit_captions)
        rows.line("caption", rows.profile_field("caption"), text("bookmake.tip.title"), self.special)
        self._words(rows, "caption_side", ("below", "above"))
        lines = [(n, text(f"bookmake.lines_{n}")) for n in (1, 2)]
        rows.choice("caption_lines", lines, rows.profile_field("caption_lines"))
        rows.line("table", rows.profile_field("table"), text("bookmake.tip.caption"))
        self._words(rows, "tables", _COUNTS)
        rows.check("steps", rows.profile_field("steps"))
        self._words(rows, "sipoc", ("none", "top", "all"))
        rows.check("head", rows.profile_field("head"))
        return rows

    def _words(self, rows: Rows, field: str, values: tuple[str, ...]) -> None:
        text = self._session.text
        rows.choice(field, [(v, text(f"bookmake.{field}_{v}")) for v in values], rows.profile_field(field))

    def _processes(self) -> str:
        return "; ".join(self._draft.profile.processes)

    def _set_processes(self, patterns: str) -> None:
        """A pattern a level, the last one for all below it."""
        self._draft.set(processes=tuple(part.strip() for part in patterns.split(";")))

    def edit_captions(self) -> None:
        """Ask for the titles of some kinds, levels and groups of maps."""
        from probis_editor.ui.bookmaking.captions import Captions

        asked = Captions(self, self._session, self._draft.profile)
        if asked.exec():
            self._draft.set(captions=asked.chosen())

    def _sample(self) -> QFrame:
        """A piece of paper with a heading of each kind and a caption."""
        paper = QFrame()
        paper.setObjectName("floating")
        grid = QGridLayout(paper)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setVerticalSpacing(5)
        self._shown: dict[str, QLabel] = {}
        for at, key in enumerate(("chapter", "section", "process", "figure", "table")):
            what = QLabel(self._session.text("bookmake.sample." + key))
            what.setObjectName("muted")
            words = QLabel()
            words.setStyleSheet("font-weight: bold;")
            words.setWordWrap(True)
            grid.addWidget(what, at % 3, at // 3 * 2, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, at % 3, at // 3 * 2 + 1)
            self._shown[key] = words
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return paper

    def refresh(self) -> None:
        """Show the draft."""
        self.left.refresh()
        self.right.refresh()
        n = len(self._draft.profile.captions)
        self.special.setText(
            self._session.text("bookmake.captions_n" if n else "bookmake.captions_none", n=n)
        )
        own = self.profiles.findData(OWN)
        if self._draft.own:
            name = self._draft.profile.name if self._draft.profile != ready(self._draft.base) else ""
            known = {HOUSE.name, *(ready(p).name for p in PROFILES)}
            words = self._session.text("bookmake.own")
            words = words if not name or name in known else name
            if own < 0:
                self.profiles.addItem(words, OWN)
                own = self.profiles.findData(OWN)
            self.profiles.setItemText(own, words)
            self.profiles.setCurrentIndex(own)
        else:
            if own >= 0:
                self.profiles.removeItem(own)
            self.profiles.setCurrentIndex(max(0, self.profiles.findData(self._draft.base)))
        title = self._session.text("bookmake.sample_title")
        for key, words in sample(self._draft.profile, self._session.tr_, title):
            self._shown[key].setText(words or "–")

    def _say(self, words: str) -> None:
        """Show an error below the sample; it takes no room where there is none."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _chosen(self) -> None:
        value = self.profiles.currentData()
        self._say("")
        if value != OWN:
            self._draft.choose(str(value))

    # Files

    def import_file(self) -> None:
        """Take a form from a file."""
        path = dialogs.ask_file(self, self._session.text, "bookmake.import", FILE_KINDS, recent.folder())
        if path is None:
            return
        try:
            with path.open("rb") as stream:
                data = stream.read(_LARGEST + 1)
            if len(data) > _LARGEST:
                raise ProfileError(self._session.text("bookmake.too_large"))
            profile = parse(data.decode("utf-8-sig"))
        except (ProfileError, UnicodeDecodeError, OSError) as error:
            self._say(self._session.text("bookmake.bad_profile", name=path.name, reason=str(error)))
            return
        self._say("")
        self._draft.take(profile)

    def export_file(self) -> None:
        """Write the form to a file."""
        from pathlib import Path

        from msgspec.structs import replace

        from probis_editor.formats.base import save_bytes

        start = Path(recent.folder()) / self._session.text("bookmake.profile_name")
        path = dialogs.ask_save_as(self, self._session.text, "bookmake.export", start, FILE_KINDS)
        if path is None:
            return
        profile = self._draft.profile
        whole = replace(profile, chapters=self._draft.chapters, paper=self._draft.paper, name=path.stem)
        try:
            save_bytes(exported(whole).encode(), path)
            self._say("")
        except OSError as error:
            self._say(self._session.text("ui.error.file", name=path.name) + f" {error.strerror or error}")

"""What was found in a book in Word, made a document, with a report of what was read, guessed and left out."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from probis_editor.commands import wording
from probis_editor.drawing import raster
from probis_editor.formats import word_figures, word_known, word_ledger, word_made, word_own, word_units
from probis_editor.formats import word_marks as marks
from probis_editor.formats.base import Level, Notice, ReadResult
from probis_editor.formats.word_inline import Shot
from probis_editor.formats.word_lines import Line, Text
from probis_editor.formats.word_office import Front, written
from probis_editor.i18n import Translator
from probis_editor.model.blocks import sound
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.mentions import escaped
from probis_editor.model.office import Block, Book, Process, Settings

UNIT = "unit:"
"""What the place of duties begins with, before the unit's name."""
_BROADEST = 2.5
"""How much wider than high a logo may be, and the other way round."""


class Found:
    """Collects while the book is read. `excused` are the lines that the book makes anew or that became a fact."""

    def __init__(self) -> None:
        self.front = Front()
        self.units = word_units.Units()
        self.known = word_known.Known(self.units)
        self.figures = word_figures.Figures()
        self.texts: dict[str, list[Block]] = {}
        self.processes: dict[tuple[int, ...], word_made.Coded] = {}
        self.groups: list[str] = []
        self.notices: dict[Notice, None] = {}
        self.excused: set[Line] = set()
        self.made = self.skipped = 0
        self.related = False

    def note(self, key: str, level: Level, **args: str | int) -> None:
        """A line of the report, once."""
        self.notices.setdefault(Notice("", "", "import.word." + key, tuple(args.items()), level))

    def skip(self, line: Line, listed: bool) -> None:
        """A line of contents or of a list; `listed` says that it surely is one."""
        self.skipped += 1
        if listed:
            self.excused.add(line)

    def group(self, name: str) -> None:
        """A group of processes."""
        if name not in self.groups:
            self.groups.append(name)

    def logo(self, shots: Sequence[Shot]) -> None:
        """Pictures on the cover: the first that may be one is the office's logo."""
        for shot in shots:
            size = raster.size(shot.data)
            if size and not self.front.office.logo and 1 / _BROADEST < size[0] / size[1] < _BROADEST:
                self.front.office = replace(self.front.office, logo=shot.data)
            else:
                self.figures.left += 1

    def process(self, key: tuple[int, ...], code: str, name: str, group: str, shown: bool, said: str) -> None:
        """A process by the heading of its section."""
        known = self.processes.get(key)
        if known is not None:
            if marks.bare(known.name) != marks.bare(name):
                self.note("code_twice", "guessed", code=code, name=written(name), other=known.name)
            return
        if not shown:
            self.note("plain_head", "guessed", name=said[:80])
        self.processes[key] = word_made.Coded(key, code.replace(" ", ""), written(name), group)


def made(found: Found, text: Text) -> ReadResult:
    """The document, and what was read, guessed and left out."""
    front = found.front
    for said in text.running:
        front.letterhead(said)
    groups = tuple(dict.fromkeys(found.groups or ("Manajerial", "Utama", "Lainnya")))
    scheme = word_made.scheme([p.code for p in found.processes.values()])
    chapters = tuple(c for c in marks.ORDER if c not in marks.WRITTEN or "chapter:" + c in found.texts)
    decree = front.decree
    if decree is not None:
        decree = replace(
            decree,
            weigh=tuple(escaped(t) for t in decree.weigh),
            decides=tuple(escaped(t) for t in decree.decides),
        )
    for one in found.known.coded:
        found.processes.setdefault(one.numbers, one)
    shown = chapters if any(c in chapters for c in marks.WRITTEN) else ()
    book = Book(
        period=front.years, decree=decree, place=front.place, date=front.date, chapters=shown,
        distribution=tuple(found.known.receivers),
    )  # fmt: skip
    settings = replace(Settings(groups=groups[:6]), **scheme)
    document = Document([settings, front.office, book, *front.laws])
    with document.transaction(label("import.word.step")) as tx:
        ids = word_made.plant(tx, list(found.processes.values()))
        for slot in [s for s in found.texts if s.startswith(UNIT)]:
            found.units.duties[slot.removeprefix(UNIT)] = found.texts.pop(slot)
        found.units.enter(tx, ids)
        found.known.enter(tx, ids)
        word_made.derive(tx, found.related)
        alone = found.figures.settle(tx, ids, found.texts)
        _write(tx, found, ids)
    _report(found, document, text, alone)
    return ReadResult(document, "probis", tuple(found.notices))


def _write(tx: Transaction, found: Found, ids: dict[tuple[int, ...], str]) -> None:
    for slot, blocks in found.texts.items():
        place = slot
        if slot.startswith("chapter:"):
            blocks = word_own.without_bare_heads(blocks)
            if all(b.kind not in ("table", "figure") and word_own.usual(marks.plain(b.text)) for b in blocks):
                found.made += len(blocks)
                found.excused |= {Line(marks.plain(b.text)) for b in blocks}
                continue
        if slot.startswith("process:"):
            _, numbers, part = slot.split(":")
            place = f"process:{ids[tuple(map(int, numbers.split('.')))]}:{part}"
        if blocks and slot:
            wording.write(tx, place, sound([found.figures.referring(b) for b in blocks]))


def _report(found: Found, document: Document, text: Text, alone: list[str]) -> None:
    told = len({s.split(":")[1] for s in found.texts if s.startswith("process:")})
    chapters = sum(1 for s, b in found.texts.items() if s.startswith("chapter:") and b)
    found.note("processes", "read", n=len(document.of_type(Process)), told=told)
    found.note("chapters", "read", n=chapters)
    found.units.report(found.note)
    found.front.report(found.note)
    unnamed = sum(1 for p in document.of_type(Process) if not p.name)
    counts: tuple[tuple[str, Level, int], ...] = (
        ("made", "read", found.made),
        ("scans", "read", found.figures.scans),
        *((key, "guessed", text.counts.get(key, 0)) for key in ("notes", "nested", "signs", "deleted")),
        ("unnamed", "guessed", unnamed),
        ("comments", "left_out", text.counts.get("comments", 0)),
        ("unreadable", "left_out", text.counts.get("unreadable", 0)),
        ("pictures", "left_out", found.figures.left),
        ("lists", "left_out", found.skipped),
    )
    for key, level, n in counts:
        if n:
            found.note(key, level, n=n)
    for caption in alone:
        found.note("caption", "left_out", text=caption)
    if found.figures.unmatched:
        found.note("references", "guessed", said=", ".join(found.figures.unmatched))
    tr = Translator("id")
    said = [tr(n.key, **dict(n.args)) for n in found.notices]
    bare = {word_ledger.bare(one.plain) for one in found.excused}
    lines = [
        line
        for line in text.lines
        if line not in found.excused and (line.cells or word_ledger.bare(line.plain) not in bare)
    ]
    for one in word_ledger.lost(document, lines, said, bare):
        found.note("lost", "left_out", text=one)
    running = word_ledger.lost(document, [Line(one) for one in text.running], said, bare)
    for key, rest in (("running", [one.replace("\t", " ") for one in running]), ("drawn", text.drawn)):
        if rest:
            found.note(key, "left_out", text=" · ".join(rest))

"""A process map book in Word as a document: chapters, processes by code, texts, units, office, decree, with a report.

Headings are told by their style, or by how such books write them: "BAB II", "1.1", "A.", "P1.1.2 Name",
"KECKLB.02.01.CFM.01 Name". Lists of contents and figures, figure captions and pictures are left out: the program makes
them itself. Nothing that was written is dropped without a line in the report.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from probis_editor.commands import wording
from probis_editor.formats import word_items, word_known, word_made, word_own, word_units
from probis_editor.formats import word_marks as marks
from probis_editor.formats.base import Level, Notice, ReadResult
from probis_editor.formats.word_lines import Line, lines
from probis_editor.formats.word_office import Front, written
from probis_editor.model import laws
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.mentions import escaped
from probis_editor.model.office import Block, Book, Process, Settings

_LONGEST_HEAD, _LONGEST_UNIT = 140, 90
_UNIT = "unit:"
"""What the place of duties begins with, before the unit's name."""


def read(data: bytes, name: str) -> ReadResult:
    """The document that a .docx book tells of. Raises FormatError for a file that is no .docx."""
    found = lines(data, name)
    reader = _Reader(styled=sum(1 for line in found if line.head) > 2)
    for line in found:
        reader.take(line)
    return reader.result()


class _Reader:
    def __init__(self, styled: bool = False) -> None:
        self.front = Front()
        self.units = word_units.Units()
        self.known = word_known.Known(self.units)
        self.made = 0
        self._styled = styled
        self._within = ""
        self._related = False
        self.notices: list[Notice] = []
        self.texts: dict[str, list[Block]] = {}
        self.heads: dict[str, int] = {}
        self.processes: dict[tuple[int, ...], word_made.Coded] = {}
        self.pictures = self.captions = self.skipped = 0
        self._slot = ""
        self._chapter = ""
        self._state = "cover"
        self._group = ""
        self._groups: list[str] = []
        self._current: tuple[int, ...] | None = None
        self._figure_seen = False
        self._title_next = False
        self._caption_next = False
        self._table_caption = ""
        self._recent: list[Line] = []
        self._lists: list[str] = []

    def take(self, line: Line) -> None:
        """One line of the book."""
        self.pictures += line.pictures
        if line.pictures:
            self._figure_seen = True
        if line.cells:
            self._take_table(line)
            return
        said = " ".join(f"{line.label} {line.plain}".split()) if line.head else " ".join(line.plain.split())
        if not said:
            self._recent.append(line)
            return
        if self._heading(said, line):
            self._recent = []
            return
        self._recent.append(line)
        if self._state == "skip":
            self.skipped += 1
        elif self._state == "decree":
            self.front.in_decree(line)
        elif not self._signature(line):
            if self._state == "cover":
                self.front.cover(line)
            else:
                self._text(said, line)

    # Headings

    def _heading(self, said: str, line: Line) -> bool:
        low = said.casefold()
        listed = self._state == "skip" and (
            marks.LEADER.search(line.plain)
            or (self._styled and not line.head and not marks.DECREE.match(said))
        )
        if line.toc or listed:
            self.skipped += 1
            return True
        if self._title_next:
            self._title_next = False
            if not marks.SECTION.match(said) and not marks.CODED.match(said) and len(said) < _LONGEST_HEAD:
                self._open_chapter(said)
                return True
        if found := marks.BAB.match(said):
            self._state, self._current = "text", None
            self._title_next = not found[2].strip()
            if found[2].strip():
                self._open_chapter(found[2])
            return True
        if low in marks.LISTS:
            self._state = "skip"
            return True
        if low == "kata pengantar":
            self._state, self._current = "text", None
            self._open(said, "chapter:preface")
            return True
        if (
            marks.DECREE.match(said)
            and (line.bold or line.center or said.isupper())
            and len(said) < _LONGEST_HEAD
        ):
            self._state = "decree"
            word_own.drop_letterhead(self.texts.get(self._place(), []))
            return True
        if self._state in ("cover", "skip", "decree"):
            return False
        return self._caption(said, line) or self._process(said, line) or self._section(said, line)

    def _caption(self, said: str, line: Line) -> bool:
        if self._caption_next:
            self._caption_next = False
            if len(said) < _LONGEST_HEAD and (line.bold or line.center or marks.CODED.match(said)):
                return True
        found = marks.CAPTION.match(said)
        if not found or len(said) > _LONGEST_HEAD or said.endswith((";", ",")):
            table = marks.TABLE.match(said)
            if table and len(said) < _LONGEST_HEAD:
                self._table_caption = table[1].strip()
                return True
            return False
        if not (line.bold or line.center or not found[2] or len(said) < 90):
            return False
        self.captions += 1
        self._figure_seen = True
        self._caption_next = not found[2].strip()
        return True

    def _process(self, said: str, line: Line) -> bool:
        found = marks.CODED.match(said)
        name = (found["name"] or "").strip() if found else ""
        if not found or not name or len(said) > _LONGEST_HEAD:
            return False
        shown = line.head or line.bold or said.isupper()
        if not shown and (line.number or name.endswith((".", ";", ":")) or len(name.split()) > 12):
            return False
        numbers = tuple(int(n) for n in re.findall(r"\d+", found["code"]))
        key = numbers
        known = self.processes.get(key)
        if known is not None and marks.bare(known.name) != marks.bare(name):
            self._note("code_twice", "guessed", code=found["code"], name=written(name), other=known.name)
        if known is None:
            if not shown:
                self._note("plain_head", "guessed", name=said[:80])
            code = found["code"].replace(" ", "")
            self.processes[key] = word_made.Coded(numbers, code, written(name), self._group)
        if self._current != key:
            self._figure_seen = False
        self._current, self._slot = key, ""
        return True

    def _section(self, said: str, line: Line) -> bool:
        marked = marks.SECTION.match(said)
        shown = line.bold or said.isupper()
        name = said[marked.end() :] if marked else said
        if (
            self._within == "duties"
            and (line.head or shown)
            and word_units.sounds(name)
            and not marks.slot_of(name.casefold())
        ):
            self._current, self._slot = None, _UNIT + self.units.headed(name)
            return True
        if (not line.head and not (marked and shown and not line.number)) or len(said) > _LONGEST_HEAD:
            return False
        low = name.casefold()
        self._current, self._within = None, ""
        if self._chapter in ("level0", "processes"):
            group = next((g for word, g in marks.GROUPS if re.search(rf"\b{word}\b", low)), "")
            if group:
                self._group = group
                if group not in self._groups:
                    self._groups.append(group)
                self._slot = "chapter:level0"
                return True
        slot = marks.slot_of(low)
        if slot == "organisation":
            self._within = "duties" if "tugas" in low else "structure"
            self._slot = "chapter:organisation"
            return True
        self._related |= slot == "relation"
        if slot and (slot != "level0" or self._chapter == "level0"):
            self._open(name, "chapter:" + slot)
        elif self._slot or self._chapter:
            self._slot = self._slot or "chapter:" + self._chapter
            self._add(Block(kind="h1", text=escaped(written(name))))
            if self._chapter not in marks.WRITTEN:
                self._note("section", "guessed", name=written(name), slot=self._slot)
        return True

    def _open_chapter(self, title: str) -> None:
        self._within = ""
        slot = marks.slot_of(title.casefold())
        self._chapter = slot
        self._open(title, "chapter:" + slot if slot else "chapter:closing")
        if not slot:
            self._add(Block(kind="h1", text=escaped(written(title))))
            self._note("chapter", "guessed", name=written(title))
        else:
            self._note("chapter_read", "read", name=written(title))

    def _open(self, name: str, slot: str) -> None:
        self._slot, self._current = slot, None
        if self.texts.get(slot) and slot in ("chapter:purpose", "chapter:aims", "chapter:organisation"):
            self._add(Block(kind="h1", text=escaped(written(marks.SECTION.sub("", name)))))
        elif (
            slot.removeprefix("chapter:") in marks.WRITTEN
            and name
            and self._chapter != marks.slot_of(name.casefold())
        ):
            self._add(Block(kind="h1", text=escaped(written(name))))

    # Texts

    def _signature(self, line: Line) -> bool:
        taken = self.front.signature(self._recent[:-1], line)
        if taken < 0:
            return False
        blocks = self.texts.get(self._place(), [])
        said = sum(1 for one in self._recent[:-1][-taken:] if one.plain) if taken else 0
        if said and self._state == "text":
            del blocks[-said:]
        return True

    def _place(self) -> str:
        if self._current is not None:
            part = "steps" if self._figure_seen else "intro"
            return f"process:{'.'.join(map(str, self._current))}:{part}"
        return self._slot

    def _text(self, said: str, line: Line) -> None:
        if self._slot in ("chapter:laws", "chapter:bibliography") and self._current is None:
            law = laws.parsed(marks.MARK.sub("", said), f"law-{len(self.front.laws) + 1}")
            if law is not None:
                if not any(laws.same(law, one) for one in self.front.laws):
                    self.front.laws.append(law)
                return
        if not self._place():
            self._note("homeless", "left_out", text=said[:80])
            return
        if word_own.always(said):
            self.made += 1
            return
        block = word_items.block(line, self.texts.get(self._place(), []))
        if self._within == "structure" and block.kind == "item" and len(said) < _LONGEST_UNIT:
            self.units.listed(marks.plain(block.text), block.number, block.level)
        else:
            self._add(block)

    def _add(self, block: Block) -> None:
        text = word_own.without_reference(block.text)
        if text or not block.text or block.cells:
            self.texts.setdefault(self._place(), []).append(replace(block, text=text))

    def _take_table(self, line: Line) -> None:
        if self._state == "decree":
            for row in line.cells:
                said = " ".join(
                    marks.plain(cell.text) for cell in row if marks.plain(cell.text) not in ("", ":")
                )
                for part in said.split("\n"):
                    self.front.in_decree(Line(part))
            return
        signed = [self.front.signed(marks.plain(cell.text)) for row in line.cells for cell in row]
        if any(signed):
            return
        if self.known.take(line, self._current, self._group):
            self.made, self._table_caption = self.made + 1, ""
            return
        if self._state == "skip":
            self.skipped += 1
            return
        if self._state != "text" or not self._place():
            self._note("table_left", "left_out", n=len(line.cells))
            return
        names = [marks.plain(cell.text).casefold() for cell in line.cells[0]]
        groups = [next((g for word, g in marks.GROUPS if word in name), "") for name in names]
        if self._chapter == "level0" and len(groups) > 1 and all(groups):
            self._groups = list(dict.fromkeys(groups))
            self._note("level0_table", "guessed", groups=", ".join(self._groups))
            return
        caption = escaped(self._table_caption)
        self._table_caption = ""
        self._add(Block(kind="table", text=caption, cells=line.cells, heads=1, numbered=bool(caption)))

    # The document

    def _note(self, key: str, level: Level, **args: str | int) -> None:
        self.notices.append(Notice("", "", "import.word." + key, tuple(args.items()), level))

    def result(self) -> ReadResult:
        """The document, and what was read, guessed and left out."""
        front = self.front
        groups = tuple(
            dict.fromkeys([*self._groups, *(() if self._groups else ("Manajerial", "Utama", "Lainnya"))])
        )
        scheme = word_made.scheme([p.code for p in self.processes.values()])
        chapters = tuple(c for c in marks.ORDER if c not in marks.WRITTEN or "chapter:" + c in self.texts)
        decree = front.decree
        if decree is not None:
            decree = replace(
                decree,
                weigh=tuple(escaped(t) for t in decree.weigh),
                decides=tuple(escaped(t) for t in decree.decides),
            )
        for one in self.known.coded:
            self.processes.setdefault(one.numbers, one)
        shown = chapters if any(c in chapters for c in marks.WRITTEN) else ()
        book = Book(
            period=front.years, decree=decree, place=front.place, date=front.date, chapters=shown,
            distribution=tuple(self.known.receivers),
        )  # fmt: skip
        settings = replace(Settings(groups=groups[:6]), **scheme)
        document = Document([settings, front.office, book, *front.laws])
        with document.transaction(label("import.word.step")) as tx:
            ids = word_made.plant(tx, list(self.processes.values()))
            self._write(tx, ids)
            self.units.enter(tx, ids)
            self.known.enter(tx, ids)
            word_made.derive(tx, self._related)
        told = len({s.split(":")[1] for s in self.texts if s.startswith("process:")})
        written_in = sum(1 for s, b in self.texts.items() if s.startswith("chapter:") and b)
        self._note("processes", "read", n=len(document.of_type(Process)), told=told)
        self._note("chapters", "read", n=written_in)
        self.units.report(self._note)
        front.report(self._note)
        unnamed = sum(1 for p in document.of_type(Process) if not p.name)
        counts: tuple[tuple[str, Level, int], ...] = (
            ("made", "read", self.made),
            ("unnamed", "guessed", unnamed),
            ("pictures", "left_out", max(self.pictures, self.captions)),
            ("lists", "left_out", self.skipped),
        )
        for key, level, n in counts:
            if n:
                self._note(key, level, n=n)
        return ReadResult(document, "probis", tuple(self.notices))

    def _write(self, tx: Transaction, ids: dict[tuple[int, ...], str]) -> None:
        for slot, blocks in self.texts.items():
            place = slot
            if slot.startswith(_UNIT):
                self.units.duties[slot.removeprefix(_UNIT)] = blocks
                continue
            if slot.startswith("chapter:"):
                blocks = word_own.without_bare_heads(blocks)
                if all(b.kind != "table" and word_own.usual(marks.plain(b.text)) for b in blocks):
                    self.made += len(blocks)
                    continue
            if slot.startswith("process:"):
                _, numbers, part = slot.split(":")
                place = f"process:{ids[tuple(map(int, numbers.split('.')))]}:{part}"
            if blocks and slot:
                wording.write(tx, place, blocks)

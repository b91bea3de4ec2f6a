"""A process map book in Word as a document: chapters, processes by code, texts, units, office, decree, with a report.

Headings are told by their style, or by how such books write them: "BAB II", "1.1", "A.", "P1.1.2 Name",
"KECKLB.02.01.CFM.01 Name". Lists of contents and figures are left out: the program makes them itself. Nothing that was
written is dropped without a line in the report.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from probis_editor.formats import word_heads, word_items, word_lines, word_own, word_result, word_units
from probis_editor.formats import word_marks as marks
from probis_editor.formats.base import ReadResult
from probis_editor.formats.word_heads import LONGEST, Heads
from probis_editor.formats.word_lines import Line
from probis_editor.formats.word_office import written
from probis_editor.formats.word_result import UNIT, Found
from probis_editor.model.mentions import escaped
from probis_editor.model.office import Block

_LONGEST_UNIT, _LONGEST_COVER = 90, 110


def read(data: bytes, name: str) -> ReadResult:
    """The document that a .docx book tells of. Raises FormatError for a file that is no .docx."""
    text = word_lines.text(data, name)
    reader = _Reader(text.lines)
    for line in text.lines:
        reader.take(line)
    reader.end()
    return word_result.made(reader.found, text)


class _Reader:
    def __init__(self, lines: list[Line]) -> None:
        self.found = Found()
        self._heads = Heads(lines)
        self._within = ""
        self._slot = ""
        self._chapter = ""
        self._state = "cover"
        self._group = ""
        self._current: tuple[int, ...] | None = None
        self._process_head = self._slot_head = 0
        self._figure_seen = False
        self._title_next = False
        self._caption_next = False
        self._table_caption: tuple[str, str, Line] | None = None
        self._recent: list[Line] = []

    def take(self, line: Line) -> None:
        """One line of the book."""
        if line.cells:
            self._take_table(line)
            return
        said = " ".join(f"{line.label} {line.plain}".split()) if line.head else " ".join(line.plain.split())
        if said and self._second_line(said, line):
            return
        if said and self._heading(said, line):
            self._recent = []
        elif said:
            self._paragraph(said, line)
        else:
            self._recent.append(line)
        if line.shots:
            self._pictures(line)

    def end(self) -> None:
        """What waits for a line that does not come."""
        self._plain_caption()

    def _second_line(self, said: str, line: Line) -> bool:
        """Whether a line is the title below "Tabel 2.1"; else a caption that waits has its end."""
        waiting = self._table_caption
        short = len(said) < LONGEST and (line.bold or line.center) and not line.head
        if waiting and not waiting[1] and short and not marks.TABLE.match(said):
            self._table_caption = (waiting[0], said, waiting[2])
            return True
        self._plain_caption()
        return False

    def _paragraph(self, said: str, line: Line) -> None:
        self._recent.append(line)
        self.found.figures.text()
        if self._state == "cover" and self._begins_text(line):
            self._state = "text"
        if self._state == "decree":
            self.found.front.in_decree(line)
        elif self._state != "skip" and not self._signature(line):
            if self._state == "cover":
                self.found.front.cover(line)
            else:
                self._text(said, line)

    def _begins_text(self, line: Line) -> bool:
        """Whether a line before any heading is no more one of a cover."""
        return len(line.plain) > _LONGEST_COVER and not line.center and not line.bold

    def _pictures(self, line: Line) -> None:
        if self._state == "cover":
            self.found.logo(line.shots)
            return
        self._figure_seen = True
        for block in self.found.figures.shots(self._place() if self._state == "text" else "", line.shots):
            self._add(block)

    # Headings

    def _heading(self, said: str, line: Line) -> bool:
        low = said.casefold()
        listed = self._state == "skip" and (
            marks.LEADER.search(line.plain)
            or (self._heads.styled and not line.head and not marks.DECREE.match(said))
        )
        if line.toc or line.led or listed:
            self.found.skip(line, line.toc or bool(marks.LEADER.search(line.plain)))
            return True
        if self._title_next:
            self._title_next = False
            if not marks.SECTION.match(said) and not marks.CODED.match(said) and len(said) < LONGEST:
                self._open_chapter(said)
                return True
        labelled = f"{line.label} {said}" if line.capital and not line.head else said
        if found := marks.BAB.match(labelled):
            self._state, self._current = "text", None
            self._slot_head = line.head or 1
            self._title_next = not found[2].strip()
            if found[2].strip():
                self._open_chapter(found[2])
            return True
        if low in marks.LISTS:
            self._state = "skip"
            self.found.excused.add(line)
            return True
        if low == "kata pengantar":
            self._state, self._current = "text", None
            self._slot_head = line.head or 1
            self.found.excused.add(line)
            self._open(said, "chapter:preface")
            return True
        if word_heads.begins_decree(said, line):
            self._state = "decree"
            word_own.drop_letterhead(self.found.texts.get(self._place(), []))
            return True
        if self._state != "text":
            if not word_heads.begins_text(said, line, self._state):
                return False
            self._state, self._current, self._slot = "text", None, ""
        if self._heads.is_chapter(said, line):
            self._slot_head = line.head
            self._open_chapter(marks.chapter_name(said))
            return True
        return self._caption(said, line) or self._process(said, line) or self._section(said, line)

    def _caption(self, said: str, line: Line) -> bool:
        if self._caption_next:
            self._caption_next = False
            if len(said) < LONGEST and (line.bold or line.center or marks.CODED.match(said)):
                self.found.figures.title(said)
                self.found.excused.add(line)
                return True
        found = marks.CAPTION.match(said)
        if not found or len(said) > LONGEST or said.endswith((";", ",")):
            table = marks.TABLE.match(said)
            if table and len(said) < LONGEST:
                self._table_caption = (table[1], table[2].strip(), line)
                return True
            return False
        if marks.SENTENCE.match(found[3]) or not (line.bold or line.center or not found[3] or len(said) < 90):
            return False
        self._figure_seen = True
        self._caption_next = not found[3].strip()
        self.found.figures.caption(self._place(), found[2], found[3].strip())
        self.found.excused.add(line)
        return True

    def _plain_caption(self) -> None:
        """A caption of a table that no table follows: that of the table before it, else a text."""
        waiting, self._table_caption = self._table_caption, None
        if waiting is None:
            return
        number, title, line = waiting
        blocks = self.found.texts.get(self._place(), [])
        if blocks and blocks[-1].kind == "table" and not blocks[-1].text and title:
            named = self.found.figures.table(self._place(), number)
            blocks[-1] = replace(blocks[-1], text=escaped(title), numbered=True, id=named)
        elif self._state == "text":
            self._text(line.plain, line)

    def _process(self, said: str, line: Line) -> bool:
        found = marks.CODED.match(said)
        name = (found["name"] or "").strip() if found else ""
        if not found or not name or len(said) > LONGEST:
            return False
        shown = line.head or line.bold or said.isupper()
        if not shown and (line.number or name.endswith((".", ";", ":")) or len(name.split()) > 12):
            return False
        key = tuple(int(n) for n in re.findall(r"\d+", found["code"]))
        self.found.process(key, found["code"], name, self._group, bool(shown), said)
        if self._current != key:
            self._figure_seen = False
        self._current, self._slot, self._process_head = key, "", line.head
        return True

    def _section(self, said: str, line: Line) -> bool:
        full = f"{line.label} {said}" if line.number and line.label and line.bold else said
        marked = marks.SECTION.match(full)
        counted = bool(marked and line.number and (line.capital or "." in line.label.rstrip(".)")))
        shown = line.bold or said.isupper()
        name = full[marked.end() :] if marked else said
        if (
            self._within == "duties"
            and (line.head or shown)
            and word_units.sounds(name)
            and not marks.slot_of(name.casefold())
        ):
            self._current, self._slot = None, UNIT + self.found.units.headed(name)
            return True
        heads = line.head or (marked and shown and (counted or not line.number))
        if not heads or len(said) > LONGEST:
            return False
        if self._current is not None and line.head > self._process_head > 0:
            self._add(Block(kind="h1", text=escaped(written(name))))
            return True
        low = name.casefold()
        self._current, self._within = None, ""
        if self._chapter in ("level0", "processes"):
            group = next((g for word, g in marks.GROUPS if re.search(rf"\b{word}\b", low)), "")
            if group:
                self._group = group
                self.found.group(group)
                self._slot = "chapter:level0"
                self.found.note("section_read", "read", name=written(name))
                return True
        slot = marks.slot_of(low)
        if slot == "organisation":
            self._within = "duties" if "tugas" in low else "structure"
            self._slot, self._slot_head = "chapter:organisation", line.head
            self.found.note("section_read", "read", name=written(name))
            return True
        self.found.related |= slot == "relation"
        deeper = line.head > self._slot_head > 0 and self._slot.removeprefix("chapter:") not in (
            "",
            self._chapter,
        )
        if slot and not deeper and (slot != "level0" or self._chapter == "level0"):
            self._slot_head = line.head
            self.found.note("section_read", "read", name=written(name))
            self._open(name, "chapter:" + slot)
        elif self._slot or self._chapter:
            self._slot = self._slot or "chapter:" + self._chapter
            self._add(Block(kind="h1", text=escaped(written(name))))
            if self._chapter not in marks.WRITTEN:
                self.found.note("section", "guessed", name=written(name))
        else:
            self._open_chapter(name)
        return True

    def _open_chapter(self, title: str) -> None:
        self._within, self._current = "", None
        slot = marks.slot_of(title.casefold())
        self._chapter = slot
        self._open(title, "chapter:" + slot if slot else "chapter:closing")
        if not slot:
            self._add(Block(kind="h1", text=escaped(written(title))))
            self.found.note("chapter", "guessed", name=written(title))
        else:
            self.found.note("chapter_read", "read", name=written(title))

    def _open(self, name: str, slot: str) -> None:
        self._slot, self._current = slot, None
        if self.found.texts.get(slot) and slot in ("chapter:purpose", "chapter:aims", "chapter:organisation"):
            self._add(Block(kind="h1", text=escaped(written(marks.SECTION.sub("", name)))))
        elif (
            slot.removeprefix("chapter:") in marks.WRITTEN
            and name
            and self._chapter != marks.slot_of(name.casefold())
        ):
            self._add(Block(kind="h1", text=escaped(written(name))))

    # Texts

    def _signature(self, line: Line) -> bool:
        taken = self.found.front.signature(self._recent[:-1], line)
        if taken < 0:
            return False
        blocks = self.found.texts.get(self._place(), [])
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
        of_laws = self._slot in ("chapter:laws", "chapter:bibliography") and self._current is None
        if of_laws and self.found.front.law(said):
            return
        self._house()
        if word_own.always(said):
            self.found.made += 1
            self.found.excused.add(line)
            return
        block = word_items.block(line, self.found.texts.get(self._place(), []))
        if self._within == "structure" and block.kind == "item" and len(said) < _LONGEST_UNIT:
            self.found.units.listed(marks.plain(block.text), block.number, block.level)
        else:
            self._add(block)

    def _house(self) -> None:
        """A place for a text that stands before every chapter."""
        if not self._place():
            self._slot = "chapter:" + (self._chapter or "background")
            if not self._chapter:
                self.found.note("homeless", "guessed")

    def _add(self, block: Block) -> None:
        text = word_own.without_reference(block.text)
        if text or not block.text or block.cells:
            self.found.texts.setdefault(self._place(), []).append(replace(block, text=text))
        # What follows is said after the figure, which may come later on a sheet of its own.
        self._figure_seen = self._figure_seen or (self._current is not None and text != block.text)

    def _take_table(self, line: Line) -> None:
        front, found = self.found.front, self.found
        if line.toc:
            found.skip(line, True)
            return
        if self._state == "decree":
            front.table_of_decree(line)
            return
        cells = [marks.plain(cell.text) for row in line.cells for cell in row]
        if sum(front.signed(said) for said in cells):  # every cell is asked
            return
        if kind := found.known.take(line, self._current, self._group):
            found.made, self._table_caption = found.made + 1, None
            if kind == "made":
                found.excused.add(line)
            return
        if self._state == "cover":
            for part in (one for said in cells for one in said.split("\n")):
                front.cover(Line(part))
            found.logo(line.shots)
            return
        if self._state == "skip":
            found.skip(line, False)
            return
        names = [marks.plain(cell.text).casefold() for cell in line.cells[0]]
        groups = [next((g for word, g in marks.GROUPS if word in name), "") for name in names]
        if self._chapter == "level0" and len(groups) > 1 and all(groups):
            found.groups = list(dict.fromkeys(groups))
            found.note("level0_table", "guessed", groups=", ".join(found.groups))
            return
        self._house()
        caption, self._table_caption = self._table_caption, None
        number, title = caption[:2] if caption else ("", "")
        named = found.figures.table(self._place(), number) if number else ""
        self._add(
            Block(kind="table", text=escaped(title), cells=line.cells, heads=line.heads or 1, widths=line.widths,
                  numbered=bool(title), id=named)
        )  # fmt: skip
        found.figures.left += len(line.shots)

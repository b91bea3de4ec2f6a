"""What the chapters share while a book is put together: the office's names, numbers of chapters and figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from probis_editor.booklet import own, references, rich, sizes
from probis_editor.booklet.blocks import BookBlock, Figure, Grid, Heading, Item, Para, Table, plain
from probis_editor.booklet.kop_rows import map_head
from probis_editor.booklet.markup import without_tags
from probis_editor.booklet.profile import HOUSE, Profile, filled
from probis_editor.booklet.rich import item_label
from probis_editor.booklet.splitting import splitting
from probis_editor.booklet.words import counted, listed, roman
from probis_editor.i18n import Translator
from probis_editor.model import numbering, queries
from probis_editor.model.changes import Label, label
from probis_editor.model.document import Document
from probis_editor.model.elements import Map
from probis_editor.model.office import Block, Process
from probis_editor.render.compose import printed

SOURCED = (Heading, Para, Item, Table, Grid)
"""The blocks that say what they come from."""


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something about the book that the office should mend. `map` or `process` say where."""

    label: Label
    map: str = ""
    process: str = ""


def sourced(blocks: Iterable[BookBlock], source: str) -> list[BookBlock]:
    """The blocks, those that do not say what they come from with this source."""
    return [
        msgspec.structs.replace(b, source=source) if isinstance(b, SOURCED) and not b.source else b
        for b in blocks
    ]


class Names:
    """How the office and its book are called, from the document's records; "" where nothing is known.

    `file` is the name of a bare imported file, which then gives the title.
    """

    def __init__(self, document: Document, tr: Translator, file: str = "") -> None:
        office, book, settings = document.office, document.book, document.settings
        self.office = office.name.strip()
        self.region = office.region.strip()
        self.government = tr("booklet.government", region=self.region) if self.region else ""
        self.year = book.year.strip()
        self.period = book.period.strip()
        own = book.title.strip() or settings.title.strip()
        named = tr("booklet.title_of", office=self.office) if self.office else ""
        self.title = own or named or _readable(file) or _common_name(document) or tr("booklet.title")
        self.proper = bool(self.office)
        """Whether the document is an office's own, not a bare imported file."""


def _readable(file: str) -> str:
    return " ".join(file.replace("_", " ").split())


def _common_name(document: Document) -> str:
    maps = document.maps()
    return queries.title_of(document, maps[0]) if len(maps) == 1 else ""


class Context:
    """One book in the making. Chapters read it, take numbers from it and tell it their findings."""

    def __init__(
        self,
        document: Document,
        tr: Translator,
        step: Callable[[], None] = lambda: None,
        file: str = "",
        profile: Profile = HOUSE,
    ) -> None:
        self.document, self.tr, self.profile = document, tr, profile
        self.names = Names(document, tr, file)
        self.codes = numbering.codes(document)
        self.findings: list[Finding] = []
        self._step = step
        self._chapter = 0
        self._section = 0
        self._figure = self._table = self._signatures = self._shown = 0
        self._drawn: set[str] = set()
        self._maps: dict[str, list[Map]] = {}
        for one in document.maps():
            self._maps.setdefault(one.process, []).append(one)

    def text(self, key: str, **args: object) -> str:
        """A template of the book's language as markup, with the office's names filled in; arguments are plain text."""
        names = {
            "office": self.names.office,
            "region": self.names.region,
            "government": self.names.government,
            "title": self.names.title,
            "period": self.names.period or self.names.year,
        }
        filled = {k: plain(v) if isinstance(v, str) else v for k, v in {**names, **args}.items()}
        return self.tr("booklet." + key, **filled)

    def counted(self, number: int) -> str:
        """ "3 (tiga)"."""
        return counted(number, self.tr.language)

    def listed(self, names: list[str]) -> str:
        """ "A, B, dan C"; plain text."""
        return listed(names, self.tr)

    def find(self, key: str, map_id: str = "", process: str = "", **args: str | int) -> None:
        """Note a finding."""
        self.findings.append(Finding(label("booklet.finding." + key, **args), map_id, process))

    @property
    def chapters(self) -> tuple[str, ...]:
        """The names of the book's chapters in their order."""
        return self.document.book.chapters or self.profile.chapters

    # Numbers

    def chapter(self, title: str) -> Heading:
        """The heading of the next numbered chapter; `title` is plain text."""
        self._chapter += 1
        self._section = 0
        if self.profile.figures == "chapter":
            self._figure = 0
        if self.profile.tables == "chapter":
            self._table = 0
        number = self._number(self.profile.chapter)
        return Heading(
            text=plain(title.upper() if self.profile.upper else title),
            number=number,
            level=0,
            anchor=f"chapter-{self._chapter}",
            head=f"{number}  {title}".strip(),
        )

    def front(self, key: str) -> Heading:
        """The heading of an unnumbered part in front."""
        return Heading(text=self.text(key).upper(), level=0, anchor="front-" + key)

    def section(self, title: str, room: float = 0.15) -> Heading:
        """The heading of the next section of the chapter; `title` is plain text."""
        self._section += 1
        number = self._number(self.profile.section)
        anchor = f"section-{self._chapter}.{self._section}"
        return Heading(text=plain(title), number=number, level=1, anchor=anchor, room=room)

    def _number(self, pattern: str, **more: object) -> str:
        """A heading's or a caption's number in one of the profile's patterns."""
        section = self._section or self._chapter
        return filled(
            pattern,
            bab=self.tr("booklet.chapter", number="").strip(),
            gambar=self.tr("booklet.figure", number="").strip(),
            tabel=self.tr("booklet.table", number="").strip(),
            chapter=self._chapter,
            roman=roman(self._chapter).upper(),
            section=self._section,
            at=section,
            letter=item_label("a", section).upper(),
            **more,
        )

    def process_number(self, process: Process, at: int, depth: int) -> str:
        """What stands before a process's name: its code, or as the profile has it; `at` counts its siblings from 1."""
        patterns = self.profile.processes
        code = self.codes.get(process.id, "")
        return filled(patterns[min(depth, len(patterns) - 1)], code=code, at=at, roman=roman(at).upper())

    def table(
        self, title: str, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...]
    ) -> Table:
        """The next numbered table; `title` is plain, the cells are markup."""
        anchor, label = self.table_label()
        return Table(head=head, rows=rows, widths=widths, anchor=anchor, label=label, title=title)

    def table_label(self, numbered: bool = True) -> tuple[str, str]:
        """Anchor and label of the next table; the label is "" where tables have none."""
        if not numbered:
            return self._unnumbered("table"), ""
        self._table += 1
        label = "" if self.profile.tables == "none" else self._number(self.profile.table, table=self._table)
        return f"table-{self._chapter}.{self._table}", label

    def figure_label(self, numbered: bool = True) -> tuple[str, str]:
        """Anchor and label of the next figure; the label is "" where figures have none."""
        if not numbered:
            return self._unnumbered("figure"), ""
        self._figure += 1
        label = (
            "" if self.profile.figures == "none" else self._number(self.profile.figure, figure=self._figure)
        )
        return f"figure-{self._chapter}.{self._figure}", label

    def _unnumbered(self, what: str) -> str:
        self._shown += 1
        return f"{what}-shown-{self._shown}"

    def field(self) -> str:
        """The name of the next electronic signature."""
        self._signatures += 1
        return f"TTE_{self._signatures}"

    # Figures

    def maps_of(self, process: str) -> list[Map]:
        """The maps of a process ("" = of none), in order."""
        return self._maps.get(process, [])

    def drawn(self, record: Map) -> bool:
        """Whether the map already stands in the book."""
        return record.id in self._drawn

    def replaced(self, record: Map) -> None:
        """The map does not come as a figure: the book says it in another way."""
        self._drawn.add(record.id)

    def figures(self, record: Map) -> list[Figure]:
        """The map as the next figure, then its embedded sub-processes; none where it is empty (a finding)."""
        self._step()
        self._drawn.add(record.id)
        found = [self._figure_of(record, "", self.caption(record))]
        for node in self.document.nodes(record.id):
            if node.kind.startswith("subprocess") and not node.inline:
                found.append(self._figure_of(record, node.id, node.name or self.caption(record)))
        kept = [one for one in found if one is not None]
        if found[0] is None:
            self.find("empty_map", record.id, record.process, name=self.caption(record))
        return kept

    def _figure_of(self, record: Map, plane: str, title: str) -> Figure | None:
        sheet = dict(self.document.book.sheets).get(record.id, "")
        document = self.on_paper(record.id)
        picture = printed(document, record.id, plane, sheet == "split")
        if picture.bounds.w <= 0 or picture.bounds.h <= 0:
            return None
        profile = self.profile
        anchor, label = self.figure_label()
        return Figure(
            anchor=anchor,
            label=label,
            title=title,
            picture=picture.group,
            bounds=picture.bounds,
            map=record.id,
            plane=plane,
            splitting=splitting(document, record.id, plane, picture),
            sheet=sheet,
            above=profile.caption_side == "above",
            lines=profile.caption_lines,
            head=map_head(self, record) if profile.head else (),
            alt=self._alt(record, title),
        )

    def on_paper(self, map_id: str) -> Document:
        """The document with the map in the size in which it is printed."""
        size = sizes.wanted(self.document, self.profile.size, map_id)
        return sizes.on_paper(self.document, map_id, size, self.profile.paper)

    def caption(self, record: Map) -> str:
        """Code and title of a map; plain text."""
        code, title = queries.code_of(self.document, record), queries.title_of(self.document, record)
        level, group = self._place(record.process)
        own = dict(self.profile.captions)
        wanted = (f"group:{group}", f"level:{level}", f"kind:{record.kind}")
        return filled(
            next((own[key] for key in wanted if key in own), self.profile.caption),
            code=code,
            title=title,
            kind=self.tr("booklet.maps." + record.kind),
            group=group,
            office=self.names.office,
        )

    def _place(self, process_id: str) -> tuple[int, str]:
        """How deep a process lies in the tree (1 at the top, 0 without one), and the group of its top process."""
        level, process = 0, self.document.process(process_id) if process_id else None
        group, seen = "", set[str]()
        while process is not None and process.id not in seen:
            seen.add(process.id)
            level, group = level + 1, process.group
            process = self.document.process(process.parent) if process.parent else None
        return level, group

    def _alt(self, record: Map, title: str) -> str:
        """The first sentence of the narrative, else the title."""
        for block in (
            self.document.narrative(f"process:{record.process}:intro").blocks if record.process else ()
        ):
            text = without_tags(block.text)
            if text and block.kind == "p":
                return f"{title}. {text.split('. ')[0].rstrip('.')}."
        return title

    # Texts

    def narrative(self, slot: str) -> list[BookBlock]:
        """What the office wrote for a slot; empty where it wrote nothing."""
        return self.said(self.document.narrative(slot).blocks, slot)

    def said(self, texts: Sequence[Block], slot: str) -> list[BookBlock]:
        """A text in the book, its references in words, its tables and figures counted."""
        alive = references.alive(self.document, texts, slot, self.counted)
        return sourced(rich.blocks(alive, lambda block: own.shown(self, block, slot)), "text:" + slot)

    def mark_drawn(self, record: Map) -> None:
        """The map stands in a text of the book."""
        self._step()
        self._drawn.add(record.id)

    def template(self, slot: str, *keys: str, **args: object) -> Iterator[BookBlock]:
        """What the office wrote for a slot, else the named templates as paragraphs."""
        own = self.narrative(slot)
        if own:
            yield from own
            return
        for key in keys:
            yield Para(text=self.text(key, **args), source="text:" + slot)

    def lead(self, slot: str, key: str) -> Iterator[BookBlock]:
        """As `template`, for what stands over a table: the house's text stays on its page."""
        yield from self.narrative(slot) or [Para(text=self.text(key), keep=True, source="text:" + slot)]

    def process_name(self, process: Process) -> str:
        """Code and name of a process; plain text."""
        return f"{self.codes.get(process.id, '')} {process.name}".strip()

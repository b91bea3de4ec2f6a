"""What the chapters share while a book is put together: the office's names, numbers of chapters and figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from probis_editor.booklet import rich
from probis_editor.booklet.blocks import BookBlock, Figure, Heading, Para, plain
from probis_editor.booklet.splitting import splitting
from probis_editor.booklet.words import counted, listed
from probis_editor.i18n import Translator
from probis_editor.model import numbering, queries
from probis_editor.model.changes import Label, label
from probis_editor.model.document import Document
from probis_editor.model.elements import Map
from probis_editor.model.office import Process
from probis_editor.render.compose import printed

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something about the book that the office should mend. `map` or `process` say where."""

    label: Label
    map: str = ""
    process: str = ""


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
        self, document: Document, tr: Translator, step: Callable[[], None] = lambda: None, file: str = ""
    ) -> None:
        self.document, self.tr = document, tr
        self.names = Names(document, tr, file)
        self.codes = numbering.codes(document)
        self.findings: list[Finding] = []
        self._step = step
        self._chapter = 0
        self._section = 0
        self._figure = 0
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

    # Numbers

    def chapter(self, title: str) -> Heading:
        """The heading of the next numbered chapter; `title` is plain text."""
        self._chapter += 1
        self._section = self._figure = 0
        number = self.tr("booklet.chapter", number=ROMAN[self._chapter - 1])
        return Heading(
            text=plain(title.upper()),
            number=number,
            level=0,
            anchor=f"chapter-{self._chapter}",
            head=f"{number}  {title}",
        )

    def front(self, key: str) -> Heading:
        """The heading of an unnumbered part in front."""
        return Heading(text=self.text(key).upper(), level=0, anchor="front-" + key)

    def section(self, title: str, room: float = 0.15) -> Heading:
        """The heading of the next section of the chapter; `title` is plain text."""
        self._section += 1
        number = f"{self._chapter}.{self._section}"
        return Heading(text=plain(title), number=number, level=1, anchor="section-" + number, room=room)

    # Figures

    def maps_of(self, process: str) -> list[Map]:
        """The maps of a process ("" = of none), in order."""
        return self._maps.get(process, [])

    def drawn(self, record: Map) -> bool:
        """Whether the map already stands in the book."""
        return record.id in self._drawn

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
        picture = printed(self.document, record.id, plane)
        if picture.bounds.w <= 0 or picture.bounds.h <= 0:
            return None
        self._figure += 1
        number = f"{self._chapter}.{self._figure}"
        return Figure(
            anchor=f"figure-{number}",
            label=self.tr("booklet.figure", number=number),
            title=title,
            picture=picture.group,
            bounds=picture.bounds,
            map=record.id,
            plane=plane,
            splitting=splitting(self.document, record.id, plane, picture.group),
            sheet=dict(self.document.book.sheets).get(record.id, ""),
        )

    def caption(self, record: Map) -> str:
        """Code and title of a map; plain text."""
        code = queries.code_of(self.document, record)
        return f"{code} {queries.title_of(self.document, record)}".strip()

    # Texts

    def narrative(self, slot: str) -> list[BookBlock]:
        """What the office wrote for a slot; empty where it wrote nothing."""
        return rich.blocks(self.document.narrative(slot).blocks)

    def template(self, slot: str, *keys: str, **args: object) -> Iterator[BookBlock]:
        """What the office wrote for a slot, else the named templates as paragraphs."""
        own = self.narrative(slot)
        if own:
            yield from own
            return
        for key in keys:
            yield Para(text=self.text(key, **args))

    def process_name(self, process: Process) -> str:
        """Code and name of a process; plain text."""
        return f"{self.codes.get(process.id, '')} {process.name}".strip()

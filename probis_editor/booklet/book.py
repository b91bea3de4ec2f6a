"""From document to book: the chapters put together, set, made archival."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

from probis_editor.booklet.blocks import BookBlock, Figure, Heading, PageBreak
from probis_editor.booklet.context import Context, Finding, Names, sourced
from probis_editor.booklet.profile import chosen
from probis_editor.booklet.seen import Preview
from probis_editor.i18n import Translator
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Process

if TYPE_CHECKING:
    from probis_editor.booklet.figures import FigureItem
    from probis_editor.booklet.paint import About
    from probis_editor.booklet.typeset import Setting, Typeset

Progress = Callable[[int, int], None]

Told: TypeAlias = tuple[list[BookBlock], list[Finding]]
"""What a book says, and what the office should mend."""

Content: TypeAlias = Callable[[Document, Translator, Callable[[], None], str], Told]
"""What puts the blocks of a book together: see `assemble`, and `annex.content` for those of one unit."""

COMPOSED, LAID, DRAWN = 35, 60, 90
"""Per cent of the work done when all pictures are composed, all pages made, all pages drawn."""


class BookCancelledError(Exception):
    """`cancelled` said yes."""


class BookReport(msgspec.Struct, frozen=True):
    """What was made. `smallest` is the smallest text of a figure on paper in points (0 without figures)."""

    pages: int
    figures: int
    smallest: float
    archival: bool
    findings: tuple[Finding, ...]


def assemble(
    document: Document, tr: Translator, step: Callable[[], None] = lambda: None, name: str = ""
) -> Told:
    """The content of the book in reading order, and what the office should mend.

    Chapters as `document.book.chapters` names them, all where it names none; unknown names are passed over.
    `step` is called once a map and may raise to stop. `name` gives a document without an office its title.
    """
    from probis_editor.booklet.order import arranged
    from probis_editor.booklet.references import linked

    profile = chosen(document.book.profile, document.book.own_profile)
    found, findings = told(document, tr, step, name)
    return linked(document, arranged(found, profile, tr, document.book.annex)), findings


def told(document: Document, tr: Translator, step: Callable[[], None] = lambda: None, name: str = "") -> Told:
    """The chapters one after another, before figures go where the profile wants them and references are links."""
    from probis_editor.booklet.chapters import CHAPTERS

    profile = chosen(document.book.profile, document.book.own_profile)
    context = Context(document, tr, step, name, profile)
    found: list[BookBlock] = []
    counted = False
    for name in context.chapters:
        chapter = CHAPTERS[name](context) if name in CHAPTERS else ()
        for block in sourced(chapter, "chapter:" + name):
            if isinstance(block, Heading) and block.level == 0 and block.number and not counted:
                found.append(PageBreak(section="body"))
                counted = True
            found.append(block)
    return found, context.findings


def make(
    document: Document,
    suffix: str,
    *,
    content: Content = assemble,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    language: str = "id",
    name: str = "",
) -> tuple[BookReport, bytes]:
    """The document's book, or what `content` makes of it: for Word where `suffix` is ".docx", else as PDF.

    The same document gives the same bytes. `name` (that of its file) gives a document without an office its title.
    `progress(done, 100)` is told of the way; it, or `cancelled` by answering True, may stop the work
    (`BookCancelledError`).
    """
    made = word_bytes if suffix.lower() == ".docx" else make_bytes
    return made(
        document, content=content, progress=progress, cancelled=cancelled, language=language, name=name
    )


def word_bytes(
    document: Document,
    *,
    content: Content = assemble,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    language: str = "id",
    name: str = "",
) -> tuple[BookReport, bytes]:
    """The book as .docx, to be edited further; see `make`. Its pages are not known, and told as 0."""
    from probis_editor.booklet.word import word

    tr = Translator(language)
    way = _Way(progress, cancelled)
    count = len(document.maps())
    blocks, findings = content(document, tr, way.counter(0, COMPOSED, count), name)
    data = word(
        blocks, _setting(document, _about(document, tr, name), tr), way.counter(COMPOSED, DRAWN, count)
    )
    way.tell(100)
    figures = sum(1 for block in blocks if isinstance(block, Figure))
    report = BookReport(pages=0, figures=figures, smallest=0.0, archival=False, findings=tuple(findings))
    return report, data


def make_bytes(
    document: Document,
    *,
    content: Content = assemble,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    language: str = "id",
    name: str = "",
) -> tuple[BookReport, bytes]:
    """The book as PDF; see `make`."""
    from probis_editor.booklet import signing
    from probis_editor.booklet.finisher import Finisher

    way = _Way(progress, cancelled)
    with Finisher() as finisher:
        made = _made(document, Translator(language), way, name, content)
        result = made.result
        way.tell(DRAWN)
        archival = finisher.archival(result.data, result.tags)
    data = archival or result.data
    if document.book.signing == "field":
        data = signing.with_fields(data, signing.fields_of(result.pages))
    way.tell(100)
    sizes = [item.fit.text for item in made.figures if item.fit.text > 0]
    report = BookReport(
        len(result.pages),
        sum(1 for i in made.figures if i.part == 0),
        min(sizes, default=0.0),
        archival is not None,
        tuple(made.findings),
    )
    return report, data


def preview(
    document: Document,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    language: str = "id",
    name: str = "",
) -> tuple[Preview, bytes]:
    """The pages of `make_bytes` as PDF, but without what is not seen: PDF/A, structure, signature fields."""
    from probis_editor.booklet import spots

    way = _Way(progress, cancelled)
    made = _made(document, Translator(language), way, name)
    result = made.result
    way.tell(99)
    seen = Preview(
        leaves=spots.leaves(result.pages),
        spots=spots.spots(made.blocks, result),
        outline=spots.outline(made.blocks, result),
        anchors=tuple(spots.anchors(result).items()),
        findings=tuple(made.findings),
    )
    return seen, result.data


class _Made(NamedTuple):
    """A set book before it is finished, with all that the office should mend."""

    blocks: list[BookBlock]
    findings: list[Finding]
    result: Typeset
    figures: list[FigureItem]


def _made(document: Document, tr: Translator, way: _Way, name: str, content: Content = assemble) -> _Made:
    from probis_editor.booklet import signing
    from probis_editor.booklet.figures import LEAST_TEXT, FigureItem
    from probis_editor.booklet.typeset import typeset

    blocks, findings = content(document, tr, way.counter(0, COMPOSED, len(document.maps())), name)
    setting = _setting(document, _about(document, tr, name), tr)
    expected = 10 + 2 * sum(1 for block in blocks if isinstance(block, Figure))
    result = typeset(
        blocks, setting, way.counter(COMPOSED, LAID, expected), way.counter(LAID, DRAWN, expected)
    )
    items = [p.item for page in result.pages for p in page.items if isinstance(p.item, FigureItem)]
    for item in items:
        if item.part == 0 and 0 < item.fit.text < LEAST_TEXT - 0.05:
            size = tr.number(item.fit.text, 1)
            findings.append(
                Finding(label("booklet.finding.small", name=item.figure.title, size=size), item.figure.map)
            )
    if setting.mark:
        findings += _mark_findings(result.data, setting.mark, len(signing.fields_of(result.pages)))
    return _Made(blocks, findings, result, items)


def _mark_findings(data: bytes, mark: str, wanted: int) -> list[Finding]:
    """The mark of electronic signatures must stand nowhere but at the signatures."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        count = sum(page.get_textpage().get_text_bounded().count(mark) for page in pdf)
    if count == wanted:
        return []
    return [Finding(label("booklet.finding.mark", mark=mark, found=count, wanted=wanted))]


def _about(document: Document, tr: Translator, name: str) -> About:
    from probis_editor.booklet.paint import About

    names = Names(document, tr, name)
    lang = {"id": "id-ID"}.get(tr.language, tr.language)
    return About(names.title, names.office, tr("booklet.title"), lang, names.title)


def _setting(document: Document, about: About, tr: Translator) -> Setting:
    """How the profile and the book's own settings want it set."""
    from probis_editor.booklet.measures import MM, Paper
    from probis_editor.booklet.typeset import Setting

    book = document.book
    profile = chosen(book.profile, book.own_profile)
    margins = (profile.binding * MM, profile.outer * MM, profile.top * MM, profile.bottom * MM)
    draft = book.draft_mark and any(p.status != "ditetapkan" for p in document.of_type(Process))
    return Setting(
        about=about,
        paper=Paper(profile.paper or book.paper, *margins, profile.edge),
        two_sided=book.two_sided if profile.two_sided is None else profile.two_sided,
        language=tr.language,
        counting=profile.pages,
        family=profile.family,
        mark=book.mark[:1] if book.signing == "mark" else "",
        watermark=tr("booklet.draft") if draft else "",
    )


class _Way:
    """Tells how far the work is, and stops it when asked."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._last = -1

    def tell(self, percent: int) -> None:
        if self._cancelled is not None and self._cancelled():
            raise BookCancelledError
        if self._progress is not None and percent != self._last:
            self._last = percent
            self._progress(percent, 100)

    def counter(self, start: int, end: int, expected: int) -> Callable[[], None]:
        """A function to be called about `expected` times on the way from `start` to `end` per cent."""
        count = 0

        def step() -> None:
            nonlocal count
            count += 1
            self.tell(start + int((end - start) * min(1.0, count / max(1, expected))))

        return step

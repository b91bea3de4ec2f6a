"""The structure of a tagged PDF: headings, paragraphs and figures with their words, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pikepdf
    from reportlab.pdfgen.canvas import Canvas

_OF_STYLE = {"h0": "H1", "h1": "H2", "h2": "H3", "h3": "H4", "h4": "H5", "tablecaption": "Caption"}


class Tag(NamedTuple):
    """One marked piece of a page: the page's index, its number on the page, the role, the words for what is seen."""

    page: int
    number: int
    role: str
    alt: str = ""


def role_of(style: str) -> str:
    """The role of a paragraph in a style."""
    return _OF_STYLE.get(style, "P")


class Marker:
    """Marks pieces while pages are drawn."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._counts: dict[int, int] = {}
        self.tags: list[Tag] = []

    def begin(self, page: int, role: str, alt: str = "") -> None:
        """Open a piece of a page; the role "" is furniture that is not read."""
        if not role:
            self._canvas.addLiteral("/Artifact <</Type /Pagination>> BDC")
            return
        number = self._counts.get(page, 0)
        self._counts[page] = number + 1
        self.tags.append(Tag(page, number, role, alt))
        self._canvas.addLiteral(f"/{role} <</MCID {number}>> BDC")

    def end(self) -> None:
        """Close the piece."""
        self._canvas.addLiteral("EMC")


def add_structure(pdf: pikepdf.Pdf, tags: list[Tag]) -> None:
    """Write the structure tree of marked pages into the file."""
    from pikepdf import Array, Dictionary, Name, String

    if not tags:
        return
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    whole = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    root.K = whole
    parents: dict[int, list[pikepdf.Object]] = {}
    elements = []
    for tag in tags:
        page = pdf.pages[tag.page].obj
        element = Dictionary(Type=Name.StructElem, S=Name("/" + tag.role), P=whole, Pg=page, K=tag.number)
        if tag.alt:
            element.Alt = String(tag.alt)
        made = pdf.make_indirect(element)
        elements.append(made)
        parents.setdefault(tag.page, []).append(made)
    whole.K = Array(elements)
    numbers = Array()
    for at, found in parents.items():
        pdf.pages[at].obj.StructParents = at
        numbers.append(at)
        numbers.append(pdf.make_indirect(Array(found)))
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(pdf.pages)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)

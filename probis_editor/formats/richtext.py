"""Documentation text: Bizagi's HTML as blocks of rich text, and back.

Bizagi keeps descriptions either as plain text or as HTML of its editor: a paragraph is `<p>`, bold and italic are
styles of `<span>`, letters may be named entities. Records keep that text as it stands; it becomes blocks to be shown
and edited, and only an edited text is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from probis_editor.model.mentions import escaped
from probis_editor.model.office import Block
from probis_editor.model.runs import Run, joined, markup, runs

DEEPEST = 4
"""The level of the most indented item; deeper ones are shown at it."""

_KNOWN = (
    *("p", "span", "div", "br", "b", "i", "u", "s", "a", "em", "strong", "font", "ul", "ol", "li", "h[1-6]"),
    *("table", "tbody", "thead", "tr", "td", "th", "blockquote", "pre", "html", "head", "body"),
)
_TAG = re.compile(rf"<(?:/?(?:{'|'.join(_KNOWN)})(?=[\s/>])[^>]*>|!--)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_SPACES = re.compile(r"[ \t\f]+")
_WEIGHT = re.compile(r"font-weight\s*:\s*([\w]+)", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*([\w]+)", re.IGNORECASE)
_VOID = frozenset(
    ("br", "img", "hr", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source")
)
_UNSEEN = frozenset(("head", "title", "script", "style"))
_PARAGRAPHS = frozenset(("p", "div", "pre", "tr", "table", "body", "html", "section", "article", "dd", "dt"))
_HEADINGS = {"h1": "h1", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_NUMBERS = {"a": "a.", "A": "a.", "1": "1.", "i": "1.", "I": "1."}
_TYPES = {"a": "a", "1": "1", "(": "1"}
_PARAGRAPH = "text-align:left;text-indent:0pt;margin:0pt 0pt 0pt 0pt;"
_LETTERS = "color:#000000;background-color:transparent;font-family:Calibri;font-size:11pt;"


def is_html(text: str) -> bool:
    """Whether a documentation is HTML; what is not is plain text."""
    return bool(_TAG.search(text))


def html_to_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a documentation, HTML or plain; never an error. Empty paragraphs are dropped.

    Kept are paragraphs, headings, quotes, lists with their levels, line breaks, bold and italic; a row of a table
    is a paragraph. Fonts, colours and links are not.
    """
    if not is_html(text):
        if _ENTITY.search(text):
            text = unescape(text)
        parts = (_normal(Block(text=escaped(line))) for line in text.splitlines())
        return tuple(block for block in parts if block.text)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.flush()
    return tuple(reader.blocks)


def blocks_to_html(blocks: Iterable[Block]) -> str:
    """The documentation that says the blocks: plain text where one paragraph says it all, else Bizagi's HTML.

    `html_to_blocks` of it gives `normal(blocks)`.
    """
    parts = normal(blocks)
    if not parts:
        return ""
    if len(parts) == 1 and parts[0].kind == "p":
        (plain, *more) = runs(parts[0].text)
        if not more and not plain.bold and not plain.italic and html_to_blocks(plain.text) == parts:
            return plain.text
    writer = _Writer()
    for block in parts:
        writer.add(block)
    return writer.text()


def normal(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks without what a documentation cannot say: white space beyond one blank, empty blocks, references."""
    plain = (line for block in blocks for line in _lines(block))
    return tuple(block for block in map(_normal, plain) if block.text)


def _lines(block: Block) -> Iterator[Block]:
    """A table as a paragraph a row, a figure as its caption, a run-in head as a paragraph in bold."""
    if block.kind in ("table", "figure", "runin"):
        text = f"<b>{block.text}</b>" if block.kind == "runin" else block.text
        yield Block(text=text)
        for row in block.cells:
            yield Block(text=" | ".join(cell.text for cell in row))
    else:
        yield block


def edited(text: str, blocks: Sequence[Block]) -> str:
    """The documentation after editing: `text` itself where the blocks still say the same."""
    return text if html_to_blocks(text) == normal(blocks) else blocks_to_html(blocks)


def plain_text(text: str) -> str:
    """A documentation without any markup, one line a block or line break."""
    lines: list[str] = []
    for block in html_to_blocks(text):
        lines += "".join(run.text for run in runs(block.text)).split("\n")
    return "\n".join(lines)


def _normal(block: Block) -> Block:
    text = markup(_collapsed(run for run in runs(block.text) if not run.raw))
    if block.kind != "item":
        return Block(kind=block.kind, text=text)
    number = block.number or "-"
    level = min(max(block.level, 0), DEEPEST)
    return Block(
        kind="item", text=text, level=level, number=number, start=max(block.start, 0) if number != "-" else 0
    )


def _collapsed(parts: Iterable[Run]) -> tuple[Run, ...]:
    """One blank between words, none at breaks and ends, in whichever run it stands."""
    out: list[Run] = []
    last = "\n"
    for run in joined(parts):
        text = ""
        for piece in _SPACES.sub(" ", run.text):
            if piece == " " and last in " \n":
                continue
            if piece == "\n" and last == " ":
                text, out = _without_blank(text, out)
            text += piece
            last = piece
        out.append(run._replace(text=text))
    return _bare(out)


def _without_blank(text: str, out: list[Run]) -> tuple[str, list[Run]]:
    """Take away the blank that the text so far ends with."""
    if text:
        return text[:-1], out
    for place in range(len(out) - 1, -1, -1):
        if out[place].text:
            return text, [*out[:place], out[place]._replace(text=out[place].text[:-1]), *out[place + 1 :]]
    return text, out


def _bare(parts: Sequence[Run]) -> tuple[Run, ...]:
    """Without blanks and breaks at both ends."""
    found = [run for run in parts if run.text]
    while found:
        text = found[0].text.lstrip(" \n")
        found[0] = found[0]._replace(text=text)
        if text:
            break
        del found[0]
    while found:
        text = found[-1].text.rstrip(" \n")
        found[-1] = found[-1]._replace(text=text)
        if text:
            break
        del found[-1]
    return joined(found)


class _Open(NamedTuple):
    """An element that is open, and the style of its text."""

    tag: str
    bold: bool
    italic: bool


class _Reader(HTMLParser):
    """Blocks as they come; wrong nesting is taken as browsers take it, roughly."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._open: list[_Open] = []
        self._lists: list[str] = []
        self._starts: list[int] = []
        self._item: Block | None = None
        self._kind = "p"
        self._parts: list[Run] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            if tag == "br":
                self._add("\n")
            return
        bold, italic = self._styled(tag, given.get("style", ""))
        self._open.append(_Open(tag, bold, italic))
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in ("ul", "ol"):
            self.flush()
            self._item = None
            number = given.get("data-number") or (
                _NUMBERS.get(given.get("type", ""), "1.") if tag == "ol" else "-"
            )
            self._lists.append(number[:4])
            self._starts.append(_whole(given.get("start", "")))
        elif tag == "li":
            self.flush()
            self._begin_item()
        elif tag in _PARAGRAPHS or tag in _HEADINGS or tag == "blockquote":
            self._break()
            if tag in _HEADINGS and self._item is None:
                self._kind = _HEADINGS[tag]
        elif tag in ("td", "th") and self._parts:
            self._add(" | ")

    def handle_endtag(self, tag: str) -> None:
        place = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i].tag == tag), -1)
        if place < 0:
            return
        for closed in reversed(self._open[place:]):
            self._close(closed.tag)
        del self._open[place:]

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        self._add(_BLANKS.sub(" ", data))

    def _add(self, text: str) -> None:
        style = self._open[-1] if self._open else _Open("", False, False)
        self._parts.append(Run(text, style.bold, style.italic))

    def flush(self) -> None:
        """End the present block."""
        text = markup(_collapsed(self._parts))
        self._parts = []
        if text:
            if self._item is not None:
                self.blocks.append(_with_text(self._item, text))
            else:
                inside = any(one.tag == "blockquote" for one in self._open)
                self.blocks.append(
                    Block(kind="quote" if inside and self._kind == "p" else self._kind, text=text)
                )
        self._kind = "p"

    def _close(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen -= 1
        elif tag in ("ul", "ol") and self._lists:
            self.flush()
            self._item = None
            self._lists.pop()
            self._starts.pop()
        elif tag == "li":
            self.flush()
            self._item = None
        elif tag in _PARAGRAPHS or tag in _HEADINGS or tag == "blockquote":
            self._break()

    def _break(self) -> None:
        """A paragraph begins or ends: a new block, in an item a new line."""
        if self._item is None:
            self.flush()
        elif any(run.text.strip() for run in self._parts) and self._parts[-1].text != "\n":
            self._add("\n")

    def _begin_item(self) -> None:
        level = min(max(len(self._lists) - 1, 0), DEEPEST)
        number = self._lists[-1] if self._lists else "-"
        start = 0
        if self._starts:
            start, self._starts[-1] = self._starts[-1], 0
        self._item = Block(kind="item", level=level, number=number, start=start if number != "-" else 0)

    def _styled(self, tag: str, style: str) -> tuple[bool, bool]:
        bold, italic = self._open[-1][1:] if self._open else (False, False)
        bold |= tag in ("b", "strong")
        italic |= tag in ("i", "em")
        if weight := _WEIGHT.search(style):
            said = weight.group(1).lower()
            bold = said in ("bold", "bolder") or (said.isdecimal() and int(said[:6]) >= 600)
        if slant := _SLANT.search(style):
            italic = slant.group(1).lower() in ("italic", "oblique")
        return bold, italic


def _with_text(item: Block, text: str) -> Block:
    return Block(kind="item", text=text, level=item.level, number=item.number, start=item.start)


def _whole(value: str) -> int:
    return int(value[:6]) if value.isascii() and value.isdecimal() else 0


class _Writer:
    """HTML in the form of Bizagi's editor, lists nested."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._lists: list[str] = []

    def add(self, block: Block) -> None:
        inside = _spans(block.text)
        if block.kind == "item":
            self._enter(block)
            self._out.append(f"<li>{inside}</li>")
            return
        self._leave(0)
        if block.kind == "quote":
            self._out.append(f'<blockquote><p style="{_PARAGRAPH}">{inside}</p></blockquote>')
        elif block.kind in _HEADINGS:
            self._out.append(f"<{block.kind}>{inside}</{block.kind}>")
        else:
            self._out.append(f'<p style="{_PARAGRAPH}">{inside}</p>')

    def text(self) -> str:
        self._leave(0)
        return "".join(self._out)

    def _enter(self, block: Block) -> None:
        depth = block.level + 1
        self._leave(depth)
        if len(self._lists) == depth and (self._lists[-1] != block.number or block.start):
            self._leave(block.level)
        while len(self._lists) < depth:
            last = len(self._lists) + 1 == depth
            self._out.append(_list_tag(block.number if last else "-", block.start if last else 0))
            self._lists.append(block.number if last else "-")

    def _leave(self, depth: int) -> None:
        while len(self._lists) > depth:
            self._out.append("</ul>" if self._lists.pop() == "-" else "</ol>")


def _list_tag(number: str, start: int) -> str:
    if number == "-":
        return "<ul>"
    kind = _TYPES.get(number[:1], "1")
    first = f' start="{start}"' if start else ""
    # HTML counts in one way; which brackets stand around the number is ours to remember.
    own = "" if number == f"{kind}." else f' data-number="{escaped(number)}"'
    return f'<ol type="{kind}"{first}{own}>'


def _spans(text: str) -> str:
    out: list[str] = []
    for run in runs(text):
        letters = escaped(run.text).replace("\u00a0", "&nbsp;").replace("\n", "<br />")
        weight, slant = ("bold" if run.bold else "normal"), ("italic" if run.italic else "normal")
        out.append(f'<span style="{_LETTERS}font-weight:{weight};font-style:{slant};">{letters}</span>')
    return "".join(out)

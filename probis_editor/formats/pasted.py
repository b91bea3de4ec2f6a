"""Text from the clipboard as blocks: Word's and LibreOffice's lists keep their numbers, plain lines too.

Word writes its lists as paragraphs with `mso-list: l0 level2 lfo1` and the label in a span `mso-list:Ignore`.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from probis_editor.formats.pasted_tables import Collector
from probis_editor.model import cells
from probis_editor.model.office import Block
from probis_editor.model.runs import Run, markup, stripped

LEGAL = ("1.", "a.", "1)", "a)", "(1)")
"""How items are counted, from the outermost level inwards."""

_LABEL = re.compile(r"^\s*(\(?)(\d{1,3}|[a-zA-Z]|[ivxIVX]{2,5})([.)])\s+(?=\S)|^\s*([-–•·▪§o])\s+(?=\S)")
_WORD_LEVEL = re.compile(r"mso-list:\s*l\d+\s+level(\d)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n]+")
_BLOCKS = (
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "tr",
    "table",
    "ol",
    "ul",
    "body",
)
_DASH = "\u2013 "
_PARTS = ("td", "th", "thead", "tbody", "tfoot")
_SKIPPED = ("style", "script", "head", "title", "xml")
_ROMAN = {"i": 1, "v": 5, "x": 10}


def from_plain(text: str) -> tuple[Block, ...]:
    """A paragraph a line; lines that begin with a label ("1.", "a)", "(2)", "-") are items of a list.

    What is counted in another way than the item before lies below it, what is counted as an outer one beside that.
    """
    found: list[Block] = []
    styles: list[str] = []
    counts: list[int] = []
    for line in text.splitlines():
        label = _LABEL.match(line)
        body = markup(stripped([Run(line[label.end() :] if label else line)]))
        if not body:
            continue
        if label is None:
            styles, counts = [], []
            found.append(Block(text=body))
            continue
        number, at = pattern(label.group())
        if number in styles:
            level = styles.index(number)
            del styles[level + 1 :], counts[level + 1 :]
        else:
            level = min(len(styles), len(LEGAL) - 1)
            styles[level:], counts[level:] = [number], [0]
        counts[level] += 1
        start = at if number != "-" and at != counts[level] else 0
        counts[level] = at if start else counts[level]
        found.append(Block(kind="item", text=body, level=level, number=number, start=start))
    return tuple(found)


def pattern(label: str) -> tuple[str, int]:
    """How a label counts, and its number: "b)" -> ("a)", 2), "(3)" -> ("(1)", 3), "•" -> ("-", 0)."""
    plain = label.strip()
    match = re.fullmatch(r"(\(?)(\d+|[a-zA-Z]+)([.)]?)", plain)
    if match is None:
        return "-", 0
    opening, said, closing = match.groups()
    if said.isdecimal():
        counted, at = "1", int(said)
    elif len(said) == 1:
        counted, at = "a", ord(said.lower()) - ord("a") + 1
    elif set(said.lower()) <= set(_ROMAN):
        counted, at = "1", _roman(said.lower())
    else:
        return "-", 0
    form = f"{opening}{counted}{closing or '.'}" if counted == "1" or not opening else f"{counted})"
    return (form if form in LEGAL else f"{counted})" if closing == ")" else f"{counted}."), at


def _says(label: str) -> bool:
    """Whether a label is words or a number of several, "Tabel 1." or "1.1.", which no list of ours counts."""
    return pattern(label)[0] == "-" and re.search(r"[^\W\d_]{2}|\d", label) is not None


def _roman(said: str) -> int:
    values = [_ROMAN[c] for c in said]
    return sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True))


def from_html(html: str) -> tuple[Block, ...]:
    """The blocks of a page: paragraphs, headings, lists, quotations, tables with merged cells, bold and italic."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return _counted(reader.found)


def _counted(found: list[tuple[Block, int]]) -> tuple[Block, ...]:
    """The blocks with a start where an item's own number is not the one that would come by itself."""
    result: list[Block] = []
    counts = [0] * len(LEGAL)
    for block, at in found:
        if block.kind != "item":
            counts = [0] * len(LEGAL)
            result.append(block)
            continue
        natural = counts[block.level] + 1
        start = at if at > 0 and at != natural and block.number != "-" else 0
        counts[block.level] = start or natural
        counts[block.level + 1 :] = [0] * (len(LEGAL) - block.level - 1)
        result.append(
            Block(kind="item", text=block.text, level=block.level, number=block.number, start=start)
        )
    return tuple(result)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[Block, int]] = []
        self._runs: list[Run] = []
        self._kind = "p"
        self._word_level = -1
        self._label = ""
        self._in_label = 0
        self._skip = 0
        self._styles: list[tuple[str, bool, bool, bool]] = []
        self._lists: list[tuple[str, int]] = []
        self._item = False
        self._table: Collector | None = None
        self._before = 0
        """How many blocks stand before the table at hand; after them are the paragraphs of its cell."""

    # Tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        style = given.get("style", "").lower()
        if tag in _SKIPPED or tag.startswith(("o:", "w:")):
            self._skip += tag in _SKIPPED
        elif tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "table" and self._table is None:
            self.end()
            self._table, self._before = Collector(), len(self.found)
        elif tag == "caption" and self._table is not None and not self._table.depth:
            self._end_cell(self._table)
            self._table.in_caption = True
        elif self._table is not None and (tag in _BLOCKS or tag in _PARTS):
            if tag in ("tr", "table", *_PARTS):
                self._end_caption(self._table)
            if not self._table.in_caption:
                self._inside(self._table, tag, given, style)
        elif tag in _BLOCKS:
            self._begin(tag, given, style)
        elif tag in ("b", "strong", "i", "em", "span", "font", "u", "a"):
            self._inline(tag, style)

    def _inside(self, table: Collector, tag: str, given: dict[str, str], style: str) -> None:
        """What begins inside a table: a row, a cell, or a line of the cell."""
        if tag == "table":
            table.depth += 1
        elif tag in ("td", "th") and not table.depth:
            self._end_cell(table)
            table.cell(tag, given, style)
        elif tag == "tr" and not table.depth:
            self._end_cell(table)
            table.row()
        elif tag in ("thead", "tbody", "tfoot"):
            table.section(tag, True)
        else:
            if tag in ("td", "th"):
                self._runs += [Run(f" {_DASH}")] if self._runs else []
            elif tag in ("ol", "ul"):
                self._list(tag, given, style)
            elif not (tag == "p" and self._item and not self._runs):
                self._end_line()
                self._item = tag == "li" or (self._item and tag != "tr")
                listed = _WORD_LEVEL.search(style)
                self._word_level = int(listed.group(1)) - 1 if listed else -1
            table.aligned(style)

    def _end_line(self) -> None:
        """A paragraph of a cell ends."""
        text = markup(stripped(self._runs))
        label, level = self._label.strip(" \xa0\r\n\t"), self._word_level
        if text and (level >= 0 or (self._lists and self._item)):
            self._add_item(text, label, level)
        elif text or label:  # a number alone, in a column of numbers, is what the cell says
            self.found.append((Block(text=text or markup([Run(label)])), 0))
        self._runs, self._label, self._word_level = [], "", -1

    def _end_cell(self, table: Collector) -> None:
        self._end_line()
        blocks = _counted(self.found[self._before :])
        del self.found[self._before :]
        if table.in_cell:
            table.end_cell(cells.text_of(blocks))
        self._lists, self._item = [], False

    def _end_caption(self, table: Collector) -> None:
        """What a table is called stands before it."""
        if not table.in_caption:
            return
        table.in_caption = False
        text = markup(stripped(self._runs))
        if text:
            self.found.insert(self._before, (Block(text=text), 0))
            self._before += 1
        self._runs = []

    def _end_table(self, table: Collector) -> None:
        self._end_caption(table)
        self._end_cell(table)
        self._table = None
        block = table.block()
        if block is not None:
            self.found.append((block, 0))

    def _begin(self, tag: str, given: dict[str, str], style: str) -> None:
        if not (tag == "p" and self._item and not self._runs):
            self.end()
        if tag in ("ol", "ul"):
            self._list(tag, given, style)
        elif tag == "li":
            self._item = True
        elif tag[0] == "h" and tag[1:].isdecimal():
            self._kind = f"h{min(int(tag[1:]), 4)}"
        elif tag == "blockquote":
            self._kind = "quote"
        elif tag in ("p", "div"):
            listed = _WORD_LEVEL.search(style)
            heading = re.match(r"MsoHeading(\d)|Heading(\d)", given.get("class", ""))
            if listed:
                self._word_level = int(listed.group(1)) - 1
            elif heading:
                self._kind = f"h{min(int(heading.group(1) or heading.group(2)), 4)}"
            elif "center" in style.partition("text-align")[2][:10] and not self._item:
                self._kind = "quote"

    def _list(self, tag: str, given: dict[str, str], style: str) -> None:
        """A list begins."""
        if self._table is not None:
            self._end_line()
        number = {"a": "a.", "A": "a.", "1": "1."}.get(given.get("type", ""), "")
        if "alpha" in style:
            number = "a."
        level = min(len(self._lists), len(LEGAL) - 1)
        number = "-" if tag == "ul" else number or LEGAL[level]
        start = given.get("start", "")
        self._lists.append((number, int(start) if start.isdecimal() else 0))

    def _inline(self, tag: str, style: str) -> None:
        bold = tag in ("b", "strong") and "font-weight:normal" not in style.replace(" ", "")
        bold = bold or bool(re.search(r"font-weight:\s*(?:bold|[6-9]00)", style))
        italic = tag in ("i", "em") or bool(re.search(r"font-style:\s*italic", style))
        label = "mso-list:" in style and "ignore" in style
        self._in_label += label
        self._styles.append((tag, bold, italic, label))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skip = max(0, self._skip - 1)
        elif tag == "caption" and self._table is not None:
            self._end_caption(self._table)
        elif self._table is not None and (tag in _BLOCKS or tag in _PARTS):
            self._leave(self._table, tag)
        elif tag in _BLOCKS:
            self.end()
            if tag in ("ol", "ul") and self._lists:
                self._lists.pop()
                self._item = bool(self._lists)
            elif tag == "li":
                self._item = False
        elif any(one[0] == tag for one in self._styles):
            while self._styles:
                last = self._styles.pop()
                self._in_label -= last[3]
                if last[0] == tag:
                    break

    def _leave(self, table: Collector, tag: str) -> None:
        """What ends inside a table."""
        if tag == "table" and table.depth:
            table.depth -= 1
        elif tag == "table":
            self._end_table(table)
        elif tag in ("td", "th") and not table.depth:
            self._end_cell(table)
        elif tag in ("thead", "tbody", "tfoot"):
            table.section(tag, False)
        elif tag in ("p", "div", "li", "tr", "ol", "ul") and table.in_cell:
            self._end_line()
            if tag in ("ol", "ul") and self._lists:
                self._lists.pop()
                self._item = bool(self._lists)

    # Text

    def handle_data(self, data: str) -> None:
        if self._skip:
            return
        if self._in_label:
            self._label += data
            return
        if self._table is not None and not self._table.in_cell and not self._table.in_caption:
            return
        text = _SPACE.sub(" ", data.replace("\xa0", " "))
        if not self._runs:
            text = text.lstrip()
        bold, italic = any(s[1] for s in self._styles), any(s[2] for s in self._styles)
        if text:
            self._runs.append(Run(text, bold, italic))

    def end(self) -> None:
        """Close the paragraph at hand, or the table that was never closed."""
        if self._table is not None:
            self._end_table(self._table)
            return
        text = markup(stripped(self._runs))
        label, level, kind = self._label.strip(" \xa0\r\n\t"), self._word_level, self._kind
        in_list = bool(self._lists) and self._item
        if text:
            if level >= 0 and _says(label):
                self.found.append(
                    (Block(kind=kind, text=markup([Run(f"{label} "), *stripped(self._runs)])), 0)
                )
            elif level >= 0 or in_list:
                self._add_item(text, label, level)
            else:
                self.found.append((Block(kind=kind, text=text), 0))
            self._kind = "p"
        self._runs, self._label, self._word_level = [], "", -1

    def _add_item(self, text: str, label: str, level: int) -> None:
        depth = min(level if level >= 0 else len(self._lists) - 1, len(LEGAL) - 1)
        if level >= 0:
            number, at = pattern(label) if label else (LEGAL[depth], 0)
        else:
            number, at = self._lists[-1]
            self._lists[-1] = (number, 0)
        self.found.append((Block(kind="item", text=text, level=depth, number=number), at))

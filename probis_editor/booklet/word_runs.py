"""A block's markup as runs of a paragraph in Word: bold, italic, links, references that Word keeps alive."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from probis_editor.booklet import word_fields
from probis_editor.booklet.word_parts import mark_name

_NOT_TEXT = re.compile(r"[\x00-\x20\x7f\ud800-\udfff\ufffe\uffff]+")


def runs(paragraph: Any, markup: str, bold: bool = False, counted: Mapping[str, str] | None = None) -> None:
    """The runs of a block's markup; links lead to bookmarks.

    Links that say the label which their anchor has in `counted` are fields, as Word's own references.
    """
    reader = _Runs(paragraph, bold, counted or {})
    reader.feed(markup)
    reader.close()


class _Runs(HTMLParser):
    def __init__(self, paragraph: Any, bold: bool, counted: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._counted, self._anchor = counted, ""
        self._paragraph, self._bold, self._italic = paragraph, int(bold), 0
        self._link: Any = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._paragraph.add_run().add_break()
        elif tag == "b":
            self._bold += 1
        elif tag == "i":
            self._italic += 1
        elif tag == "a":
            self._anchor = (dict(attrs).get("href") or "").removeprefix("#")

    def handle_endtag(self, tag: str) -> None:
        if tag == "b":
            self._bold = max(0, self._bold - 1)
        elif tag == "i":
            self._italic = max(0, self._italic - 1)
        elif tag == "a":
            self._link, self._anchor = None, ""

    def handle_data(self, data: str) -> None:
        pieces = data.split("\t")
        for at, piece in enumerate(pieces):
            text = _NOT_TEXT.sub(" ", piece)
            if at:
                self._paragraph.add_run("\t")
            if text:
                first = len(self._paragraph.runs)
                if self._anchor and self._counted.get(self._anchor) == text:
                    word_fields.reference(self._paragraph, self._anchor, text)
                else:
                    self._begin_link(self._anchor)
                    self._paragraph.add_run(text)
                for run in self._paragraph.runs[first:]:
                    run.bold, run.italic = bool(self._bold) or None, bool(self._italic) or None
                    if self._link is not None:
                        self._link.append(run._r)

    def _begin_link(self, anchor: str) -> None:
        if not anchor or self._link is not None:
            return
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), mark_name(anchor))
        self._paragraph._p.append(link)
        self._link = link

"""The markup of blocks (`office.Block.text`) as runs of plain text, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import NamedTuple

from probis_editor.model.mentions import escaped

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ufffc\ufffe\uffff]")
_BREAK = re.compile(r"\r\n?|[\u2028\u2029]")


class Run(NamedTuple):
    """Text in one style; "\\n" is a line break. `raw` is a tag that is kept as it is: then `text` is ""."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    raw: str = ""


def runs(markup: str) -> tuple[Run, ...]:
    """The runs of a markup, neighbours of one style joined. Unknown tags are dropped, unclosed ones closed."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return joined(reader.found)


def markup(parts: Iterable[Run]) -> str:
    """The markup of runs; `runs` of it gives them again (joined and cleaned)."""
    out: list[str] = []
    for run in joined(parts):
        text = run.raw or escaped(run.text).replace("\n", "<br/>")
        if run.italic:
            text = f"<i>{text}</i>"
        if run.bold:
            text = f"<b>{text}</b>"
        out.append(text)
    return "".join(out)


def joined(parts: Iterable[Run]) -> tuple[Run, ...]:
    """The runs without empty ones and control characters, neighbours of one style as one."""
    found: list[Run] = []
    for run in parts:
        run = run._replace(text=_CONTROL.sub(" ", _BREAK.sub("\n", run.text)))
        if not run.text and not run.raw:
            continue
        last = found[-1] if found else None
        if last is not None and not last.raw and not run.raw and last[1:3] == run[1:3]:
            found[-1] = last._replace(text=last.text + run.text)
        else:
            found.append(run)
    return tuple(found)


def stripped(parts: Iterable[Run]) -> tuple[Run, ...]:
    """The runs without blanks and line breaks at both ends."""
    found = list(joined(parts))
    while found and not found[0].raw:
        text = found[0].text.lstrip(" \n")
        found[0] = found[0]._replace(text=text)
        if text:
            break
        del found[0]
    while found and not found[-1].raw:
        text = found[-1].text.rstrip(" \n")
        found[-1] = found[-1]._replace(text=text)
        if text:
            break
        del found[-1]
    return joined(found)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Run] = []
        self._open = {"b": 0, "i": 0}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._open:
            self._open[tag] += 1
        elif tag == "br":
            self._add("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "ref":
            self._add("", self.get_starttag_text() or "")
        elif (tag == "par" and self.found) or tag == "br":
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._open.get(tag):
            self._open[tag] -= 1

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, text: str, raw: str = "") -> None:
        self.found.append(Run(text, self._open["b"] > 0, self._open["i"] > 0, raw))

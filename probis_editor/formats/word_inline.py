"""What stands inside a paragraph of a Word file: its words with bold and italic, pictures, text boxes, notes, fields.

What was deleted in tracked changes is not read; what was inserted is. Of two versions of the same drawing one is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from probis_editor.formats.word_package import Package, R, W, on, val
from probis_editor.formats.word_styles import Styles
from probis_editor.formats.xmlsafe import local
from probis_editor.model.runs import Run

_SKIPPED = frozenset(
    ("pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText", "rt",
     "annotationRef", "footnoteRef", "endnoteRef", "oMathParaPr", "smartTagPr", "customXmlPr", "fldData", "ffData")
)  # fmt: skip
_DELETED = ("del", "moveFrom")
_DRAWN = ("drawing", "pict", "object")
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_FLOW_SHAPE = re.compile(r'prst="(?:flowChart|diamond|ellipse)')
_SIGNS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "▸", 0xF076: "❖", 0xF0FC: "✓", 0xF0FE: "☑", 0xF0A8: "☐", 0xF06F: "☐",
    0xF0E0: "→", 0xF0E8: "→", 0xF0DF: "←", 0xF0E1: "↑", 0xF0E2: "↓", 0xF0AE: "→", 0xF0AC: "←", 0xF0B3: "≥",
    0xF0A3: "≤", 0xF0B1: "±", 0xF0B4: "×", 0xF02D: "–", 0xF0BE: "–", 0xF0B0: "°", 0xF0FB: "✗", 0xF0FD: "☒",
}  # fmt: skip
"""The signs of the fonts Symbol and Wingdings that offices use, as letters that every font has."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_NO_SIGN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ASKED = 200
"""Letters of a field's question that are kept: its first word tells what it is."""
DEEPEST = 40
"""How deep boxes, notes, fields and tables within each other are followed."""


class Shot(NamedTuple):
    """A picture of the text: the name and the bytes of its file, empty where it is drawn of shapes or left outside."""

    name: str
    data: bytes


class Inside(NamedTuple):
    """What a paragraph holds. `boxes` are the texts of its text boxes, `contents` says that a list of pages made it.

    `linked` counts the letters that lead to another place of the text.
    """

    runs: list[Run]
    shots: list[Shot]
    boxes: list[etree._Element]
    contents: bool
    linked: list[int]


class Inline:
    """Reads paragraphs one after the other, since fields reach over several. `counts` and `drawn` are for a report."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._package, self._styles = package, styles
        self.counts: Counter[str] = Counter()
        self.drawn: list[str] = []
        self._fields: list[list[str]] = []
        self._deeper = 0
        self._notes = {
            kind: {val(one, "id"): one for root in package.every(kind) for one in root}
            for kind in ("footnotes", "endnotes")
        }
        self._within = 0

    def paragraph(self, element: etree._Element, bold: bool = False, italic: bool = False) -> Inside:
        """What a paragraph holds; `bold` and `italic` are what its style says."""
        held = Inside([], [], [], self._listing(), [])
        self._walk(element, held, bold, italic, 0)
        return held._replace(contents=held.contents or self._listing())

    def _listing(self) -> bool:
        return any(field[0].lstrip().upper().startswith(("TOC", "INDEX")) for field in self._fields)

    def _walk(self, element: etree._Element, held: Inside, bold: bool, italic: bool, deep: int) -> None:
        for child in element if deep < DEEPEST else ():
            tag = local(child)
            if tag in _DELETED:
                self.counts["deleted"] += 1
            elif tag == "r" and child.tag == W + "r":
                look = child.find(W + "rPr")
                self._run(child, held, *self._look(look, bold, italic), deep)
            elif tag == "t":
                self._say(held, child.text or "", bold, italic)
            elif tag == "AlternateContent":
                if (one := chosen(child)) is not None:
                    self._walk(one, held, bold, italic, deep + 1)
            elif tag == "sdt":
                content = child.find(W + "sdtContent")
                if content is not None:
                    self._walk(content, held, bold, italic, deep + 1)
            elif tag in _DRAWN:
                self._drawing(child, held)
            elif tag not in _SKIPPED and tag:
                before = len(held.runs)
                self._walk(child, held, bold, italic, deep + 1)
                if tag == "hyperlink" and val(child, "anchor"):
                    held.linked.append(sum(len(run.text) for run in held.runs[before:]))

    def _look(self, look: etree._Element | None, bold: bool, italic: bool) -> tuple[bool, bool]:
        if look is None:
            return bold, italic
        style = look.find(W + "rStyle")
        of_style = self._styles.run(val(style)) if style is not None else (None, None)
        said = (on(look.find(W + "b")), on(look.find(W + "i")))
        first, second = (own if own is not None else given for own, given in zip(said, of_style, strict=True))
        return (bold if first is None else first), (italic if second is None else second)

    def _run(self, run: etree._Element, held: Inside, bold: bool, italic: bool, deep: int) -> None:
        for child in run:
            tag = local(child)
            if tag == "t":
                self._say(held, child.text or "", bold, italic)
            elif tag in _BREAKS:
                self._say(held, _BREAKS[tag], bold, italic)
            elif tag == "fldChar":
                self._field(val(child, "fldCharType"))
            elif tag == "instrText":
                if self._fields and len(self._fields[-1][0]) < _ASKED:
                    self._fields[-1][0] += child.text or ""
            elif tag == "sym":
                code = val(child, "char")
                sign = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{2,4}", code) else ""
                self._say(held, _NO_SIGN.sub("", sign), bold, italic)
            elif tag in ("footnoteReference", "endnoteReference"):
                self._note(tag.removesuffix("Reference") + "s", val(child, "id"), held, italic)
            elif tag == "commentReference":
                self.counts["comments"] += 1
            elif tag in _DRAWN:
                self._drawing(child, held)
            elif tag == "AlternateContent":
                if (one := chosen(child)) is not None:
                    self._run(one, held, bold, italic, deep)
            elif tag not in _SKIPPED and tag and deep < DEEPEST:
                self._walk(child, held, bold, italic, deep + 1)

    def _say(self, held: Inside, text: str, bold: bool, italic: bool) -> None:
        if self._fields and any(field[1] == "begin" for field in self._fields):
            return  # what a field is asked, not what it answers
        plain = text.translate(_SIGNS).replace("\u00a0", " ").replace("\u00ad", "")
        strange = len(_PRIVATE.findall(plain))
        if strange:
            self.counts["signs"] += strange
            plain = _PRIVATE.sub("•", plain)
        held.runs.append(Run(plain, bold, italic))

    def _field(self, kind: str) -> None:
        if kind == "begin" and len(self._fields) < DEEPEST:
            self._fields.append(["", kind])
        elif kind == "begin":
            self._deeper += 1
        elif self._deeper:
            self._deeper -= kind == "end"
        elif self._fields and kind == "separate":
            self._fields[-1][1] = kind
        elif self._fields and kind == "end":
            self._fields.pop()

    def _note(self, kind: str, key: str, held: Inside, italic: bool) -> None:
        if self._within:
            return
        note = self._notes[kind].pop(key, None)  # each stands at one place
        if note is None:
            return
        self._within += 1
        parts = [self.paragraph(one) for one in note.iter(W + "p")]
        self._within -= 1
        said = " ".join(" ".join("".join(r.text for r in part.runs).split()) for part in parts).strip()
        if said:
            self.counts["notes"] += 1
            self._say(held, f" ({said})", False, italic)

    # Drawings

    def _drawing(self, element: etree._Element, held: Inside) -> None:
        shots: list[Shot] = []
        boxes: list[etree._Element] = []
        words: list[str] = []
        self._shapes(element, shots, boxes, words.append, 0)
        group = len(boxes) > 1 or any(local(one) in ("wgp", "wpc", "group") for one in element.iter())
        flow = len(boxes) == 1 and _FLOW_SHAPE.search(_kinds(element)) is not None
        if boxes and (group or flow):
            # A diagram drawn with Word's own shapes: its words are no paragraphs of the text.
            self.drawn += [
                said for box in boxes if (said := " ".join("".join(box.itertext(W + "t")).split()))
            ]
            shots = shots or [Shot("", b"")]
        else:
            held.boxes.extend(boxes)
        if words:
            held.runs.append(Run(" ".join(words)))
        held.shots.extend(shots)

    def _shapes(
        self,
        element: etree._Element,
        shots: list[Shot],
        boxes: list[etree._Element],
        say: Callable[[str], None],
        deep: int,
    ) -> None:
        for child in element if deep < DEEPEST else ():
            tag = local(child)
            if tag == "AlternateContent":
                if (one := chosen(child)) is not None:
                    self._shapes(one, shots, boxes, say, deep + 1)
            elif tag == "txbxContent":
                boxes.append(child)
            elif tag == "blip":
                shots.append(Shot(*self._package.file(child.get(R + "embed") or "")))
            elif tag == "imagedata":
                shots.append(Shot(*self._package.file(child.get(R + "id") or "")))
            elif tag in ("chart", "relIds"):
                shots.append(Shot("", b""))
            elif tag == "textpath" and child.get("string"):
                say(child.get("string") or "")
            else:
                self._shapes(child, shots, boxes, say, deep + 1)


def chosen(element: etree._Element) -> etree._Element | None:
    """The version of an alternative that is read: the first that holds words or a picture, else the last."""
    parts = [one for one in element if local(one) in ("Choice", "Fallback")]
    for one in parts:
        if any(
            local(inner) in ("t", "blip", "imagedata", "txbxContent", "chart", "relIds")
            for inner in one.iter()
        ):
            return one
    return parts[-1] if parts else None


def _kinds(element: etree._Element) -> str:
    return " ".join(f'prst="{one.get("prst")}' for one in element.iter() if local(one) == "prstGeom")

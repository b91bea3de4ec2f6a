"""Which lines of a book in Word are headings, told by their style or by how such books write them."""

from __future__ import annotations

from collections.abc import Sequence

from probis_editor.formats import word_marks as marks
from probis_editor.formats.word_lines import Line

LONGEST = 140
"""Letters of a heading at most."""

_FEW = 2
"""So many lines in a style of headings may be chance."""


class Heads:
    """How one book writes its headings. `styled`: by styles, so that other lines are none."""

    def __init__(self, lines: Sequence[Line]) -> None:
        heads = [line for line in lines if line.head and not line.title and line.plain]
        self.styled = len(heads) > _FEW
        self._numbered = any(
            marks.BAB.match(f"{line.label} {line.plain}".strip()) for line in lines if not line.toc
        )
        self._level = 0 if self._numbered else min((line.head for line in heads), default=0)

    def is_chapter(self, said: str, line: Line) -> bool:
        """Whether a line begins a chapter in a book that does not number them "BAB II": by the highest style that it
        has, without styles by a title that every book has."""
        if marks.CODED.match(said):
            return False
        if line.head and line.head == self._level:
            return True
        usual = marks.USUAL.fullmatch(marks.chapter_name(said)) is not None
        return line.bold and usual and not self._numbered and not self._level


def begins_decree(said: str, line: Line) -> bool:
    """Whether a line is the title of a decree."""
    return bool(marks.DECREE.match(said)) and _is_shown(said, line) and len(said) < LONGEST


def begins_text(said: str, line: Line, within: str) -> bool:
    """Whether a heading ends the cover, a list ("skip") or the decree that it stands in (`within`): by its style, or
    by a title that every book has."""
    if len(said) > LONGEST or (within == "cover" and marks.TITLE.match(said)):
        return False
    usual = marks.USUAL.fullmatch(marks.chapter_name(said)) is not None
    if line.head and not line.title and (within != "decree" or usual):
        return True
    if within == "cover" and line.bold and marks.SECTION.match(said):
        return True
    coded = marks.CODED.match(said)
    return (usual and _is_shown(said, line)) or bool(
        coded and coded["name"] and line.bold and not line.center
    )


def _is_shown(said: str, line: Line) -> bool:
    """Whether a line stands out from the text."""
    return line.bold or line.center or said.isupper()

"""The faces are read as reportlab reads them, glyph for glyph."""

from __future__ import annotations

import subprocess
import sys

import pytest

from probis_editor import resources
from probis_editor.drawing import faces

FILES = [*(file for family in faces.FAMILIES.values() for file in family), *faces.FALLBACK]


@pytest.mark.parametrize("file", FILES)
def test_glyphs_and_widths_are_those_of_reportlab(file: str) -> None:
    from reportlab.pdfbase.ttfonts import TTFont

    theirs = TTFont("x", str(resources.path(f"fonts/{file}"))).face
    ours = faces.face(file)
    chars = {code: chr(code) for code in theirs.charToGlyph}
    assert {code: ours.glyph(char) for code, char in chars.items()} == theirs.charToGlyph
    assert {
        code: ours.advance(ours.glyph(chars[code])) * 1000 for code in theirs.charWidths
    } == pytest.approx(theirs.charWidths, abs=1e-9)


def test_lines_are_spaced_as_arial_is() -> None:
    assert faces.face("Arimo-Regular.ttf").metrics == (1854 / 2048, 434 / 2048, 67 / 2048)


def test_unmapped_characters_have_no_glyph() -> None:
    face = faces.face("Arimo-Regular.ttf")
    assert face.glyph("A") > 0
    assert face.glyph("\xa0") == face.glyph(" ") > 0
    assert [face.glyph(char) for char in "\uffff\U0010ffff✓\u0627"] == [0, 0, 0, 0]


def test_fallback_follows_the_weight() -> None:
    assert faces.advances("sans", False, False).file_for("✓") == "DejaVuSans.ttf"
    assert faces.advances("sans", True, True).file_for("✓") == "DejaVuSans-Bold.ttf"
    assert faces.advances("serif", False, False).file_for("A") == "ProbisBonum-Regular.ttf"
    assert faces.file_of("unknown", True, False) == "Arimo-Bold.ttf"


def test_measuring_imports_nothing_heavy() -> None:
    code = (
        "import sys; from probis_editor.drawing import fonts; from probis_editor.drawing.primitives import TextStyle;"
        "fonts.wrap('Surat keluar', TextStyle(10), 50);"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'reportlab', 'fontTools', 'PIL', 'networkx', 'lxml'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

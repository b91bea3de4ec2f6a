"""What holds for the code as a whole: layers, start-up, file sizes, and the Qt that is safe to use."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "probis_editor"
HEAVY = (
    "networkx",
    "reportlab",
    "pyhanko",
    "lxml",
    "PySide6",
    "pikepdf",
    "pypdfium2",
    "openpyxl",
    "docx",
    "fontTools",
)


def modules() -> list[str]:
    """Every module of the package, dotted, without the window and without `__main__`."""
    names = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[1] not in ("ui", "__main__", "_samples"):
            names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


def fresh_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def loaded_by(*names: str) -> list[str]:
    """Which heavy libraries a fresh Python has loaded after importing `names`."""
    imports = "; ".join(f"import {name}" for name in names)
    return fresh_python(f"import sys; {imports}; print(*[m for m in {HEAVY!r} if m in sys.modules])").split()


def test_layers_hold() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-logo"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_everything_below_the_window_imports_without_qt() -> None:
    assert "PySide6" not in loaded_by(*modules())


@pytest.mark.parametrize(
    "module",
    [
        "cli",
        "__main__",
        "model.document",
        "model.history",
        "kinds",
        "commands",
        "rules",
        "checks",
        "drawing.fonts",
    ],
)
def test_nothing_heavy_at_start_up(module: str) -> None:
    assert loaded_by(f"probis_editor.{module}") == []


def test_the_window_starts_without_what_makes_files() -> None:
    assert set(loaded_by("probis_editor.ui.app", "probis_editor.ui.main_window")) <= {"PySide6", "lxml"}


def test_the_window_starts_without_reading_its_sources() -> None:
    made = (
        "import os, linecache; os.environ['QT_QPA_PLATFORM'] = 'offscreen'; from probis_editor.ui import app"
    )
    asked = "app.make_application(); linecache.clearcache(); import probis_editor.ui.main_window"
    assert fresh_python(f"{made}; {asked}; print(len(linecache.cache))") == "0"


def test_no_long_file() -> None:
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "samples").rglob("*.py")]
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_bytes().splitlines()) for path in files}
    assert {name: length for name, length in sorted(lengths.items()) if length > 400} == {}


def test_every_module_says_its_duty() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.read_bytes().strip() and not ast.get_docstring(ast.parse(path.read_bytes()))
    ]
    assert silent == []


def test_qt_keeps_its_references_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 drops one reference to None per void call and in the end aborts the program."""
    code = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QApplication, QGraphicsPathItem
application, path, item, keep = QApplication([]), QPainterPath(), QGraphicsPathItem(), [None] * 100_000
before = sys.getrefcount(None)
for _ in range(1000):
    path.moveTo(1.0, 1.0)
    path.lineTo(QPointF(1, 1))
    item.setPos(1, 1)
    item.parentItem()
    application.processEvents()
print(sys.getrefcount(None) - before, flush=True)
os._exit(0)
"""
    assert abs(int(fresh_python(code))) < 50

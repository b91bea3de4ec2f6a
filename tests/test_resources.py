"""Resources are found in the source tree and in an installed wheel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from probis_editor import resources

ROOT = Path(__file__).parents[1]

INSTALLED = """
import sys
from pathlib import Path
from fontTools.ttLib import TTFont
from probis_editor import cli, i18n, resources
home = Path(sys.argv[1])
for found in (resources.path("fonts/Arimo-Regular.ttf"), resources.path("schemas/BPMN20.xsd"), Path(cli.__file__)):
    assert found.is_relative_to(home), found
assert resources.path("icons").is_dir() and resources.sample("make-book.sh").is_file()
assert TTFont(resources.path("fonts/ProbisBonum-Bold.ttf"))["name"].getDebugName(1) == "Probis Bonum"
assert i18n.Translator("id")("app.name") == "Probis Editor"
"""


def test_source_tree_first() -> None:
    assert resources.path("i18n/id.toml") == ROOT / "resources/i18n/id.toml"
    assert resources.read_text("i18n/id.toml").startswith("#")


def test_missing_resource_says_which() -> None:
    with pytest.raises(FileNotFoundError, match=r"no-such\.ttf"):
        resources.path("fonts/no-such.ttf")


def test_every_font_and_icon_has_its_licence() -> None:
    for font in sorted(resources.path("fonts").glob("*.ttf")):
        family = font.stem.split("-")[0]
        assert (font.parent / f"{family}-LICENSE.txt").is_file(), font.name
    assert "ISC License" in resources.read_text("icons/LICENSE.txt")


def test_icons_are_drawn_in_the_text_colour() -> None:
    icons = sorted(resources.path("icons").glob("*.svg"))
    assert len(icons) > 50
    for icon in icons:
        root = ElementTree.parse(icon).getroot()
        assert root.get("stroke") == "currentColor", icon.name
        assert root.get("viewBox") == "0 0 24 24", icon.name


def test_wheel_works_when_installed_elsewhere(tmp_path: Path) -> None:
    def run(*command: str, **environment: str) -> str:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT if "hatchling" in command else tmp_path,
            env=os.environ | environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "wheel"))
    (wheel,) = (tmp_path / "wheel").glob("*.whl")
    home = tmp_path / "home"
    run("-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(home), str(wheel))
    run("-c", INSTALLED, str(home), PYTHONPATH=str(home))
    assert "probis" in run("-m", "probis_editor", "--help", PYTHONPATH=str(home)).lower()

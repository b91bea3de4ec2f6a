"""What goes to Bizagi from a document that lives in a `.probis` is remembered, and the document stays where it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.formats import base
from probis_editor.model.office import Exported


@pytest.fixture
def made(driver: Driver) -> Small:
    s = small()
    driver.open(s.document, s.map)
    return s


def test_an_export_is_remembered(
    driver: Driver, made: Small, tmp_path: Path, save_to: Callable[[Path], None]
) -> None:
    home, goal = tmp_path / "a.probis", tmp_path / "b.bpm"
    save_to(home)
    assert driver.window.files.save()
    save_to(goal)
    assert driver.window.files.save_as()
    assert driver.session.path == home
    assert driver.session.modified
    assert [e.map for e in driver.document.of_type(Exported)] == [made.map]
    assert driver.window.files.save()
    assert [e.map for e in base.open_any(home).document.of_type(Exported)] == [made.map]


def test_a_bpm_that_was_opened_is_remembered_without_a_step(
    driver: Driver, made: Small, tmp_path: Path
) -> None:
    path = tmp_path / "a.bpm"
    base.write_any(made.document, path)
    assert driver.window.files.open_path(path)
    assert len(driver.document.of_type(Exported)) == 1
    assert not driver.session.modified
    assert not driver.session.history.can_undo

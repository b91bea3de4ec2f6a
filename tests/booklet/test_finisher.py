"""The process that makes books archival gives what would be made here, also where it fails."""

from __future__ import annotations

import pytest

from probis_editor.booklet import finish, finisher
from probis_editor.booklet.finisher import Finisher
from probis_editor.drawing.primitives import Group, Pen, rectangle
from probis_editor.geometry import Rect
from probis_editor.render import pdf

SHEET = pdf.page_pdf(Group((rectangle(Rect(0, 0, 60, 40), Pen("#000000", 1.0), ""),)))


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finisher.os, "cpu_count", lambda: 2)


@pytest.mark.usefixtures("two_processors")
def test_what_it_answers_is_what_is_made_here_and_it_ends() -> None:
    with Finisher() as one:
        process = one._process
        assert process is not None
        assert one.archival(SHEET, []) == finish.archival(SHEET, [])
    assert process.poll() is not None


@pytest.mark.usefixtures("two_processors")
def test_a_process_that_ends_early_is_done_without() -> None:
    with Finisher() as one:
        assert one._process is not None
        one._process.kill()
        one._process.wait()
        assert one.archival(SHEET, []) == finish.archival(SHEET, [])


def test_a_file_that_is_not_archival_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finisher.os, "cpu_count", lambda: 1)
    monkeypatch.setattr(finish, "archival", lambda data, tags: None)
    with Finisher() as one:
        assert one._process is None
        assert one.archival(SHEET, []) is None

"""What every test has: a screenless Qt, the texts, the corpus of real files, and a log that must stay quiet."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

# Before any import of Qt: once its platform is chosen it cannot be changed.
if not os.environ.get("PROBIS_REAL_WINDOW"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from hypothesis import settings

from probis_editor.i18n import Translator

# The same examples in every run: a suite that passed here passes there. Longer searches are marked `fuzz`.
settings.register_profile("suite", derandomize=True, deadline=None, database=None)
if not os.environ.get("PROBIS_RANDOM"):
    settings.load_profile("suite")

NO_CORPUS = "corpus: PROBIS_SHARED names no folder with real files"


def _shared() -> Path | None:
    folder = os.environ.get("PROBIS_SHARED", "")
    return Path(folder) if folder and Path(folder, "corpus").is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files and facts that PROBIS_SHARED names; skips the test without it."""
    folder = _shared()
    if folder is None:
        pytest.skip(NO_CORPUS)
    return folder


@pytest.fixture(scope="session")
def tr() -> Translator:
    """The texts in the program's first language."""
    return Translator("id")


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """An unexpected warning in the program's log fails the test; a test that expects one uses `caplog`."""
    records: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = records.append  # type: ignore[method-assign]
    logger = logging.getLogger("probis_editor")
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)
    if records and "caplog" not in request.fixturenames:
        pytest.fail("unexpected log: " + "; ".join(record.getMessage() for record in records))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`@pytest.mark.corpus("bpm/*.bpm")`: one test per real file, in the argument `corpus_file`."""
    if "corpus_file" not in metafunc.fixturenames:
        return
    patterns = [pattern for mark in metafunc.definition.iter_markers("corpus") for pattern in mark.args]
    folder = _shared()
    if folder is None:
        metafunc.parametrize("corpus_file", [pytest.param(None, marks=pytest.mark.skip(reason=NO_CORPUS))])
        return
    root = folder / "corpus"
    files = sorted({path for pattern in patterns for path in root.glob(pattern) if path.is_file()})
    assert files, f"no corpus file fits {patterns}"
    metafunc.parametrize("corpus_file", files, ids=[path.relative_to(root).as_posix() for path in files])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(1 for report in skipped if NO_CORPUS in str(report.longrepr))
    terminalreporter.write_line(f"corpus tests skipped: {count}")

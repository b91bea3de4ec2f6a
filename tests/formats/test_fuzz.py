"""Damaged files are read or refused, in time and in bounds; what can be read can be written and read again.

The suite runs a few hundred inputs; `-m fuzz` runs PROBIS_FUZZ of them (default 20 000) from PROBIS_FUZZ_SEED on,
of small files and, where PROBIS_SHARED is set, of real ones.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from formats.bpmn_small import document as document_of
from formats.bpmn_small import small_bpmn
from formats.mutations import MAX_SOURCE, spoilt
from formats.small import MAP, small_bpm, small_diagram, small_xpdl

from probis_editor.formats import attributes, base, native, richtext
from probis_editor.formats.base import FormatError
from probis_editor.model.document import Document

LIMIT_S = 5
LIMIT_BYTES = 1 << 30
OTHER = "529894cf-4868-477b-aa26-cf79192e190f"


class TooLongError(BaseException):
    """One input took longer than LIMIT_S. No Exception, so that nothing on the way catches it."""


def small_files() -> list[tuple[str, bytes]]:
    """Files that the tests build, one a format and more."""
    two = small_bpm(small_diagram(), small_diagram(OTHER, "P2"), tabs=[OTHER])
    document = base.read_bytes(two, "a.bpm").document
    return [
        ("two.bpm", two),
        ("small.xpdl", small_xpdl()),
        ("small.bpmn", small_bpmn()),
        ("small.probis", native.write(document, [MAP, OTHER])),
    ]


def real_files() -> list[tuple[str, bytes]]:
    """The corpus' files of a size that lets many be tried."""
    folder = os.environ.get("PROBIS_SHARED", "")
    if not folder:
        return []
    paths = [p for p in sorted(Path(folder, "corpus").rglob("*")) if p.suffix in (".bpm", ".xpdl", ".bpmn")]
    return [(p.name, p.read_bytes()) for p in paths if p.stat().st_size < MAX_SOURCE]


@contextmanager
def bounds() -> Iterator[None]:
    """Ends in TooLongError after LIMIT_S seconds."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(LIMIT_S)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def attempt(data: bytes, name: str, chance: random.Random) -> bool:
    """Read, and where that works write in one format and read that; whether it was read."""
    try:
        document = base.read_bytes(data, name).document
    except FormatError:
        return False
    _look(document)
    row = chance.choice(base.FORMATS)
    first = document.maps()[0].id if row.name in ("xpdl", "bpmn") and document.maps() else None
    if row.name == "bpmn" and chance.random() < 0.5:
        first = None
    try:
        written = base.to_bytes(document, row, map_id=first, rewrite=chance.random() < 0.5)
    except FormatError:
        return True
    base.read_bytes(written, "again") if row.name == "probis" else _again(written)
    return True


def _look(document: Document) -> None:
    """What the window asks for when an element is chosen."""
    for record in document.maps():
        attributes.attachments(document, record.id)
        some = [n for n in document.nodes(record.id) if n.documentation][:3]
        for element in ["", *(n.id for n in some), *(n.id for n in document.nodes(record.id)[:3])]:
            attributes.values(document, record.id, element)
        for node in some:
            richtext.blocks_to_html(richtext.html_to_blocks(node.documentation))


def _again(written: bytes) -> None:
    try:
        base.read_bytes(written, "again")
    except FormatError as error:
        # A file with nothing in it is refused; nothing else that we write is.
        if error.label.key not in ("import.nothing_drawn", "import.no_diagram"):
            raise


def run(files: list[tuple[str, bytes]], seeds: range, keep: Path | None = None) -> tuple[int, list[str]]:
    """Try one input a seed; how many were readable, and what went wrong, one line a fault."""
    faults: list[str] = []
    readable = 0
    for seed in seeds:
        chance = random.Random(seed)
        name, whole = chance.choice(files)
        data = spoilt(whole, chance)
        try:
            with bounds():
                readable += attempt(data, name, chance)
        except (Exception, TooLongError) as error:
            where = _where(error)
            faults.append(f"{seed} {name}: {type(error).__name__} {str(error)[:100]} at {where}")
            if keep is not None:
                keep.mkdir(exist_ok=True)
                (keep / f"{zlib.crc32(where.encode()):08x}-{seed}-{name}").write_bytes(data)
                print(faults[-1], flush=True)
    return readable, faults


def _where(error: BaseException) -> str:
    trace, places = error.__traceback__, []
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if "probis_editor" in path.parts:
            places.append(f"{path.name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " < ".join(reversed(places[-3:]))


def test_a_few_hundred_damaged_files() -> None:
    readable, faults = run(small_files(), range(200))
    assert not faults
    # Damage that always leads to a refusal at the door would try nothing behind it.
    assert readable > 60


@pytest.mark.fuzz
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_many_damaged_files() -> None:
    count = int(os.environ.get("PROBIS_FUZZ", "20000"))
    start = int(os.environ.get("PROBIS_FUZZ_SEED", "1000"))
    files = small_files() * 20 + real_files()
    keep = Path(tempfile.gettempdir(), "probis-fuzz")
    began = time.perf_counter()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + LIMIT_BYTES, before[1]))
    try:
        readable, faults = run(files, range(start, start + count), keep)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )
    print(f"{count} inputs, {readable} readable, {len(faults)} faults, {time.perf_counter() - began:.0f} s")
    print(f"peak memory {peak:.0f} MB")
    assert not faults


def _address_space() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 1 << 30


def test_a_file_without_places_opens_in_time() -> None:
    count = 60
    tasks = "".join(f'<bpmn:task id="T{n}" name="{n}"/>' for n in range(count))
    lines = "".join(
        f'<bpmn:sequenceFlow id="F{n}" sourceRef="T{n % count}" targetRef="T{n * 7 % count}"/>'
        for n in range(90)
    )
    data = document_of(f'<bpmn:process id="P">{tasks}{lines}</bpmn:process>')
    began = time.process_time()
    found = base.read_bytes(data, "a.bpmn").document
    assert time.process_time() - began < LIMIT_S
    assert len({n.bounds for n in found.nodes(found.maps()[0].id)}) == count

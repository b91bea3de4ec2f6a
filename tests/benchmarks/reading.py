"""How long reading takes, in times of bare unzipping and lxml parsing of the same bytes.

    PYTHONPATH=. python tests/benchmarks/reading.py CORPUS [--times N]

Prints, per format and in all, the sum over all files of the best of N runs, the ratio to the bare parse, and the
worst files. What readers remember from one file to the next is forgotten before each run.
"""

from __future__ import annotations

import argparse
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from probis_editor.formats import base, bpmn_colours, bpmn_keep
from probis_editor.formats.base import FormatError

PATTERNS = {
    "bpm": ("bpm/*.bpm",),
    "bpmn": ("bpmn/*.bpmn", "miwg/**/*.bpmn"),
    "xpdl": ("xpdl/*.xpdl", "other-xpdl/*.xpdl"),
}


def bare(data: bytes) -> None:
    """Inflate every entry, nested zips too, and parse what is XML."""
    if data[:2] != b"PK":
        etree.fromstring(data)
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            entry = archive.read(info)
            if entry[:2] == b"PK":
                bare(entry)
            elif info.filename.lower().endswith((".xml", ".bpp")) and entry:
                etree.fromstring(entry)


def best(work: Callable[[], object], times: int) -> float:
    """The least seconds of processor time of several runs: other programs do not count."""
    found = []
    for _ in range(times):
        bpmn_keep._kept.cache_clear()
        bpmn_colours._style.cache_clear()
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    sums = [0.0, 0.0]
    for name, patterns in PATTERNS.items():
        rows: list[tuple[float, float, float, str]] = []
        for path in sorted({path for pattern in patterns for path in options.corpus.glob(pattern)}):
            data = path.read_bytes()
            try:
                base.read_bytes(data, path.name)
                plain = best(lambda data=data: bare(data), options.times)  # type: ignore[misc]
            except (FormatError, etree.XMLSyntaxError, zipfile.BadZipFile):
                continue
            ours = best(lambda data=data, path=path: base.read_bytes(data, path.name), options.times)  # type: ignore[misc]
            rows.append((ours / plain, ours, plain, path.name))
        total, floor = sum(row[1] for row in rows), sum(row[2] for row in rows)
        sums = [sums[0] + total, sums[1] + floor]
        middle = sorted(row[0] for row in rows)[len(rows) // 2]
        print(f"{name}: {len(rows)} files, {total * 1e3:.0f} ms, bare {floor * 1e3:.0f} ms", end=", ")
        print(f"ratio {total / floor:.1f}, median {middle:.1f}")
        for ratio, ours, plain, title in sorted(rows, reverse=True)[:4]:
            print(f"  {ratio:5.1f}  {ours * 1e3:7.1f} ms  bare {plain * 1e3:6.1f} ms  {title}")
    print(f"all: {sums[0] * 1e3:.0f} ms, bare {sums[1] * 1e3:.0f} ms, ratio {sums[0] / sums[1]:.1f}")


if __name__ == "__main__":
    main()

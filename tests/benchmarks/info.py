"""How long `probis info` takes for every corpus file, start-up included, beside a bare start of Python.

Run: PROBIS_SHARED=../shared python tests/benchmarks/info.py [FOLDER ...]   (goal: under 1 s each on two cores)
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path


def seconds(command: list[str]) -> float:
    """Wall-clock seconds of one run of a command, its output thrown away."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main() -> None:
    """Print the five slowest files, the median, and the ratio to an empty Python program."""
    shared = os.environ.get("PROBIS_SHARED")
    if not shared:
        sys.exit("PROBIS_SHARED names no folder with real files")
    folders = sys.argv[1:] or ["bpm", "xpdl", "bpmn", "miwg"]
    files = [
        path
        for folder in folders
        for path in sorted(Path(shared, "corpus", folder).rglob("*"))
        if path.suffix in (".bpm", ".xpdl", ".bpmn")
    ]
    bare = statistics.median(seconds([sys.executable, "-c", "pass"]) for _ in range(5))
    found = sorted((seconds([sys.executable, "-m", "probis_editor", "info", str(f)]), f.name) for f in files)
    times = [time_ for time_, _ in found]
    print(f"{len(files)} files, bare Python {bare * 1000:.0f} ms")
    print(
        f"median {statistics.median(times) * 1000:.0f} ms, {statistics.median(times) / bare:.1f} x bare Python"
    )
    print(f"over 1 s: {sum(t > 1 for t in times)}")
    for time_, name in reversed(found[-5:]):
        print(f"{time_ * 1000:7.0f} ms  {name}")


if __name__ == "__main__":
    main()

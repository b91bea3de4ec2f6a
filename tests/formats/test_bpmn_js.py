"""What we write opens in bpmn-js without a warning: its parser and its importer's walk over every diagram."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from formats.bpmn_small import PROCESS, document, small_bpmn

from probis_editor.formats import base, bpmn

SCRIPT = Path(__file__).with_name("bpmn_js.mjs")
PACKAGES = ("bpmn-js@18", "bpmn-moddle@10", "esbuild@0.28")


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script with its packages, in a folder of its own outside the project."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not installed")
    folder = tmp_path_factory.mktemp("bpmn_js")
    (folder / "package.json").write_text("{}")
    run = [npm, "install", "--no-audit", "--no-fund", "--silent", *PACKAGES]
    try:
        installed = subprocess.run(run, cwd=folder, capture_output=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("npm did not answer")
    if installed.returncode:
        pytest.skip("npm could not install " + ", ".join(PACKAGES))
    shutil.copy(SCRIPT, folder)
    tool = folder / "node_modules" / ".bin" / "esbuild"
    options = ["--bundle", "--platform=node", "--format=esm", "--outfile=bundle.mjs", "--log-level=error"]
    subprocess.run([str(tool), SCRIPT.name, *options], cwd=folder, check=True, timeout=120)
    return folder / "bundle.mjs"


def warnings(bundle: Path, files: list[Path]) -> dict[str, list[str]]:
    run = ["node", str(bundle), *(str(file) for file in files)]
    result = subprocess.run(run, capture_output=True, check=True, timeout=300)
    found = json.loads(result.stdout)
    return {Path(file).name: said for file, said in found.items() if said}


def test_a_fault_is_noticed(bundle: Path, tmp_path: Path) -> None:
    file = tmp_path / "faulty.bpmn"
    file.write_bytes(small_bpmn().replace(b'targetRef="Task"', b'targetRef="Nothing"'))
    assert warnings(bundle, [file])


def test_small_files(bundle: Path, tmp_path: Path) -> None:
    files: list[Path] = []
    for name, data in (("small.bpmn", small_bpmn()), ("bare.bpmn", document(PROCESS))):
        file = tmp_path / name
        file.write_bytes(bpmn.write(bpmn.read(data, name).document))
        files.append(file)
    assert warnings(bundle, files) == {}


def test_real_files(bundle: Path, tmp_path: Path, shared: Path) -> None:
    files: list[Path] = []
    for pattern in ("bpm/*.bpm", "xpdl/*.xpdl", "bpmn/*.bpmn", "miwg/*.bpmn"):
        for path in sorted((shared / "corpus").glob(pattern)):
            read = base.read_bytes(path.read_bytes(), path.name).document
            file = tmp_path / f"{len(files):03d}-{path.stem}.bpmn"
            file.write_bytes(bpmn.write(read))
            files.append(file)
    assert warnings(bundle, files) == {}

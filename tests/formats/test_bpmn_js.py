"""What we write opens in bpmn-js without a warning: its parser and its importer's walk over every diagram."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import lxml.html
import pytest
from formats.bpmn_small import PROCESS, document, small_bpmn

from probis_editor.formats import base, bpmn

SCRIPT = Path(__file__).with_name("bpmn_js.mjs")
PAGE = Path(__file__).with_name("bpmn_page.mjs")
PACKAGES = ("bpmn-js@18", "bpmn-moddle@10", "esbuild@0.28")


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of its own outside the project with the packages."""
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
    return folder


def bundled(packages: Path, script: Path, *options: str) -> Path:
    """The script and what it needs in one file beside the packages."""
    shutil.copy(script, packages)
    made = packages / f"{script.stem}.bundle.js"
    tool = packages / "node_modules" / ".bin" / "esbuild"
    run = [str(tool), script.name, "--bundle", f"--outfile={made.name}", "--log-level=error", *options]
    subprocess.run(run, cwd=packages, check=True, timeout=120)
    return made


@pytest.fixture(scope="session")
def bundle(packages: Path) -> Path:
    return bundled(packages, SCRIPT, "--platform=node", "--format=esm").replace(packages / "bundle.mjs")


@pytest.fixture(scope="session")
def page(packages: Path) -> Path:
    if shutil.which("chromium") is None:
        pytest.skip("chromium is not installed")
    return bundled(packages, PAGE, "--format=esm")


def warnings(bundle: Path, files: list[Path]) -> dict[str, list[str]]:
    run = ["node", str(bundle), *(str(file) for file in files)]
    result = subprocess.run(run, capture_output=True, check=True, timeout=300)
    found = json.loads(result.stdout)
    return {Path(file).name: said for file, said in found.items() if said}


def browser_warnings(page: Path, files: list[Path]) -> dict[str, list[str]]:
    """What bpmn-js itself says of the files in a browser."""
    script = page.read_text(encoding="utf-8")
    texts = json.dumps({file.name: file.read_text(encoding="utf-8") for file in files}).replace("</", "<\\/")
    sheet = page.with_name("page.html")
    sheet.write_text(
        '<!doctype html><meta charset="utf-8"><div id="canvas" style="width: 900px; height: 700px"></div>'
        f'<pre id="result"></pre><script>window.FILES = {texts}</script><script type="module">{script}</script>',
        encoding="utf-8",
    )
    options = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--virtual-time-budget=600000",
        "--dump-dom",
    ]
    profile = f"--user-data-dir={page.with_name('profile')}"
    run = ["chromium", *options, profile, sheet.as_uri()]
    shown = subprocess.run(run, capture_output=True, check=True, timeout=400).stdout.decode()
    result = lxml.html.document_fromstring(shown).get_element_by_id("result").text
    found = json.loads(result or "null")
    return {file.name: found[file.name] for file in files if found[file.name]}


def test_a_fault_is_noticed(bundle: Path, tmp_path: Path) -> None:
    file = tmp_path / "faulty.bpmn"
    file.write_bytes(small_bpmn().replace(b'targetRef="Task"', b'targetRef="Nothing"'))
    assert warnings(bundle, [file])


def test_a_browser_notices_a_fault(page: Path, tmp_path: Path) -> None:
    file = tmp_path / "faulty.bpmn"
    file.write_bytes(small_bpmn().replace(b'targetRef="Task"', b'targetRef="Nothing"'))
    assert browser_warnings(page, [file])


def test_a_browser_opens_small_files(page: Path, tmp_path: Path) -> None:
    assert browser_warnings(page, small_files(tmp_path)) == {}


@pytest.mark.slow
def test_a_browser_opens_real_files(page: Path, tmp_path: Path, shared: Path) -> None:
    assert browser_warnings(page, real_files(tmp_path, shared)) == {}


def small_files(tmp_path: Path) -> list[Path]:
    files: list[Path] = []
    for name, data in (("small.bpmn", small_bpmn()), ("bare.bpmn", document(PROCESS))):
        file = tmp_path / name
        file.write_bytes(bpmn.write(bpmn.read(data, name).document))
        files.append(file)
    return files


def real_files(tmp_path: Path, shared: Path) -> list[Path]:
    """Every real file that can be a BPMN file, as we write it."""
    files: list[Path] = []
    for pattern in ("bpm/*.bpm", "xpdl/*.xpdl", "bpmn/*.bpmn", "miwg/*.bpmn"):
        for path in sorted((shared / "corpus").glob(pattern)):
            read = base.read_bytes(path.read_bytes(), path.name).document
            file = tmp_path / f"{len(files):03d}-{path.stem}.bpmn"
            file.write_bytes(bpmn.write(read))
            files.append(file)
    return files


def test_small_files(bundle: Path, tmp_path: Path) -> None:
    assert warnings(bundle, small_files(tmp_path)) == {}


def test_real_files(bundle: Path, tmp_path: Path, shared: Path) -> None:
    assert warnings(bundle, real_files(tmp_path, shared)) == {}

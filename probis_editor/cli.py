"""The command line `probis`: everything but the window, without Qt. Exit 0 done, 1 findings, 2 unusable input.

Each subcommand is one function that returns an exit code. Whatever goes wrong with a file or the arguments
ends as one line on standard error; a traceback is shown only where PROBIS_DEBUG is set.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

from probis_editor.formats.base import FormatError, Notice, ReadResult, open_any, write_any
from probis_editor.i18n import DEFAULT_LANGUAGE, LANGUAGES, Translator
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Map
from probis_editor.model.queries import code_of, find_map, title_of
from probis_editor.rules.permits import RefusedError

PICTURES = ("svg", "png", "pdf")


class UsageError(Exception):
    """The arguments cannot be used; the text is already in the user's language."""


class _Parser(argparse.ArgumentParser):
    """argparse without its English error texts: any wrong argument becomes one line in the user's language."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


def main(argv: list[str]) -> int:
    """Run one command. Returns the exit code; never raises for bad input."""
    tr = Translator(_language(argv))
    try:
        options = _parser(tr).parse_args(_with_window_command(argv))
        command: Callable[[argparse.Namespace, Translator], int] = options.command
        return command(options, tr)
    except UsageError:
        return _fail(tr("cli.usage"))
    except FormatError as error:
        return _fail(tr(error.label.key, **dict(error.label.args)))
    except RefusedError as error:
        return _fail(tr(error.reason.key, **dict(error.reason.args)))
    except OSError as error:
        return _fail(tr("cli.os_error", name=str(error.filename or ""), reason=error.strerror or str(error)))
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return _fail(tr("cli.cancelled"))
    except SystemExit as stop:  # --help and --version end this way
        return int(stop.code or 0)
    except Exception as error:
        if os.environ.get("PROBIS_DEBUG"):
            raise
        return _fail(tr("cli.internal", reason=f"{type(error).__name__}: {error}".splitlines()[0]))


def _fail(text: str) -> int:
    print("probis: " + " ".join(text.split()), file=sys.stderr)
    return 2


def _language(argv: list[str]) -> str:
    for at, word in enumerate(argv):
        value = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and at + 1 < len(argv):
            value = argv[at + 1]
        if value in LANGUAGES:
            return value
    return DEFAULT_LANGUAGE


def _with_window_command(argv: list[str]) -> list[str]:
    """`probis` and `probis FILE` open the window: they become `window [FILE]`. Options may stand before the command."""
    rest = list(argv)
    at = 0
    while at < len(rest) and rest[at].startswith("--lang"):
        at += 1 if "=" in rest[at] else 2
    if at < len(rest) and (rest[at] in COMMANDS or rest[at] in ("-h", "--help", "--version")):
        return rest
    return [*rest[:at], "window", *rest[at:]]


def _parser(tr: Translator) -> _Parser:
    parser = _Parser(prog="probis", description=tr("cli.about"), add_help=False)
    parser.add_argument("-h", "--help", action="help", help=tr("cli.help.help"))
    parser.add_argument("--lang", choices=LANGUAGES, default=DEFAULT_LANGUAGE, help=tr("cli.help.lang"))
    parser.add_argument("--version", action="version", version=_version(), help=tr("cli.help.version"))
    commands = parser.add_subparsers(metavar="PERINTAH" if tr.language == "id" else "COMMAND", required=True)

    def add(name: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=tr(f"cli.{name}"), description=tr(f"cli.{name}"), add_help=False)
        sub.add_argument("-h", "--help", action="help", help=tr("cli.help.help"))
        sub.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=tr("cli.help.lang"))
        sub.set_defaults(command=COMMANDS[name])
        return sub

    window = add("window")
    window.add_argument("file", nargs="?", type=Path)
    info = add("info")
    info.add_argument("file", type=Path)
    info.add_argument("--json", action="store_true")
    convert = add("convert")
    convert.add_argument("file", type=Path, metavar="IN")
    convert.add_argument("out", type=Path, metavar="OUT")
    convert.add_argument("--rewrite", action="store_true", help=tr("cli.help.rewrite"))
    convert.add_argument("--map", help=tr("cli.help.map"))
    convert.add_argument("--report", type=Path, help=tr("cli.help.report"))
    image = add("image")
    image.add_argument("file", type=Path)
    where = image.add_mutually_exclusive_group(required=True)
    where.add_argument("-o", "--out", type=Path, metavar="OUT.svg|png|pdf")
    where.add_argument("--all", type=Path, metavar="DIR", help=tr("cli.help.all"))
    image.add_argument("--map", help=tr("cli.help.map"))
    image.add_argument("--format", choices=PICTURES, default="svg", help=tr("cli.help.format"))
    image.add_argument("--scale", type=float, default=2.0, help=tr("cli.help.scale"))
    booklet = add("booklet")
    booklet.add_argument("file", type=Path)
    booklet.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.pdf")
    check = add("check")
    check.add_argument("file", type=Path)
    check.add_argument("--json", action="store_true")
    layout = add("layout")
    layout.add_argument("file", type=Path, metavar="IN")
    layout.add_argument("out", type=Path, metavar="OUT")
    layout.add_argument("--routes-only", action="store_true", help=tr("cli.help.routes_only"))
    return parser


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("probis-editor")
    except PackageNotFoundError:
        return "0"


def _progress(tr: Translator, what: str) -> Callable[[int, int], None] | None:
    """A line on the terminal that counts the steps; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        print(f"\r{tr(what)} {done}/{total}\033[K", end=end, file=sys.stderr, flush=True)

    return show


def _open(path: Path, tr: Translator) -> ReadResult:
    return open_any(path, _progress(tr, "cli.reading"))


def _chosen(document: Document, wanted: str | None) -> Map | None:
    """The map called for with --map, None without it. Raises FormatError where there is no such map."""
    if wanted is None:
        return None
    found = find_map(document, wanted)
    if found is None:
        names = ", ".join(code_of(document, m) or m.name for m in document.maps()[:8])
        raise FormatError("cli.no_map", wanted=wanted, names=names)
    return found


def window(options: argparse.Namespace, tr: Translator) -> int:
    """`probis [FILE]`: the window, the only command that needs Qt."""
    if options.file is not None and not options.file.exists():
        raise FormatError("import.no_file", name=str(options.file))
    try:
        from probis_editor.ui import app
    except ImportError as error:
        return _fail(tr("cli.no_qt", reason=str(error)))
    return app.run(options.file, options.lang)


def info(options: argparse.Namespace, tr: Translator) -> int:
    """`probis info FILE [--json]`: what is in a file."""
    from probis_editor.formats.summary import summary

    found = summary(_open(options.file, tr), tr)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    print(tr("cli.info_head", name=options.file.name, format=found["format"], n=len(found["maps"])))
    for one in found["maps"]:
        counts = {k: v for k, v in one.items() if isinstance(v, int) and v}
        print("  " + " ".join(x for x in (one["code"], one["name"] if not one["code"] else "") if x))
        if one["code"]:
            print("    " + one["name"])
        print("    " + ", ".join(f"{tr('cli.count.' + k)} {v}" for k, v in counts.items()))
    for warning in found["warnings"]:
        print(f"  ! {warning['text']}")
    return 0


def convert(options: argparse.Namespace, tr: Translator) -> int:
    """`probis convert IN OUT [--rewrite] [--map M] [--report R.json]`."""
    result = _open(options.file, tr)
    document = result.document
    chosen = _chosen(document, options.map)
    maps = document.maps()
    if options.out.suffix.lower() == ".xpdl" and chosen is None and len(maps) > 1:
        names = ", ".join(code_of(document, m) or m.name for m in maps[:8])
        raise FormatError("cli.which_map", names=names)
    write_any(
        document,
        options.out,
        map_id=chosen.id if chosen else None,
        rewrite=options.rewrite,
        progress=_progress(tr, "cli.writing"),
    )
    if options.report:
        report = {
            "input": options.file.name,
            "output": options.out.name,
            "format": result.format,
            "notices": [_notice(n, tr) for n in result.notices],
        }
        options.report.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0


def _notice(notice: Notice, tr: Translator) -> dict[str, str]:
    text = tr(notice.key, **dict(notice.args))
    row = {"map": notice.map, "element": notice.element, "level": notice.level}
    return {**row, "key": notice.key, "text": text}


def image(options: argparse.Namespace, tr: Translator) -> int:
    """`probis image FILE (-o OUT.svg|png|pdf [--map M] | --all DIR)`."""
    from probis_editor.formats.base import save_bytes
    from probis_editor.render import image as pictures

    document = _open(options.file, tr).document
    maps = document.maps()
    if not maps:
        raise FormatError("cli.empty", name=options.file.name)
    progress = _progress(tr, "cli.drawing")
    if options.all:
        options.all.mkdir(parents=True, exist_ok=True)
        for done, (one, name) in enumerate(zip(maps, _file_names(document, maps), strict=True), start=1):
            data = pictures.picture(document, [one.id], options.format, options.scale)
            save_bytes(data, options.all / f"{name}.{options.format}")
            if progress:
                progress(done, len(maps))
        return 0
    form = options.out.suffix.lower().lstrip(".")
    if form not in PICTURES:
        raise FormatError("cli.picture_suffix", name=options.out.name)
    chosen = _chosen(document, options.map)
    wanted = [chosen] if chosen else maps if form == "pdf" else maps[:1]
    if not chosen and len(maps) > 1 and form != "pdf":
        print(tr("cli.first_map", n=len(maps), name=title_of(document, maps[0])), file=sys.stderr)
    save_bytes(pictures.picture(document, [m.id for m in wanted], form, options.scale), options.out)
    return 0


def _file_names(document: Document, maps: Iterable[Map]) -> list[str]:
    """File names (without suffix) for maps: code and title, safe on every system, each once."""
    result: list[str] = []
    seen: set[str] = set()
    for number, one in enumerate(maps, start=1):
        text = " ".join(x for x in (code_of(document, one), title_of(document, one)) if x)
        base = re.sub(r"[^\w.\- ]+", "_", text).strip(" .")[:80] or f"peta-{number}"
        name, count = base, 2
        while name.casefold() in seen:
            name, count = f"{base} ({count})", count + 1
        seen.add(name.casefold())
        result.append(name)
    return result


def booklet(options: argparse.Namespace, tr: Translator) -> int:
    """`probis booklet FILE -o OUT.pdf`: the book."""
    if options.out.suffix.lower() != ".pdf":
        raise FormatError("cli.book_suffix", name=options.out.name)
    document = _open(options.file, tr).document
    from probis_editor.booklet import book

    if not document.maps():
        raise FormatError("cli.empty", name=options.file.name)
    book.make(document, options.out, progress=_progress(tr, "cli.typesetting"))
    print(tr("cli.book_done", name=str(options.out)))
    return 0


def check(options: argparse.Namespace, tr: Translator) -> int:
    """`probis check FILE [--json]`: findings; exit 1 where there are any."""
    from probis_editor import checks

    document = _open(options.file, tr).document
    findings = checks.run(document)
    if options.json:
        rows = [checks.as_json(f, tr) for f in findings]
        print(json.dumps({"findings": rows}, ensure_ascii=False, indent=2))
        return 1 if findings else 0
    for finding in findings:
        row = checks.as_json(finding, tr)
        print(f"{row['severity']}: {row['text']}")
    print(tr("cli.findings", n=len(findings)) if findings else tr("cli.no_findings"))
    return 1 if findings else 0


def layout(options: argparse.Namespace, tr: Translator) -> int:
    """`probis layout IN OUT [--routes-only]`: lay every map out anew and write the result."""
    from probis_editor.layout import maps as arranging

    result = _open(options.file, tr)
    document = result.document
    mode = "routes" if options.routes_only else "whole"
    progress = _progress(tr, "cli.arranging")
    records = document.maps()
    for done, one in enumerate(records, start=1):
        with document.transaction(label("cmd.layout")) as tx:
            for record in arranging.arranged(document, one.id, mode=mode):
                tx.put(record)
        if progress:
            progress(done, len(records))
    write_any(document, options.out, progress=_progress(tr, "cli.writing"))
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace, Translator], int]] = {
    "window": window,
    "info": info,
    "convert": convert,
    "image": image,
    "booklet": booklet,
    "check": check,
    "layout": layout,
}

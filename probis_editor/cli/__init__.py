"""The command line `probis`: everything but the window, without Qt. Exit 0 done, 1 findings, 2 unusable input.

Each subcommand is one function that returns an exit code. Whatever goes wrong with a file or the arguments
ends as one line on standard error; a traceback is shown only where PROBIS_DEBUG is set.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from probis_editor.cli.common import UsageError
from probis_editor.cli.diff import diff
from probis_editor.cli.documents import check, convert, info, layout
from probis_editor.cli.gather import import_
from probis_editor.cli.merge import merge
from probis_editor.cli.pictures import PICTURES, booklet, image, window
from probis_editor.cli.profile import profile
from probis_editor.cli.sheets import poster, sop
from probis_editor.cli.sign import sign
from probis_editor.cli.starting import new
from probis_editor.cli.tables import table
from probis_editor.cli.tree import rename_unit, tree
from probis_editor.formats.base import FormatError
from probis_editor.i18n import DEFAULT_LANGUAGE, LANGUAGES, Translator
from probis_editor.model.affairs import REASONS
from probis_editor.model.office_kinds import OFFICES
from probis_editor.rules.permits import RefusedError


class _Parser(argparse.ArgumentParser):
    """argparse without its English error texts: any wrong argument becomes one line in the user's language."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


class _Version(argparse.Action):
    """argparse's own, but the version is looked up only where it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        print(_version())
        parser.exit()


def main(argv: list[str]) -> int:
    """Run one command. Returns the exit code; never raises for bad input."""
    tr = Translator(_language(argv))
    try:
        options = _parser(tr).parse_args(_with_window_command(argv))
        command: Callable[[argparse.Namespace, Translator], int] = options.command
        code = command(options, tr)
        sys.stdout.flush()
        return code
    except UsageError:
        return _fail(tr("cli.usage"))
    except FormatError as error:
        return _fail(tr(error.label.key, **dict(error.label.args)))
    except RefusedError as error:
        return _fail(tr(error.reason.key, **dict(error.reason.args)))
    except BrokenPipeError:
        # The reader of our output went away (`| head`): not ours to report. Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _fail(tr("cli.os_error", name=str(error.filename or ""), reason=error.strerror or str(error)))
    except KeyboardInterrupt:
        return _fail(tr("cli.cancelled"))
    except SystemExit as stop:  # --help and --version end this way
        return int(stop.code or 0)
    except Exception as error:  # one line for the user; the trace with PROBIS_DEBUG
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
    parser.add_argument("--version", action=_Version, nargs=0, help=tr("cli.help.version"))
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
    gathering = add("import")
    gathering.add_argument("files", type=Path, nargs="+", metavar="FILE|DIR")
    gathering.add_argument("-o", "--out", type=Path, required=True, metavar="DOC.probis")
    gathering.add_argument("--into", type=Path, metavar="DOC.probis", help=tr("cli.help.import_into"))
    gathering.add_argument("--report", type=Path, help=tr("cli.help.report"))
    gathering.add_argument("--unify", action="store_true", help=tr("cli.help.unify"))
    gathering.add_argument("--no-tree", action="store_true", help=tr("cli.help.no_tree"))
    gathering.add_argument("--no-units", action="store_true", help=tr("cli.help.no_units"))
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
    booklet.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.pdf|docx")
    booklet.add_argument("--profile", metavar="NAME|FILE.toml", help=tr("cli.help.profile"))
    booklet.add_argument("--unit", metavar="NAME", help=tr("cli.help.annex_unit"))
    procedure = add("sop")
    procedure.add_argument("file", type=Path)
    procedure.add_argument("--map", help=tr("cli.help.map"))
    procedure.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.pdf|xlsx")
    wall = add("poster")
    wall.add_argument("file", type=Path)
    wall.add_argument("--map", help=tr("cli.help.map"))
    wall.add_argument("--paper", choices=("a3", "a2", "a1", "a0"), default="a2", help=tr("cli.help.poster"))
    wall.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.pdf")
    form = add("profile")
    form.add_argument("source", nargs="?", metavar="NAME|FILE.toml|DOC.probis")
    where_to = form.add_mutually_exclusive_group()
    where_to.add_argument("-o", "--out", type=Path, metavar="OUT.toml")
    where_to.add_argument("--into", type=Path, metavar="DOC.probis", help=tr("cli.help.profile_into"))
    signing = add("sign")
    signing.add_argument("file", type=Path, metavar="BOOK.pdf")
    signing.add_argument("--key", type=Path, required=True, metavar="KEY.p12", help=tr("cli.help.key"))
    signing.add_argument("--field", help=tr("cli.help.field"))
    signing.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.pdf")
    check = add("check")
    check.add_argument("file", type=Path)
    check.add_argument("--json", action="store_true")
    layout = add("layout")
    layout.add_argument("file", type=Path, metavar="IN")
    layout.add_argument("out", type=Path, metavar="OUT")
    layout.add_argument("--routes-only", action="store_true", help=tr("cli.help.routes_only"))
    sheet = add("table")
    sheet.add_argument("file", type=Path)
    sheet.add_argument("--map", help=tr("cli.help.map"))
    sheet.add_argument("-o", "--out", type=Path, metavar="T.xlsx|csv")
    sheet.add_argument("--into", type=Path, metavar="DOC.probis", help=tr("cli.help.into"))
    difference = add("diff")
    difference.add_argument("file", type=Path, metavar="A")
    difference.add_argument("other", type=Path, metavar="B")
    difference.add_argument("--json", action="store_true")
    difference.add_argument("-o", "--out", type=Path, metavar="OUT.svg|pdf", help=tr("cli.help.diff_out"))
    difference.add_argument("--map", help=tr("cli.help.map"))
    merging = add("merge")
    merging.add_argument("file", type=Path, metavar="DOC.probis")
    merging.add_argument("edited", type=Path, metavar="EDITED.bpm")
    merging.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.probis")
    merging.add_argument("--report", type=Path, help=tr("cli.help.merge_report"))
    merging.add_argument("--prefer", choices=("ours", "theirs"), help=tr("cli.help.prefer"))
    merging.add_argument("--base", type=Path, metavar="BASE.bpm", help=tr("cli.help.base"))
    merging.add_argument("--under", help=tr("cli.help.under"))
    planting = add("tree")
    planting.add_argument("file", type=Path)
    planting.add_argument("--json", action="store_true")
    planting.add_argument("-o", "--out", type=Path, metavar="T.xlsx", help=tr("cli.help.tree_out"))
    planting.add_argument("--into", type=Path, metavar="DOC.probis", help=tr("cli.help.tree_into"))
    beginning = add("new")
    beginning.add_argument("--type", choices=OFFICES, help=tr("cli.help.new_type"))
    beginning.add_argument(
        "--from", dest="origin", type=Path, metavar="BOOK.docx|OLD.probis", help=tr("cli.help.new_from")
    )
    beginning.add_argument("--name", help=tr("cli.help.new_name"))
    beginning.add_argument("--region", help=tr("cli.help.new_region"))
    beginning.add_argument("--reason", choices=REASONS, default="feedback", help=tr("cli.help.new_reason"))
    beginning.add_argument("-o", "--out", type=Path, required=True, metavar="X.probis")
    beginning.add_argument("--report", type=Path, help=tr("cli.help.report"))
    renaming = add("rename-unit")
    renaming.add_argument("file", type=Path)
    renaming.add_argument("old", metavar="OLD")
    renaming.add_argument("new", metavar="NEW")
    renaming.add_argument("-o", "--out", type=Path, metavar="OUT")
    renaming.add_argument("--dry-run", action="store_true", help=tr("cli.help.dry_run"))
    return parser


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("probis-editor")
    except PackageNotFoundError:
        return "0"


COMMANDS: dict[str, Callable[[argparse.Namespace, Translator], int]] = {
    "window": window,
    "info": info,
    "convert": convert,
    "import": import_,
    "image": image,
    "booklet": booklet,
    "sop": sop,
    "poster": poster,
    "profile": profile,
    "sign": sign,
    "check": check,
    "layout": layout,
    "table": table,
    "diff": diff,
    "merge": merge,
    "tree": tree,
    "new": new,
    "rename-unit": rename_unit,
}

"""The command `new`: a document from a kind of office, from a book in Word, or from last year's document."""

from __future__ import annotations

import argparse
import json

from probis_editor.cli.common import UsageError, opened, progress_line
from probis_editor.cli.documents import notice_row
from probis_editor.formats.base import WORD_BOOKS, FormatError, Notice, write_any
from probis_editor.i18n import Translator
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Settings


def new(options: argparse.Namespace, tr: Translator) -> int:
    """`probis new --type KIND [--name N --region R] -o X.probis`, or `--from BOOK.docx|OLD.probis`."""
    if (options.type is None) == (options.origin is None):
        raise UsageError("new")
    if options.out.suffix.lower() != ".probis":
        raise FormatError("cli.new_suffix", name=options.out.name)
    notices: tuple[Notice, ...] = ()
    if options.type is not None:
        document = _from_office(options, tr)
    elif options.origin.suffix.lower() in WORD_BOOKS:
        from probis_editor.formats import word_book

        result = word_book.read(options.origin.read_bytes(), options.origin.name)
        document, notices = result.document, result.notices
    else:
        document, notices = _from_last_year(options, tr)
    write_any(document, options.out, progress=progress_line(tr, "cli.writing"))
    if options.report is not None:
        rows = [notice_row(n, tr) for n in notices]
        said = json.dumps({"output": options.out.name, "notices": rows}, ensure_ascii=False, indent=2)
        options.report.write_text(said + "\n", encoding="utf-8")
    for notice in notices:
        if notice.level != "read":
            print(f"{tr('cli.level.' + notice.level)}: {tr(notice.key, **dict(notice.args))}")
    return 0


def _from_office(options: argparse.Namespace, tr: Translator) -> Document:
    from probis_editor.commands import starting

    name = options.name or ""
    titles = {kind: f"{tr('ui.map_kind.' + kind)} {name}".strip() for kind in starting.DERIVED}
    document = Document([Settings(language=tr.language)])
    with document.transaction(label("ui.step.start.begin")) as tx:
        starting.begin(tx, starting.proposal(options.type), name, options.region or "", (), titles)
    return document


def _from_last_year(options: argparse.Namespace, tr: Translator) -> tuple[Document, tuple[Notice, ...]]:
    from probis_editor.commands import starting

    result = opened(options.origin, tr)
    with result.document.transaction(label("ui.step.facts.revision_open")) as tx:
        starting.from_last_year(tx, options.reason)
    return result.document, result.notices

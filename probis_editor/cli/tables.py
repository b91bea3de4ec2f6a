"""The command `table`: a map's steps as a sheet, and a sheet as a map."""

from __future__ import annotations

import argparse

from probis_editor.cli.common import UsageError, chosen_map, only_map, opened, progress_line
from probis_editor.formats.base import FormatError, write_any
from probis_editor.i18n import Translator
from probis_editor.model.changes import label
from probis_editor.model.queries import find_map, title_of


def table(options: argparse.Namespace, tr: Translator) -> int:
    """`probis table FILE --map M -o T.xlsx|csv`, or `probis table T.xlsx --into DOC.probis --map M`."""
    if options.into is not None:
        return _table_into(options, tr)
    if options.out is None:
        raise UsageError("table")
    from probis_editor.formats import tables
    from probis_editor.formats.base import save_bytes
    from probis_editor.layout.steps import rows

    document = opened(options.file, tr).document
    one = chosen_map(document, options.map) or only_map(document)
    suffix = options.out.suffix.lower()
    if suffix not in tables.SUFFIXES:
        raise FormatError("cli.table_suffix", name=options.out.name)
    found = rows(document, one.id)
    data = (
        tables.to_csv(found, tr) if suffix == ".csv" else tables.to_xlsx(found, tr, title_of(document, one))
    )
    save_bytes(data, options.out)
    return 0


def _table_into(options: argparse.Namespace, tr: Translator) -> int:
    from probis_editor.commands.maps import create_map
    from probis_editor.commands.steps import apply as steps
    from probis_editor.commands.steps.cells import from_cells
    from probis_editor.formats import tables

    document = opened(options.into, tr).document
    lines = tables.read_cells(options.file.read_bytes(), options.file.name)
    found = find_map(document, options.map) if options.map else None
    with document.transaction(label("cmd.table")) as tx:
        one = found or create_map(tx, options.map or options.file.stem)
        try:
            wanted = from_cells(lines, document.new_id)
        except ValueError as error:
            raise FormatError("steps.bad_number", cell=str(error)) from error
        empty = steps.was_empty(tx, one.id)
        steps.replace_all(tx, one.id, wanted)
        if empty:
            steps.arrange(tx, one.id)
    write_any(document, options.into, progress=progress_line(tr, "cli.writing"))
    return 0

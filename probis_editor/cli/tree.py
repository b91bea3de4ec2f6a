"""The commands `tree` and `rename-unit`: what stands in a document's tree and unit list."""

from __future__ import annotations

import argparse
import json
from typing import Any

from probis_editor.cli.common import UsageError, opened, progress_line
from probis_editor.formats.base import FormatError, write_any
from probis_editor.i18n import Translator
from probis_editor.model.changes import label
from probis_editor.model.document import Document


def tree(options: argparse.Namespace, tr: Translator) -> int:
    """`probis tree FILE [--json] [-o T.xlsx]`, or `probis tree T.xlsx|csv --into DOC.probis`: the process tree."""
    if options.into is not None:
        return _into(options, tr)
    document = opened(options.file, tr).document
    if options.out is not None:
        return _sheet(document, options, tr)
    rows = _rows(document)
    if options.json:
        print(json.dumps({"processes": rows}, ensure_ascii=False, indent=2))
        return 0
    if not rows:
        print(tr("cli.no_tree"))
    for row in rows:
        more = ", ".join(part for part in (row["group"], row["unit"], row["status"]) if part)
        print("  " * row["depth"] + f"{row['code']} {row['name']}".strip() + (f"  ({more})" if more else ""))
    return 0


def rename_unit(options: argparse.Namespace, tr: Translator) -> int:
    """`probis rename-unit FILE OLD NEW -o OUT [--dry-run]`: give a unit another name everywhere, and say where."""
    from probis_editor.commands import units
    from probis_editor.model import unit_names

    if options.out is None and not options.dry_run:
        raise UsageError("rename-unit")
    document = opened(options.file, tr).document
    unit = unit_names.by_name(document, options.old)
    if unit is None:
        raise FormatError("cli.no_unit", name=options.old)
    found = units.preview_rename(document, unit.id, options.new)
    for effect in found:
        print(f"{tr('cli.effect.' + effect.what)}: {_short(effect.before)} -> {_short(effect.after)}")
    print(tr("cli.renamed", n=len(found)))
    if options.dry_run:
        return 0
    with document.transaction(label("cmd.rename_unit", name=options.new)) as tx:
        units.rename(tx, unit.id, options.new)
    write_any(document, options.out, progress=progress_line(tr, "cli.writing"))
    return 0


def _rows(document: Document) -> list[dict[str, Any]]:
    from probis_editor.model import numbering

    codes = numbering.codes(document)
    maps: dict[str, list[str]] = {}
    for one in document.maps():
        maps.setdefault(one.process, []).append(one.name)
    found = []
    for depth, process in numbering.walk(document):
        owner = document.unit(process.owner)
        found.append(
            {
                "id": process.id,
                "depth": depth,
                "code": codes[process.id],
                "name": process.name,
                "group": process.group,
                "unit": owner.name if owner else "",
                "kind": numbering.kind_of(document, process),
                "status": process.status,
                "maps": maps.get(process.id, []),
            }
        )
    return found


def _sheet(document: Document, options: argparse.Namespace, tr: Translator) -> int:
    from probis_editor.commands import tree_rows
    from probis_editor.formats import tables
    from probis_editor.formats.base import save_bytes

    if options.out.suffix.lower() != ".xlsx":
        raise FormatError("cli.tree_suffix", name=options.out.name)
    head = [tr("cli.tree_" + name) for name in ("code", "name", "unit", "kind")]
    lines = [head, *(list(row) for row in tree_rows.rows(document))]
    save_bytes(tables.lines_to_xlsx(lines, tr("cli.tree_title"), (16, 60, 40, 20)), options.out)
    return 0


def _into(options: argparse.Namespace, tr: Translator) -> int:
    from probis_editor.commands import tree_rows
    from probis_editor.formats import tables

    document = opened(options.into, tr).document
    rows = tree_rows.from_cells(tables.sheet_lines(options.file.read_bytes(), options.file.name))
    with document.transaction(label("cmd.tree_rows", n=len(rows))) as tx:
        planted = tree_rows.plant(tx, rows)
    write_any(document, options.into, progress=progress_line(tr, "cli.writing"))
    print(tr("cli.planted", n=len(planted.processes), units=len(planted.units)))
    return 0


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 70 else line[:69] + "…"

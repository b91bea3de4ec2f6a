"""Commands on documents: info, convert, check, layout."""

from __future__ import annotations

import argparse
import json

from probis_editor.cli.common import chosen_map, opened, progress_line
from probis_editor.formats.base import FormatError, Notice, write_any
from probis_editor.i18n import Translator
from probis_editor.model.changes import label
from probis_editor.model.queries import code_of


def info(options: argparse.Namespace, tr: Translator) -> int:
    """`probis info FILE [--json]`: what is in a file."""
    from probis_editor.formats.summary import summary

    found = summary(opened(options.file, tr), tr)
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
    result = opened(options.file, tr)
    document = result.document
    chosen = chosen_map(document, options.map)
    maps = document.maps()
    if options.out.suffix.lower() == ".xpdl" and chosen is None and len(maps) > 1:
        names = ", ".join(code_of(document, m) or m.name for m in maps[:8])
        raise FormatError("cli.which_map", names=names)
    if (result.format, options.out.suffix.lower()) == ("bizagi-bpm", ".probis"):
        from probis_editor.formats import exports

        exports.remember(document, exports.imported(document))
    write_any(
        document,
        options.out,
        map_id=chosen.id if chosen else None,
        rewrite=options.rewrite,
        progress=progress_line(tr, "cli.writing"),
    )
    if options.report:
        report = {
            "input": options.file.name,
            "output": options.out.name,
            "format": result.format,
            "notices": [notice_row(n, tr) for n in result.notices],
        }
        options.report.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0


def notice_row(notice: Notice, tr: Translator) -> dict[str, str]:
    """A line of an import report as JSON has it."""
    text = tr(notice.key, **dict(notice.args))
    row = {"map": notice.map, "element": notice.element, "level": notice.level}
    return {**row, "key": notice.key, "text": text}


def check(options: argparse.Namespace, tr: Translator) -> int:
    """`probis check FILE [--json]`: findings; exit 1 where there are any."""
    from probis_editor import checks

    document = opened(options.file, tr).document
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

    result = opened(options.file, tr)
    document = result.document
    arrange = arranging.rerouted if options.routes_only else arranging.arranged
    progress = progress_line(tr, "cli.arranging")
    records = document.maps()
    for done, one in enumerate(records, start=1):
        with document.transaction(label("cmd.layout")) as tx:
            for record in arrange(document, one.id):
                tx.put(record)
        if progress:
            progress(done, len(records))
    write_any(document, options.out, progress=progress_line(tr, "cli.writing"))
    return 0

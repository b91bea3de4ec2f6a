"""The command `diff`: what differs between two files, in words, as JSON, as pictures."""

from __future__ import annotations

import argparse
import json
import sys

from probis_editor.cli.common import opened
from probis_editor.formats.base import FormatError
from probis_editor.i18n import Translator
from probis_editor.model.compare import Difference, MapDifference
from probis_editor.model.document import Document
from probis_editor.model.queries import find_map

PICTURES = (".svg", ".pdf")


def diff(options: argparse.Namespace, tr: Translator) -> int:
    """`probis diff A B [--json] [-o OUT.svg|pdf [--map M]]`: exit 0 the same, 1 differences."""
    from probis_editor.formats.comparing import compare_files
    from probis_editor.model.difference_words import Words

    if options.out and options.out.suffix.lower() not in PICTURES:
        raise FormatError("diff.picture_suffix", name=options.out.name)
    results = [opened(path, tr) for path in (options.file, options.other)]
    before, after = (result.document for result in results)
    found = compare_files(*results)
    if options.map:
        wanted = [m.id for document in (before, after) if (m := find_map(document, options.map))]
        if not wanted:
            raise FormatError("cli.no_map", wanted=options.map, names=_names(after))
        maps = tuple(d for d in found.maps if {r.id for r in (d.before, d.after) if r} & set(wanted))
        found = Difference(maps, ())
    words = Words(before, after, tr)
    if options.json:
        print(json.dumps(words.json(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(words.lines(found)) if found else tr("diff.same"))
    if options.out and found:
        _draw(options, before, after, found.maps, tr)
    return 1 if found else 0


def _names(document: Document) -> str:
    return ", ".join(m.name for m in document.maps()[:8])


def _draw(
    options: argparse.Namespace,
    before: Document,
    after: Document,
    maps: tuple[MapDifference, ...],
    tr: Translator,
) -> None:
    from probis_editor.formats.base import save_bytes
    from probis_editor.render import differences, pdf, svg

    if not maps:
        print(tr("diff.no_picture" if options.map else "diff.only_wide"), file=sys.stderr)
        return
    if options.out.suffix.lower() == ".svg":
        if len(maps) > 1:
            print(tr("diff.which_map", name=maps[0].map.name), file=sys.stderr)
        plane = next(iter(differences.planes(maps[0])), "")
        picture = differences.map_differences(before, after, maps[0], tr, plane)
        page = svg.page(picture.group, picture.bounds, 12.0, background="#FFFFFF", title=maps[0].map.name)
        save_bytes(page.encode("utf-8"), options.out)
        return
    groups = [
        differences.map_differences(before, after, one, tr, plane).group
        for one in maps
        for plane in differences.planes(one)
    ]
    save_bytes(pdf.page_pdf(groups, 12.0), options.out)

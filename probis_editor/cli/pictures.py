"""Commands that make something to look at: the window, pictures, the book."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from probis_editor.cli.common import chosen_map, opened, progress_line
from probis_editor.cli.profile import with_profile
from probis_editor.formats.base import FormatError, save_bytes
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.queries import title_of

if TYPE_CHECKING:
    from probis_editor.booklet.book import Content

MOST_FINDINGS = 12
"""Findings of a book that are printed one by one."""

PICTURES = ("svg", "png", "pdf")


def window(options: argparse.Namespace, tr: Translator) -> int:
    """`probis [FILE]`: the window, the only command that needs Qt."""
    if options.file is not None and not options.file.exists():
        raise FormatError("import.no_file", name=str(options.file))
    try:
        from probis_editor.ui import app
    except ImportError as error:
        raise FormatError("cli.no_qt", reason=str(error)) from error
    return app.run(options.file, options.lang)


def image(options: argparse.Namespace, tr: Translator) -> int:
    """`probis image FILE (-o OUT.svg|png|pdf [--map M] | --all DIR)`."""
    from probis_editor.formats.outputs import file_names

    document = opened(options.file, tr).document
    maps = document.maps()
    if not maps:
        raise FormatError("cli.empty", name=options.file.name)
    progress = progress_line(tr, "cli.drawing")
    if options.all:
        options.all.mkdir(parents=True, exist_ok=True)
        names = file_names(document, maps)
        made = _pictures(document, [one.id for one in maps], options.format, options.scale)
        for done, (data, name) in enumerate(zip(made, names, strict=True), start=1):
            save_bytes(data, options.all / f"{name}.{options.format}", durable=False)
            if progress:
                progress(done, len(maps))
        return 0
    form = options.out.suffix.lower().lstrip(".")
    if form not in PICTURES:
        raise FormatError("cli.picture_suffix", name=options.out.name)
    chosen = chosen_map(document, options.map)
    wanted = [chosen] if chosen else maps if form == "pdf" else maps[:1]
    if not chosen and len(maps) > 1 and form != "pdf":
        print(tr("cli.first_map", n=len(maps), name=title_of(document, maps[0])), file=sys.stderr)
    save_bytes(_picture(document, [m.id for m in wanted], form, options.scale), options.out)
    return 0


def _pictures(document: Document, map_ids: list[str], form: str, scale: float) -> Iterator[bytes]:
    """The pictures of the maps, one after the other."""
    if form != "png":
        yield from (_picture(document, [map_id], form, scale) for map_id in map_ids)
        return
    from probis_editor.render import image as pictures

    try:
        yield from pictures.pngs(document, map_ids, scale)
    except ValueError as error:
        raise FormatError("cli.too_large_picture") from error


def _picture(document: Document, map_ids: list[str], form: str, scale: float) -> bytes:
    from probis_editor.render import image as pictures

    if form == "pdf":
        return pictures.pdf(document, map_ids)
    if form == "png":
        try:
            return pictures.png(document, map_ids[0], scale)
        except ValueError as error:
            raise FormatError("cli.too_large_picture") from error
    return pictures.svg(document, map_ids[0]).encode("utf-8")


def booklet(options: argparse.Namespace, tr: Translator) -> int:
    """`probis booklet FILE -o OUT.pdf|docx [--profile NAME|FILE] [--unit NAME]`: the book, or the annex of one unit.

    What the office should mend goes to standard error.
    """
    if options.out.suffix.lower() not in (".pdf", ".docx"):
        raise FormatError("cli.book_suffix", name=options.out.name)
    document = opened(options.file, tr).document
    from probis_editor.booklet import book

    if not document.maps():
        raise FormatError("cli.empty", name=options.file.name)
    if options.profile:
        document = with_profile(document, options.profile)
    report, data = book.make(
        document,
        options.out.suffix,
        content=_content(document, options.unit),
        progress=progress_line(tr, "cli.typesetting"),
        language=document.settings.language,
        name=options.file.stem,
    )
    save_bytes(data, options.out)
    print(tr("cli.book_done", name=str(options.out)))
    for finding in report.findings[:MOST_FINDINGS]:
        print("- " + tr(finding.label.key, **dict(finding.label.args)), file=sys.stderr)
    if len(report.findings) > MOST_FINDINGS:
        print(tr("cli.more_findings", n=len(report.findings) - MOST_FINDINGS), file=sys.stderr)
    return 0


def _content(document: Document, wanted: str | None) -> Content:
    """What is to be made: the book, or the annex of the unit of that name. Raises FormatError where it has none."""
    from probis_editor.booklet import annex, book
    from probis_editor.model import unit_names

    if not wanted:
        return book.assemble
    unit = unit_names.by_name(document, wanted)
    if unit is None:
        names = ", ".join(one.name for one in annex.offered(document)) or "–"
        raise FormatError("cli.no_annex_unit", wanted=wanted, names=names)
    if not annex.maps_of(document, unit.id):
        raise FormatError("cli.no_annex_maps", name=unit.name)
    return annex.content(unit)

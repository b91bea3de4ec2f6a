"""Maps as files to hand out: pictures, PDF, tables of steps, and the formats of other programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from probis_editor.formats.base import FormatError, Progress, format_for, save_bytes, to_bytes
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.elements import Map
from probis_editor.model.queries import code_of, title_of

FORMS = ("pdf", "png", "svg", "bpm", "bpmn", "xpdl", "xlsx", "csv")
TOGETHER = ("pdf", "bpm", "bpmn")
"""The forms that hold any number of maps in one file."""

RESOLUTIONS = (96, 150, 300, 600)


class Order(msgspec.Struct, frozen=True):
    """What is wanted: a form, the maps in their order, for a picture its dots per inch.

    `plane` is the inner canvas that a picture of one map shows, "" for its surface.
    """

    form: str
    maps: tuple[str, ...]
    dpi: int = 150
    plane: str = ""

    @property
    def one_file(self) -> bool:
        return self.form in TOGETHER or len(self.maps) == 1


def paths(document: Document, order: Order, place: Path) -> list[Path]:
    """The files that come about: `place` itself, or one for each map in the folder `place`."""
    if order.one_file:
        return [place]
    names = file_names(document, [document.map(i) for i in order.maps])
    return [place / f"{name}.{order.form}" for name in names]


def write(
    document: Document, order: Order, place: Path, tr: Translator, progress: Progress | None = None
) -> list[Path]:
    """Write the files and return them; a file appears whole or not at all.

    Raises FormatError for what cannot be drawn or held, OSError where a file cannot be written. Those before it
    are there then.
    """
    found = paths(document, order, place)
    groups = [order.maps] if order.one_file else [(one,) for one in order.maps]
    for done, (path, maps) in enumerate(zip(found, groups, strict=True)):
        if progress and not order.one_file:
            progress(done, len(found))
        save_bytes(_data(document, order, maps, tr, progress if order.one_file else None), path)
    if progress and not order.one_file:
        progress(len(found), len(found))
    return found


def _data(
    document: Document, order: Order, maps: Sequence[str], tr: Translator, progress: Progress | None
) -> bytes:
    if order.form in ("pdf", "png", "svg"):
        return _picture(document, order, maps)
    if order.form in ("xlsx", "csv"):
        return _table(document, order.form, maps[0], tr)
    chosen = document if len(maps) == len(document.maps()) else only(document, maps)
    one = maps[0] if order.form == "xpdl" else None
    return to_bytes(chosen, format_for(Path("x." + order.form)), map_id=one, progress=progress)


def _picture(document: Document, order: Order, maps: Sequence[str]) -> bytes:
    from probis_editor.render import image

    if order.form == "pdf":
        return image.pdf(document, maps)
    if order.form == "svg":
        return image.svg(document, maps[0], order.plane).encode("utf-8")
    try:
        return image.png(document, maps[0], order.dpi / 96.0, order.plane)
    except ValueError as error:
        raise FormatError("export.too_large", dpi=order.dpi) from error


def _table(document: Document, form: str, map_id: str, tr: Translator) -> bytes:
    from probis_editor.formats import tables
    from probis_editor.layout.steps import rows

    found = rows(document, map_id)
    if form == "csv":
        return tables.to_csv(found, tr)
    return tables.to_xlsx(found, tr, title_of(document, document.map(map_id)))


def only(document: Document, maps: Sequence[str]) -> Document:
    """A copy of the document without its other maps; what was untouched is so in the copy."""
    wanted = set(maps)
    gone = {m.id for m in document.maps()} - wanted
    result = Document(r for r in document.records() if r.key[0] not in gone)
    for map_id in maps:
        if document.untouched(map_id):
            result.remember(map_id)
    return result


def file_names(document: Document, maps: Iterable[Map]) -> list[str]:
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

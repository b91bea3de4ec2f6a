"""Commands that make single sheets."""

from __future__ import annotations

import argparse

from probis_editor.cli.common import chosen_map, opened
from probis_editor.formats.base import FormatError, save_bytes
from probis_editor.i18n import Translator
from probis_editor.model.queries import title_of

SOP_SUFFIXES = (".pdf", ".xlsx")


def sop(options: argparse.Namespace, tr: Translator) -> int:
    """`probis sop FILE [--map M] -o OUT.pdf|xlsx`: the SOP of a map; as PDF without a map, those of all."""
    suffix = options.out.suffix.lower()
    if suffix not in SOP_SUFFIXES:
        raise FormatError("cli.sop_suffix", name=options.out.name)
    document = opened(options.file, tr).document
    from probis_editor.booklet.sop import make

    offered = make.offered(document)
    chosen = chosen_map(document, options.map)
    wanted = [chosen] if chosen else offered
    if not wanted:
        raise FormatError("cli.empty", name=options.file.name)
    if suffix == ".xlsx" and len(wanted) > 1:
        raise FormatError("cli.sop_one_map", n=len(wanted))
    speaks = Translator(document.settings.language)
    try:
        if suffix == ".pdf":
            data = make.pdf(document, wanted, speaks)
        else:
            from probis_editor.booklet.sop.excel import xlsx

            data = xlsx(document, wanted[0], speaks)
    except make.NoStepsError as error:
        raise FormatError("sop.no_steps", name=title_of(document, wanted[0])) from error
    save_bytes(data, options.out)
    print(tr("cli.sop_done", name=str(options.out), n=len(wanted)))
    return 0


def poster(options: argparse.Namespace, tr: Translator) -> int:
    """`probis poster FILE [--map M] [--paper a3|a2|a1|a0] -o OUT.pdf`: one map on a large sheet."""
    if options.out.suffix.lower() != ".pdf":
        raise FormatError("cli.poster_suffix", name=options.out.name)
    document = opened(options.file, tr).document
    from probis_editor.booklet import poster as making

    record = chosen_map(document, options.map) or next(iter(document.maps()), None)
    if record is None:
        raise FormatError("cli.empty", name=options.file.name)
    data = making.poster(document, record, options.paper, Translator(document.settings.language))
    save_bytes(data, options.out)
    print(tr("cli.poster_done", name=str(options.out), title=title_of(document, record)))
    return 0

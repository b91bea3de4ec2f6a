"""Surat Keputusan: head, considerations, dikta, signature, copies; set in the serif face on a paper of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Clause, Heading, Item, PageBreak, Para, plain
from probis_editor.booklet.chapters.signature import signer
from probis_editor.booklet.context import Context
from probis_editor.booklet.order import DECREE_END
from probis_editor.booklet.rich import item_label
from probis_editor.booklet.words import ordinal
from probis_editor.model import laws
from probis_editor.model.affairs import Law
from probis_editor.model.office import Decree

ANNEX = "annex"
"""The anchor of the annex of chosen maps."""

_POINT = re.compile(r"\s*(\d{1,2}[.)]|-)\s+(.+)")


def blocks(context: Context) -> Iterator[BookBlock]:
    """Nothing where the book has no decree."""
    decree = context.document.book.decree
    if decree is None:
        return
    yield PageBreak(paper=decree.paper, family="serif")
    title = context.text("decree.title_of", title=_office_of_head(context))
    yield Heading(
        text=title,
        level=0,
        anchor="decree",
        head=context.text("decree.title"),
        listed=decree.listed,
        shown=False,
    )
    yield from _head(context, decree, title)
    weigh = decree.weigh or tuple(context.text(f"decree.weigh_{at}") for at in "abc")
    for at, text in enumerate(weigh):
        lead = context.text("decree.weigh") if at == 0 else ""
        yield Clause(lead=lead, number=item_label("a.", at + 1), text=text)
    bases = laws.ordered(context.document.of_type(Law))
    for at, law in enumerate(bases):
        lead = context.text("decree.recall") if at == 0 else ""
        text = plain(laws.cited(law)) + (";" if at + 1 < len(bases) else ".")
        yield Clause(lead=lead, number=f"{at + 1}.", text=text)
    if not bases:
        context.find("no_laws")
    yield Para(text=f"<b>{context.text('decree.decides')}</b>", style="center", keep=True)
    about = plain(decree.about or context.names.title)
    yield Clause(lead=context.text("decree.sets"), text=context.text("decree.sets_1") + f" {about}.")
    decides = decree.decides or tuple(context.text(f"decree.decides_{at}") for at in range(1, 4))
    for at, text in enumerate(decides):
        yield from _diktum(ordinal(at + 1, context.tr), text)
    yield signer(
        context,
        before=(context.text("decree.at", place=decree.place or context.document.book.place),)
        + ((context.text("decree.on", date=decree.date),) if decree.date else ()),
    )
    if decree.copies:
        yield Para(text=context.text("decree.copies"), style="small", keep=True)
        for at, name in enumerate(decree.copies, 1):
            yield Item(text=plain(name), label=f"{at}.")
    if any(record.id in context.document.book.annex for record in context.document.maps()):
        # `order.arranged` puts the maps between the head and the signature.
        title = context.tr("booklet.annex")
        yield Heading(
            text=plain(title.upper()), level=0, anchor=ANNEX, head=title, listed=decree.listed, shown=False
        )
        yield from annex_head(context, decree)
        yield signer(context)
    elif decree.annexed:
        yield PageBreak()
        yield from annex_head(context, decree)
        yield Para(text=context.text("decree.annex_1"))
        yield signer(context)
    yield DECREE_END


def annex_head(context: Context, decree: Decree) -> Iterator[BookBlock]:
    """The head of the annex: which decree it belongs to."""
    number = decree.number or "…"
    lines = (
        context.text("decree.annex"),
        context.text("decree.title_of", title=_office_of_head(context)),
        context.text("decree.number", number=number),
        context.text("decree.about") + " " + plain(decree.about or context.names.title),
    )
    yield Para(
        text="<br/>".join(line.upper() if at < 2 else line for at, line in enumerate(lines)), style="small"
    )
    yield Para(text=f"<b>{plain(context.names.title.upper())}</b>", style="center")


def _office_of_head(context: Context) -> str:
    head = context.document.office.head.title or context.names.office
    return " ".join(head.split()).upper()


def _head(context: Context, decree: Decree, title: str) -> Iterator[BookBlock]:
    office = context.document.office
    yield Para(
        text="<br/>".join(
            f"<b>{plain(line.upper())}</b>"
            for line in (context.names.government, context.names.office)
            if line
        ),
        style="center",
        keep=True,
    )
    reach = "  ".join(part for part in (office.address, office.phone, office.email) if part)
    if reach:
        yield Para(text=plain(reach), style="letterhead", keep=True)
    yield Para(text=f"<b>{title}</b>", style="center", keep=True)
    yield Para(text=context.text("decree.number", number=decree.number or "…"), style="center", keep=True)
    about = plain((decree.about or context.names.title).upper())
    yield Para(text=f"{context.text('decree.about').upper()}<br/>{about}", style="center", keep=True)
    yield Para(text=plain(_office_of_head(context)) + ",", style="center", keep=True)


def _diktum(lead: str, text: str) -> Iterator[BookBlock]:
    """A diktum; its lines that begin with a number or a dash are the points of a list inside it."""
    lines = [line for line in text.splitlines() if line.strip()] or [""]
    yield Clause(lead=lead, text=lines[0].strip())
    for line in lines[1:]:
        point = _POINT.match(line)
        if point:
            yield Clause(lead="", number=point[1].replace("-", "–"), text=point[2])
        else:
            yield Clause(lead="", text=line.strip())

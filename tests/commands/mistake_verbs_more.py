"""More verbs for the search of mistakes: tables of steps, merges, replacements, pastes, references, drawing."""

from __future__ import annotations

from collections.abc import Callable

from commands.mistake_verbs import NAMES, Edit
from msgspec.structs import replace

from probis_editor.commands import (
    append,
    behind,
    clipboard,
    codes,
    decree,
    derived,
    drafts,
    examples,
    flows,
    lanes,
    maps,
    merge,
    office,
    pools,
    serving,
    shapes,
    sipoc,
    sop,
    texts,
    tree,
    turning,
    unit_rows,
    wording,
)
from probis_editor.commands import replace as replacing
from probis_editor.commands.steps import apply as steps
from probis_editor.geometry import Point, Rect
from probis_editor.layout.steps import Next, Row, rows
from probis_editor.model import counts, duties, queries
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import StepRow
from probis_editor.model.office import Block, Narrative
from probis_editor.model.search import Query

WORDS = ("Surat", "Seksi", "Umum", "Camat", "sub proses", "P1", "Pelayanan")


def _drawn(e: Edit, tx: Transaction) -> str:
    """A map on which work flows, made where there is none."""
    found = [m.id for m in tx.document.maps() if tx.document.generated(m.id) is None]
    return e.pick(found, e.a) if found else maps.create_map(tx, e.text, "cross_functional").id


def _table(e: Edit, tx: Transaction) -> None:
    """Rows typed into the table of steps, one of them of somebody who may be in no list."""
    m = _drawn(e, tx)
    made = [tx.document.new_id() for _ in range(2)]
    fresh = [
        Row(id=made[0], text="Menerima berkas", actor=NAMES[e.b % len(NAMES)], next=(Next(made[1]),)),
        Row(id=made[1], text="Memproses", actor=e.text, inputs="KTP; KK", outputs="Surat"),
    ]
    present = rows(tx.document, m)
    wanted = [*present, *fresh] if e.b % 3 else fresh
    (steps.replace_all if not e.b % 3 else steps.apply)(tx, m, wanted)


def _back(e: Edit, tx: Transaction) -> None:
    """A file went to Bizagi, was edited there and comes back: lanes have other names, a map is new."""
    base = Document(tx.document.records())
    edited = Document(tx.document.records())
    edited.new_id = tx.document.new_id
    with edited.transaction(label("cmd.test")) as other:
        for one in edited.maps()[: 1 + e.a % 2]:
            for node in edited.nodes(one.id):
                if node.kind == "lane" and e.b % 2:
                    other.put(replace(node, name=e.text))
                elif node.kind.startswith("box.") and e.b % 3:
                    other.put(replace(node, name=NAMES[e.b % len(NAMES)]))
            if e.c % 2:
                other.put(replace(one, name=f"P{e.a % 5}.1 {e.text}"))
        if e.c % 3 == 0:
            m = maps.create_map(other, f"P1.1 {e.text}", kind="free").id
            pool = lanes.add_pool(other, m, Rect(0, 0, 600, 120), "Kantor").id
            lanes.add_lane(other, m, pool, name=e.text)
    plan = merge.merge(tx.document, base, edited)
    merge.take(tx, plan)


def _replace(e: Edit, tx: Transaction) -> None:
    replacing.replace(tx, Query(WORDS[e.a % len(WORDS)]), (e.text, "Surat Keluar", "Seksi Lain")[e.b % 3])


def _paste(e: Edit, tx: Transaction) -> None:
    source, target = e.map(tx, e.a), e.map(tx, e.b)
    ids = [n.id for n in tx.document.nodes(source) if not n.hidden]
    clip = clipboard.copy(tx.document, source, ids[: 1 + e.c % 6])
    if clip is not None:
        clipboard.paste(tx, target, clip, None)


def _duties(e: Edit, tx: Transaction) -> None:
    unit = e.unit(tx, e.a)
    items = (f"menata {e.text};", "melaksanakan urusan lain.")
    blocks = tuple(
        Block(kind="item", number="a.", text=line.replace("&", "dan").replace("<", "")) for line in items
    )
    if unit != "gone":
        wording.write(tx, duties.slot(unit, "tugas"), blocks)
    places = [one.place for one in duties.single(tx.document)]
    serving.serve(tx, e.process(tx, e.b), places[e.c % 2 :: 1 + e.c % 3])


def _counts(e: Edit, tx: Transaction) -> None:
    """Whatever counts are typed become live; words follow digits; receivers are counted."""
    document = tx.document
    for text in document.of_type(Narrative):
        for block in text.blocks:
            for one in list(counts.typed(document, block.text, text.slot)):
                wording.count_live(tx, text.slot, one.said)
        wording.spell(tx, text.slot, str(e.a), "dua")
    tree.set_book(tx, distribution=("2 kelurahan",))
    wording.recount(tx, "2 kelurahan", "2 kelurahan")


def _shown(e: Edit, tx: Transaction) -> None:
    if e.a % 2:
        sipoc.show_on_all(tx, bool(e.c % 2))
    else:
        sipoc.show(tx, e.map(tx, e.b), bool(e.c % 2))


def _draw(e: Edit, tx: Transaction) -> None:
    m = _drawn(e, tx)
    node = e.node(tx, m, "task", "event.start", "event.end")
    if node == "gone":
        node = shapes.create(tx, m, "task", Point(200 + e.b, 60 + e.c), name=e.text).id
    made = append.append(tx, m, node, "task")
    shapes.rename(tx, m, made.id, e.text)
    if e.c % 2:
        texts.retitle(tx, m, node, e.text)


def _lanes(e: Edit, tx: Transaction) -> None:
    m = e.map(tx, e.a)
    lane = e.node(tx, m, "lane")
    if e.c % 4 == 0:
        lanes.delete_lane(tx, m, lane, contents=bool(e.b % 2))
    elif e.c % 4 == 1:
        lanes.move_lane(tx, m, lane, 1 - 2 * (e.b % 2))
    elif e.c % 4 == 2:
        pools.dissolve_pool(tx, m, e.node(tx, m, "pool"))
    else:
        texts.retitle(tx, m, lane, e.text)


def _opened(e: Edit, tx: Transaction) -> None:
    m = _drawn(e, tx)
    node = e.node(tx, m, "task", "call")
    if node == "gone":
        node = shapes.create(tx, m, "task", Point(200 + e.b, 60 + e.c), name=e.text).id
    if e.c % 2:
        behind.make_map(tx, m, node, e.text)
    else:
        behind.link_map(tx, m, node, e.map(tx, e.b))


def _tie(e: Edit, tx: Transaction) -> None:
    m, unit = e.map(tx, e.a), tx.document.unit(e.unit(tx, e.c))
    if unit is not None:
        unit_rows.tie(tx, tx.document, m, e.node(tx, m, "lane"), unit)


def _derive(e: Edit, tx: Transaction) -> None:
    m = e.map(tx, e.a)
    if e.b % 5 == 0:
        derived.fill_level0(tx, m, "", ("figure", "table")[e.c % 2])
    elif e.b % 5 == 1:
        derived.forms(tx, m, ("figure", "table")[e.c % 2])
    elif e.b % 5 == 2:
        derived.arrange_anew(tx, m)
    elif e.b % 5 == 3:
        derived.refresh(tx, m)
    else:
        examples.adopt(tx, ("level0", "relation", "cross_functional")[e.c % 3], "id")


def _facts(e: Edit, tx: Transaction) -> None:
    law = office.add_law(tx, f"Peraturan Pemerintah Nomor {1 + e.c} Tahun {2000 + e.b} tentang {e.text}")
    office.set_term(tx, e.text, "Kepanjangan")
    office.add_goal(tx, e.text, ("IKM",), (e.process(tx, e.b),))
    office.set_head(tx, name=e.text, nip=("", "19800101 200801 1 001", "12")[e.c % 3])
    if e.c % 2:
        office.remove_law(tx, law.id)
    decree.set_decree(tx, number=e.text) if e.a % 2 else decree.drop_decree(tx)
    sop.say(tx, e.process(tx, e.b), title=e.text)


def _told(e: Edit, tx: Transaction) -> None:
    for text in tx.document.of_type(Narrative)[e.a % 3 :: 3]:
        drafts.accept(tx, text.slot)
    m = e.map(tx, e.b)
    node = e.node(tx, m, "task")
    if node != "gone":
        tx.put(StepRow(map=m, element=node, inputs=e.text, outputs="2 (dua) berkas"))
    turning.set_symbols(tx, ("bpmn", "flowchart")[e.c % 2])


def _flow(e: Edit, tx: Transaction) -> None:
    m = _drawn(e, tx)
    shapes.create(tx, m, "task", Point(120 + 9 * e.a, 60 + 3 * e.c), name=e.text)
    steps_there = [n.id for n in tx.document.nodes(m) if n.kind == "task"]
    flows.connect(tx, m, e.pick(steps_there, e.b), e.pick(steps_there, e.c))
    pool = queries.pools(tx.document, m)
    if pool:
        lanes.resize_pool(tx, m, pool[0].id, pool[0].bounds.grown(10))


def _determine(e: Edit, tx: Transaction) -> None:
    ids = [e.process(tx, e.a), e.process(tx, e.b)]
    (codes.determine if e.c % 2 else codes.reopen)(tx, ids)


MORE: dict[str, Callable[[Edit, Transaction], object]] = {
    "table of steps": _table,
    "back from Bizagi": _back,
    "search and replace": _replace,
    "paste": _paste,
    "duties": _duties,
    "counts": _counts,
    "sipoc on maps": _shown,
    "draw": _draw,
    "lanes": _lanes,
    "map behind": _opened,
    "tie lane": _tie,
    "derive": _derive,
    "facts": _facts,
    "told": _told,
    "flows": _flow,
    "determine some": _determine,
}

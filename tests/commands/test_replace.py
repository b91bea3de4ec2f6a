"""Find and replace over all texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from small_maps import EDIT, counting, small
from verbs import trio

from probis_editor.commands import maps, shapes, tree
from probis_editor.commands.replace import replace
from probis_editor.model import search
from probis_editor.model.elements import StepRow
from probis_editor.model.office import Block, Narrative, Unit
from probis_editor.model.search import Query


def test_finds_names_over_line_breaks_and_in_every_kind_of_record() -> None:
    s = small()
    with s.document.transaction(EDIT) as tx:
        shapes.rename(tx, s.map, s.send, "Mengirim\nsurat dinas")
        tx.put(StepRow(map=s.map, element=s.send, outputs="Surat dinas terkirim"))
        tx.put(Unit(id="u", name="Tata Surat Dinas", aliases=("surat dinas",)))
        tx.put(Narrative(slot="chapter:x", blocks=(Block(text="Tiap <b>surat dinas</b> dicatat."),)))
        process = tree.create_process(tx, "Surat dinas")
        maps.create_map(tx, "Peta surat dinas", process=process.id)
    found = search.find(s.document, Query("surat dinas"))
    assert {type(s.document.get(f.key)).__name__ for f in found} == {
        "Node", "StepRow", "Unit", "Narrative", "Process", "Map",
    }  # fmt: skip
    assert all(" ".join(f.text[f.start : f.end].split()).casefold() == "surat dinas" for f in found)
    assert len(search.find(s.document, Query("Surat dinas", case=True))) == 2
    assert search.find(s.document, Query("  ")) == []
    assert [f.text for f in search.find(s.document, Query("dina", words=True))] == []


def test_replace_all_is_one_change() -> None:
    s = small()
    count = len(search.find(s.document, Query("surat")))
    assert count > 1
    assert trio(s.document, lambda tx: replace(tx, Query("surat"), "naskah")) == count
    assert search.find(s.document, Query("surat")) == []
    assert len(search.find(s.document, Query("naskah"))) == count


def test_replace_only_some() -> None:
    s = small()
    found = search.find(s.document, Query("surat"))
    assert trio(s.document, lambda tx: replace(tx, Query("surat"), "naskah", found[1:2])) == 1
    assert len(search.find(s.document, Query("surat"))) == len(found) - 1
    gone = trio(s.document, lambda tx: replace(tx, Query("surat"), "naskah", found[1:2]), changes=False)
    assert gone == 0


def test_tags_are_neither_found_nor_changed() -> None:
    document = counting()
    with document.transaction(EDIT) as tx:
        text = 'Kepala <b class="b">B & b</b> dan b'.replace("& ", "&amp; ")
        tx.put(Narrative(slot="chapter:x", blocks=(Block(text=text),)))
    trio(document, lambda tx: replace(tx, Query("b", words=True), "<c> & d"))
    changed = document.narrative("chapter:x").blocks[0].text
    new = "&lt;c&gt; &amp; d"
    assert changed == f'Kepala <b class="b">{new} &amp; {new}</b> dan {new}'
    assert len(search.find(document, Query("c> & D"))) == 3


@given(
    st.text("ab \n.*\\", max_size=12), st.text("ab.\\*", min_size=1, max_size=3), st.text("xy\\1", max_size=3)
)
def test_agrees_with_plain_replacing(name: str, wanted: str, new: str) -> None:
    s = small()
    with s.document.transaction(EDIT) as tx:
        shapes.rename(tx, s.map, s.send, name)
    before = s.node(s.send).name
    count = len(search.find(s.document, Query(wanted, case=True)))
    with s.document.transaction(EDIT) as tx:
        assert replace(tx, Query(wanted, case=True), new) == count
    assert s.node(s.send).name == before.replace(wanted, new)

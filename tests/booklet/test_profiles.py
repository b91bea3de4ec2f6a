"""Profiles: what each of the ready ones does to a book, and that anything else is refused or kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from book_tools import outline, page_labels, page_texts, plain_sample
from msgspec.structs import replace

from probis_editor import resources
from probis_editor.booklet import book
from probis_editor.booklet.blocks import Figure, Heading, PageBreak, Para, SignatureBlock, Table
from probis_editor.booklet.profile import (
    HOUSE,
    PROFILES,
    Profile,
    ProfileError,
    chosen,
    exported,
    filled,
    parse,
    ready,
    written,
)
from probis_editor.i18n import Translator
from probis_editor.model import queries
from probis_editor.model.document import Document
from probis_editor.model.office import Book, Decree


@pytest.fixture(scope="module")
def document() -> Document:
    return plain_sample()


def with_book(document: Document, **fields: object) -> Document:
    changed = replace(document.book, **fields)
    return Document([changed if isinstance(r, Book) else r for r in document.records()])


@pytest.mark.parametrize("name", PROFILES)
def test_every_ready_profile_can_be_written_and_read(name: str) -> None:
    assert ready(name) != HOUSE
    assert parse(written(ready(name))) == ready(name)
    assert parse(exported(ready(name))) == ready(name)
    assert parse(exported(HOUSE)) == HOUSE
    assert all(field in exported(HOUSE) for field in ("chapters", "caption", "binding", "edge"))


@pytest.mark.parametrize(
    "text",
    ["figures = 3", "figures = 'no'", "unknown = 1", "binding = 900", "processes = []", "x = [", "depth = 9"],
)
def test_what_is_no_profile_is_refused(text: str) -> None:
    with pytest.raises(ProfileError):
        parse(text)
    assert chosen("huruf", text) == ready("huruf")


def test_patterns_are_filled_and_strange_names_stay() -> None:
    assert filled("{gambar} {chapter}. {figure}", gambar="Gambar", chapter=6, figure=10) == "Gambar 6. 10"
    assert filled("{code}  {title.__class__} {x}", code="P1") == "P1 {title.__class__} {x}"


LABELS = {
    "bab-desimal": ("BAB I", "1.1", "1. P1", "Gambar 2.1", 41),
    "huruf": ("A.", "1.", "P1.", "Gambar 3.1.", 41),
    "bab-huruf": ("BAB I", "A.", "P1", "Gambar 1", 40),
    "peta-di-belakang": ("BAB I", "A.", "P1", "", 41),
    "bab-satu-baris": ("BAB I", "1.1", "P1", "Gambar 4. 1", 41),
}


@pytest.mark.parametrize("name", PROFILES)
def test_numbers_of_the_ready_profiles(name: str, document: Document, tr: Translator) -> None:
    blocks, _ = book.assemble(with_book(document, profile=name), tr)
    headings = [b for b in blocks if isinstance(b, Heading) and b.number]
    figures = [b for b in blocks if isinstance(b, Figure) and not b.block]
    chapter, section, process, figure, count = LABELS[name]
    assert [h.number for h in headings[:2]] == [chapter, section]
    assert next(h.number for h in headings if h.anchor.startswith("process-")) == process
    assert (figures[0].label, len(figures)) == (figure, count)
    anchors = [
        b.anchor for b in blocks if isinstance(b, Heading | Figure) or (isinstance(b, Table) and b.anchor)
    ]
    assert len(anchors) == len(set(anchors))


def test_maps_at_the_end_stand_one_a_page_with_their_heads(document: Document) -> None:
    report, data = book.make_bytes(with_book(document, profile="peta-di-belakang"))
    texts = page_texts(data)
    assert report.archival
    first = next(at for at, text in enumerate(texts) if "Jenis peta" in text)
    assert all("Jenis peta" in text for text in texts[first:])
    assert len(texts) - first >= 41
    assert set(page_labels(data)[1:]) >= {"1", "2"}
    assert not any("Gambar 3" in text for text in texts)
    assert outline(data)[-1][1] == "PETA PROSES BISNIS"


def test_level_0_as_a_table_of_groups(document: Document, tr: Translator) -> None:
    blocks, _ = book.assemble(with_book(document, profile="bab-huruf"), tr)
    table = next(b for b in blocks if isinstance(b, Table) and b.head[0] == "MANAJERIAL")
    assert table.rows[0] == ("P1 Umum dan Kepegawaian", "P4 Pelayanan Publik", "P7 Pelaksanaan Musrenbang")
    assert table.label == "Tabel 2"


def test_an_own_profile_wins_and_sets_margins_face_and_steps(document: Document) -> None:
    own = 'family = "serif"\nsteps = true\nbinding = 40\npages = "arabic"\n'
    report, data = book.make_bytes(with_book(document, profile="huruf", own_profile=own))
    texts, labels = page_texts(data), page_labels(data)
    assert report.archival
    assert any("DAFTAR TABEL" in text for text in texts)
    assert any("Langkah P1.1.1" in text and "Kelengkapan" in text for text in texts)
    assert labels == ["Sampul", *(str(n) for n in range(1, len(labels)))]


def test_some_maps_have_titles_of_their_own(document: Document, tr: Translator) -> None:
    own = Profile(
        captions=(
            ("kind:relation", "{kind} {office}"),
            ("kind:cross_functional", "Alur {code} {title}"),
            ("level:3", "({title})"),
            ("group:Utama", "{group}: {title}"),
        )
    )
    assert parse(exported(own)) == own == parse(written(own))
    blocks, _ = book.assemble(with_book(document, own_profile=written(own)), tr)
    titles = {b.map: b.title for b in blocks if isinstance(b, Figure) and not b.plane}
    for record in document.maps():
        code, title = queries.code_of(document, record), queries.title_of(document, record)
        steps = code.count(".") + 1 if record.process else 0
        group = f"Utama: {title}" if code[:2] in ("P4", "P5", "P6") else ""
        deep = f"({title})" if steps == 3 else ""
        kind = {"relation": "Peta Relasi Kecamatan Wonoasih", "cross_functional": f"Alur {code} {title}"}
        assert titles[record.id] == (group or deep or kind.get(record.kind, f"{code} {title}".strip()))
    with pytest.raises(ProfileError):
        parse('captions = [["peta", "x"]]')


def test_the_command_takes_a_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from probis_editor.cli import main

    sample, out = str(resources.sample("wonoasih.probis")), tmp_path / "b.pdf"
    own = tmp_path / "own.toml"
    own.write_text('figure = "{gambar} {figure}"\nfigures = "book"\n')
    assert main(["booklet", sample, "-o", str(out), "--profile", str(own)]) == 0
    assert any("Gambar 41" in text for text in page_texts(out.read_bytes()))
    capsys.readouterr()
    own.write_text("figures = 1")
    assert main(["booklet", sample, "-o", str(out), "--profile", str(own)]) == 2
    assert main(["booklet", sample, "-o", str(out), "--profile", "tidak-ada"]) == 2
    assert "bab-desimal" in capsys.readouterr().err


def test_chosen_maps_stand_in_an_annex(document: Document) -> None:
    maps = [m.id for m in document.maps() if m.kind == "cross_functional"][2:5]
    changed = with_book(document, annex=tuple(maps))
    blocks, _ = book.assemble(changed, Translator("id"))
    at = next(n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.anchor == "annex")
    behind = [b.map for b in blocks[at:] if isinstance(b, Figure)]
    assert behind == maps
    before = [b.map for b in blocks[:at] if isinstance(b, Figure)]
    assert not set(before) & set(maps)
    assert len(before) + len(behind) == sum(
        isinstance(b, Figure) for b in book.assemble(document, Translator("id"))[0]
    )
    _, data = book.make_bytes(changed)
    assert "LAMPIRAN" in "".join(page_texts(data)[-6:])


def test_a_book_bound_at_the_top_has_its_room_there(document: Document) -> None:
    from probis_editor.booklet.measures import MM, Paper, turned, upright

    paper = Paper("a4", 35 * MM, 15 * MM, 20 * MM, 22 * MM, "top")
    page, sideways = upright(paper), turned(paper)
    assert round((page.height - page.top) / MM) == 35
    assert round(page.left / MM) == round((page.width - page.right) / MM) == 15
    assert round(sideways.left / MM) == 35
    own = with_book(document, own_profile=written(replace(HOUSE, edge="top", binding=40.0)))
    seen, _ = book.preview(own)
    tops = [s.y for s in seen.spots if seen.leaves[s.page].sheet == "text" and s.source != "book"]
    assert min(tops) >= 40 * MM - 0.2


def test_with_a_decree_the_chosen_maps_are_its_annex_and_signed_again(document: Document) -> None:
    maps = tuple(m.id for m in document.maps() if m.kind == "cross_functional")[2:4]
    decree = replace(document.book.decree or Decree(), number="188/1/2026", annexed=True)
    changed = with_book(document, annex=maps, decree=decree)
    blocks, _ = book.assemble(changed, Translator("id"))
    at = next(n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.anchor == "annex")
    tail = blocks[at:]
    signed = next(n for n, b in enumerate(tail) if isinstance(b, SignatureBlock))
    assert [b.map for b in tail[:signed] if isinstance(b, Figure)] == list(maps)
    assert not [b for b in tail[signed:] if isinstance(b, Figure)]
    assert not [b for b in blocks[:at] if isinstance(b, Figure) and b.map in maps]
    begun = next(n for n, b in enumerate(blocks) if isinstance(b, PageBreak) and b.family == "serif")
    assert begun < at
    assert sum(isinstance(b, SignatureBlock) for b in blocks[begun:]) == 2
    head = " ".join(b.text for b in tail[:signed] if isinstance(b, Para))
    assert head.index("LAMPIRAN") < head.index("KEPUTUSAN") < head.index("188/1/2026") < head.index("TENTANG")

"""The annex of one unit: its maps and no others, with the numbers that the whole book gives them."""

from __future__ import annotations

from pathlib import Path

import pytest
from book_tools import flat, fonts_not_embedded, page_texts, qpdf_problems
from msgspec.structs import replace

from probis_editor import resources
from probis_editor.__main__ import main
from probis_editor.booklet import annex, book
from probis_editor.booklet.blocks import Figure, Heading
from probis_editor.formats.base import open_any
from probis_editor.i18n import Translator
from probis_editor.model import unit_names
from probis_editor.model.document import Document
from probis_editor.model.office import Book, Unit


@pytest.fixture(scope="module")
def document() -> Document:
    return open_any(resources.sample("wonoasih.probis")).document


def unit_of(document: Document, name: str) -> Unit:
    found = unit_names.by_name(document, name)
    assert found is not None
    return found


def figures(document: Document, content: book.Content, tr: Translator) -> dict[str, tuple[str, str]]:
    blocks, _ = content(document, tr, lambda: None, "")
    return {b.map: (b.label, b.title) for b in blocks if isinstance(b, Figure) and not b.block}


@pytest.mark.parametrize("profile", ["", "huruf", "bab-huruf", "peta-di-belakang"])
@pytest.mark.parametrize("name", ["Sub Bagian Tata Usaha", "Camat", "Lurah"])
def test_its_maps_have_the_numbers_of_the_book(
    document: Document, tr: Translator, name: str, profile: str
) -> None:
    changed = replace(document.book, profile=profile, own_profile="")
    document = Document([changed if isinstance(r, Book) else r for r in document.records()])
    whole = figures(document, book.assemble, tr)
    own = figures(document, annex.content(unit_of(document, name)), tr)
    wanted = annex.maps_of(document, unit_of(document, name).id)
    assert set(own) == wanted
    assert 1 <= len(own) < len(whole)
    assert all(own[one] == whole[one] for one in own)
    assert list(own) == [one for one in whole if one in own]


def test_a_unit_has_the_maps_of_those_below_it_and_of_groups_it_is_in(document: Document) -> None:
    def maps(name: str) -> frozenset[str]:
        return annex.maps_of(document, unit_of(document, name).id)

    assert maps("Sub Bagian Tata Usaha") >= maps("Pengurus Barang")
    assert maps("Seksi Pelayanan") >= maps("CS Kecamatan")
    group = unit_of(document, "Seksi dan Sub Bagian")
    member = unit_of(document, "Seksi Pelayanan")
    of_group = maps("Seksi dan Sub Bagian")
    assert of_group - maps("Seksi Pelayanan")
    joined = replace(group, members=(member.id,))
    changed = Document([joined if r is group else r for r in document.records()])
    assert annex.maps_of(changed, member.id) >= of_group
    assert not any(unit.kind == "party" for unit in annex.offered(document))


def test_the_annex_as_pdf(document: Document, tmp_path: Path, tr: Translator) -> None:
    out = tmp_path / "lampiran.pdf"
    name = "Sub Bagian Tata Usaha"
    assert main(["booklet", str(resources.sample("wonoasih.probis")), "--unit", name, "-o", str(out)]) == 0
    data = out.read_bytes()
    texts = page_texts(data)
    assert name.upper() in texts[0]
    assert fonts_not_embedded(data) == []
    assert qpdf_problems(out) == ""
    content = annex.content(unit_of(document, name))
    whole = flat("".join(texts))
    blocks, _ = content(document, tr, lambda: None, "")
    for block in blocks:
        if isinstance(block, Figure):
            # In the list in front and under the figure.
            assert whole.count(flat(f"{block.label}{block.title}")) == 2
        if isinstance(block, Heading) and block.level:
            assert flat(block.number + block.text) in whole
    again = book.make_bytes(document, content=content, language=document.settings.language, name="wonoasih")
    assert again[1] == data
    assert again[0].archival


def test_the_annex_for_word_and_what_cannot_be_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = str(resources.sample("wonoasih.probis"))
    assert main(["booklet", sample, "--unit", "camat", "-o", str(tmp_path / "x.docx")]) == 0
    assert (tmp_path / "x.docx").read_bytes()[:2] == b"PK"
    assert main(["booklet", sample, "--unit", "Dapur", "-o", str(tmp_path / "y.pdf")]) == 2
    assert "Seksi Pelayanan" in capsys.readouterr().err
    assert not (tmp_path / "y.pdf").exists()

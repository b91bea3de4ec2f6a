"""Electronic signatures: fields, marks, a real signature, and the structure that readers without eyes need."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from book_tools import page_texts, qpdf_problems
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from msgspec.structs import replace

from probis_editor import resources
from probis_editor.booklet import book
from probis_editor.booklet.signing import SigningError, signed
from probis_editor.cli import main
from probis_editor.formats.base import open_any
from probis_editor.model.document import Document
from probis_editor.model.office import Book


@pytest.fixture(scope="module")
def document() -> Document:
    return open_any(resources.sample("wonoasih.probis")).document


def with_book(document: Document, **fields: object) -> Document:
    changed = replace(document.book, chapters=("cover", "preface", "introduction", "closing"), **fields)
    return Document([changed if isinstance(r, Book) else r for r in document.records()])


@pytest.fixture(scope="module")
def fielded(document: Document) -> bytes:
    report, data = book.make_bytes(with_book(document, signing="field"))
    assert report.archival
    return data


@pytest.fixture(scope="module")
def key() -> bytes:
    private = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nama Camat")])
    now = dt.datetime.now(dt.UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
    built = (
        built.serial_number(7).not_valid_before(now - dt.timedelta(1)).not_valid_after(now + dt.timedelta(9))
    )
    certificate = built.add_extension(usage, True).sign(private, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(
        b"k", private, certificate, None, BestAvailableEncryption(b"uji")
    )


def test_every_signature_has_an_empty_field_in_its_place(fielded: bytes, tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    path.write_bytes(fielded)
    assert qpdf_problems(path) == ""
    with pikepdf.open(path) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(f.T) for f in fields] == ["TTE_1", "TTE_2"]
        for field in fields:
            x0, y0, x1, y1 = (float(v) for v in field.Rect)
            page = field.P.MediaBox
            assert 0 < x0 < x1 < float(page[2])
            assert 0 < y0 < y1 < float(page[3])
            assert y1 - y0 > 70
    told = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout
    assert told.count("not signed") == 2


def test_fields_are_made_the_same_each_time(document: Document, fielded: bytes) -> None:
    assert book.make_bytes(with_book(document, signing="field"))[1] == fielded


def test_a_mark_stands_once_at_each_signature_and_no_field(document: Document) -> None:
    report, data = book.make_bytes(with_book(document, signing="mark", mark="#"))
    assert sum(text.count("#") for text in page_texts(data)) == 2
    assert report.findings == ()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/AcroForm" not in pdf.Root
    report, _ = book.make_bytes(with_book(document, signing="mark", mark="a"))
    assert [f.label.key for f in report.findings] == ["booklet.finding.mark"]


def test_a_signed_book_is_valid_and_a_change_is_seen(
    fielded: bytes, key: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, secret, out = tmp_path / "b.pdf", tmp_path / "k.p12", tmp_path / "s.pdf"
    source.write_bytes(fielded)
    secret.write_bytes(key)
    monkeypatch.setenv("PROBIS_PASSWORD", "uji")
    assert main(["sign", str(source), "--key", str(secret), "-o", str(out)]) == 0
    command = ["pdfsig", str(out)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in told
    assert "Nama Camat" in told
    data = bytearray(out.read_bytes())
    at = data.index(b"/Title") if b"/Title" in data else 2000
    data[at + 1] ^= 1
    out.write_bytes(bytes(data))
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" not in told


def test_what_cannot_be_signed_is_told(fielded: bytes, key: bytes) -> None:
    for data, secret, password, field, said in (
        (fielded, b"x", "uji", "", "not_key"),
        (fielded, key, "salah", "", "no_key"),
        (fielded, key, "uji", "TTE_9", "no_field"),
        (b"%PDF-1.4 x", key, "uji", "", "no_pdf"),
    ):
        with pytest.raises(SigningError) as caught:
            signed(data, secret, password, field)
        assert caught.value.key == said


def test_the_book_is_tagged_with_words_for_every_figure(document: Document) -> None:
    report, data = book.make_bytes(document)
    assert report.archival
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        elements = list(pdf.Root.StructTreeRoot.K.K)
        roles = [str(e.S) for e in elements]
        parts = sum(text.count("(1/") for text in page_texts(data))
        assert roles.count("/Figure") >= report.figures + parts
        assert {"/H1", "/H2", "/H3", "/P", "/TOCI"} <= set(roles)
        words = [str(e.Alt) for e in elements if e.S == "/Figure"]
        assert all(len(text) > 10 for text in words)
        assert any("P1.1.1" in text and text.count(".") > 3 for text in words)

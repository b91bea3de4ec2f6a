"""Tandatangani PDF: what cannot be is said before anything is written; what can is a valid signature."""

from __future__ import annotations

import datetime as dt
import io
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from PySide6.QtTest import QTest
from ui.conftest import Driver

from probis_editor.booklet.signing import Field, fields_in, with_fields
from probis_editor.ui.bookmaking import sign_dialog
from probis_editor.ui.bookmaking.sign_dialog import SignForm


@cache
def key(days: int) -> bytes:
    """A key file of an invented head of office, valid until so many days from now."""
    private = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nama Camat")])
    end = dt.datetime.now(dt.UTC) + dt.timedelta(days)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
    built = built.serial_number(7).not_valid_before(end - dt.timedelta(30)).not_valid_after(end)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = built.add_extension(usage, True).sign(private, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(b"k", private, made, None, BestAvailableEncryption(b"uji"))


def pdf(*fields: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        made.save(out)
    places = [Field(name, 0, (100, 100 + 90 * at, 300, 170 + 90 * at)) for at, name in enumerate(fields)]
    return with_fields(out.getvalue(), places)


@pytest.fixture
def form(driver: Driver, tmp_path: Path):
    (tmp_path / "buku.pdf").write_bytes(pdf("TTE_1", "TTE_2"))
    (tmp_path / "kunci.p12").write_bytes(key(9))
    form = SignForm(driver.window, driver.session, tmp_path / "buku.pdf")
    form.show()
    yield form
    form.reject()
    form.deleteLater()


def fill(form: SignForm, key_file: Path, password: str) -> None:
    form.key.setText(str(key_file))
    form.password.clear()
    QTest.keyClicks(form.password, password)
    form.password.editingFinished.emit()


def test_a_book_is_signed_in_the_chosen_field(driver: Driver, form: SignForm, tmp_path: Path) -> None:
    assert [form.field.itemText(at) for at in range(form.field.count())] == ["TTE_1", "TTE_2"]
    assert not form.do.isEnabled()
    fill(form, tmp_path / "kunci.p12", "uji")
    assert "Nama Camat" in form.owner.text()
    assert form.do.isEnabled()
    form.field.setCurrentIndex(1)
    out = tmp_path / "tertanda.pdf"
    assert sign_dialog.sign(driver.window, tmp_path / "buku.pdf", form, out)
    assert dict(fields_in(out.read_bytes())) == {"TTE_1": False, "TTE_2": True}


@pytest.mark.parametrize(
    ("name", "data", "password", "said"),
    [
        ("kunci.p12", None, "salah", "kata sandinya salah"),
        ("foto.p12", b"\xff\xd8\xff\xe0 gambar", "uji", "bukan PKCS#12"),
        ("lama.p12", "expired", "uji", "tidak berlaku"),
        ("tiada.p12", "none", "uji", "tidak dapat dibaca"),
    ],
)
def test_a_key_that_does_not_serve_is_told(
    form: SignForm, tmp_path: Path, name: str, data: object, password: str, said: str
) -> None:
    path = tmp_path / name
    if isinstance(data, bytes):
        path.write_bytes(data)
    elif data == "expired":
        path.write_bytes(key(-2))
    fill(form, path, password)
    assert said in form.problem.text()
    assert not form.do.isEnabled()


@pytest.mark.parametrize(("data", "said"), [(pdf(), "tidak punya ruang"), (b"teks", "bukan PDF")])
def test_a_file_that_cannot_be_signed_is_told(form: SignForm, tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "lain.pdf"
    path.write_bytes(data)
    form.pdf.setText(str(path))
    form.pdf.editingFinished.emit()
    assert said in form.problem.text()
    fill(form, tmp_path / "kunci.p12", "uji")
    assert said in form.problem.text()
    assert not form.do.isEnabled()


def test_the_keyboard_is_where_something_is_missing(driver: Driver, form: SignForm) -> None:
    assert form.focusWidget() is form.key
    bare = SignForm(driver.window, driver.session, None)
    assert bare.focusWidget() is bare.pdf
    bare.deleteLater()

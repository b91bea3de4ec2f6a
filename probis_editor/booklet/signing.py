"""Electronic signatures: empty fields in a finished book, and signing one with a PKCS#12 file (PAdES)."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from probis_editor.booklet.pages import Page

_FIELD_FLAGS = 132  # printed, and not to be moved


class Field(NamedTuple):
    """A signature field: its name, the index of its page and its rectangle in points from the lower left."""

    name: str
    page: int
    rect: tuple[float, float, float, float]


class SigningError(Exception):
    """`key` is the text under `booklet.sign.` that says why it cannot be signed."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def fields_of(pages: Sequence[Page]) -> list[Field]:
    """The fields that the signature blocks of finished pages ask for."""
    from probis_editor.booklet.signatures import SignatureItem

    return [
        Field(box.field, at, (box.x0, box.y0, box.x1, box.y1))
        for at, page in enumerate(pages)
        for placed in page.items
        if isinstance(placed.item, SignatureItem)
        for box in placed.item.boxes(placed.x, placed.top, placed.width)
    ]


def with_fields(data: bytes, fields: Sequence[Field]) -> bytes:
    """The PDF with empty signature fields. Deterministic; the PDF without fields is returned as it is."""
    if not fields:
        return data
    import pikepdf
    import pikepdf.pdfa as pdfa
    from pikepdf import Array, Dictionary, Name, String

    with pikepdf.open(BytesIO(data)) as pdf:
        made = []
        for field in fields:
            page = pdf.pages[field.page]
            x0, y0, x1, y1 = (round(value, 2) for value in field.rect)
            look = pdf.make_stream(b"")
            look.Type, look.Subtype = Name.XObject, Name.Form
            look.BBox = Array([0, 0, round(x1 - x0, 2), round(y1 - y0, 2)])
            look.Resources = Dictionary()
            widget = pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Widget,
                    FT=Name.Sig,
                    T=String(field.name),
                    F=_FIELD_FLAGS,
                    Rect=Array([x0, y0, x1, y1]),
                    P=page.obj,
                    AP=Dictionary(N=look),
                )
            )
            made.append(widget)
            if "/Annots" not in page.obj:
                page.obj.Annots = Array()
            page.obj.Annots.append(widget)
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(made), SigFlags=3))
        stream = BytesIO()
        pdf.save(stream, **pdfa.resolve_save_kwargs("2b", deterministic_id=True))
    return stream.getvalue()


class Owner(NamedTuple):
    """Whose certificate a key file holds, and the last day of its validity."""

    name: str
    until: dt.date


def owner_of(key_file: bytes, password: str) -> Owner:
    """The owner of a PKCS#12 file. Raises `SigningError` with "not_key", "no_key" or "expired"; see `signed`."""
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509.oid import NameOID

    if key_file[:1] != b"\x30":
        raise SigningError("not_key")
    try:
        bundle = pkcs12.load_pkcs12(key_file, password.encode())
    except (ValueError, TypeError) as error:
        raise SigningError("no_key") from error
    if bundle.cert is None or bundle.key is None:
        raise SigningError("no_key")
    certificate = bundle.cert.certificate
    now = dt.datetime.now(dt.UTC)
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise SigningError("expired")
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Owner(str(names[0].value) if names else "", certificate.not_valid_after_utc.date())


def fields_in(data: bytes) -> list[tuple[str, bool]]:
    """(name, whether it is signed) of the signature fields of a PDF. Raises `SigningError` with "no_pdf"."""
    from pyhanko.pdf_utils.misc import PdfReadError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign import fields

    try:
        reader = PdfFileReader(BytesIO(data))
        return [(str(name), value is not None) for name, value, _ in fields.enumerate_sig_fields(reader)]
    except (PdfReadError, ValueError, KeyError, TypeError) as error:
        raise SigningError("no_pdf") from error


def signed(data: bytes, key_file: bytes, password: str, field: str = "", heading: str = "") -> bytes:
    """The PDF signed (PAdES) in a field of that name, "" = the first empty one.

    `heading` stands in the seal over the signer's name, which is that of the certificate. Raises `SigningError` with
    "not_key" (no PKCS#12 file), "no_key" (a wrong password, or nothing in it to sign with), "expired" (the certificate
    is no longer or not yet valid), "no_field" (no such field, or it is signed) or "no_pdf".
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfReadError
    from pyhanko.sign import fields, signers
    from pyhanko.stamp import StaticStampStyle

    name = owner_of(key_file, password).name
    signer = signers.SimpleSigner.load_pkcs12_data(key_file, other_certs=[], passphrase=password.encode())
    if signer is None:
        raise SigningError("no_key")
    try:
        writer = IncrementalPdfFileWriter(BytesIO(data))
        empty = {
            found: ref for found, _, ref in fields.enumerate_sig_fields(writer.prev, filled_status=False)
        }
    except (PdfReadError, ValueError) as error:
        raise SigningError("no_pdf") from error
    wanted = field or next(iter(empty), "")
    if wanted not in empty:
        raise SigningError("no_field")
    rect = [float(value) for value in empty[wanted].get_object()["/Rect"]]
    about = signers.PdfSignatureMetadata(
        field_name=wanted, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, name=name
    )
    out = BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        # pyHanko takes the seal as a file, and opens it only while it signs.
        path = Path(folder) / "seal.pdf"
        path.write_bytes(_seal(heading, name, rect[2] - rect[0], rect[3] - rect[1]))
        styles: Any = StaticStampStyle
        look = styles.from_pdf_file(str(path), border_width=0, background_opacity=1.0)
        signers.PdfSigner(about, signer, stamp_style=look).sign_pdf(writer, output=out)
    return out.getvalue()


def _seal(heading: str, name: str, width: float, height: float) -> bytes:
    """What is seen of a signature: a frame with two lines, drawn by us, as pyHanko's own lettering spaces badly."""
    from reportlab.pdfgen.canvas import Canvas

    from probis_editor.booklet.lines import draw_line, fitted
    from probis_editor.render.pdf import register_fonts

    register_fonts()
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(width, height), invariant=1)
    canvas.setLineWidth(0.6)
    canvas.rect(0.5, 0.5, width - 1, height - 1)
    draw_line(canvas, width / 2, height / 2 + 4, fitted(heading, 7.5, width - 8), 7.5, anchor="middle")
    draw_line(canvas, width / 2, height / 2 - 10, fitted(name, 9, width - 8, True), 9, True, "middle")
    canvas.save()
    return stream.getvalue()

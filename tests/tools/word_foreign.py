"""Books in Word as other programs and other hands make them, part by part, with invented offices and sentences."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def png(wide: int = 40, high: int = 30) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\x99" * wide) * high)
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def r(text: str, look: str = "") -> str:
    """A run."""
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(inside: str = "", style: str = "", form: str = "", bold: bool = False) -> str:
    """A paragraph of text, or of XML."""
    inside = inside if inside.startswith("<") else r(inside, "<w:b/>" if bold else "") if inside else ""
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{form}</w:pPr>{inside}</w:p>"


CENTER = '<w:jc w:val="center"/>'


def counted(text: str, num: int = 1, level: int = 0, bold: bool = False) -> str:
    """An item of a list."""
    form = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return p(text, "ListParagraph", form, bold)


def picture(relation: str = "rPic") -> str:
    """A run with a picture."""
    return f'<w:r><w:drawing><a:graphic><a:blip r:embed="{relation}"/></a:graphic></w:drawing></w:r>'


def field(code: str, shown: str, parts: bool = True) -> str:
    """A field with its result."""
    if not parts:
        return f'<w:fldSimple w:instr=" {code} ">{r(shown)}</w:fldSimple>'
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    asked = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return mark.format("begin") + asked + mark.format("separate") + r(shown) + mark.format("end")


def table(*rows: str) -> str:
    """A table of rows of XML."""
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cell(inside: str, form: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{form}</w:tcPr>{inside if inside.startswith('<') else p(inside)}</w:tc>"


def cells(*said: str) -> str:
    """Plain cells of a row."""
    return "".join(cell(one) for one in said)


def box(inside: str, kind: str = "rect", wrap: str = "{}") -> str:
    """A run with a text box, in the new form and in the old one."""
    form = f'<wps:spPr><a:prstGeom prst="{kind}"/></wps:spPr>'
    shape = f"<wps:wsp>{form}<w:txbxContent>{inside}</w:txbxContent></wps:wsp>"
    old = (
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>' + wrap.format(shape) +
        f"</w:drawing></mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )  # fmt: skip


def style(key: str, name: str, inside: str = "", based: str = "", default: bool = False) -> str:
    """A style of paragraphs."""
    based = f'<w:basedOn w:val="{based}"/>' if based else ""
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="paragraph"{first} w:styleId="{key}"><w:name w:val="{name}"/>{based}{inside}</w:style>'


def level(at: int, form: str, text: str, inside: str = "") -> str:
    """A level of a list."""
    kind = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{inside}'
    return f'<w:lvl w:ilvl="{at}">{kind}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*lists: str) -> str:
    """The lists 1, 2, ... by their levels."""
    shapes = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{one}</w:abstractNum>' for n, one in enumerate(lists, 1)
    )
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(lists) + 1)
    )
    return shapes + nums


LEGAL = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2.") + level(2, "decimal", "%3)")
CAPITALS = level(0, "upperLetter", "%1.")
BULLETS = level(0, "bullet", "\uf0b7")


def package(
    body: str,
    styles: str = "",
    lists: str = "",
    parts: Mapping[str, tuple[str, bytes]] | None = None,
    main: str = "word/document.xml",
    kind: str = _MAIN,
) -> bytes:
    """A file. `parts` are further ones: name -> (kind of relation, bytes); the relation's id is the name's stem."""
    folder, _, base = main.rpartition("/")
    given: dict[str, tuple[str, bytes]] = {"pic.png": ("image", png()), **(parts or {})}
    if styles:
        given["styles.xml"] = ("styles", f'<w:styles xmlns:w="{W}">{styles}</w:styles>'.encode())
    if lists:
        given["numbering.xml"] = ("numbering", f'<w:numbering xmlns:w="{W}">{lists}</w:numbering>'.encode())
    relation = '<Relationship Id="{}" Type="' + _R + '/{}" Target="{}"/>'
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    own = "".join(
        relation.format("r" + name.split(".")[0].capitalize(), one, name) for name, (one, _) in given.items()
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="x"/><Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(
            "_rels/.rels", head + relation.format("r1", "officeDocument", main) + "</Relationships>"
        )
        archive.writestr(f"{folder}/_rels/{base}.rels", head + own + "</Relationships>")
        archive.writestr(main, f"<w:document {_SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>")
        for name, (_, data) in given.items():
            archive.writestr(f"{folder}/{name}", data)
    return held.getvalue()


def part(tag: str, inside: str) -> bytes:
    """A further part of text: footnotes, a header, comments."""
    return f"<w:{tag} {_SPACES}>{inside}</w:{tag}>".encode()


_WORD_STYLES = (
    style("Normal", "Normal", default=True)
    + style("Judul1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', "Normal")
    + style("Judul2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>', "Normal")
    + style("Bab", "Bab Buku", "", "Judul1")
    + style("TOC1", "toc 1", "", "Normal")
    + style("Keterangan", "caption", "<w:rPr><w:b/></w:rPr>", "Normal")
    + style("ListParagraph", "List Paragraph", "", "Normal")
)


def tracked() -> bytes:
    """Word with tracked changes, content controls, notes, comments, fields, a drawn diagram, tables in tables."""
    deleted = '<w:del w:author="x"><w:r><w:delText>basi</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:author="x">{r("sisipan baru")}</w:ins>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('isi kendali')}</w:sdtContent></w:sdt>"
    smart = f'<w:smartTag w:element="place">{r("Kota Cerdas")}</w:smartTag>'
    link = f'<w:hyperlink r:id="rLuar">{r("laman kantor")}</w:hyperlink>'
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('DAFTAR ISI')}{p(r('PENDAHULUAN'))}{p('1.1 Latar Belakang')}</w:sdtContent></w:sdt>"
    )
    inner = table(cells("dalam kiri", "dalam kanan"))
    wide = cell("melintang", '<w:gridSpan w:val="2"/>')
    held = f"<w:sdt><w:sdtContent><w:tr>{cells('baris', 'dalam', 'kendali')}</w:tr></w:sdtContent></w:sdt>"
    diagram = box(p("Mulai"), "flowChartTerminator") + box(p("Periksa berkas"), "flowChartProcess")
    body = (
        p("PETA PROSES BISNIS", form=CENTER, bold=True)
        + p("KECAMATAN RANDU", form=CENTER, bold=True)
        + p(box(p("KABUPATEN CONTOH")))
        + contents
        + p("BAB I PENDAHULUAN", "Bab")
        + p("1.1 Latar Belakang", "Judul2")
        + p(r("Naskah ini memuat ") + deleted + inserted + r(" dan ") + control + r(" di ") + smart + note + r("."))
        + f"<w:sdt><w:sdtContent>{p('Paragraf dalam kendali.')}</w:sdtContent></w:sdt>"
        + p(link + r(" memuat jadwal") + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:t>loket</w:t></w:r>')
        + p(r("Baris satu") + "<w:r><w:br/></w:r>" + r("baris dua") + "<w:r><w:noBreakHyphen/></w:r>" + r("tiga"))
        + p(r("Rumus ") + "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>")
        + p(r("Tertanggal ") + field("DATE", "1 Mei 2024") + r(" di ") + field("AUTHOR", "Randu", False))
        + p(box(p("Isi kotak teks di tengah halaman.")))
        + p(diagram)
        + p(r("Menurut ") + '<w:r><w:commentReference w:id="1"/></w:r>' + r("camat."))
        + p(r("Tabel ") + field("SEQ Tabel", "1") + r(" Daftar loket"), "Keterangan")
        + table(cells("No", "Loket", "Hari") , wide + cell(p("rangkap") + inner), cells("2", "Meja", "Senin"))
        + p("Lihat Tabel 1.")
        + f"<w:tbl>{held}<w:tr>{cells('x', 'y', 'z')}</w:tr></w:tbl>"
        + p("BAB II PENUTUP", "Bab")
        + p("Selesai.")
    )  # fmt: skip
    notes = part("footnotes", f'<w:footnote w:id="2">{p("catatan dari kaki halaman")}</w:footnote>')
    parts = {
        "footnotes.xml": ("footnotes", notes),
        "header1.xml": ("header", part("hdr", p("Naskah untuk kalangan sendiri"))),
        "broken.xml": ("endnotes", b"<w:endnotes"),
    }
    return package(body, _WORD_STYLES, numbering(LEGAL), parts)


def typed() -> bytes:
    """No styles at all: bold heads, numbers typed or counted by Word, typed captions over and under pictures."""
    body = (
        p("BUKU PETA PROSES BISNIS KELURAHAN MELATI KOTA CONTOH", form=CENTER, bold=True)
        + p("BAB I", form=CENTER, bold=True)
        + p("PENDAHULUAN", form=CENTER, bold=True)
        + counted("Latar Belakang", 2, bold=True)
        + p("Susunan kantor tampak pada Gambar 1.1, kerjanya pada Gambar 2.1 dan 2.2.")
        + p(picture(), form=CENTER)
        + p("Gambar 1.1 Susunan Meja Layanan", form=CENTER)
        + p("Gambar 1.1 menunjukkan meja yang dipakai setiap hari.")
        + counted("Maksud dan Tujuan", 2, bold=True)
        + counted("menjadi acuan kerja;", 1)
        + counted("acuan pertama;", 1, 1)
        + counted("menjadi pedoman.", 1)
        + p("BAB II", form=CENTER, bold=True)
        + p("PROSES BISNIS", form=CENTER, bold=True)
        + p("P1 PELAYANAN", bold=True)
        + p("Dua subproses.")
        + p("P1.1 Surat Pengantar", bold=True)
        + p("Gambar 2.1", form=CENTER, bold=True)
        + p("Peta Surat Pengantar", form=CENTER, bold=True)
        + p(picture(), form=CENTER)
        + p("Warga membawa berkas.")
        + p("P1.2 Surat Pindah", bold=True)
        + table(cell(p(picture()) + p("Gambar 2.2 Surat Pindah", form=CENTER)))
        + p("Petugas mencatat, seperti Tabel 2.1 dan Gambar 9.9.")
        + table(cells("Langkah", "Menit"), cells("Mencatat", "5"))
        + p("Tabel 2.1 Lama langkah", form=CENTER)
        + p("BAB III", form=CENTER, bold=True)
        + p("PENUTUP", form=CENTER, bold=True)
        + p("Demikian.")
    )
    return package(body, "", numbering(LEGAL, CAPITALS, BULLETS))


def outlined() -> bytes:
    """As a browser's editor exports it: outline levels without styles, numbers in the text, linked contents."""

    def head(text: str, depth: int) -> str:
        return p(text, form=f'<w:outlineLvl w:val="{depth}"/>')

    def entry(text: str) -> str:
        return p(f'<w:hyperlink w:anchor="_h">{r(text)}</w:hyperlink>')

    body = (
        p("Peta Proses Bisnis Dinas Pertanian", "Title")
        + entry("I. Pendahuluan") + entry("A. Latar Belakang") + entry("II. Proses Bisnis")
        + head("I. Pendahuluan", 0)
        + head("A. Latar Belakang", 1)
        + p("Dinas menata kerjanya.")
        + head("B. Tata Kelola Benih", 1)
        + p("Benih disimpan di gudang.")
        + head("II. Proses Bisnis", 0)
        + head("P1 Benih", 1)
        + head("P1.1 Penyaluran Benih", 2)
        + p("Petani mengajukan permohonan.")
        + head("Tujuan", 3)
        + p("Benih tiba tepat waktu.")
        + head("III. Hal Lain", 0)
        + p("Tambahan dari lapangan.")
    )  # fmt: skip
    return package(body, style("Title", "Title") + style("Normal", "normal", default=True))


def loose() -> bytes:
    """No heading that is known: only text, a list and a table."""
    body = (
        p(
            "Pada hari Senin petugas loket membuka meja layanan pukul delapan, lalu menyalakan komputer dan "
            "memeriksa antrean warga."
        )
        + counted("menyapa warga;")
        + table(cells("Jam", "Kegiatan"), cells("8", "Buka loket"))
        + p("Setelah itu loket ditutup.")
    )
    return package(body, "", numbering(LEGAL))


def strict() -> bytes:
    """The book of tracked changes in the strict form of the standard."""
    with zipfile.ZipFile(io.BytesIO(tracked())) as source:
        entries = {name: source.read(name) for name in source.namelist()}
    held = io.BytesIO()
    pairs = (
        (W, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
        (_R, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
        (
            "http://schemas.openxmlformats.org/drawingml/2006/main",
            "http://purl.oclc.org/ooxml/drawingml/main",
        ),
    )
    with zipfile.ZipFile(held, "w") as target:
        for name, data in entries.items():
            for usual, other in pairs:
                data = data.replace(usual.encode(), other.encode())
            target.writestr(name, data)
    return held.getvalue()


FOREIGN: dict[str, Callable[[], bytes]] = {
    "tracked": tracked, "strict": strict, "typed": typed, "outlined": outlined, "loose": loose,
}  # fmt: skip

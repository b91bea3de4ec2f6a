"""The document-wide records: office, people, units, process tree, texts, the book's settings.

All have map id "" in their key, so the one history and the one transaction cover them like everything else.
"""

from __future__ import annotations

import msgspec

from probis_editor.model.elements import Key


class Person(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Who signs. `title` is the jabatan (one or two lines), `rank` pangkat/golongan, `nip` 18 digits or ""."""

    title: str = ""
    name: str = ""
    rank: str = ""
    nip: str = ""
    acting: str = ""


class Office(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="office"):
    """The office whose document this is. `logo` is PNG or JPEG bytes. One record, key ("", "office")."""

    name: str = ""
    kind: str = ""
    region: str = ""
    region_kind: str = ""
    address: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    website: str = ""
    logo: bytes = b""
    head: Person = Person()
    officials: tuple[Person, ...] = ()

    @property
    def key(self) -> Key:
        return ("", "office")


class Settings(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="settings"):
    """Document settings. `symbols` is "bpmn" or "flowchart"; `groups` the named groups of the level-0 map in order.

    `code_prefix`, `code_separator` describe the numbering scheme ("P", "."): P1, P1.1, P1.1.1. `code_end` closes every
    code ("." in "P.1.1."), `code_widths` are the digits of the numbers by level (the last one holds for deeper ones),
    `code_marks` what stands before the last number of a process whose maps are of a kind: ("cross_functional", "CFM").
    `origin` names the format the document was read from ("" = made here). `sipoc_on_maps` puts the SIPOC of its process
    under every map, `sipoc_maps` says otherwise for single ones: (map id, whether).
    """

    title: str = ""
    language: str = "id"
    symbols: str = "bpmn"
    groups: tuple[str, ...] = ("Manajerial", "Utama", "Lainnya")
    code_prefix: str = "P"
    code_separator: str = "."
    code_end: str = ""
    code_widths: tuple[int, ...] = ()
    code_marks: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    sipoc_on_maps: bool = False
    sipoc_maps: tuple[tuple[str, bool], ...] = ()

    @property
    def key(self) -> Key:
        return ("", "settings")


class Process(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="process"):
    """A node of the process tree. `order` places it among its siblings; `pinned` fixes its number (0 = by place).

    `group` (top level only) is one of Settings.groups. `owner` is a unit id. `status` is "draf" or "ditetapkan".
    `kind` is the kind of map it is to have ("" = by its place: one with sub-processes has a sub-process map).
    `code` and `number` are its code and its number among its siblings as they were determined ("" and 0 = not yet);
    they hold until a new revision is opened.
    """

    id: str
    name: str
    parent: str = ""
    order: int = 0
    pinned: int = 0
    group: str = ""
    owner: str = ""
    status: str = "draf"
    parties: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    kind: str = ""
    code: str = ""
    number: int = 0

    @property
    def key(self) -> Key:
        return ("", "process:" + self.id)


class Unit(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="unit"):
    """A unit, position or outside party. `kind` is "unit", "position", "party" or "collective".

    `members` are the units that a collective one stands for. `repeat` says how often it exists, with all below it;
    `instances` are the names of each, where they are told apart ("Kelurahan Mawar", "Kelurahan Melati").
    `laws` are the ids of its legal bases. Its duties stand in texts, see `duties`.
    """

    id: str
    name: str
    kind: str = "unit"
    parent: str = ""
    order: int = 0
    short: str = ""
    aliases: tuple[str, ...] = ()
    repeat: int = 1
    side: bool = False
    members: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    instances: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return ("", "unit:" + self.id)

    @property
    def borne(self) -> tuple[str, ...]:
        """The names that a lane of the unit may bear."""
        return (self.name, self.short, *self.instances)


EXAMPLE = "example:"
"""What the name of a map begins with that no document holds: the program draws it, see `commands.examples`."""


class Cell(msgspec.Struct, frozen=True, omit_defaults=True, array_like=True):
    """A cell of a table: markup, how many columns and rows it covers, and "" (left), "center" or "right".

    The markup may hold several paragraphs and items of lists, see `cells`.
    """

    text: str = ""
    across: int = 1
    down: int = 1
    align: str = ""


class Block(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One block of rich text. `kind` is "p", "h1".."h4", "runin", "item", "quote", "table" or "figure"; `text` may
    hold <b>, <i>, <br/>.

    A "runin" is a head that stands in the first line of the paragraph after it. For an item, `level` (0..4) says how
    deep and `number` how it is counted: "1.", "a.", "1)", "a)", "(1)" or "-". `start` is the number it begins with
    (0 = the next one); `continues` counts on from the list before the paragraph between. `text` may hold live
    references, see `tokens`.

    The `text` of a table or a figure is its caption, `id` what references name it by, `numbered` whether it is counted.
    A table has its cells row by row, where a cell covers others only itself (as `grids.sound` gives them), `heads`
    rows that every page repeats, and shares of the measure as `widths` (() = equal). A figure shows a `map`, or the
    `picture` of that id, over `width` (a share of the measure, 0 = as large as it is).
    """

    kind: str = "p"
    text: str = ""
    level: int = 0
    number: str = ""
    start: int = 0
    continues: bool = False
    cells: tuple[tuple[Cell, ...], ...] = ()
    heads: int = 0
    widths: tuple[float, ...] = ()
    map: str = ""
    picture: str = ""
    width: float = 0.0
    numbered: bool = True
    id: str = ""


class Told(msgspec.Struct, frozen=True, omit_defaults=True, array_like=True):
    """One step of a map as it was when a narrative was drafted from it."""

    element: str
    kind: str = ""
    text: str = ""
    actor: str = ""
    next: tuple[tuple[str, str], ...] = ()


class Narrative(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="text"):
    """A text of the document.

    `slot`: "process:<id>:intro", "process:<id>:steps", "chapter:<name>", or "unit:<id>:tugas" (":fungsi", ":uraian").
    `map` is the map that the text was drafted from ("" = none), `told` the steps that it then had.
    """

    slot: str
    blocks: tuple[Block, ...] = ()
    map: str = ""
    told: tuple[Told, ...] = ()

    @property
    def key(self) -> Key:
        return ("", "text:" + self.slot)


class Decree(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The decree (Surat Keputusan) that puts the map into force. Texts are markup; `about` is plain.

    `weigh` is Menimbang; Mengingat are the document's legal bases. `decides` are the dikta in order; a line that begins
    with "-" or a number is a list inside one. `copies` are tembusan. `paper` is that of `Book.paper`; `listed` puts it
    into the contents; `annexed` makes the book its annex, with the annex's head on the first page after it.
    """

    number: str = ""
    about: str = ""
    weigh: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()
    place: str = ""
    date: str = ""
    copies: tuple[str, ...] = ()
    paper: str = "f4"
    listed: bool = True
    annexed: bool = False


class Book(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="book"):
    """The book's settings. `paper` is "a4", "f4" (215 x 330 mm) or "f4-210"; `chapters` empty = as the profile says.

    `profile` names a ready profile ("" = the house's), `own_profile` is the TOML text of one that the office has
    made and that wins. `knowing` signs at the left ("Mengetahui"). `distribution` are those who get a copy. `signing`
    is "" (by pen), "field" (an empty signature field at every signature) or "mark" (the character `mark` there, for a
    service that looks for it). `draft_mark` prints DRAF behind the pages until all processes are determined.
    `sheets` forces the sheet of single maps: (map id, "text", "turned", "a3" or "split"), `sizes` the size in which
    they are printed: (map id, "drawn", "normal" or "compact"); the others are printed as the profile says. `annex` are
    the maps that stand in an annex at the end, not where they are told of.
    """

    title: str = ""
    subtitle: str = ""
    year: str = ""
    period: str = ""
    place: str = ""
    date: str = ""
    paper: str = "a4"
    two_sided: bool = False
    chapters: tuple[str, ...] = ()
    profile: str = ""
    own_profile: str = ""
    sheets: tuple[tuple[str, str], ...] = ()
    sizes: tuple[tuple[str, str], ...] = ()
    annex: tuple[str, ...] = ()
    decree: Decree | None = None
    knowing: Person | None = None
    distribution: tuple[str, ...] = ()
    signing: str = ""
    mark: str = ""
    draft_mark: bool = True

    @property
    def key(self) -> Key:
        return ("", "book")


class Container(msgspec.Struct, frozen=True, kw_only=True, tag="container"):
    """Entries of a Bizagi file that belong to no map, in their order in the zip: (name as stored, bytes).

    A nested `.diag` stands as (name, b"") to keep its place; its bytes live in that map's `Carried`.
    """

    entries: tuple[tuple[str, bytes], ...] = ()

    @property
    def key(self) -> Key:
        return ("", "container")


class Exported(msgspec.Struct, frozen=True, kw_only=True, tag="exported"):
    """One map as it went to Bizagi: what a file that comes back is compared with, so that a merge has three sides.

    `archive` is the `.diag` (what a merge does not need may be missing), `sha256` that of the whole one as written.
    Maps that went in one file have the same `batch`.
    """

    map: str
    batch: str
    sha256: str
    archive: bytes

    @property
    def key(self) -> Key:
        return ("", "exported:" + self.map)

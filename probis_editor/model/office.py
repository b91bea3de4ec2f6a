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

    `code_prefix`, `code_separator` describe the numbering scheme ("P", "."): P1, P1.1, P1.1.1.
    `origin` names the format the document was read from ("" = made here).
    """

    title: str = ""
    language: str = "id"
    symbols: str = "bpmn"
    groups: tuple[str, ...] = ("Manajerial", "Utama", "Lainnya")
    code_prefix: str = "P"
    code_separator: str = "."
    origin: str = ""

    @property
    def key(self) -> Key:
        return ("", "settings")


class Process(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="process"):
    """A node of the process tree. `order` places it among its siblings; `pinned` fixes its number (0 = by place).

    `group` (top level only) is one of Settings.groups. `owner` is a unit id. `status` is "draf" or "ditetapkan".
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

    @property
    def key(self) -> Key:
        return ("", "process:" + self.id)


class Unit(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="unit"):
    """A unit, position or outside party. `kind` is "unit", "position", "party" or "collective"."""

    id: str
    name: str
    kind: str = "unit"
    parent: str = ""
    order: int = 0
    short: str = ""
    aliases: tuple[str, ...] = ()
    repeat: int = 1
    side: bool = False
    duties: str = ""

    @property
    def key(self) -> Key:
        return ("", "unit:" + self.id)


class Block(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One block of rich text. `kind` is "p", "h1".."h4", "item", "quote"; `text` may hold <b>, <i>, <br/>.

    For an item, `level` (0..4) says how deep and `number` how it is counted: "1.", "a.", "1)", "a)", "(1)" or "-".
    """

    kind: str = "p"
    text: str = ""
    level: int = 0
    number: str = ""
    start: int = 0


class Narrative(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="text"):
    """A text of the document. `slot`: "process:<id>:intro", "process:<id>:steps" or "chapter:<name>"."""

    slot: str
    blocks: tuple[Block, ...] = ()

    @property
    def key(self) -> Key:
        return ("", "text:" + self.slot)


class Book(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="book"):
    """The book's settings. `paper` is "a4", "f4" (215 x 330 mm) or "f4-210"; `chapters` empty = all, in order."""

    title: str = ""
    subtitle: str = ""
    year: str = ""
    period: str = ""
    place: str = ""
    date: str = ""
    paper: str = "a4"
    two_sided: bool = False
    chapters: tuple[str, ...] = ()

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

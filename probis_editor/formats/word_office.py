"""What a book in Word tells of its office: names on the cover, the letterhead, the signature blocks, the decree."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from probis_editor.formats import word_marks as marks
from probis_editor.formats.word_lines import Line
from probis_editor.model import laws, people
from probis_editor.model.affairs import Law
from probis_editor.model.office import Decree, Office, Person

_OFFICE = re.compile(
    r"\b(kecamatan|kelurahan|dinas|badan|bagian|inspektorat|satuan)\s+[\w ,.()/-]+", re.IGNORECASE
)
_REGION = re.compile(r"\b(kabupaten|kota|provinsi)\s+([A-Z][\w]*(?:\s+[A-Z][\w]*)*)", re.IGNORECASE)
_YEARS = re.compile(r"\btahun\s+((?:19|20)\d{2})(?:\s*[-–\u2014/]\s*((?:19|20)\d{2}))?", re.IGNORECASE)
_STREET = re.compile(r"^(?:jl\.?|jalan)\s.+", re.IGNORECASE)
_PHONE = re.compile(r"\btel(?:epon|epun|pon|p)?\.?\s*:?\s*([\d()\s/-]{6,24}\d)", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NIP = re.compile(r"\bNI[PR]\b\.?\s*[-:.]?\s*([\d ]{18,24})")
_RANK = re.compile(r"^(?:pembina|penata|pengatur|juru)\b", re.IGNORECASE)
_TITLE = re.compile(
    r"^(?:plt\.?|plh\.?|a\.n\.?)?\s*(?:camat|lurah|kepala|sekretaris|inspektur|direktur)\b", re.IGNORECASE
)
_SMALL = {
    "dan",
    "di",
    "ke",
    "dari",
    "untuk",
    "pada",
    "yang",
    "atau",
    "dengan",
    "dalam",
    "serta",
    "bagi",
    "per",
    "atas",
}
_ORDINAL = re.compile(
    r"^(?:diktum\s+)?(ke(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)|pertama)\b\s*:?\s*",
    re.IGNORECASE,
)
_LONGEST = 1000
"""What is read of a line of the cover, whatever stands on it."""
_MARK = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s*")


def written(name: str) -> str:
    """A name in capitals as it is written in a text: "UMUM DAN KEPEGAWAIAN" -> "Umum dan Kepegawaian".

    Words without vowels, in brackets or with digits stay as they are; names that are not in capitals too.
    """
    flat = " ".join(name.split())
    if not flat.isupper():
        return flat
    words = []
    for at, word in enumerate(flat.split(" ")):
        bare = re.sub(r"\W", "", word)
        if at and bare.casefold() in _SMALL:
            words.append(word.casefold())
        elif word.startswith("(") or not re.search(r"[AEIOU]", bare) or any(c.isdigit() for c in bare):
            words.append(word)
        else:
            words.append(re.sub(r"[A-Za-z]+", lambda m: m[0].capitalize(), word))
    return " ".join(words)


class Front:
    """Collects what the lines say of the office; `office`, `years` and `decree` are what was found."""

    def __init__(self) -> None:
        self.office = Office()
        self.years = ""
        self.place = self.date = ""
        self.decree: Decree | None = None
        self.laws: list[Law] = []
        self._part = ""
        self._about_next = False

    def cover(self, line: Line) -> None:
        """A line before the first heading."""
        said = line.plain[:_LONGEST]
        office = self.office
        region = _REGION.search(said)
        if region and not office.region:
            office = replace(office, region=f"{region[1].capitalize()} {written(region[2].upper())}",
                             region_kind=region[1].casefold())  # fmt: skip
        named = _OFFICE.search(said[: region.start()] if region and region.start() else said)
        if named and not office.name and not (region and region.start() == 0):
            office = replace(office, name=written(named[0].strip(" ,.").upper()), kind=named[1].casefold())
        if _STREET.match(said) and not office.address:
            office = replace(office, address=_MAIL.sub("", _PHONE.split(said)[0]).strip(" ,;"))
        if (phone := _PHONE.search(said)) and not office.phone:
            office = replace(office, phone=phone[1].strip())
        if (mail := _MAIL.search(said)) and not office.email:
            office = replace(office, email=mail[0])
        if (years := _YEARS.search(said)) and not self.years:
            self.years = f"{years[1]} – {years[2]}" if years[2] else years[1]
        self.office = office

    def law(self, said: str) -> bool:
        """Whether a line names a law; it is kept once."""
        law = laws.parsed(marks.MARK.sub("", said), f"law-{len(self.laws) + 1}")
        if law is not None and not any(laws.same(law, one) for one in self.laws):
            self.laws.append(law)
        return law is not None

    def table_of_decree(self, line: Line) -> None:
        """A decree whose columns are those of a table."""
        for row in line.cells:
            parts = [marks.plain(cell.text) for cell in row]
            for part in " ".join(one for one in parts if one not in ("", ":")).split("\n"):
                self.in_decree(Line(part))

    def letterhead(self, said: str) -> None:
        """A running head: where no cover names the office, it may."""
        for part in said.split("\t"):
            if not self.office.name and not re.search(r"\bBAB\b", part):
                self.cover(Line(part))

    def signed(self, cell: str) -> bool:
        """The text of a cell that may be a signature: place and date, title, name, rank and NIP in lines."""
        lines = [Line(" ".join(part.split())) for part in cell.split("\n") if part.strip()]
        at = next((n for n, line in enumerate(lines) if _NIP.search(line.plain)), -1)
        if at < 0 or len(lines) > 9:
            return False
        self.signature(lines[:at], lines[at])
        for line in lines[:at]:
            place, _, date = line.plain.rpartition(",")
            if place and people.date_parts(date.strip()) is not None and not self.date:
                self.place, self.date = place.strip(), date.strip()
        return True

    def signature(self, before: Sequence[Line], line: Line) -> int:
        """A line with a NIP: the head of the office. How many of the lines before it belong to the signature."""
        found = _NIP.search(line.plain)
        if not found:
            return -1
        taken, person = 0, Person(nip=people.nip_written(found[1].strip()))
        whole = people.placeholder(person.nip) or people.nip(person.nip) is not None
        for one in reversed(before[-8:]):
            said = one.plain
            if not said:
                taken += 1
            elif _RANK.match(said) and not person.rank:
                person, taken = replace(person, rank=said), taken + 1
            elif not person.name and len(said) < 60 and not _TITLE.match(said):
                person, taken = replace(person, name=said), taken + 1
            elif person.name and _TITLE.match(said) and not person.title:
                person, taken = replace(person, title=written(said.rstrip(","))), taken + 1
                break
            else:
                break
        if not whole:
            person = replace(person, nip="")
        if self.office.head == Person() or not self.office.head.name:
            self.office = replace(self.office, head=person)
        return taken

    def report(self, note: Callable[..., None]) -> None:
        """Tell what was read."""
        if self.laws:
            note("laws", "read", n=len(self.laws))
        if self.decree is not None:
            note("decree", "read", n=len(self.decree.decides))
        if self.office.name:
            note("office", "guessed", name=self.office.name, region=self.office.region or "–")

    # The decree

    def in_decree(self, line: Line) -> None:
        """A line of the decree."""
        decree = self.decree or Decree()
        said = " ".join(line.plain.split())
        low = said.casefold()
        if self._about_next and said:
            decree, self._about_next = replace(decree, about=written(said)), False
        elif number := re.match(r"nomor\s*:?\s*(.*)", said, re.IGNORECASE):
            decree = replace(decree, number=decree.number or number[1].strip())
        elif about := re.match(r"tentang\s*:?\s*(.*)", said, re.IGNORECASE):
            decree = replace(decree, about=written(about[1])) if about[1] else decree
            self._about_next = not about[1]
        elif place := re.match(r"ditetapkan di\s*:?\s*(.*)", said, re.IGNORECASE):
            decree, self._part = replace(decree, place=place[1].strip(" .")), ""
        elif date := re.match(r"pada tanggal\s*:?\s*(.*)", said, re.IGNORECASE):
            right = people.date_parts(date[1]) is not None
            decree = replace(decree, date=date[1].strip() if right else "")
        elif low.startswith("memutuskan") or low.startswith("menetapkan"):
            self._part = "decides"
        elif low.startswith("lampiran") and decree.decides and self._part in ("copies", ""):
            self._part, decree = "annex", replace(decree, annexed=True)
        elif self._part == "annex":
            return
        elif low.startswith("tembusan"):
            self._part = "copies"
        else:
            decree = self._item(decree, said, line)
        self.decree = decree

    def _item(self, decree: Decree, said: str, line: Line) -> Decree:
        for word, part in (("menimbang", "weigh"), ("mengingat", "recall")):
            if said.casefold().startswith(word):
                self._part, said = part, said[len(word) :].lstrip(" :")
        if self._part == "decides" and (lead := _ORDINAL.match(said)):
            return replace(decree, decides=(*decree.decides, said[lead.end() :]))
        bare = _MARK.sub("", said)
        if not bare:
            return decree
        if self._part == "weigh":
            return replace(decree, weigh=(*decree.weigh, bare))
        if self._part == "recall":
            law = laws.parsed(bare, f"law-{len(self.laws) + 1}")
            if law is not None and not any(laws.same(law, one) for one in self.laws):
                self.laws.append(law)
        elif self._part == "decides" and decree.decides:
            mark = line.label or "-"
            joined = (
                f"{decree.decides[-1]}\n{mark} {bare}" if bare == said else f"{decree.decides[-1]}\n{said}"
            )
            return replace(decree, decides=(*decree.decides[:-1], joined))
        elif self._part == "copies":
            return replace(decree, copies=(*decree.copies, bare))
        return decree

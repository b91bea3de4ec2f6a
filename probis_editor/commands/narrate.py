"""Sentences made from a map: its steps told in order, as the draft of a narrative."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from probis_editor.i18n import Translator
from probis_editor.layout.steps import NO, YES, Next, Row, rows
from probis_editor.model.document import Document
from probis_editor.model.office import Block
from probis_editor.model.tokens import token

_VERB = re.compile(r"(?:Me|Ber)[a-z]{3,}")
_TOLD = ("task", "decision", "inclusive", "call")


def steps_told(document: Document, map_id: str, tr: Translator, form: str = "numbered") -> tuple[Block, ...]:
    """The map's steps as a leading sentence and a numbered list, or (`form` "prose") as paragraphs; () without steps.

    Tasks, references and decisions are counted; starts, ends and parallel gateways show in how the sentences are
    linked. Text of the map is escaped: the blocks are markup. A call of a process of the tree is a live reference.
    """
    found = rows(document, map_id)
    told = [row for row in found if row.kind in _TOLD]
    if not told:
        return ()
    calls = {
        row.id: token("process", process)
        for row in told
        if (process := document.node(map_id, row.id).process) and document.process(process) is not None
    }
    if form == "prose":
        return Prose(found, told, tr, calls).blocks()
    story = Story(found, told, tr, calls)
    items = [Block(kind="item", number="1.", text=story.sentence(at)) for at in range(len(told))]
    return (Block(text=tr("narrate.lead")), *items)


class Story:
    """Steps told one by one, each with its number."""

    def __init__(
        self, found: Sequence[Row], told: Sequence[Row], tr: Translator, calls: Mapping[str, str]
    ) -> None:
        self._calls = calls
        self._rows = {row.id: row for row in found}
        self._told = told
        self._number = {row.id: at + 1 for at, row in enumerate(told)}
        self._tr = tr

    def sentence(self, at: int) -> str:
        row = self._told[at]
        if row.kind in ("decision", "inclusive"):
            return self._decision(row, at)
        return self._deed(row) + self._onward(row, at)

    def _name(self, row: Row) -> str:
        """A step's text as markup, in one line."""
        return self._calls.get(row.id) or _escaped(row.text)

    def _deed(self, row: Row) -> str:
        text = self._name(row)
        actor = _escaped(row.actor)
        if row.kind == "call":
            text = self._tr("narrate.call", name=text)
        elif actor and not _VERB.match(row.text):
            return self._tr("narrate.noun", actor=actor, text=text)
        else:
            text = _lowered(text) if actor else text
        return self._tr("narrate.verb", actor=actor, text=text) if actor else f"{text}."

    def _decision(self, row: Row, at: int) -> str:
        question = _lowered(_escaped(row.text)).rstrip("?") or self._tr("narrate.choice")
        parts = [self._branch(one, at) for one in row.next]
        said = self._tr("narrate.question", actor=_escaped(row.actor), question=question)
        if not row.actor:
            said = self._tr("narrate.bare_question", question=question)
        return f"{said} {_capital('; '.join(parts))}." if parts else said

    def _branch(self, branch: Next, at: int) -> str:
        name = branch.name.strip()
        if name in (YES, NO):
            name = name.lower()
        ways = self._ways(branch.to, frozenset())
        end = self._ended(branch.to)
        if ways:
            way = self._going(ways, at)
        elif end and not self._plain_end(end):
            way = self._tr("narrate.end_named", name=_escaped(end.text))
        else:
            way = self._tr("narrate.end")
        return self._tr("narrate.branch", name=_escaped(_lowered(name)), way=way) if name else way

    def _going(self, ways: Sequence[int], at: int) -> str:
        steps = ", ".join(str(number) for number in ways[:-1])
        steps = self._tr("narrate.and", head=steps, last=ways[-1]) if steps else str(ways[-1])
        if len(ways) > 1:
            return self._tr("narrate.together", steps=steps)
        return self._tr("narrate.back" if ways[0] <= at + 1 else "narrate.go", step=steps)

    def _onward(self, row: Row, at: int) -> str:
        """What follows a deed, where it is not simply the next step."""
        ways = sorted({n for one in row.next for n in self._ways(one.to, frozenset())})
        last = at == len(self._told) - 1
        if not ways:
            ended = any(self._ended(one.to) for one in row.next)
            return " " + self._tr("narrate.done") if ended and not last else ""
        if ways == [at + 2]:
            return ""
        return " " + self._tr("narrate.then", way=self._going(ways, at))

    def _ways(self, target: str, seen: frozenset[str]) -> list[int]:
        """The numbers of the steps that a flow leads to, through gateways that are not told."""
        if target in self._number:
            return [self._number[target]]
        row = self._rows.get(target)
        if row is None or target in seen:
            return []
        found = [n for one in row.next for n in self._ways(one.to, seen | {target})]
        return sorted(dict.fromkeys(found))

    def _ended(self, target: str) -> Row | None:
        row = self._rows.get(target)
        return row if row is not None and row.kind == "end" else None

    def _plain_end(self, row: Row) -> bool:
        return row.text.strip().casefold() in ("", "selesai", "end")


class Prose(Story):
    """The same story as running text: steps are named where another tells of them, not numbered."""

    LONG = 5
    """After this many sentences a new paragraph begins with the next decision's end or deed."""

    def blocks(self) -> tuple[Block, ...]:
        """The paragraphs."""
        sentences = [self._opening(), *(self._linked(at) for at in range(len(self._told)))]
        paragraphs: list[list[str]] = [[]]
        for at, sentence in enumerate(sentences):
            decided = at > 1 and self._told[at - 2].kind in ("decision", "inclusive")
            if len(paragraphs[-1]) > self.LONG or (decided and len(paragraphs[-1]) > 2):
                paragraphs.append([])
            if sentence:
                paragraphs[-1].append(sentence)
        return tuple(Block(text=" ".join(lines)) for lines in paragraphs if lines)

    def _opening(self) -> str:
        start = next((r for r in self._rows.values() if r.kind == "start"), None)
        named = start is not None and start.text.strip().casefold() not in ("", "mulai", "start")
        if start is None or not named:
            return ""
        return self._tr("narrate.prose.start", name=_escaped(_lowered(" ".join(start.text.split()))))

    def _linked(self, at: int) -> str:
        """The sentence with a word that ties it to the one before, where it simply follows."""
        said = self.sentence(at)
        before = self._told[at - 1] if at else None
        if before is None or before.kind not in ("task", "call"):
            return said
        ways = sorted({n for one in before.next for n in self._ways(one.to, frozenset())})
        if ways != [at + 1]:
            return said
        key = ("narrate.prose.next", "narrate.prose.after", "narrate.prose.further")[at % 3]
        return self._tr(key, sentence=said)

    def _going(self, ways: Sequence[int], at: int) -> str:
        names = [self._quoted(self._told[number - 1]) for number in ways]
        if len(names) > 1:
            head = ", ".join(names[:-1])
            return self._tr(
                "narrate.prose.together", steps=self._tr("narrate.and", head=head, last=names[-1])
            )
        number = ways[0]
        key = "narrate.prose.back" if number <= at + 1 else "narrate.prose.go"
        return self._tr(key, step=names[0])

    def _quoted(self, row: Row) -> str:
        if row.kind in ("decision", "inclusive"):
            question = _lowered(_escaped(row.text)).rstrip("?") or self._tr("narrate.choice")
            return self._tr("narrate.prose.question", question=question)
        text = self._name(row)
        said = self._tr("narrate.call", name=text) if row.kind == "call" else _lowered(text)
        actor = _escaped(row.actor)
        if actor and _VERB.match(row.text):
            return self._tr("narrate.prose.deed", actor=actor, text=said)
        return said


def _lowered(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation or a name of several capitals."""
    return text[:1].lower() + text[1:] if len(text) > 1 and text[1].islower() else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _escaped(text: str) -> str:
    flat = " ".join(text.split())
    return flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

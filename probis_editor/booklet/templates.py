"""The house's texts of chapters as blocks: printed where an office wrote nothing, or taken over and changed by it."""

from __future__ import annotations

from probis_editor.i18n import Translator
from probis_editor.model.mentions import escaped
from probis_editor.model.office import EXAMPLE, Block
from probis_editor.model.tokens import token

_H, _P, _R, _A = "h1", "p", "runin", "a."

_SHAPES: dict[str, tuple[tuple[str, str], ...]] = {
    "principles": (
        (_H, "meaning"), (_P, "meaning_1"), (_P, "meaning_2"),
        (_H, "principles_h"), (_P, "principles_1"), *((_A, f"principle_{at}") for at in range(1, 9)),
        (_H, "kinds_h"), (_P, "kinds_1"),
        (_R, "level0_h"), (_P, "level0_t"), ("example", "level0"),
        (_R, "subprocess_h"), (_P, "subprocess_t"), ("example", "subprocess"),
        (_R, "relation_h"), (_P, "relation_t"), ("example", "relation"),
        (_R, "cross_h"), (_P, "cross_t"), ("example", "cross_functional"),
    ),
    "method": (
        (_P, "method_1"),
        (_H, "prepare_h"), (_P, "prepare_1"), *((_A, f"prepare_{at}") for at in "abcd"),
        (_H, "develop_h"), (_P, "develop_1"), *((_A, f"develop_{at}") for at in "abcde"),
        (_H, "apply_h"), (_P, "apply_1"), *((_A, f"apply_{at}") for at in "abcd"),
        (_H, "watch_h"), (_P, "watch_1"), *((_A, f"watch_{at}") for at in "abcde"),
    ),
    "preface": tuple((_P, f"preface_{at}") for at in range(1, 5)),
    "approval": tuple((_P, f"approval_{at}") for at in range(1, 3)),
    "consensus": ((_P, "consensus_1"),),
    "distribution": ((_P, "distribution_1"),),
    "background": tuple((_P, f"background_{at}") for at in range(1, 5)),
    "purpose": ((_P, "purpose_1"), (_P, "purpose_2"), *((_A, f"purpose_{at}") for at in "abcd")),
    "organisation": ((_P, "structure_1"),),
    "level0": ((_P, "level0_1"),),
    "relation": ((_P, "relation_1"),),
    "closing": tuple((_P, f"closing_{at}") for at in range(1, 4)),
}  # fmt: skip
"""Chapter -> its blocks as (kind, key of the text); an "a." is an item, an "example" a figure."""

_WIDTHS = {"level0": 0.5, "subprocess": 0.72, "relation": 0.85, "cross_functional": 1.0}
"""How wide the examples stand in the text."""

_OWN_KEYS = ("principles", "method")


def known(slot: str) -> bool:
    """Whether the house has a text for a slot."""
    return slot.removeprefix("chapter:") in _SHAPES


def blocks(slot: str, tr: Translator, title: str = "") -> tuple[Block, ...]:
    """The house's text for a slot, () where it has none; the office's names in it are live references.

    `title` is that of the book, plain.
    """
    name = slot.removeprefix("chapter:")
    room = "booklet.template." if name in _OWN_KEYS else "booklet."
    said = {"office": token("office", "name"), "region": token("office", "region"), "title": escaped(title)}
    found: list[Block] = []
    for kind, key in _SHAPES.get(name, ()):
        if kind == "example":
            found.append(
                Block(
                    kind="figure",
                    text=tr("example.map_" + key),
                    map=EXAMPLE + key,
                    numbered=False,
                    width=_WIDTHS[key],
                )
            )
            continue
        text = tr(room + key, **said)
        if kind == _A:
            found.append(Block(kind="item", number=kind, text=text))
        else:
            found.append(Block(kind=kind, text=text))
    return tuple(found)

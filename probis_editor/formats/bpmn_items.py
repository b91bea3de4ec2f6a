"""The elements of a BPMN file, each with what its readers ask of it again and again, asked once.

lxml answers a question after an attribute in a tenth of a microsecond and one after a child in two; a large map asks
fifty a shape.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from probis_editor.formats.bpmn_names import MODEL, PROBIS, SUBPROCESS_TAGS, qualified
from probis_editor.formats.xmlsafe import local

_CONTAINERS = frozenset(("process", "collaboration", "choreography", *SUBPROCESS_TAGS))
_OURS = f"{{{PROBIS}}}"
_REFERENCES = frozenset(f"{{{MODEL}}}{tag}" for tag in ("incoming", "outgoing", "flowNodeRef"))


class Item:
    """One element: its local `tag`, its attributes (`said`), its children but for `incoming`, `outgoing` and
    `flowNodeRef` (`subs`) and the nearest process, sub-process or collaboration around it (`container`).
    """

    __slots__ = ("container", "element", "said", "subs", "tag")

    def __init__(self, element: etree._Element, above: Item | None) -> None:
        self.element = element
        self.tag = local(element)
        self.said: dict[str, str] = dict(element.items())
        self.subs: list[etree._Element] = []
        self.container: etree._Element | None = None
        if above is not None:
            self.container = above.element if above.tag in _CONTAINERS else above.container

    def child(self, tag: str) -> etree._Element | None:
        """The first child of the standard with that local name."""
        if self.subs:
            wanted = qualified(tag)
            for sub in self.subs:
                if sub.tag == wanted:
                    return sub
        return None


class Items:
    """All elements below the roots that were taken in; others are looked at when they are asked for.

    `index` has the first element with an id. What stands in extensions is not the standard's and left out, save for
    loose flows of ours.
    """

    def __init__(self, top: etree._Element) -> None:
        self._items = {top: Item(top, None)}
        self.index: dict[str, etree._Element] = {}

    def take_in(self, root: etree._Element) -> None:
        """Look at a child of the top and everything below it."""
        items, index = self._items, self.index
        for element in root.iter("*"):
            above = items.get(element.getparent())  # type: ignore[arg-type]
            if above is None:
                continue
            tag = element.tag
            if tag in _REFERENCES and not len(element):
                found = element.get("id")
                if found:
                    index.setdefault(found, element)
                continue
            if above.tag == "extensionElements" and not str(tag).startswith(_OURS):
                continue
            item = items[element] = Item(element, above)
            above.subs.append(element)
            found = item.said.get("id")
            if found:
                index.setdefault(found, element)

    def of(self, element: etree._Element) -> Item:
        """The element's item."""
        found = self._items.get(element)
        if found is None:
            above = element.getparent()
            found = self._items[element] = Item(element, self.of(above) if above is not None else None)
            found.subs += [sub for sub in element.iterchildren("*") if sub.tag not in _REFERENCES]
        return found

    def with_ids(self) -> Iterator[Item]:
        """The items that references find."""
        return (self.of(element) for element in list(self.index.values()))

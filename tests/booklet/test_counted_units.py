"""The list of the organisation counts what the list of units has, in words that cannot differ from the digits."""

from __future__ import annotations

import re

import pytest
from small_maps import EDIT, counting

from probis_editor.booklet import book
from probis_editor.booklet.blocks import Item
from probis_editor.booklet.words import spelled
from probis_editor.commands import tree
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.office import Unit


def office(repeat: int, instances: tuple[str, ...] = ()) -> tuple[Document, str]:
    document = counting()
    with document.transaction(EDIT) as tx:
        tree.set_office(tx, name="Kecamatan Contoh", kind="kecamatan")
        tree.create_unit(tx, "Sekretariat")
        kelurahan = tree.create_unit(tx, "Kelurahan", repeat=repeat, instances=instances).id
        tree.create_unit(tx, "Seksi Kelurahan", parent=kelurahan)
    return document, kelurahan


def items(document: Document) -> list[str]:
    return [b.text for b in book.assemble(document, Translator("id"))[0] if isinstance(b, Item)]


@pytest.mark.parametrize("repeat", [2, 6, 11, 21])
def test_the_number_is_that_of_the_list(repeat: int) -> None:
    document, kelurahan = office(repeat)
    wanted = f"{repeat} ({spelled(repeat, 'id')}) Kelurahan, masing-masing terdiri atas:"
    assert wanted in items(document)
    with document.transaction(EDIT) as tx:
        tree.change_unit(tx, kelurahan, repeat=repeat + 1)
    assert wanted not in items(document)
    for line in items(document):
        for number in re.findall(r"(\d+) \(", line):
            assert {u.repeat for u in document.of_type(Unit)} & {int(number)}


def test_the_names_of_each_are_told() -> None:
    document, _ = office(2, ("Kelurahan Mawar", "Kelurahan Melati"))
    said = "2 (dua) Kelurahan, yaitu Kelurahan Mawar dan Kelurahan Melati, masing-masing terdiri atas:"
    assert said in items(document)


def test_a_single_unit_has_no_number() -> None:
    document, _ = office(1)
    assert {"Sekretariat", "Kelurahan", "Seksi Kelurahan"} <= set(items(document))

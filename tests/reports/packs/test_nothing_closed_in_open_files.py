"""Every pack in every format, with words of each access class planted in every record: no file holds what it must not.

The drawn words of PDFs are read letter by letter, and every part of every archive.
"""

import re

import pytest
from composing_packs import composed
from planted_in_packs import CLASSES, MARK, NOT_PUBLISHED, planted
from reading_files import words_in

from clearline.assurance.evidence.contents import folder_of
from clearline.reports.blocks import Part, Rendering
from clearline.reports.formats import render
from clearline.reports.formats.look import Look
from clearline.reports.printing import printed
from clearline.schedule.content import contract_named, contracts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("figures")]

PRINTED: dict[tuple[Part, Rendering], frozenset[str]] = {
    ("open", "open"): frozenset(),
    ("whole", "open"): frozenset({"exempt", "confidential"}),
    ("whole", "restricted"): frozenset({"exempt", "confidential"}),
    ("exempt", "restricted"): frozenset({"exempt", "confidential"}),
}
"""Of which classes each print may hold words."""


@pytest.mark.parametrize("contract", sorted(contracts()))
def test_no_file_of_any_pack_holds_words_of_a_class_that_its_part_does_not_print(contract: str) -> None:
    authority = planted().authority
    look = Look(site="https://clearline.example", attached=folder_of(authority))
    for (part, rendering), may in PRINTED.items():
        shown = printed(composed(authority, contract, rendering), part)
        for form in {*contract_named(contract).formats, "html", "pdf"}:
            words = words_in(render(form, shown, look))
            kinds = {kind for kind in CLASSES if f"{MARK}-{kind}" in words}
            assert kinds <= may, (part, rendering, form, re.findall(rf"{MARK}-[a-z-]+", words)[:5])
            if rendering == "open" and part == "open":
                assert f"{MARK}-REASON" not in words
                assert NOT_PUBLISHED not in words


def test_the_test_above_would_see_them_in_every_format() -> None:
    authority = planted().authority
    look = Look(site="https://clearline.example", attached=folder_of(authority))
    shown = printed(composed(authority, "inspection-ready-bundle"), "whole")
    for form in ("html", "pdf", "docx", "xlsx", "csv", "zip"):
        assert f"{MARK}-exempt" in words_in(render(form, shown, look)), form

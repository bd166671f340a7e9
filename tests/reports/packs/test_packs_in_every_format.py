"""Every pack prints in every format of its contract: an accessible PDF, and open files in which nothing else stands."""

import io
import zipfile
from importlib import import_module
from typing import Any

import pikepdf
import pytest
from composing_packs import PACKS, composed
from world_packs import CLOSED, MINUTES, full

from clearline.assurance.evidence.contents import folder_of
from clearline.reports.formats import render
from clearline.reports.formats.look import Look
from clearline.reports.printing import printed
from clearline.schedule.content import contract_named

validator: Any = import_module("page")  # it exports its names so that mypy does not see them

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("figures")]

PROFILES = (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_2A)


def unpacked(content: bytes) -> bytes:
    """Return a file with all that is in it: the streams of a PDF, the files of an archive."""
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as document:
            return b"\n".join(one.read_bytes() for one in document.objects if isinstance(one, pikepdf.Stream))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"\n".join(unpacked(archive.read(name)) for name in archive.namelist())
    return content


@pytest.mark.parametrize("contract", PACKS)
def test_a_pack_prints_in_every_format_and_its_open_files_hold_nothing_that_is_not_open(contract: str) -> None:
    authority = full().authority
    look = Look(site="https://clearline.example", attached=folder_of(authority))
    whole = printed(composed(authority, contract), "whole")
    shown = printed(composed(authority, contract, "open"), "open")
    for form in contract_named(contract).formats:
        assert render(form, whole, look)
        found = unpacked(render(form, shown, look))
        assert [word for word in CLOSED if word.encode() in found] == []
    content = render("pdf", whole, look)
    for profile in PROFILES:
        report = validator.validate_pdf_bytes(content, profile=profile)
        assert report.is_compliant, [(one.rule_id, one.message) for one in report.failures]


def test_the_bundle_has_the_files_beside_its_index() -> None:
    authority = full().authority
    whole = printed(composed(authority, "inspection-ready-bundle"), "whole")
    content = render("zip", whole, Look(attached=folder_of(authority)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = [name for name in archive.namelist() if name.startswith("files/")]
        assert [archive.read(name) for name in files] == [MINUTES]

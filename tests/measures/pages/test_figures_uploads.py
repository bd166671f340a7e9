"""An uploaded file is looked through before it is kept, loaded as the command loads it, and deleted in the end."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from made_figures import PLACE, write_files
from people import client_for, make_authority, member

from clearline.accounts.models import Authority, Membership
from clearline.accounts.trail.models import Entry
from clearline.jobs.actions import take
from clearline.jobs.models import Job
from clearline.jobs.running import do
from clearline.measures import receiving
from clearline.measures.store import Store

UPLOAD = "/northmoor/outcomes/upload/"
MONTHS = b"measure,period,numerator,denominator,owner,provisional\nnot-loaded,2025-04,31337,99991,Head,no\n"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def _there(figures: Path, northmoor: Authority) -> None:
    """Let every test have figures and the authority that they are of."""


def upload(client: Client, content: bytes, name: str = "figures.csv", kind: str = "published", **more: str) -> Any:
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content), "kind": kind, **more})


def referrals(figures: Path) -> bytes:
    """Return the published referrals with other figures in them, so that they are not loaded yet."""
    path = next(one for one in write_files(figures.parent) if one.name == "referrals.csv")
    return path.read_bytes().replace(b"Northmoor,Referrals,3200", b"Northmoor,Referrals,3210")


def kept(figures: Path) -> list[Path]:
    """Return every file that is kept of what was uploaded."""
    return [path for path in (figures.parent / "uploads").rglob("*") if path.is_file()]


def work_off() -> Job:
    """Do the work that waits, as the worker does."""
    job = take(lease=uuid4(), now=timezone.now())
    assert job
    do(job, timezone.now)
    job.refresh_from_db()
    return job


def test_published_figures_are_loaded_in_the_background_and_the_file_deleted(figures: Path, analyst: Client) -> None:
    response = upload(analyst, referrals(figures), "Referrals (final) 2025.csv", published_0="20", published_1="11",
                      published_2="2025")  # fmt: skip
    address = response["Location"]
    assert "Waiting" in analyst.get(address).content.decode()
    (file,) = kept(figures)
    assert file.name == "Referrals-final-2025.csv"
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(Store(figures).releases("made-referrals")) == 1
    job = work_off()
    assert job.state == "done"
    newest = Store(figures).releases("made-referrals")[0]
    assert (newest.file, str(newest.published)) == ("Referrals-final-2025.csv", "2025-11-20")
    page = analyst.get(address).content.decode()
    assert "Loaded" in page
    assert "figures are other than in the release before" in page
    assert kept(figures) == []
    assert "Referrals-final-2025.csv: Made-up referrals" in analyst.get(UPLOAD).content.decode()


def test_own_months_go_into_the_authoritys_own_folder(figures: Path, analyst: Client) -> None:
    upload(analyst, MONTHS, "months.csv", "local")
    assert work_off().state == "done"
    assert [one.file for one in Store(figures).releases("local", "E06000999")] == ["months.csv"]
    assert "31.3%" in analyst.get("/northmoor/outcomes/measures/not-loaded/").content.decode()
    upload(analyst, MONTHS, "months.csv", "local")
    assert "loaded already, nothing changed" in work_off().says
    assert len(Store(figures).releases("local", "E06000999")) == 1


def test_the_trail_has_who_uploaded_and_what_was_loaded(figures: Path, analyst: Client) -> None:
    upload(analyst, MONTHS, "months.csv", "local")
    work_off()
    uploaded, loaded = Entry.objects.order_by("sequence")
    assert (uploaded.did, uploaded.about, uploaded.door) == ("figures uploaded", "figures:months.csv", "page")
    assert (loaded.did, loaded.about, loaded.door) == ("figures loaded", "figures:months.csv", "job")
    assert '"rows":2' in (loaded.after or "")


CHILD_LEVEL = {
    "ssda903": b"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n123,1,01/02/2015,WBRI,A123456789012,,\n",
    "episodes": b"CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC\n1,01/02/2020,S,E1,N1,U1,PR1,,\n",
    "cin": b"<Message><Header><CollectionDetails><Collection>CIN</Collection></CollectionDetails></Header></Message>",
    "names": b"Forename,Surname,Referrals\nAda,Heron,1\n",
    "annex-a": b"Child Unique ID,Gender,Date of Birth,Date of Contact\n7,a) Female,01/01/2012,01/01/2025\n",
    "dressed up": ",".join([*PLACE, "made_referrals", "made_again", "upn"]).encode() + b"\n2025,x\n",
    "a pupil's number": MONTHS.replace(b"Head", b"H801200001001"),
}


@pytest.mark.parametrize("which", CHILD_LEVEL)
@pytest.mark.parametrize("kind", ["published", "local"])
def test_what_looks_child_level_is_refused_explained_not_repeated_and_not_kept(
    figures: Path, analyst: Client, which: str, kind: str
) -> None:
    page = upload(analyst, CHILD_LEVEL[which], "rows.csv", kind).content.decode()
    assert "There is a problem" in page
    assert "never a row about a child" in page
    for cell in ("A123456789012", "Heron", "01/02/2015", "H801200001001"):
        assert cell not in page
    assert kept(figures) == []
    assert not Job.objects.exists()
    (entry,) = Entry.objects.all()
    assert (entry.outcome, entry.why) == ("refused", "The file looked child-level.")


def workbook(**sheets: list[list[Any]]) -> bytes:
    """Return a workbook; a sheet whose name ends in _hidden is hidden."""
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name.endswith("_hidden"):
                sheet.hide()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return file.getvalue()


NEIGHBOURS: list[list[Any]] = [["old_la_code", "la_name", "rank", "sn_old_la_code", "closeness"],
              ["998", "Southmoor", 1, "999", "Close"]]  # fmt: skip


def test_a_workbook_of_figures_is_taken(figures: Path, analyst: Client) -> None:
    wide = [["LA number", "LA name"], ["998", "Southmoor", "999", "Close", "997", "Close"]]
    upload(analyst, workbook(Neighbours=wide), "neighbours-2025.xlsx")
    job = work_off()
    assert (job.state, len(Store(figures).releases("neighbours-2025"))) == ("done", 2), job.says


@pytest.mark.parametrize(
    "rows",
    [
        [["Notes"], ["Child ID", "Date of birth"], [1, "2015-01-01"]],
        [["Notes"], *[[number] for number in (9434765919, 9434765870, 4010232137)]],
        [["Child Unique ID", "Gender", "Date of Birth"], [1, "a", "b"]],
    ],
)
def test_a_hidden_sheet_with_rows_about_children_is_found(
    figures: Path, analyst: Client, rows: list[list[Any]]
) -> None:
    page = upload(analyst, workbook(Neighbours=NEIGHBOURS, More_hidden=rows), "neighbours.xlsx").content.decode()
    assert "never a row about a child" in page
    assert kept(figures) == []


def bomb() -> bytes:
    """Return a workbook that unfolds to far more than it is."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", "0" * 30_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kind", "says"),
    [
        (bomb(), "bomb.xlsx", "published", "unfolds to something far larger"),
        (b"PK\x03\x04 and no more", "broken.xlsx", "published", "damaged workbook"),
        (b"a,b\n1,2\n", "figures.ods", "published", "must be CSV, XLSX or Parquet"),
        (b"a,b\n1,2\n", "figures.xlsx", "published", "is not what a .xlsx file holds"),
        (b"PK\x03\x04", "figures.csv", "published", "is not what a .csv file holds"),
        (b"PAR1 and no more", "figures.parquet", "published", "damaged Parquet file"),
        (b"", "figures.csv", "published", "is empty"),
        (b"a,b\n1,2\n", "figures.csv", "published", "is not a file of any dataset that is known"),
        (MONTHS, "figures.csv", "published", "is the council’s own table"),
        (workbook(Neighbours=NEIGHBOURS), "figures.xlsx", "local", "Save the council’s own table as CSV"),
        (MONTHS.replace(b"2025-04", b"April"), "months.csv", "local", "months.csv, line 2: has the period"),
        (MONTHS.replace(b"31337", b"a few"), "../../etc/months.csv", "local", "months.csv, line 2: has the numerator"),
    ],
)
def test_what_cannot_be_loaded_is_said_with_its_line_and_not_kept(
    figures: Path, analyst: Client, content: bytes, name: str, kind: str, says: str
) -> None:
    page = upload(analyst, content, name, kind).content.decode()
    assert "There is a problem" in page
    assert says in page
    assert str(figures.parent) not in page
    assert kept(figures) == []
    assert not Job.objects.exists()


def test_a_file_over_the_cap_is_refused_while_it_is_written(
    figures: Path, analyst: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "LARGEST", 100)
    assert "larger than" in upload(analyst, MONTHS * 3, "months.csv", "local").content.decode()
    assert kept(figures) == []


def test_a_column_of_words_that_nobody_described_is_taken_for_names(figures: Path, analyst: Client) -> None:
    lines = referrals(figures).decode().splitlines()
    named = [f"{lines[0]},who", *(f"{line},Person {at}" for at, line in enumerate(lines[1:]))]
    page = upload(analyst, "\n".join(named).encode(), "referrals.csv").content.decode()
    assert "that no published table has" in page
    same = [f"{lines[0]},version", *(f"{line},second edition" for line in lines[1:]), "a,b"]
    assert upload(analyst, "\n".join(same).encode(), "referrals.csv").status_code == 302


def test_published_figures_shared_by_several_authorities_are_not_for_one_of_them_to_change(
    figures: Path, analyst: Client
) -> None:
    make_authority("southmoor", gss_code="E06000998")
    assert "shared by all authorities" in upload(analyst, referrals(figures)).content.decode()
    assert upload(analyst, MONTHS, "months.csv", "local").status_code == 302


def test_only_a_few_files_wait_at_once(figures: Path, analyst: Client) -> None:
    for number in range(5):
        assert upload(analyst, MONTHS + b"\n" * number, "months.csv", "local").status_code == 302
    assert "5 files are waiting" in upload(analyst, MONTHS, "months.csv", "local").content.decode()
    assert len(kept(figures)) == 5


def test_a_file_whose_rows_are_at_fault_fails_in_words_and_is_deleted(figures: Path, analyst: Client) -> None:
    bad = referrals(figures) + b"2025,Reporting year,too,few\n"
    address = upload(analyst, bad, "referrals.csv")["Location"]
    job = work_off()
    assert job.state == "failed"
    assert job.says.startswith("referrals.csv:")
    assert "Put it right and upload it again" in analyst.get(address).content.decode()
    assert kept(figures) == []


def test_who_is_an_analyst_no_more_loads_nothing(figures: Path, analyst: Client) -> None:
    upload(analyst, MONTHS, "months.csv", "local")
    Membership.objects.all().delete()
    assert work_off().state == "refused"
    assert not Store(figures).releases("local", "E06000999")


def test_a_file_that_is_gone_and_another_authoritys_work_are_not_found(figures: Path, analyst: Client) -> None:
    address = upload(analyst, MONTHS, "months.csv", "local")["Location"]
    other = client_for(member(make_authority("southmoor", gss_code="E06000998"), "analyst"))
    assert other.get(address.replace("northmoor", "southmoor")).status_code == 404
    for path in kept(figures):
        path.unlink()
    assert "is no longer here" in work_off().says


def test_nothing_is_kept_when_the_work_could_not_be_asked_for(
    figures: Path, analyst: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**given: object) -> None:
        raise RuntimeError("no database")

    monkeypatch.setattr("clearline.measures.actions.record", fail)
    with pytest.raises(RuntimeError):
        upload(analyst, MONTHS, "months.csv", "local")
    assert kept(figures) == []
    assert not Job.objects.exists()

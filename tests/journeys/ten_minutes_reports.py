"""The second half of the ten minutes: the cabinet report and its appendix, a signed figure, a pre-election period."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

from docx import Document
from pages import check_all
from playwright.sync_api import Page, expect
from ten_minutes_structure import ANSWER, WITHHELD
from ten_minutes_window import follow, follow_here, give_date, press, sign_in, text_of, work_off

MEASURE = "looked-after-in-custody-from-returns"
TITLE = "Children looked after who are in custody (own return)"
HEADER = "Eastmere Cabinet papers, pink"
DECISION = "The Cabinet is asked to note the test and the challenge to it."
ELECTION = "Council elections"
ASSESSMENT = "Chief executive's and leader's yearly assessment"


def load_a_small_number(page: Page, folder: Path) -> None:
    """The analyst loads a month of the council's own with a count of 3, and marks it as a key indicator."""
    sign_in(page, "analyst")
    load_months(page, folder, children=3)
    follow(page, "Outcomes", TITLE)
    page.get_by_role("link", name="mark it as a key indicator").click()
    page.get_by_label("Why this one matters most here").fill("The council answers for every child in custody.")
    press(page, "Mark as a key indicator")


def load_months(page: Page, folder: Path, *, children: int) -> None:
    """Load the monthly table with a number of children in it; a later table puts an earlier one right."""
    table = folder / "months.csv"
    table.write_text(f"measure,period,numerator\n{MEASURE},{date.today().year - 1}-08,{children}\n", encoding="utf-8")
    follow(page, "Outcomes", "Upload figures")
    page.get_by_label("File of figures").set_input_files(table)
    page.get_by_label("The council’s own figures, month by month").check()
    press(page, "Upload")
    work_off(page)
    expect(page.get_by_text("Loaded", exact=True)).to_be_visible()


def issue_the_cabinet_report(page: Page, folder: Path) -> None:
    """Step 5: the council's Word template, what the Cabinet is asked, the draft as readers see it, and the issue."""
    sign_in(page, "governance-officer")
    follow(page, "Reports", "The council’s Word template")
    page.get_by_label("Word template").set_input_files(_template(folder))
    press(page, "Use this template")
    follow(page, "Reports")
    follow_here(page, "Test of assurance", "What the committee is told")
    page.get_by_role("textbox", name="Decision sought").fill(DECISION)
    page.get_by_label("Committee or body").fill("Cabinet")
    give_date(page, date.today() + timedelta(14))
    press(page, "Save")
    press(page, "Read the draft")
    expect(page.get_by_text(DECISION)).to_be_visible()
    expect(page.get_by_text(ANSWER).first).to_be_visible()
    check_all(page)
    page.go_back()
    press(page, "Issue it")
    press(page, "Issue")
    work_off(page)
    follow_here(page, "All reports")
    _open_the_issue(page)


def _open_the_issue(page: Page) -> None:
    follow(page, "Reports")
    page.get_by_role("main").get_by_role("link", name=f"{date.today().year}-01").first.click()
    page.get_by_role("heading", level=1, name="Test of assurance").wait_for()


def _template(folder: Path) -> Path:
    """Return a Word template that can be recognised by its header and by a style of its own."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = HEADER
    document.styles["Heading 1"].font.name = "Eastmere Sans"
    document.add_paragraph("{{report}}")
    path = folder / "cabinet.docx"
    document.save(str(path))
    return path


def compare_the_parts(page: Page, folder: Path) -> None:
    """Step 5: no byte of the open part holds what is exempt or a small number; the appendix holds both, with why."""
    check_all(page)
    for kind in ("DOCX", "XLSX", "CSV", "HTML"):
        held = _bytes_of(_download(page, f"{kind} (Open part)", folder))
        for words in (WITHHELD, TITLE, "harm the negotiation"):
            assert words.encode() not in held, f"{words} is in the open part, {kind}"
        assert kind in ("XLSX", "CSV") or DECISION.encode() in held  # these two hold the tables only
    for kind in ("XLSX", "CSV", "HTML"):
        held = _bytes_of(_download(page, f"{kind} (Exempt appendix, small numbers shown)", folder))
        assert WITHHELD.encode() in held
        assert TITLE.encode() in held
    open_part = _download(page, "DOCX (Open part)", folder)
    appendix = _download(page, "DOCX (Exempt appendix, small numbers shown)", folder)
    for path in (open_part, appendix):
        assert HEADER.encode() in _bytes_of(path), "the council's own header"
        assert b"Eastmere Sans" in _bytes_of(path), "the council's own style"
    document = Document(str(appendix))
    words = "\n".join(one.text for one in document.paragraphs)
    assert "Exempt: paragraph 4 of Schedule 12A" in words
    assert "Exempt: paragraph 2 of Schedule 12A" in words
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert [row[2] for row in cells if row[0] == TITLE] == ["3"]
    assert any(WITHHELD in row for row in cells)


def _download(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def _bytes_of(path: Path) -> bytes:
    """Return all that a file holds, unpacked where it is an archive, names of its parts among it."""
    content = path.read_bytes()
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())


def change_a_signed_figure(page: Page, folder: Path) -> None:
    """Step 6: the chief executive signs an assessment with the figure in it; the figure is put right; it shows."""
    sign_in(page, "chief-executive")
    follow(page, "Reports", ASSESSMENT)
    press(page, "Sign it")
    expect(page.get_by_text("Signed", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Sign it")).to_have_count(0)
    expect(page.get_by_text("Changed since signed")).to_have_count(0)
    sign_in(page, "analyst")
    load_months(page, folder, children=2)
    sign_in(page, "chief-executive")
    follow(page, "Reports", ASSESSMENT)
    expect(page.get_by_text("Changed since signed", exact=True)).to_be_visible()
    check_all(page)


def hold_before_the_election(page: Page) -> None:
    """Step 7: inside a pre-election period the report is held; the monitoring officer releases it; it goes out."""
    today = date.today()
    sign_in(page, "monitoring-officer")
    follow(page, "Reports", "Pre-election periods")
    press(page, "Set a pre-election period")
    page.get_by_label("Election", exact=True).fill(ELECTION)
    give_date(page.get_by_role("group", name="First day"), today - timedelta(3))
    give_date(page.get_by_role("group", name="Last day"), today + timedelta(20))
    press(page, "Set it")
    sign_in(page, "governance-officer")
    _open_the_issue(page)
    press(page, "Publish it")
    press(page, "Publish")
    until = f"{today + timedelta(20):%-d %B %Y}"
    held = f"This is held until {until}: it is the pre-election period of {ELECTION}."
    expect(page.get_by_role("alert")).to_contain_text(f"{held} The monitoring officer can release it")
    check_all(page)
    _open_the_issue(page)
    follow(page, "Ask for its release")
    page.get_by_label("Why").fill("The change begins in April.")
    press(page, "Ask for it")
    sign_in(page, "monitoring-officer")
    follow(page, "1 release asked for before an election")
    _open_the_issue(page)
    follow(page, "Release it")
    page.get_by_label("Why it may go out before the poll").fill("The law asks for it before the change.")
    press(page, "Release it")
    assert f"Test of assurance {today.year}-01" in text_of(page)
    _open_the_issue(page)
    press(page, "Publish it")
    press(page, "Publish")
    expect(page.get_by_text("It is published.")).to_be_visible()


def read_what_is_published(page: Page) -> None:
    """Anybody reads the open part from then on, without a sign-in."""
    page.context.clear_cookies()
    page.goto("/")
    follow(page, "Who is accountable here", "Eastmere Council", "Reports that the council has published")
    expect(page.get_by_role("heading", name=f"Test of assurance {date.today().year}-01")).to_be_visible()

"""The first half of the ten minutes: the council as it is, a proposal, its test of assurance, a challenge answered."""

import re
from datetime import date

from pages import check_all
from playwright.sync_api import Page, expect
from steps import heading
from ten_minutes_window import COUNCIL, follow, follow_here, give_date, press, sign_in, text_of

DCS = "Director of Children’s Services"
WRITTEN = {
    1: COUNCIL, 4: DCS, 6: "Chief Executive", 7: "yes", 10: "none", 11: "none",
    13: "Cabinet Member for Children and Families", 15: "none",
}  # fmt: skip
CHOSEN = {2: "Unitary", 3: "Leader", 5: "Own", 8: "Yes", 9: "No", 14: "Cabinet"}
STRUCTURE = f"""Chief Executive\tthe Council
Director of Adult Services\tChief Executive
Director of Place\tChief Executive
Assistant Director, Education\t{DCS}
Head of Special Educational Needs\tAssistant Director, Education
Assistant Director, Social Care\t{DCS}
Social Worker\tAssistant Director, Social Care\tfront line
"""
SEND = "Special educational needs"
PROPOSAL = "One director for children and adults"
ELEMENT = "Political, professional, legal and corporate accountability"
WITHHELD = "Terms that are still being negotiated"
TOPIC = "Who answers for special educational needs"
ANSWER = "To me: the Director of Place reports to me for this function."
NOT_YOURS = "This is for whoever holds the office that it belongs to"


def answer_the_questions(page: Page) -> None:
    """Step 1: the governance officer answers the 15 questions, pastes the structure, and adds one function."""
    sign_in(page, "governance-officer")
    follow(page, "Organisation")
    press(page, "Begin with 15 questions")
    for number, words in WRITTEN.items():
        page.get_by_role("textbox", name=re.compile(rf"^{number}\. ")).fill(words)
    for number, choice in CHOSEN.items():
        page.get_by_role("group", name=re.compile(rf"^{number}\. ")).get_by_label(choice, exact=True).check()
    page.get_by_label("Paste the senior structure").fill(STRUCTURE)
    press(page, "Record the organisation")
    expect(page.get_by_text("The organisation is recorded.")).to_be_visible()
    follow(page, "Organisation", "Functions")
    press(page, "Add a function")
    page.get_by_label("Title").fill(SEND)
    page.get_by_label("Group").select_option("Education")
    page.get_by_label("Responsible officer").select_option(DCS)
    page.get_by_label("Political owner").select_option("Cabinet Member for Children and Families")
    page.get_by_label("Reason for this change").fill("The constitution, part 3.")
    press(page, "Save")
    assert heading(page) == SEND


def see_both_lines(page: Page) -> None:
    """Step 2: both lines on one page, and what is statute, guidance, overtaken and not stated today."""
    follow(page, "Line of accountability", "On one page")
    said = text_of(page)
    for words in ("Director of Children’s Services (DCS) Chief Executive (head of paid service) The Council",
                  "Cabinet Member for Children and Families (lead member)", "under the edition of 2013",
                  "whether there is a children and young people's plan, and who leads it"):  # fmt: skip
        assert words in said, f"{words} not in: {said}"
    rests_on = page.get_by_role("region", name="How the duties stand").get_by_role("row")
    for basis in ("Children Act 2004", "Statutory guidance"):
        assert rests_on.filter(has_text=basis).get_by_role("link").count(), f"no duty rests on: {basis}"
    page.get_by_text("Show what is overtaken, and by what").click()
    assert page.locator("details[open] li").count() > 0
    check_all(page)


def propose(page: Page) -> None:
    """Step 3: one director for children and adults, and special educational needs to another: what that brings."""
    follow(page, "Proposals")
    press(page, "Make a proposal")
    page.get_by_label("Title").fill(PROPOSAL)
    page.get_by_label("Reasons").fill("One budget for families.")
    give_date(page, date(date.today().year + 1, 4, 1))
    press(page, "Make a draft")
    follow_here(page, "Change a post, function, board or another thing", "Posts", DCS)
    page.get_by_label("Director of adult social services (DASS)").check()
    press(page, "Save in the proposal")
    follow_here(page, "Change a post, function, board or another thing", "Functions", SEND)
    page.get_by_label("Responsible officer").select_option("Director of Place")
    press(page, "Save in the proposal")
    said = text_of(page)
    for words in (
        "The Director of Place, not the DCS, is responsible for Special educational needs.",
        "Must. Appears not to meet s18(1)(a) (children-act-2004), s18(2) (children-act-2004)",
        "This calls for a test of assurance before it takes effect",
        "One person would be DCS and director of adult social services.",
        "(2013 edition, “Additional functions not related to children's services”)",
        "Statutory functions would move between officers or members. (2013 edition, “Local assurance”)",
    ):
        assert words in said, f"{words} not in: {said}"
    check_all(page)


def open_the_test(page: Page) -> None:
    """Step 4: the test is opened from what calls for it; one element is written open, one exempt."""
    press(page, "Open a test of assurance")
    page.get_by_label("Scope").fill("Whether one director can answer for both. Made by the governance officer.")
    press(page, "Open the test")
    assert "Additional functions not related" in text_of(page)
    _write(page, ELEMENT, gaps="Nobody says who answers for special educational needs.")
    follow(page, PROPOSAL)
    page.get_by_role("link", name="Senior management and priority").click()
    press(page, "Write what was found")
    page.get_by_role("textbox", name="Gaps").fill(WITHHELD)
    page.get_by_label("Gaps: There are gaps").check()
    page.get_by_label("Who may read this").select_option("exempt")
    page.get_by_label("Paragraph of Schedule 12A").select_option("4")
    page.get_by_label("Why the public interest favours").fill("Telling it would harm the negotiation.")
    press(page, "Save")
    assert "exempt, paragraph 4 of Schedule 12A" in text_of(page)


def _write(page: Page, element: str, gaps: str) -> None:
    page.get_by_role("link", name=element).click()
    press(page, "Write what was found")
    page.get_by_role("textbox", name="Gaps").fill(gaps)
    page.get_by_label("Gaps: There are gaps").check()
    press(page, "Save")
    expect(page.get_by_text("What was found is saved.")).to_be_visible()


def challenge_and_answer(page: Page, faults: list[str]) -> None:
    """Step 4: the lead member challenges the element, the director answers; neither writes for the other."""
    sign_in(page, "lead-member")
    follow(page, "Assurance", "Tests of assurance", PROPOSAL, ELEMENT)
    element = page.url
    follow(page, "Challenge this")
    page.get_by_label("Whom to challenge").select_option("Director of children’s services")
    page.get_by_label("Topic").fill(TOPIC)
    page.get_by_label("The challenge", exact=True).fill("To whom do I turn when a plan for a child is late?")
    press(page, "Send the challenge")
    challenge = page.url
    _refused(page, challenge, "answer")
    answer = page.goto(f"{element}write/")
    assert answer is not None
    assert answer.status == 403
    assert faults
    faults.clear()
    assert _own_column(page).startswith("Lead member")
    sign_in(page, "dcs")
    expect(page.get_by_role("heading", name="1 challenge for you to answer")).to_be_visible()
    follow(page, TOPIC)
    for button in ("Close", "Reply", "Escalate"):
        expect(page.get_by_role("button", name=button)).to_have_count(0)
    press(page, "Answer")
    page.get_by_label("Your answer").fill(ANSWER)
    press(page, "Send the answer")
    expect(page.get_by_text(ANSWER)).to_be_visible()
    check_all(page)
    for step in ("close", "reply", "escalate"):
        _refused(page, challenge, step)
    assert _own_column(page).startswith("Director of children’s services")
    sign_in(page, "lead-member")
    follow(page, TOPIC)
    expect(page.get_by_text(ANSWER)).to_be_visible()


def _refused(page: Page, challenge: str, step: str) -> None:
    """A step that is the other's leads back to the challenge, and says whose it is."""
    page.wait_for_load_state("networkidle")
    page.goto(f"{challenge}{step}/")
    assert page.url == challenge
    expect(page.get_by_text(NOT_YOURS)).to_be_visible()


def _own_column(page: Page) -> str:
    """Return the column of a judgement in which this person may write, and make sure that there is one only."""
    follow(page, "Assurance", "Statements")
    page.locator("tbody").get_by_role("link").first.click()
    expect(page.get_by_role("button", name="State", exact=True)).to_have_count(1)
    mine = page.get_by_role("region").filter(has=page.get_by_role("button", name="State", exact=True))
    return mine.inner_text()

"""A restructure can be tried, sent for decision and adopted in a browser, by different people, and nothing is lost."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from people import client_for, make_authority, make_user, member

from clearline.accounts.acting import at_the_machine
from clearline.accounts.actions import same_person
from clearline.accounts.models import Authority, Individual
from clearline.accounts.trail.models import Entry
from clearline.checks import proposing
from clearline.checks.gathering import gather
from clearline.kit.errors import BadInput
from clearline.organisations.actions import replace_organisation, state
from clearline.organisations.files import read_organisation
from clearline.organisations.models import Person, Proposal
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture

pytestmark = pytest.mark.django_db

EXAMPLES = Path(__file__).parents[3] / "examples"
ROOT = "/wokingham/proposals/"
OVERHAUL = "posts: {chief-executive: {holders: [{person: person-dcs, kind: interim}]}}"


@pytest.fixture
def council() -> Authority:
    authority = make_authority("wokingham")
    organisation = read_organisation(EXAMPLES / "wokingham-today.yaml")
    replace_organisation(by=at_the_machine(authority), organisation=organisation, why="a test")
    return authority


@pytest.fixture
def officer(council: Authority) -> Client:
    return client_for(member(council, "governance-officer"))


@pytest.fixture
def monitoring(council: Authority) -> Client:
    return client_for(member(council, "monitoring-officer"))


def day(on: date, name: str = "takes_effect") -> dict[str, str]:
    return {f"{name}_0": str(on.day), f"{name}_1": str(on.month), f"{name}_2": str(on.year)}


def draft(officer: Client, text: str = OVERHAUL, title: str = "The overhaul", reasons: str = "To save") -> str:
    """Make a draft by its pages and return its key."""
    made = officer.post(f"{ROOT}new/", {"title": title, "reasons": reasons, **day(date(2012, 6, 1))})
    assert made.status_code == 302, made.content.decode()
    key = made["Location"].rstrip("/").rpartition("/")[2]
    if text:
        written = officer.post(f"{ROOT}of/{key}/text/", {"text": text})
        assert written.status_code == 302, written.content.decode()
    return key


def shown(client: Client, address: str, **asked: str) -> str:
    response = client.get(ROOT + address, asked)
    assert response.status_code == 200, address
    return response.content.decode()


def picture(authority: Authority, on: date) -> Picture:
    organisation = gather(authority)
    assert isinstance(organisation, Organisation)
    return Picture(organisation, on)


def test_the_wokingham_overhaul_shows_what_the_council_saw_before_it_withdrew_it(officer: Client) -> None:
    text = shown(officer, f"of/{draft(officer)}/")
    assert "by the 2012 edition" in text
    assert "Findings that appear: none" not in text
    assert "The DCS would also be head of paid service." in text
    assert "This calls for a test of assurance before it takes effect" in text
    assert "Post: Chief Executive (changed)" in text
    assert "History" in text


def test_the_edition_and_the_day_can_be_chosen(officer: Client) -> None:
    key = draft(officer)
    assert "by the 2009 edition" in shown(officer, f"of/{key}/", edition="2009", on="2010-01-01")
    assert "1 January 2010" in shown(officer, f"of/{key}/", on="2010-01-01")
    assert "There is no edition" in shown(officer, f"of/{key}/", edition="1066")


@pytest.mark.database
def test_what_would_change_can_be_taken_away_as_a_table_and_as_a_file(officer: Client) -> None:
    key = draft(officer)
    table = officer.get(f"{ROOT}of/{key}/", {"format": "csv"})
    assert b"finding appears" in table.content
    assert b"test of assurance" in table.content
    file = officer.get(f"{ROOT}of/{key}/file/")
    assert "person-dcs" in file.content.decode()
    again = draft(officer, file.content.decode(), "Again")
    assert Proposal.objects.get(key=again).overlay == Proposal.objects.get(key=key).overlay


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"extends: wokingham-today.yaml\n{OVERHAUL}", "never reads a file"),
        ("posts: {x: {}}", "needs &#x27;title&#x27;"),
        ("posts: [", "is not YAML"),
        ("a: &x 1\nb: *x", "alias"),
        ("just words", "section by section"),
        ("departures: {}", "recorded on its own page"),
    ],
)
def test_what_cannot_be_proposed_is_refused_in_words_and_nothing_is_kept(officer: Client, text: str, says: str) -> None:
    key = draft(officer, "")
    refused = officer.post(f"{ROOT}of/{key}/text/", {"text": text})
    assert refused.status_code == 200
    assert "There is a problem" in refused.content.decode()
    assert says in refused.content.decode()
    assert Proposal.objects.get(key=key).overlay == {}


def test_a_file_can_be_uploaded_and_is_held_to_the_same(officer: Client) -> None:
    key = draft(officer, "")
    address = f"{ROOT}of/{key}/text/"
    for content, says in ((b"\xff\xfe\x00", "not UTF-8"), (b"#" * 200_001, "too large"), (b"posts: [", "your file:")):
        refused = officer.post(address, {"file": SimpleUploadedFile("p.yaml", content)})
        assert says in refused.content.decode()
    assert officer.post(address, {"file": SimpleUploadedFile("p.yaml", OVERHAUL.encode())}).status_code == 302
    assert "posts" in Proposal.objects.get(key=key).overlay
    assert officer.post(address, {"text": ""}).status_code == 302
    assert Proposal.objects.get(key=key).overlay == {}


def test_an_empty_form_says_what_is_missing(officer: Client) -> None:
    text = officer.post(f"{ROOT}new/", {}).content.decode()
    assert "Enter title" in text
    assert "<title>Error: " in text


def test_title_and_day_of_a_draft_can_be_changed(officer: Client) -> None:
    key = draft(officer)
    assert "The overhaul" in shown(officer, f"of/{key}/edit/")
    changed = {"title": "Another name", "reasons": "Better", **day(date(2013, 6, 1))}
    assert officer.post(f"{ROOT}of/{key}/edit/", changed).status_code == 302
    assert "by the 2013 edition" in shown(officer, f"of/{key}/")
    assert "Enter title" in officer.post(f"{ROOT}of/{key}/edit/", {}).content.decode()


@pytest.mark.database
def test_nobody_adopts_what_they_wrote_not_even_by_another_account(council: Authority, officer: Client) -> None:
    author = member(council, "governance-officer")
    key = draft(client_for(author))
    assert client_for(author).post(f"{ROOT}of/{key}/send/", {}).status_code == 302
    other = make_user("second@wokingham.example")
    other.individual = author.individual
    other.save()
    for account in (author, member(council, "monitoring-officer", user=other)):
        client = client_for(account)
        assert "/adopt/" not in shown(client, f"of/{key}/")
        assert (
            client.post(f"{ROOT}of/{key}/adopt/", {"decision": "Council", **day(date(2012, 6, 1), "on")}).status_code
            == 403
        )
    assert Proposal.objects.get(key=key).state == "for-decision"


def test_whoever_changed_a_draft_does_not_adopt_it_either(council: Authority, officer: Client) -> None:
    key = draft(officer)
    helper = client_for(member(council, "governance-officer"))
    assert helper.post(f"{ROOT}of/{key}/text/", {"text": OVERHAUL}).status_code == 302
    officer.post(f"{ROOT}of/{key}/send/", {})
    assert helper.get(f"{ROOT}of/{key}/adopt/").status_code == 200
    refused = helper.post(f"{ROOT}of/{key}/adopt/", {"decision": "Council", **day(date(2012, 6, 1), "on")})
    assert refused.status_code == 403


def test_whoever_changed_a_draft_does_not_adopt_it_once_their_accounts_are_known_to_be_one_persons(
    council: Authority, officer: Client
) -> None:
    key = draft(officer)
    helper, second = member(council, "governance-officer"), member(council, "monitoring-officer")
    client_for(helper).post(f"{ROOT}of/{key}/text/", {"text": OVERHAUL})
    same_person(by=at_the_machine(council), user=helper, other=second, why="Found out")
    officer.post(f"{ROOT}of/{key}/send/", {})
    refused = client_for(second).post(f"{ROOT}of/{key}/adopt/", {"decision": "Council", **day(date(2012, 6, 1), "on")})
    assert refused.status_code == 403


def test_a_post_whose_id_holds_the_name_of_a_secret_is_proposed_and_in_the_trail(officer: Client) -> None:
    key = draft(officer, "posts: {board-secretary: {title: Board Secretary}, recovery: {title: Recovery Manager}}")
    assert "posts/board-secretary" in shown(officer, f"of/{key}/")


@pytest.mark.database
def test_an_adopted_proposal_changes_the_organisation_from_its_day_and_not_before(
    council: Authority, officer: Client, monitoring: Client
) -> None:
    key = draft(officer)
    officer.post(f"{ROOT}of/{key}/send/", {})
    before = Entry.objects.filter(authority=council).count()
    assert "/adopt/" in shown(monitoring, f"of/{key}/")
    done = monitoring.post(f"{ROOT}of/{key}/adopt/", {"decision": "Council, minute 12", **day(date(2012, 7, 1), "on")})
    assert done.status_code == 302, done.content.decode()
    assert picture(council, date(2012, 6, 30)).person_in("chief-executive") != "person-dcs"
    assert picture(council, date(2012, 7, 1)).person_in("chief-executive") == "person-dcs"
    row = Proposal.objects.get(key=key)
    assert (row.state, row.takes_effect, row.decision) == ("adopted", date(2012, 7, 1), "Council, minute 12")
    assert Entry.objects.filter(authority=council).count() == before + 1
    assert "Adopted" in shown(officer, f"of/{key}/")


def test_a_proposal_that_no_longer_fits_is_not_adopted(council: Authority, officer: Client, monitoring: Client) -> None:
    key = draft(officer, "posts: {spare: {title: Spare, reports_to: chief-executive}}")
    officer.post(f"{ROOT}of/{key}/send/", {})
    Proposal.objects.filter(key=key).update(overlay={"posts": {"spare": {"title": "Spare", "reports_to": "gone"}}})
    refused = monitoring.post(f"{ROOT}of/{key}/adopt/", {"decision": "Council", **day(date(2012, 6, 1), "on")})
    assert "gone" in refused.content.decode()
    assert Proposal.objects.get(key=key).state == "for-decision"
    assert "spare" not in picture(council, date(2012, 6, 1)).posts
    assert "There is a problem" in shown(officer, f"of/{key}/")


def test_a_draft_without_reasons_or_changes_is_not_sent(officer: Client) -> None:
    for text, reasons, says in ((OVERHAUL, "", "Say why"), ("", "To save", "changes nothing yet")):
        key = draft(officer, text, "A draft", reasons)
        assert says in officer.post(f"{ROOT}of/{key}/send/", {}).content.decode()
        assert Proposal.objects.get(key=key).state == "draft"


def test_what_is_sent_can_be_taken_back_and_withdrawn_and_then_nothing_more(officer: Client) -> None:
    key = draft(officer)
    officer.post(f"{ROOT}of/{key}/send/", {})
    assert "Only a draft" in officer.post(f"{ROOT}of/{key}/text/", {"text": OVERHAUL}).content.decode()
    assert officer.post(f"{ROOT}of/{key}/take-back/", {"why": "A mistake"}).status_code == 302
    assert Proposal.objects.get(key=key).state == "draft"
    assert "not waiting" in officer.post(f"{ROOT}of/{key}/take-back/", {"why": "Again"}).content.decode()
    assert officer.post(f"{ROOT}of/{key}/withdraw/", {"why": "It goes against the guidance"}).status_code == 302
    assert "already" in officer.post(f"{ROOT}of/{key}/withdraw/", {"why": "Again"}).content.decode()
    text = shown(officer, f"of/{key}/")
    assert "Withdrawn" in text
    assert "It goes against the guidance" in text
    assert "What you can do" not in text


def test_two_proposals_are_compared(officer: Client) -> None:
    one, other = draft(officer), draft(officer, "posts: {chief-executive: {title: Managing Director}}", "A title")
    text = shown(officer, f"of/{one}/compare/", **{"with": other})
    assert "Two proposals compared" in text
    assert "A title" in text
    assert "Findings that disappear: none" not in text
    assert officer.get(f"{ROOT}of/{one}/compare/", {"with": "nothing"}).status_code == 404


def test_the_list_can_be_narrowed_by_state(officer: Client) -> None:
    draft(officer)
    assert "The overhaul" in shown(officer, "", state="draft")
    assert "Nothing matches" in shown(officer, "", state="adopted")


def test_a_reader_sees_proposals_and_changes_none(council: Authority, officer: Client) -> None:
    key = draft(officer)
    reader = client_for(member(council, "lead-member"))
    assert "What you can do" not in shown(reader, f"of/{key}/")
    for step in ("edit", "text", "send", "take-back", "withdraw", "adopt", "choose", "add/posts"):
        assert reader.get(f"{ROOT}of/{key}/{step}/").status_code == 403, step
    assert reader.post(f"{ROOT}of/{key}/undo/", {"thing": "posts/chief-executive"}).status_code == 403
    assert client_for(member(council, "scrutiny-member")).get(ROOT).status_code == 403


def test_proposals_of_another_authority_are_not_there(officer: Client) -> None:
    key = draft(officer)
    elsewhere = client_for(member(make_authority("elsewhere", gss_code="E06000998"), "governance-officer"))
    assert elsewhere.get(f"{ROOT}of/{key}/").status_code == 404
    assert elsewhere.get(f"/elsewhere/proposals/of/{key}/").status_code == 404


def test_without_an_organisation_a_draft_says_what_to_do_first() -> None:
    client = client_for(member(make_authority("new", gss_code="E06000997"), "governance-officer"))
    made = client.post("/new/proposals/new/", {"title": "Early", "reasons": "x", **day(date(2026, 1, 1))})
    assert made.status_code == 302
    assert "Nothing is stated of the organisation yet" in client.get(made["Location"]).content.decode()
    refused = client.post(f"{made['Location']}text/", {"text": OVERHAUL}).content.decode()
    assert "State the organisation first" in refused
    assert client.get(f"{made['Location']}choose/").status_code == 404
    both = client.get(f"{made['Location']}compare/", {"with": "early"}).content.decode()
    assert "Nothing is stated of the organisation yet" in both


def test_a_day_on_which_the_draft_does_not_fit_is_refused_on_its_form(council: Authority, officer: Client) -> None:
    by = at_the_machine(council)
    state(by=by, section="posts", key="new", facts={"title": "New"}, start=date(2012, 1, 1))
    key = draft(officer, "posts: {other: {title: Other, reports_to: new}}")
    earlier = {"title": "The overhaul", "reasons": "x", **day(date(2010, 6, 1))}
    refused = officer.post(f"{ROOT}of/{key}/edit/", earlier).content.decode()
    assert "There is a problem" in refused
    assert Proposal.objects.get(key=key).takes_effect == date(2012, 6, 1)


def test_two_proposals_that_cannot_be_compared_say_why(council: Authority, officer: Client) -> None:
    one, other = draft(officer), draft(officer, "", "Nothing")
    Proposal.objects.filter(key=other).update(overlay={"posts": {"x": {"title": "X", "reports_to": "gone"}}})
    assert "gone" in shown(officer, f"of/{one}/compare/", **{"with": other})


def test_a_draft_that_no_longer_fits_can_still_be_put_right(officer: Client) -> None:
    key = draft(officer)
    Proposal.objects.filter(key=key).update(overlay={"posts": {"x": {"title": "X", "reports_to": "gone"}}})
    assert "Chief Executive" in shown(officer, f"of/{key}/choose/", section="posts")
    assert officer.post(f"{ROOT}of/{key}/text/", {"text": OVERHAUL}).status_code == 302


def test_nothing_is_adopted_where_no_organisation_is_stated() -> None:
    authority = make_authority("bare", gss_code="E06000996")
    Proposal.objects.create(
        authority=authority, key="p", title="P", takes_effect=date(2026, 1, 1), state="for-decision",
        made_at=timezone.now(), overlay={"posts": {}},
    )  # fmt: skip
    by = at_the_machine(authority)
    with pytest.raises(BadInput, match="Nothing is stated"):
        proposing.adopt(by=by, key="p", on=date(2026, 1, 1), decision="x", now=timezone.now())
    Proposal.objects.update(state="draft")
    with pytest.raises(BadInput, match="State the organisation first"):
        proposing.put(by=by, key="p", section="plan", thing="", facts={})


def test_two_people_who_move_a_proposal_at_once_do_not_both(council: Authority, officer: Client) -> None:
    row = Proposal.objects.get(key=draft(officer))
    proposing.withdraw(by=at_the_machine(council), key=row.key, why="x", now=timezone.now())
    with pytest.raises(BadInput, match="Somebody else"):
        proposing._move(at_the_machine(council), row, "for-decision", "sent", "")


def test_the_names_of_people_are_told_only_to_those_who_may_see_them(council: Authority, officer: Client) -> None:
    who = Individual.objects.create(name="Canary Name")
    Person.objects.create(authority=council, key="person-dcs", individual=who)
    key = draft(officer)
    assert "Canary Name (interim)" in shown(officer, f"of/{key}/")

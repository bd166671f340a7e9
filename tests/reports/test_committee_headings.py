"""What a report says to its committee: each heading with who may read it, in the form and in what is printed."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from people import client_for, make_user, member
from pytest_django import Settings
from world_reports import ASSESSMENT, BRIEFING, NOW, ON, World, say, world

from clearline.accounts.access_class import OPEN, Access
from clearline.accounts.acting import Refused
from clearline.accounts.permissions import Role
from clearline.accounts.trail.queries import history
from clearline.kit.errors import BadInput
from clearline.reports import actions, composing
from clearline.reports.blocks import Missing, Pack, Text
from clearline.reports.committee import paper_of
from clearline.reports.models import CommitteeHeading
from clearline.reports.printing import printed

pytestmark = pytest.mark.django_db

EXEMPT = Access(kind="exempt", paragraph="5", why="It repeats our solicitor.")
PRIVILEGED, DRAFT = Access(kind="privileged"), Access(kind="draft")
LEGAL, PATH = "legal-implications", f"/northmoor/reports/{ASSESSMENT}/committee/?on={ON}"


@pytest.fixture
def here(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    say(monkeypatch)
    return world(settings, tmp_path)


def tell(here: World, role: Role = "monitoring-officer", access: Access | None = None, **texts: str) -> None:
    given = {key.replace("_", "-"): text for key, text in texts.items()}
    classes = dict.fromkeys(given, access) if access else {}
    actions.tell_committee(
        by=here.at_work(role), contract=ASSESSMENT, on=ON, texts=given, classes=classes, meeting="Cabinet"
    )  # fmt: skip


def composed(here: World) -> Pack:
    return composing.compose(
        ASSESSMENT, here.authority, on=ON, today=NOW.date(), rendering="open", by=here.at_work("governance-officer")
    )


def block(pack: Pack, key: str) -> object:
    return next(one.blocks[0] for one in pack.sections if one.key == key)


def test_advice_under_one_heading_is_in_the_appendix_and_the_rest_in_the_open_part(here: World) -> None:
    tell(here, access=EXEMPT, legal_implications="Counsel doubts it.")
    tell(here, options="Do nothing, or this.")
    pack = composed(here)
    assert block(pack, LEGAL) == Text(text="Counsel doubts it.", access=EXEMPT)
    open_, exempt = str(printed(pack, "open").sections), str(printed(pack, "exempt").sections)
    assert "Do nothing" in open_
    assert "Counsel" not in open_
    assert EXEMPT.why not in open_
    assert "Counsel" in exempt
    assert "Do nothing" not in exempt


def test_a_draft_is_not_told_yet_and_what_is_privileged_is_printed_nowhere(here: World) -> None:
    tell(here, access=DRAFT, legal_implications="Perhaps.")
    assert isinstance(block(composed(here), LEGAL), Missing)
    tell(here, access=PRIVILEGED, legal_implications="Counsel doubts it.")
    pack = composed(here)
    assert not any("Counsel" in str(printed(pack, part).sections) for part in ("open", "exempt", "whole"))


def test_a_heading_keeps_its_class_and_its_words_when_others_are_written(here: World) -> None:
    tell(here, access=EXEMPT, legal_implications="Counsel doubts it.")
    tell(here, options="Do nothing.")
    tell(here, legal_implications="Counsel doubts it much.")
    paper = paper_of(here.authority, ASSESSMENT, ON)
    assert paper is not None
    assert (paper.headings[LEGAL].text, paper.headings[LEGAL].access) == ("Counsel doubts it much.", EXEMPT)
    assert paper.headings["options"].access == OPEN
    before = CommitteeHeading.objects.get(heading=LEGAL).by_id
    tell(here, legal_implications="Counsel doubts it much.")
    assert CommitteeHeading.objects.get(heading=LEGAL).by_id == before, "nothing was written"


def test_only_the_monitoring_officer_opens_a_heading_that_says_something(here: World) -> None:
    tell(here, access=EXEMPT, legal_implications="Counsel doubts it.")
    with pytest.raises(Refused, match="monitoring officer"):
        tell(here, "governance-officer", access=OPEN, legal_implications="Counsel doubts it.")
    tell(here, "governance-officer", legal_implications="")
    tell(here, "governance-officer", access=OPEN, legal_implications="None arise.")
    tell(here, access=PRIVILEGED, legal_implications="Counsel doubts it.")
    with pytest.raises(Refused, match="not for your role"):
        tell(here, "analyst", legal_implications="None.")
    tell(here, access=OPEN, legal_implications="Counsel is public.")
    assert CommitteeHeading.objects.get().access_class == OPEN


def test_an_exemption_without_its_reason_and_no_committee_are_refused_whole(here: World) -> None:
    with pytest.raises(BadInput, match="public interest"):
        tell(here, access=Access(kind="exempt", paragraph="5"), legal_implications="x")
    with pytest.raises(BadInput, match="no heading 'weather'"):
        tell(here, weather="Rain.")
    assert paper_of(here.authority, ASSESSMENT, ON) is None
    with pytest.raises(BadInput, match="no committee"):
        actions.tell_committee(by=here.at_work("analyst"), contract=BRIEFING, on=ON, texts={})


def test_the_trail_says_which_headings_were_written_and_not_their_words(here: World) -> None:
    tell(here, access=EXEMPT, legal_implications="Counsel doubts it.", options="Do nothing.")
    tell(here, options="")
    told = str(history(here.authority, f"pack:{ASSESSMENT}/{ON}", named=True))
    assert "written (exempt)" in told
    assert "emptied" in told
    assert "Counsel" not in told
    assert "Do nothing" not in told


def client(here: World, role: Role) -> Any:
    return client_for(member(here.authority, role, user=make_user(name=f"Test {role}")))


def test_the_form_asks_it_of_each_heading_and_remembers(here: World) -> None:
    officer = client(here, "governance-officer")
    page = officer.get(PATH).content.decode()
    assert "Who may read legal implications: open" in page
    assert '<details class="govuk-details" open>' not in page
    sent = {LEGAL: "Counsel doubts it.", f"{LEGAL}-access": "exempt-5", "meeting": "Cabinet"}
    page = officer.post(PATH, sent).content.decode()
    assert "public interest favours keeping it exempt" in page
    assert '<details class="govuk-details" open>' in page, "what is wrong is in sight"
    assert officer.post(PATH, {**sent, f"{LEGAL}-why": EXEMPT.why}).status_code == 302
    assert CommitteeHeading.objects.get(heading=LEGAL).access_class == EXEMPT
    page = officer.get(PATH).content.decode()
    assert "Who may read legal implications: exempt under paragraph 5" in page
    assert EXEMPT.why in page
    assert officer.post(PATH, {**sent, f"{LEGAL}-access": "open"}).status_code == 403


def test_a_report_that_goes_to_no_committee_has_no_such_page(here: World) -> None:
    assert client(here, "governance-officer").get(PATH.replace(ASSESSMENT, BRIEFING)).status_code == 404


def test_what_the_writer_may_not_read_is_not_on_the_form_and_stays(here: World) -> None:
    tell(here, access=PRIVILEGED, legal_implications="Counsel doubts it.")
    analyst = client(here, "analyst")
    page = analyst.get(PATH).content.decode()
    assert "Counsel" not in page
    assert "stay as they are: 1" in page
    assert analyst.post(PATH, {"options": "Do nothing.", LEGAL: "Nothing."}).status_code == 302
    assert CommitteeHeading.objects.get(heading=LEGAL).text == "Counsel doubts it."


def test_an_unknown_heading_and_an_exemption_without_reason_are_kept_out_of_the_table(here: World) -> None:
    tell(here, options="Do nothing.")
    paper = CommitteeHeading.objects.get().paper
    for wrong in ({"heading": "weather"}, {"heading": LEGAL, "access": "exempt"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CommitteeHeading.objects.create(paper=paper, text="x", **wrong)


@pytest.mark.django_db(transaction=True)
def test_what_was_written_before_moves_into_headings_and_back(here: World) -> None:
    before, after = [("reports", "0002_figure_of_a_remark")], [("reports", "0003_committee_headings")]
    executor = MigrationExecutor(connection)
    leaf = [key for key in executor.loader.graph.leaf_nodes() if key[0] == "reports"]
    try:
        executor.migrate(before)
        old = executor.loader.project_state(before).apps.get_model("reports", "CommitteePaper")
        old.objects.create(authority_id=here.authority.pk, contract=ASSESSMENT, on=ON, decision="Note it.", meeting="C")
        MigrationExecutor(connection).migrate(after)
        assert [(one.heading, one.text, one.access) for one in CommitteeHeading.objects.all()] == [
            ("decision-sought", "Note it.", "open")
        ]
        MigrationExecutor(connection).migrate(before)
        assert old.objects.get().decision == "Note it."
    finally:
        MigrationExecutor(connection).migrate(leaf)

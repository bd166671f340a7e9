"""An authority with a row in every table that goes out as it is, most of them made as the site makes them."""

from datetime import UTC, date, datetime

import giving
import stating
import world_challenges
import world_registers
import world_testing
from northmoor_whole import acting, departs
from people import make_user, member
from world_schedule import BRIEFING, at, issued

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority, User
from clearline.accounts.permissions import Role
from clearline.assurance.actions import confirm_text
from clearline.assurance.challenges.actions import answer, challenge
from clearline.assurance.statements import actions as statements
from clearline.assurance.statements.offering import offer
from clearline.assurance.viewing import give_legal_view
from clearline.guidance.content import load
from clearline.kit.filed import file_away
from clearline.registers.actions import set_interval
from clearline.reports.models import CommitteeHeading, CommitteePaper, Publication, Remark, WordTemplate
from clearline.schedule import actions as schedule
from clearline.schedule import electing
from clearline.schedule.due import Own
from clearline.transfer.filed_files import kept_in
from clearline.transfer.information_law import foi_deciding, holds, retention
from clearline.transfer.information_law.foi import search
from clearline.transfer.models import Hold

DAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
OLD = ("dcs-lm", "2009", "dcs-ensures-protocols-for-functions")
"""A duty of the edition before, which one of the later edition continues."""
EXEMPT = Access(kind="exempt", paragraph="1", why="It would show who a child is.")
WORDS = "The panel\u2028met twice.\r\n\r\nIt asked why."
"""Words that a careless way out and in would change."""


def everything() -> Authority:
    """Return Northmoor with something of everything. ``settings.EVIDENCE`` and ``ISSUED`` must be the test's own."""
    team = world_testing.team()
    authority = team.authority
    world_testing.published(team)
    world_testing.things(authority)
    departs(authority, published=True)
    world_registers.registers_kept(authority)
    set_interval(by=at_the_machine(authority), register="points-of-referral", months=6, why="Ours.")
    _state(team)
    _challenge(team)
    _issue(team)
    _law(team)
    return authority


def _state(team: world_testing.Team) -> None:
    stating.say(team.dcs, "dcs", place=OLD)
    columns: tuple[tuple[Acting, Role], ...] = ((team.dcs, "dcs"), (team.lead_member, "lead-member"))
    for by, role in columns:
        statements.say(
            by=by, place=stating.DUTY, role=role, result="partly", words=WORDS, saw="Two visits.", on=DAY,
            access=EXEMPT if role == "dcs" else Access(),
        )  # fmt: skip
    stating.keep(team.governance)
    participation = acting(member(team.authority, "participation-officer"), team.authority, "participation-officer")
    statements.record_voice(
        by=participation,
        place=stating.DUTY,
        words="We were asked late.",
        how="Council of children",
        heard_on=DAY,
        on=DAY,
    )
    for item in (giving.add_link(team.governance), giving.add_file(team.governance)):
        giving.uses(team.governance, item)
    for by in (team.dcs, team.lead_member):
        statements.sign_off(by=by, place=stating.DUTY, on=DAY, now=NOW)
    offer(by=team.governance, from_edition="dcs-lm/2009", to_edition="dcs-lm/2013", on=DAY, why="A new edition.")


def _challenge(team: world_testing.Team) -> None:
    assert team.lead_member.user
    assert team.partner.user
    assert team.governance.user
    people: dict[Role, User] = {
        "lead-member": team.lead_member.user, "partner": team.partner.user, "governance-officer": team.governance.user,
        "board-support": member(team.authority, "board-support"),
    }  # fmt: skip
    world_challenges.things(team.authority, people, NOW)
    key = challenge(
        by=team.lead_member, challenger="office:lead-member", challenged="office:dcs", topic="One family", words=WORDS,
        on=DAY, due=DAY, access=EXEMPT,
    )  # fmt: skip
    answer(by=team.dcs, key=key, words="It is looked at.", on=DAY)


def _issue(team: world_testing.Team) -> None:
    authority, says = team.authority, "what it says"
    first = issued(authority, by=team.dcs, says=says)
    issued(authority, by=team.dcs, says="better", amends=first, why="A number was wrong.")
    for content in (says, "better", "the template"):
        file_away(kept_in(WordTemplate, authority.key), content.encode())
    schedule.acknowledge(by=team.lead_member, contract=BRIEFING, number=first, now=at(DAY))
    schedule.ask(by=team.lead_member, contract=BRIEFING, number=first, text="Why so late?", now=at(DAY))
    schedule.set_cadence(by=team.governance, contract=BRIEFING, own=Own(every="quarter"), why="Ours.", on=DAY)
    about, machine = f"report:{BRIEFING}/{first}", at_the_machine(authority)
    election = electing.set_election(by=machine, election="Council", starts=DAY, ends=date(2026, 7, 1))
    electing.want_release(by=team.dcs, about=about, why="It is urgent.", on=DAY, now=NOW)
    electing.release(by=team.monitoring, about=about, election=election, why="It sways nobody.", now=NOW)
    _write(authority, team.dcs, first)


def _write(authority: Authority, by: Acting, number: str) -> None:
    """Write the rows of reports, whose actions would compose a pack for each."""
    assert by.user
    individual = by.user.individual
    for content in ("voice", "figures"):
        Remark.objects.create(authority=authority, contract=BRIEFING, content=content, on=DAY, text=WORDS,
                              office="dcs", by=individual, at=NOW)  # fmt: skip
    paper = CommitteePaper.objects.create(authority=authority, contract=BRIEFING, on=DAY, meets=DAY)
    CommitteeHeading.objects.create(paper=paper, heading="decision-sought", text="Note it.", by=individual)
    digest = file_away(kept_in(WordTemplate, authority.key), b"the template")
    WordTemplate.objects.create(authority=authority, name="own.docx", digest=digest, size=12, by=individual, at=NOW)
    Publication.objects.create(authority=authority, contract=BRIEFING, number=number, at=NOW, on=DAY, by=individual,
                               figures=[3])  # fmt: skip


def _law(team: world_testing.Team) -> None:
    authority = team.authority
    give_legal_view(
        by=team.monitoring, rule="dcs-direct-report", subject="dcs", edition="2013", view="disagrees", reasons="-",
        privileged=True, on=DAY,
    )  # fmt: skip
    confirm_text(
        by=team.governance,
        guidance=load(),
        document="dcs-lm",
        edition="2013",
        duty=stating.DUTY[2],
        page="7",
        on=DAY,
        today=DAY,
    )
    officer = acting(
        member(authority, "data-protection-officer", user=make_user(name="Una Dotterel")), authority,
        "data-protection-officer",
    )  # fmt: skip
    holds.place_hold(by=officer, scope=Hold.EVERYTHING, reason="An inquiry.", starts=DAY)
    retention.look(authority=authority, now=NOW)
    request = foi_deciding.open_request(by=officer, reference="FOI-1", words="hub", received=DAY, today=DAY)
    record = next(one.record for one in search(officer, "hub", "FOI-1"))
    foi_deciding.decide(by=officer, request=request, record=record, decision="disclose", on=DAY)

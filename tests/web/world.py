"""Two authorities that look alike, each with something of everything, for the tests of who may come in where."""

from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import world_challenges
import world_jobs
import world_schedule
import world_statements
import world_testing
from made_figures import loaded, made_content
from northmoor_whole import departs, example
from own_figures import add_own, publish
from people import make_authority, make_user, member
from world_registers import registers_kept

from clearline.accounts import tokens
from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority, Membership, User
from clearline.accounts.permissions import ALL, ROLES, Role
from clearline.accounts.trail.models import Entry
from clearline.assurance.actions import confirm_text
from clearline.checks import proposing, queries
from clearline.checks.proposing import Wanted
from clearline.guidance.content import load
from clearline.guidance.queries import force_rank
from clearline.organisations.models import Recorded
from clearline.transfer.importing import put_organisation
from clearline.transfer.information_law.foi_deciding import open_request
from clearline.transfer.information_law.holds import place_hold

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
TOKENS_END = date(2027, 10, 1)
MINE, OTHERS = "northmoor", "southmoor"


class Place(NamedTuple):
    """One of the two authorities, who has which role there, and what its pages are about."""

    authority: Authority
    members: dict[Role, User]
    things: dict[str, dict[str, Any]]
    """What stands in the address of a page, by the page."""


def figures_in(folder: Path, stack: ExitStack) -> Path:
    """Make a store of made-up figures, with own ones of both authorities' code; return it."""
    stack.enter_context(made_content(folder))
    store = loaded(folder)
    add_own(store)
    publish(store)
    return store


def made(key: str) -> Place:
    """Make an authority with a member for each role and something for every page."""
    authority = make_authority(key, gss_code="E06000999" if key == MINE else "E06000998")
    put_organisation(by=at_the_machine(authority), organisation=example("northmoor"), why="for the matrix")
    members = {role: member(authority, role) for role in ROLES}
    author = Acting(members["dcs"], authority, ALL, "page")
    broken = world_jobs.broken(Acting(members["analyst"], authority, frozenset({"analyst"}), "page"))
    overlay = {"posts": {"head-of-libraries": {"title": "Head of Books"}}}
    keys = {}
    for name in ("draft", "waiting", "other"):
        wanted = Wanted(f"{key} {name}", "Tried out.", date(2027, 4, 1))
        keys[name] = proposing.propose(by=author, wanted=wanted, overlay=overlay, now=NOW)
    proposing.send(by=author, key=keys["waiting"])
    departure = departs(authority)
    document, edition, duty = _unread()
    confirm_text(
        by=author, guidance=load(), document=document, edition=edition, duty=duty, page="7", on=NOW.date(),
        today=NOW.date(),
    )  # fmt: skip
    invited = make_user(f"invited@{key}.example", password=None)
    member(authority, "analyst", user=invited)
    token = tokens.make(by=author, name="Reports", scopes=["read"], ends=TOKENS_END, now=NOW, on=NOW.date())
    things = _things(authority, keys, departure, invited)
    things |= {"jobs:again": {"job": broken}}
    things |= _of_information_law(author, members["analyst"])
    things |= world_challenges.things(authority, members, NOW)
    things |= world_testing.things(authority)
    things |= registers_kept(authority)
    things |= world_statements.for_the_matrix(authority, NOW.date())
    things |= world_schedule.for_the_matrix(authority)
    things |= _of_reports(things["schedule:ask"])
    return Place(authority, members, {**things, "accounts:token-end-here": {"number": token.number}})


def _of_information_law(by: Acting, somebody: User) -> dict[str, dict[str, Any]]:
    """Place a hold and open a request; return what stands in the addresses of those pages."""
    assert by.authority is not None
    reference = f"FOI-{by.authority.key}"
    hold = place_hold(by=by, scope="everything", reason="An inquiry", starts=NOW.date())
    open_request(by=by, reference=reference, words="libraries", received=NOW.date(), today=NOW.date())
    request, person = {"reference": reference}, {"individual": somebody.individual_id}
    return {
        "transfer:lift": {"key": hold},
        **{f"transfer:{name}": request for name in ("request", "decide", "notice", "answered")},
        **{f"transfer:{name}": person for name in ("person", "give-out", "erase")},
    }


def _of_reports(issued: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what stands in the addresses of the pages of reports: ``issued`` names one that was issued."""
    contract = {"contract": issued["contract"]}
    signed = {"contract": "governance-assessment"}  # signed by two, and laid before a committee
    return {
        **{f"reports:{name}": contract for name in ("report", "preview", "ask-to-issue")},
        **{f"reports:{name}": signed for name in ("committee", "sign")},
        **{f"reports:{name}": issued for name in ("issue", "publish", "withdraw")},
        "reports:comment": {**contract, "content": "voice"},
        "reports:draft": {**contract, "form": "csv"},
        "reports:download": {**issued, "name": "none.pdf"},
        "reports:being-issued": {"job": UUID(int=0)},
        "checks:standing-by": {"by": "bearer"},
    }


def _unread() -> tuple[str, str, str]:
    """Return a duty that binds and whose words were not seen in the text: its document, its edition and its key."""
    every = queries.stated_duties().items()
    return next(name for name, stated in every if stated.certainty != "seen" and force_rank(stated.duty))


def _things(authority: Authority, keys: dict[str, str], departure: str, invited: User) -> dict[str, dict[str, Any]]:
    post = {"section": "posts", "key": "head-of-libraries"}
    board = {"section": "bodies", "key": "children-scrutiny"}
    document, edition, named = _unread()
    duty = {"document": document, "edition": edition, "duty": named}
    finding = {"edition": "2013", "rule": "line-unbroken", "about": "family-practitioner"}
    appointment = Recorded.objects.filter(authority=authority, section="appointments", within="posts/head-of-libraries")
    membership = Membership.objects.get(authority=authority, user=invited)
    account = {"account": invited.pk}
    draft, waiting = {"key": keys["draft"]}, {"key": keys["waiting"]}
    thing = {**draft, "section": "posts", "thing": "head-of-libraries"}
    things: dict[str, dict[str, Any]] = {
        "accounts:role-end": {"membership": membership.pk},
        **{f"accounts:{name}": account for name in ("person", "begin-anew", "close", "open", "same-person")},
        "checks:confirm-text": duty, "checks:withdraw-text": duty,
        "checks:legal-view": finding, "checks:finding": finding,
        **{f"checks:{name}": draft for name in (
            "proposal", "proposal-file", "proposal-edit", "proposal-text", "proposal-send", "proposal-withdraw",
            "proposal-choose", "proposal-undo",
        )},
        "checks:proposal-compare": {**draft, "?with": keys["other"]},
        "checks:proposal-take-back": waiting, "checks:proposal-adopt": waiting,
        "checks:proposal-single": {**draft, "section": "monitoring"},
        "checks:proposal-add": {**draft, "section": "posts"},
        "checks:proposal-thing": thing, "checks:proposal-remove": thing, "checks:proposal-new-part": thing,
        "checks:proposal-part": {**thing, "at": 0},
        "guidance:edition": {"document": "dcs-lm", "edition": "2013"},
        "guidance:export": {"document": "dcs-lm", "edition": "2013", "kind": "json"},
        "guidance:provision": {"document": "dcs-lm", "edition": "2013", "at": "key-5"},
        "guidance:duty": {"document": "dcs-lm", "edition": "2013", "key": "authority-takes-guidance-into-account"},
        "organisations:post": {"key": "head-of-libraries"}, "organisations:office": {"key": "leader"},
        "organisations:function": {"key": "libraries"}, "organisations:body": {"key": "children-scrutiny"},
        "organisations:partner": {"key": "police"}, "organisations:person": {"key": "person-director"},
        "organisations:section": {"section": "arrangements"},
        "organisations:thing": {"section": "arrangements", "key": "section-75"},
        "organisations:none": {"section": "considerations"},
        "organisations:add": {"section": "posts"}, "organisations:change": post, "organisations:end": post,
        "organisations:add#boards": {"section": "bodies"}, "organisations:change#boards": board,
        "organisations:end#boards": board, "organisations:appoint#boards": board,
        "accounts:token-end-here": {"number": 0}, "accounts:token-end": {"number": 0},
        "organisations:name": {"key": "person-director"}, "organisations:appoint": post,
        "organisations:appointment": {**post, "number": appointment.get().pk},
        "measures:measure": {"key": "came-back"}, "measures:template": {"key": "came-back"},
        "measures:gap": {"key": "score-gap"}, "measures:revisions": {"dataset": "made-referrals"},
        "measures:publication": {"number": 1}, "measures:target": {"key": "came-back"},
        "measures:key": {"key": "came-back"}, "measures:key-remove": {"key": "came-back"},
        "measures:loading": {"job": UUID(int=0)},
        **{f"assurance:{name}": {"key": departure} for name in (
            "departure", "renew-departure", "end-departure", "publish-departure",
        )},
        "trail:entry": {"sequence": Entry.objects.filter(authority=authority).count()},
    }  # fmt: skip
    return things

"""What has to be done by a day in the features that the calendar does not know of: reviews, answers, actions."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.permissions import ROLES, Role
from clearline.accounts.queries import role_title
from clearline.assurance.challenges.to_do import actions_of
from clearline.assurance.challenges.waiting import waiting
from clearline.assurance.departing import state_on
from clearline.assurance.queries import on_record
from clearline.assurance.statements.queries import Judgement, judgements, stated_duty
from clearline.assurance.testing.queries import tests
from clearline.guidance.content import load
from clearline.guidance.queries import ALWAYS, editions_of
from clearline.guidance.words import known_as
from clearline.organisations.queries import picture
from clearline.schedule.items import Item
from clearline.schedule.queries import edition_on


def dated(by: Acting, start: date, end: date) -> Iterator[Item]:
    """Yield what somebody may see of what falls due from a day to another, and of what is late on the first."""
    assert by.authority is not None
    for one in (*_departures(by, start), *_statements(by, start), *_of_challenges(by, start), *_tests(by, start)):
        if one.due <= end:
            yield one


def _late(due: date, on: date) -> int:
    return max(0, (on - due).days)


def _departures(by: Acting, on: date) -> Iterator[Item]:
    """Yield the reviews of departures that have begun and are not over."""
    authority = _authority(by)
    for one in on_record(authority) if by.may("see departures") else ():
        if state_on(one.departure, on) not in ("not begun", "ended"):
            yield Item(
                key=f"departure:{one.key}", kind="Review", about=f"departure:{one.key}", due=one.departure.review,
                title=f"Review of the departure from {one.departure.provision}", owner="governance-officer",
                says="The review date that was decided. After it the departure explains nothing.",
                late=_late(one.departure.review, on),
                address=reverse("assurance:departure", args=(authority.key, one.key)),
            )  # fmt: skip


def _statements(by: Acting, on: date) -> Iterator[Item]:
    """Yield the statements to be made anew on the edition in force, the Act and present law, by who must speak."""
    if not by.may("see assurance"):
        return
    editions = [("dcs-lm", edition_on(on))] if edition_on(on) else []
    editions += [(one.document, one.edition) for name in ALWAYS for one in editions_of(load(), name)]
    for document, edition in editions:
        for one in judgements(_authority(by), document, edition, on):
            if one.due is not None and (one.due >= on or one.stale(on)):
                yield from _columns(_authority(by), one, one.due, on)


def _columns(authority: Authority, one: Judgement, due: date, on: date) -> Iterator[Item]:
    stated = stated_duty(one.document, one.edition, one.duty)
    assert stated is not None
    place = (authority.key, one.document, one.edition, one.duty)
    for role, said in zip(one.column_names, one.columns, strict=True):
        if said is None or said.on < due:
            yield Item(
                key=f"{one.about}/{role}", kind="Statement", about=one.about, due=due, owner=role,
                title=f"Statement of the {_plain(role)}: {known_as(stated.provision.at, stated.duty.says)}",
                says="The review date that was set, or a year after the last statement.", late=_late(due, on),
                address=reverse("statements:judgement", args=place),
            )  # fmt: skip


def _of_challenges(by: Acting, on: date) -> Iterator[Item]:
    """Yield the answers that challenges wait for, and the actions that are open."""
    authority = _authority(by)
    for one in waiting(authority, by, on):
        yield Item(
            key=f"challenge:{one.key}/{one.due}", kind="Challenge", about=f"challenge:{one.key}", due=one.due,
            title=f"Challenge {one.key}: answer from {one.challenged_name}",
            owner=_role(one.answerer.removeprefix("office:")), owner_name=one.challenged_name,
            readers=tuple(filter(None, [_role(one.challenger.removeprefix("office:"))])),
            late=_late(one.due, on), address=reverse("challenges:challenge", args=(authority.key, one.key)),
        )  # fmt: skip
    if by.may("see assurance"):
        roles = _roles_of_places(authority, on)
        for action in actions_of(authority, on):
            if action.status == "open":
                yield Item(
                    key=f"action:{action.key}", kind="Action", about=f"action:{action.key}", due=action.due,
                    title=f"{action.title} ({action.owner_name})", owner=roles.get(action.owner),
                    owner_name=action.owner_name,
                    late=_late(action.due, on), address=reverse("challenges:action", args=(authority.key, action.key)),
                )  # fmt: skip


def _tests(by: Acting, on: date) -> Iterator[Item]:
    """Yield the next review of the latest test of assurance, unless another was opened since."""
    latest = next(iter(tests(_authority(by), by)), None)
    if latest is not None and latest.concluded and latest.next_review:
        yield Item(
            key=f"test:{latest.key}", kind="Test of assurance", about=f"test:{latest.key}", due=latest.next_review,
            title=f"Next test of assurance after “{latest.title}”", owner="chief-executive",
            says="The council’s own date: no edition fixes an interval.", late=_late(latest.next_review, on),
            address=reverse("testing:test", args=(_authority(by).key, latest.key)),
        )  # fmt: skip


def _roles_of_places(authority: Authority, on: date) -> dict[str, Role]:
    """Return the role of each post and office that has one here."""
    found = picture(authority, on)
    if found is None:
        return {}
    named = {key: role for key, post in found.own_posts.items() for one in post.roles if (role := _role(one))}
    return {**named, **{key: role for key, one in found.offices.items() if (role := _role(one.role))}}


def _role(name: str) -> Role | None:
    """Return the role of a post's or an office's designation; ``None`` for one that has none in the product."""
    return next((role for role in ROLES if role == ("leader" if name == "mayor" else name)), None)


def _plain(role: Role) -> str:
    title = role_title(role)
    return title[:1].lower() + title[1:]


def _authority(by: Acting) -> Authority:
    assert by.authority is not None
    return by.authority

"""Changes of what those accountable say: a statement, how a judgement is kept, what children say, offers."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from clearline.accounts.access_class import OPEN, Access, access_columns
from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority, Individual
from clearline.accounts.permissions import Role
from clearline.accounts.queries import role_title
from clearline.accounts.trail import actions as trail
from clearline.assurance.signing.actions import sign
from clearline.assurance.statements import models
from clearline.assurance.statements.columns import RESULTS, columns_of
from clearline.assurance.statements.queries import KEPT, judgement, stated_duty
from clearline.assurance.statements.signed import signed_content
from clearline.assurance.statements.workflow import DECISIONS, STATES, STRENGTHS, check_step
from clearline.guidance.queries import Stated
from clearline.kit.errors import BadInput

Place = tuple[str, str, str]
"""A duty: its document, its edition and its key."""

COLUMNS = ("first_by", "second_by")


def say(
    *, by: Acting, place: Place, role: Role, result: str, words: str, saw: str, on: date, access: Access = OPEN
) -> None:
    """State in one's own column how a duty stands, on a day. What was said before stays as it was.

    Raises ``Refused`` for whoever has not the office, is not signed in, or is the person who speaks in the other
    column; ``BadInput`` for a duty that has no such column, without words, without what they rest on, or for a day
    before the last statement of the column.
    """
    by.require(f"state as {role}")
    assert by.authority is not None
    if by.user is None:
        raise Refused("A statement is somebody's own: only who is signed in can make one.")
    stated = _stated(place)
    names = columns_of(stated.duty)
    if role not in names:
        raise BadInput(f"{role_title(role)} has no column here. The two are {' and '.join(map(role_title, names))}.")
    if result not in RESULTS:
        raise BadInput(f"A statement says one of: {', '.join(RESULTS)}.")
    if not words.strip() or not saw.strip():
        raise BadInput("Say why, and what you saw, read or heard that it rests on.")
    columns = access_columns(access)
    with transaction.atomic():
        row = _held(by.authority, place)
        mine, others = COLUMNS if role == names[0] else reversed(COLUMNS)
        by.require_another(getattr(row, f"{others}_id"), "The second statement")
        last = row.statements.filter(role=role).last()
        if last is not None and on < last.on:
            raise BadInput(f"You stated on {last.on:%-d %B %Y}. A new statement cannot come before it.")
        if access.kind != "draft":
            setattr(row, mine, by.user.individual)
            row.save(update_fields=[mine])
        row.statements.create(
            role=role, by=by.user.individual, result=result, words=words.strip(), saw=saw.strip(), on=on, **columns
        )
        # the words may be kept from readers of the trail, so that they are not repeated there
        after = {"as": role, "result": result, "on": on, "access": access.kind}
        before = {"as": role, "result": last.result, "on": last.on} if last else None
        trail.record(by=by, did="duty stated", about=_about(place), before=before, after=after)


def keep(
    *,
    by: Acting,
    place: Place,
    state: str,
    strength: str,
    decision: str,
    review: date | None,
    trigger: str,
    why: str,
    on: date,
) -> None:
    """Say how far a judgement is, how strong its evidence is, what was decided, and when it is looked at again.

    None of it is a word of the two who are accountable. Raises ``BadInput`` for a step that does not follow, for
    departing from law, and without a reason.
    """
    by.require("keep judgements")
    assert by.authority is not None
    stated = _stated(place)
    for value, known in ((state, STATES), (strength, ("", *STRENGTHS)), (decision, ("", *DECISIONS))):
        if value not in known:
            raise BadInput(f"'{value}' is none of: {', '.join(one for one in known if one)}.")
    if not why.strip():
        raise BadInput("Say why.")
    given = {"state": state, "strength": strength, "decision": decision, "review": review, "trigger": trigger.strip()}
    with transaction.atomic():
        row = _held(by.authority, place)
        now = judgement(by.authority, *place)
        assert now is not None
        reviewed = review is not None or bool(trigger.strip())
        check_step(stated.duty, now.state, state, decision, now.pair, reviewed)
        before = {name: getattr(now, name) for name in KEPT}
        if before == given:
            raise BadInput("Nothing of it is changed.")
        row.keepings.create(by=_individual(by), on=on, why=why.strip(), **given)
        trail.record(by=by, did="judgement kept", about=_about(place), why=why.strip(), before=before, after=given)


def record_voice(
    *, by: Acting, place: Place, words: str, how: str, heard_on: date, on: date, access: Access = OPEN
) -> None:
    """Record what children and young people say about a duty, how it was heard and when.

    Raises ``BadInput`` without words, without how it was heard, or for a day to come.
    """
    by.require("record children's words")
    assert by.authority is not None
    _stated(place)
    if not words.strip() or not how.strip():
        raise BadInput("Write what they said and how it was heard.")
    if heard_on > on:
        raise BadInput("The day on which it was heard must be today or in the past.")
    columns = access_columns(access)
    with transaction.atomic():
        row = _held(by.authority, place)
        row.voices.create(words=words.strip(), how=how.strip(), heard_on=heard_on, by=_individual(by), on=on, **columns)
        # how it was heard may be kept from readers of the trail, as the words may
        after = {"heard on": heard_on, "access": access.kind}
        trail.record(by=by, did="children's words recorded", about=_about(place), after=after)


def sign_off(*, by: Acting, place: Place, on: date, now: datetime) -> None:
    """Sign a judgement as it is, in the office in which this person spoke in it.

    Raises ``BadInput`` until both have spoken and for whoever has not; what ``signing.actions.sign`` raises besides.
    """
    by.require("sign")
    assert by.authority is not None
    stated = _stated(place)
    with transaction.atomic():
        row = _held(by.authority, place)
        one = judgement(by.authority, *place)
        assert one is not None
        if None in one.columns:
            raise BadInput("It can be signed once both have stated.")
        spoke = {getattr(row, f"{column}_id"): role for column, role in zip(COLUMNS, one.column_names, strict=True)}
        if by.person not in spoke:
            raise BadInput("Only the two people who stated can sign it.")
        title = stated.numbered[:300]
        content = signed_content(by.authority, one, on)
        sign(by=by, about=one.about, content=content, title=title, office=spoke[by.person], on=on, now=now)


def _stated(place: Place) -> Stated:
    found = stated_duty(*place)
    if found is None:
        raise BadInput(f"{place[0]}/{place[1]} has no duty '{place[2]}' that could be judged.")
    return found


def _held(authority: Authority, place: Place) -> models.Judgement:
    """Return the row of a judgement, new where there is none, and hold the authority against other writers."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    names: Any = dict(zip(("document", "edition", "duty"), place, strict=True))
    return models.Judgement.objects.get_or_create(authority=authority, **names)[0]


def _about(place: Place) -> str:
    return f"judgement:{'/'.join(place)}"


def _individual(by: Acting) -> Individual | None:
    return by.user.individual if by.user else None

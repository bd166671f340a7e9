"""Changes of actions: opened, given to another owner or another day, done, dropped, opened again."""

from datetime import date
from typing import Any

from django.db import transaction

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.trail import actions as trail
from clearline.assurance.abouts import check_about
from clearline.assurance.challenges.models import Action
from clearline.assurance.challenges.to_do import owners
from clearline.assurance.challenges.writing import authority_for, hold
from clearline.assurance.evidence import actions as evidence_of
from clearline.kit.errors import BadInput


def open_action(*, by: Acting, title: str, source: str, owner: str, due: date, on: date) -> str:
    """Open an action because of a thing (``kind:key``); return its key.

    Raises ``BadInput`` without a title, for a source that is nothing, an owner that the organisation has not on the
    day, and a day that is past.
    """
    authority = authority_for(by, "keep actions")
    check_about(source)
    if not title.strip():
        raise BadInput("Say what is to be done.")
    if due < on:
        raise BadInput("The day by which it is due must be today or later.")
    with transaction.atomic():
        hold(authority)
        number = Action.objects.filter(authority=authority, opened__year=on.year).count() + 1
        row = Action.objects.create(
            authority=authority, key=f"{on.year}-{number}", title=title.strip(), source=source, owner=owner,
            owner_name=_owner(authority, owner, on), opened=on, due=due,
        )  # fmt: skip
        after = {"title": row.title, "source": source, "owner": owner, "due": due}
        trail.record(by=by, did="action opened", about=f"action:{row.key}", after=after)
    return row.key


def change_action(*, by: Acting, key: str, owner: str, due: date, why: str, on: date) -> None:
    """Give an open action to another owner, or another day. Raises ``BadInput`` where nothing changes."""
    authority = authority_for(by, "keep actions")
    with transaction.atomic():
        row = _action(authority, key, open=True)
        if due < row.opened:
            raise BadInput("The day by which it is due must be the same as or after the day on which it was opened.")
        if (owner, due) == (row.owner, row.due):
            raise BadInput("Choose another owner or another day.")
        name = row.owner_name if owner == row.owner else _owner(authority, owner, on)
        _change(row, by, "action changed", why, owner=owner, owner_name=name, due=due)


def finish_action(*, by: Acting, key: str, outcome: str, on: date, evidence: str = "", place: str = "") -> None:
    """Say that an action is done and what was done; ``evidence`` is the key of an item that shows it, ``place`` where.

    Raises ``BadInput`` as ``evidence.actions.use`` does, for evidence that is not there or not whole.
    """
    authority = authority_for(by, "keep actions")
    with transaction.atomic():
        row = _action(authority, key, open=True)
        _ended(row, on)
        if evidence:
            evidence_of.use(by=by, item=evidence, about=f"action:{key}", place=place, why=outcome, on=on)
        _change(row, by, "action done", outcome, status="done", ended=on, outcome=outcome.strip())


def drop_action(*, by: Acting, key: str, why: str, on: date) -> None:
    """Say that an action will not be done, and why."""
    authority = authority_for(by, "keep actions")
    with transaction.atomic():
        row = _action(authority, key, open=True)
        _ended(row, on)
        _change(row, by, "action dropped", why, status="dropped", ended=on, outcome=why.strip())


def open_again(*, by: Acting, key: str, why: str) -> None:
    """Open an action again that was said to be done or dropped. What was said of it stays in its history."""
    authority = authority_for(by, "keep actions")
    with transaction.atomic():
        row = _action(authority, key, open=False)
        _change(row, by, "action opened again", why, status="open", ended=None, outcome="")


def _action(authority: Authority, key: str, *, open: bool) -> Action:
    """Return an action, held against others. Raises ``BadInput`` when it is not there, or not in the state wanted."""
    hold(authority)
    row = Action.objects.filter(authority=authority, key=key).first()
    if row is None:
        raise BadInput(f"There is no action '{key}'.")
    if (row.status == "open") != open:
        raise BadInput("This action is open already." if row.status == "open" else f"This action is {row.status}.")
    return row


def _owner(authority: Authority, owner: str, on: date) -> str:
    """Return the title of a post or office. Raises ``BadInput`` for one that is not there on the day."""
    there = owners(authority, on)
    if owner not in there:
        raise BadInput(f"There is no post or office '{owner}' on {on:%-d %B %Y}. State it under Organisation first.")
    return there[owner]


def _ended(row: Action, on: date) -> None:
    if on < row.opened:
        raise BadInput("This day is before the action was opened.")


def _change(row: Action, by: Acting, did: str, why: str, **fields: Any) -> None:
    """Change fields of an action, and leave one entry with what they were."""
    if not why.strip():
        raise BadInput("Say it in words.")
    before = {name: getattr(row, name) for name in fields}
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    trail.record(by=by, did=did, about=f"action:{row.key}", why=why.strip(), before=before, after=fields)

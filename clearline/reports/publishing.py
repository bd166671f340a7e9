"""Lets the public read an issued report: its open part, outside a pre-election period, through the gate of figures."""

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.db import transaction

from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.permissions import PERMISSIONS, ROLES
from clearline.accounts.queries import role_title
from clearline.accounts.trail import actions as trail
from clearline.kit.errors import BadInput
from clearline.measures import queries as measures
from clearline.reports import models
from clearline.reports.asked import Asked
from clearline.reports.blocks import Pack, Table, walk
from clearline.reports.composing import asked_for
from clearline.reports.queries import open_files
from clearline.schedule.content import contract_named
from clearline.schedule.elections import require_no_hold
from clearline.schedule.issued import Issued
from clearline.schedule.queries import issue, issuer

if TYPE_CHECKING:
    from clearline.measures.disclosure.ledger import Printed

PUBLISH = "publish reports"
CHANGED = (
    "The council's own counts of children in this report have changed since it was issued, or would have to be hidden "
    "otherwise beside what was published meanwhile. Issue an amendment, and publish that."
)


def publish(*, by: Acting, contract: str, number: str, on: date, now: datetime) -> None:
    """Let the public read the open part of an issue from today on; again changes nothing.

    Its own counts of children are attacked first, together with everything published before, and entered in the ledger.
    Raises ``BadInput`` for a report that is not for the public, that was amended, or whose figures are not proved safe;
    ``HeldBack`` in a pre-election period; ``Refused`` without the permission, for the office that made it, and for the
    person who issued it.
    """
    authority = _authority(by)
    released_by = _office(by, contract)
    one = _publishable(authority, contract, number)
    about = f"report:{contract}/{number}"
    require_no_hold(authority, about, on)
    by.require_another(issuer(authority, contract, number), "Publishing a report")
    figures = _through_the_gate(authority, one, released_by, on)
    with transaction.atomic():
        _hold(authority)
        # an amendment may have been issued, or a period set, while the figures were tried
        _publishable(authority, contract, number)
        require_no_hold(authority, about, on)
        rows = models.Publication.objects.filter(authority=authority, contract=contract, number=number)
        row = rows.first()
        if row is not None and row.withdrawn is None:
            return
        columns = {
            "at": now, "on": on, "by": by.user.individual if by.user else None, "figures": list(figures),
            "withdrawn": None, "withdrawn_why": "",
        }  # fmt: skip
        models.Publication.objects.update_or_create(
            authority=authority, contract=contract, number=number, defaults=columns
        )
        after = {"on": on, "figures": list(figures), "files": [file.sha256 for file in open_files(one)]}
        trail.record(by=by, did="report published", about=about, after=after)


def withdraw(*, by: Acting, contract: str, number: str, on: date, why: str) -> None:
    """Let the public no longer read a report. Raises ``BadInput`` without a reason and for one that is not public."""
    authority = _authority(by)
    if not why.strip():
        raise BadInput("Say why it is no longer published.")
    with transaction.atomic():
        _hold(authority)
        rows = models.Publication.objects.filter(authority=authority, contract=contract, number=number, withdrawn=None)
        if not rows.update(withdrawn=on, withdrawn_why=why.strip()):
            raise BadInput("This report is not published.")
        about = f"report:{contract}/{number}"
        trail.record(by=by, did="report no longer published", about=about, why=why.strip(), after={"withdrawn": on})


def counts_printed(asked: Asked, pack: Pack) -> str:
    """Return the digest of the council's own counts as an open rendering prints them; empty when it prints none."""
    if not any(isinstance(one, Table) and one.counted for one in walk(pack.sections)):
        return ""
    made = _true_table(asked)
    return sha256(_safe(asked.authority, made, None).encode()).hexdigest() if made else ""


def _true_table(asked: Asked) -> "Printed | None":
    """Return the true counts of an open rendering; ``None`` when there are none."""
    from clearline.reports.packs.own_counts import true_table  # brings the solver, which nothing else here needs

    return true_table(asked)


def _safe(authority: Authority, made: "Printed", revises: int | None) -> str:
    """Return a table as it may be printed beside everything published before. Raises ``BadInput`` when it may not."""
    from clearline.measures.disclosure import publishing
    from clearline.measures.disclosure.building import read_truth
    from clearline.measures.disclosure.ledger import ledger_path, read_ledger
    from clearline.measures.disclosure.revising import tables_before

    truth = read_truth(Path("own-counts.csv"), made.text, made.about)
    entries, _ = read_ledger(ledger_path(measures.figures_root(), authority.gss_code))
    ours, others = tables_before(entries, truth, revises)
    try:
        return publishing.prove(truth, ours, others, seconds=60)[0].text
    except publishing.Refused as refused:
        raise BadInput(*refused.why) from None


def _through_the_gate(authority: Authority, one: Issued, released_by: str, on: date) -> Sequence[int]:
    """Enter the own counts of a report in the publish ledger; return under which numbers. Fails closed."""
    from clearline.measures.disclosure import publishing
    from clearline.measures.disclosure.ledger import ledger_path

    printed = one.inputs.get("counts", "")
    if not printed:
        return ()
    contract = contract_named(one.contract)
    asked = asked_for(
        contract, authority, on=one.on, today=on, rendering="open", by=at_the_machine(authority),
        edition=one.inputs["edition"],
    )  # fmt: skip
    made, revises = _true_table(asked), _revised(authority, one)
    if made is None or sha256(_safe(authority, made, revises).encode()).hexdigest() != printed:
        raise BadInput(CHANGED)
    with TemporaryDirectory() as folder:
        asked_to = publishing.Asked(
            path=Path(f"{one.contract}-{one.number}.csv"), table=made, title=f"{one.title} {one.number}: own counts",
            on=on, released_by=released_by, checked_by=role_title(contract.maker), revises=revises,
        )  # fmt: skip
        try:
            done = publishing.publish(
                asked_to, ledger_path(measures.figures_root(), authority.gss_code), Path(folder)
            )  # fmt: skip
        except publishing.Refused as refused:
            raise BadInput(*refused.why) from None
    return (done.number,)


def _revised(authority: Authority, one: Issued) -> int | None:
    """Return the number in the ledger of the publication that an amendment replaces; ``None`` when there is none."""
    rows = models.Publication.objects.filter(authority=authority, contract=one.contract, number=one.amends)
    before = rows.values_list("figures", flat=True).first()
    return before[-1] if before else None


def _publishable(authority: Authority, contract: str, number: str) -> Issued:
    named, one = contract_named(contract), issue(authority, contract, number)
    if one is None:
        raise BadInput(f"There is no issue {number} of this report.")
    if not named.public:
        raise BadInput(f"{named.title} is not for the public.")
    if one.amended_by:
        raise BadInput(f"It was amended by {one.amended_by}. Publish that one.")
    if one.access.kind != "open" or not open_files(one):
        raise BadInput("It has no open part.")
    return one


def _office(by: Acting, contract: str) -> str:
    """Return the office in which somebody publishes: another than the one that made the report."""
    maker = contract_named(contract).maker
    offices = [role for role in ROLES if role in by.roles and role in PERMISSIONS[PUBLISH] and role != maker]
    if not offices:
        raise Refused(f"It is published by another office than the one that made it: {role_title(maker)}.")
    return role_title(offices[0])


def _authority(by: Acting) -> Authority:
    by.require(PUBLISH)
    assert by.authority is not None
    return by.authority


def _hold(authority: Authority) -> None:
    """Hold the authority against other writers until the transaction ends."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)

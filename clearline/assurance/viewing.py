"""Gives a legal view. Its entry is in the installation's own chain, sealed, so that no reader of an authority's trail
can tell that there is one; its words are commitments there, whose values an export of the chain does not carry."""

from datetime import date

from django.db import transaction

from clearline.accounts.acting import Acting
from clearline.accounts.trail import actions as trail
from clearline.assurance.models import LegalView
from clearline.kit.errors import BadInput


def give_legal_view(
    *, by: Acting, edition: str, rule: str, subject: str, view: str, reasons: str, privileged: bool, on: date
) -> None:
    """Record what the monitoring officer says of a finding, beside what was said of it before.

    ``privileged``: advice that only those who "see privileged views" may know of. Raises ``BadInput`` without reasons
    or for a view that there is not; ``Refused`` without the permission.
    """
    by.require("give legal view")
    assert by.authority is not None
    if view not in LegalView.VIEWS:
        raise BadInput(f"A view is one of: {', '.join(LegalView.VIEWS)}.")
    if not reasons.strip():
        raise BadInput("Give the reasons for the view.")
    with transaction.atomic():
        row = LegalView.objects.create(
            authority=by.authority,
            rule=rule,
            subject=subject,
            edition=edition,
            view=view,
            reasons=reasons.strip(),
            privileged=privileged,
            by=by.user.individual if by.user else None,
            given_on=on,
        )
        sealed = {
            "authority": by.authority.key, "finding": f"{edition}/{rule}/{subject}", "view": view,
            "reasons": row.reasons, "privileged": privileged, "roles": sorted(by.roles),
        }  # fmt: skip
        unnamed = by._replace(authority=None, roles=frozenset())
        trail.record(by=unnamed, did="sealed", about=f"sealed:{row.seal}", after=sealed, personal=tuple(sealed))

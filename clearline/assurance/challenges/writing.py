"""What every change here begins with."""

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, Individual


def authority_for(by: Acting, permission: str) -> Authority:
    """Return the authority for which somebody may do something. Raises ``Refused`` without the permission."""
    by.require(permission)
    assert by.authority is not None
    return by.authority


def person(by: Acting) -> Individual:
    """Return who writes, of somebody who was found to have a voice: nobody has one without an account."""
    assert by.user is not None
    return by.user.individual


def hold(authority: Authority) -> None:
    """Hold the authority against other writers until the transaction ends."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)

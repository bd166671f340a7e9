"""What a token is for: the authority, the roles of its owner there, and the scopes."""

from datetime import date

from ninja import Router

from clearline.accounts.tokens import SCOPES
from clearline.kit.values import Value
from clearline.web.api.door import Call, operation

router = Router()


class Place(Value, frozen=True, kw_only=True, omit_defaults=False):
    """An authority at which the token acts, and as what."""

    key: str
    """By which addresses name it."""
    name: str
    gss_code: str
    since: date
    roles: tuple[str, ...]
    """The roles of the token's owner there, today."""
    scopes: tuple[str, ...]
    """The scopes of the token that let something through today."""


@operation(router, "GET", "/authorities", "see home")
def list_authorities(call: Call) -> tuple[Place, ...]:
    """The authority that the token is for. A token never tells of another, whatever its owner's roles"""
    one = call.authority
    scopes = tuple(scope for scope, (_, allowed) in SCOPES.items() if any(call.by.may(each) for each in allowed))
    roles = tuple(sorted(call.by.roles))
    return (Place(key=one.key, name=one.name, gss_code=one.gss_code, since=one.since, roles=roles, scopes=scopes),)

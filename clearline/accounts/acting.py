"""Who does something, for which authority, in which roles, and through which door."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from clearline.accounts.permissions import ALL, Role, may

if TYPE_CHECKING:
    from uuid import UUID

    from clearline.accounts.models import Authority, User

Door = Literal["page", "command", "job", "api"]


class Refused(Exception):
    """Somebody asked for what their roles do not allow, or what two different people must do."""


class Acting(NamedTuple):
    """A person at work for one authority; every change is done by one."""

    user: "User | None"
    """``None`` for whoever runs a command on the machine itself, and for the machine's own schedule."""

    authority: "Authority | None"
    """``None`` for what concerns the installation and no single authority."""

    roles: frozenset[Role]
    door: Door
    only: frozenset[str] | None = None
    """The permissions beyond which nothing is allowed, whatever the roles: a token's scopes; ``None``: no limit."""

    @property
    def person(self) -> "UUID | None":
        """The natural person, whatever the account; ``None`` when no account is behind it."""
        return self.user.individual_id if self.user else None

    def may(self, permission: str) -> bool:
        """Return whether this person may, here and in these roles."""
        return may(self.roles, permission) and (self.only is None or permission in self.only)

    def require(self, permission: str) -> None:
        """Raise ``Refused`` unless this person may."""
        if not self.may(permission):
            raise Refused(f"Your roles here do not allow this: {permission}.")

    def require_another(self, author: "UUID | None", what: str) -> None:
        """Raise ``Refused`` when the author of something is this person: two accounts of one person are one person."""
        if self.user is not None and self.person == author:
            raise Refused(f"{what} must be done by somebody other than its author.")


def at_the_machine(authority: "Authority | None") -> Acting:
    """Return who acts in a command: whoever may run commands on the machine may everything there."""
    return Acting(None, authority, ALL, "command")

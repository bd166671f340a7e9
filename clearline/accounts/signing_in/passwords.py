"""What a password must be: long, not one that many have, not about its person. Nothing is asked of its letters."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from clearline.accounts.models import User

SHORTEST, LONGEST = 12, 128
FEW = 3
LEFT_OVER = 8
"""How many characters a password must have besides what anybody could guess of its person."""


class Length:
    """Refuses a password that is too short, and one so long that it can only be a mistake."""

    def validate(self, password: str, user: "User | None" = None) -> None:
        """Raise ``ValidationError``."""
        if len(password) < SHORTEST:
            raise ValidationError(f"Password must be {SHORTEST} characters or more", code="password_too_short")
        if len(password) > LONGEST:
            raise ValidationError(f"Password must be {LONGEST} characters or fewer", code="password_too_long")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return f"Use {SHORTEST} characters or more. Three words that do not belong together are good."


class NotAboutYou:
    """Refuses a password that is little more than a person's name, address or council, or the name of this site."""

    def validate(self, password: str, user: "User | None" = None) -> None:
        """Raise ``ValidationError``."""
        rest = password.casefold()
        for word in sorted(_words(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < LEFT_OVER and len(rest) < len(password):
            raise ValidationError(
                "Password must not be made of your name, your email address or your council’s name",
                code="password_about_you",
            )

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return "Do not use your name, your email address or your council’s name."


class NotCommon(CommonPasswordValidator):
    """Refuses a common password, one after another, and one with a few signs at its end.

    The common ones are Django's 20,000 from published breaches. Few of them have 12 characters, which is why those that
    are put together from them are refused too.
    """

    def validate(self, password: str, user: "User | None" = None) -> None:
        """Raise ``ValidationError``."""
        text = password.casefold().strip()
        if any(self._is_plain(text[:at]) and self._is_plain(text[at:]) for at in range(len(text))):
            raise ValidationError("Password is one that many people use", code="password_too_common")

    def _is_plain(self, part: str) -> bool:
        return len(part) <= FEW or part in self.passwords

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return "Do not use a password that many people use."


def _words(user: "User | None") -> Iterator[str]:
    """Yield what anybody could guess, in small letters; single letters and the like are of no use to anybody."""
    texts = ["clearline"]
    if user is not None:
        texts += [user.email.replace("@", " "), user.individual.name]
        texts += [f"{row.authority.key} {row.authority.name}" for row in user.memberships.select_related("authority")]
    for text in texts:
        for mark in ".-_'’":
            text = text.replace(mark, " ")
        yield from (word for word in text.casefold().split() if len(word) > 2)

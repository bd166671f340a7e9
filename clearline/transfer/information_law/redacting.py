"""Leaves other people out of what is given to one."""

import json
import re
from collections.abc import Iterable

from clearline.accounts.models import Individual, User

OTHER = "[another person]"
SHORTEST = 4
"""Letters of a name from which on it is looked for; shorter ones stand in too many words."""

_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_TITLE = re.compile(r"^(?:councillor|cllr|mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady)\.? ", re.IGNORECASE)


class Redacting:
    """Takes the names and addresses of other people out of texts."""

    def __init__(self, own: Iterable[str], names: Iterable[str]) -> None:
        self._own = {term.casefold() for term in own}
        others = sorted({name for name in names if name.casefold() not in self._own}, key=len, reverse=True)
        self._others = re.compile(rf"\b(?:{'|'.join(map(re.escape, others))})\b", re.IGNORECASE) if others else None

    @classmethod
    def besides(cls, individual: Individual, accounts: Iterable[User]) -> "Redacting":
        """Return what takes everybody out whom the installation knows by name, but one person."""
        names = Individual.objects.exclude(pk=individual.pk).exclude(name="").values_list("name", flat=True)
        return cls(cls.terms_of(individual, accounts), (form for name in names for form in _forms(name)))

    @staticmethod
    def terms_of(individual: Individual, accounts: Iterable[User]) -> tuple[str, ...]:
        """Return the words by which a person is mentioned: names, addresses, and these as JSON has them."""
        plain = [*_forms(individual.name), *(user.email for user in accounts)]
        return tuple(dict.fromkeys([*plain, *(json.dumps(term)[1:-1] for term in plain)]))

    def __call__(self, text: str) -> str:
        """Return a text without other people."""
        text = _ADDRESS.sub(lambda found: found.group() if found.group().casefold() in self._own else OTHER, text)
        return self._others.sub(OTHER, text) if self._others else text


def _forms(name: str) -> list[str]:
    """Return a name, and the name without a title before it."""
    forms = dict.fromkeys((name.strip(), _TITLE.sub("", name.strip())))
    return [form for form in forms if len(form) >= SHORTEST]

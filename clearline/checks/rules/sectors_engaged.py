"""Are the private sector, the third sector and NHS trusts engaged?"""

from clearline.checks.asking import engaged, listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.partnerships import PartnerKind
from clearline.organisations.picture import Picture

_SECTORS: tuple[tuple[PartnerKind, str, str], ...] = (
    ("private-sector", "private-sector", "the private sector"),
    ("third-sector", "third-sector", "the third sector"),
    ("nhs-trust", "nhs-trusts", "NHS trusts"),
)
"""The kind of partner, the aspect of the finding, and the name in sentences."""


@rule(
    "sectors-engaged",
    remedy="Give the sector a seat on the Children's Trust Board or another working route to it.",
)
def sectors_are_engaged(picture: Picture) -> Seen:
    """The private sector, the third sector and each NHS trust have a seat on the Trust Board or another route to it."""
    unknown = []
    for kind, aspect, name in _SECTORS:
        answers = {key: engaged(picture, key) for key in picture.partners_of(kind)}
        left_out = [key for key, answer in answers.items() if answer is False]
        one_is_enough = kind != "nhs-trust" and True in answers.values()
        if left_out and not one_is_enough and (kind == "nhs-trust" or None not in answers.values()):
            message = (
                f"Neither a seat on the Trust Board nor a route to it: {listed(picture.name(key) for key in left_out)}."
            )
            yield Found(left_out[0], message, aspect=aspect)
        elif not answers or (None in answers.values() and not one_is_enough):
            unknown.append(name)
    if unknown:
        yield NotStated(f"how these are engaged: {listed(unknown)}", "board support")

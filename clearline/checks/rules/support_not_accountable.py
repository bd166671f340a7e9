"""Do supporting members support, without answering for functions themselves?"""

from clearline.checks.engine import Found, Seen, rule
from clearline.checks.owners import titles
from clearline.organisations.picture import Picture, refs


@rule(
    "support-not-accountable",
    remedy="Record the lead member as political owner; a supporting member's remit may stay as wide as it is.",
    after=("lm-designated",),
)
def supporters_do_not_answer(picture: Picture) -> Seen:
    """The lead member keeps overall political accountability: no supporting member is the owner of a function."""
    for office in picture.offices_with("support-member"):
        owned = tuple(key for key, function in picture.functions.items() if office in refs(function.political_owner))
        if owned:
            message = f"The {picture.name(office)} supports the lead member but answers for {titles(picture, owned)}."
            yield Found(office, message, cause=office)

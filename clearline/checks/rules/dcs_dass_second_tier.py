"""Where one person is DCS and DASS, does the second tier keep education and social care together?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture, refs


@rule(
    "dcs-dass-second-tier",
    remedy="Put one post over both children's education and social care directly below the combined director.",
    after=("dcs-appointed",),
)
def second_tier_is_integrated(picture: Picture) -> Seen:
    """Where the DCS is also DASS, the second tier does not divide education from children's social care."""
    if not picture.combined:
        return
    second = {
        key: post.services
        for key, post in picture.own_posts.items()
        if any(picture.same_person(superior, str(picture.dcs)) for superior in refs(post.reports_to))
        and not picture.same_person(key, str(picture.dcs))
    }
    if not second or None in second.values():
        yield NotStated("which services each post of the second tier manages", "human resources")
    education = [key for key, does in second.items() if does and "education" in does and "social-care" not in does]
    care = [key for key, does in second.items() if does and "social-care" in does and "education" not in does]
    if education and care:
        names = f"{picture.name(education[0])} and the {picture.name(care[0])}"
        yield Found(str(picture.dcs), f"Below the combined director the second tier is divided: the {names}.")

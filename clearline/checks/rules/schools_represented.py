"""Are schools of every kind in the area represented on the Children's Trust Board?"""

from clearline.checks.asking import listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "schools-represented",
    remedy="Agree who speaks for the schools of this kind on the Children's Trust Board; one may speak for all.",
    same_cause=("new-partners-represented",),
)
def schools_are_represented(picture: Picture) -> Seen:
    """Schools of every kind that the area has are represented on the Children's Trust Board."""
    schools = {
        kind: some
        for kind, some in picture.organisation.schools.items()
        if some.number and kind != "sixth-form-college"  # no school in law; it waited for the 2009 Act
    }
    if not schools:
        yield NotStated("which kinds of school there are and who represents them", "board support")
    for kind, some in schools.items():
        if some.represented_by is False:
            name = kind.replace("-", " ")
            message = f"Nobody speaks on the Trust Board for the area's schools of the kind {name} ({some.number})."
            yield Found(kind, message, cause=f"schools {kind}")
    unknown = [kind.replace("-", " ") for kind, some in schools.items() if some.represented_by is None]
    if unknown:
        yield NotStated(f"who represents these schools on the Trust Board: {listed(unknown)}", "board support")

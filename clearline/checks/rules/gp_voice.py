"""Are family doctors heard at the Children's Trust Board?"""

from clearline.checks.asking import engaged
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "gp-voice",
    remedy="Give family doctors a seat on the Children's Trust Board, or agree with health how they are heard.",
)
def family_doctors_are_heard(picture: Picture) -> Seen:
    """Family doctors have a seat on the Children's Trust Board or a route by which they are heard there."""
    answers = {key: engaged(picture, key) for key in picture.partners_of("general-practitioners")}
    if True in answers.values():
        return
    if not answers or None in answers.values():
        yield NotStated("how family doctors are heard at the Children's Trust Board", "board support")
    else:
        about = next(iter(answers))
        yield Found(about, f"{picture.name(about)}: neither a seat on the Children's Trust Board nor a route to it.")

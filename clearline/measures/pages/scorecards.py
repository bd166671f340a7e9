"""The scorecard, and what is worse than the neighbours and getting worse."""

from django.http import HttpResponse

from clearline.accounts.page import Request
from clearline.doors.tables import respond
from clearline.measures import queries
from clearline.measures.asking.scorecards import is_overdue
from clearline.measures.figures import Answer
from clearline.measures.pages.answer_table import answer_table, compared
from clearline.measures.pages.framing import figures_page, framed
from clearline.measures.queries import Looking
from clearline.measures.showing.figure_words import restricted
from clearline.measures.showing.scorecard_text import READ_SO


def _read_so(answers: tuple[Answer, ...]) -> str:
    """Return how the columns are to be read."""
    models = {one.model for answer in answers if (one := compared(answer, "neighbours")) is not None}
    return READ_SO.format(model=" and ".join(sorted(models)) or "none loaded")


def _model(request: Request, seen: Looking) -> str | None:
    """Return the neighbour model that is asked for; ``None`` for the newest."""
    asked = request.GET.get("model", "")
    return asked if asked in queries.models(seen) else None


@figures_page()
def scorecard(request: Request, seen: Looking) -> HttpResponse:
    """Show key indicators first, then what is worse and worsening, what is overdue, and all the rest."""
    model = _model(request, seen)
    card = queries.card(seen, model)
    key = [one for one in card.answers if one.key_reason]
    return respond(
        request,
        "measures/scorecard.html",
        framed(
            request, seen, f"Outcomes for children in {card.area.name}",
            restricted=any(restricted(one) for one in card.answers),
            key=answer_table(request, seen, "key-indicators", "Key indicators", key, whole=False, empty=""),
            key_answers=key,
            worse=queries.worse(card.answers),
            overdue=[one for one in card.answers if is_overdue(one, seen.day)],
            table=answer_table(
                request, seen, "scorecard", "All measures with a figure", card.answers, whole=True,
                empty="No measure can be answered from what is loaded.",
            ),
            read_so=_read_so(card.answers), models=queries.models(seen), model=model,
        ),
    )  # fmt: skip


@figures_page()
def worse(request: Request, seen: Looking) -> HttpResponse:
    """Show what is worse than the neighbours and getting worse: first what chance cannot have done."""
    card = queries.card(seen, _model(request, seen))
    found = queries.worse(card.answers)
    sure = [one for one, certain in found if certain]
    unsure = [one for one, certain in found if not certain]
    empty = "Nothing here is worse than the neighbours and getting worse."
    return respond(
        request,
        "measures/worse.html",
        framed(
            request, seen, "Worse than the neighbours and getting worse",
            restricted=any(restricted(one) for one, _ in found),
            sure=answer_table(request, seen, "worse", "By more than chance", sure, whole=False, empty=empty),
            unsure=answer_table(
                request, seen, "perhaps-worse", "Whether by chance cannot be judged", unsure, whole=False, empty=""
            ),
            read_so=_read_so(card.answers),
        ),
    )  # fmt: skip

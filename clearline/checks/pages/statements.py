"""The list of duties to judge and the form to state, with what the other proofs of a duty show."""

from collections.abc import Set as AbstractSet
from datetime import date

from django.http import HttpResponse

from clearline.accounts.page import Request, page
from clearline.assurance.statements import pages
from clearline.assurance.statements.actions import Place
from clearline.assurance.statements.pages.order import Failing
from clearline.checks.standing import Word
from clearline.checks.standings import standings
from clearline.guidance.queries import ALWAYS
from clearline.guidance.schema import Edition
from clearline.kit.errors import BadInput

FAILING: frozenset[Word] = frozenset({"Appears not to be met", "Appears to be met in part", "Check the text"})
"""How a duty stands of which a proof fails, and no departure explains it."""


@page("see assurance")
def statements(request: Request) -> HttpResponse:
    """List the duties that rest on a judgement, what presses most first."""
    return pages.show(request, _failing_in(request))


@page("see assurance", methods=("GET", "POST"))
def say(request: Request, document: str, edition: str, duty: str) -> HttpResponse:
    """Ask for a statement in the reader's own column, and offer what comes next."""
    return pages.show_say(request, (document, edition, duty), _failing_in(request))


def _failing_in(request: Request) -> Failing:
    """Return what answers of which duties a proof fails that is no judgement; of none where that cannot be told."""

    def failing(edition: Edition, on: date) -> AbstractSet[Place]:
        acting = request.acting
        assert acting.authority is not None
        name = None if edition.document in ALWAYS else edition.edition
        try:
            found = standings(acting.authority, edition=name, on=on, today=request.today, by=acting)
        except BadInput:
            return frozenset()
        return {
            one.name
            for one in found.duties
            if one.word in FAILING
            and any(proof.result == "fails" and proof.kind != "judgement" for proof in one.proofs)
        }

    return failing

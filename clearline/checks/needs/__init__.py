"""What needs somebody now: of what is found, due, worse or missing, that on which one of their roles can act."""

from collections.abc import Callable, Iterator

from clearline.accounts.permissions import Role
from clearline.checks.needs import guidance, outcomes, standing, waiting, work
from clearline.checks.needs.things import Asked, Need

OUTCOMES: tuple[Callable[[Asked], Iterator[Need]], ...] = (outcomes.worse, outcomes.widening, outcomes.overdue)

WAITING: tuple[Callable[[Asked], Iterator[Need]], ...] = (
    waiting.to_be_answered, waiting.answered, waiting.reports, waiting.approvals, waiting.signatures,
    waiting.releases,
)  # fmt: skip

OTHERS: tuple[Callable[[Asked], Iterator[Need]], ...] = (
    guidance.new_findings, guidance.without_view, guidance.open_findings, standing.statements, guidance.departures,
    guidance.proposals, guidance.to_read, standing.not_looked_at, guidance.not_stated, work.roles_ending,
)  # fmt: skip

OUTCOMES_FIRST: frozenset[Role] = frozenset({"lead-member", "lead-member-support", "analyst", "scrutiny-member"})
"""Who reads first where outcomes are worse than they should be."""


def needs(asked: Asked) -> list[Need]:
    """Return what needs the reader now: the first steps, what others wait for, then what is most pressing for them."""
    looks = (*OUTCOMES, *OTHERS) if asked.by.roles & OUTCOMES_FIRST else (*OTHERS, *OUTCOMES)
    return [need for look in (work.first_steps, work.broken_work, *WAITING, *looks) for need in look(asked)]

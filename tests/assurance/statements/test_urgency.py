"""In which order duties wait for whoever judges them: reviews, then what fails, then what the other has said."""

from datetime import date
from typing import Any

import pytest

from clearline.accounts.permissions import Role
from clearline.assurance.statements.queries import Judgement, StatementSaid, stated_duty
from clearline.assurance.statements.urgency import Rank, urgency

ON = date(2026, 6, 1)
EARLIER = date(2026, 1, 1)
DUTY: Any = stated_duty("dcs-lm", "2013", "dcs-ensures-effective-systems")


def judged(first: date | None = None, second: date | None = None, review: date | None = None) -> Judgement:
    """Return a judgement in whose columns something was said on a day."""

    def said(role: Role, on: date | None) -> StatementSaid | None:
        given: Any = {"by": "", "result": "satisfied", "words": "Yes.", "saw": "Minutes."}
        return StatementSaid(role=role, on=on, **given) if on else None

    columns = (said("dcs", first), said("lead-member", second))
    return Judgement(document="dcs-lm", edition="2013", duty="a-duty", column_names=("dcs", "lead-member"),
                     columns=columns, review=review)  # fmt: skip


PAST = date(2026, 3, 3)
CASES: tuple[tuple[str, Judgement, Role | None, bool, Rank, str], ...] = (
    ("its review is due today", judged(EARLIER, EARLIER, ON), "dcs", True, Rank.OVERDUE,
     "Review is due on 1 June 2026."),
    ("its review has passed", judged(EARLIER, EARLIER, PAST), "dcs", True, Rank.OVERDUE,
     "Review was due on 3 March 2026."),
    ("its review has passed and I never spoke", judged(EARLIER, None, PAST), "lead-member", False, Rank.OVERDUE,
     "Review was due on 3 March 2026. You have not spoken yet."),
    ("no review is set and a year has passed", judged(date(2025, 2, 1), EARLIER), None, False, Rank.OVERDUE,
     "Review was due on 1 February 2026."),
    ("a proof fails", judged(), "dcs", True, Rank.FAILS, "It appears not to be met, and you have not spoken."),
    ("a proof fails and the other has spoken", judged(EARLIER), "lead-member", True, Rank.FAILS,
     "It appears not to be met, and you have not spoken."),
    ("a proof fails for who speaks in neither", judged(), None, True, Rank.FAILS,
     "It appears not to be met, and neither has spoken."),
    ("a proof fails and one has spoken, for who speaks in neither", judged(EARLIER), None, True, Rank.OTHER_SPOKE,
     "The director has spoken, the lead member has not."),
    ("the other has spoken", judged(EARLIER), "lead-member", False, Rank.OTHER_SPOKE,
     "The director has spoken, you have not."),
    ("the other has spoken, from the other side", judged(None, EARLIER), "dcs", False, Rank.OTHER_SPOKE,
     "The lead member has spoken, you have not."),
    ("neither has spoken", judged(), "dcs", False, Rank.SILENT, "Neither has spoken. The duty is a should."),
    ("neither has spoken, for who speaks in neither", judged(), None, False, Rank.SILENT,
     "Neither has spoken. The duty is a should."),
    ("both have spoken", judged(EARLIER, EARLIER), "dcs", True, Rank.REST, "Both have spoken."),
    ("both have spoken, for who speaks in neither", judged(EARLIER, EARLIER), None, True, Rank.REST,
     "Both have spoken."),
    ("only I have spoken", judged(EARLIER), "dcs", True, Rank.REST, "You have spoken, the lead member has not."),
    ("only I have spoken since the review", judged(date(2026, 4, 1), EARLIER, PAST), "dcs", False, Rank.REST,
     "You have spoken, the lead member has not since the review was due."),
)  # fmt: skip


@pytest.mark.parametrize(("case", "one", "own", "fails", "rank", "why"), CASES, ids=[case[0] for case in CASES])
def test_a_duty_stands_where_it_presses_and_says_why(
    case: str, one: Judgement, own: Role | None, fails: bool, rank: Rank, why: str
) -> None:
    assert urgency(one, DUTY.duty, own, fails=fails, on=ON) == (rank, why), case

"""What of statements, evidence, challenges, tests, reports and registers holds words of people's, and rows that do."""

from datetime import UTC, date, datetime

from clearline.accounts.models import Authority, Individual
from clearline.assurance.challenges.models import Action, Challenge
from clearline.assurance.signing.models import SignOff
from clearline.assurance.statements.models import Judgement
from clearline.assurance.testing.models import Test
from clearline.reports.models import CommitteeHeading, CommitteePaper, Publication, Remark, WordTemplate
from clearline.schedule.models import ElectionPeriod, Question, Release, ReleaseWanted

NOW, TODAY = datetime(2026, 11, 1, 12, tzinfo=UTC), date(2026, 11, 1)

_KEYS = {
    "signing.SignOff": ("about", "digest"),
    "evidence.Item": ("exempt_paragraph", "key"),
    "evidence.Version": ("digest", "name", "link", "link_state", "frozen"),
    "evidence.Use": ("exempt_paragraph", "about"),
    "statements.Judgement": ("document", "edition", "duty"),
    "statements.Statement": ("exempt_paragraph",),
    "statements.Voice": ("exempt_paragraph",),
    "challenges.Challenge": ("exempt_paragraph", "key", "challenger", "challenged", "about"),
    "challenges.Step": ("exempt_paragraph", "party", "to"),
    "challenges.Spokesperson": ("party",),
    "challenges.Action": ("key", "source", "owner"),
    "testing.Test": ("key", "proposal", "triggers", "tested", "conclusion"),
    "testing.Element": ("exempt_paragraph", "key", "rating"),
    "testing.Writing": ("exempt_paragraph", "element", "rating"),
    "testing.Review": ("digest",),
    "testing.Comparison": ("link",),
    "testing.Step": ("key",),
    "testing.Version": ("digest", "content"),
    "testing.Decision": ("office",),
    "schedule.Issue": ("exempt_paragraph", "contract", "number", "digest", "inputs", "contents", "amends"),
    "schedule.Question": ("office",),
    "schedule.ElectionPeriod": ("key",),
    "schedule.Release": ("about",),
    "schedule.ReleaseWanted": ("about",),
    "reports.Remark": ("exempt_paragraph", "contract", "content", "about"),
    "reports.CommitteePaper": ("contract",),
    "reports.CommitteeHeading": ("exempt_paragraph", "heading"),
    "reports.WordTemplate": ("digest",),
    "reports.Publication": ("contract", "number", "figures"),
    "registers.Entry": ("key",),
}

NO_WORDS = {
    *(f"{table}.{name}" for table, names in _KEYS.items() for name in names),
    "statements.Offer", "schedule.Setting", "schedule.IssuedFile", "schedule.Receipt", "schedule.Feed",
    "schedule.Reminded", "registers.Interval",
}  # fmt: skip
"""Keys, digests, names of columns and few words of a list; and tables of nothing else."""

WORK_THROUGH = {
    "evidence.Version": "item__authority",
    "evidence.Use": "item__authority",
    "statements.Statement": "judgement__authority",
    "statements.Keeping": "judgement__authority",
    "statements.Voice": "judgement__authority",
    "challenges.Step": "challenge__authority",
    "testing.Element": "test__authority",
    "testing.Writing": "test__authority",
    "testing.Review": "test__authority",
    "testing.Comparison": "test__authority",
    "testing.Step": "test__authority",
    "testing.Decision": "step__test__authority",
    "schedule.Question": "issue__authority",
    "schedule.Release": "election__authority",
    "schedule.ReleaseWanted": "election__authority",
    "reports.CommitteeHeading": "paper__authority",
}


def work_rows(authority: Authority, by: Individual) -> None:
    """Make a row in every table of this work that the world leaves empty."""
    SignOff.objects.create(
        authority=authority, about="test:x", title="x", digest="0" * 64, office="dcs", by=by, on=TODAY, at=NOW
    )
    judgement = Judgement.objects.filter(authority=authority).first()
    assert judgement
    judgement.voices.create(words="x", how="x", heard_on=TODAY, on=TODAY, by=by)
    challenge = Challenge.objects.filter(authority=authority).first()
    assert challenge
    challenge.steps.create(kind="answer", party=challenge.challenged, party_name="x", words="x", on=TODAY, by=by)
    test = Test.objects.filter(authority=authority).first()
    assert test
    test.reviews.create(organisation="x", capacity="x", words="x", on=TODAY, by=by, own=True, digest="0" * 64)
    step, version = test.steps.first(), test.versions.first()
    assert step
    assert version
    step.decisions.create(version=version, decision="approved", office="dcs", words="x", on=TODAY, by=by, at=NOW)
    election = ElectionPeriod.objects.filter(authority=authority).first()
    assert election
    Release.objects.create(election=election, about="departure:x", reason="x", by=by, at=NOW)
    ReleaseWanted.objects.create(election=election, about="departure:y", why="x", by=by, at=NOW)
    Question.objects.filter(issue__authority=authority).update(answer="x", answered_by=by, answered_at=NOW)
    Action.objects.filter(authority=authority).update(status="done", ended=TODAY, outcome="x")
    contract, on = "lead-member-briefing", TODAY
    Remark.objects.create(
        authority=authority, contract=contract, on=on, content="voice", text="x", office="dcs", by=by, at=NOW
    )
    paper = CommitteePaper.objects.create(authority=authority, contract="governance-assessment", on=on)
    CommitteeHeading.objects.create(paper=paper, heading="options", by=by)
    WordTemplate.objects.create(authority=authority, name="x", digest="0" * 64, size=1, by=by, at=NOW)
    Publication.objects.create(authority=authority, contract=contract, number="2026-09", on=on, by=by, at=NOW)

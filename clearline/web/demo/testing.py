"""The test of assurance of the demonstration's proposal: written, challenged, reviewed and in approval."""

import msgspec

from clearline.assurance.evidence import actions as evidence
from clearline.assurance.evidence.contents import from_place
from clearline.assurance.testing import actions, deciding
from clearline.assurance.testing.queries import test as test_of
from clearline.checks.calling import calls_of
from clearline.web.demo.script import access
from clearline.web.demo.work import Work, challenge, open_action

WHY_EVIDENCE = "What is written rests on it."


def make_test(work: Work, proposal: str) -> None:
    """Open the test of a proposal and bring it as far as the script says. Raises ``BadInput``."""
    script, officer = work.script.test, work.by("governance-officer")
    calls = calls_of(work.authority, proposal)
    key = actions.open_test(
        by=officer, title=script.title, scope=script.scope, on=work.day(script.opened), triggers=calls.triggers,
        change_on=calls.on, proposal=proposal, tested=calls.tested,
    )  # fmt: skip
    _write(work, key)
    seen = script.comparison
    actions.compare(
        by=officer, key=key, council=seen.council, arrangement=seen.arrangement, link=seen.link, on=work.day(seen.on),
        today=work.day(script.written),
    )  # fmt: skip
    challenge(work, script.challenge, f"test:{key}/{script.challenge.element}")
    deciding.send_for_review(by=officer, key=key, on=work.day(script.reviewed_from))
    _review(work, key)
    sent = work.day(script.sent)
    for one in script.actions:
        open_action(work, msgspec.structs.replace(one, on=script.sent), f"test:{key}")
    actions.revise(
        by=officer, key=key, title=script.title, scope=script.scope, change_on=calls.on, conclusion=script.conclusion,
        conclusion_words=script.conclusion_words, on=sent,
    )  # fmt: skip
    deciding.send_for_approval(by=officer, key=key, on=sent, now=work.at(sent))
    _approve(work, key)


def _write(work: Work, key: str) -> None:
    """Write every element, each by its writer, and say on which evidence it rests."""
    script = work.script.test
    opened, written = work.day(script.opened), work.day(script.written)
    officer = work.by("governance-officer")
    items = {
        name: evidence.add(
            by=officer, title=one.title, source=one.source, content=from_place(one.where), starts=None, ends=opened,
            expires=work.day(one.expires), on=opened, now=work.at(opened),
        )
        for name, one in script.evidence.items()
    }  # fmt: skip
    for name, found in script.elements.items():
        actions.write_element(
            by=work.by(found.by), key=key, element=name, strengths=found.strengths, gaps=found.gaps, words=found.words,
            rating=found.rating, access=access(found.exempt), seen=0, on=written,
        )  # fmt: skip
        for item, place in found.evidence.items():
            number = evidence.use(
                by=officer, item=items[item], about=f"test:{key}/{name}", place=place, why=WHY_EVIDENCE, on=written
            )
            if item not in script.unchecked:
                evidence.check(by=work.by("auditor"), item=items[item], number=number, on=written)


def _review(work: Work, key: str) -> None:
    one = work.script.test.review
    actions.review(
        by=work.by("partner"), key=key, organisation=one.organisation, capacity=one.capacity, words=one.words,
        recommendations=one.recommendations, on=work.day(one.on), today=work.today, own=True,
    )  # fmt: skip


def _approve(work: Work, key: str) -> None:
    """Let one office approve, which wrote nothing of it; the others have yet to."""
    one = work.script.test.approval
    by, day = work.by(one.by), work.day(one.on)
    seen = test_of(work.authority, key, by)
    assert seen is not None
    deciding.decide(
        by=by, key=key, step=one.step, decision="approved", on=day, digest=seen.digest, minute="", words="", today=day,
        now=work.at(day),
    )  # fmt: skip

"""A request finds every record with its words, proposes by class, and an officer's decision is what counts."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from information_law_people import NAME, OTHER_EMAIL, TODAY, Everywhere, everywhere
from northmoor_whole import acting
from people import make_authority

from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.permissions import PERMISSIONS, Role
from clearline.accounts.trail.models import Entry
from clearline.assurance.models import Departure
from clearline.kit.errors import BadInput
from clearline.organisations.models import Proposal
from clearline.transfer.information_law.exemptions import EXEMPTIONS
from clearline.transfer.information_law.field_catalogue import load
from clearline.transfer.information_law.foi import CLASSES, Match, excerpt, search, terms_of
from clearline.transfer.information_law.foi_assurance import classes
from clearline.transfer.information_law.foi_deciding import (
    answer_by,
    close_request,
    decide,
    open_request,
    refusal_notice,
    request_named,
    requests_of,
    schedule,
)
from clearline.transfer.models import FoiDecision, FoiRequest, Hold, RetentionRun

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def there() -> Everywhere:
    found = everywhere()
    Departure.objects.update(reasons="The zebra hub, told in confidence by Ann@partner.example")
    Proposal.objects.update(reasons="A Zebra hub for all", state="draft")
    Hold.objects.update(reason="The zebra inquiry")
    return found


def officer(there: Everywhere, *roles: Role) -> Acting:
    return acting(there.user, there.authority, *(roles or ("monitoring-officer",)))


def found(by: Acting, words: str) -> dict[str, Match]:
    return {match.record: match for match in search(by, words)}


def test_every_table_whose_text_could_be_asked_for_is_searched() -> None:
    apart = {"jobs.Job", "trail.Entry", "accounts.Token"}
    with_text = {name for name, table in load().tables.items() if table.text} - apart
    assert with_text <= {one.rows(at_the_machine(None)).model._meta.label for one in CLASSES}


def test_all_words_in_any_order_and_quoted_ones_together(there: Everywhere) -> None:
    by = officer(there)
    assert {"departure:2013-key-5", "proposal:one-hub"} <= set(found(by, "HUB zebra"))
    assert "departure:2013-key-5" not in found(by, '"hub zebra"')
    assert set(found(by, "zebra “hub for all”")) == {"proposal:one-hub"}
    assert found(by, "no-such-word-anywhere") == {}
    assert terms_of('a "B  c" d') == ("a", "b  c", "d")
    for nothing in ("", '""', "a"):
        with pytest.raises(BadInput, match="at least one word"):
            search(by, nothing)


def test_letters_beyond_ascii_are_found_in_text_and_in_json(there: Everywhere) -> None:
    Proposal.objects.update(overlay={"posts": {"x": {"title": "Café lead"}}})
    assert "proposal:one-hub" in found(officer(there), "café")
    assert "people:person-lead-member" in found(officer(there), "Ashdown-Lée")


def test_an_exemption_is_proposed_by_class_and_by_words(there: Everywhere) -> None:
    by = officer(there)

    def sections(words: str, record: str) -> list[str]:
        return [likely.section for likely in found(by, words)[record].likely]

    assert sections("zebra", "departure:2013-key-5") == ["s40", "s41"]
    Departure.objects.update(published=True, reasons="The zebra hub", consulted="")
    assert sections("zebra", "departure:2013-key-5") == ["s21"]
    for state, wanted in (("draft", ["s36"]), ("withdrawn", ["s36"]), ("for-decision", ["s22"]), ("adopted", [])):
        Proposal.objects.update(state=state)
        assert sections("zebra", "proposal:one-hub") == wanted, state
    Proposal.objects.update(reasons="zebra: a child called Wren Holloway")
    match = found(by, "zebra")["proposal:one-hub"]
    assert match.sections == "s40"
    assert match.reasons == "Its words hold what looks like the name of a child."
    Proposal.objects.update(reasons=f"zebra, as {NAME.removeprefix('Councillor ')} says")
    assert sections("zebra", "proposal:one-hub") == ["s40"]
    Proposal.objects.update(reasons="zebra")
    assert found(by, "zebra")["proposal:one-hub"].sections == "none seems likely"
    assert sections("Councillor Fern", "people:person-lead-member")[0] == "s40"
    assert all(match.sections == "s40" for match in search(by, "safeguarding") if match.kind == "Register")


def test_records_of_every_class_are_named_so_that_they_can_be_decided_on(there: Everywhere) -> None:
    RetentionRun.objects.create(authority=there.authority, at=timezone.now(), applied=True, why="zebra")
    row = FoiRequest.objects.create(authority=there.authority, reference="OLD", words="zebra", received=TODAY)
    FoiDecision.objects.create(request=row, record="x:y", decision="disclose", decided=TODAY, note="zebra")
    Departure.objects.update(alternatives=OTHER_EMAIL)
    words = ("zebra", "director", OTHER_EMAIL, "says", "Thistlewood", "safeguarding")
    matches = [match for word in words for match in search(officer(there), word)]
    of_assurance = {one.kind for one in classes()}  # test_foi_assurance.py
    assert {match.kind for match in matches} == {one.kind for one in CLASSES} - of_assurance
    assert all(match.title and ":" in match.record for match in matches)


def test_legal_views_come_up_for_those_who_may_see_them_only(there: Everywhere) -> None:
    views = [match for match in search(officer(there), "counsel") if match.kind == "Legal view"]
    assert [likely.section for likely in views[0].likely] == ["s42"]
    assert "s36" in [likely.section for match in search(officer(there), "says") for likely in match.likely]
    assert search(there.dpo, "counsel") == ()
    both = officer(there, "governance-officer", "data-protection-officer")
    assert search(both, "counsel") == ()
    assert any(match.kind == "Legal view" for match in search(both, "says"))


def test_searching_asks_for_the_permission_and_stays_in_the_authority(there: Everywhere) -> None:
    with pytest.raises(Refused):
        search(officer(there, "governance-officer"), "zebra")
    assert search(at_the_machine(make_authority("southmoor")), "zebra") == ()


def test_personal_values_of_the_trail_come_up_for_those_who_may_see_people_only(
    there: Everywhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Trail, personal" in {match.kind for match in search(there.dpo, "Thistlewood")}
    monkeypatch.setitem(PERMISSIONS, "see people", frozenset())
    assert "Trail, personal" not in {match.kind for match in search(there.dpo, "Thistlewood")}


def test_an_excerpt_shows_the_words_and_little_more() -> None:
    assert excerpt("short zebra", ["zebra"]) == "short zebra"
    long = f"{'a' * 200} zebra {'b' * 200}"
    assert "zebra" in excerpt(long, ["zebra"])
    assert len(excerpt(long, ["zebra"])) == 122
    assert excerpt(long, ["zebra"]).startswith("…")


def opened(there: Everywhere, **given: Any) -> FoiRequest:
    stated = {"reference": "FOI-1", "words": "zebra", "received": TODAY, "today": TODAY}
    return open_request(by=officer(there), **{**stated, **given})


def test_a_request_does_not_find_its_own_handling(there: Everywhere) -> None:
    request = opened(there)
    records = {one.match.record for one in schedule(officer(there), request)}
    decide(by=officer(there), request=request, record="proposal:one-hub", decision="disclose", note="zebra", on=TODAY)
    assert {one.match.record for one in schedule(officer(there), request)} == records
    assert records == {"departure:2013-key-5", "proposal:one-hub", "hold:hold"}
    assert any(record.startswith("foi:") for record in found(officer(there), "zebra"))


def test_what_is_wrong_with_a_request_is_said(there: Everywhere) -> None:
    opened(there)
    for given, match in (
        ({}, "already"), ({"reference": " "}, "Give the reference"), ({"reference": "a/b"}, "without a slash"),
        ({"reference": "F2", "received": date(2027, 1, 1)}, "today or in the past"),
        ({"reference": "F2", "words": " "}, "at least one word"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=match):
            opened(there, **given)
    with pytest.raises(BadInput, match="no request 'F9'"):
        request_named(there.authority, "F9")
    assert requests_of(there.authority) == (request_named(there.authority, "FOI-1"),)


def test_the_day_to_answer_by_is_twenty_working_days_on() -> None:
    assert answer_by(date(2026, 11, 2)) == date(2026, 11, 30)
    assert answer_by(date(2026, 11, 22)) == date(2026, 12, 18)


def test_withholding_needs_an_exemption_and_what_is_weighed_a_note(there: Everywhere) -> None:
    request = opened(there)

    def deciding(by: Acting | None = None, **given: Any) -> None:
        stated = {"record": "proposal:one-hub", "decision": "withhold", "exemption": "s22", "note": "Soon"}
        decide(by=by or officer(there), request=request, on=TODAY, **{**stated, **given})

    for given, match in (
        ({"decision": "burn"}, "one of: disclose, withhold"),
        ({"decision": "disclose"}, "has no exemption"),
        ({"exemption": "s99"}, "Say by which exemption"),
        ({"exemption": ""}, "Say by which exemption"),
        ({"note": " "}, "say where the public interest lies"),
        ({"record": "departure:other"}, "not among those"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=match):
            deciding(None, **given)
    with pytest.raises(Refused, match="qualified person"):
        deciding(by=there.dpo, exemption="s36")
    with pytest.raises(Refused):
        deciding(by=officer(there, "governance-officer"))
    assert not FoiDecision.objects.exists()
    deciding(exemption="s36")
    deciding(exemption="s40", note="")
    decision = FoiDecision.objects.get()
    assert (decision.exemption, decision.by) == ("s40", there.user.individual)
    entry = Entry.objects.filter(did="disclosure decided").latest("sequence")
    assert '"exemption":"s36"' in (entry.before or "")
    assert "Soon" not in f"{entry.before}{entry.after}"


def test_a_decision_on_a_legal_view_is_sealed(there: Everywhere) -> None:
    request = opened(there, words="counsel")
    (one,) = schedule(officer(there), request)
    decide(by=officer(there), request=request, record=one.match.record, decision="withhold", exemption="s42",
           note="Advice must stay free", on=TODAY)  # fmt: skip
    assert schedule(there.dpo, request) == ()
    chain = Entry.objects.filter(authority=there.authority)
    assert not any(one.match.record in f"{entry.about}{entry.after}" for entry in chain)
    assert Entry.objects.filter(authority=None, about=one.match.record).count() == 2


def test_a_request_is_answered_once_all_is_decided_and_then_stays_so(there: Everywhere) -> None:
    by, request = officer(there), opened(there)
    with pytest.raises(BadInput, match="3 of its records are not decided"):
        close_request(by=by, request=request, on=TODAY)
    for one in schedule(by, request):
        decide(by=by, request=request, record=one.match.record, decision="disclose", on=TODAY)
    with pytest.raises(BadInput, match="before it came"):
        close_request(by=by, request=request, on=date(2026, 1, 1))
    with pytest.raises(BadInput, match="Nothing of this request is withheld"):
        refusal_notice(by, request)
    close_request(by=by, request=request, on=TODAY)
    with pytest.raises(BadInput, match="was answered on 22 November 2026"):
        decide(by=by, request=request, record="proposal:one-hub", decision="disclose", on=TODAY)
    with pytest.raises(BadInput, match="was answered on"):
        close_request(by=by, request=request, on=TODAY)


def test_the_notice_has_what_section_17_asks_for(there: Everywhere) -> None:
    by, request = officer(there), opened(there)
    decide(by=by, request=request, record="proposal:one-hub", decision="withhold", exemption="s36",
           note="Officers must be able to try a proposal out.", on=TODAY)  # fmt: skip
    decide(by=by, request=request, record="departure:2013-key-5", decision="withhold", exemption="s40", on=TODAY)
    text = refusal_notice(by, request)
    for words in ("FOI-1", "22 November 2026", "(section 36)", "Officers must be able", "public interest",
                  "(section 40(2))", "internal review", "Information Commissioner", "section 50"):  # fmt: skip
        assert words in text, words
    for telling in ("zebra", "One hub", "2013-key-5"):
        assert telling not in text


def test_the_exemptions_are_in_the_order_of_the_act() -> None:
    assert list(EXEMPTIONS) == sorted(EXEMPTIONS, key=lambda section: int(section[1:]))

"""Targets and key indicators set on pages: kept as the commands keep them, with who and why in the trail."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client
from made_figures import run
from own_figures import CODE
from people import member

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority
from clearline.accounts.trail.models import Entry
from clearline.kit.errors import BadInput
from clearline.measures import actions
from clearline.measures.asking.answers import answer
from clearline.measures.asking.key_indicators import key_indicators
from clearline.measures.asking.targets import targets
from clearline.measures.store import Store

OUTCOMES = "/northmoor/outcomes/"
TARGET = {"value": "9", "by": "2027", "start": "", "start_year": "", "near": "", "owner": "Head of service", "how": "",
          "why": "Agreed in March"}  # fmt: skip


@pytest.fixture(autouse=True)
def _there(figures: Path, northmoor: Authority) -> None:
    """Let every test have figures and the authority that they are of."""


@pytest.fixture
def by(northmoor: Authority) -> Acting:
    return Acting(member(northmoor, "analyst"), northmoor, frozenset({"analyst"}), "page")


def post(client: Client, page: str, **given: str) -> Any:
    return client.post(OUTCOMES + page, given)


def entries() -> list[Entry]:
    return list(Entry.objects.order_by("sequence"))


def test_a_target_set_on_a_page_is_the_one_that_the_command_would_set(figures: Path, analyst: Client) -> None:
    response = post(analyst, "targets/came-back/", **TARGET)
    assert response["Location"] == f"{OUTCOMES}measures/came-back/"
    (by_page,) = targets(Store(figures), CODE)
    run(figures, "targets", "set", "came-back", "--area", "Northmoor", "--value", "9", "--by", "2027",
        "--owner", "Head of service")  # fmt: skip
    assert targets(Store(figures), CODE) == (by_page,)
    assert "Target set: Referrals that came back." in analyst.get(response["Location"]).content.decode()


def test_a_target_leaves_one_entry_with_before_after_and_why(analyst: Client) -> None:
    post(analyst, "targets/came-back/", **TARGET)
    post(analyst, "targets/came-back/", **{**TARGET, "value": "8", "start": "20", "start_year": "2024"})
    first, second = entries()
    assert (first.about, first.why, first.did) == ("target:came-back", "Agreed in March", "target set")
    assert '"value":"9"' in (second.before or "")
    assert '"value":"8"' in (second.after or "")
    assert "near" not in (first.after or "")  # only what was said is kept


def test_the_history_of_a_target_is_on_its_page_for_those_who_see_restricted_figures(
    analyst: Client, scrutiny: Client
) -> None:
    page = OUTCOMES + "measures/came-back/"
    assert "History" not in analyst.get(page).content.decode()
    post(analyst, "targets/came-back/", **TARGET)
    post(analyst, "key-indicators/came-back/", reason="They come back.")
    said = analyst.get(page).content.decode().partition("History")[2]
    assert said.index("key indicator marked") < said.index("Agreed in March")
    assert "Agreed in March" not in scrutiny.get(page).content.decode()


def test_the_form_shows_the_target_that_holds(analyst: Client) -> None:
    post(analyst, "targets/came-back/", **{**TARGET, "start": "20", "start_year": "2024"})
    page = analyst.get(OUTCOMES + "targets/came-back/").content.decode()
    assert 'value="2027"' in page
    assert 'value="2024"' in page
    listed = analyst.get(OUTCOMES + "targets/").content.decode()
    assert "Head of service" in listed
    assert "9.0%" in listed


def test_a_target_that_does_not_hold_now_and_one_of_a_measure_that_is_gone_are_listed(
    figures: Path, analyst: Client
) -> None:
    post(analyst, "targets/came-back/", **TARGET)
    post(analyst, "targets/came-back/", **{**TARGET, "by": "2029"})
    (figures / CODE / "targets.yaml").open("a").close()
    path = figures / CODE / "targets.yaml"
    path.write_text(path.read_text() + path.read_text().replace("came-back", "no-longer-there"))
    listed = analyst.get(OUTCOMES + "targets/").content.decode()
    assert listed.count("Not the one that holds now") == 3
    assert "no-longer-there" in listed


@pytest.mark.parametrize(
    ("measure", "given", "says"),
    [
        ("came-back", {"by": "soon"}, "is no year of this measure"),
        ("came-back", {"start": "20"}, "A start needs both its figure and its period."),
        ("came-back", {"value": "many"}, "Enter a number."),
        ("came-back", {"near": "-1"}, "Ensure this value is greater than or equal to 0."),
        ("came-back", {"why": ""}, "Enter why it is set or changed now"),
        ("referrals", {}, "can have no target"),
    ],
)
def test_what_cannot_be_a_target_is_said_and_nothing_is_kept(
    figures: Path, analyst: Client, measure: str, given: dict[str, str], says: str
) -> None:
    response = post(analyst, f"targets/{measure}/", **{**TARGET, **given})
    assert response.status_code == 200
    page = response.content.decode()
    assert "There is a problem" in page
    assert says in page
    assert targets(Store(figures), CODE) == ()
    assert entries() == []


def test_a_measure_without_figures_gets_no_target(by: Acting, figures: Path) -> None:
    aim = actions.Aim(Decimal(1), "2027")
    with pytest.raises(BadInput, match="No figures are loaded"):
        actions.set_target(by=by, measure="not-loaded", aim=aim, why="because")
    by.authority.gss_code = "E92000001"  # type: ignore[union-attr]
    with pytest.raises(BadInput, match="only an authority"):
        actions.set_target(by=by, measure="came-back", aim=aim, why="because")


def test_a_key_indicator_is_marked_given_another_reason_and_removed(figures: Path, analyst: Client) -> None:
    post(analyst, "key-indicators/came-back/", reason="They come back.")
    post(analyst, "key-indicators/came-back/", reason="Too many come back.")
    assert [(one.measure, one.reason) for one in key_indicators(Store(figures), CODE)] == [
        ("came-back", "Too many come back.")
    ]
    assert "Too many come back." in analyst.get(OUTCOMES + "key-indicators/came-back/").content.decode()
    assert "Too many come back." in analyst.get(OUTCOMES + "targets/").content.decode()
    post(analyst, "key-indicators/came-back/remove/", why="It is met.")
    assert key_indicators(Store(figures), CODE) == ()
    marked, changed, removed = entries()
    assert (marked.why, changed.why, removed.why) == ("They come back.", "Too many come back.", "It is met.")
    assert "They come back." in (changed.before or "")
    assert "Too many come back." in (removed.before or "")


def test_what_is_no_key_indicator_cannot_be_removed_and_none_is_marked_without_a_reason(
    figures: Path, analyst: Client
) -> None:
    assert (
        "Remove from the key indicators" in analyst.get(OUTCOMES + "key-indicators/came-back/remove/").content.decode()
    )
    page = post(analyst, "key-indicators/came-back/remove/", why="It is met.").content.decode()
    assert "is no key indicator" in page
    assert "There is a problem" in post(analyst, "key-indicators/came-back/", reason="").content.decode()
    assert entries() == []


def test_an_action_refuses_a_reason_of_blanks_a_column_and_whoever_may_not(by: Acting, northmoor: Authority) -> None:
    with pytest.raises(BadInput, match="needs a reason"):
        actions.mark_key(by=by, measure="came-back", reason=" ")
    with pytest.raises(BadInput, match="is a column and no measure"):
        actions.mark_key(by=by, measure="made-referrals:made_again_percent", reason="x")
    with pytest.raises(Refused):
        actions.mark_key(by=by._replace(roles=frozenset({"dcs"})), measure="came-back", reason="x")
    assert entries() == []


def test_a_reason_that_the_action_refuses_is_said_on_the_page(analyst: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**given: object) -> None:
        raise BadInput("It is being changed by another process.")

    monkeypatch.setattr(actions, "mark_key", refuse)
    assert "being changed by another" in post(analyst, "key-indicators/came-back/", reason="x").content.decode()


def test_nothing_is_in_the_trail_when_the_folder_cannot_be_written(
    figures: Path, by: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("clearline.measures.asking.own_files._write", full)
    with pytest.raises(BadInput, match="No space left"):
        actions.mark_key(by=by, measure="came-back", reason="It matters.")
    assert entries() == []


def test_an_authority_for_which_nothing_was_published_gets_no_target(
    by: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "clearline.measures.actions.answer", lambda *given: msgspec.structs.replace(answer(*given), latest=None)
    )
    with pytest.raises(BadInput, match="has no figures here"):
        actions.set_target(by=by, measure="came-back", aim=actions.Aim(Decimal(1), "2027"), why="because")

"""The demonstration is whole, is made once, and never mixes with real work."""

import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from people import browser, make_authority

from clearline.accounts.models import Authority, Membership
from clearline.accounts.permissions import ROLES
from clearline.assurance.challenges.models import Challenge
from clearline.assurance.statements.models import Statement
from clearline.checks.gathering import gather
from clearline.kit.errors import BadInput
from clearline.organisations.models import Person, Proposal
from clearline.registers.models import Entry
from clearline.web import demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> list[list[str]]:
    """Let no figures be made, and return the commands that would have made them."""
    commands: list[list[str]] = []
    settings.HOME = tmp_path
    (tmp_path / "demonstration-data" / "published").mkdir(parents=True)
    (tmp_path / "demonstration-data" / "published" / "one.csv").write_text("")

    def run(command: list[str], **_: Any) -> SimpleNamespace:
        commands.append(command[3:])
        return SimpleNamespace(returncode=0, stderr="")

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_northmoor_has_an_organisation_a_proposal_names_figures_and_an_account_for_each_role(
    ran: list[list[str]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    demo.make(tmp_path)
    organisation = gather(Authority.objects.get())
    assert organisation is not None
    assert "director-of-children" in organisation.posts
    assert Proposal.objects.get().state == "draft"
    assert Person.objects.count() == len(demo.NAMES)
    done = [" ".join(command[:2]) for command in ran]
    assert done[0].startswith("demo-data")
    assert set(done[1:]) == {"figures load", "figures key", "figures targets"}
    assert {"open", "exempt"} == {one.access for one in Challenge.objects.all()}
    assert Statement.objects.filter(result="not-satisfied", role="lead-member").exists()
    assert len(set(Entry.objects.values_list("register", flat=True))) >= 8
    assert set(Membership.objects.values_list("role", flat=True)) == set(ROLES)
    line = next(line for line in capsys.readouterr().out.splitlines() if " lead-member@" in line)
    email, password = line.split()
    client = browser()
    client.post("/account/sign-in/", {"login": email, "password": password})
    assert "_auth_user_id" in client.session or client.session.get("account_login")


def test_the_demonstration_is_made_once(
    ran: list[list[str]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    demo.make(tmp_path)
    demo.make(tmp_path)
    assert "is there already" in capsys.readouterr().out
    assert [command[0] for command in ran].count("demo-data") == 1


def test_the_demonstration_is_never_put_beside_a_real_authority(ran: list[list[str]], tmp_path: Path) -> None:
    make_authority("elsewhere")
    with pytest.raises(BadInput, match="a CLEARLINE_HOME of its own"):
        demo.make(tmp_path)
    assert not ran


def test_without_the_examples_the_demonstration_says_where_to_run_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(demo, "EXAMPLES", tmp_path)
    with pytest.raises(BadInput, match="from a copy of the source"):
        demo.make(tmp_path)


def test_figures_that_cannot_be_made_are_said(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=2, stderr="no room"))
    with pytest.raises(BadInput, match="no room"):
        demo.make(tmp_path)

"""An authority goes out as a folder and comes in again with nothing lost, and a bad folder changes nothing."""

import json
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest
from people import make_authority, make_user, member

from clearline.accounts import actions
from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.models import Authority, Individual, Membership
from clearline.accounts.trail.models import Entry as TrailEntry
from clearline.assurance.models import Departure, LegalView, TextConfirmed
from clearline.checks.gathering import gather
from clearline.kit.errors import BadInput
from clearline.organisations import officers
from clearline.organisations.files import read_organisation
from clearline.organisations.models import Person, Proposal, Recorded
from clearline.organisations.organisation import Change, Organisation
from clearline.registers.models import Entry
from clearline.transfer.comparing import differences, read_folder
from clearline.transfer.exporting import export
from clearline.transfer.importing import import_folder, put_organisation

EXAMPLES = Path(__file__).parents[2] / "examples"
PNG = b"\x89PNG\r\n\x1a\n"
pytestmark = [pytest.mark.django_db, pytest.mark.database]


NOW = datetime(2026, 11, 22, tzinfo=UTC)
AUTHORITY = '{{"format": 2, "key": "northmoor", "name": "N", "gss_code": "", "since": "2020-01-01"}}'
PROPOSAL = (
    '{{"title": "T", "reasons": "", "takes_effect": "2026-06-01", "overlay": {{"posts": {{}}}}, "state": "draft",'
    ' "author": null, "made_at": "2026-01-01T00:00:00Z"}}'
)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """Return a full authority: an organisation with names, roles, departures, registers, views and a proposal."""
    made = make_authority()
    fill(made)
    return made


def fill(authority: Authority) -> None:
    """Let an authority hold something of everything."""
    organisation = read_organisation(EXAMPLES / "northmoor.yaml")
    put_organisation(by=at_the_machine(authority), organisation=organisation, why="the start")
    officer = member(authority, "governance-officer")
    member(authority, "inspector")
    member(authority, "dcs", user=make_user("two@roles.example", "=Ada Northmoor"))
    director = Individual.objects.create(name="'Robin' Northmoor")
    Person.objects.create(authority=authority, key="person-director", individual=director)
    Departure.objects.create(
        authority=authority, key="one-director", provision="3.5", reasons="+ Because, said\n\"she\".", published=True,
        decided_by="Full Council", route="full-council", starts=date(2026, 1, 1), review=date(2027, 1, 1),
    )  # fmt: skip
    Entry.objects.create(authority=authority, register="training", key="later",
                         about="person-support-member", on=date(2026, 2, 1),
                         values={"kind": "safeguarding", "done": True, "provider": "the partnership"})  # fmt: skip
    LegalView.objects.create(
        authority=authority, rule="dcs-direct-report", subject="dcs", edition="2013", view="disagrees", reasons="-",
        privileged=True, by=director, given_on=date(2026, 3, 1),
    )  # fmt: skip
    TextConfirmed.objects.create(
        authority=authority, document="dcs-lm", edition="2013", duty="x", by=officer.individual, page="7",
        on=date(2026, 3, 1),
    )  # fmt: skip
    Proposal.objects.create(
        authority=authority, key="one", title="One director", takes_effect=date(2027, 4, 1), author=director,
        overlay={"posts": {"director-of-adults": None}}, made_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def out(authority: Authority, folder: Path) -> Path:
    export(by=at_the_machine(authority), folder=folder)
    return folder


def test_the_folders_organisation_read_by_the_terminal_is_what_the_database_gathers(
    authority: Authority, tmp_path: Path
) -> None:
    folder = out(authority, tmp_path / "out")
    gathered = gather(authority)
    assert gathered is not None
    read = read_organisation(folder / "organisation.yaml")
    for section in Organisation.__struct_fields__:
        assert getattr(read, section) == getattr(gathered, section), section
    assert list(read.departures) == ["one-director"]
    assert read.people["person-director"].safeguarding_training == date(2026, 3, 12)


def test_an_export_taken_into_an_empty_installation_comes_out_the_same(authority: Authority, tmp_path: Path) -> None:
    folder = out(authority, tmp_path / "first")
    before = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for model in (LegalView, TextConfirmed, Proposal, Person, Departure, Entry, Recorded, Membership):
        model._default_manager.all().delete()
    import_folder(read_folder(folder), why="moved here", now=NOW)
    again = out(authority, tmp_path / "second")
    assert {path.name: path.read_bytes() for path in again.rglob("*") if path.is_file()} == before


def test_a_folder_for_an_authority_that_is_not_here_makes_it(authority: Authority, tmp_path: Path) -> None:
    folder = out(authority, tmp_path / "out")
    said = (folder / "authority.json").read_text()
    (folder / "authority.json").write_text(said.replace('"northmoor"', '"southmoor"'))
    with pytest.raises(BadInput, match="is the code of Northmoor Council here"):
        import_folder(read_folder(folder), why="two of one code would see each other's figures", now=NOW)
    said = said.replace('"northmoor"', '"southmoor"').replace("E06000999", "E06000998")
    (folder / "authority.json").write_text(said)
    there = read_folder(folder)
    assert [(one.part, one.id, one.what) for one in differences(there)] == [("authority", "southmoor", "new")]
    import_folder(there, why="begun", now=NOW)
    made = gather(Authority.objects.get(key="southmoor"))
    assert made is not None
    assert made == gather(authority)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"key": "account"}, "address of other pages"),
        ({"key": "../up"}, "key: "),
        ({"brand_colour": "#ffffff"}, "Choose a darker one"),
        ({"logo": "bm8gcG5n"}, "not a PNG"),
        ({"gss_code": "../../x"}, "gss_code: "),
    ],
)
def test_an_authority_that_its_own_forms_would_refuse_is_not_taken_in(
    authority: Authority, tmp_path: Path, change: dict[str, str], words: str
) -> None:
    folder = out(authority, tmp_path / "out")
    said = json.loads((folder / "authority.json").read_text())
    (folder / "authority.json").write_text(json.dumps({**said, **change}))
    with pytest.raises(BadInput, match=re.escape(words)):
        import_folder(read_folder(folder), why="wrong", now=NOW)
    assert Authority.objects.count() == 1


def test_a_logo_is_shown_where_it_was_taken_in(authority: Authority, tmp_path: Path) -> None:
    actions.put_logo(authority, PNG)
    authority.save()
    folder = out(authority, tmp_path / "out")
    Authority.objects.update(logo=None, logo_mark="")
    import_folder(read_folder(folder), why="back", now=NOW)
    assert Authority.objects.get().logo_mark == authority.logo_mark


def test_training_and_vetting_that_a_dated_change_states_go_to_the_registers_and_nowhere_else(
    authority: Authority,
) -> None:
    organisation = read_organisation(EXAMPLES / "northmoor.yaml")
    stated = officers.Person(safeguarding_training=date(2027, 2, 1), vetting="registered", note="Stands in.")
    change = Change(on=date(2027, 1, 1), people={"person-support-member": stated})
    changed = msgspec.structs.replace(organisation, changes=(*organisation.changes, change))
    put_organisation(by=at_the_machine(authority), organisation=changed, why="a change")
    gathered = gather(authority)
    assert gathered is not None
    assert gathered.changes[-1].people["person-support-member"] == stated
    assert not Recorded.objects.filter(
        section="people", facts__has_any_keys=["safeguarding_training", "vetting"]
    ).exists()


def test_a_dry_run_of_what_is_here_finds_no_difference(authority: Authority, tmp_path: Path) -> None:
    assert differences(read_folder(out(authority, tmp_path / "out"))) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("organisation.yaml", "Head of Libraries", "Head of Books", ("posts", "head-of-libraries", "title changed")),
        ("organisation.yaml", "considerations: {}", "", ("considerations", "", "taken away")),
        ("people.csv", "Robin", "Rowan", ("people", "person-director", "name changed")),
        ("departures-published.csv", "yes", "no", ("departures-published", "one-director", "published changed")),
        ("proposals/one.json", "One director", "Two", ("proposals", "one", "title changed")),
        ("authority.json", "Northmoor Council", "Northmoor", ("authority", "northmoor", "name changed")),
    ],
)
def test_a_dry_run_lists_what_was_changed_in_the_folder(
    authority: Authority, tmp_path: Path, name: str, old: str, new: str, expected: tuple[str, ...]
) -> None:
    folder = out(authority, tmp_path / "out")
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    there = read_folder(folder)
    assert [(one.part, one.id, one.what) for one in differences(there)] == [expected]
    import_folder(there, why="corrected", now=NOW)
    assert differences(there) == []


def test_rows_taken_out_of_the_folder_are_taken_out_here(authority: Authority, tmp_path: Path) -> None:
    folder = out(authority, tmp_path / "out")
    for name in ("people", "roles"):
        path = folder / f"{name}.csv"
        path.write_text(path.read_text().splitlines()[0] + "\n")
    for name in ("registers.entry", "assurance.legalview", "assurance.textconfirmed"):
        (folder / "records" / f"{name}.jsonl").write_text("")
    (folder / "proposals" / "one.json").unlink()
    text = (folder / "organisation.yaml").read_text()
    (folder / "organisation.yaml").write_text(text[: text.index("departures:")])
    there = read_folder(folder)
    assert {one.part for one in differences(there)} == {
        "people", "roles", "registers.entry", "assurance.legalview", "assurance.textconfirmed", "departures",
        "proposals",
    }  # fmt: skip
    with pytest.raises(BadInput, match="has no departure 'one-director'"):
        import_folder(there, why="half emptied", now=NOW)
    (folder / "departures-published.csv").write_text("key,minutes,published\n")
    import_folder(read_folder(folder), why="emptied", now=NOW)
    for model in (Person, Membership, LegalView, TextConfirmed, Proposal, Departure):
        assert not model._default_manager.exists()
    trained = {row.about for row in Entry.objects.all()}
    assert "person-director" in trained, "what the organisation says of training is entered anew"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("roles.csv", "email,individual,name,role,starts,ends\na@b.c,x,,dcs,2020-01-01,\n", "roles.csv:2: individual"),
        ("roles.csv", "email,individual,name,role,starts,ends\na@b.c,{id},,king,2020-01-01,\n", "'king' is not one of"),
        ("roles.csv", "email,individual,name,role,starts,ends\na@b.c,{id},,dcs,1.1.20,\n", "not a date"),
        ("roles.csv", "email,individual,name,role,starts,ends\n,{id},,dcs,2020-01-01,\n", "email is empty"),
        ("roles.csv", "email,name\n", "roles.csv"),
        ("departures-published.csv", "key,minutes,published\nx,,maybe\n", "neither yes nor no"),
        ("people.csv", "key,individual,name\np,{id},A\np,{id},B\n", "a second time"),
        ("organisation.yaml", "extends: /etc/hostname\n", "extends"),
        ("organisation.yaml", "authority: {{id: x}}\n", "needs 'name'"),
        ("authority.json", "[]", "not what an export writes"),
        ("proposals/one.json", "{{}}", "not what an export writes"),
        ("proposals/one.json", PROPOSAL.replace("draft", "lost"), "not what an export writes"),
        ("proposals/one.json", PROPOSAL.replace("2026-06-01", "1 June"), "not what an export writes"),
        ("proposals/one.json", PROPOSAL.replace("posts", "changes"), "'changes' cannot be in a proposal"),
        ("proposals/One Two.json", PROPOSAL, "is named by no id"),
        ("authority.json", AUTHORITY.replace("2020-01-01", "long ago"), "not what an export writes"),
    ],
)
def test_a_folder_with_something_wrong_is_refused_with_its_place_and_changes_nothing(
    authority: Authority, tmp_path: Path, name: str, text: str, words: str
) -> None:
    folder = out(authority, tmp_path / "out")
    entries = TrailEntry.objects.count()
    (folder / name).write_text(text.format(id=Individual.objects.all()[0].id))
    with pytest.raises(BadInput) as error:
        import_folder(read_folder(folder), why="wrong", now=NOW)
    assert words in str(error.value)
    assert name.rsplit("/", 1)[-1] in str(error.value)
    assert TrailEntry.objects.count() == entries


def test_a_folder_of_another_kind_or_of_a_later_format_is_refused(authority: Authority, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no authority\.json"):
        read_folder(tmp_path)
    folder = out(authority, tmp_path / "out")
    said = (folder / "authority.json").read_text()
    (folder / "authority.json").write_text(said.replace('"format": 2', '"format": 3'))
    with pytest.raises(BadInput, match="of format 3"):
        read_folder(folder)


def test_an_export_is_never_written_over_a_folder_and_leaves_nothing_half(authority: Authority, tmp_path: Path) -> None:
    folder = out(authority, tmp_path / "out")
    with pytest.raises(BadInput, match="is there already"):
        out(authority, folder)
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot be written"):
        out(authority, tmp_path / "file" / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "out"]


def test_nothing_leaves_with_whoever_may_not_read_all_of_it(authority: Authority, tmp_path: Path) -> None:
    officer = Acting(None, authority, frozenset({"governance-officer"}), "page")
    with pytest.raises(Refused, match=r"you may not read all of it: 1 of legal view\."):
        export(by=officer, folder=tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
    LegalView.objects.all().delete()
    assert "records/assurance.legalview.jsonl" in export(by=officer, folder=tmp_path / "out")
    with pytest.raises(Refused):
        export(by=Acting(None, authority, frozenset({"dcs"}), "page"), folder=tmp_path / "other")


def test_a_departure_that_is_no_longer_among_the_published_is_published_no_more(
    authority: Authority, tmp_path: Path
) -> None:
    folder = out(authority, tmp_path / "out")
    (folder / "departures-published.csv").write_text("key,minutes,published\n")
    import_folder(read_folder(folder), why="withdrawn", now=NOW)
    assert Departure.objects.get().published is False


def test_figures_go_with_the_authority_and_never_over_others(
    authority: Authority, tmp_path: Path, settings: Any
) -> None:
    settings.FIGURES = tmp_path / "figures"
    own = settings.FIGURES / "E06000999"
    own.mkdir(parents=True)
    (own / "manifest.json").write_text("{}")
    (own / "lock").touch()
    folder = out(authority, tmp_path / "out")
    assert differences(read_folder(folder)) == []
    assert (folder / "figures" / "manifest.json").read_text() == "{}"
    (own / "manifest.json").write_text("[]")
    there = read_folder(folder)
    assert [(one.part, one.what) for one in differences(there)] == [("figures", "differ")]
    with pytest.raises(BadInput, match="differ from the figures"):
        import_folder(there, why="moved", now=NOW)
    shutil.rmtree(own)
    assert [(one.part, one.what) for one in differences(there)] == [("figures", "new")]
    import_folder(there, why="moved", now=NOW)
    assert (own / "manifest.json").read_text() == "{}"
    assert differences(there) == []


def test_what_is_not_in_the_folder_stays_and_new_addresses_become_accounts_without_a_password(tmp_path: Path) -> None:
    bare = make_authority()
    officer = member(bare, "governance-officer")
    folder = out(bare, tmp_path / "out")
    assert not (folder / "organisation.yaml").exists()
    (folder / "records" / "registers.entry.jsonl").unlink()
    (folder / "people.csv").unlink()
    roles = folder / "roles.csv"
    roles.write_text(roles.read_text() + f"new@northmoor.example,{UUID(int=7)},New Person,dcs,2026-01-01,\n")
    there = read_folder(folder)
    assert [(one.part, one.what) for one in differences(there)] == [("roles", "new")]
    import_folder(there, why="a new director", now=NOW)
    made = Membership.objects.get(role="dcs").user
    assert (str(made), made.has_usable_password()) == ("New Person", False)
    assert Membership.objects.filter(user=officer).exists()
    assert gather(bare) is None


def test_sections_that_are_one_thing_are_compared_too(authority: Authority, tmp_path: Path) -> None:
    folder = out(authority, tmp_path / "out")
    path = folder / "organisation.yaml"
    path.write_text(path.read_text() + "\nsafeguarding_owner: lead-member\n")
    there = read_folder(folder)
    assert [(one.part, one.what) for one in differences(there)] == [("safeguarding_owner", "added")]
    import_folder(there, why="stated", now=NOW)
    assert differences(there) == []

"""What only some see of a register is not told by the trail, and what comes back from a browser is looked through."""

from string import ascii_uppercase

import msgspec
import pytest
from northmoor_whole import northmoor
from people import client_for, member
from world_registers import VISIT, add

from clearline.accounts.models import Authority
from clearline.accounts.trail.queries import history
from clearline.kit.rows import Row
from clearline.measures.child_level import is_upn
from clearline.registers import actions
from clearline.registers.content import _wrong, register_named
from clearline.registers.models import Entry
from clearline.registers.vocabulary import Register, See

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    return northmoor()


def with_see(register: Register, key: str, see: See) -> Register:
    columns = tuple(msgspec.structs.replace(one, see=see) if one.key == key else one for one in register.columns)
    return msgspec.structs.replace(register, columns=columns)


@pytest.mark.parametrize("whole", [False, True])
def test_the_trail_tells_no_value_of_a_column_that_only_some_see(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    one = register_named("visits")
    closed = msgspec.structs.replace(one, see="exempt") if whole else with_see(one, "heard", "confidential")
    monkeypatch.setattr(actions, "register_named", lambda key: closed)
    key = add(authority, "visits", VISIT)
    told = str(history(authority, f"register:visits/{key}", named=True))
    assert str(VISIT["heard"]) not in told
    assert "shown only to some" in told
    assert (str(VISIT["place"]) in told) != whole


def test_an_entry_is_never_named_by_a_column_that_only_some_see() -> None:
    assert any("not everyone sees" in said for said in _wrong(with_see(register_named("visits"), "place", "exempt"),
               "visits"))  # fmt: skip
    assert list(_wrong(register_named("visits"), "visits")) == []


UPN = next(upn for letter in ascii_uppercase if is_upn(upn := f"{letter}123456789012"))
CELLS = {
    "Day": "2026-05-20",
    "Who went": "Lead member",
    "What kind": "Regular meeting",
    "With whom": "Children's homes",
}


def sent(authority: Authority, place: str, times: int = 1) -> str:
    client = client_for(member(authority, "governance-officer"))
    titles = {column.title: "" for column in register_named("visits").columns}
    rows = [Row(number, {**titles, **CELLS, "Place or meeting": place}) for number in range(2, times + 2)]
    given = {"rows": msgspec.json.encode(rows).decode(), "why": "From the clerk", "save_anyway": "on"}
    return client.post("/northmoor/registers/visits/load/put/", given, follow=True).content.decode()


@pytest.mark.parametrize(
    ("place", "times", "says"),
    [(UPN, 1, "Choose the file again."), ("Hall", 501, "Choose the file again."), ("A\0B", 1, "cannot be kept")],
)
def test_rows_that_were_changed_in_the_browser_are_looked_through_again(
    authority: Authority, place: str, times: int, says: str
) -> None:
    assert says in sent(authority, place, times)
    assert not Entry.objects.filter(register="visits").exists()
    assert "1 added" in sent(authority, "Town Hall")

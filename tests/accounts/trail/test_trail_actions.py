"""What is recorded: the whole of a change, in its own transaction, and nothing that must not be kept."""

import json
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people import make_authority, member
from tampering import in_chain, officer

from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.trail import actions
from clearline.accounts.trail.entries import Row, changed, set_apart
from clearline.accounts.trail.models import Entry, Kept
from clearline.accounts.trail.verifier import START, canonical, leaf_hash, node_hash
from clearline.accounts.trail.verifying import chains, verify

CHILD = ("A123456789012", "h80120000100Z", "943 476 5919", "9434765919", "943-476-5919")
"""Numbers as children have them: unique pupil numbers and NHS numbers with their check digit right."""

texts = st.text(st.characters(codec="utf-8"))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, texts, st.none() | st.dictionaries(texts, texts | st.integers() | st.none() | st.lists(texts)))
def test_an_entry_is_hashed_as_canonical_json(did: str, why: str, after: dict[str, object] | None) -> None:
    after_text = None if after is None else canonical(after).decode()
    row = Row(None, 3, "2026-01-01", "7", "", '["dcs"]', "page", "done", did, "post:1", why, "", None, after_text)
    body = row.body()
    assert body == canonical(json.loads(body))
    assert (json.loads(body)["did"], json.loads(body)["after"]) == (did, after)


def test_only_fields_that_differ_are_kept_as_plain_json() -> None:
    before = {"title": "Director", "from": date(2024, 1, 1), "grade": 1, "gone": "x"}
    after = {"title": "Director", "from": date(2025, 1, 1), "grade": 1, "new": (Decimal("1.10"), UUID(int=1), True)}
    assert changed(before, after) == (
        {"from": "2024-01-01", "gone": "x"},
        {"from": "2025-01-01", "new": ["1.10", "00000000-0000-0000-0000-000000000001", True]},
    )
    assert changed(None, {"title": "Director"}) == (None, {"title": "Director"})
    assert changed({"title": "Director"}, None) == ({"title": "Director"}, None)


@pytest.mark.parametrize("field", ["password", "new_password1", "api_token", "client_secret", "otp", "recovery_codes"])
def test_a_field_named_like_a_secret_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match="secrets never go in the trail"):
        changed(None, {field: "three quiet herons"})
    with pytest.raises(ValueError, match="secrets never go in the trail"):
        changed({"settings": [{"mail": {field: "three quiet herons"}}]}, None)


@pytest.mark.parametrize("id", ["board-secretary", "secretary", "footpaths", "sessional-services", "posts/recovery"])
def test_an_id_in_which_the_name_of_a_secret_is_a_part_of_a_word_is_kept(id: str) -> None:
    assert changed(None, {"changes": {"posts": {id: {"title": "X"}}}}) == (
        None,
        {"changes": {"posts": {id: {"title": "X"}}}},
    )


@pytest.mark.django_db
@pytest.mark.database
def test_an_entry_says_who_when_what_and_why_and_follows_from_the_last() -> None:
    authority = make_authority()
    by = officer(authority)
    with transaction.atomic():
        numbers = [
            actions.record(by=by, did="change post", about="post:dcs", why="left", before={"a": 1}, after={"a": 2}),
            actions.record(by=by, did="close post", about="post:dcs"),
        ]
    first, second = in_chain(authority)
    assert numbers == [1, 2]
    assert by.user is not None
    assert (first.user, first.individual) == (str(by.user.pk), str(by.person))
    assert (first.roles, first.door, first.outcome) == ('["governance-officer"]', "page", "done")
    assert (first.did, first.about, first.why, first.before, first.after) == (
        "change post", "post:dcs", "left", '{"a":1}', '{"a":2}',
    )  # fmt: skip
    assert (second.before, second.after) == (None, None)
    assert first.at.endswith("+00:00")
    body = Row(*(getattr(first, "authority_id" if name == "authority" else name) for name in Row._fields)).body()
    assert first.leaf == leaf_hash(body).hex()
    assert first.head == node_hash(START, bytes.fromhex(first.leaf)).hex()
    assert second.head == node_hash(bytes.fromhex(first.head), bytes.fromhex(second.leaf)).hex()


@pytest.mark.django_db
@pytest.mark.database
def test_each_authority_and_the_installation_have_chains_of_their_own() -> None:
    here, there = make_authority(), make_authority("southmoor")
    with transaction.atomic():
        for by in (officer(here), at_the_machine(None), officer(there), at_the_machine(None), at_the_machine(here)):
            actions.record(by=by, did="try", about="thing:1")
    found = {f"{key} {number}" for key, number in Entry.objects.values_list("authority_id", "sequence")}
    assert found == {"None 1", "None 2", "northmoor 1", "northmoor 2", "southmoor 1"}
    assert set(chains()) == {None, "northmoor", "southmoor"}
    assert verify(chains(), ()).faults == ()


@transaction.atomic
def change_then_be_refused(by: Acting) -> None:
    actions.record(by=by, did="erase", about="person:1")
    by.require("answer for personal data")


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_entry_and_what_is_refused_does() -> None:
    authority = make_authority()
    by = officer(authority)
    with pytest.raises(Refused):
        change_then_be_refused(by)
    assert in_chain(authority) == []
    actions.record_refusal(by=by, did="erase", about="person:1", why="Your roles here do not allow this.")
    actions.record_refusal(by=by, did="load figures", about="file:x", outcome="failed")
    assert [entry.outcome for entry in in_chain(authority)] == ["refused", "failed"]


@pytest.mark.django_db(transaction=True)
def test_a_change_is_recorded_inside_its_transaction_and_a_refusal_outside_any() -> None:
    by = officer(make_authority())
    with pytest.raises(transaction.TransactionManagementError, match="in the transaction that makes the change"):
        actions.record(by=by, did="change post", about="post:dcs")
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        actions.record_refusal(by=by, did="change post", about="post:dcs")


@pytest.mark.django_db
def test_what_it_is_about_has_a_kind_and_a_key() -> None:
    by = officer(make_authority())
    with pytest.raises(ValueError, match="kind:key"), transaction.atomic():
        actions.record(by=by, did="change post", about="dcs")


@pytest.mark.django_db
@pytest.mark.parametrize("number", CHILD)
def test_no_number_of_a_child_is_in_an_entry(number: str) -> None:
    authority = make_authority()
    by = Acting(member(authority, "analyst"), authority, frozenset({"analyst"}), "api")
    with transaction.atomic():
        actions.record(
            by=by, did="load", about="file:1", why=f"about {number}",
            before={"note": "none"}, after={"note": f"see {number}.", "notes": ["a", {"deep": number}]},
        )  # fmt: skip
    actions.record_refusal(by=by, did="load", about=f"file:{number}", why=f"refused {number}: no")
    stored = [str(list(row)) for row in Entry.objects.values_list()]
    assert len(stored) == 2
    assert not [row for row in stored if number in row]
    assert sorted(Kept.objects.values_list("place", flat=True)) == ["after.note", "after.notes", "why"]
    assert verify([authority.key], ()).faults == ()


def test_other_numbers_are_taken_for_what_they_are() -> None:
    shown, apart = set_apart(
        "after", {"phone": "020 7946 0001", "ten": "9434765918", "gss": "E06000999", "hash": "a9434765919b"}, ()
    )
    assert apart == []
    assert shown == '{"gss":"E06000999","hash":"a9434765919b","phone":"020 7946 0001","ten":"9434765918"}'

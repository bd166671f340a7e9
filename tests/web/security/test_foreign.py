"""No form changes what is another authority's, more than it asks, or more than whoever sends it may."""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField, ForeignKey, Model, UUIDField
from django.test import Client
from django.utils import timezone
from filling import Form, forms_of
from people import client_for, make_user, member
from planted import THROUGH
from test_forging import PASSING, fingerprint
from two_councils import undone
from walking import Walk, address, is_of_authority, roles_of

from clearline.accounts.models import Authority, Membership, User
from clearline.accounts.trail.models import Entry
from clearline.organisations.models import Proposal

OURS = [model for model in apps.get_models() if model.__module__.startswith("clearline.")]
ATTACK = {
    "state": "adopted", "published": "on", "privileged": "", "is_active": "on", "role": "administrator",
    "applied": "on",
    "roles": "administrator", "scopes": "write:organisation", "password": "x", "is_superuser": "on", "is_staff": "on",
    "valid_from": "2000-01-01", "starts": "2000-01-01", "ends": "2099-12-31", "decision": "Agreed by all.",
    "email": "taken@evil.example", "gss_code": "E06000001",
}  # fmt: skip


def rows_of(authority: Authority) -> dict[str, list[Any]]:
    """Return all rows that are an authority's, by table."""
    found = {}
    for model in OURS:
        names = {field.name for field in model._meta.fields}
        through = THROUGH.get(model._meta.label, "authority" if "authority" in names else "")
        if through:
            rows = model._base_manager.filter(**{through: authority.pk}).distinct().order_by("pk")
            found[model._meta.label] = list(rows.values_list())
    return found


def state(model: type[Model]) -> list[Any]:
    """Return the rows of a table without what is different every time: moments, numbers, hashes, what is random."""
    random = {
        "id",
        "head",
        "leaf",
        "salt",
        "why_kept",
        "key",
        "digest",
        "mark",
        "sequence",
        "before",
        "after",
        "about",
        "password",
    }
    fields = [
        field.attname for field in model._meta.concrete_fields
        if field.name not in random and not isinstance(field, DateTimeField | UUIDField)
        and not (isinstance(field, ForeignKey) and isinstance(field.target_field, UUIDField)) and field.attname != "at"
    ]  # fmt: skip
    return sorted(map(repr, model._base_manager.values_list(*fields)))


def whole_state() -> dict[str, list[Any]]:
    return {model._meta.label: state(model) for model in OURS if model._meta.label not in PASSING}


class Foreign(Walk):
    """Forms sent with more in them, or with something else, than their page would have sent."""

    @classmethod
    def planted(cls) -> None:
        """Nothing: the texts are of no matter here."""

    def forms(self) -> Iterator[tuple[str, str, Client, Form]]:
        """Yield every form of every page of an authority, where it goes, and who may send it."""
        for page, door in self.doors.items():
            if "POST" in door.methods and is_of_authority(page, self.mine):
                client, url = self.clients[roles_of(door)[0]], address(page, self.mine)
                for form in forms_of(client.get(url).content.decode()):
                    yield page, form.action or url, client, form

    def test_what_is_another_s_is_not_there_whatever_its_number(self) -> None:
        tried = 0
        for page, door in self.doors.items():
            theirs = self.others.things.get(page, {})
            if theirs == self.mine.things.get(page, {}) or not is_of_authority(page, self.mine):
                continue
            for method in door.methods:
                for role in roles_of(door)[:2]:
                    url = address(page, self.others, self.mine.authority.key)
                    with undone():
                        response = self.clients[role].generic(method, url)
                    assert response.status_code == 404, (page, role, method)
                    tried += 1
        assert tried > 20

    def test_no_form_takes_the_number_of_what_is_another_s(self) -> None:
        theirs = [str(value) for things in self.others.things.values() for value in things.values()]
        mine = {str(value) for things in self.mine.things.values() for value in things.values()}
        user = self.others.members["dcs"]
        numbers = [*sorted(set(theirs) - mine), str(user.pk), str(user.individual_id), str(self.others.authority.pk)]
        before, turns = rows_of(self.others.authority), itertools.cycle(numbers)
        sent = 0
        for page, url, client, form in self.forms():
            values = form.filled()
            names = [name for name in values if name in form.choices or name.endswith(("key", "id", "person"))]
            with undone():
                for name in names:
                    for number in itertools.islice(turns, 3):
                        client.post(url, {**values, name: number})
                        sent += 1
                assert rows_of(self.others.authority) == before, page
                self.assert_nobody_of_theirs_is_here(page)
        assert sent > 100

    def assert_nobody_of_theirs_is_here(self, *where: str) -> None:
        people = [user.individual_id for user in self.others.members.values()]
        assert not User.objects.filter(memberships__authority=self.mine.authority, individual__in=people).exists(), (
            where
        )
        accounts = Membership.objects.filter(authority=self.mine.authority, user__individual__in=people)
        assert not accounts.exists(), where

    def test_no_form_takes_more_than_it_asks(self) -> None:
        others = {"authority": self.others.authority.pk, "user": self.others.members["dcs"].pk}
        names = {name for model in OURS for field in model._meta.fields for name in (field.name, field.attname)}
        changing = 0
        for page, url, client, form in self.forms():
            if page.startswith("measures:"):
                continue  # they write files, which are not undone between the two
            values = form.filled()
            more = {name: str(ATTACK.get(name, others.get(name.removesuffix("_id"), "1"))) for name in names}
            more = {name: value for name, value in more.items() if name not in values}
            before = whole_state()
            with undone():
                client.post(url, values)
                plain = whole_state()
            with undone():
                client.post(url, {**more, **values})
                attacked = whole_state()
            assert attacked == plain, (page, [name for name in plain if plain[name] != attacked[name]])
            changing += plain != before
        assert changing > 15, "too few forms were filled in so that they changed anything"

    def test_whoever_may_least_changes_nothing_by_naming_every_field(self) -> None:
        names = {
            name for model in apps.get_models() for field in model._meta.fields for name in (field.name, field.attname)
        }
        sent = {name: ATTACK.get(name, "1") for name in names}
        refusals = frozenset({"trail.Entry", "trail.Kept"})
        before, done = fingerprint(refusals), Entry.objects.exclude(outcome="refused").count()
        for page in self.doors:
            url = address(page, self.mine)
            if page not in ("account_logout", "accounts:end-sessions"):
                self.clients["partner"].post(url, sent)
                assert fingerprint(refusals) == before, page
        assert list(Entry.objects.exclude(outcome="refused").order_by("id")[done:].values_list("did", "about")) == []

    def test_a_role_that_was_ended_is_ended_at_the_next_click(self) -> None:
        user = member(self.mine.authority, "administrator")
        client, url = client_for(user), address("accounts:roles", self.mine)
        assert client.get(url).status_code == 200
        yesterday = timezone.localdate() - timedelta(days=1)
        Membership.objects.filter(user=user).update(ends=yesterday)
        assert client.get(url).status_code == 404
        Membership.objects.filter(user=user).update(ends=None, role="partner")
        assert client.get(url).status_code == 403
        User.objects.filter(pk=user.pk).update(is_active=False)
        assert client.get(address("checks:home", self.mine)).status_code == 302

    def test_two_accounts_of_one_person_cannot_adopt_what_that_person_proposed(self) -> None:
        author = self.mine.members["dcs"].individual
        second = make_user("second@northmoor.example")
        User.objects.filter(pk=second.pk).update(individual=author)
        member(self.mine.authority, "monitoring-officer", user=User.objects.get(pk=second.pk))
        url = address("checks:proposal-adopt", self.mine)
        row = Proposal.objects.filter(authority=self.mine.authority, **self.mine.things["checks:proposal-adopt"])
        form = forms_of(self.clients["monitoring-officer"].get(url).content.decode())[0]
        response = client_for(User.objects.get(pk=second.pk)).post(url, form.filled())
        assert response.status_code == 403
        assert row.get().state == "for-decision"
        assert self.clients["monitoring-officer"].post(url, form.filled()).status_code == 302
        assert row.get().state == "adopted"

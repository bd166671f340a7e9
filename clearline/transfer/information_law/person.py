"""Everything that is kept of one person: found in every table, given out with secrets and other people left out."""

import json
import shutil
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from clearline.accounts.access_class import Classified
from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, Individual, Membership, User
from clearline.accounts.trail import actions as trail
from clearline.accounts.trail.models import Entry, Kept
from clearline.assurance.models import LegalView
from clearline.kit.errors import BadInput, Problem
from clearline.kit.writing import csv_text
from clearline.organisations.models import Person, Recorded
from clearline.registers.models import Entry as RegisterEntry
from clearline.transfer.information_law.field_catalogue import kind_of, load
from clearline.transfer.information_law.redacting import Redacting
from clearline.transfer.information_law.scoping import path_to_authority
from clearline.transfer.models import Hold

SECRET = "[a secret, not given out]"
SEALED = "sealed:"
"""How the trail names what only those who may see privileged views may know of."""

Found = dict[type[models.Model], Q]
"""Which rows of which tables."""


class Known(NamedTuple):
    """By what a person is known here."""

    individual: Individual
    accounts: tuple[User, ...]
    people: tuple[Person, ...]
    """Their ids in organisations."""

    @property
    def abouts(self) -> set[str]:
        """What the trail calls this person; ids in organisations are for each authority's own chain."""
        who = self.individual.pk
        return {f"individual:{who}", f"person:{who}", *(f"account:{user.pk}" for user in self.accounts)}


def find_person(text: str, authority: Authority | None = None) -> Known:
    """Return the person of an email address, of an id, or of an id in the organisation of an authority.

    Raises ``BadInput`` when there is none.
    """
    text = text.strip()
    try:
        found = Individual.objects.filter(pk=uuid.UUID(text)).first()
    except ValueError:
        user = User.objects.filter(email__iexact=text).select_related("individual").first()
        person = Person.objects.filter(authority=authority, key=text).select_related("individual").first()
        found = user.individual if user else person.individual if person else None
    if found is None:
        raise BadInput("There is no such person. Give an email address, or an id with --authority where it needs one.")
    return known(found, authority)


def known(individual: Individual, authority: Authority | None = None) -> Known:
    """Return by what a person is known: at one authority, or everywhere."""
    people = Person.objects.filter(individual=individual).select_related("authority").order_by("pk")
    if authority is not None:
        people = people.filter(authority=authority)
    return Known(individual, tuple(individual.users.order_by("pk")), tuple(people))


def is_of(individual: Individual, authority: Authority) -> bool:
    """Return whether a person has or had a role at an authority, or an id in its organisation."""
    roles = Membership.objects.filter(user__individual=individual, authority=authority)
    return roles.exists() or Person.objects.filter(individual=individual, authority=authority).exists()


def rows_about(who: Known, by: Acting, scope: Authority | None) -> Iterator[tuple[type[models.Model], Any]]:
    """Yield every row that is about a person or mentions them, table by table, each once.

    ``scope`` leaves out what is of other authorities. What is legally privileged is left out for everybody.
    """
    for model, condition in _everything(who).items():
        rows = model._base_manager.filter(condition).order_by("pk")
        yield from ((model, row) for row in _allowed(model, rows, by, scope))


def _everything(who: Known) -> Found:
    found: Found = {}
    for part in (_owned(who), _by_name(who), _mentions(who)):
        for model, condition in part.items():
            found[model] = found[model] | condition if model in found else condition
    return found


def _owned(who: Known) -> Found:
    """Return the rows that refer to a person, their accounts, and what goes with these when they are deleted."""
    found: Found = {Individual: Q(pk=who.individual.pk)}
    waiting: list[tuple[type[models.Model], list[Any]]] = [(Individual, [who.individual.pk])]
    while waiting:
        target, keys = waiting.pop()
        for model, field in _referring(target):
            condition = Q(**{f"{field.name}__in": keys})
            found[model] = found[model] | condition if model in found else condition
            if model is User or field.remote_field.on_delete is models.CASCADE:
                waiting.append((model, list(model._base_manager.filter(condition).values_list("pk", flat=True))))
    return found


def _referring(target: type[models.Model]) -> Iterator[tuple[type[models.Model], Any]]:
    for model in apps.get_models(include_auto_created=True):
        yield from ((model, field) for field in model._meta.concrete_fields if field.related_model is target)


def _by_name(who: Known) -> Found:
    """Return the rows that name a person by an id that is no reference of the database."""
    numbers = [str(user.pk) for user in who.accounts]
    about = Q(about__in=who.abouts)
    inside = registers = Q(pk__in=())
    for person in who.people:
        about |= Q(about=f"people:{person.key}", authority=person.authority.key)
        part = Q(section="people", key=person.key) | Q(facts__person=person.key) | Q(facts__held_by=person.key)
        inside |= Q(authority=person.authority) & part
        registers |= Q(authority=person.authority, about=person.key)
    entries = Entry.objects.filter(about).values("pk")
    return {
        Entry: about | Q(individual=str(who.individual.pk)) | Q(user__in=numbers),
        Kept: Q(entry__in=entries),
        Recorded: inside,
        RegisterEntry: registers,
        Hold: Q(scope=f"person:{who.individual.pk}"),
    }


def _mentions(who: Known) -> Found:
    """Return the rows in whose words a person's name or address stands."""
    found: Found = {}
    terms = Redacting.terms_of(who.individual, who.accounts)
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        condition = Q(pk__in=())
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField) and _has_words(label, field):
                for term in terms:
                    condition |= Q(**{f"{field.name}__icontains": term})
        if terms and condition != Q(pk__in=()):
            found[model] = condition
    return found


def _has_words(label: str, field: Any) -> bool:
    if field.is_relation or field.choices:
        return False
    return kind_of(label, field.name) in ("text", "special") or (label, field.name) == ("trail.Kept", "value")


def _allowed(model: type[models.Model], rows: Any, by: Acting, scope: Authority | None) -> Any:
    """Leave out what is of other authorities, what is privileged, and legal views that ``by`` may not see."""
    if model is Kept:
        rows = rows.exclude(entry__about__startswith=SEALED)
    elif model is Entry:
        rows = rows.exclude(about__startswith=SEALED)
    elif model is LegalView:
        rows = rows.filter(privileged=False) if by.may("see legal views") else rows.none()
    elif issubclass(model, Classified):
        rows = rows.exclude(access="privileged")
    if scope is None:
        return rows
    if model is Kept:
        return rows.filter(Q(entry__authority=scope.key) | Q(entry__authority=None))
    if model is Entry:
        return rows.filter(Q(authority=scope.key) | Q(authority=None))
    path = path_to_authority(model)
    if path == "authority":
        return rows.filter(Q(authority=scope) | Q(authority=None))
    return rows.filter(**{path: scope}) if path else rows


def texts(who: Known, by: Acting, scope: Authority | None) -> dict[str, str]:
    """Return what is given to a person who asks: a CSV a table, by name, and a page that explains them."""
    redacting = Redacting.besides(who.individual, who.accounts)
    tables: dict[type[models.Model], list[list[str]]] = {}
    for model, row in rows_about(who, by, scope):
        tables.setdefault(model, []).append(
            [_cell(row, field, who, redacting) for field in model._meta.concrete_fields]
        )
    files = {}
    for model, rows in tables.items():
        files[f"{model._meta.label.lower()}.csv"] = csv_text(
            [field.name for field in model._meta.concrete_fields], rows
        )
    return {"read-me-first.txt": _explained(who, tables), **files}


def _cell(row: Any, field: Any, who: Known, redacting: Redacting) -> str:
    if kind_of(row._meta.label, field.name) == "secret":
        return SECRET
    value = field.value_from_object(row)
    if value is None or value == "":
        return ""
    if field.related_model in (Individual, User) or (isinstance(row, Entry) and field.name in ("individual", "user")):
        own = {str(who.individual.pk), *(str(user.pk) for user in who.accounts)}
        return "the person asking" if str(value) in own else "another person"
    if isinstance(field, models.JSONField):
        return redacting(json.dumps(value, ensure_ascii=False, sort_keys=True))
    return redacting(str(value))


def _explained(who: Known, tables: dict[type[models.Model], list[list[str]]]) -> str:
    catalogue = load()
    lines = [
        f"What is kept of {who.individual.name or 'the person'} in Clearline",
        "",
        f"Id: {who.individual.pk}",
        "",
        "Look through these files before they are given out. People whom Clearline knows by name or address are left",
        "out; somebody whom a text names and Clearline does not know is not. Passwords and other secrets are left out.",
        "What is legally privileged is left out. Ask the monitoring officer about legal views that the person gave.",
        "Copies in backups hold the same and are not searched.",
        "",
    ]
    for model, rows in tables.items():
        table = catalogue.tables[model._meta.label]
        activity, keep = catalogue.activities[table.activity], catalogue.retention[table.retention]
        lines += [f"{model._meta.label.lower()}.csv: {len(rows)}", f"  Why: {activity.purpose}"]
        lines += [f"  Basis: {activity.basis}.", f"  Kept: {keep.keep}"]
        fields = ((field.name, _says(model._meta.label, field.name)) for field in model._meta.concrete_fields)
        lines += [f"    {field}: {says}" for field, says in fields] + [""]
    return "\n".join(lines)


def _says(label: str, field: str) -> str:
    says: str = getattr(load().tables[label], kind_of(label, field))[field]
    return says


def export(*, by: Acting, who: Known, scope: Authority | None, why: str = "") -> dict[str, str]:
    """Return everything of a person as files, and note in the trail that it was given out.

    Raises ``Refused`` for whoever does not answer for personal data.
    """
    by.require("answer for personal data")
    with transaction.atomic():
        files = texts(who, by, scope)
        after = {"files": len(files)}
        about = f"individual:{who.individual.pk}"
        trail.record(by=by, did="personal data given out", about=about, why=why, after=after, personal=("why",))
    return files


def write_folder(files: dict[str, str], folder: Path) -> None:
    """Write files into a new folder, whole or not at all. Raises ``BadInput``."""
    if folder.exists():
        raise BadInput(Problem(folder, None, "is there already.", "Choose another name."))
    part = folder.with_name(f"{folder.name}.part")
    try:
        part.mkdir(mode=0o700, parents=True)
        for name, text in files.items():
            (part / name).write_text(text, encoding="utf-8")
        part.rename(folder)
    except OSError as error:
        raise BadInput(Problem(folder, None, f"cannot be written: {error.strerror}.")) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def people_of(authority: Authority) -> Iterable[Individual]:
    """Return the people who have or had a role at an authority or an id in its organisation, by name."""
    roles = Membership.objects.filter(authority=authority).values("user__individual")
    ids = Person.objects.filter(authority=authority).values("individual")
    return Individual.objects.filter(Q(pk__in=roles) | Q(pk__in=ids)).prefetch_related("users").order_by("name", "pk")

"""Takes away the name of a person, and the person where nothing else refers to them."""

from collections.abc import Iterable

from django.db.models import Model

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, Individual, User
from clearline.accounts.trail import actions as trail
from clearline.accounts.trail.models import Kept
from clearline.organisations.models import Person


def references(individual: Individual) -> dict[type[Model], int]:
    """Return how many rows of each table refer to a person."""
    found: dict[type[Model], int] = {}
    for relation in Individual._meta.related_objects:
        model = relation.related_model
        assert isinstance(model, type)
        count = model._base_manager.filter(**{relation.field.name: individual}).count()
        if count:
            found[model] = found.get(model, 0) + count
    return found


def let_go(individual: Individual) -> None:
    """Take a person's name away when no account and no id of an organisation is theirs any more.

    Where a decision still refers to them they stay, without a name.
    """
    left = references(individual)
    if User in left or Person in left:
        return
    if left:
        individual.name = ""
        individual.save(update_fields=["name"])
    else:
        individual.delete()


def chains_with(abouts: Iterable[str]) -> list[Authority | None]:
    """Return the chains of the trail that keep personal values about some things, of every authority."""
    kept = Kept.objects.filter(entry__about__in=set(abouts), erased_by=None)
    keys = set(kept.order_by().values_list("entry__authority_id", flat=True).distinct())
    chains: list[Authority | None] = list(Authority.objects.filter(key__in=keys - {None}).order_by("key"))
    return [*chains, *([None] if None in keys else [])]


def forget_in_trail(by: Acting, abouts: Iterable[str], chain: Authority | None, why: str) -> int:
    """Take away the personal values about some things in one chain, which still verifies; return how many."""
    return trail.erase(by=by._replace(authority=chain), about=set(abouts), why=why)

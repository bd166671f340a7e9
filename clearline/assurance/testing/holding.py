"""Holds the tests of an authority against other writers, for the length of a change."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.assurance.testing import models
from clearline.kit.errors import BadInput

OPEN_STATES = ("draft", "in-review")
"""In which a test is written; after that it is taken back first, so that nobody approves what still moves."""


@contextmanager
def held(by: Acting, key: str) -> Iterator[models.Test]:
    """Begin a transaction in which nobody else changes the tests of this authority; raise ``BadInput`` without one."""
    with alone(by) as authority:
        row = models.Test.objects.filter(authority=authority, key=key).select_related("authority").first()
        if row is None:
            raise BadInput(f"There is no test of assurance '{key}'.")
        yield row


@contextmanager
def writing(by: Acting, key: str) -> Iterator[models.Test]:
    """Hold a test that may be written: for whoever may run one, until it is in approval."""
    by.require("run test of assurance")
    with held(by, key) as row:
        if row.state not in OPEN_STATES:
            raise BadInput("This test can no longer be written. Take it back first: those who approve must know of it.")
        yield row


@contextmanager
def alone(by: Acting) -> Iterator[Authority]:
    """Begin a transaction in which nobody else changes what an authority holds."""
    assert by.authority is not None
    with transaction.atomic():
        yield Authority.objects.select_for_update(no_key=True).get(pk=by.authority.pk)

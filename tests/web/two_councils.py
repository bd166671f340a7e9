"""What the walks through all pages stand on: two authorities that look alike, and figures, made once a class."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction
from django.test import TestCase, override_settings
from world import MINE, OTHERS, Place, figures_in, made

DAY = 24 * 60 * 60


@override_settings(SESSION_COOKIE_AGE=DAY)  # each request is undone, so that no session notes that it is in use
class TwoCouncils(TestCase):
    """Tests that ask one page after the other, each request undone before the next."""

    databases = {"default"}
    stack: ExitStack
    mine: Place
    others: Place

    @classmethod
    def setUpClass(cls) -> None:
        cls.stack = ExitStack()
        cls.addClassCleanup(cls.stack.close)
        folder = Path(cls.stack.enter_context(TemporaryDirectory()))
        was = settings.FIGURES
        settings.FIGURES = figures_in(folder, cls.stack)
        cls.stack.callback(setattr, settings, "FIGURES", was)
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        cls.mine, cls.others = made(MINE), made(OTHERS)


@contextmanager
def undone() -> Iterator[None]:
    """Undo what is done inside, with savepoints alone: a change that insists on its own transaction may be in it."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)

"""What was recorded of training before registers had keys is in the register of training afterwards, nothing lost."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from clearline.registers.queries import training, vetting

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_what_was_recorded_of_training_and_vetting_is_kept() -> None:
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([("registers", "0001_initial")])
    old = executor.loader.project_state([("registers", "0001_initial")]).apps
    authority = old.get_model("accounts", "Authority").objects.create(key="n", name="N", since=date(2020, 1, 1))
    entry = old.get_model("registers", "Entry")
    for about, on, values in (("a", date(2026, 3, 1), {}), ("a", None, {"done": False}), ("b", None, {"done": True})):
        entry.objects.create(authority=authority, register="safeguarding-training", about=about, on=on, values=values)
    entry.objects.create(authority=authority, register="vetting", about="a", values={"standing": "barred"})
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    from clearline.accounts.models import Authority

    here = Authority.objects.get(key="n")
    assert training(here) == {"a": date(2026, 3, 1), "b": True}
    assert vetting(here) == {"a": "barred"}
    assert set(here.register_entries.values_list("key", flat=True)) == {"entry-1", "entry-2", "entry-3", "entry-4"}

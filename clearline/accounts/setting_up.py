"""Makes Django ready for a command; pages have it ready already."""

import os

import django
from django.apps import apps


def set_up(*, migrate: bool = False) -> None:
    """Set Django up with the site's settings; with ``migrate``, make or renew the tables of the database too.

    Raises ``BadInput`` when the database cannot be used: there is none yet, or it is of another version.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clearline.web.settings")
    if not apps.ready:
        django.setup()
    from django.core.management import call_command
    from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
    from django.db.migrations.executor import MigrationExecutor

    from clearline.kit.errors import BadInput

    try:
        if migrate:
            call_command("migrate", verbosity=0, interactive=False)
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    except OperationalError as error:
        raise BadInput(f"The database cannot be used: {error}.") from None
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BadInput("The database has not the tables of this version. Run `clearline site migrate` first.")

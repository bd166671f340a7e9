"""What the commands of information law share: for which authority, why, and who acts."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from clearline.accounts.acting import Acting

authority_option = click.option("--authority", "key", required=True, help="The key of the authority.")
why_option = click.option("--why", required=True, help="The reason, for the trail.")


def at_work(key: str | None) -> "tuple[Acting, datetime]":
    """Make Django ready; return who acts, for one authority or for the installation, and the time."""
    from clearline.accounts.setting_up import set_up

    set_up()
    from django.utils import timezone

    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.queries import authority_named

    return at_the_machine(authority_named(key) if key else None), timezone.localtime()

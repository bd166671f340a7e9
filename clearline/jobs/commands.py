"""`clearline jobs`: the work that is done later, for whoever looks after the machine."""

import signal
from threading import Event

import click

from clearline.kit.commands import format_option, no_progress, print_by_format


@click.group()
def jobs() -> None:
    """Work that is done later: mail, imports, what happens every night.

    Example: clearline jobs list
    """


@jobs.command("work")
@click.option("--until-empty", is_flag=True, help="Stop when nothing waits.")
def work_command(until_empty: bool) -> None:
    """Work off the queue until stopped; `clearline serve` runs this too.

    Example: clearline jobs work
    """
    from clearline.accounts.setting_up import set_up

    set_up()
    from django.utils import timezone

    from clearline.jobs.worker import work

    no_progress()
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    work(timezone.now, stop, until_empty=until_empty)


@jobs.command("list")
@format_option
def list_command(form: str) -> None:
    """List what waits, runs, failed or was refused.

    Example: clearline jobs list
    """
    from clearline.accounts.setting_up import set_up

    set_up()
    from clearline.jobs.queries import unfinished

    found = unfinished()
    columns = ("what", "state", "asked for", "attempts", "says")
    print_by_format(
        form, found, "Work that is not done", columns,
        lambda: [(job.what, job.state, f"{job.made_at:%Y-%m-%d %H:%M}", job.attempts, job.says) for job in found],
    )  # fmt: skip

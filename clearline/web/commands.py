"""`clearline serve`: everything that the site needs on one machine."""

import os
import signal
from threading import Event

import click

from clearline.kit.commands import BAD, no_progress
from clearline.kit.errors import BadInput
from clearline.web import serving


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen at.")
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 64), help="How many web processes.")
@click.option("--demo", is_flag=True, help="Show Northmoor, a made-up council, with one account for each role.")
@click.option("--make-only", is_flag=True, help="With --demo: make what is shown, and serve nothing.")
def serve_command(host: str, port: int, processes: int, demo: bool, make_only: bool) -> None:
    """Serve the site from this machine: web processes and a worker for what is done later.

    The first start makes the database, and a start after an upgrade brings it up to date. What is kept is in the folder
    that CLEARLINE_HOME names (clearline-home here when it names none).

    Example: clearline serve --demo
    """
    no_progress()
    if make_only and not demo:
        raise BadInput("--make-only makes the demonstration. Add --demo.")
    if demo:
        _demo(host)
    if make_only:
        _set_up_and_prepare(demo)
        return
    os.environ.update(serving.settled(host, port, os.environ))
    serving.refuse_taken(host, port)
    _set_up_and_prepare(demo)
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    parts = [
        serving.Part("web server", serving.web_command(host, port, processes)),
        serving.Part("worker", [*serving.CLEARLINE, "jobs", "work"]),
    ]
    click.echo(f"Clearline is at {os.environ['CLEARLINE_SITE']}/ and stops with Ctrl-C.")
    if not serving.keep_running(parts, stop, lambda words: click.echo(words, err=True)):
        click.echo("Error: a part of the site did not come up; what it said is above.", err=True)
        click.get_current_context().exit(BAD)


def _demo(host: str) -> None:
    """Keep the demonstration, where signing in is made easy, apart from any real site and to this machine."""
    if host not in ("127.0.0.1", "::1", "localhost") or "CLEARLINE_HOSTS" in os.environ:
        raise BadInput("The demonstration is shown on this machine only. Leave out --host and CLEARLINE_HOSTS.")
    os.environ.setdefault("CLEARLINE_HOME", "clearline-demo")
    os.environ["CLEARLINE_MFA"] = "optional"


def _set_up_and_prepare(demo: bool) -> None:
    import django
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connections

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clearline.web.settings")
    try:
        if not apps.ready:
            django.setup()
    except ImproperlyConfigured as error:
        raise BadInput(str(error)) from error
    serving.prepare(click.echo)
    if demo:
        from clearline.web.demo.making import make

        make()
    connections.close_all()

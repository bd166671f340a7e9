"""Eight who write in one trail at once; as a script on a SQLite file of its own: ``python trail_writers.py``."""

import json
import os
import sys
from datetime import date
from threading import Thread

WRITERS, EACH = 8, 25


def write_at_once(key: str) -> list[str]:
    """Let eight connections write in the chain of an authority; return what went wrong."""
    from django.db import connection, transaction

    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.models import Authority
    from clearline.accounts.trail.actions import record

    by, wrong = at_the_machine(Authority.objects.get(key=key)), []

    def write(writer: int) -> None:
        try:
            for number in range(EACH):
                with transaction.atomic():
                    record(by=by, did="change", about=f"writer:{writer}", after={"number": number})
        except Exception as error:  # of whatever kind: the test says which
            wrong.append(repr(error))
        finally:
            connection.close()

    threads = [Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def main() -> None:
    """Make a database, write in it at once, and print what went wrong, the numbers, and the verdict."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clearline.web.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from clearline.accounts.models import Authority
    from clearline.accounts.trail.models import Entry
    from clearline.accounts.trail.verifying import verify

    call_command("migrate", "trail", verbosity=0, skip_checks=True)
    Authority.objects.create(key="northmoor", name="Northmoor Council", since=date(2020, 1, 1))
    wrong = write_at_once("northmoor")
    numbers = list(Entry.objects.order_by("sequence").values_list("sequence", flat=True))
    sys.stdout.write(json.dumps([wrong, numbers, len(verify(["northmoor"], ()).faults)]))


if __name__ == "__main__":
    main()

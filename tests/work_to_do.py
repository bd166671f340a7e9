"""Kinds of work for tests of the queue. What each did can be counted: a person of a name is its effect."""

from clearline.accounts.acting import Refused
from clearline.accounts.models import Individual
from clearline.jobs.kinds import Kind
from clearline.jobs.running import Run
from clearline.kit.errors import BadInput

KINDS = {
    "add a person": Kind("work_to_do:add_a_person", "change figures"),
    "add a person by itself": Kind("work_to_do:add_a_person"),
    "fail": Kind("work_to_do:fail"),
    "find bad input": Kind("work_to_do:find_bad_input"),
    "refuse": Kind("work_to_do:refuse"),
    "take long": Kind("work_to_do:take_long"),
    "send mail": Kind("clearline.jobs.mail:deliver"),
}


def add_a_person(run: Run, name: str) -> None:
    """Add a person, in parts that are told of."""
    run.tell(1, 2)
    Individual.objects.filter(name=name).count()
    run.tell(2, 2)
    with run.finishing(f"{name} was added."):
        Individual.objects.create(name=name)
        Individual.objects.filter(name=name).count()


def fail(run: Run) -> None:
    """Fail as a fault in the program does, after something was written that must not stay."""
    with run.finishing():
        Individual.objects.create(name="half")
        raise ZeroDivisionError


def find_bad_input(run: Run) -> None:
    """Find that what was given cannot be used."""
    raise BadInput("The file has no rows.")


def refuse(run: Run) -> None:
    """Find that this person may not."""
    raise Refused("Another person must do this.")


def take_long(run: Run) -> None:
    """Do nothing that is written."""
    run.tell(1)

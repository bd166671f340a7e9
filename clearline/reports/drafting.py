"""Makes a report as a file without issuing it: for the terminal, and for whoever looks at a draft."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.queries import authority_named
from clearline.kit.errors import BadInput
from clearline.reports.blocks import Missing, Part, Rendering
from clearline.reports.composing import compose
from clearline.reports.formats import Format, render
from clearline.reports.issuing import file_name
from clearline.reports.printing import printed
from clearline.reports.queries import look_of


class Made(NamedTuple):
    """A draft as a file."""

    name: str
    content: bytes
    missing: tuple[Missing, ...]


def draft_file(
    contract: str, key: str, *, on: date | None, form: Format, part: Part, rendering: Rendering, edition: str | None
) -> Made:
    """Return a draft as whoever runs a command on the machine makes it. ``on``: ``None`` for today.

    Raises ``BadInput`` for an authority, report, edition or day that there is not.
    """
    by, today = at_the_machine(authority_named(key)), timezone.localdate()
    return made(by, contract, on=on or today, today=today, form=form, part=part, rendering=rendering, edition=edition)


def made(
    by: Acting, contract: str, *, on: date, today: date, form: Format, part: Part, rendering: Rendering,
    edition: str | None = None,
) -> Made:  # fmt: skip
    """Return a draft as somebody may see it.

    Raises ``BadInput`` as ``compose`` does and where the part would be empty; ``Refused`` for a part that holds what
    they may not see.
    """
    assert by.authority is not None
    pack = compose(contract, by.authority, on=on, today=today, rendering=rendering, by=by, edition=edition)
    print_ = printed(pack, part)
    for permission in print_.needs:
        by.require(permission)
    if not print_.sections:
        raise BadInput("There is nothing in this part: all of the report is open.")
    content = render(form, print_, look_of(by.authority))
    return Made(file_name(pack, part, rendering, form), content, print_.missing)

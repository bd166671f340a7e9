"""Words of named people in packs, for tests."""

from datetime import datetime

from world_packs import NOW, ON

from clearline.accounts.acting import Acting
from clearline.accounts.permissions import Role
from clearline.reports.models import Remark


def remark(by: Acting, contract: str, content: str, office: Role, text: str = "What they say.", about: str = "",
           now: datetime = NOW) -> None:  # fmt: skip
    """Let somebody say something in a pack of the day."""
    assert by.user is not None
    assert by.authority is not None
    Remark.objects.create(
        authority=by.authority, contract=contract, content=content, on=ON, about=about, text=text, office=office,
        by=by.user.individual, at=now,
    )  # fmt: skip

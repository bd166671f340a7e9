"""Northmoor with reports whose contents a test chooses, and who makes, signs, reads and publishes them."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from northmoor_whole import acting, northmoor
from people import make_user, member
from pytest_django import Settings

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.reports import composing
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Section, Text
from clearline.schedule.contract import Contract

ON, TODAY = date(2026, 3, 31), date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
BRIEFING, COMPLY, ASSESSMENT = "lead-member-briefing", "comply-or-explain", "governance-assessment"

Says = Callable[[Asked, str], Iterable[AnyBlock]]
"""What a report says under a key of its contract's contents."""


class World(NamedTuple):
    """An authority and its people."""

    authority: Authority

    def at_work(self, role: Role, name: str = "") -> Acting:
        """Return somebody who signs in in a role."""
        user = member(self.authority, role, user=make_user(name=name or f"Test {role}"))
        return acting(user, self.authority, role)


def world(settings: Settings, folder: Path) -> World:
    """Return Northmoor, its issued reports and evidence in a folder of the test."""
    settings.ISSUED, settings.EVIDENCE = folder / "issued", folder / "evidence"
    settings.FIGURES = folder / "figures"
    return World(northmoor())


def say(patch: pytest.MonkeyPatch, says: Says | None = None) -> None:
    """Let every report say something short under each of its required contents, and what a test wants besides."""

    def composed_by(contract: Contract) -> Callable[[Asked], tuple[Section, ...]]:
        def compose(asked: Asked) -> tuple[Section, ...]:
            return tuple(
                Section(
                    key=one.key,
                    title=one.title,
                    blocks=(Text(text=f"On {one.title}."), *(says(asked, one.key) if says else ())),
                )
                for one in contract.required
            )

        return compose

    patch.setattr(composing, "composed_by", composed_by)

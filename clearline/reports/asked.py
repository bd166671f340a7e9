"""The one value that a pack is composed from: whose it is, its day, for whom, and what the parts below say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import msgspec
from django.urls import reverse

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.checks.findings import Report
from clearline.checks.queries import organisation_of, report_of
from clearline.kit.errors import BadInput
from clearline.measures import queries as measures
from clearline.measures.figures import GapFigure, Scorecard
from clearline.measures.queries import Looking
from clearline.measures.showing.charts.draw import description, draw
from clearline.measures.vocabulary import Measure
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture
from clearline.reports.blocks import Chart, Commentary, Missing, Rendering, Source
from clearline.reports.commenting import Spoken, remarks_of, spoken_of, standing
from clearline.reports.committee import Paper, paper_of
from clearline.reports.printing import PRINTED_KINDS
from clearline.reports.spoken import figure_now
from clearline.schedule.contract import Contract

if TYPE_CHECKING:
    from clearline.checks.standings import Standings


@dataclass(frozen=True)
class Asked:
    """What a pack is asked to show. What is worked out lazily is worked out once."""

    contract: Contract
    authority: Authority
    on: date
    """The day that it shows."""
    today: date
    rendering: Rendering
    by: Acting
    """For whom it is asked: what they may not see is not in it. Of an open rendering they see no small number and no
    name that is not published, whatever their roles."""
    edition: str
    """Name of the edition of the guidance that it is composed by."""
    maker: Acting | None = None
    """Whoever composes it, with all their roles: to hide what is small in the true counts, and for nothing else.
    ``None``: they may not see true counts, and none of the council's own are shown in the open rendering."""

    @property
    def name(self) -> str:
        """Name of the council."""
        return self.authority.name

    def address(self, name: str, *args: object, **query: object) -> str:
        """Return the path of a page of the authority, as at the day. Raises ``NoReverseMatch``."""
        asked = urlencode({"on": self.on.isoformat(), **query})
        return f"{reverse(name, args=(self.authority.key, *args))}?{asked}"

    def source(self, title: str, name: str, *args: object, as_of: date | None = None, **query: object) -> Source:
        """Return a source that is a page of the site."""
        return Source(title=title, address=self.address(name, *args, **query), as_of=as_of)

    @cached_property
    def organisation(self) -> Organisation | None:
        """The whole organisation; ``None`` when none is stated."""
        return organisation_of(self.authority)

    @cached_property
    def picture(self) -> Picture | None:
        """The organisation on the day; ``None`` when none is stated."""
        return Picture(self.organisation, self.on) if self.organisation else None

    @cached_property
    def report(self) -> Report | None:
        """What the rules find on the day; ``None`` when no organisation is stated."""
        return report_of(self.authority, edition=self.edition, on=self.on, today=self.today)

    @cached_property
    def standings(self) -> "Standings":
        """How every duty stands on the day."""
        from clearline.checks.standings import standings

        return standings(self.authority, edition=self.edition, on=self.on, today=self.today, by=self.by)

    @cached_property
    def _looking(self) -> Looking | BadInput:
        """Return what may be looked at; an open rendering never sees the council's own figures with small numbers."""
        try:
            seen = measures.looking(by=self.by, on=self.on, today=self.today)
            seen = seen._replace(inside=seen.inside and self.rendering == "restricted")
            measures.place(seen)
        except BadInput as error:
            return error
        return seen

    @property
    def looking(self) -> Looking | None:
        """What may be looked at, for ``measures.queries``; ``None`` where there are no figures: ``no_figures``."""
        return self._looking if isinstance(self._looking, Looking) else None

    @property
    def no_figures(self) -> str:
        """Why there are no figures, in words; empty where there are."""
        return "" if isinstance(self._looking, Looking) else " ".join(one.what for one in self._looking.problems)

    @cached_property
    def scorecard(self) -> Scorecard | None:
        """Every measure that can be answered; ``None`` where there are no figures."""
        return measures.card(self.looking) if self.looking else None

    @cached_property
    def gaps(self) -> tuple[tuple[GapFigure, Measure], ...]:
        """Every gap that can be measured, each with the measure of its group."""
        return measures.gaps(self.looking) if self.looking else ()

    def chart(self, key: str, kind: str = "series") -> Chart | None:
        """Return the drawing of a measure (``series``, ``neighbours``) or a gap (``gap``); ``None`` without figures."""
        if self.looking is None:
            return None
        try:
            chart = measures.chart(self.looking, key, kind)
            svg = draw(chart)
        except BadInput:
            return None
        page = ("measures:gap", key) if kind == "gap" else ("measures:measure", key)
        source = Source(title="the figures drawn here", address=self.address(*page))
        return Chart(title=chart.title, description=description(chart), svg=svg, sources=(source,))

    @cached_property
    def _remarks(self) -> Mapping[tuple[str, str], tuple[Commentary, ...]]:
        return remarks_of(self.authority, self.contract.key, self.on)

    @cached_property
    def _spoken(self) -> Mapping[str, tuple[Spoken, ...]]:
        return spoken_of(self.authority, self.contract.key, self.on)

    def commentary(self, content: str, about: str = "") -> tuple[Commentary, ...]:
        """Return what named people say in a content of the contract about something (``""``: about all of it).

        About a figure, also what was said of it for another report, as ``commenting`` has it.
        """
        here = self._remarks.get((content, about), ())
        spoken = self._spoken.get(about, ()) if about else ()
        if not spoken:
            return here
        now = figure_now(self.authority, about, self.on, self.today)
        return (*here, *standing(spoken, now, {one.office for one in here}))

    def said(self, content: str, about: str = "") -> tuple[Commentary, ...]:
        """Return what of ``commentary`` can be printed, so that its readers read it: nothing privileged."""
        return tuple(one for one in self.commentary(content, about) if one.access.kind in PRINTED_KINDS)

    def comment_on(self, content: str, about: str, title: str, why: str) -> tuple[Commentary | Missing, ...]:
        """Return what named people say about a result that needs their word, or that nobody has said it.

        Until somebody has, the report cannot be issued. ``why``: such as "its target is not met".
        """
        said = self.said(content, about)
        if said:
            return tuple(msgspec.structs.replace(one, subject=title) for one in said)
        todo = "The officer who answers for it says why, and what is being done, before the report is issued."
        return (Missing(what=f"Commentary on {title}: {why}.", todo=todo, about=about, holds_up=True),)

    @cached_property
    def paper(self) -> Paper | None:
        """What it says to its committee; ``None`` while nothing is written. ``composing`` puts it into the pack."""
        return paper_of(self.authority, self.contract.key, self.on)

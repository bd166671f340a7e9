"""Questions about what accountable people decided."""

from datetime import date

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.assurance import models
from clearline.assurance.departing import state_on
from clearline.kit.values import Value
from clearline.organisations.partnerships import Departure

VIEWS = {"agrees": "Agrees", "disagrees": "Disagrees", "needs-advice": "Needs advice"}
"""What a monitoring officer can say of a finding, in words."""


class OnRecord(Value, frozen=True, kw_only=True):
    """A departure with what is kept of it besides what the picture has."""

    key: str
    departure: Departure
    minutes: str
    """The address of the minutes; empty when not given."""
    published: bool
    """Whether the public may read it."""


class View(Value, frozen=True, kw_only=True):
    """What the monitoring officer said of a finding."""

    rule: str
    subject: str
    edition: str
    view: str
    """A key of ``VIEWS``."""
    reasons: str
    privileged: bool
    by: str
    """Who gave it, by name; empty when no name is recorded."""
    given_on: date

    @property
    def of(self) -> tuple[str, str, str]:
        """The finding that it is of: edition, rule and subject."""
        return self.edition, self.rule, self.subject

    @property
    def in_words(self) -> str:
        return VIEWS[self.view]


class Confirmed(Value, frozen=True, kw_only=True):
    """That somebody read the words of a duty in the document itself."""

    document: str
    edition: str
    duty: str
    by: str
    """Who, by name; empty when no name is recorded."""
    on: date
    page: str


def departures(authority: Authority) -> dict[str, Departure]:
    """Return the departures of an authority as the picture has them, by key, in the order in which they were made."""
    return {one.key: one.departure for one in on_record(authority)}


def on_record(authority: Authority) -> tuple[OnRecord, ...]:
    """Return the departures of an authority with all that is kept of them, in the order in which they were made."""
    return tuple(_on_record(row) for row in models.Departure.objects.filter(authority=authority).order_by("id"))


def departure_named(authority: Authority, key: str) -> OnRecord | None:
    """Return one departure; ``None`` when there is none of that key."""
    row = models.Departure.objects.filter(authority=authority, key=key).first()
    return _on_record(row) if row else None


def published_departures(authority: Authority, on: date) -> tuple[OnRecord, ...]:
    """Return what the public may read on a day: departures marked as published that have begun and are not over."""
    over = ("not begun", "ended")
    return tuple(one for one in on_record(authority) if one.published and state_on(one.departure, on) not in over)


def as_value(row: models.Departure) -> Departure:
    """Return a departure as the picture has it."""
    return Departure(
        provision=row.provision,
        reasons=row.reasons,
        decided_by=row.decided_by,
        route=row.route,  # type: ignore[arg-type]
        start=row.starts,
        end=row.ends,
        review=row.review,
        edition=row.edition or None,
        alternatives=row.alternatives or None,
        consulted=row.consulted or None,
    )


def _on_record(row: models.Departure) -> OnRecord:
    return OnRecord(key=row.key, departure=as_value(row), minutes=row.minutes, published=row.published)


def legal_views(by: Acting) -> tuple[View, ...]:
    """Return the legal views that somebody may see, the latest first; none for whoever may see none."""
    if not by.may("see legal views"):
        return ()
    rows = models.LegalView.objects.filter(authority=by.authority).select_related("by").order_by("-id")
    if not by.may("see privileged views"):
        rows = rows.filter(privileged=False)
    return tuple(
        View(
            rule=row.rule,
            subject=row.subject,
            edition=row.edition,
            view=row.view,
            reasons=row.reasons,
            privileged=row.privileged,
            by=row.by.name if row.by else "",
            given_on=row.given_on,
        )
        for row in rows
    )


def confirmed_texts(authority: Authority) -> frozenset[tuple[str, str, str]]:
    """Return the duties whose words somebody has read in the text: document, edition, duty."""
    rows = models.TextConfirmed.objects.filter(authority=authority)
    return frozenset(rows.values_list("document", "edition", "duty"))


def texts_confirmed(authority: Authority) -> tuple[Confirmed, ...]:
    """Return by whom, when and on which page the words of duties were read, in the order of being recorded."""
    rows = models.TextConfirmed.objects.filter(authority=authority).select_related("by").order_by("id")
    return tuple(
        Confirmed(
            document=row.document,
            edition=row.edition,
            duty=row.duty,
            by=row.by.name if row.by else "",
            on=row.on,
            page=row.page,
        )
        for row in rows
    )

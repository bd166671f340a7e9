"""Puts a text that would run, and that nobody else may read, into every text that an authority keeps."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db.models import CharField, EmailField, JSONField, Model, QuerySet, TextField, URLField
from planted_work import NO_WORDS, WORK_THROUGH, work_rows
from world import Place

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.trail.actions import record
from clearline.assurance.models import LegalView, TextConfirmed
from clearline.jobs.models import Job
from clearline.kit.errors import BadInput
from clearline.organisations.actions import name_person
from clearline.organisations.models import Recorded
from clearline.organisations.queries import stated
from clearline.transfer.models import FoiDecision, FoiRequest, Hold, RetentionRun

ELEMENT = "xss-canary"
RUNS = f"=1\"'><{ELEMENT}>"
"""A formula in a spreadsheet, the end of an attribute, and an element of its own."""

NOW, TODAY = datetime(2026, 11, 1, 12, tzinfo=UTC), date(2026, 11, 1)

NO_TEXT = {
    "account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator", "socialaccount.SocialApp",
    "socialaccount.SocialAccount", "socialaccount.SocialToken", "accounts.RecoveryCode",
    *(f"accounts.Authority.{name}" for name in ("key", "gss_code", "brand_colour", "logo_mark")),
    "accounts.User.password", "accounts.Session.session_key", "accounts.Session.session_data",
    *(f"accounts.Token.{name}" for name in ("mark", "digest", "scopes")),
    *(f"jobs.Job.{name}" for name in ("what", "key", "arguments", "state")),
    *(f"organisations.Recorded.{name}" for name in ("section", "key", "within")),
    "organisations.Person.key", "organisations.Proposal.key", "registers.Entry.register", "registers.Entry.about",
    *(f"assurance.Departure.{name}" for name in ("key", "provision", "edition")),
    *(f"assurance.LegalView.{name}" for name in ("rule", "subject", "edition")),
    *(f"assurance.TextConfirmed.{name}" for name in ("document", "edition", "duty")),
    *(f"transfer.{name}" for name in ("Hold.key", "Hold.scope", "RetentionRun.counts", "FoiDecision.record",
                                      "FoiDecision.exemption")),
    *NO_WORDS,
}  # fmt: skip
"""Tables and columns that hold no words of people's: keys, hashes, what allauth keeps and no page shows."""

OTHERWISE = {
    *(f"trail.Entry.{name}" for name in (
        "at", "user", "individual", "roles", "door", "outcome", "did", "about", "why", "why_kept", "before", "after",
        "leaf", "head",
    )),
    "trail.Kept.place", "trail.Kept.salt", "trail.Kept.value",
    "accounts.Session.browser",
}  # fmt: skip
"""Columns planted by the way that leads to them: a trail that cannot be changed, and a browser that names itself."""

THROUGH = {
    "accounts.Authority": "pk",
    "accounts.Individual": "users__memberships__authority",
    "accounts.User": "memberships__authority",
    "transfer.FoiDecision": "request__authority",
    **WORK_THROUGH,
}
"""How a table's rows lead to their authority where they do not name it."""


def text_columns() -> Iterator[tuple[type[Model], Any]]:
    """Yield every column of every table of ours that holds a text, or texts within JSON."""
    for model in apps.get_models():
        if model._meta.app_label in ("auth", "contenttypes", "sessions") or model._meta.label in NO_TEXT:
            continue
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, CharField | TextField | JSONField) and not field.choices
            if is_text and f"{model._meta.label}.{field.name}" not in NO_TEXT | OTHERWISE:
                yield model, field


def plant(place: Place, word: str, runs: str = RUNS) -> None:
    """Put what would run, and a word, into every text of an authority, in rows of every table that can hold one."""
    _more_rows(place)
    name_person(by=at_the_machine(place.authority), key="person-director", name=runs + word, why="for a test")
    for model, field in text_columns():
        rows = model._base_manager.filter(
            **{THROUGH.get(model._meta.label, "authority"): place.authority.pk}
        ).distinct()
        assert rows.exists(), f"there is no row of {model._meta.label} to put a text into"
        if model is Recorded:
            _plant_records(place.authority, rows, runs + word)
        else:
            _plant_column(rows, field, runs + word)
    request = FoiRequest.objects.filter(authority=place.authority).first()
    for things in place.things.values():
        if request and "reference" in things:
            things["reference"] = request.reference
    text = runs + word
    about = f"post:{text}"
    by = at_the_machine(place.authority)
    record(by=by, did=text, about=about, why=text, before={text: text}, after={text: text, "own": text},
           personal=["own"])  # fmt: skip
    place.authority.refresh_from_db()


def _plant_column(rows: QuerySet[Any], field: Any, text: str) -> None:
    for row in rows:
        if isinstance(field, EmailField):
            value: Any = f"{text}{row.pk}@moor.example"
        elif isinstance(field, URLField):
            value = f"https://moor.example/{text}"
        elif isinstance(field, JSONField):
            value = _changed(getattr(row, field.name), lambda path, leaf: text)
        else:
            value = f"{text}{row.pk}"[: field.max_length]
        type(row)._base_manager.filter(pk=row.pk).update(**{field.name: value})


MORE: dict[str, dict[str, Any]] = {
    "bodies": {"remit": ["words"]},
    "partners": {"route": "words"},
    "seats": {"reasons": "words"},
    "posts": {"employer": "words", "professional_supervision": "words"},
}
"""What the example does not say, and pages show."""

Change = Callable[[tuple[str, ...], str], str]


def _changed(facts: Any, change: Change, path: tuple[str, ...] = ()) -> Any:
    """Return facts with each text in them changed by where it stands; ``*`` stands for any place in a list."""
    if isinstance(facts, dict):
        return {key: _changed(value, change, (*path, key)) for key, value in facts.items()}
    if isinstance(facts, list):
        return [_changed(value, change, (*path, "*")) for value in facts]
    return change(path, facts) if isinstance(facts, str) else facts


def _plant_records(authority: Authority, rows: QuerySet[Any], text: str) -> None:
    """Put a text wherever the organisation takes any; what names something else, or is one of a few words, stays."""
    keys = {row.key for row in rows} | {"council", "nobody"}
    taken: dict[tuple[str, ...], bool] = {}
    for row in rows:
        row.facts = {**row.facts, **MORE.get(row.section, {})} if isinstance(row.facts, dict) else row.facts

        def change(path: tuple[str, ...], leaf: str, row: Recorded = row) -> str:
            where = (row.section, *path)
            if leaf in keys or leaf.startswith("person-"):
                return leaf
            if where not in taken:
                taken[where] = _takes(authority, row, path, text)
            return text if taken[where] else leaf

        Recorded.objects.filter(pk=row.pk).update(facts=_changed(row.facts, change))
    assert sum(taken.values()) > 9, (taken, "hardly any text of the organisation was planted")


def _takes(authority: Authority, row: Recorded, path: tuple[str, ...], text: str) -> bool:
    """Return whether the organisation can be read with a text at a place."""
    Recorded.objects.filter(pk=row.pk).update(facts=_changed(row.facts, lambda at, leaf: text if at == path else leaf))
    try:
        stated(authority.pk)
    except BadInput:
        return False
    finally:
        Recorded.objects.filter(pk=row.pk).update(facts=row.facts)
    return True


def _more_rows(place: Place) -> None:
    """Make a row in every table that the world leaves empty."""
    authority, by = place.authority, place.members["monitoring-officer"].individual
    work_rows(authority, by)
    for privileged in (False, True):
        LegalView.objects.create(
            authority=authority, rule="line-unbroken", subject="family-practitioner", edition="2013", view="agrees",
            reasons="So it is.", privileged=privileged, by=by, given_on=TODAY,
        )  # fmt: skip
    TextConfirmed.objects.create(
        authority=authority, document="dcs-lm", edition="2013", duty="dcs-1", by=by, on=TODAY, page="7"
    )
    lifted = {"lifted": TODAY, "lifted_why": "over"}
    Hold.objects.create(authority=authority, key="hold-1", scope="everything", reason="x", starts=TODAY, **lifted)
    RetentionRun.objects.create(authority=authority, at=NOW, applied=True, why="So it is.", by=by)
    request = FoiRequest.objects.create(authority=authority, reference="1", words="x", received=TODAY)
    FoiDecision.objects.create(request=request, record="post:x", decision="disclose", note="x", by=by, decided=TODAY)
    analyst = place.members["analyst"]
    job = Job.objects.create(what="load", user=analyst, authority=authority, state="failed", made_at=NOW, run_after=NOW,
                             ended_at=NOW, id=uuid4())  # fmt: skip
    place.things["measures:loading"] = {"job": job.pk}

"""Questions about what registers hold."""

from datetime import date

from clearline.accounts.models import Authority
from clearline.registers.models import Entry

TRAINING = "safeguarding-training"
VETTING = "vetting"


def training(authority: Authority) -> dict[str, date | bool]:
    """Return each person's latest safeguarding training; ``False`` when it is on record that there was none."""
    latest: dict[str, date | bool] = {}
    for entry in Entry.objects.filter(authority=authority, register=TRAINING).order_by("id"):
        now = entry.on or bool(entry.values.get("done", False))
        was = latest.get(entry.about)
        latest[entry.about] = max(was, now) if isinstance(was, date) and isinstance(now, date) else now or was or False
    return latest


def vetting(authority: Authority) -> dict[str, str]:
    """Return each person's latest standing under the Vetting and Barring Scheme."""
    entries = Entry.objects.filter(authority=authority, register=VETTING).order_by("id")
    return {entry.about: entry.values["standing"] for entry in entries}

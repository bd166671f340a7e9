"""What every request knows before any page sees it: today, and the day that the reader asked about."""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from clearline.doors.date_field import YEARS


def days(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request ``today``, ``on`` (``?on=YYYY-MM-DD``) and ``on_problem`` (why it was not used).

    An address with a NUL in it is of nothing, and PostgreSQL takes none in a text: it is a bad request. The programs'
    door refuses what it is asked in its own words.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        asked_of_a_page = not request.path.startswith("/api/")
        if "\0" in request.path or (asked_of_a_page and "%00" in request.META.get("QUERY_STRING", "")):
            raise BadRequest("The address holds a character that no address has.")
        request.today = request.on = timezone.localdate()  # type: ignore[attr-defined]
        request.on_problem = ""  # type: ignore[attr-defined]
        asked = request.GET.get("on", "").strip()
        if asked:
            found = _day(asked)
            if found:
                request.on = found  # type: ignore[attr-defined]
            else:
                request.on_problem = f"“{asked[:20]}” is not a date, so today is shown. Write 2026-03-31."  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def _day(text: str) -> date | None:
    """Return a day that can be asked about; ``None`` for what is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in YEARS else None

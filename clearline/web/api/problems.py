"""What the API says when it does not do what was asked: a status, and what is wrong in sentences."""

from collections.abc import Iterable
from typing import Any, NoReturn

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from clearline.accounts.acting import Refused
from clearline.kit.errors import BadInput
from clearline.kit.values import Value


class Wrong(Value, frozen=True, kw_only=True, omit_defaults=False):
    """One thing that is wrong."""

    what: str
    where: str = ""
    """The part of the request, as `query.on` or `body.reasons`; empty for the whole."""


class Refusal(Value, frozen=True, kw_only=True, omit_defaults=False):
    """Why something was not done; nothing was changed."""

    problems: tuple[Wrong, ...]


STATUSES = {
    400: "The body is no JSON",
    401: "No token, or one that is not valid any more",
    403: "The owner’s roles or the token’s scopes do not allow it",
    404: "There is no such thing, or not at your authority",
    409: "It has changed since it was looked at",
    413: "The body is too large",
    422: "What is asked cannot be done; the problems say why",
    429: "Too many requests; the header Retry-After says in how many seconds there is room again",
}


class Malformed(Exception):
    """The body of a request is no JSON."""


class Changed(Exception):
    """What was to be changed is no longer what was looked at."""


class TooMany(Exception):
    """There were too many requests from a token or an address."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"There were too many requests. Try again in {seconds} seconds.")


def not_found(what: str) -> NoReturn:
    """Say that something is not there."""
    raise Http404(what)


def refusal(status: int, problems: Iterable[Wrong]) -> HttpResponse:
    """Return an answer that says what is wrong."""
    body = msgspec.json.encode(Refusal(problems=tuple(problems)))
    return HttpResponse(body, "application/json", status, headers={"Cache-Control": "no-store"})


def handle(api: NinjaAPI) -> None:
    """Let an API answer what is refused in one form."""
    simple: dict[type[Exception], int] = {
        Malformed: 400, Refused: 403, Changed: 409, RequestDataTooBig: 413, RecursionError: 422,
    }  # fmt: skip
    for error, status in simple.items():
        api.add_exception_handler(error, _simply(status))
    api.add_exception_handler(AuthenticationError, _unknown)
    api.add_exception_handler(Http404, _absent)
    api.add_exception_handler(BadInput, _bad)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(msgspec.ValidationError, _ill_typed)
    api.add_exception_handler(TooMany, _too_many)


def _simply(status: int) -> Any:
    words = {413: "The body is too large.", 422: "The body is nested too deeply."}

    def answer(request: HttpRequest, error: Exception) -> HttpResponse:
        return refusal(status, [Wrong(what=words.get(status, str(error)))])

    return answer


def _unknown(request: HttpRequest, error: Any) -> HttpResponse:
    words = "Send a token that is valid, as the header `Authorization: Bearer` and then the token."
    response = refusal(401, [Wrong(what=words, where="header.Authorization")])
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _absent(request: HttpRequest, error: Any) -> HttpResponse:
    return refusal(404, [Wrong(what=str(error) or "There is nothing here.")])


def _bad(request: HttpRequest, error: Any) -> HttpResponse:
    return refusal(422, [Wrong(what=sentence) for sentence in sentences(error)])


def sentences(error: BadInput) -> list[str]:
    """Return problems in words for a program: without the options of commands, and without where files lie."""
    found = (f"{one.what} {one.todo}".strip() for one in error.problems)
    return [text.replace("--edition ", "edition=").replace(" with --from", "").replace(" --from", "") for text in found]


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    found = [Wrong(what=f"{one['msg']}.", where=".".join(str(part) for part in one["loc"])) for one in error.errors]
    return refusal(422, found)


def _ill_typed(request: HttpRequest, error: Any) -> HttpResponse:
    what, _, where = str(error).partition(" - at `")
    return refusal(422, [Wrong(what=f"{what.rstrip('.')}.", where=f"body{where.rstrip('`').removeprefix('$')}")])


def _too_many(request: HttpRequest, error: Any) -> HttpResponse:
    response = refusal(429, [Wrong(what=str(error))])
    response.headers["Retry-After"] = str(error.seconds)
    return response

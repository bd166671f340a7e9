"""The door of the API: who comes in with which token, what they ask in which types, and how it is answered.

``operation`` makes a function an operation. Its first argument is the ``Call``; ``body`` is what was sent, decoded as
the msgspec type that it is annotated with; every other argument is a part of the address or of the query. What it
returns is encoded by msgspec, and the OpenAPI document is made from the same annotations (``schema``).
"""

import inspect
import logging
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Annotated, Any, NamedTuple, TypeVar, get_type_hints

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority, Token
from clearline.accounts.permissions import PERMISSIONS
from clearline.accounts.tokens import acting_with, note_use, presented, scope_of
from clearline.accounts.trail.actions import record_refusal
from clearline.web.api.limits import count_address, count_token, count_wrong
from clearline.web.api.problems import Malformed, Wrong, refusal

logger = logging.getLogger(__name__)

Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))]
"""A day in a query; far enough away that nothing reckoned from it leaves the calendar."""


class Call(NamedTuple):
    """Who asks, and when."""

    by: Acting
    today: date
    now: datetime

    @property
    def authority(self) -> Authority:
        """The authority that the token is for."""
        assert self.by.authority is not None
        return self.by.authority


class Operation(NamedTuple):
    """What the OpenAPI document has to know of an operation."""

    needs: str | None
    """The permission; ``None`` for what anybody may read without a token."""
    body: Any
    """The type of what is sent; ``None`` when nothing is."""
    returns: Any
    """The type of the answer; ``None`` when there is none."""
    status: int


OPERATIONS: dict[str, Operation] = {}
"""Every operation, by its name, which is that of its function."""

Function = TypeVar("Function", bound=Callable[..., Any])


def operation(
    router: Router, method: str, path: str, needs: str | None, status: int = 200
) -> Callable[[Function], Function]:
    """Make a function an operation of the API that asks for a permission; ``needs=None`` asks for no token."""
    assert needs is None or (needs in PERMISSIONS and scope_of(needs))

    def made(function: Function) -> Function:
        hints = get_type_hints(function, include_extras=True)
        returns, body = hints.pop("return"), hints.pop("body", None)
        name = function.__name__
        OPERATIONS[name] = Operation(needs, body, None if returns is type(None) else returns, status)

        @wraps(function)
        def answer(request: Any, **given: Any) -> HttpResponse:
            return _answered(request, function, OPERATIONS[name], given)

        answer.__signature__ = _signature(function, hints, path)  # type: ignore[attr-defined]
        router.api_operation(
            [method], path, auth=_anybody if needs is None else _with_token, operation_id=name, url_name=name,
            summary=inspect.cleandoc(function.__doc__ or "").partition("\n")[0].rstrip("."), response={status: None},
        )(answer)  # fmt: skip
        return function

    return made


def _signature(function: Callable[..., Any], hints: dict[str, Any], path: str) -> inspect.Signature:
    """Return the signature that ninja sees: the request, the authority where the path has one, address and query."""
    there = inspect.signature(function).parameters
    kind = inspect.Parameter.KEYWORD_ONLY
    found = [inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    if "{slug:authority}" in path:
        found.append(inspect.Parameter("authority", kind, annotation=str))
    own = [name for name in there if name not in ("call", "body", "authority")]
    found += [inspect.Parameter(name, kind, annotation=hints[name], default=there[name].default) for name in own]
    return inspect.Signature(found)


def _anybody(request: HttpRequest) -> bool:
    """Let anybody in, as often as an address may come."""
    count_address(request)
    return True


def _with_token(request: HttpRequest) -> Token | None:
    """Return the token that a request shows; ``None`` when it shows none that is valid. Raises ``TooMany``."""
    count_address(request)
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        return None
    token = presented(text.strip(), timezone.localdate())
    if token is None:
        count_wrong(request)
        return None
    count_token(token.pk)
    note_use(token, timezone.now())
    return token


def _answered(request: Any, function: Callable[..., Any], asked: Operation, given: dict[str, Any]) -> HttpResponse:
    """Do what an operation does for whoever asks, and return its answer."""
    if any("\0" in value for value in given.values() if isinstance(value, str)):
        return refusal(422, [Wrong(what="There is a character that no text can hold. Take it out.")])
    by = _acting(request.auth, given.get("authority")) if asked.needs else Acting(None, None, frozenset(), "api")
    if asked.needs:
        given.pop("authority", None)
    try:
        _allow(by, asked.needs)
        body = {} if asked.body is None else {"body": _read(request.body, asked.body)}
        answer = function(Call(by, timezone.localdate(), timezone.now()), **body, **given)
    except Refused as error:
        _note(request, function.__name__, by, error)
        raise
    content = b"" if asked.returns is None else msgspec.json.encode(answer)
    return HttpResponse(content, "application/json", asked.status, headers={"Cache-Control": "no-store"})


def _acting(token: Token, authority: str | None) -> Acting:
    """Return who acts. Another authority than the token's is not there, nor is one without a role any more."""
    by = acting_with(token, timezone.localdate())
    if by is None or authority not in (None, token.authority.key):
        raise Http404("There is no such authority, or you have no role there.")
    return by


def _allow(by: Acting, needs: str | None) -> None:
    if needs is None or by.may(needs):
        return
    if by._replace(only=None).may(needs):
        raise Refused(f"The token has not the scope {scope_of(needs)}.")
    by.require(needs)


def _read(text: bytes, kind: Any) -> Any:
    """Return what was sent. Raises ``Malformed`` for no JSON, ``ValidationError`` for another type."""
    if b"\\u0000" in text:
        raise msgspec.ValidationError("There is a character that no text can hold. Take it out.")
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Malformed(f"The body is no JSON: {error}.") from error


def _note(request: Any, name: str, by: Acting, refused: Refused) -> None:
    """Note what was refused: a change in the trail, a look in the log alone, so that looking cannot fill the trail."""
    about = f"api:{name}"
    if request.method != "GET":
        record_refusal(by=by, did="refused", about=about, why=str(refused))
    logger.warning("refused: token %s, %s %s", request.auth.mark, request.method, about)

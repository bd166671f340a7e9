"""The OpenAPI document: ninja's, completed with the types that msgspec knows, so that none is written twice."""

from typing import Any

import msgspec

from clearline.accounts.tokens import SCOPES, scope_of
from clearline.web.api.door import OPERATIONS, Operation
from clearline.web.api.problems import STATUSES, Refusal

REF = "#/components/schemas/{name}"
JSON = "application/json"


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document of ninja with bodies, answers, refusals, scopes and their schemas."""
    types = [kind for one in OPERATIONS.values() for kind in (one.body, one.returns) if kind is not None]
    found, schemas = msgspec.json.schema_components([Refusal, *types], ref_template=REF)
    of = dict(zip(map(repr, [Refusal, *types]), found, strict=True))
    for operations in document["paths"].values():
        for one in operations.values():
            _complete(one, OPERATIONS[one["operationId"]], of)
    words = "; ".join(f"{scope}: {about}" for scope, (about, _) in SCOPES.items())
    token = {"type": "http", "scheme": "bearer", "description": f"Scopes: {words}."}
    document["components"] = {"schemas": schemas, "securitySchemes": {"token": token}}
    return document


def _complete(described: dict[str, Any], known: Operation, of: dict[str, Any]) -> None:
    if known.body is not None:
        described["requestBody"] = {"required": True, "content": {JSON: {"schema": of[repr(known.body)]}}}
    answer = described["responses"][known.status]
    if known.returns is not None:
        answer["content"] = {JSON: {"schema": of[repr(known.returns)]}}
    for status in _refused(known, bool(described["parameters"])):
        described["responses"][status] = {
            "description": STATUSES[status],
            "content": {JSON: {"schema": of[repr(Refusal)]}},
        }
    described["responses"] = {str(status): said for status, said in described["responses"].items()}
    if known.needs:
        scope = scope_of(known.needs)
        described["security"] = [{"token": [scope]}]
        described["description"] = f"Scope: {scope}. Permission: {known.needs}."
    else:
        described["description"] = "Needs no token."


def _refused(known: Operation, asks: bool) -> list[int]:
    """Return the statuses of refusals that an operation can give."""
    found = [404, 422, 429] if asks or known.body is not None else [429]
    if known.needs:
        found += [401, 403, 404]
    if known.body is not None:
        found += [400, 409, 413]
    return sorted(set(found))

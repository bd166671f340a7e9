"""The OpenAPI document is complete, and the page that lists the operations is made from it."""

import json
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from clearline.web.api.api import document

REFUSED_TO_ALL = {"429"}


def operations() -> list[dict[str, Any]]:
    return [one for methods in document()["paths"].values() for one in methods.values()]


def test_every_operation_says_its_answer_its_refusals_and_its_scope() -> None:
    for one in operations():
        statuses = set(one["responses"])
        assert statuses >= REFUSED_TO_ALL, one["operationId"]
        assert ("401" in statuses and "403" in statuses) == ("security" in one), one["operationId"]
        assert one["summary"]
        assert statuses & {"200", "201", "204"}
        if "requestBody" in one:
            assert statuses >= {"400", "409", "413", "422"}, one["operationId"]


def test_every_reference_leads_to_a_schema_that_is_one() -> None:
    known = document()
    text = json.dumps(known)
    schemas = known["components"]["schemas"]
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in schemas
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.django_db
def test_the_document_and_the_page_are_public() -> None:
    given = Client().get("/api/openapi.json")
    assert given.json()["openapi"].startswith("3.1")
    page = Client().get("/api/").content.decode()
    for address in document()["paths"]:
        assert address in page
    assert "write:departures" in page

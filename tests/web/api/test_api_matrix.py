"""Who may ask what: every operation x every role x every scope x own and other authority, beside a table.

The table is of the operations with the scope and the permission that each asks for; an operation without a row fails.
"""

import csv
from pathlib import Path
from typing import Any

import pytest
from people import client_for
from tokens_held import ALL_SCOPES, Program, acting_of, program
from two_councils import TwoCouncils, undone
from world import MINE, OTHERS

from clearline.accounts.permissions import PERMISSIONS, ROLES, Role
from clearline.accounts.tokens import SCOPES, may_be_given
from clearline.web.api import limits
from clearline.web.api.api import document

Row = dict[str, str]


def table() -> dict[str, Row]:
    with (Path(__file__).parent / "matrix.csv").open() as file:
        return {row["operation"]: row for row in csv.DictReader(file)}


TABLE = table()
PARTS = {
    "document": "dcs-lm", "edition": "2013", "section": "posts", "key": "head-of-libraries", "sequence": "1",
}  # fmt: skip
QUERIES = {"compare_editions": "?earlier=dcs-lm/2009&later=dcs-lm/2013"}


def operations() -> dict[str, tuple[str, str]]:
    """Return the method and the address of every operation, by its name."""
    return {
        one["operationId"]: (method.upper(), address.removeprefix("/api"))
        for address, methods in document()["paths"].items()
        for method, one in methods.items()
    }


class Matrix(TwoCouncils):
    """One test an operation; what each request does is undone."""

    programs: dict[str, Program]

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.stack.enter_context(pytest.MonkeyPatch.context()).setattr(limits, "OF_AN_ADDRESS", 10**6)

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        may = PERMISSIONS["use tokens"]
        here = {role: user for role, user in cls.mine.members.items() if role in may}
        cls.programs = {role: program(user, cls.mine.authority) for role, user in here.items()}

    def address(self, name: str, authority: str = MINE) -> tuple[str, str]:
        method, address = operations()[name]
        things = (self.mine if authority == MINE else self.others).things
        parts = {**PARTS, "authority": authority}
        if "departures" in address:
            parts["key"] = things["assurance:departure"]["key"]
        if "proposals" in address:
            parts["key"] = things["checks:proposal"]["key"]
        if "measures" in address:
            parts["key"] = "came-back"
        for part, value in parts.items():
            address = address.replace(f"{{{part}}}", value)
        return method, address + QUERIES.get(name, "")

    def status(self, holder: Program, name: str, authority: str = MINE) -> tuple[int, bytes]:
        """Return how an operation answers. A change is sent without what it would change, so that it never does."""
        method, address = self.address(name, authority)
        with undone():
            answer = holder.ask(method, address, None if method == "GET" else {})
        return answer.status_code, answer.content

    def check(self, name: str) -> None:
        row = TABLE[name]
        done = {200, 422}
        if row["scope"] == "none":
            assert self.status(Program(""), name)[0] == 200
            return
        assert self.status(Program(""), name)[0] == 401
        allowed = PERMISSIONS[row["permission"]]
        for role, holder in self.programs.items():
            seen = self.status(holder, name)[0]
            assert (seen in done) if role in allowed else seen == 403, (name, role, seen)
        one: Role = next(role for role in ROLES if role in allowed and role in self.programs)
        if "{authority}" in operations()[name][1]:
            theirs, nowhere = (self.status(self.programs[one], name, key) for key in (OTHERS, "nowhere"))
            assert theirs == nowhere, "what is another's looks like what is not there"
            assert theirs[0] == 404, (name, theirs)
        self.check_scopes(name, row["scope"], one)

    def check_scopes(self, name: str, scope: str, role: Role) -> None:
        """Try an operation with every other scope, and with its own alone."""
        user, here = self.mine.members[role], self.mine.authority
        given = tuple(may_be_given(acting_of(user, here)))
        others = tuple(one for one in given if one != scope)
        if others:
            assert self.status(program(user, here, *others), name)[0] == 403, (name, scope)
        assert self.status(program(user, here, scope), name)[0] in (200, 422), (name, scope)

    def test_every_operation_is_in_the_table_and_the_table_names_no_other(self) -> None:
        assert sorted(operations()) == sorted(TABLE)

    def test_every_row_names_a_scope_that_holds_its_permission(self) -> None:
        for row in TABLE.values():
            assert row["scope"] == "none" or row["permission"] in SCOPES[row["scope"]][1], row
            assert row["scope"] in ("none", *ALL_SCOPES), row

    def test_a_browser_that_is_signed_in_is_nobody_without_a_token(self) -> None:
        client: Any = client_for(self.mine.members["governance-officer"])
        for name in TABLE:
            method, address = self.address(name)
            answer = client.generic(method, f"/api{address}")
            assert answer.status_code == (200 if TABLE[name]["scope"] == "none" else 401), name


def _one(name: str) -> Any:
    def test(self: Matrix) -> None:
        self.check(name)

    return test


for _name in TABLE:
    setattr(Matrix, f"test_{_name}_is_for_whom_the_table_says", _one(_name))

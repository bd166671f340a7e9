"""Requests made up from the OpenAPI document and thrown at a site that is served for real, by schemathesis."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sites import TESTS, Site, environment_of, served

ROOT = TESTS.parent
LOCK = TESTS / "schemathesis" / "requirements.lock"
HOME = ROOT / ".venvs" / "schemathesis"
OFFLINE = re.compile(r"failed to fetch|error sending request|could not connect|dns error|not found in the cache", re.I)
"""What uv says when it cannot reach a package index; anything else it says is a fault."""

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"

PREPARE = """
from datetime import date
from django.core.management import call_command
call_command("migrate", verbosity=0)
from northmoor_whole import departs, northmoor
from people import member
from tokens_held import token_for
council = northmoor()
departs(council)
user = member(council, "governance-officer")
member(council, "dcs", user=user)
print(token_for(user, council))
"""

PLANTED: dict[str, Any] = {
    "get": {
        "operationId": "planted",
        "parameters": [{"in": "query", "name": "number", "required": True, "schema": {"type": "integer"}}],
        "responses": {"200": {"description": "OK", "content": {"application/json": {"schema": {"type": "integer"}}}}},
    }
}
KNOWN = {
    "authority": ["northmoor", "nowhere"], "document": ["dcs-lm", "in-force-today"], "edition": ["2009", "2013", "x"],
    "section": ["posts", "functions", "people", "monitoring", "x"], "sequence": [1, 2, 99999],
    "key": ["head-of-libraries", "2013-key-5", "person-director", "x"],
}  # fmt: skip
"""What stands in addresses, so that most requests are about something that is there."""


class Thrown(NamedTuple):
    """Where requests are thrown at, and with which token."""

    site: Site
    token: str
    document: Path


@contextmanager
def target(home: Path) -> Iterator[Thrown]:
    """Serve a site with Northmoor on it, and a document whose addresses lead to what is there."""
    environment = {**environment_of(home), "DJANGO_SETTINGS_MODULE": "planted_settings"}
    environment |= {"CLEARLINE_API_A_MINUTE": "10000000"}
    environment["PYTHONPATH"] = ":".join(str(part) for part in (TESTS, TESTS / "web", TESTS / "web" / "api"))
    home.mkdir()
    command = [sys.executable, "-c", "import django; django.setup()\n" + PREPARE]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    path = home / "openapi.json"
    path.write_text(json.dumps(_document()))
    with served(home, environment) as site:
        yield Thrown(site, done.stdout.split()[-1], path)


def _document() -> dict[str, Any]:
    from clearline.web.api.api import document

    known: dict[str, Any] = json.loads(json.dumps(document()))
    for methods in known["paths"].values():
        for one in methods.values():
            for part in one["parameters"]:
                if part["in"] == "path":
                    part["schema"] = {"enum": KNOWN[part["name"]]}
    return {**known, "paths": {**known["paths"], "/api/planted": PLANTED}}


def throw(at: Thrown, *which: str, examples: int, seed: int) -> "subprocess.CompletedProcess[str]":
    """Throw requests at some operations; ``which`` are options of schemathesis."""
    command = [
        str(made_on_demand()), "run", str(at.document), "--url", f"http://127.0.0.1:{at.site.port}",
        "--header", f"Authorization: Bearer {at.token}", "--checks", CHECKS, "--phases", "coverage,fuzzing",
        "--max-examples", str(examples), "--seed", str(seed), "--generation-database", "none", "--no-color",
        "--suppress-health-check", "all", "--warnings", "off", "--request-timeout", "30", *which,
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, cwd=at.document.parent, check=False)


def made_on_demand() -> Path:
    """Return schemathesis's command, in an environment made from its own lock; skip the test where it can't be got."""
    digest = HOME / ".lock"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not digest.is_file() or digest.read_text() != wanted:
        beside = Path(sys.executable).with_name("uv")
        uv = str(beside) if beside.is_file() else shutil.which("uv")
        if uv is None:
            pytest.skip("uv is not here to make the environment for schemathesis: `make test` brings it")
        install = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(HOME), str(LOCK)]
        for command in ([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(HOME)], install):
            made = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
            if made.returncode and OFFLINE.search(made.stderr):
                pytest.skip(f"schemathesis can't be fetched from here: {made.stderr.strip()[:300]}")
            assert made.returncode == 0, made.stderr
        digest.write_text(wanted)
    return HOME / "bin" / "schemathesis"

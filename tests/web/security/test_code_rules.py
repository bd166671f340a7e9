"""Ways of writing code that let a text run, or a query be changed, or a change go untold, are not used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import clearline

ROOT = Path(clearline.__path__[0])

NEVER = frozenset({
    "mark_safe", "SafeString", "SafeText", "csrf_exempt", "csp_exempt", "xframe_options_exempt", "RawSQL", "extra",
    "raw", "eval", "exec", "system", "popen", "pickle", "marshal", "shelve",
})  # fmt: skip
"""Calls and imports: a text could run, change a query, or a page go without what protects it."""

ALLOWED = {
    ("measures/pages/drawn.py", "mark_safe"): "a chart, in which every word is escaped by svg.text",
    ("organisations/pages/line.py", "SafeString"): "the drawn line, in which every word is escaped by svg.text",
    ("reports/formats/html.py", "mark_safe"): "our own style, and drawings in which every word is escaped by svg.text",
    ("web/api/api.py", "csrf_exempt"): "the API knows no cookie, so no other site can use anybody's",
}
"""What is used once, and why that is safe; test_every_page.py tries the first two."""

CHANGES = frozenset({"update", "bulk_create", "bulk_update"})

CHANGING = {
    "accounts/signing_in/second_factor.py", "accounts/tokens.py", "checks/proposing.py", "schedule/reminding.py",
    "schedule/subscribing.py",
}  # fmt: skip
"""Modules of actions by another name: their changes are told in the trail, but for when a token was last used and what
somebody was reminded of."""

MADE_SQL = {"accounts/trail/queries.py", "accounts/trail/triggers.py", "transfer/tables.py"}
"""Where statements are put together, of names of tables and columns alone."""


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Yield every module of the package."""
    for path in sorted(ROOT.rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if "/migrations/" not in name:
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str, str]]:
    """Yield every call, what is called, and on what."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node, node.func.attr, ast.unparse(node.func.value)
            elif isinstance(node.func, ast.Name):
                yield node, node.func.id, ""


def dangerous(tree: ast.AST) -> Iterator[str]:
    """Yield what is never to be used, wherever it is imported, called or put before a function."""
    for call, called, _ in calls(tree):
        if called in NEVER:
            yield called
        if any(word.arg == "shell" and ast.unparse(word.value) != "False" for word in call.keywords):
            yield "shell"
    names = NEVER - {"SafeString"}  # the type of a text that is safe has that name too
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None) or ""
            yield from names.intersection((module, *(alias.name for alias in node.names)))


def changes(tree: ast.AST) -> Iterator[str]:
    """Yield changes of tables that pass by what a model's own saving does."""
    for node, called, on in calls(tree):
        if called in CHANGES and re.search(r"\bobjects\b|\bfilter\(", on):
            yield ast.unparse(node)


def made_statements(tree: ast.AST) -> Iterator[str]:
    """Yield statements for the database that are put together rather than written out."""
    for node, called, _ in calls(tree):
        if called in ("execute", "executemany") and node.args and not isinstance(node.args[0], ast.Constant):
            yield ast.unparse(node.args[0])


def test_nothing_dangerous_is_used_but_where_it_is_known_to_be_safe() -> None:
    found = {(name, what) for name, tree in sources() for what in dangerous(tree)}
    assert found == set(ALLOWED)


def test_no_template_shows_a_text_unescaped() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("templates/**/*.html")
        if re.search(
            r"\|\s*safe(seq)?\b|autoescape\s+off|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=", path.read_text()
        )
    ]
    assert found == []


def test_tables_are_changed_in_actions_and_in_transfer_alone() -> None:
    found = {name for name, tree in sources() for _ in changes(tree)}
    others = {name for name in found if not name.endswith("actions.py") and not name.startswith("transfer/")}
    assert others == CHANGING


def test_statements_are_written_out_but_where_only_names_of_tables_vary() -> None:
    found = {name for name, tree in sources() for _ in made_statements(tree)}
    assert {name for name in found if not name.startswith("measures/")} <= MADE_SQL  # DuckDB there, and no database


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("from django.utils.safestring import mark_safe", "mark_safe"),
        ("Post.objects.extra(where=[x])", "extra"),
        ("import pickle", "pickle"),
        ("subprocess.run(x, shell=True)", "shell"),
        ("eval(x)", "eval"),
    ],
)
def test_what_is_dangerous_is_found(code: str, what: str) -> None:
    assert what in list(dangerous(ast.parse(code)))


def test_changes_and_made_statements_are_found() -> None:
    assert list(changes(ast.parse("Post.objects.filter(pk=1).update(title='x')")))
    assert not list(changes(ast.parse("digest.update(b'x')")))
    assert list(made_statements(ast.parse("cursor.execute(f'SELECT {x}')")))

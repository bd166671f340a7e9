"""Writes docs/reference/ from the duties, the rules, the commands and the types. `--check` refuses a stale page."""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec
from asvs_reference import asvs_page
from measures_reference import datasets_page, measures_page, not_computed_page
from site_reference import roles_page
from standing_reference import standing_page

from clearline.checks import engine, rules
from clearline.checks.findings import Report
from clearline.checks.standing_shapes import StandingsGiven
from clearline.checks.what_if import WhatIf
from clearline.cli import main as clearline
from clearline.guidance import queries
from clearline.guidance.commands import Duties
from clearline.guidance.comparing import Change
from clearline.guidance.content import load
from clearline.guidance.queries import Stated
from clearline.guidance.rows import EditionRow
from clearline.guidance.schema import Edition, Guidance
from clearline.guidance.studying_commands import Covered
from clearline.kit.reading import read_yaml
from clearline.measures.figures import Answer, GapFigure, Scorecard
from clearline.measures.returns.describing import reference
from clearline.organisations.commands import Validated
from clearline.organisations.json_schema import picture_schema
from clearline.organisations.lines.report import LineReport

HERE = Path(__file__).parent / "reference"
RULES = Path(rules.__path__[0])
MADE = "<!-- Written by docs/make_reference.py; do not edit. -->\n\n"


def pages() -> Iterator[tuple[str, str]]:
    """Yield every page of the reference: its file name and its text."""
    guidance = load()
    yield "README.md", MADE + _index(guidance)
    for edition in guidance.editions:
        if any(edition.chapters):
            yield f"duties-{edition.document}-{edition.edition}.md", MADE + "".join(_duties(edition))
    yield "rules.md", MADE + "".join(_rules(guidance))
    yield "proofs.md", MADE + "".join(_proofs(guidance))
    yield "standing.md", MADE + "".join(standing_page())
    yield "measures.md", MADE + "".join(measures_page())
    yield "not-computed.md", MADE + "".join(not_computed_page())
    yield "datasets.md", MADE + "".join(datasets_page())
    yield "returns.md", MADE + reference()
    yield "roles.md", MADE + "".join(roles_page())
    yield "asvs.md", MADE + "".join(asvs_page())
    yield "commands.md", MADE + "".join(_commands(clearline, "clearline"))
    yield "picture.schema.json", json.dumps(picture_schema(), indent=2) + "\n"
    for name, type_ in JSON_OUTPUTS.items():
        yield f"{name}.schema.json", _schema(type_)


JSON_OUTPUTS: dict[str, Any] = {
    "check": Report | tuple[Report, ...],
    "what-if": WhatIf,
    "standing": StandingsGiven,
    "line": LineReport,
    "guidance-compare": tuple[Change, ...],
    "guidance-coverage": tuple[Covered, ...],
    "guidance-duties": Duties,
    "guidance-editions": tuple[EditionRow, ...],
    "figures-show": Answer,
    "figures-scorecard": Scorecard,
    "figures-gaps": tuple[GapFigure, ...],
    "organisation-validate": Validated,
}
"""The stable JSON of each command that has it, by the name of its page."""


def _schema(type_: Any) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(type_)}
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"


def _index(guidance: Guidance) -> str:
    lines = ["# Reference\n\nGenerated from the content and the code.\n\n## The guidance, duty by duty\n\n"]
    for edition in guidance.editions:
        if any(edition.chapters):
            number = sum(1 for _ in queries.stated_in(edition))
            name = f"duties-{edition.document}-{edition.edition}.md"
            lines.append(f"- [{edition.title}]({name}): {edition.document}/{edition.edition}, {number} statements\n")
    lines.append("\n## The rest\n\n- [Rules](rules.md), with the paragraphs that carry them and worked examples\n")
    lines.append("- [Proofs](proofs.md): what duties name as their proof, and what cannot be answered yet\n")
    lines.append("- [How a duty stands](standing.md), case by case\n")
    lines.append(
        "- [Measures](measures.md), [what is not computed](not-computed.md) and why, [datasets](datasets.md)\n"
    )
    lines.append("- [Derived tables](returns.md) of the statutory returns, which measures over returns count\n")
    lines.append("- [Commands](commands.md); [roles and permissions](roles.md) of the site; which test shows\n")
    lines.append("  [which requirement](asvs.md) of OWASP ASVS\n")
    lines.append("- [picture.schema.json](picture.schema.json): for editors\n")
    lines += [f"- [{name}.schema.json]({name}.schema.json): the JSON of `{_command(name)}`\n" for name in JSON_OUTPUTS]
    return "".join(lines)


def _command(name: str) -> str:
    """Return the command whose JSON a page describes."""
    if name == "guidance-duties":
        return "clearline guidance show, search and duties"
    group, dash, command = name.partition("-")
    return f"clearline {group} {command}" if dash and group in ("guidance", "organisation") else f"clearline {name}"


def _duties(edition: Edition) -> Iterator[str]:
    """Yield one edition as text, chapter by chapter."""
    yield f"# {edition.title}\n\n{edition.acknowledgement}\n"
    if edition.link:
        yield f"\nSource: <{edition.link}>\n"
    for chapter in edition.chapters:
        yield f"\n## {chapter.title}\n"
        for provision in chapter.provisions:
            yield f"\n### {provision.at}\n\n"
            for duty in provision.duties:
                yield _duty(Stated(edition, provision, duty))


def _duty(stated: Stated) -> str:
    duty = stated.duty
    facts = [
        duty.force if duty.basis in ("guidance", "none") else f"{duty.force}, {duty.basis}",
        ", ".join(duty.bearers),
    ]
    if stated.certainty != "seen":
        facts.append(f"words {stated.certainty}")
    proofs = ", ".join(f"{p.kind} `{p.key}`" if p.key else p.kind for p in duty.proofs)
    text = f"- {duty.says} ({'; '.join(facts)}) `{duty.key}`"
    text += f"  \n  Proof: {proofs}." if proofs else ""
    text += f"  \n  Note: {' '.join(duty.note.split())}" if duty.note else ""
    return text + "\n"


def rule_keys() -> list[str]:
    """Return the keys of all rules, by their modules."""
    return sorted(path.stem.replace("_", "-") for path in RULES.glob("[a-z]*.py"))


def _rules(guidance: Guidance) -> Iterator[str]:
    """Yield every rule with its sentence, its paragraphs by edition, and its worked cases."""
    carried: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for edition in guidance.editions:
        for stated in queries.stated_in(edition):
            for proof in stated.duty.proofs:
                if proof.kind == "rule" and proof.key:
                    about = f" (only {', '.join(proof.aspects)})" if proof.aspects else ""
                    words = f"{stated.provision.at} {stated.duty.force}{about}"
                    carried[proof.key][f"{edition.document}/{edition.edition}"].append(words)
    keys = rule_keys()
    yield f"# Rules\n\n{len(keys)} rules. A rule is in force while a duty that names it is.\n"
    for key in keys:
        rule = engine.find_rule(key)
        yield f"\n## {key}\n\n{rule.sentence}\n\nTo put it right: {rule.remedy}\n\n"
        for name, places in sorted(carried[key].items()):
            yield f"- {name}: {'; '.join(dict.fromkeys(places))}\n"
        yield "\nWorked cases:\n\n"
        for case in read_yaml(RULES / f"{key.replace('-', '_')}.cases.yaml")[0]:
            verdict = "finds" if case["finds"] else "not known" if case.get("not_stated") else "leaves alone"
            yield f"- {verdict}: {case['name']}\n"


def _proofs(guidance: Guidance) -> Iterator[str]:
    """Yield what proves the duties, with the numbers that cannot be answered yet."""
    named: dict[str, Counter[str]] = defaultdict(Counter)
    binding = 0
    for edition in guidance.editions:
        for stated in queries.stated_in(edition):
            binding += bool(queries.force_rank(stated.duty))
            for proof in stated.duty.proofs:
                named[proof.kind][proof.key or "made of the duty itself"] += 1
    sections = {
        "measure": guidance.proofs.measures,
        "report": guidance.proofs.reports,
        "register": guidance.proofs.registers,
    }
    waiting = sum(1 for keys in sections.values() for proof in keys.values() if not proof.built)
    total = sum(len(keys) for keys in sections.values())
    yield f"# Proofs\n\n{binding} duties can be met or not. {len(named['rule'])} rules answer for structure today. "
    yield f"Of {total} measures, reports and registers that duties name, {waiting} are not answerable yet. "
    yield "Judgements are answered by the two statements on the duty itself.\n"
    for kind, keys in sections.items():
        yield f"\n## {kind.capitalize()}s\n\n| key | what it is | duties that name it | answerable |\n"
        yield "|---|---|---|---|\n"
        for key, proof in sorted(keys.items()):
            yield f"| `{key}` | {proof.title} | {named[kind][key]} | {'yes' if proof.built else 'not yet'} |\n"
    judged = sum(named["judgement"].values())
    yield f"\n## Judgements\n\n{judged} duties name the judgement of those accountable as proof.\n"


def _commands(command: click.Command, name: str) -> Iterator[str]:
    """Yield the help of a command and of all below it."""
    context = click.Context(command, info_name=name, terminal_width=100, help_option_names=["-h", "--help"])
    level = "#" * (name.count(" ") + 1)
    yield f"{level} {name}\n\n```text\n{command.get_help(context)}\n```\n\n"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None:
                yield from _commands(found, f"{name} {below}")


def main(check: bool) -> int:
    """Write the pages, or with ``check`` say which are stale; return the exit status."""
    HERE.mkdir(exist_ok=True)
    made = dict(pages())
    kept = {path.name for path in HERE.iterdir()}
    stale = [
        name for name, text in made.items() if name not in kept or (HERE / name).read_text(encoding="utf-8") != text
    ]
    gone = sorted(kept - set(made))
    if check:
        for name in [*stale, *gone]:
            sys.stderr.write(f"docs/reference/{name} is not current. Run `make docs`.\n")
        return 1 if stale or gone else 0
    for name in stale:
        (HERE / name).write_text(made[name], encoding="utf-8")
    for name in gone:
        (HERE / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))

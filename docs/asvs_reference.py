"""The page of docs/reference/ that says which test shows which requirement of OWASP ASVS 5.0, by their numbers."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHAPTERS = {
    1: "Encoding and sanitising", 2: "Validation and business logic", 3: "Web frontend", 4: "API and web service",
    5: "Files", 6: "Authentication", 7: "Sessions", 8: "Authorisation", 9: "Self-contained tokens",
    10: "OAuth and OIDC", 11: "Cryptography", 12: "Communication", 13: "Configuration", 14: "Data protection",
    15: "Secure coding and architecture", 16: "Logging and errors",
}  # fmt: skip


def asvs_page() -> Iterator[str]:
    """Yield the page, chapter by chapter."""
    where = _tests()
    shown: dict[tuple[int, ...], list[str]] = defaultdict(list)
    with (ROOT / "tests" / "asvs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number = tuple(int(part) for part in row["requirement"].removeprefix("V").split("."))
            shown[number].append(_link(row["shown_by"], where))
    yield "# Security requirements and what shows them\n\n"
    yield f"{len(shown)} requirements of the OWASP Application Security Verification Standard 5.0, by their numbers, "
    yield "with the tests or documents that show that they are met. A requirement that is not here either does not "
    yield "apply or is not shown yet. The words of the requirements are at <https://github.com/OWASP/ASVS>.\n"
    for chapter in sorted({number[0] for number in shown}):
        yield f"\n## V{chapter} {CHAPTERS[chapter]}\n\n| requirement | shown by |\n|---|---|\n"
        for number in sorted(each for each in shown if each[0] == chapter):
            yield f"| V{'.'.join(map(str, number))} | {', '.join(shown[number])} |\n"


def _tests() -> dict[str, str]:
    """Return the file of each test, by its name."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for name in re.findall(r"^ *def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            found.setdefault(name, path.relative_to(ROOT).as_posix())
    return found


def _link(shown_by: str, where: dict[str, str]) -> str:
    words = shown_by.removeprefix("test_").replace("_", " ") if shown_by in where else Path(shown_by).stem
    return f"[{words}](../../{where.get(shown_by, shown_by)})"

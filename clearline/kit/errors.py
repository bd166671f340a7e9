"""The one error that a door turns into a message and exit status 2."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what was given: where, what and what to do about it."""

    file: Path | None
    line: int | None
    what: str
    todo: str = ""

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        text = f"{where}: {self.what}" if where else self.what
        return f"{text} {self.todo}" if self.todo else text


class BadInput(Exception):
    """What was given cannot be used. Carries every problem found, so that all can be put right at once."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(p if isinstance(p, Problem) else Problem(None, None, p) for p in problems)
        super().__init__("\n".join(str(p) for p in self.problems))

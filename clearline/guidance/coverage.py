"""Proves from the source text that an edition answers every sentence of it, and copies none.

A source is cut into units (paragraph, letter, bullet, footnote, part of a section, line) and each unit into numbered
sentences. Their references are the ones that ``answers`` uses: ``3.5#2``, ``2.7.b.1#1``, ``fn7#1``, ``s18(2)(a)#1``,
``App2:Education#1`` in a numbered document; ``L80#2``, line and sentence, in any other.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from clearline.guidance.queries import stated_in
from clearline.guidance.schema import Edition
from clearline.kit.reading import read_text

Layout = Literal["numbered", "lines"]
"""Whether a source numbers its own paragraphs, or can only be cited by line."""

LONGEST_RUN = 7
"""Words in a row that content may share with a source; eight are a copy."""

_PARAGRAPH = re.compile(r"(?:- +)?(?:\*\*)?(\d+\.\d+)\*\* +(.+)")
_LETTER = re.compile(r"(?:- +)?([a-z])\) +(.+)")
_CLAUSE = re.compile(r"- +\((\d+|[a-z])\) +(.+)")
_BULLET = re.compile(r"[-•] +(.+)")
_FOOTNOTE = re.compile(r"<sup>(\d+)</sup> +(.+)")
_HEADING = re.compile(r"#+ +(.+)")
_APPENDIX = re.compile(r"Appendix (\w+)\b.*")
_SECTION = re.compile(r"Section (\d+\w*)\b.*")
_RULE = re.compile(r"[-*_]{3,}")

_FOOTNOTE_MARK = re.compile(r"<sup>\d+</sup>")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"</?[a-z]\w*(?:\s[^<>]*)?/?>")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

_SENTENCE_END = re.compile(r"(?<=\S)[.?!][\"'”’)\]]*\s+(?=[\"'“‘]*[A-Z0-9])")
_ABBREVIATION = re.compile(r"\b(?:(?<!['’])[a-z]|(?:[A-Za-z]\.)+[A-Za-z]|Nos?|Mrs?|Ms|Dr|St|cf|paras?|pp|ss|Sch)\.$")
"""A full stop that ends no sentence: one small letter (c.), letters with stops between (e.g.), usual short forms."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in the content: where it stands, and the wrong reference or the copied words."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How an edition stands to its source."""

    units: int
    sentences: int
    unanswered: tuple[str, ...]
    """References of sentences that no duty answers, in the order of the source."""
    astray: tuple[Fault, ...]
    """References that point to no sentence of the source."""
    copied: tuple[Fault, ...]

    @property
    def complete(self) -> bool:
        """Whether every sentence is answered, every reference is right and nothing is copied."""
        return not (self.unanswered or self.astray or self.copied)


def coverage(edition: Edition, text: str, terms: Collection[str], editions: Sequence[Edition] = ()) -> Coverage:
    """Return how an edition stands to the text of its source; ``terms`` are the names for ``copied_runs``.

    ``editions`` may be all there are: those with the same ``source_file`` answer for it too, since one file can hold
    parts of another document.
    """
    sentences = source_sentences(text, layout_of(text))
    sharing = [each for each in editions if each.source_file is not None and each.source_file == edition.source_file]
    answered = {ref for each in (edition, *sharing) for stated in stated_in(each) for ref in stated.duty.answers}
    made = ((_place(edition, each.provision.at, each.duty.key), each.duty.answers) for each in stated_in(edition))
    return Coverage(
        units=len({reference.rpartition("#")[0] for reference in sentences}),
        sentences=len(sentences),
        unanswered=tuple(reference for reference in sentences if reference not in answered),
        astray=tuple(Fault(place, ref) for place, refs in made for ref in refs if ref not in sentences),
        copied=tuple(copied_runs(passages(edition), [text], terms)),
    )


def read_source(edition: Edition, seeds: Path) -> str | None:
    """Return the text of an edition's source; ``None`` when it has none or the file is not in the folder."""
    path = seeds / edition.source_file if edition.source_file else None
    return read_text(path) if path is not None and path.is_file() else None


def layout_of(text: str) -> Layout:
    """Return ``numbered`` for a text that has a paragraph numbered in bold, such as 1.1; otherwise ``lines``."""
    return "numbered" if any(_PARAGRAPH.fullmatch(line.strip()) for line in text.split("\n")) else "lines"


def source_sentences(text: str, layout: Layout) -> dict[str, str]:
    """Return every sentence of a source under its reference, in the order of the units."""
    return {
        f"{unit}#{number}": sentence
        for unit, words in source_units(text, layout).items()
        for number, sentence in enumerate(split_sentences(words), start=1)
    }


def source_units(text: str, layout: Layout) -> dict[str, str]:
    """Return the plain text of every unit under its reference.

    In a numbered document headings are no units, nor is what comes before the first numbered paragraph (title page,
    contents). Text under a heading that has no number of its own is a unit with the name of the heading.
    """
    if layout == "numbered":
        reader = _Reader()
        for line in text.expandtabs().split("\n"):
            reader.read(line)
        found = {unit: _plain(" ".join(lines)) for unit, lines in reader.units.items()}
    else:
        lines = (re.sub(r"^\s*[-•] +", "", line) for line in text.split("\n"))
        found = {f"L{number}": _plain(line) for number, line in enumerate(lines, start=1)}
    return {unit: words for unit, words in found.items() if _words(words)}


def split_sentences(text: str) -> list[str]:
    """Return the sentences of plain text.

    A sentence ends at a full stop, question or exclamation mark, with any quotation mark or bracket that closes there,
    when a capital or a digit comes next; so a title with a question mark inside it counts as two.
    """
    sentences, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text[start : end.start() + 1]):
            sentences.append(text[start : end.end()].strip())
            start = end.end()
    return [*sentences, text[start:].strip()] if text[start:].strip() else sentences


@dataclass(slots=True)
class _List:
    """A list of bullets that is being read: what it belongs to, and its last bullet."""

    owner: str
    outside: int
    """The indent of the bullet it hangs from; bullets indented no deeper are not in it."""
    count: int = 0
    indent: int = 0


class _Reader:
    """Cuts a numbered document into units, line by line."""

    def __init__(self) -> None:
        self.units: dict[str, list[str]] = {}
        self.appendix = self.section = ""
        self.root = ""
        """The paragraph, section or heading that letters belong to; empty before the first paragraph."""
        self.body = ""
        """The unit that text goes on with after a page break and the footnotes there."""
        self.last = ""
        """The unit of the line just above; empty after a blank line, a heading or a rule."""
        self.lists: list[_List] = []

    def read(self, line: str) -> None:
        """Take in one line. The order matters: a footnote or a letter would also pass for plain text."""
        text = line.strip()
        if not text or _RULE.fullmatch(text):
            self.last = ""
        elif found := _HEADING.fullmatch(text):
            self.heading(_plain(found[1]))
        elif found := _FOOTNOTE.fullmatch(text):
            self.add(f"fn{found[1]}", found[2])
        elif found := _PARAGRAPH.fullmatch(text):
            self.root = found[1]
            self.begin(found[1], found[2])
        elif not self.root:
            return
        elif self.section and (found := _CLAUSE.fullmatch(text)):
            self.clause(found[1], found[2])
        elif found := _LETTER.fullmatch(text):
            self.begin(f"{self.root}.{found[1]}", found[2])
        elif found := _BULLET.fullmatch(text):
            self.bullet(len(line) - len(line.lstrip()), found[1])
        else:
            self.add(self.last or self.body, text)

    def add(self, unit: str, text: str) -> None:
        self.units.setdefault(unit, []).append(text)
        self.last = unit

    def begin(self, unit: str, text: str | None = None) -> None:
        """Start a unit that bullets and text after it belong to."""
        self.body, self.lists = unit, [_List(unit, -1)]
        if text is not None:
            self.add(unit, text)

    def heading(self, title: str) -> None:
        self.last = ""
        if found := _APPENDIX.fullmatch(title):
            self.appendix, self.section = f"App{found[1]}", ""
            name = self.appendix
        elif self.appendix and (found := _SECTION.fullmatch(title)):
            name = self.section = f"s{found[1]}"
        else:
            self.section = ""
            name = f"{self.appendix}:{title}" if self.appendix else title
        if self.root:
            self.root = name
            self.begin(name)

    def clause(self, mark: str, text: str) -> None:
        """Start a subsection such as (2), or a lettered part such as (a) of the last subsection."""
        if mark.isdigit():
            self.root = f"{self.section}({mark})"
            self.begin(self.root, text)
        else:
            self.begin(f"{self.root}({mark})", text)

    def bullet(self, indent: int, text: str) -> None:
        """Start a bullet. Indents are irregular, so one opens a new list only after a colon and deeper."""
        while indent <= self.lists[-1].outside:
            self.lists.pop()
        inner = self.lists[-1]
        above = f"{inner.owner}.{inner.count}"
        if inner.count and indent > inner.indent and self.units[above][-1].endswith(":"):
            inner = _List(above, inner.indent)
            self.lists.append(inner)
        inner.count, inner.indent = inner.count + 1, indent
        self.body = f"{inner.owner}.{inner.count}"
        self.add(self.body, text)


def copied_runs(content: Iterable[tuple[str, str]], sources: Iterable[str], terms: Collection[str]) -> Iterator[Fault]:
    """Yield every run of words that a passage of the content (place, words) has in common with a source.

    A run is at least eight words in a row, without regard to capitals, punctuation, footnotes or page breaks. A name
    in ``terms`` that stands in it whole counts as one word; a run still eight long is a copy, a shorter one is excused.
    """
    known = {window for source in sources for words in _readings(source) for window in _windows(words)}
    names = sorted((name for name in (_words(term) for term in terms) if name), key=len, reverse=True)
    for place, passage in content:
        words = _words(passage)
        hits = {index for index, window in enumerate(_windows(words)) if window in known}
        for start in sorted(index for index in hits if index - 1 not in hits):
            end = next(index for index in range(start, len(words)) if index not in hits)
            run = words[start : end + LONGEST_RUN]
            if _length(run, names) > LONGEST_RUN:
                yield Fault(place, " ".join(run))


def passages(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield every piece of an edition's own wording with its place."""
    for words in (edition.title, edition.publisher, edition.acknowledgement, edition.note):
        yield _place(edition, "edition"), words or ""
    for chapter in edition.chapters:
        yield _place(edition, "chapter"), chapter.title
        for provision in chapter.provisions:
            yield _place(edition, provision.at), provision.heading or ""
    for stated in stated_in(edition):
        duty = stated.duty
        for words in (duty.says, duty.wording, duty.cadence, duty.note, *duty.items):
            yield _place(edition, stated.provision.at, duty.key), words or ""


def _place(edition: Edition, *steps: str) -> str:
    return " ".join((f"{edition.document}/{edition.edition}", *steps))


def _plain(text: str) -> str:
    """Return text without markup and footnote marks, with single spaces."""
    text = _TAG.sub(" ", _LINK.sub(r"\1", _FOOTNOTE_MARK.sub("", text)))
    return " ".join(text.replace("*", "").split())


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower().replace("’", "'")))


def _windows(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    size = LONGEST_RUN + 1
    return [words[start : start + size] for start in range(len(words) - size + 1)]


def _readings(source: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of a source as printed, and without the marks and footnotes that part its units and pages."""
    yield _words(_plain(source))
    yield _words(" ".join(source_units(source, layout_of(source)).values()))


def _length(run: tuple[str, ...], names: list[tuple[str, ...]]) -> int:
    """Return the length of a run when every name in it, the longest first, counts as one word."""
    length = at = 0
    while at < len(run):
        at += next((len(name) for name in names if run[at : at + len(name)] == name), 1)
        length += 1
    return length

"""How wide each column of a table is: short words in one line, long ones by how much they say."""

from clearline.reports.blocks import Table

PAGE = 482.0
"""Points between the margins of an A4 page."""

GUTTER = 9.0
"""Points kept free beside each column."""

LETTER, BOLD = 0.56, 1.1
"""Width of a letter, in its size, and how much more of it the bold letters of headers take."""

LONGEST_WORD = 22
"""Letters; longer words are broken."""

LONGEST_LINE = 60
"""Letters; no column is wider for what it says beyond that."""

HEADER_LINES = 2
"""In which a long header stands."""

SHORT = (22, 18, 14, 10, 0)
"""Letters up to which what a column says stands in one line: the first for which three quarters of the page do."""


def letter_size(columns: int) -> float:
    """Return the size of letters in a table, in points: smaller the more columns it has."""
    return 9.0 if columns <= 5 else 8.0 if columns <= 7 else 7.0


def widths(table: Table) -> list[float]:
    """Return the width of each column in points; together the width of the page."""
    columns = [_lengths(table, at) for at in range(len(table.columns))]
    letter = letter_size(len(columns)) * LETTER
    most = [min(longest, LONGEST_LINE) * letter + GUTTER for _, longest, _ in columns]
    if sum(most) <= PAGE:
        return _stretched(most)
    for short in SHORT:
        least = [(longest if longest <= short else word) * letter + GUTTER for word, longest, _ in columns]
        if sum(least) <= PAGE * 3 / 4:
            break
    if sum(least) >= PAGE:
        return _stretched(least)
    weights = [max(mean * letter + GUTTER - one, 1.0) ** 0.75 for (_, _, mean), one in zip(columns, least, strict=True)]
    return _stretched(_shared_out(least, most, weights))


def _lengths(table: Table, at: int) -> tuple[float, float, float]:
    """Return the letters of a column's longest word, of the longest that it says, and of what it says on average."""
    texts, title = [row[at].text for row in table.rows], table.columns[at]
    words = [len(word) for text in texts for word in text.split()] + [len(word) * BOLD for word in title.split()]
    lengths = [len(text) for text in texts] or [0]
    word, header = min(max(words, default=1), LONGEST_WORD), len(title) * BOLD / HEADER_LINES
    return word, max(*lengths, word, header), max(sum(lengths) / len(lengths), header)


def _stretched(given: list[float]) -> list[float]:
    return [one * PAGE / sum(given) for one in given]


def _shared_out(least: list[float], most: list[float], weights: list[float]) -> list[float]:
    """Return widths from ``least`` up to ``most``, what is left of the page given by weight."""
    given, open_ = list(least), set(range(len(least)))
    while open_ and (spare := PAGE - sum(given)) > 1:
        total = sum(weights[at] for at in open_)
        for at in sorted(open_):
            given[at] = max(given[at], min(given[at] + spare * weights[at] / total, most[at]))
        open_ = {at for at in open_ if given[at] < most[at]}
    return given

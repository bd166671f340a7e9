"""Compares two editions: which duties went on, in what shape, which are new and which were withdrawn.

A duty of the later edition continues those of the earlier one that its typed ``follows`` links name, and the one with
its own key. Duties that are linked, directly or by another, make one change, so that each occurs exactly once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, get_args

from clearline.guidance.queries import Stated, stated_in
from clearline.guidance.schema import Basis, Bearer, Certainty, Edition, Force
from clearline.kit.errors import BadInput
from clearline.kit.values import Value

Kind = Literal["same", "reworded", "narrowed", "widened", "split", "merged", "new", "withdrawn"]
"""What became of duties. Split: one became several; merged: several became one."""

BINDS_NOBODY = ("information", "asked", "comment")
"""The forces that a comparison of what binds leaves out."""

_SURENESS: tuple[Certainty, ...] = ("remembered", "second-hand", "seen")


class Version(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A duty as one of the two editions has it."""

    at: str
    key: str
    says: str
    force: Force
    basis: Basis
    bearers: tuple[Bearer, ...]
    certainty: Certainty
    link: str | None


class Change(Value, frozen=True, kw_only=True, omit_defaults=False):
    """What became of one or more duties of the earlier edition."""

    kind: Kind
    before: tuple[Version, ...]
    """In the order of the earlier edition; empty for what is new."""
    after: tuple[Version, ...]
    """In the order of the later edition; empty for what was withdrawn."""
    certainty: Certainty
    """The least sure of all that it rests on: the duties, and for new and withdrawn the edition that lacks them."""


COLUMNS = ("change", "before", "after", "force before", "force after", "said before", "says after", "certainty")
"""The columns of ``change_row``."""


def compare(
    earlier: Edition, later: Edition, editions: Sequence[Edition] = (), *, binding_only: bool = False
) -> tuple[Change, ...]:
    """Return every change, in the order of the earlier edition, and then what is new in the order of the later one.

    ``editions`` are all there are: links by way of an edition between the two are followed through. ``binding_only``
    leaves out what binds nobody. Raises ``BadInput`` when the editions of one document are given the wrong way round.
    """
    if earlier.document == later.document and _began(later) < _began(earlier):
        order = f"`{later.edition}` came before `{earlier.edition}`: give the earlier edition first."
        raise BadInput(f"Nothing to compare: {order}")
    left_out = BINDS_NOBODY if binding_only else ()
    before = {each.duty.key: each for each in stated_in(earlier) if each.duty.force not in left_out}
    after = {each.duty.key: each for each in stated_in(later) if each.duty.force not in left_out}
    between = {_name(each): each for each in editions if _is_between(each, earlier, later)}
    links = {key: _links(each, before, earlier, between) for key, each in after.items()}
    return tuple(
        _change([before[key] for key in olds], [after[key] for key in news], links, (earlier, later))
        for olds, news in _groups(before, after, links)
    )


def summary(changes: Sequence[Change]) -> dict[Kind, int]:
    """Return how many changes there are of each kind, in the order of the kinds, none included."""
    count = Counter(change.kind for change in changes)
    return {kind: count[kind] for kind in get_args(Kind)}


def caveat(earlier: Edition, later: Edition) -> str | None:
    """Return what a reader must know before trusting new and withdrawn; ``None`` when both texts were read."""
    unsure = [f"{_name(each)} ({each.certainty})" for each in (earlier, later) if each.certainty != "seen"]
    if not unsure:
        return None
    return f"Not read whole: {', '.join(unsure)}. What is missing there is not known to be new or withdrawn."


def change_row(change: Change) -> tuple[object, ...]:
    """Return a change as the cells of one row under ``COLUMNS``."""
    return (
        change.kind,
        tuple(f"{each.at} {each.key}" for each in change.before),
        tuple(f"{each.at} {each.key}" for each in change.after),
        tuple(dict.fromkeys(each.force for each in change.before)),
        tuple(dict.fromkeys(each.force for each in change.after)),
        " ".join(each.says for each in change.before),
        " ".join(each.says for each in change.after),
        change.certainty,
    )


Links = Mapping[str, str]
"""Keys of the earlier duties that a later one continues, each with the kind of link; ``key`` where only keys agree."""


def _links(stated: Stated, before: Mapping[str, Stated], earlier: Edition, between: Mapping[str, Edition]) -> Links:
    """Return the links of a duty to the earlier edition; by way of another edition only where none is direct."""
    direct = {link.key: str(link.as_) for link in stated.duty.follows if link.edition == _name(earlier)}
    direct = {key: how for key, how in direct.items() if key in before}
    if stated.duty.key in before:
        direct.setdefault(stated.duty.key, "key")
    return direct or dict(_links_through(stated, before, earlier, between))


def _links_through(
    stated: Stated, before: Mapping[str, Stated], earlier: Edition, between: Mapping[str, Edition]
) -> Iterator[tuple[str, str]]:
    """Yield links to the earlier edition by way of editions between; they only ever lead back in time."""
    steps = {(link.edition, link.key): str(link.as_) for link in stated.duty.follows}
    steps |= {(name, stated.duty.key): "key" for name in between if (name, stated.duty.key) not in steps}
    for (name, key), how in steps.items():
        middle = between.get(name)
        if middle is None or _began(middle) >= _began(stated.edition):
            continue
        for each in stated_in(middle):
            if each.duty.key == key:
                for far, far_how in _links(each, before, earlier, between).items():
                    yield far, _both(how, far_how)


def _both(one: str, other: str) -> str:
    """Return how two links in a row add up: the stronger of the two, or reworded when they differ."""
    for weak in ("key", "same", "reworded"):
        if one == weak or other == weak:
            return other if one == weak else one
    return one if one == other else "reworded"


def _groups(
    before: Mapping[str, Stated], after: Mapping[str, Stated], links: Mapping[str, Links]
) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the keys (earlier, later) that hang together, each once and in the order of its edition."""
    followers: dict[str, list[str]] = defaultdict(list)
    for new, olds in links.items():
        for followed in olds:
            followers[followed].append(new)
    placed: set[str] = set()
    for old in before:
        if old not in placed:
            earlier, later = _together(old, followers, links)
            placed |= earlier
            yield [key for key in before if key in earlier], [key for key in after if key in later]
    yield from (([], [new]) for new in after if not links[new])


def _together(
    start: str, followers: Mapping[str, Sequence[str]], links: Mapping[str, Links]
) -> tuple[set[str], set[str]]:
    """Return all earlier and all later keys that can be reached over links from an earlier one."""
    olds: set[str] = set()
    news: set[str] = set()
    waiting = [start]
    while waiting:
        old = waiting.pop()
        if old not in olds:
            olds.add(old)
            for new in followers.get(old, ()):
                news.add(new)
                waiting += links[new]
    return olds, news


def _change(
    olds: Sequence[Stated], news: Sequence[Stated], links: Mapping[str, Links], compared: tuple[Edition, Edition]
) -> Change:
    lacking = [edition.certainty for edition, side in zip(compared, (olds, news), strict=True) if not side]
    return Change(
        kind=_kind(olds, news, links),
        before=tuple(_version(each) for each in olds),
        after=tuple(_version(each) for each in news),
        certainty=min((*(each.certainty for each in (*olds, *news)), *lacking), key=_SURENESS.index),
    )


def _kind(olds: Sequence[Stated], news: Sequence[Stated], links: Mapping[str, Links]) -> Kind:
    """Return the kind of a change by how many became how many; as many on both sides is a rewording of them all."""
    if not olds or not news:
        return "new" if news else "withdrawn"
    if len(olds) != len(news):
        return "split" if len(olds) < len(news) else "merged"
    return "reworded" if len(olds) > 1 else _kind_of_one(olds[0], news[0], links)


def _kind_of_one(old: Stated, new: Stated, links: Mapping[str, Links]) -> Kind:
    """Return the kind of a change of one duty into one.

    A part of a split without the other parts is narrower than the whole, what took in others that were not in the
    earlier edition is wider. Without a typed link, the same key says it is the same duty; its words may have changed.
    """
    how = links[new.duty.key][old.duty.key]
    kinds: dict[str, Kind] = {
        "same": "same", "reworded": "reworded", "narrowed": "narrowed", "widened": "widened",
        "split": "narrowed", "merged": "widened",
    }  # fmt: skip
    return kinds.get(how) or ("same" if _content(old) == _content(new) else "reworded")


def _content(stated: Stated) -> tuple[object, ...]:
    return stated.duty.says, stated.duty.force, sorted(stated.duty.bearers)


def _version(stated: Stated) -> Version:
    return Version(
        at=stated.provision.at,
        key=stated.duty.key,
        says=stated.duty.says,
        force=stated.duty.force,
        basis=stated.duty.basis,
        bearers=stated.duty.bearers,
        certainty=stated.certainty,
        link=stated.link,
    )


def _name(edition: Edition) -> str:
    return f"{edition.document}/{edition.edition}"


def _began(edition: Edition) -> date:
    """Return the first day of an edition, or its last when the first is not known."""
    return edition.start or edition.end or date.min


def _is_between(edition: Edition, earlier: Edition, later: Edition) -> bool:
    return edition.document == later.document and _began(earlier) < _began(edition) < _began(later)

"""What a drawing of the lines shows: boxes for places and for faults, and the joints between them."""

from dataclasses import dataclass, field
from typing import Literal

from clearline.organisations.lines.children import employed_elsewhere
from clearline.organisations.lines.report import LineReport
from clearline.organisations.lines.steps import Above, Step, above_office, above_post, step_of
from clearline.organisations.lines.words import mark_words
from clearline.organisations.picture import Picture, refs

Side = Literal["professional", "political"]
Shape = Literal["post", "office", "outside", "note"]
Style = Literal["professional", "political", "direction", "fault", "hidden"]

_AT_FAULT = frozenset(("passed-by", "no-delegation"))


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the drawing and the words in it."""

    key: str
    shape: Shape
    title: str
    labels: tuple[str, ...] = ()
    """Designations, in bold."""
    marks: tuple[str, ...] = ()
    """What is to be noticed, in words."""
    strong: bool = False
    vacant: bool = False


@dataclass(frozen=True, slots=True)
class Joint:
    """What joins a box to the one above it; a hidden one only keeps a box in its place."""

    above: str
    below: str
    style: Style


@dataclass(slots=True)
class Half:
    """One side of the drawing: its boxes in reading order, its joints, and the boxes that answer to the Council."""

    side: Side
    boxes: dict[str, Box] = field(default_factory=dict)
    joints: list[Joint] = field(default_factory=list)
    to_council: list[str] = field(default_factory=list)
    apart: set[str] = field(default_factory=set)
    """Boxes that are never drawn in a column under their superior: the ones that matter most, and faults."""

    def add(self, box: Box, apart: bool = False) -> None:
        """Put a box in, once."""
        self.boxes.setdefault(box.key, box)
        if apart:
            self.apart.add(box.key)


def halves(picture: Picture, report: LineReport, only: frozenset[str] | None) -> tuple[Half, Half]:
    """Return the professional and the political side; ``only`` keeps to some ids, ``None`` shows the whole picture."""
    off = {
        step.id
        for subject in report.subjects
        for line in subject.lines
        for step in line.steps
        if _AT_FAULT & {*step.marks}
    }
    return _professional(picture, only, off), _political(picture, only, off)


def neighbourhood(picture: Picture, report: LineReport) -> frozenset[str]:
    """Return the ids on the lines of what was asked for, every superior of those, and the posts just below."""
    asked = {subject.id for subject in report.subjects if subject.kind != "function"}
    near = {step.id for subject in report.subjects for line in subject.lines for step in line.steps} | asked
    for key in tuple(near & set(picture.own_posts)):
        near |= set(refs(picture.own_posts[key].reports_to))
    near |= {key for key, post in picture.own_posts.items() if asked & set(refs(post.reports_to))}
    near |= {key for key, office in picture.offices.items() if office.answers_to in asked}
    return frozenset(near)


def _professional(picture: Picture, only: frozenset[str] | None, off: set[str]) -> Half:
    half = Half("professional")
    company = ["company"] if picture.company else []
    keys = [key for key in (*picture.own_posts, *company) if only is None or key in only]
    directions = _directions(picture, half, only)
    main = {picture.dcs, picture.head_of_paid_service}
    for key in keys:
        step = step_of(picture, key)
        looping = key in picture.lines.looping
        shape: Shape = "outside" if step.kind == "company" else "post"
        half.add(
            _box(step, shape, above_post(picture, key), strong=key in main, looping=looping, off=off),
            apart=key in main or looping or bool(company and key == "company"),
        )
    if picture.dcs in half.boxes:
        half.joints += [Joint(key, str(picture.dcs), "direction") for key in directions]
    for key in keys:
        _join_post(picture, half, key)
    _note_loops(picture, half)
    return half


def _box(step: Step, shape: Shape, above: Above, strong: bool, looping: bool, off: set[str]) -> Box:
    """Return the box of a place with its marks in words."""
    words = [word for word in mark_words(step) if word != "fork"]
    if "fork" in above.marks:
        words.append(f"fork: {len(above.up)} superiors" if len(above.up) > 1 else "fork: also to a politician")
    if looping:
        words.append("on a loop")
    if step.id in off:
        words.append("line at fault: see below")
    title = step.title[:1].upper() + step.title[1:]
    return Box(step.id, shape, title, step.roles, tuple(words), strong=strong, vacant="vacant" in step.marks)


def _directions(picture: Picture, half: Half, only: frozenset[str] | None) -> list[str]:
    """Put in a box for each commissioner and return their keys."""
    for key, direction in picture.directions.items():
        if only is not None and key not in only:
            continue
        names = ", ".join(picture.name(function) for function in direction.functions)
        box = Box(f"direction:{key}", "outside", direction.commissioner, ("by direction",), (f"holds: {names}",))
        half.add(box, apart=True)
    return list(half.boxes)


def _join_post(picture: Picture, half: Half, key: str) -> None:
    """Join a post to its superiors, or to a note that says why there is none."""
    above = above_post(picture, key)
    shown = [up for up in above.up if up in half.boxes]
    loops = picture.lines.looping
    for up in shown:
        at_fault = len(shown) > 1 or (key in loops and up in loops)
        half.joints.append(Joint(up, key, "fault" if at_fault else "professional"))
    if "council" in above.up:
        half.to_council.append(key)
    if above.reason and not above.up:
        stated = "" if key == "company" else picture.own_posts[key].employer
        outside = bool(stated) and employed_elsewhere(picture, picture.own_posts[key])
        _note(
            half, key, above, f"Managed by {picture.name(str(stated))}" if outside else "", picture.head_of_paid_service
        )


def _note(half: Half, key: str, above: Above, outside: str, under: str | None) -> None:
    """Put in a box that says in words why a line goes no further, and join what stands below it."""
    heading = "Not known" if above.state == "not-known" else "No line here" if outside else "Line breaks"
    text = outside or _short(above)
    note = Box(f"note:{heading}:{text}", "note", heading, (), (text,))
    if note.key not in half.boxes:
        half.add(note, apart=True)
        if under in half.boxes and under != key:
            half.joints.append(Joint(str(under), note.key, "hidden"))
    half.joints.append(Joint(note.key, key, "fault"))


def _short(above: Above) -> str:
    """Return why a line goes no further without the title of the post, for a note that several posts may share."""
    if above.state == "not-known":
        return "superior not stated"
    verb = "reports to" if " reports to " in str(above.reason) else "answers to"
    return f"{verb} {str(above.reason).partition(f' {verb} ')[2].rstrip('.')}"


def _note_loops(picture: Picture, half: Half) -> None:
    """Put a note above every loop that no line leads out of."""
    left = [key for key in half.boxes if key in picture.lines.looping]
    while left:
        loop, todo = set(), [left[0]]
        while todo:
            key = todo.pop()
            if key not in loop:
                loop.add(key)
                todo += [up for up in above_post(picture, key).up if up in picture.lines.looping]
        ups = {up for key in loop for up in above_post(picture, key).up}
        if not ups - loop:
            note = Box(
                f"note:loop:{left[0]}", "note", "A loop", (), ("these report to one another and to nobody above",)
            )
            half.add(note, apart=True)
            if picture.head_of_paid_service in half.boxes and picture.head_of_paid_service not in loop:
                half.joints.append(Joint(picture.head_of_paid_service, note.key, "hidden"))
            half.joints.append(Joint(note.key, left[0], "fault"))
        left = [key for key in left if key not in loop]


def _political(picture: Picture, only: frozenset[str] | None, off: set[str]) -> Half:
    half = Half("political")
    main = {picture.lead_member, picture.leader}
    offices = [key for key in picture.offices if only is None or key in only]
    bodies = dict.fromkeys(up for key in offices for up in above_office(picture, key).up if up in picture.bodies)
    for key in (*offices, *bodies):
        box = _box(
            step_of(picture, key), "office", above_office(picture, key), strong=key == picture.lead_member,
            looping=False, off=off,
        )  # fmt: skip
        half.add(box, apart=key in main or key in bodies)
    for key in (*offices, *bodies):
        above = above_office(picture, key)
        half.joints += [Joint(up, key, "political") for up in above.up if up in half.boxes]
        if "council" in above.up:
            half.to_council.append(key)
        if above.reason and not above.up:
            _note(half, key, above, "", picture.leader)
    return half

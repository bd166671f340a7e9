"""A made-up pack with every kind of block, for tests of formats: an open rendering and a restricted one."""

from datetime import date

from clearline.accounts.access_class import Access
from clearline.reports.blocks import (
    Cell,
    Chart,
    Commentary,
    Facts,
    Missing,
    Pack,
    Points,
    Rendering,
    Section,
    Signature,
    Source,
    Table,
    Text,
)

EXEMPT = Access(kind="exempt", paragraph="3", why="The price is still being negotiated.")
CANARY = "canary-of-what-is-not-open"
SMALL = "4"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60" width="200" height="60" role="img">'
    "<title>A line</title><desc>It rises from 10 to 12.</desc>"
    '<path d="M10 50 L190 10" stroke="#1d70b8" fill="none"/>'
    '<text x="10" y="20" font-family="Arial, Helvetica, sans-serif" font-size="12">Ten to twelve</text></svg>'
)
RELEASE = Source(
    title="Children looked after, 2025", address="/northmoor/outcomes/measures/some", as_of=date(2025, 11, 20)
)


def table(rendering: Rendering) -> Table:
    """Return a table with a small number, hidden in the open rendering."""
    small = Cell(text=SMALL, value=4, small=True) if rendering == "restricted" else Cell(text="c")
    page = "/northmoor/outcomes/measures/children-looked-after"
    return Table(
        title="Children looked after, by where they live",
        columns=("Where they live", "Children", "Per cent"),
        numeric=(1, 2),
        rows=(
            (Cell(text="With foster carers"), Cell(text="214", value=214, source=page), Cell(text="71.3%", value=71.3)),
            (Cell(text="In secure homes"), small, Cell(text="c")),
            (Cell(text="=1+1 is no formula"), Cell(text="82", value=82), Cell(text="27.3%", value=27.3)),
        ),
        note="c: hidden, so that no child can be told.",
        sources=(RELEASE,),
    )


def sections(rendering: Rendering) -> tuple[Section, ...]:
    """Return sections with every kind of block; some are not open."""
    return (
        Section(key="summary", title="Summary", blocks=(
            Text(text="Most children live with foster carers.\nThe second one says & <shows> #markup *as* it is."),
            Points(points=("One point", "Another point")),
            Facts(rows=(("Director of children's services", "Ann Heron"), ("Lead member", "Bea Marsh"))),
        )),
        Section(key="figures", title="Figures", blocks=(
            table(rendering),
            Chart(title="Children looked after", description="It rises from 10 to 12.", svg=SVG, sources=(RELEASE,)),
            Missing(what="The number of children placed by others", todo="The analyst can load the return.",
                    about="measure:placed-by-others", holds_up=True),
        ), sections=(
            Section(key="inner", title="Placements in other areas", blocks=(
                Table(title="A table without rows", columns=("One", "Two"), rows=(), empty="Nobody was placed."),
            )),
            Section(key="secret", title=f"Title {CANARY}", access=EXEMPT, blocks=(Text(text="Open words under it."),)),
        )),
        Section(key="said", title="What people say", blocks=(
            Commentary(by="Ann Heron", office="dcs", on=date(2026, 5, 1), text="We opened a new home."),
            Commentary(by="Bea Marsh", office="lead-member", text=f"I doubt it. {CANARY}", access=EXEMPT),
            Signature(office="chief-executive", by="Cy Holt", on=date(2026, 5, 2)),
            Signature(office="leader", by="Di Vane", on=date(2026, 5, 2), changed_since=True),
            Signature(office="monitoring-officer"),
            Text(text=f"Counsel says so. {CANARY}", access=Access(kind="privileged")),
            Text(text=f"Not finished. {CANARY}", access=Access(kind="draft")),
        )),
        Section(key="prices", title="Prices", blocks=(
            Table(
                title=f"Prices {CANARY}", columns=("Home", f"Price {CANARY}"), numeric=(1,), access=EXEMPT,
                rows=((Cell(text=f"Home {CANARY}"), Cell(text="1,000", value=1000)),), note=CANARY,
                sources=(Source(title=CANARY, address=f"/northmoor/{CANARY}"),),
            ),
        )),
        Section(key="cells", title="Partners", blocks=(
            Table(title="Promises", columns=("Partner", "Promise"), rows=(
                (Cell(text="The police"), Cell(text="Two officers")),
                (Cell(text="A trust"), Cell(text=CANARY, source=f"/northmoor/{CANARY}", access=EXEMPT)),
                (Cell(text="A board"), Cell(text=f"privileged {CANARY}", access=Access(kind="privileged"))),
            )),
        )),
    )  # fmt: skip


def pack(rendering: Rendering = "open", number: str = "2026-01") -> Pack:
    """Return the whole pack."""
    return Pack(
        contract="lead-member-briefing", title="Lead member's briefing", subtitle="What needs attention now",
        authority="Northmoor Council", key="northmoor", on=date(2026, 3, 31), made_on=date(2026, 6, 1),
        rendering=rendering, sections=sections(rendering), number=number, digest="ab" * 32,
    )  # fmt: skip

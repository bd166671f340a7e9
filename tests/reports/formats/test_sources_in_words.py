"""Under a table each publisher is named once, with what it published; nothing that was used is left out."""

from datetime import date

from clearline.reports.blocks import Source
from clearline.reports.formats.words import publisher_once, source_words

DFE = "Department for Education"
DAY = date(2025, 11, 20)


def test_releases_of_one_publisher_and_day_stand_together_under_its_name() -> None:
    sources = (
        Source(title=f"{DFE}, Absence", as_of=DAY),
        Source(title="Ofsted, Latest judgements", as_of=date(2025, 3, 20)),
        Source(title=f"{DFE}, Referrals, and who made them", as_of=DAY),
        Source(title=f"{DFE}, Older ones"),
        Source(title="The authority's own monthly figures"),
    )
    assert source_words(sources) == (
        f"Sources: {DFE}: Absence; Referrals, and who made them (20 November 2025); "
        f"Ofsted, Latest judgements (20 March 2025); {DFE}, Older ones; The authority's own monthly figures"
    )


def test_pages_of_the_site_keep_their_whole_title_and_address() -> None:
    pages = [Source(title="Actions, open", address="/a/"), Source(title="Actions, late", address="/b/")]
    assert publisher_once(pages) == pages
    assert publisher_once([]) == []

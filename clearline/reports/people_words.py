"""Which words people wrote in a report as at a day, and who may read each: by office and place, without the words."""

from datetime import date

from clearline.accounts.access_class import Access
from clearline.accounts.models import Authority
from clearline.accounts.queries import role_title
from clearline.kit.values import Value
from clearline.reports.committee import paper_of
from clearline.reports.models import Remark
from clearline.schedule.contract import Contract


class Written(Value, frozen=True, kw_only=True):
    """That somebody wrote something in a report."""

    kind: str
    """A key of ``assurance.classified.KINDS``: remark or heading."""
    number: str
    title: str
    """The content of the contract that it stands in."""
    office: str
    """In which it was written, in words."""
    access: Access


def written_in(authority: Authority, contract: Contract, on: date) -> tuple[Written, ...]:
    """Return what people wrote in a report, of each office what stands there now, then what its committee is told."""
    titles = {one.key: one.title for one in contract.contents}
    rows = Remark.objects.filter(authority=authority, contract=contract.key, on=on).exclude(access="draft")
    newest = {(one.content, one.about, one.office): one for one in rows.order_by("at", "id")}
    said = [
        Written(
            kind="remark", number=str(one.pk), title=titles.get(one.content, one.content), access=one.access_class,
            office=role_title(one.office),
        )
        for one in newest.values()
    ]  # fmt: skip
    paper = paper_of(authority, contract.key, on)
    told = [
        Written(kind="heading", number=str(one.number), title=titles[key], access=one.access, office="to the committee")
        for key, one in (paper.headings.items() if paper else ())
        if one.text and key in titles
    ]
    return (*said, *told)

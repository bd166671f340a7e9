"""What people write for a pack that no record says: remarks, a committee's headings; the council's Word template."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from clearline.accounts.access_class import KINDS, Classified
from clearline.accounts.models import Authority, Individual
from clearline.accounts.permissions import ROLES

_ACCESS = Q(access__in=KINDS) & (~Q(access="exempt") | (Q(exempt_paragraph__in="1234567") & ~Q(exempt_why="")))


class Remark(Classified):
    """What a named person says in a pack, as at a day. A later one of the same office about the same replaces it.

    What is said of a figure stands in other packs too, while that figure is the newest: ``commenting``.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    contract = models.CharField(max_length=60)
    content = models.CharField(max_length=60, help_text="key of the content of the contract that it stands in")
    on = models.DateField(help_text="the day that the pack shows")
    about = models.CharField(max_length=300, blank=True, help_text="such as measure:key; empty for the whole content")
    period = models.CharField(
        max_length=40, blank=True, help_text="of the figure that it speaks of, as it was then; empty: of no figure"
    )
    value = models.CharField(max_length=40, blank=True, help_text="that figure, exactly; empty: no number was known")
    text = models.TextField()
    office = models.CharField(max_length=40, choices=[(role, role.replace("-", " ")) for role in ROLES])
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index(fields=("authority", "contract", "on"), name="remarks_of_a_pack"),)
        constraints = (
            models.CheckConstraint(condition=Q(office__in=ROLES), name="remark_by_an_office"),
            models.CheckConstraint(condition=_ACCESS, name="remark_access_is_known"),
        )


class CommitteePaper(models.Model):
    """What a report to a committee says besides its contents: its meeting, and what is under its headings."""

    HEADINGS = (
        "decision-sought", "options", "consultation", "legal-implications", "financial-implications",
        "equality-implications", "risk-implications", "background-papers",
    )  # fmt: skip
    """The contents of a committee's contract that are written here; the meeting is one more."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    contract = models.CharField(max_length=60)
    on = models.DateField(help_text="the day that the pack shows")
    meeting = models.CharField(max_length=200, blank=True, help_text="name of the committee")
    meets = models.DateField(null=True, help_text="day of the meeting")
    minutes = models.CharField(max_length=300, blank=True, help_text="reference of the minute, once there is one")

    class Meta:
        constraints = (models.UniqueConstraint("authority", "contract", "on", name="one_paper_a_pack"),)


class CommitteeHeading(Classified):
    """What stands under one heading of a committee's paper; advice under one can be closed while the rest is open."""

    paper = models.ForeignKey(CommitteePaper, on_delete=models.PROTECT, related_name="headings")
    heading = models.CharField(max_length=40, choices=[(one, one) for one in CommitteePaper.HEADINGS])
    text = models.TextField(blank=True)
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="+", help_text="wrote it last")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint("paper", "heading", name="one_text_a_heading"),
            models.CheckConstraint(condition=Q(heading__in=CommitteePaper.HEADINGS), name="heading_is_known"),
            models.CheckConstraint(condition=_ACCESS, name="heading_access_is_known"),
        )


class WordTemplate(models.Model):
    """The council's own Word template, checked; its bytes are kept by their digest."""

    authority = models.OneToOneField(Authority, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="bytes")
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class Publication(models.Model):
    """An issued report that the public may read, in its open part; and when that ended."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    contract = models.CharField(max_length=60)
    number = models.CharField(max_length=20)
    at = models.DateTimeField()
    on = models.DateField(help_text="the first day on which it is public")
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="+")
    figures = models.JSONField(default=list, help_text="numbers in the publish ledger that its figures were let out by")
    withdrawn = models.DateField(null=True, help_text="the day from which it is no longer public")
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint("authority", "contract", "number", name="published_once"),)

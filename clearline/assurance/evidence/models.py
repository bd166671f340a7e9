"""Evidence: an item, its versions, and its uses. Versions are added and never changed; their files lie beside."""

from django.db import models
from django.db.models import F, Q

from clearline.accounts.access_class import Classified
from clearline.accounts.models import Authority, Individual

KINDS = {
    "file": "File",
    "link": "Link",
    "figure": "Figure, as it was shown",
    "register-extract": "Register extract",
    "pack": "Issued report",
    "other": "Something kept elsewhere",
}

SCANS = {
    "": "Nothing to scan",
    "clean": "Scanned",
    "not-scanned": "Not scanned: no scanner is set up",
    "held": "Held until it can be scanned",
    "infected": "Infected, and deleted",
}


class Item(Classified):
    """One thing that proves something, whatever version of it, and for which time it speaks."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="evidence")
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=list(KINDS.items()))
    source = models.CharField(max_length=300, help_text="who made it: a post, a body, a publisher")
    starts = models.DateField(null=True, help_text="the first day that it speaks of; empty when it is not known")
    ends = models.DateField(null=True, help_text="the last day that it speaks of; empty while it goes on")
    expires = models.DateField(null=True, help_text="the last day on which it can be relied on; empty for none")
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="evidence_added")
    on = models.DateField(help_text="when it was added")

    class Meta:
        constraints = (
            models.UniqueConstraint("authority", "key", name="one_evidence_a_key"),
            models.CheckConstraint(condition=Q(kind__in=tuple(KINDS)), name="evidence_kind_known"),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="evidence_ends_after_it_begins",
            ),
        )
        ordering = ("id",)


class Version(models.Model):
    """An item as it was on a day: a file, an address, or values frozen as they were shown."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file, or of what is kept in its place")
    name = models.CharField(max_length=120, blank=True, help_text="of the file")
    size = models.PositiveBigIntegerField(null=True, help_text="bytes of the file")
    scan = models.CharField(max_length=12, choices=list(SCANS.items()), blank=True)
    link = models.URLField(max_length=500, blank=True)
    link_state = models.CharField(max_length=12, blank=True, help_text="works, dead, not-checked; empty: not looked at")
    link_says = models.CharField(max_length=200, blank=True, help_text="what came of looking")
    link_looked_at = models.DateTimeField(null=True)
    frozen = models.JSONField(null=True, help_text="a figure, a register extract, or where it is kept")
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="evidence_versions")
    on = models.DateField(help_text="when it was added")

    class Meta:
        constraints = (
            models.UniqueConstraint("item", "number", name="one_evidence_version_a_number"),
            models.CheckConstraint(condition=Q(scan__in=tuple(SCANS)), name="evidence_scan_known"),
        )
        ordering = ("id",)


class Use(Classified):
    """That a version of an item proves something: what, by which page of it, why, and who checked that."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="uses")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="uses")
    about = models.CharField(max_length=300)
    place = models.CharField(max_length=200, help_text="page or paragraph")
    why = models.TextField(help_text="why it proves it")
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="evidence_used")
    on = models.DateField()
    checked_by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="evidence_checked")
    checked_on = models.DateField(null=True)
    ended = models.DateField(null=True, help_text="the first day on which it is no longer used")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(why="") & ~Q(about=""), name="evidence_use_says_why"),
            models.CheckConstraint(condition=~Q(checked_by=F("by")), name="evidence_checked_by_another"),
        )
        indexes = (models.Index(fields=("about",), name="evidence_of_a_thing"),)
        ordering = ("id",)

"""What information law asks to be kept: holds, what retention did, requests for information and decisions on them."""

from django.db import models
from django.db.models import F, Q

from clearline.accounts.models import Authority, Individual


class Hold(models.Model):
    """While it is live, nothing in its scope is deleted or erased, whatever the schedule or anybody says."""

    EVERYTHING = "everything"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="holds")
    key = models.CharField(max_length=60)
    scope = models.CharField(max_length=80, help_text="everything, a record type of the schedule, or person:ID")
    reason = models.TextField(help_text="which inquiry, claim or request asks for it")
    starts = models.DateField()
    placed_by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="holds_placed")
    lifted = models.DateField(null=True, help_text="the first day on which it holds no more")
    lifted_by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="holds_lifted")
    lifted_why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint("authority", "key", name="one_hold_a_key"),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted__isnull=True) | Q(lifted__gte=F("starts")) & ~Q(lifted_why=""),
                name="hold_is_lifted_later_and_why",
            ),
        )
        ordering = ("id",)


class RetentionRun(models.Model):
    """One look at what is kept past its time. A dry run is replaced by the next; the receipt of a deletion stays."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="retention_runs")
    at = models.DateTimeField()
    applied = models.BooleanField(default=False, help_text="no for a dry run, which only lists")
    why = models.TextField(blank=True)
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="retention_runs")
    counts = models.JSONField(default=dict, help_text="record type to how many were overdue, deleted and held")

    class Meta:
        constraints = (
            models.UniqueConstraint("authority", condition=Q(applied=False), name="one_dry_run_an_authority"),
            models.CheckConstraint(condition=Q(applied=False) | ~Q(why=""), name="deletion_has_a_reason"),
        )
        ordering = ("-id",)


class FoiRequest(models.Model):
    """A request for information, by the reference of the council's own case system: who asked is not kept here."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="foi_requests")
    reference = models.CharField(max_length=60)
    words = models.CharField(max_length=200, help_text="what is searched for")
    received = models.DateField()
    opened_by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="foi_requests")
    closed = models.DateField(null=True, help_text="when the answer was given")

    class Meta:
        constraints = (
            models.UniqueConstraint("authority", "reference", name="one_foi_request_a_reference"),
            models.CheckConstraint(
                condition=Q(closed__isnull=True) | Q(closed__gte=F("received")), name="foi_closed_after_received"
            ),
        )
        ordering = ("-received", "-id")


class FoiDecision(models.Model):
    """What an officer decided of one record that a request asks for."""

    DECISIONS = ("disclose", "withhold")

    request = models.ForeignKey(FoiRequest, on_delete=models.PROTECT, related_name="decisions")
    record = models.CharField(max_length=160, help_text="kind:key, as the trail names things")
    decision = models.CharField(max_length=10, choices=[(one, one) for one in DECISIONS])
    exemption = models.CharField(max_length=10, blank=True, help_text="section of the Act, as s40")
    note = models.TextField(blank=True, help_text="why, and where the public interest lies")
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="foi_decisions")
    decided = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint("request", "record", name="one_decision_a_record"),
            models.CheckConstraint(
                condition=Q(decision="disclose", exemption="") | Q(decision="withhold") & ~Q(exemption=""),
                name="withheld_by_an_exemption",
            ),
        )
        ordering = ("id",)

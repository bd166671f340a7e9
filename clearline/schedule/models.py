"""Tables: local settings of the calendar, issued reports with their files, receipts and questions, pre-election
periods with what was released in them, and who takes the calendar by mail or by feed."""

from typing import get_args

from django.db import models
from django.db.models import F, Q

from clearline.accounts.access_class import Classified
from clearline.accounts.models import Authority, Individual, User
from clearline.schedule.contract import EVERY, Format


class Setting(models.Model):
    """How often and by when an authority wants a report, where it says otherwise than the contract."""

    EVERY = ("", "none", *EVERY)

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="report_settings")
    contract = models.CharField(max_length=60)
    every = models.CharField(max_length=20, blank=True, help_text="empty: as the contract says; none: no interval")
    deadline = models.PositiveSmallIntegerField(null=True, help_text="days after the period; empty: as the contract")
    first_due = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint("authority", "contract", name="one_setting_a_report"),)


class Issue(Classified):
    """A report as it was issued. Never changed: what was wrong is put right by another issue that amends it."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="issues")
    contract = models.CharField(max_length=60)
    number = models.CharField(max_length=12, help_text="year and number within the year: 2026-03")
    title = models.CharField(max_length=200)
    on = models.DateField(help_text="the day that it shows")
    issued_at = models.DateTimeField()
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="issues")
    period = models.DateField(null=True, help_text="the last day of the period that it is for; empty without interval")
    due = models.DateField(null=True, help_text="by when that was due, as the calendar then was")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what it says")
    inputs = models.JSONField(default=dict, help_text="what it was made from")
    contents = models.JSONField(default=list, help_text="what it had to contain, and whether it did")
    amends = models.CharField(max_length=12, blank=True, help_text="the number of the issue that it puts right")
    why = models.TextField(blank=True, help_text="why it amends another")

    class Meta:
        constraints = (
            models.UniqueConstraint("authority", "contract", "number", name="one_issue_a_number"),
            models.UniqueConstraint("authority", "contract", "digest", "amends", name="issued_once"),
            models.UniqueConstraint(
                fields=("authority", "contract", "amends"), condition=~Q(amends=""), name="issue_amended_once"
            ),
            models.CheckConstraint(condition=Q(amends="") | ~Q(why=""), name="amendment_has_reason"),
        )
        ordering = ("-issued_at", "-id")


class IssuedFile(models.Model):
    """One file of an issue: what it is. Its bytes are filed under their digest."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=8, choices=[(each, each) for each in get_args(Format)])
    part = models.CharField(max_length=8, help_text="open, exempt or whole")
    rendering = models.CharField(max_length=12, help_text="restricted or open")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="bytes")

    class Meta:
        constraints = (
            models.UniqueConstraint("issue", "format", "part", "rendering", name="one_file_a_format_part_rendering"),
        )
        ordering = ("id",)


class Receipt(models.Model):
    """That a reader's office confirmed that an issue came."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="receipts")
    office = models.CharField(max_length=40)
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="receipts")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint("issue", "office", name="one_receipt_an_office"),)
        ordering = ("id",)


class Question(models.Model):
    """What a reader asked about an issue, and what its maker answered."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    office = models.CharField(max_length=40)
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="questions_asked")
    at = models.DateTimeField()
    text = models.TextField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="questions_answered")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint("issue", "number", name="one_question_a_number"),
            models.CheckConstraint(condition=~Q(text=""), name="question_asks"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="answer_has_its_time",
            ),
        )
        ordering = ("number",)


class ElectionPeriod(models.Model):
    """The days before an election in which a council publishes nothing that could sway it."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="election_periods")
    key = models.CharField(max_length=60)
    election = models.CharField(max_length=200)
    starts = models.DateField()
    ends = models.DateField(help_text="the last day: that of the poll")

    class Meta:
        constraints = (
            models.UniqueConstraint("authority", "key", name="one_election_a_key"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="election_period_ends_after_it_begins"),
        )
        ordering = ("starts", "id")


class Release(models.Model):
    """That the monitoring officer let one thing go out within a pre-election period."""

    election = models.ForeignKey(ElectionPeriod, on_delete=models.PROTECT, related_name="releases")
    about = models.CharField(max_length=300, help_text="kind:key of what may go out")
    reason = models.TextField()
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="releases")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint("election", "about", name="released_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="release_has_reason"),
        )
        ordering = ("id",)


class ReleaseWanted(models.Model):
    """That somebody asked the monitoring officer to let something go out within a pre-election period."""

    election = models.ForeignKey(ElectionPeriod, on_delete=models.CASCADE, related_name="wanted")
    about = models.CharField(max_length=300, help_text="kind:key of what is held")
    why = models.TextField()
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="releases_wanted")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint("election", "about", name="release_wanted_once"),
            models.CheckConstraint(condition=~Q(why=""), name="release_wanted_has_reason"),
        )
        ordering = ("id",)


class Feed(models.Model):
    """A secret address by which a calendar program reads what its owner may see. Only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="feeds")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of 256 random bits")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "authority"), condition=Q(revoked_at__isnull=True), name="one_feed_at_a_time"
            ),
        )


class Mailing(models.Model):
    """Which mail about the calendar somebody wants. Without a row: reminders, and no digest."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mailings")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="mailings")
    reminders = models.BooleanField(default=True)
    digest = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint("user", "authority", name="one_choice_of_mail"),)


class Reminded(models.Model):
    """That somebody was mailed about something, so that they are not a second time."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reminded")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="reminded")
    what = models.CharField(max_length=300, help_text="the item, its day and the step; or the week of a digest")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint("user", "authority", "what", name="reminded_once"),)

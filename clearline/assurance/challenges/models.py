"""Challenges and what followed, who speaks for those without an account of their own, and actions.

A challenge and its steps are added and never changed: nobody can edit another's words, nor their own.
"""

from django.db import models
from django.db.models import F, Q

from clearline.accounts.access_class import Classified
from clearline.accounts.models import Authority, Individual


class Challenge(Classified):
    """What one office, body or partner asks another to account for. It belongs to the office, not to the person."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="challenges")
    key = models.CharField(max_length=20)
    challenger = models.CharField(max_length=70, help_text="a party: office:lead-member, body:key, partner:key")
    challenger_name = models.CharField(max_length=200, help_text="as it was called then")
    challenged = models.CharField(max_length=70)
    challenged_name = models.CharField(max_length=200)
    about = models.CharField(max_length=300, blank=True, help_text="kind:key; empty for nothing in particular")
    topic = models.CharField(max_length=200)
    words = models.TextField()
    summons = models.BooleanField(default=False, help_text="of a scrutiny body: it must be answered by the day")
    made_on = models.DateField()
    due = models.DateField()
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="challenges")
    since = models.DateField(null=True, help_text="from when this person held the office or spoke for the body")
    minute = models.CharField(
        max_length=200, blank=True, help_text="where it stands, if somebody recorded it for a body"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint("authority", "key", name="one_challenge_a_key"),
            models.CheckConstraint(condition=Q(due__gte=F("made_on")), name="challenge_due_after_made"),
            models.CheckConstraint(condition=~Q(challenger=F("challenged")), name="challenge_of_another"),
            models.CheckConstraint(condition=~Q(topic="") & ~Q(words=""), name="challenge_has_words"),
        )
        ordering = ("id",)


class Step(Classified):
    """What followed a challenge: an answer, what changed, a reply, an escalation, its end."""

    KINDS = ("answer", "change", "reply", "escalation", "closed")

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])
    party = models.CharField(max_length=70, help_text="in whose name")
    party_name = models.CharField(max_length=200, help_text="as it was called then")
    to = models.CharField(max_length=70, blank=True, help_text="an escalation: to whom")
    words = models.TextField()
    on = models.DateField()
    due = models.DateField(null=True, help_text="by when an answer is asked for; empty when none is")
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="challenge_steps")
    since = models.DateField(null=True, help_text="from when this person held the office or spoke for the body")
    minute = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint("challenge", condition=Q(kind="closed"), name="challenge_closed_once"),
            models.CheckConstraint(condition=~Q(words=""), name="step_has_words"),
            models.CheckConstraint(
                condition=~Q(kind="escalation") | (~Q(to="") & Q(due__isnull=False)), name="escalation_to_somebody"
            ),
            models.CheckConstraint(condition=Q(due__isnull=True) | Q(due__gte=F("on")), name="step_due_later"),
        )
        ordering = ("id",)


class Spokesperson(models.Model):
    """Whose words count as a body's or a partner's, from a day to a day."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="spokespeople")
    party = models.CharField(max_length=70)
    party_name = models.CharField(max_length=200, help_text="as it was called then")
    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="speaks_for")
    starts = models.DateField()
    ends = models.DateField(null=True, help_text="the last day")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="spokesperson_ends_later"
            ),
        )
        ordering = ("id",)


class Action(models.Model):
    """What a post is to do, by when, because of a finding, a challenge, an inspection, a test or a statement."""

    STATUSES = ("open", "done", "dropped")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="actions")
    key = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=300, help_text="kind:key of what it comes from")
    owner = models.CharField(max_length=60, help_text="a post or office of the picture")
    owner_name = models.CharField(max_length=200, help_text="as it was called then")
    opened = models.DateField()
    due = models.DateField()
    status = models.CharField(max_length=10, choices=[(status, status) for status in STATUSES], default="open")
    ended = models.DateField(null=True, help_text="when it was done or dropped")
    outcome = models.TextField(blank=True, help_text="what was done, or why it was dropped")

    class Meta:
        constraints = (
            models.UniqueConstraint("authority", "key", name="one_action_a_key"),
            models.CheckConstraint(condition=Q(due__gte=F("opened")), name="action_due_after_opened"),
            models.CheckConstraint(
                condition=Q(status="open", ended__isnull=True, outcome="")
                | (~Q(status="open") & Q(ended__isnull=False) & ~Q(outcome="")),
                name="action_ended_with_words",
            ),
        )
        ordering = ("id",)

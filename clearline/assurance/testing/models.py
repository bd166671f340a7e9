"""Tests of assurance: what was tested and found, who reviewed it, who approved which version, what was concluded."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from clearline.accounts.access_class import Classified
from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, Individual
from clearline.assurance.testing.content import title_of

SENT = ("in-review", "in-approval", "concluded", "published")
"""The states in which those from outside, such as scrutiny, read a test: sent to be reviewed or approved, or done."""

STATES = ("draft", "in-review", "in-approval", "concluded", "published", "withdrawn")


class Test(models.Model):
    """A test of the arrangements for children's services, once for each authority."""

    __test__ = False  # no test of the test runner's

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="tests_of_assurance")
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, default="draft", choices=[(state, state) for state in STATES])
    scope = models.TextField(help_text="what is tested, and what is not")
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="tests_opened")
    proposal = models.CharField(max_length=60, blank=True, help_text="key of the proposal that is tested")
    change_on = models.DateField(null=True, help_text="first day of the change; empty for a test without a change")
    triggers = models.JSONField(default=list, help_text="what called for it: kind and words of each")
    tested = models.JSONField(default=list, help_text="posts and offices of the tested structure, before and after")
    conclusion = models.CharField(max_length=20, blank=True, help_text="proposed until the test is concluded")
    conclusion_words = models.TextField(blank=True)
    concluded_on = models.DateField(null=True)
    next_review = models.DateField(null=True, help_text="fixed by the council itself")
    review_triggers = models.TextField(blank=True, help_text="what would call for a review before that day")
    published_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint("authority", "key", name="one_test_a_key"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="test_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=("concluded", "published"))
                | (Q(concluded_on__isnull=False) & Q(next_review__isnull=False) & ~Q(conclusion="")),
                name="concluded_test_says_what",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=False) | ~Q(state="published"), name="published_test_says_when"
            ),
            models.CheckConstraint(
                condition=Q(next_review__isnull=True) | Q(next_review__gt=F("concluded_on")), name="test_reviewed_later"
            ),
        )
        ordering = ("-id",)

    @classmethod
    def seen_by(cls, by: Acting) -> "models.QuerySet[Test]":
        """Return the tests that a reader may see: whoever is from outside, those that were sent."""
        rows = cls.objects.filter(authority=by.authority)
        return rows if by.may("see assurance") else rows.filter(state__in=SENT)


class Element(Classified):
    """What was found of one essential element; its key is one of the content."""

    test = models.ForeignKey(Test, on_delete=models.PROTECT, related_name="elements")
    key = models.CharField(max_length=60)
    strengths = models.TextField(blank=True)
    gaps = models.TextField(blank=True)
    words = models.TextField(blank=True, help_text="what follows for the arrangements")
    rating = models.CharField(max_length=20, blank=True)
    edits = models.PositiveIntegerField(default=0, help_text="so that nobody overwrites another")

    class Meta:
        constraints = (models.UniqueConstraint("test", "key", name="one_finding_an_element"),)
        ordering = ("id",)

    @property
    def title(self) -> str:
        return title_of(self.key)


class Writing(Classified):
    """That somebody wrote a part of a test: an element, with its words, or its title, scope, conclusion or comparisons.

    Added and never changed. It says who is an author, and how an element read on a past day.
    """

    test = models.ForeignKey(Test, on_delete=models.PROTECT, related_name="writings")
    element = models.ForeignKey(
        Element,
        on_delete=models.PROTECT,
        null=True,
        related_name="writings",
        help_text="empty: another part of the test",
    )
    strengths = models.TextField(blank=True)
    gaps = models.TextField(blank=True)
    words = models.TextField(blank=True, help_text="what follows for the arrangements")
    rating = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="tests_written")
    on = models.DateField(help_text="when it was written")

    class Meta:
        ordering = ("id",)


class Review(models.Model):
    """What an independent reviewer said. It is added and never changed."""

    test = models.ForeignKey(Test, on_delete=models.PROTECT, related_name="reviews")
    organisation = models.CharField(max_length=200)
    capacity = models.CharField(max_length=200, help_text="the reviewer's post there; never a name")
    words = models.TextField()
    recommendations = models.TextField(blank=True)
    on = models.DateField()
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="tests_reviewed")
    own = models.BooleanField(help_text="given by the reviewer's own account, not entered for one without")
    digest = models.CharField(max_length=64, help_text="of what was reviewed")

    class Meta:
        ordering = ("id",)


class Comparison(models.Model):
    """What another authority published of its arrangements, as entered."""

    test = models.ForeignKey(Test, on_delete=models.PROTECT, related_name="comparisons")
    council = models.CharField(max_length=200)
    arrangement = models.TextField()
    link = models.URLField(max_length=500)
    on = models.DateField(help_text="when it was read")

    class Meta:
        ordering = ("id",)


class Step(models.Model):
    """A body or office that has to approve, in order."""

    test = models.ForeignKey(Test, on_delete=models.PROTECT, related_name="steps")
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint("test", "key", name="one_step_a_place"),)
        ordering = ("position", "id")


class Version(models.Model):
    """A test as it was sent for approval: whoever approves it approves this."""

    test = models.ForeignKey(Test, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    content = models.JSONField(help_text="all that was sent for approval")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint("test", "number", name="one_test_version_a_number"),)
        ordering = ("number",)


class Decision(models.Model):
    """What a body or office decided about a version. Added and never changed; a later one stands beside it."""

    DECISIONS: ClassVar = ("approved", "deferred", "refused")

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="decisions")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=20, choices=[(one, one) for one in DECISIONS])
    on = models.DateField()
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="test_decisions")
    office = models.CharField(max_length=40, help_text="role in which it was recorded")
    minute = models.CharField(max_length=200, blank=True, help_text="reference of the minute")
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(decision__in=("approved", "deferred", "refused")), name="test_decision_is_known"
            ),
            models.CheckConstraint(condition=Q(decision="approved") | ~Q(words=""), name="not_approved_says_why"),
        )
        ordering = ("id",)

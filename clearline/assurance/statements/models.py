"""What those accountable say of a duty. Rows are added and never changed, so that each past day stays as it was."""

from django.db import models
from django.db.models import F, Q

from clearline.accounts.access_class import Classified
from clearline.accounts.models import Authority, Individual
from clearline.assurance.statements.columns import RESULTS, SPEAKERS
from clearline.assurance.statements.workflow import DECISIONS, STATES, STRENGTHS


class Judgement(models.Model):
    """A duty that is judged here. What is said and decided of it refers to this row."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="judgements")
    document = models.CharField(max_length=60)
    edition = models.CharField(max_length=40)
    duty = models.CharField(max_length=120)
    first_by = models.ForeignKey(
        Individual, on_delete=models.PROTECT, null=True, related_name="judged_first",
        help_text="who spoke last in the first column",
    )  # fmt: skip
    second_by = models.ForeignKey(
        Individual, on_delete=models.PROTECT, null=True, related_name="judged_second",
        help_text="who spoke last in the second column",
    )  # fmt: skip

    class Meta:
        constraints = (
            models.UniqueConstraint("authority", "document", "edition", "duty", name="one_judgement_a_duty"),
            models.CheckConstraint(condition=~Q(first_by=F("second_by")), name="columns_by_different_people"),
        )
        ordering = ("id",)


class Statement(Classified):
    """What one of the two says of the duty on a day. A later one of the same column is a row of its own."""

    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="statements")
    role = models.CharField(max_length=20, choices=[(role, role) for role in SPEAKERS])
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="statements")
    result = models.CharField(max_length=20, choices=[(result, result) for result in RESULTS])
    words = models.TextField()
    saw = models.TextField(help_text="what it rests on: what was read, heard or visited")
    on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(role__in=SPEAKERS), name="statement_of_a_speaker"),
            models.CheckConstraint(condition=Q(result__in=tuple(RESULTS)), name="statement_result_known"),
            models.CheckConstraint(condition=~Q(words="") & ~Q(saw=""), name="statement_has_words"),
        )
        ordering = ("id",)


class Keeping(models.Model):
    """How far the judgement is, how strong its evidence is, what was decided, and when it is looked at again."""

    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="keepings")
    state = models.CharField(max_length=20, choices=[(state, state) for state in STATES])
    strength = models.CharField(max_length=20, choices=[(one, one) for one in STRENGTHS], blank=True)
    decision = models.CharField(max_length=20, choices=[(one, one) for one in DECISIONS], blank=True)
    review = models.DateField(null=True, help_text="by when it is looked at again")
    trigger = models.TextField(blank=True, help_text="what would make it be looked at again")
    why = models.TextField()
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="judgements_kept")
    on = models.DateField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(state__in=tuple(STATES)), name="judgement_state_known"),)
        ordering = ("id",)


class Voice(Classified):
    """What children and young people say about it, in words that show nobody."""

    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="voices")
    words = models.TextField()
    how = models.CharField(max_length=300, help_text="how it was heard: a survey, the children in care council")
    heard_on = models.DateField()
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="voices_recorded")
    on = models.DateField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(words=""), name="voice_has_words"),)
        ordering = ("id",)


class Offer(models.Model):
    """That a judgement of an earlier edition was offered to the duty of a later one, which begins anew."""

    earlier = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="offered_to")
    later = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="offered_from")
    how = models.CharField(max_length=20, help_text="same, reworded, narrowed, widened, split or merged")
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="judgements_offered")
    on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint("earlier", "later", name="offered_once"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="offered_to_another"),
        )
        ordering = ("id",)

"""Forms about figures: finding and comparing measures, targets, key indicators, uploading."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from clearline.doors.forms import DateField, Form, LongTextField, RadiosField

SEEN_BY = "Everybody who may see restricted figures here reads this. Do not name a person."


class FindForm(Form):
    """Finds one measure by any of its names."""

    name = forms.CharField(
        label="Find a measure",
        help_text="Its name, a reference such as NI 64 or NF-24, or a code of DfE’s Local Authority Interactive Tool",
        max_length=200,
    )


class CompareForm(Form):
    """Chooses measures and areas; what is asked stands in the address."""

    measures = forms.CharField(
        label="Measures, one a line",
        help_text="A name or a reference such as NI 64. Leave it empty for the key indicators.",
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[MaxLengthValidator(4000)],
        required=False,
    )
    beside = RadiosField(
        label="Compare with",
        choices=(
            ("neighbours", "Statistical neighbours"),
            ("region", "Authorities of the same region"),
            ("areas", "The areas named below"),
        ),
    )
    areas = forms.CharField(
        label="Areas, one a line",
        help_text="Names or codes, such as Camden, E09000007, London or England",
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[MaxLengthValidator(4000)],
        required=False,
    )
    year = forms.CharField(
        label="Year", help_text="As published, such as 2025 or 2024/25. Leave it empty for the latest.", max_length=20,
        required=False,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Return what was given; areas must be named where they are to be compared with."""
        given = super().clean()
        if given.get("beside") == "areas" and not given.get("areas", "").strip():
            self.add_error("areas", "Enter at least one area")
        return given


class TargetForm(Form):
    """Sets a target."""

    value = forms.DecimalField(label="Target", help_text="In the unit of the measure", max_digits=20, decimal_places=6)
    by = forms.CharField(
        label="By", help_text="The period, written as the latest one is, such as 2027 or 2026/27", max_length=20
    )
    start = forms.DecimalField(
        label="Figure that it starts from", help_text="For the course to the target", max_digits=20,
        decimal_places=6, required=False,
    )  # fmt: skip
    start_year = forms.CharField(label="Period of that figure", max_length=20, required=False)
    near = forms.DecimalField(
        label="How far off is still near",
        help_text="In the unit of the measure. Otherwise a tenth of the target.",
        max_digits=20, decimal_places=6, required=False, min_value=0,
    )  # fmt: skip
    owner = forms.CharField(
        label="Post that answers for it", help_text="A post, not a person’s name", max_length=200,
        required=False,
    )  # fmt: skip
    how = LongTextField(
        label="How it was set and who was asked", help_text=SEEN_BY, max_length=1000, rows=3, required=False
    )
    why = LongTextField(label="Why it is set or changed now", help_text="Kept in the trail", max_length=1000, rows=3)


class KeyForm(Form):
    """Marks a measure as a key indicator."""

    reason = LongTextField(
        label="Why this one matters most here", help_text=f"Shown with the figure. {SEEN_BY}", max_length=500, rows=3
    )


class RemoveForm(Form):
    """Marks a measure as a key indicator no more."""

    why = LongTextField(
        label="Why it is no longer a key indicator", help_text="Kept in the trail", max_length=500, rows=3
    )


class UploadForm(Form):
    """Takes a file of figures."""

    file = forms.FileField(
        label="File of figures",
        help_text="CSV, XLSX or Parquet, up to 50 MB. Figures only: never a file with a row for each child.",
        allow_empty_file=True,
        max_length=100,
    )
    kind = RadiosField(
        label="What is in it?",
        choices=(
            ("published", "Published statistics: DfE, Ofsted, area lookups, statistical neighbours"),
            ("local", "The council’s own figures, month by month"),
        ),
    )
    published = DateField(
        label="Day of publication",
        help_text="For published statistics that do not say it themselves. For example, 20 11 2025.",
        required=False,
    )

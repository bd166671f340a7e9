"""Forms as the Design System shows them: label, hint, error beside the field, and a summary that leads to it.

Django's own fields are used as they are (``CharField``, ``ChoiceField``, ``EmailField``, ``FileField``,
``BooleanField``); ``help_text`` is the hint. Here are those that Django has not. A template draws a form by
``{{ form }}``, or field by field by ``{{ form.title.as_field_group }}``.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from clearline.doors.bound_field import BoundField, Renderer
from clearline.doors.date_field import DateField
from clearline.kit.errors import BadInput

__all__ = ["CheckboxesField", "DateField", "Form", "LongTextField", "RadiosField", "Renderer"]

Detector = Callable[[str], Iterable[str]]


class LongTextField(forms.CharField):
    """Text of several lines with a count of characters left; looked through for what a child could be known by."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = 4000, rows: int = 5, personal_warning: bool = True, **kwargs: Any) -> None:
        self.personal_warning = personal_warning
        super().__init__(max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class RadiosField(forms.ChoiceField):
    """One of a few choices, all of them seen."""

    widget = forms.RadioSelect


class CheckboxesField(forms.MultipleChoiceField):
    """Any of a few choices."""

    widget = forms.CheckboxSelectMultiple


class Form(forms.Form):
    """A form with plain error messages, and with a warning before anything personal is kept."""

    default_renderer = Renderer
    bound_field_class = BoundField
    use_required_attribute = False
    detectors: ClassVar[list[Detector]] = []
    """Each finds, in a text, whatever looks like something a child could be known by; each find a sentence."""

    def __init__(self, *args: Any, more: Mapping[str, forms.Field] | None = None, **kwargs: Any) -> None:
        """Make the form; ``more``: fields that this one has beside those of its class."""
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields.update(more or {})
        self.warnings: list[str] = []
        for name, field in self.fields.items():
            label = str(field.label or name.replace("_", " "))
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _asking(field, label)
            if isinstance(field, forms.URLField):
                field.error_messages["invalid"] = f"{label} must be a web address, such as https://www.gov.uk"
            if isinstance(field, forms.CharField) and field.max_length:
                field.error_messages.setdefault("max_length", f"{label} must be {field.max_length} characters or fewer")

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Say what can be chosen in a field. Raises ``TypeError`` for one in which nothing is chosen."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(f"nothing is chosen in '{name}'")
        field.choices = list(choices)

    def clean(self) -> dict[str, Any]:
        """Return what was given. What looks personal is an error until "save anyway" is ticked."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if getattr(field, "personal_warning", False):
                self.warnings += [found for detect in self.detectors for found in detect(given.get(name) or "")]
        if self.warnings:
            self.fields["save_anyway"] = forms.BooleanField(
                required=False, label="Save anyway: this does not say who a child is"
            )
            if not self.data.get(self.add_prefix("save_anyway")):
                self.add_error("save_anyway", "Take out what could show who a child is, or tick to save anyway")
        return given

    def refuse(self, bad: BadInput) -> None:
        """Show why an action would not do what was asked."""
        for problem in bad.problems:
            self.add_error(None, str(problem))


def _asking(field: forms.Field, label: str) -> str:
    """Return what is said when a field is empty, in the words of the Design System: "Enter ...", "Select ..."."""
    if label.endswith("?"):
        return f"Answer “{label}”"
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}”"
    chosen = isinstance(field.widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple | forms.FileInput)
    lowered = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return f"{'Select' if chosen else 'Enter'} {lowered}"

"""How a field of a form is drawn: its component of the Design System, its class, and where the error summary leads."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from clearline.doors.date_field import DateInput

STYLES: Mapping[type[forms.Widget], str] = {
    forms.HiddenInput: "",
    forms.Select: "govuk-select",
    forms.SelectMultiple: "govuk-select",
    forms.Textarea: "govuk-textarea",
    forms.FileInput: "govuk-file-upload",
    forms.CheckboxInput: "govuk-checkboxes__input",
    forms.CheckboxSelectMultiple: "govuk-checkboxes__input",
    forms.RadioSelect: "govuk-radios__input",
    forms.PasswordInput: "govuk-input govuk-password-input__input govuk-js-password-input-input",
    forms.widgets.Input: "govuk-input",
}
"""The class of each kind of widget, by the first of its ancestors that is here."""


class BoundField(forms.BoundField):
    """A field of a form on a page: knows its component, its class and where the error summary leads."""

    @property
    def component(self) -> str:
        """The template in ``components/fields`` that draws it."""
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return "components/fields/checkbox.html"
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "components/fields/choices.html"
        if isinstance(widget, DateInput):
            return "components/fields/date.html"
        if isinstance(widget, forms.PasswordInput):
            return "components/fields/password.html"
        if self.limit:
            return "components/fields/character-count.html"
        return "components/fields/input.html"

    @property
    def many(self) -> bool:
        """Whether several of its choices can be ticked."""
        return isinstance(self.field.widget, forms.CheckboxSelectMultiple)

    @property
    def limit(self) -> int | None:
        """The characters that a long text may have; ``None`` for any other field."""
        length: int | None = getattr(self.field, "max_length", None)
        return length if isinstance(self.field.widget, forms.Textarea) else None

    @property
    def boxes_in_error(self) -> tuple[int, ...]:
        """Which boxes of a date are wrong (0 day, 1 month, 2 year)."""
        data = self.form.errors.as_data().get(self.name, [])
        return tuple(box for error in data for box in (getattr(error, "params", None) or {}).get("boxes", (0, 1, 2)))

    @property
    def boxes(self) -> list[dict[str, Any]]:
        """The three boxes of a date, for its template."""
        values = self.field.widget.decompress(self.value()) if not isinstance(self.value(), list) else self.value()
        wrong = self.boxes_in_error
        return [
            {"at": at, "label": label, "name": f"{self.html_name}_{at}", "id": f"{self.auto_id}_{at}",
             "value": "" if value is None else value, "width": 4 if at == 2 else 2, "wrong": at in wrong}
            for at, (label, value) in enumerate(zip(("Day", "Month", "Year"), values, strict=True))
        ]  # fmt: skip

    @property
    def error_target(self) -> str:
        """The id to which the error summary leads: the field, its first choice, or a date's wrong box."""
        if isinstance(self.field.widget, DateInput):
            return f"{self.auto_id}_{min(self.boxes_in_error, default=0)}"
        grouped = isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
        return f"{self.auto_id}_0" if grouped else self.auto_id

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Return the attributes with the class of the Design System, and without a limit that cuts what is pasted."""
        widget = widget or self.field.widget
        built: dict[str, Any] = {**super().build_widget_attrs(attrs, widget)}
        style = next((style for kind, style in STYLES.items() if isinstance(widget, kind)), "")
        wrong = f" {style.split()[0]}--error" if self.errors and style and "__" not in style.split()[0] else ""
        own = widget.attrs.get("class", "")
        if style:
            built["class"] = f"{style}{wrong} {own}".strip()
        built.pop("required", None)
        built["maxlength"] = False
        if self.limit:
            built["aria-describedby"] = f"{built.get('aria-describedby', '')} {self.auto_id}-info".strip()
            built["class"] += " govuk-js-character-count"
        return built


class Renderer(TemplatesSetting):
    """Draws every form with the templates of the Design System, those of the sign-in too."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = BoundField

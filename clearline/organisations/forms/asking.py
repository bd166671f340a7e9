"""From a type of the picture to the questions of its form. A field that is added to a type is asked about at once."""

from collections.abc import Mapping
from typing import Any

from msgspec import NODEFAULT, UNSET
from msgspec import inspect as types

from clearline.organisations.forms.choices import Choices
from clearline.organisations.forms.groups import ById, Either, Forms, Inside, Pairs, Repeated
from clearline.organisations.forms.questions import (
    Choice,
    Day,
    Lines,
    Number,
    OneOrSeveral,
    Question,
    Reference,
    Text,
    Ticks,
)
from clearline.organisations.forms.references import ELSEWHERE, LOOSE, REFERENCES
from clearline.organisations.organisation import Sections
from clearline.organisations.wording import label, sentence, word

DAYS = {"from": "Leave it empty when it has always been so.", "to": "Leave it empty while it goes on."}

YES_NO = {True: "Yes", False: "No"}


def _struct(of: type) -> types.StructType:
    found = types.type_info(of)
    assert isinstance(found, types.StructType)
    return found


_SECTIONS = {field.name: field for field in _struct(Sections).fields}


def questions_of(section: str, choices: Choices, facts: Any) -> dict[str, Question]:
    """Return the questions about a thing of a section by the names of its fields; of a bare value under ``stated``."""
    from clearline.organisations.officers import Authority

    if section == "authority":
        return Asking(choices).of_struct(_struct(Authority), facts)
    field = _SECTIONS[section]
    kind = _without_none(_bare(field.type))
    if isinstance(kind, types.DictType):
        kind = _bare(kind.value_type)
    if isinstance(kind, types.StructType):
        return Asking(choices).of_struct(kind, facts)
    hint = _description(field.type)
    return {"stated": Asking(choices).ask("Sections", section, "stated", "", kind, hint, facts)}


def fixed_keys(section: str) -> tuple[str, ...]:
    """Return the ids that things of a section can have; none where they are free."""
    kind = _without_none(_bare(_SECTIONS[section].type))
    key = _bare(kind.key_type) if isinstance(kind, types.DictType) else None
    return tuple(map(str, key.values)) if isinstance(key, types.LiteralType) else ()


def part_questions(of: type, choices: Choices, facts: Any) -> dict[str, Question]:
    """Return the questions about an appointment or a seat."""
    return Asking(choices).of_struct(_struct(of), facts)


def _bare(kind: types.Type) -> types.Type:
    return _bare(kind.type) if isinstance(kind, types.Metadata) else kind


def _description(kind: types.Type) -> str:
    if not isinstance(kind, types.Metadata):
        return ""
    return sentence(str((kind.extra_json_schema or {}).get("description", ""))) or _description(kind.type)


def _options(kind: types.Type) -> tuple[types.Type, ...]:
    """Return the types of a union but for nothing at all, the bare one of anything else."""
    kind = _bare(kind)
    options = kind.types if isinstance(kind, types.UnionType) else (kind,)
    return tuple(_bare(one) for one in options if not isinstance(one, types.NoneType))


def _without_none(kind: types.Type) -> types.Type:
    options = _options(kind)
    return options[0] if len(options) == 1 else kind


class Asking:
    """Makes questions; ``within`` is what stands before the names and labels of a part's fields."""

    def __init__(self, choices: Choices, within: str = "", of: str = "") -> None:
        self.choices, self.within, self.of = choices, within, of

    def of_struct(self, struct: types.StructType, facts: Any) -> dict[str, Question]:
        """Return the questions of a struct by its fields, as files name them."""
        name = struct.cls.__name__
        stated = facts if isinstance(facts, Mapping) else {}
        asked = [field for field in struct.fields if field.name not in ELSEWHERE.get(name, ())]
        return {field.encode_name: self._of_field(name, field, stated.get(field.encode_name)) for field in asked}

    def _of_field(self, struct: str, field: types.Field, now: Any) -> Question:
        own = label(field.encode_name)
        words = f"{self.of}: {own[:1].lower()}{own[1:]}" if self.of else own
        name = f"{self.within}-{field.encode_name}" if self.within else field.encode_name
        default = field.default if field.default is not NODEFAULT else None
        hint = _description(field.type) or DAYS.get(field.encode_name, "")
        question = self.ask(
            struct, field.name, name, words, field.type, hint, now,
            required=field.required or isinstance(default, bool | str), none=default is None,
        )  # fmt: skip
        question.short = own
        question.default = default if isinstance(default, bool | str) else UNSET
        return question

    def ask(
        self, struct: str, field: str, name: str, words: str, kind: types.Type, hint: str, now: Any, *,
        required: bool = False, none: bool = False,
    ) -> Question:  # fmt: skip
        """Return the question for a value of a type. ``none``: of several, leaving it open is not the same as none."""
        place = (struct, field)
        options = _options(kind)
        by_kind = {type(one): one for one in options}
        if place in REFERENCES or place in LOOSE:
            return self._reference(place, name, words, hint, now, by_kind, required=required, none=none)
        if types.BoolType in by_kind and len(options) > 1:
            further = next(one for one in options if not isinstance(one, types.BoolType))
            return self._either(name, words, hint, further, now)
        several = by_kind.get(types.VarTupleType)
        if types.LiteralType in by_kind and isinstance(several, types.VarTupleType):
            return Forms(name, words, hint, self._maker(several.item_type), [now] if isinstance(now, str) else now)
        (one,) = options
        match one:
            case types.BoolType():
                return Choice(name, words, hint, YES_NO, required=required)
            case types.LiteralType():
                return Choice(name, words, hint, {value: word(str(value)) for value in one.values}, required=required)
            case types.DateType():
                return Day(name, words, hint, required=required)
            case types.IntType():
                return Number(name, words, hint, required=required)
            case types.VarTupleType():
                return self._several(name, words, hint, one, required, none)
            case types.DictType():
                return self._by_id(name, words, hint, one, now)
            case types.StructType():
                return self._inside(name, words, hint, one, now)
        return Text(name, words, hint, required=required)

    def _reference(
        self, place: tuple[str, str], name: str, words: str, hint: str, now: Any, by_kind: Mapping[Any, Any], *,
        required: bool, none: bool,
    ) -> Question:  # fmt: skip
        rooms = REFERENCES.get(place) or LOOSE[place]
        hint = "" if hint.startswith(("The id of", "The post’s id")) else hint
        if types.VarTupleType in by_kind and types.StrType in by_kind:
            return OneOrSeveral(name, words, hint, self.choices, rooms, now=now)
        extra = {False: "No", True: "Yes, without saying which"} if types.BoolType in by_kind else {}
        one = Reference(
            name, words, hint, self.choices, rooms, required=required, extra=extra, now=now, loose=place in LOOSE
        )
        return (
            Lines(name, words, hint, open_=none, required=required, reference=one)
            if types.VarTupleType in by_kind
            else one
        )

    def _either(self, name: str, words: str, hint: str, further: types.Type, now: Any) -> Question:
        """Return the question for yes, no, or more than that."""
        if isinstance(further, types.DateType):
            return Either(
                name,
                words,
                hint,
                {True: "Yes, without a date", False: "No"},
                Day(f"{name}-day", f"{words}: date"),
                "Yes, on a date",
            )
        if isinstance(further, types.StructType):
            inside = self._inside(f"{name}-is", words, "", further, now)
            return Either(name, words, hint, YES_NO, inside, "Yes, with these details")
        return Either(name, words, hint, YES_NO, Text(f"{name}-words", f"{words}: in words"), "In words")

    def _several(
        self, name: str, words: str, hint: str, kind: types.VarTupleType, required: bool, none: bool
    ) -> Question:
        item = _bare(kind.item_type)
        if isinstance(item, types.LiteralType):
            return Ticks(
                name, words, hint, {str(one): word(str(one)) for one in item.values}, open_=none, required=required
            )
        return Lines(name, words, hint, open_=none, required=required)

    def _by_id(self, name: str, words: str, hint: str, kind: types.DictType, now: Any) -> Question:
        if isinstance(_bare(kind.value_type), types.StructType):
            return ById(name, words, hint, self._maker(kind.value_type), now)

        def pair(name: str, words: str) -> Question:
            value = self._either(f"{name}-value", f"{words}: owner", "", types.StrType(), None)
            return Inside(name, words, "", {"name": Text(f"{name}-name", words, required=True), "value": value})

        return Pairs(name, words, hint, pair, now)

    def _maker(self, kind: types.Type) -> Any:
        struct = _bare(kind)
        assert isinstance(struct, types.StructType)
        return lambda name, words: self._inside(name, words, "", struct, None)

    def _inside(self, name: str, words: str, hint: str, struct: types.StructType, now: Any) -> Inside:
        return Inside(name, words, hint, Asking(self.choices, name, words).of_struct(struct, now))


__all__ = ["Repeated", "fixed_keys", "part_questions", "questions_of"]

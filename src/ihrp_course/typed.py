"""What authors type, as structs: every wrong, unknown or missing key at once, each with the way to it.

Bounds stand in the annotations, as `msgspec.Meta`. Of a pattern, `title` says what it asks for and `description` how
to write that. `extra={"read": …}` is a function that reads the value, and says by ValueError what is wrong with it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from msgspec import NODEFAULT, Meta, Struct, structs

Model = TypeVar("Model", bound=Struct)
Way = tuple[Any, ...]
"""Keys and places, from the outside in."""
Readers = Mapping[type, Callable[[Any], object]]

Kind = Literal[
    "unknown", "missing", "text", "whole", "number", "yes-no", "list", "names",
    "choice", "pattern", "bound", "empty", "long", "reader",
]  # fmt: skip
"""`text` to `names`: a value of that type is wanted; `names` are `name: value` pairs."""

_PLAIN: Mapping[type, tuple[Any, Kind]] = {
    str: (str, "text"),
    bool: (bool, "yes-no"),
    int: (int, "whole"),
    float: (int | float, "number"),
    list: (list, "list"),
    tuple: (list | tuple, "list"),
    dict: (dict, "names"),
}
"""What Python has to find, and what is wanted where it does not."""
_BOUNDS = {"gt": operator.gt, "ge": operator.ge, "lt": operator.lt, "le": operator.le}


class Failure(NamedTuple):
    """One thing that is wrong. `wanted`: the keys or words to choose from, the bound, what a reader says."""

    kind: Kind
    way: Way
    given: Any = None
    wanted: Any = None
    what: str = ""  # a pattern's title, such as "an id"
    how: str = ""  # its description


class Form(NamedTuple):
    """An annotation taken apart."""

    origin: Any  # a type, Literal or Union
    args: tuple[Any, ...]  # forms, or the words of a Literal
    notes: tuple[Meta, ...]
    read: Callable[[Any], object] | None
    is_optional: bool  # None may stand there


class Field(NamedTuple):
    """What may stand under a key."""

    name: str  # in the struct
    form: Form
    default: object
    is_required: bool


def one_of(words: tuple[str, ...]) -> str:
    """Words to choose from, in a sentence."""
    *others, last = map(repr, words)
    return f"{', '.join(others)} or {last}" if others else last


@cache
def fields(model: type[Struct]) -> Mapping[str, Field]:
    """The fields of a struct by the key that is typed."""
    return {
        each.encode_name: Field(
            each.name,
            _form(each.type),
            each.default if each.default_factory is NODEFAULT else each.default_factory(),
            each.required,
        )
        for each in structs.fields(model)
    }


def _form(kind: Any) -> Form:
    notes: tuple[Meta, ...] = ()
    if get_origin(kind) is Annotated:
        kind, *more = get_args(kind)
        notes = tuple(more)
    origin, args = get_origin(kind) or kind, get_args(kind)
    if origin in (Union, UnionType):
        forms = tuple(_form(each) for each in args if each is not NoneType)
        whole = Form(Union, forms, (), None, False) if len(forms) > 1 else forms[0]
        return whole._replace(is_optional=NoneType in args)
    if origin is not Literal:
        args = tuple(_form(each) for each in args if each is not ...)
    read = next((note.extra["read"] for note in notes if note.extra), None)
    return Form(origin, args, notes, read, is_optional=False)


def typed(value: Struct) -> dict[str, Any]:
    """What somebody gave, by key: all that is not as it would be without."""
    given = {key: (getattr(value, field.name), field) for key, field in fields(type(value)).items()}
    return {key: here for key, (here, field) in given.items() if here != field.default}


def read(
    model: type[Model], given: Mapping[Any, Any], readers: Readers
) -> tuple[Model | None, list[Failure]]:
    """The struct, or all that stands in its way. `readers` read each value of a type first."""
    reader = _Reader(readers)
    return reader.struct(model, given, ()), reader.failures


class _Reader:
    """Gives values as their types want them; what is wrong is put down, and its value is of no use."""

    def __init__(self, readers: Readers) -> None:
        self.readers = readers
        self.failures: list[Failure] = []

    def fail(self, kind: Kind, way: Way, given: Any = None, *more: Any) -> None:
        self.failures.append(Failure(kind, way, given, *more))

    def struct(self, model: type[Model], given: Mapping[Any, Any], way: Way) -> Model | None:
        known, values, before = fields(model), {}, len(self.failures)
        for key, value in given.items():
            field = known.get(key)
            if field is None:
                self.fail("unknown", (*way, key), value, tuple(known))
            else:
                values[field.name] = self.value(field.form, value, (*way, key))
        for key, field in known.items():
            if field.is_required and key not in given:
                self.fail("missing", (*way, key))
        return model(**values) if len(self.failures) == before else None

    def value(self, form: Form, given: Any, way: Way) -> Any:
        origin, args = form.origin, form.args
        if given is None and form.is_optional:
            return None
        if origin is Literal:
            return given if given in args else self.fail("choice", way, given, args)
        if origin is Union:
            return self.either(args, given, way)
        if origin not in _PLAIN:
            is_names = isinstance(given, dict)
            return self.struct(origin, given, way) if is_names else self.fail("names", way, given)
        read = form.read or self.readers.get(origin)
        if read is not None:
            try:
                given = read(given)
            except ValueError as failure:
                return self.fail("reader", way, given, str(failure))
        found, name = _PLAIN[origin]
        if not isinstance(given, found) or isinstance(given, bool) is not (origin is bool):
            return self.fail(name, way, given, None, *_named(form.notes))
        if any(self.is_out(note, given, way) for note in form.notes):
            return None
        if isinstance(given, dict):
            keys = {key: self.value(args[0], key, (*way, key)) for key in given}
            return {keys[key]: self.value(args[1], given[key], (*way, key)) for key in given}
        if isinstance(given, list | tuple):
            return origin(self.value(args[0], each, (*way, at)) for at, each in enumerate(given))
        return float(given) if origin is float else given

    def is_out(self, note: Meta, given: Any, way: Way) -> bool:
        """Whether the value is beyond a bound, which is then put down."""
        before = len(self.failures)
        if isinstance(given, int | float):
            for name, holds in _BOUNDS.items():
                limit = getattr(note, name)
                if limit is not None and not holds(given, limit):
                    self.fail("bound", way, given, (name, limit))
        elif len(given) < (note.min_length or 0):
            self.fail("empty", way, given)
        elif note.max_length is not None and len(given) > note.max_length:
            self.fail("long", way, given, note.max_length)
        elif note.pattern is not None and not re.fullmatch(note.pattern, given):
            self.fail("pattern", way, given, None, *_named((note,)))
        return len(self.failures) > before

    def either(self, forms: tuple[Form, ...], given: Any, way: Way) -> Any:
        """By the first of several forms that takes it; without one, what each says."""
        before = len(self.failures)
        for form in forms:
            known = len(self.failures)
            made = self.value(form, given, way)
            if len(self.failures) == known:
                del self.failures[before:]
                return made
        return None


def _named(notes: tuple[Meta, ...]) -> tuple[str, str]:
    """What a pattern asks for, and how to write it."""
    note = next((note for note in notes if note.pattern is not None), Meta())
    return note.title or "", note.description or ""

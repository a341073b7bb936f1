"""YAML against its model: every wrong, unknown or missing key at once, each at its place."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeVar

from msgspec.structs import replace
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ihrp_course.diagnostics import Diagnostic, Span, did_you_mean, error
from ihrp_course.parse.tree import YamlValue

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
ObjectiveId = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9.-]*$", max_length=60)]
Title = Annotated[str, Field(min_length=1, max_length=300)]
Level = Literal["", "remember", "understand", "apply", "analyse", "evaluate", "create"]
LevelOfRule = Literal["error", "warning", "off"]


class Shape(BaseModel):
    """Strict, frozen, hyphens in the source for underscores here."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=True,
        defer_build=True,
    )


class Reviewer(Shape):
    name: str
    role: str = ""
    date: str = ""


class Review(Shape):
    """Sign-off is data: names only of people who really reviewed and agreed to be named."""

    status: Literal["draft", "reviewed"] = "draft"
    by: list[Reviewer] = []
    clinical: list[Reviewer] = []
    lived_experience: list[Reviewer] = []
    facts_until: str = ""


class LessonFront(Shape):
    """Front matter of a lesson."""

    id: Id
    title: Title
    minutes: Annotated[int, Field(ge=1, le=240)]
    objectives: list[ObjectiveId]
    care: str = ""
    covers: list[str] = []
    requires: list[Id] = []
    review: Review | None = None
    optional: bool = False
    lang: str = ""


class BankFront(Shape):
    """Front matter of a bank."""

    id: Id
    title: Title
    review: Review | None = None


class ObjectiveShape(Shape):
    text: Annotated[str, Field(min_length=1)]
    level: Level = ""


class AssessmentShape(Shape):
    """`assessment:` of a module."""

    id: Id
    title: Title
    banks: Annotated[list[Id], Field(min_length=1)] | Literal["all"]
    draw: Annotated[int, Field(ge=1, le=200)]
    stratify: list[Literal["lesson", "objective"]] = []
    at_least: dict[str, Annotated[int, Field(ge=1)]] = {}
    quota: dict[str, Annotated[int, Field(ge=1)]] = {}
    must_pass: str | None = None
    pass_: Annotated[float, Field(alias="pass", ge=1, le=100, strict=False)]
    attempts: Annotated[int, Field(ge=1, le=100)] | Literal["unlimited"] = "unlimited"
    unseen_first: bool = True
    requires: list[Id] = []
    care: str = ""


class ModuleShape(Shape):
    """`module.yaml`."""

    id: Id
    title: Title
    objectives: dict[ObjectiveId, ObjectiveShape] = {}
    lessons: list[Id] = []
    assessment: AssessmentShape | None = None


class CreditShape(Shape):
    approval: str = ""
    provider: str = ""
    disclosure: str = ""


Colour = Annotated[str, Field(pattern=r"^(#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}))?$")]


class ThemeShape(Shape):
    """`theme:` of a course: its colours, logo and name. Left out, the player's own stay."""

    accent: Colour = ""
    accent_dark: Colour = ""
    warm: Colour = ""
    logo: Annotated[str, Field(pattern=r"^(assets/.+\.svg)?$")] = ""
    name: Annotated[str, Field(max_length=120)] = ""


class CourseShape(Shape):
    """`course.yaml`."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
    title: Title
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+([-+][0-9A-Za-z.-]+)?$")]
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    modules: Annotated[list[Id], Field(min_length=1)]
    clinical: bool = False
    policy: Literal["view-only", "view-then-pass", "pass-required"] = "view-then-pass"
    standards: Annotated[list[Literal["scorm12", "scorm2004", "web"]], Field(min_length=1)] = [
        "scorm12",
        "scorm2004",
    ]
    packages: Annotated[list[Literal["modules", "course"]], Field(min_length=1)] = [
        "modules",
        "course",
    ]
    score: Id | None = None
    rules: dict[str, LevelOfRule] = {}
    ce: CreditShape = CreditShape()
    theme: ThemeShape = ThemeShape()


class ContactShape(Shape):
    kind: str
    name: str = ""
    number: str = ""
    checked: str = ""
    by: str = ""


class RegionShape(Shape):
    id: Id
    name: Title
    contacts: list[ContactShape] = []


class SupportShape(Shape):
    """`support.yaml`."""

    regions: list[RegionShape] = []


class LanguageRule(Shape):
    """One rule of `language.yaml`."""

    id: str
    severity: Literal["error", "warning", "off"]
    pattern: str
    prefer: str = ""
    exceptions: list[str] = []
    source: str = ""


class LanguageShape(Shape):
    """`language.yaml`."""

    rules: list[LanguageRule] = []


Code = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9.-]*$", max_length=60)]


class PersonShape(Shape):
    """Somebody whom a row names: `said` is what the source attributes, `rule` how to speak of it."""

    name: Title
    said: str = ""
    rule: str = ""


class CoverageRow(Shape):
    """One idea that the course has to cover."""

    concept: Annotated[str, Field(min_length=1)]
    people: list[str] = []
    objectives: list[ObjectiveId] = []


class CoverageShape(Shape):
    """`coverage.yaml`."""

    rows: dict[Code, CoverageRow] = {}
    people: list[PersonShape] = []


T = TypeVar("T", bound=BaseModel)


def validate(
    model: type[T], value: YamlValue, fallback: dict[str, Any] | None = None
) -> tuple[T | None, list[Diagnostic]]:
    """The value as a model. With a `fallback`, bad keys are replaced by it so that checking goes on."""
    data = value.data
    if not isinstance(data, dict):
        message = "`name: value` lines are wanted here"
        return None, [error("wrong-value", value.span, message, help="begin with a line `id: …`")]
    try:
        return model.model_validate(data), []
    except ValidationError as failure:
        problems = _joined([_diagnostic(model, value, each) for each in failure.errors()])
        if fallback is None:
            return None, problems
        bad = {str(each["loc"][0]) for each in failure.errors() if each["loc"]}
        kept = {key: item for key, item in data.items() if key not in bad}
        try:
            return model.model_validate({**fallback, **kept}), problems
        except ValidationError:
            return None, problems


def _joined(problems: list[Diagnostic]) -> list[Diagnostic]:
    """What may be one of two things is one problem that names both."""
    found: list[Diagnostic] = []
    for each in problems:
        if found and each.rule == "wrong-value" and each.span == found[-1].span:
            other = each.message.partition(": ")[2].removesuffix(_WANTED)
            message = f"{found[-1].message.removesuffix(_WANTED)}, or {other},{_WANTED}"
            found[-1] = replace(found[-1], message=message)
        else:
            found.append(each)
    return found


def _diagnostic(model: type[BaseModel], value: YamlValue, failure: Any) -> Diagnostic:
    path = _path(value, failure["loc"])
    kind = failure["type"]
    name = ".".join(str(step) for step in path) or "this file"
    if kind == "extra_forbidden":
        known = _names_at(model, path[:-1])
        hint = did_you_mean(str(path[-1]), known) or "known here: " + ", ".join(known)
        return error(
            "unknown-key", _key_span(value, path), f"`{name}` is not known here", help=hint
        )
    if kind == "missing":
        missing = str(failure["loc"][-1])
        return error(
            "missing-key",
            value.at(*path),
            f"`{missing}` is missing",
            help=f"add a line `{missing}: …`",
        )
    return error(
        "wrong-value", value.at(*path), f"`{name}`: {_in_words(failure)}", help=_advice(failure)
    )


def _path(value: YamlValue, loc: tuple[Any, ...]) -> tuple[str | int, ...]:
    """The part of pydantic's location that exists in the source (tags of unions do not)."""
    node, path = value, []
    for step in loc:
        if step in node.key_spans or step in node.items:
            path.append(step)
            child = node.items.get(step)
            if child is None:
                break
            node = child
    return tuple(path)


def _key_span(value: YamlValue, path: tuple[str | int, ...]) -> Span:
    node = value
    for step in path[:-1]:
        node = node.items[step]
    return node.key_spans.get(str(path[-1]), node.span) if path else value.span


def _names_at(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    current: type[BaseModel] | None = model
    for step in path:
        field = (
            next((f for n, f in current.model_fields.items() if (f.alias or n) == step), None)
            if current
            else None
        )
        current = _model_in(field.annotation) if field is not None else current
    return [field.alias or name for name, field in current.model_fields.items()] if current else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found is not None:
            return found
    return None


_WANTED = " is wanted here"
_WORDS = {
    "string_type": "text is wanted here",
    "int_type": "a whole number is wanted here",
    "float_type": "a number is wanted here",
    "float_parsing": "a number is wanted here",
    "bool_type": "`true` or `false` is wanted here",
    "list_type": "a list such as [one, two] is wanted here",
    "dict_type": "`name: value` pairs are wanted here",
    "model_type": "`name: value` pairs are wanted here",
    "string_too_short": "it is empty",
}


def _in_words(failure: Any) -> str:
    kind = failure["type"]
    if kind in _WORDS:
        return _WORDS[kind]
    context = failure.get("ctx", {})
    if kind == "literal_error":
        several = "one of " if " or " in context["expected"] else ""
        return f"{several}{context['expected']} is wanted here"
    if kind == "string_pattern_mismatch":
        what = next((w for p, w, _ in _FORMS if p in context["pattern"]), "what is wanted here")
        return f"`{failure['input']}` is not {what}"
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = "at least" if kind == "greater_than_equal" else "at most"
        return f"a number of {bound} {context.get('ge', context.get('le')):g} is wanted here"
    return str(failure["msg"])[:1].lower() + str(failure["msg"])[1:]


_FORMS = (
    (r"\d+\.\d+\.\d+", "a version", "write three numbers with points between them, such as 1.0.0"),
    ("#([0-9a-f", "a colour", 'write it in quotes, such as "#0b5d66"; without them `#` begins a comment'),
    ("assets/", "a drawing of the course", "write the path of an SVG, such as assets/logo.svg"),
    ("[a-z]{2,3}", "a language", "write its tag, such as en or pt-BR"),
    ("[A-Za-z][", "an id", "use letters, digits, points and hyphens, beginning with a letter"),
    ("[a-z][a-z0-9-]", "an id", "use small letters, digits and hyphens, beginning with a letter"),
)  # fmt: skip
"""What a pattern asks for, by a piece of it, and how to write it."""
_BY_NAME = {"version": 0, "accent": 1, "accent-dark": 1, "warm": 1, "language": 3}
_YES = {"yes": "true", "no": "false", "on": "true", "off": "false"}


def _advice(failure: Any) -> str:
    kind, given, name = failure["type"], failure["input"], failure["loc"][-1]
    if kind == "string_type" and name in _BY_NAME:
        return _FORMS[_BY_NAME[name]][2]
    if kind == "string_type":
        return f'put it in quotes: "{given}"' if isinstance(given, int | float) else "write text"
    if kind == "bool_type" and given in _YES:
        return f"write `{_YES[given]}`"
    if kind in ("list_type", "model_type", "dict_type"):
        return _shape_advice(failure["loc"], given)
    if kind == "int_type" and isinstance(given, str) and (number := re.match(r"\d+", given)):
        return f"write the number alone: `{number.group()}`"
    if name == "pass" and (isinstance(given, str) or kind == "greater_than_equal"):
        return "write percent as a number alone, such as `pass: 80`"
    if kind == "literal_error" and isinstance(failure["input"], str):
        known = [
            word.strip(" '") for word in failure["ctx"]["expected"].replace(" or ", ",").split(",")
        ]
        return did_you_mean(failure["input"], known)
    if kind == "string_pattern_mismatch":
        return next((how for p, _, how in _FORMS if p in failure["ctx"]["pattern"]), "")
    return ""


def _shape_advice(loc: tuple[Any, ...], given: object) -> str:
    """How to write what holds more than one value."""
    names = {str(step) for step in loc}
    shown = given if isinstance(given, str | int) else "…"
    if names & {"by", "clinical", "lived-experience"}:
        person = f"{{name: {shown}}}"
        return f"write `{person}`" if isinstance(loc[-1], int) else f"write `[{person}]`"
    if "objectives" in names:
        return (
            f"write `[{shown}]`"
            if isinstance(given, str | int) and len(loc) == 1
            else "write each as `AN-ID: {text: what one can do, level: understand}`"
        )
    if names & {"at-least", "quota"}:
        return "write such as `{safety-critical: 2}`"
    return f"write `[{shown}]`" if isinstance(given, str | int) else ""

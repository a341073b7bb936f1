"""YAML against its model: every wrong, unknown or missing key at once, each at its place."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeVar

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from ihrp_course.diagnostics import Diagnostic, Span, did_you_mean, error
from ihrp_course.parse.tree import YamlValue
from ihrp_course.typed import Failure, Way, one_of, read

_ID = Meta(
    pattern=r"^[a-z][a-z0-9-]*$",
    title="an id",
    description="use small letters, digits and hyphens, beginning with a letter",
)
_COLOUR = Meta(
    pattern=r"^(#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}))?$",
    title="a colour",
    description='write it in quotes, such as "#0b5d66"; without them `#` begins a comment',
)
_VERSION = Meta(
    pattern=r"^\d+\.\d+\.\d+([-+][0-9A-Za-z.-]+)?$",
    title="a version",
    description="write three numbers with points between them, such as 1.0.0",
)
_LANGUAGE = Meta(
    pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$",
    title="a language",
    description="write its tag, such as en or pt-BR",
)
_DRAWING = Meta(
    pattern=r"^(assets/.+\.svg)?$",
    title="a drawing of the course",
    description="write the path of an SVG, such as assets/logo.svg",
)
_CODE = Meta(
    pattern=r"^[A-Za-z][A-Za-z0-9.-]*$",
    max_length=60,
    title="an id",
    description="use letters, digits, points and hyphens, beginning with a letter",
)
_NUMBER = re.compile(r"\d+(\.\d+)?")
Id = Annotated[str, _ID, Meta(max_length=60)]
Code = Annotated[str, _CODE]
Title = Annotated[str, Meta(min_length=1, max_length=300)]
Level = Literal["", "remember", "understand", "apply", "analyse", "evaluate", "create"]
LevelOfRule = Literal["error", "warning", "off"]


class Shape(Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """Hyphens in the source for underscores here."""


class Reviewer(Shape, frozen=True):
    name: str
    role: str = ""
    date: str = ""


class Review(Shape, frozen=True):
    """Sign-off is data: names only of people who really reviewed and agreed to be named."""

    status: Literal["draft", "reviewed"] = "draft"
    by: list[Reviewer] = []
    clinical: list[Reviewer] = []
    lived_experience: list[Reviewer] = []
    facts_until: str = ""


class LessonFront(Shape, frozen=True):
    """Front matter of a lesson."""

    id: Id
    title: Title
    minutes: Annotated[int, Meta(ge=1, le=240)]
    objectives: list[Code]
    care: str = ""
    covers: list[str] = []
    requires: list[Id] = []
    review: Review | None = None
    optional: bool = False
    lang: str = ""


class BankFront(Shape, frozen=True):
    """Front matter of a bank."""

    id: Id
    title: Title
    review: Review | None = None


class ObjectiveShape(Shape, frozen=True):
    text: Annotated[str, Meta(min_length=1)]
    level: Level = ""


def _number(given: object) -> object:
    """A number in quotes is one too."""
    return float(given) if isinstance(given, str) and _NUMBER.fullmatch(given) else given


class AssessmentShape(Shape, frozen=True, kw_only=True):
    """`assessment:` of a module."""

    id: Id
    title: Title
    banks: Annotated[list[Id], Meta(min_length=1)] | Literal["all"]
    draw: Annotated[int, Meta(ge=1, le=200)]
    stratify: list[Literal["lesson", "objective"]] = []
    at_least: dict[str, Annotated[int, Meta(ge=1)]] = {}
    quota: dict[str, Annotated[int, Meta(ge=1)]] = {}
    must_pass: str | None = None
    pass_: Annotated[float, Meta(ge=1, le=100, extra={"read": _number})] = field(name="pass")
    attempts: Annotated[int, Meta(ge=1, le=100)] | Literal["unlimited"] = "unlimited"
    unseen_first: bool = True
    requires: list[Id] = []
    care: str = ""


class ModuleShape(Shape, frozen=True):
    """`module.yaml`."""

    id: Id
    title: Title
    objectives: dict[Code, ObjectiveShape] = {}
    lessons: list[Id] = []
    assessment: AssessmentShape | None = None


class CreditShape(Shape, frozen=True):
    approval: str = ""
    provider: str = ""
    disclosure: str = ""


class ThemeShape(Shape, frozen=True):
    """`theme:` of a course: its colours, logo and name. Left out, the player's own stay."""

    accent: Annotated[str, _COLOUR] = ""
    accent_dark: Annotated[str, _COLOUR] = ""
    warm: Annotated[str, _COLOUR] = ""
    logo: Annotated[str, _DRAWING] = ""
    name: Annotated[str, Meta(max_length=120)] = ""


class CourseShape(Shape, frozen=True, kw_only=True):
    """`course.yaml`."""

    id: Annotated[str, _ID, Meta(max_length=40)]
    title: Title
    version: Annotated[str, _VERSION]
    language: Annotated[str, _LANGUAGE] = "en"
    modules: Annotated[list[Id], Meta(min_length=1)]
    clinical: bool = False
    policy: Literal["view-only", "view-then-pass", "pass-required"] = "view-then-pass"
    standards: Annotated[tuple[Literal["scorm12", "scorm2004", "web"], ...], Meta(min_length=1)] = (
        "scorm12",
        "scorm2004",
    )
    packages: Annotated[tuple[Literal["modules", "course"], ...], Meta(min_length=1)] = (
        "modules",
        "course",
    )
    score: Id | None = None
    rules: dict[str, LevelOfRule] = {}
    ce: CreditShape = CreditShape()
    theme: ThemeShape = ThemeShape()


class ContactShape(Shape, frozen=True):
    kind: str
    name: str = ""
    number: str = ""
    checked: str = ""
    by: str = ""


class RegionShape(Shape, frozen=True):
    id: Id
    name: Title
    contacts: list[ContactShape] = []


class SupportShape(Shape, frozen=True):
    """`support.yaml`."""

    regions: list[RegionShape] = []


class LanguageRule(Shape, frozen=True):
    """One rule of `language.yaml`."""

    id: str
    severity: Literal["error", "warning", "off"]
    pattern: str
    prefer: str = ""
    exceptions: list[str] = []
    source: str = ""


class LanguageShape(Shape, frozen=True):
    """`language.yaml`."""

    rules: list[LanguageRule] = []


class PersonShape(Shape, frozen=True):
    """Somebody whom a row names: `said` is what the source attributes, `rule` how to speak of it."""

    name: Title
    said: str = ""
    rule: str = ""


class CoverageRow(Shape, frozen=True):
    """One idea that the course has to cover."""

    concept: Annotated[str, Meta(min_length=1)]
    people: list[str] = []
    objectives: list[Code] = []


class CoverageShape(Shape, frozen=True):
    """`coverage.yaml`."""

    rows: dict[Code, CoverageRow] = {}
    people: list[PersonShape] = []


T = TypeVar("T", bound=Struct)


def validate(
    model: type[T], value: YamlValue, fallback: dict[str, Any] | None = None
) -> tuple[T | None, list[Diagnostic]]:
    """The value as a model. With a `fallback`, bad keys are replaced by it so that checking goes on."""
    data = value.data
    if not isinstance(data, dict):
        message = "`name: value` lines are wanted here"
        return None, [error("wrong-value", value.span, message, help="begin with a line `id: …`")]
    shape, failures = read(model, data, {})
    if shape is not None:
        return shape, []
    problems = _joined([_diagnostic(value, each) for each in failures])
    if fallback is None:
        return None, problems
    bad = {each.way[0] for each in failures}
    kept = {key: item for key, item in data.items() if key not in bad}
    return read(model, {**fallback, **kept}, {})[0], problems


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


def _diagnostic(value: YamlValue, failure: Failure) -> Diagnostic:
    way = failure.way
    name, key, place = ".".join(map(str, way)), str(way[-1]), value.at(*way)
    if failure.kind == "unknown":
        hint = did_you_mean(key, failure.wanted) or "known here: " + ", ".join(failure.wanted)
        span = _key_span(value, way)
        return error("unknown-key", span, f"`{name}` is not known here", help=hint)
    if failure.kind == "missing":
        return error("missing-key", place, f"`{key}` is missing", help=f"add a line `{key}: …`")
    return error("wrong-value", place, f"`{name}`: {_in_words(failure)}", help=_advice(failure))


def _key_span(value: YamlValue, way: Way) -> Span:
    node = value
    for step in way[:-1]:
        node = node.items[step]
    return node.key_spans.get(str(way[-1]), node.span)


_WANTED = " is wanted here"
_WORDS = {
    "text": "text is wanted here",
    "whole": "a whole number is wanted here",
    "number": "a number is wanted here",
    "yes-no": "`true` or `false` is wanted here",
    "list": "a list such as [one, two] is wanted here",
    "names": "`name: value` pairs are wanted here",
    "empty": "it is empty",
}


def _in_words(failure: Failure) -> str:
    if failure.kind in _WORDS:
        return _WORDS[failure.kind]
    if failure.kind == "choice":
        several = "one of " if len(failure.wanted) > 1 else ""
        return f"{several}{one_of(failure.wanted)} is wanted here"
    if failure.kind == "pattern":
        return f"`{failure.given}` is not {failure.what}"
    if failure.kind == "long":
        return f"it has more than {failure.wanted} characters"
    name, limit = failure.wanted
    return f"a number of at {'least' if name == 'ge' else 'most'} {limit:g} is wanted here"


_YES = {"yes": "true", "no": "false", "on": "true", "off": "false"}


def _advice(failure: Failure) -> str:
    kind, given = failure.kind, failure.given
    if kind == "pattern" or (kind == "text" and failure.what not in ("", "an id")):
        return failure.how
    if kind == "text":
        return f'put it in quotes: "{given}"' if isinstance(given, int | float) else "write text"
    if kind == "yes-no" and isinstance(given, str) and given in _YES:
        return f"write `{_YES[given]}`"
    if kind in ("list", "names"):
        return _shape_advice(failure.way, given)
    if kind == "whole" and isinstance(given, str) and (number := re.match(r"\d+", given)):
        return f"write the number alone: `{number.group()}`"
    if failure.way[-1] == "pass" and (isinstance(given, str) or kind == "bound"):
        return "write percent as a number alone, such as `pass: 80`"
    if kind == "choice" and isinstance(given, str):
        return did_you_mean(given, failure.wanted)
    return ""


def _shape_advice(way: Way, given: object) -> str:
    """How to write what holds more than one value."""
    names = {str(step) for step in way}
    shown = given if isinstance(given, str | int) else "…"
    if names & {"by", "clinical", "lived-experience"}:
        person = f"{{name: {shown}}}"
        return f"write `{person}`" if isinstance(way[-1], int) else f"write `[{person}]`"
    if "objectives" in names:
        return (
            f"write `[{shown}]`"
            if isinstance(given, str | int) and len(way) == 1
            else "write each as `AN-ID: {text: what one can do, level: understand}`"
        )
    if names & {"at-least", "quota"}:
        return "write such as `{safety-critical: 2}`"
    return f"write `[{shown}]`" if isinstance(given, str | int) else ""

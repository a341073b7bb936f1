"""The rules that no package depends on: style, language, questions, ways through scenarios, coverage, review."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from ihrp_course.check.course import COURSE, Draft
from ihrp_course.check.coverage import check_coverage
from ihrp_course.check.review import check_reviews
from ihrp_course.check.rule import rules
from ihrp_course.diagnostics import Diagnostic, did_you_mean, warning
from ihrp_course.model import Course
from ihrp_course.parse.tree import Parsed
from ihrp_course.spread import spread

Look: TypeAlias = Callable[[Course, Draft, Mapping[str, str]], list[Diagnostic]]


def _language(course: Course, draft: Draft, levels: Mapping[str, str]) -> list[Diagnostic]:
    from ihrp_course.check.language import check_language

    return check_language(course, draft.parsed, draft.memory)


def _questions(course: Course, draft: Draft, levels: Mapping[str, str]) -> list[Diagnostic]:
    from ihrp_course.check.items import check_items

    return check_items(course, draft.parsed, levels, draft.memory)


def _accessibility(course: Course, draft: Draft, levels: Mapping[str, str]) -> list[Diagnostic]:
    from ihrp_course.check.accessibility import check_accessibility

    return check_accessibility(course, draft.parsed, draft.sources, draft.memory)


def _legibility(course: Course, draft: Draft, levels: Mapping[str, str]) -> list[Diagnostic]:
    from ihrp_course.check.legibility import check_legibility

    return check_legibility(course, draft)


def _scenarios(course: Course, draft: Draft, levels: Mapping[str, str]) -> list[Diagnostic]:
    from ihrp_course.check.scenarios import check_scenarios

    return check_scenarios(course, draft.memory)


def _portability(course: Course, draft: Draft, levels: Mapping[str, str]) -> list[Diagnostic]:
    from ihrp_course.check.portability import check_portability

    return check_portability(course, draft)


def _style(course: Course, draft: Draft, levels: Mapping[str, str]) -> list[Diagnostic]:
    from ihrp_course.check.style import check_course

    return check_course(course, draft.memory)


LOOKS: Mapping[str, Look] = {
    "questions": _questions,
    "language": _language,
    "accessibility": _accessibility,
    "legibility": _legibility,
    "scenarios": _scenarios,
    "portability": _portability,
    "style": _style,
}
"""Every group of rules that needs nothing but the course; the longest first, so that two workers end together.

Each loads its own module: a worker needs only those of the groups that it takes.
"""

MANY_TEXTS = 2000
"""With fewer, a second process costs more than it gives."""


def look_closer(
    course: Course, parsed: Parsed, draft: Draft, is_release: bool, workers: int
) -> list[Diagnostic]:
    """What `check` tells beyond what `build` does; for a release also who has not reviewed what."""
    asked, looks = levels(parsed), tuple(LOOKS.values())
    workers = workers if sum(len(file.texts) for file in course.files) > MANY_TEXTS else 1
    broken = {found.span.path for found in draft.problems if found.severity == "error"}
    problems = [
        found
        for group in spread(looks, lambda look: look(course, draft, asked), workers, few=2)
        for found in group
        if found.rule != "minutes"
        or found.span.path not in broken  # what is left out takes no time
    ]
    problems += check_coverage(course, parsed, is_release)
    problems += _unknown_rules(parsed, asked)
    if is_release:
        problems += check_reviews(course, parsed)
    return problems


def _unknown_rules(parsed: Parsed, asked: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Names below `rules:` that no rule has: nothing would come of them."""
    own = parsed.yaml.get("modules/language.yaml")
    listed = own.data if own is not None and isinstance(own.data, list) else []
    known = [*rules(), *(str(each.get("id")) for each in listed if isinstance(each, dict))]
    for name in asked:
        if name not in known:
            yield warning(
                "unknown-rule",
                parsed.yaml[COURSE]
                .items["rules"]
                .key_spans.get(name, parsed.yaml[COURSE].at("rules")),
                f"there is no rule `{name}`",
                help=did_you_mean(name, known) or "the name stands in brackets behind each finding",
            )


def levels(parsed: Parsed) -> Mapping[str, str]:
    """What course.yaml says of rules by name."""
    given = parsed.yaml[COURSE].items.get("rules")
    listed = given.items.items() if given is not None else ()
    return {str(name): str(value.data) for name, value in listed}

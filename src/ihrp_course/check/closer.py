"""The rules that no package depends on: style, language, questions, ways through scenarios, coverage, review."""

from __future__ import annotations

from collections.abc import Mapping

from ihrp_course.check.accessibility import check_accessibility
from ihrp_course.check.course import COURSE, Draft
from ihrp_course.check.coverage import check_coverage
from ihrp_course.check.items import check_items
from ihrp_course.check.language import check_language
from ihrp_course.check.legibility import check_legibility
from ihrp_course.check.portability import check_portability
from ihrp_course.check.review import check_reviews
from ihrp_course.check.scenarios import check_scenarios
from ihrp_course.check.style import check_course
from ihrp_course.diagnostics import Diagnostic
from ihrp_course.model import Course
from ihrp_course.parse.tree import Parsed


def look_closer(course: Course, parsed: Parsed, draft: Draft, is_release: bool) -> list[Diagnostic]:
    """What `check` tells beyond what `build` does; for a release also who has not reviewed what."""
    problems = check_course(course)
    problems += check_language(course, parsed)
    problems += check_items(course, parsed, levels(parsed))
    problems += check_accessibility(course, parsed, draft.sources)
    problems += check_portability(course, draft)
    problems += check_legibility(course, draft)
    problems += check_scenarios(course)
    problems += check_coverage(course, parsed, is_release)
    if is_release:
        problems += check_reviews(course, parsed)
    return problems


def levels(parsed: Parsed) -> Mapping[str, str]:
    """What course.yaml says of rules by name."""
    given = parsed.yaml[COURSE].items.get("rules")
    listed = given.items.items() if given is not None else ()
    return {str(name): str(value.data) for name, value in listed}

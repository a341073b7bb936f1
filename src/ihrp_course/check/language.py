"""The course's own language rules (`modules/language.yaml`), told where the words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ihrp_course.check import references
from ihrp_course.check.course import Draft
from ihrp_course.check.shape import LanguageRule, LanguageShape, validate
from ihrp_course.diagnostics import Diagnostic, Span, error, warning
from ihrp_course.model import Course
from ihrp_course.parse.tree import Parsed, Prose, YamlValue

PATH = "modules/language.yaml"
_MASKED = re.compile(r"`[^`\n]*`|\]\([^)\n]*\)|\[@[^\]\n]*\]|https?://\S+|\{#[^}\n]*\}")
_TAUGHT = re.compile(r"\[[^\]\n]*\](?=\(term:)")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule ready to run."""

    rule: LanguageRule
    expression: re.Pattern[str]

    @property
    def spares_taught_terms(self) -> bool:
        return "T" in self.rule.exceptions


def read_patterns(parsed: Parsed) -> tuple[list[Pattern], list[Diagnostic]]:
    """The rules of `language.yaml`; a pattern that does not compile is told."""
    value = parsed.yaml.get(PATH)
    if value is None or value.data is None:
        return [], []
    listed = YamlValue({"rules": value.data}, value.span, {"rules": value}, {})
    shape, problems = validate(LanguageShape, listed)
    patterns: list[Pattern] = []
    for place, rule in enumerate(shape.rules if shape else ()):
        if rule.severity == "off":
            continue
        try:
            patterns.append(Pattern(rule, re.compile(rule.pattern, re.IGNORECASE)))
        except re.error as failure:
            problems.append(
                error(
                    "language-pattern",
                    value.at(place, "pattern"),
                    f"the pattern of {rule.id} does not compile: {failure}",
                    help="it is a Python regular expression; put it in single quotes",
                )
            )
    return patterns, problems


def check_language(course: Course, parsed: Parsed, draft: Draft) -> list[Diagnostic]:
    """Every place where a learner would read what the course's rules speak against."""
    patterns, problems = read_patterns(parsed)
    if not patterns:
        return problems
    seen: set[tuple[str, Span]] = set()
    outside = [pattern for pattern in patterns if "C" not in pattern.rule.exceptions]
    speech = {id(prose) for prose in _speech(course)}
    for prose in _texts(course):
        for found in _check(prose, outside if id(prose) in speech else patterns):
            if (found.rule, found.span) not in seen:
                seen.add((found.rule, found.span))
                problems.append(found)
    return problems


def _texts(course: Course) -> Iterator[Prose]:
    for lesson in course.lessons:
        yield from references.lesson_prose(lesson)
    for bank in course.banks:
        for question in bank.questions:
            yield from question.prose()
    for term in course.terms.values():
        yield term.prose


def _speech(course: Course) -> Iterator[Prose]:
    """What clients say in scenarios: their own words."""
    blocks = [block for lesson in course.lessons for block in lesson.blocks]
    blocks += [question for bank in course.banks for question in bank.questions]
    for block in blocks:
        if block.kind == "scenario":
            yield from block.content.speech()


def _check(prose: Prose, patterns: list[Pattern]) -> Iterator[Diagnostic]:
    whole = prose.fragment.text
    end = prose.end or len(whole)
    text = whole[prose.start : end].translate(_QUOTES)
    text = _MASKED.sub(lambda found: " " * len(found.group()), text)
    untaught = ""
    for pattern in patterns:
        subject = text
        if pattern.spares_taught_terms:
            untaught = untaught or _without_taught(whole[prose.start : end], text)
            subject = untaught
        for found in pattern.expression.finditer(subject):
            span = prose.fragment.span(prose.start + found.start(), prose.start + found.end())
            yield _told(pattern.rule, span, found.group())


def _without_taught(source: str, text: str) -> str:
    for found in _TAUGHT.finditer(source):
        text = text[: found.start()] + " " * len(found.group()) + text[found.end() :]
    return text


def _told(rule: LanguageRule, span: Span, words: str) -> Diagnostic:
    tell = error if rule.severity == "error" else warning
    help = f"prefer: {rule.prefer}" if rule.prefer else ""
    return tell(rule.id, span, f"“{words.strip()}” is not how this course speaks", help=help)

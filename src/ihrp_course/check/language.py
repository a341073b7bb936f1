"""The course's own language rules (`modules/language.yaml`), told where the words stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ihrp_course.check.patterns import Needle, danger, fold, needles
from ihrp_course.check.shape import LanguageRule, LanguageShape, validate
from ihrp_course.check.text import place, source_of
from ihrp_course.diagnostics import Diagnostic, Span, error, warning
from ihrp_course.memory import Memory
from ihrp_course.model import Bank, Course, Lesson
from ihrp_course.parse.tree import Parsed, Prose, YamlValue

PATH = "modules/language.yaml"
_MASKED = re.compile(r"`[^`\n]*`|\]\([^)\n]*\)|\[@[^\]\n]*\]|\bhttps?://\S+|\{#[^}\n]*\}")
_TAUGHT = re.compile(r"\[[^\]\n]*\](?=\(term:)")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


class Pattern(Struct, frozen=True):
    """A rule ready to run."""

    rule: LanguageRule
    expression: re.Pattern[str]
    needles: tuple[Needle, ...]  # of which every match holds one; empty: nothing is known

    @property
    def spares_taught_terms(self) -> bool:
        return "T" in self.rule.exceptions


def read_patterns(value: YamlValue | None) -> tuple[list[Pattern], list[Diagnostic]]:
    """The rules of `language.yaml`; a pattern that does not compile is told."""
    if value is None or value.data is None:
        return [], []
    listed = YamlValue({"rules": value.data}, value.span, {"rules": value}, {})
    shape, problems = validate(LanguageShape, listed)
    patterns: list[Pattern] = []
    for at, rule in enumerate(shape.rules if shape else ()):
        if rule.severity == "off":
            continue
        pattern = _compile(rule)
        if isinstance(pattern, Pattern):
            patterns.append(pattern)
        else:
            problems.append(replace(pattern, span=value.at(at, "pattern")))
    return patterns, problems


def _compile(rule: LanguageRule) -> Pattern | Diagnostic:
    what, help = "", "it is a Python regular expression; put it in single quotes"
    try:
        expression = re.compile(rule.pattern, re.IGNORECASE)
        why = danger(rule.pattern, re.IGNORECASE)
        if not why:
            return Pattern(rule, expression, needles(rule.pattern, re.IGNORECASE))
        what = f"the pattern of {rule.id} could search for ever: {why}"
        help = "give the outer repetition a limit such as `{0,5}`, or write two rules"
    except (re.error, ValueError, RecursionError, OverflowError) as failure:
        what = f"the pattern of {rule.id} does not compile: {failure}"
    return error("language-pattern", Span(PATH), what, help=help)


def check_language(course: Course, parsed: Parsed, memory: Memory) -> list[Diagnostic]:
    """Every place where a learner would read what the course's rules speak against."""
    patterns, told = memory.of(read_patterns, parsed.yaml.get(PATH))
    problems = list(told)
    if patterns:
        for file in course.files:
            problems += memory.of(judge, file, patterns)
        problems += _judge([term.prose for term in course.terms.values()], (), patterns)
    return problems


def judge(file: Lesson | Bank, patterns: Sequence[Pattern]) -> list[Diagnostic]:
    """What these patterns find in a file, each place once."""
    return list(_judge(file.texts, _speech(file), patterns))


def _judge(
    texts: Sequence[Prose], said: Iterable[Prose], patterns: Sequence[Pattern]
) -> Iterator[Diagnostic]:
    seen: set[tuple[str, Span]] = set()
    speech = {id(prose) for prose in said}
    for prose, wanted in _suspects(texts, patterns):
        if id(prose) in speech:
            wanted = [pattern for pattern in wanted if "C" not in pattern.rule.exceptions]
        for found in _check(prose, wanted):
            if (found.rule, found.span) not in seen:
                seen.add((found.rule, found.span))
                yield found


def _suspects(
    texts: Sequence[Prose], patterns: Sequence[Pattern]
) -> Iterator[tuple[Prose, list[Pattern]]]:
    """The texts that hold a pattern's needles, each with those patterns: one search for each needle at most."""
    sources = [source_of(prose) for prose in texts]
    starts = [1]
    for source in sources:
        starts.append(starts[-1] + len(source) + 1)
    together = fold("\n".join(["", *sources, ""]))
    words = set(together.split())
    found: dict[int, dict[int, None]] = {}
    for number, pattern in enumerate(patterns):
        if not pattern.needles:
            for at in range(len(texts)):
                found.setdefault(at, {})[number] = None
        for needle in pattern.needles:
            offset = together.find(needle.text) if needle.words <= words else -1
            while offset >= 0:
                at = bisect_right(starts, offset + needle.text.startswith(b" ")) - 1
                found.setdefault(at, {})[number] = None
                offset = together.find(needle.text, starts[at + 1] - 1)
    for at in sorted(found):
        yield texts[at], [patterns[number] for number in sorted(found[at])]


def _speech(file: Lesson | Bank) -> Iterator[Prose]:
    """What clients say in scenarios: their own words."""
    for block in file.blocks:
        if block.kind == "scenario":
            yield from block.content.speech()


def _check(prose: Prose, patterns: Sequence[Pattern]) -> Iterator[Diagnostic]:
    source = source_of(prose)
    text = _MASKED.sub(lambda found: " " * len(found.group()), source.translate(_QUOTES))
    untaught = ""
    for pattern in patterns:
        subject = text
        if pattern.spares_taught_terms:
            untaught = untaught or _without_taught(source, text)
            subject = untaught
        for found in pattern.expression.finditer(subject):
            yield _told(pattern.rule, place(prose, *found.span()), found.group())


def _without_taught(source: str, text: str) -> str:
    for found in _TAUGHT.finditer(source):
        text = text[: found.start()] + " " * len(found.group()) + text[found.end() :]
    return text


def _told(rule: LanguageRule, span: Span, words: str) -> Diagnostic:
    tell = error if rule.severity == "error" else warning
    help = f"prefer: {rule.prefer}" if rule.prefer else ""
    return tell(rule.id, span, f"“{words.strip()}” is not how this course speaks", help=help)

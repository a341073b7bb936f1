"""Authors' patterns: what a match must hold, and what is refused before it runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ihrp_course.check.patterns import danger, fold, needles
from tests.rules.base import LESSON, checked

ENDLESS = [r"(a+)+b", r"(\w+\s?)+$", r"(a|a)*b", r"(a|ab)*c", r"(|a)+b", r"(a{1,30}){1,30}b", r".*x.*y.*", r"(?=(b*)*)a"]  # fmt: skip
FINE = [
    r"\baddicts?\b", r"\w+\s+\w+", r"(?:\w+ ){0,5}end", r"(?:foo|bar)+", r".{0,20}(drug|drink)", r"(?>a+)+b",
    r"(?<!Ronald D\. )\bSiegel\b", r"[a-z]+-[a-z]+", "a{30}",
]  # fmt: skip
needs_atomic = {r"(?>a+)+b"}


@pytest.mark.parametrize("pattern", ENDLESS)
def test_a_pattern_that_could_search_for_ever_is_seen(pattern: str) -> None:
    assert danger(pattern, re.IGNORECASE)


@pytest.mark.parametrize("pattern", FINE)
def test_an_honest_pattern_is_let_through(pattern: str) -> None:
    assert danger(pattern, re.IGNORECASE) == (
        "" if pattern not in needs_atomic else danger(pattern, 0)
    )


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\baddicts?\b", {" addict"}),
        (r"\bjunk(ie|y)\b|\bcrackheads?\b", {"junk", "crackhead"}),
        (r"(drug|alcohol) abusers?", {" abuser"}),
        (r"(?:un)?seen", {"seen"}),
        (r"\bex-?\b(?= (client|user))", {"user", "client"}),
        (r"\b(he|she)\b(?= or (he|she))", {" or "}),
        (r"(Foo)+", {"foo"}),
        (r"\w+", set()),
        (r"(a|\d)b?", set()),
        (r"x*", set()),
    ],
)
def test_every_match_holds_one_of_these_words(pattern: str, words: set[str]) -> None:
    assert needles(pattern, re.IGNORECASE) == words


@pytest.mark.parametrize("text", ["İstanbul", "ſtreet", "ı", "DRUGS", "Straße", "a—b…c_d 🙂"])
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("text", ["STREET", "ſtreet", "Street"])
def test_folding_sees_what_a_search_without_case_sees(text: str) -> None:
    assert re.search("street", text, re.IGNORECASE)
    assert b"street" in fold(text)


def test_each_pattern_runs_where_its_words_stand_and_nowhere_twice(tmp_path: Path) -> None:
    language = (
        "- {id: L01, severity: warning, pattern: 'hurr(y|ies)'}\n"
        "- {id: L02, severity: warning, pattern: '[0-9]+ %'}\n"
    )
    body = "Do not hurry, İlk. Nobody hurries.\n\nAbout 5 %.\n\nNo more HURRY.\n"
    head = LESSON.split("A [pause]")[0]

    result = checked(
        tmp_path, {"modules/language.yaml": language, "modules/basics/01-first.md": head + body}
    )

    found = [(f.rule, f.span.line, f.span.column) for f in result.diagnostics if f.rule[0] == "L"]
    assert found == [("L01", 8, 8), ("L01", 8, 27), ("L02", 10, 7), ("L01", 12, 9)]

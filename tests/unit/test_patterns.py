"""Authors' patterns: what a match must hold, and what is refused before it runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ihrp_course.check.patterns import Needle, danger, fold, needles
from tests.rules.base import LESSON, checked

ENDLESS = [r"(a+)+b", r"(\w+\s?)+$", r"(a|a)*b", r"(a|ab)*c", r"(|a)+b", r"(a{1,30}){1,30}b", r".*x.*y.*", r"(?=(b*)*)a"]  # fmt: skip
FINE = [
    r"\baddicts?\b", r"\w+\s+\w+", r"(?:\w+ ){0,5}end", r"(?:foo|bar)+", r".{0,20}(drug|drink)", r"(?>a+)+b",
    r"(?<!Ronald D\. )\bSiegel\b", r"[a-z]+-[a-z]+", "a{30}",
]  # fmt: skip
needs_atomic = {r"(?>a+)+b"}
LANGUAGE = Path(__file__).parents[2] / "modules" / "language.yaml"


def _matching(pattern: str) -> st.SearchStrategy[tuple[str, str]]:
    """The pattern, with texts that mostly hold a match."""
    texts = st.from_regex(re.compile(pattern, re.IGNORECASE))
    return st.tuples(st.just(pattern), texts)


@pytest.mark.parametrize("pattern", ENDLESS)
def test_a_pattern_that_could_search_for_ever_is_seen(pattern: str) -> None:
    assert danger(pattern, re.IGNORECASE)


@pytest.mark.parametrize("pattern", FINE)
def test_an_honest_pattern_is_let_through(pattern: str) -> None:
    assert danger(pattern, re.IGNORECASE) == (
        "" if pattern not in needs_atomic else danger(pattern, 0)
    )


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        (r"\baddicts?\b", {" addict ", " addicts "}),
        (r"\bjunk(ie|y)\b|\bcrackheads?", {" junkie ", " junky ", " crackhead"}),
        (r"(drug|alcohol) abusers?", {"drug abuser", "alcohol abuser"}),
        (r"(?:un)?seen", {"seen"}),
        (r"\bex-?\b(?= (client|user))", {" client", " user"}),
        (r"\b(he|she)\b(?= or she)", {" he or she", " she or she"}),
        (r"(?<!un)\bkind\b(?!ness)", {" kind "}),
        (r"(?<=very) sad", {"very"}),
        (r"traumati[sz]ed[\s-]one", {"traumatised one", "traumatized one"}),
        (r"of \bdrugs\b, all", {"of drugs "}),
        (r"foo   bars|\b_ ?home", {" bars", " home"}),
        (r"(?a)\bcaf\b", set()),
        (r"[^a]long|.short", {"long", "short"}),
        (r"na(i|ï)ve opioids", {"ve opioids"}),
        (r"(Foo)+", {"foo"}),
        (r"(a|b|c|d|e)(a|b|c|d|e)long", {"along", "blong", "clong", "dlong", "elong"}),
        (r"\w+", set()),
        (r"(a|\d)b?", set()),
        (r"x*", set()),
    ],
)
def test_every_match_holds_one_of_these_texts(pattern: str, texts: set[str]) -> None:
    assert {needle.text.decode() for needle in needles(pattern, re.IGNORECASE)} == texts


def test_the_whole_words_of_a_needle() -> None:
    (needle,) = needles(r"\bgot \w*clean of drug", re.IGNORECASE)

    assert needle == Needle(b"clean of drug", frozenset({b"of"}))


COURSES_OWN = [rule["pattern"] for rule in yaml.safe_load(LANGUAGE.read_text(encoding="utf-8"))]


@given(st.sampled_from([*COURSES_OWN, *FINE]).flatmap(_matching))
def test_what_a_pattern_finds_holds_a_needle(case: tuple[str, str]) -> None:
    pattern, text = case
    asked = needles(pattern, re.IGNORECASE)
    folded = fold(f"\n{text}\n")

    is_there = any(
        needle.text in folded and needle.words <= set(folded.split()) for needle in asked
    )

    assert is_there or not asked or not re.search(pattern, text, re.IGNORECASE)


@pytest.mark.parametrize(
    "text", ["İstanbul", "ſtreet", "ı", "\u212aiss", "DRUGS", "Straße", "a—b…c_d 🙂"]
)
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "word"), [("STREET", "street"), ("ſtreet", "street"), ("\u212aıSS", "kiss")]
)
def test_folding_sees_what_a_search_without_case_sees(text: str, word: str) -> None:
    assert re.search(word, text, re.IGNORECASE)
    assert word.encode() in fold(text)


@pytest.mark.parametrize("pattern", ["(", "(?a)(?u)x", "x{2,1}", "(?<=a+)b"])
def test_a_pattern_that_python_refuses_is_told(tmp_path: Path, pattern: str) -> None:
    language = f"- {{id: L01, severity: warning, pattern: '{pattern}'}}\n"

    found = checked(tmp_path, {"modules/language.yaml": language}).diagnostics

    assert [each.rule for each in found if each.span.path.endswith("language.yaml")] == [
        "language-pattern"
    ]


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

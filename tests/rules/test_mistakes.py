"""What authors type by mistake: each is told on its line, with words that help, and hides no other."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from ihrp_course.diagnostics import Diagnostic
from tests.conftest import FULL
from tests.rules.base import BANK, COURSE, MODULE, checked, write

LESSON = "modules/basics/01-first.md"
HEAD = "---\nid: first\ntitle: A pause\nminutes: 1\nobjectives: [B-1]\n---\n\n"
OPEN = ":::choice b-1-f01\nobjective: B-1\n\nWhat?\n\n"
GOOD = OPEN + "- [x] A choice\n- [ ] The hour\n:::\n"


class Mistake(NamedTuple):
    """`line` is the line of the file that has to be named; `words` stand in message or help."""

    name: str
    files: dict[str, str]
    rule: str
    line: int
    words: str = ""


def lesson(name: str, body: str, rule: str, line: int, words: str = "") -> Mistake:
    """A mistake in the body of the lesson, which begins on line 8."""
    return Mistake(name, {LESSON: HEAD + body}, rule, line, words)


def block(kind: str, settings: str, body: str) -> str:
    return f":::{kind} b-1-f01\nobjective: B-1\n{settings}\n{body}\n:::\n"


MISTAKES = [
    lesson("a fence is never closed", "Text.\n\n:::callout\n\nA note.\n", "fence-unclosed", 10),
    lesson("a fence is indented", "  :::callout\n\nA note.\n:::\n", "fence-indented", 8),
    lesson("a fence is nested", ":::callout\n\nA\n\n:::callout\n\nB\n:::\n", "fence-nested", 12),
    lesson("both fences of a nest are told", ":::callout\n\nA\n\n:::callout\n\nB\n:::\n", "fence-nested", 8),
    lesson("a fence has four colons", "::::callout\n\nA\n:::\n", "fence-colons", 8),
    lesson("a blank follows the colons", "::: callout\n\nA\n:::\n", "fence-text", 8, ":::callout"),
    lesson("a title stands on the opener", ":::callout My note\n\nA\n:::\n", "fence-text", 8),
    lesson("a capital in the id", ":::reveal Why\nlabel: W\n\nA\n:::\n", "fence-text", 8),
    lesson("a closer without an opener", "Text.\n\n:::\n", "fence-stray", 10),
    lesson("a block of no type", ":::chioce x\n\nA\n:::\n", "unknown-block", 8, "choice"),
    lesson("an unknown setting", GOOD.replace("objective: B-1", "objective: B-1\npoint: 2"), "setting-unknown", 10, "points"),
    lesson("a setting with a capital", GOOD.replace("objective: B-1", "Objective: B-1"), "setting-shape", 9, "objective"),
    lesson("a setting without a blank", GOOD.replace("objective: B-1", "objective:B-1"), "setting-shape", 9, "objective: B-1"),
    lesson("a setting twice", GOOD.replace("objective: B-1", "objective: B-1\nobjective: B-1"), "setting-twice", 10),
    lesson("no empty line before the text", ":::callout\nA note.\n:::\n", "setting-shape", 9, "empty line"),
    lesson("a number that is none", GOOD.replace("objective: B-1", "objective: B-1\npoints: two"), "setting-value", 10, "number"),
    lesson("yes that is maybe", GOOD.replace("objective: B-1", "objective: B-1\nshuffle: maybe"), "setting-value", 10, "yes"),
    lesson("a level that is none", GOOD.replace("objective: B-1", "objective: B-1\nlevel: knows"), "setting-value", 10, "understand"),
    lesson("a block without its id", ":::reveal\nlabel: W\n\nA\n:::\n", "no-id", 8, "an-id-of-your-own"),
    lesson("an id used twice", GOOD + "\n" + GOOD, "duplicate-id", 17),
    lesson("no key", GOOD.replace("[x]", "[ ]"), "no-key", 8, "[x]"),
    lesson("two keys in a choice", GOOD.replace("[ ]", "[x]"), "many-keys", 8, "multi"),
    lesson("an option without a blank", GOOD.replace("[x] A", "[x]A"), "option-mark", 13, "- [x] right"),
    lesson("an empty box without a blank inside", GOOD.replace("[ ]", "[]"), "option-mark", 14),
    lesson("a dash in the box", GOOD.replace("[ ]", "[-]"), "option-mark", 14),
    lesson("the stem's list has run into the options", OPEN + "- one\n- [x] A\n- [ ] B\n:::\n", "unmarked-option", 13, "`*`"),
    lesson("feedback at the beginning of the line", OPEN + "- [x] A\n> Yes\n\n- [ ] B\n:::\n", "feedback-not-indented", 14, "two blanks"),
    lesson("a second paragraph in an option", OPEN + "- [x] A\n\n  More.\n- [ ] B\n:::\n", "option-content", 15),
    lesson("a list in an option", OPEN + "- [x] A\n  - More\n- [ ] B\n:::\n", "option-content", 14),
    lesson("text behind the list", OPEN + "- [x] A\n- [ ] B\n\nSo it is.\n:::\n", "stray-text", 16),
    lesson("an unknown label", OPEN + "- [x] A\n- [ ] B\n\nRational: So.\n:::\n", "label-unknown", 16, "Rationale"),
    lesson("a label twice", OPEN + "- [x] A\n- [ ] B\n\nHint: One.\nHint: Two.\n:::\n", "label-twice", 17),
    lesson("a label before the list", OPEN + "Hint: One.\n\n- [x] A\n- [ ] B\n:::\n", "label-early", 13),
    lesson("no options", OPEN + ":::\n", "no-options", 8),
    lesson("one option", OPEN + "- [x] A\n:::\n", "too-few-parts", 8),
    lesson("no stem", ":::choice b-1-f01\nobjective: B-1\n\n- [x] A\n- [ ] B\n:::\n", "no-stem", 8),
    lesson("no objective", GOOD.replace("objective: B-1", "points: 1"), "no-objective", 8),
    lesson("an objective that is not there", GOOD.replace("B-1\n", "B-7\n", 1), "unknown-objective", 8, "B-1"),
    lesson("safety without a spoken line", GOOD.replace("objective: B-1", "objective: B-1\ntags: safety-critical"), "no-spoken", 8),
    lesson("true or false without an answer", block("truefalse", "", "It is so."), "no-key", 8, "answer: true"),
    lesson("a pair without an arrow", block("match", "", "M.\n\n- a => b\n- c - d\n- e => f"), "no-arrow", 14, "=>"),
    lesson("one pair", block("match", "", "M.\n\n- a => b"), "too-few-parts", 8),
    lesson("one category", block("sort", "", "S.\n\n### A\n- one\n- two"), "too-few-parts", 8, "### Category"),
    lesson("an alternative that is no order", block("order", "alternatives: 1 1 2", "O.\n\n1. a\n2. b\n3. c"), "alternative-order", 10),
    lesson("no gap", block("fill", "", "Nothing to fill."), "no-gap", 8, "[["),
    lesson("an empty gap", block("fill", "", "A [[]] here."), "empty-gap", 11),
    lesson("a select without a key", block("select", "", "A [[b|c]] here."), "select-gap", 11, "(lower)"),
    lesson("a numeric without an answer", block("numeric", "unit: cm", "How many?"), "no-key", 8, "answer: 2.5"),
    lesson("a scale with one label", ":::scale s\nlabels: One\n\nHow?\n:::\n", "scale-labels", 9),
    lesson("a worksheet field without a kind", ":::worksheet w\ntitle: W\n\n1. What?\n:::\n", "worksheet-field", 11, "{short}"),
    lesson("a worksheet without a title", ":::worksheet w\n\n1. What? {short}\n:::\n", "setting-missing", 8, "title"),
    lesson("a worksheet that wants to send", ":::worksheet w\ntitle: W\nprivate: lms\n\n1. What? {short}\n:::\n", "setting-value", 10, "device"),
    lesson("a care block that skips nowhere", ":::care c\ntopics: loss\nskip-to: after\n\nIt is sad.\n:::\n", "unknown-heading", 8),
    lesson("a figure without a picture", ":::figure f\nalt: A\n:::\n", "setting-missing", 8, "image"),
    lesson("a figure whose picture is not there", ":::figure f\nimage: assets/a.svg\nalt: A\n:::\n", "unknown-asset", 8),
    lesson("raw HTML", "Text <b>bold</b>.\n", "raw-html", 8),
    lesson("a script", "<script>alert(1)</script>\n", "raw-html", 8),
    lesson("a link definition", "A [b][c].\n\n[c]: https://example.org\n", "reference-definition", 10),
    lesson("a footnote", "A.[^1]\n\n[^1]: B.\n", "footnote", 8),
    lesson("an underlined heading", "Title\n=====\n", "setext-heading", 9),
    lesson("a link to no lesson", "See [it](lesson:secnd).\n", "unknown-lesson", 8),
    lesson("a link to no term", "See [it](term:puase).\n", "unknown-term", 8, "pause"),
    lesson("a link to no heading", "See [it](#nowhere).\n", "unknown-heading", 8),
    lesson("a link by http", "See [it](http://example.org).\n", "link-scheme", 8, "https"),
    lesson("a link that would run", "See [it](javascript:alert).\n", "link-scheme", 8),
    lesson("a citation of nothing", "So [@Doe2002].\n", "unknown-source", 8, "Doe2020"),
    lesson("a citation with a page", "So [@Doe2020, p. 3].\n", "citation-form", 8),
    lesson("a picture that leads out", "![A](../a.png)\n", "outside-course", 8),
    lesson("a picture without words", "![](assets/a.png)\n", "no-alt", 8),
    lesson("a title that differs", "# Else\n\nText.\n", "title-heading", 8, "# A pause"),
    lesson("a level skipped", "## A\n\n#### B\n\nText.\n", "heading-order", 10),
    lesson("a comment without an end", "<!-- later\n\nText.\n", "comment-unclosed", 8),
    lesson("an acceptance without a reason", "<!-- ok unused-term -->\n\nText.\n", "acceptance-reason", 8),
    Mistake("no front matter", {LESSON: "Text.\n"}, "front-matter-missing", 1),
    Mistake("front matter without an end", {LESSON: "---\nid: a\n"}, "front-matter-unclosed", 1),
    Mistake("an unknown key", {LESSON: HEAD.replace("minutes", "minute")}, "unknown-key", 4, "minutes"),
    Mistake("minutes in words", {LESSON: HEAD.replace("minutes: 1", "minutes: one")}, "wrong-value", 4),
    Mistake("minutes missing", {LESSON: HEAD.replace("minutes: 1\n", "")}, "missing-key", 2, "minutes"),
    Mistake("a bad id", {LESSON: HEAD.replace("id: first", "id: First")}, "wrong-value", 2, "small letters"),
    Mistake("a lesson that is not listed", {"modules/basics/02-b.md": HEAD.replace("id: first", "id: second") + "T.\n"}, "unused-lesson", 2),
    Mistake("a listed lesson that is not there", {"modules/basics/module.yaml": MODULE.replace("[first]", "[first, frist]")}, "unknown-lesson", 5),
    Mistake("a version that is a number", {"modules/course.yaml": COURSE.replace("1.0.0", "1.0")}, "wrong-value", 3, "quotes"),
    Mistake("a standard that is none", {"modules/course.yaml": COURSE + "standards: [scorm13]\n"}, "wrong-value", 6, "scorm12"),
    Mistake("an empty course.yaml", {"modules/course.yaml": ""}, "empty-file", 1),
    Mistake("a key twice in YAML", {"modules/course.yaml": COURSE + "title: Again\n"}, "yaml-duplicate", 6),
    Mistake("an anchor", {"modules/course.yaml": COURSE.replace("title: Basics", "title: &a Basics")}, "yaml-anchor", 2),
    Mistake("a billion laughs", {"modules/course.yaml": "a: &a [x, x]\nb: &b [*a, *a]\n" + COURSE}, "yaml-anchor", 1),
    Mistake("a tag", {"modules/course.yaml": COURSE.replace("title: Basics", "title: !!python/name:os.system Basics")}, "yaml-tag", 2),
    Mistake("a tab in YAML", {"modules/basics/module.yaml": MODULE.replace("  id: quiz", "\tid: quiz")}, "yaml-syntax", 7),
    Mistake("a module that is not there", {"modules/course.yaml": COURSE.replace("[basics]\np", "[basics, bassics]\np")}, "unknown-module", 4),
    Mistake("an impossible draw", {"modules/basics/module.yaml": MODULE.replace("draw: 1", "draw: 9")}, "draw-impossible", 10),
    Mistake("an impossible minimum", {"modules/basics/module.yaml": MODULE + "  at-least: {safe: 1}\n"}, "draw-impossible", 12),
    Mistake("a quota that does not add up", {"modules/basics/module.yaml": MODULE + "  quota: {basics: 3}\n"}, "draw-impossible", 12),
    Mistake("a bank that is not there", {"modules/basics/module.yaml": MODULE.replace("[basics]\n  draw", "[basic]\n  draw")}, "unknown-bank", 9, "basics"),
    Mistake("an objective that nothing teaches", {"modules/basics/module.yaml": MODULE.replace("lessons:", "  B-2: {text: T}\nlessons:")}, "objective-untaught", 5),
    Mistake("tries in a bank", {"modules/basics/bank-basics.md": BANK.replace("answer: true", "answer: true\ntries: 2")}, "setting-place", 9),
    Mistake("a note in a bank", {"modules/basics/bank-basics.md": BANK + "\n:::callout\n\nA.\n:::\n"}, "not-a-question", 13),
    Mistake("a lock edited by hand", {"modules/ids.lock": "module basics 0\nfirst lesson zero\n"}, "lock-unreadable", 2),
    Mistake("a lock merged twice", {"modules/ids.lock": "module basics 0\nfirst lesson 0\nold lesson 0 retired\n"}, "lock-conflict", 3),
    Mistake("an SVG with a script", {LESSON: HEAD + ":::figure f\nimage: assets/a.svg\nalt: A\n:::\n", "assets/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">\n<script/></svg>'}, "svg", 2),
    Mistake("an SVG that loads", {LESSON: HEAD + ":::figure f\nimage: assets/a.svg\nalt: A\n:::\n", "assets/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">\n<use href="https://example.org/a.svg#a"/></svg>'}, "svg", 2),
    Mistake("an SVG with an entity", {LESSON: HEAD + ":::figure f\nimage: assets/a.svg\nalt: A\n:::\n", "assets/a.svg": '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'}, "svg", 1),
    Mistake("an asset with a hostile name", {LESSON: HEAD + "![A](<assets/A b.png>)\n", "assets/A b.png": "x"}, "asset-name", 8),
    Mistake("a bibliography that breaks off", {"modules/references.bib": "@book{Doe2020,\n  title = {On\n"}, "bib-syntax", 2),
]  # fmt: skip


def told(found: Diagnostic) -> str:
    return f"{found.message} {found.label} {found.help}"


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_told_on_its_line(mistake: Mistake, tmp_path: Path) -> None:
    result = checked(tmp_path, mistake.files)

    found = [each for each in result.diagnostics if each.rule == mistake.rule]
    assert found, [each.rule for each in result.diagnostics]
    assert mistake.line in [each.span.line for each in found], [each.span for each in found]
    assert any(mistake.words in told(each) for each in found), [told(each) for each in found]


def test_the_corpus_holds_a_hundred_mistakes() -> None:
    assert len(MISTAKES) >= 100


def test_no_mistake_hides_another(tmp_path: Path) -> None:
    bodies = [
        mistake
        for mistake in MISTAKES
        if list(mistake.files) == [LESSON] and mistake.files[LESSON].startswith(HEAD)
        and mistake.rule not in ("fence-unclosed", "comment-unclosed", "title-heading", "heading-order",
                                 "fence-stray", "duplicate-id", "setext-heading")
    ]  # fmt: skip
    step = 1 if FULL else 7
    for first, second in zip(bodies[::step], bodies[1::step], strict=False):
        text = first.files[LESSON] + "\n" + second.files[LESSON].removeprefix(HEAD)
        result = checked(tmp_path / f"{first.name}-{second.name}", {LESSON: text})
        rules = {each.rule for each in result.diagnostics}
        assert {first.rule, second.rule} <= rules, (first.name, second.name)


def test_bytes_that_are_not_utf_8_are_told_with_their_place(tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / LESSON).write_bytes(HEAD.encode() + b"caf\xe9\n")

    result = checked(tmp_path, {LESSON: HEAD + "caf\udce9\n"})

    found = next(each for each in result.diagnostics if each.rule == "not-utf-8")
    assert (found.span.line, found.span.column) == (8, 4)


def test_carriage_returns_a_mark_tabs_and_curly_quotes_are_taken_as_typed(tmp_path: Path) -> None:
    text = "\ufeff" + (HEAD + "A “[pause](term:pause)”\t[@Doe2020].  \n").replace("\n", "\r\n")

    result = checked(tmp_path, {LESSON: text})

    assert {each.rule for each in result.diagnostics} == {"lock-stale"}


def test_a_lesson_of_twenty_megabytes_is_refused_in_words(tmp_path: Path) -> None:
    result = checked(tmp_path, {LESSON: HEAD + "word " * 4_000_000})

    assert "too-large" in {each.rule for each in result.diagnostics}


def test_a_symlink_out_of_the_course_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("secret", encoding="utf-8")
    course = write(tmp_path / "course", {})
    os.symlink(outside, course / "modules" / "basics" / "02-link.md")

    result = checked(course, {})

    assert "outside-course" in {each.rule for each in result.diagnostics}


def test_a_folder_that_is_no_course_says_so(tmp_path: Path) -> None:
    from ihrp_course.source import read

    _, problems = read(tmp_path)

    assert [each.rule for each in problems] == ["no-course"]

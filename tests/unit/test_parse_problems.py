"""What an author can get wrong in a file, the place that is shown, and the words that help."""

from __future__ import annotations

import pytest

from tests.unit.parsing import parse_lesson

HEAD = ":::choice q\n\nWhich?\n\n"  # four lines
TAIL = "\n:::\n"

# source · rule · line and column · words that the message and the help must hold
FENCES = [
    ("::: choice q\n:::\n", "fence-text", 1, 1, "no blank `:::choice q`"),
    (":::Choice q\n:::\n", "fence-text", 1, 1, "small letters `:::choice q`"),
    (":::choice Q_One\n:::\n", "fence-text", 1, 1, "`Q_One` cannot be an id `:::choice q-one`"),
    (":::choice q more\n:::\n", "fence-text", 1, 1, "type and its id, nothing more"),
    (":::choice{#q}\n:::\n", "fence-text", 1, 1, "`:::choice q`"),
    ("::: the end\n", "fence-text", 1, 1, "neither opens nor closes `:::type an-id`"),
    ("a\n\n  :::choice q\n:::\n", "fence-indented", 3, 3, "left edge code fence"),
    ("::::choice q\n:::\n", "fence-colons", 1, 1, "three colons 4 `:::`"),
    ("a\n\n:::chioce q\n:::\n", "unknown-block", 3, 4, "no block `chioce` did you mean `choice`"),
    (":::zzz q\n:::\n", "unknown-block", 1, 4, "known here: callout, choice"),
    ("a\n\n:::choice q\n\nb\n", "fence-unclosed", 3, 1, "never closes `:::`"),
    (":::choice q\n\na\n\n:::order r\n\nb\n:::\n:::\n", "fence-nested", 5, 1, "do not nest"),
    ("a\n\n:::\n\nb\n", "fence-stray", 3, 1, "no block is open"),
    ("```\na\n\n:::choice q\n:::\n", "code-unclosed", 1, 1, "never closes same signs ```"),
    ("~~~~\na\n~~~\n", "code-unclosed", 1, 1, "~~~~"),
    ("a\n\n<!-- b\n\nc\n", "comment-unclosed", 3, 1, "never ends `-->`"),
    ("<!-- ok L01 -->\na\n", "acceptance-reason", 1, 1, "`L01` without a reason"),
    ("<!-- ok L01 why -->\na\n", "acceptance-reason", 1, 1, "`<!-- ok L01: why it is right"),
    ("<!-- ok-block no-alt: -->\na\n", "acceptance-reason", 1, 1, "`<!-- ok-block no-alt: why"),
    ("<!-- ok-block L01: why -->\na\n", "acceptance-block", 1, 1, "no block right above"),
]
SETTINGS = [
    (":::choice q\npoints:1\n\na\n:::\n", "setting-shape", 2, 1, "no blank behind `points: 1`"),
    (":::choice q\nPoints: 1\n\na\n:::\n", "setting-shape", 2, 1, "small letters `points: 1`"),
    (":::choice q\nat_least: 1\n:::\n", "setting-shape", 2, 1, "hyphens `at-least: 1`"),
    (":::choice q\n  points: 1\n:::\n", "setting-shape", 2, 3, "left edge `points: 1`"),
    (":::choice q\npoints = 1\n:::\n", "setting-shape", 2, 1, "`=` `points: 1`"),
    (":::choice q\npoints : 1\n:::\n", "setting-shape", 2, 1, "blank before the colon"),
    (":::choice q\nWhich is it?\n:::\n", "setting-shape", 2, 1, "leave an empty line before"),
    (":::choice q\na: 1\n- [x] b\n:::\n", "setting-shape", 3, 1, "leave an empty line before"),
    (":::choice q\nHint: b\n:::\n", "setting-shape", 2, 1, "leave an empty line before"),
    (":::choice q\na: 1\na: 2\n:::\n", "setting-twice", 3, 1, "`a` is set twice"),
]
LABELS = [
    (HEAD + "- [x] a\n- [ ] b\nHnit: c" + TAIL, "label-unknown", 7, 1, "did you mean `Hint:`"),
    (HEAD + "- [x] a\n- [ ] b\nNote: c" + TAIL, "label-unknown", 7, 1, "known here: Hint, Ratio"),
    (HEAD + "- [x] a\n- [ ] b\nhint: c" + TAIL, "label-unknown", 7, 1, "did you mean `Hint:`"),
    (HEAD + "- [x] a\n\n**Hint:** c" + TAIL, "label-unknown", 7, 1, "without marks `Hint:`"),
    (HEAD + "- [x] a\n  Hint: c" + TAIL, "label-unknown", 6, 3, "left edge `Hint:`"),
    (":::choice q\n\nRationle: a\n\n- [x] b" + TAIL, "label-unknown", 3, 1, "`Rationale:`"),
    (HEAD + "Hint: c\n\n- [x] a" + TAIL, "label-early", 5, 1, "below the last item `*`"),
    (":::truefalse q\n\na\nHint: b" + TAIL, "label-early", 4, 1, "an empty line above it"),
    (":::match q\n\n- a\n\nHint: b\n- c" + TAIL, "label-early", 5, 1, "another sign, such as `*`"),
    (HEAD + "- [x] a\nHint: b\nHint: c" + TAIL, "label-twice", 7, 1, "`Hint:` stands twice"),
    (HEAD + "- [x] a\n\nHint:" + TAIL, "label-empty", 7, 1, "no text behind `Hint:`"),
    (":::open q\n\na\n\nModel: b\nRubic:\n- [ ] c" + TAIL, "label-unknown", 6, 1, "`Rubric:`"),
]
OPTIONS = [
    (HEAD + "- [x]a\n- [ ] b" + TAIL, "option-mark", 5, 3, "`[x]` `- [x] right`: a blank"),
    (HEAD + "- [x] a\n- [] b" + TAIL, "option-mark", 6, 3, "`[]` `- [ ] wrong`"),
    (HEAD + "- [x] a\n- [-] b" + TAIL, "option-mark", 6, 3, "`[-]` `- [ ] wrong`"),
    (HEAD + "- [ x] a\n- [ ] b" + TAIL, "option-mark", 5, 3, "`[ x]` `- [x] right`"),
    (HEAD + "- [✓] a\n- [ ] b" + TAIL, "option-mark", 5, 3, "`[✓]` `- [x] right`"),
    (HEAD + "- [x] a\n-[ ] b" + TAIL, "option-mark", 6, 1, "`- [ ] text` a blank before"),
    (HEAD + "- [x] a\n- b" + TAIL, "unmarked-option", 6, 1, "has no box `- [x]` if it is right"),
    (HEAD + "- a\n\n- [x] b" + TAIL, "unmarked-option", 5, 1, "question itself uses `*`"),
    (HEAD + "- [x] a\n> b" + TAIL, "feedback-not-indented", 6, 1, "no item two blanks"),
    (HEAD + "- [x] a\n > b" + TAIL, "feedback-not-indented", 6, 2, "no item two blanks"),
    (HEAD + "> a\n\n- [x] b" + TAIL, "feedback-not-indented", 5, 1, "no item"),
    (":::order q\n\n10. a\n   > b" + TAIL, "feedback-not-indented", 4, 4, "four under `10. `"),
    (HEAD + "- [x] a\n\n  b" + TAIL, "option-content", 7, 3, "a second paragraph an option"),
    (HEAD + "- [x] a\n  - b" + TAIL, "option-content", 6, 3, "a list cannot stand"),
    (HEAD + "- [x] a\n  # b" + TAIL, "option-content", 6, 3, "a heading cannot stand"),
    (HEAD + "- [x] a\n- # b" + TAIL, "option-content", 6, 3, "a heading cannot stand"),
    (HEAD + "- [x] a ![b](c.png)" + TAIL, "option-content", 5, 9, "a picture cannot stand"),
    (HEAD + "- [x] [![b](c.png)](d)" + TAIL, "option-content", 5, 8, "a picture cannot stand"),
    (HEAD + "- [x] a\n  ```\n  b\n  ```" + TAIL, "option-content", 6, 3, "a code block cannot"),
    (HEAD + "- [x] a\n  > b\n\n  > c" + TAIL, "option-content", 8, 3, "a second feedback"),
    (HEAD + "- [x] a\n\n  | b |\n  |---|" + TAIL, "option-content", 7, 3, "a table cannot"),
    (
        HEAD + "- [x] a\n  > - b" + TAIL,
        "feedback-content",
        6,
        5,
        "a list feedback holds paragraphs",
    ),
    (HEAD + "- [x] a\nb" + TAIL, "stray-text", 6, 1, "runs on indent two blanks"),
    (HEAD + "- [x] a\n  > b\nc" + TAIL, "stray-text", 7, 1, "runs on in the option above"),
    (HEAD + "- [x] a\n\nb\n\nHint: c" + TAIL, "stray-text", 7, 1, "between above the list"),
    (":::sort q\n\n### a\n\nb\n\n- c" + TAIL, "stray-text", 5, 1, "between above the list"),
    (":::fill q\n\n[[a]]\n\n- b\n\nc" + TAIL, "stray-text", 7, 1, "between above the list"),
    (":::sort q\n\n## a\n- b" + TAIL, "group-level", 3, 1, "third level 2 `### Category`"),
    (HEAD + "- [x] a\n\n* [ ] b" + TAIL, "two-lists", 7, 1, "second list same sign"),
    (HEAD + "- [x] a\n- [ ]" + TAIL, "item-empty", 6, 1, "this option has no text"),
    (HEAD + "- [x] a {#No name}" + TAIL, "slug-form", 5, 9, "`{#No name}` small letter"),
    (":::match q\n\n- [x] a => b" + TAIL, "option-outside", 3, 3, "no options belong"),
    (":::open q\n\na\n\nModel: b\nRubric:\n- [ ] c\n- d" + TAIL, "unmarked-option", 8, 1, "no box"),
]
MARKDOWN = [
    ("a <b>c</b>\n", "raw-html", 1, 3, "`<b>` `**text**`"),
    ("a<br>b\n", "raw-html", 1, 2, "backslash"),
    ("<div>\n\na\n", "raw-html", 1, 1, "`<div>` Markdown"),
    ("<script>\n\na\n", "raw-html", 1, 1, "`<script> a`"),
    ("a <!-- b --> c\n", "raw-html", 1, 3, "a comment begins its line"),
    ("![a <i>b</i>](c.png)\n", "raw-html", 1, 5, "`*text*`"),
    ("[a]: https://b\n\n[a]\n", "reference-definition", 1, 1, "where it is used"),
    ("> [0:00]: b\n", "reference-definition", 1, 3, "where it is used"),
    ("a[^1]\n\n[^1]: b\n", "footnote", 1, 2, "not read `[@key]`"),
    ("é [^x]\n", "footnote", 1, 3, "not read `[@key]`"),
    ("A title\n===\n", "setext-heading", 2, 1, "`## A title`"),
    ("é\n\nA line\n ---\n", "setext-heading", 4, 2, "an empty line above it"),
    ("## a {.b}\n", "heading-braces", 1, 1, "its id and nothing else"),
    ("## a {draft}\n", "heading-braces", 1, 1, "`## Heading {#an-id}`"),
    ("## a {#A1}\n", "slug-form", 1, 1, "`{#A1}` small letter"),
    ("a [see @b]\n", "citation-form", 1, 3, "keys `[@one; @two]`"),
    ("a [@b, p. 3]\n", "citation-form", 1, 3, "outside the brackets"),
    ("a [@b *c*]\n", "citation-form", 1, 3, "keys and nothing else"),
    ("[a [@b]](https://c)\n", "link-content", 1, 4, "behind the link"),
    ("- [ ] a\n- [x] b\n", "option-outside", 1, 3, "`:::choice an-id`"),
    (":::callout\n\n- [x] a\n:::\n", "option-outside", 3, 3, "no options belong"),
    (":::fill q\n\na [[b *c*]]\n:::\n", "gap-shape", 3, 3, "plain text on one line"),
    (":::fill q\n\na [[b\nc]]\n:::\n", "gap-shape", 3, 3, "plain text on one line"),
    (":::fill q\n\na [[b [c]]]\n:::\n", "gap-shape", 3, 3, "no brackets"),
    (":::fill q\n\na `[[b]]`\n:::\n", "gap-place", 3, 3, "in code running text"),
    (":::fill q\n\n[a [[b]]](c)\n:::\n", "gap-place", 3, 4, "in a link"),
    (":::fill q\n\n| [[a]] |\n|---|\n:::\n", "gap-place", 3, 3, "in a table"),
    (":::fill q\n\n# [[a]]\n\nb\n:::\n", "gap-place", 3, 3, "in a heading"),
]
ROWS = [*FENCES, *SETTINGS, *LABELS, *OPTIONS, *MARKDOWN]


@pytest.mark.parametrize(("source", "rule", "line", "column", "words"), ROWS)
def test_a_mistake_is_shown_where_it_stands_with_what_to_type(
    source: str, rule: str, line: int, column: int, words: str
) -> None:
    _, problems = parse_lesson(source)

    found = [problem for problem in problems if problem.rule == rule]
    assert [(each.span.line, each.span.column) for each in found[:1]] == [(line, column)], problems
    said = f"{found[0].message} {found[0].help}"
    for word in words.split(" "):
        assert word in said, said
    assert found[0].severity == "error"


@pytest.mark.parametrize("row", ROWS)
def test_a_mistake_brings_no_more_findings_than_it_must(
    row: tuple[str, str, int, int, str],
) -> None:
    _, problems = parse_lesson(row[0])

    assert len({problem.rule for problem in problems}) <= 2, problems


def test_the_table_covers_every_rule_of_markdown_files() -> None:
    assert len(ROWS) >= 60
    assert len({row[1] for row in ROWS}) >= 35


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    source = (
        ":::choice q\npoints:1\n\nWhich <b>?\n\n- [x]a\n- [ ] b\n> c\nHnit: d\n:::\n"
        "\n:::zzz\n:::\n\n[^1]\n"
    )

    _, problems = parse_lesson(source)

    assert [problem.rule for problem in problems] == [
        "setting-shape",
        "label-unknown",
        "unknown-block",
        "raw-html",
        "option-mark",
        "feedback-not-indented",
        "footnote",
    ]


def test_a_block_in_a_block_shows_both_and_is_read_on_as_if_closed() -> None:
    document, problems = parse_lesson(":::callout a\n\nb\n\n:::callout c\n\nd\n:::\n:::\n\ne\n")

    assert [(problem.rule, problem.span.line) for problem in problems] == [
        ("fence-nested", 5),
        ("fence-nested", 1),
    ]
    assert len(document.parts) == 3


def test_a_setting_given_twice_shows_the_first_place_and_keeps_it() -> None:
    document, problems = parse_lesson(":::callout\nkind: note\nkind: safety\n\na\n:::\n")

    assert problems[0].related[0].span.line - 4 == 2
    (block,) = document.parts
    assert not hasattr(block, "settings") or block.settings["kind"].value == "note"


def test_a_misspelt_setting_line_is_read_on_as_meant() -> None:
    document, _ = parse_lesson(":::callout\nKind: note\nother:x\n\na\n:::\n")

    (block,) = document.parts
    assert hasattr(block, "settings")
    assert {name: each.value for name, each in block.settings.items()} == {
        "kind": "note",
        "other": "x",
    }

"""The glossary: terms with ids, their settings and paragraphs."""

from __future__ import annotations

import pytest

from tests.unit.parsing import html, parse_files

PATH = "modules/glossary.md"


def test_a_term_has_an_id_a_title_settings_and_paragraphs() -> None:
    parsed, problems = parse_files(
        {
            PATH: "# Glossary\n\n## window of *tolerance* {#wot}\nalso: zone | range\n\nThe [x](term:y)"
            " [@z].\n\nMore.\n\n## empty {#e}\n\n<!-- ok L01: why -->\n## last {#l}\n\nEnd"
        }
    )

    assert problems == () and parsed.documents == {}
    first, empty, last = parsed.glossary
    assert (first.id, first.title) == ("wot", "window of tolerance")
    assert first.settings["also"].value == "zone | range"
    assert first.settings["also"].value_span == (PATH, 4, 7, 4, 19)
    assert html(first.prose) == "<p>The ‹Link›‹Citation›.</p>\n<p>More.</p>\n"
    assert first.span == (PATH, 3, 1, 3, 32)
    assert first.prose.span == (PATH, 6, 1, 8, 6)
    assert (empty.prose.parts, last.prose.text) == ((), "End")
    (accepted,) = parsed.glossary_acceptances
    assert (accepted.first_line, last.span.line) == (13, 13)


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "words"),
    [
        ("## a\n\nb\n", "term-form", 1, 1, "`## a {#an-id}` term:an-id"),
        ("## a {#}\n\nb\n", "term-form", 1, 1, "`## a {#an-id}`"),
        ("## a {#A b}\n\nb\n", "slug-form", 1, 8, "`{#A b}` small letter"),
        ("## a {#b}\nText.\n", "setting-shape", 2, 1, "an empty line"),
        ("## a {#b}\nAlso: c\n", "setting-shape", 2, 1, "`also: c`"),
        ("Text.\n\n## a {#b}\n", "glossary-text", 1, 1, "no term `## term {#an-id}`"),
        ("## a {#b}\n\n:::callout\n\nc\n:::\n", "unknown-block", 3, 4, "holds no blocks"),
        ("## a {#b}\n\n<i>c</i>\n", "raw-html", 3, 1, "`*text*`"),
        ("---\nid: a\n---\n\n## a {#b}\n", "glossary-text", 1, 1, "no front matter"),
    ],
)
def test_a_mistake_in_the_glossary_is_shown_where_it_stands(
    text: str, rule: str, line: int, column: int, words: str
) -> None:
    _, problems = parse_files({PATH: text})

    assert [(each.rule, each.span[1:3]) for each in problems] == [(rule, (line, column))]
    said = f"{problems[0].message} {problems[0].help}"
    for word in words.split(" "):
        assert word in said, said


def test_a_term_without_an_id_is_left_out_and_the_others_stay() -> None:
    parsed, _ = parse_files({PATH: "## a\n\nb\n\n## c {#c}\n\nd\n"})

    assert [entry.id for entry in parsed.glossary] == ["c"]

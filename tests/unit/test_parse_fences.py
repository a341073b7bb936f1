"""Front matter, blocks as lines, settings, labels, comments and acceptances."""

from __future__ import annotations

import pytest

from ihrp_course.parse.tree import BlockNode, Prose
from tests.unit.parsing import (
    LESSON,
    html,
    parse_files,
    parse_lesson,
    read,
    read_block,
    read_prose,
)

CHOICE = ":::choice q\nobjective: A\n\nWhich?\n\n- [x] One\n- [ ] Two\n:::\n"


# --- front matter ---------------------------------------------------------------------------------


def test_front_matter_is_yaml_whose_places_are_the_files() -> None:
    parsed, problems = parse_files({LESSON: "---\nid: a\nobjectives: [A, B]\n---\nText.\n"})

    front = parsed.documents[LESSON].front
    assert problems == () and front is not None
    assert front.data == {"id": "a", "objectives": ["A", "B"]}
    assert front.at("objectives", 1) == (LESSON, 3, 17, 3, 18)


@pytest.mark.parametrize("text", ["", "Text.\n", "# Title\n---\nid: a\n---\n", "--- \ud7ff"])
def test_a_file_without_front_matter_is_told_once_and_still_read(text: str) -> None:
    parsed, problems = parse_files({LESSON: text})

    assert parsed.documents[LESSON].front is None
    (problem,) = [each for each in problems if each.rule == "front-matter-missing"]
    assert problem.span.line == 1 and "`id:`" in problem.help


def test_front_matter_that_never_ends_is_told_and_ends_where_yaml_does() -> None:
    parsed, problems = parse_files({LESSON: "---\nid: a\ntags:\n  - b\n\nText *here*.\n"})

    document = parsed.documents[LESSON]
    assert [problem.rule for problem in problems] == ["front-matter-unclosed"]
    assert document.front is not None and document.front.data == {"id": "a", "tags": ["b"]}
    assert [html(part) for part in document.parts if isinstance(part, Prose)] == [
        "<p>Text <em>here</em>.</p>\n"
    ]


def test_front_matter_below_empty_lines_is_told_and_read() -> None:
    parsed, problems = parse_files({LESSON: "\n\n---\nid: a\n---\n"})

    front = parsed.documents[LESSON].front
    assert [problem.rule for problem in problems] == ["front-matter-shape"]
    assert front is not None and front.at("id") == (LESSON, 4, 5, 4, 6)


def test_front_matter_may_be_all_there_is() -> None:
    parsed, problems = parse_files({LESSON: "---\nid: a\n---"})

    assert problems == () and parsed.documents[LESSON].parts == ()


# --- blocks ---------------------------------------------------------------------------------------


def test_prose_and_blocks_come_in_their_order() -> None:
    document = read(f"One.\n\n{CHOICE}\nTwo.\n\n{CHOICE.replace('q', 'r')}{CHOICE}Three.\n")

    kinds = [part.text if isinstance(part, Prose) else part.id for part in document.parts]
    assert kinds == ["One.", "q", "Two.", "r", "q", "Three."]


def test_a_block_names_its_opener_its_id_and_its_last_line() -> None:
    block = read_block(f"\n{CHOICE}")

    assert (block.kind, block.id) == ("choice", "q")
    assert block.span == (LESSON, 6, 1, 6, 12)
    assert block.id_span == (LESSON, 6, 11, 6, 12)
    assert block.last_line == 13


def test_blanks_behind_a_fence_are_nothing() -> None:
    block = read_block(":::callout  \nkind: note\t\n \t\nText.\n:::\t\n")

    assert block.id == "" and block.id_span == block.span == (LESSON, 5, 1, 5, 11)
    assert block.settings["kind"].value == "note"
    assert html(block.stem) == "<p>Text.</p>\n"


def test_nothing_counts_inside_fenced_code() -> None:
    prose = read_prose("```\n:::choice q\n<!-- a -->\n```\n\n~~~~md\n:::\n~~~\n~~~~\n")

    assert html(prose) == (
        "<pre><code>:::choice q\n&lt;!-- a --&gt;\n</code></pre>\n"
        '<pre><code class="language-md">:::\n~~~\n</code></pre>\n'
    )


def test_ticks_within_a_line_open_no_code_fence() -> None:
    assert len(read(f"```code``` here\n\n{CHOICE}").parts) == 2


def test_labels_and_items_inside_fenced_code_are_code() -> None:
    block = read_block(":::truefalse q\n\nOne.\n\n```\nHint: no\n```\n\nTwo.\n\nHint: yes\n:::\n")

    assert block.labels["Hint"].prose.text == "yes"
    assert block.stem is not None and block.stem.text == "Two."


def test_an_unclosed_block_is_one_finding_and_keeps_what_stands_above_it() -> None:
    document, problems = parse_lesson(f"Text.\n\n{CHOICE[:-4]}\n## More\n\n- a\n")

    assert [(problem.rule, problem.span.line) for problem in problems] == [("fence-unclosed", 3)]
    assert isinstance(document.parts[0], Prose)


def test_an_unknown_block_is_left_out_and_the_rest_is_read() -> None:
    document, problems = parse_lesson(f":::chioce q\nbad\n\n- x\n:::\n\n{CHOICE}")

    assert [problem.rule for problem in problems] == ["unknown-block"]
    assert [part.id for part in document.parts if isinstance(part, BlockNode)] == ["q"]


# --- settings -------------------------------------------------------------------------------------


def test_settings_are_text_with_outer_blanks_dropped_and_escapes_kept() -> None:
    block = read_block(
        ":::choice q\nempty:\nlabels: Not at all | A \\| b |“c”\ntext:\t  x: y, z = 1 \n\n"
        "Which?\n\n- [x] One\n:::\n"
    )

    assert {name: setting.value for name, setting in block.settings.items()} == {
        "empty": "",
        "labels": "Not at all | A \\| b |“c”",
        "text": "x: y, z = 1",
    }
    assert block.settings["text"].name_span == (LESSON, 8, 1, 8, 5)
    assert block.settings["text"].value_span == (LESSON, 8, 9, 8, 20)
    assert block.settings["empty"].value_span == (LESSON, 6, 7, 6, 7)


def test_a_block_without_settings_keeps_its_empty_line() -> None:
    block = read_block(":::callout\n\nnote: this is text\n:::\n")

    assert dict(block.settings) == {} and html(block.stem) == "<p>note: this is text</p>\n"


def test_settings_may_be_all_there_is() -> None:
    block = read_block(":::callout x\nkind: note\n:::\n")

    assert block.settings["kind"].value == "note" and block.stem is None


# --- labels ---------------------------------------------------------------------------------------


def test_a_label_right_below_a_feedback_is_no_part_of_it() -> None:
    block = read_block(
        ":::choice q\n\nWhich?\n\n- [x] One\n  > Yes.\nHint: Look.\nRationale: Because [@a].\n\n"
        "And more.\n:::\n"
    )

    feedback = block.items[0].feedback
    assert feedback is not None and feedback.text == "Yes."
    assert html(block.labels["Hint"].prose) == "Look."
    assert html(block.labels["Rationale"].prose) == "<p>Because‹Citation›.</p>\n<p>And more.</p>\n"


def test_the_text_of_a_label_has_its_own_place() -> None:
    block = read_block(":::choice q\n\nWhich?\n\n- [x] One\n\nHint:  Look [here](term:x)\n:::\n")

    label = block.labels["Hint"]
    link = label.prose.parts[1]
    assert label.span == (LESSON, 11, 1, 11, 6)
    assert label.prose.span == (LESSON, 11, 8, 11, 27)
    assert not isinstance(link, str)
    assert label.prose.span_of(link) == (LESSON, 11, 13, 11, 27)


def test_a_list_with_boxes_below_a_label_is_its_items() -> None:
    block = read_block(
        ":::open q\n\nThink.\n\nModel: *He* said.\nRubric:\n- [ ] Names {#n}\n- [x] Uses\n:::\n"
    )

    rubric = block.labels["Rubric"]
    assert [(item.mark, item.text.text, item.slug) for item in rubric.items] == [
        (False, "Names", "n"),
        (True, "Uses", ""),
    ]
    assert rubric.prose.parts == () and rubric.prose.words == 0
    assert block.labels["Model"].items == ()


def test_a_plain_list_below_a_label_is_text() -> None:
    block = read_block(":::open q\n\nThink.\n\nModel: Say\n\n- a\n- b\n:::\n")

    assert html(block.labels["Model"].prose) == "<p>Say</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"


def test_words_with_a_colon_are_text_above_the_labels() -> None:
    block = read_block(
        ":::truefalse q\n\nJordan: I only came.\n\nNote: it is true.\n\nCorrect: yes\n:::\n"
    )

    assert block.lead is not None and block.lead.text == "Jordan: I only came."
    assert block.stem is not None and block.stem.text == "Note: it is true."
    assert list(block.labels) == ["Correct"]


def test_a_label_may_hold_a_list_with_another_sign() -> None:
    block = read_block(":::match q\n\nPair.\n\n- a => b\n\nHint: see\n* c\n* d\n:::\n")

    assert [item.text.text for item in block.items] == ["a => b"]
    assert html(block.labels["Hint"].prose) == "<p>see</p>\n<ul>\n<li>c</li>\n<li>d</li>\n</ul>\n"


def test_options_end_with_the_last_box_so_a_label_may_hold_any_plain_list() -> None:
    block = read_block(":::choice q\n\nWhich?\n\n- [x] One\n\nHint: see\n\n- c\n- d\n:::\n")

    assert len(block.items) == 1 and "<li>d</li>" in html(block.labels["Hint"].prose)


def test_a_block_may_be_all_labels() -> None:
    block = read_block(":::figure f\nalt: x\n\nLong: A drawing.\n:::\n")

    assert block.stem is None and block.labels["Long"].prose.text == "A drawing."


def test_a_block_without_labels_reads_them_as_text() -> None:
    assert html(read_block(":::callout\n\nHint: x\n:::\n").stem) == "<p>Hint: x</p>\n"


# --- comments and acceptances ---------------------------------------------------------------------


def test_comments_are_dropped_with_all_that_is_in_them() -> None:
    document = read("One\n<!-- a\n:::choice q\n```\n-->\ntwo.\n\n  <!-- b -->\n\nThree.\n")

    (prose,) = document.parts
    assert isinstance(prose, Prose)
    assert html(prose) == "<p>One\ntwo.</p>\n<p>Three.</p>\n"


def test_places_below_a_comment_are_the_files() -> None:
    document = read("A\n<!-- b\nc -->\n[d](e:f)\n")

    (prose,) = document.parts
    assert isinstance(prose, Prose)
    link = prose.parts[1]
    assert not isinstance(link, str) and prose.span_of(link) == (LESSON, 8, 1, 8, 9)


def test_a_comment_splits_no_list_of_options() -> None:
    block = read_block(
        ":::choice q\n<!-- a -->\nobjective: A\n\nWhich?\n\n- [x] One\n<!-- ok L01: why -->\n"
        "- [ ] Two\n  > No.\n:::\n"
    )

    assert [item.span.line for item in block.items] == [11, 13]
    assert block.settings["objective"].name_span.line == 7


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<!-- ok L01: why -->\nText\n", (6, 6)),
        ("  <!--ok L01:why-->  \n\n\nText\n", (8, 8)),
        ("<!-- ok L01: why -->\n<!-- a\nb -->\nText\n", (8, 8)),
        (f"<!-- ok L01: why -->\n{CHOICE}", (6, 6)),
        (f"<!-- ok-block L01: why -->\n{CHOICE}", (6, 13)),
        (CHOICE.replace("- [ ]", "<!-- ok-block L01: why -->\n- [ ]"), (5, 13)),
        (CHOICE.replace("- [ ]", "<!-- ok L01: why -->\n- [ ]"), (12, 12)),
        ("Text\n<!-- ok L01: why -->\n", (6, 6)),
        ("<!-- ok L01: why\nindeed -->\nText\n", (7, 7)),
    ],
)
def test_an_acceptance_covers_the_next_line_or_its_block(body: str, lines: tuple[int, int]) -> None:
    (accepted,) = read(body).acceptances

    assert (accepted.rule, accepted.reason[:3]) == ("L01", "why")
    assert (accepted.first_line, accepted.last_line) == lines


def test_acceptances_in_a_row_cover_the_same_line() -> None:
    accepted = read("<!-- ok L01: a -->\n<!-- ok no-alt: b: c -->\nText\n").acceptances

    assert [(each.rule, each.reason, each.first_line) for each in accepted] == [
        ("L01", "a", 7),
        ("no-alt", "b: c", 7),
    ]
    assert accepted[1].span == (LESSON, 6, 1, 6, 25)


def test_a_remark_that_begins_with_ok_accepts_nothing() -> None:
    assert read("<!-- ok for now -->\nText\n").acceptances == ()


def test_an_acceptance_without_a_reason_accepts_nothing() -> None:
    document, problems = parse_lesson("<!-- ok L01 -->\nText\n")

    assert document.acceptances == () and problems[0].rule == "acceptance-reason"

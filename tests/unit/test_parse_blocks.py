"""A block's body in the parts that its shape asks for: vignette, stem, items, groups, gaps."""

from __future__ import annotations

import pytest

from ihrp_course.parse.tree import BlockNode, Gap, Item, Prose
from tests.unit.parsing import LESSON, html, parse_lesson, read_block


def block(kind: str, body: str) -> BlockNode:
    return read_block(f":::{kind} q\n\n{body}\n:::\n")


def texts(items: tuple[Item, ...]) -> list[tuple[bool | None, str, str | None]]:
    return [
        (item.mark, html(item.text), html(item.feedback) if item.feedback is not None else None)
        for item in items
    ]


def gaps(prose: Prose | None) -> list[tuple[str, int]]:
    assert prose is not None
    return [(part.text, part.number) for part in prose.parts if isinstance(part, Gap)]


# --- lead and stem --------------------------------------------------------------------------------


def test_the_last_paragraph_is_the_stem_and_what_stands_before_it_the_vignette() -> None:
    found = block("choice", "Ines, *44*.\n\nHer week.\n\nWhat now?\n\n- [x] One\n- [ ] Two")

    assert html(found.lead) == "<p>Ines, <em>44</em>.</p>\n<p>Her week.</p>\n"
    assert html(found.stem) == "What now?"
    assert found.stem is not None and found.stem.span == (LESSON, 11, 1, 11, 10)


def test_a_stem_without_a_vignette_stands_alone() -> None:
    found = block("choice", "What *now*?\n\n- [x] One")

    assert found.lead is None and html(found.stem) == "What <em>now</em>?"


def test_a_list_of_the_stem_uses_a_star_and_belongs_to_it() -> None:
    found = block("choice", "Case.\n\nWhich of\n\n* a\n* b\n\n- [x] One\n- [ ] Two")

    assert html(found.lead) == "Case."
    assert html(found.stem) == "<p>Which of</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
    assert len(found.items) == 2


def test_options_without_a_question_leave_the_stem_empty() -> None:
    found = block("choice", "- [x] One\n- [ ] Two")

    assert (found.lead, found.stem) == (None, None) and len(found.items) == 2


def test_prose_is_kept_whole() -> None:
    found = block("callout", "One.\n\n- a\n\n> b")

    assert found.lead is None
    assert html(found.stem) == (
        "<p>One.</p>\n<ul>\n<li>a</li>\n</ul>\n<blockquote>\n<p>b</p>\n</blockquote>\n"
    )


def test_an_empty_body_has_no_parts() -> None:
    found = block("truefalse", "")

    assert (found.lead, found.stem, found.items, found.groups) == (None, None, (), ())


# --- options --------------------------------------------------------------------------------------


def test_options_carry_box_text_and_feedback() -> None:
    found = block(
        "choice",
        "Which?\n\n- [ ] One *a*\n  > No [@b].\n- [X]  Two\n- [x] Three\n  more\n  > Yes.\n  >\n"
        "  > Indeed.\n- [ ]\tFour",
    )

    assert texts(found.items) == [
        (False, "One <em>a</em>", "No‹Citation›."),
        (True, "Two", None),
        (True, "Three\nmore", "<p>Yes.</p>\n<p>Indeed.</p>\n"),
        (False, "Four", None),
    ]
    assert [item.raw for item in found.items] == ["One *a*", "Two", "Three\nmore", "Four"]
    assert [item.span[1:] for item in found.items] == [
        *((9, 1, 9, 14), (11, 1, 11, 11)),
        *((12, 1, 13, 7), (17, 1, 17, 11)),
    ]


def test_options_with_empty_lines_between_them_are_the_same() -> None:
    tight = block("choice", "Which?\n\n- [x] One\n  > Yes.\n- [ ] Two")
    loose = block("choice", "Which?\n\n- [x] One\n\n  > Yes.\n\n- [ ] Two")

    assert texts(tight.items) == texts(loose.items)


def test_feedback_has_the_place_of_its_words() -> None:
    for body in ("- [x] One\n  > Yes.", "- [x] *One*\n  > Yes *x*.", "1. [x] One\n   > Yes."):
        (item,) = block("choice", f"Which?\n\n{body}").items

        assert item.feedback is not None
        assert item.feedback.span[1:3] == (10, 5 if body[0] == "-" else 6)


@pytest.mark.parametrize(
    ("text", "slug", "raw", "shown"),
    [
        ("One {#one-1}", "one-1", "One", "One"),
        ("*One* {#a}", "a", "*One*", "<em>One</em>"),
        ("One{#a}", "a", "One", "One"),
        ("One {#a} {#b}", "b", "One {#a}", "One {#a}"),
        ("One \\{#a}", "", "One \\{#a}", "One {#a}"),
        ("One {a}", "", "One {a}", "One {a}"),
        ("`{#a}`", "", "`{#a}`", "<code>{#a}</code>"),
        ("é & {#a}", "a", "é &", "é &amp;"),
    ],
)
def test_a_name_behind_an_item_is_taken_off(text: str, slug: str, raw: str, shown: str) -> None:
    item = block("choice", f"Which?\n\n- [x] {text}").items[0]

    assert (item.slug, item.raw, html(item.text)) == (slug, raw, shown)
    assert item.text.text.endswith("}") == shown.removesuffix("</code>").endswith("}")


def test_boxes_that_are_not_right_are_read_as_meant() -> None:
    document, _ = parse_lesson(
        ":::choice q\n\nWhich?\n\n- [ x] One\n- [x]Two\n- [] Three\n- [*] Four\n:::\n"
    )

    (found,) = document.parts
    assert isinstance(found, BlockNode)
    assert [item.mark for item in found.items] == [True, True, False, True]


def test_a_link_at_the_beginning_of_an_option_is_no_box() -> None:
    document, problems = parse_lesson(
        ":::choice q\n\nWhich?\n\n- [ ] a\n- [x] [x](term:b)\n:::\n\n- [x](term:c)\n"
    )

    assert problems == []
    assert len(document.parts) == 2


def test_options_go_on_behind_a_feedback_that_is_not_indented() -> None:
    document, problems = parse_lesson(":::choice q\n\nWhich?\n\n- [x] a\n> b\n- [ ] c\n:::\n")

    (found,) = document.parts
    assert isinstance(found, BlockNode) and len(found.items) == 2
    assert [problem.rule for problem in problems] == ["feedback-not-indented"]


# --- items, groups, gaps --------------------------------------------------------------------------


def test_items_are_those_of_the_last_list_numbered_or_not() -> None:
    steps = block("order", "Put.\n\n1. One\n2. Two\n   > No.\n10. Ten")
    pairs = block("match", "See:\n\n* x\n* y\n\nPair.\n\n- a => b\n- => c {#c}")
    alone = block("worksheet", "Intro.\n\n1. What? {short}\n2. Who? {check: a | b} {#who}")

    assert texts(steps.items) == [(None, "One", None), (None, "Two", "No."), (None, "Ten", None)]
    assert texts(pairs.items) == [(None, "a =&gt; b", None), (None, "=&gt; c", None)]
    assert html(pairs.stem) == "Pair." and "<li>y</li>" in html(pairs.lead)
    assert [(item.raw, item.slug) for item in alone.items] == [
        ("What? {short}", ""),
        ("Who? {check: a | b}", "who"),
    ]


def test_groups_are_headings_of_the_third_level_with_their_lists() -> None:
    found = block("sort", "Drop.\n\n### Drug {#d}\n- a\n  > no\n### *either*\n\n- b\n- c\n### Set")

    groups = [
        (html(group.title), group.slug, [item.text.text for item in group.items])
        for group in found.groups
    ]
    assert groups == [
        ("Drug", "d", ["a"]),
        ("<em>either</em>", "", ["b", "c"]),
        ("Set", "", []),
    ]
    assert found.groups[0].span == (LESSON, 9, 1, 9, 14)
    assert found.groups[0].title.span[2] == 5
    assert html(found.stem) == "Drop."


def test_gaps_keep_their_text_as_typed_and_are_numbered_through() -> None:
    found = block(
        "fill", "First.\n\nIn [[a|b\\|c]], *then [[d \\] e]]*.\n\n- [[x]]\n- y\n\nEnd [@k]."
    )

    assert html(found.lead) == "First."
    assert gaps(found.stem) == [("a|b\\|c", 0), ("d \\] e", 1), ("x", 2)]
    assert found.items == ()
    assert found.stem is not None
    assert found.stem.text == "In …, then …. … y End."


def test_a_list_below_the_gaps_names_wrong_answers() -> None:
    found = block("fill", "It is [[warm]].\n\n- calm | peace\n  > Not quite.\n- cold\n\nHint: heat")

    assert texts(found.items) == [(None, "calm | peace", "Not quite."), (None, "cold", None)]
    assert found.items[0].raw == "calm | peace"
    assert html(found.stem) == "It is ‹Gap›."
    assert list(found.labels) == ["Hint"]


def test_an_escaped_bracket_opens_no_gap() -> None:
    found = block("fill", "\\[[a]] and [\\[b]] and [[c]] &amp; \\*.")

    assert html(found.stem) == "[[a]] and [[b]] and ‹Gap› &amp; *."


def test_gaps_are_gaps_only_where_the_shape_has_them() -> None:
    found = block("choice", "Is it [[a]]?\n\n- [x] One")

    assert html(found.stem) == "Is it [[a]]?"


def test_the_body_is_kept_as_typed() -> None:
    found = block("choice", "Which?\n\n- [x] One\n\nHint: b")

    assert found.body.text == "Which?\n\n- [x] One\n"
    assert found.body.first_line == 7

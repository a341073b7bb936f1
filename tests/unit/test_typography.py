"""Straight quotes become curly ones, in words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihrp_course.render.typography import curl

CASES = {
    'She said "yes".': "She said “yes”.",
    "It's the client's word.": "It’s the client’s word.",
    "\"It's 'only' a word,\" he said.": "“It’s ‘only’ a word,” he said.",
    '("so")': "(“so”)",
    'a "<em>loud</em>" one': "a “<em>loud</em>” one",
    '<em>"loud"</em>': "<em>“loud”</em>",
    '<p>"One."</p>\n<p>"Two."</p>': "<p>“One.”</p>\n<p>“Two.”</p>",
    '<code>"x"</code> "y"': '<code>"x"</code> “y”',
    '<td class="end">"a"</td>': '<td class="end">“a”</td>',
    "the '90s": "the ’90s",
    "helpers' hands": "helpers’ hands",
    '&lt;"x"&gt;': "&lt;“x”&gt;",
    '"…and then?"': "“…and then?”",
}


@pytest.mark.parametrize("typed", CASES)
def test_quotes_are_curled(typed: str) -> None:
    assert curl(typed) == CASES[typed]


def test_a_quote_behind_a_reference_closes() -> None:
    assert curl('" he said.', "x") == "” he said."
    assert curl('"well', "") == "“well"


def test_a_block_behind_a_reference_begins_anew() -> None:
    assert curl('</p>\n<p>"One," he said.</p>', "x") == "</p>\n<p>“One,” he said.</p>"


@given(st.text(alphabet="ab \"'<>&;/.,()é", max_size=40))
def test_nothing_but_quotes_is_touched(text: str) -> None:
    bare = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
    assert curl(text).translate(bare) == text

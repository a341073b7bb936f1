"""YAML edited as text: the entry comes in, everything else stays where it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihrp_course.commands.edit import append_key, append_to, read, read_file, scalar

CASES = {
    "in brackets": ("m: [a, b]\n", "m: [a, b, new]\n"),
    "the comment keeps its column": ("m: [a]         # why\n", "m: [a, new]    # why\n"),
    "a comment close by stays": ("m: [a] # why\n", "m: [a, new] # why\n"),
    "empty brackets": ("m: []    # none\nz: 1\n", "m: [new] # none\nz: 1\n"),
    "nothing behind the name": ("m:   # later\nz: 1\n", "m: [new] # later\nz: 1\n"),
    "with dashes": ("m:\n  - a\n  - b  # why\n# end\nz: 1\n", "m:\n  - a\n  - b  # why\n  - new\n# end\nz: 1\n"),
    "dashes at the edge": ("m:\n- a\n- b", "m:\n- a\n- b\n- new"),
    "one a line in brackets": ("m: [\n  a,\n  b   # why\n]\n", "m: [\n  a,\n  b,   # why\n  new\n]\n"),
    "a comma behind the last": ("m: [\n  a,\n  b, # why\n]\n", "m: [\n  a,\n  b, # why\n  new,\n]\n"),
    "the bracket on the last line": ("m: [a,\n    b]\n", "m: [a,\n    b,\n    new]\n"),
    "a name that is missing": ("z: 1", "z: 1\nm: [new]\n"),
    "entries in quotes": ("m: ['a', \"b\"]  # x: [y]\n", "m: ['a', \"b\", new] # x: [y]\n"),
    "letters beyond the first plane": ("t: 🙂🙂\nm: [🙂, a]\n", "t: 🙂🙂\nm: [🙂, a, new]\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_list_gets_one_entry_more(name: str) -> None:
    before, after = CASES[name]

    assert append_to(before, ("m",), "new") == after


def test_a_list_within_gets_one_entry_more() -> None:
    before = "assessment:\n  id: q   # kept\n  banks: [a]\n  draw: 1\n"

    after = append_to(before, ("assessment", "banks"), "b")

    assert after == before.replace("[a]", "[a, b]")


@pytest.mark.parametrize(
    "text",
    ["", "- a\n", "m: a\n", "m: {a: b}\n", "m: [a\n", "m: [a]\nm: [b]\n", "m: &x [a]\n", "{m: [a]\n"],
)  # fmt: skip
def test_what_cannot_be_edited_safely_is_refused(text: str) -> None:
    assert append_to(text, ("m",), "new") is None


def test_a_missing_name_in_a_file_of_one_bracket_is_refused() -> None:
    assert append_to("{z: 1}\n", ("m",), "new") is None


def test_an_entry_of_several_lines_comes_at_the_end() -> None:
    before = "z: 1   # kept"

    assert append_key(before, "a", "a:\n  b: 1\n") == "z: 1   # kept\na:\n  b: 1\n"
    assert append_key(before + "\na: 2\n", "a", "a:\n  b: 1\n") is None


@pytest.mark.parametrize("word", ["true", "null", "1", "a: b", "#x", "- a", "'", '"', "a\nb", ""])
def test_a_word_that_yaml_would_misread_is_put_in_quotes(word: str) -> None:
    value = read(f"m: {scalar(word)}\n")

    assert value is not None
    assert value.data == {"m": word}


@given(st.text(max_size=60).map(lambda text: f"m: [a]{text}"))
def test_whatever_the_file_holds_only_the_entry_is_added(text: str) -> None:
    after = append_to(text, ("m",), "new")

    if after is not None:
        before = read(text)
        assert before is not None
        assert read(after).data == {**before.data, "m": ["a", "new"]}  # type: ignore[union-attr,dict-item]


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbfm: [a]\r\nz: 1\r\n", b"m: [a]\nz: 1", b""])
def test_a_file_is_written_back_with_its_own_line_ends(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(raw)

    file = read_file(path)

    assert file is not None
    assert "\r" not in file.text
    assert file.with_text(file.text) == raw


@pytest.mark.parametrize("raw", [b"a: 1\r\nb: 2\n", b"a: 1\rb: 2", b"a: \xff"])
def test_a_file_that_could_not_be_written_back_is_refused(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(raw)

    assert read_file(path) is None

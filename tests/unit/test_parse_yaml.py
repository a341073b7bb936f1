"""YAML by the core rules of 1.2: kinds of value, places, and what is refused in plain words."""

from __future__ import annotations

import pytest

from ihrp_course.parse.yaml import parse_yaml
from tests.unit.parsing import parse_files

PATH = "modules/course.yaml"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("yes", "yes"),
        ("No", "No"),
        ("on", "on"),
        ("True", "True"),
        ("12", 12),
        ("-7", -7),
        ("+7", 7),
        ("007", 7),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("12:30", "12:30"),
        ("2027-05-01", "2027-05-01"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1.0.0", "1.0.0"),
        (".inf", ".inf"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("9" * 400, "9" * 400),
        ("a # b", "a"),
        ("[a, {b: 1}]", ["a", {"b": 1}]),
        (">\n  a\n  b", "a b\n"),
        ("é 😀", "é 😀"),
    ],
)
def test_values_have_the_kind_that_they_look_like(text: str, value: object) -> None:
    found, problems = parse_yaml(PATH, f"a: {text}\n")

    assert problems == []
    assert found is not None and found.data == {"a": value}
    assert type(found.items["a"].data) is type(value)


def test_every_key_and_value_has_its_place() -> None:
    found, _ = parse_yaml(PATH, "id: x\nlist:\n  - one\n  - {two: é, three: 3}\nempty:\n", 11)

    assert found is not None
    assert found.at("id") == (PATH, 11, 5, 11, 6)
    assert found.at("list", 0) == (PATH, 13, 5, 13, 8)
    assert found.at("list", 1, "three") == (PATH, 14, 21, 14, 22)
    assert found.items["list"].items[1].key_spans["three"] == (PATH, 14, 14, 14, 19)
    assert found.at("nothing") == found.span == (PATH, 11, 1, 15, 7)
    assert found.at("list").line == 13


def test_a_file_without_values_is_null() -> None:
    for text in ("", "\n", "# a\n", "---\n", "---\n...\n"):
        found, problems = parse_yaml(PATH, text)

        assert problems == [] and found is not None and found.data is None


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", "yaml-duplicate", 3, 1, "`a` twice keep one"),
        ("a: {b: 1, b: 2}\n", "yaml-duplicate", 1, 11, "`b` twice"),
        ("a: &x 1\n", "yaml-anchor", 1, 4, "`&x` quotes"),
        ("a: *x\n", "yaml-anchor", 1, 4, "`*x` quotes"),
        ("<<: *x\n", "yaml-anchor", 1, 5, "`*x`"),
        ("&k a: 1\n", "yaml-anchor", 1, 1, "`&k`"),
        ("a: !!python/object:os.system x\n", "yaml-tag", 1, 4, "tags quotes"),
        ("a: !x [1]\n", "yaml-tag", 1, 4, "tags"),
        ("!!str a: 1\n", "yaml-tag", 1, 1, "tags"),
        ("? [a, b]\n: 1\n", "yaml-key", 1, 3, "plain text"),
        ("{[a]: b}\n", "yaml-key", 1, 2, "plain text"),
        ("a: 1\n---\nb: 2\n", "yaml-documents", 2, 1, "second document"),
        ("a: " + "[" * 30 + "]" * 30, "yaml-depth", 1, 23, "20 deep"),
        ("a: b: c\n", "yaml-syntax", 1, 5, "second `: ` quotes"),
        ("é: ü: c\n", "yaml-syntax", 1, 5, "second `: ` quotes"),
        ("a: 1\n b: 2\n", "yaml-syntax", 2, 3, "part of the line above"),
        ("a\nb: 2\n", "yaml-syntax", 2, 2, "part of the line above"),
        ("a: [b, c\nd: e\n", "yaml-syntax", 1, 4, "brackets comma"),
        ("a: {b: 1\n", "yaml-syntax", 1, 4, "brackets"),
        ("a: 'it's'\n", "yaml-syntax", 1, 8, "text in quotes ends here"),
        ('a: "b\nc: d\n', "yaml-syntax", 1, 4, "opens never closes"),
        ('a: "\\q"\n', "yaml-syntax", 1, 5, "backslash single quotes"),
        ("a: @b\n", "yaml-syntax", 1, 4, "cannot begin quotes"),
        ("a: `b`\n", "yaml-syntax", 1, 4, "cannot begin quotes"),
        ("a: %b\n", "yaml-syntax", 1, 4, "cannot begin quotes"),
        ("a: - b\n", "yaml-syntax", 1, 4, "line below"),
        ("a:\n\tb: 1\n", "yaml-syntax", 2, 1, "tab blanks"),
        ("\ta: 1\n", "yaml-syntax", 1, 1, "tab blanks"),
        ("a:\n  -\tb: 1\n", "yaml-syntax", 2, 4, "tab blanks"),
        ("- a\nb: 1\n", "yaml-syntax", 2, 1, "does not fit"),
        ("a: 1\nb\n", "yaml-syntax", 2, 1, "no `: `"),
        ("a: b\x07c\n", "yaml-syntax", 1, 5, "U+0007"),
    ],
)
def test_what_is_refused_is_told_in_plain_words(
    text: str, rule: str, line: int, column: int, words: str
) -> None:
    _, problems = parse_yaml(PATH, text)

    assert problems[0].rule == rule
    assert problems[0].span[1:3] == (line, column), problems
    said = f"{problems[0].message} {problems[0].help}"
    for word in words.split(" "):
        assert word in said, said


def test_a_name_used_twice_shows_both_places_and_keeps_the_first() -> None:
    found, problems = parse_yaml(PATH, "a: 1\na: 2\n")

    assert problems[0].related[0].span == (PATH, 1, 1, 1, 2)
    assert found is not None and found.data == {"a": 1}


def test_all_refusals_of_a_file_are_told_at_once() -> None:
    _, problems = parse_yaml(PATH, "a: &x 1\nb: *x\na: !t 2\n? [c]\n: d\n")

    assert [problem.rule for problem in problems] == [
        *("yaml-anchor", "yaml-anchor", "yaml-tag", "yaml-duplicate", "yaml-key"),
    ]


def test_a_billion_laughs_stay_nine() -> None:
    text = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}]\n"
        for before, name in zip(
            "abcdefghijklmnopqrstuvwxy", "bcdefghijklmnopqrstuvwxyz", strict=True
        )
    )

    found, problems = parse_yaml(PATH, text)

    assert {problem.rule for problem in problems} == {"yaml-anchor"}
    assert found is not None and found.items["z"].data == [None, None]


def test_other_line_separators_are_blanks_and_move_nothing() -> None:
    found, problems = parse_yaml(PATH, "a: x\u2028y\u0085z\nb: &q 1\n")

    assert found is not None and found.data == {"a": "x y z", "b": 1}
    assert problems[0].span == (PATH, 2, 4, 2, 8)


def test_a_broken_file_is_left_out_and_the_others_are_read() -> None:
    parsed, problems = parse_files({PATH: "a: [\n", "modules/a/module.yaml": "id: a\n"})

    assert list(parsed.yaml) == ["modules/a/module.yaml"]
    assert [problem.rule for problem in problems] == ["yaml-syntax"]

"""The interface's words: a file of a language is whole, numbers take their form, made-up languages are strange."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ihrp_course import words
from ihrp_course.words import choose, faults, load_words, plural_form, write_number
from tests.rules.base import COURSE, checked

POLISH = {
    "one": "i = 1 and v = 0 @integer 1",
    "few": "v = 0 and i % 10 = 2..4 and i % 100 != 12..14 @integer 2~4, 22~24",
    "many": "v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14",
}


@pytest.fixture
def language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, object]]:
    """A language `xx` whose file a test may change before it asks."""
    english = dict(load_words("en"))
    monkeypatch.setattr(words, "STRINGS", tmp_path)

    class Kept(dict[str, object]):
        def save(self) -> None:
            (tmp_path / "en.json").write_text(json.dumps(english), "utf-8")
            (tmp_path / "xx.json").write_text(json.dumps(self), "utf-8")
            faults.cache_clear()
            load_words.cache_clear()

    yield Kept(english)
    faults.cache_clear()
    load_words.cache_clear()


def told(language: dict[str, object]) -> tuple[str, ...]:
    language.save()  # type: ignore[attr-defined]
    return faults("xx")


@pytest.mark.parametrize(
    ("n", "form"),
    [(0, "many"), (1, "one"), (2, "few"), (4, "few"), (5, "many"), (12, "many"), (22, "few"), (112, "many"), (121, "many")],
)  # fmt: skip
def test_a_number_takes_the_form_that_cldr_gives_it(n: int, form: str) -> None:
    assert plural_form(POLISH, n) == form


def test_english_has_two_forms() -> None:
    word = {"one": "{n} lesson", "other": "{n} lessons"}

    assert [choose(load_words("en"), word, n) for n in (0, 1, 2)] == [
        "{n} lessons",
        "{n} lesson",
        "{n} lessons",
    ]


def test_every_file_of_words_is_whole() -> None:
    assert {path.stem: faults(path.stem) for path in words.STRINGS.glob("*.json")} == {"en": ()}


def test_a_region_of_a_language_reads_the_language_s_file() -> None:
    assert load_words("en-GB") == load_words("en")


def test_a_missing_word_fails_the_build_and_is_named(
    language: dict[str, object], tmp_path: Path
) -> None:
    del language["bar.skip"]
    assert told(language) == ("strings/xx.json has no `bar.skip`",)

    course = {"modules/course.yaml": COURSE + "language: xx\n"}
    result = checked(tmp_path / "course", course, "build")

    (found,) = [each for each in result.diagnostics if each.rule == "interface-words"]
    assert result.course is None
    assert (found.span.path, found.span.line) == ("modules/course.yaml", 6)


def test_what_is_too_much_or_of_another_shape_is_told(language: dict[str, object]) -> None:
    language["bar.skipp"] = "Skip"
    language["lesson.place"] = "Lesson {n}"
    language["front.minutes"] = "{n}"
    language["page.direction"] = "down"

    assert told(language) == (
        "strings/xx.json has `bar.skipp`, which nothing asks for",
        "strings/xx.json: `front.minutes` must have plural forms",
        "strings/xx.json: `lesson.place` lacks {of}",
        "strings/xx.json: `page.direction` is ltr or rtl",
    )


def test_each_plural_form_of_the_language_is_wanted(language: dict[str, object]) -> None:
    language["page.plural"] = POLISH

    assert "strings/xx.json: `front.minutes` has no form `few`" in told(language)


def test_a_file_that_is_no_json_is_told(language: dict[str, object]) -> None:
    language.save()  # type: ignore[attr-defined]
    (words.STRINGS / "xx.json").write_text("{", "utf-8")

    assert "can not be read" in faults("xx")[0]


def test_digits_are_those_of_the_language(language: dict[str, object]) -> None:
    language["page.digits"] = "٠١٢٣٤٥٦٧٨٩"
    language.save()  # type: ignore[attr-defined]

    assert write_number(load_words("xx"), 107) == "١٠٧"


@pytest.mark.parametrize("made", ["qps", "qps-Hebr"])
def test_a_made_up_language_keeps_the_holes_and_no_plain_word(made: str) -> None:
    plain = load_words("en")

    strange = load_words(made)

    assert strange.keys() == plain.keys()
    for key, word in strange.items():
        if key.startswith("page."):
            continue
        for text in [word] if isinstance(word, str) else word.values():
            assert not re.search(r"[A-Za-z]{2,}", re.sub(r"\{\w+\}", "", text)), key

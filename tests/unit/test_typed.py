"""What authors type, as structs: everything that is wrong, with the way to it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from msgspec import Meta, Struct

from ihrp_course.typed import Failure, one_of, read, typed


class Part(Struct, frozen=True, rename="kebab"):
    name: Annotated[str, Meta(min_length=1, max_length=5)]
    how_many: Annotated[int, Meta(ge=1, le=9)] | Literal["all"] = "all"


class Whole(Struct, frozen=True, kw_only=True, rename="kebab"):
    id: Annotated[str, Meta(pattern="^[a-z]+$", title="an id", description="use small letters")] = (
        "x"
    )
    parts: list[Part] = []
    by_name: dict[Annotated[str, Meta(pattern="^[a-z]$")], Part] = {}
    order: tuple[Literal["up", "down"], ...] = ("up", "down")
    weight: Annotated[float, Meta(gt=0)] = 1
    is_open: bool
    note: str | None = None


def failures(**given: Any) -> list[tuple[str, tuple[Any, ...]]]:
    """Kind and way of each thing that is wrong with this, and with nothing else."""
    made, found = read(
        Whole, {"is-open": True, **{k.replace("_", "-"): v for k, v in given.items()}}, {}
    )

    assert (made is None) == bool(found)
    return [(failure.kind, failure.way) for failure in found]


def test_a_value_is_made_with_all_that_is_given() -> None:
    given = {
        "is-open": False,
        "weight": 2,
        "parts": [{"name": "a", "how-many": 3}],
        "order": ["down"],
    }

    made, found = read(Whole, given, {})

    assert found == []
    assert made == Whole(is_open=False, weight=2.0, parts=[Part("a", 3)], order=("down",))
    assert made is not None and isinstance(made.weight, float)
    assert typed(made) == {
        "is-open": False, "weight": 2.0, "parts": [Part("a", 3)], "order": ("down",)
    }  # fmt: skip


def test_everything_that_is_wrong_is_told_at_once() -> None:
    made, found = read(Whole, {"weight": "heavy", "colour": 1, "parts": [{}, {"name": ""}]}, {})

    assert made is None
    assert [(each.kind, each.way) for each in found] == [
        ("number", ("weight",)),
        ("unknown", ("colour",)),
        ("missing", ("parts", 0, "name")),
        ("empty", ("parts", 1, "name")),
        ("missing", ("is-open",)),
    ]
    assert "by-name" in found[1].wanted


@pytest.mark.parametrize(
    "key, value, kind",
    [
        ("id", 1, "text"), ("id", "A", "pattern"), ("id", "a\n", "pattern"), ("note", 1, "text"),
        ("parts", "a", "list"), ("by_name", [], "names"), ("weight", 0, "bound"),
        ("weight", True, "number"), ("is_open", "yes", "yes-no"), ("is_open", 1, "yes-no"),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused(key: str, value: Any, kind: str) -> None:
    assert failures(**{key: value}) == [(kind, (key.replace("_", "-"),))]


def test_what_stands_inside_is_told_with_the_way_to_it() -> None:
    assert failures(order=["up", "left"]) == [("choice", ("order", 1))]
    assert failures(by_name={"Q": {"name": "toolong"}}) == [
        ("pattern", ("by-name", "Q")),
        ("long", ("by-name", "Q", "name")),
    ]
    assert failures(parts=["a"]) == [("names", ("parts", 0))]


def test_of_several_types_each_says_why_not() -> None:
    assert failures(parts=[{"name": "a", "how-many": 0}]) == [
        ("bound", ("parts", 0, "how-many")),
        ("choice", ("parts", 0, "how-many")),
    ]
    assert failures(note=None) == []


def test_a_pattern_says_what_it_asks_for() -> None:
    _, found = read(Whole, {"id": "A", "is-open": True}, {})

    assert found == [Failure("pattern", ("id",), "A", None, "an id", "use small letters")]


def test_readers_turn_text_into_values_and_say_what_is_wrong() -> None:
    def yes_no(text: str) -> bool:
        if text not in ("yes", "no"):
            raise ValueError("type yes or no")
        return text == "yes"

    assert read(Whole, {"is-open": "yes"}, {bool: yes_no})[0] == Whole(is_open=True)
    _, found = read(Whole, {"is-open": "perhaps"}, {bool: yes_no})
    assert [(each.kind, each.wanted) for each in found] == [("reader", "type yes or no")]


def test_words_to_choose_from_stand_in_a_sentence() -> None:
    assert one_of(("a",)) == "'a'"
    assert one_of(("a", "b", "c")) == "'a', 'b' or 'c'"

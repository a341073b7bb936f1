"""What is remembered: the same thing for the same grounds, and nothing that nobody asks for."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from ihrp_course.blocks import SHAPES
from ihrp_course.memory import Memory
from ihrp_course.parse import parse
from ihrp_course.source import Sources


class Thing(Struct, frozen=True):
    number: float


def box(*things: object) -> list[object]:
    return list(things)


def other(*things: object) -> list[object]:
    return list(things)


def test_the_same_grounds_give_the_same_thing() -> None:
    memory = Memory()
    thing = Thing(1)

    made = memory.of(box, thing, ("a", thing))

    assert made == [thing, ("a", thing)]
    assert memory.of(box, thing, ("a", thing)) is made
    assert memory.of(box, thing, ("b", thing)) is not made
    assert memory.of(other, thing, ("a", thing)) is not made


def test_equal_objects_are_not_the_same_and_equal_words_are() -> None:
    memory = Memory()

    assert memory.of(Thing, float("1")) is memory.of(Thing, 1.0)
    assert memory.of(Thing, 1) is not memory.of(Thing, 1.0)
    assert memory.of(Thing, True) is not memory.of(Thing, 1)
    first, second = Thing(1), Thing(1)
    assert memory.of(box, first) is not memory.of(box, second)


def test_an_object_that_is_gone_is_not_taken_for_a_new_one() -> None:
    memory = Memory()
    made = {id(memory.of(box, Thing(number))) for number in range(200)}

    assert len(made) == 200


def test_a_value_that_equals_the_one_before_becomes_the_same_object() -> None:
    memory = Memory()
    first = memory.same("name", ["a"])

    assert memory.same("name", ["a"]) is first
    assert memory.same("other", ["a"]) is not first
    assert memory.same("name", ["b"]) == ["b"]


def test_what_a_whole_round_does_not_ask_for_is_forgotten() -> None:
    memory = Memory()
    kept, lost = memory.of(box, "kept"), memory.of(box, "lost")
    memory.forget()
    memory.of(box, "kept")
    memory.forget()

    assert memory.of(box, "kept") is kept
    assert memory.of(box, "lost") is not lost


def test_only_a_changed_file_is_parsed_again() -> None:
    texts = {f"modules/a/{n}.md": f"---\nid: a-{n}\n---\nText {n}.\n" for n in range(3)}
    memory = Memory()

    before, _ = parse(Sources(Path(), texts, {}, None), SHAPES, memory)
    texts["modules/a/1.md"] += "More.\n"
    after, _ = parse(Sources(Path(), texts, {}, None), SHAPES, memory)

    changed = {path for path, each in after.documents.items() if each is not before.documents[path]}
    assert changed == {"modules/a/1.md"}
    assert after == parse(Sources(Path(), texts, {}, None), SHAPES)[0]

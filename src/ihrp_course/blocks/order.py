"""`order`: steps in their right order, or in one of several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from msgspec import Struct

from ihrp_course.blocks._type import (
    QUESTION_LABELS,
    BlockType,
    Ordinals,
    Payload,
    QuestionSettings,
    Reading,
    Words,
    about,
    check_count,
    family,
    fixed,
)
from ihrp_course.model import Family
from ihrp_course.parse.tree import Prose, Shape


class Settings(QuestionSettings, frozen=True):
    alternatives: Annotated[
        Words, about("other right orders, as the steps' numbers: 1 3 2 4 | 2 1 3 4")
    ] = ()
    scoring: Annotated[
        Literal["adjacent", "exact"],
        about("adjacent: share of neighbours in order; exact: all or nothing"),
    ] = "adjacent"


class Step(Struct, frozen=True):
    text: Prose
    feedback: Prose | None
    slug: str


class Order(Struct, frozen=True):
    """`alternatives` hold places in `steps`, from 0."""

    steps: tuple[Step, ...]
    alternatives: tuple[tuple[int, ...], ...]
    is_exact: bool

    def prose(self) -> Iterator[Prose]:
        for step in self.steps:
            yield step.text
            if step.feedback is not None:
                yield step.feedback


def _read(reading: Reading) -> Order | None:
    steps = tuple(Step(item.text, item.feedback, item.slug) for item in reading.node.items)
    if len(steps) < 3:
        reading.refuse(
            "too-few-parts",
            "an `order` needs at least three steps",
            help="write them as a numbered list, in the right order: `1. first step`",
        )
        return None
    check_count(reading, len(steps), "steps")
    alternatives = []
    for text in reading.settings.alternatives:
        numbers = text.split()
        if sorted(numbers) != sorted(str(n + 1) for n in range(len(steps))):
            reading.refuse(
                "alternative-order",
                f"`{text}` is not an order of the {len(steps)} steps",
                help="name each step's number once, such as "
                + " ".join(str(n + 1) for n in range(len(steps))),
                span=reading.node.settings["alternatives"].value_span,
            )
            continue
        alternatives.append(tuple(int(number) - 1 for number in numbers))
    return Order(steps, tuple(alternatives), reading.settings.scoring == "exact")


def _families(content: Order) -> tuple[Family, ...]:
    return (family("steps", [(step.text, step.slug) for step in content.steps]),)


def _key(content: Order, settings: Any, ordinals: Ordinals) -> dict[str, Any]:
    codes = ordinals["steps"]
    orders = [tuple(range(len(codes))), *content.alternatives]
    return {
        "n": max(codes) + 1,
        "orders": [[codes[place] for place in order] for order in orders],
        "exact": content.is_exact,
    }


TYPE = BlockType(
    shape=Shape("items", QUESTION_LABELS),
    settings=Settings,
    read=_read,
    seconds=fixed(80),
    is_judged=True,
    interaction=lambda content: "sequencing",
    payload=lambda content: Payload(kind="order", n=len(content.steps)),
    families=_families,
    key=_key,
    key_text=lambda content, settings: "|".join(
        step.slug or step.text.text for step in content.steps
    ),
)

"""`sort`: cards into categories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ihrp_course.blocks._type import (
    QUESTION_LABELS,
    BlockType,
    Ordinals,
    Payload,
    QuestionSettings,
    Reading,
    by_ordinal,
    check_count,
    family,
    fixed,
)
from ihrp_course.model import Family
from ihrp_course.parse.tree import Group, Prose, Shape


class Card(Struct, frozen=True):
    """`category` is a place in the categories; None: it fits anywhere."""

    text: Prose
    feedback: Prose | None
    category: int | None
    slug: str


class Sort(Struct, frozen=True):
    categories: tuple[Prose, ...]
    category_slugs: tuple[str, ...]
    cards: tuple[Card, ...]

    def prose(self) -> Iterator[Prose]:
        yield from self.categories
        for card in self.cards:
            yield card.text
            if card.feedback is not None:
                yield card.feedback


def _is_either(group: Group) -> bool:
    return group.title.parts == ("<em>either</em>",)


def _read(reading: Reading) -> Sort | None:
    groups = reading.node.groups
    named = [group for group in groups if not _is_either(group)]
    if len(named) < 2:
        reading.refuse(
            "too-few-parts",
            "a `sort` needs at least two categories",
            help="write each as `### Category` with its cards as a `-` list below",
        )
        return None
    cards = [
        Card(item.text, item.feedback, None if _is_either(group) else named.index(group), item.slug)
        for group in groups
        for item in group.items
    ]
    if len(cards) < 2:
        reading.refuse("too-few-parts", "a `sort` needs at least two cards")
        return None
    check_count(reading, max(len(cards), len(named)), "cards")
    return Sort(
        tuple(group.title for group in named), tuple(group.slug for group in named), tuple(cards)
    )


def _families(content: Sort) -> tuple[Family, ...]:
    return (
        family("cards", [(card.text, card.slug) for card in content.cards]),
        family("categories", list(zip(content.categories, content.category_slugs, strict=True))),
    )


def _key(content: Sort, settings: Any, ordinals: Ordinals) -> dict[str, Any]:
    cards, categories = ordinals["cards"], ordinals["categories"]
    places = by_ordinal(
        cards, [None if c.category is None else categories[c.category] for c in content.cards]
    )
    return {"cards": len(places), "categories": max(categories) + 1, "places": places}


def _key_text(content: Sort, settings: Any) -> str:
    return "|".join(
        sorted(
            f"{card.slug or card.text.text}="
            f"{'' if card.category is None else content.categories[card.category].text}"
            for card in content.cards
        )
    )


TYPE = BlockType(
    shape=Shape("groups", QUESTION_LABELS),
    settings=QuestionSettings,
    read=_read,
    seconds=fixed(80),
    is_judged=True,
    interaction=lambda content: "matching",
    payload=lambda content: Payload(kind="match", n=len(content.cards), m=len(content.categories)),
    families=_families,
    key=_key,
    key_text=_key_text,
)

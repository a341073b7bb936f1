"""`mark`: phrases in a text, some of which are to be marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ihrp_course.blocks._gaps import gaps_of, split_free_arrow
from ihrp_course.blocks._several import SeveralSettings, several_key
from ihrp_course.blocks._type import (
    QUESTION_LABELS,
    BlockType,
    Ordinals,
    Payload,
    Reading,
    check_count,
    fixed,
    nothing,
)
from ihrp_course.model import Family
from ihrp_course.parse.tree import Prose, Shape


class Phrase(Struct, frozen=True):
    """`better` is a rewording, empty where none is offered."""

    text: str
    is_key: bool
    better: str


class Mark(Struct, frozen=True):
    phrases: tuple[Phrase, ...]

    def prose(self) -> Iterator[Prose]:
        return nothing()


def _read(reading: Reading) -> Mark | None:
    phrases = []
    for gap, text in gaps_of(reading):
        words, better = split_free_arrow(gap.text)
        if not words:
            reading.refuse(
                "mark-phrase",
                "there are no words to mark here",
                help="write `[[phrase => better words]]`, `[[phrase =>]]` or `[[phrase]]`",
                span=text.span_of(gap),
            )
            continue
        phrases.append(Phrase(words, better is not None, better or ""))
    keys = sum(phrase.is_key for phrase in phrases)
    if phrases and not keys:
        reading.refuse(
            "no-key",
            "none of these phrases is to be marked",
            help="write `[[phrase => better words]]` or `[[phrase =>]]` where it is",
        )
    elif phrases and len(phrases) - keys < 2:
        reading.refuse(
            "too-few-parts",
            "a `mark` needs at least two phrases that may be marked and are wrong",
            help="write `[[phrase]]` around words that are well put",
        )
    check_count(reading, len(phrases), "phrases")
    return Mark(tuple(phrases)) if keys and len(phrases) - keys >= 2 else None


def _families(content: Mark) -> tuple[Family, ...]:
    texts = tuple(phrase.text for phrase in content.phrases)
    return (Family("phrases", texts, ("",) * len(texts)),)


def _key(content: Mark, settings: SeveralSettings, ordinals: Ordinals) -> dict[str, Any]:
    keys = (place for place, phrase in enumerate(content.phrases) if phrase.is_key)
    return several_key(ordinals["phrases"], keys, settings)


TYPE = BlockType(
    shape=Shape("gaps", QUESTION_LABELS),
    settings=SeveralSettings,
    read=_read,
    seconds=fixed(80),
    is_judged=True,
    interaction=lambda content: "choice",
    payload=lambda content: Payload(kind="multi", n=len(content.phrases)),
    families=_families,
    key=_key,
    key_text=lambda content, settings: "|".join(p.text for p in content.phrases if p.is_key),
)

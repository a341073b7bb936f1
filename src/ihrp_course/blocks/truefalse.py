"""`truefalse`: a statement that is true or false."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from msgspec import Struct

from ihrp_course.blocks._type import (
    QUESTION_LABELS,
    BlockType,
    Ordinals,
    Payload,
    QuestionSettings,
    Reading,
    about,
    fixed,
    nothing,
)
from ihrp_course.parse.tree import Prose, Shape


def _true_false(value: str) -> bool:
    words = {"true": True, "yes": True, "false": False, "no": False}
    if value not in words:
        raise ValueError("type `true` or `false`")
    return words[value]


class Settings(QuestionSettings, frozen=True):
    answer: (
        Annotated[bool, about("whether the statement is true", extra={"read": _true_false})] | None
    ) = None
    confidence: Annotated[bool, about("asks how sure one is; in lessons only")] = False


class TrueFalse(Struct, frozen=True):
    answer: bool
    asks_confidence: bool

    def prose(self) -> Iterator[Prose]:
        return nothing()


def _read(reading: Reading) -> TrueFalse | None:
    if reading.settings.answer is None:
        if "answer" in reading.node.settings:
            return None  # its value makes no sense, which has been told
        reading.refuse(
            "no-key",
            "this statement is neither true nor false",
            help="add the line `answer: true` or `answer: false` under the opening line",
        )
        return None
    return TrueFalse(reading.settings.answer, reading.settings.confidence)


def _key(content: TrueFalse, settings: Any, ordinals: Ordinals) -> dict[str, Any]:
    return {"answer": content.answer, "confidence": content.asks_confidence}


TYPE = BlockType(
    shape=Shape("text", QUESTION_LABELS),
    settings=Settings,
    read=_read,
    seconds=fixed(40),
    is_judged=True,
    interaction=lambda content: "true-false",
    payload=lambda content: (
        Payload(kind="sure") if content.asks_confidence else Payload(kind="single", n=2)
    ),
    key=_key,
    key_text=lambda content, settings: str(content.answer),
)

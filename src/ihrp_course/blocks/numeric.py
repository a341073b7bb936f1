"""`numeric`: a number within a tolerance."""

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


class Settings(QuestionSettings, frozen=True):
    answer: Annotated[float, about("the right number", ge=-99999, le=99999)] | None = None
    tolerance: Annotated[float, about("how far off is still right", ge=0, le=99999)] = 0.0
    unit: Annotated[str, about("shown behind the field", max_length=40)] = ""


class Numeric(Struct, frozen=True):
    answer: float
    tolerance: float
    unit: str

    def prose(self) -> Iterator[Prose]:
        return nothing()


def _read(reading: Reading) -> Numeric | None:
    settings = reading.settings
    if settings.answer is None:
        if "answer" in reading.node.settings:
            return None  # its value makes no sense, which has been told
        reading.refuse(
            "no-key",
            "this question has no answer",
            help="add the line `answer: 2.5` under the opening line",
        )
        return None
    return Numeric(settings.answer, settings.tolerance, settings.unit)


def _key(content: Numeric, settings: Any, ordinals: Ordinals) -> dict[str, Any]:
    return {"answer": content.answer, "tolerance": content.tolerance}


TYPE = BlockType(
    shape=Shape("text", (*QUESTION_LABELS, "Low", "High")),
    settings=Settings,
    read=_read,
    seconds=fixed(60),
    is_judged=True,
    interaction=lambda content: "numeric",
    payload=lambda content: Payload(kind="number", n=24),
    key=_key,
    key_text=lambda content, settings: f"{content.answer}±{content.tolerance}",
)

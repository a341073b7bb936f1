"""`open`: a written answer that stays on the device, beside a model answer to compare with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Struct

from ihrp_course.blocks._type import BlockType, QuestionSettings, Reading, about, fixed, nothing
from ihrp_course.parse.tree import Prose, Shape


class Settings(QuestionSettings, frozen=True):
    rows: Annotated[int, about("height of the field in lines", ge=1, le=30)] = 4


class Open(Struct, frozen=True):
    rows: int

    def prose(self) -> Iterator[Prose]:
        return nothing()


def _read(reading: Reading) -> Open:
    return Open(reading.settings.rows)


TYPE = BlockType(
    shape=Shape("text", ("Hint", "Model", "Rubric")),
    settings=Settings,
    read=_read,
    seconds=fixed(120),
)

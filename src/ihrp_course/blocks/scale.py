"""`scale`: how much, on named steps. Stays on the device; the state knows that it was answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import Field

from ihrp_course.blocks._type import BlockSettings, BlockType, Reading, Words, YesNo, fixed
from ihrp_course.parse.tree import Prose, Shape


class Settings(BlockSettings):
    labels: Words = Field((), description="two to seven steps: Not at all | Somewhat | Fully")
    pair: str = Field("", description="id of the scale it is compared with")
    required: YesNo = Field(False, description="the lesson is done only when it is answered")


@dataclass(frozen=True, slots=True)
class Scale:
    """Without statements the prompt alone is rated."""

    labels: tuple[str, ...]
    statements: tuple[Prose, ...]

    def prose(self) -> Iterator[Prose]:
        return iter(self.statements)


def _read(reading: Reading) -> Scale | None:
    labels = reading.settings.labels
    if not 2 <= len(labels) <= 7:
        place = reading.node.settings.get("labels")
        reading.refuse(
            "scale-labels",
            f"a scale has two to seven labels, this one has {len(labels)}",
            help="write `labels: Not at all | Somewhat | Fully`",
            span=place.value_span if place else None,
        )
        return None
    statements = tuple(item.text for item in reading.node.items)
    if statements and not 2 <= len(statements) <= 12:
        reading.refuse("scale-statements", "a scale has two to twelve statements, or none")
        return None
    return Scale(labels, statements)


TYPE = BlockType(
    shape=Shape("items"),
    settings=Settings,
    read=_read,
    seconds=fixed(40),
    is_mark=True,
)

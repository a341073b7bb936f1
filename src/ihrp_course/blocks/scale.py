"""`scale`: how much, on named steps. Stays on the device, unless it says that it reports; then the learner is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from msgspec import Struct

from ihrp_course.blocks._type import (
    BlockSettings,
    BlockType,
    Ordinals,
    Payload,
    Reading,
    Words,
    about,
)
from ihrp_course.model import Family
from ihrp_course.parse.tree import Prose, Shape


class Settings(BlockSettings, frozen=True):
    labels: Annotated[Words, about("two to seven steps: Not at all | Somewhat | Fully")] = ()
    pair: Annotated[str, about("id of the scale it is compared with")] = ""
    report: Annotated[bool, about("yes: the LMS receives the step, and the learner is told")] = (
        False
    )
    required: Annotated[bool, about("the lesson is done only when it is answered")] = False


class Scale(Struct, frozen=True):
    """Without statements the prompt alone is rated."""

    labels: tuple[str, ...]
    statements: tuple[Prose, ...]
    is_reported: bool

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
    if statements and reading.settings.report:
        reading.refuse(
            "scale-report",
            "a scale with statements cannot be reported",
            help="write one scale for each statement, or take `report: yes` out",
        )
        return None
    return Scale(labels, statements, reading.settings.report)


def _key(content: Scale, settings: Settings, ordinals: Ordinals) -> dict[str, Any]:
    return {"n": max(ordinals["labels"]) + 1}


TYPE = BlockType(
    shape=Shape("items"),
    settings=Settings,
    read=_read,
    seconds=lambda content: 40 + 10 * max(0, len(content.statements) - 1),
    is_mark=True,
    interaction=lambda content: "likert" if content.is_reported else None,
    payload=lambda content: Payload(kind="single", n=len(content.labels)),
    families=lambda content: (
        (Family("labels", content.labels, ("",) * len(content.labels)),)
        if content.is_reported
        else ()
    ),
    key=_key,
)

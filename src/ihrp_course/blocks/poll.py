"""`poll`: where one stands among others. Counted on this device only; the state knows that it was answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Struct

from ihrp_course.blocks._type import BlockSettings, BlockType, Reading, about, fixed
from ihrp_course.parse.tree import Prose, Shape


class Settings(BlockSettings, frozen=True):
    required: Annotated[bool, about("the lesson is done only when it is answered")] = False


class Answer(Struct, frozen=True):
    """`feedback` is shown to whoever chooses it."""

    text: Prose
    feedback: Prose | None


class Poll(Struct, frozen=True):
    answers: tuple[Answer, ...]

    def prose(self) -> Iterator[Prose]:
        for answer in self.answers:
            yield answer.text
            if answer.feedback is not None:
                yield answer.feedback


def _read(reading: Reading) -> Poll | None:
    answers = tuple(Answer(item.text, item.feedback) for item in reading.node.items)
    if reading.node.stem is None:
        reading.refuse(
            "no-stem", "this poll asks nothing", help="write the question above the list"
        )
    if len(answers) < 2:
        reading.refuse(
            "too-few-parts", "a poll needs at least two answers", help="write each as `* text`"
        )
        return None
    return Poll(answers)


TYPE = BlockType(
    shape=Shape("items"), settings=Settings, read=_read, seconds=fixed(40), is_mark=True
)

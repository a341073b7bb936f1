"""`fill`: words typed into gaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ihrp_course.blocks._gaps import gaps_of, split_gap
from ihrp_course.blocks._type import (
    QUESTION_LABELS,
    BlockType,
    Ordinals,
    Payload,
    QuestionSettings,
    Reading,
    fixed,
    split_bar,
)
from ihrp_course.parse.tree import Prose, Shape


class Blank(Struct, frozen=True):
    """Accepted texts of one gap; the first is the one shown."""

    accepted: tuple[str, ...]


class WrongAnswer(Struct, frozen=True):
    """Texts that are expected and wrong, with what to say to them."""

    texts: tuple[str, ...]
    feedback: Prose | None


class Fill(Struct, frozen=True):
    gaps: tuple[Blank, ...]
    wrong: tuple[WrongAnswer, ...]

    def prose(self) -> Iterator[Prose]:
        return (each.feedback for each in self.wrong if each.feedback is not None)


def _read(reading: Reading) -> Fill | None:
    blanks = []
    for gap, text in gaps_of(reading):
        accepted = tuple(part.replace("\\(", "(") for part in split_gap(gap.text) if part)
        if not accepted:
            reading.refuse("empty-gap", "this gap accepts nothing", span=text.span_of(gap))
            continue
        blanks.append(Blank(accepted))
    if len(blanks) > 10:
        reading.refuse("too-many-parts", "at most ten gaps can be reported")
    wrong = []
    for item in reading.node.items:
        texts = split_bar(item.raw)
        assert isinstance(texts, tuple)
        wrong.append(WrongAnswer(texts, item.feedback))
    return Fill(tuple(blanks), tuple(wrong)) if blanks else None


def _key(content: Fill, settings: Any, ordinals: Ordinals) -> dict[str, Any]:
    return {
        "gaps": [list(blank.accepted) for blank in content.gaps],
        "wrong": [list(each.texts) for each in content.wrong],
    }


TYPE = BlockType(
    shape=Shape("gaps", QUESTION_LABELS),
    settings=QuestionSettings,
    read=_read,
    seconds=fixed(60),
    is_judged=True,
    interaction=lambda content: "fill-in",
    payload=lambda content: Payload(kind="text", n=24),
    key=_key,
    key_text=lambda content, settings: "|".join(blank.accepted[0] for blank in content.gaps),
)

"""`select`: a word chosen in each gap."""

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
    check_count,
    fixed,
    nothing,
)
from ihrp_course.interaction import InteractionType
from ihrp_course.model import Family
from ihrp_course.parse.tree import Prose, Shape


class SelectGap(Struct, frozen=True):
    """`key` is a place in `options`."""

    options: tuple[str, ...]
    key: int


class Select(Struct, frozen=True):
    gaps: tuple[SelectGap, ...]

    def prose(self) -> Iterator[Prose]:
        return nothing()


def _read(reading: Reading) -> Select | None:
    gaps = []
    for gap, text in gaps_of(reading):
        parts = split_gap(gap.text)
        keys = [n for n, part in enumerate(parts) if part.startswith("(") and part.endswith(")")]
        if len(parts) < 2 or len(keys) != 1:
            reading.refuse(
                "select-gap",
                "a gap of `select` needs at least two options, one of them in parentheses",
                help="write `[[higher|(lower)|unchanged]]`",
                span=text.span_of(gap),
            )
            continue
        options = tuple(
            part[1:-1].strip() if n == keys[0] else part.replace("\\(", "(")
            for n, part in enumerate(parts)
        )
        gaps.append(SelectGap(options, keys[0]))
    check_count(reading, max((len(gap.options) for gap in gaps), default=0), "options")
    check_count(reading, len(gaps), "gaps")
    return Select(tuple(gaps)) if gaps else None


def _families(content: Select) -> tuple[Family, ...]:
    return tuple(
        Family(f"gap{number}", gap.options, ("",) * len(gap.options))
        for number, gap in enumerate(content.gaps)
    )


def _interaction(content: Select) -> InteractionType:
    return "choice" if len(content.gaps) == 1 else "matching"


def _payload(content: Select) -> Payload:
    if len(content.gaps) == 1:
        return Payload(kind="single", n=len(content.gaps[0].options))
    return Payload(
        kind="match", n=len(content.gaps), m=max(len(gap.options) for gap in content.gaps)
    )


def _key(content: Select, settings: Any, ordinals: Ordinals) -> dict[str, Any]:
    gaps = []
    for number, gap in enumerate(content.gaps):
        codes = ordinals[f"gap{number}"]
        gaps.append({"n": max(codes) + 1, "key": codes[gap.key]})
    return {"gaps": gaps}


TYPE = BlockType(
    shape=Shape("gaps", QUESTION_LABELS),
    settings=QuestionSettings,
    read=_read,
    seconds=fixed(60),
    is_judged=True,
    interaction=_interaction,
    payload=_payload,
    families=_families,
    key=_key,
    key_text=lambda content, settings: "|".join(gap.options[gap.key] for gap in content.gaps),
)

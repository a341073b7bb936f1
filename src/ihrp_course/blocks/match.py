"""`match`: pairs, with extra texts on one side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ihrp_course.blocks._split import split_arrow
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
from ihrp_course.parse.tree import Prose, Shape


class Side(Struct, frozen=True):
    text: Prose
    feedback: Prose | None
    slug: str


class Match(Struct, frozen=True):
    """`pairs[i]` is the place in `rights` of left i; None: it has no partner."""

    lefts: tuple[Side, ...]
    rights: tuple[Side, ...]
    pairs: tuple[int | None, ...]

    def prose(self) -> Iterator[Prose]:
        for side in (*self.lefts, *self.rights):
            yield side.text
            if side.feedback is not None:
                yield side.feedback


def _read(reading: Reading) -> Match | None:
    lefts: list[Side] = []
    rights: list[Side] = []
    pairs: list[int | None] = []
    for item in reading.node.items:
        halves = split_arrow(item.text)
        if halves is None:
            reading.refuse(
                "no-arrow",
                "this line is not a pair",
                "there is no `=>` with a blank on both sides",
                "write `- left text => right text`",
                item.span,
            )
            continue
        left, right = halves
        place = None
        if right.text:
            same = [n for n, side in enumerate(rights) if side.text.text == right.text]
            place = same[0] if same else len(rights)
            if not same:
                extra = item.feedback if not left.text else None
                rights.append(Side(right, extra, item.slug if not left.text else ""))
        if left.text:
            lefts.append(Side(left, item.feedback, item.slug))
            pairs.append(place)
    return _judge(reading, Match(tuple(lefts), tuple(rights), tuple(pairs)))


def _judge(reading: Reading, content: Match) -> Match | None:
    real = [pair for pair in content.pairs if pair is not None]
    if len(real) < 2:
        reading.refuse(
            "too-few-parts",
            "a `match` needs at least two pairs",
            help="write each as `- left text => right text`",
        )
        return None
    if None in content.pairs and len(set(real)) < len(content.rights):
        reading.refuse("extras-both-sides", "extra texts may stand on one side only")
        return None
    check_count(reading, max(len(content.lefts), len(content.rights)), "texts on a side")
    return content


def _families(content: Match) -> tuple[Family, ...]:
    return (
        family("lefts", [(side.text, side.slug) for side in content.lefts]),
        family("rights", [(side.text, side.slug) for side in content.rights]),
    )


def _key(content: Match, settings: Any, ordinals: Ordinals) -> dict[str, Any]:
    lefts, rights = ordinals["lefts"], ordinals["rights"]
    pairs = by_ordinal(lefts, [None if p is None else rights[p] for p in content.pairs])
    return {"lefts": len(pairs), "rights": max(rights) + 1, "pairs": pairs}


def _key_text(content: Match, settings: Any) -> str:
    return "|".join(
        f"{left.slug or left.text.text}={'' if pair is None else content.rights[pair].text.text}"
        for left, pair in sorted(
            zip(content.lefts, content.pairs, strict=True), key=lambda both: both[0].text.text
        )
    )


TYPE = BlockType(
    shape=Shape("items", QUESTION_LABELS),
    settings=QuestionSettings,
    read=_read,
    seconds=fixed(80),
    is_judged=True,
    interaction=lambda content: "matching",
    payload=lambda content: Payload(kind="match", n=len(content.lefts), m=len(content.rights)),
    families=_families,
    key=_key,
    key_text=_key_text,
)

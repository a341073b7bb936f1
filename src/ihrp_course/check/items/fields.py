"""What belongs to one kind of question: counts, units, gaps, scenes, the form of its id."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ihrp_course.check.items.ask import Ask, Rule
from ihrp_course.check.text import source_of, whole, words
from ihrp_course.diagnostics import Diagnostic, warning
from ihrp_course.parse.tree import Gap, Prose

_NUMBERS = "two|three|four|five|six|all that apply|every|each|both|2|3|4|5|6"
_HOW_MANY = re.compile(
    rf"\b(?:choose|select|mark|tick|pick|which|name|find|keep)\s+(?:the\s+)?(?:{_NUMBERS})\b|\ball that apply\b"
    rf"|\b(?:{_NUMBERS})\s+(?:of these|answers?|options?|statements?|reasons?)\b",
    re.IGNORECASE,
)
_COUNTS = {"choice": (3, 4), "multi": (5, 6)}
_NOT_ID = re.compile(r"[^a-z0-9]+")
MOST_IN_PAIR, MOST_IN_CARD = 12, 14
FEWEST_SCENES, MOST_SCENES = 3, 5
END_OF_TEXT = 0.4
"""A gap stands near the end when at most this share of the words follows it."""


def iw08(ask: Ask) -> Iterator[Diagnostic]:
    """Three or four options; five or six where several are right."""
    least, most = _COUNTS.get(ask.kind, (0, 99))
    if not least <= len(ask.choices) <= most and ask.choices:
        yield warning(
            "IW08",
            whole(ask.choices[-1].text),
            f"a `{ask.kind}` has {least} or {most} options, this one has {len(ask.choices)}",
            help="add a plausible one" if len(ask.choices) < least else "take the weakest out",
        )


def iw29(ask: Ask) -> Iterator[Diagnostic]:
    """The question says how many are right."""
    stem = ask.block.stem
    if ask.kind == "multi" and stem is not None and not _HOW_MANY.search(stem.text):
        yield warning(
            "IW29",
            whole(stem),
            "this question does not say how many answers are right",
            help="end it with `Choose two.` or `Choose all that apply.`",
        )


def iw31(ask: Ask) -> Iterator[Diagnostic]:
    """Short texts on both sides of a pair."""
    if ask.kind == "match":
        content = ask.block.content
        yield from _long(
            "IW31", [side.text for side in (*content.lefts, *content.rights)], MOST_IN_PAIR
        )


def iw36(ask: Ask) -> Iterator[Diagnostic]:
    """Short cards."""
    if ask.kind == "sort":
        yield from _long("IW36", [card.text for card in ask.block.content.cards], MOST_IN_CARD)


def _long(rule: str, texts: list[Prose], most: int) -> Iterator[Diagnostic]:
    for prose in texts:
        count = len(words(prose.text))
        if count > most:
            message = f"this text has {count} words; it is read again with every move"
            yield warning(rule, whole(prose), message, help=f"keep to {most}")


def iw33(ask: Ask) -> Iterator[Diagnostic]:
    """One gap, near the end, with the variants that people type."""
    stem = ask.block.stem
    if ask.kind != "fill" or stem is None:
        return
    gaps = [part for part in stem.parts if isinstance(part, Gap)]
    for gap in gaps[1:]:
        yield warning(
            "IW33",
            stem.span_of(gap),
            "one gap is enough; a second makes a puzzle",
            help="write the word out, or make a question of its own",
        )
    for gap, blank in zip(gaps[:1], ask.block.content.gaps, strict=False):
        source = source_of(stem)
        after, before = source[gap.end - stem.start :], source[: gap.start - stem.start]
        if len(words(after)) > END_OF_TEXT * (len(words(before)) + len(words(after))):
            yield warning(
                "IW33",
                stem.span_of(gap),
                "this gap comes before what it depends on",
                help="turn the sentence so that the gap stands near its end",
            )
        if len(blank.accepted) < 2:
            yield warning(
                "IW33",
                stem.span_of(gap),
                "this gap accepts one spelling only",
                help="add what else is right: `[[acceptance|accepting]]`",
            )


def iw34(ask: Ask) -> Iterator[Diagnostic]:
    """A number has a unit, a tolerance and a source."""
    if ask.kind != "numeric" or ask.node is None:
        return
    for name, example in (("unit", "unit: %"), ("tolerance", "tolerance: 0.5")):
        if name not in ask.node.settings:
            yield warning(
                "IW34",
                ask.block.span,
                f"this number has no {name}",
                help=f"add the line `{example}`"
                + ("; `tolerance: 0` if nothing else is right" if name == "tolerance" else ""),
            )
    if not ask.cited():
        yield warning(
            "IW34",
            ask.block.span,
            "this number has no source",
            help="cite it in the `Rationale:`, such as `[@Doe2020]`",
        )


def iw37(ask: Ask) -> Iterator[Diagnostic]:
    """A short scenario with something to choose in each scene."""
    if ask.kind != "scenario":
        return
    scenes = ask.block.content.play.scenes
    if ask.is_bank and not FEWEST_SCENES <= len(scenes) <= MOST_SCENES:
        yield warning(
            "IW37",
            ask.block.span,
            f"a scenario of a bank has {FEWEST_SCENES} to {MOST_SCENES} scenes, this one has {len(scenes)}",
            help="shorten it"
            if len(scenes) > MOST_SCENES
            else "add a scene that follows the reply",
        )
    for scene in scenes:
        qualities = {reply.quality for reply in scene.replies}
        if qualities == {"best"}:
            yield warning(
                "IW37",
                scene.span,
                f"every reply of `{scene.slug}` is the best one",
                help="offer one that is `workable` or `costly`",
            )


def iw41(ask: Ask) -> Iterator[Diagnostic]:
    """An id made of the objective, the place and a number."""
    question = ask.block.question
    if question is None or question.objective is None or question.also:
        return
    if ask.kind == "scenario" and not ask.is_bank:
        return
    start = _NOT_ID.sub("-", question.objective.lower()).strip("-")
    letter = "s" if ask.is_bank else "f"
    stem, number = ask.block.id[:-2], ask.block.id[-2:]
    if stem != f"{start}-{letter}" or not number.isdecimal():
        yield warning(
            "IW41",
            ask.node.id_span if ask.node else ask.block.span,
            f"the id `{ask.block.id}` does not say what it belongs to",
            help=f"write `{start}-{letter}01`, or the next free number; only before its first release",
        )


RULES: dict[str, Rule] = {
    "IW08": iw08,
    "IW29": iw29,
    "IW31": iw31,
    "IW33": iw33,
    "IW34": iw34,
    "IW36": iw36,
    "IW37": iw37,
    "IW41": iw41,
}

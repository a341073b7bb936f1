"""What only shows over a whole bank: patterns that test-wise learners read instead of the questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ihrp_course.check.items.ask import Ask, Pool, PoolRule
from ihrp_course.check.items.options import STOP
from ihrp_course.check.items.stem import is_negative
from ihrp_course.check.text import whole
from ihrp_course.diagnostics import Diagnostic, Related, warning

Words: TypeAlias = tuple[str, ...]

LONGEST_KEYS, NEGATIVE = 0.20, 0.02
HALF_TRUE, KEY_AT = (0.40, 0.60), (0.20, 0.45)
FEWEST = 5
"""Fewer questions make no pattern."""
_SHOWN = 6
_RUN = 4
"""So many words in a row, in the key of one question and the text of another, give it away."""


def iw13(pool: Pool) -> Iterator[Diagnostic]:
    """The key is seldom the longest option."""
    asked = pool.of("choice")
    longest = [ask for ask in asked if _is_longest(ask)]
    if len(asked) < FEWEST or len(longest) <= LONGEST_KEYS * len(asked):
        return
    found = warning(
        "IW13",
        pool.span,
        f"in {len(longest)} of {len(asked)} questions the key is the longest option "
        f"({100 * len(longest) / len(asked):.0f} %; {100 * LONGEST_KEYS:.0f} % is the most)",
        help="shorten these keys, or lengthen one wrong option beside each",
    )
    related = tuple(
        Related(whole(ask.keys[0].text), f"`{ask.block.id}`") for ask in longest[:_SHOWN]
    )
    yield Diagnostic(found.rule, found.severity, found.span, found.message, "", found.help, related)


def _is_longest(ask: Ask) -> bool:
    key = max((len(choice.text.text) for choice in ask.keys), default=0)
    return key > max((len(choice.text.text) for choice in ask.distractors), default=key)


def iw11(pool: Pool) -> Iterator[Diagnostic]:
    """Few questions ask for what is not so."""
    negative = [ask for ask in pool.asks if is_negative(ask)]
    if len(negative) > max(1, NEGATIVE * len(pool.asks)):
        yield warning(
            "IW11",
            pool.span,
            f"{len(negative)} of {len(pool.asks)} questions ask for what is not so",
            help="turn them round: " + ", ".join(f"`{ask.block.id}`" for ask in negative[:_SHOWN]),
        )


def iw30(pool: Pool) -> Iterator[Diagnostic]:
    """About half of the statements are true."""
    asked = pool.of("truefalse")
    true = sum(bool(ask.block.content.answer) for ask in asked)
    if len(asked) >= FEWEST and not HALF_TRUE[0] <= true / len(asked) <= HALF_TRUE[1]:
        yield warning(
            "IW30",
            pool.span,
            f"{true} of {len(asked)} statements are true; about half should be",
            help="turn some of them round",
        )


def iw39(pool: Pool) -> Iterator[Diagnostic]:
    """No question gives another's key away."""
    runs: dict[Words, Ask] = {}
    for ask in pool.asks:
        for run in _runs((*ask.lead, *ask.stem)):
            runs.setdefault(run, ask)
    for ask in pool.asks:
        for choice in ask.keys:
            given = next(
                (run for run in _runs(choice.words) if run in runs and not _apart(ask, runs[run])),
                None,
            )
            if given is not None:
                yield warning(
                    "IW39",
                    whole(choice.text),
                    f"`{runs[given].block.id}` gives this key away: “{' '.join(given)}”",
                    help=f"word one of them anew, or add `enemies: {runs[given].block.id}`",
                )


def _runs(text: Words) -> Iterator[Words]:
    """Every run of words that holds at least two which say something."""
    says = [len(word) > 4 and word not in STOP for word in text]
    for at in range(len(text) - _RUN + 1):
        if says[at : at + _RUN].count(True) > 1:
            yield text[at : at + _RUN]


def _apart(one: Ask, two: Ask) -> bool:
    """Whether these two are the same question, or never drawn together."""
    enemies = {
        *(one.block.question.enemies if one.block.question else ()),
        *(two.block.question.enemies if two.block.question else ()),
    }
    return one is two or two.block.id in enemies or one.block.id in enemies


def iw40(pool: Pool) -> Iterator[Diagnostic]:
    """Where options keep their order, the key stands at each place about as often."""
    fixed = [
        ask for ask in pool.of("choice") if ask.block.question and not ask.block.question.shuffle
    ]
    if len(fixed) < 2 * FEWEST:
        return
    places = [ask.choices.index(ask.keys[0]) for ask in fixed if ask.keys]
    for place in range(max(len(ask.choices) for ask in fixed)):
        share = places.count(place) / len(fixed)
        if share > KEY_AT[1] or (place < 3 and share < KEY_AT[0]):
            yield warning(
                "IW40",
                pool.span,
                f"of {len(fixed)} questions in a fixed order, {places.count(place)} have their key at place {place + 1}",
                help="move some keys, or take `shuffle: no` out",
            )
            return


RULES: dict[str, PoolRule] = {
    "IW11": iw11,
    "IW13": iw13,
    "IW30": iw30,
    "IW39": iw39,
    "IW40": iw40,
}

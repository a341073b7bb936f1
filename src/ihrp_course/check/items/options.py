"""The answers to choose: alike in form, apart in meaning, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from ihrp_course.check.items.ask import Ask, Choice, Rule, any_of
from ihrp_course.check.text import spot, whole, words
from ihrp_course.diagnostics import Diagnostic, Related, error, warning

_ALL_OF = re.compile(
    r"\b(?:all|none|both|neither|any|some)\s+(?:of\s+)?(?:the\s+|these\s+)?(?:above|options|answers)\b"
    r"|^\W*(?:all|none)\s+of\s+(?:these|them|those)\W*$"
    r"|^\W*(?:both\s+)?\(?[A-F]\)?(?:\s*,\s*\(?[A-F]\)?)*\s+(?:and|or)\s+\(?[A-F]\)?\W*$",
    re.IGNORECASE,
)
_ABSOLUTE = any_of("always", "never", "only", "all", "must")
_NOT_ABSOLUTE = any_of(
    "at all", "after all", "all right", "above all", "first of all", "not only", "all the same",
    "not always", r"all (?:two|three|four|five|six)", "of all",
)  # fmt: skip
_NUMBER = re.compile(
    r"^\W*(?:about|around|up to|at least|less than|more than|over|under)?\s*"
    r"(-?\d+(?:[.,]\d+)*)(?:\s*(?:–|-|to)\s*(\d+(?:[.,]\d+)*))?\s*([^\W\d]*\.?\s?[^\W\d]*|%)\W*$",
    re.IGNORECASE,
)
_INCORRECT = re.compile(
    r"^\W*(?:that is |that's |this is )?(?:in)?(?:correct|right|wrong|true|false|yes|no)\W*$",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"^[\"“'‘]")
_ARTICLE = re.compile(r"\b(an?)\W*$", re.IGNORECASE)
STOP = frozenset(
    "about above after again against along already also although among another because been before being "
    "below between both could does doing down during each either every first from further have having "
    "here itself just last least less likely like made make makes many might more most much need needs "
    "never next often once only other over people person same says several shall should since some such "
    "than that their them then there these they thing things this those three through today together "
    "under until very want wants what when where whether which while whose will with within without would "
    "your describe describes reply replies answer answers sentence best show shows choose right statement".split()
)  # fmt: skip
Range: TypeAlias = tuple[float, float, str]
"""From, to, and the unit."""
SPREAD, SHORTEST_MEAN = 0.35, 25
FEWEST_REASON, MOST_REASON = 6, 50


def iw09(ask: Ask) -> Iterator[Diagnostic]:
    """Two to four of several options are right."""
    if ask.kind == "multi" and ask.keys and not 2 <= len(ask.keys) <= 4:
        help = (
            "use `choice` for one key" if len(ask.keys) == 1 else "keep the four that matter most"
        )
        yield warning(
            "IW09",
            whole(ask.keys[-1].text),
            f"{len(ask.keys)} of these {len(ask.choices)} options are right; two to four can be",
            help=help,
        )


def iw10(ask: Ask) -> Iterator[Diagnostic]:
    """No option stands for others."""
    for choice in ask.choices:
        if _ALL_OF.search(choice.text.text):
            yield warning(
                "IW10",
                whole(choice.text),
                "this option stands for others; who sees through two needs no knowledge of the third",
                help="write an answer of its own, or use `multi`",
            )


def iw12(ask: Ask) -> Iterator[Diagnostic]:
    """No absolute words in wrong options alone."""
    if not ask.choices or any(_absolute(choice) for choice in ask.keys):
        return
    for choice in ask.distractors:
        word = _absolute(choice)
        if word:
            yield warning(
                "IW12",
                spot(choice.text, re.compile(rf"\b{word}\b", re.IGNORECASE)),
                f"“{word}” stands in wrong options only, and gives them away",
                help="say it without, or let the key be as strict",
            )


def _absolute(choice: Choice) -> str:
    """Its absolute word; what somebody says in quotes is no claim."""
    if _QUOTE.match(choice.text.text):
        return ""
    found = _ABSOLUTE.search(_NOT_ABSOLUTE.sub(" ", choice.text.text))
    return found.group().lower() if found else ""


def iw14(ask: Ask) -> Iterator[Diagnostic]:
    """About as long as each other."""
    if len(ask.choices) < 3:
        return
    sizes = [len(choice.text.text) for choice in ask.choices]
    mean = sum(sizes) / len(sizes)
    if mean < SHORTEST_MEAN:
        return
    for choice, size in zip(ask.choices, sizes, strict=True):
        if abs(size - mean) > SPREAD * mean:
            yield warning(
                "IW14",
                whole(choice.text),
                f"this option has {size} characters, the options have {mean:.0f} on average",
                help=f"{'shorten' if size > mean else 'lengthen'} it to between "
                f"{mean * (1 - SPREAD):.0f} and {mean * (1 + SPREAD):.0f}",
            )


def iw15(ask: Ask) -> Iterator[Diagnostic]:
    """Alike in grammar, and fitting the question."""
    stem = ask.block.stem
    article = _ARTICLE.search(stem.text) if stem else None
    for choice in ask.choices if article else ():
        starts = choice.words[0][0] if choice.words else ""
        if (
            article
            and starts.isalpha()
            and (starts in "aeio") != (article.group(1).lower() == "an")
        ):
            yield _odd(choice, f"“{article.group(1)}” of the question does not fit this option",
                       "write `a or an` into the options, or end the question before it")  # fmt: skip
    if len(ask.choices) < 3:
        return
    for trait in _TRAITS:
        if trait.unless and any(trait.unless.search(choice.text.text) for choice in ask.choices):
            continue
        having = [bool(trait.pattern.search(choice.text.text)) for choice in ask.choices]
        if having.count(True) == 1 and trait.alone:
            yield _odd(
                ask.choices[having.index(True)], f"this option alone {trait.alone}", trait.help
            )
        elif having.count(False) == 1:
            yield _odd(
                ask.choices[having.index(False)],
                f"all options but this one {trait.others}",
                trait.help,
            )


class _Trait(NamedTuple):
    """`alone` is empty where a single option may well have it."""

    pattern: re.Pattern[str]
    alone: str
    others: str
    help: str
    unless: re.Pattern[str] | None = None


_TRAITS = (
    _Trait(re.compile(r"\.[\"”’')]*$"), "ends with a full stop", "end with a full stop", "end all options alike", re.compile(r"[!?…][\"”’')]*$")),
    _Trait(_QUOTE, "is a quotation", "are quotations", "quote all of them, or none"),
    _Trait(re.compile(r"^(?!(?:nothing|something|anything|everything|during|bring|spring|morning|evening)\b)[a-z]{2,}ing\b", re.IGNORECASE), "", "begin with a word in -ing", "begin all options with the same kind of word"),
    _Trait(re.compile(r"^to\s+[a-z]+", re.IGNORECASE), "begins with “to”", "begin with “to”", "begin all options with the same kind of word"),
)  # fmt: skip


def _odd(choice: Choice, message: str, help: str) -> Diagnostic:
    return warning("IW15", whole(choice.text), message, help=help)


def iw16(ask: Ask) -> Iterator[Diagnostic]:
    """The key does not echo a word of the question that no other option has."""
    if ask.kind != "choice" or not ask.keys or not ask.distractors:
        return
    elsewhere = {_root(word) for choice in ask.distractors for word in choice.words}
    asked = {_root(word) for word in ask.stem if len(word) > 4 and word not in STOP}
    key = ask.keys[0]
    for word in key.words:
        if len(word) > 4 and _root(word) in asked and _root(word) not in elsewhere:
            yield warning(
                "IW16",
                spot(key.text, re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)),
                f"the key repeats “{word}” of the question, and no other option does",
                help="use another word in the key, or the same one in a wrong option",
            )
            return


@cache
def _root(word: str) -> str:
    for ending in ("ings", "ing", "ies", "ied", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word


def iw17(ask: Ask) -> Iterator[Diagnostic]:
    """No two options say the same, and none holds another."""
    ranges = [_range(choice) for choice in ask.choices]
    for place, choice in enumerate(ask.choices):
        for before, other in enumerate(ask.choices[:place]):
            is_same = bool(choice.words) and choice.words == other.words
            if is_same:
                found = error("IW17", whole(choice.text), "two options say the same", help="change or delete one")  # fmt: skip
            elif _overlap(choice, other, ranges[place], ranges[before]):
                message = "this option and another overlap; both could be right"
                help = "make each answer exclude the others"
                found = warning("IW17", whole(choice.text), message, help=help)
            else:
                continue
            yield replace(found, related=(Related(whole(other.text), "the other one"),))


def _overlap(one: Choice, two: Choice, first: Range | None, second: Range | None) -> bool:
    if first and second:
        return first[2] == second[2] and first[0] <= second[1] and second[0] <= first[1]
    short, long = sorted((one.words, two.words), key=len)
    if len(short) < 3:
        return False
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _range(choice: Choice) -> Range | None:
    found = _NUMBER.match(choice.text.text)
    if found is None or choice.text.text != choice.text.text.strip():
        return None
    low, high, unit = found.groups()
    try:
        return float(low.replace(",", "")), float((high or low).replace(",", "")), unit.lower()
    except ValueError:
        return None


def iw18(ask: Ask) -> Iterator[Diagnostic]:
    """Numbers stand in their order."""
    ranges = [_range(choice) for choice in ask.choices]
    if len(ranges) < 3 or not all(ranges):
        return
    values = [each[0] for each in ranges if each]
    if values not in (sorted(values), sorted(values, reverse=True)):
        steps = [after - before for before, after in pairwise(values)]
        at = next(n for n, step in enumerate(steps) if step == 0 or (step > 0) != (steps[0] > 0))
        yield warning(
            "IW18",
            whole(ask.choices[at + 1].text),
            "these numbers are not in order",
            help="sort the options by size, and write `shuffle: no`",
        )
    elif ask.block.question is not None and ask.block.question.shuffle:
        yield warning(
            "IW18",
            ask.at("shuffle"),
            "these numbers are in order here, and are shown in a mixed one",
            help="add the line `shuffle: no`",
        )


def iw19(ask: Ask) -> Iterator[Diagnostic]:
    """Every option has its reason, in six to fifty words."""
    for choice in ask.choices:
        if choice.feedback is None:
            yield warning(
                "IW19",
                whole(choice.text),
                "this option says nothing to who chooses it",
                help="write why it is right or wrong below it: `  > …`",
            )
            continue
        count = len(words(choice.feedback.text))
        if _INCORRECT.match(choice.feedback.text):
            message, help = "this only says whether it is right", "say why"
        elif count < FEWEST_REASON:
            message = f"{count} words hardly give a reason"
            help = f"say why in {FEWEST_REASON} words or more"
        elif count > MOST_REASON:
            message, help = f"this reason has {count} words", f"keep to {MOST_REASON}"
        else:
            continue
        yield warning("IW19", whole(choice.feedback), message, help=help)


RULES: dict[str, Rule] = {
    "IW09": iw09,
    "IW10": iw10,
    "IW12": iw12,
    "IW14": iw14,
    "IW15": iw15,
    "IW16": iw16,
    "IW17": iw17,
    "IW18": iw18,
    "IW19": iw19,
}

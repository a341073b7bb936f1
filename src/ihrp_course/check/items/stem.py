"""The question itself: whole, short, not turned around, and harder than nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ihrp_course.check.items.ask import LEVELS, Ask, Rule, any_of
from ihrp_course.check.text import grade, place, sentences, source_of, spot, whole
from ihrp_course.diagnostics import Diagnostic, warning
from ihrp_course.parse.tree import Prose

_ENDS = re.compile(r"[.?!][\"”’'*_)\]]*$")
_WHOLE_ANSWERS = ("choice", "multi", "hotspot", "match", "sort", "order", "matrix", "numeric")
_ASKS = re.compile(r"^\W*(?:which|what|who|whom|where|when|why|how)\b", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|can|could|would|should|will)\s+not\b|n['’]t\b|\bexcept\b"
    r"|\bleast\s+(?:likely|appropriate|accurate|helpful|useful|important|suitable|true|correct|effective)\b",
    re.IGNORECASE,
)
_DENYING = ("not", "n't", "n’t", "except", "least")
"""One of them stands in all that denies."""
_HARMLESS = any_of("not only", "whether or not", "if not", "not yet", "last but not least")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_CLAUSE = any_of(
    "if", "when", "while", "because", "although", "though", "who", "that", "whether", "unless", "and", "what",
    "how", "why", "where", "or", "but",
)  # fmt: skip
_SHOUTED = re.compile(r"(?:\*\*|__)(?:NOT|EXCEPT|LEAST)(?:\*\*|__)")
_DENIALS = any_of("not", "no", "never", "none", "nobody", "nothing", "neither", "cannot", "without")
_SHORT = re.compile(r"n['’]t\b", re.IGNORECASE)
LONGEST_STEM, LONGEST_LEAD, FEWEST_WORDS = 60, 90, 6
HARDEST_STEM, HARDEST_OPTIONS, FEWEST_TO_GRADE = 11, 9, 30


def iw02(ask: Ask) -> Iterator[Diagnostic]:
    """Its level is its objective's, or one lower."""
    own = ask.block.question.level if ask.block.question else ""
    wanted = ask.objective.level if ask.objective else ""
    if not own or not wanted:
        return
    distance = LEVELS.index(wanted) - LEVELS.index(own)
    if distance not in (0, 1):
        yield warning(
            "IW02",
            ask.at("level"),
            f"this asks for `{own}`, its objective for `{wanted}`",
            help=f"ask for `{wanted}` or one level lower, or move it to another objective",
        )


def iw05(ask: Ask) -> Iterator[Diagnostic]:
    """A whole question or instruction."""
    stem = ask.block.stem
    if stem is None:
        return
    if ask.kind == "truefalse":
        if stem.text.rstrip().endswith("?"):
            yield warning(
                "IW05",
                whole(stem),
                "a question is neither true nor false",
                help="write a statement that is one or the other",
            )
    elif ask.kind in _WHOLE_ANSWERS:
        if not _ENDS.search(stem.text.rstrip()):
            yield warning(
                "IW05",
                whole(stem),
                "this is not a whole question or instruction",
                help="end it with a question mark or a full stop; options do not finish a sentence",
            )
        elif len(ask.stem) < FEWEST_WORDS and not ask.lead and ask.choices:
            yield warning(
                "IW05",
                whole(stem),
                f"{len(ask.stem)} words hardly ask a question",
                help=f"say in {FEWEST_WORDS} words or more what is asked, of whom and when",
            )


def iw06(ask: Ask) -> Iterator[Diagnostic]:
    """Short enough to be kept in mind."""
    lead, stem = ask.block.lead, ask.block.stem
    if stem is not None and len(ask.stem) > LONGEST_STEM:
        yield _long("question", stem, len(ask.stem), LONGEST_STEM)
    if lead is not None and len(ask.lead) > LONGEST_LEAD and ask.kind != "scenario":
        yield _long("vignette", lead, len(ask.lead), LONGEST_LEAD)


def _long(what: str, prose: Prose, count: int, most: int) -> Diagnostic:
    help = f"keep to {most}; leave out what no answer needs"
    return warning("IW06", whole(prose), f"this {what} has {count} words", help=help)


def iw07(ask: Ask) -> Iterator[Diagnostic]:
    """The idea stands in the question, not in its options."""
    stem = ask.block.stem
    if stem is None or not ask.choices:
        return
    mean = sum(len(choice.words) for choice in ask.choices) / len(ask.choices)
    if len(ask.stem) + len(ask.lead) < mean:
        yield warning(
            "IW07",
            whole(stem),
            f"the options are longer than the question: {mean:.0f} words to {len(ask.stem)}",
            help="move what the options share, and the situation, into the question",
        )


def _last_sentence(stem: Prose) -> str:
    told = sentences(stem.text)
    asked = [each for each in told if _ASKS.match(each)]
    return (asked or told or [""])[-1]


def is_negative(ask: Ask) -> bool:
    """Whether it asks for what is not so, in capitals or not."""
    stem = ask.block.stem
    if stem is None or ask.kind == "truefalse" or not ask.choices:
        return False
    if _SHOUTED.search(source_of(stem)):
        return True
    small = stem.text.casefold()
    if not any(word in small for word in _DENYING):
        return False
    asked = _QUOTED.sub(" ", _HARMLESS.sub(" ", _last_sentence(stem)))
    opening = _ASKS.match(asked)
    found = _NEGATIVE.search(asked)
    if opening is None or found is None or found.start() < opening.end():
        return False
    return not _CLAUSE.search(asked[opening.end() : found.start()])


def iw11(ask: Ask) -> Iterator[Diagnostic]:
    """Asks for what is so; a NOT that has to be stands out."""
    stem = ask.block.stem
    if stem is None or not is_negative(ask) or _SHOUTED.search(source_of(stem)):
        return
    found = list(_NEGATIVE.finditer(source_of(stem)))
    span = place(stem, *found[-1].span()) if found else whole(stem)
    yield warning(
        "IW11",
        span,
        "this question asks for what is not so; a hurried reader misses that",
        help="ask for what is so; if it has to be, write `**NOT**`",
    )


def iw28(ask: Ask) -> Iterator[Diagnostic]:
    """Readable: grade 11 for the question, 9 for its options."""
    lead, stem = ask.block.lead, ask.block.stem
    if stem is not None and len(ask.lead) + len(ask.stem) >= FEWEST_TO_GRADE:
        text = f"{lead.text} {stem.text}" if lead else stem.text
        yield from _hard(stem, text, HARDEST_STEM, "this question")
    if sum(len(choice.words) for choice in ask.choices) >= FEWEST_TO_GRADE:
        text = ". ".join(choice.text.text.rstrip(".") for choice in ask.choices)
        yield from _hard(ask.choices[0].text, text, HARDEST_OPTIONS, "these options")


def _hard(prose: Prose, text: str, most: int, what: str) -> Iterator[Diagnostic]:
    level, count = grade(text)
    if count >= FEWEST_TO_GRADE and level > most + 0.5:
        yield warning(
            "IW28",
            whole(prose),
            f"{what} read at grade {level:.0f}; {most} is the most",
            help="use shorter sentences and plainer words",
        )


def iw30(ask: Ask) -> Iterator[Diagnostic]:
    """A statement has one idea, and denies at most once."""
    stem = ask.block.stem
    if ask.kind != "truefalse" or stem is None:
        return
    told = sentences(stem.text)
    if len(told) > 1:
        yield warning(
            "IW30",
            whole(stem),
            f"this statement says {len(told)} things; which one is true?",
            help="keep one sentence; put the situation in a paragraph of its own above it",
        )
    denials = len(_DENIALS.findall(stem.text)) + len(_SHORT.findall(stem.text))
    if denials > 1:
        yield warning(
            "IW30",
            spot(stem, _DENIALS),
            "this statement denies twice",
            help="say it the other way round, and change `answer:`",
        )


RULES: dict[str, Rule] = {
    "IW02": iw02,
    "IW05": iw05,
    "IW06": iw06,
    "IW07": iw07,
    "IW11": iw11,
    "IW28": iw28,
    "IW30": iw30,
}

"""What a key claims: its source, its certainty, whom it could harm, where it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ihrp_course.check.items.ask import Ask, Rule, any_of
from ihrp_course.check.text import spot, whole
from ihrp_course.diagnostics import Diagnostic, Span, warning
from ihrp_course.parse.tree import Prose

_DIGIT = re.compile(r"\d[\d.,]*\d|\d")
_UNIT = r"(?:mg|mcg|µg|μg|ml|milligrams?|micrograms?|milli(?:litres?|liters?)|grams?|units?|tablets?|pills?|drops?)"
_AMOUNT = re.compile(
    rf"\b\d+(?:[.,]\d+)?\s*{_UNIT}\b|\bhalf\s+(?:a|the)\s+(?:dose|tablet|pill)\b", re.IGNORECASE
)
_DRUG = any_of(
    "naloxone", "methadone", "buprenorphine", "naltrexone", "morphine", "oxycodone", "heroin", "fentanyl",
    r"opioids?", r"benzodiazepines?", "diazepam", r"stimulants?", "alcohol", "ketamine", "dose", "doses",
    r"medications?", "medicine", r"tablets?", "paracetamol", "ibuprofen", "insulin", r"antibiotics?",
)  # fmt: skip
_TAPER = any_of(r"tapers?", "tapered", "tapering", r"titrat(?:e|es|ed|ing|ion)")
_LAW = any_of(
    r"legally entitled",
    r"is (?:il)?legal",
    r"by law",
    r"can be sued",
    r"has a legal duty",
    r"is liable",
)
_REGION = any_of(
    "911", "999", "112", "000", "111", "988", "emergency number", r"help ?lines?", r"hotlines?", "by law",
    r"(?:il)?legal(?:ly)?", r"statutes?", r"jurisdictions?", r"mandat(?:ed|ory) report(?:ing|ers?)?",
    r"local protocols?", "good samaritan",
)  # fmt: skip
_CLAIM = any_of(
    r"reduc(?:e|es|ed)", r"increas(?:e|es|ed)", "lowers", r"prevent(?:s|ed)", r"improv(?:e|es|ed)",
    r"causes (?:a|an|the|more|less|fewer)", r"halve[sd]", r"double[sd]", r"is effective", r"works better",
)  # fmt: skip
_LADDER = any_of(
    r"several trials", r"(?:one|a single|this) trial", r"trials", r"associated", r"association", r"observational",
    r"(?:clinical )?consensus", r"theory", r"case (?:literature|reports?|stud(?:y|ies))", r"unknown", r"certainty",
    r"evidence", r"stud(?:y|ies)", r"reviews?", r"meta-analys[ie]s", r"may", r"might", r"can", r"could", r"likely",
)  # fmt: skip
_IDIOMS = (
    "piece of cake", "ballpark", "silver bullet", "magic bullet", "tip of the iceberg", "in the same boat",
    "on the same page", "low-hanging fruit", "elephant in the room", "get the ball rolling", r"hit the nail",
    "once in a blue moon", "under the weather", "touch base", "outside the box", "sit on the fence",
    "back to square one", "cut corners", "beat around the bush", "call it a day", "bite the bullet",
    "break the ice", "cold turkey", "the extra mile", "out of the blue", "up in the air", "level playing field",
    "move the goalposts", "the last straw", "slippery slope", "home run", "slam dunk", "rocket science",
    "the whole nine yards", "a can of worms", "at the end of the day", "when push comes to shove",
    "spill the beans", "the ball is in", "kick the bucket", "hang in there", "a blessing in disguise",
    "throw in the towel", "a double-edged sword", "red tape", "rule of thumb", "by the book",
)  # fmt: skip
_IDIOM = any_of(*_IDIOMS)


def _key_texts(ask: Ask) -> list[Prose]:
    return [choice.text for choice in ask.keys]


def _answers(ask: Ask) -> list[tuple[str, Span]]:
    """What counts as right, in words, with its place."""
    if ask.choices:
        return [(choice.text.text, whole(choice.text)) for choice in ask.keys]
    stem = ask.block.stem
    if ask.kind == "numeric":
        return [(str(ask.block.content.answer), ask.at("answer"))]
    if ask.kind == "fill" and stem is not None:
        return [(blank.accepted[0], whole(stem)) for blank in ask.block.content.gaps]
    return []


def iw03(ask: Ask) -> Iterator[Diagnostic]:
    """A fact that is to be remembered has a source."""
    if ask.is_bank and ask.level == "remember" and not ask.cited():
        yield warning(
            "IW03",
            ask.block.span,
            "this asks for a fact and names no source",
            help="cite it in the `Rationale:`, such as `[@Doe2020]`",
        )


def iw04(ask: Ask) -> Iterator[Diagnostic]:
    """A number does not rest on a source that nobody has checked alone."""
    if not any(each.is_verified for each in ask.references.values()):
        return  # this bibliography does not say which are
    cited = [ask.references[key] for key in ask.cited() if key in ask.references]
    if not cited or any(each.is_verified for each in cited):
        return
    for text, span in _answers(ask):
        if _DIGIT.search(text):
            yield warning(
                "IW04",
                span,
                f"this number rests on {cited[0].short} alone, which nobody has checked",
                help="check the source and write `status = {VERIFIED}` in its entry, or cite another",
            )
            return


def iw21(ask: Ask) -> Iterator[Diagnostic]:
    """No date or figure to be learned by heart."""
    if ask.level != "remember" or ask.kind == "numeric" or ask.has_tag("safety-critical"):
        return
    for text, span in _answers(ask):
        if _DIGIT.search(text):
            yield warning(
                "IW21",
                span,
                "the key is a number to be remembered",
                help="ask what it means for practice; a number can be looked up",
            )
            return


def iw25(ask: Ask) -> Iterator[Diagnostic]:
    """No dosing, tapering or legal advice as a key."""
    for prose in _key_texts(ask):
        text = prose.text
        if _AMOUNT.search(text) and _DRUG.search(text):
            pattern, what = _AMOUNT, "an amount of a drug"
        elif _TAPER.search(text):
            pattern, what = _TAPER, "advice on tapering"
        elif _LAW.search(text):
            pattern, what = _LAW, "legal advice"
        else:
            continue
        yield warning(
            "IW25",
            spot(prose, pattern),
            f"this key reads as {what}",
            help="let the right answer be to ask who may decide it: prescriber, protocol, lawyer",
        )


def iw27(ask: Ask) -> Iterator[Diagnostic]:
    """An answer that holds in some places says where."""
    if ask.block.question is None or ask.block.question.region:
        return
    for prose in _key_texts(ask):
        found = _REGION.search(prose.text)
        if found:
            yield warning(
                "IW27",
                spot(prose, _REGION),
                f"“{found.group()}” differs from place to place",
                help="add the line `region: …` that says where this answer holds",
            )
            return


def iw43(ask: Ask) -> Iterator[Diagnostic]:
    """A key that claims an effect says how certain it is."""
    cited = ask.cited()
    for prose in _key_texts(ask) if cited else ():
        if _CLAIM.search(prose.text) and not _LADDER.search(prose.text):
            yield warning(
                "IW43",
                spot(prose, _CLAIM),
                "this key claims an effect and does not say how certain it is",
                help="add where it comes from: several trials, one trial, observational studies, "
                "clinical consensus, theory or case literature, unknown",
            )


def iw44(ask: Ask) -> Iterator[Diagnostic]:
    """Words that survive translation."""
    stem = ask.block.stem
    for prose in [*([stem] if stem else []), *_key_texts(ask)]:
        small = prose.text.casefold()
        found = any(idiom in small for idiom in _IDIOMS) and _IDIOM.search(prose.text)
        if found:
            yield warning(
                "IW44",
                spot(prose, _IDIOM),
                f"“{found.group()}” is an idiom; translated word for word it means something else",
                help="say what is meant",
            )


RULES: dict[str, Rule] = {
    "IW03": iw03,
    "IW04": iw04,
    "IW21": iw21,
    "IW25": iw25,
    "IW27": iw27,
    "IW43": iw43,
    "IW44": iw44,
}

"""The interface's words, `strings/<language>.json`: finding, judging, counting, and made-up languages for tests.

`qps` has every English word accented and lengthened, `qps-Hebr` has it in letters that run from right to
left: what still reads as English on such a page was never in the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

STRINGS = Path(__file__).parent / "strings"
PSEUDO = {"qps": "ltr", "qps-hebr": "rtl"}
Word = str | Mapping[str, str]
Words = Mapping[str, Word]

_HOLE = re.compile(r"(\{\w+\})")
_PLURAL = "page.plural"
_SETTINGS = ("page.direction", "page.digits", _PLURAL)  # not words
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "áƀçđéƒğĥíĵķļɱñóþɋŕšţúṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶĻṀÑÓÞɊŔŠŢÚṼŴẊÝŽ"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשתךםןף" * 2
_RELATION = re.compile(r"([nivwftce])(?: % (\d+))? (!?=) ([\d.,]+)")


@cache
def load_words(language: str) -> Words:
    """The interface's words in a language; English where there is no file for it."""
    if language.lower() in PSEUDO:
        return _pseudo(_read("en"), PSEUDO[language.lower()])
    return _read(_file_for(language) or "en")


def _file_for(language: str) -> str:
    """The file's name: the whole tag, or the language alone; "" when there is neither."""
    names = (language, language.split("-")[0])
    return next((name for name in names if (STRINGS / f"{name}.json").is_file()), "")


def _read(name: str) -> Words:
    words: Words = json.loads((STRINGS / f"{name}.json").read_text(encoding="utf-8"))
    return words


# --- counting ---------------------------------------------------------------------------------------


def choose(words: Words, word: Word, n: object) -> str:
    """The form of a word that goes with a whole number."""
    if isinstance(word, str):
        return word
    rules = words[_PLURAL]
    assert not isinstance(rules, str)
    return word.get(plural_form(rules, n) if isinstance(n, int) else "other") or word["other"]


def plural_form(rules: Mapping[str, str], n: int) -> str:
    """The plural form of a whole number by rules in CLDR's syntax (UTS 35, part 3, 5.1.1)."""
    for form, rule in rules.items():
        ways = rule.partition("@")[0].strip().split(" or ")
        if any(all(_holds(each, n) for each in way.split(" and ")) for way in ways if way):
            return form
    return "other"


def _holds(relation: str, n: int) -> bool:
    found = _RELATION.fullmatch(relation.strip())
    if found is None:
        raise ValueError(f"`{relation.strip()}` is no plural rule")
    operand, modulus, sign, ranges = found.groups()
    value = abs(n) if operand in "ni" else 0  # a whole number has no decimals
    value = value % int(modulus) if modulus else value
    bounds = [each.partition("..")[::2] for each in ranges.split(",")]
    return any(int(low) <= value <= int(high or low) for low, high in bounds) == (sign == "=")


def write_number(words: Words, value: int) -> str:
    """A whole number in the digits of the language."""
    digits = words["page.digits"]
    return str(value).translate(str.maketrans("0123456789", str(digits)))


# --- judging a file ---------------------------------------------------------------------------------


def has_words(language: str) -> bool:
    """Whether the interface speaks this language."""
    return language.lower() in PSEUDO or _file_for(language) != ""


@cache
def faults(language: str) -> tuple[str, ...]:
    """What is wrong with a language's file against the English one, each in a sentence."""
    name = _file_for(language)
    if language.lower() in PSEUDO or not name:
        return ()
    try:
        return tuple(_faults(name, _read(name), _read("en")))
    except ValueError as failure:
        return (f"strings/{name}.json can not be read: {failure}",)


def _faults(name: str, words: Words, english: Words) -> Iterator[str]:
    file = f"strings/{name}.json"
    for key in english:
        if not words.get(key):
            yield f"{file} has no `{key}`"
    for key in words:
        if key not in english:
            yield f"{file} has `{key}`, which nothing asks for"
    rules = words.get(_PLURAL, {})
    if isinstance(rules, str):
        yield f"{file}: `{_PLURAL}` must tell a rule for each form"
        return
    for rule in rules:
        plural_form({rule: rules[rule]}, 1)
    forms = {*rules, "other"}
    for key, word in words.items():
        if key in _SETTINGS or key not in english:
            continue
        if isinstance(word, str) != isinstance(english[key], str):
            yield f"{file}: `{key}` must have " + ("one form" if isinstance(english[key], str) else "plural forms")  # fmt: skip
            continue
        if not isinstance(word, str):
            for form in sorted(forms - word.keys()):
                yield f"{file}: `{key}` has no form `{form}`"
        wanted, given = _holes(english[key]), _holes(word)
        for hole in sorted(wanted ^ given):
            yield (
                f"{file}: `{key}` " + ("lacks" if hole in wanted else "has a strange") + f" {hole}"
            )
    if words.get("page.direction") not in ("ltr", "rtl"):
        yield f"{file}: `page.direction` is ltr or rtl"
    if len(str(words.get("page.digits"))) != 10:
        yield f"{file}: `page.digits` is the ten digits from zero"


def _holes(word: Word) -> set[str]:
    texts = [word] if isinstance(word, str) else word.values()
    return {hole for text in texts for hole in _HOLE.findall(text)}


# --- made-up languages ------------------------------------------------------------------------------


def _pseudo(english: Words, direction: str) -> Words:
    table = str.maketrans(_PLAIN, _HEBREW if direction == "rtl" else _ACCENTED)
    made: dict[str, Word] = {}
    for key, word in english.items():
        if key in _SETTINGS:
            made[key] = word
        elif isinstance(word, str):
            made[key] = _strange(word, table)
        else:
            made[key] = {form: _strange(text, table) for form, text in word.items()}
    return {**made, "page.direction": direction}


def _strange(text: str, table: dict[int, int]) -> str:
    """Vowels doubled, so that it is longer; letters of another kind; holes as they were."""
    parts = _HOLE.split(text)
    longer = [re.sub(r"([aeiou])", r"\1\1", part).translate(table) for part in parts[::2]]
    return "".join(piece for pair in zip(longer, [*parts[1::2], ""], strict=True) for piece in pair)

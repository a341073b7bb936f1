"""A text as rules look at it: its source, a place in it, its words, how hard it is to read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from ihrp_course.diagnostics import Span
from ihrp_course.parse.tree import Heading, Link, Part, Prose

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_BLOCK_END = re.compile(r"</(?:p|li|td|th|blockquote)>|<br>|<hr>")
_CODE = re.compile(r"<pre>.*?</pre>|<code>.*?</code>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>|&\w+;")
_SENTENCE_END = re.compile(r"[.!?…][.!?…]*(?=[\s\"”’')\]]|$)")  # begins with a set: found fast
PAUSE = ".\n"
"""Ends a sentence, whatever stands around it."""
_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûü]+")
_APART = re.compile(r"(?<![tcgs])i[ae](?=[a-z])|[aeiouy]ing$|uous")
_SILENT = re.compile(r"(?:[^laeiouysxzcgh]es|[^dtaeiouy]ed|[^laeiouy]e)$")


def source_of(prose: Prose) -> str:
    """The text as typed."""
    return prose.fragment.text[prose.start : prose.end or None]


def place(prose: Prose, start: int, end: int) -> Span:
    """Where the characters start to end of its source stand in the file."""
    return prose.fragment.span(prose.start + start, prose.start + end)


def spot(prose: Prose, pattern: re.Pattern[str]) -> Span:
    """Where its source first matches; the whole text when only its plain words do."""
    found = pattern.search(source_of(prose))
    return place(prose, *found.span()) if found is not None else whole(prose)


def whole(prose: Prose) -> Span:
    """The stretch of a text, also where its end was left open."""
    return place(prose, 0, len(source_of(prose).rstrip()))


def words(text: str) -> list[str]:
    """Its words, in small letters."""
    return _WORD.findall(text.lower())


def sentences(text: str) -> list[str]:
    """Its sentences, without those that hold no word."""
    return [each.strip() for each in _SENTENCE_END.split(text) if _WORD.search(each)]


def reading(prose: Prose) -> str:
    """What is read in sentences: no headings, no code; the end of a block ends a sentence."""
    html = "".join(_read(prose.parts))
    html = _BLOCK_END.sub(PAUSE, _CODE.sub(" ", html) if "<code>" in html else html)
    return _TAG.sub(" ", html) if "<" in html or "&" in html else html


def _read(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Link):
            yield from _read(part.inner)
        elif isinstance(part, Heading):
            yield PAUSE


@cache
def _syllables(word: str) -> int:
    count = len(_VOWELS.findall(word)) + (
        len(_APART.findall(word)) if "i" in word or "uous" in word else 0
    )
    return max(1, count - 1 if count > 1 and word[-1] in "esd" and _SILENT.search(word) else count)


@cache
def _measure(token: str) -> tuple[int, int]:
    """How many words stand between two blanks, and their syllables."""
    found = words(token)
    return len(found), sum(map(_syllables, found))


def grade(text: str) -> tuple[float, int]:
    """The school year for which English is written (Flesch and Kincaid, 1975), and its words."""
    total = syllables = 0
    for token, count in Counter(text.lower().split()).items():
        inside, spoken = _measure(token)
        total += inside * count
        syllables += spoken * count
    if not total:
        return 0.0, 0
    per_sentence = total / max(1, len(sentences(text)))
    return 0.39 * per_sentence + 11.8 * syllables / total - 15.59, total

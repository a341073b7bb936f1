"""What stands in square brackets inside plain text: citations, gaps, and what looks like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

_ESCAPED = r"\\[!-/:-@\[-`{-~]"
_KEY = r"@[A-Za-z0-9_](?:[A-Za-z0-9_:.#$%&+?~/-]*[A-Za-z0-9_/-])?"
_CITATION = rf"\[(?P<citation>[ ]*{_KEY}(?:[ ]*;[ ]*{_KEY})*[ ]*)\]"
_GAP = r"\[\[(?P<gap>(?:\\.|[^\\\[\]])*)\]\]"
_WRONG_GAP = r"(?P<wrong_gap>\[\[)"
_FOOTNOTE = r"(?P<footnote>\[\^[^\[\]\s]+\])"
_WRONG_CITATION = r"(?P<wrong_citation>\[-?@[^\[\]]*\]?|\[[^\[\]@]*[\s;,-]@\w[^\[\]]*\])"

_WITHOUT_GAPS = re.compile("|".join([_ESCAPED, _CITATION, _FOOTNOTE, _WRONG_CITATION]))
_WITH_GAPS = re.compile(
    "|".join([_ESCAPED, _GAP, _WRONG_GAP, _CITATION, _FOOTNOTE, _WRONG_CITATION])
)
_WRITTEN = re.compile(
    rf"{_ESCAPED}|&(?:#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]*);"
)


class Found(NamedTuple):
    """`kind` is citation, gap, footnote, wrong_citation or wrong_gap; `text` what it holds."""

    kind: str
    text: str
    start: int
    end: int


def find(source: str, has_gaps: bool) -> Iterator[Found]:
    """Everything of that sort in a stretch of source that Markdown reads as plain text."""
    for found in (_WITH_GAPS if has_gaps else _WITHOUT_GAPS).finditer(source):
        kind = found.lastgroup
        if kind is not None:
            yield Found(kind, found.group(kind), found.start(), found.end())


def citation_keys(text: str) -> tuple[str, ...]:
    """`@one; @two` as its keys."""
    return tuple(key.strip()[1:] for key in text.split(";"))


def plain(source: str) -> str:
    """Plain text as it reads: backslash escapes and entities resolved (CommonMark 2.4, 2.5)."""
    if "\\" not in source and "&" not in source:
        return source
    return _WRITTEN.sub(_read, source)


def _read(found: re.Match[str]) -> str:
    written = found.group()
    if written[0] == "\\":
        return written[1]
    if written[1] != "#":
        return html5.get(written[1:], written)
    code = int(written[3:-1], 16) if written[2] in "xX" else int(written[2:-1])
    is_character = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if is_character else "\ufffd"

"""Quotes and apostrophes as a printed book has them; authors type the straight ones that are on their keys."""

from __future__ import annotations

import re

_TAG = re.compile(r"(<code>.*?</code>|<[^>]*>|&[a-z#0-9]+;)", re.DOTALL)
_QUOTE = re.compile(r"[\"']")
_OPENS = frozenset(" \n\t\u00a0([{-–—/“‘")
LANGUAGES = ("en",)
"""Languages that quote “so” and ‘so’; others keep what their authors typed."""


def curled(text: str, language: str) -> str:
    """A plain text, such as a title, with the quotes that its language prints."""
    return curl(text) if language.split("-")[0] in LANGUAGES else text


def curl(html: str, before: str = "") -> str:
    """HTML with curly quotes in its words; tags, code and entities stay as they are.

    `before` is the character that stands in front, "" at the beginning of a text.
    """
    if '"' not in html and "'" not in html:
        return html
    parts = _TAG.split(html)
    for place in range(0, len(parts), 2):
        text = parts[place]
        if '"' in text or "'" in text:
            found = _last(parts[:place])
            last = before if found is None else found
            following = _first(parts[place + 1 :])
            parts[place] = _QUOTE.sub(lambda quote: _curled(quote, last, following), text)  # noqa: B023
    return "".join(parts)


def _curled(found: re.Match[str], before: str, following: str) -> str:
    text, at = found.string, found.start()
    previous = text[at - 1] if at else before
    next_one = text[at + 1] if at + 1 < len(text) else following
    opens = (not previous or previous in _OPENS or previous in "\"'") and not (
        not next_one or next_one.isspace() or next_one in ".,;:!?)"
    )
    if found.group() == '"':
        return "“" if opens else "”"
    # an apostrophe that begins a word, as in ’twas or ’90s, is one all the same
    return "‘" if opens and not next_one.isdigit() else "’"


def _last(parts: list[str]) -> str | None:
    """The last character of the words so far; a block's tag begins anew. None: no words yet."""
    for place in range(len(parts) - 1, -1, -1):
        part = parts[place]
        if place % 2 and part.startswith(("<p", "<li", "<t", "<br", "<h", "<blockquote")):
            return ""
        if part and not (place % 2):
            return part[-1]
    return None


def _first(parts: list[str]) -> str:
    """The first character of the words to come, up to the end of a block."""
    for place, part in enumerate(parts):
        is_tag = place % 2 == 0
        if is_tag and part.startswith(("</p", "</li", "</t", "</h", "</blockquote")):
            return ""
        if not is_tag and part:
            return part[0]
    return ""

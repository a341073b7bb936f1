"""Gaps in a text, for `fill` and `select`."""

from __future__ import annotations

from ihrp_course.blocks._type import Reading
from ihrp_course.parse.tree import Gap, Prose


def gaps_of(reading: Reading) -> list[tuple[Gap, Prose]]:
    """The block's gaps in order, each with the text it stands in."""
    texts = [text for text in (reading.node.lead, reading.node.stem) if text is not None]
    found = [(part, text) for text in texts for part in text.parts if isinstance(part, Gap)]
    if not found:
        reading.refuse(
            "no-gap",
            "there is no gap in this text",
            help="write the answer in double brackets where the gap is: `[[answer]]`",
        )
    return found


def split_gap(text: str) -> list[str]:
    r"""`a|b` as parts; `\|`, `\]` and `\(` stand for the characters themselves, parentheses stay marked."""
    parts, current, escaped = [], "", False
    for character in text:
        if escaped:
            current += character if character in "|]" else "\\" + character
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == "|":
            parts.append(current.strip())
            current = ""
        else:
            current += character
    return [*parts, current.strip()]


def split_free_arrow(text: str) -> tuple[str, str | None]:
    """`phrase => better` as both; without an arrow the second is None, with nothing behind it empty."""
    words, arrow, better = f"{text} ".partition(" => ")
    plain = split_gap(words)[0] if arrow else "|".join(split_gap(text))
    return plain.strip(), "|".join(split_gap(better)) if arrow else None

"""Cutting a finished `Prose` in two, for types that write two texts on one line."""

from __future__ import annotations

import re
from html import unescape

from msgspec.structs import replace

from ihrp_course.parse.tree import Citation, Gap, Image, Part, Prose

_ARROW = re.compile(r"<code>.*?</code>|(?:(?<=\s)|^)=&gt;(?=\s|$)", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def split_arrow(prose: Prose) -> tuple[Prose, Prose] | None:
    """The texts on both sides of the first `=>` that stands free outside code; None without one."""
    for index, part in enumerate(prose.parts):
        if not isinstance(part, str):
            continue
        for found in _ARROW.finditer(part):
            if found.group().startswith("<"):
                continue
            left = (*prose.parts[:index], part[: found.start()].rstrip())
            right = (part[found.end() :].lstrip(), *prose.parts[index + 1 :])
            return with_parts(prose, left), with_parts(prose, right)
    return None


def with_parts(prose: Prose, parts: tuple[Part, ...]) -> Prose:
    """The same place with other parts; text and word count follow."""
    kept = tuple(part for part in parts if part != "")
    text = plain(kept)
    return replace(prose, parts=kept, text=text, words=len(text.split()))


def plain(parts: tuple[Part, ...]) -> str:
    """The words of some parts: no tags, citations or gaps."""
    words = []
    for part in parts:
        if isinstance(part, str):
            words.append(unescape(_TAG.sub("", part)))
        elif isinstance(part, Image):
            words.append(part.alt)
        elif not isinstance(part, Citation | Gap):
            words.append(plain(part.inner))
    return " ".join("".join(words).split())

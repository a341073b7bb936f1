"""Captions that a browser would drop: WebVTT files that do not parse (W3C, WebVTT 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ihrp_course.diagnostics import Diagnostic, Span, error

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+.*)?")


def check_captions(path: str, text: str) -> list[Diagnostic]:
    """What is wrong with a .vtt file under assets/."""
    return list(_check(path, text))


def _check(path: str, text: str) -> Iterator[Diagnostic]:
    lines = text.split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        help = "write `WEBVTT` on the first line, an empty line, then the captions"
        yield _tell(path, 1, "this is not WebVTT; no caption will be shown", help)
        return
    cues, last = 0, 0
    for number, line in enumerate(lines, 1):
        if "-->" not in line:
            continue
        cues += 1
        found = _TIMES.fullmatch(line)
        if found is None:
            help = "write `00:01.000 --> 00:04.500`: minutes, seconds, a point, three digits"
            yield _tell(path, number, "this line gives no time, so its caption is dropped", help)
            continue
        start, end = _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:])
        if end <= start:
            yield _tell(path, number, "this caption ends before it begins", "write the earlier time first")  # fmt: skip
        elif start < last:
            yield _tell(path, number, "this caption begins before the one above", "put the captions in order")  # fmt: skip
        last = max(last, start)
        if number == len(lines) or not lines[number].strip():
            yield _tell(path, number, "this caption has no text", "write it on the next line")
    if not cues:
        yield _tell(path, 1, "there is no caption in this file", "write `00:01.000 --> 00:04.500` and the words below")  # fmt: skip


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _tell(path: str, line: int, message: str, help: str) -> Diagnostic:
    return error("captions-syntax", Span(path, line, 1, line, 1), message, help=help)

"""`practice`: a guided practice, as cues in time. It can be skipped, paused, read and heard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Struct

from ihrp_course.blocks._type import BlockSettings, BlockType, Reading, about
from ihrp_course.blocks.media import Duration
from ihrp_course.parse.body import read_inline
from ihrp_course.parse.tree import Prose, Shape

_CUE = re.compile(
    r"^\[(\d{1,3}):([0-5]\d)(?: (?:(bell)|silence (\d+)s|pacer ([a-z-]+)))?\] ?", re.MULTILINE
)
_ALMOST = re.compile(r"^\[[^\]\n@]*\]", re.MULTILINE)


class Settings(BlockSettings, frozen=True, kw_only=True):
    title: Annotated[str, about("what it is called")]
    duration: Annotated[Duration, about("minutes and seconds: 3:00")]
    audio: Annotated[str, about("the same, spoken: assets/name.m4a")] = ""
    captions: Annotated[str, about("captions of the sound as WebVTT: assets/name.vtt")] = ""
    eyes: Annotated[str, about("such as: open or closed")] = ""
    skippable: Annotated[Literal["yes"], about("always yes: nobody has to")] = "yes"


class Cue(Struct, frozen=True):
    """What happens at a second: words, a bell, a silence of `silence` seconds, a pacer that begins."""

    at: int
    text: Prose | None
    has_bell: bool
    silence: int
    pacer: str


class Practice(Struct, frozen=True):
    title: str
    seconds: int
    audio: str
    captions: str
    eyes: str
    cues: tuple[Cue, ...]

    def prose(self) -> Iterator[Prose]:
        return (cue.text for cue in self.cues if cue.text is not None)


def _read(reading: Reading) -> Practice | None:
    settings, rest = reading.settings, reading.node.rest
    found = list(_CUE.finditer(rest.text)) if rest else []
    if rest is None or not found:
        reading.refuse(
            "practice-cues",
            "this practice has no cues",
            help="write each as `[0:00] What is said`, the time from the beginning",
        )
        return None
    starts = {match.start() for match in found}
    for almost in _ALMOST.finditer(rest.text):
        if almost.start() not in starts:
            reading.refuse(
                "practice-cue",
                f"`{almost.group()}` is no cue",
                help="write `[m:ss]`, `[m:ss bell]`, `[m:ss silence 30s]` or `[m:ss pacer slow]`",
                span=rest.span(*almost.span()),
            )
    cues: list[Cue] = []
    for place, match in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(rest.text)
        minutes, seconds, bell, silence, pacer = match.groups()
        at = int(minutes) * 60 + int(seconds)
        words = rest.cut(match.end(), end)
        text = read_inline(words, reading.problems) if words.text.strip() else None
        cue = Cue(at, text, bool(bell), int(silence or 0), pacer or "")
        _check_time(reading, cue, cues, match)
        cues.append(cue)
    return Practice(
        settings.title,
        settings.duration,
        settings.audio,
        settings.captions,
        settings.eyes,
        tuple(cues),
    )


def _check_time(reading: Reading, cue: Cue, before: list[Cue], match: re.Match[str]) -> None:
    rest = reading.node.rest
    assert rest is not None
    span = rest.span(match.start(), match.end())
    if before and cue.at < before[-1].at:
        reading.refuse(
            "practice-time",
            "this cue comes before the one above it",
            help="times rise from cue to cue",
            span=span,
        )
    elif cue.at + cue.silence > reading.settings.duration:
        reading.refuse(
            "practice-time",
            "this cue lies beyond the practice's end",
            help=f"the `duration` is {reading.settings.duration // 60}:{reading.settings.duration % 60:02d}",
            span=span,
        )


TYPE = BlockType(
    shape=Shape("lines", begin="["),
    settings=Settings,
    read=_read,
    seconds=lambda content: content.seconds,
    assets=lambda content: tuple(path for path in (content.audio, content.captions) if path),
)

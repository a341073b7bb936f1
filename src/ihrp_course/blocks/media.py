"""`media`: sound or film, with captions and a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from ihrp_course.blocks._type import BlockSettings, BlockType, Reading, about, nothing
from ihrp_course.parse.tree import Prose, Shape

_TIME = re.compile(r"(\d{1,3}):([0-5]\d)")


def as_seconds(value: str) -> int:
    """`m:ss` in seconds."""
    found = _TIME.fullmatch(value)
    if found is None:
        raise ValueError("type minutes and seconds, such as `3:00`")
    return int(found.group(1)) * 60 + int(found.group(2))


Duration = Annotated[int, Meta(extra={"read": as_seconds})]


class Settings(BlockSettings, frozen=True, kw_only=True):
    audio: Annotated[str, about("sound, from the course folder: assets/name.m4a")] = ""
    video: Annotated[str, about("film, from the course folder: assets/name.mp4")] = ""
    captions: Annotated[str, about("captions as WebVTT: assets/name.vtt")] = ""
    transcript: Annotated[str, about("a file with the whole text, if it is not written below")] = ""
    credit: Annotated[str, about("who made it, under which licence")] = ""
    duration: Annotated[Duration, about("minutes and seconds: 3:20")]


class Media(Struct, frozen=True):
    """`source` is the film or the sound; `seconds` its length."""

    source: str
    is_video: bool
    captions: str
    transcript: str
    credit: str
    seconds: int

    def prose(self) -> Iterator[Prose]:
        return nothing()


def _read(reading: Reading) -> Media | None:
    settings = reading.settings
    if bool(settings.audio) == bool(settings.video):
        reading.refuse(
            "media-source",
            "a `media` plays one thing: sound or film",
            help="write `audio: assets/name.m4a` or `video: assets/name.mp4`",
        )
        return None
    if settings.video and not settings.captions:
        reading.refuse(
            "no-captions", "this film has no captions", help="add `captions: assets/name.vtt`"
        )
    if not settings.transcript and "Transcript" not in reading.node.labels:
        reading.refuse(
            "no-transcript",
            "this has no transcript",
            help="write it behind `Transcript:` at the end of the block, or name a file with `transcript:`",
        )
    return Media(
        settings.video or settings.audio,
        bool(settings.video),
        settings.captions,
        settings.transcript,
        settings.credit,
        settings.duration,
    )


def _assets(content: Media) -> tuple[str, ...]:
    return tuple(path for path in (content.source, content.captions, content.transcript) if path)


TYPE = BlockType(
    shape=Shape("prose", ("Transcript",)),
    settings=Settings,
    read=_read,
    seconds=lambda content: content.seconds,
    has_script=False,
    assets=_assets,
)

"""What a manifest says of a unit, in lengths that every reader takes."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ihrp_course.standards._xml import one_line

if TYPE_CHECKING:
    from ihrp_course.render.site import Site

TITLE_LIMIT = 200  # IMS CP 1.1.2 and SCORM 2004 CAM §3.4; Moodle's column takes 255
TEXT_LIMIT = 1000  # a LangString of LOM, IEEE 1484.12.1: the least a reader must take
KEYWORD_LIMIT = 10  # LOM 1.5: the least a reader must take

_MEDIA_TYPES = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".gif": "image/gif",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


def shown_title(site: Site) -> str:
    """The title as an LMS lists it: one line, never empty."""
    return one_line(site.title, TITLE_LIMIT) or site.package_id


def title(site: Site) -> str:
    """The title as the metadata has it: one line, never empty."""
    return one_line(site.title, TEXT_LIMIT) or site.package_id


def description(site: Site) -> str:
    """What the unit is about as one line, empty when the course does not say."""
    return one_line(site.description, TEXT_LIMIT)


def keywords(site: Site) -> list[str]:
    """The first keywords, each one line."""
    lines = (one_line(word, TEXT_LIMIT) for word in site.keywords)
    return [line for line in lines if line][:KEYWORD_LIMIT]


def duration(minutes: int) -> str:
    """ISO 8601, as both LOM bindings take it: 95 is `PT1H35M`."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def media_types(site: Site) -> list[str]:
    """The kinds of file in the unit, sorted (LOM 4.1); kinds without a name here are left out."""
    suffixes = {PurePosixPath(name).suffix for name in site.files}
    return sorted({_MEDIA_TYPES[suffix] for suffix in suffixes if suffix in _MEDIA_TYPES})


def cuts(site: Site) -> tuple[str, ...]:
    """What of all this did not fit, one sentence each."""
    told: list[str] = []
    if shown_title(site) != title(site):
        told.append(f"The title is cut to {TITLE_LIMIT} characters in the LMS's lists.")
    if description(site) != one_line(site.description, 2 * TEXT_LIMIT):
        told.append(f"The description is cut to {TEXT_LIMIT} characters.")
    if len(site.keywords) > KEYWORD_LIMIT:
        told.append(f"Only the first {KEYWORD_LIMIT} keywords are in the metadata.")
    return tuple(told)

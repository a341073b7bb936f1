"""What works here and not elsewhere: names of files, sizes, long titles, media that some browsers refuse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ihrp_course.blocks import TYPES
from ihrp_course.check.course import COURSE, Draft
from ihrp_course.diagnostics import Diagnostic, Related, Span, warning
from ihrp_course.memory import Memory
from ihrp_course.model import Block, Course, Lesson
from ihrp_course.parse.tree import BlockNode, Document, Image
from ihrp_course.source import PICTURES, Sources

LONGEST_PATH, LONGEST_TITLE = 100, 250
HEAVY, MOST_PIXELS = 20_000_000, 40_000_000
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
}
_FORBIDDEN = set('<>:"\\|?*')
_SHOWN = (*PICTURES, ".svg", ".avif")
_PLAYED = (".mp4", ".m4v", ".webm", ".mp3", ".m4a", ".aac", ".wav")
_BETTER = "save sound as .m4a or .mp3, film as .mp4 (H.264), pictures as .webp, .jpg, .png or .svg"


def check_portability(course: Course, draft: Draft) -> list[Diagnostic]:
    """Every finding of this kind; the names of assets in use are judged where they are read."""
    sources = draft.sources
    return [
        *_names(sources, draft.memory),
        *_sizes(sources),
        *_titles(course, draft),
        *_media(course, draft),
    ]


def _names(sources: Sources, memory: Memory) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for path in [*sources.texts, *sources.assets]:
        first = seen.setdefault(path.casefold(), path)
        if first != path:
            found = warning(
                "name-case",
                Span(path),
                f"only capitals tell `{path}` and `{first}` apart; Windows and macOS keep one of them",
                help="rename one of them",
            )
            related = (Related(Span(first), "the other one"),)
            yield Diagnostic(
                found.rule, "warning", found.span, found.message, "", found.help, related
            )
        why = memory.of(_name_problem, path)
        if why:
            yield warning(
                "name-portable",
                Span(path),
                f"{why}; some system or LMS cannot keep this file",
                help="rename it with small letters, digits and hyphens",
            )


def _name_problem(path: str) -> str:
    for part in PurePosixPath(path).parts:
        if part.split(".")[0].lower() in _RESERVED:
            return f"`{part}` is a name that Windows keeps for itself"
        if not part.isascii():
            return f"`{part}` holds letters that are not ASCII"
        if _FORBIDDEN & set(part) or part[-1] in ". ":
            return f"`{part}` holds a character that Windows refuses"
    return f"this path has {len(path)} characters" if len(path) > LONGEST_PATH else ""


def _sizes(sources: Sources) -> Iterator[Diagnostic]:
    for path, asset in sources.assets.items():
        if asset.size > HEAVY:
            yield warning(
                "asset-size",
                Span(path),
                f"this file has {asset.size / 1e6:.0f} MB; an upload of that size often fails",
                help=f"make it smaller than {HEAVY // 1_000_000} MB, or link to where it is hosted",
            )
    for path, (width, height) in sources.pixels.items():
        if width < 0:
            yield warning(
                "picture-broken",
                Span(path),
                f"this is not a picture of the kind that `{PurePosixPath(path).suffix}` promises",
                help="export it anew",
            )
        elif width * height > MOST_PIXELS:
            yield warning(
                "picture-size",
                Span(path),
                f"this picture has {width} × {height} = {width * height / 1e6:.0f} megapixels; "
                "a phone may fail to show it",
                help="scale it to the width at which it is shown, 2000 pixels at most",
            )


def _titles(course: Course, draft: Draft) -> Iterator[Diagnostic]:
    """SCORM 2004 keeps 250 characters of a text, SCORM 1.2 255 (data models, CMIString255)."""
    parsed = draft.parsed
    named = [(course.title, parsed.yaml[COURSE].at("title"))]
    for module in course.modules:
        value = parsed.yaml.get(module.span.path)
        named.append((module.title, value.at("title") if value else module.span))
    for file in course.files:
        front = parsed.documents[file.path].front
        named.append((file.title, front.at("title") if front else file.span))
    for title, span in named:
        if len(title) > LONGEST_TITLE:
            yield warning(
                "title-long",
                span,
                f"this title has {len(title)} characters; LMSs cut it at {LONGEST_TITLE} or 255",
                help="shorten it; what follows a colon can go into the first lesson",
            )


def _media(course: Course, draft: Draft) -> Iterator[Diagnostic]:
    for lesson in course.lessons:
        yield from draft.memory.of(_media_of, lesson, draft.parsed.documents[lesson.path])


def _media_of(lesson: Lesson, document: Document) -> list[Diagnostic]:
    nodes = {part.id: part for part in document.parts if isinstance(part, BlockNode)}
    problems = [
        _odd_media(part.source, prose.span_of(part))
        for prose in lesson.referring
        for part in prose.holes
        if isinstance(part, Image) and not part.source.lower().endswith(_SHOWN)
    ]
    played = (found for block in lesson.blocks for found in _played(block, nodes))
    return problems + [_odd_media(path, span) for path, span in played]


def _played(block: Block, nodes: dict[str, BlockNode]) -> Iterator[tuple[str, Span]]:
    """Sound, film and pictures of a block that not every browser takes."""
    node = nodes.get(block.id)
    for path in TYPES[block.kind].assets(block.content):
        for name in ("audio", "video", "image"):
            setting = node.settings.get(name) if node else None
            known = _SHOWN if name == "image" else _PLAYED
            if setting and setting.value == path and not path.lower().endswith(known):
                yield path, setting.value_span


def _odd_media(path: str, span: Span) -> Diagnostic:
    kind = PurePosixPath(path).suffix or path
    return warning("media-type", span, f"not every browser plays or shows `{kind}`", help=_BETTER)

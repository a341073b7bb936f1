"""Everything a text may refer to, and whether it is there: terms, lessons, files, headings, sources."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from msgspec import Struct

from ihrp_course.diagnostics import Diagnostic, Related, Span, did_you_mean, error, warning
from ihrp_course.parse.tree import Citation, Heading, Image, Link, Prose

_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_OPENS_OUTSIDE = ("https", "mailto", "tel")


class Known(Struct, frozen=True):
    """The ids that a text of this course may refer to."""

    terms: Collection[str]
    lessons: Collection[str]
    assets: Collection[str]
    sources: Collection[str]


def heading_ids(texts: Iterable[Prose]) -> list[str]:
    """The ids of a lesson's headings: the author's own, else made from the words."""
    holes = (part for prose in texts for part in prose.holes)
    headings = (part for part in holes if isinstance(part, Heading) and part.level > 1)
    return list(dict.fromkeys(map(heading_id, headings)))


def heading_id(heading: Heading) -> str:
    """The author's id, else the words in small letters with hyphens."""
    if heading.id:
        return heading.id
    words = re.sub(r"[^\w\s-]", "", heading.text.lower())
    return re.sub(r"[\s_]+", "-", words).strip("-") or "section"


def check_prose(prose: Prose, known: Known, headings: Collection[str]) -> list[Diagnostic]:
    """What this text refers to in vain."""
    problems: list[Diagnostic] = []
    for part in prose.holes:
        if isinstance(part, Link):
            problems += _check_link(part, prose, known, headings)
        elif isinstance(part, Citation):
            problems += _check_citation(part, prose, known)
        elif isinstance(part, Image):
            problems += _check_image(part, prose, known)
    return problems


def _check_link(
    link: Link, prose: Prose, known: Known, headings: Collection[str]
) -> list[Diagnostic]:
    scheme, target = _split(link.target)
    if _is_there(scheme, target, known, headings):
        return []
    span = prose.span_of(link)
    if link.target.startswith("#"):
        return [no_heading(link.target[1:], span, headings)]
    if scheme == "term":
        return _missing("unknown-term", span, "term", target, known.terms)
    if scheme == "lesson":
        return _missing("unknown-lesson", span, "lesson", target, known.lessons)
    if scheme == "file":
        return _missing_asset(span, target, known)
    what = f"`{scheme}:` links are not allowed" if scheme else f"`{link.target}` is no link"
    help = "use https:, mailto:, tel:, term:, lesson:, file: or #heading"
    if link.target.startswith("www."):
        help = f"write `https://{link.target}`"
    return [error("link-scheme", span, what, help=help)]


def _is_there(scheme: str, target: str, known: Known, headings: Collection[str]) -> bool:
    """Whether a link leads somewhere, as nearly all do; without a scheme only to a heading."""
    places = {"term": known.terms, "lesson": known.lessons, "file": known.assets}
    if scheme in places:
        return target in places[scheme]
    return scheme in _OPENS_OUTSIDE or (target.startswith("#") and target[1:] in headings)


def no_heading(name: str, span: Span, headings: Collection[str]) -> Diagnostic:
    """A heading of the same lesson that is not there."""
    known = f"headings here: {', '.join(headings)}" if headings else "this lesson has no headings"
    return error(
        "unknown-heading",
        span,
        f"there is no heading `{name}` in this lesson",
        help=did_you_mean(name, list(headings))
        or f"give the heading that is meant an id, `## … {{#{name}}}`; {known}",
    )


def _split(target: str) -> tuple[str, str]:
    found = _SCHEME.match(target)
    return (found.group(1).lower(), target[found.end() :]) if found else ("", target)


def _missing(
    rule: str, span: Span, what: str, target: str, known: Collection[str]
) -> list[Diagnostic]:
    hint = did_you_mean(target, list(known)) or _MAKE[what].format(target)
    return [error(rule, span, f"there is no {what} `{target}`", help=hint)]


_MAKE = {
    "term": "write it in modules/glossary.md: `## … {{#{}}}`",
    "lesson": "a lesson is linked by the `id:` of its front matter",
}


def _missing_asset(span: Span, path: str, known: Known) -> list[Diagnostic]:
    problem = asset_problem(path, span, known.assets)
    return [problem] if problem else []


def asset_problem(path: str, span: Span, assets: Collection[str]) -> Diagnostic | None:
    """Why this path names no asset of the course; None when it does."""
    if path in assets:
        return None
    if ".." in path.split("/") or path.startswith(("/", "\\")) or re.match(r"^[A-Za-z]:", path):
        return error(
            "outside-course",
            span,
            f"`{path}` leads out of the course",
            help="put the file under assets/ and write its path from the course folder",
        )
    same = [asset for asset in assets if asset.lower() == path.lower()]
    hint = f"did you mean `{same[0]}`? Capitals count" if same else did_you_mean(path, list(assets))
    return error("unknown-asset", span, f"there is no file `{path}`", help=hint or _where(path))


def _where(path: str) -> str:
    if "://" in path:
        return "put the file under assets/, or link to it in the text"
    return "put it there" if path.startswith("assets/") else "paths begin with assets/"


def _check_citation(citation: Citation, prose: Prose, known: Known) -> list[Diagnostic]:
    return [
        error(
            "unknown-source",
            prose.span_of(citation),
            f"references.bib has no entry `{key}`",
            help=did_you_mean(key, list(known.sources))
            or f"add it there, such as `@book{{{key}, author = {{…}}, title = {{…}}, year = {{…}}}}`",
        )
        for key in citation.keys
        if key not in known.sources
    ]


def _check_image(image: Image, prose: Prose, known: Known) -> list[Diagnostic]:
    problems = _missing_asset(prose.span_of(image), image.source, known)
    if not image.alt:
        problems.append(
            error(
                "no-alt",
                prose.span_of(image),
                "this picture has no text alternative",
                help="write what it is for between the brackets, or use a `figure` with `decorative: yes`",
            )
        )
    return problems


def check_headings(title: str, texts: Iterable[Prose]) -> list[Diagnostic]:
    """Ids used twice, levels skipped, and a first heading that differs from the title."""
    problems: list[Diagnostic] = []
    seen: dict[str, _Place] = {}
    level = 1
    is_first = True
    for prose in texts:
        for part in prose.holes:
            if not isinstance(part, Heading):
                continue
            problems += _check_heading(_Place(part, prose), title, is_first, level, seen)
            is_first, level = False, part.level
    return problems


class _Place(NamedTuple):
    """A heading in its text."""

    heading: Heading
    prose: Prose

    @property
    def span(self) -> Span:
        return self.prose.span_of(self.heading)


def _check_heading(
    place: _Place, title: str, is_first: bool, level: int, seen: dict[str, _Place]
) -> list[Diagnostic]:
    problems = []
    heading = place.heading
    if heading.level == 1 and not (is_first and heading.text.strip() == title.strip()):
        problems.append(
            error(
                "title-heading",
                place.span,
                "a lesson has one first-level heading, its title",
                help=f"delete this line or write `# {title}`; use `##` for sections",
            )
        )
    if heading.level > level + 1:
        problems.append(
            warning(
                "heading-order",
                place.span,
                f"this heading skips a level: from {level} to {heading.level}",
                help=f"write it with {'#' * (level + 1)}",
            )
        )
    id = heading_id(heading)
    if heading.level > 1 and seen.setdefault(id, place) is not place:
        problems.append(
            Diagnostic(
                "heading-twice",
                "error",
                place.span,
                f"two headings of this lesson have the id `{id}`",
                help=f"give this one another, behind its words: `{{#{id}-2}}`",
                related=(Related(seen[id].span, "first here"),),
            )
        )
    return problems

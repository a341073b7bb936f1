"""Texts for paper: every hole of a `Prose` filled so that it can be read without clicking."""

from __future__ import annotations

import mimetypes
from base64 import b64encode
from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

from ihrp_course.check.references import heading_id
from ihrp_course.check.svg import prefix_ids
from ihrp_course.model import Block, Course
from ihrp_course.parse.tree import Citation, Gap, Heading, Image, Link
from ihrp_course.render.holes import Holes


class Paper(Holes):
    """Fills texts of one course; `lesson` and `block` say where the text stands."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.titles = {lesson.id: lesson.title for lesson in course.lessons}
        self.cited: dict[str, None] = {}  # in order of first mention
        self.terms: dict[str, None] = {}
        self.lesson = ""
        self.block: Block | None = None
        self._drawings = 0

    def picture(self, path: str, alt: str) -> Markup:
        """A picture that stands in the page itself."""
        asset = self.course.assets.get(path)
        if asset is None:
            return Markup(f'<span class="quiet">{escape(path)}</span>')
        if asset.svg:
            self._drawings += 1
            drawing = prefix_ids(asset.svg, f"d{self._drawings}")
            return Markup(f'<span role="img" aria-label="{escape(alt)}">{drawing}</span>')
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        data = b64encode(asset.file.read_bytes()).decode()
        return Markup(f'<img src="data:{escape(kind)};base64,{data}" alt="{escape(alt)}">')

    def image(self, image: Image) -> str:
        return self.picture(image.source, image.alt)

    def link(self, link: Link) -> str:
        inner = self.inner(link.inner)
        scheme, _, rest = link.target.partition(":")
        if link.target.startswith("#"):
            return f'<a href="#{escape(self.lesson)}_{escape(link.target[1:])}">{inner}</a>'
        if scheme == "term":
            self.terms.setdefault(rest)
            return f'<a class="term" href="#term_{escape(rest)}">{inner}</a>'
        if scheme == "lesson":
            return f"{inner} <cite>({escape(self.titles.get(rest, rest))})</cite>"
        return f'{inner} <span class="quiet">({escape(rest if scheme == "file" else link.target)})</span>'

    def citation(self, citation: Citation) -> str:
        return f" [{'; '.join(map(self._source, citation.keys))}]"

    def _source(self, key: str) -> str:
        self.cited.setdefault(key)
        source = self.course.references[key]
        mark = "" if source.is_verified else ' <strong class="unverified">unverified</strong>'
        return f'<a href="#ref_{escape(key)}">{escape(source.short)}</a>{mark}'

    def heading(self, heading: Heading) -> str:
        if heading.level == 1:
            return ""  # the page writes the title itself
        level = min(heading.level + 2, 6)
        place = f"{escape(self.lesson)}_{escape(heading_id(heading))}"
        return f'<h{level} id="{place}">{self.inner(heading.inner)}</h{level}>\n'

    def gap(self, gap: Gap) -> str:
        write = _GAPS.get(self.block.kind) if self.block is not None else None
        if write is None or self.block is None:
            return f'<span class="gap">{escape(gap.text)}</span>'
        return f'<span class="gap">{write(self.block, gap.number)}</span>'


# --- gaps with their keys -------------------------------------------------------------------------


def _fill(block: Block, number: int) -> Markup:
    return Markup(" <i>or</i> ").join(block.content.gaps[number].accepted)


def _select(block: Block, number: int) -> Markup:
    gap = block.content.gaps[number]
    return Markup(" | ").join(
        Markup("<strong>✓ {}</strong>").format(option) if place == gap.key else option
        for place, option in enumerate(gap.options)
    )


def _mark(block: Block, number: int) -> Markup:
    phrase = block.content.phrases[number]
    if not phrase.is_key:
        return Markup("{}").format(phrase.text)
    better = Markup(" → {}").format(phrase.better) if phrase.better else ""
    return Markup("<strong>✓ {}</strong>{}").format(phrase.text, better)


_GAPS: Mapping[str, Callable[[Block, int], Markup]] = {
    "fill": _fill,
    "select": _select,
    "mark": _mark,
}

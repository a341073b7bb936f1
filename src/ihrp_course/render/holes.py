"""Texts into HTML: which hole of a `Prose` is filled by what. How, is for those who write a page."""

from __future__ import annotations

from abc import ABC, abstractmethod

from markupsafe import Markup

from ihrp_course.parse.tree import Citation, Gap, Heading, Image, Link, Part, Prose

_PIECES = ("<p", "<ul", "<ol", "<h", "<table", "<blockquote", "<div", "<figure", "\n")


class Holes(ABC):
    """Fills texts for one kind of page: a package's document, or a copy on paper."""

    def fill(self, prose: Prose | None) -> Markup:
        """A text as HTML."""
        return Markup("" if prose is None else self.inner(prose.parts))

    def flow(self, prose: Prose | None) -> Markup:
        """A text with a paragraph around it, unless it has pieces of its own."""
        html = self.fill(prose)
        return html if not html or html.startswith(_PIECES) else Markup(f"<p>{html}</p>")

    def inner(self, parts: tuple[Part, ...]) -> str:
        """Parts in a row."""
        return "".join(part if isinstance(part, str) else self.hole(part) for part in parts)

    def hole(self, part: Part) -> str:
        """One hole filled."""
        if isinstance(part, Link):
            return self.link(part)
        if isinstance(part, Citation):
            return self.citation(part)
        if isinstance(part, Heading):
            return self.heading(part)
        if isinstance(part, Image):
            return self.image(part)
        if isinstance(part, Gap):
            return self.gap(part)
        return part

    @abstractmethod
    def link(self, link: Link) -> str: ...

    @abstractmethod
    def citation(self, citation: Citation) -> str: ...

    @abstractmethod
    def heading(self, heading: Heading) -> str: ...

    @abstractmethod
    def image(self, image: Image) -> str: ...

    @abstractmethod
    def gap(self, gap: Gap) -> str: ...

"""What `ink.py` left open, filled for one package: numbers of references, ways to lessons, pictures."""

from __future__ import annotations

from markupsafe import Markup, escape

from ihrp_course.check.svg import prefix_ids
from ihrp_course.model import Asset, Course, PackagePlan
from ihrp_course.render.ink import OPEN, Ink


class Filling:
    """Fills the texts of one package, and knows what they use."""

    def __init__(self, course: Course, plan: PackagePlan, ink: Ink) -> None:
        self.course, self.ink = course, ink
        self.own_lessons = {lesson.id for module in plan.modules for lesson in module.lessons}
        self.titles = {
            lesson.id: (lesson.title, module.title)
            for module in course.modules
            for lesson in module.lessons
        }
        self.numbers: dict[str, int] = {}  # of references, by first mention
        self.terms: dict[str, None] = {}  # in use, in order of first mention
        self.assets: dict[str, Asset] = {}

    def fill(self, written: str) -> Markup:
        """The HTML, with nothing left open."""
        out: list[str] = []
        links: list[tuple[str, int]] = []  # lessons, and where what stands in their links begins
        for place, piece in enumerate(written.split(OPEN)):
            if place % 2 == 0:
                out.append(piece)
                continue
            kind, _, rest = piece.partition(" ")
            if kind == "lesson":
                links.append((rest, len(out)))
            elif kind == "end":
                lesson, start = links.pop()
                out[start:] = [self._lesson(lesson, "".join(out[start:]))]
            else:
                out.append(_FILLED[kind](self, rest))
        return Markup("".join(out))

    def _lesson(self, id: str, inner: str) -> str:
        if id in self.own_lessons:
            return f'<a href="#{escape(id)}">{inner}</a>'
        lesson, module = map(self.ink.curled, self.titles[id])
        where = f"<cite>{self.ink.say('link.elsewhere', lesson=lesson, module=module)}</cite>"
        is_title = inner.casefold() == str(escape(lesson)).casefold()
        return where if is_title else f"{inner} ({where})"

    def _term(self, id: str) -> str:
        self.terms.setdefault(id)
        return ""

    def _citation(self, keys: str) -> str:
        links = []
        for key in keys.split(" "):
            number = self.numbers.setdefault(key, len(self.numbers) + 1)
            source = self.course.references[key].short
            label = escape(self.ink.say("cite.label", n=number, source=source))
            links.append(
                f'<a class="cite" href="#ref_{escape(key)}" aria-label="{label}">{number}</a>'
            )
        return f'<sup class="cites">{" ".join(links)}</sup>'

    def _image(self, words: str) -> str:
        path, _, alt = words.partition(" ")
        asset = self.course.assets[path]
        if asset.svg:
            return f'<span class="drawing" role="img" aria-label="{alt}">{asset.svg}</span>'
        self.assets[path] = asset
        return f'<img src="{escape(path)}" alt="{alt}" loading="lazy" decoding="async">'

    def _drawing(self, words: str) -> str:
        """A block's drawing, its ids made unique for the page."""
        path, _, block = words.partition(" ")
        return prefix_ids(self.course.assets[path].svg, block)

    def _asset(self, path: str) -> str:
        self.assets[path] = self.course.assets[path]
        return ""


_FILLED = {
    "term": Filling._term,
    "citation": Filling._citation,
    "image": Filling._image,
    "drawing": Filling._drawing,
    "asset": Filling._asset,
}

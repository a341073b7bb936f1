"""Texts into HTML: the holes of a `Prose` filled for one package, and the interface's words.

What is written here, styles and scripts rely on; the list stands at the top of `templates/page.html`.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from ihrp_course.check.references import heading_id
from ihrp_course.model import Asset, Block, Course, PackagePlan
from ihrp_course.parse.tree import Citation, Gap, Heading, Image, Link, Part, Prose
from ihrp_course.render.holes import Holes
from ihrp_course.render.typography import LANGUAGES, curl, curled
from ihrp_course.words import choose, load_words, write_number


class Ink(Holes):
    """What filling needs to know of one package; `lesson` and `block` move along as it is written."""

    def __init__(self, course: Course, plan: PackagePlan) -> None:
        self.course = course
        self.words = load_words(course.language)
        self.said: dict[tuple[object, ...], Markup] = {}  # words with their values, escaped once
        self.own_lessons = {lesson.id for module in plan.modules for lesson in module.lessons}
        self.titles = {
            lesson.id: (self.curled(lesson.title), self.curled(module.title))
            for module in course.modules
            for lesson in module.lessons
        }
        self.numbers: dict[str, int] = {}  # of references, by first mention
        self.terms: dict[str, None] = {}  # in use, in order of first mention
        self.assets: dict[str, Asset] = {}
        self.curls = course.language.split("-")[0] in LANGUAGES
        self.lesson = ""
        self.block: Block | None = None
        self.codes: Mapping[str, tuple[int, ...]] = {}  # ordinals of the block being written

    def say(self, key: str, **values: object) -> Markup:
        """An interface word with its values; the plural form by `n` where it has forms."""
        asked = (key, *values.items())
        said = self.said.get(asked)
        if said is None:
            said = escape(choose(self.words, self.words[key], values.get("n")))
            for name, value in values.items():
                text = write_number(self.words, value) if isinstance(value, int) else value
                said = said.replace("{" + name + "}", escape(text))
            self.said[asked] = said
        return said

    def curled(self, text: str) -> str:
        """Plain text with the quotes of a printed book."""
        return curled(text, self.course.language)

    def fill(self, prose: Prose | None) -> Markup:
        """A text as HTML."""
        if prose is None:
            return Markup("")
        parts = prose.parts
        if len(parts) == 1 and isinstance(parts[0], str):
            return Markup(curl(parts[0]) if self.curls else parts[0])
        return Markup(self.inner(parts))

    def inner(self, parts: tuple[Part, ...]) -> str:
        out = []
        before = ""
        for part in parts:
            if isinstance(part, str):
                out.append(curl(part, before) if self.curls else part)
                before = part[-1:] if not part.endswith(">") else ""
            else:
                out.append(self.hole(part))
                before = "x"  # a word: a quote behind it closes
        return "".join(out)

    def link(self, link: Link) -> str:
        inner = self.inner(link.inner)
        scheme, _, rest = link.target.partition(":")
        if link.target.startswith("#"):
            return f'<a href="#{escape(self.place(link.target[1:]))}">{inner}</a>'
        if scheme == "term":
            self.terms.setdefault(rest)
            return f'<a class="term" href="#term_{escape(rest)}">{inner}</a>'
        if scheme == "lesson":
            if rest in self.own_lessons:
                return f'<a href="#{escape(rest)}">{inner}</a>'
            lesson, module = self.titles[rest]
            where = f"<cite>{self.say('link.elsewhere', lesson=lesson, module=module)}</cite>"
            is_title = inner.casefold() == str(escape(lesson)).casefold()
            return where if is_title else f"{inner} ({where})"
        if scheme == "file":
            self.assets[rest] = self.course.assets[rest]
            return f'<a href="{escape(rest)}" target="_blank" rel="noopener">{inner}</a>'
        title = f' title="{escape(link.title)}"' if link.title else ""
        return f'<a class="out" href="{escape(link.target)}"{title} target="_blank" rel="noopener noreferrer">{inner}</a>'

    def citation(self, citation: Citation) -> str:
        links = []
        for key in citation.keys:
            number = self.numbers.setdefault(key, len(self.numbers) + 1)
            label = escape(
                self.say("cite.label", n=number, source=self.course.references[key].short)
            )
            links.append(
                f'<a class="cite" href="#ref_{escape(key)}" aria-label="{label}">{number}</a>'
            )
        return f'<sup class="cites">{" ".join(links)}</sup>'

    def heading(self, heading: Heading) -> str:
        if heading.level == 1:
            return ""  # the page writes the lesson's title itself
        place = f' id="{escape(self.place(heading_id(heading)))}"' if self.lesson else ""
        return f'<h{heading.level}{place} tabindex="-1">{self.inner(heading.inner)}</h{heading.level}>\n'

    def place(self, slug: str) -> str:
        """A heading's id in the document: prefixed with its lesson's."""
        return f"{self.lesson}_{slug}"

    def image(self, image: Image) -> str:
        asset = self.course.assets[image.source]
        if asset.svg:
            return f'<span class="drawing" role="img" aria-label="{escape(image.alt)}">{asset.svg}</span>'
        self.assets[image.source] = asset
        return f'<img src="{escape(image.source)}" alt="{escape(image.alt)}" loading="lazy" decoding="async">'

    def gap(self, gap: Gap) -> str:
        label = escape(self.say("gap.label", n=gap.number + 1))
        if self.block is not None and self.block.kind == "select":
            return self._select(gap, label)
        if self.block is not None and self.block.kind == "mark":
            return self._phrase(gap)
        return (
            f'<input class="gap" type="text" data-gap="{gap.number}" aria-label="{label}" '
            'autocapitalize="none" autocomplete="off" spellcheck="false">'
        )

    def _phrase(self, gap: Gap) -> str:
        assert self.block is not None
        text = escape(self.block.content.phrases[gap.number].text)
        code = self.codes["phrases"][gap.number]
        return (
            f'<label class="phrase" data-code="{code}"><input type="checkbox" '
            f'name="{self.block.id}" value="{code}"><span>{text}</span></label>'
        )

    def _select(self, gap: Gap, label: Markup) -> str:
        assert self.block is not None
        options = self.block.content.gaps[gap.number].options
        codes = self.codes.get(f"gap{gap.number}", tuple(range(len(options))))
        items = "".join(
            f'<option value="{code}">{escape(self.curled(text))}</option>'
            for code, text in zip(codes, options, strict=True)
        )
        none = escape(self.say("select.none"))
        return (
            f'<select class="gap" data-gap="{gap.number}" aria-label="{label}">'
            f'<option value="">{none}</option>{items}</select>'
        )

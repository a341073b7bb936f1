"""Texts into HTML: the holes of a `Prose` filled as far as every package fills them alike, and the interface's words.

What differs from package to package stays open, as a note between two `OPEN`: `filling.py` fills it. So a lesson is
written once, whatever packages it goes into. What is written here, styles and scripts rely on; the list stands at the
top of `templates/page.html`.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from ihrp_course.check.references import heading_id
from ihrp_course.model import Block
from ihrp_course.parse.tree import Citation, Gap, Heading, Image, Link, Part, Prose
from ihrp_course.render.holes import Holes
from ihrp_course.render.typography import LANGUAGES, curl, curled
from ihrp_course.words import choose, load_words, write_number

OPEN = "\x00"
"""No source holds it: the reader tells control characters and takes them out."""


def left_open(kind: str, *words: str) -> str:
    """What only a package can fill."""
    return f"{OPEN}{' '.join((kind, *words))}{OPEN}"


class Ink(Holes):
    """Writes in one language; `lesson` and `block` move along as it writes."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = load_words(language)
        self.said: dict[tuple[object, ...], Markup] = {}  # words with their values, escaped once
        self.curls = language.split("-")[0] in LANGUAGES
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
        return curled(text, self.language)

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
            term = f'<a class="term" href="#term_{escape(rest)}">{inner}</a>'
            return f"{term}{left_open('term', rest)}"
        if scheme == "lesson":
            return f"{left_open('lesson', rest)}{inner}{left_open('end')}"
        if scheme == "file":
            file = f'<a href="{escape(rest)}" target="_blank" rel="noopener">{inner}</a>'
            return f"{file}{left_open('asset', rest)}"
        title = f' title="{escape(link.title)}"' if link.title else ""
        return f'<a class="out" href="{escape(link.target)}"{title} target="_blank" rel="noopener noreferrer">{inner}</a>'

    def citation(self, citation: Citation) -> str:
        return left_open("citation", *citation.keys)

    def heading(self, heading: Heading) -> str:
        if heading.level == 1:
            return ""  # the page writes the lesson's title itself
        place = f' id="{escape(self.place(heading_id(heading)))}"' if self.lesson else ""
        return f'<h{heading.level}{place} tabindex="-1">{self.inner(heading.inner)}</h{heading.level}>\n'

    def place(self, slug: str) -> str:
        """A heading's id in the document: prefixed with its lesson's."""
        return f"{self.lesson}_{slug}"

    def image(self, image: Image) -> str:
        return left_open("image", image.source, escape(image.alt))

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

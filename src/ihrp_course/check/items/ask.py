"""A question as the rules of item writing look at it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from ihrp_course.check.text import words
from ihrp_course.diagnostics import Diagnostic, Span
from ihrp_course.model import Bank, Block, Lesson, Objective, Reference
from ihrp_course.parse.tree import BlockNode, Document, Prose

LEVELS = ("remember", "understand", "apply", "analyse", "evaluate", "create")


class Choice(Struct, frozen=True):
    """An answer to choose; `words` in small letters."""

    text: Prose
    feedback: Prose | None
    is_key: bool
    words: tuple[str, ...]


class Ask(Struct, frozen=True):
    """One question, in a bank or in a lesson. `choices` only where whole answers are chosen."""

    block: Block
    node: BlockNode | None
    is_bank: bool
    objective: Objective | None
    references: Mapping[str, Reference]
    choices: tuple[Choice, ...]
    stem: tuple[str, ...]  # words of the question itself
    lead: tuple[str, ...]  # of the vignette before it

    @property
    def kind(self) -> str:
        return self.block.kind

    @property
    def level(self) -> str:
        """What it asks for: its own level, else its objective's."""
        own = self.block.question.level if self.block.question else ""
        return own or (self.objective.level if self.objective else "")

    @property
    def keys(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.is_key]

    @property
    def distractors(self) -> list[Choice]:
        return [choice for choice in self.choices if not choice.is_key]

    def has_tag(self, tag: str) -> bool:
        return self.block.question is not None and tag in self.block.question.tags

    def at(self, setting: str) -> Span:
        """Where a setting's value stands; the opening line when it is left out."""
        found = self.node.settings.get(setting) if self.node else None
        return found.value_span if found else self.block.span

    def cited(self) -> list[str]:
        """The keys of all sources that it names."""
        return [key for text in self.block.referring for key in text.cited]


class Pool(Struct, frozen=True):
    """Questions that are drawn together: a bank. `span` is where it has its id."""

    id: str
    span: Span
    asks: tuple[Ask, ...]

    def of(self, *kinds: str) -> list[Ask]:
        return [ask for ask in self.asks if ask.kind in kinds]


Rule: TypeAlias = Callable[[Ask], Iterator[Diagnostic]]
PoolRule: TypeAlias = Callable[[Pool], Iterator[Diagnostic]]


def read_asks(
    file: Lesson | Bank,
    document: Document,
    objectives: Iterable[Objective | None],
    references: Mapping[str, Reference],
) -> tuple[Ask, ...]:
    """The questions of a bank, or those of a lesson that are judged; `objectives` run beside its blocks."""
    nodes = {part.id: part for part in document.parts if isinstance(part, BlockNode)}
    is_bank = isinstance(file, Bank)
    return tuple(
        Ask(
            block,
            nodes.get(block.id),
            is_bank,
            objective,
            references,
            tuple(_choices(block)),
            tuple(words(block.stem.text)) if block.stem else (),
            tuple(words(block.lead.text)) if block.lead else (),
        )
        for block, objective in zip(file.blocks, objectives, strict=True)
        if is_bank or (block.question is not None and block.key_mark)
    )


def _choices(block: Block) -> Iterator[Choice]:
    if block.kind in ("choice", "multi"):
        parts = block.content.options
    elif block.kind == "hotspot":
        parts = block.content.regions
    else:
        return
    for part in parts:
        yield Choice(part.text, part.feedback, part.is_key, tuple(words(part.text.text)))


def any_of(*listed: str) -> re.Pattern[str]:
    """Whole words or phrases, whatever their case; a curly apostrophe is a straight one."""
    joined = "|".join(each.replace("'", "['’]").replace(" ", r"\s+") for each in listed)
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)

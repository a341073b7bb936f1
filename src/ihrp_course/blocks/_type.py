"""What a block type is, and the tools that the types read their blocks with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, Protocol

from msgspec import Meta, Struct

from ihrp_course.diagnostics import Diagnostic, Span, error
from ihrp_course.interaction import InteractionType
from ihrp_course.model import Family
from ihrp_course.parse.tree import BlockNode, Item, Prose, Shape
from ihrp_course.typed import Readers

QUESTION_LABELS = ("Hint", "Rationale", "Correct", "Incorrect", "Spoken")

GONE = -1
"""In the key of match, sort and matrix: the place of a part that was removed; nobody is asked for it."""

Ordinals = Mapping[str, tuple[int, ...]]
"""Per family name, the ordinal of each part in source order."""

PayloadKind = Literal["single", "multi", "order", "match", "text", "number", "path", "sure"]


class Content(Protocol):
    """A block's own part. Every type has a frozen dataclass of its own."""

    def prose(self) -> Iterator[Prose]:
        """The texts that are not lead, stem or labels, in reading order."""
        ...


class Payload(Struct, frozen=True):
    """How the suspended state keeps an answer: a kind of player state and its sizes."""

    kind: PayloadKind
    n: int = 0
    m: int = 0


# --- settings: text in, values out ----------------------------------------------------------


def split_bar(value: str) -> tuple[str, ...]:
    r"""`a | b` as a tuple; `\|` stands for a bar."""
    parts, current, escaped = [], "", False
    for character in value:
        if escaped:
            current += character if character in "|,\\" else "\\" + character
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == "|":
            parts.append(current.strip())
            current = ""
        else:
            current += character
    return tuple(part for part in [*parts, current.strip()] if part)


def _yes_no(value: str) -> bool:
    words = {"yes": True, "true": True, "no": False, "false": False}
    if value not in words:
        raise ValueError("type `yes` or `no`")
    return words[value]


def _number(kind: type[int] | type[float]) -> Callable[[str], float]:
    def read(value: str) -> float:
        try:
            return kind(value)
        except ValueError:
            raise ValueError("type a number, such as `2` or `0.5`") from None

    return read


READERS: Readers = {
    bool: _yes_no,
    tuple: split_bar,
    int: _number(int),
    float: _number(float),
}
"""How the text of a setting becomes its value."""

Words = tuple[str, ...]


def about(words: str, **more: Any) -> Meta:
    """What a setting is for, as editors show it; then its bounds."""
    return Meta(description=words, **more)


class BlockSettings(Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """Settings that every block has."""

    optional: Annotated[bool, about("not counted in the minutes, never asked for")] = False


class QuestionSettings(BlockSettings, frozen=True):
    """Settings that every question has."""

    objective: Annotated[str, about("id of the one objective it belongs to")] | None = None
    level: Annotated[
        Literal["", "remember", "understand", "apply", "analyse", "evaluate", "create"],
        about("what it asks for"),
    ] = ""
    tags: Annotated[Words, about("such as safety-critical | misconception")] = ()
    points: Annotated[float, about("its weight in a score", gt=0, le=100)] = 1.0
    tries: Annotated[int, about("how often it may be checked (lessons)", ge=1, le=9)] | None = None
    shuffle: Annotated[bool, about("whether its parts are shown in a mixed order")] = True
    enemies: Annotated[Words, about("ids of questions never drawn together with it")] = ()
    region: Annotated[str, about("where its answer holds, if not everywhere")] = ""
    required: Annotated[bool, about("the lesson is done only when it is answered")] = False
    revision: Annotated[int, about("raise it when the meaning changes", ge=1, le=63)] = 1


# --- reading ----------------------------------------------------------------------------------


@dataclass
class Reading:
    """One block being read: its node, its settings, and where problems are told."""

    node: BlockNode
    settings: Any
    problems: list[Diagnostic] = field(default_factory=list)

    def refuse(
        self, rule: str, message: str, label: str = "", help: str = "", span: Span | None = None
    ) -> None:
        """Tell an error, at the opener unless another place is given."""
        self.problems.append(error(rule, span or self.node.span, message, label, help))


def setting_help(node: BlockNode, name: str, otherwise: str) -> str:
    """How to give a setting: `otherwise`, unless its line stands below the empty line that ends them."""
    if re.search(rf"^{re.escape(name)}:", node.body.text, re.MULTILINE):
        return f"move the line `{name}:` up to the opening line: an empty line ends the settings"
    return otherwise


def family(name: str, items: Sequence[tuple[Prose, str]]) -> Family:
    """The parts of one family, from their texts and slugs."""
    return Family(name, tuple(text.text for text, _ in items), tuple(slug for _, slug in items))


def option_items(reading: Reading, least: int = 2) -> tuple[Item, ...]:
    """The marked list of the block; tells of one that is missing, too short or too long."""
    items = reading.node.items
    if not items:
        reading.refuse(
            "no-options",
            "this question has no list of options",
            help="write each option as `- [ ] text`, the right one as `- [x] text`",
        )
    elif len(items) < least:
        reading.refuse("too-few-parts", f"a question needs at least {least} options")
    check_count(reading, len(items), "options")
    return items


def check_count(reading: Reading, count: int, name: str) -> None:
    """SCORM 1.2 names a part by one character: 36 at most (standards: CMIFeedback)."""
    if count > 36:
        reading.refuse(
            "too-many-parts",
            f"{count} {name} are more than the 36 that SCORM 1.2 can report",
            help="split the question",
        )


def by_ordinal(ordinals: Sequence[int], places: Iterable[int | None]) -> list[int | None]:
    """Where each part belongs, by its ordinal; GONE for those that were removed."""
    found: list[int | None] = [GONE] * (max(ordinals) + 1)
    for ordinal, place in zip(ordinals, places, strict=True):
        found[ordinal] = place
    return found


def nothing() -> Iterator[Prose]:
    """For content without texts of its own."""
    return iter(())


# --- the type ---------------------------------------------------------------------------------


def _no_families(content: Any) -> tuple[Family, ...]:
    return ()


def _no_key(content: Any, settings: Any, ordinals: Ordinals) -> dict[str, Any]:
    return {}


def _no_assets(content: Any) -> tuple[str, ...]:
    return ()


def _no_mark(content: Any, settings: Any) -> str:
    return ""


class BlockType(Struct, frozen=True, kw_only=True):
    """Everything the compiler knows of a kind. `seconds` is what answering it takes (format: Minutes)."""

    shape: Shape
    settings: type[BlockSettings]
    read: Callable[[Reading], Content | None]
    seconds: Callable[[Any], int] = lambda content: 0
    needs_id: bool = True
    has_script: bool = True
    is_judged: bool = False
    is_mark: bool = False
    interaction: Callable[[Any], InteractionType | None] | None = None
    payload: Callable[[Any], Payload] | None = None
    families: Callable[[Any], tuple[Family, ...]] = _no_families
    key: Callable[[Any, Any, Ordinals], dict[str, Any]] = _no_key
    key_text: Callable[[Any, Any], str] = _no_mark
    assets: Callable[[Any], tuple[str, ...]] = _no_assets


def fixed(seconds: int) -> Callable[[Any], int]:
    """The same time whatever the content."""
    return lambda content: seconds

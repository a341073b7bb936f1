"""The templates: authors' text reaches them as values only, never as a template."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    pass_context,
)
from jinja2.ext import Extension
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from ihrp_course.blocks import FOLDER as BLOCKS
from ihrp_course.blocks import TYPES
from ihrp_course.dossier import FOLDER as DOSSIER
from ihrp_course.identity import Slot
from ihrp_course.model import Block
from ihrp_course.parse.tree import Prose
from ihrp_course.render.ink import Ink, left_open

TEMPLATES = Path(__file__).parent / "templates"
_ink: ContextVar[Ink] = ContextVar("ink")


def _fill(prose: Prose | None) -> Markup:
    return _ink.get().fill(prose)


def _flow(prose: Prose) -> Markup:
    return _ink.get().flow(prose)


def _curled(text: str) -> str:
    return _ink.get().curled(text)


@pass_context
def _say(_: Context, key: str, **values: object) -> Markup:
    """With the context, or jinja would write a constant's word into the compiled template for good."""
    return _ink.get().say(key, **values)


_needs_escape = re.compile("[&<>\"']").search


def _escape(value: object) -> object:
    """What jinja's own `escape` gives, without a new object for what is HTML or plain already."""
    kind = value.__class__
    if kind is str:
        return escape(value) if _needs_escape(value) else value  # type: ignore[call-overload]
    if kind is Markup:
        return value
    return str(value) if kind is int else escape(value)


class _Template(Template):
    """A template that escapes with less ado: it does so some hundred thousand times in a large course."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = _escape
        return template


class _Unindented(Extension):
    """Templates are indented for those who read them, not for those who fetch pages."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)


class _Context(Context):
    """Our macros ask for nothing of it, so they are called as they are."""

    def call(self, called: Callable[..., Any], /, *args: Any, **values: Any) -> Any:
        if called.__class__ is Macro:
            values.pop("_loop_vars", None)
            values.pop("_block_vars", None)
            return called(*args, **values)
        return super().call(called, *args, **values)


class _Environment(Environment):
    """What our templates do not need is not asked for: they are many calls of little each.

    `a.b` is an attribute and nothing else (what a dict holds is `a["b"]`), and all templates share one set of globals.
    """

    context_class = _Context
    getattr = staticmethod(getattr)  # type: ignore[assignment]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return self.globals

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:
        return _loaded(self, name)


@cache
def _loaded(env: Environment, name: str) -> Template:
    return Environment.get_template(env, name)


@cache
def environment() -> Environment:
    """One for the process: compiling the templates is the dear part."""
    env = _Environment(
        loader=FileSystemLoader([TEMPLATES, BLOCKS, DOSSIER]),
        bytecode_cache=_bytecode_cache(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        auto_reload=False,
        extensions=[_Unindented],
    )
    env.template_class = _Template
    env.globals["zip"] = zip
    env.filters["fill"] = _fill
    env.filters["flow"] = _flow
    env.filters["curled"] = _curled
    env.filters["say"] = _say
    return env


def _bytecode_cache() -> FileSystemBytecodeCache | None:
    """Compiled templates stand where Python keeps its own compiled files, under the same switch."""
    folder = TEMPLATES / "__pycache__"
    try:
        if sys.dont_write_bytecode:
            return None
        folder.mkdir(exist_ok=True)
        if not os.access(folder, os.W_OK):
            return None
        return FileSystemBytecodeCache(str(folder), "%s.unindented")
    except OSError:
        return None


@contextmanager
def writing(ink: Ink) -> Iterator[None]:
    """Let the templates' filters write with this."""
    token = _ink.set(ink)
    try:
        yield
    finally:
        _ink.reset(token)


def render_template(name: str, values: Mapping[str, Any]) -> str:
    """A template of ours with its values."""
    return environment().get_template(name).render(values)


def write_block(block: Block, slot: Slot | None, ink: Ink, number: int | None = None) -> str:
    """A block as HTML with what is left open. With a `number` it is a practice question; in a bank it has none."""
    ink.block = block
    ink.codes = slot.ordinals if slot else {}
    files, drawing = _files(block)
    template = environment().get_template(f"{block.kind}.html")
    html = template.render(
        block=block,
        content=_content(block, ink),
        drawing=drawing,
        q=block.question,
        codes=slot.ordinals if slot and slot.ordinals else _places(block),
        number=number,
        in_bank=not ink.lesson,
    )
    ink.block = None
    return files + html


def _places(block: Block) -> Mapping[str, tuple[int | str, ...]]:
    """For blocks that the state does not keep, a part's code is its slug or its place."""
    fields = getattr(block.content, "fields", ())
    statements = getattr(block.content, "statements", ())
    return {
        "fields": tuple(each.slug or place for place, each in enumerate(fields)),
        "statements": tuple(range(len(statements))),
        "labels": (),
    }


def _files(block: Block) -> tuple[str, Markup]:
    """The block's files, which go into the package, and its drawing, which stands in the page."""
    files, drawing = "", Markup("")
    for path in TYPES[block.kind].assets(block.content):
        if path.endswith(".svg"):
            drawing = Markup(left_open("drawing", path, block.id))
        else:
            files += left_open("asset", path)
    return files, drawing


class _Care:
    """A content note whose way round leads to an id of the document."""

    def __init__(self, block: Block, ink: Ink) -> None:
        self.topics = block.content.topics
        self.skip_to = ink.place(block.content.skip_to) if block.content.skip_to else ""


def _content(block: Block, ink: Ink) -> Any:
    if block.kind == "care":
        return _Care(block, ink)
    return block.content

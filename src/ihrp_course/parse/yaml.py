"""YAML by the core rules of version 1.2, every key and value with its place. Only this file knows PyYAML.

Only `true`, `false`, `null` and plain numbers are anything but text: no yes/no, no 60-based times, no
dates. Duplicate keys, anchors, aliases and tags are refused, so nothing can explode.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from ihrp_course.diagnostics import Diagnostic, Related, Span, error
from ihrp_course.parse.tree import YamlValue

_INT = re.compile(r"[-+]?[0-9]{1,300}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]{1,300}(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,9})?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_DEEPEST = 20
_OTHER_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}  # lines end there in YAML, in an editor not
_UNREADABLE = r"[^\t\n\r\x20-\x7e\x85\xa0-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_HIDDEN = re.compile(r"[\[{][^\]}\"'#]*\s#")
_NO_ITEMS: Mapping[str | int, YamlValue] = {}
_NO_KEYS: Mapping[str, Span] = {}
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_QUOTES = "put the text in quotes: it holds `: ` or ` #`, or begins with a sign that YAML reads"
_PLAIN_WORDS = {
    "mapping values are not allowed": ("there is a second `: ` here", _QUOTES),
    "found character that cannot start": ("text cannot begin with this sign", _QUOTES),
    "found unexpected end of stream": (
        "a quotation mark opens here and never closes",
        "close it, or use the other kind of quotation mark around the text",
    ),
    "found unknown escape": (
        "in double quotes a backslash begins an escape, and this is none",
        "use single quotes, or write `\\\\` for the sign itself",
    ),
    "did not find expected ',' or": (
        "this list in brackets is not closed, or lacks a comma",
        "write `[one, two]` or `{one: 1, two: 2}`; text with a comma or bracket needs quotes",
    ),
    "could not find expected ':'": ("this line has no `: `", "write `name: value`"),
    "did not find expected": (
        "this line does not fit those above it",
        "see that it begins in the same column as its neighbours, and that quotes are closed",
    ),
    "block sequence entries are not allowed": (
        "a list with `- ` cannot begin here",
        "begin it on the line below its name",
    ),
}
_TOLD_AT_THE_BEGINNING = (
    "found unexpected end of stream",
    "did not find expected ','",
    "could not find expected ':'",
)
_READ_ON = (
    "this is read as part of the line above",
    "see that the line above is `name: value`, and that both begin in the same column",
)
_COMMENT = (
    "` #` begins a comment, so the rest of this line is not read",
    'put what begins with `#` in quotes, such as "#0b5d66"',
)
_QUOTED = (
    "the text in quotes ends here, and more follows",
    "use the other kind of quotation mark around the text, or write the one inside twice",
)


class _TooDeep(Exception):
    """Lists within lists go further down than anything that this language holds."""


def parse_yaml(
    path: str, text: str, first_line: int = 1
) -> tuple[YamlValue | None, list[Diagnostic]]:
    """One document, None when it cannot be read. `first_line` is where `text` begins in its file."""
    builder = _Builder(path, text, first_line)
    value: YamlValue | None = None
    try:
        value = builder.read()
    except yaml.MarkedYAMLError as failure:
        builder.problems.append(_syntax(builder, failure))
    except yaml.YAMLError:
        builder.problems.append(_character(builder))
    except _TooDeep:
        value = None
    return value, builder.problems


class _Builder:
    """Events into values. Composing nodes first would follow aliases, and they can multiply."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.text = text if text.isascii() else text.translate(_OTHER_BREAKS)
        self.lines = text.split("\n")
        self.problems: list[Diagnostic] = []

    def read(self) -> YamlValue:
        value: YamlValue | None = None
        loader = _LOADER(self.text)
        try:
            while loader.check_event():
                event = loader.get_event()
                if not isinstance(event, yaml.DocumentStartEvent):
                    continue
                if value is not None:
                    self._refuse_document(event)
                    break
                value = self._value(loader.get_event(), loader.get_event, 0)
        finally:
            loader.dispose()
        here = Span(self.path, self.first_line, 1, self.first_line, 1)
        return value or YamlValue(None, here, _NO_ITEMS, _NO_KEYS)

    # --- values -----------------------------------------------------------------------------------

    def _value(self, event: Any, get: Callable[[], Any], depth: int) -> YamlValue:
        """The value that begins with an event; `get` gives the next."""
        span = self.span(event)
        kind = event.__class__
        if event.anchor is not None or (kind is not yaml.AliasEvent and event.tag is not None):
            self._refuse(event, span)
        if kind is yaml.ScalarEvent:
            return YamlValue(_scalar(event), span, _NO_ITEMS, _NO_KEYS)
        if kind is yaml.AliasEvent:
            return YamlValue(None, span, _NO_ITEMS, _NO_KEYS)
        if depth >= _DEEPEST:
            help = "nothing in a course goes so deep: see that every bracket closes"
            self._tell("yaml-depth", span, f"this is nested more than {_DEEPEST} deep", help)
            raise _TooDeep
        if kind is yaml.SequenceStartEvent:
            return self._sequence(span, get, depth + 1)
        return self._mapping(span, get, depth + 1)

    def _sequence(self, span: Span, get: Callable[[], Any], depth: int) -> YamlValue:
        items: dict[str | int, YamlValue] = {}
        while (event := get()).__class__ is not yaml.SequenceEndEvent:
            items[len(items)] = self._value(event, get, depth)
        data = [item.data for item in items.values()]
        return YamlValue(data, self._ended(span, event), items, _NO_KEYS)

    def _mapping(self, span: Span, get: Callable[[], Any], depth: int) -> YamlValue:
        items: dict[str | int, YamlValue] = {}
        keys: dict[str, Span] = {}
        data: dict[str, object] = {}
        while (event := get()).__class__ is not yaml.MappingEndEvent:
            place = self.span(event)
            name = str(event.value) if event.__class__ is yaml.ScalarEvent else None
            if name is None or event.anchor is not None or event.tag is not None:
                self._refuse_key(event, get, place, depth)
            value = self._value(get(), get, depth)
            if name is None:
                continue
            if name in keys:
                self._refuse_twice(name, place, keys[name])
                continue
            keys[name], items[name], data[name] = place, value, value.data
        return YamlValue(data, self._ended(span, event), items, keys)

    # --- refusing ---------------------------------------------------------------------------------

    def _refuse(self, event: Any, span: Span) -> None:
        if event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            message = f"`{sign}{event.anchor}`: values are not named and repeated here"
            help = "write the value itself; text that begins with `&` or `*` needs quotes"
            self._tell("yaml-anchor", span, message, help)
        else:
            message = "tags, which begin with `!`, are not read here"
            help = "delete it; text that begins with `!` needs quotes"
            self._tell("yaml-tag", span, message, help)

    def _refuse_key(self, event: Any, get: Callable[[], Any], place: Span, depth: int) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse(event, place)
        else:
            self._tell("yaml-key", place, "a name must be plain text", "write `name: value`")
            self._value(event, get, depth)

    def _refuse_document(self, event: Any) -> None:
        message = "a second document begins here; a file holds one"
        self._tell("yaml-documents", self.span(event), message, "delete this line")

    def _refuse_twice(self, name: str, place: Span, first: Span) -> None:
        self.problems.append(
            Diagnostic(
                "yaml-duplicate",
                "error",
                place,
                f"the name `{name}` stands twice",
                help="keep one of the two lines",
                related=(Related(first, "first here"),),
            )
        )

    def _tell(self, rule: str, span: Span, message: str, help: str) -> None:
        self.problems.append(error(rule, span, message, help=help))

    # --- places -----------------------------------------------------------------------------------

    def place(self, mark: Any) -> tuple[int, int]:
        """Line and column from 0, within the text: at its end PyYAML counts one line more."""
        line = min(mark.line, len(self.lines) - 1)
        return line, min(mark.column, len(self.lines[line]))

    def span(self, event: Any) -> Span:
        """Where a value or its beginning stands."""
        start, end, first = event.start_mark, event.end_mark, self.first_line
        if end.line < len(self.lines):
            return Span(
                self.path, start.line + first, start.column + 1, end.line + first, end.column + 1
            )
        line, column = self.place(start)
        last, stop = self.place(end)
        return Span(self.path, line + first, column + 1, last + first, stop + 1)

    def _ended(self, span: Span, event: Any) -> Span:
        """The span of a list that has ended with an event: up to the end of its last line."""
        line, column = self.place(event.end_mark)
        line += self.first_line
        if column == 0 and line > span.line:
            line -= 1
            column = len(self.lines[line - self.first_line])
        return Span(self.path, span.line, span.column, line, column + 1)


def _scalar(event: Any) -> object:
    text: str = event.value
    if event.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


# --- what PyYAML cannot read, in plain words ------------------------------------------------------


def _syntax(builder: _Builder, failure: yaml.MarkedYAMLError) -> Diagnostic:
    problem = failure.problem or "it breaks off"
    begins = problem.startswith(_TOLD_AT_THE_BEGINNING) and failure.context_mark is not None
    mark = failure.context_mark if begins else failure.problem_mark
    line, column = builder.place(mark) if mark is not None else (0, 0)
    text = builder.lines[line]
    message, help = f"this is not YAML: {problem}", _QUOTES
    for words, plain in _PLAIN_WORDS.items():
        if problem.startswith(words):
            message, help = plain
            break
    tab = text.find("\t")
    if tab >= 0 and not text[:tab].strip(" -"):
        column, message, help = tab, "a tab stands before the text", "use blanks instead"
    elif problem.startswith("mapping values") and ": " not in text[:column]:
        message, help = _READ_ON
    elif problem.startswith("did not find expected") and (hidden := _hidden(builder, line)):
        line, column, text = hidden
        message, help = _COMMENT
    elif problem.startswith("did not find expected key") and text[:column][-1:] in ("'", '"'):
        message, help = _QUOTED
    number = builder.first_line + line
    span = Span(builder.path, number, column + 1, number, min(column + 1, len(text)) + 1)
    return error("yaml-syntax", span, message, help=help)


def _hidden(builder: _Builder, line: int) -> tuple[int, int, str] | None:
    """Where a comment begins in an open bracket, in this line or, at the end of the text, the one above."""
    while line and not builder.lines[line].strip():
        line -= 1
    found = _HIDDEN.search(builder.lines[line])
    return (line, found.end() - 1, builder.lines[line]) if found else None


def _character(builder: _Builder) -> Diagnostic:
    found = re.search(_UNREADABLE, builder.text)
    at = found.start() if found else 0
    line = builder.text.count("\n", 0, at)
    column = at - (builder.text.rfind("\n", 0, at) + 1)
    number = builder.first_line + line
    shown = f"U+{ord(builder.text[at]):04X}" if found else "a character"
    message = f"{shown} cannot stand in YAML"
    span = Span(builder.path, number, column + 1, number, column + 2)
    return error(
        "yaml-syntax", span, message, help="delete it; it shows as nothing in most editors"
    )

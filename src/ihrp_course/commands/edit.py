"""YAML changed as an author would: a word put in at its place, every comment and blank kept."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from ihrp_course.diagnostics import Span
from ihrp_course.parse.tree import YamlValue
from ihrp_course.parse.yaml import parse_yaml

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 .’?!-]*[A-Za-z0-9.’?!]|[A-Za-z]")
_COMMENT = re.compile(r"\A([^#\n]*?)( {2,})#")
_WORDS = {"true", "false", "null"}


def scalar(text: str) -> str:
    """Text as YAML reads it back, in quotes where it needs them."""
    if _PLAIN.fullmatch(text) and text not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def append_to(text: str, path: tuple[str, ...], word: str) -> str | None:
    """The YAML with one more entry at the end of the list under `path`.

    A list that is not there yet is made, at the end of the file. None when this cannot be done so
    that the file reads as before but for the new entry.
    """
    whole = read(text)
    if whole is None:
        return None
    node: YamlValue | None = whole
    for step in path:
        node = node.items.get(step) if node is not None else None
    listed = node.data if node is not None and node.data is not None else []
    if not isinstance(listed, list):
        return None
    entry = scalar(word)
    if node is None:
        changed = _at_end(text, f"{path[0]}: [{entry}]") if len(path) == 1 else text
    elif node.items:
        changed = _behind(text, node.items[len(node.items) - 1].span, node.span, entry)
    else:
        changed = _into_empty(text, node.span, entry)
    return changed if _reads_as(changed, _with(whole.data, path, [*listed, word])) else None


def append_key(text: str, name: str, lines: str) -> str | None:
    """The YAML with one more top-level entry at its end; None where it would not be read as such."""
    whole, added = read(text), read(lines)
    if whole is None or added is None or not isinstance(added.data, dict):
        return None
    changed = _at_end(text, lines)
    return changed if _reads_as(changed, _with(whole.data, (name,), added.data[name])) else None


def read(text: str) -> YamlValue | None:
    """The file as a value; None when anything is wrong with it or it is no mapping."""
    value, problems = parse_yaml("", text)
    is_sound = value is not None and not problems and isinstance(value.data, dict)
    return value if is_sound else None


def _reads_as(text: str, data: object) -> bool:
    value = read(text)
    return value is not None and value.data == data


def _with(data: object, path: tuple[str, ...], value: object) -> object:
    assert isinstance(data, dict)
    inner = value if len(path) == 1 else _with(data.get(path[0]) or {}, path[1:], value)
    return {**data, path[0]: inner}


def _at_end(text: str, lines: str) -> str:
    gap = "" if not text or text.endswith("\n") else "\n"
    return f"{text}{gap}{lines.rstrip()}\n"


def _offset(text: str, line: int, column: int) -> int:
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return starts[line - 1] + column - 1


def _into_empty(text: str, span: Span, entry: str) -> str:
    """`name: []` or `name:` with its first entry."""
    start = _offset(text, span.line, span.column)
    end = _offset(text, span.end_line, span.end_column)
    if text[start:end].startswith("["):
        rest = text[start + 1 :].lstrip(" ")
        return f"{text[: start + 1]}{entry}{_kept_column(rest, len(entry))}"
    colon = text.rfind(":", 0, start + 1) + 1
    return f"{text[:colon]} [{entry}]{_kept_column(text[colon:], len(entry) + 3)}"


def _kept_column(rest: str, added: int) -> str:
    """The rest of a line whose comment stays in its column, as far as there is room."""
    return _COMMENT.sub(
        lambda found: found.group(1) + " " * max(1, len(found.group(2)) - added) + "#", rest
    )


def _behind(text: str, last: Span, whole: Span, entry: str) -> str:
    """A list with one entry more behind its last, in the way in which the others stand."""
    end = _offset(text, last.end_line, last.end_column)
    line_start = text.rfind("\n", 0, _offset(text, last.line, last.column)) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    before = text[line_start : _offset(text, last.line, last.column)]
    if text[_offset(text, whole.line, whole.column)] != "[":
        lead = before if before.strip() == "-" else ""
        return f"{text[:line_end]}\n{lead}{entry}{text[line_end:]}"
    if before.strip():
        return f"{text[:end]}, {entry}{_kept_column(text[end:], len(entry) + 2)}"
    if whole.end_line == last.end_line:  # `]` stands on the line of the last entry
        return f"{text[:end]},\n{before}{entry}{text[end:]}"
    has_comma = text[end:].lstrip(" \t\n").startswith(",")
    comma = "" if has_comma else ","
    trailing = "," if has_comma else ""
    return f"{text[:end]}{comma}{text[end:line_end]}\n{before}{entry}{trailing}{text[line_end:]}"


# --- files ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text with `\\n` at the end of its lines, and how its file writes them."""

    text: str
    line_end: str
    mark: str  # the byte order mark, where there is one

    def with_text(self, text: str) -> bytes:
        """Another text in this file's way."""
        return (self.mark + text.replace("\n", self.line_end)).encode()


def read_file(path: Path) -> TextFile | None:
    """A file that can be written back as it was; None when its line ends are mixed or it is not UTF-8."""
    try:
        raw = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    line_end = "\r\n" if "\r\n" in raw else "\n"
    text = raw.removeprefix(mark).replace(line_end, "\n")
    return (
        None
        if "\r" in text or (line_end != "\n" and raw.count("\n") != raw.count("\r\n"))
        else TextFile(text, line_end, mark)
    )

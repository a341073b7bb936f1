"""The `name: value` lines of a block or a term, up to the first empty line."""

from __future__ import annotations

import re
from collections.abc import Collection

from ihrp_course.diagnostics import Diagnostic, Related, Span, error
from ihrp_course.parse.rows import Rows
from ihrp_course.parse.tree import Setting

_SETTING = re.compile(r"([a-z][a-z0-9-]*):(?=[ \t]|$)")
_ALMOST = re.compile(r"([ \t]*)([A-Za-z][A-Za-z0-9_-]*)([ \t]*)([:=])")


def read_settings(
    rows: Rows, labels: Collection[str], problems: list[Diagnostic]
) -> tuple[dict[str, Setting], int]:
    """The settings, and the line on which the body begins."""
    settings: dict[str, Setting] = {}
    for index, line in enumerate(rows.lines):
        found = _SETTING.match(line)
        if found is not None:
            name, column, end = found.group(1), 1, found.end()
        elif not line.strip():
            return settings, index + 1
        else:
            almost = _ALMOST.match(line)
            if almost is None or almost.group(2) in labels:
                problems.append(_text_begins(rows, index))
                return settings, index
            problems.append(_misshapen(rows, index, almost))
            name, column = almost.group(2).lower().replace("_", "-"), almost.start(2) + 1
            end = almost.end()
        number, rest = rows.numbers[index], line[end:]
        value = rest.strip()
        at = (len(line) - len(rest.lstrip()) if value else end) + 1
        setting = Setting(
            name,
            value,
            Span(rows.path, number, column, number, column + len(name)),
            Span(rows.path, number, at, number, at + len(value)),
        )
        first = settings.setdefault(name, setting)
        if first is not setting:
            problems.append(_twice(setting, first))
    return settings, len(rows.lines)


def _twice(setting: Setting, first: Setting) -> Diagnostic:
    return Diagnostic(
        "setting-twice",
        "error",
        setting.name_span,
        f"`{setting.name}` is set twice",
        help="keep one of the two lines",
        related=(Related(first.name_span, "first set here"),),
    )


def _text_begins(rows: Rows, index: int) -> Diagnostic:
    return error(
        "setting-shape",
        rows.span(index),
        "this line is no setting",
        help="leave an empty line before the text",
    )


def _misshapen(rows: Rows, index: int, almost: re.Match[str]) -> Diagnostic:
    indent, word, blank, sign = almost.groups()
    rest = rows.lines[index][almost.end() :]
    name = word.lower().replace("_", "-")
    if sign == "=":
        message = f"`{word}` is set with `=`"
    elif word != name:
        message = "the name of a setting has small letters, digits and hyphens only"
    elif indent:
        message = "a setting begins at the left edge"
    elif blank:
        message = "a blank stands before the colon"
    else:
        message = f"there is no blank behind `{word}:`"
    value = rest.strip()
    shown = value if len(value) <= 40 else "…"
    help = f"write `{name}: {shown}`; if this is text, leave an empty line before it"
    return error("setting-shape", rows.span(index), message, help=help.replace(": `;", ": …`;"))

"""YAML by the core rules of version 1.2, every key and value with its place. Only this file knows PyYAML.

Only `true`, `false`, `null` and plain numbers are anything but text: no yes/no, no 60-based times, no
dates. Duplicate keys, anchors, aliases and tags are refused, so nothing can explode.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from ihrp_course.diagnostics import Diagnostic, Related, Span, error
from ihrp_course.parse.tree import YamlValue

_INT = re.compile(r"^[-+]?[0-9]+$")
_FLOAT = re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_DEPTH = 20
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Refused(Exception):
    def __init__(self, found: Diagnostic) -> None:
        self.found = found


def parse_yaml(
    path: str, text: str, first_line: int = 1
) -> tuple[YamlValue | None, list[Diagnostic]]:
    """One document. `first_line` is the file's line on which `text` begins."""
    offset = first_line - 1
    if "\t" in text and (found := re.search(r"^[ ]*\t", text, re.MULTILINE)):
        line = text.count("\n", 0, found.start()) + first_line
        span = Span(path, line, 1, line, found.end() - found.start() + 1)
        return None, [
            error(
                "yaml-syntax", span, "a tab stands at the beginning of this line", help="use blanks"
            )
        ]
    try:
        marked = _anchor(path, text, offset)
        if marked is not None:
            return None, [marked]
        node = yaml.compose(text, Loader=_Loader)
        if node is None:
            return YamlValue(None, Span(path, first_line, 1, first_line, 1), {}, {}), []
        problems: list[Diagnostic] = []
        return _value(node, path, offset, problems, 0), problems
    except yaml.MarkedYAMLError as failure:
        return None, [_syntax(path, offset, failure)]
    except yaml.YAMLError as failure:
        span = Span(path, first_line, 1, first_line, 1)
        return None, [
            error("yaml-syntax", span, f"this is not YAML: {str(failure).splitlines()[0]}")
        ]
    except _Refused as refused:
        return None, [refused.found]
    except (RecursionError, ValueError):
        span = Span(path, first_line, 1, first_line, 1)
        return None, [
            error("yaml-syntax", span, "this YAML cannot be read: it is nested too deeply")
        ]


def _anchor(path: str, text: str, offset: int) -> Diagnostic | None:
    """The first anchor, alias or tag; asked before composing, since aliases multiply."""
    if not any(sign in text for sign in "&*!"):
        return None
    for token in yaml.scan(text, Loader=_Loader):
        rule = {
            "AnchorToken": "yaml-anchor",
            "AliasToken": "yaml-anchor",
            "TagToken": "yaml-tag",
        }.get(type(token).__name__)
        if rule:
            span = _span(path, offset, token.start_mark, token.end_mark)
            what = "anchors and aliases" if rule == "yaml-anchor" else "tags"
            return error(
                rule,
                span,
                f"{what} are not read here",
                help="write the value itself; put text that begins with & * or ! in quotes",
            )
    return None


def _span(path: str, offset: int, start: Any, end: Any) -> Span:
    return Span(
        path, start.line + 1 + offset, start.column + 1, end.line + 1 + offset, end.column + 1
    )


def _syntax(path: str, offset: int, failure: yaml.MarkedYAMLError) -> Diagnostic:
    mark = failure.problem_mark or failure.context_mark
    line, column = (mark.line + 1 + offset, mark.column + 1) if mark else (offset + 1, 1)
    problem = failure.problem or "it breaks off"
    return error(
        "yaml-syntax",
        Span(path, line, column, line, column + 1),
        f"this is not YAML: {problem}",
        help="text that holds `: ` or begins with one of [ { \" ' # | > @ ` % needs quotes",
    )


def _value(node: Any, path: str, offset: int, problems: list[Diagnostic], depth: int) -> YamlValue:
    span = _span(path, offset, node.start_mark, node.end_mark)
    if depth > _DEPTH:
        raise _Refused(error("yaml-depth", span, f"this is nested more than {_DEPTH} deep"))
    if isinstance(node, yaml.ScalarNode):
        return YamlValue(_scalar(node), span, {}, {})
    items: dict[str | int, YamlValue] = {}
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            items[index] = _value(child, path, offset, problems, depth + 1)
        return YamlValue([item.data for item in items.values()], span, items, {})
    keys: dict[str, Span] = {}
    for key, child in node.value:
        place = _span(path, offset, key.start_mark, key.end_mark)
        if not isinstance(key, yaml.ScalarNode):
            problems.append(error("yaml-key", place, "a key must be plain text"))
            continue
        name = str(key.value)
        if name in keys:
            found = error(
                "yaml-duplicate",
                place,
                f"the key `{name}` stands twice",
                help="keep one of the two",
            )
            problems.append(
                Diagnostic(
                    found.rule,
                    "error",
                    place,
                    found.message,
                    "",
                    found.help,
                    (Related(keys[name], "first here"),),
                )
            )
            continue
        keys[name] = place
        items[name] = _value(child, path, offset, problems, depth + 1)
    return YamlValue({name: items[name].data for name in keys}, span, items, keys)


def _scalar(node: Any) -> object:
    text: str = node.value
    if node.style:  # quoted or a block: text, whatever it looks like
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        return int(text) if len(text) < 300 else text
    return float(text) if _FLOAT.match(text) else text

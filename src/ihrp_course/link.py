"""The player's ES modules joined into one classic deferred script, holding only what a package uses.

House grammar (anything else is an error): `import { a, b } from "./x.js";` on one or more lines, and
`export function`, `export const`, `export class` at the top level. Each module becomes a function that
returns its exports, so equal names in two modules do not clash; modules run in the order of their needs.
One file, because chained modules cost a round trip each, are blocked on file://, and are refused under a
wrong MIME type.
"""

from __future__ import annotations

import posixpath
import re
from functools import cache
from pathlib import Path

from ihrp_course.blocks import TYPES

ROOT = Path(__file__).parent
_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"([^"]+)";[ \t]*\n?', re.MULTILINE)
_EXPORT = re.compile(
    r"^export\s+((?:async\s+)?function\*?|const|class)\s+([A-Za-z_$][\w$]*)", re.MULTILINE
)
_STRAY = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_EMPTY_EXPORT = re.compile(r"^export \{\};\n?", re.MULTILINE)


class LinkError(Exception):
    """A module does not keep the house grammar: a defect of ours."""


@cache
def link(binding: str, kinds: frozenset[str]) -> bytes:
    """The script for one LMS binding (`scorm12`, `scorm2004`, `none`) and the block types in use."""
    generated = {
        "player/binding.js": _binding(binding),
        "player/kinds.js": _kinds(sorted(k for k in kinds if TYPES[k].has_script)),
    }
    order: list[str] = []
    sources: dict[str, str] = {}
    _visit("player/main.js", generated, sources, order, ())
    names = {path: f"m{index}" for index, path in enumerate(order)}
    modules = "".join(_module(path, sources[path], names) for path in order)
    return f'(() => {{\n"use strict";\n{modules}}})();\n'.encode()


def _binding(name: str) -> str:
    return f'import {{ open }} from "./lms/{name}.js";\nexport const openLms = open;\n'


def _kinds(kinds: list[str]) -> str:
    """`scripts`: each block type's script by kind."""
    imports = "".join(
        f'import {{ script as {kind} }} from "../blocks/{kind}.js";\n' for kind in kinds
    )
    return f"{imports}export const scripts = {{ {', '.join(kinds)} }};\n"


def _visit(
    path: str,
    generated: dict[str, str],
    sources: dict[str, str],
    order: list[str],
    trail: tuple[str, ...],
) -> None:
    if path in trail:
        raise LinkError("modules import each other in a circle: " + " → ".join((*trail, path)))
    if path in sources:
        return
    sources[path] = text = generated.get(path) or _read(path)
    for found in _IMPORT.finditer(text):
        _visit(_resolve(path, found.group(2)), generated, sources, order, (*trail, path))
    order.append(path)


@cache
def _read(path: str) -> str:
    try:
        return strip_comments((ROOT / path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LinkError(f"there is no module {path}") from None


def _resolve(path: str, target: str) -> str:
    if not target.startswith("."):
        raise LinkError(f"{path} imports {target}: only relative imports are linked")
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _module(path: str, text: str, names: dict[str, str]) -> str:
    def bind(found: re.Match[str]) -> str:
        pairs = [part.strip() for part in found.group(1).split(",") if part.strip()]
        bound = ", ".join(re.sub(r"\s+as\s+", ": ", pair) for pair in pairs)
        return f"const {{ {bound} }} = {names[_resolve(path, found.group(2))]};\n"

    exported = [found.group(2) for found in _EXPORT.finditer(text)]
    body = _EXPORT.sub(r"\1 \2", _EMPTY_EXPORT.sub("", _IMPORT.sub(bind, text)))
    stray = _STRAY.search(body)
    if stray is not None:
        raise LinkError(f"{path}: `{stray.group()[:60]}` is not in the house grammar")
    return f"const {names[path]} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();\n"


_TOKEN = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)
      |(?P<regex>(?<=[(,=:\[!&|?{;\n])\s*/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*)
      |(?P<block>/\*.*?\*/)
      |(?P<line>//[^\n]*)""",
    re.VERBOSE | re.DOTALL,
)


def strip_comments(text: str) -> str:
    """The code without comments, indentation and empty lines; texts and patterns stay as they are."""
    bare = _TOKEN.sub(
        lambda found: "" if found.group("block") or found.group("line") else found.group(), text
    )
    if "`" in bare:  # a template literal may hold lines of its own
        return re.sub(r"[ \t]+$", "", bare, flags=re.MULTILINE).strip() + "\n"
    lines = (line.strip() for line in bare.splitlines())
    return "\n".join(line for line in lines if line) + "\n"

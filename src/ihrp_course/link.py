"""The player's ES modules joined into two classic scripts, holding only what a package uses.

House grammar (anything else is an error): `import { a, b } from "./x.js";` on one or more lines, and
`export function`, `export const`, `export class` at the top level. Each module becomes a function that
returns its exports under short names, so equal names in two modules do not clash; modules run in the order
of their needs. `player.js` begins with the page and holds what the first lesson needs; `later.js` brings the
rest and takes what the first has already. Classic and few, because chained modules cost a round trip each, are blocked on file://,
and are refused under a wrong MIME type. What is joined is minified, and kept beside Python's own compiled
files, since the same few scripts are asked for at every build.
"""

from __future__ import annotations

import os
import posixpath
import re
import sys
from collections.abc import Collection
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ihrp_course.blocks import TYPES

ROOT = Path(__file__).parent
_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"([^"]+)";[ \t]*\n?', re.MULTILINE)
_EXPORT = re.compile(
    r"^export\s+((?:async\s+)?function\*?|const|class)\s+([A-Za-z_$][\w$]*)", re.MULTILINE
)
_STRAY = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_LONG = 1200  # characters of a block's script; a longer one comes later even for the first lesson
_SEAM = b"\0"  # behind each of the two scripts in one file
_EMPTY_EXPORT = re.compile(r"^export \{\};\n?", re.MULTILINE)


class LinkError(Exception):
    """A module does not keep the house grammar: a defect of ours."""


class Scripts(NamedTuple):
    player: bytes
    later: bytes


@cache
def link(binding: str, first_kinds: frozenset[str], kinds: frozenset[str]) -> Scripts:
    """The scripts for one LMS binding (`scorm12`, `scorm2004`, `none`); from an earlier build if they are the same.

    `first_kinds` are the block types of the first lesson, `kinds` all that the package uses.
    """
    asked = f"{_digest()} {binding} {sorted(first_kinds)} {sorted(kinds)}"
    kept = ROOT / "player" / "__pycache__" / f"{sha256(asked.encode()).hexdigest()[:24]}.min"
    try:
        player, later, end = kept.read_bytes().split(_SEAM)
        if not end:
            return Scripts(player, later)
    except (OSError, ValueError):
        pass  # not there, or half of it
    scripts = Scripts(*map(_minified, joined(binding, first_kinds, kinds)))
    if not sys.dont_write_bytecode:
        try:
            kept.parent.mkdir(exist_ok=True)
            part = kept.with_suffix(f".{os.getpid()}.part")
            part.write_bytes(_SEAM.join((*scripts, b"")))
            part.replace(kept)
        except OSError:
            pass  # a folder that nobody may write to
    return scripts


@cache
def _digest() -> str:
    """Of all that the scripts hang on: every module as it is, and this file."""
    total = sha256(Path(__file__).read_bytes())
    for folder in ("player", "player/lms", "blocks"):
        for file in sorted((ROOT / folder).glob("*.js")):
            total.update(f"\n{file.name}\n".encode() + file.read_bytes())
    return total.hexdigest()


def _minified(text: str) -> bytes:
    """The same script with short local names and no blanks."""
    import minify

    return f"{minify.string('text/javascript', text)}\n".encode()


def joined(binding: str, first_kinds: frozenset[str], kinds: frozenset[str]) -> tuple[str, str]:
    """Both scripts as they are before they are shortened."""
    scripted = {kind for kind in kinds if TYPES[kind].has_script}
    at_once = {kind for kind in scripted & first_kinds if len(_read(_script(kind))) <= _LONG}
    generated = {
        "player/binding.js": _binding(binding),
        "player/kinds.js": _kinds("scripts", sorted(at_once)),
        "player/laterkinds.js": _kinds("laterScripts", sorted(scripted - at_once)),
    }
    sources: dict[str, str] = {}
    first: list[str] = []
    _visit("player/main.js", generated, sources, first, ())
    later = list(first)
    _visit("player/later.js", generated, sources, later, ())
    later = later[len(first) :]
    names = {path: f"m{index}" for index, path in enumerate((*first, *later))}
    exports = {path: _exports(text) for path, text in sources.items()}
    shared = set().union(*(_needs(path, sources) for path in later))
    join = _Joiner(sources, names, exports)
    own = ", ".join(names[path] for path in first if path in shared)
    share = f"globalThis.ihrpModules = {{ {own} }};\n"
    taken = f"const {{ {own} }} = globalThis.ihrpModules;\n"
    return join.script(first, share), join.script(later, "", taken)


def _binding(name: str) -> str:
    return f'import {{ open }} from "./lms/{name}.js";\nexport const openLms = open;\n'


def _script(kind: str) -> str:
    return f"blocks/{kind}.js"


def _kinds(name: str, kinds: list[str]) -> str:
    """Each block type's script by kind."""
    imports = "".join(
        f'import {{ script as {kind} }} from "../{_script(kind)}";\n' for kind in kinds
    )
    return f"{imports}export const {name} = {{ {', '.join(kinds)} }};\n"


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


def _exports(text: str) -> dict[str, str]:
    """A short name for each export of a module."""
    found = [each.group(2) for each in _EXPORT.finditer(text)]
    return {name: f"${place:x}" for place, name in enumerate(found)}


def _needs(path: str, sources: dict[str, str]) -> set[str]:
    return {_resolve(path, found.group(2)) for found in _IMPORT.finditer(sources[path])}


class _Joiner(NamedTuple):
    sources: dict[str, str]
    names: dict[str, str]
    exports: dict[str, dict[str, str]]

    def script(self, order: Collection[str], share: str, taken: str = "") -> str:
        """Modules in their order; before the last of them, which begins the page, what is shared."""
        *before, last = [self._module(path) for path in order]
        return f'(() => {{\n"use strict";\n{taken}{"".join(before)}{share}{last}}})();\n'

    def _module(self, path: str) -> str:
        def bind(found: re.Match[str]) -> str:
            target = _resolve(path, found.group(2))
            pairs = []
            for part in (part.strip() for part in found.group(1).split(",") if part.strip()):
                name, _, local = part.partition(" as ")
                if name.strip() not in self.exports[target]:
                    raise LinkError(f"{path} imports {name}, which {target} does not export")
                pairs.append(f"{self.exports[target][name.strip()]}: {local.strip() or name}")
            return f"const {{ {', '.join(pairs)} }} = {self.names[target]};\n"

        text = self.sources[path]
        body = _EXPORT.sub(r"\1 \2", _EMPTY_EXPORT.sub("", _IMPORT.sub(bind, text)))
        stray = _STRAY.search(body)
        if stray is not None:
            raise LinkError(f"{path}: `{stray.group()[:60]}` is not in the house grammar")
        given = ", ".join(f"{short}: {name}" for name, short in self.exports[path].items())
        return f"const {self.names[path]} = (() => {{\n{body}return {{ {given} }};\n}})();\n"


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

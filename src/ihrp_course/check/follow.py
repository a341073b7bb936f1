"""What only seems wrong because something else could not be read: it is not told.

A lesson that lost its front matter is not "missing", a source that is cited in a broken block is not "unused".
The first word in backticks of a message is what it misses; it is looked for in the texts that have an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import PurePosixPath

from ihrp_course.check.course import Draft, is_bank
from ihrp_course.diagnostics import Diagnostic
from ihrp_course.model import Assessment
from ihrp_course.parse.tree import BlockNode, Parsed, YamlValue
from ihrp_course.source import Sources

_NAME = re.compile(r"`([^`]+)`")
_OPENER = re.compile(r"^[ \t]*:::+ ?[a-z]", re.MULTILINE)
_BOTH = ("no-key", "missing-key", "too-few-parts", "no-objective", "setting-missing", "no-alt")
"""These follow from some mistakes, and others follow from them."""
_BIB, _GLOSSARY = "modules/references.bib", "modules/glossary.md"


def without_followers(
    problems: Iterable[Diagnostic], parsed: Parsed, sources: Sources
) -> list[Diagnostic]:
    """The problems, without those that only follow from an error."""
    problems = list(problems)
    if not any(each.severity == "error" for each in problems):
        return problems
    lost = _Lost(problems, parsed, sources)
    return [each for each in problems if not lost.explains(each)]


def is_pool_whole(assessment: Assessment, value: YamlValue, draft: Draft) -> bool:
    """Whether every bank that an assessment draws on is known, and every block of it is a question."""
    if not any(each.severity == "error" for each in draft.problems):
        return True
    asked, texts = value.items["banks"].data, draft.sources.texts
    count = len(asked) if isinstance(asked, list) else sum(map(is_bank, texts))
    return count == len(assessment.banks) and all(
        len(_OPENER.findall(texts.get(draft.banks[name].path, "")))
        <= len(draft.banks[name].questions)
        for name in assessment.banks
    )


class _Lost:
    """The files that have errors of their own, and what may stand in them."""

    def __init__(self, problems: list[Diagnostic], parsed: Parsed, sources: Sources) -> None:
        self.parsed, self.texts = parsed, sources.texts
        self.causes = [
            each
            for each in problems
            if each.severity == "error" and (each.rule not in _FOLLOWERS or each.rule in _BOTH)
        ]
        self.paths = {cause.span.path for cause in self.causes}

    def explains(self, problem: Diagnostic) -> bool:
        judge = _FOLLOWERS.get(problem.rule)
        found = _NAME.search(problem.message)
        return judge is not None and judge(self, found.group(1) if found else "", problem)

    def holds(self, pattern: str, files: Callable[[str], object] = lambda path: True) -> bool:
        """Whether a file with an error has such a text, or cannot be read at all."""
        wanted = re.compile(pattern, re.MULTILINE)
        return any(
            wanted.search(self.texts.get(path, "")) or self._says_nothing(path)
            for path in self.paths
            if path.startswith("modules/") and files(path)
        )

    def _says_nothing(self, path: str) -> bool:
        value = self.parsed.yaml.get(path)
        is_list = value is not None and not isinstance(value.data, dict)
        return is_list or not self.texts.get(path, "").strip()

    # --- files without an id, and modules whose file says nothing ----------------------------------

    @cached_property
    def nameless(self) -> set[str]:
        """Lessons and banks whose id is not known: none is read, or it is another one's."""
        return {path for path in self.paths if path.endswith(".md") and self._is_nameless(path)}

    def _is_nameless(self, path: str) -> bool:
        document = self.parsed.documents.get(path)
        if document is None or document.front is None:
            return path != _GLOSSARY
        return self.is_told_of(path, "id")

    def is_told_of(self, path: str, key: str) -> bool:
        """Whether an error stands at a key of a file's front matter, or the front matter has no end."""
        document = self.parsed.documents.get(path)
        if document is None or document.front is None:
            return path.endswith(".md") and path != _GLOSSARY
        line = document.front.at(key).line
        return any(
            cause.span.path == path
            and (cause.span.line == line or cause.rule == "front-matter-unclosed")
            for cause in self.causes
        )

    def block_of(self, problem: Diagnostic) -> int | None:
        """The first line of the block around a problem."""
        document = self.parsed.documents.get(problem.span.path)
        for part in document.parts if document else ():
            if (
                isinstance(part, BlockNode)
                and part.span.line <= problem.span.line <= part.last_line
            ):
                return part.span.line
        return None

    def names_of(self, module: str) -> str:
        return self.texts.get(f"modules/{module}/module.yaml", "")

    def lessons_in(self, module: str) -> bool:
        """Whether a lesson of this module has no known id."""
        return any(_module(path) == module and not is_bank(path) for path in self.nameless)


def _module(path: str) -> str:
    return PurePosixPath(path).parent.name


def _is_module(path: str) -> bool:
    return path.endswith("/module.yaml")


def _word(name: str) -> str:
    return rf"(?<![\w.-]){re.escape(name)}(?![\w.-])"


# --- what explains which finding -------------------------------------------------------------------


def _lesson(lost: _Lost, name: str, problem: Diagnostic) -> bool:
    if _is_module(problem.span.path):
        return lost.lessons_in(_module(problem.span.path))
    modules = {_module(path) for path in lost.nameless if not is_bank(path)}
    return any(re.search(_word(name), lost.names_of(module)) for module in modules) or any(
        re.search(rf"^id:[ \t]*{re.escape(name)}\b", lost.texts.get(path, ""), re.MULTILINE)
        for path in lost.nameless
    )


def _untaught(lost: _Lost, name: str, problem: Diagnostic) -> bool:
    return lost.lessons_in(_module(problem.span.path)) or lost.holds(
        rf"^objectives:.*{_word(name)}", lambda path: lost.is_told_of(path, "objectives")
    )


def _in_block(*rules: str) -> Callable[[_Lost, str, Diagnostic], bool]:
    """Whether one of these rules is broken in the block in which the problem stands."""
    return lambda lost, name, problem: any(
        cause.rule in rules and lost.block_of(cause) == lost.block_of(problem) is not None
        for cause in lost.causes
    )


def _misspelt(lost: _Lost, name: str, problem: Diagnostic) -> bool:
    """Whether the setting that is missing stands in the block under a wrong name."""
    words = problem.message + problem.help
    return any(
        cause.rule == "setting-unknown"
        and lost.block_of(cause) == lost.block_of(problem) is not None
        and cause.help.removeprefix("did you mean ").removesuffix("`?") in words
        for cause in lost.causes
    )


def _used_twice(lost: _Lost, name: str, problem: Diagnostic) -> bool:
    """Nobody knows which of the two the lock means."""
    twice = f"the id `{name}` is used twice"
    return any(c.rule == "duplicate-id" and c.message == twice for c in lost.causes)


_FOLLOWERS: Mapping[str, Callable[[_Lost, str, Diagnostic], bool]] = {
    "unknown-lesson": _lesson,
    "missing-key": lambda lost, name, problem: any(
        cause.span.path == problem.span.path
        and (cause.rule == "front-matter-unclosed" or cause.help == f"did you mean `{name}`?")
        for cause in lost.causes
    ),
    "no-key": _in_block("option-mark", "unmarked-option"),
    "too-few-parts": _in_block("no-arrow", "option-mark"),
    "no-objective": _misspelt,
    "setting-missing": _misspelt,
    "no-alt": _misspelt,
    "IW19": _in_block("feedback-not-indented", "feedback-content"),
    "unused-lesson": lambda lost, name, problem: problem.span.path in lost.nameless,
    "unknown-module": lambda lost, name, problem: any(
        f"modules/{name}/module.yaml".startswith(path) for path in lost.paths
    ),
    "unknown-objective": lambda lost, name, problem: lost.holds(_word(name), _is_module),
    "objective-untaught": _untaught,
    "objective-unasked": lambda lost, name, problem: lost.holds(
        rf"^objective:.*{_word(name)}", lambda path: path.endswith(".md")
    ),
    "unknown-bank": lambda lost, name, problem: any(map(is_bank, lost.nameless)),
    "unknown-question": lambda lost, name, problem: lost.holds(rf"^:::\w+ {re.escape(name)}\s*$"),
    "scale-pair": lambda lost, name, problem: (
        problem.message.startswith("there is no")
        and lost.holds(rf"^:::scale {re.escape(name)}\s*$")
    ),
    "unknown-assessment": lambda lost, name, problem: lost.holds(
        rf"\bid:[ \t]*{re.escape(name)}\b", _is_module
    ),
    "unknown-term": lambda lost, name, problem: lost.holds(
        rf"\{{#{re.escape(name)}\}}|^## (?i:{re.escape(name).replace(chr(92) + '-', '.')})[ \t]*$",
        lambda path: path == _GLOSSARY,
    ),
    "unknown-source": lambda lost, name, problem: lost.holds(
        re.escape(name), lambda path: path == _BIB
    ),
    "unknown-heading": lambda lost, name, problem: lost.holds(
        rf"^#.*\{{#{re.escape(name)}\}}", lambda path: path == problem.span.path
    ),
    "unused-term": lambda lost, name, problem: lost.holds(rf"\(term:{re.escape(name)}\)"),
    "term-unlinked": lambda lost, name, problem: lost.holds(re.escape(_link(problem))),
    "unused-source": lambda lost, name, problem: lost.holds(rf"@{re.escape(name)}\b"),
    "meaning-changed": _used_twice,
    "id-other-kind": _used_twice,
    "moved": _used_twice,
    "unused-asset": lambda lost, name, problem: lost.holds(re.escape(name)),
}


def _link(problem: Diagnostic) -> str:
    """The end of the link that the help of `term-unlinked` offers."""
    return problem.help.rpartition("](")[2].strip("`")

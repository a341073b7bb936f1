"""What the course says of its findings: severities by name, and findings accepted with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ihrp_course.check.shape import CourseShape
from ihrp_course.diagnostics import Diagnostic, warning
from ihrp_course.parse.tree import Acceptance, BlockNode, Parsed


def settle(
    problems: Iterable[Diagnostic], parsed: Parsed, shape: CourseShape | None, depth: str
) -> tuple[Diagnostic, ...]:
    """Problems with the course's own severities, without the accepted ones, in the order of the files.

    Only warnings can be accepted or turned off, for an error would break a package; and what the course's own language
    rules say, also where they call it an error.
    """
    levels = dict(shape.rules) if shape is not None else {}
    by_path: dict[str, list[Acceptance]] = {}
    for document in parsed.documents.values():
        by_path.setdefault(document.path, []).extend(document.acceptances)
    by_path.setdefault("modules/glossary.md", []).extend(parsed.glossary_acceptances)
    kept: set[Diagnostic] = set()
    used: set[Acceptance] = set()
    for problem in problems:
        level = levels.get(problem.rule)
        if level == "off" and problem.severity == "warning":
            continue
        accepted = [
            each
            for each in by_path.get(problem.span.path, ())
            if each.rule == problem.rule and each.first_line <= problem.span.line <= each.last_line
        ]
        used.update(accepted)
        if (accepted and problem.severity == "warning") or (accepted and problem.rule[:1] == "L"):
            continue
        if level == "error" and problem.severity == "warning":
            problem = replace(problem, severity="error")
        kept.add(problem)
    if depth != "build":
        used.update(_in_broken_blocks(by_path.values(), parsed, kept))
        kept.update(_unused(by_path.values(), used))
    return tuple(sorted(kept, key=_place))


def _place(problem: Diagnostic) -> tuple[str, int, int, str, str]:
    return (
        problem.span.path,
        problem.span.line,
        problem.span.column,
        problem.rule,
        problem.message,
    )


def _in_broken_blocks(
    lists: Iterable[list[Acceptance]], parsed: Parsed, found: Iterable[Diagnostic]
) -> Iterator[Acceptance]:
    """Those in a block that has an error: it was left out, and what they accept with it."""
    broken = {(each.span.path, each.span.line) for each in found if each.severity == "error"}
    for each in (each for acceptances in lists for each in acceptances) if broken else ():
        document = parsed.documents.get(each.span.path)
        for part in document.parts if document else ():
            if isinstance(part, BlockNode) and part.span.line <= each.first_line <= part.last_line:
                lines = range(part.span.line, part.last_line + 1)
                if any((each.span.path, line) in broken for line in lines):
                    yield each


def _unused(lists: Iterable[list[Acceptance]], used: set[Acceptance]) -> list[Diagnostic]:
    return [
        warning(
            "acceptance-unused",
            each.span,
            f"nothing here breaks `{each.rule}`, so there is nothing to accept",
            help="delete this line",
        )
        for acceptances in lists
        for each in acceptances
        if each not in used
    ]

"""A problem is a value: where it stands, which rule it breaks, what to type instead.

Stages return tuples of `Diagnostic` beside their result; nothing here prints.
Each output format is one file beside this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from msgspec import Struct

Severity = Literal["error", "warning"]


class Span(NamedTuple):
    """A stretch of one source file; lines and columns count from 1, in characters, end exclusive."""

    path: str  # relative to the course folder, with forward slashes
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Related(NamedTuple):
    """Another place that belongs to the same problem, such as the first use of an id."""

    span: Span
    message: str


class Diagnostic(Struct, frozen=True):
    """One finding. `message` says what is wrong, `label` stands under the snippet, `help` says what to type."""

    rule: str
    severity: Severity
    span: Span
    message: str
    label: str = ""
    help: str = ""
    related: tuple[Related, ...] = ()


def error(rule: str, span: Span, message: str, label: str = "", help: str = "") -> Diagnostic:
    """An error-level finding."""
    return Diagnostic(rule, "error", span, message, label, help)


def warning(rule: str, span: Span, message: str, label: str = "", help: str = "") -> Diagnostic:
    """A warning-level finding."""
    return Diagnostic(rule, "warning", span, message, label, help)


def nearest(word: str, known: Sequence[str], likeness: float = 0.6) -> str:
    """The known word that is most like this one; "" when none is."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, n=1, cutoff=likeness)), "")


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A sentence that offers the nearest known word, or nothing."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else ""


def render_findings(
    diagnostics: Iterable[Diagnostic], folder: Path, form: str, colour: bool
) -> str:
    """Findings in one of the formats `text json github sarif`; each is a module beside this one."""
    from importlib import import_module

    renderer: Any = import_module(f"ihrp_course.diagnostics.{form}")
    text: str = renderer.render(diagnostics, folder, colour)
    return text

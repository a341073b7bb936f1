"""Comments that accept a finding: `<!-- ok RULE: reason -->` and `<!-- ok-block RULE: reason -->`."""

from __future__ import annotations

import re
from typing import NamedTuple

from ihrp_course.diagnostics import Diagnostic, Span, error
from ihrp_course.parse.tree import Acceptance

_OK = re.compile(r"\s*<!--\s*(ok|ok-block)\s+([A-Za-z][\w-]*)(\s*:)?(.*)-->\s*", re.DOTALL)
_RULE = re.compile(r"[A-Z]+\d+|[a-z]+(?:-[a-z0-9]+)+")


class _Pending(NamedTuple):
    is_block: bool
    rule: str
    reason: str
    span: Span
    start: int  # offset of its first line


class Acceptances:
    """What a file accepts; which lines that covers is known when the whole file is scanned."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        self._problems = problems
        self._pending: list[_Pending] = []
        self._comments: dict[int, tuple[int, int]] = {}  # by offset: where each ends, its last line
        self._blocks: list[tuple[int, int]] = []  # first and last line

    def add_block(self, first: int, last: int) -> None:
        """A block stands on these lines."""
        self._blocks.append((first, last))

    def add_comment(self, text: str, span: Span, start: int, end: int) -> None:
        """A comment stands on these lines; it may be one that accepts something."""
        self._comments[start] = end, span.end_line
        found = _OK.fullmatch(text)
        if found is None:
            return
        word, rule, colon, rest = found.groups()
        reason = rest.strip()
        if colon and reason:
            self._pending.append(_Pending(word == "ok-block", rule, reason, span, start))
        elif not reason or _RULE.fullmatch(rule):
            self._problems.append(_no_reason(word, rule, span))

    def settle(self, text: str) -> tuple[Acceptance, ...]:
        """Each with the lines that it covers: those of its block, or the next that has words."""
        targets = self._targets(text) if self._pending else {}
        accepted = []
        for is_block, rule, reason, span, start in self._pending:
            first = last = targets[start]
            if is_block:
                around = next((pair for pair in self._blocks if pair[0] <= first <= pair[1]), None)
                if around is None:
                    self._problems.append(_no_block(span))
                    continue
                first, last = around
            accepted.append(Acceptance(rule, reason, span, first, last))
        return tuple(accepted)

    def _targets(self, text: str) -> dict[int, int]:
        """Per comment, the number of the next line that is neither empty nor a comment's."""
        targets: dict[int, int] = {}
        for start, (end, line) in reversed(self._comments.items()):
            at = end + 1
            while at < len(text) and at not in targets:
                stop = text.find("\n", at)
                stop = len(text) if stop < 0 else stop
                line += 1
                if text[at:stop].strip():
                    break
                at = stop + 1
            targets[start] = targets.get(at, line)
        return targets


def _no_reason(word: str, rule: str, span: Span) -> Diagnostic:
    return error(
        "acceptance-reason",
        span,
        f"`{rule}` is accepted without a reason",
        help=f"write `<!-- {word} {rule}: why it is right here -->`",
    )


def _no_block(span: Span) -> Diagnostic:
    return error(
        "acceptance-block",
        span,
        "no block follows, and none is open",
        help="put this line right above the line that opens the block, or write `ok` for one line",
    )

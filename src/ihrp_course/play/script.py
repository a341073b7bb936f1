"""Steps for CI: one a line, in the words of what a learner does.

    wait 2                      seconds; or wait until these words are there
    click "Start"               a button, link, tab or field by its words; or a CSS selector: css=#next
    answer "Slow down"          ticks a choice; with a second word it is typed, or picked from a list
    answer "Your name" "Jo"
    press Enter
    see "Well done"             the words are there, or the step fails
    expect cmi.core.lesson_status passed
    close                       the learner leaves
    open                        and comes back

Words with blanks stand in quotes; `#` begins a comment.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ihrp_course.play.player import Player

ARGUMENTS = {
    "wait": (1, 1),
    "click": (1, 1),
    "answer": (1, 2),
    "press": (1, 1),
    "see": (1, 1),
    "expect": (2, 2),
    "close": (0, 0),
    "open": (0, 0),
}


class ScriptError(Exception):
    """The script makes no sense; the text says where."""


class StepError(Exception):
    """A step could not be taken, or found something else than expected."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line."""

    line: int
    verb: str
    words: tuple[str, ...]


def read_script(text: str) -> tuple[Step, ...]:
    """The steps. Raises ScriptError."""
    steps: list[Step] = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            verb, *words = shlex.split(line, comments=True) or [""]
        except ValueError as failure:
            raise ScriptError(f"line {number}: {failure}") from None
        if not verb:
            continue
        if verb not in ARGUMENTS:
            from ihrp_course.diagnostics import did_you_mean

            hint = did_you_mean(verb, list(ARGUMENTS)) or f"there are {', '.join(ARGUMENTS)}"
            raise ScriptError(f"line {number}: there is no step `{verb}`; {hint}")
        least, most = ARGUMENTS[verb]
        if not least <= len(words) <= most:
            wanted = str(least) if least == most else f"{least} or {most}"
            raise ScriptError(f"line {number}: `{verb}` takes {wanted} words, not {len(words)}")
        steps.append(Step(number, verb, tuple(words)))
    return tuple(steps)


def run_script(player: Player, steps: tuple[Step, ...]) -> None:
    """Take every step. Raises StepError, which names the line."""
    for step in steps:
        try:
            _take(player, step)
        except StepError as failure:
            raise StepError(f"line {step.line}, {step.verb}: {failure}") from None


def _take(player: Player, step: Step) -> None:
    if step.verb == "wait" and _is_number(step.words[0]):
        player.wait(float(step.words[0]))
        return
    verb = {"wait": "see"}.get(step.verb, step.verb)
    getattr(player, verb)(*step.words)


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).isdigit()


def python_script(path: Path) -> Callable[[Player], object]:
    """The function `play(player)` of a Python file. Raises ScriptError."""
    import runpy

    try:
        function = runpy.run_path(str(path)).get("play")
    except Exception as wrong:
        raise ScriptError(f"{path}: {type(wrong).__name__}: {wrong}") from wrong
    if not callable(function):
        raise ScriptError(f"{path} has no function `play(player)`")
    found: Callable[[Player], object] = function
    return found

"""A verdict as text for people, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from ihrp_course.play.verdict import Refusal, Verdict

_WIDEST = 100


def call_line(entry: Mapping[str, Any]) -> str:
    """One call of the log."""
    given = ", ".join(_short(str(each)) for each in entry["args"])
    error = f", error {entry['error']}" if entry["error"] else ""
    return f"{entry['time'] / 1000:8.2f} s  {entry['call']}({given}) → {_short(str(entry['result']))}{error}"


def as_json(verdict: Verdict) -> str:
    """Everything, under names that never change their meaning."""
    told = {**asdict(verdict), "faults": verdict.faults, "sound": verdict.is_sound}
    return json.dumps(told, ensure_ascii=False, indent=2, default=list)


def as_text(verdict: Verdict) -> str:
    """What was set, what was refused and why, what was never finished, whom it spoke to."""
    return "\n".join(_lines(verdict))


def _lines(verdict: Verdict) -> Iterator[str]:
    grade = "none" if verdict.grade is None else f"{verdict.grade:.0%}"
    sessions = f"{verdict.sessions} {'session' if verdict.sessions == 1 else 'sessions'}"
    yield f"{verdict.package}: {_short(' '.join(verdict.title.split()))}"
    yield (
        f"  {verdict.standard}, played as {verdict.profile}; {sessions}, "
        f"{verdict.calls} calls; grade {grade}"
    )
    yield from _part("Set", (f"{name} = {_short(value)}" for name, value in verdict.set.items()))
    yield from _part("Refused", map(_refusal, verdict.refused))
    yield from _part("Read in vain", map(_refusal, verdict.unread))
    yield from _part("Never finished", verdict.unfinished)
    yield from _part("Missing files", verdict.seen.missing)
    yield from _part("Failures of the page", map(_short, verdict.seen.errors))
    yield from _part("Other servers", verdict.seen.hosts)
    yield from _part("Notes", verdict.notes)
    yield ""
    count = len(verdict.faults)
    yield "Sound." if verdict.is_sound else f"{count} {'fault' if count == 1 else 'faults'}."


def _part(heading: str, lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield from ("", f"{heading}:", *(f"  {line}" for line in lines))


def _refusal(each: Refusal) -> str:
    """The sentence, and for its maker the element and the value."""
    what = " = ".join(_short(word) for word in (each.element, each.value) if word)
    times = f"{each.times} times" if each.times > 1 else ""
    more = "; ".join(filter(None, (what, times)))
    return f"{each.plain} ({more})" if more else each.plain


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"

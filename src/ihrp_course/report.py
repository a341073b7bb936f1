"""`build/report.json`: what was built, its digests, what each standard can not carry, what state costs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins

from ihrp_course.archive import Written
from ihrp_course.check import Checked
from ihrp_course.compat import Compatibility
from ihrp_course.diagnostics import Severity
from ihrp_course.model import Course
from ihrp_course.profile import Profile


class Fault(Struct, frozen=True):
    """What `inspect` says against a zip of ours; its severity and rule are those of `inspect`."""

    rule: str
    severity: Severity
    text: str
    path: str  # in the zip; or empty


class Output(Struct, frozen=True):
    """One package on disk, and what its standard could not carry."""

    written: Written
    losses: tuple[str, ...]
    update: Compatibility | None = None  # since the last release that is recorded
    faults: tuple[Fault, ...] = ()


def faults(zipped: Path) -> tuple[Fault, ...]:
    """A zip that was just written, judged as anybody's would be: its names, its files, its manifest."""
    from ihrp_course.inspect import gate

    return tuple(
        Fault(each.rule.id, each.rule.severity, f"{each.rule.title} {each.message}", each.path)
        for each in gate(zipped)
    )


def oversized(outputs: Iterable[Written], profile: Profile) -> list[str]:
    """A sentence for each file that is larger than the profile's LMS takes."""
    return [
        f"{each.path.name} has {each.size / 1e6:.1f} MB; "
        f"the profile `{profile.name}` takes {profile.package_limit} MB at most"
        for each in outputs
        if profile.package_limit and each.size > profile.package_limit * 1_000_000
    ]


def report(
    course: Course, checked: Checked, outputs: Iterable[Output], profile: Profile
) -> dict[str, Any]:
    """The report as plain data; the same course gives the same report."""
    return {
        "course": {"id": course.id, "title": course.title, "version": course.version},
        "profile": profile.name,
        "packages": [
            {
                "file": output.written.path.name,
                "bytes": output.written.size,
                "digest": output.written.digest,
                "losses": list(output.losses),
                "faults": [to_builtins(fault) for fault in output.faults],
                **_update(output.update),
            }
            for output in outputs
        ],
        "state": [
            {
                "package": budget.package,
                "characters": budget.characters,
                "limit": budget.limit,
                "fits": budget.fits,
            }
            for budget in checked.budgets
        ],
        "findings": [
            {
                "rule": each.rule,
                "severity": each.severity,
                "path": each.span.path,
                "line": each.span.line,
            }
            for each in checked.diagnostics
        ],
    }


def _update(found: Compatibility | None) -> dict[str, Any]:
    """Who keeps what since the last release; nothing when none is recorded."""
    if found is None:
        return {}
    reasons = [{"id": each.id, "text": each.text, "loss": each.is_loss} for each in found.reasons]
    return {"update": {"since": found.old, "verdict": found.verdict, "reasons": reasons}}

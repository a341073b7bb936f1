"""One build, read from top to bottom: read → parse → check → render → package → write.

Each line takes the frozen value that the line before gave. Only the first and the last touch a disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ihrp_course import source
from ihrp_course.blocks import SHAPES
from ihrp_course.check import Checked, Depth, check
from ihrp_course.check.ahead import work_ahead
from ihrp_course.diagnostics import Diagnostic
from ihrp_course.memory import Memory
from ihrp_course.model import PackagePlan, plan_packages
from ihrp_course.parse import parse
from ihrp_course.profile import DEFAULT, load

if TYPE_CHECKING:
    from ihrp_course import archive, compat, report, standards

Progress = Callable[[str], None]


class Built(Struct, frozen=True):
    """What a build left behind: its findings, and what it wrote (nothing when there were errors)."""

    checked: Checked
    written: tuple[archive.Written, ...]
    diagnostics: tuple[Diagnostic, ...]
    too_large: tuple[str, ...] = ()  # for the profile's LMS, one sentence each
    updates: tuple[tuple[str, compat.Compatibility], ...] = ()  # by file, since the last release
    faults: tuple[tuple[str, report.Fault], ...] = ()  # by file: what `inspect` says against it
    gone: tuple[str, ...] = ()  # packages of the last release that are made no more


def check_course(
    folder: Path, depth: Depth = "check", workers: int = 1, memory: Memory | None = None
) -> tuple[Checked, source.Sources]:
    """The first three stages: everything that can be said about a course without building it."""
    memory = memory or Memory()
    sources, unread = source.read(folder)
    work_ahead(sources, SHAPES, memory, workers)
    parsed, unparsed = parse(sources, SHAPES, memory)
    return check(parsed, sources, (*unread, *unparsed), depth, workers, memory), sources


def build(
    folder: Path,
    target: Path,
    names: Iterable[str] = (),
    edition: int = 4,
    depth: Depth = "build",
    progress: Progress = lambda words: None,
    workers: int = 1,
    profile: str = DEFAULT,
    memory: Memory | None = None,
) -> Built:
    """Compile the course in `folder` into packages in `target`, for the standards in `names`.

    Without names the course's own `standards:` are taken. A package whose state can not fit is left
    out alone; any other error stops before anything is written. `workers` processes share the packages.
    Raises UnknownProfileError.
    """
    from ihrp_course import archive, compat, report, standards  # which `check` does without
    from ihrp_course.press import Press
    from ihrp_course.spread import spread

    made_for, memory = load(profile), memory or Memory()
    checked, _ = check_course(folder, depth, workers, memory)
    course, numbering = checked.course, checked.numbering
    if course is None or numbering is None:
        return Built(checked, (), checked.diagnostics)
    refused = {budget.package for budget in checked.budgets if not budget.fits}
    plans = [plan for plan in plan_packages(course) if plan.id not in refused]
    before = compat.released(folder)
    asked = [standards.by_name(name, edition) for name in names or course.standards]

    press = Press(course, numbering, made_for, target, before, memory)

    def make(job: tuple[standards.Standard, PackagePlan]) -> report.Output:
        standard, plan = job
        progress(f"{plan.id}: {standard.label}")
        if standard is asked[0]:
            press.make_table(plan)
        return press.make(standard, plan)

    outputs = spread([(standard, plan) for standard in asked for plan in plans], make, workers)
    archive.write_json(target / "report.json", report.report(course, checked, outputs, made_for))
    written = tuple(output.written for output in outputs)
    return Built(
        checked,
        written,
        checked.diagnostics,
        tuple(report.oversized(written, made_for)),
        tuple((each.written.path.name, each.update) for each in outputs if each.update),
        tuple((each.written.path.name, fault) for each in outputs for fault in each.faults),
        tuple(sorted(before.keys() - {plan.id for plan in plans})),
    )

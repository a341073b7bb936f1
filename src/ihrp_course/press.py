"""The packages of one course, made and laid down: again only when what they are made of has changed (decision 0012)."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from ihrp_course import archive, compat, report
from ihrp_course.diagnostics import Span
from ihrp_course.identity import Lock, Numbering
from ihrp_course.memory import Memory
from ihrp_course.model import Bank, Course, Lesson, Module, PackagePlan
from ihrp_course.profile import Profile
from ihrp_course.render import render
from ihrp_course.render.items import items_csv
from ihrp_course.standards import Package, Standard

SWEEP = 16
"""Packages after which rubbish is swept up: a run keeps nearly all it makes, but not what templates leave behind."""

_NOWHERE = Span("")
_NO_LOCK = Lock({}, {})


class _Made:
    """A package as it is made of its grounds: the digest of its files, empty until it is made."""

    def __init__(self, *_: object) -> None:
        self.digest = ""


class _Laid:
    """A package of that digest on disk, and what its place looked like when it was laid there."""

    def __init__(self, *_: object) -> None:
        self.output: report.Output | None = None
        self.stamp: tuple[int, int] | None = None


class Press:
    """Makes packages in `target`; `before` is what the last release held, by package."""

    def __init__(
        self,
        course: Course,
        numbering: Numbering,
        profile: Profile,
        target: Path,
        before: Mapping[str, compat.Snapshot],
        memory: Memory,
    ) -> None:
        self.course, self.numbering, self.profile = course, numbering, profile
        self.target, self.before, self.memory = target, before, memory
        self._shares: dict[str, tuple[Course, Numbering]] = {}
        self._made = 0  # by this process
        if not gc.get_freeze_count():  # while watching, each round has ended with that
            gc.freeze()  # what is there already is looked through neither by a sweep nor by a child

    def make(self, standard: Standard, plan: PackagePlan) -> report.Output:
        """The package on disk, made anew if need be."""
        course, numbering = self._share(plan)
        old = self.memory.same(("released", plan.id), self.before.get(plan.id))
        made = self.memory.of(_Made, standard, self.profile, course, numbering, plan.id)
        if made.digest and (kept := self._laid(standard, plan, made.digest, old).output):
            return kept
        site = render(course, plan, numbering, standard, self.profile, self.memory)
        package = standard.package(site)
        self._made += 1
        if self._made % SWEEP == 0:
            gc.collect()
        made.digest = _digest(package, course)
        laid = self._laid(standard, plan, made.digest, old)
        if laid.output is None:
            update = compat.compare(old, compat.read_files(site.files)) if old else None
            written = self._write(standard, package)
            faults = report.faults(written.path) if standard.is_zip else ()
            laid.output = report.Output(written, package.losses, update, faults)
            laid.stamp = _stamp(written.path)
        return laid.output

    def _share(self, plan: PackagePlan) -> tuple[Course, Numbering]:
        """What this package may know, found out once for its standards and its table."""
        if plan.id not in self._shares:
            self._shares[plan.id] = share(self.course, self.numbering, plan, self.memory)
        return self._shares[plan.id]

    def _laid(
        self, standard: Standard, plan: PackagePlan, digest: str, old: compat.Snapshot | None
    ) -> _Laid:
        laid = self.memory.of(_Laid, standard, plan.id, str(self.target), digest, old)
        if laid.output is not None and laid.stamp != _stamp(laid.output.written.path):
            laid.output = None
        return laid

    def _write(self, standard: Standard, package: Package) -> archive.Written:
        if standard.is_zip:
            return archive.write_zip(self.target / f"{package.name}.zip", package.files)
        return archive.write_folder(self.target / package.name, package.files)

    def make_table(self, plan: PackagePlan) -> None:
        """The table of what the ids in reports stand for."""
        course, numbering = self._share(plan)
        plan = self.memory.of(PackagePlan, plan.id, plan.title, plan.modules, plan.is_whole)
        table = self.memory.of(items_csv, course, plan, numbering)
        path = self.target / f"{plan.id}-{course.version}-items.csv"
        if not path.is_file() or path.read_bytes() != table:
            archive.write_file(path, table)


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes when somebody else writes there; None when there is nothing."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def _digest(package: Package, course: Course) -> str:
    total = sha256(package.name.encode())
    for name, content in package.files:
        if isinstance(content, bytes):
            own = archive.digest_of(content)
        else:
            asset = course.assets.get(name)
            own = asset.digest if asset else sha256(content.read_bytes()).hexdigest()
        total.update(f"\n{own} {name}".encode())
    return total.hexdigest()


# --- what a package may know ----------------------------------------------------------------------


def share(
    course: Course, numbering: Numbering, plan: PackagePlan, memory: Memory
) -> tuple[Course, Numbering]:
    """The course as far as this package may know it: other modules in outline, with the banks that are drawn on.

    Both are the same objects as long as nothing changes that the package could show.
    """
    drawn = {
        name for module in plan.modules if module.assessment for name in module.assessment.banks
    }
    own = {module.id for module in plan.modules}
    modules = tuple(
        module if module.id in own else memory.same(
            ("outline", plan.id, module.id),
            memory.of(_outline, module, tuple(bank for bank in module.banks if bank.id in drawn)),
        )
        for module in course.modules
    )  # fmt: skip
    fields = {name: memory.same(name, getattr(course, name)) for name in Course.__struct_fields__}
    slots = {id: numbering.slots[id] for id in _ids(modules, own, drawn) if id in numbering.slots}
    return (
        memory.of(Course, *(fields | {"modules": modules}).values()),
        memory.of(
            Numbering,
            memory.same("numbers", numbering.modules),
            memory.same(("slots", plan.id), slots),
            _NO_LOCK,
            False,
        ),
    )


def _outline(module: Module, banks: tuple[Bank, ...]) -> Module:
    lessons = tuple(
        Lesson(
            id=lesson.id, title=lesson.title, path="", module=module.id, minutes=0,
            objectives=lesson.objectives, covers=(), requires=(), care="", is_optional=False,
            language="", is_reviewed=False, parts=(), span=_NOWHERE,
        )
        for lesson in module.lessons
    )  # fmt: skip
    return Module(module.id, module.title, module.objectives, lessons, banks, None, _NOWHERE)


def _ids(modules: tuple[Module, ...], own: set[str], drawn: set[str]) -> Iterator[str]:
    """All that may have a slot in this package."""
    for module in modules:
        for lesson in module.lessons if module.id in own else ():
            yield lesson.id
            yield from (block.id for block in lesson.blocks)
        for bank in module.banks:
            if bank.id in drawn:
                yield from (question.id for question in bank.questions)
        if module.assessment is not None:
            yield module.assessment.id

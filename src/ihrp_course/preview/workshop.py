"""A course kept in memory: what changed is read again, checked and rendered, for the packages that are looked at.

The page comes before the findings: the rules that can break a package run first, then what is looked at is
rendered, then every other rule runs.
"""

from __future__ import annotations

import re
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha1
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ihrp_course import standards
from ihrp_course.blocks import SHAPES
from ihrp_course.check import Checked, check
from ihrp_course.diagnostics import Diagnostic
from ihrp_course.identity import Lock, Numbering, read_lock
from ihrp_course.memory import Memory
from ihrp_course.model import Course, PackagePlan, plan_packages
from ihrp_course.parse import parse
from ihrp_course.parse.tree import Parsed
from ihrp_course.render import render
from ihrp_course.source import Sources, read

Key = tuple[str, str]
"""A package id, and the name of a standard."""

Content = bytes | Path
Problems = tuple[Diagnostic, ...]


AROUND = "around the pages"
"""The mark beside those of the files that tells a change of words from one that needs the page opened anew."""

_DATA = re.compile(rb'(?<=id="ihrp-data">).*?(?=</script>)', re.DOTALL)


class Shelf(Mapping[str, Content]):
    """The files of one package as they are now; the same object whatever is put on it."""

    def __init__(self) -> None:
        self.files: Mapping[str, Content] = {}
        self.marks: Mapping[str, str] = {}

    def put(self, files: Mapping[str, Content]) -> None:
        """Other files, and for each what changes when it does."""
        page = files["index.html"]
        assert isinstance(page, bytes)
        marks = {name: _mark(content) for name, content in files.items()}
        self.marks = marks | {AROUND: _mark(_around(page))}
        self.files = files

    def __getitem__(self, name: str) -> Content:
        return self.files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def _around(page: bytes) -> bytes:
    """What of a page's document an open page goes by: all but its pages, and but what questions ask in words."""
    around = page[: page.index(b"<main")] + page[page.rindex(b"</main>") :]

    def without_words(found: re.Match[bytes]) -> bytes:
        data = msgspec.json.decode(found[0])
        for question in data["questions"].values():
            question["text"] = ""
        return msgspec.json.encode(data)

    return _DATA.sub(without_words, around)


def _mark(content: Content) -> str:
    if isinstance(content, bytes):
        return sha1(content, usedforsecurity=False).hexdigest()
    try:
        stat = content.stat()
    except OSError:
        return ""  # deleted since it was read
    return f"{stat.st_mtime_ns}-{stat.st_size}"


class Outcome(Struct, frozen=True):
    """What one round found. `course` is the last good one, which an error in the sources leaves standing."""

    version: int
    course: Course | None
    plans: tuple[PackagePlan, ...]
    sources: Sources
    findings: tuple[Diagnostic, ...]
    is_stale: bool  # an error keeps what is shown behind the sources
    has_looked_closer: bool  # every rule has run
    defect: str = ""  # a failure of ours, as a traceback


class _Good(Struct, frozen=True):
    course: Course
    numbering: Numbering
    plans: tuple[PackagePlan, ...]


class Workshop:
    """The stages of a build, run again and again by one thread; `outcome` may be read by any."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shelves: dict[Key, Shelf] = {}
        self.outcome = Outcome(0, None, (), Sources(folder, {}, {}, None), (), True, False)
        self._memory = Memory()
        self._good: _Good | None = None
        self._lock: tuple[str | None, Lock | None] = None, None  # on disk, and completed
        self._rendering = threading.Lock()

    def round(self, looked_at: Iterable[Key], tell: Callable[[Outcome], bool]) -> None:
        """Read, check, render what is looked at, tell; unless that gives False, every rule, and tell again."""
        version = self.outcome.version + 1
        try:
            sources, unread = read(self.folder)
            parsed, unparsed = parse(sources, SHAPES, self._memory)
            before = (*unread, *unparsed)
            checked = self._check(parsed, sources, before)
            if checked.course is not None and checked.numbering is not None:
                plans = plan_packages(checked.course)
                self._good = _Good(checked.course, checked.numbering, plans)
                for key in set(looked_at):
                    self.shelf(key, is_new=True)
            first = self._outcome(version, sources, checked)
            self.outcome = first
            if tell(first):
                whole = check(parsed, sources, before, "check", memory=self._memory)
                self._memory.forget()
                self.outcome = replace(first, findings=whole.diagnostics, has_looked_closer=True)
                tell(self.outcome)
        except Exception:
            self.outcome = replace(
                self.outcome, version=version, is_stale=True, defect=traceback.format_exc()
            )
            tell(self.outcome)

    def shelf(self, key: Key, *, is_new: bool = False) -> Shelf | None:
        """The files of a package of the last good course; None when it has no such package."""
        with self._rendering:
            good, shelf = self._good, self.shelves.get(key)
            plan = next((each for each in good.plans if each.id == key[0]), None) if good else None
            if good is None or plan is None or (shelf is not None and not is_new):
                return shelf
            standard = standards.by_name(key[1])
            site = render(good.course, plan, good.numbering, standard, memory=self._memory)
            shelf = shelf or Shelf()
            shelf.put(dict(standard.package(site).files))
            self.shelves[key] = shelf
            return shelf

    def forget(self, looked_at: Iterable[Key]) -> None:
        """Drop what nobody looks at: it is rendered again when somebody does."""
        kept = set(looked_at)
        with self._rendering:
            self.shelves = {key: shelf for key, shelf in self.shelves.items() if key in kept}

    def _check(self, parsed: Parsed, sources: Sources, before: Problems) -> Checked:
        """The rules that can break a package; ids that the lock lacks are numbered in memory."""
        on_disk, lock = self._lock
        if lock is None or on_disk != sources.lock:
            lock, _ = self._memory.of(read_lock, sources.lock)
        checked = check(parsed, sources, before, memory=self._memory, lock=lock)
        if checked.numbering is not None:
            self._lock = sources.lock, checked.numbering.lock
        return checked

    def _outcome(self, version: int, sources: Sources, checked: Checked) -> Outcome:
        good = self._good
        return Outcome(
            version=version,
            course=good.course if good else None,
            plans=good.plans if good else (),
            sources=sources,
            findings=checked.diagnostics,
            is_stale=checked.course is None,
            has_looked_closer=False,
        )

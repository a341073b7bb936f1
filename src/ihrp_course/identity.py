"""`ids.lock`: the number under which a learner's state keeps each id, for ever.

The file is committed and grows only: a removed id keeps its line, marked `retired`, so that its slot is
never given to another. One line per id, grouped by module, so that two branches seldom collide:

    module harm-reduction 1
    hr-1 lesson 0
    hr-1-1-f01 question/choice 3 r1 key=5e1f0c2a options=0:1b2c3d4e,1:#slow-down

A line is: id, series and kind, slot in its series, revision, fingerprint of the key, and per family of
parts the ordinal of each part with its fingerprint (or `#slug`; a `~` behind it: removed). Report codes `a b c …` follow ordinals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal
from zlib import crc32

from msgspec import Struct

from ihrp_course.diagnostics import Diagnostic, Related, Span, error, warning
from ihrp_course.memory import Memory
from ihrp_course.model import Assessment, Bank, Block, Family, Lesson, Module

Series = Literal["lesson", "question", "assessment", "mark"]

LOCK_PATH = "modules/ids.lock"
GONE = "~"
"""Behind a part's fingerprint: the part has been removed, and its ordinal is never given to another."""
HEADER = (
    "# Written by `ihrp-course lock`: which slot a learner's state keeps each id under.\n"
    "# Keep it in version control. Nothing here is ever used twice.\n"
)


class Slot(Struct, frozen=True):
    """Where the state keeps one id. `ordinals` run beside the parts of each family, in source order."""

    module: int
    series: Series
    kind: str
    number: int
    revision: int = 1
    key: str = ""
    ordinals: Mapping[str, tuple[int, ...]] = {}


class Entry(Struct, frozen=True):
    """One line of the lock. `parts` maps family → ordinal → fingerprint."""

    id: str
    module: str
    series: Series
    kind: str
    number: int
    revision: int
    key: str
    parts: Mapping[str, Mapping[int, str]]
    is_retired: bool


class Lock(Struct, frozen=True):
    """The lock as read: module numbers and entries by id."""

    modules: Mapping[str, int]
    entries: Mapping[str, Entry]


class Numbering(Struct, frozen=True):
    """Every id of the course with its slot, and the lock that says so."""

    modules: Mapping[str, int]
    slots: Mapping[str, Slot]
    lock: Lock
    is_changed: bool  # the lock on disk says less than this


class Subject(Struct, frozen=True):
    """What wants a slot."""

    id: str
    module: str
    series: Series
    kind: str
    span: Span
    revision: int = 1
    key: str = ""
    families: tuple[Family, ...] = ()


def fingerprint(text: str) -> str:
    """Eight hexadecimal digits that change with the text."""
    return f"{crc32(text.encode()):08x}"


# --- reading and writing -------------------------------------------------------------------------


def read_lock(text: str | None) -> tuple[Lock, tuple[Diagnostic, ...]]:
    """The lock from its text; lines that make no sense are told and left out."""
    modules: dict[str, int] = {}
    entries: dict[str, Entry] = {}
    problems: list[Diagnostic] = []
    taken: dict[str | tuple[str, str, int], int] = {}  # the line of each id and place
    current = ""
    for number, line in enumerate((text or "").splitlines(), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            if words[0] == "module":
                current = words[1]
                if current in modules or int(words[2]) in modules.values():
                    raise ValueError
                modules[current] = int(words[2])
                continue
            entry = _read_entry(words, current)
        except (ValueError, IndexError):
            problems.append(_unreadable(_span(number, line), line))
            continue
        place = (entry.module, entry.series, entry.number)
        first = taken.get(entry.id, taken.get(place))
        if first is not None:
            problems.append(_conflict(_span(number, line), entry, first))
            continue
        taken[entry.id] = taken[place] = number
        entries[entry.id] = entry
    return Lock(modules, entries), tuple(problems)


def _read_entry(words: list[str], module: str) -> Entry:
    series, _, kind = words[1].partition("/")
    if series not in ("lesson", "question", "assessment", "mark") or not module:
        raise ValueError(words[1])
    slot, revision, key, is_retired = int(words[2]), 1, "", False
    if slot < 0:
        raise ValueError(words[2])
    parts: dict[str, dict[int, str]] = {}
    for word in words[3:]:
        name, equals, value = word.partition("=")
        if word == "retired":
            is_retired = True
        elif not equals and word.startswith("r"):
            revision = int(word[1:])
        elif name == "key":
            key = value
        elif equals:
            pairs = [part.split(":", 1) for part in value.split(",")]
            parts[name] = {int(ordinal): mark for ordinal, mark in pairs}
        else:
            raise ValueError(word)
    return Entry(words[0], module, series, kind, slot, revision, key, parts, is_retired)  # type: ignore[arg-type]


def _span(number: int, line: str) -> Span:
    return Span(LOCK_PATH, number, 1, number, len(line) + 1)


def _unreadable(span: Span, line: str) -> Diagnostic:
    return error(
        "lock-unreadable",
        span,
        f"this line of the lock makes no sense: `{line.strip()[:60]}`",
        help="take the file back from version control, then run `ihrp-course lock`",
    )


def _conflict(span: Span, entry: Entry, first: int) -> Diagnostic:
    found = error(
        "lock-conflict",
        span,
        f"`{entry.id}` stands under a slot or an id that line {first} holds already",
        help="two branches gave the same number: keep the line that was released or merged first, "
        "delete the other, then run `ihrp-course lock`",
    )
    other = Span(LOCK_PATH, first, 1, first, 1)
    return Diagnostic(
        found.rule, found.severity, span, found.message, "", found.help, (Related(other, "first"),)
    )


def write_lock(lock: Lock) -> str:
    """The text of a lock: modules by number, within a module series by series, slots rising."""
    lines = [HEADER]
    order = {"lesson": 0, "assessment": 1, "question": 2, "mark": 3}
    by_module: dict[str, list[Entry]] = {}
    for entry in lock.entries.values():
        by_module.setdefault(entry.module, []).append(entry)
    for module, number in sorted(lock.modules.items(), key=lambda item: item[1]):
        lines.append(f"\nmodule {module} {number}\n")
        entries = sorted(by_module.get(module, ()), key=lambda e: (order[e.series], e.number))
        lines += [_line(entry) for entry in entries]
    return "".join(lines)


def _line(entry: Entry) -> str:
    words = [entry.id, f"{entry.series}/{entry.kind}" if entry.kind else entry.series]
    words.append(str(entry.number))
    if entry.revision != 1:
        words.append(f"r{entry.revision}")
    if entry.key:
        words.append(f"key={entry.key}")
    for name, marks in entry.parts.items():
        words.append(f"{name}=" + ",".join(f"{n}:{mark}" for n, mark in sorted(marks.items())))
    if entry.is_retired:
        words.append("retired")
    return " ".join(words) + "\n"


# --- numbering -----------------------------------------------------------------------------------


def subjects(modules: Iterable[Module], memory: Memory | None = None) -> Iterator[Subject]:
    """Everything in a course that a learner's state keeps, in course order."""
    memory = memory or Memory()
    for module in modules:
        for lesson in module.lessons:
            yield from memory.of(_lesson_subjects, lesson)
        for bank in module.banks:
            yield from memory.of(_bank_subjects, bank, module.id)
        if module.assessment is not None:
            yield memory.of(_assessment_subject, module.assessment)


def _is_kept(block: Block) -> bool:
    return block.interaction is not None or block.is_mark


def _lesson_subjects(lesson: Lesson) -> list[Subject]:
    blocks = [_block_subject(each, lesson.module) for each in lesson.blocks if _is_kept(each)]
    return [Subject(lesson.id, lesson.module, "lesson", "", lesson.span), *blocks]


def _bank_subjects(bank: Bank, module: str) -> list[Subject]:
    return [_block_subject(block, module) for block in bank.questions]


def _assessment_subject(assessment: Assessment) -> Subject:
    return Subject(assessment.id, assessment.module, "assessment", "", assessment.span)


def _block_subject(block: Block, module: str) -> Subject:
    series: Series = "mark" if block.is_mark else "question"
    revision = block.question.revision if block.question else 1
    return Subject(
        block.id, module, series, block.kind, block.span, revision, block.key_mark, block.families
    )


def number(
    modules: Iterable[Module], lock: Lock, memory: Memory | None = None
) -> tuple[Numbering, tuple[Diagnostic, ...]]:
    """Give every id its slot: the lock's where it has one, the next free one where it has none."""
    modules, memory = tuple(modules), memory or Memory()
    problems: list[Diagnostic] = []
    numbers = dict(lock.modules)
    for module in modules:
        numbers.setdefault(module.id, max(numbers.values(), default=-1) + 1)
    entries = dict(lock.entries)
    free = _next_free(entries.values())
    slots: dict[str, Slot] = {}
    alive: set[str] = set()
    for subject in subjects(modules, memory):
        known = entries.get(subject.id)
        alive.add(subject.id)
        if known is not None and (known.series, known.kind) != (subject.series, subject.kind):
            problems.append(_other_kind(subject, known))
        if known is not None and known.module != subject.module:
            problems.append(_moved(subject, known))
            known = None
        place = (subject.module, subject.series)
        slot_number = known.number if known else free.get(place, 0)
        if known is None:
            free[place] = slot_number + 1
        entry, slot, told = memory.of(_place, subject, known, slot_number, numbers[subject.module])
        entries[subject.id], slots[subject.id] = entry, slot
        problems += told
    for entry in lock.entries.values():
        if entry.id not in alive and not entry.is_retired:
            entries[entry.id] = _retired(entry)
    full = Lock(numbers, entries)
    is_changed = numbers != lock.modules or entries != lock.entries
    return Numbering(numbers, slots, full, is_changed), tuple(problems)


def _place(
    subject: Subject, known: Entry | None, slot: int, module: int
) -> tuple[Entry, Slot, list[Diagnostic]]:
    problems: list[Diagnostic] = []
    parts, ordinals = _number_parts(subject, known, problems)
    entry = Entry(
        subject.id, subject.module, subject.series, subject.kind, slot,
        subject.revision, subject.key, parts, is_retired=False,
    )  # fmt: skip
    kept = Slot(module, subject.series, subject.kind, slot, subject.revision, subject.key, ordinals)
    return known if known is not None and known == entry else entry, kept, problems


def _retired(entry: Entry) -> Entry:
    from msgspec.structs import replace

    return replace(entry, is_retired=True)


def _next_free(entries: Iterable[Entry]) -> dict[tuple[str, str], int]:
    free: dict[tuple[str, str], int] = {}
    for entry in entries:
        place = (entry.module, entry.series)
        free[place] = max(free.get(place, 0), entry.number + 1)
    return free


def _other_kind(subject: Subject, known: Entry) -> Diagnostic:
    return error(
        "id-other-kind",
        subject.span,
        f"`{subject.id}` was a {known.kind or known.series} and is now a "
        f"{subject.kind or subject.series}",
        help="learners' answers are kept under this id: give the new one another id",
    )


def _moved(subject: Subject, known: Entry) -> Diagnostic:
    return warning(
        "moved",
        subject.span,
        f"`{subject.id}` moved from {known.module} to {subject.module}",
        help="it takes a new slot there: learners see it as unanswered",
    )


def _number_parts(
    subject: Subject, known: Entry | None, problems: list[Diagnostic]
) -> tuple[dict[str, dict[int, str]], dict[str, tuple[int, ...]]]:
    """Fingerprints by ordinal, and ordinals in source order, for every family of the subject."""
    is_same = known is not None and known.revision == subject.revision
    before = known.parts if known is not None and is_same else {}
    marks: dict[str, dict[int, str]] = {}
    ordinals: dict[str, tuple[int, ...]] = {}
    changed = 0
    for each in subject.families:
        old = before.get(each.name, {})
        new = [
            f"#{slug}" if slug else fingerprint(text)
            for text, slug in zip(each.texts, each.slugs, strict=True)
        ]
        given, unknown = _match_parts(old, new)
        changed += unknown if old else 0
        ordinals[each.name] = given
        gone = {ordinal: mark.rstrip(GONE) + GONE for ordinal, mark in old.items()}
        marks[each.name] = dict(sorted({**gone, **dict(zip(given, new, strict=True))}.items()))
    is_key_moved = is_same and known is not None and known.key != subject.key and changed == 0
    if changed > 1 or is_key_moved:
        problems.append(_meaning_changed(subject, changed))
    return marks, ordinals


def _match_parts(old: Mapping[int, str], new: list[str]) -> tuple[tuple[int, ...], int]:
    """Ordinals for the new parts, and how many old parts were replaced by other texts."""
    if list(old.values()) == new:
        return tuple(old), 0
    left = {ordinal: mark.rstrip(GONE) for ordinal, mark in old.items()}
    given: list[int | None] = []
    for mark in new:
        same = next((ordinal for ordinal, held in left.items() if held == mark), None)
        given.append(same)
        if same is not None:
            del left[same]
    unknown = [place for place, ordinal in enumerate(given) if ordinal is None]
    left = {ordinal: mark for ordinal, mark in left.items() if not old[ordinal].endswith(GONE)}
    replaced = min(len(unknown), len(left))
    following = max(old, default=-1) + 1
    if len(unknown) == 1 and len(left) == 1:
        given[unknown[0]] = next(iter(left))
    else:
        for offset, place in enumerate(unknown):
            given[place] = following + offset
    return tuple(ordinal for ordinal in given if ordinal is not None), replaced


def _meaning_changed(subject: Subject, changed: int) -> Diagnostic:
    what = f"{changed} of its parts have other words" if changed > 1 else "its key has moved"
    return error(
        "meaning-changed",
        subject.span,
        f"`{subject.id}` has changed its meaning since the lock was written: {what}",
        help=f"raise it: `revision: {subject.revision + 1}` (learners see it as unanswered), "
        "or name the parts with `{#id}` if they mean the same",
    )

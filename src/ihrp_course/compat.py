"""The update promise: who keeps what when a package is replaced by a newer one.

A learner's state knows lessons, answers, quizzes and marks by module number and slot alone. So an update is
safe when every id keeps its place, no place is given to another id, and the unit keeps its name. What is
compared is read from the packages themselves, not from the sources.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from zipfile import ZipFile

from msgspec import Struct, to_builtins

from ihrp_course.archive import write_file
from ihrp_course.identity import fingerprint

RELEASED = "released.json"
"""In the course's folder: what the last release held. Keep it in version control."""

Verdict = Literal["safe", "safe with notes", "new course"]
_DATA = re.compile(r'<script[^>]*\bid="ihrp-data"[^>]*>(.*?)</script>', re.DOTALL)
_PAGE = "index.html"
_READING = "reading.html"  # holds every lesson; releases that had none held them in the page
_BANK_NAME = re.compile(r"data/bank-[a-z0-9-]+\.js")
_BANK = re.compile(r"^ihrp\.data\([^,]*,(.*)\);\s*$", re.DOTALL)
_LIST = re.compile(r"\[\s+([^\[\]{}]*?)\s+\]")  # of plain values
_BREAK = re.compile(r",\n\s+")
_ON_DEVICE = {"worksheet", "open", "scale", "poll"}


class NotOursError(Exception):
    """The zip was not made by ihrp-course: its state cannot be looked into."""


class ReleasedError(Exception):
    """`released.json` cannot be read; the text says what to do."""


class Held(Struct, frozen=True):
    """What a learner's state holds under one id."""

    series: str  # lesson, question, assessment, mark
    module: int
    slot: int
    kind: str = ""
    revision: int = 1
    key: str = ""  # fingerprint of what is right


class Snapshot(Struct, frozen=True):
    """All of a package that learners' records hang on."""

    course: str
    unit: str
    version: str
    policy: str
    profile: str
    score: str
    ids: Mapping[str, Held]
    counted: tuple[str, ...]  # lessons that completion asks for
    rules: Mapping[str, Mapping[str, Any]]  # of each quiz: pass, attempts, draw, must pass
    on_device: tuple[str, ...]  # blocks whose texts stay on the device


class Reason(Struct, frozen=True):
    """One id, and what becomes of it."""

    id: str
    text: str
    is_loss: bool


class Compatibility(Struct, frozen=True):
    """Whether the new package may take the old one's place."""

    old: str  # versions
    new: str
    kept: int  # ids that keep their place
    reasons: tuple[Reason, ...]

    @property
    def verdict(self) -> Verdict:
        if any(reason.is_loss for reason in self.reasons):
            return "new course"
        return "safe with notes" if self.reasons else "safe"

    def lines(self) -> Iterator[str]:
        """The verdict, then the reasons, losses first."""
        versions = f"{self.old} → {self.new}: " if self.old else ""
        yield f"{versions}{self.verdict}; {self.kept} ids keep their place"
        for reason in sorted(self.reasons, key=lambda each: not each.is_loss):
            yield f"  {'lost' if reason.is_loss else 'note'}  {reason.id}: {reason.text}"


# --- reading ---------------------------------------------------------------------------------------


def read_zip(path: Path) -> Snapshot:
    """What a package on disk holds. Raises NotOursError."""
    with ZipFile(path) as archive:
        names = archive.namelist()
        wanted = [name for name in names if _is_wanted(name)]
        return read_files({name: archive.read(name) for name in wanted}, path.name)


def _is_wanted(path: str) -> bool:
    return path in (_PAGE, _READING) or _BANK_NAME.fullmatch(path) is not None


def read_files(files: Mapping[str, bytes | Path], name: str = "the package") -> Snapshot:
    """The same from a unit's files. Raises NotOursError."""
    texts = {
        path: content.decode()
        for path, content in files.items()
        if isinstance(content, bytes) and _is_wanted(path)
    }
    found = _DATA.search(texts.get(_PAGE, ""))
    if found is None:
        raise NotOursError(f"{name} was not made by ihrp-course")
    data = json.loads(found[1])
    ids: dict[str, Held] = {}
    for module in data["modules"]:
        number = module["number"]
        for lesson in module["lessons"]:
            ids[lesson["id"]] = Held("lesson", number, lesson["slot"])
        if quiz := module["assessment"]:
            ids[quiz["id"]] = Held("assessment", number, quiz["slot"])
    for mark in data["marks"]:
        ids[mark["id"]] = Held("mark", mark["module"], mark["slot"])
    questions = list(data["questions"].values())
    for path in filter(_BANK_NAME.fullmatch, texts):
        if text := _BANK.match(texts[path]):
            questions += [each["data"] for each in json.loads(text[1])["questions"].values()]
    for each in questions:
        key = fingerprint(json.dumps(each["key"], sort_keys=True))
        ids[each["id"]] = Held(
            "question", each["module"], each["slot"], each["kind"], each["revision"], key
        )
    quizzes = [module["assessment"] for module in data["modules"] if module["assessment"]]
    return Snapshot(
        course=data["course"]["id"],
        unit=data["unit"]["id"],
        version=data["course"]["version"],
        policy=data["policy"],
        profile=data["profile"]["name"],
        score=data["score"] or "",
        ids=ids,
        counted=tuple(
            lesson["id"]
            for module in data["modules"]
            for lesson in module["lessons"]
            if not lesson["optional"]
        ),
        rules={quiz["id"]: {name: quiz[key] for name, key in _RULES.items()} for quiz in quizzes},
        on_device=_on_device(texts.get(_READING, texts[_PAGE])),
    )


_RULES = {
    "pass mark": "pass",
    "number of tries": "attempts",
    "number of questions": "draw",
    "tag that must be right": "mustPass",
}


def _on_device(html: str) -> tuple[str, ...]:
    """The ids of blocks whose texts stay on the device."""
    from html.parser import HTMLParser  # which a course that was never released does without

    found: list[str] = []

    class Forms(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            values = dict(attrs)
            if tag == "form" and values.get("data-kind") in _ON_DEVICE and values.get("id"):
                found.append(str(values["id"]))

    Forms().feed(html)
    return tuple(found)


# --- comparing -------------------------------------------------------------------------------------


def compare(old: Snapshot, new: Snapshot) -> Compatibility:
    """What becomes of everybody who is under way, id by id."""
    reasons = (*_names(old, new), *_ids(old, new), *_lessons(old, new), *_quizzes(old, new))
    kept = sum(_place(new.ids.get(id)) == _place(held) for id, held in old.ids.items())
    return Compatibility(old.version, new.version, kept, reasons)


def _place(held: Held | None) -> tuple[str, int, int] | None:
    return (held.series, held.module, held.slot) if held else None


def _loss(id: str, text: str) -> Reason:
    return Reason(id, text, is_loss=True)


def _note(id: str, text: str) -> Reason:
    return Reason(id, text, is_loss=False)


def _names(old: Snapshot, new: Snapshot) -> Iterator[Reason]:
    if old.unit != new.unit:
        yield _loss(old.unit, f"the package is now called `{new.unit}`: an LMS sees another one")
    if old.course != new.course:
        yield _loss(old.course, f"the course is now called `{new.course}`: what learners keep on their device is not found")  # fmt: skip
    if old.policy != new.policy:
        yield _note(old.unit, f"the policy `{old.policy}` becomes `{new.policy}`: a status that was reached stays")  # fmt: skip
    if old.profile != new.profile:
        yield _note(old.unit, f"the profile `{old.profile}` becomes `{new.profile}`")
    if old.score != new.score:
        yield _note(old.unit, f"the score comes from `{new.score or 'all quizzes'}`, no longer from `{old.score or 'all quizzes'}`; it never falls")  # fmt: skip
    for id in old.on_device:
        if id not in new.on_device:
            yield _note(id, "is gone: what learners wrote there stays on their device, and is no longer shown")  # fmt: skip


def _ids(old: Snapshot, new: Snapshot) -> Iterator[Reason]:
    owners = {_place(held): id for id, held in new.ids.items()}
    for id, before in old.ids.items():
        after = new.ids.get(id)
        owner = owners.get(_place(before))
        if owner is not None and owner != id:
            yield _loss(id, f"its place in learners' records is given to `{owner}`: they would find this one's data there")  # fmt: skip
        elif after is None:
            yield _note(id, f"is gone: this {before.series} is left out of learners' records")
        elif _place(after) != _place(before):
            yield _loss(id, f"was kept in module {before.module}, slot {before.slot} ({before.series}), and is now looked for in module {after.module}, slot {after.slot} ({after.series})")  # fmt: skip
        else:
            yield from _question(id, before, after)


def _question(id: str, before: Held, after: Held) -> Iterator[Reason]:
    if before.revision != after.revision:
        yield _note(id, f"revision {before.revision} becomes {after.revision}: learners see it as unanswered")  # fmt: skip
    elif before.kind != after.kind:
        yield _loss(id, f"was a {before.kind} and is a {after.kind}: old answers would be read as new ones")  # fmt: skip
    elif before.key != after.key:
        yield _note(id, "its key or its parts have changed: what was judged stays judged")


def _lessons(old: Snapshot, new: Snapshot) -> Iterator[Reason]:
    for id in new.counted:
        if id not in old.ids:
            yield _note(id, "is a new lesson: who was done stays done, all others have it before them")  # fmt: skip
        elif id not in old.counted and new.ids[id].series == "lesson":
            yield _note(id, "was optional and now counts: who was done stays done")


def _quizzes(old: Snapshot, new: Snapshot) -> Iterator[Reason]:
    for id, rules in new.rules.items():
        if id not in old.rules:
            yield _note(id, "is a new quiz: who was done stays done, all others have it before them")  # fmt: skip
            continue
        for name, value in rules.items():
            before = old.rules[id].get(name)
            if before != value:
                yield _note(id, f"the {name} was {_said(before)} and is {_said(value)}; results that were reached stay")  # fmt: skip


def _said(value: Any) -> str:
    return "none" if value is None else f"{value:.0%}" if isinstance(value, float) else str(value)


# --- the last release --------------------------------------------------------------------------------


def released(folder: Path) -> dict[str, Snapshot]:
    """What the last release held, by package id; empty when none is recorded. Raises ReleasedError."""
    path = folder / RELEASED
    if not path.is_file():
        return {}
    try:
        told = json.loads(path.read_text("utf-8"))
        return {unit: _snapshot(each) for unit, each in told["packages"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ReleasedError(
            f"{path} makes no sense: take it back from version control, or write it anew with "
            "`ihrp-course compat --record` from the released packages"
        ) from None


def _snapshot(told: Mapping[str, Any]) -> Snapshot:
    ids = {id: Held(*row) for id, row in told["ids"].items()}
    fixed = {"ids": ids, "counted": tuple(told["counted"]), "on_device": tuple(told["on_device"])}
    return Snapshot(**{**told, **fixed})


def write_record(folder: Path, packages: Iterable[Path]) -> int:
    """Write `released.json` from the packages that went out; the number of units. Raises NotOursError."""
    found = {each.unit: each for each in map(read_zip, packages)}
    write_file(folder / RELEASED, record(found).encode())
    return len(found)


def record(snapshots: Mapping[str, Snapshot]) -> str:
    """The text of `released.json`: one line per id, sorted, so that versions can be compared."""
    packages = {}
    for unit, snapshot in sorted(snapshots.items()):
        told = to_builtins(snapshot)
        told["ids"] = {id: list(held.values()) for id, held in sorted(told["ids"].items())}
        packages[unit] = told
    text = json.dumps({"packages": packages}, ensure_ascii=False, indent=1)
    return _LIST.sub(lambda row: f"[{_BREAK.sub(', ', row[1])}]", text) + "\n"

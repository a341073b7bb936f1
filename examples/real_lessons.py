"""Cuts `examples/real-lessons` out of the course: a role-play, two lessons, a practice, and what they need.

python examples/real_lessons.py    writes its modules/ and assets/ anew; `run.py fix` does so too

Its texts are copies. Change them in modules/ of the course; a test compares both (tests/unit/test_examples.py).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from ihrp_course.archive import write_file
from ihrp_course.commands.edit import scalar
from ihrp_course.identity import LOCK_PATH, write_lock
from ihrp_course.pipeline import check_course

ROOT = Path(__file__).parents[1]
COURSE = ROOT / "examples" / "real-lessons"
LESSONS = (
    "trauma/01-what-trauma-is.md",
    "mindfulness/06-urge-surfing.md",  # with a practice
    "skills/04-demonstration-interview.md",  # with a role-play
)
COURSE_FILE = """\
# Real texts, as a small course to try things on: cut out of the course by examples/real_lessons.py.
id: real-lessons
title: Three lessons of a course
version: 0.1.0
language: en
clinical: true
modules: [trauma, mindfulness, skills]
packages: [course]
standards: [scorm12, scorm2004, web]
rules: {term-unlinked: off}         # a term may have been explained in a lesson that is not here
"""


def files() -> dict[str, bytes]:
    """Every file of the example but its README, by path."""
    lessons = {path: _lesson(path) for path in LESSONS}
    ids = [_setting(text, "id") for text in lessons.values()]
    lessons = {path: _without_links(text, ids) for path, text in lessons.items()}
    glossary = _glossary(lessons.values())
    cited = _keys([*lessons.values(), glossary])
    pictures = sorted({name for text in lessons.values() for name in _assets(text)})
    texts = {
        "modules/course.yaml": COURSE_FILE,
        **{f"modules/{path}": text for path, text in lessons.items()},
        **{
            f"modules/{path.split('/')[0]}/module.yaml": _module(path, text)
            for path, text in lessons.items()
        },
        "modules/glossary.md": glossary,
        "modules/references.bib": _references(cited),
        "modules/support.yaml": _read("modules/support.yaml"),
        "modules/language.yaml": _read("modules/language.yaml"),
        "assets/credits.yaml": _credits(pictures),
    }
    found = {path: text.encode() for path, text in texts.items()}
    found |= {name: (ROOT / name).read_bytes() for name in pictures}
    return found | {LOCK_PATH: _lock(found)}


def _lock(files: dict[str, bytes]) -> bytes:
    """The lock of a course that nobody has taken yet."""
    with TemporaryDirectory() as folder:
        for path, data in files.items():
            write_file(Path(folder) / path, data)
        numbering = check_course(Path(folder), "build")[0].numbering
    assert numbering is not None
    return write_lock(numbering.lock).encode()


def _read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _setting(text: str, name: str) -> str:
    found = re.search(rf"^{name}: (.*)$", text, re.MULTILINE)
    assert found is not None, name
    return found.group(1)


# --- lessons ------------------------------------------------------------------------------------------


def _lesson(path: str) -> str:
    """A lesson, without what its front matter says of the rest of the course."""
    return re.sub(r"^(?:covers|requires): .*\n", "", _read(f"modules/{path}"), flags=re.MULTILINE)


def _without_links(text: str, lessons: list[str]) -> str:
    """Links to lessons that are not here become their words."""
    return re.sub(
        r"\[([^\]]*)\]\(lesson:([\w-]+)\)",
        lambda link: link.group() if link.group(2) in lessons else link.group(1),
        text,
    )


def _assets(text: str) -> Iterator[str]:
    yield from re.findall(
        r"^(?:image|audio|video|captions|transcript): (assets/\S+)$", text, re.MULTILINE
    )


def _module(path: str, lesson: str) -> str:
    """`module.yaml` with the objectives of its one lesson."""
    whole = yaml.safe_load(_read(f"modules/{path.split('/')[0]}/module.yaml"))
    lines = [f"id: {whole['id']}", f"title: {scalar(whole['title'])}", "objectives:"]
    for id in re.findall(r"[\w.-]+", _setting(lesson, "objectives")):
        objective = whole["objectives"][id]
        lines += [f"  {id}:", f"    text: {scalar(objective['text'])}"]
        lines += [f"    level: {objective['level']}"]
    return "\n".join([*lines, f"lessons: [{_setting(lesson, 'id')}]"]) + "\n"


# --- what they need ------------------------------------------------------------------------------------


def _glossary(texts: Iterable[str]) -> str:
    """The terms that are linked, and those that they link to, in the order of the glossary."""
    entries = re.split(r"^(?=## )", _read("modules/glossary.md"), flags=re.MULTILINE)
    by_id = {
        found.group(1): each for each in entries if (found := re.search(r"\{#([\w-]+)\}", each))
    }
    wanted: set[str] = set()
    waiting = set(_terms("".join(texts)))
    while waiting:
        wanted |= waiting
        waiting = {id for term in waiting for id in _terms(by_id[term])} - wanted
    return "".join(entry for id, entry in by_id.items() if id in wanted).rstrip() + "\n"


def _terms(text: str) -> list[str]:
    return re.findall(r"\(term:([\w-]+)\)", text)


def _keys(texts: Iterable[str]) -> set[str]:
    cited = [keys for text in texts for keys in re.findall(r"\[(@[^\]]+)\]", text)]
    return {key.strip(" @") for keys in cited for key in keys.split(";")}


def _references(keys: set[str]) -> str:
    """The entries that are cited, in the order of the file."""
    entries = re.split(r"^(?=[@%])", _read("modules/references.bib"), flags=re.MULTILINE)
    found = [each for each in entries if re.match(r"@\w+\{([^,]+),", each)]
    return "".join(
        each.rstrip() + "\n" for each in found if each.split("{")[1].split(",")[0] in keys
    )


def _credits(pictures: list[str]) -> str:
    entries = re.split(r"^(?=- )", _read("assets/credits.yaml"), flags=re.MULTILINE)
    return "".join(each for each in entries if any(f"file: {name}\n" in each for name in pictures))


# --- writing ----------------------------------------------------------------------------------------


def main() -> None:
    """Write the example anew."""
    for name in ("modules", "assets"):
        shutil.rmtree(COURSE / name, ignore_errors=True)
    for path, data in files().items():
        write_file(COURSE / path, data)


if __name__ == "__main__":
    main()

"""Two releases of one course, the second as authors change things; both locked by one lock."""

from __future__ import annotations

from pathlib import Path

from ihrp_course.pipeline import build
from tests.lms.courses import lock, locked

MODULE = "modules/basics/module.yaml"
FIRST = "modules/basics/01-first.md"
SECOND = "modules/basics/02-second.md"
THIRD = "modules/basics/03-third.md"
NEW = "modules/basics/04-new.md"
COURSE = "modules/course.yaml"
QUESTION = """
:::choice {id}
objective: B-1
required: true

{stem}

- [x] Stop
  > A pause is a moment in which nothing has to happen.
- [ ] Hurry
  > Who hurries has no moment left in which to choose.
:::
"""


def lesson(id: str, *blocks: str, title: str = "") -> str:
    front = f"---\nid: {id}\ntitle: {title or id.title()}\nminutes: 1\nobjectives: [B-1]\n---\n"
    return f"{front}\nWords of {id} [@Doe2020].\n" + "".join(blocks)


def question(id: str, stem: str = "What does a person do in a pause of a minute?") -> str:
    return QUESTION.format(id=id, stem=stem)


def old(folder: Path) -> Path:
    """Three lessons, a question in each, and a quiz."""
    course = locked(folder)
    module = course / MODULE
    text = module.read_text(encoding="utf-8")
    text = text.replace("lessons: [first]", "lessons: [first, second, third]")
    module.write_text(text, encoding="utf-8")
    first = course / FIRST
    first.write_text(first.read_text(encoding="utf-8") + question("q-first"), encoding="utf-8")
    for path, id in ((SECOND, "second"), (THIRD, "third")):
        (course / path).write_text(lesson(id, question(f"q-{id}")), encoding="utf-8")
    return lock(course)


def renew(course: Path) -> Path:
    """The next release: a new lesson at the front, another order, other words, a question gone and one added."""
    edit(course, COURSE, "version: 1.0.0", "version: 1.1.0")
    edit(course, MODULE, "[first, second, third]", "[new, third, first, second]")
    (course / NEW).write_text(lesson("new", question("q-new")), encoding="utf-8")
    edit(course, FIRST, "title: A pause", "title: A long pause")
    changed = lesson(
        "second",
        question("q-second", "What does somebody do who takes a pause for themselves?"),
        question("q-more"),
    )
    (course / SECOND).write_text(changed, encoding="utf-8")
    (course / THIRD).write_text(lesson("third"), encoding="utf-8")
    return lock(course)


def edit(course: Path, path: str, before: str, after: str) -> None:
    """Replace a text that must be there."""
    text = (course / path).read_text(encoding="utf-8")
    assert before in text, f"{path} has no {before!r}"
    (course / path).write_text(text.replace(before, after), encoding="utf-8")


def package(course: Path, target: Path, standard: str = "scorm12") -> Path:
    """The zip of the course's one module."""
    built = build(course, target, [standard])
    assert built.written, built.diagnostics
    return built.written[0].path

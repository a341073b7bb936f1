"""Whatever is edited, a build that remembers leaves what a build that begins anew leaves, and tells the same."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from ihrp_course.archive import write_file
from ihrp_course.identity import LOCK_PATH, write_lock
from ihrp_course.memory import Memory
from ihrp_course.pipeline import build, check_course
from tests.conftest import sample

GALLERY = Path(__file__).parents[2] / "examples" / "all-blocks"
STEPS = 14
MORE = {
    "course.yaml": """\
id: edits
title: A course that is edited
version: 0.1.0
modules: [gallery, more]
theme: {logo: assets/logo.svg, name: Somebody}
rules: {minutes: "off"}
""",
    "more/module.yaml": """\
id: more
title: More of it
objectives:
  M-1: {text: Come back to the gallery, level: understand}
lessons: [back, on]
assessment: {id: quiz-more, title: Another quiz, banks: all, draw: 2, pass: 50}
""",
    "more/01-back.md": """\
---
id: back
title: Back to "the" gallery
minutes: 3
objectives: [M-1]
requires: [reading]
---

See [the first lesson](lesson:reading) and [on](lesson:on); the [word](term:pause) again [@Example2020].

![A logo](assets/logo.svg)

:::choice more-1
objective: M-1

What is **here**?

- [x] A way back
  > It leads where one has been.
- [ ] A way on [@Example2020]
  > It does not.

Rationale: The [block](term:pause) says so.
:::
""",
    "more/02-on.md": """\
---
id: on
title: Go on
minutes: 2
objectives: [M-1]
---

## A heading {#head}

Text that goes on, and a [way up](#head), with a clean word in it.
""",
    "more/bank-more.md": """\
---
id: more
title: Questions
---

:::truefalse more-s1
objective: M-1
answer: true

The gallery can be seen twice.

Rationale: Said in [back](lesson:back) [@Example2020].
:::

:::truefalse more-s2
objective: M-1
answer: false

The gallery has no end.
:::
""",
    "language.yaml": """\
- id: L01
  severity: warning
  pattern: '\\bclean\\b'
  prefer: plain
""",
}
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path id="a" d="M0 0h9"/></svg>'


def course(folder: Path) -> Path:
    """Every block once, and a second module that leads back to it."""
    shutil.copytree(GALLERY, folder)
    for path, text in MORE.items():
        file = folder / "modules" / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    (folder / "assets" / "logo.svg").write_text(LOGO, "utf-8")
    lock(folder)
    return folder


def lock(folder: Path) -> None:
    """What `lock` does, where it can."""
    numbering = check_course(folder)[0].numbering
    if numbering is not None:
        write_file(folder / LOCK_PATH, write_lock(numbering.lock).encode())


# --- edits ----------------------------------------------------------------------------------------

Edit = Callable[[Path, random.Random], None]


def texts(folder: Path, pattern: str = "**/*.*") -> list[Path]:
    found = sorted(path for path in (folder / "modules").glob(pattern) if path.is_file())
    return [path for path in found if path.name != "ids.lock"]


def swap(pattern: str, make: Callable[[re.Match[str], random.Random], str], files: str) -> Edit:
    """Other words in the place of one match, in one of these files."""

    def edit(folder: Path, chance: random.Random) -> None:
        places = [
            (file, found)
            for file in texts(folder, files)
            for found in re.finditer(pattern, file.read_text("utf-8"), re.MULTILINE)
        ]
        if places:
            file, found = chance.choice(places)
            text = file.read_text("utf-8")
            new = make(found, chance)
            file.write_text(text[: found.start()] + new + text[found.end() :], "utf-8")

    return edit


def word(chance: random.Random) -> str:
    return chance.choice(["zebra", "clean", "“quoted”", "it's", "R&D", "a < b", "[pause](term:pause)",
                          "[@Example2020]", "[back](lesson:back)", "![x](assets/logo.svg)", "[@Nobody]",
                          "[gone](lesson:gone)", "[click here](https://example.org)", "**very** good",
                          "![image of x](assets/logo.svg)", "[no](#nowhere)"])  # fmt: skip


def away(folder: Path, chance: random.Random) -> None:
    """A file is gone; what was away comes back."""
    kept = folder / "away"
    if kept.is_dir():
        for file in list(kept.iterdir()):
            file.rename(folder / "modules" / file.name.replace("__", "/"))
        kept.rmdir()
        return
    kept.mkdir()
    file = chance.choice(texts(folder))
    file.rename(kept / str(file.relative_to(folder / "modules")).replace("/", "__"))


def add_lesson(folder: Path, chance: random.Random) -> None:
    id = f"new-{chance.randrange(9)}"
    text = MORE["more/02-on.md"].replace("id: on", f"id: {id}").replace("#head", f"#h-{id}")
    (folder / "modules" / "more" / f"9-{id}.md").write_text(text, "utf-8")
    module = folder / "modules" / "more" / "module.yaml"
    if module.is_file():
        module.write_text(module.read_text("utf-8").replace("on]", f"on, {id}]"), "utf-8")


def draw(folder: Path, chance: random.Random) -> None:
    drawing = LOGO.replace("M0 0h9", f"M0 0h{chance.randrange(9)}")
    (folder / "assets" / "logo.svg").write_text(drawing, "utf-8")


def spoil(folder: Path, chance: random.Random) -> None:
    """Somebody takes or changes what lies in build/."""
    files = sorted(path for path in (folder.parent / "kept").glob("*") if path.is_file())
    if files:
        file = chance.choice(files)
        file.write_bytes(b"spoilt") if chance.random() < 0.5 else file.unlink()


WORDS = (
    swap(r"(?<= )[a-z]{4,}(?= )", lambda found, chance: f"{found.group()} {word(chance)}", "**/[0-9]*.md"),
    swap(r"(?<= )[a-z]{4,}(?= )", lambda found, chance: f"{found.group()} {word(chance)}", "**/bank-*.md"),
    swap(r"(?<= )[a-z]{4,}(?= )", lambda found, chance: word(chance), "**/*.md"),
)  # fmt: skip
EDITS: tuple[Edit, ...] = (
    *WORDS, *WORDS, *WORDS,
    swap(r"^title: .*", lambda found, chance: f"title: Number {chance.randrange(9)}", "**/*.*"),
    swap(r"^(:::[a-z]+) (.+)", lambda found, chance: f"{found[1]} {found[2]}{chance.randrange(3)}", "**/*.md"),
    swap(r"^(id: .+)", lambda found, chance: f"{found[1]}{chance.choice(['', 'x'])}", "**/*.md"),
    swap(r"^(objective: .*)", lambda found, chance: f"{found[1]}\n{chance.choice(['points: 2', 'points: 1', 'tries: 3', 'shuffle: no', 'level: apply', 'tags: a | b'])}", "**/*.md"),
    swap(r"^- \[( |x)\]", lambda found, chance: "- [x]" if found[1] == " " else "- [ ]", "**/*.md"),
    swap(r"^A .*|^The .*", lambda found, chance: f"{found.group()} {word(chance)}", "glossary.md"),
    swap(r"^## (.*)", lambda found, chance: f"## {chance.choice(['Block', 'Thing'])} {found[1]}", "glossary.md"),
    swap(r"year = \{\d+\}", lambda found, chance: f"year = {{{chance.randrange(1990, 2030)}}}", "references.bib"),
    swap(r"level: \w+", lambda found, chance: f"level: {chance.choice(['apply', 'remember'])}", "**/module.yaml"),
    swap(r"text: [\w ]+", lambda found, chance: f"{found.group()} {chance.randrange(9)}", "**/module.yaml"),
    swap(r"draw: \d|pass: \d+", lambda found, chance: f"{found.group()[:5]} {chance.choice([1, 2, 60])}", "**/module.yaml"),
    swap(r"\[(\w+), (\w+)", lambda found, chance: f"[{found[2]}, {found[1]}", "**/*.yaml"),
    swap(r"^version: .*", lambda found, chance: f"version: 0.{chance.randrange(4)}.0", "course.yaml"),
    swap(r"\Z", lambda found, chance: chance.choice(["policy: view-only\n", "clinical: true\n", "language: de\n", "packages: [modules]\n"]), "course.yaml"),
    swap(r"^(policy|clinical|language|packages): .*\n", lambda found, chance: "", "course.yaml"),
    swap(r"severity: \w+|pattern: .*", lambda found, chance: chance.choice(["severity: error", "severity: warning", "pattern: 'word'"]) if ":" in found.group()[:8] else found.group(), "language.yaml"),
    swap(r"\A", lambda found, chance: chance.choice([":::choice\n", "[\n", "\t", "---\n"]), "**/*.*"),
    swap(r"\A(:::choice\n|\[\n|\t|---\n(?=---))", lambda found, chance: "", "**/*.*"),
    swap(r"\Z", lambda found, chance: "\n<!-- ok IW19: said -->\n", "**/*.md"),
    away, add_lesson, draw, spoil,
    lambda folder, chance: lock(folder),
)  # fmt: skip


# --- the property ---------------------------------------------------------------------------------


def outputs(folder: Path) -> dict[str, str]:
    """What tells the files apart: two zips that differ take an assertion minutes to explain."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("seed", sample(range(60), 3))
def test_a_remembered_build_is_what_a_new_one_is(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    folder, kept = course(tmp_path / "course"), tmp_path / "kept"
    names = (chance.choice(["scorm12", "scorm2004", "web"]),)
    memory = Memory()
    good = tmp_path / "good"
    built = 0
    for step in range(STEPS):
        for _ in range(chance.choice([1, 1, 1, 2, 5]) if step else 0):
            chance.choice(EDITS)(folder, chance)
        if chance.random() < 0.8:
            lock(folder)
        shutil.rmtree(tmp_path / "new", ignore_errors=True)

        remembered = build(folder, kept, names, memory=memory)
        anew = build(folder, tmp_path / "new", names)
        told = check_course(folder, memory=memory)[0]
        expected = check_course(folder)[0]

        assert remembered.diagnostics == anew.diagnostics, (seed, step)
        assert told.diagnostics == expected.diagnostics, (seed, step)
        assert told.budgets == expected.budgets, (seed, step)
        new, old = outputs(tmp_path / "new"), outputs(kept)
        assert {name: old.get(name) for name in new} == new, (seed, step)
        if anew.written:
            built += 1
            memory.forget()
            shutil.rmtree(good, ignore_errors=True)
            shutil.copytree(folder, good)
        elif chance.random() < 0.6:  # the author takes it back
            shutil.rmtree(folder)
            shutil.copytree(good, folder)

    assert built > 3, "hardly an edit of this run could be built"

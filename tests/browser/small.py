"""A small whole course that tests change, lock and build: two lessons, two paired scales, a quiz of three."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner

from ihrp_course.cli import commands
from ihrp_course.pipeline import build

QUIZ = "quiz-pause"
COURSE = """\
id: pauses
title: Small pauses
version: 1.0.0
modules: [pause]
packages: [modules]
standards: [scorm12]
"""
MODULE = """\
id: pause
title: A pause at work
objectives:
  P-1: {text: Say what a pause can give, level: understand}
  P-2: {text: Choose a pause that fits, level: apply}
lessons: [why, ways]
assessment:
  id: quiz-pause
  title: Check yourself
  banks: [pause]
  draw: 3
  pass: 60
"""
WHY = """\
---
id: why
title: What a pause is for
minutes: 3
objectives: [P-1]
---

A [pause](term:pause) makes room [@Doe2020].

:::scale sure-before
labels: Not at all | Somewhat | Fully

How sure are you of yourself?

1. I notice when I hurry.
2. I can stop for a breath.
:::

## Between one thing and the next {#between}

A café, a kettle, a window: the room is small, and it is enough for another step.

:::choice p-1-f01
objective: P-1
tries: 3

What can a breath give?

- [x] Room to choose {#room}
  > Yes.
- [ ] Proof {#proof}
  > No.
- [ ] Calm for sure {#calm}
  > Perhaps.

Rationale: Hidden words about marmalade.
:::

:::truefalse p-1-f02
objective: P-1
answer: true

A pause can be short.
:::
"""
WAYS = """\
---
id: ways
title: Ways to pause
minutes: 2
objectives: [P-2]
---

Feet, window, cup.

:::scale sure-after
labels: Not at all | Somewhat | Fully
pair: sure-before

How sure are you of yourself now?

1. I notice when I hurry.
2. I can stop for a breath.
:::
"""
BANK = """\
---
id: pause
title: Questions
---

:::truefalse p-1-s01
objective: P-1
answer: true

A pause can give a choice back.
:::

:::truefalse p-1-s02
objective: P-1
answer: false

A pause solves everything.
:::

:::choice p-2-s01
objective: P-2

What fits a meeting?

- [x] Feet on the floor {#feet}
- [ ] A walk {#walk}
:::
"""
GLOSSARY = """\
## pause {#pause}

A moment in which nothing has to happen.
"""
REFERENCES = """\
@book{Doe2020, author = {Doe, Jo}, title = {On empty minutes}, year = {2020}, publisher = {Example Press}}
"""
FILES: Mapping[str, str] = {
    "modules/course.yaml": COURSE,
    "modules/pause/module.yaml": MODULE,
    "modules/pause/01-why.md": WHY,
    "modules/pause/02-ways.md": WAYS,
    "modules/pause/bank-pause.md": BANK,
    "modules/glossary.md": GLOSSARY,
    "modules/references.bib": REFERENCES,
}


def release(
    folder: Path, files: Mapping[str, str] | None = None, standard: str = "scorm12"
) -> Path:
    """The small course with these files laid over it, locked and built: its one package."""
    for path, text in {**FILES, **(files or {})}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    locked = CliRunner().invoke(commands, ["--course", str(folder), "lock"])
    assert locked.exit_code == 0, locked.output
    target = folder / "build"
    built = build(folder, target, [standard])
    assert built.written, built.diagnostics
    version = built.checked.course.version if built.checked.course else ""
    return target / f"pauses-pause-{version}-{standard}{'' if standard == 'web' else '.zip'}"

"""A small clean course, over which the examples of the rules are laid."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ihrp_course.blocks import SHAPES
from ihrp_course.check import Checked, Depth, check
from ihrp_course.check.rule import Made
from ihrp_course.parse import parse
from ihrp_course.source import read
from tests.rules.made import make

COURSE = """\
id: basics
title: Basics
version: 1.0.0
modules: [basics]
packages: [modules]
"""
MODULE = """\
id: basics
title: Basics
objectives:
  B-1: {text: Say what a pause is for, level: understand}
lessons: [first]
assessment:
  id: quiz
  title: Quiz
  banks: [basics]
  draw: 1
  pass: 80
"""
LESSON = """\
---
id: first
title: A pause
minutes: 1
objectives: [B-1]
---

A [pause](term:pause) gives a choice back [@Doe2020].
"""
BANK = """\
---
id: basics
title: Questions
---

:::truefalse b-1-s01
objective: B-1
answer: true

A pause can give a choice back.
:::
"""
GLOSSARY = """\
## pause {#pause}

A moment in which nothing has to happen.
"""
REFERENCES = """\
@book{Doe2020,
  author = {Doe, Jo},
  title = {On pauses},
  year = {2020},
  publisher = {Example Press}
}
"""
BASE: Mapping[str, str] = {
    "modules/course.yaml": COURSE,
    "modules/basics/module.yaml": MODULE,
    "modules/basics/01-first.md": LESSON,
    "modules/basics/bank-basics.md": BANK,
    "modules/glossary.md": GLOSSARY,
    "modules/references.bib": REFERENCES,
}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """The base course with other files laid over it."""
    for path, text in {**BASE, **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, Made):
            make(file, text)
        else:
            file.write_bytes(text.encode("utf-8", "surrogateescape"))
    return folder


def checked(folder: Path, files: Mapping[str, str], depth: Depth = "check") -> Checked:
    """What checking says of the base course with these files."""
    sources, unread = read(write(folder, files))
    parsed, unparsed = parse(sources, SHAPES)
    return check(parsed, sources, (*unread, *unparsed), depth)

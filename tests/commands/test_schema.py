"""`schema`: the course's own files are valid, mistakes are not, and the editor is set up with care."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ihrp_course.blocks import SHAPES, TYPES
from ihrp_course.commands.schema import FILES, own_command, schemas, settings, snippets, vscode
from ihrp_course.parse import parse
from ihrp_course.parse.tree import BlockNode, Parsed
from ihrp_course.parse.yaml import parse_yaml
from ihrp_course.source import read
from tests.rules.base import LESSON, checked, write
from tests.unit.test_cli import run

ROOT = Path(__file__).parents[2]
COURSES = [ROOT, *(ROOT / "examples" / name for name in ("all-blocks", "real-lessons"))]
SCHEMAS = schemas()
PLACEHOLDER = re.compile(r"\$\{\d+(?::([^{}]*)|\|([^,|]*)[^|]*\|)\}")


def problems(name: str, value: object) -> list[str]:
    return [each.message for each in Draft202012Validator(SCHEMAS[name]).iter_errors(value)]


def parsed(folder: Path) -> Parsed:
    return parse(read(folder)[0], SHAPES)[0]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


def files_of(course: Parsed) -> Iterator[tuple[str, str, object]]:
    """Schema, place and value of all that has a schema in a course."""
    for path, value in course.yaml.items():
        name = path.rsplit("/", 1)[-1].removesuffix(".yaml")
        yield f"{name}.json", path, value.data
    for path, document in course.documents.items():
        kind = "bank" if "/bank-" in path else "lesson"
        yield f"{kind}.json", path, document.front.data if document.front else None
        for node in document.parts:
            if isinstance(node, BlockNode):
                given = {name: setting.value for name, setting in node.settings.items()}
                yield f"blocks/{node.kind}.json", f"{path}:{node.span.line}", given


@pytest.mark.parametrize("folder", COURSES, ids=lambda folder: folder.name)
def test_every_file_and_block_of_a_course_is_valid(folder: Path) -> None:
    found = [
        f"{place}: {problem}"
        for name, place, value in files_of(parsed(folder))
        for problem in problems(name, value)
    ]

    assert found == []


def test_the_gallery_and_the_course_use_every_schema() -> None:
    used = {name for folder in COURSES for name, _, _ in files_of(parsed(folder))}

    assert used == set(SCHEMAS)


@pytest.mark.parametrize(
    "name, text",
    [
        ("course.json", "{id: A, title: x, version: 1.0.0, modules: [a]}"),
        ("course.json", "{id: a, title: x, version: '1', modules: [a]}"),
        ("course.json", "{id: a, title: x, version: 1.0.0, modules: []}"),
        ("course.json", "{id: a, title: x, version: 1.0.0, modules: [a], polcy: view-only}"),
        ("course.json", "{id: a, title: x, version: 1.0.0, modules: [a], rules: {x: fatal}}"),
        ("module.json", "{id: a, title: x, objectives: {1: {text: x}}}"),
        ("module.json", "{id: a, title: x, assessment: {id: q, title: Q, banks: some, draw: 1, pass: 80}}"),
        ("lesson.json", "{id: a, title: x, minutes: 0, objectives: []}"),
        ("lesson.json", "{id: a, title: x, minutes: 1}"),
        ("lesson.json", "{id: a, title: x, minutes: 1, objectives: [], review: {status: done}}"),
        ("bank.json", "{id: a}"),
        ("support.json", "{regions: [{id: us}]}"),
        ("language.json", "{id: L01, severity: error, pattern: x}"),
        ("coverage.json", "{rows: {S1: {}}}"),
        ("blocks/choice.json", "{objective: a, points: two}"),
        ("blocks/choice.json", "{objective: a, shuffle: maybe}"),
        ("blocks/choice.json", "{objectiv: a}"),
        ("blocks/callout.json", "{kind: warning}"),
        ("blocks/reveal.json", "{}"),
    ],
)  # fmt: skip
def test_a_mistake_is_not_valid(name: str, text: str) -> None:
    value, _ = parse_yaml("", text)

    assert value is not None
    assert problems(name, value.data)


def test_what_an_author_types_in_a_block_is_valid_as_text() -> None:
    typed = {"objective": "B-1", "points": "0.5", "tries": "2", "tags": "a | b", "shuffle": "no"}

    assert problems("blocks/choice.json", typed) == []


def test_every_key_and_setting_is_described() -> None:
    bare = [
        f"{name}: {key}"
        for name in ("course.json", "module.json", "lesson.json", "blocks/choice.json")
        for key, value in SCHEMAS[name]["properties"].items()
        if not value.get("description")
    ]

    assert bare == []


# --- VS Code --------------------------------------------------------------------------------------


def filled(body: list[str]) -> str:
    """A snippet as it comes when every placeholder is left as it is."""
    text = "\n".join(body)
    while found := PLACEHOLDER.search(text):
        text = (
            text[: found.start()] + (found.group(1) or found.group(2) or "") + text[found.end() :]
        )
    return text.replace("objective: objective", "objective: B-1")


@pytest.mark.parametrize("kind", TYPES)
def test_a_snippet_is_a_whole_block_without_a_mistake(kind: str, tmp_path: Path) -> None:
    files = {
        "modules/basics/01-first.md": f"{LESSON}\n{filled(snippets()[f'{kind} block']['body'])}\n",
        "assets/picture.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
        "assets/sound.m4a": "sound",
    }

    told = checked(tmp_path, files, "build").diagnostics

    assert {found.rule for found in told} <= {"lock-stale"}
    assert f":::{kind}" in files["modules/basics/01-first.md"]


def test_every_kind_has_a_snippet_of_its_own() -> None:
    assert [name for name, each in snippets().items() if "$0" in each["body"]] == []


def test_the_workspace_leads_each_file_to_its_schema(tmp_path: Path) -> None:
    write(tmp_path, {})

    done = run(tmp_path, "schema", "--editor", "vscode")

    found = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert done.returncode == 0
    assert set(found.values()) == {path for _, path in FILES.values() if path}
    assert all((tmp_path / place).is_file() for place in found)


def test_findings_become_problems_of_the_editor(tmp_path: Path) -> None:
    tasks: Any = vscode("")["tasks.json"]
    matcher = tasks["tasks"][0]["problemMatcher"]
    line = run(write(tmp_path, {"modules/basics/01-first.md": ":::\n"}), "check").stdout

    found = re.search(matcher["pattern"]["regexp"], line, re.MULTILINE)

    assert found is not None
    assert found.group(1) == "modules/basics/01-first.md"


def test_the_task_runs_the_command_that_wrote_it(tmp_path: Path) -> None:
    write(tmp_path, {})

    run(tmp_path, "schema", "--editor", "vscode")

    task = json.loads((tmp_path / ".vscode/tasks.json").read_text("utf-8"))["tasks"][0]
    command = task["command"].replace("${userHome}", str(Path.home()))
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("ihrp-course")


def test_a_command_inside_the_course_is_told_from_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bin = tmp_path / ".venv/bin"
    bin.mkdir(parents=True)
    (bin / "ihrp-course").touch()
    (bin / "ihrp-course.exe").touch()
    monkeypatch.setattr(sys, "executable", str(bin / "python"))

    name = own_command(tmp_path).removesuffix(".exe")

    assert name == "${workspaceFolder}/.venv/bin/ihrp-course"


def test_an_author_s_own_settings_stay(tmp_path: Path) -> None:
    write(tmp_path, {".vscode/settings.json": "// mine\n{}\n"})

    done = run(tmp_path, "schema", "--editor", "vscode")

    assert (tmp_path / ".vscode/settings.json").read_text("utf-8") == "// mine\n{}\n"
    assert "is yours and stays as it is" in done.stderr
    assert "yaml.schemas" in done.stderr
    assert (tmp_path / ".vscode/ihrp-course.code-snippets").is_file()


def test_schemas_can_go_elsewhere(tmp_path: Path) -> None:
    course = write(tmp_path / "course", {})

    run(course, "schema", "--editor", "vscode", "--output", str(tmp_path / "out"))

    assert (tmp_path / "out" / "blocks" / "choice.json").is_file()
    found = json.loads((course / ".vscode/settings.json").read_text("utf-8"))
    assert found == settings((tmp_path / "out").as_posix())


def test_running_it_again_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {})
    run(tmp_path, "schema", "--editor", "vscode")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    done = run(tmp_path, "schema", "--editor", "vscode")

    assert "is yours" not in done.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before

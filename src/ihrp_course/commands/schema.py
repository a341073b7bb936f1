"""`schema`: what may stand where, as JSON Schema, and an editor set up with it."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import click
from msgspec import Meta, Struct
from msgspec.json import schema as json_schema

from ihrp_course.archive import write_file, write_json
from ihrp_course.blocks import TYPES
from ihrp_course.blocks._type import BlockType
from ihrp_course.check.shape import (
    BankFront,
    CourseShape,
    CoverageShape,
    LanguageRule,
    LessonFront,
    ModuleShape,
    SupportShape,
)
from ihrp_course.commands._course import TEMPLATES
from ihrp_course.commands.schema_words import WORDS
from ihrp_course.typed import Form, fields

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FILES: Mapping[str, tuple[type[Struct], str]] = {
    "course": (CourseShape, "modules/course.yaml"),
    "module": (ModuleShape, "modules/*/module.yaml"),
    "support": (SupportShape, "modules/support.yaml"),
    "language": (LanguageRule, "modules/language.yaml"),
    "coverage": (CoverageShape, "modules/coverage.yaml"),
    "lesson": (LessonFront, ""),
    "bank": (BankFront, ""),
}
"""Schema by name: its model, and the YAML files it holds for; front matter has no file of its own."""
_BLOCK = re.compile(r"^:::([a-z]+).*?^:::$", re.MULTILINE | re.DOTALL)


# --- schemas --------------------------------------------------------------------------------------


def schemas() -> dict[str, dict[str, Any]]:
    """Every schema by its file's name, `blocks/` for the settings of blocks."""
    found = {f"{name}.json": file_schema(name) for name in FILES}
    found |= {f"blocks/{kind}.json": block_schema(kind, each) for kind, each in TYPES.items()}
    return found


def file_schema(name: str) -> dict[str, Any]:
    """What may stand in a YAML file, or in the front matter of a lesson or bank."""
    model, path = FILES[name]
    definitions = json_schema(model)["$defs"]
    for title, part in definitions.items():
        _explain(part, title)
    schema = definitions.pop(model.__name__)
    if name == "language":  # the file itself is the list of rules
        schema = {"type": "array", "items": schema}
    head = {"$schema": DRAFT, "title": path or f"front matter of a {name}"}
    return {**head, **schema, **({"$defs": definitions} if definitions else {})}


def _explain(part: dict[str, Any], title: str) -> None:
    """Describe each key; what a class is called is nobody's concern."""
    part.pop("title")
    for key, value in part.get("properties", {}).items():
        words = WORDS.get(title, {}).get(key)
        if words:
            value["description"] = words


def block_schema(kind: str, block_type: BlockType) -> dict[str, Any]:
    """The settings of a block as an author types them: every value is text."""
    settings = fields(block_type.settings)
    properties = {key: _as_text(field.form) for key, field in settings.items()}
    doc = sys.modules[f"ihrp_course.blocks.{kind}"].__doc__ or ""
    return {
        "$schema": DRAFT,
        "title": f":::{kind}",
        "description": doc.partition(": ")[2].strip() or doc.strip(),
        "type": "object",
        "properties": properties,
        "required": [key for key, field in settings.items() if field.is_required],
        "additionalProperties": False,
    }


def _as_text(form: Form) -> dict[str, Any]:
    """How a setting is typed. Some are read by a function of their own."""
    *_, note = (Meta(), *form.notes)
    found: dict[str, Any] = {"description": note.description} if note.description else {}
    if form.origin is bool:
        return {**found, "enum": ["yes", "no", "true", "false"]}
    if form.origin is Literal:
        return {**found, "enum": list(form.args)}
    if form.origin is int and form.read is None:
        return {**found, "type": "string", "pattern": r"^[-+]?\d+$"}
    if form.origin is float:
        return {**found, "type": "string", "pattern": r"^[-+]?(\d+\.?\d*|\.\d+)$"}
    return {**found, "type": "string", **({"minLength": 1} if note.min_length else {})}


# --- VS Code --------------------------------------------------------------------------------------


def snippets() -> dict[str, dict[str, Any]]:
    """A snippet for each kind of block, under the words that are typed for it."""
    bodies = {
        found.group(1): found.group().split("\n")
        for found in _BLOCK.finditer((TEMPLATES / "snippets.md").read_text(encoding="utf-8"))
    }
    return {
        f"{kind} block": {
            "scope": "markdown",
            "prefix": [f":::{kind}", kind],
            "description": block_schema(kind, block_type)["description"],
            "body": bodies.get(kind) or _skeleton(kind, block_type),
        }
        for kind, block_type in TYPES.items()
    }


def _skeleton(kind: str, block_type: BlockType) -> list[str]:
    """A block with what it can not do without, for a kind without a snippet of its own."""
    needed = [f"{key}: " for key, field in fields(block_type.settings).items() if field.is_required]
    opener = f":::{kind} ${{1:an-id}}" if block_type.needs_id else f":::{kind}"
    return [opener, *needed, "", "$0", ":::"]


def settings(place: str) -> dict[str, Any]:
    """Settings of a VS Code workspace whose schemas lie in `place`."""
    return {
        "yaml.schemas": {f"{place}/{name}.json": path for name, (_, path) in FILES.items() if path},
        "yaml.yamlVersion": "1.2",
        "files.encoding": "utf8",
        "files.insertFinalNewline": True,
        "[markdown]": {
            "editor.wordWrap": "on",
            "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "off"},
            "editor.snippetSuggestions": "top",
        },
    }


TASK = {
    "label": "check the course",
    "type": "process",
    "args": ["check", "--watch"],
    "isBackground": True,
    "presentation": {"reveal": "silent", "panel": "dedicated"},
    "problemMatcher": {
        "owner": "ihrp-course",
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": {
            "regexp": r"^(.+?):(\d+):(\d+): (error|warning)\[([\w-]+)\]: (.*)$",
            "file": 1,
            "line": 2,
            "column": 3,
            "severity": 4,
            "code": 5,
            "message": 6,
        },
        "background": {
            "activeOnStart": True,
            "beginsPattern": "^checking",
            "endsPattern": "^checked",
        },
    },
}
"""Findings of `check --watch` as problems of the editor."""


def own_command(folder: Path) -> str:
    """Where this command lies, as VS Code finds it from the course folder: an editor knows no activated `.venv`."""
    name = "ihrp-course.exe" if os.name == "nt" else "ihrp-course"
    file = Path(os.path.abspath(sys.executable)).with_name(name)
    if not file.is_file():
        return "ihrp-course"
    for variable, start in (("workspaceFolder", folder.resolve()), ("userHome", Path.home())):
        if file.is_relative_to(start):
            return f"${{{variable}}}/{file.relative_to(start).as_posix()}"
    return file.as_posix()


def vscode(place: str, command: str = "ihrp-course") -> dict[str, object]:
    """The files of a `.vscode` folder by name; its task runs this command."""
    task = {**TASK, "command": command}
    return {
        "settings.json": settings(place),
        "extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
        "tasks.json": {"version": "2.0.0", "tasks": [task]},
        "ihrp-course.code-snippets": snippets(),
    }


# --- the command ----------------------------------------------------------------------------------


@click.command(name="schema")
@click.option("--editor", type=click.Choice(["vscode"]), help="set up this editor as well")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="folder for the schemas; without it, schemas/ or the editor's own folder",
)
@click.pass_obj
def command(folder: Path, editor: str | None, output: Path | None) -> None:
    """Write JSON Schemas of all that authors type, and set up an editor with them."""
    target = output or folder / (".vscode/schemas" if editor else "schemas")
    for name, schema in schemas().items():
        write_json(target / name, schema)
    click.echo(target)
    if editor:
        _set_up(folder / ".vscode", _from(folder, target))


def _from(folder: Path, target: Path) -> str:
    """A place as VS Code finds it from the course folder."""
    way = os.path.relpath(target, folder).replace(os.sep, "/")
    return target.resolve().as_posix() if way.startswith("..") else f"./{way}"


def _set_up(folder: Path, place: str) -> None:
    """Write the editor's files; those that are the author's own are left as they are."""
    for name, value in vscode(place, own_command(folder)).items():
        text = f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()
        file = folder / name
        if name.endswith(".code-snippets") or not file.exists():
            write_file(file, text)
            click.echo(file)
        elif file.read_bytes() != text:
            click.echo(f"{file} is yours and stays as it is; to add by hand:", err=True)
            click.echo(text.decode(), err=True)

"""The straight line: no stage imports a later one, and only the first and the last touch the world."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "ihrp_course"
LINE = ["source", "parse", "check", "render", "standards", "archive"]
WORLD = {"time", "random", "urllib", "socket", "subprocess", "http", "datetime", "secrets"}
EVERYWHERE = {"source", "archive", "cli", "commands", "preview", "play"}


def imports(file: Path) -> Iterator[str]:
    """Modules that a file imports when it runs; imports for types alone do not count."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def stage_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if parts[0] == "ihrp_course" and len(parts) > 1 else ""


def files() -> Iterator[tuple[str, Path]]:
    for file in sorted(SOURCE.rglob("*.py")):
        yield file.relative_to(SOURCE).parts[0].removesuffix(".py"), file


def test_no_import_runs_backwards_along_the_line() -> None:
    backwards = [
        f"{file.name} imports {module}"
        for stage, file in files()
        if stage in LINE
        for module in imports(file)
        if stage_of(module) in LINE and LINE.index(stage_of(module)) > LINE.index(stage)
    ]

    assert backwards == []


def test_the_walk_would_notice_a_backward_import(tmp_path: Path) -> None:
    file = tmp_path / "bad.py"
    file.write_text("from ihrp_course.archive import write_zip\n", encoding="utf-8")

    assert "archive" in {stage_of(module) for module in imports(file)}


def test_only_the_first_and_the_last_stage_know_clock_chance_and_network() -> None:
    found = [
        f"{file.name} imports {module}"
        for stage, file in files()
        if stage not in EVERYWHERE
        for module in imports(file)
        if module.split(".")[0] in WORLD and not module.startswith("urllib.parse")
    ]

    assert found == []


def test_block_types_and_standards_never_name_each_other() -> None:
    found = [
        f"{file.name} imports {module}"
        for stage, file in files()
        if stage in ("blocks", "standards")
        for module in imports(file)
        if stage_of(module) == ("standards" if stage == "blocks" else "blocks")
    ]

    assert found == []

"""Documents say what is so: the gallery is fresh, and every block of the cookbook builds."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from msgspec import Struct

from ihrp_course.check.shape import (
    AssessmentShape,
    CourseShape,
    CoverageShape,
    ModuleShape,
    Review,
    validate,
)
from ihrp_course.parse.yaml import parse_yaml
from ihrp_course.pipeline import build, check_course
from ihrp_course.typed import fields
from tests.lms.courses import lock
from tests.rules.base import LESSON, checked

ROOT = Path(__file__).parents[2]
COOKBOOK = (ROOT / "docs" / "cookbook.md").read_text("utf-8")
BLOCKS = [b for b in re.findall(r"```markdown\n(.*?)```", COOKBOOK, re.DOTALL) if ":::" in b]


def test_the_gallery_shows_the_sources_as_they_are() -> None:
    spec = importlib.util.spec_from_file_location("gallery", ROOT / "docs" / "gallery.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert (ROOT / "docs" / "gallery.md").read_text("utf-8") == module.page()
    for block in module.blocks():
        assert not block.id or (module.PICTURES / f"{block.id}.png").is_file()


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("\n")[0])
def test_a_recipe_has_no_mistake(block: str, tmp_path: Path) -> None:
    own = block.replace("enemies: b-1-s02\n", "").replace("b-1-s01", "b-1-f01")
    files = {"modules/basics/01-first.md": f"{LESSON}\n{own}"}

    result = checked(tmp_path, files)

    found = {each.rule for each in result.diagnostics}
    assert found <= {"lock-stale", "minutes"}  # it is laid over a lesson of one minute


# --- what the documents show in YAML, and the course that can be typed off ---------------------------

YAML = [
    (name, text)
    for name in ("authoring.md", "cookbook.md")
    for text in re.findall(
        r"```yaml\n(.*?)```", (ROOT / "docs" / name).read_text("utf-8"), re.DOTALL
    )
]
SHAPES: dict[str, tuple[type[Struct], bool]] = {
    "review": (Review, True), "assessment": (AssessmentShape, True),
    "rows": (CoverageShape, False), "objectives": (ModuleShape, False), "modules": (CourseShape, False),
}  # fmt: skip
"""By a key that tells it: the model, and whether it is that of the value below the key."""


@pytest.mark.parametrize("name, text", YAML, ids=lambda text: text.split("\n")[0])
def test_what_is_shown_in_yaml_is_valid(name: str, text: str) -> None:
    value, problems = parse_yaml(name, text)
    assert value is not None and problems == []
    key = next(key for key in SHAPES if key in value.items)
    model, is_below = SHAPES[key]

    _, problems = validate(model, value.items[key] if is_below else value)

    assert problems == []


def test_every_setting_of_a_course_is_shown() -> None:
    text = next(text for _, text in YAML if "theme:" in text)
    value, _ = parse_yaml("", text)
    assert value is not None

    assert set(value.items) == set(fields(CourseShape))


def test_the_course_in_ten_minutes_is_clean_and_builds(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "authoring.md").read_text("utf-8").split("## The rules of")[0]
    for path, body in re.findall(
        r"^`(modules/\S+)`\n\n```\w+\n(.*?)```", text, re.MULTILINE | re.DOTALL
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(body, encoding="utf-8")

    before = check_course(tmp_path)[0].diagnostics
    lock(tmp_path)

    assert {found.rule for found in before} == {"lock-stale"}
    assert check_course(tmp_path)[0].diagnostics == ()
    assert build(tmp_path, tmp_path / "build").written


ACCESSIBILITY = (ROOT / "docs" / "accessibility.md").read_text("utf-8")
CRITERIA = """
    1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11
    1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2
    2.5.3 2.5.4 2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3
""".split()
"""WCAG 2.2, levels A and AA."""


def test_every_criterion_has_a_row() -> None:
    assert re.findall(r"(?m)^\| (\d\.\d\.\d+) ", ACCESSIBILITY) == CRITERIA
    assert len(CRITERIA) == 55


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", ACCESSIBILITY))))
def test_a_test_that_is_named_exists(named: tuple[str, str]) -> None:
    file, name = named

    assert f"\ndef {name}(" in (ROOT / "tests" / file).read_text("utf-8")


def test_a_rule_that_is_named_exists() -> None:
    cells = [line.split(" | ")[3] for line in ACCESSIBILITY.split("\n") if re.match(r"\| \d", line)]
    named = {rule for cell in cells for rule in re.findall(r"`([\w-]+)`", cell)}

    assert {
        rule for rule in named if not (ROOT / f"src/ihrp_course/rules/{rule}.md").is_file()
    } == set()
    assert len(named) > 10


@pytest.mark.parametrize("name", sorted(file.name for file in (ROOT / "docs").glob("*.md")))
def test_links_between_documents_lead_somewhere(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text):
        if ":" not in target:
            assert (ROOT / "docs" / target).exists(), target

"""Documents say what is so: the gallery is fresh, and every block of the cookbook builds."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

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

    errors = [found for found in result.diagnostics if found.severity == "error"]
    assert errors == []


@pytest.mark.parametrize("name", sorted(file.name for file in (ROOT / "docs").glob("*.md")))
def test_links_between_documents_lead_somewhere(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text):
        if ":" not in target:
            assert (ROOT / "docs" / target).exists(), target

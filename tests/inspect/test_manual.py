"""The page of rules in the docs is the one that the rules give."""

from __future__ import annotations

from pathlib import Path

from ihrp_course.commands.inspect import CODES
from ihrp_course.inspect.manual import renewed

PAGE = Path(__file__).parents[2] / "docs" / "inspect.md"


def test_the_table_of_rules_is_fresh() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert page == renewed(page), "run: .venv/bin/python -m ihrp_course.inspect.manual"


def test_the_page_names_every_exit_code() -> None:
    page = PAGE.read_text(encoding="utf-8")

    for code in {*CODES.values(), 2}:
        assert f"| {code} |" in page

"""The package of `examples/all-blocks`, in which every block stands once, and ways to play its parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Locator, expect

from ihrp_course.pipeline import build
from tests.browser.conftest import ROOT
from tests.taking import Learner, bank_data

LESSONS = ("reading", "asking", "placing", "talking", "quietly")
ROLE_PLAY = "g-2-f13"
PRACTICE = "quietly-practice"


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The gallery's package, by standard."""
    target = tmp_path_factory.mktemp("gallery")
    built = build(ROOT / "examples/all-blocks", target, ["scorm12", "scorm2004"])
    assert built.written, built.diagnostics
    zips = [each.path for each in built.written]
    return {path.stem.rpartition("-")[2]: path for path in zips}


@pytest.fixture(scope="session")
def bank(gallery: dict[str, Path]) -> dict[str, Any]:
    """Its bank questions, by id."""
    with ZipFile(gallery["scorm12"]) as archive:
        return bank_data(archive.read("data/bank-gallery.js").decode())


def turn_to(learner: Learner, page: str) -> None:
    """Turn to a page by the contents, as one may at any time."""
    if learner.place.locator(f"#{page}").is_visible():
        return
    learner.place.locator("[data-do=contents]:visible").first.click()
    learner.place.locator(f"#_contents [data-entry={page}] a").click()
    learner.arrived(page)


def begin(learner: Learner, id: str = ROLE_PLAY) -> Locator:
    """Begin a role-play; gives its form."""
    form = learner.place.locator(f"form#{id}")
    form.locator("[data-do=play]").click()
    return form


def say(form: Locator, *places: int) -> None:
    """Give the replies at these places of their scenes."""
    for place in places:
        turns = form.locator(".log > li")
        count = turns.count()
        form.locator(f"[data-part=scene] [data-reply='{place}'] button").click()
        expect(turns).to_have_count(count + 1)

"""The whole course as one package in Open edX's block, from launch to certificate."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ihrp_course.preview.server import StandardName
from tests.browser.test_course import Walk, banks_of, zips
from tests.conftest import FULL
from tests.consumers.test_consumers import FRAME, OpenEdx, openedx, settled
from tests.taking import Learner

__all__ = ["openedx", "zips"]

# A sitting of the whole course takes minutes: a plain run takes the module with the fewest pages.
UNITS: list[tuple[str, StandardName]] = (
    [("ihrp-0", "scorm12"), ("ihrp-0", "scorm2004")] if FULL else [("ihrp-final", "scorm12")]
)


@pytest.mark.parametrize(("unit", "standard"), UNITS)
def test_a_whole_run_arrives_in_open_edx(
    page: Page,
    openedx: OpenEdx,
    zips: Callable[[str, StandardName], Path],
    unit: str,
    standard: StandardName,
) -> None:
    package = zips(unit, standard)
    assert openedx.import_package(package) == {"result": "success", "errors": []}
    page.goto(f"{openedx.address}/scenario/scorm.0/")
    learner = Learner(page.frame_locator(FRAME).first)
    learner.ready()
    walk = Walk(learner, banks_of(package))
    walk.begin()
    while not walk.is_over():
        walk.step()
    learner.saved()

    assert settled(page, openedx) == (1.0, "completed")
    learner.place.locator(".to-certificate:visible").first.click()
    expect(learner.page.locator("[data-part=earned]")).to_be_visible()

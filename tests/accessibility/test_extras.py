"""Search, certificate, then and now: nothing to find for either engine, at 320 px and in the dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.accessibility.test_engines import judge
from tests.browser.small import release
from tests.browser.test_extras import ask, earn
from tests.taking import Learner


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_engine_finds_anything_on_the_pages_that_come_later(
    browser: Browser, tmp_path: Path, scheme: str
) -> None:
    package = release(tmp_path)
    web = release(tmp_path, standard="web")
    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto((web / "index.html").as_uri())
    learner = Learner(page)
    learner.ready()
    ask(learner, "pause")
    found = judge(page, "search")
    page.locator("#_contents [data-do=close]").click()
    learner.start()
    page.locator("label[for=sure-before_0_0]").click()
    learner.next()
    page.locator("label[for=sure-after_0_2]").click()
    earn_from_here(learner, package)
    for place in ("_certificate", "_confidence"):
        page.evaluate(f"location.hash = '{place}'")
        page.locator(f"#{place} [data-part]:not([hidden]) [data-do=print-page]").wait_for()
        found += judge(page, place)
    context.close()

    assert found == []


def earn_from_here(learner: Learner, package: Path) -> None:
    learner.page.page.evaluate("location.hash = '_start'")
    earn(learner, package)

"""The bench itself, judged by two accessibility engines, and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.accessibility.test_engines import ACE, AXE
from tests.preview.conftest import SECOND_PATH, Author

# Without its frames: what a learner sees is judged elsewhere.
JUDGE_AXE = "axe.run({include: [['html']], exclude: [['iframe']]}, {resultTypes: ['violations'], iframes: false})"
JUDGE_ACE = """() => {
  document.querySelectorAll('iframe').forEach(each => each.remove());
  return new ace.Checker().check(document, ['WCAG_2_2']).then(r => r.results
    .filter(x => x.value[0] === 'VIOLATION' && x.value[1] === 'FAIL')
    .map(x => `ace ${x.ruleId}: ${x.message} ${x.snippet}`));
}"""


@pytest.mark.parametrize("tab", ["findings", "faults", "calls", "data"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 800)])
def test_no_engine_finds_anything_on_the_bench(
    author: Author, tab: str, scheme: str, width: int
) -> None:
    page = author.page
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    author.open("second")
    author.edit(SECOND_PATH, "objectives: [B-1]", "objectives: [B-9]")
    expect(page.locator("#broken")).to_be_visible()
    author.tab(tab)

    found = [
        f"axe {each['id']}: {node['html'][:160]}"
        for each in (page.evaluate(AXE), page.evaluate(JUDGE_AXE))[1]["violations"]
        for node in each["nodes"]
    ]
    page.evaluate(ACE)
    found += [each[:300] for each in page.evaluate(JUDGE_ACE)]
    wide = page.evaluate("() => document.documentElement.scrollWidth > innerWidth")

    assert found == []
    assert not wide


def test_tabs_are_turned_by_arrows(author: Author) -> None:
    author.open()
    page = author.page
    page.locator("#tab-findings").focus()

    page.keyboard.press("ArrowRight")

    expect(page.locator("#tab-faults")).to_be_focused()
    expect(page.locator("#faults")).to_be_visible()
    page.keyboard.press("End")
    expect(page.locator("#data")).to_be_visible()
    expect(page.locator("#tab-findings")).to_have_attribute("tabindex", "-1")

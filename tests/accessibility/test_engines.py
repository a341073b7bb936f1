"""Two accessibility engines on every kind of page in its states: at 320 px, dark, in forced colours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ihrp_course.preview import PretendLms
from tests.browser.conftest import ROOT, banks, lms, packages
from tests.conftest import sample
from tests.taking import Learner

__all__ = ["banks", "lms", "packages"]

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
ACE = (ROOT / "node_modules/accessibility-checker-engine/ace.js").read_text(encoding="utf-8")
SETTINGS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 650, "height": 666}, "color_scheme": "dark"},
    "forced": {"viewport": {"width": 1440, "height": 900}, "forced_colors": "active"},
}


JUDGED = sample([f"hr-{number}" for number in range(1, 10)], 3, seed=4)
"""Lessons that are looked at: an engine takes seconds for each state of so long a document."""


# A colour on its way to another one is none that stays; a pacer goes on for minutes.
STILL = """() => Promise.allSettled(document.getAnimations()
  .filter((each) => each.effect.getComputedTiming().endTime < 2000).map((each) => each.finished))"""
# What is hidden is judged when it is shown: until then an engine would go through all of it each time.
AWAY = """() => {
  const backs = [...document.querySelectorAll('.page[hidden]')].map((each) => {
    const place = each.cloneNode();
    each.replaceWith(place);
    return () => place.replaceWith(each);
  });
  const aims = document.createElement('div'); // what links lead to is there
  aims.hidden = true;
  document.body.append(aims);
  for (const { hash } of document.querySelectorAll('a[href^="#"]')) {
    const aim = document.createElement('span');
    aim.id = hash.slice(1);
    if (!document.getElementById(aim.id)) aims.append(aim);
  }
  globalThis.away = [...backs, () => aims.remove()];
}"""
BACK = "() => globalThis.away.forEach((back) => back())"


def findings(page: Page) -> list[str]:
    """What either engine holds against the page as it is now."""
    Learner(page).laid_out()
    page.evaluate(STILL)
    page.evaluate(AWAY)
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = [
        f"axe {each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
    # The second engine judges what closed disclosures hold as if it were shown without its name.
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    page.evaluate(ACE)
    report = page.evaluate(
        "new ace.Checker().check(document, ['WCAG_2_2']).then(r => r.results"
        ".filter(x => x.value[0] === 'VIOLATION' && x.value[1] === 'FAIL')"
        ".map(x => `ace ${x.ruleId}: ${x.message} ${x.snippet}`))"
    )
    page.evaluate(BACK)
    return told + [str(each)[:300] for each in report]


def overflow(page: Page) -> list[str]:
    """Elements that stick out of the window to the side."""
    wide: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.page:not([hidden]) *')].filter(e =>
            e.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(e).position !== 'absolute'
            && !e.closest('.table, pre')).map(e => e.outerHTML.slice(0, 120))"""
    )
    return wide


@pytest.fixture(params=sample(list(SETTINGS), 1, seed=7))
def sitting(
    request: pytest.FixtureRequest, browser: Browser, lms: PretendLms, packages: dict[str, Path]
) -> Any:
    """A learner in a window of their own, in one of the settings."""
    context = browser.new_context(**SETTINGS[request.param])
    page = context.new_page()
    lms.launch(packages["scorm12"], "scorm12")
    page.goto(f"{lms.address}/_package/{packages['scorm12'].name}/index.html")
    learner = Learner(page)
    learner.ready()
    yield page, learner
    context.close()


def judge(page: Page, state: str) -> list[str]:
    return [f"{state}: {each}" for each in [*findings(page), *overflow(page)]]


def test_no_engine_finds_anything_on_front_lessons_and_dialogs(
    sitting: tuple[Page, Learner],
) -> None:
    page, learner = sitting
    found = judge(page, "front")
    page.locator("[data-do=contents]").first.click()
    found += judge(page, "contents")
    page.locator("#_search").fill("choice")
    expect(page.locator("[data-part=found]")).not_to_be_empty()
    found += judge(page, "search")
    page.locator("#_search").fill("")
    page.keyboard.press("Escape")
    page.locator("[data-do=pause]").first.click()
    found += judge(page, "pause")
    page.keyboard.press("Escape")
    learner.start()
    while "lesson" in (learner.page.get_attribute("class") or ""):
        id = learner.page.get_attribute("id") or ""
        found += judge(page, id) if id in JUDGED else []
        learner.next()
    for fixed in ("_glossary", "_references", "_self-test", "_certificate"):
        page.evaluate(f"location.hash = '{fixed}'")
        learner.arrived(fixed)
        found += judge(page, fixed)

    assert found == []


def test_no_engine_finds_anything_before_and_after_answering(sitting: tuple[Page, Learner]) -> None:
    page, learner = sitting
    learner.start()
    found: list[str] = []
    while "lesson" in (learner.page.get_attribute("class") or ""):
        lesson = learner.page.get_attribute("id") or ""
        for number, id in enumerate(learner.practice_ids() if lesson in JUDGED else []):
            learner.answer(learner.question(id), learner.data(id), right=number % 2 == 0)
            learner.check(learner.question(id))
        found += judge(page, f"{lesson} answered") if lesson in JUDGED else []
        learner.next()

    assert found == []


def test_no_engine_finds_anything_in_the_quiz(
    sitting: tuple[Page, Learner], banks: dict[str, Any]
) -> None:
    page, learner = sitting
    page.evaluate("location.hash = 'quiz-hr'")
    expect(page.locator("#quiz-hr")).to_be_visible()
    found = judge(page, "intro")
    learner.open_quiz("quiz-hr")
    found += judge(page, "question")
    learner.answer_all(banks, all_wrong=True)
    found += judge(page, "review")
    learner.hand_in()
    found += judge(page, "result")

    assert found == []


def test_the_quiz_is_passed_by_keyboard_alone(
    page: Page, lms: PretendLms, packages: dict[str, Path], banks: dict[str, Any]
) -> None:
    page.goto(lms.launch(packages["scorm12"], "scorm12"))
    page.goto(f"{lms.address}/_package/{packages['scorm12'].name}/index.html")
    learner = Learner(page)
    learner.ready()
    press(page, "[data-do=begin]")
    expect(page.locator("#_start")).to_be_hidden()
    while "lesson" in (learner.page.get_attribute("class") or ""):
        here = learner.page.get_attribute("id")
        press(page, f"#{here} [data-do=next]")
        expect(page.locator(f"#{here}")).to_be_hidden()
    press(page, "#quiz-hr [data-view=intro] [data-do=open]")
    while not page.locator("#quiz-hr [data-view=review]").is_visible():
        id = learner.form().get_attribute("id") or ""
        _BY_KEY[banks[id]["data"]["kind"]](page, f"#{id}", banks[id]["data"]["key"])
        press(page, "#quiz-hr [data-view=questions] [data-do=forth]")
        expect(page.locator(f"#{id}")).to_be_hidden()
    press(page, "#quiz-hr [data-do=hand-in]")

    assert learner.result() == "100 %"


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Reach an element by Tab alone, then press a key. Its focus must be visible."""
    reach(page, selector)
    page.keyboard.press(key)


def reach(page: Page, selector: str) -> None:
    for _ in range(400):
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            around = page.evaluate(
                "getComputedStyle(document.activeElement.nextElementSibling ?? document.body).outlineStyle"
            )
            assert outline != "none" or around != "none", f"no visible focus on {selector}"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def _radio(page: Page, stem: str, value: Any) -> None:
    """Into the group by Tab, to its option by arrows, with a blank where nothing is chosen yet."""
    group = f"{stem} input[type=radio]"
    reach(page, group)
    page.keyboard.press("Space")
    for _ in range(20):
        if page.evaluate("document.activeElement.value") == str(value):
            page.keyboard.press("Space")
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} cannot be chosen in {stem}")


def _choice(page: Page, stem: str, key: dict[str, Any]) -> None:
    _radio(page, stem, key["key"])


def _truefalse(page: Page, stem: str, key: dict[str, Any]) -> None:
    _radio(page, stem, str(key["answer"]).lower())


def _multi(page: Page, stem: str, key: dict[str, Any]) -> None:
    for value in sorted(key["keys"]):
        reach_around(page, f"{stem} input[value='{value}']")
        page.keyboard.press("Space")


def reach_around(page: Page, selector: str) -> None:
    """Like reach, whichever way round the page the element lies."""
    reach(page, selector)


def _match(page: Page, stem: str, key: dict[str, Any]) -> None:
    for left, right in enumerate(key["pairs"]):
        reach(page, f"{stem} .part[data-code='{left}'] select")
        for _ in range(40):
            if page.evaluate("document.activeElement.value") == (
                "" if right is None else str(right)
            ):
                break
            page.keyboard.press("ArrowDown")


def _sort(page: Page, stem: str, key: dict[str, Any]) -> None:
    for card, place in enumerate(key["places"]):
        _radio(page, f"{stem} .part[data-code='{card}']", place or 0)


def _order(page: Page, stem: str, key: dict[str, Any]) -> None:
    for place, code in enumerate(key["orders"][0]):
        for _ in range(20):
            codes = page.locator(f"{stem} .part").evaluate_all(
                "all => all.map(e => e.dataset.code)"
            )
            if codes.index(str(code)) == place:
                break
            press(page, f"{stem} .part[data-code='{code}'] [data-move='-1']")


def _numeric(page: Page, stem: str, key: dict[str, Any]) -> None:
    reach(page, f"{stem} input")
    page.keyboard.type(f"{key['answer']:g}")


def _regions(page: Page, stem: str, key: dict[str, Any]) -> None:
    if len(key["keys"]) > 1:
        return _multi(page, stem, key)
    return _radio(page, stem, key["keys"][0])


def _matrix(page: Page, stem: str, key: dict[str, Any]) -> None:
    for row, place in enumerate(key["places"]):
        _radio(page, f"{stem} .part[data-code='{row}']", place)


def _fill(page: Page, stem: str, key: dict[str, Any]) -> None:
    for number, accepted in enumerate(key["gaps"]):
        reach(page, f"{stem} [data-gap='{number}']")
        page.keyboard.type(accepted[0])


def _scenario(page: Page, stem: str, key: dict[str, Any]) -> None:
    """The best replies, to the end."""
    scene = key["start"]
    while scene in key["scenes"]:
        replies = key["scenes"][scene]
        reply = next(each for each in replies if each["q"] == "best")
        press(page, f"{stem} [data-part=scene] [data-reply='{replies.index(reply)}'] button")
        scene = reply["to"]


_BY_KEY: dict[str, Callable[[Page, str, dict[str, Any]], None]] = {
    "choice": _choice,
    "truefalse": _truefalse,
    "multi": _multi,
    "match": _match,
    "sort": _sort,
    "order": _order,
    "numeric": _numeric,
    "hotspot": _regions,
    "mark": _multi,
    "matrix": _matrix,
    "fill": _fill,
    "scenario": _scenario,
}

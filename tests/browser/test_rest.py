"""Lessons after the first come by scripts of their own: when they are turned to, ahead of it, or never."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from ihrp_course.pipeline import build
from ihrp_course.preview import PretendLms
from tests.browser.conftest import ROOT
from tests.browser.gallery import gallery
from tests.taking import Learner

__all__ = ["gallery"]

SECOND = "modules/gallery/02-asking.md"
FURTHER = "\n## Further down {#further}\n\n" + "One line to read, and then the next.\n\n" * 30


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gallery as a web site, with a heading far down in its second lesson."""
    target = tmp_path_factory.mktemp("rest")
    copy = copytree(ROOT / "examples/all-blocks", target / "course")
    with (copy / SECOND).open("a", encoding="utf-8") as second:
        second.write(FURTHER)
    built = build(copy, target, ["web"])
    assert built.written, built.diagnostics
    return next(target.glob("*-web"))


@pytest.fixture(scope="session")
def lessons(site: Path) -> list[str]:
    """The ids of its lessons, in order."""
    return re.findall(r'class="page lesson" id="([^"]+)"', (site / "index.html").read_text("utf-8"))


@pytest.fixture
def opened(page: Page, site: Path) -> Callable[[str], Learner]:
    """Opens the gallery from disk, at a place."""

    def open_at(place: str = "") -> Learner:
        page.goto(f"{(site / 'index.html').as_uri()}{place}")
        learner = Learner(page)
        learner.ready()
        return learner

    return open_at


@pytest.fixture
def alone(browser: Browser) -> Iterator[Page]:
    """A page whose console may tell of scripts that did not come."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_a_launch_fetches_the_first_lesson_and_no_other(
    page: Page, opened: Callable[[str], Learner], lessons: list[str]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    learner = opened("")

    assert {"index.html", "player.css", "player.js"} >= set(asked)

    learner.start()
    assert learner.page.get_attribute("id") == lessons[0]
    assert not [name for name in asked if name == f"page-{lessons[0]}.js"]


def test_the_rest_is_fetched_ahead_and_there_when_the_line_is_gone(
    page: Page, lms: PretendLms, gallery: dict[str, Path], lessons: list[str]
) -> None:
    missing = {f"page-{id}.js" for id in lessons[1:]} | {"glossary.js", "references.js"}

    def on_response(name: str) -> None:
        missing.discard(name)

    page.on("requestfinished", lambda request: on_response(request.url.rpartition("/")[2]))
    page.goto(f"{lms.address}/_package/{_served(lms, gallery)}/index.html")
    learner = Learner(page)
    learner.ready()
    learner.start()
    for _ in range(100):
        if not missing:
            break
        page.wait_for_timeout(100)
    assert not missing

    page.context.set_offline(True)
    for id in lessons[1:]:
        learner.next()
        assert learner.page.get_attribute("id") == id
        expect(learner.page.locator("[data-part=end]")).to_have_count(1)
    page.context.set_offline(False)


def _served(lms: PretendLms, gallery: dict[str, Path]) -> str:
    lms.launch(gallery["scorm12"], "scorm12")
    return gallery["scorm12"].name


def test_a_page_that_cannot_be_fetched_says_so_and_comes_at_the_next_try(
    browser: Browser, site: Path, lessons: list[str]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    second = f"**/page-{lessons[1]}.js"

    def refuse(route: Route) -> None:
        route.abort()

    page.route(second, refuse)
    page.goto((site / "index.html").as_uri())
    learner = Learner(page)
    learner.ready()
    learner.start()
    learner.page.locator("[data-do=next]").click()
    shown = page.locator(f"#{lessons[1]}")
    expect(shown.locator("[data-part=waiting]")).to_contain_text("could not be loaded")
    expect(shown.locator("h1")).to_be_focused()

    page.reload()  # nothing of it counts as seen
    learner.ready()
    expect(page.locator(f"#_start [data-entry={lessons[1]}] [data-part=state]")).to_be_empty()
    page.evaluate(f"location.hash = '{lessons[1]}'")
    expect(shown.locator("[data-do=fetch]")).to_be_visible()
    page.unroute(second)
    shown.locator("[data-do=fetch]").click()

    learner.arrived(lessons[1])
    expect(shown.locator("[data-part=end]")).to_be_visible()
    context.close()


def test_a_search_says_when_it_could_not_read_everything(
    alone: Page, site: Path, lessons: list[str]
) -> None:
    second = f"**/page-{lessons[1]}.js"
    alone.route(second, lambda route: route.abort())
    alone.goto((site / "index.html").as_uri())
    learner = Learner(alone)
    learner.ready()
    alone.locator("[data-do=contents]").click()
    alone.locator("#_search").fill("term")
    found = alone.locator("#_contents [data-part=found]")
    expect(found).to_contain_text("not searched")
    expect(alone.locator(".page [data-rest]")).to_have_count(1)  # all others were waited for

    alone.unroute(second)
    alone.locator("#_search").fill("one line to read")
    expect(found).to_have_text("1 place found")


def test_an_address_within_a_lesson_that_is_not_there_yet_leads_to_it(
    opened: Callable[[str], Learner], site: Path, lessons: list[str]
) -> None:
    text = (site / f"data/page-{lessons[1]}.js").read_text("utf-8")
    forms = re.findall(r'<form class=\\"[^"]*\\" id=\\"([^"\\]+)\\"', text)
    assert forms

    learner = opened(f"#{lessons[1]}_further")
    learner.arrived(lessons[1])
    expect(learner.place.locator(f"#{lessons[1]}_further")).to_be_focused()

    learner = opened("#_start")
    learner.place.locator("html").evaluate(f"() => {{ location.hash = '{forms[0]}'; }}")
    learner.arrived(lessons[1])


def test_going_on_leads_to_the_heading_where_one_stopped(
    page: Page, opened: Callable[[str], Learner], lessons: list[str]
) -> None:
    learner = opened(f"#{lessons[1]}")
    learner.arrived(lessons[1])
    heading = learner.place.locator(f"#{lessons[1]}_further")
    heading.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 100)")
    learner.page.locator("[data-do=pause]").first.evaluate("e => e.click()")  # keeps the place
    page.keyboard.press("Escape")

    learner = opened("#_start")
    page.reload()

    expect(page.locator("#_start [data-do=begin]")).to_have_attribute(
        "href", f"#{lessons[1]}_further"
    )


def test_without_script_every_lesson_can_be_read_on_one_page(
    browser: Browser, site: Path, lessons: list[str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    expect(page.locator(f"#{lessons[0]} [data-part=end]")).to_be_visible()

    page.locator(f"#{lessons[1]} a[href^='reading.html']").click()

    assert page.url.endswith(f"reading.html#{lessons[1]}")
    for id in lessons:
        expect(page.locator(f"#{id} [data-part=end]")).to_be_visible()
    expect(page.locator(".live:visible")).to_have_count(0)
    expect(page.locator("#_glossary .entry").first).to_be_visible()
    context.close()


def test_the_reading_page_is_the_same_with_scripts_on(page: Page, site: Path) -> None:
    page.goto((site / "reading.html").as_uri())

    expect(page.locator(".live:visible")).to_have_count(0)
    expect(page.locator(".page.lesson").last).to_be_visible()
    assert page.locator("script").count() == 0


def test_a_page_that_comes_by_another_way_comes_to_life(
    alone: Page, site: Path, lessons: list[str]
) -> None:
    page, second = alone, f"**/page-{lessons[1]}.js"
    page.route(second, lambda route: route.abort())
    page.goto(f"{(site / 'index.html').as_uri()}#{lessons[1]}")
    learner = Learner(page)
    learner.ready()
    shown = page.locator(f"#{lessons[1]}")
    expect(shown.locator("[data-part=waiting]")).to_contain_text("could not be loaded")
    page.unroute(second)

    page.evaluate("document.querySelector('[data-do=print-all]').click()")

    learner.arrived(lessons[1])
    form = learner.question(learner.practice_ids()[0])
    learner.answer(form, learner.data(form.get_attribute("id") or ""))
    learner.check(form)


def test_a_page_instead_of_a_script_is_no_answer(
    alone: Page, lms: PretendLms, gallery: dict[str, Path], lessons: list[str]
) -> None:
    page, second = alone, f"**/page-{lessons[1]}.js"
    login = "<!doctype html><title>Sign in</title>"
    page.route(second, lambda route: route.fulfill(body=login, content_type="text/html"))
    page.goto(f"{lms.address}/_package/{_served(lms, gallery)}/index.html#{lessons[1]}")
    learner = Learner(page)
    learner.ready()
    shown = page.locator(f"#{lessons[1]}")
    expect(shown.locator("[data-part=waiting]")).to_contain_text("could not be loaded")
    page.unroute(second)

    shown.locator("[data-do=fetch]").click()

    learner.arrived(lessons[1])
    expect(shown.locator("[data-part=end]")).to_be_visible()


def test_blocks_whose_script_failed_live_when_it_has_come(
    alone: Page, lms: PretendLms, gallery: dict[str, Path], lessons: list[str]
) -> None:
    page, refused = alone, list[str]()

    def refuse_once(route: Route) -> None:
        refused.append(route.request.url)
        route.abort() if len(refused) == 1 else route.continue_()

    page.route("**/later.js", refuse_once)
    page.goto(f"{lms.address}/_package/{_served(lms, gallery)}/index.html#{lessons[2]}")
    learner = Learner(page)
    learner.ready()
    learner.arrived(lessons[2])
    for id in learner.practice_ids():
        form = learner.question(id)
        expect(form.locator("input, select, button").first).to_be_enabled()
    assert len(refused) >= 2


def test_the_next_page_is_laid_out_where_nobody_meets_it(
    page: Page, opened: Callable[[str], Learner], lessons: list[str]
) -> None:
    learner = opened(f"#{lessons[0]}")
    heading = page.locator(f"#{lessons[1]} h1")
    expect(page.locator(f"#{lessons[1]}.ahead")).to_have_count(1)
    assert heading.evaluate("e => e.offsetHeight") > 0
    expect(heading).to_be_hidden()
    expect(page.get_by_role("heading", name=heading.text_content() or "")).to_have_count(0)
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    regions = [
        node["name"]["value"]
        for node in tree
        if not node["ignored"] and node["role"]["value"] == "region"
    ]
    assert regions == [learner.page.get_attribute("data-title")]
    assert page.locator("main").evaluate("e => e.offsetHeight") == page.locator("main").evaluate(
        "e => { document.querySelector('.page.ahead[hidden]').classList.remove('ahead'); "
        "return e.offsetHeight; }"
    )
    for _ in range(200):  # round all that can be reached by keyboard
        page.keyboard.press("Tab")
        assert page.evaluate(f"!document.activeElement.closest('#{lessons[1]}')")
    learner.next()
    assert learner.page.get_attribute("id") == lessons[1]


def test_the_next_page_is_made_ready_by_a_browser_that_is_never_idle(
    page: Page, opened: Callable[[str], Learner]
) -> None:
    page.add_init_script(
        "globalThis.requestIdleCallback = (run, {timeout} = {}) => timeout && setTimeout(run, timeout)"
    )
    opened("#_glossary").laid_out()

    expect(page.locator("#_references li").first).to_be_attached()


def test_a_turn_is_shown_first_then_address_title_and_focus_follow_and_back_leads_back(
    page: Page, opened: Callable[[str], Learner], lessons: list[str]
) -> None:
    learner = opened(f"#{lessons[0]}")
    expect(page.locator(f"#{lessons[0]} h1")).to_be_focused()
    expect(page.locator(f"#_contents a[href='#{lessons[0]}']")).to_have_attribute(
        "aria-current", "page"
    )
    title = page.title()
    is_shown = """id => {
      const before = location.hash;
      document.querySelector('.page:not([hidden]) [data-do=next]').click();
      return !document.getElementById(id).hidden && location.hash === before;
    }"""
    assert page.evaluate(is_shown, lessons[1])

    expect(page.locator(f"#{lessons[1]} h1")).to_be_focused()
    expect(page).to_have_url(re.compile(f"#{lessons[1]}$"))
    expect(page).not_to_have_title(title)
    entry = page.locator(f"#_contents a[href='#{lessons[1]}']")
    expect(entry).to_have_attribute("aria-current", "page")

    page.go_back()
    learner.arrived(lessons[0])
    expect(page).to_have_title(title)
    expect(page.locator(f"#{lessons[0]} h1")).to_be_focused()
    page.go_forward()
    learner.arrived(lessons[1])
    expect(page.locator(f"#{lessons[1]} h1")).to_be_focused()

    page.evaluate(
        """([next, back]) => {
      for (const id of [next, back]) document.querySelector(`#_contents a[href="#${id}"]`).click();
    }""",
        [lessons[2], lessons[1]],
    )
    page.wait_for_timeout(200)
    learner.arrived(lessons[1])
    assert page.url.endswith(f"#{lessons[1]}"), "a turn that nobody saw is no address"

"""Search, certificate, confidence then and now, theme: on a small course in an LMS's frame."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from ihrp_course.preview import PretendLms
from tests.browser.small import COURSE, QUIZ, release
from tests.taking import Learner, bank_data

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle id="c" cx="20" cy="20" r="18" class="f-accent"/></svg>'
THEME = (
    'theme: {accent: "#5b2a86", warm: "#7a4b00", logo: assets/logo.svg, name: Example Institute}\n'
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def themed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    credit = "ce: {approval: EX-17, provider: Example Board, disclosure: Nothing to disclose.}\n"
    folder = tmp_path_factory.mktemp("themed")
    files = {"modules/course.yaml": COURSE + THEME + credit, "assets/logo.svg": LOGO}
    files["assets/credits.yaml"] = (
        "assets/logo.svg: {title: Logo, author: Jo Doe, licence: CC0-1.0}\n"
    )
    return release(folder, files)


def enter(page: Page, lms: PretendLms, package: Path, **more: Any) -> Learner:
    page.goto(lms.launch(package, **more))
    learner = Learner(page.frame_locator("#scorm_object"))
    learner.ready()
    return learner


def earn(learner: Learner, package: Path) -> None:
    with ZipFile(package) as archive:
        banks = bank_data(archive.read("data/bank-pause.js").decode())
    learner.start()
    learner.finish_lessons()
    learner.open_quiz(QUIZ)
    learner.answer_all(banks)
    learner.hand_in()


def ask(learner: Learner, words: str) -> None:
    if not learner.place.locator("#_contents").is_visible():
        learner.place.locator("[data-do=contents]").click()
    learner.place.locator("#_search").fill(words)
    expect(learner.place.locator("#_contents [data-part=found]")).not_to_be_empty()


# --- search ---------------------------------------------------------------------------------------


def test_search_finds_a_lesson_a_term_and_a_reference_and_goes_there(
    page: Page, lms: PretendLms, package: Path
) -> None:
    learner = enter(page, lms, package)
    ask(learner, "moment")
    expect(learner.place.locator(".hits a")).to_have_attribute("href", "#term_pause")
    ask(learner, "empty minutes")
    expect(learner.place.locator(".hits a")).to_have_attribute("href", "#ref_Doe2020")
    ask(learner, "CAFE kett")
    expect(learner.place.locator(".hits mark").first).to_have_text("café")

    learner.place.locator("#_search").press("Enter")
    expect(learner.place.locator(".hits a").first).to_be_focused()
    page.keyboard.press("Enter")

    expect(learner.place.locator("#why_between")).to_be_focused()
    expect(learner.place.locator("#_contents")).to_be_hidden()


def test_search_does_not_tell_answers_and_says_when_there_is_nothing(
    page: Page, lms: PretendLms, package: Path
) -> None:
    learner = enter(page, lms, package)
    ask(learner, "marmalade")

    expect(learner.place.locator("#_contents [data-part=found]")).to_contain_text("Nothing found")
    expect(learner.place.locator(".hits a")).to_have_count(0)
    learner.place.locator("#_search").fill("")
    expect(learner.place.locator("#_contents .contents")).to_be_visible()


# --- certificate ----------------------------------------------------------------------------------


def test_the_certificate_is_offered_only_when_it_is_earned(
    page: Page, lms: PretendLms, package: Path
) -> None:
    learner = enter(page, lms, package)
    ways = learner.place.locator(".to-certificate")
    for way in ways.all():
        expect(way).to_be_hidden()
    learner.place.locator("body").evaluate("() => { location.hash = '_certificate'; }")
    expect(learner.place.locator("#_certificate [data-part=unearned]")).to_be_visible()
    expect(learner.place.locator("#_certificate [data-part=earned]")).to_be_hidden()
    learner.place.locator("body").evaluate("() => { location.hash = '_start'; }")
    earn(learner, package)

    learner.page.locator(".to-certificate").click()

    shown = learner.place.locator("#_certificate [data-part=earned]")
    expect(shown).to_be_visible()
    expect(shown).to_contain_text("100 %")
    expect(shown).to_contain_text("It states completion of learning")
    expect(shown).to_contain_text("No continuing education credit is claimed.")
    expect(shown).to_contain_text("Draft: not yet reviewed.")
    expect(shown.locator("input")).to_have_value("Doe, Jo")


def test_a_name_that_is_typed_reaches_nobody(page: Page, lms: PretendLms, package: Path) -> None:
    learner = enter(page, lms, package, learner="typed")
    earn(learner, package)
    learner.page.locator(".to-certificate").click()

    learner.place.locator("#_certificate input").fill("Canary Name")
    page.wait_for_function("() => pretend.inFlight === 0")

    stores = learner.place.locator("body").evaluate(
        "() => JSON.stringify([{...localStorage}, {...sessionStorage}])"
    )
    assert "Canary" not in stores
    assert "Canary" not in str(lms.record(package, "typed"))
    assert "Canary" not in str(page.evaluate("pretend.log"))


def test_an_approval_for_credit_is_told_only_with_its_number(
    page: Page, lms: PretendLms, themed: Path
) -> None:
    learner = enter(page, lms, themed)
    earn(learner, themed)
    learner.page.locator(".to-certificate").click()

    shown = learner.place.locator("#_certificate [data-part=earned]")
    expect(shown).to_contain_text("EX-17")
    expect(shown).not_to_contain_text("No continuing education credit")


# --- then and now ---------------------------------------------------------------------------------


def test_two_scales_stand_side_by_side_until_they_are_erased(
    page: Page, lms: PretendLms, package: Path
) -> None:
    learner = enter(page, lms, package, learner="pairs")
    learner.start()
    for statement, step in ((0, 0), (1, 1)):
        learner.place.locator(f"label[for=sure-before_{statement}_{step}]").click()
    learner.next()
    learner.place.locator("label[for=sure-after_0_2]").click()
    learner.place.locator("[data-do=contents]").click()
    learner.place.locator("#_contents [href='#_confidence']").click()

    about = learner.place.locator("#_confidence tr.about")
    expect(about).to_have_text("How sure are you of yourself now?")
    rows = learner.place.locator("#_confidence tbody tr:not(.about)")
    expect(rows).to_have_count(2)
    expect(rows.nth(0).locator("[data-part=then]")).to_have_text("Not at all")
    expect(rows.nth(0).locator("[data-part=now]")).to_have_text("Fully")
    expect(rows.nth(1).locator("[data-part=now]")).to_have_text("Not answered yet")

    learner.place.locator("[data-do=erase-pairs]").click()

    expect(learner.place.locator("#_confidence [data-part=empty]")).to_be_visible()
    expect(learner.place.locator("#sure-after input:checked")).to_have_count(0)
    assert "sure-" not in learner.place.locator("body").evaluate(
        "() => Object.keys(localStorage).join()"
    )


# --- theme ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("theme", "accent"),
    [("light", "rgb(91, 42, 134)"), ("dark", ""), ("contrast", "rgb(0, 58, 140)")],
)
def test_a_theme_colours_light_and_dark_and_leaves_high_contrast_alone(
    page: Page, lms: PretendLms, themed: Path, theme: str, accent: str
) -> None:
    learner = enter(page, lms, themed)

    learner.place.locator("html").evaluate(
        "(html, theme) => { html.dataset.theme = theme; }", theme
    )

    colour = learner.place.locator("#_start a").first.evaluate(
        "e => getComputedStyle(e).borderColor"
    )
    assert colour == accent if accent else colour not in ("rgb(127, 208, 200)", "rgb(91, 42, 134)")
    expect(learner.place.locator("#_start .brand")).to_contain_text("Example Institute")
    expect(learner.place.locator("#_start .logo svg")).to_be_visible()


# --- paper ----------------------------------------------------------------------------------------


def test_what_is_folded_is_open_on_paper_and_folded_again_after(
    page: Page, lms: PretendLms, package: Path
) -> None:
    learner = enter(page, lms, package)
    folded = learner.place.locator("#_start details").first
    learner.place.locator("html").evaluate(
        "() => { window.print = () => { window.seen = document.querySelector('#_start details').open; }; }"
    )
    learner.place.locator("[data-do=contents]").click()

    learner.place.locator("[data-do=print-all]").click()

    page.frames[1].wait_for_function("() => window.seen === true")
    learner.place.locator("html").evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    expect(folded).not_to_have_attribute("open", "")

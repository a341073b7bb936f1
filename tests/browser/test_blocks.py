"""Every block of the gallery in a strict LMS of each standard: answered, resumed, by keyboard, and what arrives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ihrp_course.preview import PretendLms
from ihrp_course.preview.server import StandardName
from tests.browser.conftest import watch
from tests.browser.gallery import (
    LESSONS,
    PRACTICE,
    ROLE_PLAY,
    bank,
    begin,
    gallery,
    say,
    turn_to,
)
from tests.browser.test_stories import both, enter, refused
from tests.taking import Learner

__all__ = ["bank", "gallery"]

CANARY = "canary-of-the-poll"


def opened(page: Page, lms: PretendLms, package: Path, standard: StandardName, at: str) -> Learner:
    """A learner on a page of the gallery."""
    learner = enter(page, lms, package, standard)
    learner.start()
    turn_to(learner, at)
    return learner


def reports(record: dict[str, str]) -> list[tuple[str, str, str]]:
    """Id, response and result of each interaction, in order."""
    found = []
    for number in range(100):
        head = f"cmi.interactions.{number}."
        if f"{head}id" not in record:
            break
        response = next(
            (record[f"{head}{name}"] for name in RESPONSES if f"{head}{name}" in record), ""
        )
        found.append((record[f"{head}id"], response, record.get(f"{head}result", "")))
    return found


RESPONSES = ("student_response", "learner_response")


# --- questions ------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("lesson", ["asking", "placing"])
def test_each_question_wrong_then_right_is_told_once_and_comes_back(
    page: Page, lms: PretendLms, gallery: dict[str, Path], standard: StandardName, lesson: str
) -> None:
    learner = opened(page, lms, gallery[standard], standard, lesson)
    ids = learner.practice_ids()
    for id in ids:
        form = learner.question(id)
        learner.answer(form, learner.data(id), right=False)
        learner.check(form)
        form.locator("[data-do=again]").click()
        learner.answer(form, learner.data(id))
        learner.check(form)
        expect(form.locator("[data-part=result]")).to_have_attribute("data-state", "right")
    learner.saved()
    told = reports(lms.record(gallery[standard]))
    page.goto("about:blank")

    again = enter(page, lms, gallery[standard], standard)
    again.start()

    assert [id for id, _, _ in told] == ids
    assert {result for _, _, result in told} <= {"wrong", "incorrect"}
    for id in ids:
        line = again.question(id).locator("[data-part=result]")
        expect(line).to_have_attribute("data-state", "right")
    assert refused(page) == []


@both
def test_part_of_the_phrases_and_rows_is_partly_right(
    page: Page, lms: PretendLms, gallery: dict[str, Path], standard: StandardName
) -> None:
    learner = opened(page, lms, gallery[standard], standard, "asking")
    mark = learner.question("g-2-f07")
    mark.locator("label.phrase").nth(1).click()
    learner.check(mark)
    expect(mark.locator("[data-part=result]")).to_have_attribute("data-state", "partly.again")
    expect(mark.locator(".better:visible")).to_have_count(1)
    turn_to(learner, "placing")
    matrix = learner.question("g-2-f11")
    matrix.locator(".part[data-code='0'] input[value='0']").click()
    learner.check(matrix)

    expect(matrix.locator("[data-part=result]")).to_have_attribute("data-state", "partly.again")
    assert refused(page) == []


@both
def test_nothing_chosen_is_told_and_nothing_is_reported(
    page: Page, lms: PretendLms, gallery: dict[str, Path], standard: StandardName
) -> None:
    learner = opened(page, lms, gallery[standard], standard, "placing")
    for id in ("g-2-f11", "g-2-f12"):
        learner.check(learner.question(id))
    turn_to(learner, "asking")
    sure = learner.question("g-2-f03")
    sure.locator("label[for=g-2-f03_true]").click()
    learner.check(sure)
    said = sure.locator("[data-part=result]").inner_text()
    learner.saved()

    assert "how sure" in said
    assert reports(lms.record(gallery[standard])) == []


@both
def test_how_sure_one_was_comes_back_and_is_never_told(
    page: Page, lms: PretendLms, gallery: dict[str, Path], standard: StandardName
) -> None:
    learner = opened(page, lms, gallery[standard], standard, "asking")
    form = learner.question("g-2-f03")
    learner.answer(form, learner.data("g-2-f03"))
    form.locator("label[for=g-2-f03_sure3]").click()
    learner.check(form)
    learner.saved()
    told = reports(lms.record(gallery[standard]))
    page.goto("about:blank")

    again = enter(page, lms, gallery[standard], standard)
    again.start()

    expect(again.question("g-2-f03").locator("input[value='3']")).to_be_checked()
    expect(again.question("g-2-f03").locator("[data-part=calibration]")).to_be_visible()
    assert [response for _, response, _ in told] in (["f"], ["false"])


def test_a_place_in_the_picture_presses_its_option(
    page: Page, lms: PretendLms, gallery: dict[str, Path]
) -> None:
    learner = opened(page, lms, gallery["scorm12"], "scorm12", "placing")
    form = learner.question("g-2-f12")
    form.locator(".spot[data-code='0'] text").click()

    expect(form.locator("input[value='0']")).to_be_checked()
    expect(form.locator(".spot[data-code='0']")).to_have_class("spot chosen")


# --- role-play ------------------------------------------------------------------------------------


ENDINGS = {"met": (0, 0), "hurried": (2, 1), "left": (1, 1)}


@both
def test_each_ending_is_told_once_and_once_more_when_it_counts(
    page: Page, lms: PretendLms, gallery: dict[str, Path], standard: StandardName
) -> None:
    learner = opened(page, lms, gallery[standard], standard, "talking")
    form = begin(learner)
    for ending in ("left", "hurried", "met", "left"):
        say(form, *ENDINGS[ending])
        expect(form.locator(".ending .title")).to_be_visible()
        form.locator("[data-do=anew]").click()
    learner.saved()
    told = reports(lms.record(gallery[standard]))
    part = "." if standard == "scorm12" else "[.]"
    between = "," if standard == "scorm12" else "[,]"

    assert [(id, response) for id, response, _ in told] == [
        (ROLE_PLAY, f"ending{part}left{between}gates{part}0"),
        (ROLE_PLAY, f"ending{part}hurried{between}gates{part}1"),
    ]
    assert refused(page) == []


@both
def test_a_missed_moment_is_gone_back_to_and_met(
    page: Page, lms: PretendLms, gallery: dict[str, Path], standard: StandardName
) -> None:
    learner = opened(page, lms, gallery[standard], standard, "talking")
    form = begin(learner)
    say(form, 0, 2)
    expect(form.locator(".ending .title")).to_have_text("The form got finished")
    form.locator("[data-do=reopen]").click()
    expect(form.locator(".log > li")).to_have_count(1)
    say(form, 0)

    expect(form.locator(".ending .title")).to_have_text("A first meeting")
    expect(form.locator("[data-do=reopen]")).to_be_hidden()
    assert refused(page) == []


@both
def test_a_role_play_goes_on_where_the_tab_was_closed(
    browser: Browser, lms: PretendLms, gallery: dict[str, Path], standard: StandardName
) -> None:
    errors: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    watch(page, errors)
    learner = opened(page, lms, gallery[standard], standard, "talking")
    form = begin(learner)
    say(form, 1)
    first = form.locator(".log > li").inner_text()
    context.close()
    context = browser.new_context()
    page = context.new_page()
    watch(page, errors)

    again = enter(page, lms, gallery[standard], standard)
    again.start()
    form = again.question(ROLE_PLAY)

    expect(form.locator(".log > li")).to_have_count(1)
    assert form.locator(".log > li").inner_text() == first
    form.locator("[data-do=back]").click()
    expect(form.locator(".log > li")).to_have_count(0)
    say(form, 0, 0)
    expect(form.locator(".ending .title")).to_have_text("A first meeting")
    again.saved()
    assert [r for _, r, _ in reports(lms.record(gallery[standard])) if "met" in r]
    assert errors == [] and refused(page) == []
    context.close()


def test_try_another_way_goes_one_scene_back_from_an_end_too(
    page: Page, lms: PretendLms, gallery: dict[str, Path]
) -> None:
    learner = opened(page, lms, gallery["scorm12"], "scorm12", "talking")
    form = begin(learner)
    say(form, 1, 1)
    form.locator("[data-do=back]").click()

    expect(form.locator(".log > li")).to_have_count(1)
    say(form, 0, 0)
    expect(form.locator(".ending")).to_be_visible()
    learner.saved()
    page.goto("about:blank")
    again = enter(page, lms, gallery["scorm12"], "scorm12")
    again.start()
    result = again.question(ROLE_PLAY).locator("[data-part=result]")
    expect(result).to_have_text("Endings seen so far: 2 of 3.")


def test_focus_goes_with_the_conversation(
    page: Page, lms: PretendLms, gallery: dict[str, Path]
) -> None:
    learner = opened(page, lms, gallery["scorm12"], "scorm12", "talking")
    form = begin(learner)
    expect(form.locator("[data-part=scene]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form.locator(".log > li:last-child > .process")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        if form.locator(".ending").is_visible():
            break

    expect(form.locator(".ending")).to_be_visible()
    expect(form.locator(".log > li:last-child > .process")).to_be_focused()


# --- practice -------------------------------------------------------------------------------------


def test_a_practice_runs_in_time_stands_and_goes_on(
    page: Page, lms: PretendLms, gallery: dict[str, Path]
) -> None:
    page.clock.install()
    learner = opened(page, lms, gallery["scorm12"], "scorm12", "quietly")
    form = learner.place.locator(f"#{PRACTICE}")
    cue, time = form.locator("[data-part=cue]"), form.locator("[data-part=time]")
    form.locator("[data-do=play]").click()
    expect(cue).to_have_text("Bell")
    page.clock.run_for(4_000)
    expect(cue).to_contain_text("Let your feet find the floor.")
    form.locator("[data-do=hold]").click()
    held = time.inner_text()
    page.clock.run_for(30_000)

    assert time.inner_text() == held
    form.locator("[data-do=hold]").click()
    page.clock.run_for(12_000)
    expect(cue).to_contain_text("Follow the circle")
    expect(form.locator("[data-part=pacer]")).to_be_visible()
    page.clock.run_for(46_000)
    expect(form.locator("[data-part=result]")).to_contain_text("That was it")
    expect(form.locator("[data-part=stage]")).to_be_hidden()
    expect(form.locator("[data-do=play]")).to_have_text("Begin again")


def test_a_practice_goes_step_by_step_and_can_be_skipped(
    page: Page, lms: PretendLms, gallery: dict[str, Path]
) -> None:
    learner = opened(page, lms, gallery["scorm12"], "scorm12", "quietly")
    form = learner.place.locator(f"#{PRACTICE}")
    step = form.locator("[data-do=step]")
    step.click()
    expect(form.locator("[data-part=time]")).to_have_text("Step 1 of 6")
    form.locator("[data-do=skip]").click()
    expect(form.locator("[data-part=result]")).to_contain_text("Skipped")
    expect(form.locator(".cues li").last).to_be_visible()
    for _ in range(7):
        step.click()

    expect(form.locator("[data-part=result]")).to_contain_text("That was it")


def test_nothing_moves_under_reduced_motion(
    browser: Browser, lms: PretendLms, gallery: dict[str, Path]
) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    learner = opened(page, lms, gallery["scorm12"], "scorm12", "quietly")
    form = learner.place.locator(f"#{PRACTICE}")
    for _ in range(3):
        form.locator("[data-do=step]").click()
    pacer = form.locator("[data-part=pacer]")

    expect(pacer).to_be_visible()
    assert pacer.locator("i").evaluate("e => getComputedStyle(e).animationName") == "none"
    expect(form.locator("[data-part=motion]")).to_be_hidden()
    context.close()


def test_on_paper_a_practice_is_its_text_and_a_role_play_what_was_said(
    page: Page, lms: PretendLms, gallery: dict[str, Path]
) -> None:
    learner = opened(page, lms, gallery["scorm12"], "scorm12", "quietly")
    form = learner.place.locator(f"#{PRACTICE}")
    expect(form.locator(".cues")).to_be_hidden()
    page.emulate_media(media="print")
    expect(form.locator(".cues li").first).to_be_visible()
    expect(form.locator("[data-do=play]")).to_be_hidden()
    page.emulate_media(media="screen")
    expect(form.locator(".cues")).to_be_hidden()
    turn_to(learner, "talking")
    play = begin(learner)
    say(play, 1, 1)
    page.emulate_media(media="print")

    expect(play.locator(".log > li").first).to_be_visible()
    expect(play.locator(".debrief")).to_be_visible()
    expect(play.locator("[data-do=anew]")).to_be_hidden()


# --- what stays, what is told ---------------------------------------------------------------------


@both
def test_poll_and_scale_stay_on_the_device_and_a_reporting_scale_is_told(
    page: Page, lms: PretendLms, gallery: dict[str, Path], standard: StandardName
) -> None:
    learner = opened(page, lms, gallery[standard], standard, "quietly")
    frame = page.frames[-1]
    frame.evaluate(
        "c => { for (const id of ['quietly-poll', 'quietly-scale'])"
        " document.querySelector(`#${id} input`).value = c; }",
        CANARY,
    )
    learner.place.locator("#quietly-poll label").first.click()
    learner.place.locator("#quietly-scale label").first.click()
    learner.place.locator("#quietly-reported label").nth(3).click()
    expect(learner.place.locator("#quietly-reported [data-part=result]")).to_contain_text("Noted")
    learner.saved()
    told = reports(lms.record(gallery[standard]))
    calls = page.evaluate("JSON.stringify(pretend.log)")

    assert [(id, response) for id, response, _ in told] == [("quietly-reported", "d")]
    assert CANARY not in calls
    assert CANARY in frame.evaluate("JSON.stringify(localStorage)")
    assert refused(page) == []


@both
def test_what_one_chose_for_oneself_is_there_again(
    page: Page, lms: PretendLms, gallery: dict[str, Path], standard: StandardName
) -> None:
    learner = opened(page, lms, gallery[standard], standard, "quietly")
    for id in ("quietly-poll", "quietly-scale", "quietly-reported"):
        learner.place.locator(f"#{id} label").nth(1).click()
    learner.saved()
    page.goto("about:blank")

    again = enter(page, lms, gallery[standard], standard)
    again.start()

    for id in ("quietly-poll", "quietly-scale", "quietly-reported"):
        expect(again.place.locator(f"#{id} input").nth(1)).to_be_checked()


@both
def test_these_blocks_in_a_quiz_are_graded_and_no_reply_is_told(
    page: Page,
    lms: PretendLms,
    gallery: dict[str, Path],
    bank: dict[str, Any],
    standard: StandardName,
) -> None:
    learner = opened(page, lms, gallery[standard], standard, "quiz-gallery")
    asked: set[str] = set()
    while not asked >= bank.keys():
        if learner.page.locator("[data-view=intro]").is_visible():
            learner.open_quiz("quiz-gallery")
        asked |= set(learner.answer_all(bank))
        learner.hand_in()
        if not asked >= bank.keys():
            learner.page.locator("[data-view=result] [data-do=retake]").click()
            expect(learner.page.locator("[data-view=questions]")).to_be_visible()
    learner.saved()
    told = reports(lms.record(gallery[standard]))
    talk = {response for id, response, _ in told if id.startswith("g-2-s04")}

    assert learner.result() == "100 %"
    assert talk == {"result.100" if standard == "scorm12" else "result[.]100"}
    assert {result for _, _, result in told} == {"correct"}
    assert refused(page) == []


@both
def test_the_whole_gallery_is_read_and_completed_without_a_refused_call(
    page: Page, lms: PretendLms, gallery: dict[str, Path], standard: StandardName
) -> None:
    learner = enter(page, lms, gallery[standard], standard)
    learner.start()
    for lesson in LESSONS:
        expect(learner.place.locator(f"#{lesson}")).to_be_visible()
        learner.next()
    learner.saved()

    assert refused(page) == []


# --- by keyboard ----------------------------------------------------------------------------------


def test_places_phrases_rows_and_certainty_by_keyboard_alone(
    page: Page, lms: PretendLms, gallery: dict[str, Path]
) -> None:
    lms.launch(gallery["scorm12"], "scorm12")
    page.goto(f"{lms.address}/_package/{gallery['scorm12'].name}/index.html#asking")
    learner = Learner(page)
    learner.ready()
    learner.arrived("asking")

    def press(form: str, selector: str, key: str = "Space") -> None:
        target = page.locator(f"#{form} {selector}")
        for _ in range(120):
            if target.evaluate("e => e === document.activeElement"):
                page.keyboard.press(key)
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{form} {selector} cannot be reached")

    press("g-2-f03", "input[value='true']")
    page.keyboard.press("ArrowDown")
    press("g-2-f03", "input[value='1']")
    press("g-2-f03", "[data-do=check]", "Enter")
    for value in (1, 2):
        press("g-2-f07", f"input[value='{value}']")
    press("g-2-f07", "[data-do=check]", "Enter")
    turn_to(learner, "placing")
    for row in page.locator("#g-2-f11 tbody tr").all():
        code = int(row.get_attribute("data-code") or 0)
        press("g-2-f11", f"tr[data-code='{code}'] input[value='0']")
        if learner.data("g-2-f11")["key"]["places"][code]:
            page.keyboard.press("ArrowRight")
    press("g-2-f11", "[data-do=check]", "Enter")
    press("g-2-f12", "input[value='0']")
    press("g-2-f12", "[data-do=check]", "Enter")

    for id in ("g-2-f03", "g-2-f07", "g-2-f11", "g-2-f12"):
        result = page.locator(f"#{id} [data-part=result]")
        expect(result).to_have_attribute("data-state", "right")

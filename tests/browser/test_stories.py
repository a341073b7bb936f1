"""What learners do, on the built packages, in a strict LMS of each standard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ihrp_course.preview import PretendLms
from ihrp_course.preview.server import StandardName
from tests.browser.conftest import watch
from tests.taking import Learner

STANDARDS: list[StandardName] = ["scorm12", "scorm2004"]
both = pytest.mark.parametrize("standard", STANDARDS)

STATUS = {"scorm12": "cmi.core.lesson_status", "scorm2004": "cmi.completion_status"}
RAW = {"scorm12": "cmi.core.score.raw", "scorm2004": "cmi.score.raw"}


def enter(
    page: Page, lms: PretendLms, package: Path, standard: StandardName, **more: Any
) -> Learner:
    """Launch in a frame, as an LMS does."""
    page.goto(lms.launch(package, standard, **more))
    learner = Learner(page.frame_locator("#scorm_object"))
    learner.ready()
    return learner


def refused(page: Page) -> list[str]:
    """Calls that this host refused."""
    calls: list[str] = page.evaluate(
        "pretend.log.filter(l => l.error || l.result === 'false').map(l => l.call + ' ' + l.args)"
    )
    return calls


@both
def test_taking_the_module_and_passing_arrives_whole(
    page: Page,
    lms: PretendLms,
    packages: dict[str, Path],
    banks: dict[str, Any],
    standard: StandardName,
) -> None:
    learner = enter(page, lms, packages[standard], standard)
    learner.start()
    learner.finish_lessons()
    learner.open_quiz("quiz-hr")
    learner.answer_all(banks)
    learner.hand_in()
    learner.saved()

    record = lms.record(packages[standard])

    assert refused(page) == []
    assert record[RAW[standard]] == "100"
    assert record[STATUS[standard]] == ("passed" if standard == "scorm12" else "completed")
    if standard == "scorm2004":
        assert record["cmi.success_status"] == "passed"
        assert record["cmi.score.scaled"] == "1"
    assert "cmi.interactions.11.id" in record


@both
def test_nothing_of_success_is_told_before_the_quiz_is_graded(
    page: Page,
    lms: PretendLms,
    packages: dict[str, Path],
    banks: dict[str, Any],
    standard: StandardName,
) -> None:
    learner = enter(page, lms, packages[standard], standard)
    learner.start()
    learner.finish_lessons()
    learner.open_quiz("quiz-hr")
    learner.saved()

    record = lms.record(packages[standard])

    assert record.get(RAW[standard], "") == ""
    assert record.get("cmi.success_status", "unknown") == "unknown"
    assert record[STATUS[standard]] in ("incomplete", "completed")


@both
def test_failing_then_retaking_raises_the_grade_and_never_lowers_it(
    page: Page,
    lms: PretendLms,
    packages: dict[str, Path],
    banks: dict[str, Any],
    standard: StandardName,
) -> None:
    learner = enter(page, lms, packages[standard], standard)
    learner.start()
    learner.finish_lessons()
    learner.open_quiz("quiz-hr")
    first = learner.answer_all(banks, all_wrong=True)
    learner.hand_in()
    learner.saved()
    failed = lms.record(packages[standard])
    learner.page.locator("[data-view=result] [data-do=retake]").click()
    expect(learner.page.locator("[data-view=questions]")).to_be_visible()
    second = learner.answer_all(banks)
    learner.hand_in()
    learner.saved()

    passed = lms.record(packages[standard])

    assert failed[STATUS[standard]] in ("incomplete", "completed")
    assert int(failed[RAW[standard]]) < 80
    assert passed[RAW[standard]] == "100"
    assert len(set(first) & set(second)) < len(first), "a retake asks unseen questions first"
    assert refused(page) == []


@both
def test_a_missed_safety_question_is_put_right_before_the_pass(
    page: Page,
    lms: PretendLms,
    packages: dict[str, Path],
    banks: dict[str, Any],
    standard: StandardName,
) -> None:
    learner = enter(page, lms, packages[standard], standard)
    learner.start()
    learner.finish_lessons()
    learner.open_quiz("quiz-hr")
    critical = [id for id, each in banks.items() if "safety-critical" in each["data"]["tags"]]
    asked: list[str] = []
    while learner.form().count():
        form = learner.form()
        id = form.get_attribute("id") or ""
        is_first_critical = id in critical and not any(a in critical for a in asked)
        asked.append(id)
        learner.answer(form, banks[id]["data"], not is_first_critical)
        learner.page.locator("[data-view=questions] [data-do=forth]").click()
        if learner.page.locator("[data-view=review]").is_visible():
            break
    learner.hand_in()
    learner.saved()
    before = lms.record(packages[standard])
    learner.remediate(banks)
    learner.saved()

    after = lms.record(packages[standard])

    assert before.get(RAW[standard], "") == "", "not graded while it is open"
    assert 80 <= float(after[RAW[standard]]) < 100, "putting right does not change the score"
    assert after[STATUS[standard]] == ("passed" if standard == "scorm12" else "completed")


@both
def test_leaving_in_the_middle_and_coming_back_finds_everything(
    page: Page,
    lms: PretendLms,
    packages: dict[str, Path],
    banks: dict[str, Any],
    standard: StandardName,
) -> None:
    package = packages[standard]
    learner = enter(page, lms, package, standard)
    learner.start()
    id = learner.practice_ids()[0]
    learner.answer(learner.question(id), learner.data(id))
    learner.check(learner.question(id))
    learner.finish_lessons()
    learner.open_quiz("quiz-hr")
    first = learner.form().get_attribute("id") or ""
    learner.answer(learner.form(), banks[first]["data"])
    chosen = learner.form().locator("input:checked").evaluate_all("all => all.map(e => e.value)")
    learner.saved()
    page.goto("about:blank")

    again = enter(page, lms, package, standard)
    again.start()
    expect(again.page).to_have_attribute("id", "quiz-hr")
    again.open_quiz("quiz-hr")  # goes on at the first question without an answer
    again.page.locator("[data-view=questions] [data-do=back]").click()

    expect(again.form()).to_have_attribute("id", first)
    back = again.form().locator("input:checked").evaluate_all("all => all.map(e => e.value)")
    assert back == chosen
    again.place.locator("[data-do=contents]").click()
    again.place.locator("#_contents [data-entry=hr-1] a").click()
    expect(again.question(id).locator("[data-part=result]")).not_to_be_empty()


@both
@pytest.mark.parametrize("transport", ["xhr", "beacon"])
def test_closing_the_tab_right_after_an_answer_loses_nothing(
    browser: Browser,
    lms: PretendLms,
    packages: dict[str, Path],
    standard: StandardName,
    transport: str,
) -> None:
    errors: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    watch(page, errors)
    learner = enter(page, lms, packages[standard], standard, transport=transport)
    learner.start()
    id = learner.practice_ids()[0]
    learner.answer(learner.question(id), learner.data(id))
    learner.question(id).locator("[data-do=check]").click()
    context.close()

    fresh = browser.new_context()
    page = fresh.new_page()
    watch(page, errors)
    again = enter(page, lms, packages[standard], standard)
    again.start()

    expect(again.question(id).locator("[data-part=result]")).not_to_be_empty()
    fresh.close()
    assert not errors


@both
def test_a_commit_that_fails_three_times_is_tried_again_and_arrives(
    page: Page, lms: PretendLms, packages: dict[str, Path], standard: StandardName
) -> None:
    learner = enter(page, lms, packages[standard], standard, failCommits=3)
    learner.start()
    expect(learner.place.locator("[data-part=saved]")).not_to_contain_text("Saved")

    learner.saved()

    record = lms.record(packages[standard])
    location = "cmi.core.lesson_location" if standard == "scorm12" else "cmi.location"
    assert record[location] == "hr-1"


@both
def test_without_an_api_the_course_says_so_and_keeps_the_place_on_the_device(
    page: Page, lms: PretendLms, packages: dict[str, Path], standard: StandardName
) -> None:
    learner = enter(page, lms, packages[standard], standard, apiAbsent=True)
    expect(learner.place.locator("[data-part=saved]")).to_contain_text("device")
    learner.start()
    learner.next()
    page.goto("about:blank")

    again = enter(page, lms, packages[standard], standard, apiAbsent=True)
    again.start()

    expect(again.page).to_have_attribute("id", "hr-2")


@both
@pytest.mark.parametrize("profile", ["strict", "moodle", "openedx", "lenient"])
def test_a_completed_module_that_is_reopened_stays_completed(
    page: Page,
    lms: PretendLms,
    packages: dict[str, Path],
    banks: dict[str, Any],
    standard: StandardName,
    profile: str,
) -> None:
    package = packages[standard]
    learner = enter(page, lms, package, standard, profile=profile)
    learner.start()
    learner.finish_lessons()
    learner.open_quiz("quiz-hr")
    learner.answer_all(banks)
    learner.hand_in()
    learner.saved()
    page.wait_for_function("() => pretend.inFlight === 0")
    page.goto("about:blank")
    before = lms.record(package)

    again = enter(page, lms, package, standard, profile=profile)
    again.place.locator("[data-do=contents]").click()
    again.place.locator("#_contents [data-entry=hr-1] a").click()
    again.next()
    again.saved()
    page.wait_for_function("() => pretend.inFlight === 0")

    after = lms.record(package)
    for element in (STATUS[standard], RAW[standard], "cmi.success_status"):
        assert after.get(element) == before.get(element), element


@both
@pytest.mark.parametrize("mode", ["review", "browse"])
def test_review_and_browse_write_nothing(
    page: Page, lms: PretendLms, packages: dict[str, Path], standard: StandardName, mode: str
) -> None:
    learner = enter(page, lms, packages[standard], standard, mode=mode)
    learner.start()
    learner.next()

    calls = page.evaluate("pretend.log.map(l => l.call)")

    assert not [call for call in calls if "Set" in call or "Commit" in call]


@pytest.mark.parametrize("frame", ["nested", "popup", "popup-parent"])
@both
def test_the_api_is_found_wherever_the_host_keeps_it(
    page: Page, lms: PretendLms, packages: dict[str, Path], standard: StandardName, frame: str
) -> None:
    page.goto(lms.launch(packages[standard], standard, frame=frame))  # type: ignore[arg-type]
    if frame == "nested":
        place: Any = page.frame_locator("#scorm_object").frame_locator("iframe")
    else:
        with page.expect_popup() as popup:
            page.locator("#open").click()
        place = popup.value if frame == "popup" else popup.value.frame_locator("iframe")
    learner = Learner(place)
    learner.ready()
    learner.start()

    learner.saved()

    assert lms.record(packages[standard])


@both
def test_an_api_that_comes_late_is_still_found(
    page: Page, lms: PretendLms, packages: dict[str, Path], standard: StandardName
) -> None:
    learner = enter(page, lms, packages[standard], standard, apiLate=1500)

    learner.start()
    learner.saved()

    assert lms.record(packages[standard])


@both
def test_a_frame_of_another_origin_without_an_api_is_readable(
    page: Page, lms: PretendLms, packages: dict[str, Path], standard: StandardName
) -> None:
    page.goto(lms.launch(packages[standard], standard, frame="foreign"))
    learner = Learner(page.frame_locator("#scorm_object"))
    learner.ready()

    learner.start()

    expect(learner.place.locator("[data-part=saved]")).to_contain_text("device")


def test_the_web_folder_works_from_a_file_address(
    page: Page, packages: dict[str, Path], banks: dict[str, Any]
) -> None:
    page.goto((packages["web"] / "index.html").as_uri())
    learner = Learner(page)
    learner.ready()
    learner.start()
    learner.finish_lessons()
    learner.open_quiz("quiz-hr")
    learner.answer_all(banks)
    learner.hand_in()

    assert learner.result() == "100 %"


@both
def test_the_calls_of_a_launch_and_of_an_answer_stay_few(
    page: Page, lms: PretendLms, packages: dict[str, Path], standard: StandardName
) -> None:
    learner = enter(page, lms, packages[standard], standard)
    at_start = page.evaluate("pretend.log.length")
    learner.start()
    id = learner.practice_ids()[0]
    before = page.evaluate("pretend.log.length")
    learner.answer(learner.question(id), learner.data(id))
    learner.check(learner.question(id))

    for_answer = page.evaluate("pretend.log.length") - before

    assert at_start <= 10
    assert for_answer <= 12 + 1, "one more for asking once how many interactions there are"


CANARY = "canary-7d1f-words-that-never-leave"


@both
def test_words_of_a_worksheet_reach_nobody(
    page: Page, lms: PretendLms, packages: dict[str, Path], standard: StandardName
) -> None:
    bodies: list[str] = []
    page.on("request", lambda request: bodies.append(f"{request.url} {request.post_data or ''}"))
    learner = enter(page, lms, packages[standard], standard)
    learner.start()
    typed = 0
    while "lesson" in (learner.page.get_attribute("class") or ""):
        fields = learner.page.locator("form.own textarea, form.own input[type=text]")
        for n in range(fields.count()):
            fields.nth(n).fill(f"{CANARY} {n}")
            typed += 1
        learner.next()
    learner.saved()

    told = page.evaluate("JSON.stringify([pretend.log, pretend.record])")
    lasting = page.frames[1].evaluate("JSON.stringify({...localStorage})")
    fleeting = page.frames[1].evaluate("JSON.stringify({...sessionStorage})")

    assert typed > 3
    assert CANARY not in told
    assert not [body for body in bodies if CANARY in body]
    assert CANARY not in lasting, "kept on the device only by choice"
    assert CANARY in fleeting


def test_nothing_is_asked_of_another_host(
    page: Page, lms: PretendLms, packages: dict[str, Path], banks: dict[str, Any]
) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    learner = enter(page, lms, packages["scorm12"], "scorm12")
    learner.start()
    learner.finish_lessons()
    learner.open_quiz("quiz-hr")

    assert hosts <= lms.hosts


def test_a_second_tab_reads_along_and_says_so(
    page: Page, lms: PretendLms, packages: dict[str, Path]
) -> None:
    url = lms.launch(packages["scorm12"], "scorm12")
    page.goto(url)
    first = Learner(page.frame_locator("#scorm_object"))
    first.ready()
    first.start()
    first.saved()

    other = page.context.new_page()
    other.goto(lms.launch(packages["scorm12"], "scorm12"))
    second = Learner(other.frame_locator("#scorm_object"))
    second.ready()
    second.start()

    expect(second.place.locator("[data-part=notices]")).not_to_be_empty()
    assert not [c for c in other.evaluate("pretend.log.map(l => l.call)") if "Commit" in c]


def test_a_state_from_nowhere_starts_clean_and_lowers_nothing(
    page: Page, lms: PretendLms, packages: dict[str, Path]
) -> None:
    package = packages["scorm12"]
    lms.put_record(
        package,
        {
            "cmi.suspend_data": "AWCs3nEJQtR_-D2M2yOpVdlULeSEgyrrNTCMturIkQDKV0n",
            "cmi.core.lesson_status": "passed",
            "cmi.core.score.raw": "90",
            "cmi.core.exit": "suspend",
        },
    )

    learner = enter(page, lms, package, "scorm12")
    learner.start()
    learner.saved()

    record = lms.record(package)
    assert record["cmi.core.lesson_status"] == "passed"
    assert record["cmi.core.score.raw"] == "90"

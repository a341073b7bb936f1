"""The pretend LMS in a real browser: where packages find its API, what reaches it, and when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ihrp_course.preview import PretendLms
from tests.conformance.sco import Sco, Standard, enter, frame, write

STATE = "cmi.suspend_data"
EXIT = "cmi.core.exit"


@pytest.fixture
def lms() -> Iterator[PretendLms]:
    with PretendLms() as running:
        yield running


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write(tmp_path / "unit.zip")


# --- where the API is --------------------------------------------------------------------------------


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
def test_a_frame_of_moodles_size_finds_the_api_in_its_parent(
    page: Page, lms: PretendLms, tmp_path: Path, standard: Standard
) -> None:
    package = write(tmp_path / "unit.zip", standard)
    sco = enter(page, lms.launch(package), standard)

    assert sco.place.evaluate("() => [innerWidth, innerHeight]") == [650, 666]
    assert sco.set(STATE, "here") == "true"
    assert sco.commit() == "true"
    assert lms.record(package) == {STATE: "here"}


def test_a_pop_up_finds_the_api_in_its_opener(page: Page, lms: PretendLms, package: Path) -> None:
    page.goto(lms.launch(package, frame="popup"))
    with page.expect_popup() as popup:
        page.locator("#open").click()
    sco = Sco(popup.value).start()
    sco.set(STATE, "here")

    assert sco.commit() == "true"
    assert lms.record(package) == {STATE: "here"}


def test_moodles_pop_up_has_no_opener_and_holds_the_api_and_a_frame(
    page: Page, lms: PretendLms, package: Path
) -> None:
    page.goto(lms.launch(package, frame="popup-parent"))
    with page.expect_popup() as popup:
        page.locator("#open").click()
    sco = Sco(frame(popup.value)).start()
    sco.set(STATE, "here")

    assert sco.commit() == "true"
    assert popup.value.evaluate("() => opener") is None
    assert lms.record(package) == {STATE: "here"}


def test_a_frame_in_a_frame_finds_the_api_two_parents_up(
    page: Page, lms: PretendLms, package: Path
) -> None:
    page.goto(lms.launch(package, frame="nested"))
    inner = page.frame_locator("#scorm_object").locator("#scorm_object").element_handle()
    content = inner.content_frame()
    assert content
    sco = Sco(content).start()

    assert sco.place.evaluate("() => parent.parent === top && parent !== top")
    assert sco.get("cmi.core.entry") == "ab-initio"


def test_a_frame_of_another_origin_finds_none_and_can_be_read(
    page: Page, lms: PretendLms, package: Path
) -> None:
    page.goto(lms.launch(package, frame="foreign"))
    sco = Sco(frame(page))

    assert not sco.finds_api
    expect(page.frame_locator("#scorm_object").locator("p")).to_have_text("It can be read.")
    assert sco.place.evaluate("() => origin") == lms.foreign_address


def test_a_page_alone_finds_none(page: Page, lms: PretendLms, package: Path) -> None:
    page.goto(lms.launch(package, frame="alone"))

    assert not Sco(page).finds_api


def test_an_absent_api_can_appear_later(page: Page, lms: PretendLms, package: Path) -> None:
    url = lms.launch(package, faults={"apiAbsent": True})
    page.goto(url)
    sco = Sco(frame(page))
    assert not sco.finds_api

    lms.faults(url, apiAbsent=False)

    assert sco.finds_api


def test_a_late_api_is_not_there_at_first(page: Page, lms: PretendLms, package: Path) -> None:
    url = lms.launch(package, apiLate=600_000)
    page.goto(url)
    sco = Sco(frame(page))
    assert not sco.finds_api

    lms.faults(url, apiLate=1)

    sco.place.wait_for_function("() => sco.find('API')")
    sco.start()


# --- what arrives while a page goes away -------------------------------------------------------------


@pytest.mark.parametrize(("transport", "kept"), [("xhr", False), ("beacon", True), ("fetch", True)])
def test_synchronous_requests_fail_while_the_page_goes_away_and_beacons_do_not(
    page: Page, lms: PretendLms, package: Path, transport: Any, kept: bool
) -> None:
    sco = enter(page, lms.launch(package, transport=transport))
    sco.set(EXIT, "suspend")
    sco.commit()
    lms.wait_until_stored(package, {EXIT: "suspend"})
    sco.at_leaving(("SetValue", STATE, "last words"), ("Terminate", ""))
    page.goto("about:blank")

    if kept:
        lms.wait_until_stored(package, {STATE: "last words"})
    last = lms.wait_until_called(package, "LMSFinish")[-1]
    assert last["result"] == ("true" if kept else "false")
    assert (STATE in lms.record(package)) is kept


def test_a_beacon_of_more_than_64_kib_is_lost(page: Page, lms: PretendLms, package: Path) -> None:
    sco = enter(page, lms.launch(package, profile="moodle"))
    sco.at_leaving(("SetValue", STATE, "ü" * 40_000), ("Terminate", ""))
    page.goto("about:blank")

    last = lms.wait_until_called(package, "LMSFinish")[-1]
    assert (last["result"], last["error"]) == ("false", 101)
    assert lms.record(package) == {}


def test_open_edx_gets_only_the_first_value_while_the_page_goes_away(
    page: Page, lms: PretendLms, package: Path
) -> None:
    sco = enter(page, lms.launch(package, profile="openedx"))
    sco.at_leaving(
        ("SetValue", "cmi.core.score.raw", "80"), ("SetValue", "cmi.core.lesson_status", "passed")
    )
    page.goto("about:blank")

    record = lms.wait_until_stored(package, {"cmi.core.score.raw": "80"})
    assert record == {"cmi.core.score.raw": "80"}
    assert lms.grade(package) is None


def test_open_edx_gets_everything_while_the_page_stays(
    page: Page, lms: PretendLms, package: Path
) -> None:
    sco = enter(page, lms.launch(package, profile="openedx"))
    sco.set("cmi.core.score.raw", "80")
    sco.set("cmi.core.lesson_status", "passed")

    lms.wait_until_stored(package, {"cmi.core.lesson_status": "passed"})
    assert lms.grade(package) == 0.8


def test_a_killed_tab_keeps_what_was_committed_and_nothing_else(
    browser: Browser, lms: PretendLms, package: Path
) -> None:
    context = browser.new_context()
    sco = enter(context.new_page(), lms.launch(package))
    sco.set(EXIT, "suspend")
    sco.set(STATE, "committed")
    sco.set("cmi.interactions.0.id", "Q01")
    sco.commit()
    sco.set(STATE, "not committed")
    context.close()  # no page of it sees pagehide

    fresh = browser.new_context()
    back = enter(fresh.new_page(), lms.launch(package))

    assert back.get("cmi.core.entry") == "resume"
    assert back.get(STATE) == "committed"
    assert back.get("cmi.interactions._count") == "1"
    fresh.close()


def test_a_reload_is_a_new_session(page: Page, lms: PretendLms, package: Path) -> None:
    sco = enter(page, lms.launch(package))
    sco.set(EXIT, "suspend")
    sco.set("cmi.core.session_time", "0000:01:00.00")
    sco.set(STATE, "here")
    sco.call("Terminate", "")
    page.reload()

    back = Sco(frame(page)).start()

    assert back.get(STATE) == "here"
    assert back.get("cmi.core.total_time") == "0000:01:00.00"
    assert lms.enrolment(package).sessions == 2


# --- faults on the way -------------------------------------------------------------------------------


def test_a_slow_commit_holds_the_page_as_long_as_it_takes(
    page: Page, lms: PretendLms, package: Path
) -> None:
    sco = enter(page, lms.launch(package, slowCommit=300))
    sco.set(STATE, "here")

    took = sco.place.evaluate(
        "() => { const start = performance.now(); sco.call('LMSCommit', '');"
        " return performance.now() - start; }"
    )

    assert took >= 300
    assert lms.record(package) == {STATE: "here"}


def test_a_commit_that_is_never_answered_arrives_when_the_fault_goes(
    page: Page, lms: PretendLms, package: Path
) -> None:
    url = lms.launch(package, transport="fetch", slowCommit="never")
    sco = enter(page, url)
    sco.set(STATE, "here")
    assert sco.commit() == "true"
    assert page.evaluate("() => pretend.inFlight") == 1
    assert lms.record(package) == {}

    lms.faults(url, slowCommit=0)

    lms.wait_until_stored(package, {STATE: "here"})
    page.wait_for_function("() => pretend.inFlight === 0")


def test_an_lms_can_be_left_while_a_page_waits_for_it(page: Page, tmp_path: Path) -> None:
    with PretendLms() as lms:
        package = write(tmp_path / "unit.zip")
        sco = enter(page, lms.launch(package, transport="fetch", slowCommit="never"))
        sco.set(STATE, "here")
        sco.commit()

    assert lms.record(package) == {}


def test_commits_after_the_session_ended_are_refused_with_403(
    page: Page, lms: PretendLms, package: Path
) -> None:
    url = lms.launch(package)
    sco = enter(page, url)
    sco.set(STATE, "here")
    lms.end_session(url)

    with page.expect_response(lambda response: "/_api/commit" in response.url) as answered:
        assert sco.commit() == "false"

    assert answered.value.status == 403
    assert lms.record(package) == {}
    lms.faults(url, sessionEnded=False)
    assert sco.commit() == "true"
    assert lms.record(package) == {STATE: "here"}


def test_a_server_that_has_lost_the_session_lets_other_calls_work(
    page: Page, lms: PretendLms, package: Path
) -> None:
    sco = enter(page, lms.launch(package, sessionGone=True))

    assert sco.set(STATE, "here") == "true"
    assert sco.commit() == "false"
    assert sco.get(STATE) == "here"


def test_commits_can_be_lost_without_a_word(page: Page, lms: PretendLms, package: Path) -> None:
    sco = enter(page, lms.launch(package, loseCommits=True))
    sco.set(STATE, "here")

    assert sco.commit() == "true"
    assert lms.record(package) == {}


def test_faults_are_switched_from_the_test_and_from_the_page(
    page: Page, lms: PretendLms, package: Path
) -> None:
    url = lms.launch(package)
    sco = enter(page, url)

    lms.faults(url, refuseElement=STATE)
    assert sco.set(STATE, "here") == "false"

    page.evaluate("() => pretend.setFaults({ refuseElement: '', sessionGone: true })")
    assert sco.set(STATE, "here") == "true"
    assert sco.commit() == "false"
    assert lms.faults(url)["sessionGone"] is True


def test_a_fault_or_profile_that_does_not_exist_is_an_error(lms: PretendLms, package: Path) -> None:
    with pytest.raises(ValueError, match="no fault failCommit; there are failCommits"):
        lms.launch(package, failCommit=3)
    with pytest.raises(ValueError, match="no fault nonsense"):
        lms.faults(lms.launch(package), nonsense=True)
    with pytest.raises(ValueError, match="no profile 'strickt'; there are lenient, moodle"):
        lms.launch(package, profile="strickt")

"""Each fault switch does what it says, to a real package in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.preview.conftest import SECOND_PATH, Author

STATE = "cmi.suspend_data"


def refused(author: Author) -> int:
    """How many calls were refused, as the bench counts them."""
    author.page.wait_for_timeout(300)  # the bench looks five times a second
    return int(author.page.locator("#refused").inner_text() or "0")


def kept(author: Author) -> dict[str, str]:
    """The record once the page that was turned to is saved."""
    return author.live.wait_until_stored(
        "basics-basics-scorm12", {"cmi.core.lesson_location": "second"}, "author"
    )


def test_calls_are_told_in_plain_words_and_the_record_as_it_is(author: Author) -> None:
    author.open("second")
    author.answer()

    author.tab("calls")
    calls = author.page.locator("#call-list")
    expect(calls).to_contain_text("The session started.")
    expect(calls).to_contain_text("What was set was saved.")
    author.tab("data")

    rows = author.page.locator("#elements tr")
    expect(rows.filter(has_text="cmi.core.lesson_status")).to_contain_text("incomplete")
    expect(author.page.locator("#elements details").first).to_contain_text(
        "interactions 0: second-f01"
    )
    kept(author)


def test_refused_commits_are_told_with_their_reason(author: Author) -> None:
    author.open("second")
    before = kept(author)
    author.switch("refuse")

    author.answer()

    author.tab("calls")
    author.page.locator("#only-refused").check()
    row = author.page.locator("#call-list .refused").first
    expect(row).to_contain_text("The page asked to save, but the LMS could not do it.")
    row.locator("summary").click()
    expect(row).to_contain_text("Error 101")
    expect(row).to_contain_text('LMSCommit("")')
    expect(author.page.locator("#call-list .called:visible:not(.refused)")).to_have_count(0)
    assert author.record() == before


def test_an_ended_session_refuses_everything_until_the_next_launch(author: Author) -> None:
    author.open("second")
    author.switch("end")
    author.answer()
    assert refused(author) > 0

    author.press("Leave and come back")
    author.until_session(2)

    expect(author.page.locator("#fault-end")).not_to_be_checked()
    expect(author.course.locator("#second")).to_be_visible()


def test_suspend_data_is_cut(author: Author) -> None:
    author.open("second")
    author.answer()
    kept(author)
    author.page.evaluate("() => document.querySelector('#frame iframe').contentWindow"
                         ".pretend.setFaults({cutSuspend: 10})")  # fmt: skip

    author.course.locator(
        "#second-f01 [data-do=again], #second-f01 [data-do=check]"
    ).first.wait_for(state="attached")
    author.turn("first")
    author.page.wait_for_function(
        "() => (document.querySelector('#frame iframe').contentWindow"
        ".pretend.record['cmi.suspend_data'] ?? '').length === 10"
    )

    author.switch("cut")
    faults = author.page.evaluate(
        "() => document.querySelector('#frame iframe').contentWindow.pretend.faults"
    )
    assert faults["cutSuspend"] == 255


@pytest.mark.parametrize("choice", ["review", "browse"])
def test_review_mode_changes_no_record(author: Author, choice: str) -> None:
    author.open("second")
    author.choose("mode", choice)
    author.until_session(2)
    before = author.record()

    author.answer()

    author.tab("calls")
    expect(author.page.locator("#call-list")).to_contain_text(f"the mode and got “{choice}”")
    assert author.record() == before


def test_an_empty_mode_counts_as_normal(author: Author) -> None:
    author.open("second")
    author.choose("mode", "empty")
    author.until_session(2)

    author.answer()

    author.tab("calls")
    expect(author.page.locator("#call-list")).to_contain_text("the mode and got nothing")
    record = author.live.wait_until_stored(
        "basics-basics-scorm12", {"cmi.core.lesson_status": "incomplete"}, "author"
    )
    assert record[STATE]


def test_slow_calls_take_their_time(author: Author) -> None:
    author.open("second")
    kept(author)
    author.choose("slow", "0.3 seconds")

    author.answer()

    author.page.wait_for_function(
        """() => { const {log} = document.querySelector('#frame iframe').contentWindow.pretend;
          const at = log.findLastIndex(each => each.call === 'LMSCommit');
          return log[at].time - log[at - 1].time >= 290; }"""
    )


def test_a_lost_save_is_believed_and_gone(author: Author) -> None:
    author.open("second")
    before = kept(author)
    author.switch("lose")
    author.tab("calls")
    saved = author.page.get_by_text("What was set was saved.")
    count = saved.count()

    author.answer()

    expect(saved.nth(count)).to_be_visible()
    assert author.record() == before


@pytest.mark.parametrize("fault", ["throw", "initialize", "absent", "late", "credit", "forget"])
def test_the_course_stays_readable_whatever_fails(author: Author, fault: str) -> None:
    author.open("second")

    author.switch(fault)
    if fault != "throw":
        author.page.wait_for_function(
            "() => document.querySelector('#frame iframe')?.contentWindow.pretend?.launch?.start"
            ".session === 2"
        )

    expect(author.course.locator("html.ready")).to_be_attached()
    expect(author.course.locator("#second")).to_be_visible()


def test_a_killed_page_says_no_last_word_and_the_learner_comes_back(author: Author) -> None:
    author.open("second")
    author.answer()
    kept(author)

    author.press("Kill and relaunch")
    author.until_session(2)

    log = author.live.enrolment("basics-basics-scorm12", "author").calls()
    assert "LMSFinish" not in [each["call"] for each in log if each["session"] == 1]
    expect(author.course.locator("#second")).to_be_visible()
    expect(author.course.locator("#second-f01 [data-part=result]")).not_to_be_empty()


def test_leaving_ends_the_session_in_order(author: Author) -> None:
    author.open("second")

    author.press("Leave and come back")
    author.until_session(2)

    author.tab("calls")
    expect(author.page.locator("#call-list")).to_contain_text("The session ended.")
    expect(author.page.locator("#call-list .session")).to_have_text(["Session 1", "Session 2"])


def test_a_reset_learner_was_never_here(author: Author) -> None:
    author.open("second")
    author.answer()
    kept(author)

    author.press("Reset the learner")
    author.until_session(1)

    expect(author.course.locator("#_start")).to_be_visible()
    author.turn("second")
    expect(author.course.locator("#second-f01 [data-part=result]")).to_be_empty()


def test_a_window_of_its_own_finds_the_lms_and_waits_for_changes(author: Author) -> None:
    author.open("second")
    author.tab("faults")
    author.page.locator("#launch").select_option("popup")
    stage = author.page.frame_locator("#frame iframe:visible")
    with author.page.expect_popup() as opened:
        stage.locator("#open").click()
    window = opened.value
    expect(window.locator("html.ready")).to_be_attached()
    author.tab("calls")
    expect(author.page.locator("#call-list")).to_contain_text("The session started.")

    author.edit(SECOND_PATH, "objective: B-1\n\n", "objective: B-1\ntries: 3\n\n")

    expect(author.page.locator("#newer")).to_be_visible()
    window.close()


def test_a_frame_within_a_frame_finds_the_lms(author: Author) -> None:
    author.open()
    author.tab("faults")

    author.page.locator("#launch").select_option("nested")

    inner = author.course.frame_locator("#scorm_object")
    expect(inner.locator("html.ready")).to_be_attached()
    author.tab("data")
    expect(author.page.locator("#elements")).to_contain_text("cmi.core.student_id")


@pytest.mark.parametrize(
    ("name", "width"), [("phone", 390), ("tablet", 820), ("lms", 650), ("print", 794)]
)
def test_a_width_is_the_page_s_own(author: Author, name: str, width: int) -> None:
    author.open("second")

    author.page.locator(f"[name=width][value={name}]").check()

    author.course.locator("body").evaluate("() => new Promise(requestAnimationFrame)")
    assert author.course.locator("body").evaluate("() => innerWidth") == width
    if name == "lms":
        assert author.course.locator("body").evaluate("() => innerHeight") == 666
    bar = author.course.locator(".bar")
    expect(bar).to_be_hidden() if name == "print" else expect(bar).to_be_visible()

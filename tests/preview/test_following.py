"""The page follows the sources: what changes, what stays, and what happens when a source is broken."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.preview.conftest import FIRST_PATH, MODULE, SECOND, SECOND_PATH, Author

LAST = "The last words of this lesson are here."


def test_prose_changes_in_place_without_touching_the_learner(author: Author) -> None:
    author.open("second")
    question = author.course.locator("#second-f01")
    question.get_by_text("The time", exact=True).click()
    question.scroll_into_view_if_needed()
    before = question.evaluate("e => e.getBoundingClientRect().top")

    author.edit(SECOND_PATH, "Part three goes on", "Part three was edited and goes on")

    expect(author.course.get_by_text("Part three was edited")).to_be_attached()
    expect(question.get_by_label("The time")).to_be_checked()
    assert author.session() == 1
    assert abs(question.evaluate("e => e.getBoundingClientRect().top") - before) < 3


def test_words_of_a_question_change_in_place_and_its_answer_is_kept(author: Author) -> None:
    author.open("second")
    author.answer()
    question = author.course.locator("#second-f01")
    expect(question.locator("[data-part=result]")).not_to_be_empty()

    author.edit(SECOND_PATH, "What does a pause give back?", "What can a pause give back?")
    expect(question.get_by_text("What can a pause give back?")).to_be_visible()
    author.edit(SECOND_PATH, "- [ ] The time", "- [ ] The *whole* time")
    expect(question.get_by_label("The whole time")).to_be_attached()

    expect(question.get_by_label("A choice")).to_be_checked()
    expect(question.locator("[data-part=result]")).not_to_be_empty()
    assert author.session() == 1


def test_other_rules_of_a_question_open_the_page_anew_where_it_was(author: Author) -> None:
    author.open("second")
    author.answer()
    expect(author.course.locator("#second-f01 [data-part=result]")).not_to_be_empty()
    heading = author.course.get_by_text(LAST)
    heading.scroll_into_view_if_needed()
    before = heading.evaluate("e => e.getBoundingClientRect().top")

    author.edit(SECOND_PATH, "objective: B-1\n\n", "objective: B-1\ntries: 3\n\n")

    author.until_session(2)
    expect(author.course.locator("#second")).to_be_visible()
    expect(author.course.locator("#second-f01 [data-part=result]")).not_to_be_empty()
    assert (
        abs(author.course.get_by_text(LAST).evaluate("e => e.getBoundingClientRect().top") - before)
        < 3
    )


def test_a_new_page_waits_for_nothing_that_could_come_before_or_after_it(author: Author) -> None:
    author.open("second")
    expect(author.page.locator("#frame iframe")).to_have_count(2)  # a host page stands ready
    author.page.wait_for_function(
        "() => document.querySelector('#frame iframe[hidden]').contentWindow.launch"
    )
    session = author.session()
    asked = len(author.live.requests)

    author.edit(SECOND_PATH, "- [ ] The time", "- [ ] The year\n- [ ] The time")
    author.until_session(session + 1)

    before, _, after = "\n".join(author.live.requests[asked:]).partition("/_api/session")
    assert "/_bench/launch" in before
    assert "reading.html" not in before  # every lesson once more: only for words put in place
    assert "/_host/" not in before + after.partition("player.js")[0]
    expect(author.course.get_by_text("The year")).to_be_visible()
    expect(author.page.locator("#frame iframe:visible")).to_have_count(1)


def test_the_bench_says_how_long_it_took(author: Author) -> None:
    author.open("second")

    author.edit(SECOND_PATH, LAST, "Other words.")

    expect(author.page.locator("#status")).to_have_text(
        re.compile(r"Up to date, \d+ ms after the save")
    )


def test_a_broken_source_keeps_the_last_good_page_and_shows_the_errors(author: Author) -> None:
    author.open("second")

    author.edit(SECOND_PATH, ":::choice second-f01", ":::chioce second-f01")

    line = SECOND.partition(":::choice")[0].count("\n") + 1
    broken = author.page.locator("#broken")
    expect(broken).to_contain_text("1 error in the sources. The page below is the last good one.")
    expect(broken).to_contain_text(f"{SECOND_PATH}:{line}")
    expect(broken).to_contain_text("error: unknown-block")
    expect(author.page.locator("#status")).to_have_text(
        "1 error: the page waits until the sources are right"
    )
    expect(author.course.get_by_text("What does a pause give back?")).to_be_visible()

    author.edit(SECOND_PATH, ":::chioce", ":::choice")

    expect(broken).to_be_hidden()
    expect(author.course.locator("#second")).to_be_visible()


def test_a_course_that_is_broken_from_the_start_shows_why_and_then_itself(author: Author) -> None:
    author.edit(SECOND_PATH, "objectives: [B-1]", "objectives: [B-9]")
    author.page.goto(f"{author.live.address}/")

    broken = author.page.locator("#broken")
    expect(broken).to_contain_text("error: unknown-objective")
    expect(broken).not_to_contain_text("last good one")
    author.edit(SECOND_PATH, "objectives: [B-9]", "objectives: [B-1]")

    expect(broken).to_be_hidden()
    expect(author.course.locator("html.ready")).to_be_attached()


def test_renamed_deleted_and_half_saved_files_harm_nothing(author: Author) -> None:
    author.open("second")
    file = author.folder / SECOND_PATH
    other = file.with_name("02-other.md")

    file.rename(other)
    other.write_text(SECOND.replace(LAST, "Under another name."), "utf-8")
    expect(author.course.get_by_text("Under another name.")).to_be_visible()
    other.unlink()
    expect(author.page.locator("#broken")).to_contain_text("unknown-lesson")
    file.write_text("---\nid: sec", "utf-8")
    expect(author.page.locator("#broken")).to_contain_text("front-matter-unclosed")
    file.write_bytes(b"\xff\xfe\x00")
    expect(author.page.locator("#broken")).to_contain_text("not-utf-8")
    expect(author.course.locator("#second")).to_be_visible()
    file.write_text(SECOND.replace(LAST, "Whole again."), "utf-8")

    expect(author.course.get_by_text("Whole again.")).to_be_visible()
    expect(author.page.locator("#broken")).to_be_hidden()


def test_a_file_that_becomes_whole_at_once_is_no_error(author: Author) -> None:
    author.open("second")
    told: list[str] = []
    author.page.expose_function("tell", lambda text: told.append(text))
    author.page.evaluate(
        "() => new MutationObserver(() => tell(document.getElementById('broken').textContent)).observe("
        "document.getElementById('broken'), {childList: true, subtree: true})"
    )
    file = author.folder / SECOND_PATH

    with file.open("w", encoding="utf-8") as stream:
        stream.write(SECOND[:400])
        stream.flush()
        author.page.wait_for_timeout(60)  # an editor on a slow disk
        stream.write(SECOND[400:].replace(LAST, "Written in two parts."))

    expect(author.course.get_by_text("Written in two parts.")).to_be_attached()
    assert told == []


def test_a_new_lesson_comes_and_an_old_one_goes(author: Author) -> None:
    author.open("second")
    third = SECOND.replace("second", "third").replace("A longer pause", "The third")

    (author.folder / "modules/basics/03-third.md").write_text(third, "utf-8")
    author.edit("modules/basics/module.yaml", "[first, second]", "[first, second, third]")
    expect(author.course.locator("#third")).to_be_attached()
    author.turn("third")
    (author.folder / "modules/basics/module.yaml").write_text(MODULE, "utf-8")

    expect(author.course.locator("#third")).to_have_count(0)
    expect(author.course.locator("#_start")).to_be_visible()


def test_findings_stand_in_a_list_and_in_the_page_at_their_place(author: Author) -> None:
    author.open("second")
    author.edit(SECOND_PATH, LAST, f"See [a pause](term:pause).\n\n### {LAST}")
    author.edit(FIRST_PATH, "minutes: 1", "minutes: 9")

    rows = author.page.locator("#finding-list > li")
    mark = author.course.locator("#first .bench-mark")
    expect(rows.filter(has_text="warning: minutes")).to_contain_text(f"{FIRST_PATH}:")
    expect(mark.filter(has_text="minutes")).to_contain_text(f"{FIRST_PATH}:")
    rows.filter(has_text="warning: minutes").get_by_role("button", name="Show in the page").click()
    expect(author.course.locator("#first")).to_be_visible()
    rows.filter(has_text="warning: minutes").get_by_role("button", name="About minutes").click()
    expect(author.page.locator("#manual-text")).to_contain_text("minutes")
    author.page.keyboard.press("Escape")
    author.page.locator("#marks").uncheck()
    expect(author.course.locator(".bench-mark")).to_have_count(0)


def test_another_package_and_another_lms_are_chosen_and_remembered(author: Author) -> None:
    author.edit("modules/course.yaml", "packages: [modules]", "packages: [modules, course]")
    author.open("second")
    author.page.locator("#package").select_option("basics")
    author.page.locator("#standard").select_option("scorm2004")
    author.page.wait_for_function(
        "() => document.querySelector('#frame iframe')?.contentWindow.pretend?.launch?.content"
        ".includes('/basics-scorm2004/')"
    )

    author.page.reload()

    expect(author.page.locator("#package")).to_have_value("basics")
    expect(author.page.locator("#standard")).to_have_value("scorm2004")
    expect(author.course.locator("html.ready")).to_be_attached()
    author.turn("second")
    author.edit(SECOND_PATH, LAST, "Seen in the other package.")
    expect(author.course.get_by_text("Seen in the other package.")).to_be_attached()


def test_without_an_lms_the_record_stays_in_the_browser(author: Author) -> None:
    author.page.goto(f"{author.live.address}/")
    author.page.locator("#standard").select_option("none")
    expect(author.course.locator("html.ready")).to_be_attached()

    author.tab("data")

    expect(author.page.locator("#no-data")).to_contain_text("There is no LMS")
    assert author.page.evaluate("() => 'API' in window || 'API' in frames[0]") is False


def test_two_benches_look_at_two_packages(author: Author) -> None:
    author.edit("modules/course.yaml", "packages: [modules]", "packages: [modules, course]")
    author.open("second")
    with author.page.context.new_page() as other:
        second = Author(other, author.live, author.folder)
        second.open()
        other.locator("#package").select_option("basics")
        expect(second.course.locator("html.ready")).to_be_attached()
        second.turn("second")

        author.edit(SECOND_PATH, LAST, "For both.")

        expect(second.course.get_by_text("For both.")).to_be_attached()
        expect(author.course.get_by_text("For both.")).to_be_attached()

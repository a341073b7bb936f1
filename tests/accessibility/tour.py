"""A tour of every kind of page of a package in each of its states: stop after stop, for tests that look at each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import expect

from tests.browser.gallery import begin, say, turn_to
from tests.taking import Learner

PARTS = ("front", "dialogs", "reading", "asking", "placing", "talking", "quietly", "quiz", "ends")
"""The tour in parts, each of which begins on the front page."""
QUIZ = "quiz-gallery"


def tour(learner: Learner, bank: dict[str, Any], part: str) -> Iterator[str]:
    """Goes to each stop of a part; gives its name when it is there."""
    for stop in _STOPS[part](learner, bank):
        learner.arrived()
        learner.laid_out()
        yield stop


def _front(learner: Learner, bank: dict[str, Any]) -> Iterator[str]:
    yield "front"
    for summary in learner.place.locator("#_start summary").all():
        summary.click()
    yield "front unfolded"
    for id in ("_glossary", "_references", "_self-test", "_certificate", "_confidence"):
        _go(learner, id)
        yield id


def _dialogs(learner: Learner, bank: dict[str, Any]) -> Iterator[str]:
    place = learner.place
    place.locator("[data-do=contents]:visible").first.click()
    yield "contents"
    for words in ("chair", "zzz"):
        place.locator("#_search").fill(words)
        expect(place.locator("[data-part=found]")).to_contain_text(
            "2" if words == "chair" else "othing"
        )
        yield f"search for {words}"
    place.locator("#_search").fill("")
    place.locator("#_contents [data-do=settings]").click()
    yield "settings"
    place.locator("#_settings [data-do=close]").click()
    place.locator("[data-do=pause]:visible").first.click()
    yield "pause"
    for summary in place.locator("#_pause summary").all():
        summary.click()
        yield "pause unfolded"
    place.locator("#_pause [data-do=close]").first.click()
    turn_to(learner, "reading")
    for link in (".term", ".cite"):
        learner.page.locator(link).first.click()
        expect(place.locator("#_entry")).to_be_visible()
        yield f"entry of a {link[1:]}"
        place.locator("#_entry [data-do=close]").click()


def _reading(learner: Learner, bank: dict[str, Any]) -> Iterator[str]:
    turn_to(learner, "reading")
    yield "reading"
    for summary in learner.page.locator("summary").all():
        summary.click()
    yield "reading unfolded"


def _questions(lesson: str) -> Any:
    def stops(learner: Learner, bank: dict[str, Any]) -> Iterator[str]:
        turn_to(learner, lesson)
        yield lesson
        ids = learner.practice_ids()
        for number, id in enumerate(ids):
            learner.answer(learner.question(id), learner.data(id), right=number % 2 == 0)
        yield f"{lesson} chosen"
        for id in ids:
            learner.check(learner.question(id))
        yield f"{lesson} checked"
        for id in ids[1::2]:
            learner.question(id).locator("[data-do=show]:visible").click()
        yield f"{lesson} shown"

    return stops


def _talking(learner: Learner, bank: dict[str, Any]) -> Iterator[str]:
    turn_to(learner, "talking")
    yield "role-play waits"
    form = begin(learner)
    yield "role-play begins"
    say(form, 1)
    yield "role-play goes on"
    say(form, 1)
    yield "role-play ends"


def _quietly(learner: Learner, bank: dict[str, Any]) -> Iterator[str]:
    turn_to(learner, "quietly")
    yield "quietly"
    for id in ("quietly-poll", "quietly-scale", "quietly-reported", "quietly-after"):
        learner.place.locator(f"#{id} label").first.click()
    learner.place.locator("#quietly-open textarea").fill("A word or two.")
    learner.place.locator("#quietly-open summary").click()
    yield "quietly filled in"
    practice = learner.place.locator("#quietly-practice")
    practice.locator("[data-do=play]").click()
    yield "practice runs"
    practice.locator("[data-do=skip]").click()
    for _ in range(3):
        practice.locator("[data-do=step]").click()
    yield "practice by steps"
    _go(learner, "_confidence")
    yield "then and now"


def _quiz(learner: Learner, bank: dict[str, Any]) -> Iterator[str]:
    turn_to(learner, QUIZ)
    yield "quiz intro"
    learner.open_quiz(QUIZ)
    yield "quiz question"
    learner.page.locator("[data-do=flag]").click()
    learner.page.locator("[data-do=all]").click()
    yield "quiz on one page"
    learner.page.locator("[data-do=all]").click()
    safety = [id for id, each in bank.items() if each["data"]["tags"]]
    learner.answer_all(bank, wrong=safety[:1])
    yield "quiz looked over"
    learner.hand_in()
    yield "quiz result"
    if learner.page.locator("[data-view=result] [data-do=remedy]").is_visible():
        learner.page.locator("[data-view=result] [data-do=remedy]").click()
        yield "quiz second look"


def _ends(learner: Learner, bank: dict[str, Any]) -> Iterator[str]:
    learner.start()
    learner.finish_lessons()
    learner.open_quiz(QUIZ)
    learner.answer_all(bank)
    learner.hand_in()
    yield "passed"
    _go(learner, "_certificate")
    expect(learner.page.locator("[data-part=earned]")).to_be_visible()
    yield "certificate"
    _go(learner, "_start")
    yield "front of a finished course"
    learner.place.locator("[data-do=pause]:visible").first.click()
    learner.place.locator("#_pause details:has([data-do=exit]) summary").click()
    learner.place.locator("#_pause [data-do=exit]").click()
    expect(learner.place.locator("#_goodbye")).to_be_visible()
    yield "goodbye"


def _go(learner: Learner, id: str) -> None:
    learner.place.locator("body").evaluate("(_, id) => { location.hash = id; }", id)
    learner.arrived(id)


_STOPS: dict[str, Any] = {
    "front": _front,
    "dialogs": _dialogs,
    "reading": _reading,
    "asking": _questions("asking"),
    "placing": _questions("placing"),
    "talking": _talking,
    "quietly": _quietly,
    "quiz": _quiz,
    "ends": _ends,
}

"""A learner in a browser: takes a package as a person would, through what is on the page.

`Learner(frame)` works on a page or on a frame, so that the same story runs in an LMS's frame, in a
window, and on a web server.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Frame, FrameLocator, Locator, Page, expect

Place = Page | Frame | FrameLocator

FOLLOWED = """async (_, address) => {
  while (location.hash !== address) await new Promise(requestAnimationFrame);
}"""
# What a turn leaves for after the paint (the focus, the address) waits as long, and was asked for before.
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))"


class Learner:
    """One sitting. Every method waits for what it asks for; none sleeps."""

    def __init__(self, place: Place) -> None:
        self.place = place

    # --- pages ------------------------------------------------------------------------------------

    @property
    def page(self) -> Locator:
        """The page of the document that is shown, once all of it is there."""
        return self.place.locator(".page:visible:not(:has([data-rest]))")

    def ready(self) -> None:
        """Wait until the record is open: an API may come late."""
        expect(self.place.locator("html")).to_have_class("ready", timeout=15_000)

    def arrived(self, id: str = "") -> None:
        """Wait until a page, or the one that is shown, is there with all that stands on it, and with the focus."""
        if id:
            expect(self.place.locator(f"#{id}")).to_be_visible()
        expect(self.place.locator(".page:visible [data-rest]")).to_have_count(0)
        self.place.locator("html").evaluate(PAINTED)

    def laid_out(self) -> None:
        """Wait for what comes when a page has been seen: what is far below has its place, the next page its rest."""
        expect(self.place.locator(".page:visible .far")).to_have_count(0)
        expect(self.place.locator(".page:visible + .page [data-rest]")).to_have_count(0)

    def start(self) -> None:
        """Begin, or go on where one stopped."""
        self._follow(self.place.locator("[data-do=begin]:visible"))
        expect(self.place.locator("#_start")).to_be_hidden()

    def next(self) -> None:
        """Turn to the next page."""
        here = self.page.get_attribute("id")
        self._follow(self.page.locator("[data-do=next]"))
        expect(self.place.locator(f"#{here}")).to_be_hidden()

    def _follow(self, link: Locator) -> None:
        """Press a link, and wait for its page and for what comes when it has been painted."""
        address = link.get_attribute("href")
        link.click()
        self.place.locator("html").evaluate(FOLLOWED, address)
        self.arrived()

    def finish_lessons(self) -> None:
        """Go through every lesson by its Next button, up to the quiz or the last page."""
        while "lesson" in (self.page.get_attribute("class") or ""):
            if self.page.locator("[data-do=next]").count() == 0:
                return
            self.next()

    def saved(self) -> None:
        """Wait until the page says that everything is saved."""
        expect(self.place.locator("[data-part=saved]")).to_contain_text("Saved", timeout=15_000)

    # --- questions --------------------------------------------------------------------------------

    def question(self, id: str) -> Locator:
        return self.place.locator(f"form#{id}")

    def data(self, id: str) -> dict[str, Any]:
        """What the page knows of a practice question."""
        text = self.place.locator("#ihrp-data").text_content() or "{}"
        found: dict[str, Any] = json.loads(text)["questions"][id]
        return found

    def practice_ids(self) -> list[str]:
        """The practice questions of the page that is shown."""
        forms = self.page.locator("form.question:not([data-bank])")
        return [forms.nth(n).get_attribute("id") or "" for n in range(forms.count())]

    def answer(self, form: Locator, data: dict[str, Any], right: bool = True) -> None:
        """Answer a question, right or wrong, with what its controls offer."""
        _ANSWER[data["kind"]](form, data["key"], right)

    def check(self, form: Locator) -> None:
        form.locator("[data-do=check]").click()
        expect(form.locator("[data-part=result]")).not_to_be_empty()

    # --- the quiz ---------------------------------------------------------------------------------

    def open_quiz(self, id: str) -> None:
        """Turn to the quiz and begin, or go on."""
        if not self.place.locator(f"#{id}").is_visible():
            self.place.locator("[data-do=contents]").click()
            self.place.locator(f"#_contents [data-entry={id}] a").click()
        self.page.locator("[data-view=intro] [data-do=open]").click()
        expect(self.page.locator("[data-view=questions]")).to_be_visible()

    def form(self) -> Locator:
        """The quiz question that is shown."""
        return self.page.locator("[data-view=questions] form:visible")

    def answer_all(
        self, banks: dict[str, Any], wrong: Sequence[str] = (), all_wrong: bool = False
    ) -> list[str]:
        """Answer every question of the attempt; those in `wrong` wrongly. Gives the ids in order.

        `banks`: question data by id, as `bank_data` reads it from a package.
        """
        asked: list[str] = []
        while self.form().count():
            form = self.form()
            id = form.get_attribute("id") or ""
            if id in asked:
                break
            asked.append(id)
            self.answer(form, banks[id]["data"], not all_wrong and id not in wrong)
            self.page.locator("[data-view=questions] [data-do=forth]").click()
            if self.page.locator("[data-view=review]").is_visible():
                break
            expect(self.place.locator(f"#{id}")).to_be_hidden()
        return asked

    def hand_in(self) -> None:
        if not self.page.locator("[data-view=review]").is_visible():
            self.page.locator("[data-do=review]").click()
        self.page.locator("[data-do=hand-in]").click()
        expect(self.page.locator("[data-view=result]")).to_be_visible()

    def remediate(self, banks: dict[str, Any], right: bool = True) -> None:
        """Put right every question that must be; or answer the first one wrong."""
        self.page.locator("[data-view=result] [data-do=remedy]").click()
        view = self.page.locator("[data-view=remedy]")
        while view.is_visible():
            form = view.locator("[data-part=next] form")
            self.answer(form, banks[form.get_attribute("id") or ""]["data"], right)
            view.locator("[data-do=remedy-check]").click()
            onward = view.locator("[data-do=remedy-next]")
            expect(onward).to_be_visible()
            onward.click()
            if not right:
                return

    def result(self) -> str:
        """What the result page says first."""
        expect(self.page.locator("[data-view=result]")).to_be_visible()
        return self.page.locator("[data-view=result] [data-part=score]").inner_text()


def bank_data(text: str) -> dict[str, Any]:
    """The questions of a `data/bank-….js`, by id."""
    start = text.index(",") + 1
    questions: dict[str, Any] = json.loads(text[start : text.rindex(")")])["questions"]
    return questions


def _press(form: Locator, control: Locator) -> None:
    """Press a radio or box by its label, as a finger does."""
    form.locator(f"label[for='{control.get_attribute('id')}']").click()


def _choice(form: Locator, key: dict[str, Any], right: bool) -> None:
    value = key["key"] if right else next(n for n in range(key["n"]) if n != key["key"])
    _press(form, form.locator(f"input[value='{value}']"))


def _multi(form: Locator, key: dict[str, Any], right: bool) -> None:
    wanted = key["keys"] if right else [n for n in range(key["n"]) if n not in key["keys"]][:1]
    for value in range(key["n"]):
        box = form.locator(f"input[value='{value}']")
        if box.is_checked() != (value in wanted):
            _press(form, box)


def _truefalse(form: Locator, key: dict[str, Any], right: bool) -> None:
    _press(form, form.locator(f"input[value='{str(key['answer'] == right).lower()}']"))
    if key.get("confidence"):
        _press(form, form.locator("input[value='2']"))


def _match(form: Locator, key: dict[str, Any], right: bool) -> None:
    for left, pair in enumerate(key["pairs"]):
        select = form.locator(f".part[data-code='{left}'] select")
        other = next(n for n in range(key["rights"]) if n != pair)
        value = pair if right else other
        select.select_option("" if value is None else str(value))


def _sort(form: Locator, key: dict[str, Any], right: bool) -> None:
    for card, place in enumerate(key["places"]):
        other = next(n for n in range(key["categories"]) if n != place)
        value = (place or 0) if right else other
        _press(form, form.locator(f".part[data-code='{card}'] input[value='{value}']"))


def _order(form: Locator, key: dict[str, Any], right: bool) -> None:
    wanted = key["orders"][0] if right else list(reversed(key["orders"][0]))
    # An order that nobody touched is no answer, even if it stands as it should.
    form.locator(".part [data-move='-1']").nth(1).click()
    for place, code in enumerate(wanted):
        while True:
            now = [
                int(c or 0)
                for c in form.locator(".part").evaluate_all("all => all.map(e => e.dataset.code)")
            ]
            if now.index(code) == place:
                break
            form.locator(f".part[data-code='{code}'] [data-move='-1']").click()


def _fill(form: Locator, key: dict[str, Any], right: bool) -> None:
    for number, accepted in enumerate(key["gaps"]):
        form.locator(f"[data-gap='{number}']").fill(accepted[0] if right else "something else")


def _select(form: Locator, key: dict[str, Any], right: bool) -> None:
    for number, gap in enumerate(key["gaps"]):
        value = gap["key"] if right else next(n for n in range(gap["n"]) if n != gap["key"])
        form.locator(f"[data-gap='{number}']").select_option(str(value))


def _numeric(form: Locator, key: dict[str, Any], right: bool) -> None:
    value = key["answer"] + (0 if right else key["tolerance"] + 1)
    form.locator("input").fill(f"{value:g}")


def _regions(form: Locator, key: dict[str, Any], right: bool) -> None:
    if len(key["keys"]) > 1:
        return _multi(form, key, right)
    return _choice(form, {"n": key["n"], "key": key["keys"][0]}, right)


def _phrases(form: Locator, key: dict[str, Any], right: bool) -> None:
    wanted = key["keys"] if right else [n for n in range(key["n"]) if n not in key["keys"]][:1]
    for value in range(key["n"]):
        if form.locator(f"input[value='{value}']").is_checked() != (value in wanted):
            form.locator(f"label[data-code='{value}']").click()


def _matrix(form: Locator, key: dict[str, Any], right: bool) -> None:
    for row, place in enumerate(key["places"]):
        value = place if right else next(n for n in range(key["columns"]) if n != place)
        form.locator(f".part[data-code='{row}'] input[value='{value}']").click()


def _scenario(form: Locator, key: dict[str, Any], right: bool) -> None:
    """The best replies, or the costliest, to the end."""
    liking = ["best", "", "workable", "costly"] if right else ["costly", "workable", "", "best"]
    scene = key["start"]
    while scene in key["scenes"]:
        replies = key["scenes"][scene]
        reply = min(replies, key=lambda each: liking.index(each["q"]))
        place = replies.index(reply)
        form.locator(f"[data-part=scene] [data-reply='{place}'] button").click()
        scene = reply["to"]


_ANSWER = {
    "hotspot": _regions,
    "mark": _phrases,
    "matrix": _matrix,
    "scenario": _scenario,
    "choice": _choice,
    "multi": _multi,
    "truefalse": _truefalse,
    "match": _match,
    "sort": _sort,
    "order": _order,
    "fill": _fill,
    "select": _select,
    "numeric": _numeric,
}

"""Random walks: a learner who does whatever comes to mind, in an LMS in which anything may fail.

A `Walk` takes all its steps from one seed. It keeps what the learner knows to have done, and where that must
be by now: at the LMS, on the device. After each step it looks whether what must hold always does hold.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Frame,
    Locator,
    Page,
    Request,
    expect,
)
from playwright.sync_api import Error as BrowserError

from ihrp_course.preview import PretendLms
from ihrp_course.preview.launch import FAULTS as DEFAULTS
from ihrp_course.preview.launch import Frame as FrameKind
from ihrp_course.preview.server import StandardName
from tests.browser.walkworld import (
    BLOCKED,
    CANARY,
    DEVICE_ONLY,
    FAULTS,
    FOUND,
    FRAMES,
    FULL,
    IS_OURS,
    QUIZ,
    SCORES,
    SCRIPT,
    STARTS,
    STATUS_ORDER,
    UNSAFE,
    YESTERDAY,
    is_unreadable,
)
from tests.taking import Learner

Look = dict[str, Any]
Known = dict[tuple[str, str], str]


@dataclass
class Book:
    """What the learner knows to have done, and what of it was held where after the latest good step."""

    known: Known = field(default_factory=dict)
    at_lms: Known = field(default_factory=dict)
    on_device: Known = field(default_factory=dict)

    def keep(self, known: Known) -> None:
        """No more than this is sure from now on."""
        self.known = known
        for held in (self.at_lms, self.on_device):
            for key in [key for key in held if held[key] != known.get(key)]:
                del held[key]


Move = tuple[float, Callable[[], str]]


class Walk:
    """One learner, one seed."""

    def __init__(
        self,
        context: Callable[[], BrowserContext],
        lms: PretendLms,
        package: Path,
        standard: StandardName,
        banks: dict[str, Any],
        seed: int,
    ) -> None:
        self.new_context, self.lms, self.package = context, lms, package
        self.standard, self.banks = standard, banks
        self.dice = random.Random(seed)
        self.learner_id = f"walk-{seed}"
        self.steps: list[str] = []
        self.errors: list[str] = []
        self.profile = self.dice.choice(["strict", "strict", "moodle", "openedx", "lenient"])
        self.skill = self.dice.choice([0.4, 0.8, 1.0])
        self.is_clumsy = self.dice.random() < 0.7  # whether anything fails at all
        self.width = self.dice.choice([320, 390, 650, 1280])
        # Without an LMS, and with one that says nothing, the record is another one: the device's own.
        self.books = {"lms": Book(), "device": Book()}
        self.unseen: set[tuple[str, str]] = set()
        self.faults: dict[str, Any] = {}
        self.storage = "works"
        self.book = "lms"
        self.is_reading = False
        self.commits = 0
        self.told = 0
        self.record_before: dict[str, str] = {}
        self.was_bad = False
        self.sent_in_vain = -1
        self.context = self._context()

    @property
    def now(self) -> Book:
        """The record of this sitting."""
        return self.books[self.book]

    @property
    def known(self) -> Known:
        return self.now.known

    # --- one walk ---------------------------------------------------------------------------------

    def run(self, count: int) -> None:
        """So many steps, then a quiet launch in which everything is looked at once more."""
        try:
            self.launch({})
            for _ in range(count):
                self.step()
            self.end()
        finally:
            self.context.close()

    def step(self) -> None:
        moves = list(self.moves(self.look()))
        act = self.dice.choices([move for _, move in moves], [weight for weight, _ in moves])[0]
        place = len(self.steps)
        self.steps.append(act.__name__)
        self.steps[place] = act()
        self.check()

    def end(self) -> None:
        """Everything works again: nothing of what must have been kept is missing."""
        self.relaunch({}, "to look at everything")
        for page in ("reading", "asking", "placing", "talking", "quietly", QUIZ):
            self.turn_to(page)
            self.check()
            if page == QUIZ and self.offered("open") and any(k[0] == "answer" for k in self.unseen):
                self.press("open")
                self.look_at_all()
        left = {key for key in self.unseen if key[0] != "answer"}
        assert not left, f"never seen again: {left}"

    # --- what a learner can do --------------------------------------------------------------------

    def moves(self, look: Look) -> Iterator[Move]:
        """What can be done now, and how likely it is."""
        offers = look["offers"]
        dos = {each["do"] for each in offers}
        if look["pages"] == ["_goodbye"]:
            yield 1, self.come_back
            return
        if look["dialogs"]:
            yield from self.in_dialog(offers)
            return
        for name, weight in {
            "begin": 6, "next": 4, "again": 2, "show": 1, "play": 2, "back": 1, "anew": 2, "reopen": 3,
            "open": 6, "last": 1, "flag": 1, "forth": 3, "all": 0.5, "review": 1, "hand-in": 4, "retake": 3,
            "remedy": 6, "remedy-next": 8, "pause": 0.7, "step": 1, "skip": 1, "hold": 0.5, "erase": 0.3,
            "contents": 1.5, "copy": 0.3, "test-again": 0.3,
        }.items():  # fmt: skip
            if name in dos:
                yield weight, self.named(self.press, name)
        if "contents" not in dos:
            yield 1.5, self.named(self.press, "contents")
            yield 0.5, self.named(self.press, "pause")
        yield 1.5, self.named(self.turn_to, QUIZ)
        questions = [
            each for each in look["forms"] if not each["own"] and each["kind"] != "scenario"
        ]
        if any(each["do"] == "check" for each in offers) and questions:
            yield 8, self.answer_practice
        if any(each["reply"] for each in offers):
            yield 8, self.reply
        if look["asked"]:
            yield 8, self.answer_quiz
        if "remedy-check" in dos:
            yield 10, self.answer_remedy
        if any(each["own"] and each["kind"] in ("poll", "scale") for each in look["forms"]):
            yield 2, self.choose_for_oneself
        if any(each["kind"] in ("worksheet", "open") for each in look["forms"]):
            yield 3, self.write_for_oneself
            yield 1, self.keep
        if any("term" in each["cls"] or "cite" in each["cls"] for each in offers):
            yield 1, self.open_entry
        if any(each["what"] == "summary" for each in offers):
            yield 0.5, self.unfold
        yield 0.5, self.go_somewhere
        yield 0.5, self.go_back
        yield 0.3, self.rotate
        yield 1, self.reload
        yield 2, self.kill
        yield 0.7, self.leave
        yield 0.7, self.change_device
        yield 0.2, self.second_tab
        if self.is_clumsy:
            yield 2.5, self.break_something
            if self.faults:
                yield 2.5, self.mend

    def in_dialog(self, offers: list[dict[str, Any]]) -> Iterator[Move]:
        yield 3, self.named(self.press, "close")
        yield 1, self.escape
        dos = {each["do"] for each in offers}
        if any(each["href"].startswith("#") for each in offers):
            yield 4, self.follow_link
        if "settings" in dos:
            yield 0.7, self.named(self.press, "settings")
        if "exit" in dos:
            yield 0.7, self.named(self.press, "exit")
        if any(each["what"] == "summary" for each in offers):
            yield 1, self.unfold
        if any("_search" in each["form"] or each["what"] == "input" for each in offers):
            yield 1, self.type_or_pick

    def named(self, act: Callable[[str], str], name: str) -> Callable[[], str]:
        def move() -> str:
            return act(name)

        move.__name__ = f"{act.__name__} {name}"
        return move

    @property
    def root(self) -> Locator:
        """The dialog that is open, else the page."""
        dialog = self.frame.locator("dialog[open]")
        return dialog.last if dialog.count() else self.frame.locator("body")

    def offered(self, name: str) -> bool:
        return self.root.locator(f"[data-do={name}]:visible").count() > 0

    def any_of(self, selector: str) -> Locator:
        found = self.root.locator(f":is({selector}):visible:not(:disabled)")
        return found.nth(self.dice.randrange(found.count()))

    def press(self, name: str) -> str:
        button = self.any_of(f"[data-do={name}]")
        pressed = button.element_handle()
        form = button.evaluate("(e) => e.closest('form')?.id ?? ''")
        href = button.get_attribute("href") or ""
        if name == "exit" and self.page is not self.host:
            with self.page.expect_event("close"):  # a window of its own closes itself
                button.click()
            return self.come_back()
        button.click()
        if href:
            self.arrive(href)
        if name in ("open", "retake", "last", "remedy", "remedy-next"):
            pressed.wait_for_element_state("hidden")
        if name == "exit":
            self.wait("() => !document.querySelector('#_goodbye').hidden")
        if form and name in ("back", "reopen") and not self.is_reading:
            self.note_play(form)
        if name == "erase":
            self.forget(("own", form))
        if name == "flag":
            self.note_answers()
        if name in ("hand-in", "retake", "remedy-check"):
            self.forget_answers()
        return f"press {name} {form or href}"

    def turn_to(self, page: str) -> str:
        """By the contents, as one may at any time."""
        if self.look()["dialogs"]:
            self.escape()
        if self.look()["pages"] == [page]:
            return f"stay at {page}"
        self.frame.locator("[data-do=contents]:visible").first.click()
        self.frame.locator("#_search").fill("")  # what was searched last still stands there
        self.frame.locator(f"#_contents [data-entry={page}] a").click()
        self.arrive(f"#{page}")
        return f"turn to {page}"

    def follow_link(self) -> str:
        link = self.any_of("a[href^='#']")
        href = link.get_attribute("href") or ""
        link.click()
        self.arrive(href)
        return f"follow {href}"

    def open_entry(self) -> str:
        link = self.any_of("a.term, a.cite")
        link.click()
        self.wait("() => document.querySelector('#_entry[open]')")
        return "open an entry"

    def unfold(self) -> str:
        self.any_of("summary").click()
        return "unfold"

    def type_or_pick(self) -> str:
        field = self.frame.locator("#_search")
        if field.is_visible():
            field.fill(self.dice.choice(["pause", "chair", "zzz", "a"]))
            self.wait("() => document.querySelector('[data-part=found]').textContent")
            return "search"
        pick = self.any_of(".settings label")
        pick.click()
        return f"set {pick.inner_text()}"

    def escape(self) -> str:
        self.page.keyboard.press("Escape")
        if self.frame.locator("dialog[open] #_search:focus").count():
            self.page.keyboard.press("Escape")  # the first one cleared the field
        self.wait("() => !document.querySelector('dialog[open]')")
        return "escape"

    def go_somewhere(self) -> str:
        page = self.dice.choice(
            ["_start", "_glossary", "_references", "_self-test", "_certificate"]
        )
        self.frame.evaluate("(page) => { location.hash = page; }", page)
        self.arrive(f"#{page}")
        return f"go to {page}"

    def go_back(self) -> str:
        """Back to the page before, and forth again, if they are pages of this document."""
        hashes = self.frame.evaluate("() => location.hash")
        self.follow_page("reading" if hashes != "#reading" else "asking")
        self.check()
        here = self.frame.evaluate("() => location.hash")
        self.frame.evaluate("() => history.back()")
        self.wait(f"() => location.hash !== '{here}'")
        self.arrive(self.frame.evaluate("() => location.hash || '#_start'"))
        return "back"

    def follow_page(self, page: str) -> None:
        self.frame.evaluate("(page) => { location.hash = page; }", page)
        self.arrive(f"#{page}")

    def rotate(self) -> str:
        size = self.page.viewport_size or {"width": 390, "height": 844}
        self.page.set_viewport_size({"width": size["height"], "height": size["width"]})
        return "rotate"

    # --- answering --------------------------------------------------------------------------------

    def practice_form(self) -> str:
        buttons = self.frame.locator("form:not(.locked) [data-do=check]:visible")
        button = buttons.nth(self.dice.randrange(buttons.count()))
        return str(button.evaluate("(e) => e.closest('form').id"))

    def answer_practice(self) -> str:
        id = self.practice_form()
        form = self.learner.question(id)
        is_right = self.dice.random() < self.skill
        self.learner.answer(form, self.learner.data(id), is_right)
        form.locator("[data-do=check]").click()
        found = self.form_of(id)
        if found["state"] and not found["state"].startswith("first."):
            self.note(("practice", id), f"{found['state']} {found['values']}")
        return f"answer {id} {'right' if is_right else 'wrong'}: {found['state']}"

    def answer_quiz(self) -> str:
        forms = self.frame.locator("[data-view=questions] .slot form:visible")
        form = forms.nth(self.dice.randrange(forms.count()))
        id = form.get_attribute("id") or ""
        is_right = self.dice.random() < self.skill
        data = self.banks[id]["data"]
        if data["kind"] == "scenario" and form.locator("[data-part=scene] button").count() == 0:
            return f"{id} is over"
        if data["kind"] == "scenario":
            reply = form.locator("[data-part=scene] .reply")
            reply.nth(self.dice.randrange(reply.count())).click()
        else:
            self.learner.answer(form, data, is_right)
        self.note_answers()
        return f"answer {id} of the quiz {'right' if is_right else 'wrong'}"

    def answer_remedy(self) -> str:
        form = self.frame.locator("[data-view=remedy] [data-part=next] form")
        id = form.get_attribute("id") or ""
        is_right = self.dice.random() < self.skill
        if self.banks[id]["data"]["kind"] != "scenario":
            self.learner.answer(form, self.banks[id]["data"], is_right)
        self.frame.locator("[data-do=remedy-check]:visible").click()
        return f"second look at {id} {'right' if is_right else 'wrong'}"

    def reply(self) -> str:
        reply = self.any_of(".reply")
        form = str(reply.evaluate("(e) => e.closest('form').id"))
        reply.click()
        if self.frame.locator(f"#{form}").evaluate("(e) => Boolean(e.closest('[data-view]'))"):
            self.note_answers()
            return f"reply in {form} of the quiz"
        self.note_play(form)
        return f"reply in {form}"

    def choose_for_oneself(self) -> str:
        id = self.dice.choice(["quietly-poll", "quietly-scale", "quietly-reported"])
        labels = self.frame.locator(f"#{id} label")
        labels.nth(self.dice.randrange(labels.count())).click()
        self.note(("own", id), self.form_of(id)["values"])
        return f"choose in {id}"

    def write_for_oneself(self) -> str:
        id = self.dice.choice(["quietly-sheet", "quietly-open"])
        fields = self.frame.locator(f"#{id} :is(textarea, input[type=text])")
        field = fields.nth(self.dice.randrange(fields.count()))
        field.fill(f"{CANARY} {self.dice.randrange(1000)}")
        self.note_own(id)
        return f"write in {id}"

    def keep(self) -> str:
        id = self.dice.choice(["quietly-sheet", "quietly-open"])
        self.frame.locator(f"label[for={id}_keep]").click()
        self.note_own(id)
        return f"keep {id} or not"

    # --- sittings ---------------------------------------------------------------------------------

    def launch(self, faults: dict[str, Any], storage: str = "works") -> None:
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.watch(self.page)
        if storage != "works":
            self.page.add_init_script(
                BLOCKED if storage == "blocked" else f"if ({IS_OURS}) ({FULL})()"
            )
        self.storage = storage
        self.faults = dict(faults)
        frame: FrameKind = self.dice.choice(FRAMES)
        self.kind = frame
        self.record_before = dict(self.lms.record(self.package, self.learner_id))
        self.url = self.lms.launch(
            self.package,
            self.standard,
            learner=self.learner_id,
            profile=self.profile,
            frame=frame,
            faults=faults,
        )
        self.page.goto(self.url)
        self.told = 0
        self.frame = self.find_frame(frame)
        self.settle_in(frame, faults)

    def find_frame(self, frame: str) -> Frame:
        if frame == "popup":
            with self.page.expect_popup() as popup:
                self.page.locator("#open").click()
            self.watch(popup.value)
            popup.value.set_default_timeout(15_000)
            self.host, self.page = self.page, popup.value
            return popup.value.main_frame
        self.host = self.page
        found = self.page.wait_for_selector("#scorm_object").content_frame()  # type: ignore[union-attr]
        assert found
        if frame == "nested":
            inner = found.wait_for_selector("iframe").content_frame()  # type: ignore[union-attr]
            assert inner
            found = inner
        return found

    def settle_in(self, frame: str, faults: dict[str, Any]) -> None:
        """What stands on the page at the start is what must have been kept."""
        self.learner = Learner(self.frame)
        self.learner.ready()
        look = self.look()
        is_told = self.profile != "openedx"  # which gives no mode
        self.is_reading = is_told and faults.get("mode", "") in ("review", "browse")
        self.book = "lms" if self.frame.evaluate(FOUND) else "device"
        self.copy_before = look["copy"]
        self.was_bad = self.is_lms_bad
        self.steps.append(
            f"[{self.profile} {self.standard} in a {frame}, storage {self.storage}, {faults}: {look['saved']!r}]"
        )

    def expect_after(self, faults: dict[str, Any], storage: str, is_same: bool) -> None:
        """What must be there after the next launch."""
        book = self.now
        is_read = is_same and storage != "blocked"
        if book.at_lms == book.known:
            sure = [book.at_lms]
        elif is_read and book.on_device == book.known:
            sure = [book.on_device]
        else:
            sure = [book.at_lms, *([book.on_device] if is_read else [])]
        book.keep({k: v for k, v in book.known.items() if all(s.get(k) == v for s in sure)})
        lms = self.books["lms"]
        if not is_read:
            lms.keep(dict(lms.at_lms))
            self.books["device"] = Book()
        if not is_same:
            lms.keep({k: v for k, v in lms.known.items() if k[0] not in DEVICE_ONLY})
            lms.on_device = {}
        if is_unreadable(faults):
            lms.keep(dict(lms.on_device) if is_read else {})

    def relaunch(self, faults: dict[str, Any], why: str, is_same: bool = True) -> str:
        """The LMS's page goes, and another one comes."""
        storage = (
            self.dice.choice(["works"] * 6 + ["full", "blocked"])
            if faults or self.is_clumsy
            else "works"
        )
        if why == "to look at everything":
            storage = "works"
        self.expect_after(faults, storage, is_same)
        for page in {self.page, self.host}:
            page.close()
        if not is_same:
            self.context.close()
            self.context = self._context()
        self.launch(faults, storage)
        self.look_again()
        return f"relaunch {why}"

    def look_again(self) -> None:
        """What the learner knows to have done has to be there again, as far as it shows by now."""
        look = self.look()
        for kind, name in list(self.known):
            value = self.known[kind, name]
            if kind == "done":
                assert name in look["done"], f"{name} was done, and is not any more"
            if kind == "state":
                now = look["states"][name]
                is_more = (value, now) == ("Begun", "Done")  # the device held more than the LMS
                assert now == value or is_more, f"{name} stood as {value!r}, now {now!r}"
            if kind == "place":
                assert look["begin"].startswith(f"#{value}"), (
                    f"stopped at {value}, goes on at {look['begin']}"
                )
        self.unseen = {key for key in self.known if key[0] in ("practice", "play", "answer", "own")}

    def any_start(self) -> dict[str, Any]:
        if not self.is_clumsy or self.dice.random() < 0.5:
            return {}
        return dict(self.dice.choice(STARTS))

    def reload(self) -> str:
        """The whole page of the LMS, as F5 does."""
        if self.host is not self.page:
            return "no reload of a window"
        self.expect_after(self.faults, self.storage, True)
        self.page.reload()
        self.told = 0
        self.frame = self.find_frame(self.kind)
        now = self.lms.launches[self.url.partition("id=")[2]].faults
        self.faults = {name: value for name, value in now.items() if value != DEFAULTS[name]}
        self.settle_in("frame", self.faults)
        self.look_again()
        return "reload"

    def kill(self) -> str:
        """The tab dies: nothing of the page runs any more."""
        with suppress(BrowserError):
            self.page.goto("chrome://crash", timeout=2_000)
        return self.relaunch(self.any_start(), "after the tab was killed")

    def come_back(self) -> str:
        return self.relaunch(self.any_start(), "after leaving")

    def leave(self) -> str:
        self.page.goto("about:blank")
        return self.relaunch(self.any_start(), "after turning away")

    def change_device(self) -> str:
        """Once the page says that all is saved."""
        self.await_lms()
        self.page.goto("about:blank")
        return self.relaunch(self.any_start(), "on another device", is_same=False)

    def await_lms(self) -> None:
        """What was done last is at the LMS in a moment, if nothing has failed since the launch."""
        for _ in range(30):
            self.note_safety(self.look())
            if self.now.at_lms == self.known:
                return
            self.page.wait_for_timeout(100)
        is_owed = (
            self.book == "lms"
            and not self.is_reading
            and not self.was_bad
            and self.storage == "works"
        )
        assert not is_owed, "what was done is not at the LMS"

    def second_tab(self) -> str:
        """It reads along, and says so."""
        if self.storage != "works" or self.book == "device" or self.faults or self.is_reading:
            return "no second tab"
        other = self.context.new_page()
        self.watch(other)
        other.goto(
            self.lms.launch(
                self.package, self.standard, learner=self.learner_id, profile=self.profile
            )
        )
        learner = Learner(other.frame_locator("#scorm_object"))
        learner.ready()
        notices = learner.place.locator("[data-part=notices]")
        expect(notices, "a second tab does not say so").not_to_be_empty()
        calls = other.evaluate("() => pretend.log.map((each) => each.call)")
        assert not [call for call in calls if "Commit" in call], "a second tab writes"
        other.close()
        return "second tab"

    # --- what goes wrong --------------------------------------------------------------------------

    @property
    def is_lms_bad(self) -> bool:
        """Whether what is told to the LMS now may not be there later."""
        is_cut = self.faults.get("refuseElement") == "cmi.suspend_data"
        is_for_show = self.faults.get("credit") == "no-credit"  # some LMSs keep nothing then
        return (
            is_cut
            or is_for_show
            or any(self.faults.get(name, DEFAULTS[name]) != DEFAULTS[name] for name in UNSAFE)
        )

    def break_something(self) -> str:
        roll = self.dice.random()
        if roll < 0.15 and self.storage == "works":
            self.frame.evaluate(FULL)
            self.page.add_init_script(f"if ({IS_OURS}) ({FULL})()")
            self.storage = "full"
            return "storage is full"
        if roll < 0.2:
            self.frame.evaluate(YESTERDAY)
            return "the clock goes back a day"
        fault = dict(self.dice.choice(FAULTS))
        self.set_faults(fault)
        return f"switch on {fault}"

    def mend(self) -> str:
        lasting = ("mode", "credit", "apiAbsent", "emptySuspend")
        off = {name: DEFAULTS[name] for name in self.faults if name not in lasting}
        self.set_faults(off)
        self.faults = {k: v for k, v in self.faults.items() if k not in off}
        return f"mend {', '.join(off)}"

    def set_faults(self, changes: dict[str, Any]) -> None:
        self.host.evaluate("(changes) => pretend.setFaults(changes)", changes)
        self.faults.update(changes)
        self.was_bad = self.was_bad or self.is_lms_bad

    # --- what is known ----------------------------------------------------------------------------

    def note(self, key: tuple[str, str], value: str) -> None:
        if self.is_reading and key[0] not in DEVICE_ONLY:
            return
        self.unseen.discard(key)
        if key[0] in DEVICE_ONLY and (self.is_reading or self.storage != "works"):
            self.known.pop(key, None)
        else:
            self.known[key] = value

    def forget(self, key: tuple[str, str]) -> None:
        self.unseen.discard(key)
        self.known.pop(key, None)

    def forget_answers(self) -> None:
        for key in [key for key in self.known if key[0] == "answer"]:
            self.forget(key)

    def note_play(self, id: str) -> None:
        found = self.form_of(id)
        is_over = self.frame.locator(f"#{id} [data-do=anew]").is_visible()
        self.note(("play", id), "0" if is_over else found["values"])

    def note_own(self, id: str) -> None:
        """What is kept by choice is there after the next launch, what is not is gone."""
        found = self.form_of(id)
        self.note(("own", id), found["values"] if found["kept"] else "")

    def note_answers(self) -> None:
        for each in self.look()["asked"]:
            key = ("answer", each["id"])
            if each["answered"]:
                self.note(key, f"{each['values']} {each['flagged']}")
            else:
                self.forget(key)

    def form_of(self, id: str) -> dict[str, Any]:
        return next(each for each in self.look()["forms"] if each["id"] == id)

    # --- what must hold ---------------------------------------------------------------------------

    def look(self) -> Look:
        found: Look = self.frame.evaluate("() => walk.settled().then(() => walk.look())")
        return found

    def check(self) -> None:
        look = self.look()
        assert len(look["pages"]) == 1, f"pages that are shown: {look['pages']}"
        assert look["heading"] or look["dialogs"], "the page has no visible heading"
        assert len(look["dialogs"]) <= 1, f"dialogs: {look['dialogs']}"
        assert not look["leaks"], f"private words are kept in {look['leaks']}"
        assert not self.errors, self.errors
        self.check_calls()
        self.check_record()
        self.compare(look)
        if not self.is_reading:
            self.note_standing(look)
            self.note_safety(look)

    def check_calls(self) -> None:
        """No private word is in a call."""
        self.told, is_told = self.host.evaluate(
            "([from, word]) => [pretend.log.length, JSON.stringify(pretend.log.slice(from)).includes(word)]",
            [self.told, CANARY],
        )
        assert not is_told, "private words are told to the LMS"

    def check_record(self) -> None:
        """Nothing in the record has fallen; in review nothing of it has changed."""
        enrolment = self.lms.enrolment(self.package, self.learner_id)
        commits = list(enrolment.commits)
        for before, after in zip(
            commits[max(0, self.commits - 1) :],
            commits[max(0, self.commits - 1) + 1 :],
            strict=False,
        ):
            for name, order in STATUS_ORDER.items():
                ranks = [order.index(each.get(name) or order[0]) for each in (before, after)]
                assert ranks[0] <= ranks[1], (
                    f"{name} fell from {before.get(name)} to {after.get(name)}"
                )
            for name in SCORES:
                values = [float(each.get(name) or -1) for each in (before, after)]
                assert values[0] <= values[1], f"{name} fell from {values[0]} to {values[1]}"
        self.commits = len(commits)
        if self.is_reading:
            assert enrolment.values == self.record_before, "a look back changed the record"

    def compare(self, look: Look) -> None:
        """What comes to be seen for the first time since the launch is what it was."""
        shown = {each["id"] for each in look["forms"]} | {each["id"] for each in look["asked"]}
        for key in sorted(self.unseen):
            kind, id = key
            if id not in shown or (kind == "answer") != any(e["id"] == id for e in look["asked"]):
                continue
            if kind == "own" and self.storage != "works":
                self.forget(key)
                continue
            self.unseen.discard(key)
            self.await_value(key, self.known[key])

    def await_value(self, key: tuple[str, str], value: str) -> None:
        kind, id = key
        found = ""
        for _ in range(50):
            look = self.look()
            for each in [*look["forms"], *look["asked"]]:
                if each["id"] == id:
                    found = {
                        "practice": f"{each.get('state')} {each['values']}",
                        "answer": f"{each['values']} {each.get('flagged')}",
                    }.get(kind, each["values"])
            if found == value:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{kind} {id} was {value!r}, and is {found!r} after coming back")

    def look_at_all(self) -> None:
        """Every question of the running attempt."""
        rows = self.frame.locator("[data-view=questions] .list button")
        for number in range(rows.count()):
            rows.nth(number).click()
            self.check()

    def note_standing(self, look: Look) -> None:
        for lesson in look["done"]:
            self.known["done", lesson] = "yes"
        for name, text in look["states"].items():
            if text:
                self.known["state", name] = text
        if look["kind"]:
            self.known["place", ""] = look["pages"][0]

    def note_safety(self, look: Look) -> None:
        enrolment = self.lms.enrolment(self.package, self.learner_id)
        held = enrolment.values.get("cmi.suspend_data", "")
        if self.is_lms_bad:
            self.sent_in_vain = len(enrolment.commits)
        if held and len(held) == self.faults.get("cutSuspend"):
            self.books["lms"].at_lms = {}  # a stump, of which nothing can be read
        # A device whose storage failed for a while holds an older copy until something is done again.
        is_copied = look["copy"] != self.copy_before or look["copy"].partition(".")[2] == held
        if self.storage == "works" and is_copied:
            self.now.on_device = dict(self.known)
        if self.storage == "works":
            # Without a copy nothing was done on this device: what stands came from the LMS.
            is_there = bool(held) and look["copy"].partition(".")[2] in ("", held)
        else:
            # Only what has been sent since it works again is there.
            is_sent = len(enrolment.commits) > self.sent_in_vain
            is_there = look["saved"].startswith("Saved") and not self.is_lms_bad and is_sent
        if is_there and self.book == "lms":
            self.now.at_lms = dict(self.known)

    # --- inside -----------------------------------------------------------------------------------

    def _context(self) -> BrowserContext:
        context = self.new_context()
        context.add_init_script(SCRIPT)
        return context

    def watch(self, page: Page) -> None:
        """Errors, dialogs, and requests to anybody else."""

        def on_console(message: ConsoleMessage) -> None:
            url = (message.location or {}).get("url", "")
            is_meant = "/_api/" in url or "status of 403" in message.text  # an ended session
            if message.type == "error" and not is_meant:
                self.errors.append(f"console: {message.text} {url}")

        def on_request(request: Request) -> None:
            host = request.url.split("/")[2] if "//" in request.url else ""
            if host and host not in self.lms.hosts:
                self.errors.append(f"a request to {request.url}")
            if CANARY in request.url + (request.post_data or ""):
                self.errors.append(f"private words in a request to {request.url}")

        page.on("console", on_console)
        page.on("request", on_request)
        page.on("pageerror", lambda error: self.errors.append(f"uncaught: {error}"))
        page.on("dialog", lambda dialog: self.errors.append(f"a dialog: {dialog.message}"))

    def wait(self, condition: str) -> None:
        self.frame.wait_for_function(condition)

    def arrive(self, href: str) -> None:
        """Wait until the page that holds this place is shown."""
        name = href.removeprefix("#")
        self.wait(
            "() => { const target = document.getElementById("
            f"decodeURIComponent('{name}')); const page = target?.closest('.page');"
            " return page && !page.hidden && !page.querySelector('[data-rest]'); }"
        )


@contextmanager
def telling(walk: Walk, seed: int) -> Iterator[None]:
    """A failure tells the seed and the way."""
    try:
        yield
    except (AssertionError, BrowserError) as failure:
        way = "\n".join(f"{n:3} {step}" for n, step in enumerate(walk.steps, 1))
        raise AssertionError(f"{failure}\n\nIHRP_SEED={seed}, the way there:\n{way}") from failure

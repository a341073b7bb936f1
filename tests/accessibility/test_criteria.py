"""Criteria of WCAG 2.2 that no engine judges, looked for on every kind of page: docs/accessibility.md says which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from ihrp_course.preview import PretendLms
from tests.accessibility.tour import PARTS, QUIZ, tour
from tests.browser.conftest import ROOT, lms
from tests.browser.gallery import turn_to
from tests.browser.variants import hardened
from tests.conftest import sample
from tests.taking import Learner, bank_data

__all__ = ["lms"]

PLAYER = ROOT / "src/ihrp_course"
SCRIPTS = [*sorted((PLAYER / "player").rglob("*.js")), *sorted((PLAYER / "blocks").glob("*.js"))]
STYLES = "\n".join(file.read_text("utf-8") for file in sorted((PLAYER / "player").glob("*.css")))


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return hardened(tmp_path_factory.mktemp("criteria") / "course", ["scorm12"])


@pytest.fixture(scope="session")
def bank(packages: dict[str, Path]) -> dict[str, Any]:
    with ZipFile(packages["scorm12"]) as archive:
        return bank_data(archive.read("data/bank-gallery.js").decode())


Visit = Callable[..., Any]
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture
def visit(browser: Browser, lms: PretendLms, packages: dict[str, Path]) -> Visit:
    """A learner in a window of their own, the same draw each time; what the page complains of fails the test."""

    @contextmanager
    def enter(path: str = "index.html", **settings: Any) -> Iterator[tuple[Page, Learner]]:
        lms.launch(packages["scorm12"], "scorm12")
        context = browser.new_context(**settings)
        page = context.new_page()
        errors: list[str] = []

        def on_console(message: ConsoleMessage) -> None:
            if message.type == "error":
                errors.append(f"{message.text} {(message.location or {}).get('url', '')}")

        page.on("console", on_console)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.add_init_script(TOOLS)
        page.goto(f"{lms.address}/_package/{packages['scorm12'].name}/{path}")
        learner = Learner(page)
        learner.ready()
        yield page, learner
        context.close()
        assert errors == []

    return enter


def in_parts(seed: int, count: int = 2) -> pytest.MarkDecorator:
    """All parts of the tour in a full run, some of them in a plain one."""
    return pytest.mark.parametrize("part", sample(PARTS, count, seed=seed))


TOOLS = """
Math.random = () => 0.5;
globalThis.tools = (() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const is = (e) => e.checkVisibility({checkVisibilityCSS: true});
  const name = (e) => e.outerHTML.replace(/\\s+/g, ' ').slice(0, 110);
  const root = () => all('dialog[open]').at(-1) ?? document.body;
  const unseen = (e) => e.closest('.unseen, .skip, [aria-hidden=true]') || getComputedStyle(e).clipPath !== 'none'
    || getComputedStyle(e).opacity === '0';
  const CONTROLS = 'a[href], button, summary, input, select, textarea, audio[controls], video[controls]';
  const controls = () => all(CONTROLS, root()).filter((e) => is(e) && !e.disabled);
  // What one presses: a radio's or box's row or label is pressed as well as itself.
  const target = (e) => e.closest('.option, .pick, .cell, .phrase, label') ?? e;
  const box = (e) => e.getBoundingClientRect();
  const isInline = (e) => getComputedStyle(e).display === 'inline' && e.parentElement.textContent.trim().length > e.textContent.trim().length;
  const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const sheet = new CSSStyleSheet();
  return {
    styled(text) { sheet.replaceSync(text); document.adoptedStyleSheets = text ? [sheet] : []; },
    // Text that is cut off, sticks out, or lies on other text's control.
    crowded() {
      const found = [];
      if (document.scrollingElement.scrollWidth > innerWidth + 1) found.push('the page scrolls sideways');
      const open = root();
      if (open !== document.body && open.scrollWidth > open.clientWidth + 1) found.push('the dialog scrolls sideways');
      for (const e of all('*', open)) {
        if (!is(e) || unseen(e) || e.closest('svg')) continue;
        const style = getComputedStyle(e);
        if (box(e).right > innerWidth + 1 && !e.closest('.bar')) found.push('sticks out: ' + name(e));
        const cuts = /hidden|clip/.test(style.overflowX + style.overflowY) && !e.closest('.where');
        if (cuts && e.textContent.trim() && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)) found.push('is cut: ' + name(e));
      }
      const pressed = [...new Set(controls().map(target))].filter((e) => !isInline(e));
      for (const [i, a] of pressed.entries()) {
        for (const b of pressed.slice(i + 1)) {
          if (a.contains(b) || b.contains(a) || a.closest('.bar') || b.closest('.bar') || a.closest('.sheet-head') || b.closest('.sheet-head')) continue;
          if (overlap(box(a), box(b))) found.push('lie on each other: ' + name(a) + ' and ' + name(b));
        }
      }
      return found;
    },
    // 2.5.8: 24 by 24, or inline in text, or so far from others that a circle of 24 touches none.
    small() {
      const targets = [...new Set(controls().map(target))].filter((e) => !/audio|video/.test(e.localName));
      const circle = (r) => ({x: r.left + r.width / 2, y: r.top + r.height / 2});
      const isSmall = (r) => r.width < 24 || r.height < 24;
      return targets.filter((e) => isSmall(box(e)) && !isInline(e)).filter((e) => {
        const {x, y} = circle(box(e));
        return targets.some((other) => {
          if (other === e || other.contains(e) || e.contains(other)) return false;
          const r = box(other);
          if (isSmall(r)) { const c = circle(r); return Math.hypot(c.x - x, c.y - y) < 24; }
          const dx = Math.max(r.left - x, 0, x - r.right), dy = Math.max(r.top - y, 0, y - r.bottom);
          return Math.hypot(dx, dy) < 12;
        });
      }).map(name);
    },
    // What stands in a button or link is part of its name.
    renamed() {
      const flat = (text) => text.toLowerCase().replace(/[^\\p{L}\\p{N}]+/gu, ' ').trim();
      return controls().filter((e) => e.matches('[aria-label], [aria-labelledby]') && e.localName !== 'select').filter((e) => {
        const said = (e.getAttribute('aria-labelledby') ?? '').split(/\\s+/).filter(Boolean)
          .map((id) => { const it = document.getElementById(id); return it?.getAttribute('aria-label') ?? it?.textContent ?? ''; })
          .join(' ') || e.getAttribute('aria-label');
        return !flat(said).includes(flat(e.innerText ?? ''));
      }).map(name);
    },
    moving: () => document.getAnimations().filter((e) => e.playState === 'running').map((e) => name(e.effect.target)),
    count: () => new Set(controls().filter((e) => e.tabIndex >= 0).map((e) => e.type === 'radio' ? e.form?.id + e.name : e)).size,
    // To where Tab begins: the skip link, or a dialog's heading.
    begin() {
      const open = root();
      (open === document.body ? document.querySelector('.skip') : open.querySelector('h2')).focus();
      scrollTo(0, 0);
      return open !== document.body;
    },
    // Where the focus is now: whether one sees it, and what comes before it.
    focus() {
      const e = document.activeElement;
      if (!e || e === document.body || e.localName === 'dialog') return null;
      const outline = (each) => { const s = getComputedStyle(each); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; };
      const area = target(e);
      const r = box(area);
      const inside = (value, from, to) => Math.max(from + 1, Math.min(to - 1, value));
      const points = [[.5, .5], [.1, .2], [.9, .8], [.1, .8], [.9, .2]].map(([x, y]) =>
        [inside(r.left + r.width * x, 0, innerWidth), inside(r.top + r.height * y, 0, innerHeight)]);
      const isOn = (p) => { const hit = document.elementFromPoint(...p); return hit && (area.contains(hit) || hit.contains(area) && hit.closest('.option, .pick, label, summary, p, li, td, th, legend') === hit); };
      return {
        name: name(e), isHeading: /^h\\d$/.test(e.localName), isSeen: outline(e) || outline(area) || /audio|video/.test(e.localName),
        isFree: r.bottom > 0 && r.top < innerHeight && points.some(isOn),
        index: all('*').indexOf(e), left: r.left,
        top: r.top + scrollY + root().scrollTop, bottom: r.bottom + scrollY + root().scrollTop,
        isFixed: Boolean(e.closest('.bar, .skip, .sheet-head')), place: location.hash,
        page: all('.page').find((each) => !each.hidden)?.id, dialog: all('dialog[open]').at(-1)?.id ?? '',
      };
    },
  };
})();
"""


def visited(page: Page, learner: Learner, bank: dict[str, Any], part: str, look: str) -> list[str]:
    """What a tool finds at the stops of a part."""
    return [
        f"{stop}: {found}"
        for stop in tour(learner, bank, part)
        for found in page.evaluate(f"() => tools.{look}()")
    ]


# --- text and space: 1.4.4, 1.4.10, 1.4.12, 1.3.4 ---------------------------------------------------


@in_parts(1)
def test_text_of_twice_the_size_is_all_there(visit: Visit, bank: dict[str, Any], part: str) -> None:
    with visit(viewport={"width": 800, "height": 800}) as (page, learner):
        page.evaluate(
            "() => { const root = document.documentElement;"
            " root.style.fontSize = parseFloat(getComputedStyle(root).fontSize) * 2 + 'px'; }"
        )
        found = visited(page, learner, bank, part, "crowded")

    assert found == []


@in_parts(2)
def test_a_page_of_320_pixels_never_scrolls_sideways(
    visit: Visit, bank: dict[str, Any], part: str
) -> None:
    # A window of 1280 by 1024 at 400 %.
    with visit(viewport={"width": 320, "height": 256}) as (page, learner):
        found = visited(page, learner, bank, part, "crowded")

    assert found == []


@in_parts(3)
def test_text_may_be_spaced_by_the_reader(visit: Visit, bank: dict[str, Any], part: str) -> None:
    spacing = (
        "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        " word-spacing: .16em !important; } p { margin-block-end: 2em !important; }"
    )
    with visit(viewport={"width": 390, "height": 844}) as (page, learner):
        page.evaluate("(text) => tools.styled(text)", spacing)
        found = visited(page, learner, bank, part, "crowded")

    assert found == []


@in_parts(4)
def test_nothing_is_lost_when_the_window_is_turned(
    visit: Visit, bank: dict[str, Any], part: str
) -> None:
    with visit(viewport={"width": 390, "height": 700}) as (page, learner):
        found = []
        for stop in tour(learner, bank, part):
            upright = page.evaluate("() => tools.count()")
            page.set_viewport_size({"width": 700, "height": 390})
            if page.evaluate("() => tools.count()") != upright:
                found.append(stop)
            page.set_viewport_size({"width": 390, "height": 700})

    assert found == []


# --- pointers and names: 2.5.3, 2.5.8 ---------------------------------------------------------------


@in_parts(5)
def test_what_one_presses_is_large_or_apart(visit: Visit, bank: dict[str, Any], part: str) -> None:
    with visit(viewport={"width": 390, "height": 844}) as (page, learner):
        found = visited(page, learner, bank, part, "small")

    assert found == []


@in_parts(6)
def test_a_name_holds_the_words_that_are_seen(
    visit: Visit, bank: dict[str, Any], part: str
) -> None:
    with visit() as (page, learner):
        found = visited(page, learner, bank, part, "renamed")

    assert found == []


def test_pressing_down_does_nothing_before_letting_go(visit: Visit) -> None:
    with visit() as (page, _):
        button = page.locator("[data-do=contents]:visible").first.bounding_box()
        assert button
        page.mouse.move(button["x"] + 5, button["y"] + 5)
        page.mouse.down()
        page.mouse.move(300, 500)
        page.mouse.up()

        expect(page.locator("#_contents")).to_be_hidden()


def test_no_script_asks_for_dragging_gestures_or_motion() -> None:
    words = re.compile(
        r"drag|touch(start|move|end)|gesture|device(motion|orientation)|mousedown|pointermove"
    )

    found = [file.name for file in SCRIPTS if words.search(file.read_text("utf-8"))]

    assert found == []


# --- motion and time: 2.2.1, 2.2.2, 2.3.1 -----------------------------------------------------------


@in_parts(7)
def test_nothing_moves_for_who_wants_less_motion(
    visit: Visit, bank: dict[str, Any], part: str
) -> None:
    with visit(reduced_motion="reduce") as (page, learner):
        found = visited(page, learner, bank, part, "moving")

    assert found == []


def test_the_pacer_can_be_paused_stopped_and_left_out(visit: Visit) -> None:
    with visit() as (page, learner):
        page.clock.install()
        turn_to(learner, "quietly")
        practice = page.locator("#quietly-practice")
        assert page.evaluate("() => tools.moving()") == []
        practice.locator("[data-do=play]").click()
        page.clock.run_for(16_000)
        expect(practice.locator(".pacer")).to_be_visible()
        assert page.evaluate("() => tools.moving()") != []

        practice.locator("[data-do=hold]").click()
        assert page.evaluate("() => tools.moving()") == []
        practice.locator("[data-do=hold]").click()
        practice.locator("label", has_text="Motion").click()
        assert page.evaluate("() => tools.moving()") == []
        practice.locator("[data-do=skip]").click()
        expect(practice.locator("[data-part=stage]")).to_be_hidden()


def test_what_moves_takes_seconds_and_nothing_flashes() -> None:
    lasting = [float(found) for found in re.findall(r"animation: [^;]*?([\d.]+)s", STYLES)]

    assert lasting, "the pacer"
    assert all(seconds >= 4 for seconds in lasting)
    assert len(re.findall(r"@keyframes", STYLES)) == 1


def test_an_hour_without_a_hand_changes_nothing(visit: Visit, bank: dict[str, Any]) -> None:
    with visit() as (page, learner):
        page.clock.install()
        turn_to(learner, QUIZ)
        learner.open_quiz(QUIZ)
        id = learner.form().get_attribute("id") or ""
        learner.answer(learner.form(), bank[id]["data"])
        before = learner.page.inner_text()

        page.clock.run_for(3_600_000)

        expect(learner.form()).to_have_attribute("id", id)
        assert learner.page.inner_text() == before
        expect(page.locator("dialog[open]")).to_have_count(0)


# --- the keyboard: 2.1.1, 2.1.2, 2.1.4, 2.4.1, 2.4.3, 2.4.7, 2.4.11, 3.2.1 --------------------------

BACK = 4  # pixels that a control may stand higher than the one before it, in one row


def tab_through(page: Page, stop: str) -> Iterator[str]:
    """Goes through all that can be focused, to the end and no further; tells what is amiss."""
    is_dialog = page.evaluate("() => tools.begin()")
    for key in () if is_dialog else ("Tab", "Shift+Tab"):  # by keyboard, so that it shows
        page.keyboard.press(key)
    count = page.evaluate("() => tools.count()")
    first = before = None
    seen: set[int] = set()
    for turn in range(2 * count + 20):
        if turn:
            page.keyboard.press("Tab")
        now = page.evaluate("() => tools.focus()")
        if before and now and now["index"] == before["index"]:
            continue  # a part of the same control, as of a date
        if now is None or now["index"] in seen:
            break
        first = first or now
        if now["isHeading"]:
            continue
        seen.add(now["index"])
        if not now["isSeen"]:
            yield f"{stop}: no focus is seen on {now['name']}"
        if not now["isFree"]:
            yield f"{stop}: the focus lies under something at {now['name']}"
        if (now["page"], now["dialog"], now["place"]) != (
            first["page"],
            first["dialog"],
            first["place"],
        ):
            yield f"{stop}: the focus alone turned the page at {now['name']}"
        if before and not (before["isFixed"] or now["isFixed"]):
            is_above = now["bottom"] < before["top"] + BACK
            is_left = now["top"] < before["bottom"] - BACK and now["left"] < before["left"] - BACK
            if (
                now["index"] < before["index"]
                or is_above
                or (is_left and now["top"] < before["top"])
            ):
                yield f"{stop}: from {before['name']} back to {now['name']}"
        before = now
    else:
        yield f"{stop}: Tab never comes to an end"
    if len(seen) < count:
        yield f"{stop}: {len(seen)} of {count} are reached"


@in_parts(8)
@pytest.mark.parametrize("width", sample([320, 1280], 1, seed=8))
def test_the_focus_is_seen_in_order_and_everywhere(
    visit: Visit, bank: dict[str, Any], part: str, width: int
) -> None:
    with visit(viewport={"width": width, "height": 600}) as (page, learner):
        found = [each for stop in tour(learner, bank, part) for each in tab_through(page, stop)]

    assert found == []


def test_the_skip_link_leads_into_the_page(visit: Visit) -> None:
    with visit() as (page, learner):
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()

        page.keyboard.press("Enter")
        page.wait_for_function("() => location.hash === '#_main'", timeout=5_000)
        page.keyboard.press("Tab")

        expect(page.locator(".page:visible :focus")).to_have_count(1)
        page.reload()
        learner.ready()
        expect(page.locator(".page:visible")).to_have_count(1)


def test_the_focus_goes_with_the_page_and_comes_back_from_a_dialog(visit: Visit) -> None:
    with visit() as (page, learner):
        learner.start()
        expect(page.locator("#reading h1")).to_be_focused()
        learner.next()
        expect(page.locator("#asking h1")).to_be_focused()
        for name in ("contents", "pause"):
            opener = page.locator(f"[data-do={name}]:visible").first
            opener.focus()
            page.keyboard.press("Enter")
            expect(page.locator(f"#_{name} h2").first).to_be_focused()
            page.keyboard.press("Escape")
            expect(opener).to_be_focused()
        learner.open_quiz(QUIZ)
        expect(learner.page.locator("[data-part=count]")).to_be_focused()


def test_a_verdict_stays_when_check_is_pressed_without_leaving_the_field(visit: Visit) -> None:
    """As screen readers and voice control press: the focus does not move before."""
    with visit() as (page, learner):
        turn_to(learner, "asking")
        form = learner.question("g-2-f06")
        learner.answer(form, learner.data("g-2-f06"))
        expect(form.locator("input[type=text]")).to_be_focused()

        form.locator("[data-do=check]").evaluate("(button) => button.click()")
        page.evaluate(TWO_FRAMES)  # what could take it away again has come

        expect(form.locator("[data-part=result]")).to_have_text("Right.")


@pytest.mark.parametrize("id", ["g-2-f01", "g-2-f06"])
def test_the_focus_stays_in_a_question_that_is_answered_by_enter(visit: Visit, id: str) -> None:
    with visit() as (page, learner):
        turn_to(learner, "asking")
        form = learner.question(id)
        learner.answer(form, learner.data(id))
        form.locator("input:checked, input[type=text]").first.focus()

        page.keyboard.press("Enter")

        expect(form.locator("[data-part=result]")).to_have_text("Right.")
        expect(form.locator(":focus")).to_have_count(1)


def test_no_key_does_anything_by_itself(visit: Visit) -> None:
    with visit() as (page, learner):
        learner.start()
        learner.laid_out()  # what the turn itself changes is told by then
        before = page.evaluate("() => location.href + document.body.innerText")
        page.evaluate("() => document.activeElement.blur()")

        for key in "abcdefghijklmnopqrstuvwxyz0123456789/?.,-+":
            page.keyboard.press(key)

        assert page.evaluate("() => location.href + document.body.innerText") == before


# --- what is told: 2.4.2, 3.2.2, 3.2.3, 3.2.6, 3.3.1, 3.3.4, 4.1.3 ----------------------------------


def test_every_page_has_a_title_of_its_own(visit: Visit) -> None:
    with visit() as (page, learner):
        titles = [page.title()]
        for id in ("reading", "asking", "placing", "talking", "quietly", QUIZ, "_glossary",
                   "_references", "_self-test", "_certificate", "_confidence"):  # fmt: skip
            page.evaluate(f"location.hash = '{id}'")
            learner.arrived(id)
            expect(page).not_to_have_title(titles[-1])
            titles.append(page.title())

    assert len(set(titles)) == len(titles)
    assert all(title.endswith(titles[0]) for title in titles)


def test_choosing_turns_no_page_and_moves_no_focus(visit: Visit) -> None:
    with visit() as (page, learner):
        for lesson in ("asking", "placing", "quietly"):
            turn_to(learner, lesson)
            fields = page.locator(f"#{lesson} :is(input, select, textarea):visible")
            for field in fields.all():
                field.focus()
                if field.evaluate("(e) => e.localName === 'select'"):
                    page.keyboard.press("ArrowDown")
                else:
                    page.keyboard.press("Space")
                expect(field).to_be_focused()
            expect(learner.page).to_have_attribute("id", lesson)
            expect(page.locator("dialog[open]")).to_have_count(0)


def test_the_bar_and_the_way_to_support_are_the_same_on_every_page(visit: Visit) -> None:
    with visit() as (page, learner):
        bars = set()
        for id in ("_start", "reading", "quietly", QUIZ, "_glossary", "_certificate"):
            page.evaluate(f"location.hash = '{id}'")
            learner.arrived(id)
            bars.add(str(page.locator(".bar").evaluate(
                "(bar) => [...bar.querySelectorAll('button')].map((e) => e.dataset.do + e.innerText)"
            )))  # fmt: skip
            in_page = learner.page.locator(".end").locator("[data-do=pause], nav a")
            if in_page.count():
                assert in_page.first.get_attribute("data-do") == "pause", "support before the turns"

    assert len(bars) == 1


def test_what_changes_out_of_sight_is_announced(visit: Visit) -> None:
    """Each message stands in a live region that was there before it."""
    with visit() as (page, learner):
        turn_to(learner, "asking")
        page.evaluate(
            """() => {
              globalThis.told = [];
              const live = [...document.querySelectorAll('[role=status], [aria-live=polite]')];
              const watch = new MutationObserver((list) => { for (const {target} of list) {
                const region = (target.closest ? target : target.parentElement).closest('[role=status], [aria-live]');
                if (live.includes(region) && region.textContent) told.push(region.textContent);
              } });
              for (const each of live) watch.observe(each, {childList: true, characterData: true, subtree: true});
            }"""
        )
        form = learner.question("g-2-f01")
        form.locator("[data-do=check]").click()
        learner.answer(form, learner.data("g-2-f01"), right=False)
        learner.check(form)
        form.locator("[data-do=again]").click()
        learner.answer(form, learner.data("g-2-f01"))
        learner.check(form)
        page.locator("[data-do=contents]:visible").first.click()
        page.locator("#_search").fill("silence")
        expect(page.locator("[data-part=found]")).not_to_be_empty()

        told = page.evaluate("() => told")

    assert told[0] == "Choose one first."
    assert told[1].startswith("Not")
    assert told[2] == "Right."
    assert "found" in told[3] or "places" in told[3]


def test_a_verdict_is_a_word_and_no_colour_alone(visit: Visit, bank: dict[str, Any]) -> None:
    with visit() as (_, learner):
        turn_to(learner, "asking")
        form = learner.question("g-2-f02")
        learner.answer(form, learner.data("g-2-f02"), right=False)
        learner.check(form)

        marked = form.locator(".part[data-state=right], .part[data-state=wrong]")
        assert marked.count() > 0
        for part in marked.all():
            assert part.locator(".verdict").inner_text().strip()


def test_a_quiz_is_looked_over_before_it_is_handed_in(visit: Visit, bank: dict[str, Any]) -> None:
    with visit() as (_, learner):
        turn_to(learner, QUIZ)
        learner.open_quiz(QUIZ)
        learner.page.locator("[data-do=review]").click()

        expect(learner.page.locator("[data-part=sum]")).to_contain_text("4")
        learner.page.locator("[data-view=review] .list button").nth(1).click()
        expect(learner.page.locator("[data-view=questions]")).to_be_visible()
        learner.answer_all(bank)
        expect(learner.page.locator("[data-view=review]")).to_be_visible()


# --- colours that no engine measures: 1.4.11 --------------------------------------------------------

PAIRS = [
    (line, ground, 3.0)
    for line in ("edge", "focus", "accent", "right", "wrong", "warm")
    for ground in ("paper", "surface")
]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_lines_that_tell_something_stand_out(visit: Visit, theme: str) -> None:
    with visit() as (page, _):
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        colours = page.evaluate(
            "() => { const style = getComputedStyle(document.documentElement); const of = (name) => {"
            " const c = document.createElement('canvas').getContext('2d'); c.fillStyle = style.getPropertyValue('--' + name);"
            " return c.fillStyle; }; return Object.fromEntries("
            "['edge', 'focus', 'accent', 'right', 'wrong', 'warm', 'paper', 'surface'].map((n) => [n, of(n)])); }"
        )

    found = [
        f"{line} on {ground}: {ratio(colours[line], colours[ground]):.2f}"
        for line, ground, least in PAIRS
        if ratio(colours[line], colours[ground]) < least
    ]
    assert found == []


def ratio(one: str, other: str) -> float:
    """WCAG's contrast of two colours, `#rrggbb` each."""
    values = sorted((luminance(one), luminance(other)), reverse=True)
    return (values[0] + 0.05) / (values[1] + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_nothing_appears_on_hovering_alone() -> None:
    rules = re.findall(r"([^{}]*(?::hover|:focus)[^{}]*)\{([^}]*)\}", STYLES)

    shown = [
        selector.strip()
        for selector, body in rules
        if re.search(r"display|visibility|opacity|content", body) and "not(:focus)" not in selector
    ]

    assert shown == []


def test_the_one_field_about_a_person_says_so(visit: Visit) -> None:
    with visit() as (page, _):
        expect(page.locator("#_certificate input")).to_have_attribute("autocomplete", "name")


# --- what assistive technology is told: 1.3.1, 4.1.2 ------------------------------------------------


def test_the_front_page_as_it_is_read_out(visit: Visit) -> None:
    with visit() as (page, _):
        expect(page.locator("body")).to_match_aria_snapshot(FRONT)


def test_a_question_as_it_is_read_out_before_and_after_answering(visit: Visit) -> None:
    with visit() as (_, learner):
        turn_to(learner, "asking")
        form = learner.question("g-2-f01")
        expect(form).to_match_aria_snapshot(QUESTION)
        learner.answer(form, learner.data("g-2-f01"), right=False)
        learner.check(form)
        expect(form).to_match_aria_snapshot(QUESTION_MISSED)


def test_a_quiz_and_its_result_as_they_are_read_out(visit: Visit, bank: dict[str, Any]) -> None:
    with visit() as (_, learner):
        turn_to(learner, QUIZ)
        learner.open_quiz(QUIZ)
        expect(learner.page).to_match_aria_snapshot(QUIZ_QUESTION)
        learner.answer_all(bank)
        learner.hand_in()
        expect(learner.page).to_match_aria_snapshot(QUIZ_RESULT)


@pytest.mark.parametrize("name", ["contents", "pause", "settings"])
def test_a_dialog_as_it_is_read_out(visit: Visit, name: str) -> None:
    with visit() as (page, _):
        opener = "pause" if name == "pause" else "contents"
        page.locator(f"[data-do={opener}]:visible").first.click()
        if name == "settings":
            page.locator("#_contents [data-do=settings]").click()
        expect(page.locator(f"#_{name}")).to_match_aria_snapshot(DIALOGS[name])


FRONT = """
- link "Skip to the page"
- banner:
  - button "Contents"
  - paragraph: /A gallery of blocks/
  - button "Pause"
  - progressbar "Progress"
- status
- main:
  - region "A gallery of blocks":
    - heading "A gallery of blocks" [level=1]
    - link "Start"
    - heading "Contents" [level=2]
    - navigation "Contents":
      - list:
        - listitem:
          - link "Blocks to read 1 minute"
        - listitem:
          - link "Blocks that ask 6 minutes"
    - heading "What is recorded" [level=2]
    - heading "About this course" [level=2]
    - group: What you can do afterwards
"""
QUESTION = """
- form "Question 1 · Choose one":
  - group "Jonas has been silent for a minute. What do you do first?":
    - radio "Stay with him, and breathe out"
    - radio "Look at the clock by the door"
    - radio "Ask the question again, more slowly"
  - group: Hint
  - status
  - button "Check"
"""
QUESTION_MISSED = """
- form "Question 1 · Choose one":
  - group "Jonas has been silent for a minute. What do you do first?":
    - radio "Stay with him, and breathe out"
    - radio "Look at the clock by the door"
    - radio "Ask the question again, more slowly" [checked]
    - paragraph: Not yet
    - paragraph: It fills the silence that he may need.
  - status: /Not yet/
  - button "Try again"
  - button "Show the answer"
"""
QUIZ_QUESTION = """
- region "Quiz":
  - heading "Quiz" [level=1]
  - heading "Question 1 of 4" [level=2]
  - button "Show all questions on one page"
  - form "One in each row · Safety":
    - group "Which of these blocks are judged?":
      - table:
        - rowgroup:
          - row:
            - columnheader "Block"
            - columnheader "Judged"
            - columnheader "Not judged"
        - rowgroup:
          - row:
            - rowheader "poll"
            - cell:
              - radio "poll Judged"
            - cell:
              - radio "poll Not judged"
    - status
  - button "Flag"
  - button "Next question"
  - paragraph:
    - button "Look over your answers and hand in"
  - list "Questions":
    - listitem:
      - button "1 Which of these blocks are judged? Not answered yet"
  - paragraph:
    - button "Pause or find support"
  - navigation "Pages":
    - link "Previous"
    - link "To the overview"
"""
QUIZ_RESULT = """
- region "Quiz":
  - heading "Quiz" [level=1]
  - heading "100 %" [level=2]
  - paragraph: /Passed/
  - meter "Your score"
  - button "Take it again"
  - heading "By objective" [level=3]
  - list:
    - listitem: /Choose the block that fits a purpose 4 of 4/
  - heading "Your answers" [level=3]
  - form "Question 1 of 4 · One in each row · Safety":
    - group "Which of these blocks are judged?":
      - table:
        - rowgroup:
          - row:
            - columnheader "Block"
        - rowgroup:
          - row:
            - rowheader "poll Right"
            - cell:
              - radio "poll Judged" [disabled]
            - cell:
              - radio "poll Not judged" [checked] [disabled]
    - status: Right.
  - form "Question 2 of 4 · A short conversation"
  - form "Question 3 of 4 · Mark in the text · Safety"
  - form "Question 4 of 4 · Find it in the picture":
    - group "Where would somebody who wants to leave have to go?":
      - img "A consulting room from above, with two chairs, a desk, a window and a door."
      - radio "The opening at the bottom right" [checked] [disabled]
"""
DIALOGS = {
    "contents": """
- dialog "Contents":
  - heading "Contents" [level=2]
  - button "Close"
  - search "Search":
    - searchbox "Find in lessons, glossary and references"
  - paragraph:
    - link "Overview"
  - navigation "Contents":
    - list:
      - listitem:
        - link "Blocks to read 1 minute"
  - list:
    - listitem:
      - link "Glossary"
    - listitem:
      - button "Settings"
    - listitem:
      - button "Save and leave"
""",
    "settings": """
- dialog "Settings":
  - heading "Settings" [level=2]
  - button "Close"
  - form "Settings":
    - group "Text size":
      - radio "Normal" [checked]
      - radio "Large"
    - group "Motion":
      - radio "As the device" [checked]
      - radio "Less"
""",
    "pause": """
- dialog "Pause":
  - heading "Pause" [level=2]
  - button "Close"
  - group: Ground for a moment
  - group: Leave and come back later
  - group: Support
  - paragraph:
    - button "Back to the page"
""",
}


# --- a strict policy on every page ------------------------------------------------------------------


@in_parts(9)
def test_no_page_offends_a_strict_policy(
    visit: Visit, lms: PretendLms, bank: dict[str, Any], part: str
) -> None:
    """`default-src 'self'`: the page's own complaints fail the test too."""
    assert lms.policy == "default-src 'self'"
    with visit() as (page, learner):
        page.evaluate(
            "() => { globalThis.offences = []; document.addEventListener('securitypolicyviolation',"
            " (e) => offences.push(e.violatedDirective + ' ' + e.blockedURI)); }"
        )
        found = [
            f"{stop}: {each}"
            for stop in tour(learner, bank, part)
            for each in page.evaluate("() => offences.splice(0)")
        ]

    assert found == []


def test_an_offence_against_the_policy_would_be_noticed(
    browser: Browser, lms: PretendLms, packages: dict[str, Path]
) -> None:
    lms.launch(packages["scorm12"], "scorm12")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{lms.address}/_package/{packages['scorm12'].name}/index.html")

    offence = page.evaluate(
        "() => new Promise((done) => { document.addEventListener('securitypolicyviolation',"
        " (e) => done(e.violatedDirective)); document.body.setAttribute('style', 'color: red'); })"
    )

    assert offence.startswith("style-src")
    context.close()

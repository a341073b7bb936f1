"""A package in a browser, in the pretend LMS: what a learner does, and what came of it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from ihrp_course.play.script import StepError
from ihrp_course.play.verdict import Seen, Verdict, judge
from ihrp_course.preview.server import Frame, PretendLms, StandardName, Transport
from ihrp_course.preview.unit import read_unit

if TYPE_CHECKING:
    from playwright.sync_api import (
        Browser,
        ConsoleMessage,
        Dialog,
        Locator,
        Page,
        Request,
        Response,
        Route,
    )
    from playwright.sync_api import Frame as BrowserFrame

PATIENCE = 10.0  # seconds that a step waits
TRY = 3000  # milliseconds for one press: a slow machine needs some, and what was pressed must not be pressed again
QUIET = 0.4  # seconds without a call, after which a page that left has told all
LEARNER = "learner-1"
_ROLES = ("button", "link", "radio", "checkbox", "tab", "menuitem", "option", "textbox", "combobox")
_FAVICON = "/favicon.ico"


class Player:
    """A context manager. Other servers are not reached unless `is_online`.

    Words are looked for in every frame and window of the package, innermost last; exact ones first.
    """

    def __init__(
        self,
        browser: Browser,
        package: Path,
        *,
        item: str = "",
        standard: StandardName | None = None,
        profile: str = "strict",
        frame: Frame = "frame",
        transport: Transport | None = None,
        is_online: bool = False,
        is_window: bool = False,
        policy: str = "",
        patience: float = PATIENCE,
        faults: Mapping[str, Any] | None = None,
    ) -> None:
        self.package = package
        self.patience = patience
        self.is_online = is_online
        self.is_window = is_window  # somebody looks at it, and may make it larger
        self._unit = read_unit(package, item)
        self._standard = standard or self._unit.standard
        self._profile = profile
        self._frame: Frame = frame
        # Strict would lose all that is sent while the page goes away; browsers do not.
        self._transport = transport or ("beacon" if profile == "strict" else None)
        self._faults = faults
        self._lms = PretendLms(policy=policy)
        self._browser = browser
        self._hosts: dict[str, None] = {}
        self._missing: dict[str, None] = {}
        self._errors: dict[str, None] = {}
        self._page: Page | None = None

    def __enter__(self) -> Self:
        self._lms.__enter__()
        self._context = self._browser.new_context(
            service_workers="block", no_viewport=self.is_window
        )
        ours = "|".join(map(re.escape, sorted(self._lms.hosts)))
        self._context.route(re.compile(rf"^(?!http://({ours})/)https?://"), self._elsewhere)
        self._context.on("page", self._watch)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        from playwright.sync_api import Error

        try:
            self._context.close()
        except Error:
            pass  # the browser is gone already
        finally:
            self._lms.__exit__(kind, failure, trace)

    # --- what a learner does ---------------------------------------------------------------------

    def open(self) -> None:
        """Launch the package; once more: come back after having left."""
        if self._page is not None:
            self.close()
        url = self._lms.launch(
            self.package,
            self._standard,
            learner=LEARNER,
            profile=self._profile,
            frame=self._frame,
            transport=self._transport,
            faults=self._faults,
        )
        launch = list(self._lms.launches.values())[-1]
        launch.unit = self._unit
        self._page = self._context.new_page()
        self._page.goto(url, wait_until="load")
        if self._frame.startswith("popup"):
            self._page.click("#open")
        self._until(self._is_there)

    def click(self, words: str) -> None:
        """Press a button, link, choice or anything else that shows these words."""
        self._do(words, lambda place: place.click(timeout=TRY))

    def answer(self, words: str, text: str | None = None) -> None:
        """Tick the choice with these words; or, with a text, type it into the field or pick it from the list."""
        if text is None:
            self.click(words)
        else:
            self._do(words, lambda place: _enter(place, text))

    def press(self, key: str) -> None:
        """A key, such as `Enter` or `Control+A`, where the focus is."""
        self._shown().keyboard.press(key)

    def see(self, words: str) -> None:
        """Wait until these words are there."""
        self._do(words, lambda place: None)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        (self._open_pages() or [self._shown()])[0].wait_for_timeout(seconds * 1000)

    def close(self) -> None:
        """Leave, as by closing the window; waits until what the page sent then has arrived."""
        from playwright.sync_api import Error

        if self._page is None:
            return
        try:
            for page in reversed(self._open_pages()):  # windows before the page that holds the API
                page.goto("about:blank")
            self._settle()
            for page in self._context.pages:
                page.close()
        except Error:
            self._settle()  # a window, or the browser, was closed meanwhile
        self._page = None

    def expect(self, element: str, value: str) -> None:
        """Wait until the LMS has stored this. Raises StepError with what it holds."""
        if not self._until(lambda: self.record().get(element) == value):
            raise StepError(
                f"{element} is {self.record().get(element, 'not set')!r}, not {value!r}"
            )

    # --- what came of it -------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether a window of the package is still there."""
        return bool(self._open_pages())

    @property
    def page(self) -> Page:
        """The LMS's page, for what has no step of its own."""
        return self._shown()

    def record(self) -> dict[str, str]:
        """What the LMS has stored: elements and values."""
        return self._lms.record(self.package, LEARNER)

    def log(self) -> list[dict[str, Any]]:
        """Every call so far, of all sessions."""
        return self._lms.log(self.package, LEARNER)

    def switch(self, **faults: Any) -> None:
        """Let something go wrong at the LMS from now on; names: `preview/lms/faults.json`."""
        launch = list(self._lms.launches)[-1]
        self._lms.faults(f"?id={launch}", **faults)

    def verdict(self) -> Verdict:
        """Leave, and judge."""
        self.close()
        return judge(
            self.package.name,
            self._unit.title,
            self._standard,
            self._profile,
            self._lms.enrolment(self.package, LEARNER).calls(),
            self.record(),
            self._lms.grade(self.package, LEARNER),
            Seen(tuple(self._hosts), tuple(self._missing), tuple(self._errors), self.is_online),
        )

    # --- inside ----------------------------------------------------------------------------------

    def _open_pages(self) -> list[Page]:
        return [page for page in self._context.pages if not page.is_closed()]

    def _shown(self) -> Page:
        if self._page is None or self._page.is_closed():
            raise StepError("the package is not open")
        return self._page

    def _do(self, words: str, act: Callable[[Locator], object]) -> None:
        from playwright.sync_api import Error

        reason = ""

        def is_done() -> bool:
            nonlocal reason
            for place in self._found(words):
                try:
                    act(place)
                    return True
                except Error as failure:
                    reason = f": {failure.message.splitlines()[0]}"
            return False

        if not self._until(is_done):
            raise StepError(f"nothing shows {words!r}{reason}")

    def _found(self, words: str) -> Iterator[Locator]:
        """What shows the words now, best first."""
        from playwright.sync_api import Error

        for search in _searches(words):
            for frame in self._frames():
                try:
                    every = search(frame)
                    yield from (place for place in every.all()[:20] if place.is_visible())
                except Error:
                    continue  # the frame has just gone

    def _frames(self) -> list[BrowserFrame]:
        frames = [frame for page in self._open_pages() for frame in page.frames]
        return [frame for frame in frames if not urlsplit(frame.url).path.startswith("/_host/")]

    def _is_there(self) -> bool:
        """Whether the package's first page has loaded."""
        from playwright.sync_api import Error

        try:
            return any(
                frame.evaluate("document.readyState") == "complete"
                for frame in self._frames()
                if urlsplit(frame.url).path.startswith("/_package/")
            )
        except Error:
            return False  # it has just begun, or moved on

    def _until(self, is_so: Callable[[], bool]) -> bool:
        end = time.monotonic() + self.patience
        while not is_so():
            if time.monotonic() > end:
                return False
            self._shown().wait_for_timeout(50)
        return True

    def _settle(self) -> None:
        """Wait until nothing more arrives."""
        from playwright.sync_api import Error

        enrolment = self._lms.enrolment(self.package, LEARNER)
        count, since = -1, time.monotonic()
        end = since + self.patience
        while time.monotonic() < min(since + QUIET, end):
            now = len(enrolment.log) + len(enrolment.commits)
            if now != count:
                count, since = now, time.monotonic()
            try:
                if pages := self._open_pages():
                    pages[0].wait_for_timeout(50)
                    continue
            except Error:
                pass  # it has just been closed
            time.sleep(0.05)

    def _is_elsewhere(self, url: str) -> bool:
        return urlsplit(url).netloc not in self._lms.hosts

    def _elsewhere(self, route: Route) -> None:
        self._hosts.setdefault(urlsplit(route.request.url).netloc)
        if self.is_online:
            route.continue_()
        else:
            route.abort()

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self._note(error.message))
        page.on("console", self._on_console)
        page.on("dialog", self._on_dialog)
        page.on("response", self._on_response)
        page.on("websocket", lambda socket: self._hosts.setdefault(urlsplit(socket.url).netloc))

    def _note(self, text: str) -> None:
        self._errors.setdefault(text.splitlines()[0] if text else "an error without a word")

    def _on_console(self, message: ConsoleMessage) -> None:
        url = (message.location or {}).get("url", "")
        is_ours = "/_api/" in url or "/_host/" in url
        if (
            message.type == "error"
            and not is_ours
            and "Failed to load resource" not in message.text
        ):
            self._note(message.text)

    def _on_dialog(self, dialog: Dialog) -> None:
        dialog.accept()

    def _on_response(self, response: Response) -> None:
        path = urlsplit(response.url).path
        is_own = not self._is_elsewhere(response.url) and not path.startswith(("/_api/", "/_host/"))
        if is_own and response.status == 404 and path != _FAVICON:
            self._missing.setdefault(_member(path, response.request))


def _member(path: str, request: Request) -> str:
    """A file's place in the package, as far as the address tells."""
    parts = path.split("/", 3)
    return (
        parts[3]
        if path.startswith("/_package/") and len(parts) > 3
        else f"{path} ({request.resource_type})"
    )


def _searches(words: str) -> list[Callable[[BrowserFrame], Locator]]:
    if words.startswith(("css=", "xpath=")):
        return [lambda frame: frame.locator(words)]
    by_role: list[Callable[[BrowserFrame], Locator]] = [
        lambda frame, role=role: frame.get_by_role(role, name=words, exact=True)  # type: ignore[misc]
        for role in _ROLES
    ]
    return [
        *by_role,
        lambda frame: frame.get_by_label(words, exact=True),
        lambda frame: frame.get_by_text(words, exact=True),
        lambda frame: frame.get_by_label(words),
        lambda frame: frame.get_by_text(words),
    ]


def _enter(place: Locator, text: str) -> None:
    if place.evaluate("element => element.tagName") == "SELECT":
        place.select_option(label=text, timeout=1000)
    else:
        place.fill(text, timeout=1000)

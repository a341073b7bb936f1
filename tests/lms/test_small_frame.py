"""Open edX shows a package in 450 pixels of height by default: nothing that has the focus is covered there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ihrp_course.play.player import Player
from tests.browser.conftest import packages

__all__ = ["packages"]

Play = Callable[..., Player]
HEIGHT = 450
COVERED = """() => {
  const focused = document.activeElement;
  const head = focused.closest('dialog')?.querySelector('.sheet-head');
  if (!head || head.contains(focused)) return '';
  return focused.getBoundingClientRect().top < head.getBoundingClientRect().bottom - 1
    ? focused.textContent.trim() : '';
}"""


def test_the_head_of_the_contents_covers_no_entry(
    play_package: Play, packages: dict[str, Path]
) -> None:
    player = play_package(packages["scorm12"])
    page = player.page
    page.add_style_tag(content=f"iframe {{ height: {HEIGHT}px !important }}")
    page.frame_locator("iframe").locator("html.ready").wait_for()
    (frame,) = (each for each in page.frames if "/_package/" in each.url)
    frame.locator("[data-do=begin]:visible").click()
    frame.locator("[data-do=contents]:visible").first.click()
    entries = frame.locator("#_contents [data-entry] a")
    entries.last.focus()

    for _ in range(entries.count() + 2):
        page.keyboard.press("Shift+Tab")
        page.wait_for_timeout(20)
        assert frame.evaluate(COVERED) == ""

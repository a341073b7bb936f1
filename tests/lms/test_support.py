"""The support trace: one button, everything that support needs, no word of the learner's."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ihrp_course.preview import PretendLms
from ihrp_course.preview.server import StandardName
from tests.lms.courses import lock
from tests.lms.releases import FIRST, old, package
from tests.taking import Learner

STANDARDS: list[StandardName] = ["scorm12", "scorm2004"]
NAME = "Zwetschgenbaum, Ottilie"
TYPED = "xylophonisch"
PRIVATE = "quittengelb"
BLOCKS = """
:::fill q-typed
objective: B-1

A pause is a moment of [[calm]] for who takes it.
:::

:::worksheet sheet
title: A sheet

What does a pause mean to you?

- Your words {#words} {long}
:::
"""


@pytest.mark.parametrize("standard", STANDARDS)
def test_one_button_copies_what_support_needs_and_no_word_of_the_learners(
    page: Page, tmp_path: Path, standard: StandardName
) -> None:
    course = old(tmp_path / "course")
    first = course / FIRST
    first.write_text(first.read_text("utf-8") + BLOCKS, encoding="utf-8")
    zip = package(lock(course), tmp_path / "built", standard)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    with PretendLms() as lms:
        page.goto(lms.launch(zip, standard, learner="jo.secret", name=NAME))
        learner = Learner(page.frame_locator("#scorm_object"))
        learner.ready()
        learner.start()
        form = learner.question("q-typed")
        form.locator("[data-gap='0']").fill(TYPED)
        learner.check(form)
        learner.place.locator("#sheet textarea, #sheet input").first.fill(PRIVATE)
        learner.saved()
        assert TYPED in str(lms.record(zip, "jo.secret")), (
            "it was reported, so that it could have been traced"
        )

        learner.place.locator("[data-do=contents]").click()
        learner.place.locator("#_contents a[href='#_self-test']").press("Enter")
        learner.page.locator("[data-do=copy]").click()
        expect(learner.page.locator("[data-part=copied]")).not_to_be_empty()
        copied = page.evaluate("navigator.clipboard.readText()")

    for secret in (NAME, "Zwetschgenbaum", "Ottilie", "jo.secret", TYPED, PRIVATE):
        assert secret not in copied, secret
    for wanted in (
        "basics-basics",
        "view-then-pass",
        "default",
        "minutes from UTC",
        "completion incomplete",
        "learner known",
        "1 frames deep, one origin",
        "0 troubles in",
        "suspend_data set to",
        "Commit taken",
    ):
        assert wanted in copied, f"{wanted} in {copied[:3000]}"

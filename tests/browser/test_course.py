"""The whole course in one package: from launch to certificate, role-plays and all; and again, killed on the way.

A sitting takes minutes, so a plain run takes the module with the role-plays, a full one the course in both
standards.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from ihrp_course.pipeline import build
from ihrp_course.preview import PretendLms
from ihrp_course.preview.server import StandardName
from tests.browser.conftest import ROOT, watch
from tests.browser.test_stories import RAW, STATUS, enter, refused
from tests.conftest import FULL
from tests.taking import Learner, bank_data

UNITS: list[tuple[str, StandardName]] = (
    [("ihrp-0", "scorm12"), ("ihrp-0", "scorm2004"), ("ihrp-skills", "scorm12")]
    if FULL
    else [("ihrp-skills", "scorm2004")]
)
KILLED: list[tuple[str, StandardName, int]] = (
    [("ihrp-0", "scorm12", 20), ("ihrp-0", "scorm2004", 20)]
    if FULL
    else [("ihrp-mindfulness", "scorm12", 3)]
)
each_unit = pytest.mark.parametrize(("unit", "standard"), UNITS)


@pytest.fixture(scope="module")
def zips(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, StandardName], Path]:
    """Every package of the course, found by the beginning of its name and its standard."""
    target = tmp_path_factory.mktemp("course")
    built = build(ROOT, target, ["scorm12", "scorm2004"])
    assert built.written, built.diagnostics

    def find(unit: str, standard: StandardName) -> Path:
        return next(target.glob(f"{unit}*-{standard}.zip"))

    return find


def banks_of(package: Path) -> dict[str, Any]:
    with ZipFile(package) as archive:
        names = [name for name in archive.namelist() if name.startswith("data/bank-")]
        found = [bank_data(archive.read(name).decode()) for name in names]
    return {id: question for bank in found for id, question in bank.items()}


class Walk:
    """A sitting that can be taken up anywhere: does the next thing that is not done yet."""

    def __init__(self, learner: Learner, banks: dict[str, Any]) -> None:
        self.learner, self.banks = learner, banks
        self.asked: list[str] = []  # ids of what was answered and is reported

    def begin(self) -> None:
        """On from the front page, once the first page has been asked for."""
        if self.learner.page.get_attribute("id") == "_start":
            self.learner.start()

    def is_over(self) -> bool:
        """Every page of the contents has been done."""
        rows = self.learner.place.locator("#_start .contents [data-entry]:not(.done)")
        return rows.count() == 0

    def step(self) -> None:
        """The first row of the contents that is not done."""
        row = self.learner.place.locator("#_start .contents [data-entry]:not(.done)").first
        id = row.get_attribute("data-entry") or ""
        if self.learner.page.get_attribute("id") != id:
            self.learner.place.locator("[data-do=contents]").click()
            self.learner.place.locator(f"#_contents [data-entry={id}] a").click()
            self.learner.arrived(id)
        if self.learner.page.locator("[data-view=intro]").count():
            self.quiz()
        else:
            self.lesson()

    def lesson(self) -> None:
        """Its questions are answered and its role-plays played, then it is turned over."""
        for id in self.learner.practice_ids():
            form = self.learner.question(id)
            if form.locator("[data-do=check]").is_visible():
                self.learner.answer(form, self.learner.data(id))
                self.learner.check(form)
                self.asked.append(id)
        forms = self.learner.page.locator("form[data-kind=scenario]")
        for number in range(forms.count()):
            form = forms.nth(number)
            id = form.get_attribute("id") or ""
            form.locator("[data-do=play], [data-do=anew]").locator("visible=true").first.click()
            self.learner.answer(form, self.learner.data(id))
            self.asked.append(id)
        self.learner.next()

    def quiz(self) -> None:
        id = self.learner.page.get_attribute("id") or ""
        self.learner.open_quiz(id)
        self.asked += self.learner.answer_all(self.banks)
        self.learner.hand_in()


def reported(record: dict[str, str]) -> list[str]:
    """The ids of the interactions that an LMS holds."""
    names = (f"cmi.interactions.{number}.id" for number in range(300))
    return [record[name] for name in names if name in record]


@each_unit
def test_a_whole_run_arrives_and_ends_in_a_certificate(
    page: Page,
    lms: PretendLms,
    zips: Callable[[str, StandardName], Path],
    unit: str,
    standard: StandardName,
) -> None:
    package = zips(unit, standard)
    learner = enter(page, lms, package, standard)
    walk = Walk(learner, banks_of(package))
    walk.begin()
    while not walk.is_over():
        walk.step()
    learner.saved()

    record = lms.record(package)

    assert refused(page) == []
    assert sorted(reported(record)) == sorted(walk.asked)
    assert record[RAW[standard]] == "100"
    assert record[STATUS[standard]] == ("passed" if standard == "scorm12" else "completed")
    assert len(record["cmi.suspend_data"]) <= 4000
    learner.place.locator(".to-certificate:visible").first.click()
    expect(learner.page.locator("[data-part=earned]")).to_be_visible()


@pytest.mark.parametrize(("unit", "standard", "kills"), KILLED)
def test_a_run_that_is_killed_on_the_way_arrives_all_the_same(
    browser: Browser,
    lms: PretendLms,
    zips: Callable[[str, StandardName], Path],
    unit: str,
    standard: StandardName,
    kills: int,
) -> None:
    package = zips(unit, standard)
    banks = banks_of(package)
    dice = random.Random(kills)
    errors: list[str] = []
    best = 0.0
    for sitting in range(200):
        context = browser.new_context()
        page = context.new_page()
        watch(page, errors)
        walk = Walk(enter(page, lms, package, standard), banks)
        walk.begin()
        for _ in range(dice.randint(1, 4) if sitting < kills else 1000):
            if walk.is_over():
                break
            walk.step()
        is_over = walk.is_over()
        if is_over:
            walk.learner.saved()
        context.close()
        raw = lms.record(package).get(RAW[standard], "")
        assert float(raw or 0) >= best, "a grade fell"
        best = float(raw or 0)
        if is_over:
            break

    record = lms.record(package)
    assert errors == []
    assert record[RAW[standard]] == "100"
    assert record[STATUS[standard]] == ("passed" if standard == "scorm12" else "completed")

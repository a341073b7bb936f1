"""Random walks through every block, with random faults: seeded, so that each can be taken again.

`IHRP_SEED=n` takes the walk of that number alone.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser

from ihrp_course.pipeline import build
from ihrp_course.preview import PretendLms
from ihrp_course.preview.server import StandardName
from tests.browser.conftest import ROOT
from tests.browser.variants import hardened
from tests.browser.walking import Walk, telling
from tests.conftest import sample
from tests.taking import bank_data

STEPS = 25
GIVEN = os.environ.get("IHRP_SEED")
SEEDS = [int(GIVEN)] if GIVEN else sample(list(range(200)), 4, seed=2)
STANDARDS: list[StandardName] = ["scorm12", "scorm2004"]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[bool, str], Path]:
    """The gallery by strictness and standard; the strict one has safety questions and two attempts."""
    target = tmp_path_factory.mktemp("walks")
    built = build(ROOT / "examples/all-blocks", target, [*STANDARDS])
    assert built.written, built.diagnostics
    plain = {each.path.stem.rpartition("-")[2]: each.path for each in built.written}
    strict = hardened(target / "course", [*STANDARDS])
    return {
        **{(False, standard): path for standard, path in plain.items()},
        **{(True, standard): path for standard, path in strict.items()},
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_nothing_is_lost_lowered_or_told_to_others(
    browser: Browser, packages: dict[tuple[bool, str], Path], seed: int
) -> None:
    package = packages[seed % 4 < 2, STANDARDS[seed % 2]]
    with ZipFile(package) as archive:
        banks: dict[str, Any] = bank_data(archive.read("data/bank-gallery.js").decode())
    with PretendLms() as lms:
        walk = Walk(browser.new_context, lms, package, STANDARDS[seed % 2], banks, seed)
        with telling(walk, seed):
            walk.run(STEPS)

"""Built packages, a pretend LMS, and a page that fails the test on any uncaught error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import ConsoleMessage, Page

from ihrp_course.pipeline import build
from ihrp_course.preview import PretendLms
from tests.taking import bank_data

ROOT = Path(__file__).parents[2]
MODULE = "ihrp-harm-reduction"


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The real module's package, by standard."""
    target = tmp_path_factory.mktemp("packages")
    built = build(ROOT, target, ["scorm12", "scorm2004", "web"])
    assert built.written, built.diagnostics
    found = [path for path in sorted(target.iterdir()) if MODULE in path.name]
    names = {path: path.name.removesuffix(".zip").rpartition("-")[2] for path in found}
    return {name: path for path, name in names.items() if not name.endswith(".csv")}


@pytest.fixture(scope="session")
def banks(packages: dict[str, Path]) -> dict[str, Any]:
    """Every bank question of the module, by id."""
    with ZipFile(packages["scorm12"]) as archive:
        return bank_data(archive.read("data/bank-hr.js").decode())


@pytest.fixture
def lms() -> Iterator[PretendLms]:
    with PretendLms() as running:
        yield running


@pytest.fixture(autouse=True)
def no_uncaught_error(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """The test fails when the page throws, or writes an error to the console."""
    errors: list[str] = []
    if "page" not in request.fixturenames:
        yield errors
        return
    page: Page = request.getfixturevalue("page")
    watch(page, errors)
    yield errors
    assert not errors


def watch(page: Page, errors: list[str]) -> None:
    """Gather what a page complains of; failed requests of the pretend LMS are meant."""

    def on_console(message: ConsoleMessage) -> None:
        url = (message.location or {}).get("url", "")
        if message.type == "error" and "/_api/" not in url:
            errors.append(f"{message.text} ({url})")

    page.on("console", on_console)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(15_000)

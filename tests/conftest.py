"""What every test may use: courses written in the test, a browser that starts, sampling, shards."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import pytest
from hypothesis import settings
from playwright.sync_api import expect

from tests.browser_finder import NoBrowserError, find_chromium

FULL = os.environ.get("IHRP_FULL") == "1"
expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
T = TypeVar("T")


def sample(items: Sequence[T], count: int, seed: int = 1) -> list[T]:
    """A seeded sample; all of them in a full run."""
    if FULL or count >= len(items):
        return list(items)
    return random.Random(seed).sample(list(items), count)


@pytest.fixture(scope="session")
def base_url() -> None:
    """Stand in for the plugin's, which warns under this pytest."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """A browser that was seen to start."""
    try:
        path = find_chromium()
    except NoBrowserError as failure:
        pytest.exit(str(failure), returncode=3)
    return {**browser_type_launch_args, **({"executable_path": path} if path else {})}


@pytest.fixture
def course(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Write a course from its files by path; gives its folder."""

    def write(files: dict[str, str]) -> Path:
        for path, text in files.items():
            file = tmp_path / "course" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8", "surrogateescape"))
        return tmp_path / "course"

    return write


def interruptible() -> None:
    """For a child that will be interrupted: whoever runs the tests in the background lets Ctrl-C be ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A plain run of everything takes a part of what is heavy; with IHRP_SHARD=i/n, only what falls into that part."""
    kept = list(items)
    if not FULL and not config.getoption("keyword") and len(items) > 60:
        kept = [item for item in kept if _is_light(item) or _is_in(item, HEAVY)]
    part = os.environ.get("IHRP_SHARD")
    if part:
        index, count = (int(number) for number in part.split("/"))
        kept = [item for item in kept if crc32(item.nodeid.encode()) % count == index - 1]
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


HEAVY = {"browser": 5, "accessibility": 4}
"""Folders whose tests take a long course through a browser: a plain run takes one in so many."""
ALWAYS = (
    "test_taking_the_module_and_passing",
    "test_a_run_that_is_killed",
    "test_a_tab_that_dies",
    "test_whatever_happens",
    "keyboard_alone",
)


def _is_light(item: pytest.Item) -> bool:
    folder = item.path.parent.name
    return folder not in HEAVY or any(name in item.name for name in ALWAYS)


def _is_in(item: pytest.Item, heavy: dict[str, int]) -> bool:
    return crc32(item.nodeid.encode()) % heavy[item.path.parent.name] == 0


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """With IHRP_SUMMARY=file, write the numbers per folder of tests there, and below them what failed."""
    path = os.environ.get("IHRP_SUMMARY")
    if not path:
        return
    rows: dict[str, dict[str, float]] = {}
    failures: dict[str, None] = {}
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.stats.get(outcome, []):
            folder = report.nodeid.split("/")[1] if report.nodeid.count("/") > 1 else "tests"
            row = rows.setdefault(folder, {})
            row[outcome] = row.get(outcome, 0) + 1
            row["seconds"] = row.get("seconds", 0) + getattr(report, "duration", 0)
            if outcome in ("failed", "error"):
                failures.setdefault(report.nodeid)
    lines = ["| tests | passed | failed | skipped | seconds |", "| --- | --- | --- | --- | --- |"]
    for folder, row in sorted(rows.items()):
        failed = row.get("failed", 0) + row.get("error", 0)
        lines.append(
            f"| {folder} | {row.get('passed', 0):.0f} | {failed:.0f} | "
            f"{row.get('skipped', 0):.0f} | {row['seconds']:.0f} |"
        )
    lines += [f"- {id}" for id in failures]
    Path(path).parent.mkdir(exist_ok=True)
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")

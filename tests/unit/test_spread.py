"""Work on several cores: all of it, in order, and an error is an error wherever it happens."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ihrp_course.spread import spread


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.mark.parametrize("workers", [1, 2, 3, 16])
@pytest.mark.parametrize("count", [0, 1, 7, 8, 23, 600])
def test_results_come_in_the_order_of_the_jobs(workers: int, count: int) -> None:
    assert spread(range(count), lambda job: job * job, workers) == [n * n for n in range(count)]


def test_several_processes_work(tmp_path: Path) -> None:
    def work(_: int) -> int:
        (tmp_path / str(os.getpid())).touch()
        wait_until(lambda: len(list(tmp_path.iterdir())) == 3)
        return os.getpid()

    assert len(set(spread(range(12), work, 3))) == 3


def test_whoever_is_free_takes_the_next_job(tmp_path: Path) -> None:
    def work(job: int) -> int:
        if job == 0:
            wait_until(lambda: len(list(tmp_path.iterdir())) == 99)
        else:
            (tmp_path / str(job)).touch()
        return job

    assert spread(range(100), work, 2) == list(range(100))


def test_few_jobs_stay_in_this_process() -> None:
    assert set(spread(range(3), lambda job: os.getpid(), 8)) == {os.getpid()}


@pytest.mark.parametrize("bad", [0, 1])
def test_an_error_in_any_process_is_raised(bad: int) -> None:
    def work(job: int) -> int:
        if job == bad:
            raise OSError(28, "no space left")
        return job

    with pytest.raises(OSError, match="no space left"):
        spread(range(12), work, 2)

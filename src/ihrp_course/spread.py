"""Independent work on several cores, where the system can fork: no pool, no queue, results in order."""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

FEW = 4
"""With fewer jobs for each worker, forking costs more than it gives."""

SWEEP = 10
"""Jobs after which rubbish is swept up: a run keeps nearly all it makes, but not what templates leave behind."""


def spread(
    jobs: Sequence[Job], work: Callable[[Job], Result], workers: int, few: int = FEW
) -> list[Result]:
    """`work` done on every job; the first worker is this process. An error anywhere is raised here.

    Only for a process with one thread: a fork copies no others.
    """
    workers = min(workers, len(jobs) // few)
    if not gc.get_freeze_count():  # while watching, each round has ended with that
        gc.freeze()  # what is there already is looked through neither by a sweep nor by a child
    return _spread(jobs, work, workers) if workers > 1 and hasattr(os, "fork") else _do(jobs, work)


def _do(jobs: Sequence[Job], work: Callable[[Job], Result]) -> list[Result]:
    results = []
    for number, job in enumerate(jobs, 1):
        results.append(work(job))
        if number % SWEEP == 0:
            gc.collect()
    return results


def _spread(jobs: Sequence[Job], work: Callable[[Job], Result], workers: int) -> list[Result]:
    children = [_begin(jobs[place::workers], work) for place in range(1, workers)]
    parts: list[list[Result]] = []
    failure: BaseException | None = None
    try:
        parts.append(_do(jobs[::workers], work))
    finally:
        for child, pipe in children:
            done: list[Result] | BaseException = _end(child, pipe)
            if isinstance(done, BaseException):
                failure = failure or done
            else:
                parts.append(done)
    if failure is not None:
        raise failure
    return [parts[place % workers][place // workers] for place in range(len(jobs))]


def _begin(jobs: Sequence[Job], work: Callable[[Job], Result]) -> tuple[int, int]:
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    code = 1
    try:
        os.close(reading)
        done: object
        try:
            done = _do(jobs, work)
        except BaseException as failure:
            done = failure
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(done))
        code = 0
    finally:
        os._exit(code)  # no cleaning up of what belongs to the parent


def _end(child: int, reading: int) -> list[Result] | BaseException:
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    if not data:
        return RuntimeError("a worker ended without a word")
    done: list[Result] | BaseException = pickle.loads(data)
    return done

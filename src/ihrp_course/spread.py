"""Independent work on several cores, where the system can fork: no pool, no queue, results in order."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

FEW = 4
"""With fewer jobs for each worker, forking costs more than it gives."""


def spread(
    jobs: Sequence[Job], work: Callable[[Job], Result], workers: int, few: int = FEW
) -> list[Result]:
    """`work` done on every job; the first worker is this process. An error anywhere is raised here.

    Only for a process with one thread: a fork copies no others.
    """
    workers = min(workers, len(jobs) // few)
    if workers < 2 or not hasattr(os, "fork"):
        return [work(job) for job in jobs]
    children = [_begin(jobs[place::workers], work) for place in range(1, workers)]
    parts: list[list[Result]] = []
    failure: BaseException | None = None
    try:
        parts.append([work(job) for job in jobs[::workers]])
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
            done = [work(job) for job in jobs]
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

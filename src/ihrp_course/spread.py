"""Independent work on several cores, where the system can fork: no pool, results in order."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")
Packed = TypeVar("Packed")

FEW = 4
"""With fewer jobs for each worker, forking costs more than it gives."""

PILES = 256
"""More jobs than that are taken several at a time: so many bytes fit into any pipe."""


def spread(
    jobs: Sequence[Job], work: Callable[[Job], Result], workers: int, few: int = FEW
) -> list[Result]:
    """`work` done on every job; the first worker is this process. An error anywhere is raised here.

    Only for a process with one thread: a fork copies no others.
    """
    workers = min(workers, len(jobs) // few)
    if workers < 2 or not hasattr(os, "fork"):
        return [work(job) for job in jobs]
    done = _share(jobs, work, workers)
    return [done[number] for number in range(len(jobs))]


def _share(jobs: Sequence[Job], work: Callable[[Job], Result], workers: int) -> dict[int, Result]:
    """Whoever is free takes the next job: a pipe holds a byte for each, which one reader gets."""
    piles = min(len(jobs), PILES)
    waiting, filling = os.pipe()
    os.write(filling, bytes(range(piles)))
    os.close(filling)

    def take() -> Iterator[int]:
        while pile := os.read(waiting, 1):
            yield from range(pile[0], len(jobs), piles)

    def do(pack: Callable[[Result], Packed]) -> dict[int, Packed]:
        try:
            return {number: pack(work(jobs[number])) for number in take()}
        except BaseException:
            os.read(waiting, PILES)  # after a failure nobody needs to begin another one
            raise

    # A child packs each result at once, and takes fewer jobs the longer that takes: all end together.
    children = [_begin(lambda: do(pickle.dumps)) for _ in range(1, workers)]
    done: dict[int, Result] = {}
    failure: BaseException | None = None
    try:
        done |= do(lambda result: result)
    finally:
        os.close(waiting)
        for child, pipe in children:
            part: dict[int, bytes] | BaseException = _end(child, pipe)
            if isinstance(part, BaseException):
                failure = failure or part
            else:
                done |= {number: pickle.loads(packed) for number, packed in part.items()}
    if failure is not None:
        raise failure
    return done


def _begin(work: Callable[[], object]) -> tuple[int, int]:
    """A child that works, and the pipe by which it tells what came of it."""
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
            done = work()
        except BaseException as failure:
            done = failure
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(done))
        code = 0
    finally:
        os._exit(code)  # no cleaning up of what belongs to the parent


def _end(child: int, reading: int) -> Result | BaseException:
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    if not data:
        return RuntimeError("a worker ended without a word")
    done: Result | BaseException = pickle.loads(data)
    return done

#!/usr/bin/env python3
"""The project's own commands, on a machine with nothing but Python 3.11.

    python3 run.py course     compile the course into build/
    python3 run.py test       every test; --full for the exhaustive part, --shard 1/4 for a part of it,
                              --again for what failed in the latest full run
    python3 run.py check      lint, format and types, Python and JavaScript
    python3 run.py fix        format, and mend what can be mended
    python3 run.py bench      measure, print a table
    python3 run.py fuzz       broken sources for 20 minutes, or as many as are given

Each makes what it needs first: an environment in .venv, npm packages by the lock file, a browser.
Standard library only.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
FULL_RUN = ROOT / "docs" / "full-run.md"
STRANGERS = ROOT / ".venv-strangers"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
PYTHON = VENV / SCRIPTS / ("python.exe" if os.name == "nt" else "python")
ENVIRONMENT = {
    **os.environ,
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_REQUIRE_VIRTUALENV": "1",  # never touch the machine's own Python
    "DENO_NO_UPDATE_CHECK": "1",
    "DENO_TLS_CA_STORE": "mozilla,system",
}


class Stop(Exception):
    """Something a person has to do first; the text says what."""


def say(words: str) -> None:
    """Progress goes to stderr, so that results can be piped."""
    print(f"run.py: {words}", file=sys.stderr, flush=True)


def run(*command: str | Path, check: bool = True, **extra: str) -> int:
    """Run a command in the project's folder; stop with its exit code when it fails."""
    words = [str(word) for word in command]
    code = subprocess.run(words, cwd=ROOT, env={**ENVIRONMENT, **extra}, check=False).returncode
    if check and code:
        raise SystemExit(code)
    return code


def stamp_of(*names: str) -> str:
    """Changes when one of the files or this Python does."""
    digest = hashlib.sha256(sys.version.encode())
    for name in names:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def once(stamp: Path, value: str, action: Callable[[], None]) -> None:
    """Do it when the stamp says something else; the stamp is written last."""
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == value:
        return
    action()
    stamp.write_text(value, encoding="utf-8")


# --- environments ----------------------------------------------------------------------------------


def make_venv(folder: Path) -> None:
    """An empty virtual environment with pip in it, whatever the machine lacks."""
    command = [sys.executable, "-m", "venv", "--clear", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode == 0:
        return
    bare = [*command, "--without-pip"]
    outer = [sys.executable, "-m", "pip", "--python", str(folder), "install", "-qq", "pip"]
    free = {**ENVIRONMENT, "PIP_REQUIRE_VIRTUALENV": "0"}
    if shutil.which("apt-get") and os.name != "nt" and os.geteuid() == 0:
        say("installing python3-venv")
        run("apt-get", "update", "-qq", DEBIAN_FRONTEND="noninteractive")
        run("apt-get", "install", "-qq", "-y", "--no-install-recommends", "python3-venv",
            DEBIAN_FRONTEND="noninteractive")  # fmt: skip
        run(*command)
    elif (
        subprocess.run(bare, capture_output=True, check=False).returncode
        or subprocess.run(outer, env=free, capture_output=True, check=False).returncode
    ):
        raise Stop(
            "this Python cannot make a virtual environment.\n"
            "On Debian or Ubuntu type: sudo apt-get install python3-venv"
        )


def ensure_venv(folder: Path) -> None:
    """The environment exists, is whole, and belongs to this Python."""
    once(folder / "python.stamp", sys.version, lambda: make_venv(folder))


def install(extra: str = "") -> None:
    """The package itself, editable, with an extra."""
    ensure_venv(VENV)
    target = f".[{extra}]" if extra else "."
    value = stamp_of("pyproject.toml") + extra
    plain, test = VENV / "course.stamp", VENV / "test.stamp"
    if (
        not extra
        and test.is_file()
        and test.read_text("utf-8") == stamp_of("pyproject.toml") + "test"
    ):
        return
    stamp = test if extra == "test" else plain if not extra else VENV / f"{extra}.stamp"

    def action() -> None:
        say(f"installing into {VENV.name}")
        run(PYTHON, "-m", "pip", "install", "-qq", "-e", target)

    once(stamp, value, action)


def install_npm() -> None:
    """The packages that tests need, by deno.lock."""

    def action() -> None:
        say("installing npm packages")
        run(deno(), "install", "--frozen", "--quiet")

    value = stamp_of("deno.json", "tests/player/deno.json", "deno.lock")
    if not (ROOT / "node_modules").is_dir():
        (VENV / "npm.stamp").unlink(missing_ok=True)
    once(VENV / "npm.stamp", value, action)


def install_strangers() -> None:
    """Open edX's block, in an environment of its own."""
    requirements = "tests/consumers/requirements.txt"
    ensure_venv(STRANGERS)

    def action() -> None:
        say(f"installing into {STRANGERS.name}")
        python = STRANGERS / SCRIPTS / PYTHON.name
        run(python, "-m", "pip", "install", "-qq", "-r", requirements)

    once(STRANGERS / "strangers.stamp", stamp_of(requirements), action)


def deno() -> Path:
    """Deno as its wheel installs it."""
    return VENV / SCRIPTS / ("deno.exe" if os.name == "nt" else "deno")


# --- commands --------------------------------------------------------------------------------------


def course(*words: str) -> int:
    """Compile the course."""
    install()
    return run(PYTHON, "-m", "ihrp_course", "build", *words, check=False)


def test(*words: str) -> int:
    """Every test. `--full`: without sampling; `--again`: what failed in the latest full run; `--shard 1/4`: a quarter."""
    if "--again" in words:
        return _run_again()
    rest, extra, is_full = list(words), {}, False
    if "--full" in rest:
        rest.remove("--full")
        extra["IHRP_FULL"], is_full = "1", True
    if "--shard" in rest:
        at = rest.index("--shard")
        if at + 1 == len(rest):
            raise Stop("--shard wants a part, such as 1/4")
        extra["IHRP_SHARD"] = rest.pop(at + 1)
        rest.pop(at)
    _prepare()
    started = time.monotonic()
    script_code = run(deno(), "test", "--quiet", "--allow-read", "--allow-env", check=False)
    reports = [VENV / f"full-run-{part}.txt" for part in range(len(_parts()))] if is_full else []
    for report in reports:
        report.unlink(missing_ok=True)
    if rest or (os.cpu_count() or 1) < 2:
        summary = {"IHRP_SUMMARY": str(reports[0])} if is_full else {}
        code = run(PYTHON, "-m", "pytest", *rest, check=False, **extra, **summary)
    else:
        code = _side_by_side(extra, reports)
    if is_full and not rest:
        _write_full_run(reports, script_code, code, time.monotonic() - started)
    return script_code or code


def _prepare() -> None:
    """All that tests need: packages, strangers' players, a browser."""
    install("test")
    install_npm()
    install_strangers()
    run(PYTHON, "tests/browser_finder.py")


def _parts() -> tuple[tuple[str, ...], ...]:
    """All tests in three parts that take about as long; the first two wait for a browser most of the time."""
    walks = "tests/browser/test_walks.py"
    browsed = ("tests/browser", "tests/consumers")
    looked_at = ("tests/accessibility", "tests/lms", "tests/preview")
    others = [
        f"tests/{folder.name}"
        for folder in sorted((ROOT / "tests").iterdir())
        if any(folder.glob("test_*.py")) and f"tests/{folder.name}" not in browsed + looked_at
    ]
    return ((*browsed, f"--ignore={walks}"), looked_at, (*others, walks))


def _worst(codes: Iterable[int]) -> int:
    """0 when all are; the code of a process that was killed is negative."""
    return next((code for code in codes if code), 0)


def _side_by_side(extra: dict[str, str], reports: list[Path]) -> int:
    """The parts at once; the first is seen as it goes, the others when they have ended."""
    started = []
    for number, part in enumerate(_parts()):
        summary = {"IHRP_SUMMARY": str(reports[number])} if reports else {}
        output = VENV / f"part-{number}.txt"
        with output.open("w", encoding="utf-8") as told:
            words = [str(PYTHON), "-m", "pytest", *part, "-p", "no:cacheprovider"]
            process = subprocess.Popen(
                words,
                cwd=ROOT,
                env={**ENVIRONMENT, **extra, **summary},
                stdout=told if number else None,
                stderr=subprocess.STDOUT if number else None,
            )
        started.append((process, output))
    codes = [process.wait() for process, _ in started]
    for _, output in started[1:]:
        print(output.read_text("utf-8"), flush=True)
    return _worst(codes)


def _write_full_run(reports: list[Path], script_code: int, code: int, seconds: float) -> None:
    """The summary of a full run, for docs/full-run.md; each report is a table with a head of two lines."""
    is_whole = all(report.is_file() for report in reports)
    verdict = "passed" if is_whole and not script_code and not code else "failed"
    head = (
        "# The latest full run\n\n`python3 run.py test --full`, on "
        f"{time.strftime('%Y-%m-%d')}, Python {sys.version.split()[0]}, {os.cpu_count()} cores: "
        f"{verdict} after {seconds / 60:.0f} minutes.\n\n"
        f"The player's own tests in Deno: {'passed' if not script_code else 'failed'}.\n\n"
    )
    told = [report.read_text("utf-8").splitlines() for report in reports if report.is_file()]
    sums: dict[str, list[int]] = {}
    for row in (row for part in told for row in part[2:] if row.startswith("|")):
        name, *numbers = row.strip("| ").split(" | ")
        sums[name] = [a + int(b) for a, b in zip(sums.get(name, [0] * 4), numbers, strict=True)]
    rows = [f"| {' | '.join([name, *map(str, sums[name])])} |" for name in sorted(sums)]
    text = "\n".join([*(told[0][:2] if told else []), *rows])
    failures = [row for part in told for row in part if row.startswith("- ")]
    failed = "\n".join(["", "Failed:", "", *failures, ""]) if failures else ""
    FULL_RUN.write_text(f"{head}{text}\n{failed}", encoding="utf-8")


def _run_again() -> int:
    """What failed in the latest full run, once more; the summary says of each how it went."""
    text = FULL_RUN.read_text("utf-8") if FULL_RUN.is_file() else ""
    ids = [row[2:] for row in text.splitlines() if row.startswith("- tests/")]
    if not ids:
        raise Stop("no failure stands in docs/full-run.md: python3 run.py test --full")
    _prepare()
    code = run(PYTHON, "-m", "pytest", *ids, check=False, IHRP_FULL="1")
    verdict = "passed" if code == 0 else "failed again"
    note = f"\nRun again on {time.strftime('%Y-%m-%d')}, by `--again`: {verdict}.\n"
    FULL_RUN.write_text(text + note, encoding="utf-8")
    return code


def check() -> int:
    """Lint, format and types."""
    install("test")
    install_npm()
    python = (PYTHON, "-m")
    steps: list[tuple[str | Path, ...]] = [
        (*python, "ruff", "check", "."),
        (*python, "ruff", "format", "--check", "."),
        (*python, "mypy"),
        (deno(), "check"),
        (deno(), "lint"),
        (deno(), "fmt", "--check"),
    ]
    return _worst([run(*step, check=False) for step in steps])


def fix() -> int:
    """Format everything, and mend what the linters can."""
    install("test")
    run(PYTHON, "-m", "ruff", "check", "--fix", "--quiet", ".", check=False)
    run(PYTHON, "-m", "ruff", "format", "--quiet", ".")
    run(deno(), "lint", "--fix", "--quiet", check=False)
    return run(deno(), "fmt", "--quiet", check=False)


def bench(*words: str) -> int:
    """Measure."""
    install("test")
    install_npm()
    return run(PYTHON, "benchmarks/bench.py", *words, check=False)


def fuzz(minutes: str = "20") -> int:
    """Feed the compiler with broken sources; what breaks it is kept in tests/fuzz/inputs."""
    install("test")
    run(PYTHON, "-m", "pip", "install", "--quiet", "atheris", check=False)  # where it has a wheel
    return run(PYTHON, "tests/fuzz/fuzz.py", minutes, check=False)


def main(words: list[str]) -> int:
    """Run one command."""
    commands = {
        "course": course,
        "test": test,
        "check": check,
        "fix": fix,
        "bench": bench,
        "fuzz": fuzz,
    }
    if not words or words[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return commands[words[0]](*words[1:])
    except Stop as stop:
        say(str(stop))
        return 3
    except TypeError:
        say(f"`{words[0]}` takes no further words")
        return 2
    except KeyboardInterrupt:
        return 130


if sys.version_info < (3, 11):  # noqa: UP036
    print(
        f"ihrp-course needs Python 3.11 or newer; this is {sys.version.split()[0]}", file=sys.stderr
    )
    raise SystemExit(3)
if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

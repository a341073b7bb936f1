"""`python3 run.py fuzz [minutes]`: feeds the compiler with broken sources until something gives way.

With atheris where it installs (it follows which code an input reaches), else with seeded changes to the
sources of this repository. What is found stands in `tests/fuzz/inputs/` and is a test from then on.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
import traceback
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

INPUTS = Path(__file__).parent / "inputs"
SPICE = (
    ":::", ":::choice x\n", "- [x] ", "- [ ] ", "  > ", "[[", "]]", "|", "=>", "->", "## ", "### *either*\n", "{#a}",
    "{best, a +1}", "[0:00 bell]", "(rect 1% 1% 1% 1%)", "Rationale:", "Gate: a needs best\n", "Ending: a otherwise\n",
    "---\n", "```\n", "<!-- ok L01: -->\n", "<!--", "\\", "\0", "\u202e", "🙂", "\t", "&amp;", "[@a; @b]", "[a](term:b)",
    "![](assets/x.svg)", ": ", "&x *x\n", "- - - -\n", "{", "}", '"', "'", "é" * 40, "a" * 3000,
)  # fmt: skip


def seeds() -> list[bytes]:
    """The repository's own sources, each for the place that it fits."""
    found = []
    for folder in ("modules", "examples"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix == ".md" and file.name != "glossary.md":
                place = 1 if file.name.startswith("bank-") else 0
                found.append(bytes([place]) + file.read_bytes()[:6000])
            elif file.name in ("glossary.md", "module.yaml", "course.yaml", "ids.lock"):
                places = {"glossary.md": 2, "module.yaml": 3, "course.yaml": 4, "ids.lock": 5}
                found.append(bytes([places[file.name]]) + file.read_bytes()[:6000])
    return found


def change(data: bytes, dice: random.Random) -> bytes:
    """A few lines cut, doubled, moved or spiced."""
    lines = data[1:].decode("utf-8", "replace").split("\n")
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(lines)) if lines else 0
        kind = dice.randrange(6)
        if kind == 0 and lines:
            del lines[place]
        elif kind == 1 and lines:
            lines.insert(dice.randrange(len(lines)), lines[place])
        elif kind == 2 and lines:
            lines[place] = lines[place][: dice.randint(0, len(lines[place]))]
        elif kind == 3:
            lines.insert(place, dice.choice(SPICE))
        elif lines:
            cut = dice.randint(0, len(lines[place]))
            lines[place] = lines[place][:cut] + dice.choice(SPICE) + lines[place][cut:]
    return data[:1] + "\n".join(lines).encode("utf-8", "replace")


def keep(data: bytes) -> Path:
    """The input as a file that is a test from now on."""
    INPUTS.mkdir(exist_ok=True)
    file = INPUTS / f"{sha256(data).hexdigest()[:16]}.bin"
    file.write_bytes(data)
    return file


def by_chance(minutes: float, seed: int) -> int:
    """Seeded changes until the time is over; gives how many inputs broke something."""
    from tests.fuzz.target import feed

    dice = random.Random(seed)
    pool = seeds()
    until = time.monotonic() + minutes * 60
    count, broken, known = 0, 0, set()
    while time.monotonic() < until:
        data = dice.choice(pool)
        for _ in range(dice.randint(1, 3)):
            data = change(data, dice)
        count += 1
        try:
            feed(data)
        except Exception as failure:
            where = traceback.extract_tb(failure.__traceback__)[-1]
            kind = (type(failure).__name__, where.filename, where.lineno)
            if kind not in known:
                known.add(kind)
                broken += 1
                print(f"{keep(data)}: {type(failure).__name__} at {where.filename}:{where.lineno}")
    print(f"{count} inputs, {broken} kinds of failure (seed {seed})")
    return broken


def by_atheris(minutes: float) -> None:
    """Guided by coverage; ends with the first input that breaks something."""
    import atheris

    with atheris.instrument_imports(include=["ihrp_course"]):
        from tests.fuzz.target import feed

    corpus = ROOT / "build" / "fuzz-corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for place, data in enumerate(seeds()):
        (corpus / f"seed-{place}").write_bytes(data)

    def one(data: bytes) -> None:
        try:
            feed(data)
        except Exception:
            print(f"kept as {keep(data)}")
            raise

    words = [sys.argv[0], str(corpus), f"-max_total_time={int(minutes * 60)}", "-max_len=8000", "-timeout=20"]  # fmt: skip
    atheris.Setup(words, one)
    atheris.Fuzz()


def main(minutes: str = "20", way: str = "both") -> int:
    """Half of the time each way; guided in a process of its own, in which nothing is imported yet."""
    half = float(minutes) / 2
    if way == "guided":
        by_atheris(half)
    broken = by_chance(half, seed=int(time.time()))
    if find_spec("atheris") is None:
        print("atheris does not install here: only seeded changes were tried")
        return min(broken, 1)
    guided = [sys.executable, __file__, minutes, "guided"]
    return subprocess.run(guided, cwd=ROOT, check=False).returncode or min(broken, 1)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))

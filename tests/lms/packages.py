"""Small packages of anybody's making, for playing: each does one thing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

from tests.conformance.sco import Standard, manifest

FIND = """
function find(name) {
  for (let at = window; at; at = at.parent === at ? null : at.parent) if (at[name]) return at[name];
  return null;
}
"""
SOUND = """
const api = find("API");
api.LMSInitialize("");
api.LMSSetValue("cmi.core.exit", "suspend");
api.LMSSetValue("cmi.core.lesson_status", "incomplete");
api.LMSCommit("");
function done(score) {
  api.LMSSetValue("cmi.core.score.raw", score);
  api.LMSSetValue("cmi.core.lesson_status", "passed");
  api.LMSCommit("");
}
addEventListener("pagehide", () => api.LMSFinish(""));
"""
BODY = """
<h1>A package</h1>
<p><label>Your name <input id="name"></label></p>
<p><label>Colour <select><option>Red</option><option>Green</option></select></label></p>
<p><label><input type="radio" name="r"> Slow down</label> <label><input type="radio" name="r"> Go on</label></p>
<p id="said"></p>
<button onclick="document.getElementById('said').textContent =
  'Hello ' + document.getElementById('name').value + ', ' + document.querySelector('select').value +
  (document.querySelector('input:checked') ? ', chosen' : '')">Greet</button>
<button onclick="done('90')">Hand in</button>
"""


def package(
    target: Path,
    script: str = SOUND,
    body: str = BODY,
    standard: Standard = "scorm12",
    files: Mapping[str, str] | None = None,
) -> Path:
    """A zip whose one page runs the script, after a function `find` for the API."""
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>P</title></head>'
        f"<body>{body}<script>{FIND}{script}</script></body></html>"
    )
    whole = {
        "imsmanifest.xml": manifest(standard),
        "sco/index.html": page,
        "other.html": page.replace("A package", "Another item"),
        **(files or {}),
    }
    with ZipFile(target, "w") as archive:
        for name, text in whole.items():
            archive.writestr(name, text)
    return target

"""`ihrp-course inspect`: exit codes, the three reports, and what they say of a package."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lxml.html import document_fromstring

from ihrp_course.inspect import inspect, inspect_update
from ihrp_course.inspect.report_html import render as html
from ihrp_course.inspect.report_json import render as as_json
from ihrp_course.inspect.report_text import render as text
from tests.inspect.build import BASES, MANIFEST, PAGE, files, good, look, packed
from tests.inspect.zip_cases import ZIPS

HOSTILE = "</title><script>alert(1)</script>\u202e\x1b[31m"


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ihrp_course", "inspect", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def write(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("raw", "code", "word"),
    [
        (good("12"), 0, "clean"),
        (packed(files("12", {}, {"a.txt": "x"})), 0, "works, with warnings"),
        (packed(files("12", {">1.2<": ">1.3.7<"})), 1, "has errors"),
        (ZIPS["zip-slip"][0], 3, "UNSAFE"),
        (b"no zip", 1, "has errors"),
    ],
)
def test_the_exit_code_says_the_verdict(raw: bytes, code: int, word: str, tmp_path: Path) -> None:
    done = run(write(tmp_path, "a.zip", raw))

    assert (done.returncode, done.stderr) == (code, "")
    assert f"a.zip: {word}" in done.stdout


def test_a_file_that_is_not_there_leaves_with_two(tmp_path: Path) -> None:
    done = run(tmp_path / "none.zip")

    assert done.returncode == 2
    assert "does not exist" in done.stderr


def test_an_update_that_loses_records_leaves_with_one(tmp_path: Path) -> None:
    old = write(tmp_path, "old.zip", good("12"))
    new = write(tmp_path, "new.zip", packed(files("12", {'identifier="I"': 'identifier="J"'})))

    lost, kept = run(old, new), run(old, old)

    assert (lost.returncode, kept.returncode) == (1, 0)
    assert "in the place of old.zip: loses records" in lost.stdout
    assert "error[update-item-gone]" in lost.stdout
    assert kept.stdout.endswith("in the place of old.zip: safe\n")


def test_the_text_says_what_it_is_and_what_it_will_report(tmp_path: Path) -> None:
    done = run(write(tmp_path, "a.zip", good("2004")))

    assert 'SCORM 2004, 4th edition (schemaversion "2004 4th Edition")' in done.stdout
    assert "A unit [sco I] → index.html" in done.stdout
    assert "score: cmi.score.raw, cmi.score.scaled" in done.stdout


def test_a_report_can_be_written_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "report.html"

    done = run(write(tmp_path, "a.zip", good("12")), "--format", "html", "--output", target)

    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_json_has_a_shape_to_rely_on(tmp_path: Path) -> None:
    raw = packed(files("12", {">1.2<": ">1.3.7<"}))

    found = json.loads(run(write(tmp_path, "a.zip", raw), "--format", "json").stdout)

    assert set(found) == {
        "name", "verdict", "kind", "label", "edition", "schemaVersion", "title", "identifier", "size",
        "unpackedSize", "files", "tree", "largest", "declares", "reports", "hosts", "findings",
    }  # fmt: skip
    assert found["tree"] == [
        {
            "title": "A unit",
            "identifier": "I",
            "launches": "index.html",
            "scormType": "sco",
            "size": sum(len(BASES["12"][name]) for name in ("index.html", "sco.js")),
            "items": [],
        }
    ]
    assert {"subject": "score", "elements": ["cmi.core.score.raw"]} in found["reports"]
    (finding,) = found["findings"]
    assert set(finding) == {
        "rule", "severity", "unsafe", "title", "message", "path", "line", "bites", "mend", "source",
    }  # fmt: skip
    assert (finding["rule"], finding["path"], finding["line"]) == ("version-unknown", MANIFEST, 3)


def test_the_json_of_an_update_holds_both(tmp_path: Path) -> None:
    old = write(tmp_path, "old.zip", good("12"))

    found = json.loads(as_json(*inspect_update(old, old), False))

    assert set(found) == {"verdict", "update", "old", "new"}
    assert found["verdict"] == "safe"


def test_hostile_text_stays_text_in_the_page() -> None:
    escaped = HOSTILE.replace("<", "&lt;").replace("\x1b", "")
    raw = packed(files("12", {"A unit": escaped, "A course": escaped}, {HOSTILE: "x"}))

    page = document_fromstring(html(look(raw, f"{HOSTILE}.zip"), None, False).encode())

    assert page.xpath("//script") == []
    assert str(page.findtext(".//title")).startswith("</title><script>")


def test_hostile_text_cannot_steer_a_terminal() -> None:
    raw = packed(files("12", {"A unit": "&#x202e;evil"}, {HOSTILE: "x"}))

    shown = text(look(raw, HOSTILE), None, False)

    assert "\x1b" not in shown and "\u202e" not in shown


def test_a_secret_is_told_but_not_shown() -> None:
    raw = packed(files("12", {'("");\n': '("");\nvar p = {password: "hunter2hunter2"};\n'}))

    found = look(raw)

    assert "secret-in-text" in text(found, None, False)
    assert "hunter2" not in as_json(found, None, False)


@pytest.mark.parametrize(
    ("contents", "kind"),
    [
        ({"cmi5.xml": "<courseStructure/>"}, "cmi5"),
        ({"tincan.xml": "<tincan/>", "index.html": PAGE}, "xapi"),
        ({"a.crs": "", "a.au": "", "a.cst": "", "a.des": ""}, "aicc"),
        ({MANIFEST: '<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"/>'}, "common-cartridge"),
        ({MANIFEST: '<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"/>'}, "qti"),
        ({MANIFEST: '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"/>'}, "ims-content"),
        ({"index.html": PAGE}, "web"),
        ({"a.txt": ""}, "unknown"),
        (BASES["12"], "scorm12"),
        (BASES["2004"], "scorm2004"),
    ],
)  # fmt: skip
def test_each_kind_of_package_is_known_by_name(contents: dict[str, str], kind: str) -> None:
    assert look(packed(contents)).kind.name == kind


@pytest.mark.parametrize(
    ("version", "edition"),
    [("CAM 1.3", 2), ("2004 3rd Edition", 3), ("2004 4th Edition", 4), ("2004 2nd Edition", 2)],
)
def test_each_edition_is_known(version: str, edition: int) -> None:
    raw = packed(files("2004", {"2004 4th Edition": version}))

    assert look(raw).kind.edition == edition


def test_the_path_is_all_that_the_function_needs(tmp_path: Path) -> None:
    assert inspect(write(tmp_path, "a.zip", good("12"))).verdict == "clean"

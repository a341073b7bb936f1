"""Profiles: what each changes in a package, and that the page about them is what the data says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml.etree import XMLParser, XMLSchema, _Element, fromstring, parse
from msgspec.structs import replace

from ihrp_course.archive import write_file, write_folder
from ihrp_course.cli import commands
from ihrp_course.dossier.__main__ import MARK, PAGES, renewed
from ihrp_course.identity import LOCK_PATH, write_lock
from ihrp_course.pipeline import build, check_course
from ihrp_course.profile import MARKS, UnknownProfileError, load, names
from ihrp_course.report import oversized
from ihrp_course.standards import by_name
from tests.conformance.test_manifests import SITE, drop, mapped, official_schema
from tests.rules.base import write

DOCS = Path(__file__).parents[2] / "docs" / "lms"
ZIPS = ("scorm12", "scorm2004", "scorm2004-3rd")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small locked course with one quiz."""
    folder = write(tmp_path_factory.mktemp("course"), {})
    checked, _ = check_course(folder)
    assert checked.numbering is not None
    write_file(folder / LOCK_PATH, write_lock(checked.numbering.lock).encode())
    return folder


def made(course: Path, target: Path, profile: str) -> dict[str, dict[str, bytes]]:
    """The files of each package by standard."""
    built = build(course, target, ["scorm12", "scorm2004"], profile=profile)
    found = {}
    for written in built.written:
        with ZipFile(written.path) as archive:
            found[written.path.stem] = {each: archive.read(each) for each in archive.namelist()}
    return found


def page_data(files: dict[str, bytes]) -> dict[str, Any]:
    script = re.search(r'id="ihrp-data">(.*?)</script>', files["index.html"].decode(), re.DOTALL)
    assert script is not None
    found: dict[str, Any] = json.loads(script[1])
    return found


def manifest(name: str, mastery: float | None) -> _Element:
    package = by_name(name).package(replace(SITE, mastery=mastery))
    content = dict(package.files)["imsmanifest.xml"]
    assert isinstance(content, bytes)
    return fromstring(content)


def test_the_default_is_among_them_and_first() -> None:
    assert names()[0] == "default"
    assert {"moodle", "openedx", "canvas", "cornerstone", "strict"} <= set(names())


@pytest.mark.parametrize("name", names())
def test_every_reason_says_how_it_is_known_and_from_where(name: str) -> None:
    profile = load(name)

    assert profile.about
    assert profile.reasons
    assert all(each.mark in MARKS and each.source for each in profile.reasons)


@pytest.mark.parametrize("name", names())
def test_a_profile_speaks_the_words_of_the_standards(name: str) -> None:
    profile = load(name)

    words = {*profile.statuses, *profile.statuses.values()}
    assert profile.final_exit in ("suspend", "normal")
    assert words <= {"completed", "passed", "failed", "incomplete"}
    assert profile.package_limit >= 0


@pytest.mark.parametrize("name", names())
def test_a_profile_changes_no_identifier_and_no_slot(
    name: str, course: Path, tmp_path: Path
) -> None:
    plain = made(course, tmp_path / "plain", "default")
    other = made(course, tmp_path / "other", name)

    for (stem, before), (own, after) in zip(plain.items(), other.items(), strict=True):
        assert own == (stem if name == "default" else f"{stem}-{name}")
        ids = [
            re.findall(rb'identifier(?:ref)?="[^"]+"', each["imsmanifest.xml"])
            for each in (before, after)
        ]
        assert ids[0] == ids[1]
        first, second = page_data(before), page_data(after)
        assert first.pop("profile")["name"] == "default"
        assert second.pop("profile") == load(name).for_player()
        assert first == second


def test_the_default_tells_the_page_no_words_to_replace() -> None:
    assert "statuses" not in load("default").for_player()
    assert load("cornerstone").for_player()["statuses"] == {
        "passed": "completed",
        "failed": "incomplete",
    }


@pytest.mark.parametrize("name", ZIPS)
def test_a_pass_mark_stands_in_the_manifest_only_when_asked_for(name: str) -> None:
    marks = [".//{*}masteryscore", ".//{*}minNormalizedMeasure"]

    without, given = manifest(name, None), manifest(name, 0.8)

    assert not any(without.find(mark) is not None for mark in marks)
    (text,) = [found for mark in marks if (found := given.findtext(mark))]
    assert text == ("80" if name == "scorm12" else "0.8")


@pytest.mark.parametrize("name", ZIPS)
def test_a_manifest_with_a_pass_mark_is_valid_by_ours_and_the_official_schemas(
    name: str, tmp_path: Path
) -> None:
    package = by_name(name).package(replace(SITE, mastery=0.8))
    write_folder(tmp_path / "package", package.files)
    root = manifest(name, 0.8)
    main = tmp_path / "package" / mapped(root)[root.nsmap[None]]

    XMLSchema(parse(main, XMLParser(no_network=True))).assertValid(root)
    drop("lom")(root)
    official_schema(name).assertValid(root)


def test_the_profile_mastery_takes_the_mark_of_the_one_quiz(course: Path, tmp_path: Path) -> None:
    found = made(course, tmp_path, "mastery")

    manifests = b"".join(files["imsmanifest.xml"] for files in found.values())
    assert b"<adlcp:masteryscore>80</adlcp:masteryscore>" in manifests
    assert b"<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>" in manifests


def test_what_a_profile_leaves_out_stands_in_the_report(course: Path, tmp_path: Path) -> None:
    made(course, tmp_path, "openedx")

    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["profile"] == "openedx"
    assert all("one by one" in " ".join(each["losses"]) for each in report["packages"])


def test_a_package_over_the_limit_is_named_with_both_sizes(course: Path, tmp_path: Path) -> None:
    (written, *_) = build(course, tmp_path, ["scorm12"]).written

    (sentence,) = oversized([replace(written, size=60_000_000)], load("strict"))

    assert sentence == f"{written.path.name} has 60.0 MB; the profile `strict` takes 50 MB at most"
    assert oversized([written], load("strict")) == []
    assert oversized([replace(written, size=60_000_000)], load("default")) == []


def test_an_unknown_profile_is_answered_with_the_nearest(course: Path) -> None:
    with pytest.raises(UnknownProfileError, match="did you mean `moodle`"):
        load("moodel")
    with pytest.raises(UnknownProfileError, match="there are default, "):
        load("xyz")
    with pytest.raises(Exception, match="there is no profile `canvvas`; did you mean `canvas`"):
        commands.main(
            ["--course", str(course), "build", "--profile", "canvvas"], standalone_mode=False
        )


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_written_from_data_are_fresh(name: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")

    assert page == renewed(page, name), "run: .venv/bin/python -m ihrp_course.dossier"
    assert page.count(MARK) == 1

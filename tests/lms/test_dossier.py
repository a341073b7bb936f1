"""The dossier: in each package, from data, every statement with its source, and safe with any title."""

from __future__ import annotations

import gzip
import json
import re
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml.etree import fromstring

from ihrp_course.dossier import NAME, facts
from ihrp_course.pipeline import build
from tests.lms.courses import locked
from tests.rules import base

MODULE = "modules/basics/module.yaml"
PLAYER = Path(__file__).parents[2] / "src" / "ihrp_course" / "player"
TITLE = "A <script>alert(1)</script> & \"'> {{ 7*7 }} \u202e🙂"
LMSES = "moodle openedx canvas blackboard brightspace ilias totara successfactors cornerstone scorm-cloud"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose titles try to leave their place."""
    return locked(tmp_path_factory.mktemp("hostile"), json.dumps(TITLE, ensure_ascii=False))


def dossiers(course: Path, target: Path, profile: str = "default") -> dict[str, str]:
    """The page of each package, by the file's stem."""
    found = {}
    built = build(course, target, ["scorm12", "scorm2004"], profile=profile)
    assert built.written, built.diagnostics
    for written in built.written:
        with ZipFile(written.path) as archive:
            found[written.path.stem] = archive.read(NAME).decode()
    return found


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_each_package_lists_it_and_never_launches_it(hostile: Path, tmp_path: Path) -> None:
    for written in build(hostile, tmp_path, ["scorm12", "scorm2004"]).written:
        with ZipFile(written.path) as archive:
            manifest = fromstring(archive.read("imsmanifest.xml"))
            names = archive.namelist()

        assert NAME in names
        assert [each.get("href") for each in manifest.iterfind(".//{*}file")].count(NAME) == 1
        assert [each.get("href") for each in manifest.iterfind(".//{*}resource")] == ["index.html"]


def test_a_web_folder_has_none(hostile: Path, tmp_path: Path) -> None:
    (written, *_) = build(hostile, tmp_path, ["web"]).written

    assert not (written.path / NAME).exists()


def test_hostile_titles_stay_text(hostile: Path, tmp_path: Path) -> None:
    for page in dossiers(hostile, tmp_path).values():
        tags = Tags()
        tags.feed(page)

        assert "script" not in tags.names
        assert any(TITLE in text for text in tags.texts)
        assert "49" not in "".join(tags.texts).replace(TITLE, "")[:400]


def test_it_says_that_it_is_a_draft_and_of_what(hostile: Path, tmp_path: Path) -> None:
    for page in dossiers(hostile, tmp_path).values():
        assert "<strong>Draft.</strong> 2 of 2 lessons and question banks" in page


def test_digests_are_those_of_the_files(hostile: Path, tmp_path: Path) -> None:
    for written in build(hostile, tmp_path, ["scorm12"]).written:
        with ZipFile(written.path) as archive:
            told = re.findall(
                r"<td>([0-9a-f]{64})</td><td>([^<]+)</td>", archive.read(NAME).decode()
            )
            real = {name: sha256(archive.read(name)).hexdigest() for name in archive.namelist()}

        assert {name: digest for digest, name in told} == {
            name: digest
            for name, digest in real.items()
            if name not in (NAME, "imsmanifest.xml") and not name.endswith(".xsd")
        }


def test_it_stays_small(hostile: Path, tmp_path: Path) -> None:
    for page in dossiers(hostile, tmp_path).values():
        assert len(gzip.compress(page.encode())) < 12_000


def test_it_tells_its_own_standard_and_profile(hostile: Path, tmp_path: Path) -> None:
    plain = dossiers(hostile, tmp_path / "plain")
    other = dossiers(hostile, tmp_path / "other", "cornerstone")
    quiet = dossiers(hostile, tmp_path / "quiet", "openedx")

    old = next(page for stem, page in plain.items() if stem.endswith("scorm12"))
    new = next(page for stem, page in plain.items() if stem.endswith("scorm2004"))
    changed = next(page for stem, page in other.items() if "scorm12" in stem)
    assert "LMSFinish" in old
    assert "cmi.success_status" not in old
    assert "Terminate" in new
    assert "<td>both</td><td>passed</td>" in old
    assert "<td>both</td><td>completed</td>" in changed
    assert "tries used up" not in old, "its quiz may be tried for ever"
    assert all("cmi.interactions" in page for page in plain.values())
    assert not any("cmi.interactions" in page for page in quiet.values())


def test_it_tells_what_can_happen_when_tries_are_counted(tmp_path: Path) -> None:
    limited = {MODULE: f"{base.MODULE}  attempts: 2\n"}
    course = locked(tmp_path / "course", files=limited)

    (old, _) = dossiers(course, tmp_path / "old").values()
    (changed, _) = dossiers(course, tmp_path / "changed", "cornerstone").values()

    assert "2 tries" in old
    assert "<td>quiz tries used up, lessons open</td><td>failed</td>" in old
    assert "<td>quiz tries used up, all lessons done</td><td>failed</td>" in old
    assert "<td>quiz tries used up, all lessons done</td><td>incomplete</td>" in changed


def test_a_course_whose_parts_are_all_reviewed_says_so(tmp_path: Path) -> None:
    course = locked(tmp_path / "course", reviewed=True)

    for page in dossiers(course, tmp_path / "built").values():
        assert "All 2 lessons and question banks are marked as reviewed." in page


# --- the facts -------------------------------------------------------------------------------------


def test_every_lms_that_is_asked_for_has_its_part() -> None:
    assert [each["id"] for each in facts()["lmses"]] == LMSES.split()


def test_every_statement_has_a_source_and_every_source_a_mark() -> None:
    known = facts()["sources"]
    statements = [
        *facts()["always"],
        *(
            each
            for lms in facts()["lmses"]
            for key in ("import", "settings", "update", "traps")
            for each in lms[key]
        ),
    ]

    assert {each["from"] for each in statements} == set(known), "a source that nothing cites"
    assert {each["mark"] for each in known.values()} == set(facts()["marks"])
    assert all(each["where"] or each["mark"] == "package" for each in known.values())


def test_the_policies_are_those_of_the_player() -> None:
    script = (PLAYER / "status.js").read_text("utf-8")
    for policy, words in facts()["policies"].items():
        (table,) = re.findall(rf'"{policy}": \{{(.*?)\}}', script, re.DOTALL)
        found = {
            key.strip(' "'): word for key, word in re.findall(r'("?[a-z ]+"?): "([a-z]+)"', table)
        }
        assert dict(zip(facts()["situations"], words, strict=True)) == found


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
def test_answers_are_reported_in_the_order_that_is_told(standard: str) -> None:
    script = (PLAYER / "lms" / f"{standard}.js").read_text("utf-8")
    (block,) = re.findall(r"const fields = \[\n(.*?)\n  \];", script, re.DOTALL)
    fields = re.findall(r'\["([a-z_.0-9]+)"', block)

    (told,) = [
        each["what"] for each in facts()["moments"][standard] if "interactions" in each["what"]
    ]

    assert told == f"cmi.interactions.n: {', '.join(fields)}."


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
def test_every_element_that_is_told_is_one_that_the_player_writes(standard: str) -> None:
    scripts = "".join(
        (PLAYER / "lms" / name).read_text("utf-8")
        for name in (f"{standard}.js", "objectives.js", "session.js")
    )
    told = " ".join(each["what"] for each in facts()["moments"][standard])

    for element in re.findall(r"cmi\.[a-z_.]+[a-z]", told):
        assert element.removesuffix(".n") in scripts, element

"""The pretend LMS's server: records, logs, manifests, and what it refuses to serve."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from ihrp_course.preview import PretendLms
from ihrp_course.preview.unit import PackageError, read_unit
from tests.conformance.sco import Sco, enter, frame, write

STATE = "cmi.suspend_data"
EXIT = "cmi.core.exit"


@pytest.fixture
def lms() -> Iterator[PretendLms]:
    with PretendLms() as running:
        yield running


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write(tmp_path / "unit.zip")


def test_learners_and_packages_are_kept_apart_and_forgotten_one_by_one(
    page: Page, lms: PretendLms, package: Path
) -> None:
    for learner in ("a", "b"):
        sco = enter(page, lms.launch(package, learner=learner, name='Ö"&<Jo'))
        assert sco.get("cmi.core.student_id") == learner
        assert sco.get("cmi.core.student_name") == 'Ö"&<Jo'
        sco.set(STATE, f"of {learner}")
        sco.commit()

    assert lms.record(package, "a") == {STATE: "of a"}
    lms.reset(package, "a")
    assert lms.record(package, "a") == {}
    assert lms.record(package, "b") == {STATE: "of b"}


def test_a_record_can_be_put_there_and_a_newer_release_finds_it(
    page: Page, lms: PretendLms, package: Path, tmp_path: Path
) -> None:
    lms.put_record("course", {EXIT: "suspend", STATE: "of the older release"})
    newer = write(tmp_path / "unit-2.zip")

    sco = enter(page, lms.launch(newer, key="course"))

    assert sco.get("cmi.core.entry") == "resume"
    assert sco.get(STATE) == "of the older release"


def test_the_log_holds_every_call_of_every_session(
    page: Page, lms: PretendLms, package: Path
) -> None:
    sco = enter(page, lms.launch(package))
    sco.set("cmi.core.score.raw", "101")
    page.reload()
    Sco(frame(page)).start()

    calls = lms.log(package)

    assert [(c["session"], c["number"], c["call"], c["error"]) for c in calls] == [
        (1, 1, "LMSInitialize", 0),
        (1, 2, "LMSSetValue", 405),
        (2, 1, "LMSInitialize", 0),
    ]
    assert calls[1]["args"] == ["cmi.core.score.raw", "101"]
    assert calls[1]["plain"].startswith("The page wanted to set the score to “101”, but")
    assert page.evaluate("() => pretend.log.length") == 1


def test_the_http_endpoints_say_what_the_context_manager_says(
    page: Page, lms: PretendLms, package: Path
) -> None:
    url = lms.launch(package)
    sco = enter(page, url)
    sco.set(STATE, "here")
    sco.commit()
    query = url.partition("?")[2]

    def post(name: str, data: dict[str, Any]) -> None:
        page.request.post(f"{lms.address}/_api/{name}?{query}", data=data)

    def get(name: str) -> Any:
        return page.request.get(f"{lms.address}/_api/{name}?{query}").json()

    assert get("record") == {"values": {STATE: "here"}, "grade": None}
    lms.log(package)
    assert [each["call"] for each in get("log")] == ["LMSInitialize", "LMSSetValue", "LMSCommit"]
    post("faults", {"mode": "review"})
    post("end", {})
    assert (get("faults")["mode"], get("faults")["sessionEnded"]) == ("review", True)
    post("reset", {})
    assert lms.record(package) == {}


@pytest.mark.parametrize("name", ["unit", "unit.zip"])
def test_the_first_item_of_the_default_organization_is_launched(
    page: Page, lms: PretendLms, tmp_path: Path, name: str
) -> None:
    page.goto(lms.launch(write(tmp_path / name)))

    sco = Sco(frame(page))

    assert sco.place.url.endswith("/sco/index.html?from=item")


def test_facts_of_the_manifest_reach_the_package(
    page: Page, lms: PretendLms, tmp_path: Path
) -> None:
    item = "<adlcp:masteryscore>80</adlcp:masteryscore><adlcp:datafromlms>hello</adlcp:datafromlms>"
    old = enter(page, lms.launch(write(tmp_path / "old.zip", "scorm12", item)))
    assert old.get("cmi.student_data.mastery_score") == "80"
    assert old.get("cmi.launch_data") == "hello"

    item = (
        '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.9"/>'
        '<imsss:sequencing><imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true">'
        "<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>"
        "</imsss:primaryObjective></imsss:objectives></imsss:sequencing>"
    )
    package = write(tmp_path / "new.zip", "scorm2004", item)
    new = enter(page, lms.launch(package), "scorm2004")
    assert new.get("cmi.completion_threshold") == "0.9"
    assert new.get("cmi.scaled_passing_score") == "0.8"


def test_what_no_lms_could_launch_is_told(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(PackageError, match=r"neither imsmanifest\.xml nor index\.html"):
        read_unit(empty)
    bare = write(tmp_path / "bare")
    manifest = bare / "imsmanifest.xml"
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace('identifierref="r"', ""), "utf-8")
    with pytest.raises(PackageError, match="no item"):
        read_unit(bare)
    manifest.write_text(text.replace('identifierref="r"', 'identifierref="gone"'), "utf-8")
    with pytest.raises(PackageError, match="no resource"):
        read_unit(bare)


def test_nothing_outside_a_package_is_served_and_nothing_is_cached(
    lms: PretendLms, package: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    folder = write(tmp_path / "folder")
    lms.launch(folder)
    lms.launch(package)

    for path in (
        "/_package/folder/../secret.txt",
        "/_package/folder/%2e%2e/secret.txt",
        "/_package/unit.zip/../secret.txt",
        "/_package/gone/index.html",
        "/_host/server.py",
        "/_host/../model.py",
        "/_api/record?id=gone",
        "/nothing",
    ):
        assert ask(lms, path).status == 404, path
    good = ask(lms, "/_package/folder/sco/index.html")
    assert good.status == 200
    assert good.getheader("Cache-Control") == "no-store"
    assert good.getheader("Content-Type") == "text/html; charset=utf-8"
    assert good.getheader("Content-Security-Policy") == "default-src 'self'"


def test_other_hosts_and_origins_are_turned_away(lms: PretendLms, package: Path) -> None:
    lms.launch(package)
    path = "/_package/unit.zip/sco/index.html"
    port = lms.address.rpartition(":")[2]

    assert ask(lms, path, {"Host": f"localhost:{port}"}).status == 200
    assert ask(lms, path, {"Host": "example.org"}).status == 403
    assert (
        ask(lms, path, {"Host": f"127.0.0.1:{port}", "Origin": "http://example.org"}).status == 403
    )


def ask(
    lms: PretendLms, path: str, headers: dict[str, str] | None = None
) -> http.client.HTTPResponse:
    """An answer to a request as it stands, which no client tidies up first."""
    connection = http.client.HTTPConnection(lms.address.removeprefix("http://"))
    try:
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        response.read()
        return response
    finally:
        connection.close()

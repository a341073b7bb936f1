"""The standards: what goes into a package, under which names, and what is lost."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from ihrp_course.render.site import Site
from ihrp_course.standards import STANDARDS, Package, Standard, by_name
from ihrp_course.standards._facts import duration
from ihrp_course.standards._xml import one_line

SITE = Site(
    package_id="ihrp-harm-reduction",
    title="Harm reduction",
    version="1.0.0",
    language="en",
    description="Meeting people where they are.",
    minutes=95,
    keywords=("harm reduction", "naloxone"),
    launch="index.html",
    files={
        "zebra.svg": b"<svg/>",
        "index.html": b"<p>Welcome</p>",
        "data/bank-hr.js": b"bank()",
        "bell.mp3": Path(__file__),
    },
)
HOSTILE = {
    "markup": '<b>&"it\'s"</b> & <!-- --> <?php ?> &amp; &#0; %00',
    "end of cdata": "]]> <![CDATA[ ]]>",
    "emoji": "Breathe 🧘🏽‍♀️ 👩‍👩‍👧‍👦 out",
    "right to left": "\u200fالحد من الضرر \u202eabc\u202c",
    "combining": "Å e\u0301 \u0ba8\u0bbf",
    "backslash and pipe": "C:\\temp | a;b ${x} {{ y }}",
}
manifested = pytest.mark.parametrize(
    "standard", [each for each in STANDARDS if each.is_zip], ids=lambda standard: standard.name
)


def test_standards_stand_in_the_order_of_help() -> None:
    assert [each.name for each in STANDARDS] == ["scorm12", "scorm2004", "scorm2004-3rd", "web"]


def test_the_edition_chooses_among_those_of_scorm_2004_only() -> None:
    assert by_name("scorm2004").name == "scorm2004"
    assert by_name("scorm2004", edition=3).name == "scorm2004-3rd"
    assert by_name("scorm12", edition=3).name == "scorm12"
    assert by_name("scorm2004-3rd").name == "scorm2004-3rd"


def test_an_unknown_standard_is_answered_with_the_known_ones() -> None:
    with pytest.raises(LookupError, match=r"'scorm13'.*scorm12, scorm2004, scorm2004-3rd, web"):
        by_name("scorm13")


@pytest.mark.parametrize("standard", STANDARDS, ids=lambda standard: standard.name)
def test_the_file_stem_tells_package_version_and_standard(standard: Standard) -> None:
    assert standard.package(SITE).name == f"ihrp-harm-reduction-1.0.0-{standard.name}"


@pytest.mark.parametrize("standard", STANDARDS, ids=lambda standard: standard.name)
def test_every_file_of_the_site_is_in_the_package(standard: Standard) -> None:
    assert SITE.files.items() <= dict(standard.package(SITE).files).items()


def test_a_web_folder_holds_the_site_and_nothing_else() -> None:
    package = by_name("web").package(SITE)

    assert [name for name, _ in package.files] == sorted(SITE.files)
    assert package.losses


@manifested
def test_the_manifest_comes_first_then_files_by_name(standard: Standard) -> None:
    first, *others = [name for name, _ in standard.package(SITE).files]

    assert first == "imsmanifest.xml"
    assert others == sorted(others)


@manifested
def test_the_launch_file_is_listed_first_then_files_by_name(standard: Standard) -> None:
    hrefs = [each.get("href") for each in manifest(standard, SITE).iterfind(".//{*}file")]

    assert hrefs == ["index.html", "bell.mp3", "data/bank-hr.js", "zebra.svg"]


@manifested
def test_the_bytes_are_plain_utf_8(standard: Standard) -> None:
    text = manifest_bytes(standard.package(replace(SITE, title="Größe 🧘")))

    assert text.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<manifest ')
    assert text.endswith(b"</manifest>\n")
    assert b"\r" not in text and b"<!" not in text
    assert "Größe 🧘" in text.decode("utf-8")


@manifested
def test_prefixes_are_the_ones_lmss_look_for(standard: Standard) -> None:
    text = manifest_bytes(standard.package(SITE)).decode()

    for prefix in ("adlcp", "adlseq", "imsss"):
        assert (f"xmlns:{prefix}=" in text) == (prefix == "adlcp" or "2004" in standard.name)
    assert "ns0" not in text
    for name in ("<manifest ", "<organization ", "<item ", "<title>", "<resource ", "<file "):
        assert name in text


@pytest.mark.parametrize(
    ("name", "version"),
    [("scorm12", "1.2"), ("scorm2004", "2004 4th Edition"), ("scorm2004-3rd", "2004 3rd Edition")],
)
def test_schemaversion_is_exact(name: str, version: str) -> None:
    root = manifest(by_name(name), SITE)

    assert root.findtext("{*}metadata/{*}schema") == "ADL SCORM"
    assert root.findtext("{*}metadata/{*}schemaversion") == version


@manifested
def test_the_manifest_holds_no_pass_mark_and_hides_nothing(standard: Standard) -> None:
    text = manifest_bytes(standard.package(SITE)).lower()

    for word in (b"mastery", b"satisfiedbymeasure", b"threshold", b"objectiveid", b"hidelmsui"):
        assert word not in text
    assert manifest(standard, SITE).find(".//{*}item").get("isvisible") == "true"  # type: ignore[union-attr]


def test_scorm_2004_lets_the_content_set_its_own_status() -> None:
    text = manifest_bytes(by_name("scorm2004").package(SITE)).decode()

    assert 'tracked="true" completionSetByContent="true" objectiveSetByContent="true"' in text
    assert 'adlseq:objectivesGlobalToSystem="false"' in text
    assert "xml:" not in text


@manifested
def test_identifiers_depend_on_the_package_id_alone(standard: Standard) -> None:
    other = Site(
        "ihrp-harm-reduction", "Autre", "2.1.0", "fr", "", 0, (), "a.html", {"a.html": b""}
    )

    assert identifiers(standard, other) == identifiers(standard, SITE)
    assert identifiers(standard, replace(SITE, package_id="ihrp")) != identifiers(standard, SITE)


@manifested
def test_a_new_version_alone_leaves_the_manifest_as_it_is(standard: Standard) -> None:
    """ILIAS takes a new version only then, and SCORM Cloud keeps its registrations."""
    first, second = (
        dict(standard.package(replace(SITE, version=version)).files)["imsmanifest.xml"]
        for version in ("1.0.0", "2.0.0")
    )

    assert first == second


@manifested
def test_metadata_tells_what_the_course_states(standard: Standard) -> None:
    texts = [each.text for each in manifest(standard, SITE).iterfind("{*}metadata/{*}lom//*")]

    for fact in ("Harm reduction", "en", "Meeting people where they are.", "naloxone"):
        assert fact in texts
    for fact in ("PT1H35M", "audio/mpeg", "image/svg+xml", "text/html", "text/javascript"):
        assert fact in texts


@manifested
@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_title_arrives_as_it_is(standard: Standard, title: str) -> None:
    root = manifest(standard, replace(SITE, title=title, description=title, keywords=(title,)))

    assert root.findtext(".//{*}organization/{*}title") == title
    assert root.findtext(".//{*}item/{*}title") == title
    assert [each.text for each in root.iterfind("{*}metadata/{*}lom//*")].count(title) == 3


@manifested
@given(title=st.text(st.characters()), other=st.text(st.characters(), max_size=2000))
@example(title="\x00\x1f\ud800\ufffe", other="\n")
def test_any_title_gives_a_manifest_that_expat_reads(
    standard: Standard, title: str, other: str
) -> None:
    root = manifest(standard, replace(SITE, title=title, description=other, keywords=(other,)))

    shown = root.findtext(".//{*}item/{*}title")
    assert shown
    assert shown == " ".join(shown.split())
    assert len(shown.encode("utf-16-le")) <= 400
    assert all(len(each.text or "") <= 1000 for each in root.iter())


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("two\r\n lines\tand\u2028more ", 200, "two lines and more"),
        ("bell\x07 nul\x00 half\ud800", 200, "bell\ufffd nul\ufffd half\ufffd"),
        ("x" * 200, 200, "x" * 200),
        ("x" * 300, 200, "x" * 199 + "…"),
        ("a bc", 3, "a…"),
        ("🧘" * 100, 200, "🧘" * 100),
        ("🧘" * 101, 200, "🧘" * 99 + "…"),
        ("ee\u0301xx", 3, "e…"),
        ("a👩‍👧bcde", 6, "a…"),
        ("\u0301" * 9, 3, "\u0301\u0301…"),
    ],
)
def test_a_line_is_cut_between_whole_characters(text: str, limit: int, expected: str) -> None:
    assert one_line(text, limit) == expected


@manifested
def test_the_same_site_gives_the_same_bytes(standard: Standard) -> None:
    backwards = replace(SITE, files=dict(reversed(list(SITE.files.items()))))

    assert standard.package(SITE) == standard.package(backwards)


@manifested
def test_what_is_cut_is_told(standard: Standard) -> None:
    long = replace(SITE, title="t" * 201, description="d" * 1001, keywords=("k",) * 11)

    told = set(standard.package(long).losses) - set(standard.package(SITE).losses)

    assert told == {
        "The title is cut to 200 characters in the LMS's lists.",
        "The description is cut to 1000 characters.",
        "Only the first 10 keywords are in the metadata.",
    }


@manifested
@pytest.mark.parametrize("name", ["imsmanifest.xml", "lom.xsd", "a.dtd", "adlcp_rootv1p2.xsd"])
def test_a_file_under_a_name_of_the_package_itself_is_our_own_defect(
    standard: Standard, name: str
) -> None:
    with pytest.raises(AssertionError, match=name):
        standard.package(replace(SITE, files={**SITE.files, name: b""}))


@manifested
def test_a_site_without_its_launch_file_or_id_is_our_own_defect(standard: Standard) -> None:
    for broken in (replace(SITE, launch="start.html"), replace(SITE, package_id="1 course")):
        with pytest.raises(AssertionError):
            standard.package(broken)


@pytest.mark.parametrize(
    ("minutes", "expected"), [(1, "PT1M"), (60, "PT1H"), (95, "PT1H35M"), (1500, "PT25H")]
)
def test_minutes_are_written_as_iso_8601(minutes: int, expected: str) -> None:
    assert duration(minutes) == expected


def manifest_bytes(package: Package) -> bytes:
    content = package.files[0][1]
    assert isinstance(content, bytes)
    return content


def manifest(standard: Standard, site: Site) -> ElementTree.Element:
    return ElementTree.fromstring(manifest_bytes(standard.package(site)))


def identifiers(standard: Standard, site: Site) -> list[tuple[str, str]]:
    names = ("identifier", "identifierref", "default")
    return [
        (each.tag, each.attrib[name])
        for each in manifest(standard, site).iter()
        for name in names
        if name in each.attrib
    ]

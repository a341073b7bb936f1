"""The writer: the same bytes each time, and whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from ihrp_course import archive
from ihrp_course.archive import Written, write_folder, write_json, write_zip

Files = tuple[tuple[str, bytes | Path], ...]
Writer = Callable[[Path, Files], Written]

FILES: Files = (
    ("imsmanifest.xml", b"<manifest/>"),
    ("data/bank.js", b"bank();" * 40),
    ("bell.mp3", b"\xff\xfb" * 40),
)
writers = pytest.mark.parametrize("write", [write_zip, write_folder])


def test_entries_stand_in_the_order_given(tmp_path: Path) -> None:
    written = write_zip(tmp_path / "a.zip", FILES)

    with ZipFile(written.path) as opened:
        assert opened.namelist() == ["imsmanifest.xml", "data/bank.js", "bell.mp3"]
        assert {name: opened.read(name) for name in opened.namelist()} == dict(FILES)


def test_entries_tell_nothing_of_the_machine(tmp_path: Path) -> None:
    written = write_zip(tmp_path / "a.zip", FILES)

    with ZipFile(written.path) as opened:
        for info in opened.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.create_system, info.external_attr) == (3, 0o100644 << 16)
            assert (info.flag_bits, info.extra, info.comment) == (0, b"", b"")


WORDS = " ".join(f"word {number % 97} of {number % 31}" for number in range(9000)).encode()


def test_the_quick_library_deflates_where_it_is_installed(tmp_path: Path) -> None:
    packed = archive.isal_zlib.compressobj(archive._QUICK_LEVEL, archive.isal_zlib.DEFLATED, -15)
    expected = len(packed.compress(WORDS) + packed.flush())

    written = write_zip(tmp_path / "a.zip", (("index.html", WORDS),))

    with ZipFile(written.path) as opened:
        assert opened.getinfo("index.html").compress_size == expected


def test_without_it_the_zip_holds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = write_zip(tmp_path / "quick.zip", (("index.html", WORDS), *FILES))
    monkeypatch.setattr(archive, "isal_zlib", None)
    plain = write_zip(tmp_path / "plain.zip", (("index.html", WORDS), *FILES))

    assert quick.digest == plain.digest
    assert quick.path.read_bytes() != plain.path.read_bytes()
    for path in (quick.path, plain.path):
        with ZipFile(path) as opened:
            assert opened.testzip() is None
            assert opened.read("index.html") == WORDS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", ZIP_DEFLATED),
        ("figure.svg", ZIP_DEFLATED),
        ("mp3", ZIP_DEFLATED),
        ("bell.mp3", ZIP_STORED),
        ("PHOTO.JPG", ZIP_STORED),
        ("fonts/a.woff2", ZIP_STORED),
    ],
)
def test_media_is_stored_and_text_deflated(tmp_path: Path, name: str, kind: int) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"abc" * 1000)

    from_disk = write_zip(tmp_path / "disk.zip", [(name, source)])
    from_memory = write_zip(tmp_path / "memory.zip", [(name, b"abc" * 1000)])

    assert ZipFile(from_disk.path).getinfo(name).compress_type == kind
    assert from_disk.path.read_bytes() == from_memory.path.read_bytes()


def test_a_second_build_gives_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "film.mp4"
    source.write_bytes(bytes(3 << 20))
    first = write_zip(tmp_path / "a.zip", (*FILES, ("film.mp4", source)))
    os.utime(source, (0, 0))
    source.chmod(0o600)

    second = write_zip(tmp_path / "b.zip", (*FILES, ("film.mp4", source)))

    assert first.path.read_bytes() == second.path.read_bytes()
    assert (first.size, first.digest) == (second.size, second.digest)
    assert first.size == first.path.stat().st_size


def test_other_readers_open_it(tmp_path: Path) -> None:
    written = write_zip(tmp_path / "a.zip", FILES)

    listing = subprocess.run(
        [sys.executable, "-m", "zipfile", "-l", written.path],
        check=True,
        capture_output=True,
        text=True,
    )
    assert [line.split()[0] for line in listing.stdout.splitlines()[1:]] == [n for n, _ in FILES]
    with ZipFile(written.path) as opened:
        assert opened.testzip() is None


def test_the_digest_is_what_sha256sum_prints_for_the_unpacked_files(tmp_path: Path) -> None:
    packed = write_zip(tmp_path / "a.zip", FILES)
    folder = write_folder(tmp_path / "a", FILES)

    lines = "".join(
        f"{sha256((folder.path / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("bell.mp3", "data/bank.js", "imsmanifest.xml")
    )
    assert packed.digest == folder.digest == sha256(lines.encode()).hexdigest()
    assert folder.size == sum(len(content) for _, content in FILES if isinstance(content, bytes))


def test_the_digest_notices_a_changed_name_and_a_changed_byte(tmp_path: Path) -> None:
    files = [[("a.js", b"1")], [("b.js", b"1")], [("a.js", b"2")]]

    digests = {write_zip(tmp_path / "a.zip", each).digest for each in files}

    assert len(digests) == 3


@writers
@pytest.mark.parametrize(
    "names",
    [
        ["/etc/passwd"],
        ["../a.js"],
        ["a/../b.js"],
        ["./a.js"],
        ["a//b.js"],
        ["a/"],
        [""],
        ["a\\b.js"],
        ["c:a.js"],
        ["grün.js"],
        ["a b.js"],
        ["a%20b.js"],
        ["a.js\n"],
        [".hidden"],
        ["imsmanifest.xml", "IMSMANIFEST.XML"],
        ["a.js", "a.js"],
        ["data", "Data/a.js"],
    ],
)
def test_a_name_that_some_lms_would_mangle_is_our_own_defect(
    tmp_path: Path, write: Writer, names: list[str]
) -> None:
    with pytest.raises(AssertionError):
        write(tmp_path / "a", tuple((name, b"") for name in names))

    assert not os.listdir(tmp_path)


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write_folder(tmp_path / "site", (("old.html", b"old"), ("index.html", b"old")))

    write_folder(tmp_path / "site", (("index.html", b"new"),))

    assert os.listdir(tmp_path) == ["site"]
    assert os.listdir(tmp_path / "site") == ["index.html"]
    assert (tmp_path / "site/index.html").read_bytes() == b"new"


def test_a_link_is_replaced_without_touching_what_it_points_to(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_bytes(b"years of work")
    (tmp_path / "site").symlink_to(tmp_path / "mine")

    write_folder(tmp_path / "site", FILES)

    assert not (tmp_path / "site").is_symlink()
    assert os.listdir(tmp_path / "mine") == ["thesis.txt"]


def test_the_folder_for_the_output_is_made(tmp_path: Path) -> None:
    assert write_zip(tmp_path / "build/deep/a.zip", FILES).path.exists()


def test_others_may_read_what_was_written(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        written = write_zip(tmp_path / "a.zip", FILES)
    finally:
        os.umask(before)

    assert written.path.stat().st_mode & 0o777 == 0o644


def test_json_is_readable_and_keeps_its_order(tmp_path: Path) -> None:
    written = write_json(tmp_path / "report.json", {"b": "é", "a": [1]})

    assert written.path.read_bytes() == '{\n  "b": "é",\n  "a": [\n    1\n  ]\n}\n'.encode()
    assert json.loads(written.path.read_bytes()) == {"b": "é", "a": [1]}

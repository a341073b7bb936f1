"""Reading a course from disk: what is taken, what is told, and what never happens."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ihrp_course import source
from ihrp_course.source import read


def write(folder: Path, files: dict[str, bytes | str]) -> Path:
    for path, data in {"modules/course.yaml": "id: a\n", **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def test_texts_are_the_md_yaml_and_bib_files_under_modules(tmp_path: Path) -> None:
    course = write(
        tmp_path,
        {
            "modules/a/01-x.md": "é",
            "modules/references.bib": "@book{a}",
            "modules/a/notes.txt": "no",
            "modules/.hidden.md": "no",
            "modules/.git/x.md": "no",
            "assets/credits.yaml": "no",
            "README.md": "no",
        },
    )

    sources, problems = read(course)

    assert problems == ()
    assert dict(sources.texts) == {
        "modules/course.yaml": "id: a\n",
        "modules/references.bib": "@book{a}",
        "modules/a/01-x.md": "é",
    }
    assert sources.root == course


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = ["modules/b/02.md", "modules/b/01.md", "modules/a/9.md", "modules/a.md", "modules/z.md"]

    sources, _ = read(write(tmp_path, dict.fromkeys(names, "")))

    assert list(sources.texts) == [
        *("modules/a.md", "modules/course.yaml", "modules/z.md"),
        *("modules/a/9.md", "modules/b/01.md", "modules/b/02.md"),
    ]


def test_line_ends_become_one_and_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    course = write(tmp_path, {"modules/a.md": b"\xef\xbb\xbfa\r\nb\rc\n\r\n"})

    sources, problems = read(course)

    assert sources.texts["modules/a.md"] == "a\nb\nc\n\n"
    assert problems == ()


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"\xff", 1, 1, "0xff"),
        (b"a\r\n\xc3\xa9b\xc3(", 2, 3, "0xc3"),
        (b"\xef\xbb\xbfab\xe9", 1, 3, "0xe9"),
        ("naïve\nz".encode("latin-1"), 1, 3, "0xef"),
        ("a".encode("utf-16"), 1, 1, "0xff"),
    ],
)
def test_a_file_that_is_not_utf_8_is_told_with_its_first_bad_byte(
    tmp_path: Path, data: bytes, line: int, column: int, words: str
) -> None:
    sources, problems = read(write(tmp_path, {"modules/a.md": data}))

    (problem,) = [each for each in problems if each.rule == "not-utf-8"]
    assert problem.span[:3] == ("modules/a.md", line, column)
    assert words in problem.message and "UTF-8" in problem.help
    assert "modules/a.md" not in sources.texts


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x7f", "\ufffe", "\uffff"])
def test_a_character_that_no_page_can_hold_is_told_and_taken_out(tmp_path: Path, sign: str) -> None:
    sources, problems = read(write(tmp_path, {"modules/a.md": f"é\nab{sign}c"}))

    (problem,) = problems
    assert problem.rule == "control-character"
    assert problem.span == ("modules/a.md", 2, 3, 2, 4)
    assert sources.texts["modules/a.md"] == "é\nab c"


def test_a_folder_that_is_no_course_is_told_with_what_to_type(tmp_path: Path) -> None:
    sources, problems = read(tmp_path / "nowhere")
    _, others = read(tmp_path)

    assert [problem.rule for problem in (*problems, *others)] == ["no-course", "no-course"]
    assert "nowhere" in problems[0].message and "no modules/course.yaml" in others[0].message
    assert "--course DIR" in problems[0].help
    assert dict(sources.texts) == {} and dict(sources.assets) == {}


def test_assets_carry_size_and_digest_and_drawings_their_text(tmp_path: Path) -> None:
    course = write(
        tmp_path,
        {"assets/a/b.png": b"\x89PNG\r\n", "assets/c.svg": "<svg/>\r\n", "assets/.DS_Store": "no"},
    )

    sources, problems = read(course)

    assert problems == ()
    assert list(sources.assets) == ["assets/c.svg", "assets/a/b.png"]
    picture = sources.assets["assets/a/b.png"]
    assert (picture.path, picture.size) == ("assets/a/b.png", 6)
    assert picture.digest == hashlib.sha256(b"\x89PNG\r\n").hexdigest()
    assert picture.file == course / "assets/a/b.png"
    assert dict(sources.svg) == {"assets/c.svg": "<svg/>\n"}


def test_a_course_without_assets_is_a_course(tmp_path: Path) -> None:
    assert read(write(tmp_path, {}))[1] == ()


def test_the_lock_stands_apart_from_the_texts(tmp_path: Path) -> None:
    sources, _ = read(write(tmp_path, {"modules/ids.lock": "a 1\r\n"}))
    without, _ = read(write(tmp_path / "other", {}))

    assert sources.lock == "a 1\n"
    assert "modules/ids.lock" not in sources.texts
    assert without.lock is None


def test_a_text_above_five_megabytes_is_told_and_not_read(tmp_path: Path) -> None:
    course = write(tmp_path, {"modules/a.md": b"a" * 5_000_001, "modules/b.md": b"b" * 5_000_000})

    sources, problems = read(course)

    assert [problem.rule for problem in problems] == ["too-large"]
    assert "5.0 MB" in problems[0].message and "split" in problems[0].help
    assert "modules/a.md" not in sources.texts and "modules/b.md" in sources.texts


def test_a_link_that_leads_out_of_the_course_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "folder").mkdir()
    course = write(tmp_path / "course", {"assets/a.png": b"a"})
    (course / "modules/out.md").symlink_to("../../secret.md")
    (course / "modules/folder").symlink_to(tmp_path / "folder")
    (course / "assets/b.png").symlink_to("/etc/hostname")

    sources, problems = read(course)

    assert {(each.rule, each.span.path) for each in problems} == {
        ("outside-course", "modules/out.md"),
        ("outside-course", "modules/folder"),
        ("outside-course", "assets/b.png"),
    }
    assert "secret" not in "".join(sources.texts.values())
    assert list(sources.assets) == ["assets/a.png"]


def test_a_whole_folder_elsewhere_is_not_followed_either(tmp_path: Path) -> None:
    write(tmp_path / "other", {"modules/a.md": "secret"})
    course = tmp_path / "course"
    course.mkdir()
    (course / "modules").symlink_to(tmp_path / "other" / "modules")

    sources, problems = read(course)

    assert [problem.rule for problem in problems] == ["outside-course"]
    assert dict(sources.texts) == {}


def test_links_within_the_course_are_read_as_files_and_refused_as_folders(tmp_path: Path) -> None:
    course = write(tmp_path, {"modules/a/x.md": "x"})
    (course / "modules/b.md").symlink_to("a/x.md")
    (course / "modules/c").symlink_to("a")
    (course / "modules/d").symlink_to("..")

    sources, problems = read(course)

    assert sources.texts["modules/b.md"] == "x"
    assert [(each.rule, each.span.path) for each in problems] == [
        ("folder-link", "modules/c"),
        ("folder-link", "modules/d"),
    ]


def test_what_is_no_plain_file_is_told_and_never_waited_for(tmp_path: Path) -> None:
    course = write(tmp_path, {})
    os.mkfifo(course / "modules/a.md")
    (course / "modules/b.md").symlink_to("nowhere.md")

    sources, problems = read(course)

    assert [(each.rule, each.span.path) for each in problems] == [
        ("unreadable", "modules/a.md"),
        ("unreadable", "modules/b.md"),
    ]
    assert list(sources.texts) == ["modules/course.yaml"]


def test_a_file_that_may_not_be_read_is_told_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = write(tmp_path, {"modules/a.md": "a", "assets/b.png": "b"})

    def refuse(file: object, *args: object, **kwargs: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(source, "open", refuse, raising=False)
    monkeypatch.setattr(Path, "open", refuse)
    sources, problems = read(course)

    assert {problem.rule for problem in problems} == {"unreadable"}
    assert all("Permission denied" in problem.message for problem in problems)
    assert dict(sources.texts) == {} and dict(sources.assets) == {}


def test_a_name_that_is_not_utf_8_is_told_so_that_it_can_be_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems refuse such names, so the listing is made to hold one."""
    course = write(tmp_path, {"modules/a.md": "a"})
    real = os.scandir

    @contextmanager
    def scandir(folder: str) -> Iterator[list[object]]:
        with real(folder) as entries:
            yield [_Renamed(each) if each.name == "a.md" else each for each in entries]

    monkeypatch.setattr(os, "scandir", scandir)
    sources, problems = read(course)

    (problem,) = problems
    assert (problem.rule, problem.span.path) == ("file-name", "modules/a\\udcff.md")
    assert list(sources.texts) == ["modules/course.yaml"]


class _Renamed:
    """An entry of a folder under a name that is no UTF-8."""

    name = "a\udcff.md"

    def __init__(self, entry: os.DirEntry[str]) -> None:
        self.is_dir, self.is_symlink = entry.is_dir, entry.is_symlink


def test_names_with_odd_characters_are_kept_as_they_are(tmp_path: Path) -> None:
    names = ["modules/a b/01 é “q”.md", "modules/a b/02 <x> & 'y'.md", "modules/a b/03\n.md"]

    sources, problems = read(write(tmp_path, dict.fromkeys(names, "x")))

    assert problems == ()
    assert set(names) < set(sources.texts)

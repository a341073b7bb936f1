"""The writer under Ctrl-C, on a full disk, in a read-only folder: what was there stays."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PosixPath
from typing import Any

import pytest

from ihrp_course.archive import WriteError, Written, write_file, write_folder, write_zip

Files = tuple[tuple[str, bytes | Path], ...]
Writer = Callable[[Path, Files], Written]

FILES: Files = (("index.html", b"<p>" * 40), ("data/bank.js", b"bank();"), ("bell.mp3", b"\xff"))
BIG: Files = tuple((f"noise-{number}.png", os.urandom(1 << 16)) for number in range(16))
writers = pytest.mark.parametrize("write", [write_zip, write_folder])


class Interrupted(PosixPath):
    """A file whose reader is stopped by Ctrl-C after the first part."""

    def read_bytes(self) -> bytes:
        raise KeyboardInterrupt

    def open(self, *_: Any, **__: Any) -> Any:
        return _Interrupted(b"\0" * 100)

    def stat(self, **_: Any) -> os.stat_result:
        return os.stat(__file__)


class _Interrupted(BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise KeyboardInterrupt
        return super().read(50)


@writers
@pytest.mark.parametrize("name", ["film.mp4", "figure.svg"])
@pytest.mark.parametrize("is_first_build", [True, False])
def test_an_interrupted_build_leaves_what_was_there(
    tmp_path: Path, write: Writer, name: str, is_first_build: bool
) -> None:
    if not is_first_build:
        write(tmp_path / "out", FILES)
    before = contents(tmp_path)

    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "out", (("index.html", b"half"), (name, Interrupted("film"))))

    assert contents(tmp_path) == before


def test_an_interrupted_swap_puts_the_old_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "out", FILES)
    before = contents(tmp_path)
    rename = Path.rename

    def interrupted(path: Path, target: Path) -> Path:
        if path.suffix == ".part":
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "out", (("index.html", b"new"),))

    assert contents(tmp_path) == before


@writers
def test_a_full_disk_leaves_what_was_there(small_disk: Path, write: Writer) -> None:
    write(small_disk / "out", FILES)
    before = contents(small_disk)

    with pytest.raises(WriteError) as caught:
        write(small_disk / "out", BIG)

    assert caught.value.path == small_disk / "out"
    assert caught.value.help != "see that the place can be written to"
    assert f"cannot write {small_disk / 'out'}: " in str(caught.value)
    assert contents(small_disk) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB where we may mount one, else files of at most 32 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    if can_mount(place):
        yield place
        subprocess.run(["umount", place], check=True)
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 15, hard))
    try:
        yield place
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def can_mount(place: Path) -> bool:
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(place)]
    return subprocess.run(mount, check=False, capture_output=True).returncode == 0


@writers
def test_a_read_only_folder_leaves_what_was_there(write: Writer) -> None:
    place = Path(tempfile.mkdtemp())
    write(place / "out", FILES)
    before = contents(place)
    place.chmod(0o555)

    try:
        with as_somebody_without_rights(), pytest.raises(WriteError) as caught:
            write(place / "out", FILES)

        assert (caught.value.reason, caught.value.path) == ("Permission denied", place / "out")
        assert caught.value.help.startswith("make the folder writable")
        assert contents(place) == before
    finally:
        place.chmod(0o755)
        shutil.rmtree(place)


@contextmanager
def as_somebody_without_rights() -> Iterator[None]:
    """Act as another user where we are root, whom no permission stops."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@writers
def test_a_missing_asset_is_named(tmp_path: Path, write: Writer) -> None:
    missing = tmp_path / "assets/gone.mp3"

    with pytest.raises(WriteError) as caught:
        write(tmp_path / "out", (("gone.mp3", missing),))

    assert caught.value.reason == f"No such file or directory: {missing}"
    assert not os.listdir(tmp_path)


def test_a_file_in_the_way_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(b"")

    with pytest.raises(WriteError) as caught:
        write_file(tmp_path / "build/report.json", b"{}")

    assert caught.value.help == "a file stands where a folder is needed: move it away"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }

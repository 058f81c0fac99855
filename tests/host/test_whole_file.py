"""What commands write: whole or not at all, and nothing but files is replaced."""

import errno
import os
import socket
import stat
import sys
import threading
from pathlib import Path

import pytest
from acupacer_host import whole_file
from acupacer_host.content import routine_files
from acupacer_host.errors import NotWritten
from acupacer_host.whole_file import write_whole
from cli_rig import Rig
from history_lines import Writer

ROUTINES = routine_files.packaged()
WRITERS = (
    "report out.html",
    "history --csv out.csv",
    "plan hands-li4 --at 08:00 --ics out.ics",
    "doctor --report out.txt",
    "pull out.json",
    "card out.pdf",
    "card out.png",
    "preview hands-li4 --picture out.png",
    "screenshot out.png",
    "screens --out .",
)


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rig:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    rig = Rig(monkeypatch, tmp_path)
    writer = Writer()
    writer.session()
    rig.has_history(writer.lines)
    rig.store(ROUTINES)
    return rig


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that says that it is full once everything was handed over to it."""

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(whole_file.os, "fsync", refuse)


@pytest.mark.parametrize("command", WRITERS)
def test_a_full_disk_is_said_with_the_file_and_leaves_nothing(rig, full, command):
    told = rig.run(*command.split())
    assert told.exit_code == 1
    name = "starting.png" if "screens " in command else command.split()[-1]
    why = "No space left on device; make room and try again"
    lines = told.stderr.splitlines()
    assert lines[-1] == f"acupacer: {name}: cannot be written: {why}"
    assert not any(name in line for line in lines[:-1])
    assert list(Path().iterdir()) == []


def test_a_full_disk_leaves_nothing_in_the_cache(rig, full):
    assert rig.run("pull", "-").exit_code == 0
    assert list(routine_files.cache_folder().iterdir()) == []


@pytest.fixture
def terminal() -> "tuple[str, int]":
    """A character device, and its other end."""
    if sys.platform == "win32":
        pytest.skip("no pty here")
    reader, writer = os.openpty()
    yield os.ttyname(writer), reader
    os.close(reader)
    os.close(writer)


@pytest.mark.parametrize(
    "command", ["doctor --report out", "replay --save out", "pull --force out", "pull out"]
)
def test_what_is_no_file_is_written_to_as_it_is(rig, terminal, command):
    name, reader = terminal
    rig.bench.store.files["session.log"] = b"x\n"
    Path("out").symlink_to(name)
    heard = bytearray()

    def listen() -> None:
        while b"\x04" not in heard:
            heard.extend(os.read(reader, 65536))

    listener = threading.Thread(target=listen)
    listener.start()
    rig.run(*command.split())
    with open(name, "wb") as end:
        end.write(b"\x04")
    listener.join()
    assert len(heard) > 1
    assert stat.S_ISCHR(os.stat(name).st_mode) and Path("out").is_symlink()
    assert [file.name for file in Path().iterdir()] == ["out"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("options", [[], ["--force"]], ids=["", "--force"])
def test_pull_neither_reads_nor_replaces_a_device(rig, options):
    told = rig.run("pull", "/dev/full", *options)
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr == (
        "acupacer: /dev/full: cannot be written: No space left on device; "
        "make room and try again\n"
    )
    assert Path("/dev/full").is_char_device()


@pytest.mark.skipif(sys.platform == "win32", reason="sockets are no files there")
def test_what_is_neither_file_nor_pipe_is_refused(tmp_path):
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        with pytest.raises(NotWritten, match="is neither a file nor a pipe; name a file"):
            write_whole(tmp_path / "s", b"x")
    with pytest.raises(NotWritten, match="is neither"):
        write_whole(tmp_path, b"x")


def test_a_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(NotWritten) as caught:
        write_whole(tmp_path / "none" / "x", b"x")
    assert str(caught.value.message) == (
        f"{tmp_path}/none/x: cannot be written: there is no folder {tmp_path}/none"
    )


def test_a_file_keeps_its_mode_and_a_link_its_target(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "real").chmod(0o600)
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "real").stat().st_mode) == 0o600

"""A library file that is damaged, locked, foreign or full: said in a line, nothing lost."""

import json
import random
import sqlite3
from pathlib import Path

import pytest
from acupacer_host.device.client import Client
from acupacer_host.errors import LibraryUnusable
from acupacer_host.records import library as library_module
from acupacer_host.records.library import Library, pull_and_acknowledge
from cli_rig import Rig
from fake_link_device import FakeLine
from history_lines import Writer, half_a_year

COMMANDS = (["history"], ["history", "--offline"], ["report", "out.html"])


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rig:
    monkeypatch.chdir(tmp_path)
    rig = Rig(monkeypatch, tmp_path)
    writer = Writer()
    for day in range(3):
        writer.session(day)
    rig.has_history(writer.lines)
    return rig


@pytest.fixture
def file(rig: Rig) -> Path:
    """The library, with what the device has."""
    assert rig.run("history").exit_code == 0
    rig.port.calls.clear()
    return library_module.default_path()


def garbage(file: Path) -> None:
    file.write_bytes(b"this was a history once " * 99)


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:4104] = b"\xff" * 8
    file.write_bytes(data)


def foreign(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as base:
        base.execute("CREATE TABLE records (artist TEXT, title TEXT)")
    base.close()


def of_a_later_version(file: Path) -> None:
    with sqlite3.connect(file) as base:
        base.execute("ALTER TABLE records ADD COLUMN more TEXT")
    base.close()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (garbage, "file is not a database"),
        (folder, "is a folder"),
        (truncated, "malformed"),
        (flipped, "malformed"),
        (foreign, "its table is another one"),
        (of_a_later_version, "its table is another one"),
    ],
)
def test_an_unusable_library_is_said_in_a_line_and_kept(rig, file, damage, what, command):
    damage(file)
    before = file.read_bytes() if file.is_file() else b""
    told = rig.run(*command)
    assert told.exit_code == 1
    [line] = told.stderr.splitlines()
    assert line.startswith(f"acupacer: {file}: ") and what in line
    assert "move it away" in line and "the device still has" in line
    assert (file.read_bytes() if file.is_file() else b"") == before
    assert not Path("out.html").exists()
    assert rig.port.calls == []  # nothing was acknowledged


def test_a_library_that_another_program_has_locked(rig, file, monkeypatch):
    monkeypatch.setattr(library_module, "LOCKED_S", 0.01)
    other = sqlite3.connect(file)
    other.execute("BEGIN EXCLUSIVE")
    told = rig.run("history")
    other.close()
    assert told.exit_code == 1
    assert told.stderr == (
        f"acupacer: {file}: another program is using it; repeat the command when that is done\n"
    )
    assert rig.run("history").exit_code == 0


def test_a_disk_without_room_costs_no_record(rig, tmp_path):
    rig.has_history(half_a_year().lines)
    client = Client(FakeLine(rig.bench), wait=False)
    with (
        pytest.raises(LibraryUnusable, match=r"a\.sqlite: .* full.*make room.* device keeps"),
        Library(tmp_path / "a.sqlite") as library,
    ):
        library._base.execute("PRAGMA max_page_count = 2")
        pull_and_acknowledge(library, client, "ab12")
    assert rig.port.calls == []
    with Library(tmp_path / "a.sqlite") as library:
        pull_and_acknowledge(library, client, "ab12")
        assert len(library.sessions("ab12")) == half_a_year().sessions


def test_a_library_that_may_not_be_written(rig, file, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY
        raise error

    monkeypatch.setattr(library_module.sqlite3, "connect", refuse)
    told = rig.run("history")
    assert told.exit_code == 1
    assert told.stderr == (
        f"acupacer: {file}: attempt to write a readonly database; "
        "let your user read and write it and its folder\n"
    )


def test_a_file_where_the_folder_should_be(rig):
    folder = library_module.default_path().parent
    folder.write_bytes(b"")
    told = rig.run("history")
    assert (told.exit_code, told.stderr) == (
        1,
        f"acupacer: {folder} is no folder; move it away and repeat the command\n",
    )


def test_damaged_records_are_counted_and_the_others_shown(rig, file):
    with sqlite3.connect(file) as base:
        base.execute("UPDATE records SET line = replace(line, 'LI4', 'LI5') WHERE id = 3")
        base.execute("UPDATE records SET line = 5 WHERE id = 4")
    base.close()
    told = rig.run("history", "--offline", "--json")
    assert len(json.loads(told.stdout)) == 3
    assert told.stderr == f"2 records in {file} are damaged and left out\n"


def test_no_flipped_byte_ends_in_a_traceback(rig, file):
    whole = file.read_bytes()
    chance = random.Random(7)
    codes = set()
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 3, 30))):
            data[chance.choice((chance.randrange(len(data)), chance.randrange(120)))] = (
                chance.randrange(256)
            )
        file.write_bytes(data)
        told = rig.run("history", "--offline")
        codes.add(told.exit_code)
        if told.exit_code:
            assert len(told.stderr.splitlines()) == 1, told.stderr
    assert codes == {0, 1}

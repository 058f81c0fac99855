"""The first start after an upgrade: old program files go, and nothing else."""

import errno
import os

import pytest
from acupacer.boards.pico import upgrade

# As version 0.1.0 wrote them.
OLD = {
    "acupacer.dat": b"\x00\x01",
    "boot.py": b"from acupacer_start import is_safe_mode; safe_mode = is_safe_mode()\n",
    "factory.json": b"{}",
    "lib/acupacer_check.mpy": b"M",
    "lib/acupacer_part.mpy": b"M",
    "lib/acupacer_start.mpy": b"M",
    "main.py": b"from acupacer_start import start; start(safe_mode)\n",
    "package.json": (
        b'{\n  "version": "0.1.0",\n  "urls": [\n    [\n      "acupacer.dat",\n'
        b'      "acupacer.dat"\n    ],\n'
    ),
}
KEPT = {
    "routines.json": b"{}",
    "history.jsonl": b'{"id":1}\n',
    "settings.json": b"{}",
    "config.json": b"{}",
    "fault.txt": b"acupacer 0.1.0",
}
# What a maker may have put there.
THEIRS = {
    "boot.py": b"# mine, for acupacer\nimport os\n",
    "main.py": b"import machine\nfrom acupacer import core\n",
    "package.json": b'{"name": "mine"}',
    "acupacer.txt": b"notes",
    "lib/acupacer_check.py": b"",
    "lib/acupacer_notes.txt": b"",
    "lib/sensor.mpy": b"M",
    "lib/more/acupacer_part.mpy": b"M",
}


@pytest.fixture
def flash(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(flash, files):
    for name, data in files.items():
        (flash / name).parent.mkdir(parents=True, exist_ok=True)
        (flash / name).write_bytes(data)


def found(flash):
    return {
        str(path.relative_to(flash)): path.read_bytes()
        for path in flash.rglob("*")
        if path.is_file()
    }


def test_old_files_go_and_what_is_the_users_stays(flash):
    put(flash, {**OLD, **KEPT})
    upgrade.tidy_up()
    assert found(flash) == KEPT


def test_a_makers_own_files_stay(flash):
    put(flash, {**OLD, **KEPT, **THEIRS})
    upgrade.tidy_up()
    assert found(flash) == {**KEPT, **THEIRS}


def test_start_files_of_the_unpacked_program_go_as_well(flash):
    put(flash, {"main.py": b"from acupacer.boards.pico.start import start; start(safe_mode)\n"})
    upgrade.tidy_up()
    assert found(flash) == {}


def test_a_new_board_has_nothing_to_tidy_up(flash):
    upgrade.tidy_up()
    assert found(flash) == {}


@pytest.mark.parametrize("names", [("acupacer.dat", "boot.py", "lib/acupacer_x.mpy"), ("lib",)])
def test_folders_and_files_in_each_others_place_do_no_harm(flash, names):
    for name in names:
        if name == "lib":
            put(flash, {"lib": b"a file"})
        else:
            (flash / name).mkdir(parents=True)
    before = sorted(flash.rglob("*"))
    upgrade.tidy_up()
    assert sorted(flash.rglob("*")) == before


def test_a_flash_that_is_read_only_does_no_harm(flash, monkeypatch):
    def refuse(name):
        raise OSError(errno.EROFS, "read-only")

    put(flash, {**OLD, **KEPT})
    monkeypatch.setattr(os, "remove", refuse)
    upgrade.tidy_up()
    assert found(flash) == {**OLD, **KEPT}


class PowerCut(BaseException):
    pass


@pytest.mark.parametrize("is_removed", [False, True])
@pytest.mark.parametrize("step", range(len(OLD)))
def test_after_a_power_cut_at_any_file_the_next_start_finishes(
    flash, monkeypatch, step, is_removed
):
    remove, done = os.remove, []

    def remove_until_cut(name):
        if len(done) < step or is_removed:
            remove(name)
        if len(done) == step:
            raise PowerCut
        done.append(name)

    put(flash, {**OLD, **KEPT})
    with monkeypatch.context() as patch:
        patch.setattr(os, "remove", remove_until_cut)
        with pytest.raises(PowerCut):
            upgrade.tidy_up()
    assert len(found(flash)) == len(OLD) + len(KEPT) - step - is_removed
    upgrade.tidy_up()
    assert found(flash) == KEPT


def test_more_names_than_memory_holds_are_left(monkeypatch):
    def listdir(folder):
        raise MemoryError

    monkeypatch.setattr(os, "listdir", listdir)
    upgrade.tidy_up()

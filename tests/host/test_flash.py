"""``acupacer flash``: drives of three systems, a board that restarts, a fake clock."""

import errno
import io
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from acupacer.core.device_config import Capacities
from acupacer_host.commands import flash
from acupacer_host.device import connection, transport
from acupacer_host.errors import BadImage, FlashFailed, PortError, SeveralDrives
from acupacer_host.image import flash_image, loader_drive, uf2
from acupacer_host.image.image_check import BOARDS, MAX_BYTES
from acupacer_host.image.loader_drive import INFO
from cli_rig import Port, Rig
from fake_link_device import FakeLine
from link_fake import Bench

PICO, PICO2 = BOARDS
INFO_TEXT = {
    PICO: "UF2 Bootloader v3.0\r\nModel: Raspberry Pi RP2\r\nBoard-ID: RPI-RP2\r\n",
    PICO2: "UF2 Bootloader v1.0\r\nModel: Raspberry Pi RP2350\r\nBoard-ID: RP2350\r\n",
}


@pytest.fixture(autouse=True)
def root(monkeypatch, tmp_path):
    """The computer's file system: empty, of a Mac unless ``is_system`` says otherwise."""
    monkeypatch.setattr(loader_drive, "ROOT", tmp_path)
    is_system(monkeypatch, "darwin")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def is_system(monkeypatch, name):
    monkeypatch.setattr(loader_drive, "sys", SimpleNamespace(platform=name))


def plug(folder: Path, board=PICO) -> Path:
    """A board in its loader, mounted at ``folder``."""
    folder.mkdir(parents=True)
    (folder / INFO).write_bytes(INFO_TEXT[board].encode())
    return folder


def image(path: Path, board=PICO, version="0.2.0") -> Path:
    payload = f"acupacer-image:{board.key}:{version}\n".encode() + bytes(90_000)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(uf2.write(payload, board.family))
    return path


# --- drives ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "place"),
    [
        ("linux", "media/RPI-RP2"),
        ("linux", "media/me/my pico"),
        ("linux", "run/media/me/RPI-RP2"),
        ("linux", "mnt"),
        ("linux", "mnt/pico"),
        ("freebsd14", "media/RPI-RP2"),
        ("darwin", "Volumes/RPI-RP2"),
        ("win32", "E:"),
    ],
)
def test_a_loaders_drive_is_found_on_every_system(root, monkeypatch, system, place):
    is_system(monkeypatch, system)
    for other in ("media/me/STICK", "Volumes/Macintosh HD", "C:"):
        (root / other).mkdir(parents=True)
    assert loader_drive.only() is None
    plug(root / place, PICO2)
    drive = loader_drive.only()
    assert drive is not None
    assert (drive.folder, drive.board) == (root / place, PICO2)


def test_several_drives_are_listed_and_one_can_be_named(root):
    first, second = plug(root / "Volumes/A"), plug(root / "Volumes/B", PICO2)
    with pytest.raises(SeveralDrives, match=f"2 boards .*: {first}, {second}; .* --drive"):
        loader_drive.only()
    assert loader_drive.at(second).board is PICO2
    with pytest.raises(FlashFailed, match="is not the drive of a Pico in its loader"):
        loader_drive.at(root)


def test_other_loaders_and_odd_files_are_no_pico(root):
    for name, text in (("A", b"Board-ID: SAMD21G18A\r\n"), ("B", b"\xff\xfe"), ("C", b"")):
        (root / "Volumes" / name).mkdir(parents=True)
        (root / "Volumes" / name / INFO).write_bytes(text)
    (root / "Volumes/D" / INFO).mkdir(parents=True)
    assert loader_drive.only() is None


# --- which image ------------------------------------------------------------------------


def test_the_highest_version_for_the_board_is_taken(root):
    for name in (
        "acupacer-pico-0.9.1.uf2",
        "acupacer-pico-0.10.0.uf2",
        "acupacer-pico2-0.11.0.uf2",
        "acupacer-pico-old.uf2",
    ):
        (root / name).touch()
    assert flash_image.newest(PICO, root).name == "acupacer-pico-0.10.0.uf2"
    assert flash_image.newest(PICO2, root).name == "acupacer-pico2-0.11.0.uf2"


def test_no_image_is_said_with_what_builds_one():
    words = r"no acupacer-pico-VERSION\.uf2 .* is in dist/; build it with make firmware"
    with pytest.raises(FlashFailed, match=words):
        flash_image.load(None, PICO)


def test_an_image_of_another_board_or_program_is_refused(root):
    path = image(root / "a.uf2", PICO2)
    assert flash_image.load(path, PICO2).version == "0.2.0"
    words = r"a\.uf2: is for another board than this Raspberry Pi Pico; take acupacer-pico-0\.2"
    with pytest.raises(BadImage, match=words):
        flash_image.load(path, PICO)
    (root / "b.uf2").write_bytes(uf2.write(b"x", PICO.family))
    with pytest.raises(BadImage, match=r"b\.uf2: is no image of acupacer"):
        flash_image.load(root / "b.uf2", PICO)


@pytest.mark.parametrize("before", [0, 250, 300])  # within a block and across two
def test_the_version_is_found_wherever_it_stands(root, before):
    payload = bytes(before) + b"acupacer-image:pico:1.2.3.dev4+ab\nmore"
    (root / "a.uf2").write_bytes(uf2.write(payload, PICO.family))
    assert flash_image.load(root / "a.uf2", PICO).version == "1.2.3.dev4+ab"


# --- copying ----------------------------------------------------------------------------


class Vanishing(io.FileIO):
    """A file on a drive that goes away: ``fails`` names the call and which one of it."""

    fails = ("", 0)
    counts: dict[str, int]

    def count(self, call):
        self.counts[call] = self.counts.get(call, 0) + 1
        if (call, self.counts[call]) == self.fails:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def write(self, data):
        self.count("write")
        return super().write(data)

    def close(self):
        is_first = not self.closed
        super().close()
        if is_first:
            self.count("close")


DATA = bytes(200_000)  # four pieces


def copied(root, monkeypatch, *fails):
    """What was shown of a copy onto a drive that goes away in a call."""
    files, shown = [], []

    def open_file(path, mode, buffering):
        files.append(Vanishing(path, mode))
        files[0].fails, files[0].counts = fails, {}
        return files[0]

    monkeypatch.setattr(flash, "open", open_file, raising=False)
    monkeypatch.setattr(os, "fsync", lambda number: files[0].count("sync"))
    flash.copy(DATA, root / "a.uf2", lambda done, total: shown.append((done, total)))
    assert (root / "a.uf2").read_bytes() == DATA
    return shown


def test_pieces_are_shown_as_they_arrive(root, monkeypatch):
    shown = copied(root, monkeypatch)
    assert shown == [(n, 200_000) for n in (65536, 131072, 196608, 200_000)]


@pytest.mark.parametrize("fails", [("sync", 4), ("close", 1)])
def test_a_drive_that_goes_away_after_the_last_block_is_as_it_should_be(
    root, monkeypatch, fails
):
    copied(root, monkeypatch, *fails)


@pytest.mark.parametrize(("fails", "done"), [(("sync", 1), 65536), (("write", 4), 196608)])
def test_a_copy_that_breaks_off_is_said_with_what_the_board_has(root, monkeypatch, fails, done):
    words = f"Input/output error after {done} of 200000 bytes; your routines .* hold BOOTSEL"
    with pytest.raises(FlashFailed, match=words):
        copied(root, monkeypatch, *fails)


def test_a_copy_that_did_not_begin_says_so(root, monkeypatch):
    words = "after 0 of 200000 bytes: nothing was written, the board is as it was; hold BOOTSEL"
    with pytest.raises(FlashFailed, match=words):
        copied(root, monkeypatch, "write", 1)


def test_a_drive_that_cannot_be_opened_is_said(root):
    with pytest.raises(FlashFailed, match=r"No such file or directory after 0 of .* as it was"):
        flash.copy(DATA, root / "gone" / "a.uf2", lambda done, total: None)


def test_a_file_too_long_for_an_image_is_not_read(root, monkeypatch):
    path = root / "long.uf2"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("it is read"))
    with pytest.raises(BadImage, match=r"long\.uf2: is no firmware image"):
        flash_image.load(path, PICO)


# --- the whole way ----------------------------------------------------------------------


class PicoPort(Port):
    """A Pico that runs acupacer."""

    def __init__(self):
        super().__init__()
        self.config.has_loader = True
        self.config.dev_id = "pico-ab12"
        self.config.model = "raspberry-pi-pico"


class Bay:
    """One Pico on USB: in its loader (a drive), running (a port), or away.

    ``boots_s`` after the file came it runs what is in it; ``mounts_s`` after the order
    its drive is there. Stands in for the module ``time`` as well.
    """

    def __init__(self, root: Path) -> None:
        self.now = 0.0
        self.folder = root / "Volumes" / "RPI-RP2"
        self.port = PicoPort()
        self.path = "/dev/pico1"
        self.is_running = False
        self.mounts_at_s = self.boots_at_s = None
        self.mounts_s, self.boots_s = 2.0, 1.5
        self.arrives = None  # the version that runs afterwards; None: the image's
        self.opened = []

    def open(self, url):
        self.opened.append(url)
        if not self.is_running or url != self.path:
            raise PortError(f"{url}: no such port")
        return FakeLine(Bench(self.port, Capacities(buf_size=4096)))

    def candidates(self, ports=None):
        paths = ["/dev/other"] + [self.path] * self.is_running
        return [SimpleNamespace(path=path) for path in paths]

    def monotonic(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds
        if ["reset", "loader"] in self.port.calls and self.is_running:
            self.is_running, self.mounts_at_s = False, self.now + self.mounts_s
        if self.mounts_at_s is not None and self.now >= self.mounts_at_s:
            plug(self.folder)
            self.mounts_at_s = None
        if self.boots_at_s is None and (files := list(self.folder.glob("*.uf2"))):
            self.boots_at_s = self.now + self.boots_s
            self.port.config.version = self.arrives or flash_image.load(files[0], PICO).version
        if self.boots_at_s is not None and self.now >= self.boots_at_s:
            self.is_running, self.path = True, "/dev/pico2"


@pytest.fixture
def rig(monkeypatch, root):
    return Rig(monkeypatch, root)


@pytest.fixture
def bay(rig, monkeypatch, root):
    bay = Bay(root)
    monkeypatch.setattr(connection, "open_transport", bay.open)
    monkeypatch.setattr(transport, "candidates", bay.candidates)
    monkeypatch.setattr(flash, "time", bay)
    return bay


@pytest.fixture
def file(root):
    return image(root / "acupacer-pico-0.2.0.uf2")


def run(rig, *arguments):
    """The command with the Pico's port named: its exit code, and what it says."""
    done = rig.run_unnamed("--port", "/dev/pico1", "flash", *map(str, arguments))
    return done.exit_code, done.stdout + " ".join(done.stderr.split())


def test_a_new_pico_in_its_loader_gets_the_image_and_says_hello(rig, bay, file):
    plug(bay.folder)
    done = rig.run_unnamed("flash", str(file))
    assert (done.exit_code, done.stdout) == (0, "pico-ab12 runs 0.2.0\n")
    assert done.stderr.splitlines() == [
        f"Raspberry Pi Pico in its loader at {bay.folder}: copying {file.name}",
        "it restarts; waiting for its hello, up to 30 s",
    ]
    assert (bay.folder / file.name).read_bytes() == file.read_bytes()
    assert bay.opened == ["/dev/pico2"]  # the other device was left alone


def test_a_running_device_is_sent_into_its_loader_first(rig, bay, file):
    bay.is_running = True
    code, text = run(rig, file)
    assert code == 0 and text.startswith("pico-ab12 runs 0.2.0\npico-ab12: 0.1.0 -> 0.2.0 ")
    assert bay.port.calls == [["reset", "loader"]]


def test_the_image_is_chosen_by_the_board(rig, bay, root):
    image(root / "dist/acupacer-pico-98.0.uf2", PICO, "98.0")
    image(root / "dist/acupacer-pico2-99.0.uf2", PICO2, "99.0")
    bay.is_running = True
    assert run(rig)[1].startswith("pico-ab12 runs 98.0\n")


def test_a_named_drive_is_taken_where_there_are_several(rig, bay, root, file):
    plug(bay.folder)
    plug(root / "Volumes/OTHER", PICO2)
    code, text = run(rig, file)
    assert code == 2 and "name the drive you mean with --drive" in text
    code, text = run(rig, file, "--drive", bay.folder)
    assert code == 0


@pytest.mark.parametrize(
    ("device", "words"),
    [
        ({"model": "raspberry-pi-pico2"}, "is for another board than this Raspberry Pi Pico 2"),
        ({"busy": 312}, "pico-ab12: a session runs, about 312 s left; nothing was changed"),
        ({"has_loader": False}, "with firmware 0.1.0) cannot start a Pico's loader; if it is"),
        ({"model": "raspberry-pi-zero"}, "(a raspberry-pi-zero with firmware 0.1.0) cannot"),
    ],
)
def test_a_running_device_that_cannot_take_it_is_left_alone(rig, bay, file, device, words):
    bay.is_running = True
    for name, value in device.items():
        setattr(bay.port if name == "busy" else bay.port.config, name, value)
    code, text = run(rig, file)
    assert code == 1 and words in text
    assert bay.port.calls == []


def test_without_any_board_the_way_is_told(rig, bay, file, monkeypatch):
    assert "/dev/pico1: no such port" in run(rig, file)[1]
    monkeypatch.setattr(transport, "candidates", lambda ports=None: [])
    monkeypatch.setattr(connection.simulator_port, "find_all", list)
    done = rig.run_unnamed("flash", str(file))
    assert done.exit_code == 1
    assert "no Pico in its loader, and no device found" in done.stderr
    assert "or hold BOOTSEL while plugging the Pico in" in done.stderr


def test_a_drive_that_does_not_come_is_said_with_where_to_look(rig, bay, file):
    bay.is_running, bay.mounts_s = True, 1000
    assert "no drive came up in 15 s; open RPI-RP2 or RP2350" in run(rig, file)[1]
    assert bay.now == 15.0


def test_a_drive_nobody_mounted_comes_with_the_command_to_do_it(rig, bay, root, file):
    label = root / "dev/disk/by-label/RPI-RP2"
    label.parent.mkdir(parents=True)
    label.symlink_to("../../sdb1")
    assert f"run: udisksctl mount -b {root}/dev/sdb1 then" in run(rig, file)[1]


def test_a_device_that_does_not_come_back_is_said(rig, bay, file):
    plug(bay.folder)
    bay.boots_s = 1000
    assert "on the board, but nobody says hello within 30 s" in run(rig, file)[1]
    assert bay.now == 30.0


def test_a_device_that_runs_another_version_is_said(rig, bay, file):
    plug(bay.folder)
    bay.arrives = "0.1.0"
    assert "runs 0.1.0, not the 0.2.0 of acupacer-pico-0.2.0.uf2" in run(rig, file)[1]

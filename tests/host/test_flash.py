"""``acupacer flash``: drives of three systems, a board that restarts, a fake clock."""

import errno
import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from acupacer.core.link_port import Limits
from acupacer_host import connection, flash, flash_image, transport, uf2
from acupacer_host.commands import flash as command
from acupacer_host.connection import Connector
from acupacer_host.errors import BadImage, FlashFailed, PortError, SeveralDrives
from acupacer_host.flash import Flasher
from acupacer_host.loader_drive import INFO, PICO, PICO2, Drives
from cli_rig import Port, Rig
from fake_link_device import FakeLine
from link_fake import Bench

INFO_TEXT = {
    PICO: "UF2 Bootloader v3.0\r\nModel: Raspberry Pi RP2\r\nBoard-ID: RPI-RP2\r\n",
    PICO2: "UF2 Bootloader v1.0\r\nModel: Raspberry Pi RP2350\r\nBoard-ID: RP2350\r\n",
}


def plug(folder: Path, board=PICO) -> Path:
    """A board in its loader, mounted at ``folder``."""
    folder.mkdir(parents=True)
    (folder / INFO).write_bytes(INFO_TEXT[board].encode())
    return folder


def image(path: Path, board=PICO, version="0.2.0") -> Path:
    program = uf2.Program(board.key, version)
    payload = program.marker() + bytes(90_000)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(uf2.write(payload, uf2.FLASH_START, board.family))
    return path


# --- drives ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "place", "mounts"),
    [
        ("linux", "media/me/RPI-RP2", ""),
        ("linux", "run/media/me/RPI-RP2", ""),
        ("linux", "mnt/pico", ""),
        ("linux", "home/me/my pico", "/dev/sdb1 /home/me/my\\040pico vfat rw 0 0\n"),
        ("darwin", "Volumes/RPI-RP2", ""),
        ("win32", "E:", ""),
    ],
)
def test_a_loaders_drive_is_found_on_every_system(tmp_path, system, place, mounts):
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc" / "mounts").write_text("proc /proc proc rw 0 0\n" + mounts)
    for other in ("media/me/STICK", "Volumes/Macintosh HD", "C:"):
        (tmp_path / other).mkdir(parents=True)
    drives = Drives(system, tmp_path)
    assert drives.only() is None
    plug(tmp_path / place, PICO2)
    drive = drives.only()
    assert drive is not None
    assert (drive.folder, drive.board) == (tmp_path / place, PICO2)


def test_a_drive_under_two_patterns_is_one(tmp_path):
    plug(tmp_path / "media/me/RPI-RP2")
    (tmp_path / "proc").mkdir()
    line = "/dev/sdb1 /media/me/RPI-RP2 vfat rw 0 0\n"
    (tmp_path / "proc/mounts").write_text(line)
    assert len(Drives("linux", tmp_path).found()) == 1


def test_several_drives_are_listed_and_one_can_be_named(tmp_path):
    first, second = plug(tmp_path / "Volumes/A"), plug(tmp_path / "Volumes/B", PICO2)
    drives = Drives("darwin", tmp_path)
    with pytest.raises(SeveralDrives, match=f"2 boards .*: {first}, {second}; .* --drive"):
        drives.only()
    assert drives.at(second).board is PICO2
    with pytest.raises(FlashFailed, match="is not the drive of a Pico in its loader"):
        drives.at(tmp_path)


def test_other_loaders_and_odd_files_are_no_pico(tmp_path):
    for name, text in (("A", b"Board-ID: SAMD21G18A\r\n"), ("B", b"\xff\xfe"), ("C", b"")):
        (tmp_path / "Volumes" / name).mkdir(parents=True)
        (tmp_path / "Volumes" / name / INFO).write_bytes(text)
    (tmp_path / "Volumes/D" / INFO).mkdir(parents=True)
    assert Drives("darwin", tmp_path).found() == []


# --- which image ------------------------------------------------------------------------


def test_the_highest_version_for_the_board_is_taken(tmp_path):
    for name in (
        "acupacer-pico-0.9.1.uf2",
        "acupacer-pico-0.10.0.uf2",
        "acupacer-pico2-0.11.0.uf2",
        "acupacer-pico-old.uf2",
    ):
        (tmp_path / name).touch()
    assert flash_image.newest(PICO, [tmp_path]).name == "acupacer-pico-0.10.0.uf2"
    assert flash_image.newest(PICO2, [tmp_path]).name == "acupacer-pico2-0.11.0.uf2"


def test_no_image_is_said_with_what_builds_one(tmp_path, monkeypatch):
    with pytest.raises(FlashFailed, match="build it with make firmware"):
        flash_image.newest(PICO, [tmp_path])
    monkeypatch.chdir(tmp_path)
    here = image(tmp_path / "dist" / "acupacer-pico-99.0.uf2")
    assert flash_image.newest(PICO).resolve() == here


def test_an_image_of_another_board_or_program_is_refused(tmp_path):
    file = flash_image.load(image(tmp_path / "a.uf2", PICO2))
    flash_image.check_fits(file, PICO2)
    words = (
        r"is for Raspberry Pi Pico 2, and this is a Raspberry Pi Pico; "
        r"take acupacer-pico-0\.2\.0\.uf2"
    )
    with pytest.raises(BadImage, match=words):
        flash_image.check_fits(file, PICO)
    (tmp_path / "b.uf2").write_bytes(uf2.write(b"x", uf2.FLASH_START, PICO.family))
    with pytest.raises(BadImage, match="for an RP2040, but not of acupacer"):
        flash_image.load(tmp_path / "b.uf2")


# --- copying ----------------------------------------------------------------------------


class Vanishing(flash.Output):
    """The drive goes away: ``call`` (write, sync or close) number ``number`` fails."""

    def __init__(self, path, call="", number=0, code=errno.EIO):
        super().__init__(path)
        self.left = {"write": -1, "sync": -1, "close": -1, call: number}
        self.code = code

    def _count(self, call):
        self.left[call] -= 1
        if self.left[call] == 0:
            raise OSError(self.code, os.strerror(self.code))

    def write(self, data):
        self._count("write")
        super().write(data)

    def sync(self):
        self._count("sync")
        super().sync()

    def close(self):
        super().close()
        self._count("close")


DATA = bytes(200_000)  # four pieces


def copied(tmp_path, *fails):
    shown = []
    flash.copy(
        DATA,
        tmp_path / "a.uf2",
        lambda done, total: shown.append((done, total)),
        lambda path: Vanishing(path, *fails),
    )
    assert (tmp_path / "a.uf2").read_bytes() == DATA
    return shown


def test_pieces_are_shown_as_they_arrive(tmp_path):
    shown = copied(tmp_path)
    assert shown == [(n, 200_000) for n in (65536, 131072, 196608, 200_000)]


@pytest.mark.parametrize("code", flash.GONE)
@pytest.mark.parametrize(("call", "number"), [("sync", 4), ("close", 1)])
def test_a_drive_that_goes_away_after_the_last_block_is_as_it_should_be(
    tmp_path, call, number, code
):
    copied(tmp_path, call, number, code)


@pytest.mark.parametrize(
    ("fails", "words"),
    [
        (("write", 1, errno.EROFS), "after 0 of 200000 bytes; nothing was written"),
        (("sync", 1), "after 65536 of 200000 bytes; the board has no whole program now"),
        (("write", 4), "after 196608 of 200000 bytes; .* hold BOOTSEL"),
        (("sync", 4, errno.ENOSPC), "No space left on device after 200000 of 200000"),
    ],
)
def test_a_copy_that_breaks_off_is_said_with_what_the_board_has(tmp_path, fails, words):
    with pytest.raises(FlashFailed, match=words):
        copied(tmp_path, *fails)


def test_a_drive_that_cannot_be_opened_is_said(tmp_path):
    with pytest.raises(FlashFailed, match="No such file or directory after 0 of"):
        flash.copy(DATA, tmp_path / "gone" / "a.uf2", lambda done, total: None)


# --- the whole way ----------------------------------------------------------------------


class PicoPort(Port):
    """A Pico that runs acupacer."""

    def __init__(self):
        super().__init__()
        self.loader = True
        self.fw = "0.1.0"
        self.model = "raspberry-pi-pico"

    def hello(self):
        who = {"dev_id": "pico-ab12", "model": self.model, "fw": self.fw}
        return list({**dict(super().hello()), **who}.items())


class Bay:
    """One Pico on USB: in its loader (a drive), running (a port), or away.

    ``boots_s`` after the last byte came it runs what is on it; ``mounts_s`` after the
    order its drive is there.
    """

    PATH = "/dev/pico1"

    def __init__(self, root: Path) -> None:
        self.root, self.now = root, 0.0
        self.folder = root / "Volumes" / "RPI-RP2"
        self.port = PicoPort()
        self.is_running = False
        self.mounts_at_s = self.boots_at_s = None
        self.mounts_s, self.boots_s = 2.0, 1.5
        self.arrives = None  # the version that runs afterwards; None: the image's
        self.others = ["/dev/other"]
        self.opened, self.said, self.shown = [], [], []
        self.connector = Connector(self.PATH)
        self.path_afterwards = "/dev/pico2"

    def open(self, url):
        self.opened.append(url)
        if not self.is_running or url != self.PATH:
            raise PortError(f"{url}: no such port")
        self.bench = Bench(self.port, Limits(buf_size=4096))
        return FakeLine(self.bench)

    def ports(self):
        return self.others + [self.PATH] * self.is_running

    def sleep(self, seconds):
        self.now += seconds
        if ["reset", "loader"] in self.port.calls and self.is_running:
            self.is_running, self.mounts_at_s = False, self.now + self.mounts_s
        if self.mounts_at_s is not None and self.now >= self.mounts_at_s:
            plug(self.folder)
            self.mounts_at_s = None
        if self.boots_at_s is not None and self.now >= self.boots_at_s:
            self.is_running, self.PATH = True, self.path_afterwards

    def open_output(self, path):
        bay = self

        class Watched(Vanishing):
            def close(self):
                super().close()
                image = uf2.parse(path.read_bytes())
                bay.port.fw = bay.arrives or image.program.version
                bay.boots_at_s = bay.now + bay.boots_s
                raise OSError(errno.ENODEV, "gone")

        return Watched(path)

    @contextmanager
    def progress(self, what):
        self.shown.append(what)
        yield lambda done, total: self.shown.append(100 * done // total)

    def flash(self, path=None, folder=None):
        flasher = Flasher(
            self.connector,
            Drives("darwin", self.root),
            self.said.append,
            self.progress,
            self.ports,
            self.sleep,
            lambda: self.now,
            self.open_output,
        )
        return flasher.run(path, folder)


@pytest.fixture
def bay(tmp_path, monkeypatch):
    bay = Bay(tmp_path)
    monkeypatch.setattr(connection, "open_transport", bay.open)
    return bay


@pytest.fixture
def file(tmp_path):
    return image(tmp_path / "acupacer-pico-0.2.0.uf2")


def test_a_new_pico_in_its_loader_gets_the_image_and_says_hello(bay, file):
    plug(bay.folder)
    bay.connector = Connector(None)
    hello = bay.flash(file)
    assert (hello.dev_id, hello.fw) == ("pico-ab12", "0.2.0")
    assert (bay.folder / file.name).read_bytes() == file.read_bytes()
    assert bay.said == [
        f"Raspberry Pi Pico in its loader at {bay.folder}",
        "waiting for it to say hello",
    ]
    assert bay.shown[0] == "copying acupacer-pico-0.2.0.uf2" and bay.shown[-1] == 100
    assert bay.opened == ["/dev/pico2"]  # the other device was left alone


def test_a_running_device_is_sent_into_its_loader_first(bay, file):
    bay.is_running = True
    hello = bay.flash(file)
    assert hello.fw == "0.2.0"
    assert bay.port.calls == [["reset", "loader"]]
    assert bay.said[0] == "pico-ab12: 0.1.0 -> 0.2.0"


def test_the_image_is_chosen_by_the_drive_or_the_device(bay, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    image(tmp_path / "dist/acupacer-pico-98.0.uf2", PICO, "98.0")
    image(tmp_path / "dist/acupacer-pico2-99.0.uf2", PICO2, "99.0")
    bay.is_running = True
    assert bay.flash().fw == "98.0"


@pytest.mark.parametrize("model", ["raspberry-pi-pico2", "raspberry-pi-pico-2", "Pico 2"])
def test_an_image_for_the_other_board_leaves_the_running_device_alone(bay, file, model):
    bay.is_running = True
    bay.port.model = model
    with pytest.raises(BadImage, match="this is a Raspberry Pi Pico 2"):
        bay.flash(file)
    assert bay.port.calls == []


def test_a_session_is_never_interrupted(bay, file):
    bay.is_running, bay.port.busy = True, 312
    words = "pico-ab12: a session runs, about 312 s left; nothing was changed: repeat"
    with pytest.raises(FlashFailed, match=words):
        bay.flash(file)
    assert bay.port.calls == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda bay: None, "/dev/pico1: no such port"),
        (
            lambda bay: setattr(bay.connector, "named", None),
            "no acupacer and no Pico .* BOOTSEL",
        ),
        (lambda bay: bay.start(loader=False), "its firmware 0.1.0 cannot start .* BOOTSEL"),
        (
            lambda bay: bay.start(model="raspberry-pi-zero"),
            "is a raspberry-pi-zero, not a Pico",
        ),
    ],
)
def test_without_a_board_that_can_do_it_the_way_is_told(bay, file, monkeypatch, change, words):
    def start(loader=True, model="raspberry-pi-pico"):
        bay.is_running, bay.port.loader, bay.port.model = True, loader, model

    monkeypatch.setattr(bay, "start", start, raising=False)
    monkeypatch.setattr(transport, "candidates", lambda ports=None: [])
    monkeypatch.setattr(connection.simulator_port, "find", lambda: None)
    change(bay)
    with pytest.raises((FlashFailed, PortError), match=words):
        bay.flash(file)
    assert bay.port.calls == []


def test_a_drive_that_does_not_come_is_said_with_where_to_look(bay, file):
    bay.is_running, bay.mounts_s = True, 1000
    with pytest.raises(FlashFailed, match=r"no drive came up in 15 s; open RPI-RP2 or RP2350"):
        bay.flash(file)
    assert bay.now == 15.0


def test_a_drive_nobody_mounted_comes_with_the_command_to_do_it(tmp_path, bay, file):
    label = tmp_path / "dev/disk/by-label/RPI-RP2"
    label.parent.mkdir(parents=True)
    label.symlink_to("../../sdb1")
    flasher = Flasher(bay.connector, Drives("linux", tmp_path), bay.said.append, bay.progress)
    with pytest.raises(FlashFailed, match=f"run: udisksctl mount -b {tmp_path}/dev/sdb1 "):
        flasher.run(file, None)


def test_a_device_that_does_not_come_back_is_said(bay, file):
    plug(bay.folder)
    bay.boots_s = 1000
    words = r"is on the board, but nobody says hello within 30 s \(/dev/pico1: no such port\)"
    with pytest.raises(FlashFailed, match=words):
        bay.flash(file)
    assert bay.now == 30.0


def test_a_device_that_runs_another_version_is_said(bay, file):
    plug(bay.folder)
    bay.arrives = "0.1.0"
    with pytest.raises(FlashFailed, match=r"runs 0\.1\.0, not the 0\.2\.0 of acupacer-pico"):
        bay.flash(file)


# --- the command ------------------------------------------------------------------------


@pytest.fixture
def rig(monkeypatch, tmp_path):
    monkeypatch.setattr(command, "Drives", lambda: Drives("darwin", tmp_path))
    return Rig(monkeypatch, tmp_path)


def test_the_command_says_what_it_does_and_what_runs_then(rig, tmp_path):
    plug(tmp_path / "Volumes/RPI-RP2")
    version = dict(rig.port.hello())["fw"]
    done = rig.run("flash", str(image(tmp_path / "a.uf2", PICO, version)))
    assert done.exit_code == 0
    assert done.stdout == f"ab12 runs {version}\n"
    lines = done.stderr.splitlines()
    assert lines[1:5] == ["copying a.uf2", *[f"copying a.uf2: {n} %" for n in (36, 72, 100)]]


def test_the_command_refuses_as_usage_what_only_the_user_can_say(rig, tmp_path, file):
    plug(tmp_path / "Volumes/A")
    plug(tmp_path / "Volumes/B")
    done = rig.run("flash", str(file))
    assert done.exit_code == 2
    assert "name the drive you mean with --drive" in done.stderr

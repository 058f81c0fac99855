"""``acupacer flash`` against a board that is not there: a stand-in for mpremote."""

import hashlib
import json
from types import SimpleNamespace

import pytest
from acupacer_host import connection, flash
from acupacer_host.errors import PortError
from acupacer_host.flash import Flasher, find_board
from acupacer_host.pico_image import FlashFailed, Image

IMAGE = Image({"lib/a.mpy": b"one", "lib/b.mpy": b"two", "main.py": b"start"})


class Board:
    """Takes mpremote's arguments, keeps files. ``torn``: copies arrive without an end."""

    def __init__(self, files=(), version=(1, 28, 0), platform="rp2"):
        self.files = dict(files)
        self.version, self.platform = version, platform
        self.is_torn = False
        self.calls = []
        self.missing = 0

    def run(self, arguments):
        assert arguments[:2] == ["connect", "/dev/pico"]
        if self.missing:
            self.missing -= 1
            raise FlashFailed("the board cannot be reached: no device")
        steps = [[]]
        for word in arguments[2:]:
            if word == "+":
                steps.append([])
            else:
                steps[-1].append(word)
        return "".join(self.step(step) for step in steps)

    def step(self, step):
        self.calls.append(step[0])
        if step[0] == "reset":
            return ""
        if step[0] == "fs":
            _, _, local, remote = step
            with open(local, "rb") as file:
                data = file.read()
            self.files[remote.removeprefix(":")] = data[:-1] if self.is_torn else data
            return ""
        if "PATHS" not in step[1]:
            return ""
        hashes = {path: hashlib.sha256(data).hexdigest() for path, data in self.files.items()}
        answer = {"platform": self.platform, "version": list(self.version), "files": hashes}
        return "a word before\n" + json.dumps(answer) + "\n"


@pytest.fixture
def make(monkeypatch):
    def no_port(url):
        raise PortError("no such port")

    monkeypatch.setattr(connection, "open_transport", no_port)
    clock = [0.0]

    def sleep(seconds):
        clock[0] += seconds

    def run(board):
        said = []
        return Flasher("/dev/pico", board.run, said.append, sleep, lambda: clock[0]), said

    return run


def test_an_empty_board_gets_everything_and_is_restarted(make):
    board = Board()
    flasher, said = make(board)
    assert flasher.flash(IMAGE) == 3
    assert board.files == IMAGE.files
    assert board.calls[-1] == "reset"
    assert said[0] == "copying lib/a.mpy (3 bytes)"


def test_only_what_differs_is_copied_and_the_users_files_stay(make):
    board = Board({**IMAGE.files, "lib/b.mpy": b"old", "history.jsonl": b"mine"})
    flasher, said = make(board)
    assert flasher.flash(IMAGE) == 1
    assert said == ["copying lib/b.mpy (3 bytes)"]
    assert board.files["history.jsonl"] == b"mine"


def test_a_board_that_is_up_to_date_is_only_restarted(make):
    board = Board(IMAGE.files)
    assert make(board)[0].flash(IMAGE) == 0
    assert "fs" not in board.calls and board.calls[-1] == "reset"


def test_what_did_not_arrive_whole_is_said_and_nothing_is_restarted(make):
    board = Board()
    board.is_torn = True
    with pytest.raises(FlashFailed, match=r"lib/a\.mpy, .* did not arrive whole"):
        make(board)[0].flash(IMAGE)
    assert "reset" not in board.calls


def test_a_board_that_restarts_is_waited_for(make):
    board = Board(IMAGE.files)
    board.missing = 3
    assert make(board)[0].flash(IMAGE) == 0


def test_a_board_that_never_comes_is_an_error(make):
    board = Board()
    board.missing = 1000
    with pytest.raises(FlashFailed, match="cannot be reached"):
        make(board)[0].flash(IMAGE)


@pytest.mark.parametrize(
    ("board", "words"),
    [
        (Board(version=(1, 23, 9)), "MicroPython 1.23.9 is too old; install 1.24 or newer"),
        (Board(platform="esp32"), "a esp32 board, not a Pico"),
    ],
)
def test_the_wrong_board_is_left_alone(make, board, words):
    with pytest.raises(FlashFailed, match=words):
        make(board)[0].flash(IMAGE)
    assert board.calls == ["exec"]


def port(device, vid=0x2E8A, pid=0x0005):
    return SimpleNamespace(device=device, vid=vid, pid=pid)


def test_the_one_pico_is_found_among_other_ports():
    assert find_board(None, [port("/dev/a", 1, 2), port("/dev/b")]) == "/dev/b"
    assert find_board("/dev/c", []) == "/dev/c"


def test_no_pico_and_two_picos_are_said():
    with pytest.raises(FlashFailed, match="hold BOOTSEL"):
        find_board(None, [port("/dev/a", 1, 2)])
    with pytest.raises(FlashFailed, match=r"2 boards: /dev/a, /dev/b; choose one with --port"):
        find_board(None, [port("/dev/a"), port("/dev/b")])


def test_mpremote_itself_says_why_there_is_no_board():
    pytest.importorskip("mpremote")
    with pytest.raises(FlashFailed, match="the board cannot be reached: "):
        flash.mpremote(["connect", "/dev/no-such-port", "exec", "1"])

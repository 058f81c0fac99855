"""Nothing is lost in silence: a device on a real folder, through the Pi's own store.

Whatever befalls a file, the screen at home says it, and so does the system's journal.
"""

import errno
import json
import logging
import os
import shutil
from pathlib import Path

import pytest
from acupacer.boards.pi.store import FileLayer, Store
from acupacer.boards.worker import InlineWorker
from acupacer.core import events, settings
from acupacer.core.device_config import Capacities, DeviceConfig
from acupacer.core.events import HISTORY_FILE, ROUTINES_FILE, SETTINGS_FILE
from acupacer.core.link import frames, smp
from acupacer.core.link.cbor import Map
from acupacer.core.progress import history
from acupacer.core.store.compaction import AGAIN_MS
from acupacer.core.store.journal import RETRY_MS
from acupacer.core.store.loader import HISTORIES
from gestures_data import HOME, ROUTINES, STOPPED
from rig import Rig

LONG_RESET_MS = 200_000  # by then a host may write as often as it likes


class CountingLayer(FileLayer):
    """``failing``: an errno with which every write fails, 0: none. ``read_bytes``: in all."""

    def __init__(self) -> None:
        self.failing = 0
        self.read_bytes = 0

    def _check(self) -> None:
        if self.failing:
            raise OSError(self.failing, os.strerror(self.failing))

    def write_at(self, path: Path, offset: int, data: bytes) -> None:
        self._check()
        super().write_at(path, offset, data)

    def append(self, path: Path, data: bytes) -> None:
        self._check()
        super().append(path, data)

    def read(self, path: Path, offset: int, length: int) -> bytes:
        data = super().read(path, offset, length)
        self.read_bytes += len(data)
        return data


class Card(Store):
    """The Pi's store as a virtual board takes one: at power-up it tidies up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.layer = CountingLayer()
        factory = folder.parent / "factory.json"
        factory.write_bytes(ROUTINES)
        super().__init__(folder, factory, InlineWorker(), self.layer)
        self.failure = ""  # the rig asks

    def lose_power(self) -> None:
        self.results()
        self.recovered = self.recover()

    @property
    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}


class Board(Rig):
    """``warned``: what the system's journal was told by the core since power-up."""

    def power_up(self) -> None:
        self.warned: list[str] = []
        super().power_up()

    def apply(self, effect: object) -> None:
        if isinstance(effect, events.Warn):
            self.warned.append(effect.text)
        super().apply(effect)

    def again(self) -> "Board":
        """Off and on, past the STOP check."""
        self.power_up()
        self.run(STOPPED + "wait 1500")
        return self

    @property
    def notice(self) -> str:
        return self.device.screen.notice()

    @property
    def said(self) -> str:
        """All that the panel says at home."""
        return " ".join(self.device.painter.lines())

    def show(self) -> str:
        self.device.painter.draw()
        return self.said

    def ask(self, group: int, command: int, fields: Map) -> dict[str, object]:
        self.sent = b""
        message = smp.pack(smp.WRITE, group, 1, command, fields)
        self.give(events.BytesReceived(frames.encode(message)))
        return smp.parse(frames.Reader(70000).feed(self.sent)[0]).fields()

    def push(self, text: bytes) -> dict[str, object]:
        self.wait(LONG_RESET_MS)
        fields = (("name", "/routines.json"), ("off", 0), ("len", len(text)), ("data", text))
        return self.ask(8, 0, Map(fields))


LIMITS = Capacities(buf_size=4096)


@pytest.fixture
def board(tmp_path):
    """At home, every question answered, everything on the card."""
    config = DeviceConfig("board", limits=LIMITS)
    return Board(config=config, store=Card(tmp_path / "state")).run(HOME)


@pytest.fixture
def folder(board):
    return board.store.folder


def flip(path, at, bit=0):
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(bytes(data))


def too_much(board):
    board.device.store.recorder.note("answer", ["yes", "hands", "LI4"], 1)
    board.wait(1000)


def is_rested(board):
    """Whether the hand still rests, as ``too_much`` had it."""
    entry = board.device.store.contents.entries[0]
    device = board.device
    refusal = device.progress.refusal(entry, device.clock)
    return refusal is not None and refusal.reason == "refused_rested"


# --- the history ------------------------------------------------------------------------------


def test_a_whole_last_record_whose_newline_is_missing_is_kept(board, folder):
    too_much(board)
    path = folder / HISTORY_FILE
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    board.again()
    assert board.store.recovered == ["history.jsonl: last line lacked its end only"]
    assert path.read_bytes() == whole
    assert is_rested(board)
    path.write_bytes(whole[:-2])
    board.again()
    assert board.store.recovered == ["history.jsonl: unfinished last line cut off"]
    assert not is_rested(board)


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_store_that_mends_no_line_loses_no_record_either(board, is_whole):
    """As on a read-only start, or a board that leaves the line as it is."""
    too_much(board)
    whole = board.files[HISTORY_FILE]
    files = {"factory.json": ROUTINES, HISTORY_FILE: whole[: -1 if is_whole else -2]}
    made = Rig(files).run(STOPPED)
    assert is_rested(made) is is_whole
    number = made.device.store.journal.next_id
    made.device.store.recorder.note("trained", ["press", "turn"])
    made.wait(1000)
    made.power_up()
    assert is_rested(made) is is_whole
    assert made.device.progress.next_id == number + 1


def test_a_history_that_cannot_be_read_is_said_and_starts_nothing(board, folder):
    (folder / HISTORY_FILE).unlink()
    (folder / HISTORY_FILE).mkdir()
    board.again()
    assert board.notice == "notice_no_history"
    told = "the history cannot be read (io): no session starts, nothing is recorded"
    assert board.warned == [told]
    board.run("tap STOP\nwait 500")
    assert board.device.store.contents.has_failed


def test_a_history_that_is_gone_is_said(board, folder):
    board.device.preferences.change({"large": True})
    board.wait(1000)
    (folder / HISTORY_FILE).unlink()
    board.again()
    assert board.notice == "notice_history_gone"
    assert board.warned == ["the history is gone: limits and answers begin anew"]
    assert board.device.progress.profile.unanswered()


def test_a_new_device_has_lost_nothing(board, folder):
    for name in (HISTORY_FILE, SETTINGS_FILE):
        (folder / name).unlink(missing_ok=True)
    board.again()
    assert (board.notice, board.warned) == ("", [])


def test_a_history_without_its_beginning_is_said(board, folder):
    path = folder / HISTORY_FILE
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[2:]))
    board.again()
    assert board.notice == "notice_history_gone"
    assert board.warned == ["the beginning of the history is gone: it starts with record 3"]


def test_a_flipped_bit_in_the_history_is_said(board, folder):
    lines = (folder / HISTORY_FILE).read_bytes().splitlines(keepends=True)
    flip(folder / HISTORY_FILE, len(lines[0]) + 20)
    board.again()
    assert board.notice == "notice_history_gaps"
    assert board.warned == ["lines of the history that are damaged and left out: 1"]


def test_a_history_without_end_is_not_read_to_it(board, folder):
    path, most = folder / HISTORY_FILE, HISTORIES * LIMITS.history_bytes
    os.truncate(path, 100 * most)
    board.store.layer.read_bytes = 0
    board.again()
    assert board.store.layer.read_bytes < most + 65536
    assert board.notice == "notice_no_history"
    told = "the history cannot be read (too long): no session starts, nothing is recorded"
    assert board.warned == [told]
    assert path.stat().st_size >= 100 * most  # nobody cuts what was not understood


# --- settings ---------------------------------------------------------------------------------


def test_damaged_settings_are_said(board, folder):
    board.device.preferences.change({"language": "de", "large": True})
    board.wait(1000)
    sound = (folder / SETTINGS_FILE).read_bytes()
    flip(folder / SETTINGS_FILE, sound.index(b'"long_press":8') + 13)  # 800 becomes 900
    board.again()
    assert board.device.preferences.values == settings.defaults()
    assert board.notice == "notice_settings"
    assert board.warned == [
        "the settings are damaged (not what was written): all are at their defaults"
    ]
    assert "settings were damaged" in board.show()
    (folder / SETTINGS_FILE).write_bytes(sound)
    board.again()
    assert (board.notice, board.warned) == ("", [])
    assert board.device.preferences.values["language"] == "de"


def test_the_weightiest_is_said_at_home_and_all_in_the_journal(board, folder):
    board.push(MINE)
    board.device.preferences.change({"large": True})
    board.wait(1000)
    flip(folder / SETTINGS_FILE, 20)
    (folder / HISTORY_FILE).write_bytes(b'{"id":1,"crc":"00000000"}\n')
    (folder / ROUTINES_FILE).write_bytes(MINE[:-9])
    board.again()
    assert board.notice == "notice_history_gaps"
    assert [text.split(" (")[0] for text in board.warned] == [
        "the settings are damaged",
        "lines of the history that are damaged and left out: 1",
        "the routines cannot be used",
    ]


# --- routines ---------------------------------------------------------------------------------


def titles(board):
    return [entry.title for entry in board.device.store.contents.entries]


MINE = ROUTINES.replace(b'"Hold"', b'"Mine"')


def test_any_flipped_bit_in_the_routines_is_said_and_they_are_not_used(board, folder):
    assert board.push(MINE) == {"off": len(MINE)}
    board.again()
    assert (titles(board)[0], board.notice) == ("Mine", "")
    path = folder / ROUTINES_FILE
    for at, bit in ((MINE.index(b"Mine"), 2), (MINE.index(b"20,"), 0), (len(MINE) - 2, 3)):
        flip(path, at, bit)
        board.again()
        assert titles(board)[0] == "Hold"
        assert board.notice in ("notice_routines", "notice_builtin")
        assert board.warned[0].startswith("the routines cannot be used (")
        flip(path, at, bit)
    assert board.push(MINE) == {"off": len(MINE)}
    assert (titles(board)[0], board.notice) == ("Mine", "")
    board.again()
    assert (titles(board)[0], board.notice) == ("Mine", "")


def test_a_flipped_bit_that_keeps_every_rule_is_seen_by_the_sum_alone(board, folder):
    board.push(MINE)
    flip(folder / ROUTINES_FILE, MINE.index(b'"start_s":20') + 10)  # 20 s become 30 s
    board.again()
    assert board.notice == "notice_routines"
    assert board.warned == [
        "the routines cannot be used (not those that were sent): the built-in ones are"
    ]
    assert "routines were damaged" in board.show()


def test_power_lost_between_record_and_file_takes_either_file(board, folder):
    board.push(MINE)
    board.device.store.expect_routines(b"another file....")
    board.wait(1000)
    board.again()
    assert (titles(board)[0], board.notice) == ("Mine", "")


def test_routines_of_the_version_before_are_taken_and_known_from_then_on(board, folder):
    (folder / ROUTINES_FILE).write_bytes(MINE)
    board.again()
    assert (titles(board)[0], board.notice) == ("Mine", "")
    flip(folder / ROUTINES_FILE, MINE.index(b"Mine"))
    board.again()
    assert board.notice == "notice_routines"


def test_routines_without_end_are_not_read_to_it(board, folder):
    (folder / ROUTINES_FILE).write_bytes(MINE)
    os.truncate(folder / ROUTINES_FILE, 1 << 30)
    board.store.layer.read_bytes = 0
    board.again()
    assert board.store.layer.read_bytes < 2 * LIMITS.routines_bytes
    assert (titles(board)[0], board.notice) == ("Hold", "notice_builtin")
    assert board.warned == ["the routines cannot be used (too long): the built-in ones are"]


# --- a store that fails -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, "full"), (errno.EROFS, "read_only"), (errno.EIO, "io")],
)
def test_a_store_that_takes_nothing_is_said_once_and_again_when_it_works(
    board, number, reason, caplog
):
    board.store.layer.failing = number
    too_much(board)
    board.wait(5 * RETRY_MS)
    assert board.notice == "notice_not_stored"
    assert board.warned == [f"the history cannot be written ({reason}): records wait"]
    assert f"history.jsonl: Append: {os.strerror(number)}" in caplog.text
    board.store.layer.failing = 0
    board.wait(RETRY_MS)
    assert board.notice == ""
    assert board.warned[1:] == ["the history is written again; records dropped meanwhile: 0"]
    assert is_rested(board.again())


def test_settings_that_cannot_be_written_are_said(board):
    board.store.layer.failing = errno.ENOSPC
    board.device.preferences.change({"large": True})
    board.wait(1000)
    assert board.notice == "notice_not_stored"
    board.store.layer.failing = 0
    board.wait(RETRY_MS)
    assert (board.notice, board.again().device.preferences.values["large"]) == ("", True)


def test_a_folder_that_vanished_is_made_again_and_what_is_known_goes_there(
    board, folder, caplog
):
    too_much(board)
    shutil.rmtree(folder)
    board.device.store.recorder.note("trained", ["press", "turn"])
    board.wait(2 * AGAIN_MS)
    assert board.notice == "notice_history_gone"
    assert board.warned[0] == "the history cannot be written (absent): records wait"
    assert f"{folder}: the folder is gone; it is made again" in caplog.text
    known = [list(part) for part in board.device.progress.checkpoint()]
    board.again()
    assert is_rested(board)
    assert [list(part) for part in board.device.progress.checkpoint()] == known
    kinds = [json.loads(line)["kind"] for line in board.files[HISTORY_FILE].splitlines()]
    assert kinds == ["checkpoint", "trained"]


def test_a_history_that_vanished_in_a_session_is_mended_after_it(board, folder):
    board.run("tap START\nwait 500\ntap START\nwait 3000\n")
    board.run("tap START\nwait 7000")
    assert board.device.state == "hold"
    (folder / HISTORY_FILE).unlink()
    board.run("wait 40000\ntap STOP\nwait 3000\ntap STOP")
    board.wait(62_000)  # the summary goes home by itself
    assert board.device.session is None
    board.again()
    assert is_rested(board)
    assert board.device.progress.profile.accepted("hold")
    assert history.decode(board.files[HISTORY_FILE].splitlines()[0]).kind == "checkpoint"


def test_a_staged_file_that_vanished_is_never_put_in_place(board, folder):
    board.wait(LONG_RESET_MS)
    name, length = ("name", "/routines.json"), ("len", len(MINE))
    board.ask(8, 0, Map((name, ("off", 0), length, ("data", MINE[:700]))))
    (folder / "routines.json.part").unlink()
    reply = board.ask(8, 0, Map((name, ("off", 700), ("data", MINE[700:]))))
    assert reply["rsn"].startswith("storage_absent")
    assert not (folder / ROUTINES_FILE).exists()


def test_the_journal_gets_what_the_core_warns_of(caplog):
    from acupacer.boards.pi.board import PiBoard

    with caplog.at_level(logging.WARNING, "acupacer"):
        PiBoard.warn(object(), "the history is gone")
    assert caplog.messages == ["the history is gone"]

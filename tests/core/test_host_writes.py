"""How often a host may write, and that it can neither fill the card nor erase a session."""

import json

import pytest
from acupacer.core import events
from acupacer.core.device import Device
from acupacer.core.errors import DeviceBusy
from acupacer.core.events import FACTORY_FILE, HISTORY_FILE, ROUTINES_FILE
from acupacer.core.link import smp
from acupacer.core.link.cbor import Map
from acupacer.core.link.request import WRITES_AT_POWER_UP, WRITES_MOST
from acupacer.core.progress import history
from acupacer.core.store.compaction import AGAIN_MS, READ_MOST_MS
from acupacer.core.store.journal import RETRY_MS, WAITING_MAX
from gestures_data import HOLD, HOME, ROUTINES
from store_rig import HISTORY_BYTES, StoreRig, lived, stored

OS, FILES, PACER = 0, 8, 100
DATETIME, RESET = 4, 5
STATE, HISTORY, ACK, SETTINGS = 1, 5, 6, 8
BUSY = 10
WRITE_MS = 10_000  # as a board has it


class Host:
    """A host that asks as often as it likes. ``taken``: writes that were not refused."""

    def __init__(self, board):
        self.board = board
        self.taken = 0
        self.seq = 0

    def write(self, group, command, *fields):
        self.seq += 1
        reply = self.board.ask(smp.WRITE, group, command, Map(fields), self.seq % 256)
        self.taken += reply is not None and not reply.get("rc")
        return reply

    def toggle(self):
        """Change one safety answer."""
        is_yes = "pregnancy" not in self.board.device.progress.profile.flags()
        return self.write(PACER, SETTINGS, ("profile", Map([("pregnancy", is_yes)])))

    def state(self):
        self.seq += 1
        return self.board.ask(smp.READ, PACER, STATE, Map([]), self.seq % 256)


def powered_up(files=None, **limits):
    board = StoreRig(files or {FACTORY_FILE: ROUTINES}, **limits)
    board.wait(5000)
    return board, Host(board)


def records(board):
    return [history.decode(line) for line in board.history() if line]


def sessions(board):
    return sorted({record.session for record in records(board)} - {0})


# --- how often ------------------------------------------------------------------------------


def test_a_host_that_writes_without_end_is_answered_busy():
    board, host = powered_up()
    for _ in range(WRITES_AT_POWER_UP):
        assert host.toggle() == {}
        board.wait(1)
    refused = host.toggle()
    assert (refused["rc"], refused["left_s"]) == (BUSY, 5)  # ten seconds after power-up
    assert refused["rsn"] == "busy: too many writes; the next one in 5 s"
    for _ in range(3600):
        host.toggle()
        board.wait(1000)
    assert host.taken == WRITES_AT_POWER_UP + 3600 * 1000 // WRITE_MS
    assert (WRITES_AT_POWER_UP, WRITES_MOST, WRITE_MS) == (10, 30, 10_000)


def test_a_quiet_hour_gives_thirty_writes_at_once_and_no_more():
    board, host = powered_up()
    board.wait(3_600_000)
    while host.toggle() == {}:
        board.wait(1)
    assert host.taken == WRITES_MOST


def test_every_kind_of_write_counts():
    board, host = powered_up()
    kinds = (
        (PACER, SETTINGS, ("settings", Map([("large", True)]))),
        (PACER, ACK, ("id", 0)),
        (OS, DATETIME, ("datetime", "2026-01-31T08:05:00Z")),
        (FILES, 0, ("name", "/routines.json"), ("off", 0), ("len", 9), ("data", b"{")),
    )
    for number in range(WRITES_AT_POWER_UP):
        assert host.write(*kinds[number % 4]).get("rc", 0) == 0
        board.wait(1)
    for kind in kinds:
        assert host.write(*kind)["rc"] == BUSY
    assert HISTORY_FILE not in board.files


def test_reading_and_orders_are_not_writes():
    board, host = powered_up()
    while host.toggle() == {}:
        board.wait(1)
    assert host.write(PACER, 2, ("do", "stop"), ("nonce", 7)) == {}
    assert host.state()["dropped"] == 0
    assert host.board.ask(smp.READ, PACER, HISTORY, Map([("since", 0)]))["records"]


def test_a_restart_gives_no_writes_back():
    board, host = powered_up()
    assert host.toggle() == {}
    refused = host.write(OS, RESET)
    assert (refused["rc"], refused["rsn"]) == (
        BUSY,
        "busy: too many writes; the next one in 5 s",
    )
    board.wait(5000)
    assert host.write(OS, RESET) == {}


def test_a_restart_that_leaves_the_clock_running_gives_none_back_either():
    """As on a Pi, where the program makes a new device and goes on."""
    board, _ = powered_up()
    board.wait(3_600_000)
    device = Device(board.config)
    device.step(board.now_ms, [])
    for _ in range(WRITES_AT_POWER_UP):
        device.link.gate.spend()
    with pytest.raises(DeviceBusy) as refused:
        device.link.gate.spend()
    assert refused.value.left_s == 10


def test_a_long_upload_is_taken_and_made_up_for_later():
    board, host = powered_up()
    name, data = ("name", "/routines.json"), ("data", b"{")
    assert host.write(FILES, 0, name, ("off", 0), ("len", 65536), data) == {"off": 1}
    assert host.toggle() == {}  # nine of the ten are spent
    assert host.toggle()["rc"] == BUSY
    board.wait(3_600_000)
    for _ in range(4):
        assert host.write(FILES, 0, name, ("off", 0), ("len", 65536), data) == {"off": 1}
    refused = host.write(FILES, 0, name, ("off", 0), ("len", 65536), data)
    assert refused["rsn"] == "busy: too many writes; the next one in 70 s"


# --- neither full nor erased ----------------------------------------------------------------


@pytest.fixture(scope="module")
def story():
    return lived(6)


def test_hours_of_profile_toggles_cost_no_session_and_no_card(story):
    """The way of an issue: six sessions nobody fetched, then toggles as fast as they go."""
    board, host = powered_up(stored(story))
    before = [line for line in board.history() if history.decode(line).session]
    longest = 0
    for _ in range(4 * 360):
        host.toggle()
        board.wait(WRITE_MS)
        longest = max(longest, len(board.files[HISTORY_FILE]))
    assert host.taken > 1400
    assert longest <= HISTORY_BYTES + 1024
    assert board.device.store.contents.rewrites > 10
    assert sessions(board) == [1, 2, 3, 4, 5, 6]
    assert [line for line in board.history() if history.decode(line).session] == before
    flags = board.device.progress.profile.flags()
    board.power_up()
    assert board.device.progress.profile.flags() == flags


def test_a_host_does_not_keep_a_history_long(story):
    """It writes at any moment there is; the store takes a second for each piece."""
    board, host = powered_up(stored(story), history_bytes=100_000)
    limits = board.device.config.limits
    board.allow(0)
    limits.history_bytes = 4000
    for _ in range(200):
        board.wait(500)
        host.toggle()
        board.wait(500)
        board.allow(1)
        board.medium.allow(0)
    assert board.device.store.contents.rewrites >= 1
    assert len(board.files[HISTORY_FILE]) < 4000 + 200


def test_what_made_room_is_counted_and_told(story):
    board, host = powered_up(stored(story), history_bytes=4000)
    board.wait(2 * AGAIN_MS)
    gone = 0
    for line in story.lines:
        gone += line[:-1] not in board.history()
    assert gone > 10
    assert records(board)[-1].records == gone
    assert host.state()["dropped"] == gone
    told = f"history: records dropped for want of room, so far: {gone}"
    assert [line.split(" ", 2)[2] for line in board.trace if " Warn " in line] == [
        repr(events.Warn(told))
    ]


def test_a_host_that_reads_for_ever_does_not_keep_a_history_long(story):
    board, _ = powered_up(stored(story), history_bytes=100_000)
    fields = Map([("name", "/history.jsonl"), ("off", 0), ("len", 10)])
    board.ask(smp.READ, FILES, 0, fields)
    board.device.config.limits.history_bytes = 4000
    for _ in range(READ_MOST_MS // 5000 - 1):
        board.wait(5000)
        board.ask(smp.READ, FILES, 0, fields)
    assert len(board.files[HISTORY_FILE]) > 4000
    for _ in range(3):
        board.wait(5000)
        board.ask(smp.READ, FILES, 0, fields)
    assert len(board.files[HISTORY_FILE]) < 4000


# --- a store that takes nothing ---------------------------------------------------------------


def test_records_that_found_no_room_are_counted_told_and_known_all_the_same():
    """What they said is in a checkpoint, as soon as the store works again."""
    board = StoreRig({FACTORY_FILE: ROUTINES}, history_bytes=1 << 20).run(HOME)
    host = Host(board)
    board.store.failure = "full"
    lost = 7
    for number in range(WAITING_MAX + lost):
        flag = ("pregnancy", "osteoporosis")[number % 2]
        board.device.store.recorder.note("profile", [flag, number % 4 < 2])
    board.device.store.recorder.note("answer", ["yes", "hands", "LI4"], 1)
    board.wait(1000)
    assert board.device.screen.notice() == "notice_not_stored"
    before = [list(part) for part in board.device.progress.checkpoint()]
    board.store.failure = ""
    board.wait(RETRY_MS)
    assert board.device.screen.notice() == "notice_history_gaps"
    lost += 1
    assert host.state()["dropped"] == lost
    assert records(board)[-1].records == lost
    board.power_up()
    board.wait(100)
    after = [list(part) for part in board.device.progress.checkpoint()]
    assert after[-1][0].pop() == ["dropped", lost]
    assert after == before
    told = [json.loads(line.split("text=", 1)[1][:-1].replace("'", '"')) for line in board.trace
            if " Warn " in line]  # fmt: skip
    assert told == [
        "the history cannot be written (full): records wait",
        "the history is written again; records dropped meanwhile: 8",
        "history: records dropped for want of room, so far: 8",
    ]


def test_a_session_is_whole_on_record_after_noise_and_a_full_card():
    """Settings written in between do not keep a session's lines from the card."""
    board = StoreRig({FACTORY_FILE: ROUTINES}).run(HOLD)
    board.store.failure = "full"
    board.wait(30_000)
    board.store.failure = ""
    board.tap("STOP")
    board.wait(60_000)
    assert [record.kind for record in records(board) if record.session] == [
        "started", "begin", "end", "begin", "end", "ended", "answer",
    ]  # fmt: skip


def test_routines_come_with_a_record_of_what_they_are():
    board, _ = powered_up()
    name, length = ("name", "/routines.json"), ("len", len(ROUTINES))
    first = Map([name, ("off", 0), length, ("data", ROUTINES[:700])])
    board.ask(smp.WRITE, FILES, 0, first)
    at = 700
    while at < len(ROUTINES):
        piece = ROUTINES[at : at + 700]
        board.ask(smp.WRITE, FILES, 0, Map([name, ("off", at), ("data", piece)]))
        at += len(piece)
    assert board.files[ROUTINES_FILE] == ROUTINES
    kinds = [type(op).__name__ for op in board.done if getattr(op, "name", "") != FACTORY_FILE]
    assert kinds[-2:] == ["Append", "Commit"]
    assert records(board)[-1].sha == board.device.store.contents.sha.hex()[:16]

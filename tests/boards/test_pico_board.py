"""The Pico's wait: when it collects garbage, and what a wish for the prompt leads to."""

import gc
import importlib

import acupacer_image
import fake_machine
import pytest
from acupacer import __version__
from acupacer.boards.pico import board as pico_board
from acupacer.boards.pico import faults, make_device
from acupacer.boards.pico.board import (
    EDGE_CLEAR_MS,
    HOME_GARBAGE_BYTES,
    HOST_SWEEP_MS,
    LOADING_SWEEP_MS,
    SWEEP_CLEAR_MS,
    SWEEP_MS,
    PicoBoard,
)
from acupacer.boards.pico.config import Config
from acupacer.core import events
from acupacer.core.device_config import DeviceConfig
from acupacer_host.commands import flash
from acupacer_host.device.replies import Hello
from acupacer_host.image import image_module, uf2
from acupacer_host.image.image_check import ImageCheck
from acupacer_host.image.loader_drive import BOARDS

SPRING_S, AUTUMN_S = 1774746000, 1792890000  # Berlin's summer of 2026


class Player:
    is_idle = True


class Heard:
    is_heard = False


class Session:
    def __init__(self, free_ms=0):
        self._free_ms = free_ms

    def free_ms(self, now_ms):
        return self._free_ms


class Device:
    """What the wait asks the core for."""

    state = "home"
    is_quiet = is_loaded = True

    def __init__(self, session=None):
        self.next_ms = 0
        self.link = Heard()
        self.player = Player()
        self.session = session
        self.config = DeviceConfig("pico-1")


class Clock:
    def __init__(self, ticks):
        self._ticks = ticks

    def now_ms(self):
        return self._ticks.now_ms


class Link:
    wants_prompt = False

    def __init__(self):
        self.waits = []

    def wait(self, ms, with_input):
        self.waits.append((ms, with_input))


@pytest.fixture
def board(world, ticks, monkeypatch, tmp_path):
    monkeypatch.setattr(pico_board, "UsbLink", Link)
    monkeypatch.chdir(tmp_path)
    made = PicoBoard(Config({"panel": "none"}), clock=Clock(ticks), folder=f"{tmp_path}/")
    made.device = Device()
    made.asked = []
    made.on_prompt = lambda: made.asked.append("prompt")
    made.swept = []
    monkeypatch.setattr(gc, "collect", lambda: made.swept.append(ticks.now_ms))
    made.thresholds = []
    monkeypatch.setattr(gc, "threshold", made.thresholds.append, raising=False)
    return made


def test_a_wish_for_the_prompt_is_obeyed_once(board):
    board.link.wants_prompt = True
    board.wait(0, True)
    board.wait(0, True)
    assert board.asked == ["prompt"]


def test_a_wish_heard_in_a_session_is_not_obeyed_after_it(board):
    board.device.session = Session()
    board.link.wants_prompt = True
    board.wait(0, True)
    board.device.session = None
    board.wait(0, True)
    assert board.asked == []


def test_it_waits_as_long_as_the_loop_says(board, ticks):
    board.wait(ticks.now_ms + 10, False)
    board.wait(ticks.now_ms, True)
    assert board.link.waits == [(10, False)]


def test_it_does_not_wait_while_a_store_job_may_be_done(board, ticks):
    board.store.submit(events.Read(1, events.HISTORY_FILE, 0, 9))
    board.wait(ticks.now_ms + 10, True)
    assert board.link.waits == []


def test_a_press_counts_that_was_over_before_flash_was_written(board, ticks):
    board.store.submit(events.Append(1, events.HISTORY_FILE, b"x"))
    board.wait(ticks.now_ms + 10, True)
    board.store.may_write()  # as before it is written
    board.buttons._stop._take_edge(board.buttons._stop._pin)
    assert board.buttons.read() == events.STOP
    board.wait(ticks.now_ms + 10, True)
    ticks.now_ms += 1000
    board.store.results()
    board.wait(ticks.now_ms + 10, True)
    board.buttons._stop._take_edge(board.buttons._stop._pin)
    assert board.buttons.read() == 0


def test_garbage_is_collected_as_often_as_it_should_where_there_is_time(board, ticks):
    first_ms = ticks.now_ms
    for _ in range(3 * SWEEP_MS // 10):
        board.wait(ticks.now_ms, True)
        ticks.now_ms += 10
    assert board.swept == [first_ms, first_ms + SWEEP_MS, first_ms + 2 * SWEEP_MS]


def test_garbage_is_collected_more_often_while_the_store_is_read(board, ticks):
    board.device.is_loaded = False
    first_ms = ticks.now_ms
    for _ in range(3 * LOADING_SWEEP_MS // 10):
        board.wait(ticks.now_ms, True)
        ticks.now_ms += 10
    assert board.swept == [first_ms + n * LOADING_SWEEP_MS for n in range(3)]


@pytest.mark.parametrize(
    ("free_ms", "is_swept"),
    [(0, False), (SWEEP_CLEAR_MS - 1, False), (SWEEP_CLEAR_MS, True)],
)
def test_garbage_is_not_collected_just_before_a_cue(board, free_ms, is_swept):
    board.device.session = Session(free_ms)
    board.wait(0, True)
    assert bool(board.swept) == is_swept
    board.device.player.is_idle = False
    board.swept.clear()
    board.wait(0, True)
    assert board.swept == []


@pytest.mark.parametrize(
    ("is_heard", "since_ms", "clear_ms", "is_swept"),
    [
        (False, SWEEP_MS, EDGE_CLEAR_MS, False),
        (True, HOST_SWEEP_MS - 1, EDGE_CLEAR_MS, False),
        (True, HOST_SWEEP_MS, EDGE_CLEAR_MS - 1, False),
        (True, HOST_SWEEP_MS, EDGE_CLEAR_MS, True),
    ],
)
def test_what_a_host_leaves_is_collected_within_a_long_pulse(
    board, ticks, is_heard, since_ms, clear_ms, is_swept
):
    board.wait(ticks.now_ms, True)
    board.swept.clear()
    board.device.session = Session(0)
    board.device.player.is_idle = False
    board.device.link.is_heard = is_heard
    ticks.now_ms += since_ms
    board.device.next_ms = ticks.now_ms + clear_ms
    board.wait(ticks.now_ms, True)
    assert bool(board.swept) == is_swept


def test_garbage_is_collected_anywhere_at_home_only(board):
    board.device.is_loaded = False
    board.wait(0, True)
    assert board.thresholds == []
    board.device.is_loaded = True
    for session in (None, None, Session(), Session(), None):
        board.device.session = session
        board.wait(0, True)
    assert board.thresholds == [HOME_GARBAGE_BYTES, -1, HOME_GARBAGE_BYTES]


CAPPED = (
    f"acupacer {__version__}, {{}} s after power-up\n"
    "motor: a pulse did not end within its cap and was cut off"
)


def cap(board):
    """The motor's pulse reaches its cap while the loop hangs."""
    board.motor.set(100, board.clock.now_ms())
    [timer] = fake_machine.WORLD.timers
    timer.callback(timer)


def test_a_pulse_that_was_cut_is_kept_beside_the_faults(board, ticks):
    cap(board)
    assert faults.size_bytes() == -1  # nothing is written before the next wait
    board.wait(0, True)
    assert faults.read() == CAPPED.format(ticks.now_ms // 1000)
    assert board.device.config.fault_bytes == faults.size_bytes()
    assert not board._stop.is_blind
    board.motor.set(0, ticks.now_ms)
    ticks.now_ms += 60_000
    cap(board)
    board.wait(0, True)
    assert faults.read().count("acupacer") == 1  # the last one says it already


@pytest.mark.parametrize("busy", ["session", "cue"])
def test_a_pulse_that_was_cut_is_written_down_at_home_with_no_cue_near(board, busy):
    board.device.session = Session(60_000) if busy == "session" else None
    board.device.player.is_idle = busy != "cue"
    cap(board)
    board.wait(0, True)
    assert faults.read() == ""
    board.device.session = None
    board.device.player.is_idle = True
    board.wait(0, True)
    assert faults.read() != ""


def test_what_the_core_warns_of_is_kept_beside_the_faults(board, ticks):
    for _ in range(2):
        board.warn("the settings are damaged")
    board.warn("the history is gone")
    assert faults.size_bytes() == -1
    for _ in range(3):
        board.wait(0, True)
    told = f"acupacer {__version__}, {ticks.now_ms // 1000} s after power-up\n"
    damaged, gone = "the settings are damaged", "the history is gone"
    assert faults.read() == told + damaged + "\n\n" + told + gone


def test_the_watchdog_is_fed_in_every_wait(board):
    class Watchdog:
        feeds = 0

        def feed(self):
            self.feeds += 1

    board.watchdog = Watchdog()
    board.wait(0, True)
    board.wait(0, False)
    assert board.watchdog.feeds == 2


@pytest.mark.parametrize("kind", BOARDS, ids=lambda kind: kind.key)
def test_flash_takes_the_model_for_the_board_its_image_is_for(kind, monkeypatch):
    image = {}
    exec(image_module.source(kind.key), image)
    data = uf2.write(image["MARK"].encode(), kind.family)
    check = ImageCheck("a.uf2", len(data))
    check.feed(data)
    assert check.end() == (kind, __version__)
    with monkeypatch.context() as patch:
        patch.setattr(acupacer_image, "MARK", image["MARK"])
        model = importlib.reload(make_device).MODEL
    importlib.reload(make_device)
    hello = Hello(1, "pico-1", model, __version__, 65536, False, "", "1", 0, has_loader=True)
    assert flash._board_of(hello) is kind


# --- the clock --------------------------------------------------------------------------------


def test_the_zone_changes_when_the_host_said_and_the_time_is_set_once(board, monkeypatch):
    wall = board.wall_clock
    now_s = SPRING_S - 2
    monkeypatch.setattr("time.time", lambda: now_s)
    assert wall.poll(0) == events.ClockRead(now_s, 0, False)
    wall.set(now_s, 60, [[SPRING_S, 120], [AUTUMN_S, 60]])
    assert wall.poll(1) == events.ClockRead(now_s, 60, True)
    now_s = SPRING_S - 1
    assert wall.poll(1001) is None
    now_s = SPRING_S
    assert wall.poll(1900) is None  # it looks once a second
    assert wall.poll(2001) == events.ClockRead(SPRING_S, 120, True)
    assert wall.poll(3001) is None
    now_s = AUTUMN_S
    assert wall.poll(4001) == events.ClockRead(AUTUMN_S, 60, True)
    wall.set(AUTUMN_S, 330, [])  # another zone
    assert wall.poll(4002) == events.ClockRead(AUTUMN_S, 330, True)

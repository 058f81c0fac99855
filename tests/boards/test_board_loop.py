"""The pacing loop on a board of fakes: order, guard, polling."""

import pytest
from acupacer.boards.loop import DARK_POLL_MS, EDGE_POLL_MS, LINK_BYTES, POLL_MS, Loop
from acupacer.core import events
from acupacer.core.events import (
    ButtonsChanged,
    BytesReceived,
    ClockRead,
    EdgeApplied,
    PanelChanged,
    PulseCapped,
    Read,
    ReadDone,
    SetClock,
    SetMotor,
    SetPanel,
    SetTone,
    ShowView,
    Warn,
)
from acupacer.core.screen.safety_screens import StopCheckView
from stand_in import StandIn

VIEW = StopCheckView(doubt=False)


class FakeActuator:
    def __init__(self, name, log):
        self.name, self.log, self.due_ms = name, log, None
        self.was_capped = False

    def set(self, level, now_ms):
        self.log.append((self.name, level, now_ms))

    def service(self, now_ms):
        self.log.append((self.name, "service", now_ms))
        self.due_ms = None

    def low(self):
        self.log.append((self.name, "low"))


class FakeBoard:
    """Every role at once; time moves when the loop waits."""

    guard_ms = link_guard_ms = 3
    contacts_wake = False
    due_ms = None
    max_bytes = 512

    def __init__(self):
        self.log = []
        self.at_us = 0
        self.late_us = 0
        self.pressed = 0
        self.presses = {}
        self.bytes = b""
        self.reading = ClockRead(0, 0, False)
        self.stored = []
        self.takes = 0
        self.is_stale = False
        self.changes = []
        self.waits = []
        self.stop_ms = None
        self.motor = FakeActuator("motor", self.log)
        self.tone = FakeActuator("tone", self.log)
        self.clock = self.buttons = self.panel = self.link = self.store = self.wall_clock = self

    # clock
    def now_ms(self):
        return self.at_us // 1000

    def error_us(self, at_ms):
        return self.at_us - at_ms * 1000

    # the other roles; ``poll`` is both panel's and wall clock's
    def read(self, max_bytes=None):
        if max_bytes is None:
            return self.pressed
        self.log.append(("read", max_bytes))
        data, self.bytes = self.bytes[:max_bytes], self.bytes[max_bytes:]
        return data

    def write(self, data):
        self.log.append(("send", data))

    def can_take(self):
        return self.takes > 0

    def refresh(self):
        was_stale, self.is_stale = self.is_stale, False
        if was_stale:
            self.log.append(("refresh", self.now_ms()))
        return was_stale

    def draw(self, window):
        self.takes -= 1
        self.log.append(("draw", self.now_ms()))

    def set_contrast(self, contrast_pct):
        self.log.append(("contrast", contrast_pct))

    def warn(self, text):
        self.log.append(("warn", text))

    def submit(self, effect):
        self.log.append(("store", effect))
        self.stored.append(ReadDone(effect.ticket, b"data"))

    def results(self):
        found, self.stored = self.stored, []
        return found

    def poll(self, now_ms):
        return None

    def wait(self, until_ms, with_link):
        self.waits.append((until_ms, with_link))
        self.at_us = max(self.at_us, until_ms * 1000 + self.late_us)
        self.pressed = self.presses.pop(self.now_ms(), self.pressed)
        if self.stop_ms is not None and self.now_ms() >= self.stop_ms:
            self.loop.stop("test")


class Panel:
    """The panel's own poll, apart from the clock's."""

    due_ms = None
    max_bytes = 512

    def __init__(self, board):
        self.board = board

    def poll(self, now_ms):
        changes, self.board.changes = self.board.changes, []
        return changes

    def __getattr__(self, name):
        return getattr(self.board, name)


class WallClock:
    def __init__(self, board):
        self.board = board

    def poll(self, now_ms):
        reading, self.board.reading = self.board.reading, None
        return reading

    def set(self, epoch_s, offset_min, zone_changes):
        self.board.reading = ClockRead(epoch_s, offset_min, True)


def make(programme=(), answers=None, watch=None):
    board = FakeBoard()
    board.panel = Panel(board)
    board.wall_clock = WallClock(board)
    device = StandIn(programme, answers)
    board.loop = Loop(device, board, watch)
    return board, device, board.loop


def run(board, until_ms):
    board.stop_ms = until_ms
    return board.loop.run()


def test_the_first_pass_reports_contacts_clock_and_whatever_is_there():
    board, device, loop = make()
    board.pressed = events.STOP
    board.changes = [PanelChanged(True)]
    loop.turn()
    assert device.inputs == [
        (0, ButtonsChanged(events.STOP)),
        (0, PanelChanged(True)),
        (0, ClockRead(0, 0, False)),
    ]


def test_contacts_are_polled_and_only_changes_reported():
    board, device, _ = make()
    board.presses = {20: events.START, 50: events.START | events.STOP, 70: 0}
    assert run(board, 100) == "test"
    assert device.inputs_of(ButtonsChanged) == [
        (0, ButtonsChanged(0)),
        (20, ButtonsChanged(events.START)),
        (50, ButtonsChanged(events.START | events.STOP)),
        (70, ButtonsChanged(0)),
    ]
    assert [until for until, _ in board.waits] == list(range(POLL_MS, 101, POLL_MS))


def test_the_core_is_not_stepped_for_nothing():
    board, device, _ = make([(500, [])])
    run(board, 600)
    assert device.steps == [0, 500]


def test_with_the_panel_dark_contacts_are_polled_half_as_often():
    board, _, _ = make([(0, [SetPanel(0)]), (100, [SetPanel(100)])])
    run(board, 130)
    assert [until for until, _ in board.waits] == [DARK_POLL_MS * n for n in range(1, 6)] + [
        110,
        120,
        130,
    ]


def test_where_contacts_wake_they_are_looked_at_seldom_until_a_session_runs():
    board, device, _ = make()
    board.contacts_wake = True
    assert run(board, 2 * EDGE_POLL_MS) == "test"
    assert [until for until, _ in board.waits] == [EDGE_POLL_MS, 2 * EDGE_POLL_MS]
    board.waits.clear()
    board.loop.ended, device.session = "", object()
    assert run(board, 530) == "test"
    assert [until for until, _ in board.waits] == [510, 520, 530]


def test_outputs_are_applied_in_order_before_anything_is_drawn():
    orders = [SetMotor(100, 50), SetTone(2000, 50), ShowView(VIEW), SetPanel(30)]
    board, _, loop = make([(50, orders)])
    loop.turn()
    board.takes = 1
    board.at_us = 50_000
    board.log.clear()
    loop.turn()
    assert [entry[:2] for entry in board.log] == [
        ("motor", 100),
        ("tone", 2000),
        ("contrast", 30),
        ("draw", 50),
    ]


def test_an_edge_is_measured_right_after_it_was_driven_and_told_in_the_next_step():
    board, device, _ = make([(50, [SetMotor(100, 50)]), (200, [SetMotor(0, 200)])])
    board.late_us = 400
    run(board, 300)
    assert [event for _, event in device.inputs_of(EdgeApplied)] == [
        EdgeApplied(50, 400),
        EdgeApplied(200, 400),
    ]


def test_the_wait_ends_exactly_when_the_core_is_due():
    board, _, _ = make([(57, []), (1234, [])])
    run(board, 1300)
    untils = [until for until, _ in board.waits]
    assert 57 in untils and 1234 in untils
    assert sorted(untils) == untils


def test_drawing_and_link_bytes_keep_clear_of_an_edge():
    board, _, loop = make([(0, [ShowView(VIEW)]), (53, [SetMotor(100, 53)])])
    loop.turn()
    board.takes = 100
    board.bytes = b"hello"
    board.at_us = 50_000  # 3 ms before the edge: within the guard
    board.log.clear()
    loop.turn()
    assert board.log == []
    board.at_us = 49_000
    loop.turn()
    assert board.log[0] == ("read", LINK_BYTES)
    assert ("draw", 49) in board.log


def test_near_an_edge_link_bytes_do_not_end_the_wait():
    board, _, _ = make([(21, []), (500, [])])
    run(board, 40)
    assert board.waits == [(10, True), (20, True), (21, False), (31, True), (41, True)]


def test_link_bytes_come_in_pieces():
    board, device, loop = make([(1000, [])])
    loop.turn()
    board.bytes = b"x" * 1300
    for _ in range(4):
        loop.turn()
    sizes = [len(event.data) for _, event in device.inputs_of(BytesReceived)]
    assert sizes == [512, 512, 276]


def test_a_panel_that_is_full_is_not_asked_to_draw():
    board, _, loop = make([(0, [ShowView(VIEW)])])
    loop.turn()
    loop.turn()
    assert not [entry for entry in board.log if entry[0] == "draw"]
    board.takes = 1
    loop.turn()
    assert [entry for entry in board.log if entry[0] == "draw"] == [("draw", 0)]


def test_a_panel_that_may_have_been_out_gets_the_whole_picture_when_no_edge_is_near():
    board, _, loop = make([(0, [ShowView(VIEW)]), (1300, []), (1700, [])])
    board.takes = 100
    loop.turn()
    board.log.clear()
    board.is_stale = True
    board.at_us = 1_000_000
    loop.turn()
    assert board.is_stale
    board.at_us = 1_300_000
    loop.turn()
    assert not board.is_stale
    assert [entry for entry in board.log if entry[0] in ("refresh", "draw")] == [
        ("refresh", 1300),
        ("draw", 1300),
        ("draw", 1300),
    ]


def test_storage_answers_come_back_as_inputs():
    _, device, loop = make([(0, [Read(7, "settings.json", 0, 9)])])
    loop.turn()
    loop.turn()
    assert device.inputs_of(ReadDone) == [(0, ReadDone(7, b"data"))]


def test_a_warning_goes_to_the_boards_journal():
    board, _, loop = make([(0, [Warn("the history is gone")])])
    loop.turn()
    assert board.log == [("warn", "the history is gone")]


def test_setting_the_clock_is_answered_by_a_reading():
    board, device, loop = make([(5, [SetClock(99, 60, [])])])
    loop.turn()
    board.at_us = 5000
    loop.turn()
    loop.turn()
    assert device.inputs_of(ClockRead)[-1] == (5, ClockRead(99, 60, True))


def test_soft_starts_and_caps_are_served_when_due():
    board, _, _ = make([(500, [])])
    board.motor.due_ms = 13
    run(board, 30)
    assert board.log.count(("motor", "service", 13)) == 1
    assert (13, True) in board.waits


def test_reset_and_power_off_put_the_outputs_low_first():
    for effect, reason in (
        (events.Reset(False), "reset"),
        (events.Reset(True), "loader"),
        (events.PowerOff(), "power_off"),
    ):
        board, _, loop = make([(0, [events.Send(b"ok"), effect])])
        assert loop.run() == reason
        sent = [entry for entry in board.log if entry[0] != "read"]
        assert sent == [("send", b"ok"), ("motor", "low"), ("tone", "low")]


def test_whoever_watches_sees_every_step_once():
    seen = []
    orders = [SetMotor(100, 50)]
    board, _, _ = make([(50, orders)], watch=lambda *step: seen.append(step))
    run(board, 100)
    assert seen == [
        (0, [ButtonsChanged(0), ClockRead(0, 0, False)], []),
        (50, [], orders),
        (60, [EdgeApplied(50, 0)], []),
    ]


def test_the_core_hears_once_of_a_pulse_that_was_cut():
    board, device, loop = make()
    loop.turn()
    board.at_us = 700_000
    board.tone.was_capped = True
    assert loop.turn()
    board.at_us = 800_000
    loop.turn()
    assert device.inputs_of(PulseCapped) == [(700, PulseCapped("tone"))]


class CutActuator(FakeActuator):
    """Cut by its timer right after it is first asked when it is due."""

    def __init__(self, name, log):
        self.looks = [5]
        super().__init__(name, log)

    @property
    def due_ms(self):
        return self.looks.pop() if self.looks else None

    @due_ms.setter
    def due_ms(self, value):
        pass


@pytest.mark.parametrize("now_ms", [0, 9])
def test_a_pulse_cut_between_two_looks_ends_no_loop(now_ms):
    board, _, _ = make()
    board.motor = CutActuator("motor", board.log)
    loop = Loop(StandIn(), board)
    board.at_us = now_ms * 1000
    if now_ms:
        loop.turn()
    else:
        assert loop.due_ms() == 0
    assert board.motor.looks == []

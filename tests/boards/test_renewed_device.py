"""After a restart over the link the new device knows what the board told the old one."""

import os

import pytest
from acupacer.boards.panel import NoPanel
from acupacer.boards.pi.store import Store
from acupacer.boards.sim.board import SimOptions, Simulator
from acupacer.core import events
from acupacer.core.link import cbor, frames, smp

EPOCH_S = 1_770_000_000


@pytest.fixture
def simulator():
    made = Simulator(SimOptions(is_virtual=True))
    made.settle()
    yield made
    made.close()


def reset(simulator):
    """What ``smpmgr os reset`` sends; the device is another one afterwards."""
    before = simulator.device
    host = os.open(simulator.port, os.O_RDWR | os.O_NOCTTY)
    os.write(host, frames.encode(smp.pack(smp.WRITE, smp.OS, 1, smp.RESET, cbor.Map(()))))
    while simulator.device is before:
        simulator.settle()
    simulator.settle()
    os.close(host)


def told(simulator):
    state = dict(simulator.device.link.status.state())
    return state["has_clock"], state["has_panel"]


@pytest.mark.parametrize("has_clock", [True, False])
@pytest.mark.parametrize("has_panel", [True, False])
def test_a_reset_forgets_neither_the_clock_nor_a_lost_panel(simulator, has_clock, has_panel):
    if has_clock:
        simulator.wall_clock.set(EPOCH_S, 60, [])
    if not has_panel:
        simulator.plug_panel(False)
    simulator.fingers.press(events.STOP)
    simulator.advance(5000)
    assert told(simulator) == (has_clock, has_panel)
    reset(simulator)
    assert told(simulator) == (has_clock, has_panel)


def test_the_time_goes_on_through_a_reset(simulator):
    simulator.wall_clock.set(EPOCH_S, 60, [])
    simulator.advance(90_000)
    reset(simulator)
    wall, now_ms = simulator.device.clock.wall, simulator.device.clock.now_ms
    assert (wall.epoch_s(now_ms), wall.offset_min) == (EPOCH_S + 90, 60)


def test_a_panel_that_was_dark_is_lit_and_shows_the_new_devices_screen(simulator):
    simulator.advance(130_000)
    assert (simulator.device.state, simulator.panel.is_on) == ("dark", False)
    reset(simulator)
    simulator.advance(1000)
    assert simulator.device.state != "dark" and simulator.panel.is_on
    assert simulator.panel.page_buffer() == bytes(simulator.device.painter.page)


def test_a_board_without_a_panel_says_so_to_each_device():
    panel = NoPanel()
    lost = [events.PanelChanged(False)]
    assert (panel.poll(0), panel.poll(1)) == (lost, [])
    panel.renew()
    assert (panel.poll(2), panel.poll(3)) == (lost, [])


class SlowWorker:
    """Does a job when it is told to."""

    def __init__(self):
        self.jobs = []
        self.done = []

    def submit(self, job):
        self.jobs.append(job)

    def work(self):
        self.done += [job() for job in self.jobs]
        self.jobs = []

    def results(self):
        done, self.done = self.done, []
        return done


def test_the_old_devices_orders_are_done_and_nobody_gets_their_answers(tmp_path):
    worker = SlowWorker()
    store = Store(tmp_path, tmp_path / "factory.json", worker)
    store.submit(events.Append(1, events.HISTORY_FILE, b"old\n"))
    store.submit(events.Read(2, events.HISTORY_FILE, 0, 100))
    worker.work()
    store.submit(events.Append(3, events.HISTORY_FILE, b"more\n"))
    store.renew()
    assert store.results() == []
    store.submit(events.Read(1, events.HISTORY_FILE, 0, 100))
    worker.work()
    assert store.results() == [events.ReadDone(1, b"old\nmore\n")]

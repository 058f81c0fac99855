"""The wall clock: when it speaks, when it can be trusted, and which zone it is in."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from acupacer.boards.pi.wall_clock import WallClock, is_synchronised
from acupacer.boards.pi.zone import ZoneNow, system_zone
from acupacer.boards.sim.wall_clock import SimWallClock
from acupacer.core.events import ClockRead

SPRING_S = int(datetime(2026, 3, 29, 1, tzinfo=UTC).timestamp())  # Berlin: 02:00 becomes 03:00
AUTUMN_S = int(datetime(2026, 10, 25, 1, tzinfo=UTC).timestamp())
CHANGES = [[SPRING_S, 120], [AUTUMN_S, 60]]


class Kernel:
    """A computer's clocks under the test's control."""

    def __init__(self):
        self.epoch_s = 1000.0
        self.monotonic_s = 50.0
        self.is_synchronised = False
        self.zone_min, self.zone_name = 60, "home"
        self.written = []
        self.may_write = True

    def run(self, seconds):
        self.epoch_s += seconds
        self.monotonic_s += seconds

    def write(self, epoch_s):
        if not self.may_write:
            raise PermissionError(1, "Operation not permitted")
        self.written.append(epoch_s)
        self.epoch_s = epoch_s

    def zone(self, epoch_s):
        return ZoneNow(self.zone_min, self.zone_name)

    def clock(self, set_system=False):
        return WallClock(
            set_system,
            lambda: self.epoch_s,
            lambda: self.monotonic_s,
            lambda: self.is_synchronised,
            self.zone,
            self.write,
        )


@pytest.fixture
def kernel():
    return Kernel()


def test_it_speaks_at_the_start_and_then_keeps_quiet(kernel):
    clock = kernel.clock()
    assert clock.poll(0) == ClockRead(1000, 60, False)
    for now_ms in range(0, 60_000, 500):
        kernel.run(0.5)
        assert clock.poll(now_ms) is None


def test_a_synchronised_clock_is_trusted_and_its_becoming_so_is_news(kernel):
    clock = kernel.clock()
    clock.poll(0)
    kernel.is_synchronised = True
    kernel.run(1)
    assert clock.poll(1000) == ClockRead(1001, 60, True)


@pytest.mark.parametrize("jump_s", [3600.0, -3600.0])
def test_a_jump_is_news(kernel, jump_s):
    clock = kernel.clock()
    clock.poll(0)
    kernel.run(1)
    kernel.epoch_s += jump_s
    assert clock.poll(1000) == ClockRead(int(1001 + jump_s), 60, False)


def test_the_hosts_word_is_kept_in_memory_and_trusted(kernel):
    clock = kernel.clock()
    clock.poll(0)
    clock.set(1_700_000_000, 120, [])
    assert clock.poll(10) == ClockRead(1_700_000_000, 120, True)
    assert kernel.written == []
    kernel.run(100)
    assert clock.poll(2000) is None
    clock.set(1_700_000_100, 0, [])
    assert clock.poll(2001) == ClockRead(1_700_000_100, 0, True)


def test_the_system_clock_is_set_only_when_configured(kernel):
    clock = kernel.clock(set_system=True)
    clock.set(1_700_000_000, 120, [])
    assert kernel.written == [1_700_000_000.0]
    assert clock.poll(0) == ClockRead(1_700_000_000, 120, True)


def test_without_the_right_to_set_it_memory_has_to_do(kernel):
    kernel.may_write = False
    clock = kernel.clock(set_system=True)
    clock.set(1_700_000_000, 120, [])
    assert clock.poll(0) == ClockRead(1_700_000_000, 120, True)


def test_a_synchronised_kernel_knows_better_than_the_host_but_not_the_zone(kernel):
    clock = kernel.clock()
    clock.set(1_700_000_000, 120, [])
    clock.poll(0)
    kernel.is_synchronised = True
    kernel.epoch_s = 1_700_000_500.0
    assert clock.poll(1000) == ClockRead(1_700_000_500, 120, True)


def test_the_kernel_can_be_asked():
    assert is_synchronised() in (True, False)
    assert -14 * 60 <= system_zone(0).offset_min <= 14 * 60


# --- the zone ---------------------------------------------------------------------------------


def berlin(epoch_s):
    return ZoneNow(120 if SPRING_S <= epoch_s < AUTUMN_S else 60, "Berlin")


def readings(clock, kernel, seconds):
    """What the clock says in the next seconds, beside what it says first."""
    clock.poll(0)
    said = []
    for second in range(1, seconds + 1):
        kernel.run(1)
        said.append(clock.poll(1000 * second))
    return said


def test_summer_time_comes_to_a_running_device_at_once(kernel):
    kernel.epoch_s, kernel.zone, kernel.is_synchronised = SPRING_S - 3, berlin, True
    assert readings(kernel.clock(), kernel, 4) == [
        None,
        None,
        ClockRead(SPRING_S, 120, True),
        None,
    ]


@pytest.mark.parametrize("is_synchronised", [False, True])
def test_the_changes_that_a_host_told_come_when_they_are_due(kernel, is_synchronised):
    kernel.epoch_s, kernel.zone_min, kernel.is_synchronised = AUTUMN_S - 2, 0, is_synchronised
    clock = kernel.clock()
    clock.set(AUTUMN_S - 2, 120, CHANGES)
    assert readings(clock, kernel, 3) == [None, ClockRead(AUTUMN_S, 60, True), None]


@pytest.mark.parametrize("told", [None, (0, []), (0, CHANGES), (60, [])])
def test_another_zone_of_the_system_counts_at_once_whatever_a_host_said(kernel, told):
    kernel.is_synchronised = True
    clock = kernel.clock()
    if told:
        clock.set(1000, *told)
    assert clock.poll(0) == ClockRead(1000, told[0] if told else 60, True)
    kernel.run(1)
    kernel.zone_min, kernel.zone_name = 330, "Kolkata"
    assert clock.poll(1000) == ClockRead(1001, 330, True)


def test_a_host_that_says_what_the_system_knows_leaves_summer_time_to_it(kernel):
    kernel.epoch_s, kernel.zone, kernel.is_synchronised = SPRING_S - 1, berlin, True
    clock = kernel.clock()
    clock.set(SPRING_S - 1, 60, [])
    assert readings(clock, kernel, 1) == [ClockRead(SPRING_S, 120, True)]


def test_a_clock_that_is_kept_right_is_not_set_by_a_host(kernel):
    kernel.is_synchronised = True
    clock = kernel.clock(set_system=True)
    clock.set(1_700_000_000, 120, [])
    assert kernel.written == [] and clock.poll(0) == ClockRead(1000, 120, True)


@pytest.mark.parametrize("is_told", [False, True])
def test_the_simulator_changes_to_summer_time_and_to_another_zone(monkeypatch, is_told):
    monkeypatch.setattr("time.time", lambda: SPRING_S - 10)
    zones = [berlin]
    clock = SimWallClock(lambda: 0, not is_told, lambda epoch_s: zones[0](epoch_s))
    if is_told:
        clock.set(SPRING_S - 10, 60, CHANGES)
    assert clock.poll(0) == ClockRead(SPRING_S - 10, 60, True)
    assert clock.poll(9999) is None
    assert clock.poll(10_999) == ClockRead(SPRING_S, 120, True)
    zones[0] = lambda epoch_s: ZoneNow(-300, "Lima")
    assert clock.poll(12_000) == (None if is_told else ClockRead(SPRING_S + 2, -300, True))


@pytest.fixture
def set_zone(monkeypatch):
    """Gives this process another zone."""
    if not Path("/usr/share/zoneinfo/Europe/Berlin").exists():
        pytest.skip("this computer has no zone files")
    yield lambda name: monkeypatch.setenv("TZ", name)
    monkeypatch.undo()
    time.tzset()


def test_the_system_is_asked_anew_each_time(set_zone):
    set_zone("Europe/Berlin")
    winter, summer = system_zone(SPRING_S - 1), system_zone(SPRING_S)
    assert (winter.offset_min, summer.offset_min) == (60, 120)
    assert winter.identity == summer.identity
    set_zone("Asia/Kolkata")
    moved = system_zone(SPRING_S)
    assert moved.offset_min == 330 and moved.identity != winter.identity

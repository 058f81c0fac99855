"""The wall clock: when it speaks, and when it can be trusted."""

import pytest
from acupacer.boards.pi.wall_clock import WallClock, is_synchronised, system_offset_min
from acupacer.core.events import ClockRead


class Kernel:
    """A computer's clocks under the test's control."""

    def __init__(self):
        self.epoch_s = 1000.0
        self.monotonic_s = 50.0
        self.is_synchronised = False
        self.zone_min = 60
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

    def clock(self, set_system=False):
        return WallClock(
            set_system,
            lambda: self.epoch_s,
            lambda: self.monotonic_s,
            lambda: self.is_synchronised,
            lambda: self.zone_min,
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
    clock.set(1_700_000_000, 120)
    assert clock.poll(10) == ClockRead(1_700_000_000, 120, True)
    assert kernel.written == []
    kernel.run(100)
    assert clock.poll(2000) is None
    clock.set(1_700_000_100, 0)
    assert clock.poll(2001) == ClockRead(1_700_000_100, 0, True)


def test_the_system_clock_is_set_only_when_configured(kernel):
    clock = kernel.clock(set_system=True)
    clock.set(1_700_000_000, 120)
    assert kernel.written == [1_700_000_000.0]
    assert clock.poll(0) == ClockRead(1_700_000_000, 120, True)


def test_without_the_right_to_set_it_memory_has_to_do(kernel):
    kernel.may_write = False
    clock = kernel.clock(set_system=True)
    clock.set(1_700_000_000, 120)
    assert clock.poll(0) == ClockRead(1_700_000_000, 120, True)


def test_a_synchronised_kernel_knows_better_than_the_host_but_not_the_zone(kernel):
    clock = kernel.clock()
    clock.set(1_700_000_000, 120)
    clock.poll(0)
    kernel.is_synchronised = True
    kernel.epoch_s = 1_700_000_500.0
    assert clock.poll(1000) == ClockRead(1_700_000_500, 120, True)


def test_the_kernel_can_be_asked():
    assert is_synchronised() in (True, False)
    assert -14 * 60 <= system_offset_min() <= 14 * 60

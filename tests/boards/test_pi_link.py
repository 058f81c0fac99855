"""The serial link on ptys: raw, bounded, back again after it was gone."""

import contextlib
import os
import pty
import select
import termios

import pytest
from acupacer.boards.pi import serial_link
from acupacer.boards.pi.serial_link import PENDING_MAX_BYTES, STALE_S, SerialLink, open_port


class Clock:
    now_s = 0.0

    def __call__(self):
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def line(clock, tmp_path):
    """A link on a pty under a fixed name, and the host's end of it."""
    host, device = pty.openpty()
    path = tmp_path / "ttyGS0"
    path.symlink_to(os.ttyname(device))
    link = SerialLink(lambda: open_port(str(path), 115200), clock)
    assert link.read(1) == b""
    yield link, host, device, path
    link.close()
    for fd in (host, device):
        with contextlib.suppress(OSError):
            os.close(fd)


def read_all(link, size=512):
    data = b""
    for _ in range(100):
        link.is_ready = True
        data += link.read(size)
    return data


def test_bytes_pass_unchanged_both_ways(line):
    link, host, _, _ = line
    every = bytes(range(256))
    os.write(host, every)
    assert read_all(link, 100) == every
    link.write(every)
    assert os.read(host, 512) == every


def test_echo_line_editing_and_signals_are_off(line):
    link, _, device, _ = line
    iflag, oflag, _, lflag = termios.tcgetattr(device)[:4]
    assert not lflag & (termios.ECHO | termios.ICANON | termios.ISIG)
    assert not iflag & (termios.ICRNL | termios.IXON)
    assert not oflag & termios.OPOST
    assert link.fd >= 0


def test_reads_are_bounded_and_remember_that_there_is_more(line):
    link, host, _, _ = line
    os.write(host, b"abcdef")
    link.is_ready = True
    assert link.read(4) == b"abcd"
    assert link.is_ready
    assert link.read(4) == b"ef"
    assert not link.is_ready
    assert link.read(4) == b""


def test_a_host_that_does_not_read_costs_nothing_but_what_is_dropped(line, clock):
    link, host, _, _ = line
    for _ in range(2000):
        link.write(b"x" * 100)
    assert len(link._pending) <= PENDING_MAX_BYTES
    assert link.dropped_bytes % 100 == 0 and link.dropped_bytes > 0
    while link.has_pending:  # the kernel may still take some: the time begins anew then
        clock.now_s += STALE_S + 0.1
        link.flush()
    taken_bytes = 2000 * 100 - link.dropped_bytes
    received = b""
    # The host wakes up: what the kernel kept is old ...
    while len(received) < taken_bytes and select.select((host,), (), (), 60)[0]:
        received += os.read(host, 65536)
    assert received == b"x" * taken_bytes
    link.write(b"new")  # ... then all is new
    assert os.read(host, 512) == b"new"


def test_without_a_port_writes_are_dropped_and_reads_empty(clock):
    calls = []

    def absent():
        calls.append(clock.now_s)
        raise serial_link.serial.SerialException("no such port")

    link = SerialLink(absent, clock)
    for tick in range(100):
        clock.now_s = tick / 10
        assert link.read(512) == b""
        link.write(b"hello")
    assert link.fd == -1
    assert calls == pytest.approx([0, 0.1, 0.3, 0.7, 1.5, 3.1, 5.1, 7.1, 9.1], abs=0.11)


@pytest.mark.parametrize("error", [OSError(5, "gone"), termios.error(5, "gone")])
def test_every_way_of_failing_to_open_is_only_a_pause(clock, error):
    def broken():
        raise error

    link = SerialLink(broken, clock)
    assert link.read(512) == b""
    assert link.fd == -1


def test_unplugged_and_plugged_in_again_under_the_same_name(line, clock):
    link, host, device, path = line
    os.close(host)
    os.close(device)
    assert read_all(link) == b""
    assert link.fd == -1
    link.write(b"nobody hears this")
    new_host, new_device = pty.openpty()
    path.unlink()
    path.symlink_to(os.ttyname(new_device))
    clock.now_s = 10.0
    assert link.read(512) == b""
    os.write(new_host, b"again")
    assert read_all(link) == b"again"
    link.write(b"here")
    assert os.read(new_host, 512) == b"here"
    os.close(new_host)
    os.close(new_device)

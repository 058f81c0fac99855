"""The real header's pins, on an lgpio and a kernel that write down what they are asked."""

import errno
import os
import struct

import pytest
from acupacer.boards.pi import header
from acupacer.boards.pi.gpio import ActiveBuzzerPin, MotorPin, PassiveBuzzerPin
from acupacer.boards.pi.machine import Machine
from acupacer.core.events import NEXT, START, STOP

RISING, FALLING = 1, 2
ZEROS = ("tx_pulse", 18, 0, 1000)
STOPPED = ("tx_pulse", 18, 0, 0)


class Lgpio:
    """Takes every call; stopping a PWM that does not run is an error, as in lgpio."""

    error = type("LgpioError", (Exception,), {})

    def __init__(self):
        self.calls, self.running = [], set()

    def gpiochip_open(self, number):
        self.calls.append(("gpiochip_open", number))
        return 7

    def gpiochip_close(self, handle):
        self.calls.append(("gpiochip_close", handle))

    def gpio_claim_output(self, handle, pin, level):
        self.calls.append(("gpio_claim_output", pin, level))

    def gpio_write(self, handle, pin, level):
        self.calls.append(("gpio_write", pin, level))

    def tx_pulse(self, handle, pin, on_us, off_us):
        self.calls.append(("tx_pulse", pin, on_us, off_us))
        if on_us or off_us:
            self.running.add(pin)
        elif pin in self.running:
            self.running.remove(pin)
        else:
            raise self.error("bad PWM micros")

    def since(self):
        calls, self.calls = self.calls, []
        return calls


@pytest.fixture
def lgpio(monkeypatch):
    made = Lgpio()
    monkeypatch.setitem(__import__("sys").modules, "lgpio", made)
    monkeypatch.setattr(Machine, "header_chip", lambda machine: "/dev/gpiochip4")
    return made


def test_the_chip_is_the_headers_and_an_output_low_from_the_start(lgpio):
    pins = header.Header()
    MotorPin(18, 200, 60, pins)
    assert lgpio.since() == [("gpiochip_open", 4), ("gpio_claim_output", 18, 0), ZEROS]


def test_a_pulse_replaces_the_zeros_and_off_is_low_before_they_go_on(lgpio):
    motor = MotorPin(18, 200, 60, header.Header())
    lgpio.since()
    motor.on(50)
    motor.on(100)
    assert lgpio.since() == [("tx_pulse", 18, 1500, 3500), ("tx_pulse", 18, 3000, 2000)]
    motor.off()
    assert lgpio.since() == [STOPPED, ("gpio_write", 18, 0), ZEROS]


def test_full_duty_is_plain_switching(lgpio):
    motor = MotorPin(18, 200, 100, header.Header())
    lgpio.since()
    motor.on(100)
    assert lgpio.since() == [STOPPED, ("gpio_write", 18, 1)]


def test_one_output_keeps_awake_for_all(lgpio):
    pins = header.Header()
    MotorPin(18, 200, 60, pins)
    tone, active = PassiveBuzzerPin(13, pins), ActiveBuzzerPin(12, pins)
    lgpio.since()
    tone.on(2000)
    tone.off()
    active.on(2000)
    active.off()
    assert lgpio.since() == [
        ("tx_pulse", 13, 250, 250),
        ("tx_pulse", 13, 0, 0),
        ("gpio_write", 13, 0),
        ("tx_pulse", 12, 0, 0),
        ("gpio_write", 12, 1),
        ("tx_pulse", 12, 0, 0),
        ("gpio_write", 12, 0),
    ]


def test_in_the_dark_it_sleeps_but_a_pulse_is_never_cut_by_that(lgpio):
    pins = header.Header()
    motor = MotorPin(18, 200, 60, pins)
    pins.stay_awake(False)
    assert lgpio.since()[-1] == STOPPED
    pins.stay_awake(True)
    assert lgpio.since() == [ZEROS]
    motor.on(100)
    pins.stay_awake(False)
    assert lgpio.since() == [("tx_pulse", 18, 3000, 2000)]
    motor.off()
    assert lgpio.since() == [STOPPED, ("gpio_write", 18, 0)]


def test_off_never_raises_and_writes_the_pin_whatever_fails(lgpio):
    motor = MotorPin(18, 200, 60, header.Header())
    lgpio.running.clear()
    lgpio.since()
    motor.off()
    assert lgpio.since()[:2] == [STOPPED, ("gpio_write", 18, 0)]


@pytest.mark.parametrize("given, nice", [(-15, [-10]), (-5, [0]), (-4, []), (0, []), (10, [])])
def test_the_program_steps_back_behind_lgpio_where_it_was_given_precedence(
    lgpio, monkeypatch, given, nice
):
    taken = []
    monkeypatch.setattr(header.os, "getpriority", lambda which, who: given)
    monkeypatch.setattr(header.os, "setpriority", lambda which, who, to: taken.append(to))
    pins = header.Header()
    assert taken == []  # lgpio's threads are not there yet
    MotorPin(18, 200, 60, pins)
    PassiveBuzzerPin(13, pins)
    assert taken == nice


def test_a_unit_that_forbids_to_step_back_has_its_pulses_all_the_same(lgpio, monkeypatch):
    def forbidden(*arguments):
        raise PermissionError

    monkeypatch.setattr(header.os, "getpriority", lambda which, who: -15)
    monkeypatch.setattr(header.os, "setpriority", forbidden)
    MotorPin(18, 200, 60, header.Header())
    assert lgpio.since()[-1] == ZEROS


class Lines:
    """A kernel's three lines behind one descriptor: edges to be read, levels to be asked."""

    def __init__(self, monkeypatch):
        self.levels = 0b111
        self._out, self._in = os.pipe()
        monkeypatch.setattr(header.os, "open", lambda *arguments: os.dup(self._out))
        monkeypatch.setattr(header.fcntl, "ioctl", self.ioctl)

    def ioctl(self, fd, request, buffer):
        if request == header.GET_VALUES:
            struct.pack_into("QQ", buffer, 0, self.levels, 0b111)
            return
        assert request == header.GET_LINE and len(buffer) == 592
        self.offsets = struct.unpack_from("3I", buffer)
        self.flags = struct.unpack_from("Q", buffer, 288)[0]
        self.lines = struct.unpack_from("I", buffer, 560)[0]
        struct.pack_into("i", buffer, 588, self._out)

    def edge(self, at_ms, kind, pin):
        os.write(self._in, struct.pack("QII32x", at_ms * 1_000_000, kind, pin))


PINS = [(START, 5), (NEXT, 6), (STOP, 16)]


@pytest.fixture
def lines(monkeypatch):
    return Lines(monkeypatch)


def test_the_contacts_are_asked_for_with_their_edges_and_pull(lines):
    header.HeaderContacts("/dev/gpiochip0", PINS, False)
    assert (lines.offsets, lines.lines) == ((5, 6, 16), 3)
    assert lines.flags == 1 << 2 | 3 << 4 | 1 << 8  # input, both edges, pull-up


@pytest.mark.parametrize("active_high", [False, True])
def test_levels_are_read_whatever_the_edges_say(lines, active_high):
    contacts = header.HeaderContacts("/dev/gpiochip0", PINS, active_high)
    lines.levels = 0b000 if active_high else 0b111
    assert contacts.read() == 0
    lines.levels ^= 0b101
    assert (contacts.read(), contacts.has_more) == (START | STOP, False)


def test_a_tap_between_two_looks_is_told(lines):
    contacts = header.HeaderContacts("/dev/gpiochip0", PINS, False)
    lines.edge(100, FALLING, 16)
    lines.edge(104, RISING, 16)
    assert (contacts.read(), contacts.has_more) == (STOP, True)
    assert (contacts.read(), contacts.has_more) == (0, False)


def test_who_listens_hears_every_edge_with_its_time(lines):
    contacts, heard = header.HeaderContacts("/dev/gpiochip0", PINS, False), []
    lines.edge(90, FALLING, 5)
    contacts.read()  # nobody listens yet
    contacts.hear = lambda *edge: heard.append(edge)
    lines.edge(100, FALLING, 16)
    lines.edge(104, RISING, 16)
    contacts.read()
    assert heard == [(STOP, True, 100_000_000), (STOP, False, 104_000_000)]


def test_a_header_that_is_not_there_is_said(monkeypatch):
    monkeypatch.setattr(Machine, "header_chip", lambda machine: "")
    with pytest.raises(OSError, match="no /dev/gpiochip"):
        header.Header()


def test_lines_in_use_are_refused_with_the_kernels_reason(lines, monkeypatch):
    def busy(*arguments):
        raise OSError(errno.EBUSY, "busy")

    monkeypatch.setattr(header.fcntl, "ioctl", busy)
    with pytest.raises(OSError, match="busy"):
        header.HeaderContacts("/dev/gpiochip0", PINS, False)

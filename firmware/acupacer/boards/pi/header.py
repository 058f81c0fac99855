"""The pins of a real Pi: outputs by lgpio, contacts straight from the kernel's gpiochip.

lgpio's PWM comes from a thread that looks at its list every 20 ms when it is empty, and
begins a new PWM at the next multiple of its period: a pulse would begin 5 to 21 ms late.
So the list is never empty while cues may come: the first output, while it is off, has an
entry that writes 0 every millisecond, and a pulse takes that entry's place at its next turn.
Other outputs begin within a millisecond and a period of theirs, which is short for a tone.
On a Pi with one processor that thread also has to be let run at its turn: Linux lets a thread
that wakes wait for up to 4 ms while another of the same precedence is at work. So everything
else here steps back behind it.

lgpio's alerts would wake a thread 2000 times a second for as long as the program runs. The
kernel hands over the same edges, with their times, on a descriptor that ``select`` takes.
"""

import fcntl
import os
import struct
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from .machine import Machine
from .taps import Taps

LOOK_US = 1000  # an idle output is looked at this often
STEPS_BACK = 5  # of nice: a third of the weight, so that lgpio waits 0.3 ms at most
# <linux/gpio.h>
GET_LINE = 0xC250B407  # struct gpio_v2_line_request
# flags, attributes, lines, size of the event buffer, descriptor; offsets[64] before them
REQUEST_FORMAT = "32sQ24x240xII20xi"
OFFSETS_BYTES = 256
GET_VALUES = 0xC010B40E  # struct gpio_v2_line_values: bits, mask
EVENT_FORMAT = "QII32x"  # time in ns, 1 rising or 2 falling, offset
EVENT_BYTES = struct.calcsize(EVENT_FORMAT)
RISING = 1
INPUT, BOTH_EDGES, PULL_UP, PULL_DOWN = 1 << 2, 3 << 4, 1 << 8, 1 << 9
EVENTS = 64  # read at once

# Bit, whether it closed, and when on the clock of ``time.monotonic_ns``; None: not told.
Hear = Callable[[int, bool, int | None], None]


class Header:
    """The 40-pin header's gpiochip. Raises OSError when there is none to be had."""

    def __init__(self) -> None:
        self.chip = Machine().header_chip()
        if not self.chip:
            raise OSError("no /dev/gpiochip* of a Raspberry Pi's header")
        import lgpio

        self._lgpio = lgpio
        self._handle = lgpio.gpiochip_open(int(self.chip.removeprefix("/dev/gpiochip")))
        self._outputs: list[HeaderOutput] = []

    def output(self, pin: int) -> "HeaderOutput":
        """A pin as an output, low. Raises lgpio.error when it cannot be had."""
        made = HeaderOutput(self._lgpio, self._handle, pin)
        if not self._outputs:
            made.stay_awake(True)
            _step_back()
        self._outputs.append(made)
        return made

    def contacts(self, pins: Sequence[tuple[int, int]], active_high: bool) -> "HeaderContacts":
        """Pins as contacts: (bit, pin) each. Raises OSError when they cannot be had."""
        return HeaderContacts(self.chip, pins, active_high)

    def stay_awake(self, is_wanted: bool) -> None:
        """Whether pulses are to begin at once; otherwise they may be 20 ms late."""
        for output in self._outputs[:1]:
            output.stay_awake(is_wanted)

    def close(self) -> None:
        """Give the outputs back, which are low by then."""
        self._lgpio.gpiochip_close(self._handle)


class HeaderOutput:
    """One output pin (see ``gpio.Output``), low from its constructor on."""

    def __init__(self, lgpio: Any, handle: int, pin: int) -> None:
        self._lgpio, self._handle, self._pin = lgpio, handle, pin
        self._is_awake = self._is_on = False
        lgpio.gpio_claim_output(handle, pin, 0)

    def pulse(self, hz: int, share: float) -> None:
        """PWM of ``hz``, high for ``share`` of each period."""
        period_us = 1_000_000 // hz
        on_us = round(period_us * share)
        self._is_on = True
        self._lgpio.tx_pulse(self._handle, self._pin, on_us, period_us - on_us)

    def high(self) -> None:
        """High at once, without a break."""
        self._is_on = True
        self._stop()
        self._lgpio.gpio_write(self._handle, self._pin, 1)

    def low(self) -> None:
        """Low at once, whatever drives it. Never raises."""
        self._is_on = False
        self._stop()
        with suppress(self._lgpio.error):
            self._lgpio.gpio_write(self._handle, self._pin, 0)
            if self._is_awake:
                self._write_zeros()

    def stay_awake(self, is_wanted: bool) -> None:
        """See ``Header.stay_awake``."""
        if is_wanted == self._is_awake:
            return
        self._is_awake = is_wanted
        if not self._is_on:
            if is_wanted:
                self._write_zeros()
            else:
                self._stop()

    def _write_zeros(self) -> None:
        self._lgpio.tx_pulse(self._handle, self._pin, 0, LOOK_US)

    def _stop(self) -> None:
        with suppress(self._lgpio.error):  # there was no PWM
            self._lgpio.tx_pulse(self._handle, self._pin, 0, 0)


class HeaderContacts:
    """Contacts and their edges (see ``boards.board.Buttons``); ``fd`` is readable at one.

    ``hear``: gets every edge as it is taken in, None: nobody does.
    """

    def __init__(self, chip: str, pins: Sequence[tuple[int, int]], active_high: bool) -> None:
        self._bits = [bit for bit, _ in pins]
        self._bit_of = {pin: bit for bit, pin in pins}
        self._active_high = active_high
        self._taps = Taps()
        self.hear: Hear | None = None
        self.fd = _request(chip, list(self._bit_of), PULL_DOWN if active_high else PULL_UP)
        os.set_blocking(self.fd, False)

    @property
    def has_more(self) -> bool:
        """The next ``read`` will tell something else, edge or not."""
        return self._taps.has_more

    def read(self) -> int:
        """START | NEXT | STOP bits of the contacts closed now, or since the last call.

        Blocks: never.
        """
        self._take_edges()
        values = bytearray(struct.pack("QQ", 0, (1 << len(self._bits)) - 1))
        fcntl.ioctl(self.fd, GET_VALUES, values)
        levels, _ = struct.unpack("QQ", values)
        closed = 0
        for place, bit in enumerate(self._bits):
            if bool(levels >> place & 1) == self._active_high:
                closed |= bit
        return self._taps.told(closed)

    def close(self) -> None:
        """Give the pins back."""
        os.close(self.fd)

    def _take_edges(self) -> None:
        while True:
            try:
                data = os.read(self.fd, EVENT_BYTES * EVENTS)
            except BlockingIOError:
                return
            for at_ns, kind, pin in struct.iter_unpack(EVENT_FORMAT, data):
                is_closed = (kind == RISING) == self._active_high
                self._taps.take_edge(self._bit_of[pin], is_closed, at_ns)
                if self.hear is not None:
                    self.hear(self._bit_of[pin], is_closed, at_ns)


def _step_back() -> None:
    """Let lgpio's threads, which run by now, go before this one and those it makes later.

    Only where the service was given precedence: else all other programs would go first, too.
    """
    nice = os.getpriority(os.PRIO_PROCESS, 0)  # of Linux: of this thread
    if nice + STEPS_BACK <= 0:
        with suppress(OSError):  # a unit of one's own may forbid it: pulses come all the same
            os.setpriority(os.PRIO_PROCESS, 0, nice + STEPS_BACK)


def _request(chip: str, pins: list[int], bias: int) -> int:
    """A descriptor of the lines as inputs with their edges."""
    offsets = struct.pack(f"{len(pins)}I", *pins).ljust(OFFSETS_BYTES, b"\0")
    flags = INPUT | BOTH_EDGES | bias
    rest = struct.pack(REQUEST_FORMAT, b"acupacer", flags, len(pins), 0, 0)
    request = bytearray(offsets + rest)
    fd = os.open(chip, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.ioctl(fd, GET_LINE, request)
    finally:
        os.close(fd)
    return int(struct.unpack_from(REQUEST_FORMAT, request, OFFSETS_BYTES)[-1])

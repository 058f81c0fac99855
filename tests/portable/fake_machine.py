"""A ``machine`` module for either interpreter: a Pico without the chip.

Every change of an output goes to the trace as one JSON line with the time it happened:
``{"t_us": ..., "gp": 15, "duty": 39321, "hz": 200}``, ``{"t_us": ..., "i2c": "003c..."}``.
Contacts and plugs follow lines read from a control file descriptor: ``press 10``,
``release 10``, ``panel off``, ``panel on``; ``lit press 10`` is obeyed as soon as the panel
is switched on. A contact stays as it is until the program has looked at it, and for a tap's
time, however late the program is: only then is the next line read. The first look goes to
the trace: ``{"t_us": ..., "contact": 10, "is_closed": true}``.

``install(trace, control)`` puts it in place; without arguments nothing is recorded.
"""

import json
import select
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    time: Any  # MicroPython's: it has ``ticks_us``
else:
    import time

RESET_CODE = 3  # the exit code that stands for machine.reset()
TAP_US = 50_000  # a contact stays open or closed for so long at least


class World:
    """What the fakes share."""

    def __init__(self) -> None:
        self.trace: "Any" = None
        self.control: "Any" = None
        self.poller: "Any" = None
        self.closed: "list[int]" = []
        self.unseen: "int | None" = None  # the contact that changed and was not looked at yet
        self.changed_us: "int | None" = None  # when a contact changed last
        self.has_panel = True
        self.levels: "dict[int, Any]" = {}
        self.when_lit: "list[list[str]]" = []
        # Of both edges: pin -> (handler, the Pin).
        self.handlers: "dict[int, tuple[Any, Pin]]" = {}
        self.timers: "list[Timer]" = []
        self.feeds = 0

    def note(self, record: "dict[str, Any]") -> None:
        if self.trace is not None:
            record["t_us"] = time.ticks_us()
            self.trace.write(json.dumps(record) + "\n")

    def listen(self) -> None:
        while self.may_obey() and any([True for _ in self.poller.ipoll(0)]):
            line = self.control.readline()
            if not line:
                self.control = None
            else:
                self.obey(line.split())

    def may_obey(self) -> bool:
        if self.control is None or self.unseen is not None:
            return False
        if self.changed_us is None:
            return True
        return bool(time.ticks_diff(time.ticks_us(), self.changed_us) >= TAP_US)

    def look(self, number: int) -> bool:
        """The program reads the contact at ``number``; whether it is closed."""
        is_closed = number in self.closed
        if number == self.unseen:
            self.unseen = None
            self.note({"contact": number, "is_closed": is_closed})
        return is_closed

    def obey(self, words: "list[str]") -> None:
        if words[0] == "press":
            self.closed.append(int(words[1]))
            self.change(int(words[1]))
        elif words[0] == "release":
            self.closed.remove(int(words[1]))
            self.change(int(words[1]))
        elif words[0] == "panel":
            self.has_panel = words[1] == "on"
        elif words[0] == "lit":
            self.when_lit.append(words[1:])

    def panel_lit(self) -> None:
        orders, self.when_lit = self.when_lit, []
        for words in orders:
            self.obey(words)

    def change(self, number: int) -> None:
        self.unseen, self.changed_us = number, time.ticks_us()
        self.interrupt(number)

    def interrupt(self, number: int) -> None:
        """The contact at ``number`` changed, be it for an instant."""
        if number in self.handlers:
            handler, pin = self.handlers[number]
            handler(pin)

    def run_timers(self) -> None:
        """What hardware timers do between two bytecodes; here: whenever pins are read."""
        for timer in list(self.timers):
            if time.ticks_diff(time.ticks_us(), timer.due_us) >= 0:
                self.timers.remove(timer)
                timer.callback(timer)


WORLD = World()


class Pin:
    IN = 0
    OUT = 1
    PULL_UP = 1
    PULL_DOWN = 2
    IRQ_FALLING = 4
    IRQ_RISING = 8

    def __init__(
        self,
        number: int,
        mode: "int | None" = None,
        pull: "int | None" = None,
        value: "int | None" = None,
    ) -> None:
        self.number = number
        self.pull = pull
        if mode is not None:
            self.init(mode, pull, value)

    def init(self, mode: int, pull: "int | None" = None, value: "int | None" = None) -> None:
        if mode == Pin.OUT:
            self.drive(0 if value is None else value)

    def drive(self, level: int) -> None:
        if WORLD.levels.get(self.number) != level:
            WORLD.levels[self.number] = level
            WORLD.note({"gp": self.number, "level": level})

    def irq(self, handler: "Any", trigger: int = 0, hard: bool = False) -> None:
        """The real one calls ``handler`` within a bytecode; this one when any pin is read."""
        WORLD.handlers.pop(self.number, None)
        if handler is not None:
            assert trigger == Pin.IRQ_FALLING | Pin.IRQ_RISING
            WORLD.handlers[self.number] = (handler, self)

    def value(self) -> int:
        WORLD.listen()
        WORLD.run_timers()
        is_closed = WORLD.look(self.number)
        return int(is_closed) if self.pull == Pin.PULL_DOWN else int(not is_closed)


class PWM:
    def __init__(self, pin: Pin) -> None:
        self.pin = pin
        self.hz = 0

    def freq(self, hz: int) -> None:
        self.hz = hz

    def duty_u16(self, duty: int) -> None:
        state = (self.hz, duty)
        if WORLD.levels.get(self.pin.number) != state:
            WORLD.levels[self.pin.number] = state
            WORLD.note({"gp": self.pin.number, "hz": self.hz, "duty": duty})


class Timer:
    ONE_SHOT = 0

    def init(self, mode: int, period: int, callback: "Any") -> None:
        self.due_us = time.ticks_us() + 1000 * period
        self.callback = callback
        WORLD.timers.append(self)

    def deinit(self) -> None:
        if self in WORLD.timers:
            WORLD.timers.remove(self)


class I2C:
    def __init__(self, bus: int, sda: Pin, scl: Pin, freq: int, timeout: int) -> None:
        WORLD.note({"bus": bus, "sda": sda.number, "scl": scl.number, "freq": freq})

    def writeto(self, address: int, data: "Any") -> None:
        if not WORLD.has_panel:
            raise OSError(5)  # EIO, as the real one raises when nobody acknowledges
        if WORLD.trace is not None:
            WORLD.note({"i2c": bytes([address]).hex() + bytes(data).hex()})
        if data[0] == 0 and data[-1] == 0xAF:
            WORLD.panel_lit()

    def writevto(self, address: int, parts: "Any") -> None:
        self.writeto(address, b"".join([bytes(part) for part in parts]))


class RTC:
    def datetime(self, value: "tuple[int, ...]") -> None:
        WORLD.note({"rtc": list(value)})


class WDT:
    def __init__(self, timeout: int) -> None:
        WORLD.note({"wdt": timeout})

    def feed(self) -> None:
        WORLD.feeds += 1


def unique_id() -> bytes:
    return b"\xfa\xce\x00\x01\x02\x03\x04\x05"


def reset() -> None:
    WORLD.note({"reset": True})
    sys.exit(RESET_CODE)


def install(trace: "Any" = None, control: "Any" = None) -> None:
    """Have ``import machine`` find this module."""
    sys.modules["machine"] = sys.modules[__name__]
    WORLD.trace = trace
    WORLD.control = control
    if control is not None:
        WORLD.poller = select.poll()
        WORLD.poller.register(control, select.POLLIN)

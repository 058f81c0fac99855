"""A device's life: the real one on a card that tears, with a clock that jumps and power cuts.

``Life`` is the world around the device; the ``Witness`` is told all of it and judges.
``hands`` are its user, ``meddler`` is its host.
"""

from __future__ import annotations

from random import Random
from typing import Any

from acupacer.boards.pulse import NoLock, PulseActuator
from acupacer.boards.virtual import VirtualBoard
from acupacer.core import events
from acupacer.core.device_config import Capacities, DeviceConfig
from felt import must
from medium import REASONS, TearingStore
from routine_maker import document
from witness import CAP_MS, STALL_MS, Witness

START_S = 1_760_000_000 - 1_760_000_000 % 86_400  # a midnight, UTC
TRIM_FROM_BYTES = 6_000
HISTORY_BYTES = 20_000
SLACK_BYTES = 2_000  # of what was noted since it was rewritten
RESTED_MS = 30 * 60_000  # a rewrite that failed is tried again after ten minutes
REWRITE_MS = 60_000  # a slow card takes half of that
QUIET_MS = 4000  # after which no cue runs outside a session
OUTPUTS = {events.SetMotor: ("motor", "duty_pct"), events.SetTone: ("tone", "freq_hz")}


class Timer:
    """Cuts a pulse while nobody calls the loop. ``due_ms``: when, or None."""

    def __init__(self, life: Life) -> None:
        self.lock = NoLock()
        self.due_ms: int | None = None
        self.cut: Any = None
        self._life = life

    def start(self, cap_ms: int, cut: Any) -> None:
        self.due_ms, self.cut = self._life.now_ms + cap_ms, cut

    def stop(self) -> None:
        self.due_ms = None

    def is_over(self) -> bool:
        return self.due_ms is not None and self.due_ms <= self._life.now_ms


class Pin:
    """One output; the witness sees it change."""

    def __init__(self, name: str, life: Life) -> None:
        self._name, self._life = name, life
        self._level = 0

    def on(self, level: int) -> None:
        self._drive(level)

    def off(self) -> None:
        self._drive(0)

    def _drive(self, level: int) -> None:
        if level != self._level:
            self._level = level
            self._life.witness.drive(self._name, level, self._life.now_ms)


class Life(VirtualBoard):
    """``chance`` decides everything; ``routines``: all there ever were, by title.

    ``has_newer``: some of them have steps that version 2 has.
    """

    store: TearingStore

    def __init__(self, seed: int, has_newer: bool = False) -> None:
        self.chance = Random(seed)
        self._has_newer = has_newer
        self.routines: dict[str, Any] = {}
        self.sent = b""
        self.cuts = self.jumps = self.refusals = 0
        self.error_s = self.offset_min = 0  # of the clock
        self.has_clock = False
        card = TearingStore({events.FACTORY_FILE: self.new_document()}, self.chance)
        self.witness = Witness(self.routines, card)
        self._end: object = None  # how it goes down in good order, if it does
        self._well_ms = 0  # since when the card has worked
        limits = Capacities(trim_from_bytes=TRIM_FROM_BYTES, history_bytes=HISTORY_BYTES)
        super().__init__(config=DeviceConfig("soak", limits=limits), store=card)

    def new_document(self) -> bytes:
        """A file of routines that were never there before."""
        first, count = len(self.routines), self.chance.randint(2, 4)
        text, made = document(self.chance, first, count, self._has_newer)
        self.routines.update(made)
        return text

    # --- the board ------------------------------------------------------------------------

    def power_up(self) -> None:
        self._timers = {name: Timer(self) for name in ("motor", "tone")}
        self.actuators = {
            name: PulseActuator(name, Pin(name, self), CAP_MS, timer)
            for name, timer in self._timers.items()
        }
        self.has_clock = False
        self.witness.begin(self.now_ms)
        self.witness.records.base_ms = self.now_ms
        super().power_up()

    def due_ms(self) -> int:
        due = super().due_ms()
        return due if self.store.due_ms is None else min(due, self.store.due_ms)

    def step(self) -> None:
        self.store.now_ms = self.witness.limits.now_ms = self.now_ms
        self.store.work()
        self.inputs += self.store.results()
        super().step()
        self.witness.after_step(self.now_ms)

    def settle(self) -> None:
        super().settle()
        self.witness.settled(self.now_ms)
        if self._end is not None:
            self._restart()

    def hold(self, pressed: int) -> None:
        self.witness.contact(pressed, self.now_ms)
        super().hold(pressed)

    def apply(self, effect: Any) -> None:
        now_ms, witness = self.now_ms, self.witness
        if type(effect) in OUTPUTS:
            name, level = OUTPUTS[type(effect)]
            self.actuators[name].set(getattr(effect, level), now_ms)
        elif isinstance(effect, events.ShowView):
            witness.shown(effect.view, now_ms)
            self.refusals += effect.view.screen == "refused"
        elif isinstance(effect, events.Warn):
            witness.records.warned(effect.text, now_ms)
        elif isinstance(effect, events.Send):
            self.sent += effect.data
        elif isinstance(effect, events.SetClock):
            self.offset_min = effect.offset_min
            self.set_clock(effect.epoch_s - START_S - now_ms // 1000)
        elif isinstance(effect, (events.Reset, events.PowerOff)):
            self._end = effect
        elif isinstance(effect, events.Append):
            witness.records.wrote(effect.data, now_ms)
            super().apply(effect)
        elif isinstance(effect, events.Commit) and effect.name == events.HISTORY_FILE:
            self._replace_history(effect)
        else:
            super().apply(effect)

    def _replace_history(self, effect: Any) -> None:
        """The card does it at once: only so can old and new be compared."""
        self.store.finish()
        old = self.files.get(effect.name, b"")
        super().apply(effect)
        self.store.finish()
        if self.files.get(effect.name, b"") is not old:
            self.witness.records.rewritten(old, self.files[effect.name])

    # --- time, clock, power -----------------------------------------------------------------

    def wait(self, ms: int) -> None:
        until_ms = self.now_ms + ms
        while self.due_ms() <= until_ms:
            self.advance()
        self.now_ms = max(self.now_ms, until_ms)  # a restart takes longer

    def skip(self, ms: int) -> None:
        """Time in which nothing happens: one step at its end instead of one a second."""
        self.wait(min(ms, QUIET_MS))
        while not self.device.player.is_idle:
            self.advance()
        if self.device.session is None and ms > QUIET_MS:
            self.now_ms += ms - QUIET_MS
            self.settle()

    def sleep(self, ms: int) -> None:
        """Nobody calls the device; timers cut what lasts too long."""
        due_ms, until_ms = self.due_ms(), self.now_ms + ms
        for name, timer in self._timers.items():
            if timer.due_ms is not None and timer.due_ms <= until_ms:
                self.now_ms = timer.due_ms
                timer.cut(None)
                self.inputs.append(events.PulseCapped(name))
        self.now_ms = until_ms
        is_long = until_ms - self.base_ms - self.device.next_ms > STALL_MS
        if until_ms > due_ms:
            self.witness.slept(due_ms, until_ms, is_long)
        self.settle()

    def set_clock(self, error_s: int) -> None:
        """The clock is ``error_s`` wrong from now on, and trusted."""
        self.jumps += self.has_clock and error_s != self.error_s
        self.error_s, self.has_clock = error_s, True
        told = (START_S + self.now_ms // 1000 + error_s, self.offset_min)
        self.witness.limits.now_ms = self.now_ms
        self.witness.limits.read_clock(told)
        self.inputs.append(events.ClockRead(*told, True))

    def cut_power(self) -> None:
        """Off at this instant, on again a little later, with a clock or without."""
        self.cuts += 1
        self.store.lose_power()
        self._go_dark()
        if self.chance.random() < 0.3:
            self.upset_store()
        self.power_up()
        if self.chance.random() < 0.7:
            self.set_clock(self.error_s)
            self.settle()

    def cut_in_a_write(self) -> None:
        """Off while the card is at work, if it gets any in the next minute."""
        self.store.slow_ms = 500
        until_ms = self.now_ms + 60_000
        while self.store.due_ms is None and self.now_ms < until_ms:
            self.advance()
        self.cut_power()

    def _restart(self) -> None:
        """An orderly one: what was ordered is written first."""
        has_clock = self.has_clock and isinstance(self._end, events.Reset)
        self._end = None
        self.store.finish()
        self._go_dark()
        self.power_up()
        if has_clock:
            self.set_clock(self.error_s)
            self.settle()

    def _go_dark(self) -> None:
        history = self.files.get(events.HISTORY_FILE, b"")
        self.witness.power_goes(self.now_ms, history)
        self.now_ms += self.chance.choice((1_000, 60_000, 1_200_000, 2_400_000))

    def upset_store(self) -> None:
        """The card takes another mood, a good one mostly."""
        store = self.store
        store.slow_ms = self.chance.choice((0, 0, 0, 40, 500))
        moods = ("", "", "", "", "torn", self.chance.choice(REASONS))
        had_trouble, store.trouble = store.trouble, self.chance.choice(moods)
        self._well_ms = self.now_ms if had_trouble else self._well_ms

    def end(self) -> None:
        """The card works again; whatever is not on it then is lost."""
        self.store.trouble = ""
        self.skip(20_000)
        self.cut_power()

    def judge_size(self) -> None:
        """Left alone for a while, with a card that has worked, the history is in bounds."""
        if self.store.trouble or self.now_ms - self.store.failed_ms < RESTED_MS:
            return
        if self.device.session is None and self.now_ms - self._well_ms > RESTED_MS:
            self.wait(REWRITE_MS)
            size = len(self.files.get(events.HISTORY_FILE, b""))
            must(size <= HISTORY_BYTES + SLACK_BYTES, "a history without end", size)

"""The pacing loop: one bounded pass, the same on every board.

    serve pulses, collect inputs -> device.step -> apply effects (outputs first)
    -> draw, when nothing is due within the guard time -> wait

The loop keeps no time of its own: it sleeps until the instant the core named, so
lateness never adds up. It runs on CPython and MicroPython. A pass in which nothing happens
makes no garbage: a Pico has a hundred of them a second, and collecting it takes time.
"""

from ..core import events

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..core.device import Device
    from .board import Board

    Watch = Callable[[int, list[object], list[object]], None]

POLL_MS = 10  # contacts are read at least this often: STOP acts well within 50 ms
DARK_POLL_MS = 20  # with the panel dark no session runs
EDGE_POLL_MS = 250  # without a session, where edges end the wait: should one be missed
LINK_BYTES = 512  # handed to the core in one step, at most
DRAW_MS = 5  # after drawing for so long contacts are read before more is drawn
CALM_MS = 300  # a whole picture, and the garbage it makes, keep that clear of what is due

STORE_EFFECTS = (
    events.StageWrite,
    events.Commit,
    events.Discard,
    events.Read,
    events.Append,
)


class Loop:
    """Drives one ``Device`` on one ``Board``.

    ``watch``: called after each step, its effects applied and drawn, with (now_ms,
    inputs, effects); the simulator's trace listens there.
    """

    def __init__(self, device: "Device", board: "Board", watch: "Watch | None" = None) -> None:
        self.device = device
        self.board = board
        self.ended = ""
        self._watch = watch
        self._pressed = -1  # unknown: the first pass reports whatever it finds
        self._poll_ms = POLL_MS
        self._edges: list[object] = []
        self._inputs: list[object] = []  # of this pass; kept for the next while empty
        self._actuators = (board.motor, board.tone)
        self._roles = (board.motor, board.tone, board.panel)
        self._may_draw = True
        self._handlers: dict[type, Callable[[Any], None]] = {
            events.SetMotor: self._set_motor,
            events.SetTone: self._set_tone,
            events.ShowView: self._ignore,
            events.SetPanel: self._set_panel,
            events.Send: self._send,
            events.SetClock: self._set_clock,
            events.Reset: self._reset,
            events.PowerOff: self._power_off,
            events.Warn: self._warn,
        }
        for kind in STORE_EFFECTS:
            self._handlers[kind] = board.store.submit

    def run(self) -> str:
        """Pace until something ends the loop; returns what: the word given to ``stop``,
        or ``reset``, ``loader`` or ``power_off`` when the core ordered that.

        Raises whatever a role raises: the caller puts the outputs low and restarts.
        """
        board = self.board
        while not self.ended:
            self.turn()
            now_ms = board.clock.now_ms()
            until_ms = min(self.wants_ms(now_ms), now_ms + self._rest_ms())
            board.wait(until_ms, self.device.next_ms - now_ms > board.link_guard_ms)
        return self.ended

    def _rest_ms(self) -> int:
        """How long contacts may go unread."""
        if self.board.contacts_wake and self.device.session is None:
            return EDGE_POLL_MS
        return self._poll_ms

    def wants_ms(self, now_ms: int) -> int:
        """When the next pass is wanted where contacts and bytes announce themselves.

        Now, while there is something to draw and time for it. Blocks: never.
        """
        board = self.board
        left_ms = self.device.next_ms - now_ms
        if self._may_draw and board.panel.can_take() and left_ms > board.guard_ms:
            return now_ms
        return self.due_ms()

    def stop(self, reason: str) -> None:
        """End ``run`` after the pass under way. Callable from a signal handler."""
        self.ended = reason

    def turn(self) -> bool:
        """One pass, without the wait; whether the core was stepped. Blocks: never."""
        now_ms = self.board.clock.now_ms()
        inputs = self._collect(now_ms)
        if not inputs and now_ms < self.device.next_ms:
            self._draw()
            return False
        self._inputs = []
        effects = self.device.step(now_ms, inputs)
        self._may_draw = True
        for effect in effects:
            self._handlers[type(effect)](effect)
        self.device.took(self.board.clock.now_ms() - now_ms)
        self._draw()
        if self._watch is not None:
            self._watch(now_ms, inputs, effects)
        return True

    def due_ms(self) -> int:
        """When the core, an actuator or the panel wants the next pass at the latest."""
        due_ms = self.device.next_ms
        for role in self._roles:
            role_due_ms = role.due_ms  # once: a cut timer may clear it between two looks
            if role_due_ms is not None and role_due_ms < due_ms:
                due_ms = role_due_ms
        return due_ms

    # --- inputs -------------------------------------------------------------------

    def _collect(self, now_ms: int) -> "list[object]":
        """What happened since the last pass, contacts first."""
        board, inputs = self.board, self._inputs
        pressed = board.buttons.read()
        if pressed != self._pressed:
            self._pressed = pressed
            inputs.append(events.ButtonsChanged(pressed))
        if self._edges:
            inputs += self._edges
            self._edges = []
        self._serve(now_ms, inputs)
        inputs += board.store.results()
        inputs += board.panel.poll(now_ms)
        reading = board.wall_clock.poll(now_ms)
        if reading is not None:
            inputs.append(reading)
        if self.device.next_ms - now_ms > board.link_guard_ms:
            data = board.link.read(LINK_BYTES)
            if data:
                inputs.append(events.BytesReceived(data))
        return inputs

    def _serve(self, now_ms: int, inputs: "list[object]") -> None:
        """Soft starts and pulse caps that are due; what was cut is news for the core."""
        for actuator in self._actuators:
            due_ms = actuator.due_ms  # once: a cut timer may clear it between two looks
            if due_ms is not None and now_ms >= due_ms:
                actuator.service(now_ms)
            if actuator.was_capped:
                actuator.was_capped = False
                inputs.append(events.PulseCapped(actuator.name))

    # --- effects ------------------------------------------------------------------

    def _set_motor(self, effect: "events.SetMotor") -> None:
        self.board.motor.set(effect.duty_pct, self.board.clock.now_ms())
        self._measure(effect.at_ms)

    def _set_tone(self, effect: "events.SetTone") -> None:
        self.board.tone.set(effect.freq_hz, self.board.clock.now_ms())
        self._measure(effect.at_ms)

    def _measure(self, at_ms: int) -> None:
        error_us = self.board.clock.error_us(at_ms)
        if error_us is not None:
            self._edges.append(events.EdgeApplied(at_ms, error_us))

    def _ignore(self, effect: object) -> None:
        """A view needs no hardware: the device draws it when asked for a window."""

    def _set_panel(self, effect: "events.SetPanel") -> None:
        self.board.panel.set_contrast(effect.contrast_pct)
        self._poll_ms = POLL_MS if effect.contrast_pct else DARK_POLL_MS

    def _send(self, effect: "events.Send") -> None:
        self.board.link.write(effect.data)

    def _set_clock(self, effect: "events.SetClock") -> None:
        self.board.wall_clock.set(effect.epoch_s, effect.offset_min, effect.zone_changes)

    def _reset(self, effect: "events.Reset") -> None:
        self._end_low("loader" if effect.to_loader else "reset")

    def _power_off(self, effect: object) -> None:
        self._end_low("power_off")

    def _warn(self, effect: "events.Warn") -> None:
        self.board.warn(effect.text)

    def _end_low(self, reason: str) -> None:
        self.board.motor.low()
        self.board.tone.low()
        self.stop(reason)

    def _draw(self) -> None:
        """Draw, and hand windows to the panel, while it takes them and nothing is due soon."""
        panel, clock = self.board.panel, self.board.clock
        begun_ms = clock.now_ms()
        guard_ms = self.board.guard_ms
        left_ms = self.device.next_ms - begun_ms
        if left_ms > CALM_MS and panel.can_take() and panel.refresh():
            self.device.painter.forget()
            self._may_draw = True
        if not self._may_draw:
            return
        while panel.can_take() and self.device.next_ms - clock.now_ms() > guard_ms:
            if self.device.draw():
                if clock.now_ms() - begun_ms >= DRAW_MS:
                    return
                continue
            window = self.device.next_window(panel.max_bytes)
            if window is None:
                self._may_draw = False
                return
            panel.draw(window)

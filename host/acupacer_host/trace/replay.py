"""Replays a session from its log: the device's own core again, on the virtual board.

The log (``session_log``) says what the session began with and what came in. The device is
put where it was, then every line happens at its time; between them it is stepped when it
asks to be. What comes out is what came out then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from acupacer.boards.virtual import VirtualBoard
from acupacer.core import events
from acupacer.core.device_config import DeviceConfig
from acupacer.core.progress import history
from acupacer.core.progress.records import Record

from ..content.opened import routine_of
from ..content.routine_set import RoutineSet
from ..content.validate import check_bytes
from .session_log import Line, Log

FOREVER_MS = 1 << 60
PATIENCE_MS = 15 * 60_000  # after the last line of a log that was cut: every wait is over


@contextmanager
def _first_line_believed() -> Iterator[None]:
    """A device that was put where it cannot have been stumbles: then, or when it plays on."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError) as error:
        raise ValueError(f"its first line does not go with the routine ({error!r})") from error


class Replay(VirtualBoard):
    """One session, played again by ``run``.

    ``effects``: (ms from the session's start, effect) in order; ``trace``: the records
    of a simulator trace (docs/developer/trace.md); ``lines``: what went into the history, and
    ``records``: what they say. ValueError: the log does not go with the routine, or its lines
    not with each other, as those of a damaged log.
    """

    def __init__(self, log: Log, document: bytes) -> None:
        """``document``: of the routine alone, as ``routine_texts`` gives it."""
        self.log = log
        self.effects: list[tuple[int, object]] = []
        self.trace: list[dict[str, Any]] = []
        self._start_ms = log.start.start_ms
        super().__init__({events.FACTORY_FILE: document}, DeviceConfig("replay"))
        self.press("STOP")  # silent from here on
        self.release("STOP")
        self.effects.clear()
        self.trace.clear()
        with _first_line_believed():
            entry = check_bytes(document, log.start.routine).entries[0]
            self.restore(log.start, routine_of(document, entry))

    @property
    def lines(self) -> list[bytes]:
        """The session's lines of the history."""
        batches = [e.data for _, e in self.effects if isinstance(e, events.Append)]
        return [line for batch in batches for line in batch.splitlines()]

    @property
    def records(self) -> list[Record]:
        """The session's history records."""
        records = map(history.decode, self.lines)
        return [record for record in records if record is not None]

    def run(self) -> None:
        """Play the whole log; a log that was cut goes on until nobody is waited for.

        Raises ValueError when the session ends before the log does, or does not end with it.
        """
        with _first_line_believed():
            self._run()

    def _run(self) -> None:
        for line in self.log.lines:
            is_late = line.what == "late"
            self._wait(line.ms, int(line.values[0]) if is_late else FOREVER_MS)
            has_ended = self.device.session is None
            if has_ended != (line.what == "end"):
                raise ValueError(_disagreement(line, has_ended))
            if has_ended:
                return
            self.now_ms = self._start_ms + line.ms
            self._happen(line)
        last_ms = self.log.lines[-1].ms if self.log.lines else 0
        self._wait(last_ms + PATIENCE_MS)

    # --- playing ------------------------------------------------------------------------

    def _wait(self, until_ms: int, promised_ms: int = FOREVER_MS) -> None:
        """Step whenever the device asks for it, up to ``until_ms`` of the session.

        What it asks for from ``promised_ms`` on is left undone: that step came late.
        """
        ends_ms = self._start_ms + min(until_ms, promised_ms - 1)
        while self.device.session and self.due_ms() <= ends_ms:
            self.advance()

    def _happen(self, line: Line) -> None:
        values = line.values
        if line.what == "buttons":
            self.hold(int(values[0]))
        elif line.what == "panel":
            self.give(events.PanelChanged(values[0] == "1"))
        elif line.what == "capped":
            self.give(events.PulseCapped(values[0]))
        elif line.what == "failed":
            self.give(events.StoreFailed(-1, values[0]))
        elif line.what == "clock":
            epoch_s, offset_min, is_trusted = [int(value) for value in values]
            self.give(events.ClockRead(epoch_s, offset_min, bool(is_trusted)))
        elif line.what == "host":
            self.settle()
            self.device.link.control.control(values[0], "")
            self.settle()
        elif line.what == "edge":
            at_ms, late_ms = map(int, values)
            self.device.player.was_late(self._start_ms + at_ms, late_ms)
            self.settle()
        elif line.what == "late":
            self.settle()

    def apply(self, effect: object) -> None:
        """As the board does, and put on record."""
        super().apply(effect)
        at_ms = self.now_ms - self._start_ms
        self.effects.append((at_ms, effect))
        if isinstance(effect, events.SetMotor):
            self.trace.append({"t_ms": at_ms, "motor_pct": effect.duty_pct})
        elif isinstance(effect, events.SetTone):
            self.trace.append({"t_ms": at_ms, "tone_hz": effect.freq_hz})
        elif isinstance(effect, events.ShowView):
            words = self.device.painter.lines()
            self.trace.append({"t_ms": at_ms, "screen": effect.view.screen, "words": words})


def _disagreement(line: Line, has_ended: bool) -> str:
    now = "is over before" if has_ended else "goes on after"
    return (
        f"played again, the session {now} line {line.number} ({line.ms} {line.what}): "
        "a line up to there is damaged, or the device has another version of the program"
    )


def routine_texts(documents: list[bytes]) -> Iterator[tuple[str, str, bytes]]:
    """(id, digest, document of it alone) of every sound routine in ``documents``, in order."""
    for data in documents:
        for entry in check_bytes(data, "").entries:
            yield entry.id, entry.digest, RoutineSet.of(data, [entry]).document()

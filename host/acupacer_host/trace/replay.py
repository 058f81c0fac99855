"""Replays a session from its log: the device's own core again, on the virtual board.

The log (docs/protocol.md, ``/session.log``) says what the session began with and what
came in. The device is put where it was, then every line happens at its time; between
them it is stepped when it asks to be. What comes out is what came out then.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from acupacer.boards.virtual import VirtualBoard
from acupacer.core import events
from acupacer.core.device_config import DeviceConfig
from acupacer.core.progress import history
from acupacer.core.progress.records import Record
from acupacer.core.routine.document import parse_routine
from acupacer.core.session.input_log import FIRST_WORD
from acupacer.core.session.session_start import SessionStart

LOG_HEADING = "--- /session.log, for acupacer replay"  # in a bug report
REPORT_BYTES = 65536  # the longest bug report
FOREVER_MS = 1 << 60
PATIENCE_MS = 15 * 60_000  # after the last line of a log that was cut: every wait is over


@dataclass(frozen=True)
class Line:
    """One line of a log: ms from the session's start, what, and its values."""

    ms: int
    what: str
    values: list[str]


@dataclass(frozen=True)
class Log:
    """A log, read. ``start``: its first line; ``is_whole``: it goes to the end."""

    start: SessionStart
    lines: list[Line]
    is_whole: bool


def read(data: bytes) -> Log:
    """The log in a file's bytes, or in a bug report's; ValueError says what is wrong."""
    rows = data.decode("utf-8", "replace").splitlines()
    start = rows.index(LOG_HEADING) + 1 if LOG_HEADING in rows else 0
    if start == len(rows) or not rows[start].startswith(FIRST_WORD):
        raise ValueError("it does not begin with a session")
    try:
        begun = SessionStart.from_row(json.loads(rows[start].removeprefix(FIRST_WORD)))
    except (ValueError, TypeError) as error:
        raise ValueError("its first line is of another version") from error
    lines = []
    for number, row in enumerate(rows[start + 1 :], start + 2):
        words = row.split()
        if words == ["full"]:
            break
        if len(words) < 2 or not words[0].isdigit():
            raise ValueError(f"line {number} is damaged: {row[:40]!r}")
        lines.append(Line(int(words[0]), words[1], words[2:]))
    is_whole = bool(lines) and lines[-1].what == "end"
    return Log(begun, lines, is_whole)


class Replay(VirtualBoard):
    """One session, played again by ``run``.

    ``effects``: (ms from the session's start, effect) in order; ``trace``: the records
    of a simulator trace (docs/trace.md); ``lines``: what went into the history, and
    ``records``: what they say.
    """

    def __init__(self, log: Log, routine_text: bytes) -> None:
        self.log = log
        self.effects: list[tuple[int, object]] = []
        self.trace: list[dict[str, Any]] = []
        self._start_ms = log.start.start_ms
        super().__init__({events.FACTORY_FILE: _document(routine_text)}, DeviceConfig("replay"))
        self.press("STOP")  # silent from here on
        self.release("STOP")
        self.effects.clear()
        self.trace.clear()
        self.restore(log.start, parse_routine(routine_text, log.start.routine))

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
        """Play the whole log; a log that was cut goes on until nobody is waited for."""
        for line in self.log.lines:
            is_late = line.what == "late"
            self._wait(line.ms, int(line.values[0]) if is_late else FOREVER_MS)
            if line.what == "end" or self.device.session is None:
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
        else:
            self.settle()
        if line.what == "host":
            self.device.link.control.control(values[0], "")
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


def _document(routine_text: bytes) -> bytes:
    return b'{"format":"acupacer-routines","version":1,"routines":[%s]}' % routine_text


def routine_texts(documents: list[bytes]) -> Iterator[tuple[str, str, bytes]]:
    """(id, digest, bytes) of every sound routine in ``documents``, in order."""
    from ..content.validate import check_bytes

    for data in documents:
        for entry in check_bytes(data, "").entries:
            text = data[entry.offset : entry.offset + entry.length]
            yield entry.id, entry.digest, text

"""Replays a session from its log: the device's own core again, on a fake clock.

The log (docs/protocol.md, ``/session.log``) says what the session began with and what
came in. The device is put where it was, then every line happens at its time; between
them it is stepped when it asks to be. What comes out is what came out then.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from acupacer.core import events, settings
from acupacer.core.device import Device
from acupacer.core.device_config import DeviceConfig
from acupacer.core.input import gestures
from acupacer.core.progress import history
from acupacer.core.progress.prescriptions import Prescription
from acupacer.core.progress.records import Checkpoint, Record
from acupacer.core.routine.document import parse_routine
from acupacer.core.routine.model import Routine
from acupacer.core.session import course, input_log
from acupacer.core.session.session import Session

SESSION_LOG = "/session.log"
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
    """A log, read. ``head``: by the names of ``input_log.HEAD``; ``is_whole``: to the end."""

    head: dict[str, Any]
    lines: list[Line]
    is_whole: bool


def read(data: bytes) -> Log:
    """The log in a file's bytes, or in a bug report's; ValueError says what is wrong."""
    rows = data.decode("utf-8", "replace").splitlines()
    start = rows.index(LOG_HEADING) + 1 if LOG_HEADING in rows else 0
    if start == len(rows) or not rows[start].startswith("session "):
        raise ValueError("it does not begin with a session")
    try:
        values = json.loads(rows[start].removeprefix("session "))
        head = dict(zip(input_log.HEAD, values, strict=True))
    except ValueError as error:
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
    return Log(head, lines, is_whole)


class Replay:
    """One session, played again by ``run``.

    ``effects``: (ms from the session's start, effect) in order; ``trace``: the records
    of a simulator trace (docs/trace.md); ``lines``: what went into the history, and
    ``records``: what they say.
    """

    def __init__(self, log: Log, routine_text: bytes) -> None:
        self.log = log
        self.effects: list[tuple[int, object]] = []
        self.trace: list[dict[str, Any]] = []
        self.device = Device(DeviceConfig("replay"))
        self._files = _files(log.head, routine_text)
        self._start_ms: int = log.head["start_ms"]
        self._inputs: list[object] = [events.ButtonsChanged(0)]
        self._power_up()
        self._put_back()
        self._begin(parse_routine(routine_text, log.head["routine"]))

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
            self._wait(line)
            if line.what == "end" or self.device.session is None:
                return
            self._happen(line)
        last_ms = self.log.lines[-1].ms if self.log.lines else 0
        while self.device.session and self._due_ms() <= last_ms + PATIENCE_MS:
            self._step(self._due_ms())

    # --- getting there ------------------------------------------------------------------

    def _power_up(self) -> None:
        """From nothing to home, before the session's uptime."""
        while self._inputs:
            self._step(-self._start_ms)
        for pressed in (events.STOP, 0):
            self._inputs.append(events.ButtonsChanged(pressed))
            self._step(-self._start_ms)

    def _put_back(self) -> None:
        """What the device knew and how its keys stood when the session began."""
        head, device = self.log.head, self.device
        epoch_s, offset_min, is_trusted, age_ms = head["wall"]
        device.clock.wall.read(self._start_ms - age_ms, epoch_s, offset_min, bool(is_trusted))
        known = {"id": head["record_id"] - 1, "rows": head["progress"]}
        device.progress.apply(Checkpoint(known))
        device.progress.next_session = head["session_id"]
        device.journal.next_id = head["record_id"]
        device.keys.buttons.restore(head["buttons"], self._start_ms)
        device.keys.last_press_ms = self._start_ms - head["idle_ms"]
        device.player.cut(self._start_ms)
        device.keys.act_now(gestures.STOP, device.now_ms)  # home: its questions wait
        self.effects.clear()
        self.trace.clear()

    def _begin(self, routine: Routine) -> None:
        """Begin the session in a step of its own, as the bytes of a routine do."""
        device, head = self.device, self.log.head

        def begin(_: bytes, reason: str) -> None:
            doses = [_prescription(row) for row in head["doses"]]
            has_ticks = bool(device.preferences.values["ticks"])
            session = Session(routine, doses, device.player, device.now_ms, has_ticks)
            session.reasons = head["reasons"]
            if head["taken_up"]:
                session.take_up(*head["taken_up"])
            device.begin_session(session, head["digest"])

        ticket = device.storage.ticket() + 1  # the one that the read is given
        device.storage.read(events.FACTORY_FILE, 0, 0, begin)
        self._inputs.append(events.ReadDone(ticket, b""))
        self._step(0)
        self._settle()

    # --- playing ------------------------------------------------------------------------

    def _due_ms(self) -> int:
        return self.device.next_ms - self._start_ms

    def _wait(self, line: Line) -> None:
        """Step whenever the device asks for it, up to the time of ``line``."""
        promised_ms = int(line.values[0]) if line.what == "late" else FOREVER_MS
        while self.device.session and self._due_ms() <= line.ms:
            if self._due_ms() >= promised_ms:
                return
            self._step(self._due_ms())
            self._settle()

    def _happen(self, line: Line) -> None:
        if line.what == "buttons":
            self._inputs.append(events.ButtonsChanged(int(line.values[0])))
        elif line.what == "panel":
            self._inputs.append(events.PanelChanged(line.values[0] == "1"))
        elif line.what == "capped":
            self._inputs.append(events.PulseCapped(line.values[0]))
        elif line.what == "failed":
            self._inputs.append(events.StoreFailed(-1, line.values[0]))
        elif line.what == "clock":
            epoch_s, offset_min, is_trusted = [int(value) for value in line.values]
            self._inputs.append(events.ClockRead(epoch_s, offset_min, bool(is_trusted)))
        self._step(line.ms)
        session = self.device.session
        if line.what == "host" and session:
            if line.values == ["stop"]:
                self.device.keys.act_now(gestures.STOP, self.device.now_ms)
            else:
                course.happen(session, gestures.START_DOWN, self.device.now_ms)
            self._step(line.ms)
        self._settle()

    def _settle(self) -> None:
        """Answer what the last step asked of the store, at the same instant."""
        while self._inputs:
            self._step(self.device.now_ms - self._start_ms)

    def _step(self, at_ms: int) -> None:
        inputs, self._inputs = self._inputs, []
        for effect in self.device.step(self._start_ms + at_ms, inputs):
            self.effects.append((at_ms, effect))
            self._apply(at_ms, effect)

    def _apply(self, at_ms: int, effect: object) -> None:
        if isinstance(effect, events.Read):
            data = self._files.get(effect.name)
            if data is None:
                self._inputs.append(events.StoreFailed(effect.ticket, "absent"))
            else:
                part = data[effect.offset : effect.offset + effect.length]
                self._inputs.append(events.ReadDone(effect.ticket, part))
        elif isinstance(effect, events.Append | events.StageWrite | events.Commit):
            self._inputs.append(events.Stored(effect.ticket))
        elif isinstance(effect, events.SetMotor):
            self.trace.append({"t_ms": at_ms, "motor_pct": effect.duty_pct})
        elif isinstance(effect, events.SetTone):
            self.trace.append({"t_ms": at_ms, "tone_hz": effect.freq_hz})
        elif isinstance(effect, events.ShowView):
            words = self.device.painter.lines()
            self.trace.append({"t_ms": at_ms, "screen": effect.view.screen, "words": words})


def _prescription(row: list[Any]) -> Prescription:
    hold_s, window_s, repetitions, sides, level = row
    return Prescription(hold_s, window_s, repetitions, tuple(sides), level)


def _files(head: dict[str, Any], routine_text: bytes) -> dict[str, bytes]:
    document = b'{"format":"acupacer-routines","version":1,"routines":[%s]}' % routine_text
    chosen = dict(settings.defaults(), **dict(head["settings"]))
    return {
        events.FACTORY_FILE: document,
        events.SETTINGS_FILE: settings.encode(chosen),
    }


def routine_texts(documents: list[bytes]) -> Iterator[tuple[str, str, bytes]]:
    """(id, digest, bytes) of every sound routine in ``documents``, in order."""
    from ..content.validate import check_bytes

    for data in documents:
        for entry in check_bytes(data, "").entries:
            text = data[entry.offset : entry.offset + entry.length]
            yield entry.id, entry.digest, text

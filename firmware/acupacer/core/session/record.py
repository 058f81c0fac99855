"""A session's way into the history, and the summary shown at its end."""

from ..progress import prescriptions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..device import Device
    from .session import Session

# What an ``ended`` record may hold within history.MAX_LINE_BYTES.
GIVEN_ROWS_MAX = 16
SPOTS_MAX = 64


class SessionRecord:
    """Turns a session's events into history records; measures its cue edges.

    ``session_id``: the session's number in the history; ``digest``: of its routine.
    """

    def __init__(self, device: "Device", session_id: int, digest: str) -> None:
        self.session_id = session_id
        self._device = device
        self._digest = digest
        self._has_answer = False
        self._edges = 0
        self._error_sum_us = 0
        self._worst_us = 0

    def add_edge(self, error_us: int) -> None:
        """One output edge came ``error_us`` after it was due."""
        self._edges += 1
        self._error_sum_us += abs(error_us)
        self._worst_us = max(self._worst_us, abs(error_us))

    def has_news(self, session: "Session") -> bool:
        """The session has something to say that is not noted yet."""
        return bool(session.events) or self._must_answer(session)

    def note_next(self, session: "Session") -> None:
        """Note the first of it. One at a time: each takes a Pico some 5 ms."""
        if not session.events:
            self._has_answer = True
            answer = session.closing.answer if session.closing else ""
            self._note("answer", [answer, session.last_method, session.last_pressed])
            return
        kind, values = session.events.pop(0)
        if kind == "started" and not values:
            session.events = self._started(session) + session.events
        else:
            self._note(kind, self._values(kind, values, session))

    def _must_answer(self, session: "Session") -> bool:
        closing = session.closing
        return bool(closing and closing.answer) and not self._has_answer

    def summary(self, session: "Session") -> "dict[str, Any]":
        """The fields of the ``done`` view."""
        device = self._device
        entry = device.contents.entry_of(session.routine["id"])
        wait_min, left_today = 0, -1
        if entry is not None:
            wait_min = device.progress.wait_min(entry, device.wall, device.now_ms)
            left_today = device.progress.left_today(entry, device.wall, device.now_ms)
        return {
            "ended": session.closing.ended if session.closing else "",
            "title": session.routine["title"],
            "delivered_s": session.ledger.delivered_ms() // 1000,
            "prescribed_s": session.ledger.prescribed_ms() // 1000,
            "wait_min": wait_min,
            "left_today": left_today,
            "notice": device.progress.advice(),
        }

    def _note(self, kind: str, values: "list[Any]") -> None:
        device = self._device
        device.recorder.note(kind, values, self.session_id)

    def _started(self, session: "Session") -> "list[tuple[str, list[Any]]]":
        """What a start is in the records; the prescription may need more than one line."""
        steps, asked = session.routine["steps"], session.prescriptions
        doses = [
            prescriptions.dose_row(index, step, asked[index])
            for index, step in enumerate(steps)
        ]
        first, *more = prescriptions.in_parts(doses, session.ledger.prescribed)
        started = [session.routine["id"], self._digest] + first
        return [("started", started)] + [("prescribed", part) for part in more]

    def _values(self, kind: str, values: "list[Any]", session: "Session") -> "list[Any]":
        if kind == "ended":
            given = given_rows(session.ledger.delivered)
            error_us = None
            if self._edges:
                error_us = [self._worst_us, self._error_sum_us // self._edges]
            return [values[0], given, session.spots[:SPOTS_MAX], session.pauses, error_us]
        return values


def given_rows(given: "list[tuple[str, str, int]]") -> "list[list[Any]]":
    """``given`` as an ``ended`` record holds it: empty when there are too many rows.

    Nothing is lost then: the session's ``end`` records have it all.
    """
    return list(map(list, given)) if len(given) <= GIVEN_ROWS_MAX else []

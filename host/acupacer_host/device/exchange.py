"""One request, one reply, over a line that may lose or damage either.

Stop and wait: the next request goes out when the reply to the one before came in. No
reply in time: the same bytes again, behind a newline (which ends whatever half line
the noise left). A reply counts only when op, group, sequence number and command fit;
everything else is stale or not ours and is dropped.

The wait adapts: max(250 ms, 4 x smoothed round trip + frame time), doubling up to 2 s
with each try. The frame time starts at 115200 baud and follows what is measured.
"""

from __future__ import annotations

import random
from typing import Any

from acupacer.core.errors import FrameError
from acupacer.core.link import frames, smp
from acupacer.core.link.cbor import Map

from ..errors import NoAnswer, refusal
from .transport import Transport

TRIES = 8
FIRST_WAIT_S = 0.25
LONGEST_WAIT_S = 2.0
LONGEST_REPLY = 70_000  # bytes of a message taken in
SECONDS_PER_BYTE = 10 / 115200
SMOOTHING = 1 / 8  # of a new round trip in the average, as TCP does


class Exchange:
    """Requests over one transport. ``lost``: replies waited for in vain so far."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.lost = 0
        self.waited_s = 0.0  # time spent on replies that did not come
        self._reader = frames.Reader(LONGEST_REPLY)
        self._seq = random.randrange(256)
        self._round_trip_s: float | None = None
        self._byte_s = SECONDS_PER_BYTE

    def request(
        self,
        op: int,
        group: int,
        command: int,
        fields: Map,
        tries: int = TRIES,
        first_wait_s: float = FIRST_WAIT_S,
        reply_delay_s: float = 0.0,
    ) -> dict[Any, Any]:
        """Send a request until it is answered; the reply's fields.

        ``reply_delay_s``: how long the device may hold the reply back on purpose.
        Raises Refused for an error reply, NoAnswer after ``tries`` tries, TransportGone.
        """
        self._seq = (self._seq + 1) % 256
        message = smp.pack(op, group, self._seq, command, fields)
        wire = frames.encode(message)
        wait_s = self._wait_s(len(wire), first_wait_s) + reply_delay_s
        for attempt in range(tries):
            sent_s = self.transport.now_s()
            self.transport.write(wire if not attempt else b"\n" + wire)
            reply = self._await_reply(message, sent_s + wait_s)
            took_s = self.transport.now_s() - sent_s
            if reply is not None:
                if not attempt and not reply_delay_s:
                    self._learn(took_s, len(wire) + frames.wire_bytes(len(reply.body)))
                return _checked(reply.fields())
            self.lost += 1
            self.waited_s += took_s
            wait_s = max(wait_s, min(2 * wait_s, LONGEST_WAIT_S))
        raise NoAnswer(
            f"{self.transport.name}: no answer after {tries} tries; is the device on, "
            "is this its port, and is no other program using it?"
        )

    def _wait_s(self, wire_bytes: int, first_wait_s: float) -> float:
        round_trip_s = self._round_trip_s or 0.0
        return max(first_wait_s, 4 * round_trip_s + 2 * wire_bytes * self._byte_s)

    def _learn(self, took_s: float, wire_bytes: int) -> None:
        """Take a round trip without a retry into the averages (Karn's rule)."""
        if self._round_trip_s is None:
            self._round_trip_s = took_s
            self._byte_s = took_s / wire_bytes
        self._round_trip_s += SMOOTHING * (took_s - self._round_trip_s)
        self._byte_s += SMOOTHING * (took_s / wire_bytes - self._byte_s)

    def _await_reply(self, request: bytes, until_s: float) -> smp.Message | None:
        """The reply to ``request``, or None when its time is over."""
        expected = _address(smp.parse(request), 1)
        while True:
            left_s = until_s - self.transport.now_s()
            if left_s <= 0:
                return None
            for data in self._reader.feed(self.transport.read(left_s)):
                reply = _parse(data)
                if reply is not None and _address(reply, 0) == expected:
                    return reply


def _address(message: smp.Message, op_step: int) -> tuple[int, int, int, int]:
    """What a reply and its request have in common; the reply's op is one more."""
    return message.op + op_step, message.group, message.seq, message.command


def _parse(data: bytes) -> smp.Message | None:
    """The message, or None when it makes no sense (noise that fits the CRC)."""
    try:
        message = smp.parse(data)
        message.fields()
    except FrameError:
        return None
    return message


def _checked(fields: dict[Any, Any]) -> dict[Any, Any]:
    """The fields of a reply; raises Refused for an error reply."""
    group_error = fields.get("err")  # how other SMP devices refuse
    rc = group_error.get("rc", 1) if isinstance(group_error, dict) else fields.get("rc", 0)
    if rc != 0:
        raise refusal(rc if isinstance(rc, int) else 1, str(fields.get("rsn", "")))
    return fields

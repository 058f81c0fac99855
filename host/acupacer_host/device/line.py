"""What is known of a line: its round trip, its rate, and how long a piece gets through.

Learned from every reply and kept from request to request, as TCP does (RFC 6298), so that a
slow line is taken for a dead one once at most. A reply's time is the line's round trip and
what its bytes, and those of its request, take; two replies of different length tell the two
apart. Short ones tell little: a device that took its time over one of them must not pass for
a slow line. So what they tell counts by their length, no byte can take longer than all of an
exchange divided by its bytes, and what a wait allows for is bounded.
"""

from __future__ import annotations

SECONDS_PER_BYTE = 10 / 115200  # until something was measured
SLACK_S = 0.5  # so much longer than they should the bytes may take, but not over twice as long
SMOOTHING, SPREAD_SMOOTHING = 1 / 8, 1 / 4  # as TCP does
RATE_SMOOTHING = 1 / 4  # by a difference as long as the longest yet
ASSUMED_BY = 64  # bytes: so much weight has the rate assumed at first
LONGER = 2  # so many times the bytes tell the rate
PIECE_S = 2.0  # a piece of a file should not take longer

SMALLEST_PIECE = 64


class Line:
    """One line. ``is_known``: a reply was timed. ``byte_s``: what a byte takes, in seconds."""

    def __init__(self) -> None:
        self.byte_s = SECONDS_PER_BYTE
        self._round_trip_s = 0.0
        self._spread_s = 0.0
        self._least: tuple[int, float] | None = None  # bytes and seconds of a short exchange
        self._is_rate_known = False
        self._told_by = ASSUMED_BY  # the most bytes by which two replies differed
        self._piece: int | None = None
        self._has_come = False  # a piece, at its first try

    @property
    def is_known(self) -> bool:
        """A reply was timed, so that its absence means something."""
        return self._least is not None

    def wait_s(self, least_s: float, wire_bytes: int) -> float:
        """How long to wait for a reply; ``wire_bytes``: the request's and the reply's."""
        trip_s = self._round_trip_s + max(4 * self._spread_s, self._round_trip_s / 4)
        bytes_s = wire_bytes * self.byte_s
        return max(least_s, trip_s + bytes_s + min(bytes_s, SLACK_S))

    def is_early(self, took_s: float) -> bool:
        """No reply can be there so soon: it is one to an earlier try."""
        return self.is_known and took_s < self._round_trip_s / 2

    def learn(self, wire_bytes: int, took_s: float) -> None:
        """A reply came ``took_s`` after its request began to be sent."""
        is_first = self._least is None
        least_bytes, least_s = self._least or (wire_bytes, took_s)
        if max(wire_bytes, least_bytes) >= LONGER * min(wire_bytes, least_bytes):
            is_first = self._learn_rate(wire_bytes - least_bytes, took_s - least_s)
        self.byte_s = min(self.byte_s, took_s / wire_bytes)
        trip_s = max(0.0, took_s - wire_bytes * self.byte_s)
        if is_first:
            self._round_trip_s, self._spread_s = trip_s, trip_s / 2
        else:
            off_s = abs(trip_s - self._round_trip_s)
            self._spread_s += SPREAD_SMOOTHING * (off_s - self._spread_s)
            self._round_trip_s += SMOOTHING * (trip_s - self._round_trip_s)
        if wire_bytes <= least_bytes:
            self._least = wire_bytes, took_s

    def _learn_rate(self, more_bytes: int, more_s: float) -> bool:
        """Two replies tell it; whether it was unknown, and so all that was thought of both."""
        is_news = not self._is_rate_known
        byte_s = max(0.0, more_s / more_bytes)
        weight = min(1.0, RATE_SMOOTHING * abs(more_bytes) / self._told_by)
        self._told_by = max(self._told_by, abs(more_bytes))
        self.byte_s += weight * (byte_s - self.byte_s)
        self._is_rate_known = True
        return is_news

    # --- pieces of files ------------------------------------------------------------

    def piece(self, largest: int) -> int:
        """How many bytes of a file the next piece should have, ``largest`` at most."""
        fitting = int(PIECE_S / self.byte_s * 3 / 4) if self.byte_s else largest
        wanted = largest if self._piece is None else self._piece
        self._piece = max(SMALLEST_PIECE, min(wanted, largest, fitting))
        return self._piece

    def came(self) -> None:
        """A piece was answered at its first try: the next one may be larger."""
        self._has_come = True
        if self._piece:
            self._piece *= 2

    def lost(self) -> None:
        """A piece was not answered: the next one is smaller, much so until one got through."""
        if self._piece:
            self._piece = max(SMALLEST_PIECE, self._piece // (2 if self._has_come else 4))

"""What is known of a line: its round trip, its rate, and how long a piece gets through.

Learned from every reply and kept from request to request, as TCP does (RFC 6298), so that a
slow line is taken for a dead one once at most. A reply's time is the line's round trip and
what its bytes, and those of its request, take; two replies of different length tell the two
apart.
"""

from __future__ import annotations

SECONDS_PER_BYTE = 10 / 115200  # until something was measured
SLACK = 2  # times what the bytes should take
SMOOTHING, SPREAD_SMOOTHING = 1 / 8, 1 / 4  # as TCP does
RATE_SMOOTHING = 1 / 4
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
        self._piece: int | None = None
        self._has_come = False  # a piece, at its first try

    @property
    def is_known(self) -> bool:
        """A reply was timed, so that its absence means something."""
        return self._least is not None

    def wait_s(self, least_s: float, wire_bytes: int) -> float:
        """How long to wait for a reply; ``wire_bytes``: the request's and the reply's."""
        trip_s = self._round_trip_s + max(4 * self._spread_s, self._round_trip_s / 4)
        return max(least_s, trip_s + SLACK * wire_bytes * self.byte_s)

    def is_early(self, took_s: float) -> bool:
        """No reply can be there so soon: it is one to an earlier try."""
        return self.is_known and took_s < self._round_trip_s / 2

    def learn(self, wire_bytes: int, took_s: float) -> None:
        """A reply came ``took_s`` after its request began to be sent."""
        is_first = self._least is None
        least_bytes, least_s = self._least or (wire_bytes, took_s)
        if max(wire_bytes, least_bytes) >= LONGER * min(wire_bytes, least_bytes):
            is_first = self._learn_rate(wire_bytes - least_bytes, took_s - least_s)
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
        self.byte_s += (1 if is_news else RATE_SMOOTHING) * (byte_s - self.byte_s)
        self._is_rate_known = True
        return is_news

    # --- pieces of files ------------------------------------------------------------

    def piece(self, largest: int) -> int:
        """How many bytes of a file the next piece should have, ``largest`` at most."""
        if self._piece is None:
            fitting = int(PIECE_S / self.byte_s * 3 / 4) if self.byte_s else largest
            self._piece = max(SMALLEST_PIECE, min(largest, fitting))
        self._piece = min(self._piece, max(SMALLEST_PIECE, largest))
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

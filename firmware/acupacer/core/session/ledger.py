"""Sides as a ledger: what was asked for and what was delivered, per place and side."""

from ..progress import sums

FINISHED_PCT = 80  # of the prescribed time at every point (source: design)


class Ledger:
    """Sums of one session, in milliseconds; rows are (point or area, side)."""

    def __init__(self, prescribed: "list[tuple[str, str, int]]") -> None:
        self.prescribed = prescribed
        self.delivered = [(key, side, 0) for key, side, _ in prescribed]

    def deliver(self, key: str, side: str, done_ms: int) -> None:
        """Book ``done_ms`` of pressure at ``key`` on ``side``."""
        sums.add(self.delivered, key, side, done_ms)

    def delivered_ms(self) -> int:
        """All pressure of the session, in ms."""
        return sums.total_ms(self.delivered)

    def delivered_at(self, key: str) -> int:
        """Pressure at one place on all its sides, in ms."""
        return sums.total_ms(self.delivered, key)

    def prescribed_ms(self) -> int:
        """All that was asked for, in ms."""
        return sums.total_ms(self.prescribed)

    def is_finished(self) -> bool:
        """At least 80 % of the prescribed time was delivered at every place."""
        asked: "list[tuple[str, str, int]]" = []
        given: "list[tuple[str, str, int]]" = []
        for key, _, asked_ms in self.prescribed:
            sums.add(asked, key, "", asked_ms)
        for key, _, done_ms in self.delivered:
            sums.add(given, key, "", done_ms)
        if not self.prescribed_ms():
            return self.delivered_ms() > 0
        return all([g[2] * 100 >= a[2] * FINISHED_PCT for a, g in zip(asked, given)])

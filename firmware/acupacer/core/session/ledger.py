"""A running session's ledger: what it asks for and what was delivered, by place and side."""

from ..progress import sums
from ..progress.sums import SideSum

FINISHED_PCT = 80  # of the prescribed time at every point (source: design)


class Ledger:
    """Sums of one session, in milliseconds."""

    def __init__(self, prescribed: "list[SideSum]") -> None:
        self.prescribed = prescribed
        self.delivered = [SideSum(asked.place, asked.side, 0) for asked in prescribed]

    def deliver(self, place: str, side: str, done_ms: int) -> None:
        """Take ``done_ms`` of pressure at ``place`` on ``side``."""
        sums.add(self.delivered, place, side, done_ms)

    def delivered_ms(self) -> int:
        """All pressure of the session, in ms."""
        return sums.total_ms(self.delivered)

    def delivered_at(self, place: str) -> int:
        """Pressure at one place on all its sides, in ms."""
        return sums.total_ms(self.delivered, place)

    def prescribed_ms(self) -> int:
        """All that was asked for, in ms."""
        return sums.total_ms(self.prescribed)

    def is_finished(self) -> bool:
        """At least 80 % of the prescribed time was delivered at every place."""
        if not self.prescribed_ms():
            return self.delivered_ms() > 0
        for place in [asked.place for asked in self.prescribed]:
            asked_ms = sums.total_ms(self.prescribed, place)
            if self.delivered_at(place) * 100 < asked_ms * FINISHED_PCT:
                return False
        return True

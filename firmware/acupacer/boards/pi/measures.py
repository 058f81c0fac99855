"""What a self-test measures, in figures. Times are in ns of one clock that only grows."""

from collections.abc import Sequence
from statistics import median

from ...core.input.buttons import SETTLED_MS  # so long contacts may bounce

UNTIL_MS = (1, 2, 5, 10, 20, SETTLED_MS)  # bounces are counted by when they came
MS = 1_000_000

Edge = tuple[bool, int]  # closed or high, and when


class Bounces:
    """How one button bounces, over several presses.

    ``closing`` and ``opening``: how many bounces came by each of ``UNTIL_MS`` after the touch
    and after letting go, those by the one before not counted again.
    """

    def __init__(self) -> None:
        self.held_ms: list[int] = []
        self.closing = [0] * len(UNTIL_MS)
        self.opening = [0] * len(UNTIL_MS)
        self.last_us = 0  # when the latest of all came

    def take(self, edges: Sequence[Edge]) -> int:
        """Take in one press with all its edges; how often it bounced as it closed.

        A press without an edge of either kind is passed over.
        """
        closed_ns = next((at_ns for is_closed, at_ns in edges if is_closed), None)
        if closed_ns is None:
            return 0
        opened_ns = _let_go(edges, closed_ns)
        if opened_ns is None:
            return 0
        self.held_ms.append((opened_ns - closed_ns) // MS)
        bounced = self._count(self.closing, closed_ns, edges, False, opened_ns)
        self._count(self.opening, opened_ns, edges, True)
        return bounced

    def _count(
        self,
        counts: list[int],
        since_ns: int,
        edges: Sequence[Edge],
        is_closed: bool,
        until_ns: int | None = None,
    ) -> int:
        """Count the edges of one kind that follow ``since_ns``, as long as contacts bounce."""
        found = 0
        for kind, at_ns in edges:
            after_ns = at_ns - since_ns
            if kind != is_closed or not 0 < after_ns <= SETTLED_MS * MS:
                continue
            if until_ns is not None and at_ns >= until_ns:
                continue
            place = next(n for n, end in enumerate(UNTIL_MS) if after_ns <= end * MS)
            counts[place] += 1
            found += 1
            self.last_us = max(self.last_us, after_ns // 1000)
        return found

    def figures(self) -> dict[str, object]:
        """All of it, for a program."""
        return {
            "held_ms": self.held_ms,
            "until_ms": list(UNTIL_MS),
            "closing": self.closing,
            "opening": self.opening,
            "last_us": self.last_us,
        }

    def lines(self) -> list[str]:
        """All of it, for people."""
        if not self.held_ms:
            return ["no press was seen"]
        return [
            f"pressed {len(self.held_ms)} times, {min(self.held_ms)} to {max(self.held_ms)} ms",
            f"bounces after the touch:  {_by_time(self.closing)}",
            f"bounces after letting go: {_by_time(self.opening)}",
            f"the latest after {_ms(self.last_us)}",
        ]


def _let_go(edges: Sequence[Edge], closed_ns: int) -> int | None:
    """When the contact opened for good: the first opening edge that no bounce at the touch is.

    None: it did not open.
    """
    settled_ns = closed_ns + SETTLED_MS * MS
    early = [edge for edge in edges if edge[1] <= settled_ns]
    late = [edge for edge in edges if edge[1] > settled_ns]
    if not early[-1][0] and (not late or late[0][1] > early[-1][1] + SETTLED_MS * MS):
        return early[-1][1]  # a brief tap
    return next((at_ns for is_closed, at_ns in late if not is_closed), None)


class Lateness:
    """How late something came, time after time."""

    def __init__(self) -> None:
        self.late_us: list[int] = []

    def figures(self) -> dict[str, object]:
        """All of it, for a program; median and worst in us."""
        if not self.late_us:
            return {"count": 0}
        return {
            "count": len(self.late_us),
            "median_us": round(median(self.late_us)),
            "worst_us": max(self.late_us),
        }

    def words(self) -> str:
        """All of it, for people."""
        if not self.late_us:
            return "not measured"
        return f"{_ms(median(self.late_us))} late (worst {_ms(max(self.late_us))})"


class Pulses:
    """The pulses of an output as they arrive at an input that a wire leads them to.

    ``high``: from the order to the first edge; ``low``: from the order to the last one.
    """

    def __init__(self) -> None:
        self.high, self.low = Lateness(), Lateness()
        self.missed = 0

    def take(self, high_ns: int, low_ns: int, edges: Sequence[Edge]) -> None:
        """Take in one pulse: when it was ordered, when its end was, and the edges that came."""
        rises = [at_ns for is_high, at_ns in edges if is_high]
        falls = [at_ns for is_high, at_ns in edges if not is_high]
        if not rises or not falls or falls[-1] < rises[-1]:
            self.missed += 1
            return
        self.high.late_us.append((rises[0] - high_ns) // 1000)
        # Between two periods of its PWM the pin was low before it was told to be.
        self.low.late_us.append(max(0, (falls[-1] - low_ns) // 1000))

    def figures(self) -> dict[str, object]:
        """All of it, for a program."""
        return {
            "high": self.high.figures(),
            "low": self.low.figures(),
            "missed": self.missed,
        }

    def words(self) -> str:
        """All of it, for people."""
        seen = len(self.high.late_us)
        told = f"{seen} pulses: high {self.high.words()}, low {self.low.words()}"
        return f"{told}; {self.missed} not seen" if self.missed else told


def _by_time(counts: Sequence[int]) -> str:
    return ", ".join(f"<{ms} ms {n}" for ms, n in zip(UNTIL_MS, counts, strict=True))


def _ms(us: float) -> str:
    return f"{us / 1000:.2f} ms"

"""How long the link's work takes on this board, so that none is begun too near an edge.

A kind of work is a command; the pieces of the job it may need are a kind of their own. The
board says after each step how long it took (``Device.took``).
"""

LEAST_MS = 3  # reading a clock in whole ms, and what goes on around the work
# A longer one met something else (writing to flash, a computer asleep). Edges so far apart
# come often enough for no work to wait for ever.
MOST_MS = 250
NOTHING = -1  # the kind of no work
JOB = 1 << 16  # added to a command's kind: its job's pieces


def kind_of(message: bytes) -> int:
    """The kind of work a request is."""
    return message[5] << 8 | message[7] if len(message) > 7 else 0


class Costs:
    """The longest piece seen of each kind, in ms; ``first_ms`` before one was seen."""

    def __init__(self, first_ms: int) -> None:
        self._first_ms = first_ms
        self._longest_ms: "dict[int, int]" = {}
        self._kind = NOTHING  # of the piece done in the step before

    def of(self, kind: int) -> int:
        """How long a piece of ``kind`` may take; 0 for NOTHING."""
        return 0 if kind == NOTHING else self._longest_ms.get(kind, self._first_ms)

    def begin(self, kind: int) -> None:
        """A piece of ``kind`` is done in this step."""
        self._kind = kind

    def end(self, took_ms: int) -> None:
        """The step took so long."""
        kind, self._kind = self._kind, NOTHING
        if took_ms > self._longest_ms.get(kind, 0):
            self._longest_ms[kind] = min(max(took_ms, LEAST_MS), MOST_MS)

"""Contacts that closed and opened between two looks: they are told all the same."""

SPARK_NS = 1_000_000  # no contact that a finger makes is this short


class Taps:
    """Levels as they are told, with nothing lost that was closed for ``SPARK_NS``.

    Bits name contacts. The caller tells every edge in order, and asks with the levels.
    ``has_more``: the next ``told`` says something else although nothing will have happened.
    """

    def __init__(self) -> None:
        self.has_more = False
        self._closed_ns: dict[int, int] = {}
        self._tapped = 0
        self._told = 0

    def take_edge(self, bit: int, is_closed: bool, at_ns: int) -> None:
        """A contact closed or opened; ``at_ns``: when, on any clock that grows."""
        if is_closed:
            self._closed_ns[bit] = at_ns
            return
        closed_ns = self._closed_ns.pop(bit, at_ns)
        if at_ns - closed_ns >= SPARK_NS:
            self._tapped |= bit

    def told(self, closed: int) -> int:
        """What to tell of the levels ``closed``: with those that are over, once."""
        over = self._tapped & ~closed & ~self._told
        self._tapped = 0
        self.has_more = bool(over)
        self._told = closed | over
        return self._told

"""Sums of pressure by place and side."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from ..named_tuples import NamedTuple

# How long one side of a point or area was pressed, or is to be, all repetitions together.
SideSum = NamedTuple("SideSum", (("place", str), ("side", str), ("ms", int)))


def add(sums: "list[SideSum]", place: str, side: str, more_ms: int) -> None:
    """Add ``more_ms`` to the sum of (place, side), making it when there is none."""
    for index, known in enumerate(sums):
        if known.place == place and known.side == side:
            sums[index] = SideSum(place, side, known.ms + more_ms)
            return
    sums.append(SideSum(place, side, more_ms))


def total_ms(sums: "list[SideSum]", place: str = "", side: str = "") -> int:
    """The ms of all sums, of those of ``place``, or of its ``side`` alone."""
    so_far_ms = 0
    for known in sums:
        if (not place or place == known.place) and (not side or side == known.side):
            so_far_ms += known.ms
    return so_far_ms

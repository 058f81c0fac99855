"""Sums of pressure by place and side: rows of (point or area, side, ms)."""


def add(sums: "list[tuple[str, str, int]]", key: str, side: str, more_ms: int) -> None:
    """Add ``more_ms`` to the row of (key, side), making it when there is none."""
    for index, (row_key, row_side, row_ms) in enumerate(sums):
        if row_key == key and row_side == side:
            sums[index] = (key, side, row_ms + more_ms)
            return
    sums.append((key, side, more_ms))


def total_ms(sums: "list[tuple[str, str, int]]", key: str = "", side: str = "") -> int:
    """The ms of all rows, of those of place ``key``, or of its ``side`` alone."""
    found_ms = 0
    for row_key, row_side, row_ms in sums:
        if (not key or key == row_key) and (not side or side == row_side):
            found_ms += row_ms
    return found_ms

"""When the clocks of a zone change: what a device is told, so that it follows by itself."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

WEEK_S = 7 * 86400
CHANGES = 4  # of the zone that a device is told: two years of summer time
CHANGES_WEEKS = 3 * 52  # so far ahead they are looked for


def changes(from_s: int, offset_min: Callable[[int], int]) -> list[list[int]]:
    """[Unix seconds, minutes east of UTC from then on] of the zone's next changes.

    ``offset_min``: minutes east of UTC at a time in Unix seconds.
    """
    found: list[list[int]] = []
    for week in range(CHANGES_WEEKS):
        week_s = from_s + week * WEEK_S
        if len(found) < CHANGES and offset_min(week_s) != offset_min(week_s + WEEK_S):
            since_s = _change_s(offset_min, week_s)
            found.append([since_s, offset_min(since_s)])
    return found


def _change_s(offset_min: Callable[[int], int], week_s: int) -> int:
    """The second within a week of ``week_s`` from which the offset is another one."""
    low_s, high_s, before = week_s, week_s + WEEK_S, offset_min(week_s)
    while high_s - low_s > 1:
        middle_s = (low_s + high_s) // 2
        is_same = offset_min(middle_s) == before
        low_s, high_s = (middle_s, high_s) if is_same else (low_s, middle_s)
    return high_s

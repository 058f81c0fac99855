"""Which minor cues a timed phase carries, and when: lists of (at_ms, cue)."""

from ..cue import cues
from . import plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..routine.model import Movement

COUNTDOWN_AFTER_PRESS_MS = 800  # a short rest of a hold leaves out what is too near
# A shorter hold, rest or change has no countdown: after its own cue not all of it fits.
COUNTED_FROM_MS = 5000
TURN_FROM_MS = 40000
TURN_CLEAR_MS = 5000  # it stays so far from press, where a hold goes on
ENOUGH_CLEAR_MS = 1200  # what says that an open hold may end comes so long after press
TICK_FROM_MS = 30000
TICK_CLEAR_MS = 2000


def countdown(from_ms: int, ends_ms: int) -> "list[tuple[int, str]]":
    """S at 3, 2 and 1 s before ``ends_ms``, those that are not before ``from_ms``."""
    found = []
    for seconds in cues.COUNTDOWN_S:
        at_ms = ends_ms - seconds * 1000
        if at_ms >= from_ms:
            found.append((at_ms, "countdown"))
    return found


def before_press(at_ms: int, length_ms: int, total_ms: int) -> "list[tuple[int, str]]":
    """The countdown of a rest or change of ``total_ms`` with ``length_ms`` to go.

    One that goes on after a pause has all of it, however short it is.
    """
    is_short = length_ms == total_ms < COUNTED_FROM_MS
    return [] if is_short else countdown(at_ms, at_ms + length_ms)


def hold(
    at_ms: int, left_ms: int, total_ms: int, open_ms: int, has_ticks: bool
) -> "list[tuple[int, str]]":
    """The cues of a hold or spot of ``total_ms`` that has ``left_ms`` left at ``at_ms``.

    ``open_ms``: from when on an open hold may end, which is felt; 0: it is none.
    """
    ends_ms = at_ms + left_ms
    found = [(at_ms, "press")]
    if open_ms:
        enough_ms = ends_ms - total_ms + open_ms
        if enough_ms > at_ms:
            found.append((max(enough_ms, at_ms + ENOUGH_CLEAR_MS), "turn"))
    elif total_ms >= TURN_FROM_MS and left_ms - total_ms // 2 >= TURN_CLEAR_MS:
        found.append((ends_ms - total_ms // 2, "turn"))
    if total_ms >= COUNTED_FROM_MS:
        found += countdown(at_ms + COUNTDOWN_AFTER_PRESS_MS, ends_ms)
    if has_ticks and total_ms >= TICK_FROM_MS:
        found += _ticks(ends_ms, left_ms, found)
    return in_order(found)


def movement(
    at_ms: int, left_ms: int, total_ms: int, moved: "Movement"
) -> "list[tuple[int, str]]":
    """The felt rhythm of ``moved`` when ``left_ms`` of ``total_ms`` are left at ``at_ms``."""
    elapsed_ms = total_ms - left_ms
    rhythm = plan.movement_cues(moved, total_ms)
    found = [(at_ms, "press")]
    found += [(at_ms + ms - elapsed_ms, name) for ms, name in rhythm if ms > elapsed_ms]
    found += countdown(at_ms + COUNTDOWN_AFTER_PRESS_MS, at_ms + left_ms)
    return in_order(found)


def in_order(found: "list[tuple[int, str]]") -> "list[tuple[int, str]]":
    """Sorted by time; equal times stay as they were given."""
    # The index decides between equals: MicroPython's sort is not stable.
    rows = sorted([(at_ms, place, name) for place, (at_ms, name) in enumerate(found)])
    return [(at_ms, name) for at_ms, _, name in rows]


def _ticks(
    ends_ms: int, left_ms: int, others: "list[tuple[int, str]]"
) -> "list[tuple[int, str]]":
    """A tick for every whole ten seconds left, where no other cue is near."""
    found = []
    for tens in range(1, left_ms // 10000 + 1):
        at_ms = ends_ms - tens * 10000
        if all([abs(at_ms - other_ms) >= TICK_CLEAR_MS for other_ms, _ in others]):
            found.append((at_ms, "tick"))
    return found

"""A cue as pulses of the motor: from the letters of its pattern to times, and back to back.

``S`` is a short pulse, ``L`` a long one, ``-`` the longer gap between two groups;
neighbouring pulses are one gap apart. Lengths are the shortest that stay legible on an
eccentric-mass motor with 60/90 ms rise and coast (source: haptics).
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    Train = list[tuple[int, int]]  # pulses: (start_ms, length_ms) from the cue's start

SHORT_MS = 120
LONG_MS = 500
GAP_MS = 120
GROUP_GAP_MS = 300
REPEAT_GAP_MS = 1000  # a gun's press and release come again this long after


def pulses(pattern: str, scale_pct: int = 100) -> "Train":
    """The pulses of ``pattern`` as (start_ms, length_ms) from the cue's start.

    ``scale_pct``: 80 to 150, see ``cues.MOTOR_SCALE_PCT``.
    """
    train: "Train" = []
    at_ms = 0
    gap_ms = 0
    for letter in pattern:
        if letter == "-":
            gap_ms = GROUP_GAP_MS
            continue
        at_ms += gap_ms * scale_pct // 100
        length_ms = (LONG_MS if letter == "L" else SHORT_MS) * scale_pct // 100
        train.append((at_ms, length_ms))
        at_ms += length_ms
        gap_ms = GAP_MS
    return train


def length_ms(train: "Train") -> int:
    """From the first pulse's start to the last one's end, in milliseconds."""
    return train[-1][0] + train[-1][1]


def doubled(train: "Train") -> "Train":
    """The same pulses again, ``REPEAT_GAP_MS`` after the first lot's end."""
    return followed(train, REPEAT_GAP_MS, train)


def followed(train: "Train", gap_ms: int, other: "Train") -> "Train":
    """``train``, and ``other`` ``gap_ms`` after its end."""
    again_ms = length_ms(train) + gap_ms
    return train + [(at_ms + again_ms, long_ms) for at_ms, long_ms in other]

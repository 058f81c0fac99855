"""The vocabulary of felt cues, as data, and its arithmetic.

A pattern is text: ``S`` a short pulse, ``L`` a long one, ``-`` the longer gap between
two groups; neighbouring pulses are one gap apart. Meaning is carried by count,
length and rhythm, never by strength. Lengths are the shortest that stay legible on
an eccentric-mass motor with 60/90 ms rise and coast (source: haptics); the motor
kind scales them all.
"""

from collections import namedtuple

SHORT_MS = 120
LONG_MS = 500
GAP_MS = 120
GROUP_GAP_MS = 300
REPEAT_GAP_MS = 1000  # a gun's press and release come again this long after
MARKS_GAP_MS = 600  # "where am I?": between the side and the repetition
AFTER_RELEASE_MS = 1500  # from the start of release to the next phase's cue ...
QUIET_AFTER_RELEASE_MS = 500  # ... and at least this long after its last pulse
COUNTDOWN_S = (3, 2, 1)

# Percent by which each kind of motor stretches every length.
MOTOR_SCALE_PCT = {"fast": 80, "typical": 100, "slow": 150}
# Percent of the configured full drive for each strength a user can choose.
STRENGTH_PCT = {"low": 70, "high": 100}

BOUNDARY = 3  # never dropped; only STOP cuts it
PHASE = 2  # says that something changed; a later phase change may cut it
MINOR = 1  # yields to the next boundary

# when: it is played, for people.
Cue = namedtuple("Cue", ("name", "pattern", "rank", "tone_hz", "when"))

# Tones stay between 1 and 2.4 kHz: loud on small piezos and still heard with the
# high-frequency loss that comes with age (source: design).
CUES = (
    Cue("countdown", "S", MINOR, 1600, "3, 2 and 1 s before press and release"),
    Cue("press", "L", BOUNDARY, 2000, "a hold, spot or movement starts"),
    Cue("release", "SSL", BOUNDARY, 1200, "it ends: let go"),
    Cue("turn", "SS", MINOR, 1800, "halfway in holds of 40 s or more; movement goes back"),
    Cue("out", "S", MINOR, 1800, "movement goes out"),
    Cue("switch_side", "SS-SS", PHASE, 1500, "change sides"),
    Cue("next_point", "LL", PHASE, 1700, "next point or method; a window starts or ends"),
    Cue("paused", "SSS", PHASE, 1300, "on pause, again each 30 s, three times"),
    Cue("ask", "LS", PHASE, 1900, "a question waits"),
    Cue("session_done", "LLLL", PHASE, 2100, "at 0, 5, 10 and 20 s until any press"),
    Cue("fault", "SSSSSS", MINOR, 1000, "something failed; the screen says what"),
    Cue(
        "tick",
        "S",
        MINOR,
        1400,
        "each ten seconds left in holds of 30 s or more, if switched on",
    ),
    Cue("rejected", "S", MINOR, 1000, "this key does nothing now (tone only when sound is on)"),
    Cue("where_am_i", "L", MINOR, 2300, "L left, LL right, LLL both; then the repetition in S"),
)
BY_NAME = {cue.name: cue for cue in CUES}

# The cues worth telling apart by feel, in the order they are offered as answers.
TAUGHT = (
    "press",
    "release",
    "turn",
    "switch_side",
    "next_point",
    "paused",
    "ask",
    "session_done",
    "countdown",
    "fault",
)

SIDE_MARKS = {"left": "L", "right": "LL", "both": "LLL"}


def pulses(pattern: str, scale_pct: int = 100) -> "list[tuple[int, int]]":
    """The pulses of ``pattern`` as (start_ms, length_ms) from the cue's start.

    ``scale_pct``: 80 to 150, see ``MOTOR_SCALE_PCT``.
    """
    found: "list[tuple[int, int]]" = []
    at_ms = 0
    gap_ms = 0
    for letter in pattern:
        if letter == "-":
            gap_ms = GROUP_GAP_MS
            continue
        at_ms += gap_ms * scale_pct // 100
        length_ms = (LONG_MS if letter == "L" else SHORT_MS) * scale_pct // 100
        found.append((at_ms, length_ms))
        at_ms += length_ms
        gap_ms = GAP_MS
    return found


def length_ms(found: "list[tuple[int, int]]") -> int:
    """From the first pulse's start to the last one's end, in milliseconds."""
    return found[-1][0] + found[-1][1]


def doubled(found: "list[tuple[int, int]]") -> "list[tuple[int, int]]":
    """The same pulses again, ``REPEAT_GAP_MS`` after the first lot's end."""
    return _followed(found, REPEAT_GAP_MS, found)


def where_am_i(side: str, repetition: int, scale_pct: int = 100) -> "list[tuple[int, int]]":
    """Pulses that say the side, pause 600 ms, then count the repetition in S.

    ``side``: left, right or both; ``repetition``: from 1 (0: no count follows).
    """
    marks = pulses(SIDE_MARKS[side], scale_pct)
    return _followed(
        marks, MARKS_GAP_MS * scale_pct // 100, pulses("S" * repetition, scale_pct)
    )


def _followed(
    found: "list[tuple[int, int]]", gap_ms: int, others: "list[tuple[int, int]]"
) -> "list[tuple[int, int]]":
    """``found``, and ``others`` that long after its end."""
    again_ms = length_ms(found) + gap_ms
    return found + [(at_ms + again_ms, long_ms) for at_ms, long_ms in others]


def lead_after_release_ms(scale_pct: int, is_doubled: bool) -> int:
    """How long after the start of ``release`` the next phase's cue may start."""
    found = pulses(BY_NAME["release"].pattern, scale_pct)
    if is_doubled:
        found = doubled(found)
    return max(AFTER_RELEASE_MS, length_ms(found) + QUIET_AFTER_RELEASE_MS)

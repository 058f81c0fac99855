"""The vocabulary of felt cues, as data.

A pattern is text of S, L and - (``trains``). Meaning is carried by count, length and
rhythm, never by strength. The kind of motor scales all lengths.
"""

from . import trains

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    from .trains import Train
else:
    from ..named_tuples import NamedTuple

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

# ``rank``: BOUNDARY, PHASE or MINOR. ``when``: it is played, for people. ``is_taught``: worth
# telling apart by feel, so the trainer asks for it. ``card``: what the pocket card says of
# it, "" when it is not there. ``words``: what it is called in each language known; other
# languages have that in their own file.
Cue = NamedTuple(
    "Cue",
    (
        ("name", str),
        ("pattern", str),
        ("rank", int),
        ("tone_hz", int),
        ("when", str),
        ("is_taught", bool),
        ("card", str),
        ("words", "tuple[tuple[str, str], ...]"),
    ),
)

# One row is all that a cue is. Tones stay between 1 and 2.4 kHz: loud on small piezos and
# still heard with the high-frequency loss that comes with age (source: design).
CUES = (
    Cue(
        "press",
        "L",
        BOUNDARY,
        2000,
        "a hold, spot, movement or exercise starts",
        is_taught=True,
        card="press now",
        words=(("en", "press"), ("de", "drücken")),
    ),
    Cue(
        "release",
        "SSL",
        BOUNDARY,
        1200,
        "it ends: let go",
        is_taught=True,
        card="let go",
        words=(("en", "release"), ("de", "loslassen")),
    ),
    Cue(
        "turn",
        "SS",
        MINOR,
        1800,
        "halfway in holds of 40 s or more; an open hold may end; movement goes back",
        is_taught=True,
        card="halfway, enough, back",
        words=(("en", "turn"), ("de", "umkehren")),
    ),
    Cue(
        "out",
        "S",
        MINOR,
        1800,
        "movement goes out",
        is_taught=False,
        card="move out",
        words=(("en", "out"), ("de", "hinaus")),
    ),
    Cue(
        "switch_side",
        "SS-SS",
        PHASE,
        1500,
        "change sides",
        is_taught=True,
        card="change sides",
        words=(("en", "change sides"), ("de", "Seite wechseln")),
    ),
    Cue(
        "next_point",
        "LL",
        PHASE,
        1700,
        "next point or method",
        is_taught=True,
        card="next point",
        words=(("en", "next point"), ("de", "nächster Punkt")),
    ),
    Cue(
        "window",
        "LSS",
        PHASE,
        2400,
        "a window starts: free time, a key starts a spot; back to it from a spot left out",
        is_taught=True,
        card="free time",
        words=(("en", "free time"), ("de", "freie Zeit")),
    ),
    Cue(
        "paused",
        "SSS",
        PHASE,
        1300,
        "on pause, again each 30 s, three times",
        is_taught=True,
        card="paused",
        words=(("en", "paused"), ("de", "Pause")),
    ),
    Cue(
        "ask",
        "LS",
        PHASE,
        1900,
        "a question waits",
        is_taught=True,
        card="a question waits",
        words=(("en", "a question"), ("de", "eine Frage")),
    ),
    Cue(
        "session_done",
        "LLLL",
        PHASE,
        2100,
        "at 0, 5, 10 and 20 s until any press",
        is_taught=True,
        card="done",
        words=(("en", "all done"), ("de", "alles fertig")),
    ),
    Cue(
        "yes",
        "LLL",
        PHASE,
        2200,
        "too much: that is on record; after the silence",
        is_taught=False,
        card="",
        words=(("en", "yes"), ("de", "ja")),
    ),
    Cue(
        "no",
        "SS",
        PHASE,
        1100,
        "not too much: that is on record",
        is_taught=False,
        card="",
        words=(("en", "no"), ("de", "nein")),
    ),
    Cue(
        "better",
        "SL",
        PHASE,
        2250,
        "better: on record",
        is_taught=False,
        card="",
        words=(("en", "better"), ("de", "besser")),
    ),
    Cue(
        "same",
        "SLS",
        PHASE,
        1650,
        "the same: on record",
        is_taught=False,
        card="",
        words=(("en", "the same"), ("de", "gleich")),
    ),
    Cue(
        "worse",
        "SLSS",
        PHASE,
        1150,
        "worse: on record",
        is_taught=False,
        card="",
        words=(("en", "worse"), ("de", "schlechter")),
    ),
    Cue(
        "countdown",
        "S",
        MINOR,
        1600,
        "3, 2 and 1 s before press and release; not where less than 5 s are between them",
        is_taught=True,
        card="3, 2, 1 s to go",
        words=(("en", "countdown"), ("de", "Countdown")),
    ),
    Cue(
        "fault",
        "SSSSSS",
        MINOR,
        1000,
        "something failed; the screen says what",
        is_taught=True,
        card="fault: see screen",
        words=(("en", "a fault"), ("de", "eine Störung")),
    ),
    Cue(
        "tick",
        "S",
        MINOR,
        1400,
        "each ten seconds left in holds of 30 s or more, if switched on",
        is_taught=False,
        card="",
        words=(("en", "ten seconds"), ("de", "zehn Sekunden")),
    ),
    Cue(
        "rejected",
        "SS",
        MINOR,
        1000,
        "at once: this key does nothing now",
        is_taught=False,
        card="key not used now",
        words=(("en", "not now"), ("de", "jetzt nicht")),
    ),
    Cue(
        "no_room",
        "S",
        MINOR,
        1000,
        "at once: no time to say where you are; the tone alone in the last 6 s",
        is_taught=False,
        card="",
        words=(("en", "no time now"), ("de", "keine Zeit")),
    ),
    Cue(
        "woken",
        "S",
        PHASE,
        1900,
        "a press has lit the dark panel, and did nothing else",
        is_taught=False,
        card="screen on again",
        words=(("en", "awake"), ("de", "wach")),
    ),
    Cue(
        "where_am_i",
        "L",
        MINOR,
        2300,
        "asked, or after leaving out: L left, LL right, LLL both; then the repetition in S",
        is_taught=False,
        card="where: left; 2 right, 3 both",
        words=(("en", "where am I"), ("de", "wo bin ich")),
    ),
)
BY_NAME = {cue.name: cue for cue in CUES}
TAUGHT = tuple([cue.name for cue in CUES if cue.is_taught])  # in the order they are offered

SIDE_MARKS = {"left": "L", "right": "LL", "both": "LLL"}


def where_am_i(side: str, repetition: int, scale_pct: int = 100) -> "Train":
    """Pulses that say the side, pause 600 ms, then count the repetition in S.

    ``side``: left, right or both; ``repetition``: from 1 (0: no count follows).
    """
    marks = trains.pulses(SIDE_MARKS[side], scale_pct)
    return trains.followed(
        marks, MARKS_GAP_MS * scale_pct // 100, trains.pulses("S" * repetition, scale_pct)
    )


def lead_after_release_ms(scale_pct: int, is_doubled: bool) -> int:
    """How long after the start of ``release`` the next phase's cue may start."""
    train = trains.pulses(BY_NAME["release"].pattern, scale_pct)
    if is_doubled:
        train = trains.doubled(train)
    return max(AFTER_RELEASE_MS, trains.length_ms(train) + QUIET_AFTER_RELEASE_MS)


def word(key: str, language: str) -> "str | None":
    """What the words key cue_<name> is in ``language``; None: no row says it."""
    for cue in CUES:
        if key == "cue_" + cue.name:
            return dict(cue.words).get(language)
    return None

"""When each felt cue is played, for people: data only.

Keys are the cues of ``acupacer.core.cues``; docs/cues.md is generated from both.
"""

CUE_WHEN = {
    "countdown": "3, 2 and 1 s before press and release",
    "press": "a hold, spot or movement starts",
    "release": "it ends: let go",
    "turn": "halfway in holds of 40 s or more; movement goes back",
    "out": "movement goes out",
    "switch_side": "change sides",
    "next_point": "next point or method; a window starts or ends",
    "paused": "on pause, again each 30 s, three times",
    "ask": "a question waits",
    "session_done": "at 0, 5, 10 and 20 s until any press",
    "fault": "something failed; the screen says what",
    "tick": "each ten seconds left in holds of 30 s or more, if switched on",
    "rejected": "this key does nothing now (tone only when sound is on)",
    "where_am_i": "L left, LL right, LLL both; then the repetition in S",
}

"""A routine to begin one's own with: sound as it is, to be changed line by line."""

from __future__ import annotations

import json

from .short import reading
from .short.heard import slug

_TEXT = """\
# {title}   {id}
> One sentence about it.
! What to mind before it; leave the line out where there is nothing.

// A line a step: where, sides, how often × how long, rests. A hold of 10–40 s grows by 5 s
// after 3 finished sessions. More: acupacer docs routines; points: acupacer places
LI4        left, right   3 × 10–40 s, rest 10 s   "Close thumb and index finger."
sore spot  left          2 × 20 s, rest 10 s      "Press gently."
chin tuck  move          12 × 3 s, rest 2 s       "Chin back, not down."
"""


def text(title: str) -> str:
    """It in the short form."""
    return _TEXT.format(title=title, id=slug(title))


def document(title: str) -> str:
    """It as JSON, laid out for reading."""
    made = reading.read(text(title)).document
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"

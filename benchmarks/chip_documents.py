"""Documents as large as a Pico takes, the same in every run."""

import json

from acupacer.core.menu.questions import red_flags_hash
from acupacer.core.routine import safety
from acupacer.core.routine.document import parse_routine
from acupacer_host.content import routine_files
from progress_story import Story

ROUTINES_BYTES = 65_000
HISTORY_BYTES = 65_536


def routines(extra=""):
    """The built-in routines under other names, as many as a file may hold, with blanks
    between their fields up to ``ROUTINES_BYTES``.

    ``extra``: at the end of each title, for a document that is another one.
    """
    document = json.loads(routine_files.packaged())
    sources = document.pop("routines")
    made = [
        {**sources[at % len(sources)], "id": f"r{at}", "title": f"Routine {at}{extra}"}
        for at in range(safety.ROUTINES_MAX)
    ]
    texts = [json.dumps(routine, ensure_ascii=False) for routine in made]
    head = json.dumps(document)[:-1] + ', "routines": ['
    while len((head + ", ".join(texts)).encode()) + 2 > ROUTINES_BYTES:
        texts.pop()
    missing = ROUTINES_BYTES - len((head + ", ".join(texts)).encode()) - 2
    share, rest = divmod(missing, len(texts))
    padded = [text[0] + " " * (share + (at < rest)) + text[1:] for at, text in enumerate(texts)]
    return (head + ", ".join(padded) + "]}").encode()


def answered_profile():
    """The history of a device whose first questions were answered: STOP leads home."""
    return b"".join(_answered().lines)


def history():
    """The same and then sessions of the built-in routines, one a day, as many as fit
    ``HISTORY_BYTES``."""
    story = _answered()
    done, number = b"", 0
    sources = [_parsed(source) for source in json.loads(routine_files.packaged())["routines"]]
    while len(text := b"".join(story.lines)) <= HISTORY_BYTES:
        done = text
        story.run(sources[number % len(sources)], answer="no")
        story.wait_days(1)
        number += 1
    return done


def _answered():
    story = Story()
    for flag in safety.FLAGS:
        story.note("profile", [flag, False])
    story.note("accepted", ["red_flags", red_flags_hash()])
    return story


def _parsed(source):
    return parse_routine(json.dumps(source).encode(), "routine")

"""Write the parts of the docs that are made from the code's own tables.

``python tools/make_docs.py`` rewrites what ``PAGES`` names; a test fails when they are stale.
"""

import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "firmware"), str(ROOT / "host")]

import presses
from acupacer.core.cue import cues, trains
from acupacer.core.input import buttons, gestures
from acupacer.core.routine import fields
from acupacer.core.session import ending, guards, session
from acupacer_host.content.gesture_map import GESTURES, acts_on_contact, gesture_acts
from places_page import points_md
from state_pages import spaced, states_md

DOCS = ROOT / "docs"
RULES = (gestures.__doc__ or "").split("\n\n", 1)[1].rsplit("\n\n", 1)[0]


def _told(acts: "list[str]") -> str:
    """The first two of ``acts``, and that there are more."""
    return ", ".join(acts[:2]) + (" …" if len(acts) > 2 else "")


def gestures_md() -> str:
    lines = [
        "# The gesture map",
        "",
        "<!-- made by tools/make_docs.py from the transition tables of session and menu -->",
        "",
        RULES,
        "",
        "What a button does on a screen; of several it is the first that can be done then:",
        "",
        "| state | {} |".format(" | ".join(titled(gesture) for gesture in GESTURES)),
        "|---" * (len(GESTURES) + 1) + "|",
    ]
    for state, row in gesture_acts().items():
        cells = [spaced(_told(row.get(gesture, ["–"]))) for gesture in GESTURES]
        if acts_on_contact(state):
            cells[1] = "(pause)"
        lines.append("| {} | {} |".format(spaced(state), " | ".join(cells)))
    lines += [
        "",
        "What the device does in each cell is in `tests/golden/gestures.txt`.",
        "",
        "## From power-up to the first pressure",
        "",
        *textwrap.wrap(
            "Presses, and words on the screens they leave, in English, every question answered "
            "with no. “First ever” begins with an untouched device, the others at home, on the "
            "routine. A test holds the first row to 12 presses and 180 words, every routine to "
            "6 as a new one, to 2 again, and to 3 from a dark panel.",
            96,
        ),
        "",
        *presses.table(),
        "",
    ]
    return "\n".join(lines)


def titled(gesture: str) -> str:
    """START, START long: a gesture as people say it."""
    button, _, kind = gesture.partition("_")
    return f"{button.upper()} {kind}".rstrip()


def timeline(found: "list[tuple[int, int]]") -> str:
    """One character per 60 ms: a block where the motor runs."""
    cells = ["·"] * ((trains.length_ms(found) + 59) // 60)
    for at_ms, long_ms in found:
        for cell in range(at_ms // 60, (at_ms + long_ms + 59) // 60):
            cells[cell] = "█"
    return "".join(cells)


FOLLOWED_BY_FEEL = Path(__file__).with_name("cues_by_feel.md")  # with {names} of ``figures``


def figures() -> "dict[str, float]":
    """What the section on following by feel says in numbers."""
    return {
        "long_s": buttons.LONG_PRESS_MS / 1000,
        "ready_s": next(row.default for row in fields.STEP if row.name == "get_ready_s"),
        "soon_s": guards.READY_MS // 1000,
        "lead_s": cues.lead_after_release_ms(100, False) / 1000,
        "gun_lead_s": cues.lead_after_release_ms(100, True) / 1000,
        "spot_s": guards.SPOT_NEEDS_MS // 1000,
        "patience_min": session.UNATTENDED_MS // 60_000,
        "answer_s": ending.ANSWER_MS // 1000,
        "gap_ms": trains.GROUP_GAP_MS,
        "marks_ms": cues.MARKS_GAP_MS,
    }


def cues_md() -> str:
    lines = [
        "# The cues",
        "",
        "<!-- made by tools/make_docs.py from firmware/acupacer/core/cue/cues.py -->",
        "",
        "In a session [six of them](first-week.md#day-1-the-first-session) are enough.",
        "",
        f"S is {trains.SHORT_MS} ms, L {trains.LONG_MS} ms, with {trains.GAP_MS} ms between",
        f"pulses and {trains.GROUP_GAP_MS} ms between groups. Every pulse on the motor comes",
        "with a tone of the same length. One character below is 60 ms.",
        "",
        "| cue | pattern | felt as | tone | when |",
        "|---|---|---|---|---|",
    ]
    for cue in cues.CUES:
        felt = timeline(trains.pulses(cue.pattern))
        name = cue.name.replace("_", " ")
        when = cue.when
        lines.append(f"| {name} | {cue.pattern} | `{felt}` | {cue.tone_hz} Hz | {when} |")
    kinds = ", ".join(f"{kind} {pct} %" for kind, pct in cues.MOTOR_SCALE_PCT.items())
    lines += [
        "",
        f"The motor kind scales every length: {kinds}.",
        "`press` and `release` are never dropped: every other cue yields to them. A cue that",
        "says what comes is let finish by a key: half of it might be taken for another;",
        "only STOP cuts it. With a massage gun `press` and `release` are played twice,",
        f"{trains.REPEAT_GAP_MS} ms apart, and the tone is always on.",
        "",
        FOLLOWED_BY_FEEL.read_text(encoding="utf-8").format(**figures()),
    ]
    return "\n".join(lines)


PAGES = {
    "user/gestures.md": gestures_md,
    "developer/states.md": states_md,
    "user/cues.md": cues_md,
    "user/points.md": points_md,
}


def main() -> None:
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()

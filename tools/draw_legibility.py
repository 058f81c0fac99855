"""Publish which cues can meet and what tells them apart: docs/developer/legibility.md and .png.

``python tools/draw_legibility.py`` explores the device (see tests/cue_contexts.py), plays
every cue through the motor models of tests/legibility.py and writes both; a test fails
when they are stale.
"""

import hashlib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "firmware"), str(ROOT / "tests"), str(ROOT / "tests" / "portable")]

import cue_contexts
import legibility
from acupacer.core.cue import cues
from acupacer.core.cue.player import LATE_MS

DOCS = ROOT / "docs" / "developer"

# Cues that feel the same one by one and differ by what they come with.
SERIES = {
    ("countdown", "out"): "a countdown is a series, 1 s apart; `out` stands alone",
    ("countdown", "no_room"): "a countdown is a series; `no_room` answers a key at once",
    ("countdown", "tick"): "a countdown is a series, 1 s apart; a tick stands alone",
    ("no_room", "out"): "`no_room` answers a key at once; `out` keeps the movement's beat",
    ("no_room", "tick"): "`no_room` answers a key at once; a tick comes by itself",
}
# Cues of one count and one longest pulse: what tells them apart within themselves.
RHYTHMS = {
    ("ask", "better"): "ask goes from long to short, better from short to long",
    ("ask", "next_point"): "ask ends with a short pulse, next_point with a long one",
    ("release", "where_am_i"): "release begins short, where_am_i begins long and pauses",
    ("release", "window"): "release begins short and ends long, window the other way round",
    ("release", "yes"): "release begins short, yes is all long",
    ("where_am_i", "window"): "window goes on short at once, where_am_i long or after 600 ms",
    ("where_am_i", "where_am_i"): "the pause of 600 ms comes after the side's long pulses",
}
COLOURS = {
    "count": (88, 160, 96),
    "longest": (86, 140, 190),
    "rhythm": (226, 174, 70),
    "series": (196, 108, 76),
    "": (236, 236, 232),
}
LEGEND = {
    "count": "number of pulses",
    "longest": "one is twice as long",
    "rhythm": "rhythm within",
    "series": "rhythm of a series",
    "": "never meet",
}


def families(pair: "tuple[str, str]") -> "tuple[str, str]":
    """The pair with every answer of "where am I?" taken together, in order."""
    one, other = sorted(family(name) for name in pair)
    return one, other


def family(name: str) -> str:
    """``where_am_i`` for its variants; other cues are their own family."""
    return "where_am_i" if name.startswith("where_am_i") else name


def verdicts(contexts: "dict[str, set[str]]") -> "dict[tuple[str, str], set[str]]":
    """Two families -> what tells their members apart, wherever they meet."""
    felt = {
        name: legibility.decoded(legibility.felt(pulses, "typical"))
        for name, pulses in legibility.variants("typical").items()
    }
    found: dict[tuple[str, str], set[str]] = {}
    for one, other in cue_contexts.pairs(contexts):
        apart = legibility.difference(felt[one], felt[other]) or "series"
        found.setdefault(families((one, other)), set()).add(apart)
    return found


def page(contexts: "dict[str, set[str]]") -> str:
    """legibility.md."""
    lines = [
        "# Can the cues be felt?",
        "",
        "<!-- made by tools/draw_legibility.py -->",
        "",
        "A test plays every cue through a model of the motor, and every pair of cues that can",
        "meet against each other. A cue that fails the bars fails the build.",
        "",
        "![Which cues can meet, and what tells them apart](legibility.png)",
        "",
        "## The model",
        "",
        "An eccentric-mass motor's speed follows its drive as a first-order system: rise",
        f"{legibility.RISE_MS} ms, coast {legibility.COAST_MS} ms for the typical kind, scaled",
        f"like the cues for the others, after a soft start of {legibility.SOFT_START_MS} ms.",
        "What is felt is the speed squared, as a share of the steady level at the strength in",
        f"use. Every pulse must reach {legibility.PULSE_LEAST:.0%}, every gap must fall to",
        f"{legibility.VALLEY_MOST:.0%} (source: haptics), at low strength too, and when an",
        f"edge comes {LATE_MS} ms late: one later than that moves the rest of its cue.",
        "",
        "| motor | S, ms | weakest pulse | the same, late | highest gap | slower by, at most |",
        "|---|---|---|---|---|---|",
        *[_kind_row(kind) for kind in cues.MOTOR_SCALE_PCT],
        "",
        "The last column: how much slower than its kind a motor may be before a cue misses a",
        "bar. The model knows no friction, which stalls weak motors at low strength: feel it",
        "with the trainer.",
        "",
        "## What can meet",
        "",
        "The pairs are found by pressing every key in every state the real device gets into",
        "(`tests/cue_contexts.py`), with sound off and ticks on so that everything is felt.",
        "Most pairs differ in the number of pulses, or one's longest pulse is felt at least",
        "twice as long as the other's. The rest, with the rhythm that tells them apart:",
        "",
        "| cue | cue | told apart by |",
        "|---|---|---|",
    ]
    for pair, rhythm in sorted({**SERIES, **RHYTHMS}.items()):
        names = " | ".join(name.replace("_", " ") for name in pair)
        lines.append(f"| {names} | {rhythm} |")
    return "\n".join([*lines, ""])


def _kind_row(kind: str) -> str:
    made = legibility.variants(kind)
    found = {"pulse": 1.0, "late": 1.0, "gap": 0.0}
    slowest = 300
    for pulses in made.values():
        levels = legibility.felt(pulses, kind)
        found["pulse"] = min(found["pulse"], *legibility.peaks(pulses, levels))
        found["gap"] = max(found["gap"], *legibility.valleys(pulses, levels), 0.0)
        late = legibility.late(pulses)
        peaks = legibility.peaks(late, legibility.felt(late, kind))
        found["late"] = min(found["late"], *peaks)
    for name in ("countdown", "press_twice", "release", "switch_side", "session_done"):
        slowest = min(slowest, legibility.slowest_pct(made[name], kind))
    cells = [kind, str(made["countdown"][0][1]), *[f"{value:.0%}" for value in found.values()]]
    return f"| {' | '.join(cells)} | {slowest - 100} % |"


# --- the picture ----------------------------------------------------------------------------


def digest(contexts: "dict[str, set[str]]") -> str:
    """What the picture shows, as a hash that a test can compare."""
    rows = [f"{pair} {sorted(apart)}" for pair, apart in sorted(verdicts(contexts).items())]
    shapes = [f"{cue.name} {cue.pattern}" for cue in cues.CUES]
    return hashlib.sha256("\n".join(rows + shapes).encode()).hexdigest()[:16]


def picture_digest(file: Path) -> str:
    """The hash a picture was drawn from."""
    from PIL import Image

    with Image.open(file) as image:
        return str(image.info.get("contexts", ""))


CELL = 46
LEFT, TOP = 300, 150
ROW_PX_PER_MS = 0.055


def draw(contexts: "dict[str, set[str]]", file: Path) -> None:
    """legibility.png: each cue as it is felt, and what tells it from the others."""
    from PIL import Image, ImageDraw, PngImagePlugin

    names = [cue.name for cue in cues.CUES]
    for name in ("press", "release"):
        names.insert(names.index(name) + 1, name + "_twice")
    found = verdicts(contexts)
    size = LEFT + CELL * len(names) + 40
    image = Image.new("RGB", (size, TOP + CELL * len(names) + 80), (252, 252, 250))
    pen = ImageDraw.Draw(image)
    for row, name in enumerate(names):
        y = TOP + row * CELL
        _felt_row(pen, name, y)
        _column_name(image, name, LEFT + row * CELL)
        for column, other in enumerate(names):
            one, two = sorted((name, other))
            apart = found.get((one, two), set())
            if name == other and name != "where_am_i":
                continue
            _cell(pen, LEFT + column * CELL, y, apart)
    _legend(pen, TOP + CELL * len(names) + 16)
    info = PngImagePlugin.PngInfo()
    info.add_text("contexts", digest(contexts))
    image.save(file, pnginfo=info, optimize=True)


def _cell(pen: "object", x: int, y: int, apart: "set[str]") -> None:
    shown = [name for name in COLOURS if name in apart] or [""]
    width = (CELL - 4) / len(shown)
    for index, name in enumerate(shown):
        left = x + 2 + index * width
        pen.rectangle((left, y + 2, left + width - 1, y + CELL - 3), fill=COLOURS[name])  # type: ignore[attr-defined]


def _felt_row(pen: "object", name: str, y: int) -> None:
    """The cue's name and its felt level, typical motor at low strength."""
    pulses = legibility.variants("typical").get(name)
    if pulses is None:
        pulses = cues.where_am_i("left", 2)
    font = _font(13)
    label = re.sub("_", " ", name).replace(" twice", " (gun)")
    pen.text((8, y + 14), label, font=font, fill=(30, 30, 30))  # type: ignore[attr-defined]
    levels = legibility.felt(pulses, "typical")
    base = y + CELL - 8
    x = 112
    points = [(x + at * ROW_PX_PER_MS, base - level * 30) for at, level in enumerate(levels)]
    points = [point for point in points if point[0] < LEFT - 6]
    pen.polygon([*points, (points[-1][0], base), (x, base)], fill=(70, 70, 80))  # type: ignore[attr-defined]


def _column_name(image: "object", name: str, x: int) -> None:
    from PIL import Image, ImageDraw

    label = name.replace("_", " ").replace(" twice", " (gun)")
    strip = Image.new("RGB", (TOP - 10, 18), (252, 252, 250))
    ImageDraw.Draw(strip).text((2, 2), label, font=_font(13), fill=(30, 30, 30))
    image.paste(strip.rotate(90, expand=True), (x + 14, 4))  # type: ignore[attr-defined]


def _legend(pen: "object", y: int) -> None:
    x = 20
    for name, colour in COLOURS.items():
        pen.rectangle((x, y, x + 20, y + 20), fill=colour)  # type: ignore[attr-defined]
        pen.text((x + 28, y + 3), LEGEND[name], font=_font(13), fill=(30, 30, 30))  # type: ignore[attr-defined]
        x += 44 + 7 * len(LEGEND[name])
    text = (
        "Left: the level felt over time, typical motor at low strength. A split cell: the "
        "cues differ in one way or the other, depending on side and repetition."
    )
    pen.text((20, y + 36), text, font=_font(13), fill=(90, 90, 90))  # type: ignore[attr-defined]


def _font(size: int) -> "object":
    from PIL import ImageFont

    return ImageFont.load_default(size)


def main() -> None:
    contexts = cue_contexts.widened(cue_contexts.find())
    (DOCS / "legibility.md").write_text(page(contexts), encoding="utf-8")
    draw(contexts, DOCS / "legibility.png")


if __name__ == "__main__":
    main()

"""Letters, the screens of the gallery, and countdowns, as checksums: on both interpreters.

Run under either interpreter: ``python screens_corpus.py FIRMWARE_DIR``. One JSON line
per character beyond ASCII: ["letter", its code, CRCs of its pixels, small and large]; one
per screen and option set: [name, options, which page of it, CRC of the panel, words]; then
one per tick: [screen, seconds left, which parts of the panel are sent]. To renew the golden
file after a deliberate change:
``python tests/portable/screens_corpus.py firmware > tests/golden/screens.jsonl``
"""

import json
import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(0, __file__.rsplit("/", 1)[0])
# The gallery is what the host draws as well; it imports nothing else of the host.
sys.path.insert(1, sys.argv[1] + "/../host/acupacer_host/pictures")

import gallery_views
from acupacer.core.languages import CODES
from acupacer.core.screen import font
from acupacer.core.screen.painter import Painter
from acupacer.core.text import alphabet
from cases import picked
from plain_text import crc, plain

OPTIONS = (
    [(code, False, False) for code in CODES]
    + [(CODES[0], True, False)]
    + [(code, False, True) for code in CODES]
)
TICKING = ("hold", "hold_long", "rest", "movement_balls_out", "window_gap", "get_ready_balls")


def screens():
    for language, is_inverted, is_large in OPTIONS:
        painter = Painter()
        painter.set_options(language, is_inverted, is_large)
        name = language + " inverted" * is_inverted + " large" * is_large
        for what, view in picked(gallery_views.VIEWS):
            for part in gallery_views.shown(painter, view):
                words = [plain(line) for line in painter.lines()]
                print(json.dumps([what, name, part, crc(painter.page), words]))


def ticks(name, view):
    """The seconds of a countdown, every window of each."""
    painter = Painter()
    left_s = view.remaining_s
    for passed_s in range(min(left_s, 30)):
        facts = {"remaining_s": left_s - passed_s}
        for part in ("part_s", "gap_s"):
            if view.__dict__.get(part):
                facts[part] = view.__dict__[part] - (1 if passed_s else 0)
        view = gallery_views.changed(view, **facts)
        painter.show(view)
        windows = []
        while True:
            window = painter.next_window(1024 if passed_s else 78)
            if window is None:
                break
            x0, x1, page0, page1, data = window
            windows.append(f"columns {x0}-{x1}, pages {page0}-{page1}: {crc(data)}")
        print(json.dumps([name, "{} s left".format(view.remaining_s), windows]))


def letters():
    """Every character beyond ASCII in every font: most are put together when drawn."""
    for character in [chr(code) for code in range(0xC0, 0x180)] + list(alphabet.OTHERS):
        lines = [b"".join(drawn.line(character)) for drawn in (font.SMALL, font.MEDIUM)]
        print(json.dumps(["letter", plain(character), [crc(data) for data in lines]]))


def main():
    letters()
    screens()
    for name, view in picked([what for what in gallery_views.VIEWS if what[0] in TICKING]):
        ticks(name, view)


main()

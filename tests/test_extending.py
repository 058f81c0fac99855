"""docs/developer/extending.md: every change shown there applies to this tree, and works."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "developer" / "extending.md").read_text(encoding="utf-8")
PARTS = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
DIFFS = {
    part.split("\n", 1)[0]: re.findall(r"^```diff\n(.*?)^```", part, re.MULTILINE | re.DOTALL)
    for part in PARTS
}
# A language is one long file, of which the page shows the beginning.
FRENCH = (ROOT / "tests" / "extending" / "french.diff").read_text(encoding="utf-8")
DIFFS["A language"].append(FRENCH)
DERIVE = (
    ("tools/list_languages.py",),
    ("tools/make_docs.py",),
    ("-m", "acupacer_host.content.schema"),
)
WORDS = "tests/core/test_words.py"
HOUSE = ("tests/test_house.py", "tests/test_rooms.py", WORDS)
# What is tried of each: tests of its own, and a program that ends with "well".
TRIED = {
    "A cue": (
        ("tests/core/test_cues.py",),
        """
from acupacer.core.cue.player import Player
from acupacer.core.screen.words import Words
player, effects = Player(), []
assert player.offer("half_rest", 0, None)
for now_ms in range(0, 800, 10):
    player.step(now_ms, effects)
motor = [effect.at_ms for effect in effects if type(effect).__name__ == "SetMotor"]
assert motor == [0, 120, 240, 740], motor
assert Words("de").say("cue_half_rest") == "halbe Pause"
""",
    ),
    "A point": (
        (
            "tests/core/test_points.py",
            "tests/core/test_safety.py",
            "tests/host/test_schema.py",
        ),
        """
from acupacer.core.routine.places import built_in
from acupacer.core.routine.points import find_point
from acupacer.core.screen.countdown_screens import GetReadyView
from acupacer.core.screen.painter import Painter
from acupacer.core.screen.whereabouts import Whereabouts
assert find_point("SI3").pinyin == "Houxi"
painter = Painter()
where = Whereabouts("hands", built_in("SI3"), "left", 1, 3, 1, 1, "")
painter.show(GetReadyView(where, 5, 5, "hold"))
assert "SI3" in painter.lines() and not painter.is_clipped
""",
    ),
    "A setting": (
        ("tests/core/test_settings.py",),
        """
from acupacer.core import settings
from acupacer.core.clock.wall_clock import WallClock
from acupacer.core.cue.player import Player
from acupacer.core.input.buttons import Buttons
from acupacer.core.preferences import Preferences
from acupacer.core.screen.painter import Painter
player, saved = Player(), []
preferences = Preferences(player, Buttons(), Painter(), WallClock(), True, saved.append)
assert not settings.fault("pitch", 75) and settings.fault("pitch", 80)
preferences.change({"pitch": 75})
player.play("press", 0)
effects = []
player.step(0, effects)
assert effects[1].freq_hz == 1500 and saved[0]["pitch"] == 75, effects
""",
    ),
    "A screen": (
        (),
        """
from acupacer.core.input.transitions import row_of
from acupacer.core.menu.transitions import TRANSITIONS
from acupacer.core.screen.licence_screen import LicenceView
from acupacer.core.screen.painter import Painter
class About:
    state = "about"
assert row_of(TRANSITIONS, About(), "next", 0)[3] == "licence"
painter = Painter()
painter.set_options("de", False, True)
painter.show(LicenceView("0.1.0"))
assert painter.has_more()
painter.show(LicenceView("0.1.0").on_page(1))
assert any("MIT" in line for line in painter.lines()) and not painter.is_clipped
""",
    ),
    "A button": (
        ("tests/core/test_buttons.py", "tests/core/test_dispatcher.py"),
        """
from acupacer.core import events
from acupacer.core.input.buttons import PRESSED, Buttons
from acupacer.core.input.gestures import BACK, gesture_of
from acupacer.core.input.transitions import rows_of
from acupacer.core.menu.transitions import TRANSITIONS
buttons = Buttons()
buttons.change(events.BACK, 0)
buttons.step(100)
assert [gesture_of(*found) for found in buttons.change(0, 100)] == [BACK]
for older in (events.START, events.NEXT, events.STOP):
    assert Buttons().change(older | events.BACK, 0) == [(PRESSED, older)]
acts = [row[2].__name__ for row in rows_of(TRANSITIONS, "help") if row[0] == BACK]
assert acts == ["previous_page"]
""",
    ),
    "A language": (
        ("tests/core/test_languages.py", "tests/core/test_screens_words.py"),
        """
from acupacer.core import settings
from acupacer.core.screen.painter import Painter
from acupacer_host.pictures.gallery_views import VIEWS
assert "fr" in settings.CHOICES["language"]
painter = Painter()
for is_large in (False, True):
    painter.set_options("fr", False, is_large)
    for name, view in VIEWS:
        painter.show(view)
        painter.draw()
        assert not painter.is_clipped, name
""",
    ),
}


@pytest.fixture
def tree(tmp_path):
    """A copy of the tracked tree, with a history of its own."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    for name in listed:
        if name and (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    return tmp_path


def run(tree, *command, text=""):
    path = f"{tree / 'firmware'}:{tree / 'host'}"
    done = subprocess.run(
        command,
        cwd=tree,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": path, "LANG": "C.UTF-8"},
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_every_change_of_the_page_is_tried():
    assert set(DIFFS) == set(TRIED)
    assert all(len(diffs) == 1 for diffs in DIFFS.values())
    [shown] = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert "".join(f"+{line}\n" for line in shown.splitlines()) in FRENCH


@pytest.mark.parametrize("name", sorted(TRIED))
def test_the_change_applies_and_works(tree, name):
    [diff] = DIFFS[name]
    run(tree, "git", "apply", "-", text=diff)
    for script in DERIVE:
        run(tree, sys.executable, *script)
    tests, probe = TRIED[name]
    run(tree, sys.executable, "-c", probe)
    options = ("-q", "-x", "-p", "no:cacheprovider")
    run(tree, sys.executable, "-m", "pytest", *options, *HOUSE, *tests)

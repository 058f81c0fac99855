"""The panel: writes refused, pulled off and put back, and what the laptop sees of it."""

import scenes
from PIL import Image
from scenes import FAULT

LATE_S = 0.05


def test_refused_writes_are_repeated(home, tmp_path):
    home.machine.do("refuse", count=3)
    home.tap("NEXT", "Short hip")
    home.laptop("screenshot", "--scale", 1, "screen.png")
    picture = tmp_path / "screen.png"
    picture.write_bytes(home.fetch("/root/laptop/screen.png"))
    assert picture_rows(picture) == home.rows()


def test_gone_in_mid_hold_and_back(home):
    home.press("NEXT")  # the hold of 10 s
    home.see("Short hip")
    scenes.to_hold(home)
    home.wait(0.7)
    home.forget()
    home.machine.do("plug_panel", is_plugged=False)
    motor = home.line("motor")
    home.until(lambda: motor.pattern() == FAULT, "the cue of a fault", 5)
    home.machine.do("plug_panel", is_plugged=True)
    home.see("Press gently")
    home.see("Well done", within_s=10)
    countdown = [start for start, _ in motor.pulses()[6:9]]
    assert abs(countdown[2] - countdown[0] - 2) < LATE_S, countdown


def picture_rows(path):
    """64 rows of 128 pixels of a screenshot at scale 1, without its frame."""
    with Image.open(path) as picture:
        grey = picture.convert("L")
    left, top = (grey.width - 128) // 2, (grey.height - 64) // 2
    return [[grey.getpixel((left + x, top + y)) > 127 for x in range(128)] for y in range(64)]

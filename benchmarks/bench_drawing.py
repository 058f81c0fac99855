"""A countdown tick: ours beside PIL with the Adafruit driver, and beside luma.oled.

All draw the same things: 40 px digits, a header, a word, a bar. Bus bits are counted
for every byte that crosses the I2C bus, addresses, control bytes, start and stop
included.
"""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
FIRMWARE = ROOT / "firmware"
MICROPYTHON = Path(sys.executable).with_name("micropython")
TICKS = 240
FRAME_BITS = 9410  # one full frame of the stock driver


class Bus:
    """An I2C bus nobody listens on, which counts bits."""

    def __init__(self):
        self.bits = 0

    def transaction(self, length):
        self.bits += 9 * (1 + length) + 2

    # what adafruit_bus_device asks for
    def try_lock(self):
        return True

    def unlock(self):
        pass

    def writeto(self, address, buffer, *, start=0, end=None, stop=True):
        self.transaction((len(buffer) if end is None else end) - start)

    def readfrom_into(self, address, buffer, **_):
        pass

    # what luma.oled asks for: a control byte goes in front
    def command(self, *command):
        self.transaction(1 + len(command))

    def data(self, data):
        self.transaction(1 + len(data))

    def cleanup(self):
        pass


def ours(interpreter):
    command = [str(interpreter), str(ROOT / "benchmarks" / "drawing_ticks.py"), str(FIRMWARE)]
    if interpreter == MICROPYTHON:
        command[1:1] = ["-X", "heapsize=16M"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def image_of(left_s, fonts):
    """The hold screen as a Pillow user would draw it."""
    from PIL import Image, ImageDraw

    image = Image.new("1", (128, 64))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 127, 13), 1)
    draw.text((20, 0), "LI4", 0, fonts[0])
    draw.text((80, 0), "LEFT", 0, fonts[0])
    draw.text((13, 16), str(left_s), 1, fonts[1], anchor="lt")
    draw.text((70, 16), "Press", 1, fonts[0])
    draw.rectangle((0, 58, 127 * (60 - left_s) // 60, 62), 1)
    return image


def stock(show, bus):
    """Median (microseconds, bits) of ticks through ``show(image)``."""
    from PIL import ImageFont

    fonts = (ImageFont.load_default(12), ImageFont.load_default(52))
    times_us, bits = [], []
    for tick in range(TICKS):
        bus.bits = 0
        start_ns = time.perf_counter_ns()
        show(image_of(59 - tick % 59, fonts))
        times_us.append((time.perf_counter_ns() - start_ns) / 1000)
        bits.append(bus.bits)
    return statistics.median(times_us), statistics.median(bits)


def adafruit():
    import adafruit_ssd1306

    bus = Bus()
    panel = adafruit_ssd1306.SSD1306_I2C(128, 64, bus)

    def show(image):
        panel.image(image)
        panel.show()

    return stock(show, bus)


def luma():
    from luma.oled.device import ssd1306

    bus = Bus()
    panel = ssd1306(bus)
    panel.persist = True
    return stock(panel.display, bus)


def worst_change():
    """The dearest change from any screen of the gallery to any other, in bits."""
    from acupacer.core.screen.painter import Painter
    from acupacer.core.screen.raster import BYTE_BITS, WINDOW_BITS
    from acupacer_host.pictures.gallery_views import VIEWS

    painter, worst = Painter(), 0
    for _, old in VIEWS:
        for _, new in VIEWS:
            bits = 0
            for view in (old, new):
                bits = 0
                painter.show(view)
                while window := painter.next_window():
                    bits += WINDOW_BITS + BYTE_BITS * len(window[4])
            worst = max(worst, bits)
    return worst


def row(name, value, goal=""):
    print(f"  {name:<44} {value:>16}  {goal}")


def main():
    mine = ours(sys.executable)
    stock_us, stock_bits = adafruit()
    luma_us, luma_bits = luma()
    print(f"drawing: a tick of the 40 px countdown ({mine['ticks']} ticks, median)")
    row("draw and compare", f"{mine['median_us']:.1f} us", "goal <= 50")
    row("95 % of ticks below", f"{mine['p95_us']:.1f} us")
    row("on the bus", f"{mine['bits']} bits", "goal <= 1000")
    row("to the floor of 9 bits per changed byte", f"{mine['ratio']:.2f} x", "goal <= 1.4")
    row("the same over all ticks", f"{mine['all_ratio']:.2f} x")
    row("worst tick on the bus", f"{mine['worst_bits']} bits")
    row("worst change of screen", f"{worst_change()} bits", f"goal <= {FRAME_BITS}")
    row("a whole new screen", f"{mine['screen_us']:.0f} us")
    row("PIL + Adafruit image() and show()", f"{stock_us:.0f} us", f"{stock_bits:.0f} bits")
    row("luma.oled display()", f"{luma_us:.0f} us", f"{luma_bits:.0f} bits")
    row(
        "ours against PIL + Adafruit: CPU",
        f"{stock_us / mine['median_us']:.0f} x",
        "goal >= 25",
    )
    row("ours against PIL + Adafruit: bus", f"{stock_bits / mine['bits']:.1f} x", "goal >= 9")
    row("ours against luma.oled: CPU", f"{luma_us / mine['median_us']:.0f} x")
    if MICROPYTHON.exists():
        small = ours(MICROPYTHON)
        ratio = small["median_us"] / mine["median_us"]
        row(
            "on MicroPython (unix)", f"{small['median_us']:.0f} us", f"{ratio:.1f} x, goal <= 3"
        )
    else:
        row("on MicroPython (unix)", "not here", "its wheel exists for x86-64 Linux only")


if __name__ == "__main__":
    main()

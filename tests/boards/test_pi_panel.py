"""The panel: what the driver sends arrives, whatever the bus does."""

import threading

import pytest
from acupacer.boards.panel import RETRY_MS, NoPanel, OledPanel
from acupacer.boards.pi.oled import open_driver
from acupacer.boards.pi.panel import HUNG_MS, WorkerCarrier
from acupacer.boards.sim.panel import CONTROLLERS, SH1106, SSD1306, EmulatedI2C
from acupacer.boards.worker import InlineWorker, ThreadWorker
from acupacer.core.events import PanelChanged
from hypothesis import given, settings
from hypothesis import strategies as st

FOUND, LOST = PanelChanged(True), PanelChanged(False)


def make(controller="ssd1306", worker=None, **options):
    bus = EmulatedI2C(CONTROLLERS[controller]())
    return bus, on(lambda: open_driver(controller, bus, 0x3C, **options), worker)


def on(open_driver, worker=None, **options):
    """A panel of the driver that ``open_driver`` makes."""
    return OledPanel(WorkerCarrier(open_driver, worker or InlineWorker()), **options)


# --- what the emulated chips understand ------------------------------------------------


def test_ssd1306_fills_a_window_row_by_row():
    chip = SSD1306()
    chip.transaction(bytes((0x00, 0x20, 0x00, 0x21, 10, 12, 0x22, 2, 3)))
    chip.transaction(b"\x40abcdef")
    assert chip.page_buffer()[2 * 128 + 10 : 2 * 128 + 13] == b"abc"
    assert chip.page_buffer()[3 * 128 + 10 : 3 * 128 + 13] == b"def"
    assert sum(byte > 0 for byte in chip.page_buffer()) == 6


def test_commands_and_data_may_be_mixed_with_single_byte_control():
    chip = SSD1306()
    chip.transaction(b"\x80\x20\x80\x00\xc0\x55\xc0\xaa\x80\xaf")
    assert chip.page_buffer()[:2] == b"\x55\xaa"
    assert chip.is_on


def test_sh1106_shows_columns_from_two_on_and_stays_in_its_page():
    chip = SH1106()
    chip.transaction(bytes((0x00, 0xB3, 0x02, 0x10)))
    chip.transaction(b"\x40" + bytes([7]) * 132)
    assert chip.page_buffer()[3 * 128 : 4 * 128] == bytes([7]) * 128
    assert sum(byte > 0 for byte in chip.page_buffer()) == 128


def test_rows_follow_scan_directions_inversion_and_power():
    chip = SSD1306()
    chip.transaction(b"\x00\x20\x00\xa1\xc8")
    chip.transaction(b"\x40\x01")
    assert not any(map(any, chip.rows()))  # still switched off
    chip.transaction(b"\x00\xaf")
    assert chip.rows()[0][0] and sum(map(sum, chip.rows())) == 1
    chip.transaction(b"\x00\xa0\xc0")
    assert chip.rows()[63][127] and sum(map(sum, chip.rows())) == 1
    chip.transaction(b"\x00\xa7")
    assert not chip.rows()[63][127] and sum(map(sum, chip.rows())) == 64 * 128 - 1


def test_a_refused_byte_leaves_what_came_before_it_in_the_chip():
    bus = EmulatedI2C(SSD1306())
    bus.nack_after_bytes = 3
    with pytest.raises(OSError):
        bus.writeto(0x3C, b"\x40abc")
    assert bus.panel.page_buffer()[:4] == b"ab\x00\x00"


# --- the driver ------------------------------------------------------------------------


@pytest.mark.parametrize("controller", CONTROLLERS)
def test_start_clears_the_panel_and_switches_it_on_upright(controller):
    bus, panel = make(controller)
    bus.panel.ram[:] = bytes([0xA5]) * len(bus.panel.ram)
    assert panel.poll(0) == [FOUND]
    assert bus.panel.page_buffer() == bytes(1024)
    assert bus.panel.is_on
    assert (bus.panel.is_mirrored, bus.panel.is_flipped) == (False, False)
    assert bus.panel.contrast == 255


@pytest.mark.parametrize("controller", CONTROLLERS)
def test_rotated_panels_scan_the_other_way(controller):
    bus, panel = make(controller, rotate_180=True)
    panel.poll(0)
    assert (bus.panel.is_mirrored, bus.panel.is_flipped) == (True, True)


def test_a_window_costs_two_transactions_on_the_bus():
    bus, panel = make()
    panel.poll(0)
    bus.panel.bus_bytes = 0
    panel.draw((3, 5, 1, 1, b"abc"))
    assert bus.panel.bus_bytes == (1 + 7) + (1 + 1 + 3)


def test_contrast_is_scaled_and_zero_is_dark_with_ram_kept():
    bus = EmulatedI2C(SSD1306())
    panel = on(lambda: open_driver("ssd1306", bus, 0x3C), full_pct=50)
    panel.poll(0)
    assert bus.panel.contrast == 127
    panel.draw((0, 0, 0, 0, b"x"))
    panel.set_contrast(0)
    assert not bus.panel.is_on
    panel.set_contrast(30)
    assert (bus.panel.is_on, bus.panel.contrast) == (True, 15 * 255 // 100)
    assert bus.panel.page_buffer()[:1] == b"x"


# --- lost and found --------------------------------------------------------------------


def test_one_refused_byte_is_tried_again_without_a_word():
    bus, panel = make()
    panel.poll(0)
    bus.nack_after_bytes = 9
    panel.draw((0, 3, 0, 0, b"abcd"))
    assert panel.poll(10) == []
    assert bus.panel.page_buffer()[:5] == b"abcd\x00"


def test_a_panel_that_goes_and_comes_back_is_started_afresh():
    bus, panel = make()
    panel.set_contrast(30)
    assert panel.poll(0) == [FOUND]
    bus.is_plugged = False
    panel.draw((0, 0, 0, 0, b"x"))
    assert panel.poll(100) == [LOST]
    assert not panel.can_take()
    assert panel.due_ms == 100 + RETRY_MS
    assert panel.poll(100 + RETRY_MS) == []  # looked for it, not there, no news
    bus.power_cycle()
    bus.is_plugged = True
    assert panel.poll(100 + 2 * RETRY_MS - 1) == []
    assert panel.poll(100 + 2 * RETRY_MS) == [FOUND]
    assert (bus.panel.is_on, bus.panel.contrast) == (True, 30 * 255 // 100)


def test_a_panel_missing_from_the_start_is_said_once():
    bus, panel = make()
    bus.is_plugged = False
    assert panel.poll(0) == [LOST]
    assert panel.poll(RETRY_MS) == []
    assert panel.poll(2 * RETRY_MS) == []


def test_a_missing_bus_is_a_missing_panel():
    def no_bus():
        raise FileNotFoundError("/dev/i2c-1")

    panel = on(no_bus)
    assert panel.poll(0) == [LOST]


def test_no_panel_takes_nothing_and_says_so_once():
    panel = NoPanel()
    assert panel.poll(0) == [LOST]
    assert panel.poll(1) == []
    assert not panel.can_take()


class StuckDriver:
    """A driver whose first write hangs in the bus until let go."""

    def __init__(self):
        self.entered = threading.Event()
        self.free = threading.Event()
        self.written = []

    def write_window(self, *window):
        self.written.append(window[-1])
        self.entered.set()
        assert self.free.wait(10)

    def light(self, contrast_pct):
        pass


def test_a_hung_bus_blocks_nobody_and_counts_as_lost():
    woken = threading.Event()
    driver = StuckDriver()
    panel = on(lambda: driver, ThreadWorker("panel", woken.set))

    def poll_until_news(now_ms):
        while True:
            woken.clear()
            news = panel.poll(now_ms)
            if news:
                return news
            assert woken.wait(10)

    assert poll_until_news(0) == [FOUND]
    panel.draw((0, 0, 0, 0, b"a"))
    assert driver.entered.wait(10)
    panel.draw((0, 0, 0, 0, b"b"))
    assert not panel.can_take()
    assert panel.poll(1) == []
    assert panel.poll(1 + HUNG_MS) == []
    assert panel.poll(2 + HUNG_MS) == [LOST]
    driver.free.set()
    assert poll_until_news(2 + HUNG_MS + RETRY_MS) == [FOUND]
    assert driver.written == [b"a"]  # b was meant for the panel before it was lost


# --- panel RAM equals the page buffer ----------------------------------------------------

corners = st.tuples(
    st.integers(0, 127), st.integers(0, 127), st.integers(0, 7), st.integers(0, 7)
)


@st.composite
def windows(draw):
    xa, xb, pa, pb = draw(corners)
    x0, x1, page0, page1 = min(xa, xb), max(xa, xb), min(pa, pb), max(pa, pb)
    size = (x1 - x0 + 1) * (page1 - page0 + 1)
    seed = draw(st.integers(0, 255))
    return x0, x1, page0, page1, bytes((seed + 37 * i) & 255 for i in range(size))


def put(page, window):
    x0, x1, page0, page1, data = window
    width = x1 - x0 + 1
    for row in range(page0, page1 + 1):
        at = (row - page0) * width
        page[row * 128 + x0 : row * 128 + x1 + 1] = data[at : at + width]


@settings(max_examples=60, deadline=None)
@given(
    controller=st.sampled_from(sorted(CONTROLLERS)),
    rotate=st.booleans(),
    steps=st.lists(st.tuples(windows(), st.none() | st.integers(0, 300)), max_size=12),
)
def test_panel_ram_is_the_page_buffer_with_bytes_refused(controller, rotate, steps):
    bus, panel = make(controller, rotate_180=rotate)
    assert panel.poll(0) == [FOUND]
    page = bytearray(1024)
    for window, nack_after_bytes in steps:
        bus.nack_after_bytes = nack_after_bytes
        panel.draw(window)
        put(page, window)
        assert panel.poll(0) == []
    assert bus.panel.page_buffer() == bytes(page)

"""The Pico's panel driver: what it sends, decoded by the emulated chips."""

import pytest
from acupacer.boards.panel import REFRESH_MS, RETRY_MS, OledPanel
from acupacer.boards.pico.config import Config
from acupacer.boards.pico.oled import Oled
from acupacer.boards.pico.panel import DirectCarrier
from acupacer.boards.sim.panel import CONTROLLERS, EmulatedI2C
from acupacer.core.events import PanelChanged
from hypothesis import given, settings
from hypothesis import strategies as st
from test_pi_panel import put, windows

FOUND, LOST = PanelChanged(True), PanelChanged(False)


class Bus(EmulatedI2C):
    """``machine.I2C``'s second way of writing: several pieces in one transaction."""

    def writevto(self, address, parts):
        self.writeto(address, b"".join(bytes(part) for part in parts))


def make(controller="ssd1306", **values):
    bus = Bus(CONTROLLERS[controller]())
    oled = Oled(bus, Config({"panel": controller, **values}))
    return bus, OledPanel(DirectCarrier(oled), values.get("contrast_pct", 100))


def whole(panel, byte=0, now_ms=0):
    """Draw all 1,024 bytes in windows the size the loop asks for."""
    for page in range(8):
        for x0, x1 in ((0, 63), (64, 127)):
            assert panel.can_take()
            panel.draw((x0, x1, page, page, bytes([byte]) * 64))
            assert panel.poll(now_ms) == []


@pytest.mark.parametrize("controller", CONTROLLERS)
def test_it_stays_dark_until_the_whole_picture_is_there(controller):
    bus, panel = make(controller)
    bus.panel.ram[:] = bytes([0xA5]) * len(bus.panel.ram)
    assert panel.poll(0) == [FOUND]
    assert not bus.panel.is_on
    whole(panel, 0x18)
    assert bus.panel.is_on
    assert bus.panel.page_buffer() == bytes([0x18]) * 1024
    assert (bus.panel.is_mirrored, bus.panel.is_flipped) == (False, False)
    assert bus.panel.contrast == 255


@pytest.mark.parametrize("controller", CONTROLLERS)
def test_rotated_panels_scan_the_other_way(controller):
    bus, panel = make(controller, rotate_180=True)
    panel.poll(0)
    assert (bus.panel.is_mirrored, bus.panel.is_flipped) == (True, True)


def test_one_window_is_drawn_in_a_pass_and_the_next_pass_is_wanted_at_once():
    bus, panel = make()
    panel.poll(5)
    bus.panel.bus_bytes = 0
    panel.draw((3, 5, 1, 1, b"abc"))
    assert bus.panel.bus_bytes == (1 + 7) + (1 + 1 + 3)
    assert (panel.can_take(), panel.due_ms) == (False, 5)
    panel.poll(6)
    assert (panel.can_take(), panel.due_ms) == (True, None)


def test_contrast_is_scaled_and_zero_is_dark_with_ram_kept():
    bus, panel = make(contrast_pct=50)
    panel.poll(0)
    whole(panel, 1)
    assert bus.panel.contrast == 127
    panel.set_contrast(0)
    assert not bus.panel.is_on
    panel.set_contrast(30)
    assert (bus.panel.is_on, bus.panel.contrast) == (True, 15 * 255 // 100)
    assert bus.panel.page_buffer()[:1] == b"\x01"


def test_one_refused_byte_is_tried_again_without_a_word():
    bus, panel = make()
    panel.poll(0)
    bus.nack_after_bytes = 9
    panel.draw((0, 3, 0, 0, b"abcd"))
    assert panel.poll(10) == []
    assert bus.panel.page_buffer()[:4] == b"abcd"


def test_a_panel_that_goes_and_comes_back_is_started_afresh():
    bus, panel = make()
    panel.set_contrast(30)
    assert panel.poll(0) == [FOUND]
    whole(panel)
    bus.is_plugged = False
    panel.poll(100)
    panel.draw((0, 0, 0, 0, b"x"))
    assert panel.poll(100) == [LOST]
    assert (panel.can_take(), panel.due_ms) == (False, 100 + RETRY_MS)
    assert panel.poll(100 + RETRY_MS) == []  # looked for it, not there, no news
    bus.power_cycle()
    bus.is_plugged = True
    assert panel.poll(100 + 2 * RETRY_MS - 1) == []
    assert panel.poll(100 + 2 * RETRY_MS) == [FOUND]
    whole(panel, now_ms=5000)
    assert (bus.panel.is_on, bus.panel.contrast) == (True, 30 * 255 // 100)


@pytest.mark.parametrize("controller", sorted(CONTROLLERS))
def test_a_panel_whose_plug_was_out_for_a_moment_is_set_up_when_it_is_time(controller):
    bus, panel = make(controller)
    panel.set_contrast(30)
    panel.poll(100)
    whole(panel, now_ms=200)
    bus.power_cycle()
    panel.poll(100 + REFRESH_MS - 1)
    assert not panel.refresh()
    assert panel.poll(100 + REFRESH_MS) == []
    assert panel.refresh() and not panel.refresh()
    assert (bus.panel.is_on, bus.panel.contrast) == (True, 30 * 255 // 100)
    panel.draw((0, 3, 0, 0, b"abcd"))
    assert bus.panel.page_buffer()[:4] == b"abcd"
    panel.set_contrast(0)
    panel.poll(100 + 2 * REFRESH_MS)
    assert not panel.refresh()  # it is dark on purpose
    bus.power_cycle()
    panel.set_contrast(100)
    assert panel.refresh()


def test_a_panel_missing_from_the_start_is_said_once():
    bus, panel = make()
    bus.is_plugged = False
    assert [panel.poll(at_ms) for at_ms in (0, RETRY_MS, 2 * RETRY_MS)] == [[LOST], [], []]


@settings(max_examples=60, deadline=None)
@given(
    controller=st.sampled_from(sorted(CONTROLLERS)),
    steps=st.lists(st.tuples(windows(), st.none() | st.integers(0, 300)), max_size=12),
)
def test_panel_ram_is_the_page_buffer_with_bytes_refused(controller, steps):
    bus, panel = make(controller)
    assert panel.poll(0) == [FOUND]
    whole(panel)
    page = bytearray(1024)
    for window, nack_after_bytes in steps:
        bus.nack_after_bytes = nack_after_bytes
        panel.draw(window)
        put(page, window)
        assert panel.poll(0) == []
    assert bus.panel.page_buffer() == bytes(page)

"""The painter: cheap ticks, exact windows, options."""

import random

import pytest
from acupacer.core.screen.painter import Painter
from acupacer.core.screen.raster import BYTE_BITS, WINDOW_BITS, Raster, Windows
from acupacer_host.pictures.gallery_views import VIEWS, changed

FRAME_BITS = 9410  # what the stock driver spends on every frame
GALLERY = dict(VIEWS)
BUS_HZ = 400_000
SLICE_BYTES = 78  # one window under 2 ms of bus time


class Panel:
    """The controller's memory, written by windows alone."""

    def __init__(self, painter):
        self.painter = painter
        self.ram = bytearray(random.Random(7).randbytes(1024))
        self.bits = 0

    def update(self, max_bytes=1024, most=2000):
        """Take windows until there are none; returns how many."""
        for number in range(most):
            window = self.painter.next_window(max_bytes)
            if window is None:
                return number
            self.write(window, max_bytes)
        raise AssertionError("windows without end")

    def write(self, window, max_bytes=1024):
        x0, x1, page0, page1, data = window
        assert 0 <= x0 <= x1 <= 127 and 0 <= page0 <= page1 <= 7
        width = x1 - x0 + 1
        assert len(data) == width * (page1 - page0 + 1) <= max_bytes
        self.bits += WINDOW_BITS + BYTE_BITS * len(data)
        for index, page in enumerate(range(page0, page1 + 1)):
            at = page * 128 + x0
            self.ram[at : at + width] = data[index * width : (index + 1) * width]


def drawn(view, **options):
    painter = Painter()
    painter.set_options(**options)
    painter.show(view)
    painter.draw()
    return painter


def counting(view, seconds):
    """``view`` as its seconds go by."""
    for passed_s in range(seconds):
        facts = {}
        for name in ("remaining_s", "part_s", "gap_s"):
            if name in view.as_dict():
                facts[name] = max(view.as_dict()[name] - passed_s, 0)
        yield changed(view, **facts)


def test_a_new_painter_has_a_dark_page_and_sends_all_of_it():
    painter = Painter()
    panel = Panel(painter)
    assert panel.update() == 1
    assert panel.ram == bytes(1024)
    assert painter.lines() == []


def test_nothing_to_send_when_nothing_changed():
    painter = drawn(GALLERY["hold"])
    panel = Panel(painter)
    panel.update()
    number = painter.number
    painter.show(changed(GALLERY["hold"]))
    assert painter.next_window() is None
    assert painter.number == number


@pytest.mark.parametrize("options", [{}, {"is_inverted": True}, {"is_large": True}])
@pytest.mark.parametrize(
    "name", [name for name, view in VIEWS if "remaining_s" in view.as_dict()]
)
def test_a_tick_draws_what_a_new_painter_would(name, options):
    ticking = drawn(GALLERY[name], **options)
    for view in counting(GALLERY[name], min(GALLERY[name].remaining_s, 40) + 1):
        ticking.show(view)
        fresh = drawn(view, **options)
        assert ticking.lines() == fresh.lines()
        assert bytes(ticking.page) == bytes(fresh.page)


def test_the_number_grows_with_every_change_and_only_then():
    painter = drawn(GALLERY["hold"])
    first = painter.number
    seen = []
    for view in counting(GALLERY["hold"], 5):
        painter.show(view)
        painter.draw()
        painter.draw()
        seen.append(painter.number - first)
    assert seen == [0, 1, 2, 3, 4]


def test_a_picture_has_a_new_number_only_when_it_is_whole():
    painter = Painter()
    for number, (_, view) in enumerate(VIEWS[:2]):
        painter.show(view)
        painter.work()
        while not painter.is_up_to_date:
            assert painter.number == number
            painter.work()
        assert painter.number == number + 1


def test_two_cautions_share_a_page_where_both_fit_with_the_keys():
    painter = Painter()
    long = "A caution that is as long as a caution may be, so that no other has room here too."
    lines = ["caution_GB30", "caution_GB21", long, long, "Mind the cat."]
    assert painter.caution_pages(lines) == [lines[:2], [long], [long, "Mind the cat."]]
    painter.set_options("en", False, True)
    assert painter.caution_pages(lines[:2]) == [lines[:2]]
    assert painter.caution_pages(["caution_gun", "caution_GB21"])[1:] == [["caution_GB21"]]
    assert painter.caution_pages([]) == []


def test_lines_are_the_screens_words_with_the_digits():
    painter = drawn(GALLERY["hold"])
    assert painter.lines() == ["LI4", "LEFT", "27", "Press", "firmly", "2 of 3"]
    painter.show(changed(GALLERY["hold"], remaining_s=9))
    assert painter.lines() == ["LI4", "LEFT", "9", "Press", "firmly", "2 of 3"]
    painter.lines().append("mine")
    assert "mine" not in painter.lines()


@pytest.mark.parametrize("seed", range(20))
def test_panel_memory_equals_the_page_after_any_sequence(seed):
    dice = random.Random(seed)
    painter = Painter()
    panel = Panel(painter)
    for _ in range(60):
        name, view = dice.choice(VIEWS)
        act = dice.randrange(10)
        if act == 0:
            painter.forget()
            panel.ram = bytearray(dice.randbytes(1024))
        elif act == 1:
            painter.set_options(
                dice.choice(("en", "de")), dice.random() < 0.5, dice.random() < 0.5
            )
        elif act < 7:
            painter.show(dice.choice(list(counting(view, 5))))
        most = dice.choice((1, 7, 31, SLICE_BYTES, 256, 1024))
        for _ in range(dice.randrange(30)):
            window = painter.next_window(most)
            if window is None:
                assert panel.ram == painter.page, name
                break
            panel.write(window, most)
    panel.update()
    assert panel.ram == painter.page


@pytest.mark.parametrize(
    ("change", "becomes"), [("put", 0x0F), ("add", 0x3F), ("remove", 0x30)]
)
@pytest.mark.parametrize("flip", [0, 255])
def test_what_changes_on_a_raster_is_sent_and_nothing_else(change, becomes, flip):
    raster = Raster(24, 16)
    raster.flip = flip
    raster.clear()
    raster.put(4, 1, b"\x3c" * 9)
    windows = Windows(raster)
    while windows.next(1024):
        pass
    getattr(raster, change)(6, 1, b"\x0f" * 3)
    assert windows.next(1024) == (6, 8, 1, 1, bytes([becomes ^ flip]) * 3)
    assert windows.next(1024) is None


@pytest.mark.parametrize(
    ("x", "expected"), [(5, [(0, 6, 0, 1)]), (6, [(0, 1, 0, 0), (6, 7, 1, 1)])]
)
def test_what_changed_in_two_rows_is_sent_at_once_only_where_that_is_cheaper(x, expected):
    raster = Raster(24, 16)
    windows = Windows(raster)
    while windows.next(1024):
        pass
    raster.put(0, 0, b"\xff" * 2)
    raster.put(x, 1, b"\xff" * 2)
    sent = []
    while window := windows.next(1024):
        sent.append(window[:4])
    assert sent == expected
    ways = [2 * WINDOW_BITS + BYTE_BITS * 4, WINDOW_BITS + BYTE_BITS * 2 * (x + 2)]
    assert min(ways) == ways[len(sent) == 1]


def test_slices_stay_under_two_milliseconds_of_bus():
    assert (WINDOW_BITS + BYTE_BITS * SLICE_BYTES) * 1000 <= 2 * BUS_HZ
    painter = Painter()
    panel = Panel(painter)
    panel.update(SLICE_BYTES)
    painter.show(GALLERY["red_flags_last"])
    assert panel.update(SLICE_BYTES) > 5
    assert panel.ram == painter.page


def test_inverted_pages_are_the_complement():
    for name, view in VIEWS:
        plain, inverted = drawn(view), drawn(view, is_inverted=True)
        expected = plain.page if name == "dark" else bytes(255 ^ byte for byte in plain.page)
        assert inverted.page == expected, name


def test_unknown_languages_are_english():
    assert drawn(GALLERY["home"], language="xx").page == drawn(GALLERY["home"]).page


def ticks(total_s):
    """(bus bits, changed bytes) of every tick of a hold."""
    view = changed(GALLERY["hold"], total_s=total_s, remaining_s=total_s)
    painter = drawn(view)
    panel = Panel(painter)
    panel.update()
    found = []
    for left in range(total_s - 1, 0, -1):
        painter.show(changed(view, remaining_s=left))
        before, panel.bits = bytes(panel.ram), 0
        panel.update()
        differing = sum(old != new for old, new in zip(before, panel.ram, strict=True))
        found.append((panel.bits, differing))
    return found


def median(values):
    return sorted(values)[len(values) // 2]


@pytest.mark.parametrize("total_s", [10, 15, 20, 30, 45, 60, 120])
def test_a_tick_is_cheap_on_the_bus(total_s):
    found = ticks(total_s)
    assert median([bits for bits, _ in found]) <= 1000
    assert median([bits / (BYTE_BITS * changed) for bits, changed in found]) <= 1.4
    assert max(bits for bits, _ in found) <= 2100


@pytest.mark.parametrize("max_bytes", [1024, 512])
def test_no_change_of_screen_costs_more_than_a_frame(max_bytes):
    painter = Painter()
    panel = Panel(painter)
    panel.update()
    worst = 0
    step = 5 if max_bytes < 1024 else 2
    for at, (_, old) in enumerate(VIEWS):
        painter.show(old)
        panel.update()
        for _, new in VIEWS[at + 1 :: step]:
            for view in (new, old):  # there and back
                panel.bits = 0
                painter.show(view)
                panel.update(max_bytes)
                worst = max(worst, panel.bits)
                panel.update()
    assert 5000 < worst <= FRAME_BITS

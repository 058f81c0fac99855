"""What the page looks like and says: to everybody, at every width, in each language."""

from pathlib import Path

import pytest
from acupacer.core.languages import CODES
from conftest import Device
from playwright.sync_api import expect

ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1280, 860)}
FAULTS = """async () => (await axe.run()).violations.map(
  (found) => [found.id, found.nodes.map((node) => node.html)])"""
OVERFLOW = """() => {
  const tabs = document.getElementById("views");
  const [root, wide] = [document.documentElement, tabs.scrollWidth - tabs.clientWidth];
  return Math.max(root.scrollWidth - innerWidth, wide);
}"""
SMALL = """() => [...document.querySelectorAll("button, summary")]
  .map((target) => [target.id, target.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 32 || box.width < 44)).map(([id]) => id)"""


@pytest.fixture(params=["light", "dark"])
def theme(request):
    return request.param


@pytest.fixture(params=WIDTHS)
def looked_at(request, theme, browser, address, tmp_path):
    width, height = WIDTHS[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        locale="en-GB",
        device_scale_factor=3 if request.param == "phone" else 1,
        has_touch=request.param != "desktop",
        bypass_csp=True,  # the checker is put into the page from outside
        service_workers="block",
    )
    device = Device(context.new_page()).open(address)
    device.wait_for("stop_check")
    yield device
    context.close()


def test_the_checker_finds_nothing_and_nothing_overflows(looked_at):
    page = looked_at.page
    page.add_script_tag(path=AXE)
    page.locator("summary").click()
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(SMALL) == []


def test_dots_are_whole_pixels_and_fill_the_panel(looked_at):
    canvas = looked_at.page.locator("#panel")
    dots, ratio = canvas.evaluate("(it) => [it.width / 128, it.width / it.clientWidth]")
    assert dots == int(dots) >= 2
    assert abs(ratio - looked_at.page.evaluate("devicePixelRatio")) < 0.01
    room = canvas.evaluate("(it) => it.parentElement.clientWidth")
    assert canvas.evaluate("(it) => it.clientWidth") > room - 128


@pytest.mark.parametrize("code", CODES)
def test_the_page_speaks_the_device_s_language(device, code):
    device.wait_for("stop_check")
    for _ in range(CODES.index(code)):
        device.press("NEXT")
    page = device.page
    expect(page.locator("html")).to_have_attribute("lang", code)
    words = page.evaluate("async (code) => (await import('/words.js')).WORDS[code]", code)
    assert page.locator("footer .warn").inner_text() == words["emergency"]
    assert device.lines()[1] in page.locator("#live").inner_text()


def test_every_language_has_every_word(device):
    tables = device.page.evaluate("async () => (await import('/words.js')).WORDS")
    assert set(tables) == set(CODES)
    for words in tables.values():
        assert set(words) == set(tables["en"])
        for key, text in words.items():
            assert text and str(text).count("{}") == str(tables["en"][key]).count("{}")


def test_what_counts_down_is_not_read_out_each_second(quick):
    quick.to_prompt()
    quick.press("START")
    quick.wait_for("get_ready")
    quick.page.evaluate(
        """() => {
          window.read = [];
          new MutationObserver(() => read.push(document.getElementById("live").textContent))
            .observe(document.getElementById("live"), { childList: true });
        }"""
    )
    quick.wait_for("hold")
    quick.wait_for("rest")
    read = quick.page.evaluate("read")
    assert [text.split(". ")[2] for text in read] == ["Press", "Rest"]


@pytest.mark.parametrize(
    "motion,most", [("reduce", 2), ("no-preference", 2 * 500 // 40 + 5)], ids=["calm", "moving"]
)
def test_the_strips_are_drawn_no_more_often_than_one_sees(browser, address, motion, most):
    context = browser.new_context(reduced_motion=motion, service_workers="block")
    context.add_init_script(
        """window.frames_asked = 0;
        const asked = requestAnimationFrame.bind(window);
        window.requestAnimationFrame = (call) => {
          window.frames_asked += 1;
          return asked(call);
        };"""
    )
    device = Device(context.new_page()).open(address)
    device.wait_for("stop_check")
    device.press("STOP")
    device.page.wait_for_timeout(2500)
    before = device.page.evaluate("frames_asked")
    if motion == "no-preference":  # they do move
        device.page.wait_for_function("(least) => frames_asked > least", arg=before + 3)
        before = device.page.evaluate("frames_asked")
    device.page.wait_for_timeout(500)
    assert device.page.evaluate("frames_asked") - before <= most
    context.close()

"""The page after its first visit: without a network, and how much it took to get there."""

import gzip
import threading

from acupacer_host import site
from conftest import Device
from playwright.sync_api import expect

MOST_BYTES, MOST_REQUESTS = 450 * 1024, 25
READY = "() => navigator.serviceWorker.ready.then((kept) => kept.active.state)"


def sizes():
    return {
        path.name: len(gzip.compress(path.read_bytes(), 9)) for path in site.folder().iterdir()
    }


def test_the_whole_page_is_small():
    assert sum(sizes().values()) <= MOST_BYTES, sizes()


def test_it_opens_without_a_network_after_the_first_visit(browser):
    asked = []

    class Counting(site.Files):
        def do_GET(self):  # noqa: N802
            asked.append(self.path)
            super().do_GET()

    with site.serving(0, Counting) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        address = site.address(server)
        context = browser.new_context()
        device = Device(context.new_page()).open(address)
        device.wait_for("stop_check")
        assert len(device.asked) <= MOST_REQUESTS, device.asked
        assert device.page.evaluate(READY) in ("activating", "activated")
        # What the other views need is brought along, and nothing twice.
        assert len(asked) <= len(sizes()) + 2, sorted(asked)
        server.shutdown()
    device.page.reload()
    device.wait_for("stop_check")
    device.press("STOP")
    device.wait_for("question")
    with context.expect_page() as opened:
        device.page.get_by_role("link", name="Licences").click()
    expect(opened.value.locator("body")).to_contain_text("MicroPython")
    later = Device(context.new_page()).open(address + "index.html?from=elsewhere")
    expect(later.page.locator("#notices")).to_contain_text("Another tab")
    context.close()


def test_what_the_offline_list_names_is_what_is_there():
    text = (site.folder() / "offline.js").read_text(encoding="utf-8")
    for name in sizes():
        if name not in ("offline.js", "index.html", "images.json"):
            assert f'"{name}":"' in text
    assert '"./":"' in text

"""The page in Debian's Chromium: served as acupacer page serves it, pressed as users do."""

import os
import shutil
import threading
from pathlib import Path

import pytest
from acupacer_host import site
from playwright.sync_api import expect, sync_playwright

# The one that has no window either, where it is there: a page takes half the time.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
BITS = Path(__file__).with_name("bits.js").read_text(encoding="utf-8")
# Time for the worker alone, this many times faster: in small steps, each timer at its own time.
# However busy the machine is, nothing is late by this clock; it only goes slower.
SPEED = 8
STEP_MS = 40
FASTER = f"""
const begun = Date.now(), timer = self.setTimeout;
const waiting = new Map(), never = [0, [Infinity]];
let nowMs = 0, last = 0;
performance.now = () => nowMs;
Date.now = () => begun + nowMs;
self.setTimeout = (call, ms = 0) => waiting.set(++last, [nowMs + ms, call]) && last;
self.clearTimeout = (id) => waiting.delete(id);
const pass = () => {{
  timer(pass, {STEP_MS / SPEED});
  for (const untilMs = nowMs + {STEP_MS}; nowMs < untilMs; ) {{
    const first = (a, b) => (b[1][0] < a[1][0] ? b : a);
    const [id, [dueMs, call]] = [...waiting].reduce(first, never);
    nowMs = Math.max(nowMs, Math.min(dueMs, untilMs));
    if (dueMs <= nowMs && waiting.delete(id)) call();
  }}
}};
pass();
"""
# A worker that can be made to stand still, as a browser does with a page it has put aside.
STOPPABLE = """
self.addEventListener("message", ({ data }) => {
  for (const end = Date.now() + (data.block ?? 0); Date.now() < end; );
});
"""
# What the page asks of the browser is kept for the tests to look at.
WITNESS = """
window.vibrated = [];
navigator.vibrate = (ms) => { window.vibrated.push(ms); return true; };
window.workers = [];
window.Worker = class extends Worker {
  constructor(...values) { super(...values); window.workers.push(this); }
};
"""
# What the browser says of the tests themselves: that they read a canvas, and block a worker.
TESTS_OWN = ("Canvas2D: Multiple readback", "Service Worker registration blocked")
# A key pressed and let go at once, from within the page: its worker makes a short press of it,
# by its own clock, however busy the machine is.
TAP = """(name) => {
  const key = { START: "s", NEXT: "n", STOP: "x" }[name];
  for (const kind of ["keydown", "keyup"])
    document.body.dispatchEvent(new KeyboardEvent(kind, { key, code: key, bubbles: true }));
}"""
# Looked over, nothing to object: from the first screen of an untouched device to home. What
# each press leads to is waited for: on a busy machine another screen may be on the way.
TO_HOME = (
    ("STOP", "question"),
    *[("NEXT", "question")] * 5,
    ("NEXT", "review"),
    ("START", "red_flags"),
    ("NEXT", "red_flags"),
    ("START", "home"),
)

expect.set_options(timeout=40_000)


@pytest.fixture(scope="session")
def address():
    with site.serving(0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield site.address(server)
        server.shutdown()


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    home = str(tmp_path_factory.mktemp("home"))  # what it keeps is nothing of the user's
    environ = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}
    assert CHROMIUM, "there is no Chromium: sudo apt install chromium-headless-shell"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--mute-audio"], env=environ
        )
        yield browser
        browser.close()


class Device:
    """One page, and what its device says. ``said``: console lines; ``asked``: addresses."""

    def __init__(self, page, is_quick=False):
        self.page = page
        self.is_quick = is_quick
        self.said, self.asked = [], []
        page.on("console", lambda message: self._hear(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        self.says = page.locator("#says")

    def _hear(self, text):
        if not text.startswith(TESTS_OWN):
            self.said.append(text)

    def open(self, address):
        self.page.goto(address)
        return self

    def wait_for(self, screen):
        """Until the panel shows ``screen``."""
        expect(self.says).to_have_attribute("data-screen", screen)

    @property
    def screen(self):
        return self.says.get_attribute("data-screen")

    def lines(self):
        return self.page.locator("#says p").all_inner_texts()

    def press(self, name):
        """One press, by mouse where time is real; then the next screen is there."""
        before = self.lines()
        self.tap(name)
        expect(self.says).not_to_have_text("".join(before))

    def tap(self, name):
        """One press."""
        if self.is_quick:
            self.page.evaluate(TAP, name)
        else:
            self.page.locator(f"#{name.lower()}").click()

    def to_home(self):
        self.wait_for("stop_check")
        for name, screen in TO_HOME:
            self.press(name)
            self.wait_for(screen)

    def to_prompt(self):
        """The first routine, opened for the first time."""
        self.to_home()
        self.press("START")
        self.wait_for("prompt")

    def bits(self):
        """What the panel's canvas shows now: its text beside it, and 1024 bytes."""
        text, data = self.page.evaluate(BITS)
        return text, bytes(data)


@pytest.fixture
def context(browser):
    # Strips that run take time from everything beside them; test_looks has them run.
    made = browser.new_context(locale="en-GB", service_workers="block", reduced_motion="reduce")
    made.add_init_script(WITNESS)
    yield made
    made.close()


@pytest.fixture
def device(context, address):
    """An untouched device in real time; at its end nothing may have gone wrong."""
    made = Device(context.new_page()).open(address)
    yield made
    assert made.said == []
    assert {url.split("/")[2] for url in made.asked} == {address.split("/")[2]}


def put_before(context, more):
    """Have the worker run ``more`` before it has a clock."""

    def answer(route):
        found = route.fetch()
        route.fulfill(response=found, body=more + found.text())

    context.route("**/time.js", answer)


@pytest.fixture
def stoppable(context):
    """For a ``device`` whose worker can be made to stand still."""
    put_before(context, STOPPABLE)


@pytest.fixture
def quick(context, address):
    """The same, time running faster."""
    put_before(context, FASTER)
    made = Device(context.new_page(), is_quick=True).open(address)
    yield made
    assert made.said == []

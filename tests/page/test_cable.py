"""The cable's view: a stand-in for a browser's ports, the real simulator at their other end."""

import hashlib
import json
import queue
import random
import re
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from acupacer_host import site
from acupacer_host.content.factory import packaged
from cable_bridge import STAND_IN, Plug, PtyFar, Stranger, handler
from cable_player import document
from history_lines import half_a_year
from playwright.sync_api import expect
from test_looks import AXE, FAULTS, OVERFLOW

OLD = document("neck", "back")


class Simulated:
    """``acupacer simulate`` in a folder of its own. ``do(line)``: of its script."""

    def __init__(self, folder):
        self.folder = folder
        command = [sys.executable, "-m", "acupacer_host", "simulate", "--headless"]
        self._process = subprocess.Popen(
            [*command, "--state", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = json.loads(self._process.stdout.readline())["port"]
        self._records = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self._process.stdout:
            self._records.put(json.loads(line))

    def do(self, *lines):
        self._process.stdin.write("".join(line + "\n" for line in lines))
        self._process.stdin.flush()

    def wait_for(self, screen):
        while self._records.get(timeout=20).get("screen") != screen:
            pass

    def to_home(self):
        """Looked over, nothing to object."""
        keys = ["STOP", *["NEXT"] * 6, "START", "NEXT", "START"]
        self.do("wait 500", *(line for key in keys for line in (f"tap {key}", "wait 450")))
        self.wait_for("home")

    @property
    def stored(self):
        return (self.folder / "routines.json").read_text(encoding="utf-8")

    def close(self):
        self._process.stdin.close()
        self._process.kill()
        self._process.wait()


@contextmanager
def simulated(folder, routines=OLD):
    folder.mkdir(exist_ok=True)
    (folder / "routines.json").write_text(routines, encoding="utf-8")
    device = Simulated(folder)
    far = PtyFar(device.port)
    try:
        yield device, far
    finally:
        device.close()


@pytest.fixture(scope="module")
def plugged():
    """The page's server, with a port: (plug, address)."""
    plug = Plug()
    with site.serving(0, handler(plug)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield plug, site.address(server)
        server.shutdown()


class View:
    """The cable's view in a page."""

    def __init__(self, page, plug):
        self.page, self.plug = page, plug
        self.faults = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._hear)
        self.says = page.locator("#cable-says")

    def _hear(self, message):
        """Errors of the page; that a stand-in's port is taken or gone is none."""
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(message.text)

    def click(self, name):
        """Once nothing else runs."""
        expect(self.page.locator("#view-cable")).not_to_have_attribute("aria-busy", "true")
        self.page.locator(f"#cable-{name}").click()

    def connect(self, far):
        self.plug.plug(far)
        self.click("connect")
        return self

    def connected(self, far):
        """Connected, and looked at."""
        self.connect(far)
        expect(self.says).to_contain_text("Connected to")
        expect(self.page.locator("#cable-there")).to_be_visible()
        return self

    def choose(self, text, name="mine.json"):
        """A file of one's own."""
        with self.page.expect_file_chooser() as chooser:
            self.page.locator('[name="cable-source"][value="file"]').click()
        chooser.value.set_files(
            {"name": name, "mimeType": "application/json", "buffer": text.encode()}
        )

    def send(self, text, may_remove=True):
        self.choose(text)
        self.click("send")
        if may_remove:
            self.page.get_by_role("button", name="Let them go").click()

    def changes(self):
        return self.page.locator("#cable-changes li").all_inner_texts()


@pytest.fixture
def view(browser, plugged, request):
    plug, address = plugged
    plug.is_taken = False
    context = browser.new_context(
        locale="en-GB", service_workers="block", timezone_id="Europe/Berlin", bypass_csp=True
    )
    context.add_init_script(STAND_IN)
    made = View(context.new_page(), plug)
    made.page.goto(address + "#cable")
    expect(made.page.locator("#cable-connect")).to_be_visible()
    yield made
    assert made.faults == []
    context.close()


# --- routines --------------------------------------------------------------------------


def test_what_would_change_then_sent_and_proven(view, tmp_path):
    with simulated(tmp_path / "card") as (device, far):
        view.connected(far)
        view.choose(document("back", "hand", rest_s=7))
        view.click("compare")
        expect(view.page.locator("#cable-changes")).to_contain_text("Changes against those on")
        assert view.changes() == ["+ hand", "- neck", "~ back", "    steps[0].rest_s: 5 -> 7"]
        assert device.stored == OLD
        view.send(document("back", "hand", rest_s=7))
        expect(view.says).to_contain_text("Sent and verified. Routines: 2")
        sha = hashlib.sha256(document("back", "hand", rest_s=7).encode()).hexdigest()
        expect(view.says).to_contain_text(sha[:12])
        assert device.stored == document("back", "hand", rest_s=7)
        view.click("compare")
        expect(view.page.locator("#cable-changes")).to_have_text(
            "The device has this file already."
        )


def test_routines_go_only_if_the_user_lets_them(view, tmp_path):
    with simulated(tmp_path / "card") as (device, far):
        view.connected(far)
        view.send(document("hand"), may_remove=False)
        dialog = view.page.get_by_role("dialog")
        expect(dialog).to_contain_text("neck")
        dialog.get_by_role("button", name="Keep them").click()
        expect(view.says).to_have_text("Nothing was sent: the device has the old file.")
        assert device.stored == OLD


def test_a_file_with_faults_is_not_sent(view, tmp_path):
    with simulated(tmp_path / "card") as (device, far):
        view.connected(far)
        wrote = view.page.evaluate("wrote.length")
        view.choose(document("neck").replace('"hold":9', '"hold":999'))
        view.click("compare")
        expect(view.says).to_contain_text("It has faults; nothing was sent.")
        expect(view.says).to_contain_text("999")
        assert device.stored == OLD
        assert wrote > 0


def test_damaged_bytes_still_bring_the_right_file(view, tmp_path):
    chance = random.Random(4)

    def damage(data):
        out = bytearray(data)
        for at in range(len(out)):
            if chance.random() < 8e-4:
                out[at] ^= 1 << chance.randrange(8)
        return bytes(out)

    with simulated(tmp_path / "card", packaged().decode()) as (device, far):
        view.connected(far)
        view.plug.damage = damage
        text = packaged().decode().replace('"hold":', '"hold" :', 1)
        view.send(text, may_remove=False)
        expect(view.says).to_contain_text("Sent and verified", timeout=60_000)
        assert json.loads(device.stored) == json.loads(text)


def test_unplugged_in_the_middle_the_device_has_the_old_file(view, tmp_path):
    with simulated(tmp_path / "card", packaged().decode()) as (device, far):
        view.connected(far)
        text = packaged().decode().replace('"hold":', '"hold" :', 1)
        view.choose(text)
        view.click("compare")
        expect(view.page.locator("#cable-changes")).to_contain_text("No routine differs")
        view.plug.left = 5000
        view.click("send")
        expect(view.says).to_contain_text("was unplugged")
        expect(view.says).to_contain_text("The device has the old file.")
        expect(view.page.locator("#cable-connect")).to_be_visible()
        assert device.stored == packaged().decode()


def send_to_a_busy_one(view, device, far):
    """Routines, while a session runs: whoever sends them waits."""
    device.to_home()
    device.do("wait 200", "tap START")
    device.wait_for("prompt")
    view.connected(far)
    view.send(document("hand"))
    expect(view.says).to_contain_text("The device is busy")


def test_a_session_is_waited_for_and_waiting_can_be_given_up(view, tmp_path):
    with simulated(tmp_path / "card") as (device, far):
        send_to_a_busy_one(view, device, far)
        view.page.locator("#cable-giveUp").click()
        expect(view.says).to_contain_text("Given up.")
        expect(view.says).to_contain_text("The device has the old file.")
        assert device.stored == OLD
        view.send(document("hand"))
        expect(view.says).to_contain_text("The device is busy")
        device.do("tap STOP", "wait 2500", "tap STOP")
        expect(view.says).to_contain_text("Sent and verified", timeout=20_000)
        assert device.stored == document("hand")


def test_the_device_s_routines_are_saved(view, tmp_path):
    with simulated(tmp_path / "card") as (_, far):
        view.connected(far)
        with view.page.expect_download() as saved:
            view.click("pull")
        assert saved.value.suggested_filename == "routines.json"
        assert json.loads(saved.value.path().read_text()) == json.loads(OLD)


# --- who is there ------------------------------------------------------------------------


@pytest.mark.parametrize("told", [b"", b"OK\r\nlogin: \x06\x09AAAA\n\xff\x00"])
def test_a_stranger_hears_a_hello_and_nothing_more(view, told):
    stranger = Stranger(told)
    view.connect(stranger)
    expect(view.says).to_contain_text("Nobody says hello there")
    assert 0 < len(stranger.heard) < 100
    assert len(re.findall(rb"\x06\x09", stranger.heard)) == 2
    expect(view.page.locator("#cable-there")).to_be_hidden()


def test_a_port_that_somebody_else_has(view):
    view.plug.is_taken = True
    view.connect(Stranger())
    expect(view.says).to_contain_text("The port cannot be opened")


def test_no_port_chosen(view):
    view.page.evaluate("() => { window.choosesNone = true; }")
    view.click("connectAny")
    expect(view.says).to_have_text("No port was chosen.")
    assert view.page.evaluate("filters") == [0]


def test_without_ports_the_file_is_saved_for_the_tool(browser, plugged):
    context = browser.new_context(service_workers="block", locale="en-GB")
    context.add_init_script("delete Navigator.prototype.serial;")
    page = context.new_page()
    page.goto(plugged[1] + "#cable")
    expect(page.locator("#cable-absent")).to_contain_text("acupacer push routines.json")
    expect(page.locator("#cable-connect")).to_have_count(0)
    with page.expect_download() as saved:
        page.locator("#cable-saveFile").click()
    assert json.loads(saved.value.path().read_bytes()) == json.loads(packaged())
    context.close()


# --- looking and choosing -----------------------------------------------------------------


def test_the_panel_is_seen_live(view, tmp_path):
    with simulated(tmp_path / "card") as (device, far):
        view.connected(far)
        lit = """() => { const it = document.querySelector('#cable-there canvas');
          const { data } = it.getContext('2d').getImageData(0, 0, it.width, it.height);
          let count = 0;
          for (let at = 0; at < data.length; at += 4) count += data[at] > 100 ? at % 977 : 0;
          return count; }"""
        view.page.wait_for_function(f"() => ({lit})() > 0")
        before = view.page.evaluate(lit)
        device.do("tap STOP")
        view.page.wait_for_function(f"() => ({lit})() !== {before}")


def test_settings_answers_and_clock(view, tmp_path):
    with simulated(tmp_path / "card") as (device, far):
        device.do("tap STOP")
        view.connected(far)
        view.page.locator("#cable-strength").select_option(label="low")
        view.page.locator("#cable-pregnancy").select_option(label="yes")
        view.click("set")
        expect(view.says).to_have_text("That was set.")
        kept = json.loads((device.folder / "settings.json").read_text())
        assert kept["strength"] == "low"
        view.click("set")
        expect(view.says).to_contain_text("Nothing was changed")
        view.click("setClock")
        expect(view.says).to_contain_text("this computer's time and zone")
        expect(view.page.locator("#cable-fact-clock")).to_contain_text("as this computer's")


def test_what_is_chosen_and_not_set_yet_stays(view, tmp_path):
    with simulated(tmp_path / "card") as (device, far):
        device.do("tap STOP")
        view.connected(far)
        strength = view.page.locator("#cable-strength")
        strength.select_option(label="low")
        view.click("setClock")
        expect(view.says).to_contain_text("this computer's time and zone")
        expect(strength).to_have_value('"low"')
        view.send(document("hand"))
        expect(view.says).to_contain_text("Sent and verified")
        expect(strength).to_have_value('"low"')
        view.click("set")
        expect(view.says).to_have_text("That was set.")


def test_disconnected_in_the_middle_the_last_word_is_what_the_device_has(view, tmp_path):
    with simulated(tmp_path / "card") as (device, far):
        send_to_a_busy_one(view, device, far)
        view.page.locator("#cable-leave").click()
        expect(view.says).to_have_text("Disconnected.The device has the old file.")
        expect(view.page.locator("#cable-connect")).to_be_visible()
        assert device.stored == OLD


# Two operations at once: what the second one is given is asked for when its turn comes.
IN_TURN = """async () => {
  const { Line } = await import("/line.js");
  let now = 1;
  const begun = [];
  const ask = async (room, name, line, ...values) => {
    if (name === "outcome") return '{"answer":{}}';
    if (name !== "begin") return "done";
    begun.push(values.slice(1, 3));
    await null;
    now += 1;
    return "done";
  };
  const line = new Line({ edition: 1, ask }, async () => {});
  await Promise.all([line.run("mirror", 0, "en"), line.run("set_clock", () => now, "en")]);
  return begun;
}"""


def test_the_clock_is_read_when_its_turn_comes(view):
    assert view.page.evaluate(IN_TURN) == [["mirror", "0"], ["set_clock", "2"]]


# A write that takes so long, or never ends (0), to a page that stands still meanwhile; its own
# timers run a hundred times as fast.
WRITTEN = """async ([takes_ms, still_ms]) => {
  const { Port } = await import("/port.js");
  const timer = window.setTimeout;
  window.setTimeout = (call, ms) => timer(call, ms / 100);
  const write = () => new Promise((resolve) => { if (takes_ms) timer(resolve, takes_ms); });
  const writer = { write, releaseLock() {} };
  const written = new Port({ writable: { getWriter: () => writer } }).write("00");
  for (const end = performance.now() + still_ms; performance.now() < end; );
  return written.then(() => "taken", (error) => error.message);
}"""


def test_a_page_that_stood_still_does_not_take_its_device_for_gone(view):
    assert view.page.evaluate(WRITTEN, [60, 200]) == "taken"


def test_who_takes_nothing_is_gone(view):
    assert view.page.evaluate(WRITTEN, [0, 0]) == "not taken"


def test_nothing_felt_nor_heard_is_refused(view, tmp_path):
    with simulated(tmp_path / "card") as (device, far):
        device.do("tap STOP")
        view.connected(far)
        view.page.locator("#cable-sound").select_option(label="off")
        view.page.locator("#cable-vibration").select_option(label="off")
        view.click("set")
        expect(view.says).to_contain_text("cannot both be off")
        expect(view.says).to_contain_text("Nothing was changed.")


def test_history_is_shown_and_saved(view, tmp_path):
    card = tmp_path / "card"
    card.mkdir()
    lines = b"".join(line + b"\n" for line in half_a_year().lines)
    (card / "history.jsonl").write_bytes(lines)
    with simulated(card) as (_, far):
        view.connected(far)
        view.click("read")
        rows = view.page.locator("#cable-sessions tbody tr")
        expect(rows.first).to_be_visible()
        assert rows.count() > 40
        with view.page.expect_download() as saved:
            view.click("saveCsv")
        assert saved.value.path().read_text().startswith("device,session,began,routine")


def test_every_language_has_every_word_of_the_cable(view):
    tables = view.page.evaluate("async () => (await import('/cable_words.js')).CABLE_WORDS")
    for words in tables.values():
        assert set(words) == set(tables["en"])
        for key, text in words.items():
            assert text and text.count("{}") == tables["en"][key].count("{}"), key


# --- looks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_the_checker_finds_nothing_and_nothing_overflows(
    browser, plugged, tmp_path, theme, width
):
    plug, address = plugged
    plug.is_taken = False
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=theme,
        locale="de-DE" if width == 390 else "en-GB",
        service_workers="block",
        bypass_csp=True,  # the checker is put into the page from outside
    )
    context.add_init_script(STAND_IN)
    view = View(context.new_page(), plug)
    view.page.goto(address + "#cable")
    card = tmp_path / "card"
    card.mkdir()
    lines = b"".join(line + b"\n" for line in half_a_year().lines)
    (card / "history.jsonl").write_bytes(lines)
    with simulated(card) as (_, far):
        view.connect(far)
        expect(view.page.locator("#cable-there")).to_be_visible()
        view.click("read")
        expect(view.page.locator("#cable-sessions tbody tr").first).to_be_visible()
        view.choose(document("back", "hand", rest_s=7))
        view.click("compare")
        expect(view.page.locator("#cable-changes li").first).to_be_visible()
        expect(view.page.locator("#view-cable")).not_to_have_attribute("aria-busy", "true")
        view.page.add_script_tag(path=AXE)
        view.page.screenshot(path=tmp_path / "cable.png", full_page=True)
        assert view.page.evaluate(FAULTS) == []
        assert view.page.evaluate(OVERFLOW) <= 0
    context.close()


def test_by_keyboard_alone(view, tmp_path):
    with simulated(tmp_path / "card") as (_, far):
        view.plug.plug(far)
        keys = view.page.keyboard
        view.page.locator("#views a").last.focus()
        keys.press("Tab")
        keys.press("Enter")
        expect(view.says).to_contain_text("Connected to")
        expect(view.page.locator("#cable-there")).to_be_visible()
        view.page.locator("#cable-compare").focus()
        keys.press("Enter")
        expect(view.page.locator("#cable-changes")).to_contain_text("+ ")
        keys.press("Tab")
        keys.press("Enter")
        dialog = view.page.get_by_role("dialog")
        expect(dialog.get_by_role("button", name="Keep them")).to_be_focused()
        keys.press("Escape")
        expect(view.says).to_have_text("Nothing was sent: the device has the old file.")

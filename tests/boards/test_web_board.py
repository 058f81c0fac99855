"""The page's board: what it tells the page, and what the page tells it."""

import re
from pathlib import Path

import fake_page
import pytest
from acupacer.boards.virtual import MemoryStore
from acupacer.boards.web import board as web
from acupacer.boards.web import speech, start
from acupacer.boards.web import store as web_store
from acupacer.core import device, events, settings
from acupacer.core.input.buttons import FIRM_MS, SETTLED_MS
from acupacer.core.screen.words import Words
from fake_page import PAGE

ROOT = Path(__file__).parent.parent.parent
FACTORY = ROOT / "shared" / "routines.json"
HOME = ("STOP", *["NEXT"] * 6, "START", "NEXT", "START")
BITS = {"START": 1, "NEXT": 2, "STOP": 4}


def test_the_workers_numbers_are_the_cores():
    worker = (ROOT / "web" / "src" / "worker.js").read_text()
    numbers = dict(re.findall(r"^const (\w+) = (\d+);", worker, re.MULTILINE))
    assert int(numbers["LEVEL_MS"]) > max(SETTLED_MS, FIRM_MS)
    assert int(numbers["SHORT_MS"]) < min(settings.CHOICES["long_press"])
    assert int(numbers["STOP"]) == events.STOP
    assert int(numbers["STALL_MS"]) == device.STALL_MS


@pytest.fixture(autouse=True)
def page(monkeypatch):
    fresh = fake_page.FakePage()
    PAGE.__dict__.update({**fresh.__dict__, "module": PAGE.module})
    monkeypatch.setattr(web_store, "FACTORY_PATH", str(FACTORY))
    return PAGE


class Browser:
    """The worker's part, in time that a test moves: timers and the store's answers."""

    def __init__(self):
        self.files = MemoryStore()
        self.answered = 0
        start.begin("page-test", "boot")
        self.wait(0)

    @property
    def device(self):
        return start.RUNNERS[0].loop.device

    def _answer(self):
        orders = PAGE.all("store")
        while self.answered < len(orders):
            renewals, ticket, kind, name, offset, length, digits = orders[self.answered]
            self.answered += 1
            facts = {
                "ticket": ticket,
                "name": name,
                "offset": offset,
                "length": length,
                "data": bytes.fromhex(digits),
            }
            made = getattr(events, kind)
            outcome = self.files.perform(made(*[facts[field] for field in made.FIELDS]))
            if isinstance(outcome, events.ReadDone):
                start.answer(renewals, ticket, "read", outcome.data.hex())
            else:
                reason = getattr(outcome, "reason", "stored")
                start.answer(renewals, ticket, reason, "")
            orders = PAGE.all("store")

    def wait(self, ms):
        until_ms = PAGE.ms + ms
        for _ in range(2000 + ms):
            self._answer()
            if PAGE.all("ended"):
                break
            if PAGE.due_ms > until_ms:
                break
            PAGE.ms = PAGE.due_ms
            start.turn()
        else:
            raise AssertionError("the device wants to be called for ever at one instant")
        PAGE.ms = until_ms

    def tap(self, name):
        start.press(BITS[name])
        self.wait(100)
        start.press(0)
        self.wait(500)

    def to(self, *names):
        for name in names:
            self.tap(name)
        return self

    def run_to(self, screen):
        for _ in range(600):
            if PAGE.last("say")[0] == screen:
                return self
            self.wait(100)
        raise AssertionError(PAGE.last("say"))


def test_from_the_first_press_to_a_hold():
    browser = Browser().to(*HOME, "START", "START").run_to("hold")
    screen, state, has_session, language, lines = PAGE.last("say")
    assert (screen, state, has_session, language) == ("hold", "hold", 1, "en")
    assert lines.split("\n") == ["LI4", "LEFT", "10", "Press", "gently", "1 of 3"]
    assert PAGE.last("motor") == [100, web.PULSE_CAP_MS]
    browser.wait(2000)
    assert PAGE.last("motor") == [0, 0]
    assert b'"begin"' in browser.files.files["history.jsonl"]


def test_a_session_is_told_of_until_only_whether_it_helped_is_open():
    browser = Browser().to(*HOME, "START", "START").run_to("hold")
    browser.tap("STOP")
    for state, has_session in (("too_much", 1), ("done", 1), ("helped", 0)):
        browser.run_to(state)
        assert PAGE.last("say")[1:3] == [state, has_session]
        browser.wait(2000)  # it is deaf at first
        browser.tap("START")


def test_the_panel_s_bytes_arrive_as_they_are():
    Browser().to(*HOME)
    page = bytearray(1024)
    for x0, x1, page0, page1, digits in PAGE.all("draw"):
        data, width = bytes.fromhex(digits), x1 - x0 + 1
        for row in range(page0, page1 + 1):
            at = (row - page0) * width
            page[row * 128 + x0 : row * 128 + x1 + 1] = data[at : at + width]
    assert page == start.RUNNERS[0].loop.device.painter.page


def test_another_language_is_told_though_the_screen_is_the_same():
    Browser().to("NEXT")
    assert PAGE.last("say")[3:] == [
        "de",
        "Deutsch\nBitte STOP drücken\nDas muss gehen: es beendet alles, bei jedem Unbehagen.\n"
        "NEXT: Español",
    ]


def test_until_one_was_chosen_it_speaks_the_language_of_the_browser():
    PAGE.languages = "fr de es"
    browser = Browser()
    assert PAGE.last("say")[3:] == [
        "de",
        "Deutsch\nBitte STOP drücken\nDas muss gehen: es beendet alles, bei jedem Unbehagen.\n"
        "NEXT: Español",
    ]
    browser.to("STOP")
    PAGE.languages = "es"
    start.begin("page-test", "boot")
    browser.wait(100)
    assert PAGE.last("say")[3] == "de"


def test_stop_puts_motor_and_tone_low_in_the_same_pass():
    Browser().to(*HOME, "START", "START").run_to("hold")
    assert PAGE.last("motor")[0]
    PAGE.told.clear()
    start.press(BITS["STOP"])
    assert PAGE.all("motor") == [[0, 0]] and PAGE.all("tone") == [[0, 0]]


def test_a_device_called_too_late_pauses():
    browser = Browser().to(*HOME, "START", "START").run_to("hold")
    browser.wait(2000)
    PAGE.ms += 5000
    start.turn()
    browser.wait(0)
    assert PAGE.last("say")[0] == "paused"


def test_a_pulse_is_ended_at_its_cap_and_the_core_hears_of_it():
    board = web.WebBoard()
    board.motor.set(100, 0)
    board.motor.service(web.PULSE_CAP_MS - 1)
    assert PAGE.last("motor")[0] == 100
    board.motor.service(web.PULSE_CAP_MS)
    assert PAGE.last("motor") == [0, 0] and board.motor.was_capped


def test_switched_off_it_is_dark_and_begins_anew():
    browser = Browser().to(*HOME)
    for _ in range(13):
        if PAGE.last("say")[4].startswith("Switch off"):
            break
        browser.tap("NEXT")
    browser.to("START", "START")
    assert PAGE.all("ended") and PAGE.last("light") == [0]
    PAGE.told.clear()
    start.begin("page-test", "boot2")
    assert PAGE.all("say")


def test_after_a_restart_the_old_device_s_answers_reach_nobody():
    store = web_store.Store()
    store.submit(events.Read(7, events.SETTINGS_FILE, 0, 10))
    [renewals, ticket, *_] = PAGE.last("store")
    store.renew()
    store.answer(renewals, ticket, "absent", "")
    assert not store.has_results
    store.submit(events.Read(7, events.SETTINGS_FILE, 0, 10))
    store.answer(*PAGE.last("store")[:2], "read", "6162")
    assert store.results() == [events.ReadDone(7, b"ab")]


def test_only_known_names_reach_the_browser():
    store = web_store.Store()
    store.submit(events.Append(1, events.FACTORY_FILE, b"x\n"))
    store.submit(events.Read(2, "elsewhere", 0, 1))
    store.submit(events.Read(3, events.FACTORY_FILE, 0, 5))
    assert store.results() == [
        events.StoreFailed(1, "read_only"),
        events.StoreFailed(2, "absent"),
        events.ReadDone(3, FACTORY.read_bytes()[:5]),
    ]
    assert PAGE.all("store") == []


def test_the_clock_is_told_once_and_again_when_it_or_the_zone_was_set():
    clock = web.WallClock()
    assert clock.poll(0) == events.ClockRead(PAGE.epoch, 60, True)
    assert clock.poll(1000) is None
    PAGE.offset = 120
    assert clock.poll(2000).offset_min == 120
    PAGE.epoch += 3600
    assert clock.poll(3000).epoch_s == PAGE.epoch
    clock.set(5000, 0, [[5001, 60]])
    assert clock.poll(3001) == events.ClockRead(5000, 0, True)
    PAGE.ms += 1000
    assert clock.poll(4001) == events.ClockRead(5001, 60, True)


def test_bytes_come_and_go():
    board = web.WebBoard()
    board.link.take(b"abc")
    board.wait(500, True)
    assert PAGE.last("wake") == [0]
    assert (board.link.read(2), board.link.read(2), board.link.read(2)) == (b"ab", b"c", b"")
    board.wait(500, True)
    assert PAGE.last("wake") == [500]
    board.link.write(b"\x06\x09")
    assert PAGE.last("send") == ["0609"]


def said(browser):
    return [text for _, text in PAGE.all("speak")]


def test_the_voice_says_each_thing_once_and_in_free_time_only():
    browser = Browser().to(*HOME)
    start.voice(1)
    browser.to("START")
    browser.wait(3000)
    browser.to("START").run_to("hold").run_to("switch_side")
    browser.wait(3000)
    assert said(browser) == [
        "L I 4, left, top of the bulge by the thumb",
        *("Press, gently", "Rest", "Press, firmly", "Rest", "Press, firmly"),
        "change to right",
    ]
    # Between what is said and the next pulse there is time for all of it.
    spoken_ms, times = None, []
    for kind, *values in PAGE.told:
        if kind == "speak":
            spoken_ms = speech.duration_ms(values[1])
        elif kind == "wake" and spoken_ms is not None:
            spoken_ms -= values[0]
        elif kind == "motor" and values[0] and spoken_ms is not None:
            times.append(spoken_ms)
            spoken_ms = None
    assert len(times) >= 6 and max(times) <= 0


def test_without_being_asked_it_says_nothing():
    browser = Browser().to(*HOME, "START", "START").run_to("hold").run_to("rest")
    browser.wait(3000)
    assert said(browser) == []


@pytest.mark.parametrize(("code", "words"), [("de", "Geschafft"), ("es", "Bien hecho")])
def test_what_it_says_is_in_the_panel_s_words(code, words):
    class Done:
        screen, ended = "done", "finished"

    assert speech.text_of(Done(), Words(code)) == words


def test_a_fault_of_the_page_s_own_is_not_swallowed(monkeypatch):
    browser = Browser()
    monkeypatch.setattr(type(browser.device), "step", lambda self, now_ms, inputs: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        start.press(1)

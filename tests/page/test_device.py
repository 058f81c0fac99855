"""The page is the device: what the panel shows, what buttons do, what is kept."""

import re
import time
from pathlib import Path

import pytest
from acupacer.boards.virtual import VirtualBoard
from acupacer.core.link import cbor, frames, smp
from conftest import BITS, FASTER, TO_HOME, Device, put_before
from planned_edges import WITNESS, errors_ms, wanted
from playwright.sync_api import expect

ROOT = Path(__file__).parent.parent.parent
ROUTINES = ROOT / "shared" / "routines.json"
HOLD_S = 10


def golden_holds():
    """The panel in the first hold of the first routine, by the seconds left."""
    board = VirtualBoard({"factory.json": ROUTINES.read_bytes()})
    for name in (*[name for name, _ in TO_HOME], "START", "START"):
        board.wait(600)
        board.tap(name)
    board.run_to("hold")
    shown = {}
    while board.device.state == "hold":
        left_s = board.device.view.remaining_s
        shown[str(left_s)] = (board.device.painter.lines(), bytes(board.device.painter.page))
        board.advance()
    assert len(shown) == HOLD_S
    return shown


def test_from_the_first_press_to_a_hold_as_on_any_board(device):
    device.to_prompt()
    device.press("START")
    device.wait_for("get_ready")
    device.wait_for("hold")
    golden = golden_holds()
    seen = set()
    until_s = time.monotonic() + HOLD_S
    while len(seen) < 3 and time.monotonic() < until_s:
        lines, page = device.bits()
        left_s = lines[2] if len(lines) > 2 else ""
        if golden.get(left_s) == (lines, page):
            seen.add(left_s)
    assert len(seen) == 3, (device.lines(), seen)
    assert 0 < max(device.page.evaluate("vibrated")) <= 1000


def test_a_fresh_device_asks_for_nothing_but_its_own_files(device):
    device.wait_for("stop_check")
    assert len(device.asked) <= 20


STATES = ("prompt", "get_ready", "hold", "rest", "switch_side", "paused")


@pytest.mark.parametrize("state", STATES)
def test_stop_ends_a_session_in_every_state(quick, state):
    quick.to_prompt()
    if state != "prompt":
        quick.press("START")
        quick.wait_for("hold" if state == "paused" else state)
    if state in ("hold", "paused"):  # what was no second long was no pressure
        expect(quick.says.locator("p").nth(2)).to_have_text(re.compile("^[5-7]$"))
    if state == "paused":
        quick.press("START")
        quick.wait_for(state)
    quick.tap("STOP")
    expect(quick.says).not_to_have_attribute("data-screen", state)
    pressed = state in ("hold", "rest", "switch_side", "paused")
    quick.wait_for("too_much" if pressed else "home")
    # Outputs were off since the contact: the last word to the motor before a cue is "off".
    assert quick.page.evaluate("vibrated").count(0) > 0


def test_stop_leads_out_of_the_menu_s_states(quick):
    quick.to_home()
    quick.press("NEXT")
    quick.press("STOP")
    quick.wait_for("home")
    assert "1/13" in quick.lines()


FIRST_EDGES = 24  # from START on: to get ready, and of the first hold
# As Firefox has them: a timer that may be late by an eighth of its time is.
LATE = FASTER.replace("nowMs + ms;", "nowMs + (ms * 9) / 8;")


def test_where_timers_are_late_the_cues_are_not(context, address):
    planned = wanted(ROUTINES.read_bytes())[:FIRST_EDGES]
    context.add_init_script(f"({WITNESS})()")
    put_before(context, LATE)
    device = Device(context.new_page(), is_quick=True).open(address)
    device.to_prompt()
    device.tap("START")
    device.wait_for("hold")
    device.wait_for("rest")
    found = device.page.evaluate("edges")
    told = [tuple(edge[:2]) for edge in found]
    cues = [edge[:2] for edge in planned]
    [at] = [at for at in range(len(told)) if told[at : at + FIRST_EDGES] == cues]
    assert max(errors_ms(found[at : at + FIRST_EDGES], planned)) <= 3


def test_a_reload_in_a_hold_is_a_power_cut(device):
    device.to_prompt()
    device.press("START")
    device.wait_for("hold")
    device.page.reload()
    device.wait_for("stop_check")
    device.press("STOP")
    device.wait_for("power_loss_offer")
    assert "Hand point LI4" in " ".join(device.lines())


def test_what_was_answered_is_kept(device, address):
    device.to_home()
    device.page.goto("about:blank")
    device.open(address)
    device.wait_for("stop_check")
    device.press("STOP")
    device.wait_for("home")


def test_a_second_tab_waits_for_the_first(device, context, address):
    device.wait_for("stop_check")
    second = Device(context.new_page()).open(address)
    expect(second.page.locator("#notices")).to_contain_text("Another tab")
    assert second.screen == "starting"
    device.page.goto("about:blank")
    second.wait_for("stop_check")
    expect(second.page.locator("#notices")).to_be_empty()


def test_off_is_dark_and_a_press_switches_on(quick):
    quick.to_home()
    for _ in range(20):
        if "Power off" in " ".join(quick.lines()) or "Switch off" in " ".join(quick.lines()):
            break
        quick.press("NEXT")
    quick.press("START")
    quick.press("START")
    quick.wait_for("off")
    quick.page.wait_for_function(f"() => !({BITS.strip().rstrip(';')})()[1].some(Boolean)")
    quick.press("NEXT")
    quick.wait_for("stop_check")


def test_keys_are_buttons_and_a_held_key_is_a_long_press(device):
    device.wait_for("stop_check")
    keyboard = device.page.keyboard
    for key in ("x", *["n"] * 6, "s", "ArrowRight", "Enter"):
        before = device.lines()
        keyboard.press(key, delay=60)
        expect(device.says).not_to_have_text("".join(before))
    device.wait_for("home")
    keyboard.press("n", delay=60)
    expect(device.says).to_contain_text("2/13")
    keyboard.press("n", delay=1200)
    expect(device.says).to_contain_text("1/13")


def test_what_has_the_focus_answers_space_and_enter(device):
    device.wait_for("stop_check")
    device.page.locator("#stop").focus()
    device.page.keyboard.press("Space", delay=60)
    device.wait_for("question")
    device.page.locator("#voice").focus()
    device.page.keyboard.press("Space", delay=60)
    expect(device.page.locator("#voice")).to_have_attribute("aria-pressed", "true")
    assert device.screen == "question"


def test_presses_that_come_in_at_once_all_count(device):
    device.wait_for("stop_check")
    device.press("STOP")
    levels = [2, 0] * 3
    device.page.evaluate(
        "(levels) => { for (const press of levels) workers[0].postMessage({ press }); }", levels
    )
    expect(device.says).to_contain_text("4/6")


def test_a_press_counts_whose_end_came_in_while_the_worker_was_busy(stoppable, device):
    device.to_prompt()
    # The device has no turn to look at the contact; START leads to pressure, a spark does not.
    device.page.evaluate(
        """() => {
          for (const data of [{ block: 90 }, { press: 1 }, { block: 90 }, { press: 0 }])
            workers[0].postMessage(data);
        }"""
    )
    device.wait_for("get_ready")


def test_a_click_without_a_pointer_is_a_tap(device):
    device.wait_for("stop_check")
    device.page.evaluate("() => document.getElementById('stop').click()")
    device.wait_for("question")


def test_a_key_that_is_down_when_the_page_loses_the_keyboard_is_let_go(quick):
    quick.to_home()
    quick.page.keyboard.down("n")
    expect(quick.page.locator("#next")).to_have_class(re.compile("down"))
    quick.page.evaluate("() => { window.dispatchEvent(new Event('blur')); }")
    expect(quick.page.locator("#next")).not_to_have_class(re.compile("down"))


def test_a_device_that_stood_still_pauses_and_the_page_says_so(stoppable, device):
    device.to_prompt()
    device.press("START")
    device.wait_for("hold")
    device.page.evaluate("() => { workers[0].postMessage({ block: 3000 }); }")
    device.wait_for("paused")
    expect(device.page.locator("#notices")).to_contain_text("stood still")


def test_a_page_that_hung_catches_up_and_leaves_out_the_cues_it_missed(device):
    device.to_prompt()
    device.press("START")
    device.wait_for("hold")
    on = "vibrated.filter((ms) => ms).length"
    before = device.page.evaluate(on)
    hang = "(ms) => { for (const end = Date.now() + ms; Date.now() < end; ); }"
    device.page.evaluate(hang, 1000 * (HOLD_S + 2))
    device.wait_for("rest")
    # Three pulses counted the hold's end down, three more were the release.
    assert device.page.evaluate(on) - before <= 1


HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_hidden_page_keeps_its_time_and_says_so(device):
    device.to_prompt()
    device.page.evaluate(HIDE, True)
    device.page.evaluate(HIDE, False)
    expect(device.page.locator("#notices")).to_contain_text("kept its time")
    device.press("NEXT")
    expect(device.page.locator("#notices")).to_be_empty()


def test_who_talks_to_the_device_within_the_page_is_answered(device):
    device.wait_for("stop_check")
    device.page.evaluate(
        """() => {
          window.heard = "";
          const told = workers[0].onmessage;
          workers[0].onmessage = (event) => {
            if ("link" in event.data) heard += event.data.link;
            else told(event);
          };
        }"""
    )
    ask = frames.encode(smp.pack(smp.WRITE, smp.OS, 7, 0, cbor.Map([("d", "are you there?")])))
    damaged = bytes([*ask[:9], ord("!"), *ask[10:]])
    for line in (damaged, ask):
        device.page.evaluate("(link) => workers[0].postMessage({ link })", line.hex())
    device.page.wait_for_function("() => heard.endsWith('0a')")
    reader = frames.Reader(4096)
    [message] = reader.feed(bytes.fromhex(device.page.evaluate("heard")))
    assert smp.parse(message).fields()["r"] == "are you there?"

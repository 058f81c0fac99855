"""What is shown on a real kernel, in the order of one evening with the device.

Each scenario goes on where the one before ended and asserts what it says in its first
line. Times are those of an emulated processor: only orders of magnitude are asserted.
"""

import json
import signal
import time

import header
import laptop
import line_timing
from header import LONG_S
from PIL import Image
from program import STATE, WATCHDOG_S, Program, freeze, leave_on, seconds_of, start, stop_post
from routines import LARGE, SHORT

NEXT_POINT, FAULT = "LL", "SSSSSS"
# Motor of a session of one 5 s hold, from three seconds before it: countdown, press,
# countdown, release, session done. Seconds from the start of press (docs/cues.md).
SESSION_PATTERN = "SSLSSSSSLLLLL"
SESSION_S = (-2, -1, 0, 2, 3, 4, 5, 5.24, 5.48, 6.5, 7.12, 7.74, 8.36)
SETTLED_S = 0.1  # by then a page is drawn to its end
LOW_WITHIN_S = 1.0  # from the end of the program, on a busy machine
LATE_S = 0.15  # an emulated processor is late now and then, never so much as a beat


def on_the_line(bench):
    """pulses on the line begin when they are ordered"""
    found = line_timing.pulses(line_timing.Trace())
    machine_ms = line_timing.spread([late for late, _, _ in found["bare loop"]])[2]
    for name in ("motor", "buzzer"):
        _, longer, after = map(line_timing.spread, zip(*found[name], strict=True))
        assert after[1] <= 3, (name, after)
        assert abs(longer[1]) <= 4 + machine_ms, (name, longer, machine_ms)
        bench.note += f"{name} {after[1]:.1f} ms "
    bench.note += f"after the order; a bare loop {machine_ms:.1f} ms late"


def bouncing_presses(bench):
    """one press is one press, however it bounces"""
    results = line_timing.presses()
    assert line_timing.wrong(results) == []
    bench.note = f"{len(results)} of {line_timing.PRESSES}; the machine drew out the others"


def held_at_power_up(bench):
    """START held at power-up is seen, starts nothing"""
    header.press("START")
    bench.program = Program()
    bench.see("Press STOP once")
    bench.note = f"on the panel after {time.monotonic() - bench.program.began_s:.1f} s"
    assert bench.program.is_ready
    header.tap("STOP")
    bench.see("pregnant,")


def second_instance(bench):
    """a second instance says why it cannot run"""
    second = start()
    said, _ = second.communicate(timeout=60)
    assert second.returncode == 1, said
    assert "GPIO busy" in said, said
    assert "does no other acupacer-device run" in said, said
    assert "Traceback" not in said, said
    assert bench.program.is_running


def push(bench):
    """push over USB"""
    said = laptop.run("push", SHORT)
    assert "verified: SHA-256" in said, said
    assert (STATE / "routines.json").read_bytes() == SHORT.read_bytes()


def stuck_button(bench):
    """START held on is called stuck; released: nothing"""
    bench.see("START stuck", 12)
    header.release("START")
    time.sleep(0.5)
    assert bench.panel.shows("pregnant,")


def first_questions(bench):
    """questions and red flags by button"""
    for words in (
        "hip",
        "thinners?",
        "brittle",
        "touch",
        "fresh",
        "Emergency",
        "fall",
        "cancer,",
    ):
        bench.tap("NEXT", words)
    bench.tap("START", "Short hand")


def session(bench):
    """a whole session by button"""
    accept_cautions(bench)
    bench.tap("START", "Get ready")
    bench.motor.forget()
    bench.see("Press gently")
    bench.see("Well done", 10)
    bench.until(lambda: len(bench.motor.pulses) >= len(SESSION_PATTERN), "session done", 5)
    check_pulses(bench)
    bench.tap("START", "Short hand")


def history(bench):
    """its history over USB"""
    (found,) = json.loads(laptop.run("history", "--json"))
    assert (found["routine"], found["ended"]) == ("short-hand", "finished")
    (place,) = found["places"]
    assert (place["place"], place["side"]) == ("LI4", "left")
    assert (place["prescribed_s"], place["delivered_s"]) == (5, 5)


def unplugged_push(bench):
    """cable out in mid-push: old file; in again: new"""
    pushing = laptop.start("push", LARGE)
    staged = STATE / "routines.json.part"
    bench.until(lambda: staged.exists() and staged.stat().st_size, "some of it staged", 60)
    laptop.unplug()
    said = laptop.finish(pushing, code=1)
    assert "The device keeps the /routines.json it had" in said, said
    assert (STATE / "routines.json").read_bytes() == SHORT.read_bytes()
    laptop.plug()
    laptop.run("push", LARGE)
    assert (STATE / "routines.json").read_bytes() == LARGE.read_bytes()


def panel_refuses(bench):
    """refused writes are repeated: page as over USB"""
    bench.tap("NEXT", "Short hip")
    accept_cautions(bench, refusals=1)
    assert bench.panel.bus.refusals == 0
    laptop.run("screenshot", "--scale", 1, "screen.png")
    assert picture_rows(laptop.HOME / "screen.png") == bench.panel.rows()


def panel_gone(bench):
    """panel gone in mid-hold: paced on; back: redrawn"""
    bench.tap("START", "Get ready")
    bench.see("Press gently")
    bench.until(lambda: bench.motor.pattern().endswith("L"), "press is over", 2)
    bench.motor.forget()
    bench.panel.unplug()
    bench.until(lambda: bench.motor.pattern() == FAULT, "the cue of a fault", 5)
    bench.panel.plug()
    bench.see("Press gently", 5)
    bench.until(lambda: bench.motor.pattern() == FAULT + "SSS", "the countdown", 10)
    first, _, third = [start for start, _ in bench.motor.pulses[-3:]]
    assert abs(third - first - 2) < LATE_S, bench.motor.pulses
    bench.see("Well done", 5)


def killed_in_a_pulse(bench):
    """SIGKILL leaves both on; ExecStopPost ends it"""
    catch_high(bench)
    bench.program.signal(signal.SIGKILL)
    assert bench.program.wait() == -signal.SIGKILL
    time.sleep(0.2)
    assert header.level(header.MOTOR) == 1  # the danger is real
    leave_on(header.BUZZER)
    idle_s = seconds_of(["/bin/true"])
    took_s = stop_post()
    assert header.level(header.MOTOR) == header.level(header.BUZZER) == 0
    assert took_s < LOW_WITHIN_S + 8 * idle_s, (took_s, idle_s)
    bench.note = f"low in {took_s * 1000:.0f} ms, an empty program ends in {idle_s * 1000:.0f}"


def restarted(bench):
    """a start ends a motor left on, before all else"""
    leave_on(header.MOTOR)
    assert header.level(header.MOTOR) == 1
    beats = bench.program.longest_silence_s()
    assert beats < WATCHDOG_S, beats
    bench.program = Program()
    bench.until(lambda: not header.level(header.MOTOR), "the motor's pin low")
    low_s = time.monotonic() - bench.program.began_s
    assert not bench.program.is_ready
    bench.see("Press STOP once")
    bench.note = f"low after {low_s:.1f} s of starting Python; watchdog fed every {beats:.1f} s"


def ended_in_a_pulse(bench):
    """SIGTERM in mid-pulse: low, dark, exit code 0"""
    bench.tap("STOP", "open next")
    header.tap("START")  # opens or refuses: either way a long pulse
    catch_high(bench)
    sent_s = time.monotonic()
    bench.program.signal(signal.SIGTERM)
    bench.program.signal(signal.SIGCONT)
    bench.until(lambda: not bench.motor.on_s, "the pulse cut", 2)
    _, end_s = bench.motor.pulses[-1]
    assert bench.program.wait() == 0, bench.program.log
    assert header.level(header.MOTOR) == 0
    assert not bench.panel.chip.is_on
    bench.note = f"low {max(0, end_s - sent_s) * 1000:.0f} ms after the signal"


ALL = (
    on_the_line,
    bouncing_presses,
    held_at_power_up,
    second_instance,
    push,
    stuck_button,
    first_questions,
    session,
    history,
    unplugged_push,
    panel_refuses,
    panel_gone,
    killed_in_a_pulse,
    restarted,
    ended_in_a_pulse,
)


def picture_rows(path):
    """64 rows of 128 pixels of a screenshot at scale 1, without its frame."""
    with Image.open(path) as picture:
        grey = picture.convert("L")
    left, top = (grey.width - 128) // 2, (grey.height - 64) // 2
    return [[grey.getpixel((left + x, top + y)) > 127 for x in range(128)] for y in range(64)]


def catch_high(bench):
    """Freeze the program within a long pulse at an instant when the pin is high."""
    bench.until(lambda: bench.motor.on_s > LONG_S / 2, "a long pulse")
    while True:
        freeze(bench.program)
        if header.level(header.MOTOR):
            return
        bench.program.signal(signal.SIGCONT)


def accept_cautions(bench, refusals=0):
    """From a routine's entry at home to its prompt, its cue felt to the end.

    ``refusals``: of so many writes on each page.
    """
    bench.panel.bus.refusals = refusals
    bench.tap("START", "medical advice")
    while not bench.panel.shows("I agree"):
        before = bench.panel.rows()
        bench.panel.bus.refusals = refusals
        header.tap("NEXT")
        bench.until(lambda before=before: bench.panel.rows() != before, "the next page")
        time.sleep(SETTLED_S)
    bench.motor.forget()
    bench.tap("START", "LEFT go")
    bench.until(lambda: bench.motor.pattern().endswith(NEXT_POINT), "next point's cue", 5)


def check_pulses(bench):
    """The motor did what a session of one 5 s hold asks for, when it asks for it."""
    pattern = bench.motor.pattern()
    assert pattern == SESSION_PATTERN, pattern
    starts = [start for start, _ in bench.motor.pulses]
    press_s = starts[SESSION_PATTERN.index("L")]
    late_s = [at - press_s - due for at, due in zip(starts, SESSION_S, strict=True)]
    assert max(map(abs, late_s)) < LATE_S, late_s
    bench.note = f"cues within {max(map(abs, late_s)) * 1000:.0f} ms of {len(late_s)} beats"

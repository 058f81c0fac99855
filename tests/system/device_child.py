"""Runs ``acupacer-device run`` on mock pins and reports what the pins did.

    device_child.py REPORT FAULT CONFIG

Prints ``on`` once motor and buzzer were put on and ``ran CODE`` when ``main`` returns;
writes every state of both to REPORT at its end. FAULT says what happens right after ``on``:
``none``, or where an exception is raised, or ``hang`` (the core never returns), or
``hang-unguarded`` (the same, and nothing watches how long a pulse lasts). The device is a
stand-in that wants the motor on for ever.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

os.environ["GPIOZERO_PIN_FACTORY"] = "mock"
os.environ["GPIOZERO_MOCK_PIN_CLASS"] = "mockpwmpin"
sys.path.insert(0, str(Path(__file__).parents[1] / "boards"))

import gpiozero
from acupacer.boards.pi import cut_timer, devices, gpio, main, serial_link, store
from acupacer.core import events
from stand_in import StandIn

MOTOR, BUZZER = 18, 13


class Faulty(StandIn):
    """Motor and tone on at 50 ms; in the steps after that one whatever FAULT says."""

    fault = "none"

    def __init__(self):
        super().__init__([(50, [events.SetMotor(100, 50), events.SetTone(2000, 50)])])
        self.has_said_on = False

    def step(self, now_ms, inputs):
        if not self.programme:  # the step that emptied it has put the outputs on
            self.go_wrong()
        effects = super().step(now_ms, inputs)
        if not self.programme:
            self.next_ms = now_ms + 10
        return effects

    def go_wrong(self):
        if not self.has_said_on:
            self.has_said_on = True
            print("on", flush=True)
            break_role(self.fault)
        if self.fault == "core":
            raise RuntimeError("the core failed")
        if self.fault.startswith("hang"):
            print("hung", flush=True)
            while True:
                time.sleep(0.01)


def fail(*arguments):
    raise RuntimeError("a role failed")


def break_role(name):
    """From now on ``name`` raises; none and core break nothing here."""
    if name == "buttons":
        gpio.PinButtons.read = fail
    elif name == "link":
        serial_link.SerialLink.read = fail
    elif name == "store":
        store.Store.results = fail
    elif name == "motor":
        gpio.MotorPin.off = fail
        print("broken", flush=True)


def report(path):
    pins = {
        name: [float(state) for _, state in gpiozero.Device.pin_factory.pin(number).states]
        for name, number in (("motor", MOTOR), ("buzzer", BUZZER))
    }
    Path(path).write_text(json.dumps(pins))


def watch(path):
    """Keep REPORT current, for runs that have to be killed."""
    while True:
        report(path)
        time.sleep(0.02)


if __name__ == "__main__":
    report_path, Faulty.fault, config_path = sys.argv[1:]
    gpiozero.Device.ensure_pin_factory()
    devices.make_device = lambda *arguments, **named: Faulty()
    if Faulty.fault == "hang-unguarded":
        cut_timer.ThreadTimer.look = lambda self: None
    if Faulty.fault.startswith("hang"):
        threading.Thread(target=watch, args=(report_path,), daemon=True).start()
    try:
        code = main.main(["run", "--config", config_path])
    finally:
        report(report_path)
    print("ran", code, flush=True)
    sys.exit(code)

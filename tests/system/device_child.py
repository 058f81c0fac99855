"""Runs ``acupacer-device run`` on mock pins and reports what the pins did.

    device_child.py REPORT FAULT CONFIG

Prints ``on`` when the motor's pin goes high and ``ran CODE`` when ``main`` returns;
writes every state of motor and buzzer at that moment to REPORT. FAULT says what happens
100 ms later: ``none``, or where an exception is raised, or ``hang`` (the core never
returns). The device is a stand-in that wants the motor on for ever.
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
from acupacer.boards.pi import devices, gpio, main, serial_link, store
from acupacer.core import events
from stand_in import StandIn

MOTOR, BUZZER = 18, 13
FAULT_MS = 100
is_announced = threading.Event()


class Faulty(StandIn):
    """Motor and tone on 50 ms after the first step; 100 ms later whatever FAULT says."""

    fault = "none"
    fault_ms = None

    def step(self, now_ms, inputs):
        if self.fault_ms is None:
            on_ms = now_ms + 50
            self.fault_ms = on_ms + FAULT_MS
            on = [events.SetMotor(100, on_ms), events.SetTone(2000, on_ms)]
            self.programme = [(on_ms, on), (self.fault_ms, [])]
        if now_ms >= self.fault_ms:
            is_announced.wait(10)
            if self.fault == "core":
                raise RuntimeError("the core failed")
            if self.fault == "hang":
                print("hung", flush=True)
                while True:
                    time.sleep(0.01)
            break_role(self.fault)
        return super().step(now_ms, inputs)


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


def announce():
    pin = gpiozero.Device.pin_factory.pin(MOTOR)
    while not pin.state:
        time.sleep(0.001)
    print("on", flush=True)
    is_announced.set()


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
    threading.Thread(target=announce, daemon=True).start()
    if Faulty.fault == "hang":
        threading.Thread(target=watch, args=(report_path,), daemon=True).start()
    try:
        code = main.main(["run", "--config", config_path])
    finally:
        report(report_path)
    print("ran", code, flush=True)
    sys.exit(code)

"""A device on a fake clock and an in-memory store, driven by a script.

Runs on CPython and MicroPython and needs nothing but the core. A script is text:

    tap STOP | press NEXT | release NEXT | long START | wait 500 | bytes 0609...
    clock EPOCH OFFSET | panel off | panel on | power   (off and on again)

Time moves only from deadline to deadline. Every effect becomes one trace line,
``<ms> <effect> <values>``; seconds that merely count down are left out unless asked for.
"""

from acupacer.core import events
from acupacer.core.device import Device
from acupacer.core.device_config import DeviceConfig

TAP_MS = 100
LONG_MS = 900
STEPS_AT_ONCE = 5000
COUNTED = ("remaining_s", "part_s", "window_s", "gap_s", "wait_min")
BUTTON_BITS = {name: bit for bit, name in events.BUTTONS}


class Rig:
    def __init__(self, files=None, has_seconds=False, config=None):
        self.files = dict(files or {})
        self.stages = {}
        self.has_seconds = has_seconds
        self.config = config or DeviceConfig("rig", "test", "0", "boot")
        self.trace = []
        self.sent = b""
        self.store_failure = ""  # a reason: every write fails with it
        self.now_ms = 0
        self.power_up()

    # --- running ----------------------------------------------------------------------

    def power_up(self):
        self.device = Device(self.config)
        self.pressed = 0
        self.inputs = [events.ButtonsChanged(0)]
        self.reads = set()  # names of the files that were read since power-up
        self.stages = {}
        self.shown = None
        self.motor = self.tone = 0
        self.base_ms = self.now_ms
        self.settle()

    def at_ms(self):
        return self.now_ms - self.base_ms

    def settle(self):
        """Step until nothing is waiting at this instant."""
        for _ in range(STEPS_AT_ONCE):
            inputs, self.inputs = self.inputs, []
            for effect in self.device.step(self.at_ms(), inputs):
                self.apply(effect)
            if not self.inputs and self.device.next_ms > self.at_ms():
                return
        raise AssertionError("the device wants to be stepped for ever at one instant")

    def wait(self, ms):
        until_ms = self.now_ms + ms
        while self.base_ms + self.device.next_ms <= until_ms:
            self.now_ms = max(self.now_ms, self.base_ms + self.device.next_ms)
            self.settle()
        self.now_ms = until_ms

    def give(self, event):
        self.inputs.append(event)
        self.settle()

    # --- buttons -------------------------------------------------------------------------

    def press(self, name):
        self.pressed |= BUTTON_BITS[name]
        self.give(events.ButtonsChanged(self.pressed))

    def release(self, name):
        self.pressed &= ~BUTTON_BITS[name]
        self.give(events.ButtonsChanged(self.pressed))

    def tap(self, name, ms=TAP_MS):
        self.press(name)
        self.wait(ms)
        self.release(name)

    def long(self, name):
        self.tap(name, LONG_MS)

    # --- script ----------------------------------------------------------------------------

    def run(self, script):
        for line in script.split("\n"):
            words = line.split()
            if words and not words[0].startswith("#"):
                self.do(words)
        return self

    def do(self, words):
        verb = words[0]
        if verb == "wait":
            self.wait(int(words[1]))
        elif verb in ("tap", "press", "release", "long"):
            getattr(self, verb)(words[1])
        elif verb == "clock":
            self.give(events.ClockRead(int(words[1]), int(words[2]), True))
        elif verb == "panel":
            self.give(events.PanelChanged(words[1] == "on"))
        elif verb == "bytes":
            self.give(events.BytesReceived(bytes.fromhex(words[1])))
        elif verb == "power":
            self.power_up()
        else:
            raise ValueError("unknown script line: " + " ".join(words))

    # --- effects ------------------------------------------------------------------------------

    def apply(self, effect):
        name = type(effect).__name__
        if hasattr(self, "on_" + name):
            getattr(self, "on_" + name)(effect)
        else:
            self.note(name, repr(effect))

    def note(self, what, text):
        self.trace.append("{} {} {}".format(self.now_ms, what, text))

    def on_SetMotor(self, effect):
        self.motor = effect.duty_pct
        self.note("motor", str(effect.duty_pct))

    def on_SetTone(self, effect):
        self.tone = effect.freq_hz
        self.note("tone", str(effect.freq_hz))

    def on_SetPanel(self, effect):
        self.note("panel", str(effect.contrast_pct))

    def on_ShowView(self, effect):
        rows = []
        facts = effect.view.as_dict()
        for name in sorted(facts):
            if name != "screen" and (self.has_seconds or name not in COUNTED):
                rows.append("{}={}".format(name, facts[name]))
        text = effect.view.screen + " " + " ".join(rows)
        if text != self.shown:
            self.shown = text
            self.note("show", text)

    def on_Send(self, effect):
        self.sent += effect.data

    def on_Read(self, effect):
        self.reads.add(effect.name)
        data = self.files.get(effect.name)
        if data is None:
            self.inputs.append(events.StoreFailed(effect.ticket, "absent"))
        else:
            part = data[effect.offset : effect.offset + effect.length]
            self.inputs.append(events.ReadDone(effect.ticket, part))

    def on_StageWrite(self, effect):
        if effect.offset == 0:
            self.stages[effect.name] = b""
        self.stages[effect.name] += effect.data
        self.stored(effect.ticket)

    def on_Commit(self, effect):
        if not self.store_failure:
            self.files[effect.name] = self.stages.pop(effect.name)
            self.note("commit", "{} {}".format(effect.name, effect.length))
        self.stored(effect.ticket)

    def on_Discard(self, effect):
        self.stages.pop(effect.name, None)
        self.stored(effect.ticket)

    def on_Append(self, effect):
        if not self.store_failure:
            self.files[effect.name] = self.files.get(effect.name, b"") + effect.data
            for line in effect.data.split(b"\n"):
                if line:
                    self.note("append", line.decode())
        self.stored(effect.ticket)

    def stored(self, ticket):
        if self.store_failure:
            self.inputs.append(events.StoreFailed(ticket, self.store_failure))
        else:
            self.inputs.append(events.Stored(ticket))

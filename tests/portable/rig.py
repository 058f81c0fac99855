"""The virtual board driven by a script, and everything it did as text.

Runs on CPython and MicroPython and needs nothing but the device's own sources. A script:

    tap STOP | press NEXT | release NEXT | long START | wait 500 | bytes 0609...
    clock EPOCH OFFSET | panel off | panel on | capped motor | power   (off and on again)

Every effect becomes one trace line, ``<ms> <effect> <values>``; seconds that merely count
down are left out.
"""

from acupacer.boards.pulse_log import PulseLog
from acupacer.boards.virtual import VirtualBoard
from acupacer.core import events
from acupacer.core.device_config import DeviceConfig

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from acupacer.boards.pulse_log import Pulse
    from acupacer.boards.virtual import MemoryStore
    from acupacer.core.events import View

COUNTED = ("remaining_s", "part_s", "window_s", "gap_s", "wait_min")


class Rig(VirtualBoard):
    """``trace``: what it did; ``sent``: bytes to the host; ``reads``: names of the files
    that were read since power-up."""

    def __init__(
        self,
        files: "dict[str, bytes] | None" = None,
        config: "DeviceConfig | None" = None,
        store: "MemoryStore | None" = None,
    ) -> None:
        self.trace: "list[str]" = []
        self.sent = b""
        super().__init__(files, config or DeviceConfig("rig", "test", "0", "boot"), store)

    def power_up(self) -> None:
        self.reads: "set[str]" = set()
        self.shown = ""
        super().power_up()

    # --- script ---------------------------------------------------------------------------

    def run(self, script: str) -> "Rig":
        for line in script.split("\n"):
            words = line.split()
            if words and not words[0].startswith("#"):
                self.do(words)
        return self

    def do(self, words: "list[str]") -> None:
        verb, values = words[0], words[1:]
        if verb == "wait":
            self.wait(int(values[0]))
        elif verb in FINGERS:
            FINGERS[verb](self, values[0])
        elif verb == "clock":
            self.give(events.ClockRead(int(values[0]), int(values[1]), True))
        elif verb == "panel":
            self.give(events.PanelChanged(values[0] == "on"))
        elif verb == "capped":
            self.give(events.PulseCapped(values[0]))
        elif verb == "bytes":
            self.give(events.BytesReceived(bytes.fromhex(values[0])))
        elif verb == "power":
            self.power_up()
        else:
            raise ValueError("unknown script line: " + " ".join(words))

    # --- trace ----------------------------------------------------------------------------

    def apply(self, effect: "Any") -> None:
        super().apply(effect)
        if isinstance(effect, events.Send):
            self.sent += effect.data
        elif isinstance(effect, events.Read):
            self.reads.add(effect.name)
        elif isinstance(effect, events.SetMotor):
            self.note("motor", str(effect.duty_pct))
        elif isinstance(effect, events.SetTone):
            self.note("tone", str(effect.freq_hz))
        elif isinstance(effect, events.SetPanel):
            self.note("panel", str(effect.contrast_pct))
        elif isinstance(effect, events.ShowView):
            self.note_view(effect.view)
        elif isinstance(effect, (events.Append, events.Commit)):
            if not self.store.failure:
                self.note_write(effect)
        elif not isinstance(effect, (events.StageWrite, events.Discard)):
            self.note(type(effect).__name__, repr(effect))

    def note(self, what: str, text: str) -> None:
        self.trace.append("{} {} {}".format(self.now_ms, what, text))

    def note_view(self, view: "View") -> None:
        rows = []
        facts = view.as_dict()
        for name in sorted(facts):
            if name != "screen" and name not in COUNTED:
                rows.append("{}={}".format(name, facts[name]))
        text = view.screen + " " + " ".join(rows)
        if text != self.shown:
            self.shown = text
            self.note("show", text)

    def note_write(self, effect: "Any") -> None:
        if isinstance(effect, events.Commit):
            self.note("commit", "{} {}".format(effect.name, effect.length))
            return
        for line in effect.data.split(b"\n"):
            if line:
                self.note("append", line.decode())


FINGERS = {"tap": Rig.tap, "press": Rig.press, "release": Rig.release, "long": Rig.long}


def motor_pulses(trace: "list[str]") -> "list[Pulse]":
    """What the motor did by the lines of a ``trace``; a pulse that still runs is left out."""
    log = PulseLog()
    for line in trace:
        words = line.split(" ", 2)
        if words[1] == "motor":
            log.motor(int(words[0]), int(words[2]))
    return log.pulses

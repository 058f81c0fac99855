"""What the page's worker offers, for CPython: the module ``_acupacer_page``.

``told``: what the page was told, in order. Time stands still until a test moves it.
"""

import sys
from types import ModuleType

NAMES = (
    "motor",
    "tone",
    "draw",
    "light",
    "send",
    "say",
    "speak",
    "warn",
    "wake",
    "store",
    "ended",
)


class FakePage:
    def __init__(self):
        self.ms, self.epoch, self.offset = 0, 1_800_000_000, 60
        self.due_ms = 0  # when it is to come back
        self.languages = ""
        self.told = []
        self.module = ModuleType("_acupacer_page")
        self.module.now_ms = lambda: self.ms
        self.module.late_us = lambda at_ms: (self.ms - at_ms) * 1000
        self.module.epoch_s = lambda: self.epoch + self.ms // 1000 + 0.5
        self.module.offset_min = lambda: self.offset
        self.module.languages = lambda: self.languages
        for name in NAMES:
            setattr(self.module, name, self.note(name))

    def note(self, name):
        def take(*values):
            self.told.append((name, *values))
            if name == "wake":
                self.due_ms = self.ms + values[0]

        return take

    def all(self, name):
        """What it was told by this name."""
        return [values for kind, *values in self.told if kind == name]

    def last(self, name):
        return self.all(name)[-1]


PAGE = FakePage()
sys.modules["_acupacer_page"] = PAGE.module

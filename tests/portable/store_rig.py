"""A rig whose store can be slow, fail, or lose power at any operation; and a long history."""

from acupacer.core import events
from acupacer.core.device_config import Capacities, DeviceConfig
from acupacer.core.events import FACTORY_FILE, HISTORY_FILE
from acupacer.core.link import frames, smp
from gestures_data import PROMPT, ROUTINES
from progress_story import Story, hands
from rig import Rig
from routine_parts import make_routine

STORAGE = (events.Read, events.StageWrite, events.Commit, events.Discard, events.Append)
TRIM_FROM_BYTES = 4000
HISTORY_BYTES = 16000


class StoreRig(Rig):
    """``done``: storage effects performed so far, in order; ``queue``: those waiting.

    ``budget``: how many more are performed, None: all. ``failing``: numbers (in ``done``)
    of those that fail; ``is_late``: a failing Commit fails after it took effect.
    """

    def __init__(self, files, trim_from_bytes=TRIM_FROM_BYTES, history_bytes=HISTORY_BYTES):
        self.done = []
        self.queue = []
        self.budget = None
        self.failing = ()
        self.is_late = False
        limits = Capacities(trim_from_bytes=trim_from_bytes, history_bytes=history_bytes)
        super().__init__(files, config=DeviceConfig("rig", "test", "0", "boot", limits))

    def power_up(self):
        self.queue = []
        self.budget = None
        self.failing = ()
        super().power_up()

    def apply(self, effect):
        if isinstance(effect, STORAGE):
            self.queue.append(effect)
            self.perform()
        else:
            super().apply(effect)

    def perform(self):
        while self.queue and (self.budget is None or self.budget > 0):
            effect = self.queue.pop(0)
            if self.budget is not None:
                self.budget -= 1
            self.done.append(effect)
            fails = len(self.done) - 1 in self.failing
            is_done_first = self.is_late and isinstance(effect, events.Commit)
            if isinstance(effect, events.Commit) and not fails:
                assert len(self.stages[effect.name]) == effect.length
            if is_done_first and fails:
                self.files[effect.name] = self.stages.pop(effect.name)
            if fails:
                self.inputs.append(events.StoreFailed(effect.ticket, "io"))
            else:
                super().apply(effect)

    def allow(self, count=None):
        """Let the store perform ``count`` more operations (None: all from now on)."""
        self.budget = count
        self.perform()
        self.settle()

    def history(self):
        """The lines of the history file, as they are."""
        return self.files[HISTORY_FILE].split(b"\n")[:-1]

    def ask(self, op, group, command, fields, seq=1):
        """Send one request; the reply's fields, or None without a reply."""
        self.sent = b""
        self.give(
            events.BytesReceived(frames.encode(smp.pack(op, group, seq, command, fields)))
        )
        messages = frames.Reader(70000).feed(self.sent)
        return smp.parse(messages[0]).fields() if messages else None


def lived(days, routine=None):
    """A story that begins with the questions answered, then a session on each of ``days``."""
    first = Rig({FACTORY_FILE: ROUTINES}).run(PROMPT)
    story = Story()
    story.lines = [line + b"\n" for line in first.files[HISTORY_FILE].split(b"\n")[:-1]]
    story.next_id = len(story.lines) + 1
    story.power_up()
    story.set_clock()
    story.finish_days(routine or make_routine("li4", hands(repetitions=1)), days)
    return story


def stored(story):
    """The files of a device that lived ``story``."""
    return {FACTORY_FILE: ROUTINES, HISTORY_FILE: b"".join(story.lines)}

"""A rig whose store can be slow, fail, or lose power at any operation; and a long history."""

from acupacer.boards.virtual import MemoryStore
from acupacer.core import events
from acupacer.core.device_config import Capacities, DeviceConfig
from acupacer.core.events import FACTORY_FILE, HISTORY_FILE
from acupacer.core.link import frames, smp
from gestures_data import PROMPT, ROUTINES
from progress_story import Story, hands
from rig import Rig
from routine_parts import make_routine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

TRIM_FROM_BYTES = 4000
HISTORY_BYTES = 16000


class FaultyStore(MemoryStore):
    """``done``: effects performed so far, in order; ``queue``: those waiting.

    ``budget``: how many more are performed, None: all. ``failing``: numbers (in ``done``)
    of those that fail; ``is_late``: a failing Commit fails after it took effect.
    """

    def __init__(self, files: "dict[str, bytes]") -> None:
        super().__init__(files)
        self.done: "list[Any]" = []
        self.is_late = False
        self.lose_power()

    def lose_power(self) -> None:
        super().lose_power()
        self.queue: "list[Any]" = []
        self.budget: "int | None" = None
        self.failing: "tuple[int, ...]" = ()

    def submit(self, effect: "Any") -> None:
        self.queue.append(effect)
        self.allow(self.budget)

    def allow(self, count: "int | None") -> None:
        """Perform ``count`` operations of those waiting or to come."""
        self.budget = count
        while self.queue and self.budget != 0:
            effect = self.queue.pop(0)
            if self.budget is not None:
                self.budget -= 1
            self.done.append(effect)
            self.answer(self.perform(effect))

    def perform(self, effect: "Any") -> object:
        if len(self.done) - 1 not in self.failing:
            return super().perform(effect)
        if self.is_late and isinstance(effect, events.Commit):
            super().perform(effect)
        return events.StoreFailed(effect.ticket, "io")


class StoreRig(Rig):
    """A rig on a ``FaultyStore``, as a host sees it."""

    def __init__(
        self,
        files: "dict[str, bytes]",
        trim_from_bytes: int = TRIM_FROM_BYTES,
        history_bytes: int = HISTORY_BYTES,
    ) -> None:
        limits = Capacities(trim_from_bytes=trim_from_bytes, history_bytes=history_bytes)
        self.medium = FaultyStore(files)
        config = DeviceConfig("rig", "test", "0", "boot", limits)
        super().__init__(config=config, store=self.medium)

    @property
    def done(self) -> "list[Any]":
        """Storage effects performed so far, in order."""
        return self.medium.done

    def allow(self, count: "int | None" = None) -> None:
        """Let the store perform ``count`` more operations (None: all from now on)."""
        self.medium.allow(count)
        self.inputs += self.medium.results()
        self.settle()

    def history(self) -> "list[bytes]":
        """The lines of the history file, as they are."""
        return self.files[HISTORY_FILE].split(b"\n")[:-1]

    def ask(self, op: int, group: int, command: int, fields: "Any", seq: int = 1) -> "Any":
        """Send one request; the reply's fields, or None without a reply."""
        self.sent = b""
        self.give(
            events.BytesReceived(frames.encode(smp.pack(op, group, seq, command, fields)))
        )
        messages = frames.Reader(70000).feed(self.sent)
        return smp.parse(messages[0]).fields() if messages else None


def lived(days: int, routine: "Any" = None) -> "Story":
    """A story that begins with the questions answered, then a session on each of ``days``."""
    first = Rig({FACTORY_FILE: ROUTINES}).run(PROMPT)
    story = Story()
    story.lines = [line + b"\n" for line in first.files[HISTORY_FILE].split(b"\n")[:-1]]
    story.next_id = len(story.lines) + 1
    story.power_up()
    story.set_clock()
    story.finish_days(routine or make_routine("li4", hands(repetitions=1)), days)
    return story


def stored(story: "Story") -> "dict[str, bytes]":
    """The files of a device that lived ``story``."""
    return {FACTORY_FILE: ROUTINES, HISTORY_FILE: b"".join(story.lines)}

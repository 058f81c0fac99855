"""What a laptop asks of a device, as plain calls.

    transport = open_transport("/dev/ttyACM0")
    client = Client(transport)
    print(client.hello().dev_id)
    client.upload("/routines.json", text, progress=lambda sent, total: None)

Every call blocks until it is answered: some milliseconds as a rule, about 12 s when
nobody is there. Every call raises the errors of ``errors``; after any of them it is
known what the device has, or the message says that it is not.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from . import blocking
from .dialogue import Dialogue
from .exchange import Exchange
from .replies import Choices, DeviceClock, Events, Hello, Params, Screen, State
from .transport import Transport

if TYPE_CHECKING:
    from .wants import Steps

Progress = Callable[[int, int], None]
Answer = TypeVar("Answer")


class Client:
    """A device at the other end of a transport.

    ``wait``: while a session runs on the device, requests that store something are
    repeated every second until it is over (False: Busy is raised at once).
    ``on_busy(seconds_left)`` is called before each such wait. ``dialogue``: the protocol
    behind it, for steps of more than one call (``run``).
    """

    def __init__(
        self,
        transport: Transport,
        wait: bool = True,
        on_busy: Callable[[int], None] | None = None,
    ) -> None:
        self._transport = transport
        self.dialogue = Dialogue(
            transport.now_s, transport.name, wait, on_busy, lambda data: zlib.compress(data, 9)
        )

    @property
    def exchange(self) -> Exchange:
        """What is known of the line, and single requests; for ``run``."""
        return self.dialogue.exchange

    def run(self, steps: Steps[Answer]) -> Answer:
        """What further steps of this dialogue come to. Blocks: until then."""
        return blocking.run(steps, self._transport)

    def close(self) -> None:
        """Close the port."""
        self._transport.close()

    # --- who and what -----------------------------------------------------------

    def probe(self) -> Hello | None:
        """Who is there, or None when nobody says hello within 300 ms."""
        return self.run(self.dialogue.probe())

    def hello(self) -> Hello:
        """Who the device is, asked anew."""
        return self.run(self.dialogue.hello())

    def params(self) -> Params:
        """The device's buffer; asked once, first of all (it makes the device forget the
        last host's requests)."""
        return self.run(self.dialogue.params())

    def state(self) -> State:
        """What the device does now."""
        return self.run(self.dialogue.state())

    def state_after(self, state: str) -> State:
        """What the device does once it has left ``state``; blocks: 5 s at most."""
        return self.run(self.dialogue.state_after(state))

    def echo(self, text: str) -> str:
        """The same text, back from the device."""
        return self.run(self.dialogue.echo(text))

    # --- files --------------------------------------------------------------------

    def upload(self, name: str, data: bytes, progress: Progress | None = None) -> None:
        """Replace a file; returns when the device has it, proven by its SHA-256.

        It is sent compressed when the device can inflate it. ``progress(sent, total)``: bytes
        of ``data``. Raises Busy, RoutinesRefused, TransferFailed, TransportGone.
        """
        self.run(self.dialogue.upload(name, data, progress))

    def download(self, name: str, progress: Progress | None = None) -> bytes:
        """A file's bytes, checked by their SHA-256. ``progress(got, total)``."""
        return self.run(self.dialogue.download(name, progress))

    def sha256(self, name: str, length: int | None = None) -> bytes:
        """SHA-256 of a file on the device, or of its first ``length`` bytes."""
        return self.run(self.dialogue.sha256(name, length))

    # --- running it -----------------------------------------------------------------

    def control(self, verb: str, routine: str = "") -> None:
        """``open`` a routine's prompt, ``pause`` or ``stop``. Executed exactly once.

        Raises Refused when the device's present state does not allow it.
        """
        self.run(self.dialogue.control(verb, routine))

    def screen(self, have: int | None = None) -> Screen:
        """The panel's page buffer, unless it is still number ``have``."""
        return self.run(self.dialogue.screen(have))

    def events(self, since: int, wait_ms: int = 0) -> Events:
        """Events from number ``since`` on; waits up to ``wait_ms`` <= 1000 for one."""
        return self.run(self.dialogue.events(since, wait_ms))

    def reset(self, to_loader: bool = False) -> None:
        """Restart the device, into its loader if so asked; not while a session runs.

        ``to_loader`` needs ``Hello.has_loader``: a device that does not know of a loader
        restarts as usual.
        """
        self.run(self.dialogue.reset(to_loader))

    # --- what it keeps --------------------------------------------------------------

    def clock(self) -> DeviceClock:
        """The device's time and zone; Refused while it does not know the time."""
        return self.run(self.dialogue.clock())

    def set_clock(
        self, now: Callable[[], str], zone_changes: Sequence[Sequence[int]] = ()
    ) -> None:
        """Set time and zone; ``now()``: the time, asked anew for each try.

        ``2026-01-31T08:05:00+01:00``. ``zone_changes``: see ``DeviceClock``.
        """
        self.run(self.dialogue.set_clock(now, zone_changes))

    def history(self, since: int = 0) -> Iterator[bytes]:
        """History lines (each a JSON object with its CRC) with ids from ``since`` on."""
        pull = self.dialogue.history(since)
        while pull.has_more:
            yield from self.run(pull.next_lines())

    def acknowledge(self, record_id: int) -> None:
        """Tell the device that records up to ``record_id`` are safe here."""
        self.run(self.dialogue.acknowledge(record_id))

    def choices(self) -> Choices:
        """What the user has set: settings and profile."""
        return self.run(self.dialogue.choices())

    def configure(self, settings: Mapping[str, Any], profile: Mapping[str, Any]) -> None:
        """Change the named settings and profile flags, all or none."""
        self.run(self.dialogue.configure(settings, profile))

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

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from acupacer.core.link import smp
from acupacer.core.link.cbor import Map
from acupacer.core.link.upload import ROUTINES

from ..errors import Busy, HostError, NoAnswer, Refused, TransportGone, ending
from .exchange import FIRST_WAIT_S, Exchange, Fields
from .replies import Choices, DeviceClock, Events, Hello, Params, Screen, State, field
from .transfer import CHANGED, DETAIL, Download, HistoryPull, Upload
from .transport import Transport

Progress = Callable[[int, int], None]
Answer = TypeVar("Answer")
Pairs = tuple[tuple[str, Any], ...]

BUSY_PAUSE_S = 1.0
SETTLE_S, SETTLE_PAUSE_S = 5.0, 0.1  # for a routine to be read from the card
UNCHANGED = "Nothing was changed."
CHANGED_TRIES = 3  # somebody else changes something meanwhile, again and again
CLOCK_WITHIN_S = 5.0  # so near the time wanted a clock was set by this program
PROBE_S = 0.3  # a device says hello within this time
NO_FIELDS = Map(())
TEXT_REPLY = 256  # bytes of a reply with some texts, about
PAGE_REPLY = 1100  # and of one with the screen


def no_fields() -> Map:
    """The fields of a request that has none, for each try."""
    return NO_FIELDS


class Client:
    """A device at the other end of a transport.

    ``wait``: while a session runs on the device, requests that store something are
    repeated every second until it is over (False: Busy is raised at once).
    ``on_busy(seconds_left)`` is called before each such wait.
    """

    def __init__(
        self,
        transport: Transport,
        wait: bool = True,
        on_busy: Callable[[int], None] | None = None,
    ) -> None:
        self.exchange = Exchange(transport)
        self._transport = transport
        self._wait = wait
        self._on_busy = on_busy or (lambda left_s: None)
        self._params: Params | None = None
        self._hello: Hello | None = None

    def close(self) -> None:
        """Close the port."""
        self._transport.close()

    # --- who and what -----------------------------------------------------------

    def probe(self) -> Hello | None:
        """Who is there, or None when nobody says hello within 300 ms."""
        try:
            return self._read_hello(tries=2, first_wait_s=PROBE_S / 2)
        except HostError:
            return None

    def hello(self) -> Hello:
        """Who the device is, asked anew."""
        return self._read_hello(None, FIRST_WAIT_S)

    def _read_hello(self, tries: int | None, first_wait_s: float) -> Hello:
        reply = self.exchange.request(
            smp.READ,
            smp.PACER,
            smp.HELLO,
            no_fields,
            tries,
            first_wait_s,
            reply_bytes=TEXT_REPLY,
        )
        self._hello = Hello.of(reply)
        return self._hello

    def params(self) -> Params:
        """The device's buffer; asked once, first of all (it makes the device forget the
        last host's requests)."""
        if self._params is None:
            reply = self.exchange.request(smp.READ, smp.OS, smp.PARAMS, no_fields)
            self._params = Params.of(reply)
        return self._params

    def state(self) -> State:
        """What the device does now."""
        return State.of(self._read(smp.PACER, smp.STATE, NO_FIELDS))

    def state_after(self, state: str) -> State:
        """What the device does once it has left ``state``; blocks: 5 s at most."""
        now = self.state()
        end_s = self._transport.now_s() + SETTLE_S
        while now.state == state and self._transport.now_s() < end_s:
            self._transport.sleep(SETTLE_PAUSE_S)
            now = self.state()
        return now

    def echo(self, text: str) -> str:
        """The same text, back from the device."""
        return field(self._write(smp.OS, smp.ECHO, Map((("d", text),))), "r", str)

    # --- files --------------------------------------------------------------------

    def upload(
        self,
        name: str,
        data: bytes,
        progress: Progress | None = None,
        deflate: bool | None = None,
    ) -> None:
        """Replace a file; returns when the device has it, proven by its SHA-256.

        ``progress(sent, total)``: bytes of ``data``. ``deflate``: send compressed; None:
        when the device can and it is shorter. Raises Busy, RoutinesRefused,
        TransferFailed, TransportGone.
        """
        hello = self._hello or self.hello()
        if deflate is None:
            deflate = name == ROUTINES and hello.can_deflate
        try:
            Upload(self, name, data, progress, deflate, hello).run()
        finally:
            self._hello = None  # it has another file and another number now

    def download(self, name: str, progress: Progress | None = None) -> bytes:
        """A file's bytes, checked by their SHA-256. ``progress(got, total)``."""
        return Download(self, name, progress).run()

    def sha256(self, name: str, length: int | None = None) -> bytes:
        """SHA-256 of a file on the device, or of its first ``length`` bytes."""
        pairs: list[tuple[str, Any]] = [("name", name), ("type", "sha256")]
        if length is not None:
            pairs.append(("len", length))
        self.params()  # the same bytes in each try: hashing a file twice takes twice as long
        reply = self.exchange.request(smp.READ, smp.FILES, smp.HASH, Map(pairs))
        return field(reply, "output", bytes)

    # --- running it -----------------------------------------------------------------

    def control(self, verb: str, routine: str = "") -> None:
        """``open`` a routine's prompt, ``pause`` or ``stop``. Executed exactly once.

        Raises Refused when the device's present state does not allow it.
        """
        pairs: list[tuple[str, Any]] = [("do", verb), ("nonce", random.getrandbits(31))]
        if verb == "open":
            pairs.append(("routine", routine))
        self._write(
            smp.PACER,
            smp.CONTROL,
            Map(pairs),
            "It is not known whether the device did it: run acupacer status.",
        )

    def screen(self, have: int | None = None) -> Screen:
        """The panel's page buffer, unless it is still number ``have``."""
        fields = NO_FIELDS if have is None else Map((("have", have),))
        return Screen.of(self._read(smp.PACER, smp.SCREEN, fields, PAGE_REPLY))

    def events(self, since: int, wait_ms: int = 0) -> Events:
        """Events from number ``since`` on; waits up to ``wait_ms`` <= 1000 for one."""
        self.params()
        self.exchange.begin()  # watching has no end: patience is for each poll
        fields = Map((("since", since), ("wait_ms", wait_ms)))
        reply = self.exchange.request(
            smp.READ, smp.PACER, smp.EVENTS, fields, reply_delay_s=wait_ms / 1000
        )
        return Events.of(reply)

    def reset(self, to_loader: bool = False) -> None:
        """Restart the device, into its loader if so asked; not while a session runs.

        ``to_loader`` needs ``Hello.has_loader``: a device that does not know of a loader
        restarts as usual.
        """
        boot_mode = (("boot_mode", 1),) if to_loader else ()
        with ending(UNCHANGED):
            boot_id = (self._hello or self.hello()).boot_id

        def reset(number: Pairs) -> None:
            self._store(smp.OS, smp.RESET, Map((*boot_mode, *number, DETAIL)))

        self._replace(reset, lambda: self.hello().boot_id != boot_id)

    # --- what it keeps --------------------------------------------------------------

    def clock(self) -> DeviceClock:
        """The device's time and zone; Refused while it does not know the time."""
        return DeviceClock.of(self._read(smp.OS, smp.DATETIME, Map((DETAIL,))))

    def set_clock(
        self, now: Callable[[], str], zone_changes: Sequence[Sequence[int]] = ()
    ) -> None:
        """Set time and zone; ``now()``: the time, asked anew for each try.

        ``2026-01-31T08:05:00+01:00``. ``zone_changes``: see ``DeviceClock``.
        """
        unknown = "It is not known whether the clock was set: run acupacer clock."

        def set_it(number: Pairs) -> None:
            def fields() -> Map:
                return Map((("datetime", now()), ("zone_changes", zone_changes), *number))

            self._write(smp.OS, smp.DATETIME, fields, unknown)

        def is_set() -> bool:
            off = datetime.fromisoformat(self.clock().time) - datetime.fromisoformat(now())
            return abs(off.total_seconds()) <= CLOCK_WITHIN_S

        self._replace(set_it, is_set)

    def history(self, since: int = 0) -> Iterator[bytes]:
        """History lines (each a JSON object with its CRC) with ids from ``since`` on."""
        return HistoryPull(self, since).lines()

    def acknowledge(self, record_id: int) -> None:
        """Tell the device that records up to ``record_id`` are safe here."""
        self._store(smp.PACER, smp.ACK, Map((("id", record_id),)))

    def choices(self) -> Choices:
        """What the user has set: settings and profile."""
        return Choices.of(self._read(smp.PACER, smp.SETTINGS, NO_FIELDS))

    def configure(self, settings: Mapping[str, Any], profile: Mapping[str, Any]) -> None:
        """Change the named settings and profile flags, all or none."""
        wanted = (
            ("settings", Map(tuple(settings.items()))),
            ("profile", Map(tuple(profile.items()))),
        )
        command = "settings" if settings else "profile"
        unknown = f"It is not known whether that was set: run acupacer {command}."

        def change(number: Pairs) -> None:
            self._store(smp.PACER, smp.SETTINGS, Map((*wanted, *number)), unknown)

        def is_changed() -> bool:
            now = self.choices()
            return settings.items() <= now.settings.items() and (
                profile.items() <= now.profile.items()
            )

        try:
            self._replace(change, is_changed)
        except Refused as error:
            is_kept = error.reason_code.startswith("storage_")
            error.ends_with("It holds until power goes." if is_kept else UNCHANGED)
            raise

    # --- how ----------------------------------------------------------------------

    def _replace(self, write: Callable[[Pairs], None], is_done: Callable[[], bool]) -> None:
        """``write`` with the number of what the device has now: its bytes are void later.

        Another number, because something was changed meanwhile, leads to another try, unless
        it ``is_done``: then it was this write itself whose reply was lost.
        """
        with ending(UNCHANGED):
            number = (self._hello or self.hello()).number
        for left in reversed(range(CHANGED_TRIES)):
            try:
                write((("number", number),) if number >= 0 else ())
                self._hello = None  # the next one has another number
                return
            except Refused as refused:
                if refused.reason_code != CHANGED or not left:
                    raise
                if is_done():
                    return
                number = self.hello().number

    def patiently(self, call: Callable[[], Answer]) -> Answer:
        """``call()``, repeated every second while the device is busy, if so asked."""
        while True:
            try:
                return call()
            except Busy as busy:
                if not self._wait:
                    raise
                self._on_busy(busy.left_s)
                self._transport.sleep(BUSY_PAUSE_S)

    def _read(
        self, group: int, command: int, fields: Map, reply_bytes: int = TEXT_REPLY
    ) -> dict[Any, Any]:
        self.params()
        return self.exchange.request(
            smp.READ, group, command, lambda: fields, reply_bytes=reply_bytes
        )

    def _write(
        self, group: int, command: int, fields: Fields, unknown: str = ""
    ) -> dict[Any, Any]:
        """``unknown``: what to say when nobody knows whether it was done."""
        with ending(UNCHANGED):
            self.params()
        try:
            return self.exchange.request(smp.WRITE, group, command, fields)
        except (NoAnswer, TransportGone) as error:
            if unknown:
                error.ends_with(unknown)
            raise

    def _store(
        self, group: int, command: int, fields: Fields, unknown: str = ""
    ) -> dict[Any, Any]:
        return self.patiently(lambda: self._write(group, command, fields, unknown))

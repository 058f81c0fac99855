"""What a laptop or a page asks of a device, as steps that no line is needed for.

Each operation is a generator (``wants.Steps``) and comes to what ``client.Client``, which
blocks, returns by the same name; the protocol is here, for whoever drives it.
"""

from __future__ import annotations

import random

from acupacer.core.clock import iso_time
from acupacer.core.errors import TimeTextError
from acupacer.core.link import smp
from acupacer.core.link.cbor import Map
from acupacer.core.link.upload import ROUTINES

from ..errors import KEPT, UNKNOWN, Busy, HostError, NoAnswer, Refused, TransportGone, ending
from .exchange import FIRST_WAIT_S, Exchange
from .replies import Choices, DeviceClock, Events, Hello, Params, Screen, State, field
from .transfer import CHANGED, DETAIL, Download, HistoryPull, Upload
from .wants import Pause

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, TypeVar

    from .exchange import Fields
    from .transfer import Pairs, Progress
    from .wants import Steps

    Answer = TypeVar("Answer")

BUSY_PAUSE_S = 1.0
SETTLE_S, SETTLE_PAUSE_S = 5.0, 0.1  # for a routine to be read from the card
UNCHANGED = "Nothing was changed."
CHANGED_TRIES = 3  # somebody else changes something meanwhile, again and again
CLOCK_WITHIN_S = 5  # so near the time wanted a clock was set by this program
PROBE_S = 0.3  # a device says hello within this time
NO_FIELDS = Map(())
TEXT_REPLY = 256  # bytes of a reply with some texts, about
PAGE_REPLY = 1100  # and of one with the screen


def no_fields() -> Map:
    """The fields of a request that has none, for each try."""
    return NO_FIELDS


class Dialogue:
    """With one device, for the length of one command or of one connection.

    ``now_s``: a clock that only grows; ``name``: of the line, for messages. ``wait``: see
    ``Client``. ``compress``: makes the zlib stream of a file, where there is something that
    can. ``seq``: see ``Exchange``; None: by chance.
    """

    def __init__(
        self,
        now_s: Callable[[], float],
        name: str,
        wait: bool = True,
        on_busy: Callable[[int], None] | None = None,
        compress: Callable[[bytes], bytes] | None = None,
        seq: int | None = None,
    ) -> None:
        first = random.randrange(256) if seq is None else seq
        self.exchange = Exchange(now_s, name, first)
        self._now_s = now_s
        self._wait = wait
        self._on_busy = on_busy or (lambda left_s: None)
        self._compress = compress
        self._params: Params | None = None
        self._hello: Hello | None = None

    # --- who and what -----------------------------------------------------------

    def probe(self, within_s: float = PROBE_S) -> Steps[Hello | None]:
        """See ``Client.probe``."""
        try:
            hello = yield from self._read_hello(2, within_s / 2)
        except HostError:
            return None
        return hello

    def hello(self) -> Steps[Hello]:
        """See ``Client.hello``."""
        return self._read_hello(None, FIRST_WAIT_S)

    def _read_hello(self, tries: int | None, first_wait_s: float) -> Steps[Hello]:
        reply = yield from self.exchange.request(
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

    def _known_hello(self) -> Steps[Hello]:
        """The last one, unless something was written since."""
        if self._hello is None:
            yield from self.hello()
        hello = self._hello
        assert hello is not None
        return hello

    def params(self) -> Steps[Params]:
        """See ``Client.params``."""
        if self._params is None:
            reply = yield from self.exchange.request(smp.READ, smp.OS, smp.PARAMS, no_fields)
            self._params = Params.of(reply)
        return self._params

    def state(self) -> Steps[State]:
        """See ``Client.state``."""
        reply = yield from self._read(smp.PACER, smp.STATE, NO_FIELDS)
        return State.of(reply)

    def state_after(self, state: str) -> Steps[State]:
        """See ``Client.state_after``."""
        now = yield from self.state()
        end_s = self._now_s() + SETTLE_S
        while now.state == state and self._now_s() < end_s:
            yield Pause(self._now_s() + SETTLE_PAUSE_S)
            now = yield from self.state()
        return now

    def echo(self, text: str) -> Steps[str]:
        """See ``Client.echo``."""
        reply = yield from self._write(smp.OS, smp.ECHO, Map((("d", text),)))
        return field(reply, "r", str)

    # --- files --------------------------------------------------------------------

    def upload(self, name: str, data: bytes, progress: Progress | None) -> Steps[None]:
        """See ``Client.upload``."""
        hello = yield from self._known_hello()
        deflated = None
        if name == ROUTINES and hello.can_deflate and self._compress is not None:
            deflated = self._compress(data)
        try:
            yield from Upload(self, name, data, progress, deflated, hello).run()
        finally:
            self._hello = None  # it has another file and another number now

    def download(self, name: str, progress: Progress | None) -> Steps[bytes]:
        """See ``Client.download``."""
        return Download(self, name, progress).run()

    def sha256(self, name: str, length: int | None = None) -> Steps[bytes]:
        """See ``Client.sha256``."""
        pairs: list[tuple[str, Any]] = [("name", name), ("type", "sha256")]
        if length is not None:
            pairs.append(("len", length))
        # The same bytes in each try: hashing a file twice takes twice as long.
        yield from self.params()
        reply = yield from self.exchange.request(smp.READ, smp.FILES, smp.HASH, Map(pairs))
        return field(reply, "output", bytes)

    # --- running it -----------------------------------------------------------------

    def control(self, verb: str, routine: str) -> Steps[None]:
        """See ``Client.control``."""
        pairs: list[tuple[str, Any]] = [("do", verb), ("nonce", random.getrandbits(31))]
        if verb == "open":
            pairs.append(("routine", routine))
        unknown = "It is not known whether the device did it: run acupacer status."
        yield from self._write(smp.PACER, smp.CONTROL, Map(pairs), unknown)

    def screen(self, have: int | None) -> Steps[Screen]:
        """See ``Client.screen``."""
        fields = NO_FIELDS if have is None else Map((("have", have),))
        reply = yield from self._read(smp.PACER, smp.SCREEN, fields, PAGE_REPLY)
        return Screen.of(reply)

    def events(self, since: int, wait_ms: int) -> Steps[Events]:
        """See ``Client.events``."""
        yield from self.params()
        self.exchange.begin()  # watching has no end: patience is for each poll
        fields = Map((("since", since), ("wait_ms", wait_ms)))
        reply = yield from self.exchange.request(
            smp.READ, smp.PACER, smp.EVENTS, fields, reply_delay_s=wait_ms / 1000
        )
        return Events.of(reply)

    def reset(self, to_loader: bool) -> Steps[None]:
        """See ``Client.reset``."""
        boot_mode = (("boot_mode", 1),) if to_loader else ()
        with ending(UNCHANGED, KEPT):
            before = yield from self._known_hello()

        def reset(number: Pairs) -> Steps[None]:
            return self._store(smp.OS, smp.RESET, Map(boot_mode + number + (DETAIL,)))

        def is_reset() -> Steps[bool]:
            now = yield from self.hello()
            return now.boot_id != before.boot_id

        yield from self._replace(reset, is_reset)

    # --- what it keeps --------------------------------------------------------------

    def clock(self) -> Steps[DeviceClock]:
        """See ``Client.clock``."""
        reply = yield from self._read(smp.OS, smp.DATETIME, Map((DETAIL,)))
        return DeviceClock.of(reply)

    def set_clock(
        self, now: Callable[[], str], zone_changes: Sequence[Sequence[int]]
    ) -> Steps[None]:
        """See ``Client.set_clock``."""
        unknown = "It is not known whether the clock was set: run acupacer clock."

        def set_it(number: Pairs) -> Steps[None]:
            def fields() -> Map:
                said: Pairs = (("datetime", now()), ("zone_changes", zone_changes))
                return Map(said + number)

            yield from self._write(smp.OS, smp.DATETIME, fields, unknown)

        def is_set() -> Steps[bool]:
            known = yield from self.clock()
            try:
                epoch_s = iso_time.parse_time(known.time, 0)[0]
            except TimeTextError:  # so far off that no clock of ours shows it
                return False
            return abs(epoch_s - iso_time.parse_time(now(), 0)[0]) <= CLOCK_WITHIN_S

        yield from self._replace(set_it, is_set)

    def history(self, since: int) -> HistoryPull:
        """The lines from ``since`` on, some at a time."""
        return HistoryPull(self, since)

    def acknowledge(self, record_id: int) -> Steps[None]:
        """See ``Client.acknowledge``."""
        return self._store(smp.PACER, smp.ACK, Map((("id", record_id),)))

    def choices(self) -> Steps[Choices]:
        """See ``Client.choices``."""
        reply = yield from self._read(smp.PACER, smp.SETTINGS, NO_FIELDS)
        return Choices.of(reply)

    def configure(self, settings: Mapping[str, Any], profile: Mapping[str, Any]) -> Steps[None]:
        """See ``Client.configure``."""
        wanted: Pairs = (
            ("settings", Map(tuple(settings.items()))),
            ("profile", Map(tuple(profile.items()))),
        )
        command = "settings" if settings else "profile"
        unknown = f"It is not known whether that was set: run acupacer {command}."

        def change(number: Pairs) -> Steps[None]:
            return self._store(smp.PACER, smp.SETTINGS, Map(wanted + number), unknown)

        def is_changed() -> Steps[bool]:
            now = yield from self.choices()
            return _holds(now.settings, settings) and _holds(now.profile, profile)

        try:
            yield from self._replace(change, is_changed)
        except Refused as error:
            if error.reason_code.startswith("storage_"):
                error.ends_with("It holds until power goes.")
            else:
                error.ends_with(UNCHANGED, KEPT)
            raise

    # --- how ----------------------------------------------------------------------

    def _replace(
        self,
        write: Callable[[Pairs], Steps[None]],
        is_done: Callable[[], Steps[bool]],
    ) -> Steps[None]:
        """``write`` with the number of what the device has now: its bytes are void later.

        Another number, because something was changed meanwhile, leads to another try, unless
        it ``is_done``: then it was this write itself whose reply was lost.
        """
        with ending(UNCHANGED, KEPT):
            hello = yield from self._known_hello()
        for left in reversed(range(CHANGED_TRIES)):
            try:
                yield from write((("number", hello.number),) if hello.number >= 0 else ())
                self._hello = None  # the next one has another number
                return
            except Refused as refused:
                if refused.reason_code != CHANGED or not left:
                    raise
                was_done = yield from is_done()
                if was_done:
                    return
                hello = yield from self.hello()

    def patiently(self, ask: Callable[[], Steps[Answer]]) -> Steps[Answer]:
        """``ask()``, repeated every second while the device is busy, if so asked."""
        while True:
            try:
                answer = yield from ask()
                return answer
            except Busy as busy:
                if not self._wait:
                    raise
                self._on_busy(busy.left_s)
                yield Pause(self._now_s() + BUSY_PAUSE_S)

    def _read(
        self, group: int, command: int, fields: Map, reply_bytes: int = TEXT_REPLY
    ) -> Steps[dict[Any, Any]]:
        yield from self.params()
        reply = yield from self.exchange.request(
            smp.READ, group, command, lambda: fields, reply_bytes=reply_bytes
        )
        return reply

    def _write(
        self, group: int, command: int, fields: Fields, unknown: str = ""
    ) -> Steps[dict[Any, Any]]:
        """``unknown``: what to say when nobody knows whether it was done."""
        with ending(UNCHANGED, KEPT):
            yield from self.params()
        try:
            reply = yield from self.exchange.request(smp.WRITE, group, command, fields)
        except (NoAnswer, TransportGone) as error:
            if unknown:
                error.ends_with(unknown, UNKNOWN)
            raise
        return reply

    def _store(
        self, group: int, command: int, fields: Fields, unknown: str = ""
    ) -> Steps[None]:
        yield from self.patiently(lambda: self._write(group, command, fields, unknown))


def _holds(now: Mapping[str, object], wanted: Mapping[str, Any]) -> bool:
    """Whether everything ``wanted`` is so ``now``."""
    return all(name in now and now[name] == value for name, value in wanted.items())

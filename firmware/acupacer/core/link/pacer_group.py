"""This product's own commands: who, what now, control, screen, events, history, settings."""

from .. import events
from ..progress.history import MAX_LINE_BYTES, decode
from . import cbor, smp
from .job import Job, ReadJob, StoredJob, bad_field, end_by, int_field, map_field, text_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .link import Link
    from .port import Pairs

PROTOCOL = 1
MAX_WAIT_MS = 1000
HISTORY_READ = 1024
VERBS = ("open", "pause", "stop")


class EventRing:
    """What happened lately, cues and states, for a host that watches.

    Events are numbered from 1; what a slow host missed is counted, not kept.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._events: "list[list[Any]]" = []
        self.next = 1

    def add(self, at_ms: int, what: str, value: "Any" = None) -> None:
        """Add one event, forgetting the oldest when full.

        ``value``: an int, text, None or a list of those.
        """
        if len(self._events) >= self._size:
            self._events.pop(0)
        self._events.append([self.next, at_ms, what, value])
        self.next += 1

    def since(self, number: int) -> "tuple[list[list[Any]], int]":
        """(events from ``number`` on, how many of those are forgotten)."""
        first = self._events[0][0] if self._events else self.next
        lost = max(0, first - number)
        return [event for event in self._events if event[0] >= number], lost


class Memory:
    """What this group remembers between requests."""

    def __init__(self) -> None:
        self.nonce = -1
        self.nonce_reason = ""
        self.since = 0
        self.poll_until_ms: "int | None" = None
        self.history_at = (0, 0)  # (record id, byte offset where it may be found)

    def poll_deadline_ms(self, link: "Link") -> "int | None":
        """When the waiting poll must be answered; None when none waits."""
        if self.poll_until_ms is None:
            return None
        return link.now_ms if self.poll_is_due(link) else self.poll_until_ms

    def poll_is_due(self, link: "Link") -> bool:
        """True when there is news for the waiting poll or its time is over."""
        until = self.poll_until_ms
        return until is not None and (link.ring.next > self.since or link.now_ms >= until)

    def poll_reply(self, link: "Link") -> "Pairs":
        """The reply to the waiting poll, which ends it."""
        self.poll_until_ms = None
        return _events_reply(link, self.since)


def hello(link: "Link", fields: "dict[Any, Any]") -> "Pairs":
    """-> {proto, dev_id, model, fw, caps, routines_sha, boot_id, uptime_ms, fault_bytes?}.

    ``loader`` in the caps and ``fault_bytes`` are there only where there is one.
    """
    who = tuple(link.port.hello())
    limits = link.limits
    caps = [("routines_bytes", limits.routines_bytes), ("deflate", limits.can_inflate)]
    if link.port.has_loader():
        caps.append(("loader", True))
    files = (("caps", cbor.Map(caps)), ("routines_sha", link.port.routines_sha()))
    fault_bytes = link.port.stored_bytes(events.FAULT_FILE)
    fault = (("fault_bytes", fault_bytes),) if fault_bytes >= 0 else ()
    return (("proto", PROTOCOL),) + who[:3] + files + who[3:] + fault


def state(link: "Link", fields: "dict[Any, Any]") -> "Pairs":
    """-> what the device does now."""
    return list(link.port.state())


def control(link: "Link", fields: "dict[Any, Any]") -> "Pairs":
    """{do, nonce, routine?} -> {}: open a routine's prompt, pause, or stop.

    The same nonce twice is executed once. Nothing here starts or resumes pressure.
    """
    verb = text_field(fields, "do")
    nonce = int_field(fields, "nonce")
    if verb not in VERBS:
        raise bad_field("do", "open, pause or stop")
    argument = text_field(fields, "routine") if verb == "open" else ""
    memory = link.pacer
    if nonce != memory.nonce:
        memory.nonce = nonce
        memory.nonce_reason = link.port.control(verb, argument)
    end_by(memory.nonce_reason, smp.BAD_STATE)
    return ()


def screen(link: "Link", fields: "dict[Any, Any]") -> "Pairs":
    """{have?} -> {number} when the host has this page, else {number, width, height, page}."""
    number, page = link.port.screen()
    if fields.get("have") == number:
        return (("number", number),)
    return (("number", number), ("width", 128), ("height", 64), ("page", page))


def poll_events(link: "Link", fields: "dict[Any, Any]") -> "Pairs | None":
    """{since, wait_ms?} -> {events, next, lost}: at once with news, else after the wait."""
    since = int_field(fields, "since")
    wait_ms = min(int_field(fields, "wait_ms", 0), MAX_WAIT_MS)
    if link.ring.next > since or not wait_ms:
        return _events_reply(link, since)
    link.pacer.since = since
    link.pacer.poll_until_ms = link.now_ms + wait_ms
    return None


def _events_reply(link: "Link", since: int) -> "Pairs":
    """The oldest events from ``since`` on that fit a reply; ``next``: where to go on."""
    found, lost = link.ring.since(since)
    room = link.limits.data_bytes
    fitting = []
    for event in found:
        room -= len(cbor.encode(event))
        if room < 0:
            break
        fitting.append(event)
    following = found[len(fitting)][0] if len(fitting) < len(found) else link.ring.next
    return (("events", fitting), ("next", following), ("lost", lost))


def get_settings(link: "Link", fields: "dict[Any, Any]") -> "Pairs":
    """-> {settings, profile}: all of both, as maps."""
    settings = cbor.Map(list(link.port.settings()))
    return (("settings", settings), ("profile", cbor.Map(list(link.port.profile()))))


def set_settings(link: "Link", fields: "dict[Any, Any]") -> "Pairs | Job":
    """{settings?, profile?} -> {}: change the named ones, all or none, then say so."""
    link.refuse_when_busy()
    settings, profile = map_field(fields, "settings"), map_field(fields, "profile")
    reason, ticket = link.port.configure(settings, profile)
    end_by(reason, smp.INVALID)
    return StoredJob(ticket) if ticket else ()


def acknowledge(link: "Link", fields: "dict[Any, Any]") -> "Pairs | Job":
    """{id} -> {}: the host keeps records up to ``id``; the device may trim them."""
    link.refuse_when_busy()
    reason, ticket = link.port.acknowledge(int_field(fields, "id"))
    end_by(reason, smp.INVALID)
    link.pacer.history_at = (0, 0)
    return StoredJob(ticket) if ticket else ()


def history(link: "Link", fields: "dict[Any, Any]") -> Job:
    """{since, len?} -> {records, next, more}: lines with ids from ``since`` on.

    Oldest first; about ``len`` bytes of them (for noisy lines), but at least one.
    Checkpoints are left out.
    """
    room = link.limits.data_bytes
    room = min(room, int_field(fields, "len", room))
    return _HistoryJob(link, int_field(fields, "since"), room)


class _HistoryJob(ReadJob):
    """Walks the history file from a known place, at most 1 KB per read."""

    def __init__(self, link: "Link", since: int, room: int) -> None:
        known_id, known_at = link.pacer.history_at
        super().__init__(link.port, events.HISTORY_FILE, known_at if known_id <= since else 0)
        self._link = link
        self._since = since
        self._line_at = self._offset
        self._rest = b""
        self._room = room
        self._records: "list[bytes]" = []
        self._next = since

    def work(self) -> "Pairs | None":
        """Ask for the next piece of the file."""
        if self._port.stored_bytes(self._name) <= self._offset:
            return self._reply(False)
        self._read(HISTORY_READ)
        return None

    def read_done(self, ticket: int, data: bytes) -> "Pairs | None":
        """Take the lines out of one piece."""
        if ticket != self._ticket:
            return None
        text_at = self._offset - len(self._rest)  # where in the file ``text`` begins
        self._offset += len(data)
        text = self._rest + data
        at = 0
        end = text.find(b"\n")
        while end >= 0:
            if not self._take(text[at:end]):
                return self._reply(True)
            at = end + 1
            self._line_at = text_at + at
            end = text.find(b"\n", at)
        self._rest = text[at:][-MAX_LINE_BYTES:]
        self.has_work = True
        return None if len(data) == HISTORY_READ else self._reply(False)

    def _take(self, line: bytes) -> bool:
        """Add a line to the reply; False when it belongs into the next one."""
        record = decode(line)
        if record is None or record.get("id", -1) < self._since:
            return True  # damaged, or the host has it
        if record.get("kind") == "checkpoint":
            return True  # the device's own; stands before records with smaller ids
        self._room -= len(line) + 3
        if self._room < 0 and self._records:
            return False
        self._records.append(line)
        self._next = record["id"] + 1
        return True

    def _reply(self, has_more: bool) -> "Pairs":
        self._link.pacer.history_at = (self._next, self._line_at)
        return (("records", self._records), ("next", self._next), ("more", has_more))

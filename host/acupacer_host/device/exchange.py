"""One request, one reply, over a line that may lose, damage or delay either. No I/O.

Stop and wait: the next request goes out when the reply to the one before came in. No
reply in time: another try, behind a newline (which ends whatever half line the noise
left). A reply counts as long as its request is the current one, to whichever try it is;
everything else is stale or not ours and is dropped.

The wait adapts, see ``line``. It is never shorter than 250 ms, doubles with each try up to
2 s as long as no reply was timed, and grows slowly after that.
"""

from __future__ import annotations

from acupacer.core.errors import FrameError
from acupacer.core.link import frames, smp

from ..errors import NoAnswer, refusal
from ..printable import all_shown
from .line import Line
from .wants import Read, Write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from acupacer.core.link.cbor import Map

    from .wants import Steps

    Address = tuple[int, int, int, int]  # op, group, sequence number and command of a reply
    Fields = Map | Callable[[], Map]  # of a request; made anew for each try

TRIES = 8
FIRST_WAIT_S = 0.25
LONGEST_WAIT_S = 2.0
GROWTH = 1.1  # of the wait from try to try, once a reply was timed ...
MOST_GROWTH = 2  # ... and of all tries together
SILENT_S = 11.0  # no byte at all in this time: nobody is there
STRANGE_S = 6.0  # bytes, but never as much as the beginning of a reply: that is no acupacer
CUT_S = 20.0  # or, when somebody was there, the line is cut
IN_VAIN_S = 45.0  # waited by one command for what did not come: the line is too bad
GAP_S = 0.25  # between two bytes of a reply that is coming in
LONGEST_REPLY = 70_000  # bytes of a message taken in
SHORT_REPLY = 64  # bytes of a reply without data
BEGIN = frames.START_MARK + b"A"  # of a message of less than 1 KB, as first replies are


class _Try:
    """A request as it was sent, once or several times in the same bytes."""

    def __init__(self, message: bytes) -> None:
        self.message = message
        self.address: Address = _address(smp.parse(message), 1)
        self.wire = frames.encode(message)
        self.first_s = self.last_s = 0.0
        self.times = 0

    def sent(self, now_s: float) -> None:
        """It goes out now."""
        self.first_s, self.last_s = self.first_s if self.times else now_s, now_s
        self.times += 1


class Exchange:
    """Requests over one line, for the length of one command.

    ``now_s``: a clock that only grows; ``name``: what errors call the line; ``seq``: of the
    request before the first, 0 to 255, better by chance. ``lost``: replies waited for in vain
    so far; ``in_vain_s``: how long. ``is_heard``: the device has answered something. ``line``:
    what is known of the line.
    """

    def __init__(self, now_s: Callable[[], float], name: str, seq: int) -> None:
        self.now_s = now_s
        self.name = name
        self.line = Line()
        self.lost = 0
        self.in_vain_s = 0.0
        self.is_heard = False
        self._reader = frames.Reader(LONGEST_REPLY)
        self._seq = seq
        self._heard_s = now_s()  # when any byte last came
        self._has_come = False  # any byte at all
        self._torn = 0  # messages that began, less those that came whole
        self._last = b""  # bytes of what may be a beginning
        # A reply that may have been to the first of several tries in the same bytes: its
        # address, bytes and seconds. One more of them tells that none was lost.
        self._doubt: tuple[Address, int, float] | None = None

    def begin(self, patience_s: float = IN_VAIN_S) -> None:
        """A round of a command that has no end begins, or one last question: wait anew.

        ``patience_s``: how long in vain, all its requests together.
        """
        self.in_vain_s = IN_VAIN_S - patience_s

    def request(
        self,
        op: int,
        group: int,
        command: int,
        fields: Fields,
        tries: int | None = None,
        first_wait_s: float = FIRST_WAIT_S,
        reply_delay_s: float = 0.0,
        reply_bytes: int = SHORT_REPLY,
    ) -> Steps[dict[Any, Any]]:
        """Send a request until it is answered; comes to the reply's fields.

        ``fields``: what to send, the same bytes in each try, or a function that makes it anew
        for each. ``tries``: None for as many as patience allows: 45 s in vain in this command,
        11 s and 8 tries without a byte (20 s where there was an answer before), 6 s where what
        comes never looks like a reply.
        ``reply_delay_s``: how long the device may hold the reply back on purpose;
        ``reply_bytes``: how long it will be, about.
        Raises Refused for an error reply, NoAnswer, and what the driver throws.
        """
        begun_s = self.now_s()
        sent: list[_Try] = []
        wait_s = 0.0
        count = 0
        while True:
            now_s = self.now_s()
            current = self._current(sent, op, group, command, fields)
            expected_s = self._wait_s(current, first_wait_s, reply_bytes) + reply_delay_s
            wait_s = max(expected_s, self._longer(wait_s, expected_s))
            current.sent(now_s)
            yield Write(b"\n" + current.wire if count else current.wire)
            count += 1
            answer = yield from self._await_reply(sent, now_s + wait_s)
            if answer is not None:
                self._learn(*answer, reply_delay_s)
                return _checked(answer[1].fields())
            self.lost += 1
            self.in_vain_s += self.now_s() - now_s
            if self._is_over(count, tries, begun_s):
                raise NoAnswer(self._why_over(count))

    def _current(
        self, sent: list[_Try], op: int, group: int, command: int, fields: Fields
    ) -> _Try:
        """The try to send now: the last one again, or a new one that is added to ``sent``.

        A write is sent again in the same bytes unless it has become another: the device
        knows them and does not do it twice. What is read has a number of its own in each
        try, so that its reply tells how long it took.
        """
        made = fields() if callable(fields) else fields
        if sent:
            again = smp.pack(op, group, self._seq, command, made)
            if again == sent[-1].message and (op == smp.WRITE or not callable(fields)):
                return sent[-1]
        self._seq = (self._seq + 1) % 256
        sent.append(_Try(smp.pack(op, group, self._seq, command, made)))
        return sent[-1]

    def _wait_s(self, sent: _Try, least_s: float, reply_bytes: int) -> float:
        wire_bytes = len(sent.wire) + frames.wire_bytes(reply_bytes)
        return self.line.wait_s(least_s, wire_bytes)

    def _longer(self, wait_s: float, expected_s: float) -> float:
        """The wait after one of ``wait_s`` was in vain."""
        if self.line.is_known:
            return min(GROWTH * wait_s, MOST_GROWTH * expected_s)
        return max(wait_s, min(2 * wait_s, LONGEST_WAIT_S))

    def _is_over(self, count: int, tries: int | None, begun_s: float) -> bool:
        if tries is not None:
            return count >= tries
        if self._is_strange() and self.now_s() - begun_s >= STRANGE_S:
            return True
        silent_s = self.now_s() - max(self._heard_s, begun_s)
        is_silent = count >= TRIES and silent_s >= (CUT_S if self.is_heard else SILENT_S)
        return is_silent or self.in_vain_s >= IN_VAIN_S

    def _why_over(self, count: int) -> str:
        name = self.name
        if self.is_heard:
            return f"{name}: the device answers no more; the line is cut, or too bad"
        if self._is_strange():
            return (
                f"{name}: what answers there is no acupacer that runs; is this its port? "
                "See acupacer devices; acupacer doctor shows what comes"
            )
        return (
            f"{name}: no answer after {count} tries; is the device on, is this its port, "
            "and is no other program using it?"
        )

    def _is_strange(self) -> bool:
        """Bytes come, and none of them was ever of a reply, nor of a damaged one."""
        return self._has_come and not self.is_heard and self._torn <= 0

    def _learn(self, found: _Try, reply: smp.Message, reply_delay_s: float) -> None:
        """Time the reply, if it is known to which try it is (Karn's rule)."""
        now_s, line = self.now_s(), self.line
        self.is_heard = True
        self._doubt = None
        if reply_delay_s:
            return
        wire_bytes = len(found.wire) + frames.wire_bytes(len(reply.body))
        if found.times == 1 or line.is_early(now_s - found.last_s):
            line.learn(wire_bytes, now_s - found.first_s)
        else:
            self._doubt = found.address, wire_bytes, now_s - found.first_s

    def _await_reply(
        self, sent: list[_Try], until_s: float
    ) -> Steps[tuple[_Try, smp.Message] | None]:
        """The reply to one of the tries and that try, or None when its time is over."""
        latest_s = until_s + max(1.0, until_s - self.now_s())
        while True:
            now_s = self.now_s()
            if self._reader.is_open and until_s < latest_s:  # a reply is coming in
                until_s = max(until_s, min(latest_s, self._heard_s + GAP_S))
            if now_s >= until_s:
                return None
            data = yield Read(until_s)
            messages = self._reader.feed(data)
            if data:
                self._heard_s, self._has_come = self.now_s(), True
                begun = self._last + data
                self._torn += begun.count(BEGIN) - len(messages)
                self._last = begun[1 - len(BEGIN) :]
            for message in messages:
                reply = _parse(message)
                if reply is None:
                    continue
                for attempt in sent:
                    if attempt.address == _address(reply, 0):
                        return attempt, reply
                self._settle_doubt(_address(reply, 0))

    def _settle_doubt(self, address: Address) -> None:
        """A stale reply has come: as many replies as tries mean that none was lost."""
        if self._doubt is not None and self._doubt[0] == address:
            self.line.learn(*self._doubt[1:])
            self._doubt = None


def _address(message: smp.Message, op_step: int) -> Address:
    """What a reply and its request have in common; the reply's op is one more."""
    return message.op + op_step, message.group, message.seq, message.command


def _parse(data: bytes) -> smp.Message | None:
    """The message, or None when it makes no sense (noise that fits the CRC)."""
    try:
        message = smp.parse(data)
        message.fields()
    except FrameError:
        return None
    return message


def _checked(fields: dict[Any, Any]) -> dict[Any, Any]:
    """The fields of a reply, their texts fit to print; raises Refused for an error reply."""
    fields = all_shown(fields)
    group_error = fields.get("err")  # how other SMP devices refuse
    rc = group_error.get("rc", 1) if isinstance(group_error, dict) else fields.get("rc", 0)
    if rc != 0:
        left_s = fields.get("left_s", -1)
        raise refusal(
            rc if isinstance(rc, int) else 1,
            str(fields.get("rsn", "")),
            left_s if isinstance(left_s, int) else -1,
        )
    return fields

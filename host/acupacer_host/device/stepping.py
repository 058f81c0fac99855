"""Drives the protocol's steps by events, for who must not block: a page (see ``wants``).

Every call returns what to do next, as one text; texts and numbers are all that crosses over:

    write DIGITS   send these bytes, then call ``written``
    read MS        call ``received`` once bytes came, or ``timed_out`` after so many ms
    pause MS       call ``timed_out`` after so many ms
    done           the steps are over: see ``answer``
    failed         they raised ``error``
    ""             go on as before

``gone`` and ``given_up`` may come instead of any of these, ``received`` at any time: what comes
in while nobody reads is kept.
"""

from __future__ import annotations

from binascii import hexlify, unhexlify

from ..errors import HostError, TransportGone
from .wants import Pause, Read, Write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .wants import Steps

KEPT_BYTES = 16_384  # of what comes in while nobody reads


class Stepper:
    """One operation after the other, over one line.

    ``now_s``: the clock of the steps. ``answer``, ``error``: of the last operation.
    """

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._steps: Steps[object] | None = None
        self._want: Write | Read | Pause | None = None
        self._inbox = b""
        self.answer: object = None
        self.error: HostError | KeyboardInterrupt | None = None

    def begin(self, steps: Steps[object]) -> str:
        """Take up an operation; the one before is over."""
        self._steps = steps
        self.answer, self.error = None, None
        return self._go(lambda: next(steps))

    def written(self) -> str:
        """What was to be written is on its way."""
        return self._send(b"")

    def received(self, digits: str) -> str:
        """These bytes, in hexadecimal digits, came in."""
        self._inbox = (self._inbox + unhexlify(digits))[-KEPT_BYTES:]
        return self._send(self._taken()) if isinstance(self._want, Read) else ""

    def timed_out(self) -> str:
        """The time to wait is over, about."""
        if isinstance(self._want, Pause) and self._now_s() < self._want.until_s:
            return self._told(self._want)
        return self._send(b"")

    def gone(self, why: str) -> str:
        """The line is cut."""
        return self._throw(TransportGone(why))

    def given_up(self) -> str:
        """Nobody wants this operation any more; it ends as soon as it is known how."""
        return self._throw(KeyboardInterrupt())

    def _taken(self) -> bytes:
        data, self._inbox = self._inbox, b""
        return data

    def _send(self, data: bytes) -> str:
        steps = self._steps
        return "" if steps is None else self._go(lambda: steps.send(data))

    def _throw(self, error: HostError | KeyboardInterrupt) -> str:
        steps = self._steps
        return "" if steps is None else self._go(lambda: steps.throw(error))

    def _go(self, resume: Callable[[], Write | Read | Pause]) -> str:
        """Resume the steps as far as they come by themselves."""
        steps = self._steps
        assert steps is not None
        try:
            self._want = resume()
            while self._inbox and isinstance(self._want, Read):
                self._want = steps.send(self._taken())
        except StopIteration as end:
            self._steps = self._want = None
            self.answer = end.value
            return "done"
        except (HostError, KeyboardInterrupt) as error:
            self._steps = self._want = None
            self.error = error
            return "failed"
        return self._told(self._want)

    def _told(self, want: Write | Read | Pause) -> str:
        if isinstance(want, Write):
            return "write " + hexlify(want.data).decode()
        # At least 1: a page that rounds its clock must come beyond the time, not up to it.
        left_ms = max(1, int((want.until_s - self._now_s()) * 1000 + 0.999))
        return "{} {}".format("read" if isinstance(want, Read) else "pause", left_ms)

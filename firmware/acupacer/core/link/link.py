"""The serial link's device side: bytes in, effects out, never more than a bite per step.

One request is handled per step. What must wait for storage becomes the one ``Job``;
requests that need no storage are answered past it, so ``stop`` always gets through.
A retry (identical bytes) of the request in work is ignored; a retry of the last
answered write gets the same reply again without doing it twice.

The device never speaks first: every frame it sends answers a request.
"""

from .. import events
from ..device_config import Capacities
from ..errors import FrameError, LinkError
from . import cbor, commands, files, frames, pacer_group, smp
from .commands import key_of, needs_storage
from .job import Job
from .port import LinkPort

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .port import Pairs

    Key = tuple[bytes, int]

MAX_QUEUE = 4  # requests waiting; a stop-and-wait host never has two


class Link:
    """Answers a host's requests for one device.

    Call ``receive`` for bytes, ``stored`` / ``read_done`` / ``store_failed`` for storage
    results and then ``step`` once in every device step. All return at once; effects go
    to ``port.emit``. ``ring``: what a host that watches is told of; what happens is put in.
    Memory: about three messages of ``limits.buf_size``.
    """

    def __init__(self, port: LinkPort, limits: Capacities) -> None:
        self.port = port
        self.limits = limits
        self.now_ms = 0
        self.ring = pacer_group.EventRing(limits.event_count)
        self.files = files.Files(self)
        self.pacer = pacer_group.Memory()
        self._reader = frames.Reader(limits.buf_size)
        self._queue: "list[bytes]" = []
        self._job: "Job | None" = None
        self._job_request: "smp.Message | None" = None
        self._job_key: "Key | None" = None
        self._poll_request: "smp.Message | None" = None
        self._poll_key: "Key | None" = None
        self._last_key: "Key | None" = None
        self._last_reply = b""
        self.reset_due: "events.Reset | None" = None  # once the reply is on its way

    @property
    def next_ms(self) -> "int | None":
        """When ``step`` has something to do; None: not before bytes or results come."""
        if self._runnable() is not None or (self._job is not None and self._job.has_work):
            return self.now_ms
        times = [self.files.deadline_ms(), self.pacer.poll_deadline_ms(self)]
        due = [time for time in times if time is not None]
        return min(due) if due else None

    @property
    def is_open(self) -> bool:
        """True while a frame is half received, a request waits or an upload is staged."""
        return (
            self._reader.is_open
            or bool(self._queue)
            or self._job is not None
            or self.files.staging is not None
        )

    @property
    def is_working(self) -> bool:
        """True while a request waits for storage."""
        return self._job is not None

    @property
    def is_reading(self) -> bool:
        """A host waits for storage, or is about to ask for the rest of the history."""
        return self.is_working or self.files.is_reading_history

    def receive(self, data: bytes, now_ms: int) -> None:
        """Take bytes from the wire in (at most 512 at a time, for the step's sake).

        Nothing is answered here: ``step`` does, one request at a time.
        """
        self.now_ms = now_ms
        for message in self._reader.feed(data):
            if len(self._queue) < MAX_QUEUE and message not in self._queue:
                self._queue.append(message)

    def step(self, now_ms: int) -> None:
        """Do one bounded piece of work, if any is due; see ``next_ms``."""
        self.now_ms = now_ms
        self.files.close_idle()
        if self._poll_request is not None and self.pacer.poll_is_due(self):
            self._end_poll()
        if self._job is not None and self._job.has_work:
            self._advance(lambda job: job.work())
            return
        at = self._runnable()
        if at is not None:
            self._handle(self._queue.pop(at))

    def stored(self, ticket: int) -> None:
        """A write is safe on the medium; tickets of others are ignored."""
        self._advance(lambda job: job.stored(ticket))

    def read_done(self, ticket: int, data: bytes) -> None:
        """A read is answered; tickets of others are ignored."""
        self._advance(lambda job: job.read_done(ticket, data))

    def store_failed(self, ticket: int, reason: str) -> None:
        """A storage effect failed; tickets of others are ignored."""
        self._advance(lambda job: job.failed(ticket, reason))

    def history_replaced(self) -> None:
        """Records are no longer where they were in the history file."""
        self.pacer.history_at = (0, 0)

    # --- requests -------------------------------------------------------------

    def _runnable(self) -> "int | None":
        """The queue index of the first message that may be handled now."""
        for at, message in enumerate(self._queue):
            if (
                self._job is None
                or not needs_storage(message)
                or key_of(message) == self._job_key
            ):
                return at
        return None

    def _handle(self, message: bytes) -> None:
        key = key_of(message)
        if key == self._job_key or key == self._poll_key:
            return  # the host repeats what is in work
        if key == self._last_key:
            self._send(self._last_reply)  # done before: say so again, do not do it twice
            return
        try:
            request = smp.parse(message)
        except FrameError:
            return
        if request.op not in (smp.READ, smp.WRITE):
            return  # our own replies, echoed by a terminal driver
        if self._poll_request is not None:
            self._end_poll()
        self._serve(request, key)

    def _serve(self, request: smp.Message, key: "Key") -> None:
        result = self._outcome(lambda: commands.find(request)(self, request.fields()))
        if result is None:
            self._poll_request, self._poll_key = request, key
        elif isinstance(result, Job):
            self._job, self._job_request, self._job_key = result, request, key
        else:
            self._reply(request, key, result)

    def _advance(self, call: "Callable[[Job], Pairs | None]") -> None:
        """Let the job, if there is one, go on; answer and forget it when it is over."""
        job, request, key = self._job, self._job_request, self._job_key
        if job is None or request is None or key is None:
            return
        result = self._outcome(lambda: call(job))
        if result is not None:
            self._job = self._job_request = self._job_key = None
            self._reply(request, key, result)

    def _outcome(self, call: "Callable[[], Pairs | Job | None]") -> "Any":
        """What ``call`` returns, or the error it raised: nothing gets past here."""
        try:
            return call()
        except LinkError as error:
            return error
        except FrameError as error:
            return LinkError(smp.INVALID, "bad_request", error.message)
        except MemoryError:  # the request is refused; the device goes on
            self.files.close()
            return LinkError(smp.NO_MEMORY, "no_memory", "the device's memory is full")

    def _end_poll(self) -> None:
        request = self._poll_request
        self._poll_request = self._poll_key = None
        if request is not None:
            self._send(smp.reply(request, cbor.Map(self.pacer.poll_reply(self))))

    # --- what handlers need -----------------------------------------------------

    def refuse_when_busy(self) -> None:
        """Raise LinkError (rc 10) while a session runs: no storage is written then.

        Nor is it before everything kept has been read after power-up.
        """
        if not self.port.is_loaded():
            raise LinkError(smp.BUSY, "busy", "the device is still reading its card")
        left_s = self.port.busy_s()
        if left_s >= 0:
            text = "a session runs, about {} s left".format(left_s)
            raise LinkError(smp.BUSY, "busy", text)

    def forget_last_reply(self) -> None:
        """A new host starts: its requests may look like old ones."""
        self._last_key = None
        self._last_reply = b""

    def _reply(self, request: smp.Message, key: "Key", result: "Pairs | LinkError") -> None:
        if isinstance(result, LinkError):
            text = "{}: {}".format(result.code, result.message)
            message = smp.error(request, result.rc, text)
        else:
            message = smp.reply(request, cbor.Map(result))
        if request.op == smp.WRITE:
            self._last_key, self._last_reply = key, message
        self._send(message)
        if self.reset_due is not None:
            self.port.emit(self.reset_due)
            self.reset_due = None

    def _send(self, message: bytes) -> None:
        self.port.emit(events.Send(frames.encode(message)))

"""The serial link's device side: bytes in, effects out, never more than a bite per step.

One request, or one piece of a job, is handled per step; storage's answers wait for their
step as well. What must wait for storage becomes the one ``Job``;
requests that need no storage are answered past it, so ``stop`` always gets through.
A retry (identical bytes) of the request in work is ignored; a retry of the last
answered write gets the same reply again without doing it twice.

The device never speaks first: every frame it sends answers a request.
"""

from ..errors import FrameError, LinkError
from ..events import Send
from . import frames, smp
from .commands import find, handlers, needs_storage
from .costs import JOB, NOTHING, Costs, kind_of
from .files import FileGroup
from .history_group import HistoryGroup
from .job import Job
from .os_group import OsGroup
from .pacer_group import PacerGroup
from .request import Changes, LastWrite, WriteGate, key_of
from .watch import Watch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..clock.clock import Clock
    from ..device_config import DeviceConfig
    from ..store.store import Store
    from .cbor import Map
    from .job import Part
    from .request import Key
    from .services import Control, Settings, Status

MAX_QUEUE = 4  # requests waiting; a stop-and-wait host never has two
POLL = JOB | smp.PACER << 8 | smp.EVENTS  # the kind of the answer to one that waited
HEARD_MS = 10_000  # "linked": bytes came in no longer ago than this


class Link:
    """Answers a host's requests for one device.

    Call ``receive`` for bytes and then ``step`` once in every device step that has time for
    ``cost_ms``. All return at once; effects go to ``emit``. ``watch`` is told what happens,
    ``gate`` when power-up is. ``status``, ``control``, ``settings``: see ``services``. Memory:
    about three messages of ``config.limits.buf_size``.
    """

    def __init__(
        self,
        config: "DeviceConfig",
        clock: "Clock",
        emit: "Callable[[object], None]",
        store: "Store",
        status: "Status",
        control: "Control",
        settings: "Settings",
    ) -> None:
        storage, contents, limits = store.storage, store.contents, config.limits
        self.gate = gate = WriteGate(clock, contents, status, limits)
        self.status, self.control, self.settings = status, control, settings
        self._clock = clock
        self._emit = emit
        self._last_write = LastWrite()
        self._changes = Changes(config.boot_id, settings)
        self._os = OsGroup(config, clock, emit, gate, self._last_write, settings)
        self._files = FileGroup(
            config, clock, storage, contents, store.new_scanner, gate, status, control
        )
        self.watch = Watch(clock, limits)
        acknowledge = store.compaction.acknowledge
        self._handlers = handlers(
            self._os,
            self._files,
            PacerGroup(
                config, clock, contents, status, control, settings, gate, self._changes.number
            ),
            HistoryGroup(storage, contents, limits, acknowledge, gate),
            self.watch,
        )
        self.costs = Costs(limits.work_ms)
        self._heard_ms = -HEARD_MS
        self._reader = frames.Reader(limits.buf_size)
        self._queue: "list[bytes]" = []
        self._job: "Job | None" = None
        self._job_request: "smp.Message | None" = None
        self._job_key: "Key | None" = None
        self._job_kind = NOTHING
        # What storage answered the job: how to go on, the bytes read, why it failed.
        self._answers: "list[tuple[Part, bytes, str]]" = []
        self._poll_request: "smp.Message | None" = None
        self._poll_key: "Key | None" = None

    @property
    def next_ms(self) -> "int | None":
        """When ``step`` has something to do; None: not before bytes or results come."""
        if self._next_kind() != NOTHING:
            return self._clock.now_ms
        upload_ms = self._files.deadline_ms() if self._job is None else None
        due = [time for time in (self.watch.deadline_ms(), upload_ms) if time is not None]
        return min(due) if due else None

    @property
    def cost_ms(self) -> int:
        """How long what ``step`` would do now may take, by what it took before."""
        return self.costs.of(self._next_kind())

    @property
    def is_heard(self) -> bool:
        """A host was heard in the last ten seconds."""
        return self._clock.now_ms - self._heard_ms < HEARD_MS

    @property
    def is_open(self) -> bool:
        """True while a frame is half received, a request waits or an upload is staged."""
        return (
            self._reader.is_open
            or bool(self._queue)
            or self._job is not None
            or self._files.open_upload.staging is not None
        )

    @property
    def is_reading(self) -> bool:
        """A host waits for storage, or is about to ask for the rest of the history."""
        return self._job is not None or self._files.is_reading_history

    def receive(self, data: bytes) -> None:
        """Take bytes from the wire in (at most 512 at a time, for the step's sake).

        Nothing is answered here: ``step`` does, one request at a time.
        """
        self._heard_ms = self._clock.now_ms
        for message in self._reader.feed(data):
            if len(self._queue) < MAX_QUEUE and message not in self._queue:
                self._queue.append(message)

    def step(self) -> None:
        """Do one bounded piece of work, if any is due; see ``next_ms``."""
        job, kind = self._job, self._next_kind()
        if job is None:
            self._files.close_idle()
        if kind == NOTHING:
            return
        self.costs.begin(kind)
        if kind == POLL:
            self._end_poll()
        elif self._answers:
            self._go_on(*self._answers.pop(0))
        elif job is not None and job.has_work:
            self._go_on(job.work, b"", "")
        else:
            self._handle(self._queue.pop(self._runnable()))

    # --- requests -------------------------------------------------------------

    def _next_kind(self) -> int:
        """What ``step`` would do now; see ``costs``."""
        job, answer_ms = self._job, self.watch.deadline_ms()
        if answer_ms is not None and answer_ms <= self._clock.now_ms:
            return POLL
        if job is not None and (self._answers or job.has_work):
            return self._job_kind
        at = self._runnable()
        return NOTHING if at < 0 else kind_of(self._queue[at])

    def _runnable(self) -> int:
        """The queue index of the first message that may be handled now; -1: none may."""
        for at, message in enumerate(self._queue):
            if (
                self._job is None
                or not needs_storage(message)
                or key_of(message) == self._job_key
            ):
                return at
        return -1

    def _handle(self, message: bytes) -> None:
        key = key_of(message)
        if key == self._job_key or key == self._poll_key:
            return  # the host repeats what is in work
        reply = self._last_write.reply_to(key)
        if reply:
            self._send(reply)  # done before: say so again, do not do it twice
            return
        try:
            request = smp.parse(message)
        except FrameError:
            return
        if request.op not in (smp.READ, smp.WRITE):
            return  # our own replies, echoed by a terminal driver
        if self._poll_request is not None:
            self._end_poll()
        self._serve(request, key, kind_of(message))

    def _serve(self, request: smp.Message, key: "Key", kind: int) -> None:
        outcome = self._outcome(lambda: self._call_handler(request))
        if outcome is None:
            self._poll_request, self._poll_key = request, key
        elif isinstance(outcome, Job):
            outcome.advance = self._take_answer
            self._job, self._job_request, self._job_key = outcome, request, key
            self._job_kind = JOB | kind
        else:
            self._reply(request, key, outcome)

    def _call_handler(self, request: smp.Message) -> "Map | Job | None":
        handler, fields = find(self._handlers, request), request.fields()
        if request.op == smp.WRITE:
            self._changes.check(fields)
        return handler(fields)

    def _take_answer(self, job: Job, part: "Part", data: bytes, reason: str) -> None:
        """Storage has answered: ``job``, if it is still under way, goes on in its step."""
        if job is self._job:
            self._answers.append((part, data, reason))

    def _go_on(self, part: "Part", data: bytes, reason: str) -> None:
        """Let the job go on with ``part``; answer and forget it when that ends it."""
        job, request, key = self._job, self._job_request, self._job_key
        if job is None or request is None or key is None:
            return
        outcome = self._outcome(lambda: job.resume(part, data, reason))
        if outcome is not None and not isinstance(outcome, Job):
            self._job = self._job_request = self._job_key = None
            self._answers = []
            self._reply(request, key, outcome)

    def _outcome(
        self, call: "Callable[[], Map | Job | None]"
    ) -> "Map | Job | LinkError | None":
        """What ``call`` returns, or the error it raised: nothing gets past here."""
        try:
            return call()
        except LinkError as error:
            return error
        except FrameError as error:
            return LinkError(smp.INVALID, "bad_request", error.message)
        except MemoryError:  # the request is refused; the device goes on
            self._files.close_all()
            return LinkError(smp.NO_MEMORY, "no_memory", "the device's memory is full")

    def _end_poll(self) -> None:
        request = self._poll_request
        self._poll_request = self._poll_key = None
        if request is not None:
            self._send(smp.reply(request, self.watch.answer()))

    def _reply(self, request: smp.Message, key: "Key", outcome: "Map | LinkError") -> None:
        if isinstance(outcome, LinkError):
            text = "{}: {}".format(outcome.code, outcome.message)
            detail = outcome.detail if outcome.detail and _takes_detail(request) else ()
            message = smp.error(request, outcome.rc, text, detail)
        else:
            message = smp.reply(request, outcome)
            if request.op == smp.WRITE:
                self._changes.count()
        if request.op == smp.WRITE:
            self._last_write.remember(key, message)
        self._send(message)
        if self._os.reset_due is not None:
            self._emit(self._os.reset_due)
            self._os.reset_due = None

    def _send(self, message: bytes) -> None:
        self._emit(Send(frames.encode(message)))


def _takes_detail(request: smp.Message) -> bool:
    """Whether a refusal may have fields beside ``rc`` and ``rsn``: stock clients balk."""
    return request.group == smp.PACER or request.fields().get("detail") is True

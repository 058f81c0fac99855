"""Where slow hardware work is done: on a thread in real time, at once in virtual time."""

import threading
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from typing import Protocol

Job = Callable[[], object]


class Worker(Protocol):
    """Runs jobs in order; what they return is collected with ``results``."""

    # Jobs submitted and not yet collected.
    pending: int

    def submit(self, job: Job) -> None:
        """Have ``job`` run after those submitted before it. Blocks: never."""

    def results(self) -> list[object]:
        """What finished jobs returned since the last call, oldest first."""

    def close(self, timeout_s: float) -> None:
        """Finish what was submitted; waits at most ``timeout_s``."""


class ThreadWorker:
    """A daemon thread of its own. ``wake`` is called from it after every job.

    A job must not raise: it returns its failure, because only the code that knows the
    hardware can say what a failure means. A hung job (a stuck bus) hangs this worker
    and nothing else.
    """

    def __init__(self, name: str, wake: Callable[[], None]) -> None:
        self.pending = 0
        self._wake = wake
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._done: deque[object] = deque()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Have ``job`` run after those submitted before it. Blocks: never."""
        self.pending += 1
        self._jobs.put(job)

    def results(self) -> list[object]:
        """What finished jobs returned since the last call, oldest first."""
        results: list[object] = []
        while self._done:
            results.append(self._done.popleft())
            self.pending -= 1
        return results

    def close(self, timeout_s: float) -> None:
        """Finish what was submitted; waits at most ``timeout_s``."""
        self._jobs.put(None)
        self._thread.join(timeout_s)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._done.append(job())
            self._wake()


class InlineWorker:
    """Runs each job inside ``submit``: no threads, exactly repeatable."""

    def __init__(self) -> None:
        self.pending = 0
        self._done: list[object] = []

    def submit(self, job: Job) -> None:
        """Run ``job`` now. Blocks: as long as the job takes."""
        self.pending += 1
        self._done.append(job())

    def results(self) -> list[object]:
        """What the jobs returned since the last call, oldest first."""
        found, self._done = self._done, []
        self.pending = 0
        return found

    def close(self, timeout_s: float) -> None:
        """Nothing to finish: every job ran when it was submitted."""

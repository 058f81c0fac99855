"""Which tests a mutant of the core is tried with, and the trying (see mutants.py).

As a program, in a copy of the tree: runs all tests of the core and writes to OUT which of
them runs which line, and how long each takes:

    python mutant_tests.py OUT
"""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

CORE = "firmware/acupacer/core"
TESTS = ("tests/core", "tests/portable/test_both.py")
GOLDEN = "tests/portable/test_both.py::test_golden_agrees"
GOLDEN_S = 0.3  # where it comes in the order: after what is quicker than this
# Without what measures how far cues are apart: it takes as long as all the rest together,
# and the golden traces hold every pulse of a cue.
LEFT_OUT = "--ignore=tests/core/test_legibility.py"
PYTEST = (
    LEFT_OUT,
    "-x",
    "-q",
    "-p",
    "no:xdist",
    "-p",
    "no:cacheprovider",
    "-k",
    "not micropython",
    # A mutant may never come to an end; the slowest test takes some 10 s.
    "-o",
    "faulthandler_timeout=60",
    "-o",
    "faulthandler_exit_on_timeout=true",
)


def environment(tree):
    """What a process needs to run the program in ``tree``, and no other one."""
    return {**os.environ, "PYTHONPATH": f"{tree / 'firmware'}:{tree / 'host'}"}


def run_tests(copy, tests, limit_s):
    """ "killed", "survived" or "timeout" (killed as well)."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", *PYTEST, *tests],
        cwd=copy,
        # a mutant may have the size of the original: Python's cache must not have it
        env={**environment(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # so that what it has started ends with it
    )
    try:
        code = process.wait(limit_s)
    except subprocess.TimeoutExpired:
        return "timeout"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return "killed" if code else "survived"


class Tracer:
    """A pytest plugin: which test runs which line of the core, and how long each takes."""

    def __init__(self):
        import coverage

        self.seconds = Counter()
        self.coverage = coverage.Coverage(data_file=None, source=[CORE], config_file=False)
        self.coverage.start()

    def pytest_runtest_logstart(self, nodeid):
        self.coverage.switch_context(nodeid.partition("[")[0])

    def pytest_runtest_logreport(self, report):
        self.seconds[report.nodeid.partition("[")[0]] += report.duration

    def save(self, path):
        self.coverage.stop()
        data = self.coverage.get_data()
        lines = {
            str(Path(name).relative_to(Path.cwd())): data.contexts_by_lineno(name)
            for name in data.measured_files()
        }
        path.write_text(json.dumps({"seconds": self.seconds, "lines": lines}))


class Choice:
    """Which tests a mutant is tried with, the quickest first, and how long they may take."""

    def __init__(self, traced):
        self._seconds = traced["seconds"]
        self._lines = traced["lines"]

    def tests(self, mutant):
        chosen = set(self._seconds)
        if mutant["statement"]:
            lines = self._lines.get(mutant["module"], {})
            first, last = mutant["statement"]
            running = {test for n in range(first, last + 1) for test in lines.get(str(n), [])}
            if "" not in running:
                chosen = running
        return sorted(chosen | {GOLDEN}, key=self._duration)

    def limit_s(self, tests):
        return 30 + 5 * sum(self._seconds[test] for test in tests)

    def _duration(self, test):
        return GOLDEN_S if test == GOLDEN else self._seconds[test]


if __name__ == "__main__":
    import pytest

    tracer = Tracer()
    code = pytest.main([*PYTEST, *TESTS], plugins=[tracer])
    if not code:
        tracer.save(Path(sys.argv[1]))
    sys.exit(code)

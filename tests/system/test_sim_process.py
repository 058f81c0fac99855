"""The headless simulator as a process, with the real core in it."""

import json
import os
import signal
import subprocess
import sys

import pytest

RUN = (
    "import sys; from acupacer.boards.sim.board import SimOptions;"
    "from acupacer.boards.sim.headless import run_headless;"
    "sys.exit(run_headless(SimOptions(is_virtual={})))"
)
# Power-up, the profile's six questions, a look over them, red flags, the second routine and
# its cautions, the start of a hold, STOP in it, and "too much?" answered by no.
SESSION = """
wait 1000
tap STOP
{noes}
tap START
tap NEXT
tap START
wait 500
tap NEXT
tap START
wait 500
tap START
wait 500
tap START
wait 12000
tap STOP
wait 3000
tap NEXT
wait 2000
quit
""".format(noes="tap NEXT\n" * 6)


def start(is_virtual, **options):
    return subprocess.Popen(
        [sys.executable, "-c", RUN.format(is_virtual)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def last(lines, key):
    """The last value of ``key``; 0, as at power-up, when it never changed."""
    return [0, *(line[key] for line in lines if key in line)][-1]


def test_a_session_by_script_runs_the_same_twice():
    runs = []
    for seed in ("1", "2"):
        process = start(True, env={**os.environ, "PYTHONHASHSEED": seed})
        out, _ = process.communicate(SESSION, timeout=60)
        assert process.returncode == 0
        runs.append(out.splitlines()[1:])
    assert runs[0] == runs[1]
    lines = [json.loads(line) for line in runs[0]]
    screens = {line["screen"] for line in lines if "screen" in line}
    assert {
        "stop_check",
        "question",
        "review",
        "red_flags",
        "home",
        "cautions",
        "prompt",
    } <= screens
    assert {"get_ready", "hold", "silence"} <= screens
    assert (last(lines, "motor_pct"), last(lines, "tone_hz")) == (0, 0)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_in_mid_pulse_ends_the_trace_low(name):
    process = start(False)
    lines = [json.loads(process.stdout.readline())]
    while not lines[-1].get("motor_pct"):
        lines.append(json.loads(process.stdout.readline()))
    process.send_signal(signal.Signals[name])
    lines += [json.loads(line) for line in process.stdout]
    assert process.wait(60) == 0
    process.stdin.close()
    process.stdout.close()
    assert (last(lines, "motor_pct"), last(lines, "tone_hz")) == (0, 0)


def test_without_a_script_the_device_runs_until_a_signal():
    with open(os.devnull) as nothing:
        process = subprocess.Popen(
            [sys.executable, "-c", RUN.format(False)],
            stdin=nothing,
            stdout=subprocess.PIPE,
            text=True,
        )
    lines = [json.loads(process.stdout.readline())]
    while lines[-1].get("screen") != "stop_check":
        lines.append(json.loads(process.stdout.readline()))
    assert process.poll() is None
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 0


@pytest.mark.parametrize("is_virtual", [True, False])
def test_a_reader_that_goes_away_ends_the_run_quietly(is_virtual):
    process = start(is_virtual, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    try:
        process.stdin.write("wait 100\ntap STOP\nwait 100\n" * 5)
        process.stdin.close()
    except BrokenPipeError:
        pass
    assert process.wait(60) in (0, 1)
    assert process.stderr.read() == ""
    process.stderr.close()

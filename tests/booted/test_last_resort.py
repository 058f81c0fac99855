"""However the program ends, motor and buzzer are low soon after.

The lines keep their level when a program lets go of them, as on Raspberry Pi OS without
``strict_gpiod``: nobody else makes them low.
"""

import pytest
import scenes
from pi import LONG_S

KILLED_S, KILLED_BUSY_S = 0.3, 1.0
HUNG_S = 5
TOLD_S = 0.02  # from a signal to low, by the program itself
BUSY = "for job in 1 2 3 4; do sh -c 'while :; do :; done' & done"
SYNCING = (
    "while :; do dd if=/dev/zero of=/root/dd bs=64k count=8 conv=fsync 2>/dev/null; done &"
)


@pytest.fixture
def pulse(home):
    """A state within the long pulse of ``press``, the motor's pin high."""
    scenes.into_pulse(home)
    home.machine.keep("pulse")
    return home


def test_sigkill_at_ten_instants(pulse):
    took_s = []
    for tenth in range(10):
        pulse.machine.take_back("pulse")
        pulse.wait(tenth * 0.045)
        killed_s = pulse.kill("SIGKILL", while_high="motor")
        took_s.append(pulse.low(within_s=20) - killed_s)
    print("low after SIGKILL:", *(f"{seconds * 1000:.0f}" for seconds in took_s), "ms")
    assert max(took_s) <= KILLED_S, took_s


def test_sigkill_on_a_busy_computer(pulse):
    pulse.start(f"{BUSY}; {SYNCING}", name="load")
    pulse.wait(0.05)
    killed_s = pulse.kill("SIGKILL", while_high="motor")
    took_s = pulse.low(within_s=20) - killed_s
    print(f"low after SIGKILL, busy: {took_s * 1000:.0f} ms")
    assert took_s <= KILLED_BUSY_S


def test_the_program_hangs(pulse):
    stopped_s = pulse.kill("SIGSTOP", while_high="motor")
    took_s = pulse.low(within_s=30) - stopped_s
    print(f"low after SIGSTOP: {took_s:.1f} s")
    assert took_s <= HUNG_S


def test_it_is_back_after_a_kill(pulse):
    pulse.kill("SIGKILL")
    pulse.see("Press STOP once")
    assert pulse.service("NRestarts") == "1"
    pulse.low(within_s=1.5)  # a question waits: that is felt


def test_sigterm_in_a_pulse(pulse):
    pulse.kill("SIGTERM", while_high="motor")  # it is stopped, and told to go on next
    told_s = pulse.kill("SIGCONT")
    took_s = pulse.low(within_s=5) - told_s
    print(f"low after SIGTERM: {took_s * 1000:.0f} ms")
    assert took_s <= TOLD_S


def test_sigterm_in_every_state(first):
    """Stopped by systemd: low, dark, no fault; one state after the other."""
    for name, go_on in states():
        go_on(first)
        first.machine.keep("state")
        first.sh("systemctl stop acupacer")
        assert first.low(within_s=1), name
        assert first.is_dark(), name
        assert first.service("Result") == "success", (name, first.journal())
        assert first.service("ExecMainStatus") == "0", (name, first.journal())
        first.machine.take_back("state")


def states():
    """(name, how to get there from the one before)."""
    return (
        ("STOP's check", lambda pi: pi.see("Press STOP once")),
        ("home", scenes.to_home),
        ("another routine", lambda pi: pi.tap("NEXT", "Short hip")),
        ("cautions", lambda pi: pi.tap("START", "I agree")),
        ("home again", lambda pi: pi.tap("STOP", "Short hip")),
        ("prompt", scenes.to_prompt),
        ("get ready", lambda pi: pi.tap("START", "Get ready")),
        ("press", lambda pi: pi.see("Press gently")),
        ("hold", lambda pi: pi.wait(LONG_S * 3)),
        ("paused", lambda pi: pi.tap("START", "Paused")),
        ("stopped", lambda pi: pi.tap("STOP", "Too much?")),
    )

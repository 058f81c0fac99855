"""How exactly cues come, how fast STOP acts, and what idling costs, in real time.

Each measurement is a process of its own. Most run at the same time, then the session once
more beside ``LOAD`` busy processes: the table takes some five minutes. The reference is
gpiozero's own ``beep`` on the same kind of mock pin.
"""

import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PULSE_S = 0.12
BEEP_BEATS = 60
SESSION_S = 120
STOP_TRIALS = 1000
NICE = -15
LOAD = 8  # busy processes
BARE_PERIOD_S = 0.01
PRESS_S = 0.05  # longer than the 30 ms that a contact must last to be a press
AGAIN_MS = 70  # a contact within 60 ms of the one before would be the same press
IDLE_S = 20
FLOOD_LINES = 1500  # 120 KB of history
GOALS = {
    "median_ms": 0.5,
    "p95_ms": 5.0,
    "drift_ms": 1.0,
    "worst_ms": 8.0,
    "stop_median_ms": 2.0,
    "stop_worst_ms": 12.0,
    "idle_pct": 0.15,
}


def edge_figures(errors_ms):
    """Median, 95th percentile and drift (last ten minus first ten) of edge errors.

    One late edge on a busy machine is no drift, but moves a mean of ten: the drift of
    the medians tells the two apart.
    """
    ordered = sorted(abs(error) for error in errors_ms)
    first, last = errors_ms[:10], errors_ms[-10:]
    return {
        "edges": len(errors_ms),
        "median_ms": statistics.median(ordered),
        "p95_ms": ordered[int(0.95 * len(ordered))],
        "worst_ms": ordered[-1],
        "drift_ms": statistics.fmean(last) - statistics.fmean(first),
        "median_drift_ms": statistics.median(last) - statistics.median(first),
    }


# --- our own board, a real session -----------------------------------------------------


def session():
    """Edge errors of a hands session on the real clock."""
    return coached()


def flood():
    """The same while a host pulls a long history over and over."""
    from acupacer.core.progress import history

    note = [("session", 0)], "profile", ["pregnancy", False]
    with tempfile.TemporaryDirectory() as folder:
        lines = [
            history.encode([("id", n), *note[0]], *note[1:]) for n in range(1, FLOOD_LINES)
        ]
        (Path(folder) / "history.jsonl").write_bytes(b"".join(lines))
        return coached(Path(folder), pull)


def pull(port):
    """A host that never pauses, in a process of its own; it ends with the device."""
    command = [sys.executable, __file__, "host", port]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def host():
    """That process."""
    from acupacer_host.device.client import Client
    from acupacer_host.device.transport import open_transport

    os.setpriority(os.PRIO_PROCESS, 0, 0)  # not the device's
    client = Client(open_transport(sys.argv[2]))
    while True:
        list(client.history(0))


def coached(folder=None, begin_host=None):
    """Edge errors of a hands session, with a host if ``begin_host`` begins one."""
    from acupacer.boards.sim.board import SimOptions, Simulator
    from acupacer.core.events import EdgeApplied

    errors_ms = []

    def watch(now_ms, inputs, effects):
        if simulator.device.session is not None:
            errors_ms.extend(e.error_us / 1000 for e in inputs if isinstance(e, EdgeApplied))

    simulator = Simulator(SimOptions(state_dir=folder), watch=watch)
    threading.Thread(target=keep_in_session, args=(simulator,), daemon=True).start()
    asking = begin_host(simulator.port) if begin_host else None
    simulator.run()
    simulator.close()
    if asking is not None:
        asking.kill()
        asking.wait()
    return edge_figures(errors_ms)


def keep_in_session(simulator):
    """Press the way into a session, and into the next when it is over."""
    from acupacer.core.events import NEXT, START, STOP

    keys = {
        "stop_check": (STOP,),
        "question": (NEXT,),
        "review": (START,),
        "red_flags": (NEXT, START),
        "cautions": (NEXT, START),
        "home": (START,),
        "prompt": (START,),
        "done": (START,),
        "helped": (NEXT,),
    }
    until_s = None
    while until_s is None or time.monotonic() < until_s:
        for button in keys.get(simulator.device.state, ()):
            tap(simulator, button)
        if until_s is None and simulator.device.session is not None:
            until_s = time.monotonic() + SESSION_S
        time.sleep(0.2)
    simulator.stop()


def tap(simulator, button):
    simulator.fingers.press(button)
    time.sleep(0.1)
    simulator.fingers.release(button)
    time.sleep(0.1)


# --- gpiozero's beep ---------------------------------------------------------------------


def beep():
    """Edge errors of gpiozero's background beep at one beat a second."""
    from gpiozero import Buzzer, Device
    from gpiozero.pins.mock import MockFactory

    Device.pin_factory = MockFactory()
    buzzer = Buzzer(13)
    begun_s = time.monotonic()
    buzzer.beep(on_time=PULSE_S, off_time=1 - PULSE_S, n=BEEP_BEATS, background=False)
    at_s = [begun_s]
    for gap_s, _ in buzzer.pin.states[1:]:
        at_s.append(at_s[-1] + gap_s)
    first_s = at_s[1]
    due_s = [beat + edge for beat in range(BEEP_BEATS) for edge in (0, PULSE_S)]
    pairs = zip(at_s[1:], due_s, strict=True)
    return edge_figures([(at - first_s - due) * 1000 for at, due in pairs])


# --- STOP ----------------------------------------------------------------------------------


class Vibrating:
    """The core's own debouncer and cue player, in a pulse until STOP cuts it.

    The next begins once STOP has been open for so long that it may close anew.
    """

    def __init__(self):
        from acupacer.core import events
        from acupacer.core.cue import player
        from acupacer.core.input import buttons
        from acupacer.core.screen import painter

        self._events = events
        self._buttons = buttons.Buttons()
        self._player = player.Player()
        self._again_ms = None
        self.painter = painter.Painter()
        self.session = self  # contacts are looked at as in one
        self.next_ms = 0

    def draw(self):
        return False

    def next_window(self, max_bytes):
        return None

    def took(self, ms):
        pass

    def step(self, now_ms, inputs):
        found = []
        for event in inputs:
            if isinstance(event, self._events.ButtonsChanged):
                found += self._buttons.change(event.pressed, now_ms)
                self._again_ms = None if event.pressed else now_ms + AGAIN_MS
        found += self._buttons.step(now_ms)
        if ("pressed", self._events.STOP) in found:
            self._player.cut(now_ms)
        if self._again_ms is not None and now_ms >= self._again_ms:
            self._again_ms = None
            self._player.play("press", now_ms)
        effects = []
        self._player.step(now_ms, effects)
        due = [self._buttons.next_ms, self._player.next_ms, self._again_ms, now_ms + 1000]
        self.next_ms = min(at_ms for at_ms in due if at_ms is not None)
        return effects


def stop():
    """From the contact closing to the motor's pin going low, at random instants."""
    from acupacer.boards.sim.board import SimOptions, Simulator
    from acupacer.core.events import STOP

    chance = random.Random(1)
    latencies_ms = []
    changed = threading.Event()
    level = [0.0, 0.0]

    def on_change(value):
        level[:] = value, time.monotonic()
        changed.set()

    simulator = Simulator(SimOptions(), make=lambda *arguments: Vibrating())
    pin = simulator.factory.pin(simulator.config.motor.pin)
    pin.on_change = on_change
    pacing = threading.Thread(target=simulator.run)
    pacing.start()
    tap(simulator, STOP)
    for _ in range(STOP_TRIALS):
        while not level[0]:
            if not changed.wait(1):  # a busy machine let the loop sleep through a press
                tap(simulator, STOP)
            changed.clear()
        time.sleep(chance.uniform(0.002, 0.03))
        began_s = time.monotonic()
        simulator.fingers.press(STOP)
        while level[0]:
            changed.wait(1)
            changed.clear()
        latencies_ms.append((level[1] - began_s) * 1000)
        time.sleep(PRESS_S)
        simulator.fingers.release(STOP)
    simulator.stop()
    pacing.join()
    simulator.close()
    return {
        "trials": len(latencies_ms),
        "stop_median_ms": statistics.median(latencies_ms),
        "stop_worst_ms": max(latencies_ms),
    }


# --- a busy machine ---------------------------------------------------------------------------


def bare():
    """How late a loop is that only sleeps: what no program here can do better."""
    late_ms = []
    due_s = time.monotonic()
    until_s = due_s + SESSION_S
    while due_s < until_s:
        due_s += BARE_PERIOD_S
        time.sleep(max(0, due_s - time.monotonic()))
        late_ms.append((time.monotonic() - due_s) * 1000)
    return edge_figures(late_ms)


def beside_load():
    """The session and the bare loop while every processor is busy several times over."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(LOAD)]
    try:
        return measured(("session", "bare"))
    finally:
        for process in busy:
            process.kill()
            process.wait()


# --- idle ------------------------------------------------------------------------------------


def idle():
    """Processor time of the whole device, waiting at its first question."""
    from acupacer.boards.sim.board import SimOptions, Simulator

    simulator = Simulator(SimOptions())
    used = []

    def measure():
        time.sleep(2)
        begun = time.process_time()
        time.sleep(IDLE_S)
        used.append(time.process_time() - begun)
        simulator.stop()

    threading.Thread(target=measure, daemon=True).start()
    simulator.run()
    simulator.close()
    return {"idle_pct": 100 * used[0] / IDLE_S}


def take_precedence():
    """The service's own (its unit says Nice=-15), where the user may have it."""
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, NICE)


TOGETHER = ("session", "flood", "beep", "stop", "idle")
PARTS = {part.__name__: part for part in (session, flood, beep, stop, idle, bare)}


def measured(names):
    """What each part finds, all of them at the same time."""
    children = {
        name: subprocess.Popen(
            [sys.executable, __file__, name], stdout=subprocess.PIPE, text=True
        )
        for name in names
    }
    return {name: json.loads(child.communicate()[0]) for name, child in children.items()}


def main():
    """Measure everything and print the table."""
    found = measured(TOGETHER)
    ours, theirs = found["session"], found["beep"]
    print(f"{'timing':44}{'acupacer':>12}{'gpiozero':>12}{'goal':>10}")
    for key, label in (
        ("edges", "edges measured"),
        ("median_ms", "edge error, median ms"),
        ("p95_ms", "edge error, 95th percentile ms"),
        ("drift_ms", "drift, last ten - first ten ms"),
        ("median_drift_ms", "the same by medians, ms"),
    ):
        row(label, ours[key], theirs[key], GOALS.get(key))
    row("flood of pulls, 95th percentile", found["flood"]["p95_ms"], goal=GOALS["p95_ms"])
    row("flood of pulls, worst ms", found["flood"]["worst_ms"], goal=GOALS["worst_ms"])
    row(
        "STOP to motor off, median ms",
        found["stop"]["stop_median_ms"],
        goal=GOALS["stop_median_ms"],
    )
    worst_goal = GOALS["stop_worst_ms"]
    row(
        f"STOP to motor off, worst of {STOP_TRIALS}",
        found["stop"]["stop_worst_ms"],
        goal=worst_goal,
    )
    beside = beside_load()
    for name, label in (("session", "edge error"), ("bare", "bare loop late by")):
        late = beside[name]
        goal = GOALS["p95_ms"] if name == "session" else None
        row(f"beside {LOAD} busy: {label}, 95 %", late["p95_ms"], goal=goal)
        row(f"beside {LOAD} busy: {label}, worst", late["worst_ms"])
    row("idle, percent of a core", found["idle"]["idle_pct"], goal=GOALS["idle_pct"])


def row(label, ours, theirs=None, goal=None):
    cells = [f"{'' if value is None else f'{value:.3g}':>12}" for value in (ours, theirs)]
    print(f"{label:44}{''.join(cells)}{'' if goal is None else f'<= {goal:g}':>10}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.setswitchinterval(0.001)
        if sys.argv[1] == "host":
            host()
        take_precedence()
        print(json.dumps(PARTS[sys.argv[1]]()))
    else:
        main()

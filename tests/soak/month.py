"""A month of one device: random routines, random users, power cuts, a clock that lies.

The real device runs on the rig. Everything it stores is archived with the true time it
was made at, for ``audit`` to judge; nothing of the device's own reckoning is used there.
"""

from __future__ import annotations

import gc
import json
import sys
import types
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "portable"))

from acupacer.core import events
from acupacer.core.progress import history
from acupacer.core.session import plan
from rig import Rig

DAY_MS = 86_400_000
START_S = 1_760_000_000 - 1_760_000_000 % 86_400  # a midnight, UTC
LONGEST_PULSE_MS = 1000
QUIET_MS = 4000  # after which no cue runs outside a session
PATIENCE = 500  # moves after which a session must be over
NOES = "\ntap NEXT\nwait 400" * 6 + "\ntap START\nwait 400"
PREPARED = "tap STOP\nwait 500" + NOES + "\ntap NEXT\nwait 400\ntap START\nwait 2000"
POINTS = ("LI4", "GB30", "BL60", "GB21", "BL23", "BL52")


def document(chance: Random, count: int) -> bytes:
    """``count`` short random routines, most at places of their own."""
    routines = [_routine(chance, number) for number in range(count)]
    places = [
        {"id": f"place-{number}", "name": f"Place {number}", "region": "thigh_outer"}
        for number in range(64)
    ]
    made = {"format": "acupacer-routines", "version": 2, "places": places}
    made["routines"] = routines
    return json.dumps(made).encode()


def _routine(chance: Random, number: int) -> dict[str, Any]:
    steps = [_step(chance, f"place-{number}")]
    if chance.random() < 0.2:
        steps.append(_step(chance, f"place-{chance.randrange(64)}"))
    return {"id": f"r{number}", "title": f"Routine {number}", "steps": steps}


def _step(chance: Random, place: str) -> dict[str, Any]:
    method = chance.choice(("hands", "hands", "hands", "balls", "roller", "gun"))
    step: dict[str, Any] = {"method": method, "place": place, "get_ready_s": 3}
    if method in ("hands", "balls"):
        step["switch_side_s"] = 3
    dose = {"start_s": 5, "max_s": 8, "step_s": 1, "every": 1}
    move = {"repetitions": chance.randint(1, 2), "out_s": 1, "stay_s": 1, "back_s": 4}
    if method == "hands":
        if chance.random() < 0.1:
            step["point"] = chance.choice(POINTS)
            del step["place"]
        sides = chance.choice((["left", "right"], ["right"], ["both"]))
        step.update(sides=sides, repetitions=chance.randint(1, 2), rest_s=3, hold=dose)
    elif method == "balls":
        step["movement"] = {**move, "arms": ["left", "right"]}
    else:
        optional = {"optional": True} if method == "roller" else {}
        step["window"] = {"start_s": 30, "max_s": 40, "step_s": 5, "every": 1, **optional}
        step["spot"] = dose
        if method == "roller":
            step["movement"] = move
    return step


class Month(Rig):
    """One device and its user. ``archive``: (true ms, line) of every record stored.

    ``tricks``: true ms of everything that may end a day early: a clock set forward, the
    user's word that it is a new day, a power-up without a clock.
    """

    def __init__(self, seed: int, routines: int) -> None:
        self.chance = Random(seed)
        self.archive: list[tuple[int, bytes]] = []
        self.tricks: list[int] = []
        self.is_tricky = False
        self.error_s = 0  # of the clock
        self.has_clock = False
        self.sessions = self.refused = self.cuts = 0
        self.on_since_ms = -1
        self.count = routines
        super().__init__({events.FACTORY_FILE: document(self.chance, routines)})
        self.run(PREPARED)
        self.set_clock(0)

    # --- watching ---------------------------------------------------------------------

    def note(self, what: str, text: str) -> None:
        """No trace: memory must stay flat."""

    def apply(self, effect: object) -> None:
        if isinstance(effect, events.SetMotor):
            if self.motor_pct and self.on_since_ms >= 0:
                assert self.now_ms - self.on_since_ms <= LONGEST_PULSE_MS
            self.on_since_ms = self.now_ms if effect.duty_pct else -1
        super().apply(effect)
        if isinstance(effect, events.Append):
            session = self.device.session
            assert session is None or session.state not in plan.PRESSURE
            for line in effect.data.splitlines():
                record = history.decode(line)
                assert record is not None
                self.archive.append((self.base_ms + record.up_ms, line))

    # --- the world --------------------------------------------------------------------

    def set_clock(self, error_s: int) -> None:
        """The board's clock is ``error_s`` wrong from now on."""
        if error_s > self.error_s or not self.has_clock:
            self.tricks += [self.now_ms] if self.is_tricky else []
        self.error_s, self.has_clock = error_s, True
        at_s = START_S + self.now_ms // 1000 + error_s
        self.give(events.ClockRead(at_s, 0, True))

    def cut_power(self) -> None:
        """Off at this instant, on again a little later, with a clock or without."""
        self.cuts += 1
        self.on_since_ms = -1
        self.now_ms += self.chance.choice((1_000, 60_000, 2_400_000))
        self.has_clock = False
        self.power_up()
        if not self.is_tricky or self.chance.random() < 0.5:
            self.set_clock(0)
        else:
            self.tricks.append(self.now_ms)
        self.run("tap STOP\nwait 1500")
        if self.device.state == "power_loss_offer":
            self.tap(self.chance.choice(("START", "NEXT")))
            self.wait(1000)

    def compact(self) -> None:
        """What a host may do: keep the records, leave the device a checkpoint."""
        progress = self.device.progress
        lines = b""
        for values in progress.checkpoint():
            head = [("id", progress.next_id), ("kind", "checkpoint"), ("session", 0)]
            head += [("time", None), ("offset", None), ("up", 0)]
            lines += history.encode(head, "checkpoint", values)
            progress.next_id += 1
        self.files[events.HISTORY_FILE] = lines
        self.has_clock = False
        self.power_up()
        self.set_clock(self.error_s)
        self.run("tap STOP\nwait 1500")

    # --- the user ---------------------------------------------------------------------

    def day(self, sessions: int, is_tricky: bool) -> None:
        """One day of about so many sessions; the clock lies only on a tricky one."""
        self.is_tricky = is_tricky
        ends_ms = (self.now_ms // DAY_MS + 1) * DAY_MS
        if not is_tricky and (self.error_s or not self.has_clock):
            self.set_clock(0)
        pause_ms = DAY_MS // sessions
        while self.now_ms < ends_ms:
            if is_tricky and self.chance.random() < 0.02:
                self.set_clock(self.chance.choice((-90_000, -3600, 0, 3600, 90_000)))
            begun_ms = self.now_ms
            self.session(f"r{self.chance.randrange(self.count)}")
            rest_ms = begun_ms + self.chance.randint(0, 2 * pause_ms) - self.now_ms
            self.skip(max(0, min(rest_ms, ends_ms - self.now_ms)))
        if is_tricky and self.error_s:
            self.set_clock(0)
        if self.device.session is None:
            self.compact()

    def skip(self, ms: int) -> None:
        """Time in which nothing happens: one step at its end instead of one a second."""
        self.wait(min(ms, QUIET_MS))
        if self.device.session is None and ms > QUIET_MS:
            self.now_ms += ms - QUIET_MS
            self.settle()

    def session(self, routine_id: str) -> None:
        """Try to open a routine, and play whatever comes."""
        if self.device.session is None and self.device.state == "dark":
            self.tap("NEXT")
            self.wait(500)
        if self.device.session is None:
            while self.device.state != "home":
                self.tap("STOP")
            self.device.menu.situation.home.select(routine_id)  # not NEXT up to 64 times
            self.tap("START")
        self._answer()
        if self.device.session is None:
            self.refused += 1
            return
        self.sessions += 1
        for _ in range(PATIENCE):
            if self.device.session is None:
                return
            if self.chance.random() < 0.004:
                self.cut_power()
                return
            self._move()
        raise AssertionError("the session does not end: " + self.device.state)

    def _answer(self) -> None:
        """Cautions, "new day?", refusals."""
        for _ in range(40):
            state = self.device.state
            if state == "cautions":
                facts: dict[str, Any] = self.device.view.as_dict()
                is_last = facts["page"] + 1 == facts["pages"]
                self.tap("START" if is_last else "NEXT")
            elif state == "question":
                is_yes = self.chance.random() < 0.5
                self.tricks += [self.now_ms] if is_yes else []
                self.tap("START" if is_yes else "NEXT")
            else:
                return
            self.wait(50)

    def _move(self) -> None:
        state, luck = self.device.state, self.chance.random()
        if state == "prompt":
            self._press("START", "START", "START", "START", "NEXT", "-NEXT", "-START", "STOP")
        elif state == "paused":
            self._press("START", "START", "-START", "NEXT", "-NEXT", "STOP")
        elif state == "too_much":
            self.wait(1600)
            self._press("START", "NEXT", "NEXT", "STOP")
        elif state == "done":
            self.wait(self.chance.choice((500, 500, 65_000)))
            if self.device.session:
                self._press("START", "START", "START", "STOP")
        elif state == "helped":
            self.wait(1600)
            self._press("START", "NEXT", "-NEXT", "-NEXT", "STOP")
        elif state == "window" and luck < 0.5:
            self._press("NEXT", "NEXT", "-NEXT")
        elif luck < 0.12:
            self._press("START", "NEXT", "-NEXT", "-NEXT", "STOP")
        self.wait(self.chance.choice((100, 900, 3_000, 9_000)))

    def _press(self, *choices: str) -> None:
        name = self.chance.choice(choices)
        if name[0] == "-":
            self.long(name[1:])
        else:
            self.tap(name)

    # --- memory -----------------------------------------------------------------------

    def device_bytes(self) -> int:
        """Bytes of everything the device holds, measured object by object."""
        gc.collect()
        seen: set[int] = set()
        waiting: list[object] = [self.device]
        total = 0
        while waiting:
            thing = waiting.pop()
            if id(thing) in seen or isinstance(thing, _SHARED):
                continue
            seen.add(id(thing))
            total += sys.getsizeof(thing)
            waiting += [each for each in gc.get_referents(thing) if each is not self]
        return total


_SHARED = (
    type,
    types.ModuleType,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.CodeType,
)

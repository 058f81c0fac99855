"""A user with clumsy fingers: does what is asked mostly, mashes, hammers, falls asleep."""

from __future__ import annotations

from collections.abc import Callable

from acupacer.core import events
from felt import must
from life import Life

BUTTONS = ("START", "NEXT", "STOP")
PATIENCE = 600  # moves after which a session must be over
WAYS_HOME = 60  # the questions may be asked again by hand, more than once


class Hands:
    """The fingers on the buttons of ``life``. ``is_wild``: every move may be any."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.chance = life.chance
        self.is_wild = life.chance.random() < 0.3

    # --- one move -------------------------------------------------------------------------

    def tap(self, button: str) -> None:
        self.life.tap(button, self.chance.choice((40, 100, 100, 250)))

    def long(self, button: str) -> None:
        self.life.tap(button, self.chance.choice((900, 1600)))

    def press(self, *choices: str) -> None:
        """Tap one of ``choices``; one with a dash is pressed long."""
        name = self.chance.choice(choices)
        if name[0] == "-":
            self.long(name[1:])
        else:
            self.tap(name)

    def fumble(self) -> None:
        """Something nobody means."""
        chance, life = self.chance, self.life
        kind = chance.randrange(7)
        if kind == 0:  # sparks of one contact
            button = chance.choice(BUTTONS[:2])
            for _ in range(chance.randint(1, 12)):
                life.tap(button, chance.randint(1, 29))
                life.wait(chance.randint(1, 90))
        elif kind == 1:  # mashing
            for _ in range(chance.randint(2, 8)):
                life.tap(chance.choice(BUTTONS[:2]), chance.randint(1, 400))
                life.wait(chance.randint(1, 400))
        elif kind == 2:  # several at once
            for _ in range(chance.randint(2, 6)):
                life.hold(chance.randint(0, 7))
                life.wait(chance.randint(1, 500))
            life.hold(0)
        elif kind == 3:  # a key that is stuck
            life.tap(chance.choice(BUTTONS), 11_000)
        elif kind == 4:
            self.hammer()
        elif kind == 5:
            life.sleep(chance.choice((3, 100, 1500, 2500, 30_000)))
        else:  # the panel comes loose
            life.give(events.PanelChanged(False))
            life.wait(chance.randint(1, 5000))
            life.give(events.PanelChanged(True))

    def hammer(self) -> None:
        """STOP, again and again."""
        for _ in range(self.chance.randint(1, 5)):
            self.life.tap("STOP", self.chance.randint(1, 200))
            self.life.wait(self.chance.randint(30, 500))

    # --- from power-up to home ----------------------------------------------------------------

    def go_home(self) -> None:
        """Answer whatever is asked until home is there."""
        life = self.life
        for _ in range(WAYS_HOME):
            state = life.device.state
            if state == "home" or life.device.session:
                return
            if state == "question":
                self._answer_question()
            elif state == "power_loss_offer":
                self.press("START", "START", "NEXT", "STOP")
            elif state in ("red_flags", "cautions", "review"):
                self.accept()
            elif state == "dark":
                self.tap("NEXT")
            elif state == "stop_check":
                self.press("STOP", "STOP", "START", "NEXT")
            elif state != "starting":
                self.tap("STOP")
            life.wait(600)
        must(False, "does not come home", life.device.state)

    def accept(self) -> None:
        if self.life.device.state == "review":
            self.life.wait(self.chance.choice((0, 0, 6_000)))
            self.press(*("START",) * 7, "NEXT", "STOP")
            return
        facts = self.life.device.view.as_dict()
        pages, page = facts.get("pages"), facts.get("page")
        is_last = isinstance(page, int) and page + 1 == pages
        self.life.tap("START" if is_last else "NEXT")
        self.life.wait(50)

    def _answer_question(self) -> None:
        question = self.life.device.view.as_dict()["question"]
        if question == "new_day":
            self.press("-START", "NEXT", "START", "STOP")
        elif question == "too_much":
            self.press("START", "NEXT")
        else:
            self.press(*("NEXT",) * 30, "START")

    # --- a session --------------------------------------------------------------------------

    def open(self) -> None:
        """Choose a routine and answer what comes, as far as a prompt or a refusal."""
        life = self.life
        self.go_home()
        if self.chance.random() < 0.7:
            life.tap("STOP")  # to the first routine
        for _ in range(self.chance.randint(0, 3)):
            life.wait(100)
            life.tap("NEXT")
        life.wait(100)
        life.tap("START")
        life.wait(600)
        for _ in range(WAYS_HOME):
            state = life.device.state
            if state in ("cautions", "review"):
                self.accept()
            elif state == "refused" and self.chance.random() < 0.1:
                self.tap("NEXT")  # to the questions, if an answer forbids it
            elif state == "question":
                self._answer_question()
            elif state != "home" or not life.store.due_ms:
                return
            life.wait(100)

    def play(self, disturb: Callable[[], None]) -> None:
        """Live through a session, if there is one; ``disturb``: called in between."""
        life = self.life
        for _ in range(PATIENCE):
            if life.device.session is None:
                return
            if self.chance.random() < (0.2 if self.is_wild else 0.02):
                self.fumble()
            else:
                self.move()
            disturb()
        must(False, "the session does not end", life.device.state)

    def move(self) -> None:
        """What a user does who follows."""
        life, state, luck = self.life, self.life.device.state, self.chance.random()
        if state == "prompt":
            life.wait(self.chance.choice((0, 50, 1500)))
            self.press("START", "START", "START", "START", "NEXT", "-NEXT", "-START", "STOP")
        elif state == "paused":
            self.press("START", "START", "-START", "NEXT", "-NEXT", "STOP")
        elif state == "too_much":
            life.wait(1600)
            self.press("START", "NEXT", "NEXT", "STOP")
        elif state == "done":
            life.wait(self.chance.choice((500, 500, 65_000)))
            if life.device.session:
                self.press("START", "START", "START", "NEXT", "STOP")
        elif state == "helped":
            life.wait(self.chance.choice((0, 1600, 1600)))
            self.press("START", "NEXT", "-NEXT", "-NEXT", "STOP")
        elif state == "advice":
            self.press("START", "NEXT", "STOP")
        elif state == "window" and luck < 0.5:
            self.press("NEXT", "NEXT", "NEXT", "-NEXT")
        elif luck < 0.15:
            self.press("START", "NEXT", "-NEXT", "-NEXT", "STOP")
        life.wait(self.chance.choice((100, 900, 3_000, 9_000, 30_000)))

"""What progress says after random lives, and as its own lines of the history."""

import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(0, __file__.rsplit("/", 1)[0])

from acupacer.core.text.plain_json import to_json
from cases import picked
from progress_story import Story, balls, gun, hands
from routine_parts import make_routine

ROUTINES = (
    make_routine("li4", hands()),
    make_routine("desk", hands("GB21", repetitions=1), hands(repetitions=1)),
    make_routine("balls", balls()),
    make_routine("gun", gun()),
)
HOWS = ("finished", "finished", "ended_early", "stopped")
WAITS_S = (60, 1740, 1860, 40000, 86400, 200000, 1300000)
ERRORS_S = (-4000000, -90000, -60, 0, 0, 0, 90000, 4000000)
ADVISED = ("", ", a professional is advised")
OFFSETS_MIN = (-720, 0, 60, 330, 840)


class Dice:
    """The same numbers on every interpreter."""

    def __init__(self, seed):
        self.state = seed

    def throw(self, count):
        self.state = (self.state * 1103515245 + 12345) % 2147483648
        return (self.state >> 8) % count

    def pick(self, choices):
        return choices[self.throw(len(choices))]


def live(story, dice):
    """One thing a user, a clock or a blackout does."""
    action = dice.throw(12)
    if action < 5:
        start(story, dice)
    elif action < 8:
        story.wait(dice.pick(WAITS_S))
    elif action == 8:
        story.set_clock(dice.pick(ERRORS_S), dice.pick(OFFSETS_MIN))
    elif action == 9:
        story.power_up()
        if dice.throw(2):
            story.set_clock()
    elif action == 10:
        if story.can_ask(dice.pick(ROUTINES)):
            story.note("new_day", [])
    else:
        lose_power(story, dice)


def start(story, dice):
    """A session, more or less of it."""
    routine = dice.pick(ROUTINES)
    if story.refusal(routine) is None:
        share = dice.pick((0, 5, 50, 100, 100))
        answer = "yes" if dice.throw(20) == 0 else "no"
        if story.next_id % 7 == 0:
            answer = "not_said"
        helped = ("", "better", "worse")[story.next_id % 3]
        deliver = lambda p: p.duration_ms * share // 100  # noqa: E731
        story.run(routine, dice.pick(HOWS), deliver, answer, helped=helped)


def lose_power(story, dice):
    """A session that a blackout ends."""
    routine = dice.pick(ROUTINES)
    if story.refusal(routine) is not None:
        return
    story.run(routine, cut_after=dice.throw(2))
    story.power_up()
    lost = story.progress.open_session
    if lost is not None:
        story.note(
            "ended", ["power_lost", list(map(list, lost.given)), [], 0, None], lost.session
        )


def tell(story):
    """Everything the engine may ask, a line for each routine."""
    for routine in ROUTINES:
        step, refusal = routine.steps[0], story.refusal(routine)
        facts = [
            ("refusal", refusal and list(refusal)),
            ("wait_min", story.wait_min(routine)),
            ("left_today", story.left_today(routine)),
            ("done_days", story.done_days(routine)),
            ("can_ask", story.can_ask(routine)),
        ]
        asked = story.prescription(step)
        for name in ("hold_s", "window_s", "repetitions", "sides", "level"):
            facts.append((name, getattr(asked, name)))
        why = story.why(step)
        for name in ("level", "hold_s", "start_s", "window_s", "sessions_left", "reason"):
            facts.append(("why_" + name, getattr(why, name)))
        told = ["{}={}".format(name, to_json(value)) for name, value in facts]
        print(routine.id + " " + " ".join(told))


def steady(story, dice):
    """A user of habits: the same routine every day, then a holiday."""
    routine = dice.pick(ROUTINES)
    for _ in range(3 + dice.throw(5)):
        if story.refusal(routine) is None:
            story.run(routine)
        story.wait_days(1)
    story.wait(dice.pick(WAITS_S))


def greedy(story, dice):
    """One who starts short sessions until something refuses."""
    routine = dice.pick(ROUTINES)
    while story.refusal(routine) is None:
        story.run(routine, "stopped", lambda p: 1000)
    story.wait(dice.pick(WAITS_S))


for seed in picked(range(18)):
    dice = Dice(seed)
    story = Story(is_trusted=seed % 3 > 0)
    for count in range(40):
        (live, live, steady, greedy)[dice.throw(4) if seed > 8 else 0](story, dice)
        if count % 8 == 7:
            advised = ADVISED[bool(story.progress.advice())]
            next_id = f"record {story.progress.next_id} is next"
            print(f"# life {seed} after {count + 1} events: {next_id}{advised}")
            tell(story)
    for rows in story.progress.checkpoint():
        print(f"# life {seed}: a checkpoint's record")
        for row in rows[0]:
            print(to_json(row))

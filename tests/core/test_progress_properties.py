"""Any history: limits hold, and a checkpoint is as good as the records before it."""

from acupacer.core.progress import history
from acupacer.core.progress.progress import Progress
from hypothesis import example, given, settings
from hypothesis import strategies as st
from progress_story import DAY_S, Story, balls, hands
from routine_parts import make_routine

ROUTINES = (
    make_routine("li4", hands()),
    make_routine("desk", hands("GB21", repetitions=1), hands(repetitions=1)),
    make_routine("back", balls(), hands("BL23", repetitions=2)),
)
MINUTES = st.sampled_from((0, 1, 29, 31, 200, 700, 1440, 3000))
JUMPS_MIN = st.sampled_from((-50000, -1440, -700, -2, 0, 2, 700, 1440, 50000))
OFFSETS_MIN = st.sampled_from((-720, -300, 0, 60, 120, 330, 840))
HOWS = st.sampled_from(("finished", "ended_early", "stopped", "power_lost"))
SHARES = st.sampled_from((0, 5, 50, 100))

SAID = st.sampled_from(("", "", "yes", "not_said"))
HELPED = st.sampled_from(("", "better", "worse", "worse"))

RUN = st.tuples(st.just("run"), st.integers(0, 2), HOWS, SHARES, SAID, HELPED)
WAIT = st.tuples(st.just("wait"), MINUTES)
CUT = st.tuples(st.just("cut"), st.integers(0, 2), st.integers(0, 3))
ENDS = st.tuples(st.just("ends"), st.integers(0, 6))
ZONE = st.tuples(st.just("zone"), OFFSETS_MIN)
JUMP = st.tuples(st.just("jump"), JUMPS_MIN)
NO_CLOCK = st.tuples(st.just("no_clock"))
POWER = st.tuples(st.just("power"), st.booleans())
WORD = st.tuples(st.just("word"))
ANSWERS = st.tuples(st.just("profile"), st.booleans())


class Life:
    """A user who obeys every refusal; what was done is kept beside the records."""

    def __init__(self):
        self.story = Story()
        self.error_s = 0
        self.offset_min = 0
        # real time, clock error, zone less the day's end, clock known, resets so far
        self.sessions = {}
        self.finished_s = {}  # by place, in real time, since power-up
        self.resets = 0  # jumps forward and the user's word

    def do(self, action):
        getattr(self, "do_" + action[0])(*action[1:])

    def do_wait(self, minutes):
        self.story.wait(minutes * 60)

    def do_zone(self, offset_min):
        self.offset_min = offset_min
        self.set_clock()

    def do_ends(self, hour):
        self.story.end_day_at(hour)

    def do_jump(self, minutes):
        self.resets += minutes > 0
        self.error_s += minutes * 60
        self.set_clock()

    def do_no_clock(self):
        self.story.set_clock(is_trusted=False)

    def do_power(self, has_clock):
        self.story.power_up()
        self.finished_s = {}
        self.end_lost()
        if has_clock:
            self.set_clock()

    def do_word(self):
        story = self.story
        if any(story.can_ask(routine) for routine in ROUTINES):
            story.progress.is_new_day_asked = True
            story.note("new_day", [])
            self.resets += 1

    def do_profile(self, is_yes):
        self.story.note("profile", ["pregnancy", is_yes])

    def do_run(self, index, how, share, said, helped):
        routine = ROUTINES[index]
        if self.story.refusal(routine) is not None:
            return
        if how == "finished":
            share = 100
        said, helped = said * bool(share), helped * bool(share)
        self.begin(routine)
        deliver = lambda phase: phase.duration_ms * share // 100  # noqa: E731
        self.story.run(routine, how, deliver, said, helped=helped)
        self.end(routine, share, how)

    def do_cut(self, index, cut_after):
        routine = ROUTINES[index]
        if self.story.refusal(routine) is not None:
            return
        self.begin(routine)
        self.story.run(routine, cut_after=cut_after)
        self.do_power(self.story.clock.wall.is_trusted)
        self.end(routine, 100, "power_lost")

    def end_lost(self):
        lost = self.story.progress.open_session
        if lost is not None:
            self.story.note("ended", ["power_lost", lost.given, [], 0, None], lost.session)

    def set_clock(self):
        self.story.set_clock(self.error_s, self.offset_min)

    def begin(self, routine):
        """When it was allowed is what matters: a session may run past midnight."""
        for step in routine.steps:
            finished_s = self.finished_s.get(step.place_id, 0)
            assert self.story.real_s - finished_s >= 1800
        known = self.story.clock.wall.is_trusted
        offset_min = self.offset_min - 60 * self.story.day_ends_h
        self.start = (self.story.real_s, self.error_s, offset_min, known, self.resets)

    def end(self, routine, share, how):
        if not share:
            return
        at = self.start
        names = [routine.id]
        if how == "finished":
            for step in routine.steps:
                self.finished_s[step.place_id] = self.story.real_s
        if how != "power_lost":
            names += [step.place_id for step in routine.steps]
        for name in set(names):
            self.sessions.setdefault(name, []).append(at)


def local_day(real_s, error_s, offset_min):
    return (real_s + error_s + offset_min * 60) // DAY_S


def check_five_a_day(sessions):
    """The sixth session from any one is on another day by the clock of that one."""
    for index in range(len(sessions) - 5):
        real_s, error_s, offset_min, _, resets = sessions[index]
        sixth = sessions[index + 5]
        if sixth[4] > resets:
            continue  # each of those may grant one day
        if not all(row[3] for row in sessions[index : index + 6]):
            continue  # no clock saw them all
        first_day = local_day(real_s, error_s, offset_min)
        assert local_day(sixth[0], error_s, offset_min) > first_day


@given(st.lists(st.one_of(RUN, RUN, RUN, WAIT, CUT, ZONE, ENDS, JUMP, NO_CLOCK, POWER, WORD),
                min_size=20, max_size=60))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_limits_hold_whatever_happens(actions):
    life = Life()
    for action in actions:
        life.do(action)
    for sessions in life.sessions.values():
        check_five_a_day(sessions)


@given(st.lists(st.one_of(RUN, RUN, RUN, WAIT, ZONE, ENDS), min_size=20, max_size=60))
@settings(max_examples=100, deadline=None)
def test_no_local_day_ever_sees_six(actions):
    """With a right clock, any travelling and any end of the day: by each session's own."""
    life = Life()
    for action in actions:
        life.do(action)
    for sessions in life.sessions.values():
        days = [local_day(real_s, 0, offset_min) for real_s, _, offset_min, _, _ in sessions]
        assert max([days.count(day) for day in days], default=0) <= 5


def rows(progress):
    return [row for (lines,) in progress.checkpoint() for row in lines]


@given(
    st.lists(
        st.one_of(RUN, RUN, WAIT, CUT, ZONE, ENDS, JUMP, NO_CLOCK, POWER, WORD, ANSWERS),
        min_size=1,
        max_size=15,
    ),
    st.integers(0, 10**6),
)
@example(
    [("cut", 0, 0), ("cut", 0, 0), ("jump", -50000), ("run", 1, "finished", 0, "yes", "")], 28
)
@settings(max_examples=150, deadline=None)
def test_a_checkpoint_stands_for_everything_before_it(actions, cut):
    life = Life()
    for action in actions:
        life.do(action)
    records = [history.decode(line) for line in life.story.lines]
    cut %= len(records) + 1
    whole, short, before = Progress(), Progress(), Progress()
    for record in records:
        whole.apply(record)
    for record in records[:cut]:
        before.apply(record)
    # the checkpoint's lines take ids of their own; what follows is numbered after them
    shift = 0
    for values in before.checkpoint():
        shift += 1
        head = [("id", before.next_id + shift - 1), ("kind", "checkpoint"), ("session", 0)]
        line = history.encode(
            head + [("time", None), ("offset", 0), ("up", 0)], "checkpoint", values
        )
        assert len(line) <= 1024
        short.apply(history.decode(line))
    for record in records[cut:]:
        record.id += shift
        short.apply(record)
    assert rows(short) == rows(whole)
    # and live folding is the same as replaying
    assert rows(life.story.progress) == rows(whole)

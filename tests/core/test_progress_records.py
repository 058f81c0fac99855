"""Power loss, numbers, the profile, damaged and doubled lines, bounded memory."""

from pathlib import Path

import pytest
from acupacer.core.progress import history, prescriptions
from acupacer.core.progress.progress import Progress
from acupacer.core.progress.records import KINDS, NewDay, PressEnd, Record, StepDose
from acupacer.core.progress.sums import SideSum
from acupacer.core.screen.words import Words
from progress_story import DAY_S, NOON, Story, hands, make_entry
from routine_parts import make_routine

ROOT = Path(__file__).parents[2]
LI4 = make_routine("li4", hands())
DESK = make_routine("desk", hands(), hands("GB21"))
GB21 = make_routine("gb21", hands("GB21"))


def part(ms):
    """Only ``ms`` of the first hold on the left, nothing else."""
    return lambda p: ms if (p.side, p.repetition, p.step) == ("left", 1, 0) else None


# --- what a line says ---------------------------------------------------------------------


def line_of(kind, values, **head):
    known = dict({"id": 7, "kind": kind, "session": 3}, **head)
    return history.encode(list(known.items()), kind, values)


def test_a_line_becomes_a_record_of_its_kind():
    values = [0, 1, "LI4", "left", 20000]
    end = history.decode(line_of("end", values, time=NOON, offset=120, up=81234))
    assert (type(end), end.kind, end.id, end.session) == (PressEnd, "end", 7, 3)
    assert (end.time_s, end.offset_min, end.up_ms) == (NOON, 120, 81234)
    at = (end.step, end.repetition, end.place, end.side, end.pressed_ms)
    assert at == tuple(values)


def test_rows_of_a_record_have_names():
    dose = [0, "gun", "BL23", 2, 25, 420, 0, ["both"], 3, 5]
    started = history.decode(line_of("started", ["gun", "d", [dose], [["BL23", "both", 9]]]))
    assert started.doses == [StepDose(*dose)]
    assert (started.doses[0].window_s, started.doses[0].top_level) == (420, 5)
    assert started.asked == [SideSum("BL23", "both", 9)]


def test_a_line_is_the_same_whatever_characters_stand_in_it():
    values = [0, 1, 'the "knot" \\ K\xf6rper', "left", 20000]
    line = line_of("end", values)
    told = rb'"key":"the \"knot\" \\ K' + "\xf6".encode() + rb'rper","side":"left","ms":20000'
    assert line.startswith(
        b'{"id":7,"kind":"end","session":3,"step":0,"repetition":1,' + told + b',"crc":"'
    )
    assert history.fields_of(line)["key"] == values[2]


def test_every_kind_is_written_and_read_by_the_same_names():
    for kind, record_class in KINDS.items():
        values = [[] for _ in record_class.field_names]
        assert type(history.decode(line_of(kind, values))) is record_class


def test_a_kind_of_another_version_is_known_by_its_head_only(monkeypatch):
    monkeypatch.setitem(KINDS, "dreamt", NewDay)
    line = line_of("dreamt", [])
    monkeypatch.undo()
    record = history.decode(line)
    assert (type(record), record.id, record.session) == (Record, 7, 3)
    story = Story()
    story.progress.apply(record)
    assert (story.progress.next_id, story.progress.next_session) == (8, 4)


def test_a_line_that_lacks_a_field_of_its_kind_is_damaged(monkeypatch):
    monkeypatch.setattr(PressEnd, "field_names", ("step", "repetition"))
    assert history.decode(line_of("end", [0, 1])) is None


def test_the_hold_that_the_document_follows():
    text = (ROOT / "docs/developer/progress.md").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.startswith('{"id":')]
    story = Story()
    for _ in range(8):
        story.run(make_routine("hands-li4", hands()))
        story.wait_days(1)
    assert story.prescription(hands()).hold_s == 20
    for line in lines:
        story.progress.apply(history.decode(line.encode()))
    assert (story.prescription(hands()).level, story.prescription(hands()).hold_s) == (3, 25)
    key, *filling = prescriptions.reason_words(story.why(hands()))
    assert Words("en").say(key).format(*filling) in " ".join(text.split())


def test_a_routines_file_that_was_announced_and_the_one_before_may_be_stored():
    progress = Progress()
    for number, sha in enumerate(("a", "b", "c")):
        progress.apply(history.decode(line_of("routines", [sha], id=number + 1)))
    assert progress.routines_shas == ["b", "c"]


# --- power loss ---------------------------------------------------------------------------


@pytest.mark.parametrize(("off_s", "left"), [(30, 4), (120, 5)])
def test_a_hold_cut_by_a_power_loss_counts_for_the_day_it_began(off_s, left):
    story = Story(NOON + 12 * 3600 - 60)
    story.run(LI4, cut_after=0)
    story.power_up()
    story.wait(off_s)
    story.set_clock()
    lost = story.progress.open_session
    assert lost.is_begun
    assert (lost.given, lost.step, lost.repetition, lost.side) == ([], 0, 1, "left")
    story.note("ended", ["power_lost", [], [], 0, None], lost.session)
    assert story.left_today(LI4) == left
    assert not story.progress.should_note_clock(story.clock)


def test_a_power_loss_before_a_jump_back_counts_now():
    story = Story()
    story.run(LI4, cut_after=0)
    story.power_up()
    story.set_clock(-5 * DAY_S)
    story.note("ended", ["power_lost", [], [], 0, None], 1)
    assert story.left_today(LI4) == 4
    assert not story.progress.should_note_clock(story.clock)
    story.set_clock()
    assert story.left_today(LI4) == 4, "the day it began on is no new one"


def test_an_end_that_was_never_written_counts_with_the_next_session():
    story = Story()
    story.run(LI4, cut_after=0)
    story.run(GB21, "ended_early", part(1000))
    assert (story.left_today(LI4), story.left_today(GB21)) == (4, 4)


def test_a_begin_without_pressure_does_not_count_when_it_was_the_users_choice():
    story = Story()
    story.run(LI4, cut_after=0)
    story.note("ended", ["stopped", [], [], 0, None], 1)
    assert story.left_today(LI4) == 5


@pytest.mark.parametrize(
    ("off_s", "has_clock", "can"),
    [(0, True, True), (1799 - 10, True, True), (1800 - 10, True, False), (0, False, True),
     (9 * DAY_S, False, True)],
)  # fmt: skip
def test_the_offer_to_go_on(off_s, has_clock, can):
    story = Story()
    story.run(LI4, cut_after=0)  # 10 s into the hold
    story.power_up()
    story.wait(off_s)
    story.set_clock(is_trusted=has_clock)
    lost = story.progress.open_session
    assert lost.time == NOON
    assert lost.can_take_up(story.clock.wall, story.clock.now_ms) is can


def test_no_offer_when_the_clock_cannot_tell():
    story = Story(is_trusted=False)
    story.run(LI4, cut_after=0)
    story.power_up()
    lost = story.progress.open_session
    assert lost.time is None
    assert lost.can_take_up(story.clock.wall, story.clock.now_ms)
    story.set_clock()
    assert not lost.can_take_up(story.clock.wall, story.clock.now_ms)
    story = Story()
    story.run(LI4, cut_after=0)
    story.power_up()
    story.set_clock(-3600)
    assert not story.progress.open_session.can_take_up(story.clock.wall, story.clock.now_ms)


# --- numbers, profile, damage -------------------------------------------------------------


def test_numbers_and_the_routine_used_last():
    story = Story()
    progress = story.progress
    assert (progress.next_id, progress.next_session, progress.last_routine) == (1, 1, "")
    story.note("trained", ["press", "release"])
    assert (progress.next_id, progress.next_session) == (2, 1)
    story.run(LI4)
    assert (progress.next_id, progress.next_session) == (16, 2)
    assert progress.last_routine == "li4"


def test_a_line_stored_twice_counts_once():
    story = Story()
    story.run(LI4, "stopped")
    story.lines += story.lines
    story.power_up()
    assert story.left_today(LI4) == 4


def test_each_line_stored_twice_is_folded_once():
    story = Story()
    story.run(LI4, cut_after=2)
    story.lines = [line for line in story.lines for _ in (1, 2)]
    story.power_up()
    assert story.progress.open_session.given == [("LI4", "left", 20000)]


def test_the_profile_and_what_was_accepted():
    story = Story()
    assert len(story.progress.profile.unanswered()) == 6
    story.note("profile", ["osteoporosis", True])
    story.note("profile", ["pregnancy", True])
    story.note("profile", ["acute_injury", False])
    assert story.progress.profile.flags() == ("pregnancy", "osteoporosis")
    assert story.progress.profile.unanswered() == (
        "hip_replacement",
        "anticoagulants",
        "reduced_sensation",
    )
    story.note("profile", ["pregnancy", False])
    assert story.progress.profile.flags() == ("osteoporosis",)
    assert story.progress.profile.accepted("red_flags") == ""
    story.note("accepted", ["red_flags", "1-3"])
    story.note("accepted", ["li4", "aa"])
    story.note("accepted", ["li4", "bb"])
    assert story.progress.profile.accepted("red_flags") == "1-3"
    assert story.progress.profile.accepted("li4") == "bb"


@pytest.mark.parametrize("missing", ["started", "begin", "end", "ended"])
def test_a_damaged_line_never_gives_a_session_back(missing):
    story = Story()
    story.run(LI4, "ended_early", part(2000))
    word = f'"kind":"{missing}"'.encode()
    story.lines = [line for line in story.lines if word not in line]
    story.power_up()
    story.run(GB21, "ended_early", part(2000))
    # without its start a session cannot be laid to its routine, only to its place
    assert story.left_today(LI4) == 4


def test_rows_of_a_long_routine_come_in_parts():
    story = Story()
    story.note("started", ["long", "d", [], []], 1)
    step = hands("GB21")
    row = [3, "hands", "GB21", 0, 10, 0, 3, ["left"], 3, 10]
    story.note("prescribed", [[row], [["GB21", "left", 10000]]], 1)
    assert story.progress.open_session.asked == [("GB21", "left", 10000)]
    story.note("begin", [3, 1, "GB21", "left"], 1)
    story.note("end", [3, 1, "GB21", "left", 10000], 1)
    story.note("ended", ["finished", [], [], 0, None], 1)
    assert story.why(step).sessions_left == 2


@pytest.mark.parametrize(("count", "parts"), [(0, 1), (5, 1), (6, 2), (64, 13)])
def test_parts_fit_their_lines_and_lose_nothing(count, parts):
    steps = [
        hands(area="\u201c" * 18 + f"{n:02}", sides=("left", "right")) for n in range(count)
    ]
    story = Story()
    doses = [
        prescriptions.step_dose(n, step, story.prescription(step))
        for n, step in enumerate(steps)
    ]
    asked = [
        SideSum(step.place_id, side, 120000) for step in steps for side in ("left", "right")
    ]
    found = prescriptions.in_parts(doses, asked)
    assert len(found) == parts
    story.note("started", ["r" * 24, "d" * 12, *found[0]], 1)
    for rows in found[1:]:
        story.note("prescribed", rows, 1)
    assert max(len(line) for line in story.lines) <= 1600
    assert story.progress.open_session.asked == asked
    assert story.progress.open_session.doses == doses


def test_memory_stays_bounded():
    story = Story(is_trusted=False)
    for number in range(300):
        routine = make_routine(f"r{number}", hands(area=f"a{number}"))
        story.note("accepted", [routine.id, "h"])
        refusal = story.refusal(routine)
        assert (refusal is None) == (number < 64), refusal
        if refusal is None:
            story.run(routine, "finished", part(1000))
        elif number == 200:  # only by the user's word what was done is done with
            story.note("new_day", [])
            assert story.refusal(routine) is None
            break
    names = [row[0] for (rows,) in story.progress.checkpoint() for row in rows]
    counts = [names.count(name) for name in ("routine", "place", "pair", "accepted")]
    assert counts == [64, 64, 64, 76]


def test_an_entry_without_history_is_free():
    story = Story(is_trusted=False)
    assert story.refusal(DESK) is None
    assert (story.wait_min(DESK), story.left_today(DESK)) == (0, 5)
    assert make_entry(DESK).places == (
        (1, "hands", "LI4", "LI4", "pregnancy"),
        (2, "hands", "GB21", "GB21", "pregnancy"),
    )

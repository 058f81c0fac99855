"""Memory is bounded: what still has an effect stays, what finds no room is refused."""

import json

import pytest
from acupacer.core.clock.day_mark import UNKNOWN, moment_of
from acupacer.core.events import FACTORY_FILE, HISTORY_FILE, ROUTINES_FILE
from acupacer.core.progress import history
from acupacer.core.progress.bounded_memory import BoundedMemory
from acupacer.core.progress.count_memories import PlaceMemory
from acupacer.core.progress.counts import GAP_S, PLACES_KEPT, ROUTINES_KEPT
from acupacer.core.progress.levels import PAIRS_KEPT
from acupacer.core.progress.progress import Progress
from gestures_data import ROUTINES, STOPPED
from progress_story import DAY_S, NOON, Story, hands
from rig import Rig
from routine_parts import make_routine
from store_rig import lived

LI4 = make_routine("li4", hands())
OPENED = "wait 3000\ntap START\nwait 500"
DAY_LEFT_S = 13 * 3600  # to midnight and a little more, from noon


def at(name):
    return hands(area=name, repetitions=1, sides=("left",), start_s=5)


def crowd(count, name="crowd", first=0):
    """A routine of many places, as one file of 31 KB may have two of."""
    return make_routine(name, *[at(f"{name} {number}") for number in range(first, count)])


def press_crowds(story, *routines):
    for routine in routines:
        assert story.refusal(routine) is None
        story.run(routine, "ended_early", lambda phase: 1000)


def rows(progress):
    return [row for (part,) in progress.checkpoint() for row in part]


def test_a_rest_is_not_pushed_out_by_newer_places_of_the_same_day():
    story = Story()
    story.run(LI4, "stopped", answer="yes")
    press_crowds(story, crowd(64, "one"), crowd(63, "two"))
    assert story.refusal(LI4)[0] == "refused_rested"
    full = make_routine("full", at("a new place"))
    assert story.refusal(full) == ("refused_full", 0, "", -1)
    assert story.wait_min(full) == -1
    assert story.refusal(crowd(64, "one")) is None  # it is remembered already
    story.wait(DAY_LEFT_S)
    assert (story.refusal(full), story.refusal(LI4)) == (None, None)
    assert rows(story.progress) == rows(story.replayed())


def test_what_finds_no_room_is_refused_and_what_goes_on_record_all_the_same_is_kept():
    """A history of the version before may hold more than a device would allow today."""
    story = Story()
    story.run(LI4, "stopped", answer="yes")
    story.run(crowd(64, "one"), "ended_early", lambda phase: 1000)
    story.run(crowd(64, "two"), "ended_early", lambda phase: 1000)
    story.run(crowd(64, "three"), "ended_early", lambda phase: 1000)
    assert len([row for row in rows(story.progress) if row[0] == "place"]) == 1 + 3 * 64
    assert story.refusal(LI4)[0] == "refused_rested"
    assert story.refusal(make_routine("full", at("a new place")))[0] == "refused_full"
    story.wait(DAY_LEFT_S)
    press_crowds(story, make_routine("full", at("a new place")))
    assert len([row for row in rows(story.progress) if row[0] == "place"]) == PLACES_KEPT
    assert rows(story.progress) == rows(story.replayed())


def test_the_counts_of_a_day_are_not_pushed_out():
    story = Story()
    for number in range(5):
        story.run(make_routine(f"r{number}", hands()), "ended_early", lambda phase: 1000)
    press_crowds(story, crowd(64, "one"), crowd(63, "two"))
    assert story.refusal(LI4) == ("refused_limit_point", 1, "LI4", 718)


def test_the_count_of_a_routine_is_not_pushed_out():
    story = Story()
    for _ in range(5):
        story.run(make_routine("five", at("a")), "ended_early", lambda phase: 1000)
    for number in range(ROUTINES_KEPT - 1):
        routine = make_routine(f"r{number}", at(f"place {number // 5}"))
        assert story.refusal(routine) is None
        story.run(routine, "ended_early", lambda phase: 1000)
    assert story.refusal(make_routine("five", at("c")))[0] == "refused_limit_day"
    assert story.refusal(make_routine("another", at("c")))[0] == "refused_full"
    assert story.refusal(make_routine("r62", at("c"))) is None


@pytest.mark.parametrize("has_clock", [True, False])
def test_a_gap_across_midnight_is_not_pushed_out(has_clock):
    """At midnight, or by the user's word, the counts go; the gap is still a gap."""
    story = Story(real_s=NOON + 12 * 3600 - 90, is_trusted=has_clock)
    story.run(LI4)
    story.wait(60)
    if not has_clock:
        story.note("new_day", [])
    press_crowds(story, crowd(64, "one"), crowd(63, "two"))
    assert story.refusal(LI4)[0] == "refused_gap"
    story.wait(GAP_S)
    assert story.refusal(LI4) is None


def test_places_finished_in_the_last_half_hour_are_all_known():
    story = Story(is_trusted=False)
    routines = [crowd(64, name) for name in ("one", "two")]
    for routine in routines:
        story.run(routine)
        story.note("new_day", [])
        story.wait(1)
    more = crowd(4, "three")
    story.run(more)
    for routine in [*routines, more]:
        assert story.refusal(routine)[0] == "refused_gap"


def test_without_a_clock_the_users_word_makes_room():
    story = Story(is_trusted=False)
    press_crowds(story, crowd(64, "one"), crowd(64, "two"))
    full = make_routine("full", at("a new place"))
    assert story.refusal(full)[0] == "refused_full"
    assert story.can_ask(full)
    story.note("new_day", [])
    assert story.refusal(full) is None


def test_an_eased_place_is_never_forgotten():
    story = Story()
    eased = hands(start_s=60)
    story.run(make_routine("eased", eased), "stopped", answer="yes")
    for number in range(8):
        story.wait_days(1)
        press_crowds(story, crowd(64, f"crowd {number}"))
    assert story.prescription(eased)[:3] == (10, 0, 2)


def test_where_too_much_could_not_be_remembered_nothing_is_pressed():
    story = Story()
    for number in range(PAIRS_KEPT):
        story.run(make_routine("r", at(f"place {number}")), "stopped", answer="yes")
        story.wait_days(8)
    assert story.refusal(make_routine("new", at("a new place")))[0] == "refused_full"
    assert story.refusal(make_routine("r", at("place 0"))) is None


def test_a_checkpoint_keeps_what_is_more_than_the_memory_holds():
    story = Story()
    for name in ("one", "two", "three"):
        story.run(crowd(64, name), "ended_early", lambda phase: 1000)
    again = Progress()
    for number, values in enumerate(story.progress.checkpoint()):
        head = [("id", number + 1), ("kind", "checkpoint"), ("session", 0)]
        times = [("time", None), ("offset", None), ("up", 0)]
        again.apply(history.decode(history.encode(head + times, "checkpoint", values)))
    assert rows(again) == rows(story.progress)


@pytest.mark.parametrize(
    ("finished_s", "now_s", "stays"),
    [
        (NOON, NOON, True),
        (NOON, NOON + GAP_S - 1, True),
        (NOON, NOON + GAP_S, False),
        (NOON, None, False),
        (UNKNOWN, GAP_S - 2, False),
    ],
)
def test_a_finished_place_can_be_forgotten_after_half_an_hour(finished_s, now_s, stays):
    place = PlaceMemory("LI4")
    place.finished_s = finished_s
    assert place.must_stay(moment_of(now_s, 0)) is stays


class Thing:
    def __init__(self, name):
        self.name = name

    def must_stay(self, now):
        return self.name.isupper()


def test_what_need_not_stay_makes_room_the_oldest_first():
    now = moment_of(NOON, 0)
    memory = BoundedMemory(Thing, 4)
    for name in "AbcdE":
        memory.touched(name, now)
    assert [thing.name for thing in memory.memories] == ["A", "c", "d", "E"]
    assert (memory.has_room(["f", "f"], now), memory.has_room(["f", "g"], now)) == (True, True)
    assert not memory.has_room(["f", "g", "h"], now)
    assert memory.has_room(["A", "f", "g"], now)
    for name in "FGHI":
        memory.touched(name, now)
    assert [thing.name for thing in memory.memories] == ["A", "E", "F", "G", "H", "I"]
    assert not memory.has_room(["j"], now)
    memory.touched("I", now).name = "i"
    memory.touched("H", now).name = "h"
    memory.touched("k", now)
    assert [thing.name for thing in memory.memories] == ["A", "E", "F", "G", "k"]


def test_what_is_touched_again_is_the_newest_looking_at_it_changes_nothing():
    now = moment_of(NOON, 0)
    memory = BoundedMemory(Thing, 3)
    first = memory.touched("first", now)
    memory.touched("second", now)
    memory.touched("third", now)
    assert memory.touched("first", now) is first
    assert memory.of("second").name == "second"
    memory.touched("fourth", now)
    assert [thing.name for thing in memory.memories] == ["third", "first", "fourth"]
    assert memory.of("second") is None


def test_the_device_refuses_a_routine_it_could_not_remember_and_says_so():
    """On a device: a file of 31 KB with 128 places, after too much at the hand."""
    story = lived(0)
    story.run(LI4, "stopped", answer="yes")
    press_crowds(story, crowd(64, "one"), crowd(63, "two"))
    files = {FACTORY_FILE: ROUTINES, HISTORY_FILE: b"".join(story.lines)}
    step = {"method": "hands", "sides": ["left"], "repetitions": 1, "area": "a new place"}
    step["hold"] = {"start_s": 5, "max_s": 5, "step_s": 1, "every": 1}
    routine = {"id": "new", "title": "New", "steps": [step]}
    document = {"format": "acupacer-routines", "version": 1, "routines": [routine]}
    files[ROUTINES_FILE] = json.dumps(document).encode()
    board = Rig(files).run(f"clock {story.real_s} 0\n" + STOPPED + OPENED)
    view = board.device.view.as_dict()
    assert (view["screen"], view["reason"]) == ("refused", "refused_full")
    assert "Too many places for one day" in " ".join(board.device.painter.lines())
    board.run(f"tap START\nwait 500\nclock {story.real_s + DAY_S} 0\ntap START\nwait 500")
    assert board.device.state == "prompt"

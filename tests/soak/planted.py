"""Faults to plant into the core: single rules taken out, one at a time.

Each function takes ``pytest``'s monkeypatch. ``FAULTS``: what the witness says of each, and
the seed of a life in which it comes to light.
"""

from __future__ import annotations

from typing import Any

from acupacer.boards.pulse import PulseActuator
from acupacer.core.clock import day_mark
from acupacer.core.cue.player import Player
from acupacer.core.device import Device
from acupacer.core.device_control import DeviceControl
from acupacer.core.input import buttons, gestures
from acupacer.core.input.transitions import rows
from acupacer.core.menu.home_acts import answer_yes_and_open, is_new_day_asked
from acupacer.core.menu.power_up_acts import pass_stop_check
from acupacer.core.menu.transitions import TRANSITIONS as MENU
from acupacer.core.progress import booking, counts
from acupacer.core.progress.count_memories import PlaceMemory, RoutineMemory
from acupacer.core.progress.levels import Levels
from acupacer.core.routine import safety
from acupacer.core.session import acts, course, ending, guards, notes, phases
from acupacer.core.session.session import Session
from acupacer.core.store import loader
from acupacer.core.store.compaction import Compaction
from acupacer.core.store.history_rewrite import HistoryRewrite
from acupacer.core.store.journal import Journal

Patch = Any


def gap_forgotten_by_a_restart(patch: Patch) -> None:
    right = counts.Counts._gap_left_s

    def wrong(self: Any, name: str, now: Any, now_ms: int) -> int:
        return right(self, name, now, now_ms) if self._live_ms(name) >= 0 else 0

    patch.setattr(counts.Counts, "_gap_left_s", wrong)


def gap_is_short(patch: Patch) -> None:
    patch.setattr(counts, "GAP_S", 20 * 60)


def six_a_day(patch: Patch) -> None:
    patch.setattr(counts, "SESSIONS_PER_DAY", 6)


def cut_repetition_does_not_count(patch: Patch) -> None:
    right = booking.Booking._close

    def wrong(self: Any, session: Any, how: str, moment: Any, up_ms: int) -> None:
        session.is_pressing = False
        right(self, session, how, moment, up_ms)

    patch.setattr(booking.Booking, "_close", wrong)


def counts_lost_in_a_checkpoint(patch: Patch) -> None:
    _blank(patch, PlaceMemory, 1, 0)
    _blank(patch, RoutineMemory, 1, 0)


def _blank(patch: Patch, memory: Any, index: int, value: Any) -> None:
    right = memory.to_row

    def wrong(self: Any) -> list[Any]:
        row: list[Any] = right(self)
        row[index] = value
        return row

    patch.setattr(memory, "to_row", wrong)


def ban_forgotten(patch: Patch) -> None:
    patch.setattr(counts.Counts, "rest", lambda *_: None)


def ban_lost_in_a_checkpoint(patch: Patch) -> None:
    _blank(patch, PlaceMemory, 3, [])


def ban_ends_by_a_short_start(patch: Patch) -> None:
    short = rows((gestures.START, is_new_day_asked, answer_yes_and_open, "home"))
    patch.setitem(MENU, "question", short + MENU["question"])


def any_jump_back_is_a_new_day(patch: Patch) -> None:
    patch.setattr(day_mark, "settled", lambda mark, now: mark)
    patch.setattr(day_mark, "is_over", _is_another_date)


def _is_another_date(mark: Any, now: Any) -> bool:
    is_known: bool = now.at_min >= 0
    return is_known and day_mark._day(now.at_min, now.offset_min) != mark.day


def ease_forgotten(patch: Patch) -> None:
    patch.setattr(Levels, "ease", lambda *_: None)


def silence_is_short(patch: Patch) -> None:
    patch.setattr(ending, "SILENCE_MS", 400)


def stop_does_not_cut(patch: Patch) -> None:
    patch.setattr(Player, "cut", lambda *_: None)


def hammering_is_not_heard(patch: Patch) -> None:
    patch.setattr(guards, "HAMMERED", 9)


def a_spark_is_a_press(patch: Patch) -> None:
    patch.setattr(buttons, "FIRM_MS", 0)


def host_resumes(patch: Patch) -> None:
    right = DeviceControl._pause

    def wrong(self: Any) -> str:
        session = self._current.session
        if session is not None and session.state == "paused":
            course.happen(session, gestures.START, self._clock.now_ms)
            return ""
        return right(self)

    patch.setattr(DeviceControl, "_pause", wrong)


def no_cap(patch: Patch) -> None:
    patch.setattr(PulseActuator, "_take_timer", lambda *_: None)


def goes_on_after_a_sleep(patch: Patch) -> None:
    patch.setattr(Device, "_mind_stall", lambda *_: False)


def no_release(patch: Patch) -> None:
    right = Player.play

    def wrong(self: Any, name: str, at_ms: int) -> None:
        if name != "release":
            right(self, name, at_ms)

    patch.setattr(Player, "play", wrong)


def side_changes_unfelt(patch: Patch) -> None:
    patch.setitem(phases._ENTER, "switch_side", phases._enter_rest)


def step_changes_unfelt(patch: Patch) -> None:
    right = Session.open_prompt

    def wrong(self: Any, index: int, at_ms: int) -> None:
        right(self, index, at_ms)
        self.due = self.due if self.due[0][0] == 0 or not index else []

    patch.setattr(Session, "open_prompt", wrong)


def pause_gives_all_again(patch: Patch) -> None:
    right = acts._get_ready_again

    def wrong(session: Any, kind: str, target_ms: int, now_ms: int) -> None:
        right(session, kind, target_ms + 60_000, now_ms)

    patch.setattr(acts, "_get_ready_again", wrong)


def level_of_anybody(patch: Patch) -> None:
    right = Levels.grow

    def wrong(
        self: Any, method: str, place: str, every: int, top: int, session: int, now: Any
    ) -> None:
        right(self, method, place, 1, top, session, now)
        right(self, method, place, 1, top, session, now)
        self._touched(method, place, now).level += 2

    patch.setattr(Levels, "grow", wrong)


def excluded_may_press(patch: Patch) -> None:
    patch.setattr(safety, "routine_exclusions", lambda *_: [])
    patch.setattr(safety, "exclusion", lambda *_: "")


def stop_unchecked(patch: Patch) -> None:
    around = rows((gestures.NEXT, None, pass_stop_check, "starting"))
    patch.setitem(MENU, "stop_check", around + MENU["stop_check"])


def begin_not_on_record(patch: Patch) -> None:
    patch.setattr(notes, "note_begin", lambda *_: None)
    for module in (acts, phases):
        patch.setattr(module, "note_begin", lambda *_: None)


def failed_batch_dropped(patch: Patch) -> None:
    right = Journal._note_failure

    def wrong(self: Any, reason: str) -> None:
        right(self, reason)
        if reason:
            self._waiting = self._waiting[self._writing :]

    patch.setattr(Journal, "_note_failure", wrong)


def last_line_without_newline_lost(patch: Patch) -> None:
    right = loader.Loader._end_history

    def wrong(self: Any) -> None:
        self._tail = self._tail and b"{"
        right(self)

    patch.setattr(loader.Loader, "_end_history", wrong)


def torn_line_not_ended(patch: Patch) -> None:
    right = Journal.flush

    def wrong(self: Any, now_ms: int) -> None:
        self._contents.is_torn = False
        right(self, now_ms)

    patch.setattr(Journal, "flush", wrong)


def history_never_shortened(patch: Patch) -> None:
    patch.setattr(Compaction, "_is_due", lambda *_: False)


def dropped_in_silence(patch: Patch) -> None:
    right = HistoryRewrite._is_kept

    def wrong(self: Any, line: bytes) -> bool:
        before = self._dropped
        is_kept = right(self, line)
        self._dropped = before
        return is_kept

    patch.setattr(HistoryRewrite, "_is_kept", wrong)


# (the fault, the seed of a life in which it comes to light, what the witness says then)
FAULTS = (
    (gap_forgotten_by_a_restart, 0, "the gap"),
    (gap_is_short, 8, "the gap"),
    (six_a_day, 0, "more left than there is"),
    (cut_repetition_does_not_count, 20, "more left than there is"),
    (counts_lost_in_a_checkpoint, 0, "more left than there is"),
    (ban_forgotten, 0, "a place that rests"),
    (ban_lost_in_a_checkpoint, 1, "a place that rests"),
    (ban_ends_by_a_short_start, 1, "more left than there is"),
    (any_jump_back_is_a_new_day, 9, "more left than there is"),
    (ease_forgotten, 29, "too long"),
    (silence_is_short, 0, "silence after STOP"),
    (stop_does_not_cut, 0, "STOP is low at once"),
    (hammering_is_not_heard, 2, "too much, hammered"),
    (a_spark_is_a_press, 6, "no press leads to it"),
    (host_resumes, 7, "no press leads to it"),
    (no_cap, 14, "a pulse without end"),
    (goes_on_after_a_sleep, 29, "asleep and goes on"),
    (no_release, 0, "let go is felt"),
    (side_changes_unfelt, 0, "another side, not felt"),
    (step_changes_unfelt, 1, "another step, not felt"),
    (pause_gives_all_again, 4, "held too long"),
    (level_of_anybody, 1, "a level not earned"),
    (excluded_may_press, 7, "excluded"),
    (stop_unchecked, 5, "STOP was not checked"),
    (begin_not_on_record, 0, "on record before it is pressed"),
    (failed_batch_dropped, 3, "a session that is lost"),
    (last_line_without_newline_lost, 12, "a number given twice"),
    (torn_line_not_ended, 3, "stored, and gone"),
    (history_never_shortened, 1, "a history without end"),
    (dropped_in_silence, 0, "records gone unsaid"),
)

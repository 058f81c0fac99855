"""Judges a device by what went in and what came out: docs/user/safety.md, cues.md, gestures.md.

It asks the device nothing. It is told every contact, every change of a pin, every screen,
every line written, what the clock says and when power goes.
"""

from __future__ import annotations

from typing import Any

from acupacer.core import events
from asked import Asked, Helped
from felt import Contact, Line, must
from limits import Limits
from lived import Lived, Span, most_ms
from medium import TearingStore
from records import Records
from routine_maker import place_of

CAP_MS = 1000  # no pulse is longer
SILENCE_MS = 1000
COUNTS_MS = 1000  # of pressure
KEPT_CUE_MS = 1500  # the longest that nothing but STOP may cut, and the gap after it
SURELY_MS = 100  # of pressure are on record, whatever is rounded
OVERDUE_MS = 8000  # an owed release waits for a cue that plays, not longer
UP_MS = 5000  # from power to the first screen
ROUNDING_MS = 50
STALL_MS = 2000  # a device that sleeps longer pauses
PRESSED = ("hold", "movement", "spot", "window")
UNDER_WAY = (*PRESSED, "get_ready", "rest", "switch_side", "prompt", "paused")
IN_SESSION = (*UNDER_WAY, "silence", "too_much", "done", "helped", "advice")
RUNNING = (*PRESSED, "get_ready", "rest", "switch_side")
STARTED_BY = {"prompt": "START", "paused": "START"}  # getting ready; elsewhere by NEXT


class Witness:
    """``routines``: every routine there ever was, by title. ``screen``: what is shown."""

    def __init__(self, routines: dict[str, Any], card: TearingStore) -> None:
        self.limits = Limits()
        self.records = Records(self.limits, card)
        self._helped = Helped(self.limits)
        self.line = Line()
        self.contacts = {name: Contact() for _, name in events.BUTTONS}
        self.session: Lived | None = None
        self.sessions = 0
        self._routines = routines
        self.begin(0)

    def begin(self, now_ms: int) -> None:
        """Power comes."""
        self.screen = ""
        self.asked = Asked(self.records, self.limits)
        self._power_ms = now_ms
        self._is_stop_checked = self._is_armed = self._must_be_low = False
        self._silent_until_ms = self._slept_ms = 0
        self._stops = 0  # in this silence
        self._must_say_yes = self._is_overslept = False
        self._owed_ms = -1  # since when a release has to be felt
        self._span: Span | None = None
        self._last: Span | None = None  # of this session
        self._since_ms = now_ms  # when the last pressure ended
        self._repetition_ms = 0  # of the one that is paused or runs

    # --- going in -----------------------------------------------------------------------

    def contact(self, pressed: int, now_ms: int) -> None:
        """The contacts as they are from now on."""
        if self.screen == "review":
            self.asked.judge_yes(now_ms)
        for bit, name in events.BUTTONS:
            if self.contacts[name].change(bool(pressed & bit), now_ms) and name == "STOP":
                self._stop(now_ms)

    def _stop(self, now_ms: int) -> None:
        self._must_be_low, self._is_stop_checked = self.line.is_on, True
        if self.screen in (*UNDER_WAY, "silence", "too_much"):
            self._be_silent(now_ms)
            self._stops = self._stops + 1 if self.screen == "silence" else 0
        if self.screen == "too_much" or self._stops >= 2:
            self._must_say_yes = bool(self.session and sum(self.session.given.values()))

    def _be_silent(self, now_ms: int) -> None:
        self._owed_ms = -1
        self._silent_until_ms = now_ms + SILENCE_MS

    def slept(self, due_ms: int, now_ms: int, is_long: bool) -> None:
        """Nobody called the device from ``due_ms`` on, and now it is ``now_ms``."""
        self._slept_ms, self._owed_ms = now_ms, -1
        if self.session:
            self.session.has_slept = True
        if is_long:
            self._is_overslept = True
            self._end_span(due_ms)

    def power_goes(self, now_ms: int, history: bytes) -> None:
        """Off at this instant; ``history``: what stands on the card."""
        if self._span and self.session:
            self._cut_span(self.session, self._span, now_ms)
        if self.session:
            self.records.close(self.session, now_ms)
        self.records.power_goes(history, now_ms)
        self.asked.judge_yes(now_ms)
        self.session = None
        self.contacts = {name: Contact() for _, name in events.BUTTONS}
        self.line = Line()

    def _cut_span(self, session: Lived, span: Span, now_ms: int) -> None:
        """A repetition that a blackout cuts counts for the day it began."""
        self._give(session, span, now_ms)
        if not session.counted:
            self.limits.count("of", session.routine["title"], span.told, now_ms, session.number)
        if session.place not in session.counted:
            self.limits.count("at", session.place, span.told, now_ms, session.number)
            session.counted.add(session.place)

    # --- coming out -----------------------------------------------------------------------

    def drive(self, name: str, level: int, now_ms: int) -> None:
        """A pin changes."""
        must(not level or now_ms >= self._silent_until_ms, "silence after STOP", now_ms)
        self.line.change(name, level, now_ms)
        self._judge_pulse(now_ms)

    def after_step(self, now_ms: int) -> None:
        """Everything that one step ordered is done."""
        must(not (self._must_be_low and self.line.is_on), "STOP is low at once", self.screen)
        self._must_be_low = False
        if self.line.is_on:
            self._judge_pulse(now_ms)
        if self._owed_ms >= 0 and now_ms > self._owed_ms + OVERDUE_MS:
            self._judge_release()
        must(self.screen or now_ms < self._power_ms + UP_MS, "does not come up")

    def settled(self, now_ms: int) -> None:
        """Nothing is left to do at this instant."""
        must(not (self._is_overslept and self.screen in RUNNING), "asleep and goes on")
        self._is_overslept = False

    def shown(self, view: Any, now_ms: int) -> None:
        """The panel shows something else."""
        screen = view.screen
        if screen == "where_am_i":
            return
        before, self.screen = self.screen, screen
        self._judge_answer(view)
        self.asked.shown(view, before, self.contacts, now_ms)
        if self.session and screen != before:
            self._helped.shown(self.session, screen, before, self.contacts, now_ms)
        if screen == "silence" and before != screen:  # by STOP, or by the host's
            self._be_silent(now_ms)
        if screen in IN_SESSION and self.session is None:
            self._open(view, now_ms)
        if screen not in IN_SESSION and self.session is not None:
            self._close(now_ms)
        self._follow(view, before, now_ms)
        self._is_armed = self._is_armed and screen in RUNNING
        if screen == "home" and view.kind == "routine":
            self.limits.judge_left(self._routines[view.title], view.left_today)

    def _follow(self, view: Any, before: str, now_ms: int) -> None:
        """From one phase of a session to the next."""
        screen = self.screen
        if screen == "get_ready" or (before == "paused" and screen in RUNNING):
            self._get_ready(view, before, now_ms)
        if screen in PRESSED:
            self._press(view, before, now_ms)
        elif screen != before and (screen, before) != ("get_ready", "window"):
            self._let_go(before, now_ms)
        if screen == "done" and before != "done" and self.session:
            self._end(self.session, view.ended, now_ms)

    def _judge_pulse(self, now_ms: int) -> None:
        if self.line.is_on:
            must(now_ms - self.line.on_ms <= CAP_MS, "a pulse without end", now_ms)
        elif self.line.pulses:
            start_ms, end_ms, _ = self.line.pulses[-1]
            must(end_ms - start_ms <= CAP_MS, "a pulse without end", end_ms - start_ms)

    def _judge_answer(self, view: Any) -> None:
        if self._must_say_yes and self.screen not in ("silence", "too_much"):
            said = self.screen == "done" and view.ended == "too_much"
            must(said, "too much, said by STOP", self.screen)
        if self._must_say_yes and self.screen == "too_much":
            must(self._stops < 2, "too much, hammered", self._stops)
        if self.screen != "silence":
            self._stops = 0
            self._must_say_yes = self._must_say_yes and self.screen == "too_much"

    # --- from the first prompt to the end -------------------------------------------------

    def _open(self, view: Any, now_ms: int) -> None:
        must(self.screen == "prompt", "begins with a prompt", self.screen)
        must(self._is_stop_checked, "STOP was not checked")
        must(not self.asked.unseen, "answers were not looked over", self.asked.unseen)
        routine = self._routines[view.title]
        self.records.judge_closed(now_ms)
        self.limits.judge_opening(routine, now_ms, self.records.is_sound(now_ms))
        self.sessions += 1
        self.session = Lived(self.sessions, routine, now_ms)
        self.records.open(self.session)
        self._last, self._since_ms = None, now_ms

    def _close(self, now_ms: int) -> None:
        if self.session:
            self._let_go("", now_ms)
            self.records.close(self.session, now_ms)
        self.session = None

    def _end(self, session: Lived, ended: str, now_ms: int) -> None:
        if not session.ended:
            session.ended_ms = now_ms
            self._judge_finish(session, ended)
            if ended == "finished" and session.counted:
                places = session.counted
                self.limits.finish(session.routine, places, now_ms, session.number)
        session.is_idle_to_ask = session.is_idle_to_ask or ended == "too_much"
        if ended == "too_much" and session.place:
            session.answered_ms = now_ms
            told = self.limits.told
            self.limits.ease(session.place, told, now_ms, session.number)
        session.ended = session.ended or ("stopped" if ended == "too_much" else ended)

    def _judge_finish(self, session: Lived, ended: str) -> None:
        """Finished: 80 % at every place, by what was lived."""
        asked = self.records.asked_of(session)
        if session.has_slept or not sum(asked.values()) or ended in ("stopped", "too_much"):
            return
        for place, asked_ms in asked.items():
            got_ms = session.given.get(place, 0) + ROUNDING_MS
            is_enough = got_ms * 100 >= asked_ms * 80
            must(is_enough or ended != "finished", "finished too soon", place, got_ms, asked_ms)

    # --- pressure -----------------------------------------------------------------------------

    def _get_ready(self, view: Any, before: str, now_ms: int) -> None:
        if before == "get_ready":
            return
        must(before in (*STARTED_BY, "rest", "switch_side", "window"), "got ready", before)
        contact = self.contacts[STARTED_BY.get(before, "NEXT")]
        must(contact.is_firm(now_ms), "no press leads to it", before, now_ms)
        self._is_armed = True
        if before == "prompt" and self.session:
            self._repetition_ms = 0
            if self.records.is_sound(now_ms):
                step = self.session.routine["steps"][view.where.step - 1]
                self.limits.judge_exclusion(step)

    def _press(self, view: Any, before: str, now_ms: int) -> None:
        """The panel says that pressure is given now."""
        must(self._is_armed, "pressure without START", before, self.screen)
        is_new = self.screen != before
        if is_new and before == "spot":  # back in the window
            self._owe(now_ms)
        if is_new and self.screen != "window":
            self._judge_cue(now_ms)
        if self._span is None and self.session:
            arm = getattr(view, "arm", "")
            span = Span(view.where, arm, self.screen, now_ms, self.limits.told)
            self._judge_announced(span, self.session)
            self._span = self._last = span
            self.session.spans += 1
            if before == "get_ready" and self.contacts["NEXT"].is_touched(now_ms):
                self.session.slack_ms += KEPT_CUE_MS  # a spot left out: back in the window
            step = self.session.routine["steps"][span.step]
            self.session.place = place_of(step)
            must(view.where.method == step["method"], "another method", view.where)
            self.records.judge_begin(self.session, span.step, view.where.side, now_ms)

    def _judge_cue(self, now_ms: int) -> None:
        """``press`` begins with the pressure, and the one before was let go."""
        self._judge_release()
        is_on = self.line.is_on and self.line.on_ms == now_ms
        must(is_on or self._slept_ms == now_ms, "press is felt", self.screen, now_ms)

    def _judge_announced(self, span: Span, session: Lived) -> None:
        """Side, point and step change only with their cue."""
        last, since_ms = self._last, self._since_ms
        if self._slept_ms > since_ms:
            return
        if last is None or last.step != span.step:
            must(self.line.has_played("next_point", since_ms), "another step, not felt")
        elif last.side != span.side and not self.line.has_played("next_point", since_ms):
            must(self.line.has_played("switch_side", since_ms), "another side, not felt")

    def _owe(self, now_ms: int) -> None:
        if self._slept_ms < now_ms and now_ms >= self._silent_until_ms:
            self._owed_ms = now_ms

    def _judge_release(self) -> None:
        since_ms, self._owed_ms = self._owed_ms, -1
        if since_ms >= 0:
            must(self.line.has_played("release", since_ms), "let go is felt", since_ms)

    def _let_go(self, before: str, now_ms: int) -> None:
        """The panel does not say any more that pressure is given."""
        if before in ("hold", "movement", "spot") and self.screen in (
            "rest",
            "switch_side",
            "prompt",
            "done",
        ):
            self._owe(now_ms)
        self._end_span(now_ms)

    def _end_span(self, now_ms: int) -> None:
        span, self._span = self._span, None
        if span is None or self.session is None:
            return
        session = self.session
        self._since_ms = now_ms
        self._give(session, span, now_ms)
        if sum(session.given.values()) < COUNTS_MS:
            return
        told, number = self.limits.told, session.number
        if not session.counted:
            self.limits.count("of", session.routine["title"], told, now_ms, number)
        for place, ms in session.given.items():
            if ms and place not in session.counted:
                session.counted.add(place)
                self.limits.count("at", place, told, now_ms, number)

    def _give(self, session: Lived, span: Span, now_ms: int) -> None:
        step = session.routine["steps"][span.step]
        ms = now_ms - span.begun_ms
        place = place_of(step)
        session.given[place] = session.given.get(place, 0) + ms
        if ms >= SURELY_MS:
            session.pressed.add(span.step)
        late_ms = STALL_MS if self._slept_ms > span.begun_ms else 0
        must(ms <= most_ms(step, span.screen) + late_ms, "held too long", ms, step)

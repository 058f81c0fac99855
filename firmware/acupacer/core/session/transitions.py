"""What every event does to a session, from its first prompt to its end.

* Pressure starts only by START on the device, by way of get_ready: at a prompt, after a
  pause, after a power loss, and after a stall of the device (it slept, nothing was felt).
* A phase ends when its time is over, or by NEXT long; what follows is the plan's. An open
  hold is done as asked once it has lasted so long: NEXT long ends it, or its longest time.
* A pause keeps what is left to the millisecond. With less than 1 s of a repetition left
  it has ended; if a prompt or the end follows, that is where a pause leads.
* A window's clock runs on through its spots; a pause stops both. A spot that leaves less
  than 6 s ends its window.
* A key is meant for what was felt: until the cue of a prompt, of switch_side or of the
  summary has begun, keys do nothing there. START pauses all the same, and what it kept
  from being felt is felt on going on.
* STOP is answered by silence: low in the same step and nothing for at least 1 s; each
  further STOP asks for another second.
* "Too much?" comes only if pressure was given. STOP means yes, as soon as it is asked;
  two more STOPs in the silence of the first say it before it is asked. Every other key
  means no, but for 1.5 s, when it cannot be meant and is not answered at all; 30 s without
  a key: not said.
* The summary leads to "did it help?", by a key or after 30 s: once, if pressure was given,
  not after a "too much?" that was a yes or not answered, and not where nobody was there at
  the end. START: better, NEXT: the same, NEXT long: worse; deaf at first, as "too much?" is.
  30 s without a key, and STOP: not said. "Worse" twice running shows who to see.
* STOP after the end asks "too much?" wherever it was not asked yet: once.
* Left alone for 10 min a prompt or a pause ends the session, and that is felt.

Events are the gestures and what happened meanwhile: RAN_OUT, the time of a phase or of
the silence; UNANSWERED, nobody pressed a key where one was waited for; STALLED, the
device slept; EXCLUDED, the profile forbids what the prompt asks for.
"""

from ..input.gestures import NEXT, NEXT_LONG, START, START_DOWN, START_LONG, STOP
from ..input.transitions import rows
from . import acts, ending, guards, phases

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..input.transitions import Act, Guard, Row, Table

RAN_OUT = "ran_out"
UNANSWERED = "unanswered"
STALLED = "stalled"
EXCLUDED = "excluded"

# Acts that lead to pressure: refused while STOP is stuck, and to a brush of a button.
PRESSING: "tuple[Act, ...]" = (
    acts.in_place,
    acts.resume,
    acts.restart_repetition,
    acts.start_spot,
    acts.ready_now,
)


def _by_any_key(guard: "Guard", act: "Act", state: str) -> "tuple[Row, ...]":
    """A row for each key but STOP: at the end of a session they often mean the same."""
    return tuple([(key, guard, act, state) for key in (START, START_LONG, NEXT, NEXT_LONG)])


_LEFT_BY_ANY_KEY = _by_any_key(guards.is_announced, ending.leave, "over")
# After the end STOP asks "too much?" until it was asked, and time leads home.
_DOUBTED: "tuple[Row, ...]" = (
    (STOP, guards.is_unanswered, ending.doubt_dose, "silence"),
    (STOP, None, ending.go_low, "over"),
    (UNANSWERED, None, ending.do_nothing, "over"),
)
TRANSITIONS: "Table" = {
    "prompt": rows(
        (START, guards.is_announced, acts.in_place, "get_ready"),
        (START_LONG, guards.has_earlier_prompt, acts.previous_prompt, "prompt"),
        (NEXT, None, acts.more_text, "prompt"),
        (NEXT_LONG, guards.has_later_prompt, acts.skip_step, "prompt"),
        (NEXT_LONG, guards.is_announced, acts.skip_step, "done"),
        (STOP, None, ending.end, "silence"),
        (EXCLUDED, None, ending.turn_away, "over"),
        (UNANSWERED, None, ending.give_up, "done"),
    ),
    "get_ready": rows(
        (START_DOWN, None, acts.pause, "paused"),
        (NEXT, guards.has_room_for_mark, acts.where_am_i, "get_ready"),
        (NEXT_LONG, guards.leads_to_spot, acts.end_early, "window"),
        (NEXT_LONG, guards.rest_follows, acts.end_early, "rest"),
        (NEXT_LONG, guards.side_follows, acts.end_early, "switch_side"),
        (NEXT_LONG, guards.prompt_follows, acts.end_early, "prompt"),
        (NEXT_LONG, None, acts.end_early, "done"),
        (STOP, None, ending.end, "silence"),
        (RAN_OUT, guards.leads_to_hold, phases.press, "hold"),
        (RAN_OUT, guards.leads_to_movement, phases.press, "movement"),
        (RAN_OUT, guards.leads_to_window, phases.press, "window"),
        (RAN_OUT, None, phases.press, "spot"),
        (STALLED, None, acts.pause_asleep, "paused"),
    ),
    "hold": rows(
        (START_DOWN, guards.has_ended_before_prompt, acts.pause, "prompt"),
        (START_DOWN, guards.has_ended_the_plan, acts.pause, "done"),
        (START_DOWN, None, acts.pause, "paused"),
        (NEXT, guards.has_room_for_mark, acts.where_am_i, "hold"),
        (NEXT_LONG, guards.rest_follows, acts.end_early, "rest"),
        (NEXT_LONG, guards.side_follows, acts.end_early, "switch_side"),
        (NEXT_LONG, guards.prompt_follows, acts.end_early, "prompt"),
        (NEXT_LONG, None, acts.end_early, "done"),
        (STOP, None, ending.end, "silence"),
        (RAN_OUT, guards.rest_follows, acts.release, "rest"),
        (RAN_OUT, guards.side_follows, acts.release, "switch_side"),
        (RAN_OUT, guards.prompt_follows, acts.release, "prompt"),
        (RAN_OUT, None, acts.release, "done"),
        (STALLED, guards.has_ended_before_prompt, acts.pause_asleep, "prompt"),
        (STALLED, guards.has_ended_the_plan, acts.pause_asleep, "done"),
        (STALLED, None, acts.pause_asleep, "paused"),
    ),
    "movement": rows(
        (START_DOWN, guards.has_ended_before_prompt, acts.pause, "prompt"),
        (START_DOWN, guards.has_ended_the_plan, acts.pause, "done"),
        (START_DOWN, None, acts.pause, "paused"),
        (NEXT, guards.has_room_for_mark, acts.where_am_i, "movement"),
        (NEXT_LONG, guards.side_follows, acts.end_early, "switch_side"),
        (NEXT_LONG, guards.prompt_follows, acts.end_early, "prompt"),
        (NEXT_LONG, None, acts.end_early, "done"),
        (STOP, None, ending.end, "silence"),
        (RAN_OUT, guards.side_follows, acts.release, "switch_side"),
        (RAN_OUT, guards.prompt_follows, acts.release, "prompt"),
        (RAN_OUT, None, acts.release, "done"),
        (STALLED, guards.has_ended_before_prompt, acts.pause_asleep, "prompt"),
        (STALLED, guards.has_ended_the_plan, acts.pause_asleep, "done"),
        (STALLED, None, acts.pause_asleep, "paused"),
    ),
    "rest": rows(
        (START_DOWN, None, acts.pause, "paused"),
        (NEXT, guards.is_sooner, acts.ready_now, "get_ready"),
        (NEXT_LONG, guards.skip_leads_to_rest, acts.skip_repetition, "rest"),
        (NEXT_LONG, guards.skip_leads_to_side, acts.skip_repetition, "switch_side"),
        (NEXT_LONG, guards.skip_leads_to_prompt, acts.skip_repetition, "prompt"),
        (NEXT_LONG, None, acts.skip_repetition, "done"),
        (STOP, None, ending.end, "silence"),
        (RAN_OUT, None, acts.enter_next, "hold"),
        (STALLED, None, acts.pause_asleep, "paused"),
    ),
    "switch_side": rows(
        (START_DOWN, None, acts.pause, "paused"),
        (NEXT, guards.is_sooner, acts.ready_now, "get_ready"),
        (NEXT_LONG, guards.skip_leads_to_rest, acts.skip_repetition, "rest"),
        (NEXT_LONG, guards.skip_leads_to_side, acts.skip_repetition, "switch_side"),
        (NEXT_LONG, guards.skip_leads_to_prompt, acts.skip_repetition, "prompt"),
        (NEXT_LONG, guards.is_announced, acts.skip_repetition, "done"),
        (STOP, None, ending.end, "silence"),
        (RAN_OUT, guards.movement_follows, acts.enter_next, "movement"),
        (RAN_OUT, None, acts.enter_next, "hold"),
        (STALLED, None, acts.pause_asleep, "paused"),
    ),
    "window": rows(
        (START_DOWN, None, acts.pause, "paused"),
        (NEXT, guards.has_room_for_spot, acts.start_spot, "get_ready"),
        (NEXT_LONG, guards.prompt_follows, acts.finish_window, "prompt"),
        (NEXT_LONG, None, acts.finish_window, "done"),
        (STOP, None, ending.end, "silence"),
        (RAN_OUT, guards.prompt_follows, acts.close_window, "prompt"),
        (RAN_OUT, None, acts.close_window, "done"),
        (STALLED, None, acts.pause_asleep, "paused"),
    ),
    "spot": rows(
        (START_DOWN, None, acts.pause, "paused"),
        (NEXT, guards.has_room_for_mark, acts.where_am_i, "spot"),
        (NEXT_LONG, guards.has_window_left, acts.end_early, "window"),
        (NEXT_LONG, guards.prompt_follows, acts.end_early, "prompt"),
        (NEXT_LONG, None, acts.end_early, "done"),
        (STOP, None, ending.end, "silence"),
        (RAN_OUT, guards.has_window_left, acts.end_spot, "window"),
        (RAN_OUT, guards.prompt_follows, acts.end_spot, "prompt"),
        (RAN_OUT, None, acts.end_spot, "done"),
        (STALLED, None, acts.pause_asleep, "paused"),
    ),
    "paused": rows(
        (START, guards.paused_a_rest, acts.resume, "rest"),
        (START, guards.paused_a_switch, acts.resume, "switch_side"),
        (START, None, acts.resume, "get_ready"),
        (START_LONG, guards.can_restart, acts.restart_repetition, "get_ready"),
        (NEXT, guards.has_room_for_mark, acts.where_am_i, "paused"),
        (NEXT_LONG, guards.skip_opens_prompt, acts.skip_paused, "prompt"),
        (NEXT_LONG, guards.skip_ends_plan, acts.skip_paused, "done"),
        (NEXT_LONG, None, acts.skip_paused, "paused"),
        (STOP, None, ending.end, "silence"),
        (UNANSWERED, None, ending.give_up, "done"),
    ),
    "silence": rows(
        (STOP, None, ending.keep_silence, "silence"),
        (RAN_OUT, guards.is_hammered, ending.take_hammered, "done"),
        (RAN_OUT, guards.was_pressed, ending.ask, "too_much"),
        (RAN_OUT, None, ending.do_nothing, "over"),
    ),
    "too_much": rows(
        *_by_any_key(guards.hears, ending.answer_no, "done"),
        (STOP, None, ending.answer_too_much, "done"),
        (UNANSWERED, None, ending.leave_unsaid, "done"),
    ),
    "done": rows(
        *_by_any_key(guards.leads_to_helped, ending.ask_helped, "helped"),
        (UNANSWERED, guards.leads_to_helped, ending.ask_helped, "helped"),
        *_LEFT_BY_ANY_KEY,
        (STOP, guards.is_yes_to_come, ending.put_yes_off, "done"),
        *_DOUBTED,
    ),
    "helped": rows(
        (START, guards.hears, ending.answer_better, "over"),
        (START_LONG, guards.hears, ending.answer_better, "over"),
        (NEXT, guards.hears, ending.answer_same, "over"),
        (NEXT_LONG, guards.hears_first_worse, ending.answer_worse, "over"),
        (NEXT_LONG, guards.hears, ending.answer_worse_again, "advice"),
        *_DOUBTED,
    ),
    "advice": rows(*_LEFT_BY_ANY_KEY, *_DOUBTED),
    "over": rows(
        (STOP, None, ending.go_low, "over"),
    ),
}

"""What every event does to a session, from its first prompt to its end.

* Pressure starts only by START on the device, by way of get_ready: at a prompt, after a
  pause, after a power loss, and after a stall of the device (it slept, nothing was felt).
* A phase ends when its time is over, or by NEXT long; what follows is the plan's.
* A pause keeps what is left to the millisecond. With less than 1 s of a repetition left
  it has ended; if a prompt or the end follows, that is where a pause leads.
* A window's clock runs on through its spots; a pause stops both. A spot that leaves less
  than 6 s ends its window.
* STOP is answered by silence: low in the same step and nothing for at least 1 s; each
  further STOP asks for another second.
* "Too much?" comes only if pressure was given. It is deaf for 1.5 s, again on each STOP,
  so a mashed STOP is not taken for a yes. STOP means yes, every other key no; 30 s
  without a key: not said.
* The summary goes home by itself; STOP there asks the question, once.
* Left alone for 10 min a prompt or a pause ends the session.

Events are the gestures and what happened meanwhile: RAN_OUT, the time of a phase or of
the silence; UNANSWERED, nobody pressed a key where one was waited for; STALLED, the
device slept; EXCLUDED, the profile forbids what the prompt asks for.
"""

from ..input.gestures import NEXT, NEXT_LONG, START, START_DOWN, START_LONG, STOP
from ..input.transitions import rows
from .acts import (
    close_window,
    end_early,
    end_spot,
    enter_next,
    finish_window,
    in_place,
    more_text,
    pause,
    pause_asleep,
    press,
    previous_prompt,
    ready_now,
    release,
    restart_repetition,
    resume,
    skip_paused,
    skip_repetition,
    skip_step,
    start_spot,
    where_am_i,
)
from .ending import (
    answer_no,
    answer_too_much,
    ask,
    do_nothing,
    doubt_dose,
    end,
    give_up,
    go_low,
    keep_silence,
    leave,
    leave_unsaid,
    stay_deaf,
    turn_away,
)
from .guards import (
    can_restart,
    has_earlier_prompt,
    has_ended_before_prompt,
    has_ended_the_plan,
    has_later_prompt,
    has_room_for_mark,
    has_room_for_spot,
    has_window_left,
    hears,
    is_sooner,
    is_unanswered,
    leads_to_hold,
    leads_to_movement,
    leads_to_spot,
    leads_to_window,
    movement_follows,
    paused_a_rest,
    paused_a_switch,
    prompt_follows,
    rest_follows,
    side_follows,
    skip_ends_plan,
    skip_leads_to_prompt,
    skip_leads_to_rest,
    skip_leads_to_side,
    skip_opens_prompt,
    was_pressed,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..input.transitions import Act, Table

RAN_OUT = "ran_out"
UNANSWERED = "unanswered"
STALLED = "stalled"
EXCLUDED = "excluded"

# Acts that lead to pressure: refused while STOP is stuck, and to a brush of a button.
PRESSING: "tuple[Act, ...]" = (in_place, resume, restart_repetition, start_spot, ready_now)

TRANSITIONS: "Table" = {
    "prompt": rows(
        (START, None, in_place, "get_ready"),
        (START_LONG, has_earlier_prompt, previous_prompt, "prompt"),
        (NEXT, None, more_text, "prompt"),
        (NEXT_LONG, has_later_prompt, skip_step, "prompt"),
        (NEXT_LONG, None, skip_step, "done"),
        (STOP, None, end, "silence"),
        (EXCLUDED, None, turn_away, "over"),
        (UNANSWERED, None, give_up, "done"),
    ),
    "get_ready": rows(
        (START_DOWN, None, pause, "paused"),
        (NEXT, has_room_for_mark, where_am_i, "get_ready"),
        (NEXT_LONG, leads_to_spot, end_early, "window"),
        (NEXT_LONG, rest_follows, end_early, "rest"),
        (NEXT_LONG, side_follows, end_early, "switch_side"),
        (NEXT_LONG, prompt_follows, end_early, "prompt"),
        (NEXT_LONG, None, end_early, "done"),
        (STOP, None, end, "silence"),
        (RAN_OUT, leads_to_hold, press, "hold"),
        (RAN_OUT, leads_to_movement, press, "movement"),
        (RAN_OUT, leads_to_window, press, "window"),
        (RAN_OUT, None, press, "spot"),
        (STALLED, None, pause_asleep, "paused"),
    ),
    "hold": rows(
        (START_DOWN, has_ended_before_prompt, pause, "prompt"),
        (START_DOWN, has_ended_the_plan, pause, "done"),
        (START_DOWN, None, pause, "paused"),
        (NEXT, has_room_for_mark, where_am_i, "hold"),
        (NEXT_LONG, rest_follows, end_early, "rest"),
        (NEXT_LONG, side_follows, end_early, "switch_side"),
        (NEXT_LONG, prompt_follows, end_early, "prompt"),
        (NEXT_LONG, None, end_early, "done"),
        (STOP, None, end, "silence"),
        (RAN_OUT, rest_follows, release, "rest"),
        (RAN_OUT, side_follows, release, "switch_side"),
        (RAN_OUT, prompt_follows, release, "prompt"),
        (RAN_OUT, None, release, "done"),
        (STALLED, has_ended_before_prompt, pause_asleep, "prompt"),
        (STALLED, has_ended_the_plan, pause_asleep, "done"),
        (STALLED, None, pause_asleep, "paused"),
    ),
    "movement": rows(
        (START_DOWN, has_ended_before_prompt, pause, "prompt"),
        (START_DOWN, has_ended_the_plan, pause, "done"),
        (START_DOWN, None, pause, "paused"),
        (NEXT, has_room_for_mark, where_am_i, "movement"),
        (NEXT_LONG, side_follows, end_early, "switch_side"),
        (NEXT_LONG, prompt_follows, end_early, "prompt"),
        (NEXT_LONG, None, end_early, "done"),
        (STOP, None, end, "silence"),
        (RAN_OUT, side_follows, release, "switch_side"),
        (RAN_OUT, prompt_follows, release, "prompt"),
        (RAN_OUT, None, release, "done"),
        (STALLED, has_ended_before_prompt, pause_asleep, "prompt"),
        (STALLED, has_ended_the_plan, pause_asleep, "done"),
        (STALLED, None, pause_asleep, "paused"),
    ),
    "rest": rows(
        (START_DOWN, None, pause, "paused"),
        (NEXT, is_sooner, ready_now, "get_ready"),
        (NEXT_LONG, skip_leads_to_rest, skip_repetition, "rest"),
        (NEXT_LONG, skip_leads_to_side, skip_repetition, "switch_side"),
        (NEXT_LONG, skip_leads_to_prompt, skip_repetition, "prompt"),
        (NEXT_LONG, None, skip_repetition, "done"),
        (STOP, None, end, "silence"),
        (RAN_OUT, None, enter_next, "hold"),
        (STALLED, None, pause_asleep, "paused"),
    ),
    "switch_side": rows(
        (START_DOWN, None, pause, "paused"),
        (NEXT, is_sooner, ready_now, "get_ready"),
        (NEXT_LONG, skip_leads_to_rest, skip_repetition, "rest"),
        (NEXT_LONG, skip_leads_to_prompt, skip_repetition, "prompt"),
        (NEXT_LONG, None, skip_repetition, "done"),
        (STOP, None, end, "silence"),
        (RAN_OUT, movement_follows, enter_next, "movement"),
        (RAN_OUT, None, enter_next, "hold"),
        (STALLED, None, pause_asleep, "paused"),
    ),
    "window": rows(
        (START_DOWN, None, pause, "paused"),
        (NEXT, has_room_for_spot, start_spot, "get_ready"),
        (NEXT_LONG, prompt_follows, finish_window, "prompt"),
        (NEXT_LONG, None, finish_window, "done"),
        (STOP, None, end, "silence"),
        (RAN_OUT, prompt_follows, close_window, "prompt"),
        (RAN_OUT, None, close_window, "done"),
        (STALLED, None, pause_asleep, "paused"),
    ),
    "spot": rows(
        (START_DOWN, None, pause, "paused"),
        (NEXT, has_room_for_mark, where_am_i, "spot"),
        (NEXT_LONG, has_window_left, end_early, "window"),
        (NEXT_LONG, prompt_follows, end_early, "prompt"),
        (NEXT_LONG, None, end_early, "done"),
        (STOP, None, end, "silence"),
        (RAN_OUT, has_window_left, end_spot, "window"),
        (RAN_OUT, prompt_follows, end_spot, "prompt"),
        (RAN_OUT, None, end_spot, "done"),
        (STALLED, None, pause_asleep, "paused"),
    ),
    "paused": rows(
        (START, paused_a_rest, resume, "rest"),
        (START, paused_a_switch, resume, "switch_side"),
        (START, None, resume, "get_ready"),
        (START_LONG, can_restart, restart_repetition, "get_ready"),
        (NEXT, has_room_for_mark, where_am_i, "paused"),
        (NEXT_LONG, skip_opens_prompt, skip_paused, "prompt"),
        (NEXT_LONG, skip_ends_plan, skip_paused, "done"),
        (NEXT_LONG, None, skip_paused, "paused"),
        (STOP, None, end, "silence"),
        (UNANSWERED, None, give_up, "done"),
    ),
    "silence": rows(
        (STOP, None, keep_silence, "silence"),
        (RAN_OUT, was_pressed, ask, "too_much"),
        (RAN_OUT, None, do_nothing, "over"),
    ),
    "too_much": rows(
        (START, hears, answer_no, "done"),
        (START, None, do_nothing, "too_much"),
        (START_LONG, hears, answer_no, "done"),
        (START_LONG, None, do_nothing, "too_much"),
        (NEXT, hears, answer_no, "done"),
        (NEXT, None, do_nothing, "too_much"),
        (NEXT_LONG, hears, answer_no, "done"),
        (NEXT_LONG, None, do_nothing, "too_much"),
        (STOP, hears, answer_too_much, "done"),
        (STOP, None, stay_deaf, "too_much"),
        (UNANSWERED, None, leave_unsaid, "done"),
    ),
    "done": rows(
        (START, None, leave, "over"),
        (START_LONG, None, leave, "over"),
        (NEXT, None, leave, "over"),
        (NEXT_LONG, None, leave, "over"),
        (STOP, is_unanswered, doubt_dose, "silence"),
        (STOP, None, go_low, "over"),
        (UNANSWERED, None, do_nothing, "over"),
    ),
    "over": rows(
        (STOP, None, go_low, "over"),
    ),
}

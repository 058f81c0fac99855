"""What every event does in every state outside a session: the rules, then one table.

* STOP acts in every state, and outputs go low in the same step.
* Power-up asks in this order: STOP check (the first one with the choice of the language),
  profile, a look over the answers, red flags, power-loss offer, home. The STOP check is there
  as soon as the settings are read, the rest when all is. What is not answered is asked again
  before any session; nothing is skipped by time. In ``starting`` the rows of GO_ON are that
  order: whatever is over leads there, to find what is due.
* A yes goes on record at once, a no once the answers were looked over. What a host answers
  meanwhile is not asked any more.
* Home opens on the routine used last or, while that may not be opened, leads with the next
  that may, and calls: what START START begins is never another one unfelt. What may object to
  opening a routine, and in which order, says ``opening_checks``; its answer follows at once
  as an event of its own.
* Pages have an end: NEXT on the last one is rejected. What is to be accepted is, on its last
  page, once, and again when it changes; a routine shows only what was not accepted with
  another. Without a panel to read it on nothing is accepted.
* A refusal for an answer leads to the questions by NEXT.
* While a routine is being read, home stays; any key means something newer.
* A session that a power loss has cut is offered for two minutes.
* A stuck button is named until it is let go; then what is due goes on.
* "Too much?" that nobody answered is asked again before its place is pressed.
* A new day gives sessions back, so START, which a habit presses, does not say it: only
  START held down does.
* An upload is shown on home only; whatever else is on the screen stays there. Any key
  leaves it, until more of it comes.
* New routines end what was begun with the old ones, unless that is word for word the same.
* With the panel dark no key does what it says here: a press only lights the panel, felt as
  one short pulse, or as a question where home has to lead with another routine. STOP puts the
  outputs low, and is not felt.

See ``input.transitions`` for how a row is read. Events are gestures and ``happenings``.
While a session is under way its own table answers; the menu waits at home.
"""

from ..input.gestures import NEXT, NEXT_LONG, START, START_LONG, STOP
from ..input.transitions import rows
from .extra_acts import (
    ask_profile_again,
    begin_quiz,
    begin_trainer,
    change_setting,
    confirm_power_off,
    is_cue_named,
    is_cue_unnamed,
    is_lesson,
    is_name_shown,
    is_on_about,
    is_on_help,
    is_on_power_off,
    is_on_profile,
    is_on_settings,
    is_on_trainer,
    may_change_setting,
    name_cue,
    next_lesson,
    next_name,
    next_setting,
    open_help,
    open_settings,
    play_next_cue,
    previous_lesson,
    previous_name,
    previous_setting,
    replay_cue,
    to_the_names,
)
from .happenings import (
    ASKED_FOR,
    CAUTIONED,
    CONFIGURED,
    FAILED,
    FREED,
    GO_ON,
    LOADED,
    NEW_DAY,
    PULSE_CAPPED,
    READY,
    RECEIVED,
    RECEIVING,
    REFUSED,
    ROUTINES_REPLACED,
    SETTINGS_READ,
    STUCK,
    UNANSWERED,
    UNASKED,
    UNSAID,
)
from .home_acts import (
    accept_cautions,
    answer_no_and_open,
    answer_yes_and_open,
    arrive_home,
    ask_new_day,
    begin_session,
    first_entry,
    give_up_opening,
    go_home,
    is_new_day_asked,
    is_on_routine,
    is_opened_routine_gone,
    is_profile_asked,
    is_refused_by_answer,
    is_too_much_asked,
    next_entry,
    open_asked_for,
    open_entry,
    previous_entry,
    show_capped,
    show_cautions,
    show_objection,
)
from .power_up_acts import (
    accept_red_flags,
    answer_last_no,
    answer_last_yes,
    answer_no,
    answer_yes,
    are_red_flags_due,
    ask,
    ask_profile,
    can_lost_go_on,
    confirm_answers,
    cut,
    decline_offer,
    doubt_stop,
    give_up_offer,
    go_back,
    has_another_question,
    has_earlier_question,
    has_more_pages,
    is_all_shown,
    is_language_open,
    is_lost_routine_gone,
    is_profile_due,
    is_review_due,
    is_still_loading,
    is_stop_check_due,
    look_what_is_due,
    may_accept,
    next_language,
    next_page,
    offer_to_go_on,
    pass_stop_check,
    previous_page,
    show_red_flags,
    stay,
    take_offer,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..input.transitions import Table

_IS_STUCK = (STUCK, None, ask, "stuck")

TRANSITIONS: "Table" = {
    # --- power-up -----------------------------------------------------------------------
    "starting": rows(
        (STOP, None, cut, "starting"),
        (SETTINGS_READ, None, ask, "stop_check"),
        (LOADED, None, look_what_is_due, "starting"),
        (GO_ON, is_stop_check_due, ask, "stop_check"),
        (GO_ON, is_still_loading, stay, "starting"),
        (GO_ON, is_profile_due, ask_profile, "question"),
        (GO_ON, is_review_due, ask, "review"),
        (GO_ON, are_red_flags_due, show_red_flags, "red_flags"),
        (GO_ON, can_lost_go_on, offer_to_go_on, "power_loss_offer"),
        (GO_ON, None, arrive_home, "home"),
        _IS_STUCK,
    ),
    "stop_check": rows(
        (START, None, doubt_stop, "stop_check"),
        (NEXT, is_language_open, next_language, "stop_check"),
        (NEXT, None, doubt_stop, "stop_check"),
        (STOP, None, pass_stop_check, "starting"),
        _IS_STUCK,
    ),
    "question": rows(
        (START, has_another_question, answer_yes, "question"),
        (START, is_profile_asked, answer_last_yes, "starting"),
        (START, is_too_much_asked, answer_yes_and_open, "home"),
        (START_LONG, is_new_day_asked, answer_yes_and_open, "home"),
        (NEXT, has_another_question, answer_no, "question"),
        (NEXT, is_profile_asked, answer_last_no, "starting"),
        (NEXT, None, answer_no_and_open, "home"),
        (NEXT_LONG, has_earlier_question, go_back, "question"),
        (STOP, None, go_home, "home"),
        (CONFIGURED, is_profile_asked, look_what_is_due, "starting"),
        _IS_STUCK,
    ),
    "review": rows(
        (START, is_all_shown, confirm_answers, "starting"),
        (NEXT, None, ask_profile_again, "question"),
        (STOP, None, go_home, "home"),
        (CONFIGURED, None, look_what_is_due, "starting"),
        _IS_STUCK,
    ),
    "red_flags": rows(
        (START, may_accept, accept_red_flags, "starting"),
        (NEXT, has_more_pages, next_page, "red_flags"),
        (STOP, None, go_home, "home"),
        (CONFIGURED, None, show_red_flags, "red_flags"),
        _IS_STUCK,
    ),
    "power_loss_offer": rows(
        (START, can_lost_go_on, take_offer, "home"),
        (START, None, decline_offer, "starting"),
        (NEXT, None, decline_offer, "starting"),
        (NEXT_LONG, None, decline_offer, "starting"),
        (STOP, None, give_up_offer, "starting"),
        (UNANSWERED, None, decline_offer, "starting"),
        (ROUTINES_REPLACED, is_lost_routine_gone, decline_offer, "starting"),
        _IS_STUCK,
    ),
    # --- home, and from there into a session --------------------------------------------
    "home": rows(
        (START, is_on_routine, open_entry, "home"),
        (START, is_on_trainer, begin_trainer, "trainer"),
        (START, is_on_settings, open_settings, "settings"),
        (START, is_on_help, open_help, "help"),
        (START, is_on_about, stay, "about"),
        (START, is_on_power_off, stay, "power_off"),
        (NEXT, None, next_entry, "home"),
        (NEXT_LONG, None, previous_entry, "home"),
        (STOP, None, first_entry, "home"),
        (ASKED_FOR, None, open_asked_for, "home"),
        (FAILED, None, show_objection, "error"),
        (PULSE_CAPPED, None, show_capped, "error"),
        (REFUSED, None, ask, "refused"),
        (UNASKED, None, look_what_is_due, "starting"),
        (NEW_DAY, None, ask_new_day, "question"),
        (UNSAID, None, ask, "question"),
        (CAUTIONED, None, show_cautions, "cautions"),
        (READY, None, begin_session, "home"),
        (RECEIVING, None, stay, "receiving"),
        (SETTINGS_READ, None, ask, "stop_check"),
        _IS_STUCK,
    ),
    "cautions": rows(
        (START, may_accept, accept_cautions, "home"),
        (NEXT, has_more_pages, next_page, "cautions"),
        (STOP, None, give_up_opening, "home"),
        (CONFIGURED, None, show_cautions, "cautions"),
        (ROUTINES_REPLACED, is_opened_routine_gone, stay, "home"),
        _IS_STUCK,
    ),
    "refused": rows(
        (START, None, give_up_opening, "home"),
        (NEXT, is_refused_by_answer, ask_profile_again, "question"),
        (NEXT, None, give_up_opening, "home"),
        (STOP, None, give_up_opening, "home"),
        (ASKED_FOR, None, open_asked_for, "home"),
        _IS_STUCK,
    ),
    # --- what home has besides routines -------------------------------------------------
    "settings": rows(
        (START, may_change_setting, change_setting, "settings"),
        (START, is_on_profile, ask_profile_again, "question"),
        (NEXT, None, next_setting, "settings"),
        (NEXT_LONG, None, previous_setting, "settings"),
        (STOP, None, go_home, "home"),
        _IS_STUCK,
    ),
    "trainer": rows(
        (START, is_lesson, begin_quiz, "trainer"),
        (START, is_name_shown, name_cue, "trainer"),
        (START, is_cue_named, play_next_cue, "trainer"),
        (START, None, to_the_names, "trainer"),
        (START_LONG, None, replay_cue, "trainer"),
        (NEXT, is_lesson, next_lesson, "trainer"),
        (NEXT, is_cue_unnamed, next_name, "trainer"),
        (NEXT, None, play_next_cue, "trainer"),
        (NEXT_LONG, is_lesson, previous_lesson, "trainer"),
        (NEXT_LONG, is_cue_unnamed, previous_name, "trainer"),
        (NEXT_LONG, None, play_next_cue, "trainer"),
        (STOP, None, go_home, "home"),
        _IS_STUCK,
    ),
    "help": rows(
        (START, None, go_home, "home"),
        (NEXT, None, next_page, "help"),
        (NEXT_LONG, None, previous_page, "help"),
        (STOP, None, go_home, "home"),
        _IS_STUCK,
    ),
    "about": rows(
        (START, None, go_home, "home"),
        (NEXT, None, go_home, "home"),
        (STOP, None, go_home, "home"),
        _IS_STUCK,
    ),
    "power_off": rows(
        (START, None, confirm_power_off, "power_off"),
        (NEXT, None, go_home, "home"),
        (STOP, None, go_home, "home"),
        _IS_STUCK,
    ),
    # --- whatever came in between -------------------------------------------------------
    "receiving": rows(
        (START, None, go_home, "home"),
        (NEXT, None, go_home, "home"),
        (STOP, None, go_home, "home"),
        (RECEIVING, None, stay, "receiving"),
        (RECEIVED, None, stay, "home"),
        (REFUSED, None, ask, "refused"),
        (CAUTIONED, None, show_cautions, "cautions"),
        (READY, None, begin_session, "home"),
        _IS_STUCK,
    ),
    "error": rows(
        (START, None, go_home, "home"),
        (NEXT, None, go_home, "home"),
        (STOP, None, go_home, "home"),
        _IS_STUCK,
    ),
    "stuck": rows(
        (START, None, go_home, "home"),
        (NEXT, None, go_home, "home"),
        (STOP, None, go_home, "home"),
        (FREED, None, look_what_is_due, "starting"),
        (REFUSED, None, ask, "refused"),
        (SETTINGS_READ, None, ask, "stop_check"),
        _IS_STUCK,
    ),
}

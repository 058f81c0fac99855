"""The menu on its own: what it asks, in which order, and what it lets pass."""

import pytest
from acupacer.core.input.gestures import NEXT, NEXT_LONG, START, START_LONG, STOP
from acupacer.core.languages import CODES
from acupacer.core.menu.lists import SETTING_ITEMS
from acupacer.core.menu.power_up_acts import OFFER_MS
from acupacer.core.menu.questions import red_flags_hash
from acupacer.core.menu.transitions import TRANSITIONS
from acupacer.core.routine.safety import FLAGS
from gestures_data import ROUTINES
from menu_room import NOON, MenuRoom

ANOTHER = ROUTINES.replace(b'"title":"Hold"', b'"title":"Held"')


@pytest.fixture
def room():
    return MenuRoom()


@pytest.fixture
def home():
    return MenuRoom().at_home()


def lost(room):
    """A room that is about to offer its first routine's cut session."""
    room.lose_session(room.contents.entries[0])
    room.power_up()
    return room


# --- power-up -----------------------------------------------------------------------------


def test_power_up_asks_for_stop_profile_and_red_flags_in_this_order(room):
    assert room.menu.state == "starting"
    assert not room.press(START)
    room.menu.settings_read(False, 0)
    assert (room.menu.state, room.cues()) == ("stop_check", ["ask"])
    room.press(STOP)
    assert room.menu.state == "starting"  # not all is read
    room.load()
    for number, flag in enumerate(FLAGS):
        view = room.menu.view()
        assert (view.question, view.index) == (flag, number + 1)
        assert (room.menu.state, room.cues()) == ("question", ["ask"])
        room.press(START if flag == "osteoporosis" else NEXT)
    assert room.noted() == [("profile", "osteoporosis", True)]
    assert (room.menu.state, room.cues()) == ("review", ["ask"])
    assert room.menu.view().yes == ["osteoporosis"]
    room.press(START)
    assert room.noted() == [
        ("profile", flag, False) for flag in FLAGS if flag != "osteoporosis"
    ]
    assert (room.menu.state, room.cues(), len(room.here.pages)) == ("red_flags", ["ask"], 2)
    assert room.accept()
    assert room.noted() == [("accepted", "red_flags", red_flags_hash())]
    assert (room.menu.state, room.cues()) == ("home", [])


def test_who_answers_faster_than_a_cue_lasts_is_not_called_at_home(room):
    asked(room)
    for key in (*[NEXT] * 6, START, NEXT, START):
        room.player.step(room.clock.now_ms, [])
        room.wait(220)
        room.press(key)
    assert room.menu.state == "home"
    felt_until_ms = room.clock.now_ms + room.player.length_ms("ask")  # what began is felt
    while not room.player.is_idle:
        room.clock.now_ms = room.player.next_ms
        room.player.step(room.clock.now_ms, [])
    assert room.clock.now_ms <= felt_until_ms


def test_the_stop_check_waits_for_stop_however_soon_all_is_read(room):
    room.menu.settings_read(False, 0)
    room.load()
    room.press(NEXT)
    assert room.menu.view().doubt
    room.wait(600_000)
    assert room.menu.state == "stop_check"
    room.press(STOP)
    assert room.menu.state == "question"


def test_what_is_left_unanswered_is_asked_before_a_session(room):
    room.menu.settings_read(False, 0)
    room.load()
    room.press(STOP, NEXT, STOP)
    assert room.menu.state == "home"
    assert room.menu.open(room.contents.entries[0], 0) == "refused_unanswered"
    assert (room.menu.state, room.here.questions.asked) == ("question", FLAGS[1:])


def test_next_long_goes_back_to_the_question_before(room):
    room.menu.settings_read(False, 0)
    room.load()
    room.press(STOP)
    assert not room.press(NEXT_LONG)
    room.press(START, NEXT_LONG, NEXT)
    assert room.noted() == [("profile", FLAGS[0], True)]
    room.press(*[NEXT] * 5, START)
    assert room.noted() == [("profile", flag, False) for flag in FLAGS]


def asked(room, *keys):
    """At the first question, and then these keys."""
    room.menu.settings_read(False, 0)
    room.load()
    room.press(STOP, *keys)
    room.forget()
    return room


def test_a_slip_at_a_question_is_seen_and_undone_on_the_review(room):
    asked(room, START, *[NEXT] * 5)
    assert (room.menu.state, room.menu.view().yes) == ("review", ["pregnancy"])
    room.press(NEXT)
    assert (room.menu.state, room.here.questions.asked) == ("question", FLAGS)
    room.press(*[NEXT] * 6)
    assert room.menu.view().yes == []
    room.press(START)
    assert room.noted() == [("profile", flag, False) for flag in FLAGS]
    assert room.menu.state == "red_flags"


def test_a_no_counts_once_looked_over_and_a_yes_at_once(room):
    asked(room, START, *[NEXT] * 5)
    profile = room.progress.profile
    assert profile.flags() == ("pregnancy",)
    assert [profile.answer_to(flag) for flag in FLAGS[1:]] == [None] * 5
    room.is_all_shown = False  # nobody can look them over
    assert not room.press(START)
    assert profile.answer_to(FLAGS[1]) is None
    room.press(STOP)
    assert room.menu.open(room.contents.entries[0], 0) == "refused_unanswered"
    assert room.menu.state == "review"


def test_answers_cut_off_by_lost_power_are_asked_again(room):
    asked(room, START, NEXT, NEXT)
    after = MenuRoom()
    for flag in room.progress.profile.flags():
        after.recorder.note("profile", [flag, True])
    asked(after)
    assert after.here.questions.asked == FLAGS[1:]
    after.press(*[NEXT] * 5)
    assert after.menu.view().yes == ["pregnancy"]


def test_answers_left_on_their_review_are_looked_over_before_a_session(home):
    home.here.state = "settings"
    home.here.settings.move(-1)
    home.press(START, *[NEXT] * 6, STOP)
    assert home.menu.state == "home"
    assert home.menu.open(home.contents.entries[0], 0) == "refused_unanswered"
    assert home.menu.state == "review"


# --- what a host answers meanwhile --------------------------------------------------------


def answer_by_host(room, flags):
    for flag in flags:
        room.recorder.note("profile", [flag, False])
    room.menu.configured(room.clock.now_ms)


def test_answers_from_a_host_count_at_once(room):
    answer_by_host(asked(room), FLAGS)
    assert (room.menu.state, room.cues()) == ("red_flags", ["ask"])


def test_what_a_host_did_not_answer_is_still_asked(room):
    answer_by_host(asked(room, NEXT, NEXT), FLAGS[1:4])
    assert (room.menu.state, room.here.questions.asked) == ("question", FLAGS[4:])
    room.press(NEXT, NEXT)
    assert room.menu.state == "review"


def test_a_hosts_answer_is_newer_than_one_not_looked_over(room):
    asked(room, *[NEXT] * 6)
    room.recorder.note("profile", ["pregnancy", True])
    room.menu.configured(0)
    assert (room.menu.state, room.menu.view().yes) == ("review", ["pregnancy"])
    room.press(START)
    assert room.progress.profile.flags() == ("pregnancy",)


def test_a_host_that_changes_settings_has_pages_begin_anew(room):
    room.recorder.noted.clear()
    answer_by_host(asked(room), FLAGS)
    room.press(NEXT)
    room.preferences.change({"large": True})
    room.menu.configured(0)
    assert (room.menu.state, room.here.page, len(room.here.pages)) == ("red_flags", 0, 2)


# --- language -----------------------------------------------------------------------------


def test_the_first_power_up_offers_each_language_in_its_own_words(room):
    room.menu.settings_read(True, 0)
    room.painter.show(room.menu.view())
    assert room.painter.lines()[:2] == ["English", "Press STOP once"]
    assert "NEXT: Deutsch" in room.painter.lines()
    room.press(NEXT)
    room.painter.show(room.menu.view())
    assert room.painter.lines()[:2] == ["Deutsch", "Bitte STOP drücken"]
    room.press(STOP)
    assert room.saved[-1]["language"] == "de"
    assert room.here.questions.is_stop_checked


def test_a_language_is_chosen_by_stop_alone_and_offered_once(room):
    room.menu.settings_read(True, 0)
    room.press(START)
    assert room.menu.view().doubt
    room.press(*[NEXT] * len(CODES))  # round and round
    assert not room.menu.view().doubt
    room.saved.clear()
    room.press(STOP)
    assert [values["language"] for values in room.saved] == ["en"]
    again = MenuRoom()
    again.menu.settings_read(False, 0)
    again.press(NEXT)
    assert (again.menu.view().doubt, again.saved) == (True, [])


# --- what was accepted --------------------------------------------------------------------


@pytest.mark.parametrize("routine", ["", "hold"])
def test_red_flags_of_the_first_version_stand_if_a_routines_cautions_do(room, routine):
    room.answer_all()
    room.recorder.note("accepted", ["red_flags", "1-3"])
    if routine:
        room.recorder.note("accepted", [routine, "whatever it was"])
    asked(room)
    assert room.menu.state == ("home" if routine else "red_flags")


@pytest.mark.parametrize("state", TRANSITIONS)
def test_stop_puts_outputs_low_at_once_on_every_screen(home, state):
    home.here.state = state
    home.here.questions.ask_profile_again()
    home.player.play("session_done", 0)
    effects = []
    home.player.step(0, effects)
    assert home.player.is_on
    assert home.press(STOP)
    home.player.step(0, effects)
    assert not home.player.is_on


# --- opening a routine ----------------------------------------------------------------------


def test_start_at_home_checks_in_this_order(home):
    entry = home.contents.entries[0]
    home.set_clock()
    home.finish_session(entry)
    home.recorder.note("profile", ["pregnancy", True])
    home.recorder.note("accepted", ["red_flags", "of an older edition"])
    home.contents.has_failed = home.is_stop_stuck = True
    home.forget()

    def shown():
        home.press(START)
        view = home.menu.view().as_dict()
        return home.menu.state, view.get("error") or view.get("reason", "")

    assert shown() == ("error", "error_history")
    home.contents.has_failed = False
    home.press(STOP)
    assert shown() == ("refused", "refused_stuck_stop")
    home.is_stop_stuck = False
    home.press(STOP)
    assert shown() == ("red_flags", "")
    home.accept()
    assert shown() == ("refused", "refused_excluded")
    view = home.menu.view()
    assert (view.step, view.place, view.flag) == (1, "LI4", "pregnancy")
    home.recorder.note("profile", ["pregnancy", False])
    home.press(STOP)
    assert shown() == ("refused", "refused_gap")
    assert home.menu.view().wait_min == 30
    home.set_clock(NOON + 1800)
    home.clock.now_ms += 1_800_000
    home.press(STOP)
    assert shown() == ("home", "")
    home.read()
    assert (home.menu.state, home.cues()[-1]) == ("cautions", "ask")
    assert home.accept()
    home.read()
    assert home.sessions == [("hold", entry.digest)]
    assert home.menu.state == "home"


@pytest.mark.parametrize("state", ["red_flags", "cautions"])
def test_nothing_is_accepted_before_the_last_page_or_without_a_panel(home, state):
    if state == "red_flags":
        home.recorder.note("accepted", ["red_flags", "of an older edition"])
    home.press(NEXT, START)
    home.read()
    home.forget()
    assert home.menu.state == state
    assert not home.press(START)
    home.to_last_page()
    assert not home.press(NEXT)  # it stays: what was shown need not be shown again
    home.is_all_shown = False
    assert not home.press(START)
    assert (home.menu.state, home.noted()) == (state, [])
    home.is_all_shown = True
    assert home.press(START)
    assert home.noted()[0][0] == "accepted"


@pytest.mark.parametrize("is_new", [True, False])
def test_without_a_clock_a_new_day_is_asked_for_once(home, is_new):
    for _ in range(5):
        home.finish_session(home.contents.entries[0])
    home.clock.now_ms += 1_800_000
    home.forget()
    home.press(START)
    assert (home.menu.state, home.menu.view().question) == ("question", "new_day")
    assert not home.press(START)  # what a habit presses does not give sessions back
    assert home.noted() == []
    home.press(START_LONG if is_new else NEXT)
    assert home.noted() == ([("new_day",)] if is_new else [])
    home.read()
    assert home.menu.state == ("cautions" if is_new else "refused")


def test_a_newer_key_wins_over_a_routine_that_is_being_read(home):
    home.press(START, NEXT)
    home.read()
    assert (home.menu.state, home.here.home.index) == ("home", 1)


def test_of_two_routines_asked_for_the_later_one_is_opened(home):
    first, second = home.contents.entries[:2]
    assert home.menu.open(first, 0) == ""
    assert home.menu.open(second, 0) == ""
    home.read()
    assert (home.menu.state, home.here.opener.title()) == ("cautions", "Gun")


def test_a_stuck_button_is_shown_instead_of_a_routine_that_is_being_read(home):
    home.press(START)
    home.menu.stuck(2, 0)
    home.read()
    assert (home.menu.state, home.menu.view().button) == ("stuck", "NEXT")
    home.menu.freed(0)
    assert home.menu.state == "home"


def test_a_host_opens_from_home_and_from_a_refusal_only(home):
    can = {state: [] for state in TRANSITIONS}
    for state in TRANSITIONS:
        home.here.state = state
        can[state] = home.menu.can_open(0)
    assert [state for state in can if can[state]] == ["home", "refused"]


def test_a_step_that_became_forbidden_is_named(home):
    home.menu.refuse_step("Hold", (2, "hands", "GB21", "acute_injury"), 0)
    assert home.menu.view().as_dict() == {
        "screen": "refused",
        "reason": "refused_acute",
        "title": "Hold",
        "step": 2,
        "place": "GB21",
        "method": "hands",
        "flag": "acute_injury",
        "wait_min": 0,
    }


def test_a_refusal_for_an_answer_leads_to_the_questions(home):
    home.recorder.note("profile", ["pregnancy", True])
    home.press(START)
    home.painter.show(home.menu.view())
    assert "NEXT: answers" in home.painter.lines()
    home.press(NEXT)
    assert (home.menu.state, home.here.questions.asked) == ("question", FLAGS)
    home.press(*[NEXT] * 6, START)
    assert (home.menu.state, home.here.home.index) == ("home", 0)
    home.press(START)
    home.read()
    assert home.menu.state == "cautions"


# --- what home leads with -----------------------------------------------------------------


def test_home_leads_with_the_next_routine_that_may_be_opened_and_calls():
    room = MenuRoom()
    room.set_clock()
    hold, gun, _ = room.contents.entries
    room.finish_session(gun)  # balls have the same place
    room.power_up()
    assert (room.here.home.entry(), room.cues()) == (hold, ["ask"])
    assert room.menu.view().wait_min == 0
    room.press(NEXT)
    assert (room.here.home.entry(), room.menu.view().wait_min) == (gun, 30)
    room.painter.show(room.menu.view())
    assert "again in 30 min" in room.painter.lines()


def test_home_leads_past_what_an_answer_forbids_and_need_not_call_a_newcomer():
    room = MenuRoom()
    room.put_routines(ROUTINES.replace(b'"LI4"', b'"GB30"', 1))
    asked(room, NEXT, START, *[NEXT] * 4, START)
    room.cues()
    room.accept()
    assert (room.here.home.index, room.cues()) == (1, [])


def test_home_stays_where_nothing_may_be_opened():
    room = MenuRoom()
    room.finish_session(room.contents.entries[1])
    room.recorder.note("profile", ["acute_injury", True])
    room.menu.settings_read(False, 0)
    room.here.questions.accept_red_flags()
    for flag in FLAGS[:-1]:
        room.recorder.note("profile", [flag, False])
    room.press(STOP)
    room.forget()
    room.load()
    assert (room.here.home.index, room.cues()) == (1, [])


def test_a_wake_is_felt_and_leads_back_to_the_usual_routine():
    room = MenuRoom()
    room.set_clock()
    room.finish_session(room.contents.entries[0])
    room.power_up()
    assert room.here.home.index == 1
    room.cues()
    room.menu.woken(0)
    assert (room.here.home.index, room.cues()) == (1, ["ask"])
    room.clock.now_ms += 1_800_000
    room.menu.woken(room.clock.now_ms)
    assert (room.here.home.index, room.cues()) == (0, ["woken"])


def test_a_wake_leaves_home_where_the_user_walked_to(home):
    home.finish_session(home.contents.entries[0])
    home.press(NEXT, NEXT)
    home.cues()
    home.menu.woken(0)
    assert (home.here.home.index, home.cues()) == (2, ["woken"])


def test_a_key_that_is_let_go_before_the_settings_are_read_changes_none(room):
    room.menu.stuck(1, 0)
    room.menu.freed(0)
    assert room.menu.state == "stop_check"
    room.press(NEXT, STOP)
    assert (room.preferences.values["language"], room.saved) == ("en", [])


# --- power loss -----------------------------------------------------------------------------


def test_a_cut_session_is_ended_on_record_and_offered(room):
    lost(room)
    assert room.noted() == [("ended", "power_lost", [], [], 0, None)]
    assert (room.menu.state, room.cues()) == ("power_loss_offer", ["ask"])
    view = room.menu.view()
    assert (view.title, view.step, view.repetition) == ("Hold", 1, 2)


def test_a_taken_offer_passes_every_check(room):
    lost(room).press(START)
    room.read()
    assert room.menu.state == "cautions"
    room.accept()
    room.read()
    assert [name for name, _ in room.sessions] == ["hold"]
    assert room.here.power_loss.lost is None


def test_giving_up_on_the_way_ends_the_offer(room):
    lost(room).press(START)
    room.read()
    room.press(STOP)
    assert (room.menu.state, room.here.power_loss.lost) == ("home", None)


def test_an_offer_that_is_refused_is_over(room):
    room.is_stop_stuck = True
    lost(room).press(START)
    assert (room.menu.state, room.here.power_loss.lost) == ("refused", None)


@pytest.mark.parametrize("key", [NEXT, NEXT_LONG, STOP])
def test_any_other_key_declines_the_offer(room, key):
    lost(room).press(key)
    assert (room.menu.state, room.here.power_loss.lost) == ("home", None)


def test_nobody_answers_the_offer_for_two_minutes(room):
    lost(room)
    assert room.menu.next_ms == OFFER_MS == 120_000
    room.wait(OFFER_MS - 1)
    assert room.menu.state == "power_loss_offer"
    room.wait(1)
    assert (room.menu.state, room.menu.next_ms) == ("home", None)


def test_the_offer_does_not_end_behind_another_screen(room):
    lost(room)
    room.menu.stuck(2, 0)
    room.wait(OFFER_MS)
    assert room.menu.state == "stuck"
    room.menu.freed(room.clock.now_ms)
    assert (room.menu.state, room.menu.next_ms) == ("power_loss_offer", 2 * OFFER_MS)


def test_a_clock_that_says_it_is_too_late_ends_the_offer(room):
    room.set_clock(NOON)
    lost(room)
    room.set_clock(NOON + 1800)
    room.press(START)
    assert (room.menu.state, room.orders) == ("home", [])


# --- what comes in between ------------------------------------------------------------------


@pytest.mark.parametrize("text", [ROUTINES, ANOTHER], ids=["the same", "another"])
def test_new_routines_end_cautions_and_offers_of_the_old_ones(text):
    opened, offered = MenuRoom().at_home(), lost(MenuRoom())
    opened.press(START)
    opened.read()
    for room, state in ((opened, "cautions"), (offered, "power_loss_offer")):
        room.put_routines(text)
        room.menu.routines_replaced(0)
        assert room.menu.state == (state if text is ROUTINES else "home")
        assert (room.here.power_loss.lost is None) == (room is opened or text is ANOTHER)


def test_new_routines_end_the_reading_of_an_old_one(home):
    home.press(START)
    home.menu.routines_replaced(0)
    home.read()
    assert home.menu.state == "home"


@pytest.mark.parametrize("state", TRANSITIONS)
def test_an_upload_is_shown_on_home_only(home, state):
    home.here.state = state
    home.menu.receiving(40, 0)
    assert home.menu.state == ("receiving" if state == "home" else state)
    home.menu.receiving(-1, 0)
    assert home.menu.state == ("home" if state in ("home", "receiving") else state)


def test_a_routine_read_during_an_upload_goes_on(home):
    home.press(START)
    home.menu.receiving(40, 0)
    home.read()
    home.menu.receiving(80, 0)
    assert home.menu.state == "cautions"


@pytest.mark.parametrize("state", TRANSITIONS)
def test_a_stuck_button_is_named_on_every_screen_until_it_is_let_go(home, state):
    home.here.state = state
    home.menu.stuck(4, 0)
    assert (home.menu.state, home.menu.view().button) == ("stuck", "STOP")
    assert home.cues() == ["ask"]
    home.menu.freed(0)
    assert home.menu.state == "home"


# --- trainer, settings, power off -----------------------------------------------------------


def test_the_lesson_of_the_trainer_goes_on_and_back_by_one_cue(home):
    home.press(*[NEXT] * len(home.contents.entries), START)
    assert home.menu.state == "trainer"
    for key, index in ((NEXT, 2), (NEXT, 3), (NEXT_LONG, 2), (NEXT_LONG, 1)):
        home.press(key)
        assert (home.menu.view().stage, home.menu.view().index) == ("lesson", index)


def test_a_setting_that_would_leave_nothing_to_feel_is_rejected(home):
    home.press(*[NEXT] * 4, START)
    assert (home.menu.state, home.menu.view().setting) == ("settings", "sound")
    assert home.press(START)
    assert (home.preferences.values["sound"], home.cues()) == (False, ["press"])
    home.press(NEXT)
    assert not home.press(START)
    assert (home.preferences.values["vibration"], home.cues()) == (True, [])


def test_next_walks_through_all_settings_to_the_profile_and_round(home):
    home.press(*[NEXT] * 4, START)
    walked = []
    for _ in range(len(SETTING_ITEMS) + 1):
        view = home.menu.view()
        walked.append((view.setting, view.index))
        home.press(NEXT)
    numbered = [(name, number + 1) for number, name in enumerate(SETTING_ITEMS)]
    assert walked == [*numbered, numbered[0]]


def test_the_profile_is_answered_anew_from_the_settings(home):
    home.press(*[NEXT] * 4, START, NEXT_LONG)
    assert home.menu.view().value == "value_change"
    home.press(START)
    assert (home.menu.state, home.here.questions.asked) == ("question", FLAGS)
    home.press(*[NEXT] * len(FLAGS))
    assert home.menu.state == "review"
    home.press(START)
    assert home.menu.state == "home"


def test_power_off_asks_once_more(home):
    home.press(NEXT_LONG, START)
    assert (home.menu.state, home.menu.view().sure, home.power_offs) == (
        "power_off",
        False,
        0,
    )
    home.press(START)
    assert (home.menu.state, home.menu.view().sure, home.power_offs) == (
        "power_off",
        True,
        1,
    )

"""The interface in English: one "key words" pair per line, "{}" filled in when drawn.

To add a language: copy this file, translate the words after each key, and add its code
to ``words`` and to the language setting. Messages may have 84 characters; all other
words must fit their place on the panel. The tests show both.
"""

TEXT = """
left LEFT
right RIGHT
both BOTH
yes yes
no no
method_hands By hand
method_balls Two balls
method_roller Roller
method_gun Massage gun
region_BL23 lower back
region_BL52 lower back, outer
region_GB30 hip
region_LI4 hand
region_BL60 ankle
region_GB21 shoulder
find_BL23 waist level, 2-3 fingers from spine
find_BL52 waist level, 4 fingers from spine
find_GB30 halfway: mid buttock to outer hip
find_LI4 top of the bulge by the thumb
find_BL60 hollow behind outer ankle bone
find_GB21 halfway: neck to shoulder end
starting Starting
stop_check Press STOP once
stop_check_why so that we know it works
stop_doubt STOP does not answer?
stop_doubt_why Press STOP itself. If nothing happens, check its wire.
question Safety question
key_yes yes
key_no no
key_no_back no  long: back
key_back back
key_home home
key_more more
key_next next
key_none none of these
key_accept I agree
key_go go
key_open open
key_end end
paused_start go on
paused_restart go on, long: again
paused_next where?  long: skip
key_change change
key_off switch off
red_now Emergency
red_now_if get help now for:
red_doctor Doctor first
red_doctor_if see a doctor for:
red_bladder new bladder or bowel trouble
red_saddle saddle numbness
red_leg growing leg weakness
red_fever fever with the pain
red_fall a bad fall or accident
red_weight weight loss, not explained
red_cancer cancer, now or in the past
red_night pain at night that does not ease
refused Not now
refused_excluded Your answers rule this routine out.
refused_acute No session with a fresh injury. See a doctor first.
refused_limit_day Enough for today: this routine was done five times.
refused_limit_point enough for today. Five sessions are the limit.
refused_gap it needs a rest of 30 minutes after a session.
refused_rested it was too much here. It rests until tomorrow.
refused_unanswered Please answer the safety questions first.
refused_red_flags Please read the warning signs first.
refused_stuck_stop STOP seems stuck. No session without a STOP that works.
refused_broken This routine cannot be read. Please send it again.
refused_busy_store Still saving. Please try again in a moment.
refused_step Step {}, {}.
refused_wait Again in {} min.
why_pregnancy Traditionally avoided in pregnancy: ask your midwife or doctor.
why_hip_replacement Not over a hip replacement.
why_anticoagulants Not while you take blood thinners.
why_osteoporosis Not with brittle bones.
why_reduced_sensation Not where you feel less than usual.
why_acute_injury Not with a fresh injury.
ask_pregnancy Are you pregnant, or could you be?
ask_hip_replacement Do you have a hip replacement?
ask_anticoagulants Do you take blood thinners?
ask_osteoporosis Do you have brittle bones (osteoporosis)?
ask_reduced_sensation Do you feel touch or pain less than usual somewhere?
ask_acute_injury Do you have a fresh injury?
ask_new_day The clock is not set. Is it a new day since your last session?
error A problem
error_store Saving failed. Sessions still work, but are not recorded.
error_history The history cannot be read, so no limit is known. Check the card.
error_internal An inner fault. Motor and sound are off. The device starts again.
notice_builtin built-in routines
notice_no_history history not read
notice_not_stored not recorded: card?
notice_professional talk to a professional
minutes {} min
never not done yet
unknown_day clock not set
today done today
yesterday done yesterday
days_ago {} days ago
left_today {} left today
excluded not for you
kind_trainer Learn the cues
kind_settings Settings
kind_help Help
kind_about About
kind_power_off Switch off
cautions Before you start
caution_not_advice This device keeps time. It is not medical advice and replaces no treatment.
caution_ask_first An illness or a doubt? Ask a doctor or therapist first.
caution_see_doctor Any significant back pain: see a doctor.
caution_start_gentle Start gentle. Press longer or firmer only little by little.
caution_stop Stop at any discomfort. STOP always works; less is always fine.
caution_results Results vary. Regular, gentle use counts more than long or hard pressing.
caution_hands By hand: use the pad of the finger, firm but comfortable, never painful.
caution_balls Balls: beside the spine, never on it. Roll off to one side if it hurts.
caution_roller Roller: upper and middle back only. Support your head; never the neck.
caution_gun Gun: lowest speed first. Never on spine, ribs, flanks or neck.
caution_BL23 BL23: press the muscle, never the spine or the floating ribs.
caution_BL52 BL52: moderate pressure, the kidney lies beneath. Never a massage gun.
caution_GB30 GB30: stop at an electric, shooting or numb feeling. Not over a hip replacement.
caution_LI4 LI4: traditionally avoided in pregnancy. Ask your midwife or doctor.
caution_BL60 BL60: traditionally avoided in pregnancy. Ask your midwife or doctor.
caution_GB21 GB21: gently. Traditionally avoided in pregnancy: ask your midwife or doctor.
of {} of {}
dose {}×{} s
dose_start {} s: where everybody begins. Finished days until it grows: {}.
dose_grown {} s: grown with your sessions. Finished days until it grows: {}.
dose_top {} s: this is as long as it gets.
dose_too_much {} s: less, after too much. Finished days until it grows: {}.
dose_stepped_back {} s: a step back after two weeks without. Finished days until it grows: {}.
times {} ×
ready Get ready
press Press
gently gently
firmly firmly
rest Rest
next_is next:
change change to
arm_left left arm
arm_right right arm
out_balls Arm back
stay_balls Stay
back_balls Return
out_roller Roll up
stay_roller Stay
back_roller Roll down
spots spots: {}
spot_in next in
spot_key spot
spot Spot
window_left {} min window left
paused Paused
at_hold Hold
at_spot Spot
at_rest Rest
at_switch_side Change
at_movement Movement
at_window Window
time_left {} left
stopped Stopped
too_much Too much?
ended_finished Well done
ended_ended_early Ended early
ended_stopped Stopped
ended_too_much Rest now
pressed_of of {} pressed
again_in again in {} min
again_now again any time
left_none done for today
power_loss Power was lost
go_on Go on with “{}” at step {}?
setting_sound Sound
setting_vibration Vibration
setting_strength Strength
setting_motor Motor kind
setting_ticks 10 s ticks
setting_long_press Long press
setting_language Language
setting_inverted Dark on light
setting_large Large text
setting_profile Safety answers
value_on on
value_off off
value_low low
value_high high
value_fast fast
value_typical typical
value_slow slow
value_800 0.8 s
value_1500 1.5 s
value_en English
value_de Deutsch
value_change ask me again
trainer_right Right!
trainer_wrong No, another
trainer_ask Did you feel this?
known_title Your cues
known_none nothing felt yet
known_sum {} of {} right
known_mixed most often mixed up:
known_clear none mixed up
cue_countdown countdown
cue_press press
cue_release release
cue_turn turn
cue_out out
cue_switch_side change sides
cue_next_point next point
cue_paused paused
cue_ask a question
cue_session_done all done
cue_fault a fault
cue_tick ten seconds
cue_rejected not now
cue_where_am_i where am I
help_title_0 START
help_title_1 NEXT, short
help_title_2 NEXT, long
help_title_3 STOP
help_title_4 What you feel
help_title_5 Your safety
help_0 Starts, pauses, goes on. From home, START START repeats your last routine.
help_1 What comes next, sooner. While pressing: where am I? It loses no pressing.
help_2 Hold it for a second: enough of this one, move on.
help_3 Less. It ends at once, always, and then asks if it was too much.
help_4 One long pulse: press. Short short long: let go. Three shorts count down.
help_5 It keeps time and feels nothing: stop at any discomfort. No medical advice.
linked connected
unlinked not connected
clock_set clock set
clock_unset clock not set
receiving Receiving routines
power_off Switch off?
powering_off Switching off
powering_off_why When the screen is dark you can unplug it.
stuck {} is held down
stuck_why It is ignored until it is let go. Is it stuck?
"""

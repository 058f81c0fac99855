"""Steps that several scenarios begin with."""

from routines import SHORT

SHORT_FILE = "/root/short.json"
NEXT_POINT, FAULT, ASK = "LL", "SSSSSS", "LS"
# Motor of a session of one 5 s hold, from three seconds before it: countdown, press,
# countdown, release, session done. Seconds from the start of press (docs/user/cues.md).
SESSION_PATTERN = "SSSLSSSSSLLLLL"
SESSION_S = (-3, -2, -1, 0, 2, 3, 4, 5, 5.24, 5.48, 6.5, 7.12, 7.74, 8.36)
QUESTIONS = ("hip", "thinners?", "brittle", "touch", "fresh", "Your answers")
DONE_S = 4  # from the last hold to the end of session done
ASKED_S = 1  # a call to a question that has begun is felt to its end
DEAF_S = 2  # "did it help?" takes no key for 1.5 s


def to_home(pi):
    """From power-up to the list of short routines: STOP's check, a push, the questions."""
    pi.see("Press STOP once")
    pi.tap("STOP", "pregnant,")
    pi.machine.put(SHORT_FILE, SHORT)
    said = pi.laptop("push", "--replace", SHORT_FILE)
    assert "verified: SHA-256" in said, said
    answer(pi)
    pi.wait(ASKED_S)


def answer(pi):
    """Every safety question with no, looked over; no sign that belongs to a doctor."""
    for words in QUESTIONS:
        pi.tap("NEXT", words)
    pi.tap("START", "Emergency")
    pi.tap("NEXT", "cancer,")
    pi.tap("START", "Short hand")


def to_prompt(pi):
    """From a routine's entry at home to its prompt, its cue felt to the end."""
    pi.forget()
    pi.press("START")
    pi.until(lambda: pi.shows("LEFT go") or pi.shows("I agree"), "the prompt or cautions")
    if pi.shows("I agree"):
        pi.forget()
        pi.press("START")
    pi.see("LEFT go")
    pi.wait(1.3)
    felt = pi.line("motor").pattern()
    assert felt == NEXT_POINT, felt


def to_hold(pi):
    """From home into the hold of the routine that is on top."""
    to_prompt(pi)
    pi.tap("START", "Get ready")
    pi.see("Press gently")


def into_pulse(pi):
    """From home to an instant when the motor is driven high in a long pulse; when it began."""
    to_prompt(pi)
    pi.tap("START", "Get ready")
    pi.forget()
    pi.wait(2.6)  # the countdown's last pulse is over, press is due at 3 s
    return pi.line("motor").wait(1, within_s=2)


def session(pi):
    """A whole session by button, from home to its last cue."""
    to_prompt(pi)
    from_prompt(pi)


def from_prompt(pi):
    """The rest of it."""
    pi.forget()
    pi.tap("START", "Get ready")
    pi.see("Well done", within_s=15)
    pi.wait(DONE_S)


def say_it_helped(pi):
    """From the summary on."""
    pi.tap("START", "Did it help?")
    pi.wait(DEAF_S)
    pi.press("START")


def leave(pi):
    """From the summary home."""
    say_it_helped(pi)
    pi.see("Short hand")

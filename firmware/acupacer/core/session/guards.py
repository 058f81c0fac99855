"""What the ``when`` of a row asks: of the plan, of the clocks, of what was done.

Each takes the session and the time of the event in ms, and changes nothing.
"""

from ..cue import cues, trains
from . import plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .session import Session

ENDED_LEFT_MS = 1000  # less than this left of a repetition: it has ended
READY_MS = 3000  # get_ready before pressure that the user asked for
WINDOW_TAIL_MS = 6000  # a spot that would leave less ends the window
SPOT_NEEDS_MS = 8000  # of window left for a spot to start
HAMMERED = 3  # contacts of STOP, the first included
MARK_CLEAR_MS = 1000  # "where am I?" needs this much quiet after it

# --- what was felt ----------------------------------------------------------------------


def is_announced(session: "Session", at_ms: int) -> bool:
    """The cue of this state has begun, so a key is meant for it."""
    return session.is_announced


# --- the plan ---------------------------------------------------------------------------


def rest_follows(session: "Session", at_ms: int) -> bool:
    """A rest comes after the current phase."""
    return _kind(session, session.index + 1) == "rest"


def side_follows(session: "Session", at_ms: int) -> bool:
    """A change of sides or arms comes after the current phase."""
    return _kind(session, session.index + 1) == "switch_side"


def prompt_follows(session: "Session", at_ms: int) -> bool:
    """A prompt comes after the current phase."""
    return _kind(session, session.index + 1) == "prompt"


def movement_follows(session: "Session", at_ms: int) -> bool:
    """A movement comes after the current phase."""
    return _kind(session, session.index + 1) == "movement"


def skip_leads_to_rest(session: "Session", at_ms: int) -> bool:
    """A rest comes once the repetition after this phase is left out."""
    return session.is_announced and _kind(session, session.index + 2) == "rest"


def skip_leads_to_side(session: "Session", at_ms: int) -> bool:
    """A change of sides or arms comes once the next repetition is left out."""
    return session.is_announced and _kind(session, session.index + 2) == "switch_side"


def skip_leads_to_prompt(session: "Session", at_ms: int) -> bool:
    """A prompt comes once the repetition after this phase is left out."""
    return session.is_announced and _kind(session, session.index + 2) == "prompt"


def has_later_prompt(session: "Session", at_ms: int) -> bool:
    """The plan has another step, or a window to offer."""
    return session.is_announced and _kind(session, next_prompt(session)) == "prompt"


def next_prompt(session: "Session") -> int:
    """The index of the next prompt in the plan, or of its end."""
    index = session.index + 1
    while _kind(session, index) not in ("prompt", "done"):
        index += 1
    return index


def has_earlier_prompt(session: "Session", at_ms: int) -> bool:
    """There is a prompt to go back to."""
    return session.is_announced and earlier_prompt(session) >= 0


def earlier_prompt(session: "Session") -> int:
    """The index of the prompt before this one, or -1: none, or what follows is used up."""
    index = session.index
    while index >= 0 and not _is_used_up(session, index):
        if index < session.index and _kind(session, index) == "prompt":
            return index
        index -= 1
    return -1


def _is_used_up(session: "Session", index: int) -> bool:
    """Balls and gun have a limit per routine: once pressed there is no going back past them."""
    step = session.phases[index].step
    has_limit = session.routine.steps[step].method in ("balls", "ball", "gun")
    return has_limit and step in session.pressed


def _kind(session: "Session", index: int) -> str:
    kind: str = session.phases[index].kind
    return kind


# --- getting ready ----------------------------------------------------------------------


def leads_to_hold(session: "Session", at_ms: int) -> bool:
    """The user gets ready for a hold."""
    return session.target[0] == "hold"


def leads_to_movement(session: "Session", at_ms: int) -> bool:
    """The user gets ready for a movement."""
    return session.target[0] == "movement"


def leads_to_window(session: "Session", at_ms: int) -> bool:
    """The user gets ready for a window."""
    return session.target[0] == "window"


def leads_to_spot(session: "Session", at_ms: int) -> bool:
    """The user gets ready for a spot in a window."""
    return session.target[0] == "spot"


def is_sooner(session: "Session", at_ms: int) -> bool:
    """Getting ready now comes to pressure sooner than waiting does."""
    return session.is_announced and session.left_ms(at_ms) > READY_MS


# --- windows and spots --------------------------------------------------------------------


def has_room_for_spot(session: "Session", at_ms: int) -> bool:
    """The gap after the last spot is over and the window has time for another."""
    if at_ms < session.window.gap_ends_ms:
        return False
    return session.window.left_ms(session.player.way_ms(at_ms)) >= SPOT_NEEDS_MS


def has_window_left(session: "Session", at_ms: int) -> bool:
    """The window is worth going back to after a spot."""
    return session.window.left_ms(at_ms) >= WINDOW_TAIL_MS


# --- pauses -----------------------------------------------------------------------------


def has_ended(session: "Session", at_ms: int) -> bool:
    """So little is left of the pressure that a pause ends it."""
    is_pressed = session.state in plan.PRESSURE
    return is_pressed and session.left_ms(at_ms) < ENDED_LEFT_MS


def has_ended_before_prompt(session: "Session", at_ms: int) -> bool:
    """A pause would end the repetition, and a prompt comes after it."""
    return has_ended(session, at_ms) and prompt_follows(session, at_ms)


def has_ended_the_plan(session: "Session", at_ms: int) -> bool:
    """A pause would end the repetition, and it is the last."""
    return has_ended(session, at_ms) and _kind(session, session.index + 1) == "done"


def paused_a_rest(session: "Session", at_ms: int) -> bool:
    """The pause has stopped a rest."""
    return session.paused_state == "rest"


def paused_a_switch(session: "Session", at_ms: int) -> bool:
    """The pause has stopped a change of sides or arms."""
    return session.paused_state == "switch_side"


def can_restart(session: "Session", at_ms: int) -> bool:
    """The paused repetition may start again from its beginning: once each."""
    is_repetition = session.paused_state in ("hold", "movement")
    return is_repetition and session.index not in session.restarted


def skip_opens_prompt(session: "Session", at_ms: int) -> bool:
    """Skipping what is paused leads to a prompt."""
    index = skipped_to(session)
    return index >= 0 and _kind(session, index) == "prompt"


def skip_ends_plan(session: "Session", at_ms: int) -> bool:
    """Skipping what is paused leaves nothing of the plan."""
    index = skipped_to(session)
    return index >= 0 and _kind(session, index) == "done"


def skipped_to(session: "Session") -> int:
    """The index of the phase a skipped pause goes on to; -1: from a spot to its window."""
    state = session.paused_state
    if state == "get_ready":
        state = session.target[0]
    if state == "spot":
        return -1
    return session.index + (2 if state in ("rest", "switch_side") else 1)


# --- where am I? ------------------------------------------------------------------------


def has_room_for_mark(session: "Session", at_ms: int) -> bool:
    """The answer to "where am I?" ends well before anything else is felt."""
    pulses = mark_pulses(session, at_ms)
    ends_ms = at_ms + trains.length_ms(pulses)
    is_clear = ends_ms + MARK_CLEAR_MS <= session.next_event_ms()
    return is_clear and session.player.has_room("where_am_i", pulses, at_ms, None)


def mark_pulses(session: "Session", at_ms: int) -> "list[tuple[int, int]]":
    """The answer to "where am I?": the side, then the repetition."""
    repetition = session.repetition(at_ms)
    return cues.where_am_i(session.phase.side, repetition, session.player.scale_pct)


# --- the end ----------------------------------------------------------------------------


def was_pressed(session: "Session", at_ms: int) -> bool:
    """Pressure was given, or an exercise begun."""
    return session.ledger.delivered_ms() + session.moves.delivered_ms() > 0


def is_hammered(session: "Session", at_ms: int) -> bool:
    """STOP came twice more in its own silence: that says "too much"."""
    return session.stops >= HAMMERED and was_pressed(session, at_ms)


def hears(session: "Session", at_ms: int) -> bool:
    """The question takes every answer: there was time to feel it."""
    return not session.is_deaf(at_ms)


def is_yes_to_come(session: "Session", at_ms: int) -> bool:
    """It was too much, and the "yes" that says so was not felt yet."""
    return session.is_yes_to_come


def hears_first_worse(session: "Session", at_ms: int) -> bool:
    """The same, and the last time it was not worse after this routine."""
    return not session.was_worse and hears(session, at_ms)


def leads_to_helped(session: "Session", at_ms: int) -> bool:
    """The summary was felt, and "did it help?" is still to be asked."""
    return session.is_announced and is_helped_due(session, at_ms)


def is_helped_due(session: "Session", at_ms: int) -> bool:
    """Pressure was given, and nothing that was said or left unsaid makes asking idle."""
    return session.may_ask_helped and was_pressed(session, at_ms)


def is_unanswered(session: "Session", at_ms: int) -> bool:
    """The question was not asked yet."""
    return not session.answer

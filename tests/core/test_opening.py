"""What the way into a session does when power was lost in the one before."""

import pytest
from acupacer.core.events import FACTORY_FILE, HISTORY_FILE
from acupacer.core.menu import opening, session_maker
from acupacer.core.progress import history
from acupacer.core.session.record import GIVEN_ROWS_MAX
from gestures_data import PROMPT, ROUTINES
from progress_story import Story, hands
from rig import Rig
from routine_parts import make_routine


def ended_after_power_loss(places):
    """The record of a session over ``places`` areas, both sides, cut in its last hold."""
    steps = [hands(repetitions=1, area=f"place {n}") for n in range(places)]
    story = Story()
    story.run(make_routine("many", *steps), cut_after=2 * places - 1)
    made = Rig({FACTORY_FILE: ROUTINES, HISTORY_FILE: b"".join(story.lines)})
    made.wait(1000)
    return history.decode(made.files[HISTORY_FILE].split(b"\n")[-2])


def test_a_cut_session_is_put_on_record_within_a_line():
    most = ended_after_power_loss(GIVEN_ROWS_MAX // 2)
    assert most.how == "power_lost"
    assert len(most.given) == GIVEN_ROWS_MAX - 1
    assert ended_after_power_loss(GIVEN_ROWS_MAX // 2 + 1).given == []


@pytest.mark.parametrize(
    ("module", "maker"), [(opening, "parse_routine"), (session_maker, "Session")]
)
def test_a_routine_without_room_is_refused_and_opened_once_there_is_some(
    monkeypatch, module, maker
):
    def full(*_):
        raise MemoryError

    made = Rig({FACTORY_FILE: ROUTINES}).run(PROMPT + "tap STOP\nwait 4000")
    assert made.device.state == "home"
    with monkeypatch.context() as until_then:
        until_then.setattr(module, maker, full)
        made.run("tap START\nwait 2000")
    assert (made.device.state, made.device.session) == ("refused", None)
    assert made.device.view.reason == "refused_broken"
    made.run("tap START\nwait 500\ntap START\nwait 2000")
    assert made.device.state == "prompt"

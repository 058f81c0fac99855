"""The computer's clock, set forward, back and to another zone in mid-session."""

import json

import pytest
import scenes
from scenes import SESSION_PATTERN
from test_session import check_pulses


@pytest.mark.parametrize("jump", ("+1 day", "-2 days"))
def test_a_jump_in_a_hold_moves_no_cue(home, jump):
    scenes.to_prompt(home)
    home.forget()
    home.tap("START", "Get ready")
    home.see("Press gently")
    home.sh(f"date --set '{jump}'")
    home.see("Well done", within_s=15)
    home.wait(scenes.DONE_S)
    check_pulses(home)
    assert home.line("motor").pattern() == SESSION_PATTERN
    (record,) = json.loads(home.laptop("history", "--json"))
    assert record["ended"] == "finished"


def test_another_zone_restarts_nothing(home):
    home.sh("ln -sf /usr/share/zoneinfo/Pacific/Kiritimati /etc/localtime")
    scenes.session(home)
    check_pulses(home)
    assert home.service("NRestarts") == "0"

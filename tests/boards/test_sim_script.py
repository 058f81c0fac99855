"""The script language."""

import pytest
from acupacer.boards.sim.script import USAGE, ScriptError, Step, parse
from acupacer.core.events import NEXT, START, STOP


@pytest.mark.parametrize(
    ("line", "steps"),
    [
        ("", []),
        ("   # only words", []),
        ("wait 500", [Step("wait", 500)]),
        ("WAIT 0  # at once", [Step("wait", 0)]),
        ("press next", [Step("press", NEXT)]),
        ("release STOP", [Step("release", STOP)]),
        (
            "tap START",
            [
                Step("press", START),
                Step("wait", 100),
                Step("release", START),
                Step("wait", 100),
            ],
        ),
        (
            "tap Stop 4",
            [Step("press", STOP), Step("wait", 4), Step("release", STOP), Step("wait", 100)],
        ),
        (
            "long NEXT",
            [Step("press", NEXT), Step("wait", 1000), Step("release", NEXT), Step("wait", 100)],
        ),
        ("clock 1700000000 -90", [Step("clock", 1700000000, -90)]),
        ("panel off", [Step("panel", 0)]),
        ("panel ON", [Step("panel", 1)]),
        ("quit", [Step("quit")]),
    ],
)
def test_lines(line, steps):
    assert parse(line) == steps


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("jump", f"unknown command 'jump'; known: {', '.join(USAGE)}"),
        ("tap", "'tap' is not: tap START|NEXT|STOP [MS]"),
        ("tap LEFT", "'tap LEFT' is not: tap START|NEXT|STOP [MS]"),
        ("tap START soon", "'tap START soon' is not: tap START|NEXT|STOP [MS]"),
        ("tap START 1 2", "'tap START 1 2' is not: tap START|NEXT|STOP [MS]"),
        ("press", "'press' is not: press START|NEXT|STOP"),
        ("wait", "'wait' is not: wait MS"),
        ("wait -1", "'wait -1' is not: wait MS"),
        ("wait 999999999", "'wait 999999999' is not: wait MS"),
        ("wait 1.5", "'wait 1.5' is not: wait MS"),
        ("clock 1", "'clock 1' is not: clock EPOCH OFFSET"),
        ("clock 1 9999", "'clock 1 9999' is not: clock EPOCH OFFSET"),
        ("panel maybe", "'panel maybe' is not: panel on|off"),
        ("quit now", "'quit now' is not: quit"),
    ],
)  # fmt: skip
def test_lines_that_are_no_command_say_what_would_be(line, message):
    with pytest.raises(ScriptError) as caught:
        parse(line)
    assert str(caught.value) == message

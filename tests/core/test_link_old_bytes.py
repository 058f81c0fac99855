"""Bytes that were captured and come once more do not undo what was done since."""

import hashlib
from typing import Any

import pytest
from acupacer.core import events, settings
from acupacer.core.events import FACTORY_FILE, ROUTINES_FILE
from acupacer.core.link import frames, smp
from acupacer.core.link.cbor import Map
from gestures_data import HOME, ROUTINES
from rig import Rig

NAME = "/routines.json"
TITLES = (b'"Hold"', b'"Hold 2"', b'"Hold 3"')
FIRST, SECOND, THIRD = [ROUTINES.replace(b'"Hold"', title, 1) for title in TITLES]
CHANGED = (6, "changed: the device was changed meanwhile; look at it again")


@pytest.fixture
def made() -> Rig:
    return Rig({FACTORY_FILE: ROUTINES}).run(HOME)


class Host:
    """Asks ``made`` and keeps the bytes of what it asked, as a bridge might."""

    def __init__(self, made: Rig) -> None:
        self.made = made
        self.sent: list[bytes] = []
        self._seq = 0

    def ask(self, op: int, group: int, command: int, *pairs: tuple[str, Any]) -> Any:
        self._seq += 1
        self.sent.append(frames.encode(smp.pack(op, group, self._seq, command, Map(pairs))))
        return self.say(self.sent[-1])

    def say(self, data: bytes) -> Any:
        self.made.sent = b""
        for at in range(0, len(data), 512):
            self.made.give(events.BytesReceived(data[at : at + 512]))
        self.made.wait(100)
        (reply,) = frames.Reader(4096).feed(self.made.sent)
        return smp.parse(reply).fields()

    def replay(self, captured: list[bytes]) -> list[Any]:
        """The bytes once more, after another host's first request."""
        self.ask(smp.READ, smp.OS, smp.PARAMS)
        return [self.say(data) for data in captured]

    def hello(self) -> Any:
        return self.ask(smp.READ, smp.PACER, smp.HELLO)

    def configure(self, number: int, **profile: bool) -> Any:
        wanted = ("profile", Map(tuple(profile.items())))
        return self.ask(smp.WRITE, smp.PACER, smp.SETTINGS, wanted, ("number", number))

    def push(self, text: bytes, *more: tuple[str, Any]) -> Any:
        reply = {"off": 0}
        for at in range(0, len(text), 600):
            first = (("len", len(text)), ("sha", hashlib.sha256(text).digest()), *more)
            piece = (("name", NAME), ("off", at), ("data", text[at : at + 600]))
            reply = self.ask(smp.WRITE, 8, 0, *piece, *(() if at else first))
        return reply


def answers(made: Rig) -> Any:
    return dict(made.device.link.settings.profile())


def test_an_old_answer_of_the_profile_is_not_obeyed(made: Rig) -> None:
    host = Host(made)
    assert host.configure(host.hello()["number"], pregnancy=False) == {}
    old = host.sent[-1:]
    assert host.configure(host.hello()["number"], pregnancy=True) == {}
    (reply,) = host.replay(old)
    assert (reply["rc"], reply["rsn"]) == CHANGED
    assert answers(made)["pregnancy"] is True


def test_an_old_setting_is_not_obeyed_after_one_made_on_the_device(made: Rig) -> None:
    host = Host(made)
    number = ("number", host.hello()["number"])
    quiet = ("settings", Map((("sound", False),)))
    assert host.ask(smp.WRITE, smp.PACER, smp.SETTINGS, quiet, number) == {}
    old = host.sent[-1:]
    made.device.preferences.change({"sound": True})
    (reply,) = host.replay(old)
    assert (reply["rc"], reply["rsn"]) == CHANGED
    assert made.device.preferences.values["sound"] is True


@pytest.mark.parametrize("fields", ["was", "number"])
def test_an_old_push_does_not_revert_the_file(made: Rig, fields: str) -> None:
    host = Host(made)

    def said() -> tuple[str, Any]:
        hello = host.hello()
        return (fields, hello["routines_sha"] if fields == "was" else hello["number"])

    host.push(FIRST, said())
    before = len(host.sent)
    host.push(SECOND, said())
    old = host.sent[before + 1 :]
    host.push(THIRD, said())
    replies = host.replay(old)
    assert replies[0]["rc"] == 6 and replies[0]["rsn"].startswith("changed: ")
    assert all(reply == {"off": 0} for reply in replies[1:])
    assert made.files[ROUTINES_FILE] == THIRD


def test_a_file_that_was_brought_back_is_not_replaced_by_old_bytes_either(made: Rig) -> None:
    host = Host(made)
    host.push(FIRST, ("number", host.hello()["number"]))
    before = len(host.sent)
    host.push(SECOND, ("number", host.hello()["number"]))
    old = host.sent[before + 1 :]
    host.push(FIRST, ("number", host.hello()["number"]))
    host.replay(old)
    assert made.files[ROUTINES_FILE] == FIRST


def test_an_old_time_and_an_old_reset_are_not_obeyed(made: Rig) -> None:
    host = Host(made)
    for command, pair in (
        (smp.DATETIME, ("datetime", "2026-02-01T12:00:00Z")),
        (smp.RESET, ("boot_mode", 0)),
    ):
        made.wait(100_000)  # a reset is not had soon after writes
        made.trace.clear()
        number = ("number", host.hello()["number"])
        assert host.ask(smp.WRITE, smp.OS, command, pair, number) == {}
        assert any("SetClock" in line or "Reset" in line for line in made.trace)
        made.trace.clear()
        (reply,) = host.replay(host.sent[-1:])
        assert (reply["rc"], reply["rsn"]) == CHANGED
        assert not any("SetClock" in line or "Reset" in line for line in made.trace)


def test_a_retry_is_answered_as_before_though_its_number_is_old(made: Rig) -> None:
    host = Host(made)
    assert host.configure(host.hello()["number"], pregnancy=False) == {}
    assert host.say(host.sent[-1]) == {}


def test_what_carries_no_number_is_obeyed_as_ever(made: Rig) -> None:
    host = Host(made)
    wanted = ("settings", Map((("sound", False),)))
    assert host.ask(smp.WRITE, smp.PACER, smp.SETTINGS, wanted) == {}
    assert host.push(FIRST) == {"off": len(FIRST)}
    assert made.files[ROUTINES_FILE] == FIRST
    assert settings.decode(made.files[events.SETTINGS_FILE])["sound"] is False


def test_every_change_and_every_power_up_makes_another_number(made: Rig) -> None:
    host = Host(made)
    numbers = [host.hello()["number"]]
    made.device.preferences.change({"sound": False})
    numbers.append(host.hello()["number"])
    host.configure(numbers[-1], pregnancy=True)
    numbers.append(host.hello()["number"])
    made.config.boot_id = "another"
    made.run("power\n" + HOME)
    numbers.append(host.hello()["number"])
    assert len(set(numbers)) == 4
    assert numbers[:3] == sorted(numbers[:3])

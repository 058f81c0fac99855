"""What the page does over its cable, with a device in this process."""

from __future__ import annotations

import json
from typing import Any

import pytest
from acupacer.core.progress import history
from acupacer_host.content.factory import packaged
from acupacer_host.page import cable
from cable_player import EPOCH_S, Player, document, stand_in
from fake_link_device import Deaf, FaultList
from history_lines import Writer


@pytest.fixture(autouse=True)
def browser(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch)


# --- who is there --------------------------------------------------------------------


def test_hello_is_all_that_is_said_to_a_stranger() -> None:
    player = Player(faults=FaultList(lose=1.0))
    assert player.run("who") == {"device": None}
    assert len(player.line.writes) == 2
    assert player.line.now_s() == pytest.approx(100 + 1 + 2, abs=0.05)


def test_a_device_says_who_it_is_and_how_it_stands() -> None:
    player = Player()
    found = player.run("who")["device"]
    assert (found["id"], found["model"], found["fw"]) == ("ab12", "fake", "0.1.0")
    seen = player.run("look", EPOCH_S - 60)
    assert seen["state"] == "home"
    assert (seen["clock"], seen["off_s"]) == ("2026-02-01T00:00:00+01:00", 60)
    assert seen["settings"]["long_press"] == 800
    assert seen["profile"]["pregnancy"] is False


def test_a_clock_that_is_not_set_has_no_time() -> None:
    player = Player()
    player.port.time = (None, 0, False)
    seen = player.run("look", EPOCH_S)
    assert (seen["clock"], seen["off_s"]) == ("", None)


# --- routines ------------------------------------------------------------------------


def test_what_would_change_is_told_in_the_words_of_the_tool() -> None:
    player = Player()
    player.store(document("neck", "back").encode())
    found = player.run("compare", document("back", "hand", rest_s=7))
    assert found["against"] == "device"
    assert found["lines"] == [
        "+ hand",
        "- neck",
        "~ back",
        "    steps[0].rest_s: 5 -> 7",
    ]
    assert found["removed"] == ["neck"]
    assert not found["is_same"]
    assert player.run("compare", document("neck", "back"))["is_same"]


def test_without_a_file_the_built_in_routines_are_compared() -> None:
    found = Player().run("compare", packaged().decode())
    assert (found["against"], found["lines"], found["removed"]) == ("built_in", [], [])


def test_a_faulty_file_on_the_device_is_just_replaced() -> None:
    player = Player()
    player.store(b'{"format": 3}')
    found = player.run("compare", document("neck"))
    assert (found["against"], found["lines"]) == ("faulty", [])


def test_a_file_is_sent_and_proven() -> None:
    player = Player()
    player.store(document("neck").encode())
    player.port.flags["reduced_sensation"] = None
    text = document("back", "hand")
    sent = player.run("send", text)
    assert player.stored == text.encode()
    assert (sent["routines"], sent["refused"], sent["is_asked"]) == (2, [], True)
    assert player.progress[-1] == (len(text), len(text))
    pulled = player.run("pull")
    assert json.loads(pulled["text"]) == json.loads(text)
    assert not pulled["is_built_in"]


def test_what_the_profile_refuses_is_named_in_the_user_s_language() -> None:
    player = Player()
    player.port.flags["pregnancy"] = True
    sent = player.run("send", document("hand"), "de")
    [[routine, text]] = sent["refused"]
    assert routine == "hand"
    assert text.startswith("step 1: ")
    assert "schwanger" in text.lower()


def test_a_big_file_is_sent_while_bits_are_damaged() -> None:
    player = Player(faults=FaultList(3, bit_rate=1e-4))
    sent = player.run("send", packaged().decode())
    assert "sha" in sent
    assert player.stored == packaged()


def test_unplugged_in_the_middle_says_what_the_device_has() -> None:
    player = Player(gone_after=3000)
    player.store(b"old")
    told = player.run("send", packaged().decode())
    assert (told["code"], told["stands"]) == ("transport_gone", "kept")
    assert player.stored == b"old"


def test_silence_at_the_very_end_leaves_it_unknown() -> None:
    player = Player(reply_faults=Deaf(3))
    told = player.run("send", document("neck"))
    assert (told["code"], told["stands"]) == ("transfer_failed", "unknown")
    player.plug()
    assert player.run("compare", document("neck"))["is_same"]


def test_a_refusal_names_every_fault_and_the_old_file_stays() -> None:
    player = Player()
    player.store(b"old")
    told = player.run("send", document("neck").replace("LI4", "XX1"))
    assert (told["code"], told["stands"]) == ("routine_refused", "kept")
    assert told["faults"] == [fault for fault in told["faults"] if "point" in fault] != []
    german = player.run("send", document("neck").replace("LI4", "XX1"), "de")["faults"]
    assert [fault.partition(": ")[0] for fault in german] == [
        fault.partition(": ")[0] for fault in told["faults"]
    ]
    assert all("kein bekannter Punkt" in fault for fault in german)
    assert player.stored == b"old"


def test_what_is_sent_waits_for_the_end_of_a_session() -> None:
    player = Player()
    player.bench.port.busy = 312

    def session_ends() -> None:
        if len(player.busy) == 2:
            player.bench.port.busy = -1

    player.on_news = session_ends
    assert "sha" in player.run("send", document("neck"))
    assert player.busy == [312, 312]


def test_waiting_can_be_given_up_and_nothing_was_sent() -> None:
    player = Player()
    player.store(b"old")
    player.bench.port.busy = 312
    order = player._begin("send", document("neck"), "en")
    while not player.busy:
        order = player._follow(order)
    assert player.finish(player.give_up()) == "failed"
    told = json.loads(cable.outcome(player.number))
    assert (told["code"], told["stands"]) == ("given_up", "kept")
    assert player.stored == b"old"


def test_a_file_that_somebody_else_replaced_meanwhile_stays() -> None:
    player = Player()
    player.store(document("neck").encode())
    player.run("compare", document("back"))
    player.store(document("other").encode())
    told = player.run("send", document("back"))
    assert (told["code"], told["stands"]) == ("transfer_failed", "other")
    assert player.stored == document("other").encode()


# --- choices and clock -----------------------------------------------------------------


def test_settings_and_answers_are_changed_together() -> None:
    player = Player()
    wanted: dict[str, Any] = {"settings": {"sound": False}, "profile": {"pregnancy": True}}
    player.run("configure", wanted)
    assert ["configure", [("sound", False)], [("pregnancy", True)]] in player.port.calls


def test_a_refused_setting_leaves_all_as_it_was() -> None:
    player = Player()
    player.port.configure_reason = "both_off: sound and vibration cannot both be off"
    told = player.run("configure", {"settings": {"sound": False}, "profile": {}})
    assert (told["code"], told["reason"], told["stands"]) == ("refused", "both_off", "kept")


def test_the_clock_gets_this_computer_s_time_and_zone() -> None:
    player = Player()
    player.run("set_clock", EPOCH_S + 3600)
    [called] = [call for call in player.port.calls if call[0] == "set_clock"]
    assert called[:3] == ["set_clock", int(EPOCH_S) + 3600, 60]
    assert called[3] == [1_774_746_000, 120]  # summer time begins in Berlin


def test_words_are_those_of_the_panel() -> None:
    told = json.loads(cable.words("es"))
    assert ["sound", "Sonido", [[True, "sí"], [False, "no"]]] in told["settings"]
    assert told["profile"][0] == ["pregnancy", "¿Está embarazada, o podría estarlo?"]


# --- looking ----------------------------------------------------------------------------


def test_the_mirror_tells_a_page_once() -> None:
    player = Player()
    first = player.run("mirror", 0)
    assert bytes.fromhex(first["page"]) == player.port.page[1]
    assert player.run("mirror", 200)["page"] is None
    player.port.page = (8, b"\x01" * 1024)
    player.bench.note("state", "prompt")
    now = player.run("mirror", 200)
    assert (now["page"], now["state"]) == ("01" * 1024, "prompt")
    assert player.run("mirror", 0)["page"] == "01" * 1024


def test_history_as_a_table_and_as_the_tool_s_files() -> None:
    player = Player()
    writer = Writer()
    writer.session(0, helped="better")
    writer.session(1, (30_000, 10_000), "stopped", has_clock=False)
    player.bench.store.files["history.jsonl"] = b"".join(
        line + b"\n" for line in [*writer.lines, b'{"damaged']
    )
    told = player.run("history")
    assert [row["number"] for row in told["rows"]] == [1, 2]
    assert told["rows"][0]["began"] == "2026-01-01 09:00"
    assert [row["helped"] for row in told["rows"]] == ["better", ""]
    assert told["rows"][1] == {
        "number": 2,
        "began": "",
        "title": "hands-li4",
        "delivered_s": 40,
        "prescribed_s": 60,
        "pauses": 1,
        "ended": "stopped",
        "helped": "",
    } | {"title": told["rows"][1]["title"]}
    assert told["csv"].startswith("device,session,began,")
    assert json.loads(told["json"])[0]["began"] == "2026-01-01T09:00:00+01:00"
    assert history.decode(writer.lines[0]) is not None

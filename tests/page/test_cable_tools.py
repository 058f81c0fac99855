"""The cable's protocol in the page's interpreter: order for order what it is here.

What a page would call is recorded over a line in this process; the bundle in node, called the
same way at the same times, has to answer the same.
"""

import json
import subprocess

import pytest
from acupacer_host import site
from acupacer_host.content.factory import packaged
from cable_player import EPOCH_S, Player, document, stand_in
from fake_link_device import Deaf, FaultList
from history_lines import half_a_year
from test_tools import RUN


@pytest.fixture(autouse=True)
def berlin(monkeypatch):
    stand_in(monkeypatch)
    monkeypatch.setenv("TZ", "Europe/Berlin")


def same(player):
    """Have the page's interpreter answer ``player``'s calls as they were answered here."""
    done = subprocess.run(
        ["node", RUN, site.folder()],
        input=json.dumps(player.calls),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-1500:]
    for call, answer, wanted in zip(
        player.calls, json.loads(done.stdout), player.answers, strict=True
    ):
        assert answer == wanted, call
    assert done.stderr == ""


def test_a_whole_visit():
    player = Player()
    player.store(document("neck", "back").encode())
    player.bench.store.files["history.jsonl"] = b"".join(
        line + b"\n" for line in half_a_year().lines
    )
    player.run("who")
    player.run("look", EPOCH_S)
    player.run("set_clock", EPOCH_S + 90)
    player.run("mirror", 0)
    player.run("mirror", 200)
    player.run("pull")
    player.run("history", None, "de")
    player.run("configure", {"settings": {"sound": False}, "profile": {"pregnancy": True}})
    for text in (document("back", "hand", rest_s=7), packaged().decode()):
        player.run("compare", text)
        assert "sha" in player.run("send", text, "es")
    same(player)


@pytest.mark.parametrize(
    "line",
    [
        {"faults": FaultList(3, bit_rate=1e-4)},
        {"gone_after": 5000},
        {"reply_faults": Deaf(5)},
        {"faults": FaultList(lose=1.0)},
        {"delay_s": 0.2, "bytes_per_s": 11_520},
    ],
    ids=["damaged", "unplugged", "silent", "nobody", "slow"],
)
def test_lines_that_are_bad(line):
    player = Player(**line)
    player.store(document("neck").encode())
    for name, value in (("who", None), ("pull", None), ("send", packaged().decode())):
        player.run(name, value)
    same(player)


def test_a_device_without_a_file():
    player = Player()
    player.port.sha = b""
    for name in ("who", "pull", "history"):
        player.run(name)
    same(player)


def test_refusals():
    player = Player()
    player.bench.port.busy = 312
    player.on_news = lambda: setattr(player.bench.port, "busy", -1)
    player.run("send", document("neck"))
    player.run("send", document("neck").replace("LI4", "XX1"))
    player.port.configure_reason = "both_off: sound and vibration cannot both be off"
    player.run("configure", {"settings": {"sound": False}, "profile": {}})
    player.port.time = (None, 0, False)
    player.run("look", EPOCH_S)
    same(player)

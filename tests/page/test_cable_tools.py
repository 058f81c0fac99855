"""The cable's protocol in the page's interpreter: order for order what it is here.

What a page would call is recorded over a line in this process; the bundle in node, called the
same way at the same times, has to answer the same.
"""

import json
import random
import subprocess

import pytest
from acupacer_host import site
from acupacer_host.content.factory import packaged
from cable_player import EPOCH_S, Player, document, stand_in
from fake_link_device import Deaf, FaultList
from history_lines import Writer, half_a_year
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
    for language in ("en", "de", "es"):
        assert "<svg" in player.run("report", "2026-11-27", language)["html"]
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
    assert player.run("report", "2026-11-27")["html"] == ""
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


def some_history(seed):
    """Sessions by chance: odd lengths, missing numbers, answers, clocks that were set back."""
    chance = random.Random(seed)
    writer = Writer()
    writer.day_ends_h = chance.choice((0, 3))
    for _ in range(chance.randint(1, 60)):
        writer.sessions += chance.choice((0, 0, 0, 1, 3))
        writer.session(
            chance.choice((0, chance.randrange(40), chance.randrange(9000))),
            (chance.randrange(0, 90_500, 250), chance.randrange(90_000)),
            chance.choice(("finished", "stopped", "power_lost", "a_later_end")),
            chance.randint(5, 99),
            chance.choice(("LI4", "GB21", "sore <b>&'spot", "hinten-links")),
            chance.choice(("", "", "yes", "no")),
            chance.random() < 0.9,
            chance.choice(("", "better", "same", "worse", "a_later_answer")),
        )
    return b"".join(line + b"\n" for line in writer.lines)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_report_of_any_history_is_the_tool_s(language):
    player = Player(is_own=True)
    player.store(document("hands-li4").encode())
    for seed in range(6):
        player.bench.store.files["history.jsonl"] = some_history(seed)
        html = player.run("report", "2026-11-27", language)["html"]
        assert html.count("<svg") >= 2
    same(player)

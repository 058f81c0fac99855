"""The installer, from the wheel and as documented, on a computer that runs."""

import json

import pytest
import scenes
from listing import FILES, lines
from pi import CONFIG, STATE
from routines import SHORT

PACKAGES = "dpkg-query --show --showformat '${Package}\\n'"
WANTED = "apt-mark showmanual"  # by somebody, rather than by another package
PURGE = "DEBIAN_FRONTEND=noninteractive apt-get --quiet --yes purge"


@pytest.mark.soak
def test_from_a_fresh_card_to_an_empty_one(card):
    """One story: dry run, a failure, resumed, again, used, taken off."""
    before = {command: lines(card, command) for command in (FILES, PACKAGES, WANTED)}
    said = card.installer("install", "--dry-run")
    assert "changes would be made" in said
    assert lines(card, FILES) == before[FILES]
    card.sh("mv /srv/wheels /root/wheels")
    said = card.installer("install", code=1)
    assert "Mend the cause and run the same command again" in said
    card.sh("mv /root/wheels /srv/wheels")
    said = card.installer("install")
    assert "now: sudo reboot" in said
    said = card.installer("install")
    assert said.startswith("nothing to do: all is in place\n")
    card.reboot()
    scenes.to_home(card)
    scenes.session(card)
    assert card.installer("install") == "nothing to do: all is in place\n"
    check_uninstall(card, before)


def check_uninstall(pi, before):
    """History stays unless it is to go, and nothing else stays.

    Packages do, and nobody wants them any more; with them goes what they brought.
    """
    pi.sh(f"echo '[motor' >>{CONFIG}")  # it must not be held up by it
    pi.installer("uninstall")
    assert '"short-hand"' in pi.read(f"{STATE}/history.jsonl")
    assert not pi.exists("/opt/acupacer")
    pi.low(within_s=1)
    pi.installer("uninstall", "--purge")
    assert lines(pi, WANTED) <= before[WANTED]
    brought = sorted(lines(pi, PACKAGES) - before[PACKAGES])
    pi.sh(f"{PURGE} {' '.join(brought)}", within_s=1800)
    left = sorted(lines(pi, FILES) - before[FILES])
    assert not left, "\n".join(left)


def test_uninstall(home):
    before = home.sh("cat /var/lib/dpkg/status | wc -l")
    scenes.session(home)
    home.installer("uninstall")
    assert '"short-hand"' in home.read(f"{STATE}/history.jsonl")
    home.low(within_s=1)
    for name in (
        "/opt/acupacer",
        "/etc/systemd/system/acupacer.service",
        "/usr/local/bin/acupacer-device",
    ):
        assert not home.exists(name)
    home.installer("uninstall", "--purge")
    assert not home.exists(STATE)
    assert not home.exists("/etc/acupacer")
    assert home.sh("cat /var/lib/dpkg/status | wc -l") == before


def test_again_there_is_nothing_to_do(home):
    assert home.installer("install") == "nothing to do: all is in place\n"
    assert home.service("NRestarts") == "0"


# Of each page of cautions that 0.1.0 had. Its page numbers were drawn otherwise than today's.
CAUTIONS_OF_THE_FIRST_VERSION = ("illness", "significant", "gentle.", "discomfort.", "vary.")
CAUTIONS_OF_THE_FIRST_VERSION += ("finger,", "midwife")
REST_S = 1800  # of a place after a session


def session_of_the_first_version(pi):
    """From power-up through the questions, red flags and cautions that 0.1.0 had."""
    pi.see("Press STOP once")
    pi.tap("STOP", "pregnant,")
    pi.machine.put(scenes.SHORT_FILE, SHORT)
    pi.laptop("push", "--replace", scenes.SHORT_FILE)
    pi.laptop("settings", "sound=off")
    for words in (*scenes.QUESTIONS[:-1], "Emergency", "fall", "cancer,"):
        pi.tap("NEXT", words)
    pi.tap("START", "Short hand")
    pi.tap("START", "medical advice")
    for words in CAUTIONS_OF_THE_FIRST_VERSION:
        pi.tap("NEXT", words)
    pi.tap("START", "LEFT go")
    pi.wait(1.3)
    scenes.from_prompt(pi)
    pi.tap("START", "Short")


@pytest.mark.soak
def test_upgrade_from_the_first_version_with_its_data(upgradable, wheel):
    """Routines, history, settings, answers and what was accepted of 0.1.0 are there."""
    session_of_the_first_version(upgradable)
    assert "0.1" in upgradable.sh("acupacer-device --version")
    kept = upgradable.sh(f"cat {STATE}/routines.json {STATE}/history.jsonl")
    said = upgradable.installer("install", wheel=f"/root/{wheel.name}")
    assert said.endswith(" changes made\n"), said
    upgradable.see("Press STOP once")
    assert "0.2" in upgradable.sh("acupacer-device --version")
    assert not upgradable.exists("/opt/acupacer/pwm-off")
    upgradable.tap("STOP", "Short hand")  # no question
    assert upgradable.sh(f"cat {STATE}/routines.json {STATE}/history.jsonl").startswith(kept)
    (record,) = json.loads(upgradable.laptop("history", "--json"))
    assert (record["routine"], record["ended"]) == ("short-hand", "finished")
    assert json.loads(upgradable.laptop("settings", "--json"))["sound"] is False
    upgradable.wait(REST_S)
    upgradable.laptop("open", "short-hand")
    upgradable.see("LEFT go")  # its cautions are not shown again

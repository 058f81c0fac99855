"""A card that is full or read-only, and a configuration with a fault."""

import pytest
import scenes
from pi import CONFIG, STATE

FULL = (
    "fallocate --length $(df --output=avail --block-size=1 / | tail -1) /root/full; "
    f"sudo -u acupacer dd if=/dev/zero of={STATE}/full bs=4k || true"  # and what is left
)
READ_ONLY = "sync; echo u >/proc/sysrq-trigger"
MINUTE_S = 60
RESTARTS_MOST = 25  # a minute: one each two seconds and the time it takes to start


@pytest.mark.parametrize("spoil", (FULL, READ_ONLY), ids=("full", "read-only"))
def test_a_session_is_paced_on(home, spoil):
    home.sh(spoil)
    scenes.session(home)
    assert home.line("motor").pattern().replace(scenes.FAULT, "", 1) == scenes.SESSION_PATTERN
    assert home.service("NRestarts") == "0"
    scenes.say_it_helped(home)
    if '"short-hand"' not in home.sh(f"cat {STATE}/history.jsonl"):
        home.see("not recorded:")  # the file's last block may have had room for it


def test_room_again(home):
    home.sh(FULL)
    scenes.session(home)
    home.sh(f"rm /root/full {STATE}/full")
    scenes.leave(home)
    home.press("NEXT")
    home.see("Short hip")
    scenes.session(home)
    assert '"short-hip"' in home.read(f"{STATE}/history.jsonl")


def test_a_broken_configuration_says_what_is_wrong(home):
    before = home.read(CONFIG)
    home.machine.put(CONFIG, before.encode() + b"[motor]\npin = 99\n")
    home.sh("systemctl restart acupacer || true")
    home.wait(MINUTE_S)
    assert "motor.pin: 99 is not one of" in home.journal()
    assert 1 < int(home.service("NRestarts")) < RESTARTS_MOST
    assert not home.line("motor").level
    home.machine.put(CONFIG, before.encode())
    home.see("Press STOP once")

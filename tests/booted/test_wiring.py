"""Other pins and a board whose buttons are active high."""

import tomllib

import scenes
from acupacer.boards.pi.config import parse
from pi import CONFIG
from test_session import check_pulses

OTHER = """
[serial]
port = "/dev/ttyGS0"

[buttons]
start_pin = 22
next_pin = 23
stop_pin = 24
active_high = true

[motor]
pin = 12

[buzzer]
pin = 19
"""
NO_NETWORK = "mv /srv/wheels /srv/archive /root"


def test_other_pins_and_active_high_without_a_network(home):
    home.sh(NO_NETWORK)
    home.machine.put(CONFIG, OTHER.encode())
    said = home.installer("install")
    assert said.endswith("1 changes made\n"), said
    home.wire(parse(tomllib.loads(OTHER), CONFIG))
    home.reboot()
    home.see("Press STOP once")
    home.tap("STOP", "Short hand")
    scenes.session(home)
    check_pulses(home)
    said = home.sh("sudo -u acupacer acupacer-device check || true")
    assert "in use by the running device" in said, said
    assert "installed and enabled" in said, said

"""The Debian package, by apt and as documented, on a computer that runs."""

import json
import sys
from pathlib import Path

import pytest
import scenes
from listing import FILES, lines
from pi import STATE
from test_session import check_pulses

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import build_deb

DATE_S = 1767225600
APT = "DEBIAN_FRONTEND=noninteractive apt-get --quiet --yes"
RUNNING_S = 60  # from the command to the device's first words
USERS = "cut -d: -f1 /etc/passwd /etc/group"


@pytest.fixture(scope="session")
def package(tmp_path_factory):
    """The Debian package of this checkout."""
    return build_deb.build(tmp_path_factory.mktemp("package"), DATE_S)


def install(pi, package):
    """``sudo apt install ./acupacer_VERSION_all.deb``; what it says."""
    pi.machine.put(f"/root/{package.name}", package.read_bytes())
    return pi.sh(f"{APT} install ./{package.name}")


def test_from_apt_install_to_purge(card, package):
    """One story: installed and running, set up, a session, removed, back, purged."""
    card.sh(f"{APT} update")
    before, users = lines(card, FILES), lines(card, USERS)
    boot_files = card.sh("cat /boot/firmware/*.txt")
    began_s = card.now()
    said = install(card, package)
    card.see("Press STOP once")
    took_s = card.now() - began_s
    print(f"from apt install to the first words: {took_s:.1f} s")
    assert took_s <= RUNNING_S
    assert "sudo acupacer-device setup && sudo reboot" in said, said
    assert card.sh("cat /boot/firmware/*.txt") == boot_files

    assert "now: sudo reboot" in card.sh("acupacer-device setup")
    card.reboot()
    assert card.sh("acupacer-device setup") == "nothing to do: all is in place\n"
    scenes.to_home(card)
    scenes.session(card)
    check_pulses(card)
    scenes.leave(card)
    (record,) = json.loads(card.laptop("history", "--json"))
    assert (record["routine"], record["ended"]) == ("short-hand", "finished")

    owned = card.sh("dpkg --listfiles acupacer").split()
    card.sh(f"{APT} remove acupacer")
    card.low(within_s=1)
    assert card.sh("cat /boot/firmware/*.txt") == boot_files
    assert '"short-hand"' in card.read(f"{STATE}/history.jsonl")
    assert not card.exists("/usr/bin/acupacer-device")

    card.forget()
    install(card, package)
    card.see("Press STOP once")
    card.tap("STOP", "Short hand")  # no question: the answers are still there
    card.sh(f"{APT} purge acupacer")
    ours = [name for name in owned if "acupacer" in name]
    left = card.sh(f"ls -d {' '.join(ours)} 2>/dev/null || true")
    assert left == ""
    assert lines(card, FILES) - before == set()
    assert lines(card, USERS) == users


def test_the_installers_own_gives_way_and_history_stays(home, package):
    """The package says how to move, and does nothing before."""
    home.sh(f"{APT} update")
    scenes.session(home)
    scenes.leave(home)
    kept = home.read(f"{STATE}/history.jsonl")
    home.machine.put(f"/root/{package.name}", package.read_bytes())
    said = home.sh(f"{APT} install ./{package.name}", code=100)
    [command] = [line for line in said.splitlines() if "acupacer_deploy uninstall" in line]
    assert home.service("ActiveState") == "active" and home.exists("/opt/acupacer/venv")
    home.sh(command)
    home.sh(f"{APT} install ./{package.name}")
    home.see("Press STOP once")
    home.tap("STOP", "Short")
    assert home.read(f"{STATE}/history.jsonl").startswith(kept)

"""``acupacer-device check`` on Pis made of plain files, one fault at a time."""

import os
from dataclasses import replace

import pytest
from acupacer.boards.pi import check, main, wall_clock
from acupacer.boards.pi.config import Config
from acupacer.boards.pi.finding import FAIL, NOTE, OK
from acupacer.boards.pi.machine import Machine

UDC = "sys/class/udc/3f980000.usb"
STRICT = "sys/module/pinctrl_bcm2835/parameters/persist_gpio_outputs"
THROTTLED = "sys/devices/platform/soc/soc:firmware/get_throttled"
SPEED = "sys/class/i2c-adapter/i2c-1/of_node/clock-frequency"
UNIT = "etc/systemd/system/acupacer.service"
HEALTHY = {
    "proc/device-tree/model": "Raspberry Pi Zero 2 W Rev 1.0\0",
    "proc/cmdline": "console=tty1 pinctrl_bcm2835.persist_gpio_outputs=n root=PARTUUID=1",
    "dev/gpiochip0": "",
    "dev/i2c-1": "",
    "dev/ttyGS0": "",
    SPEED: (400_000).to_bytes(4, "big"),
    UDC + "/state": "configured\n",
    "sys/kernel/config/usb_gadget/acupacer/UDC": "3f980000.usb\n",
    THROTTLED: "0\n",
    UNIT: "[Service]\nExecStopPost=+/opt/acupacer/outputs-low 18:0 13\nRestart=always\n",
    "etc/systemd/system/multi-user.target.wants/acupacer.service": "",
    "var/lib/acupacer/history.jsonl": "",
}


class FakePi(Machine):
    """A Pi with a panel at 0x3C, of which a test spoils one thing."""

    refused = ()
    panel_at = 0x3C
    bus_error = None
    users = {}
    free = 2_000_000_000

    def put(self, name, content):
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def remove(self, name):
        self.path(name).unlink()

    def may_use(self, name):
        return name not in self.refused

    def chip_label(self, chip):
        return "pinctrl-bcm2835" if chip == "/dev/gpiochip0" else "raspberrypi-exp-gpio"

    def line_user(self, chip, pin):
        assert chip == "/dev/gpiochip0"
        return self.users.get(pin)

    def answers(self, bus, address):
        if self.bus_error:
            raise OSError(self.bus_error, os.strerror(self.bus_error))
        return address == self.panel_at

    def free_bytes(self, folder):
        return self.free


@pytest.fixture
def pi(tmp_path, monkeypatch):
    monkeypatch.setattr(check, "has_module", lambda name: True)
    monkeypatch.setattr(wall_clock, "is_synchronised", lambda: True)
    made = FakePi(tmp_path)
    for name, content in HEALTHY.items():
        made.put(name, content)
    return made


def findings(pi, config=None):
    return list(check.check(pi, config or Config()))


def one(pi, about, config=None):
    (found,) = [f for f in findings(pi, config) if f.about == about]
    return found


def test_a_healthy_pi_has_nothing_to_mend(pi):
    assert [(f.verdict, f.about) for f in findings(pi)] == [
        (OK, "model"),
        (OK, "libraries"),
        (OK, "groups"),
        (OK, "pins"),
        (OK, "strict"),
        (OK, "i2c"),
        (OK, "panel"),
        (OK, "gadget"),
        (OK, "power"),
        (OK, "clock"),
        (OK, "disk"),
        (OK, "service"),
    ]
    assert not any(f.advice for f in findings(pi))


def test_whatever_is_wrong_comes_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(check, "has_module", lambda name: False)
    for found in check.check(Machine(tmp_path), Config()):
        assert found.verdict == OK or found.advice, found


@pytest.mark.parametrize(
    ("attributes", "about", "verdict", "words"),
    [
        ({"refused": ("/dev/gpiochip0",)}, "groups", FAIL, "usermod -aG gpio"),
        ({"refused": ("/dev/i2c-1",)}, "groups", FAIL, "usermod -aG i2c"),
        ({"refused": ("/dev/ttyGS0",)}, "groups", FAIL, "usermod -aG dialout"),
        ({"users": {18: "pigpio"}}, "pins", FAIL, "motor.pin (BCM 18) is used by pigpio"),
        ({"users": {5: ""}}, "pins", FAIL, "start_pin (BCM 5) is used by a program without"),
        ({"panel_at": 0x3D}, "panel", FAIL, "set address = 0x3D under [panel]"),
        ({"panel_at": None}, "panel", FAIL, "nothing answers"),
        ({"bus_error": 5}, "panel", FAIL, "the bus fails: Input/output error"),
        ({"free": 1_000_000}, "disk", FAIL, "only 976 KB free in /var/lib/acupacer"),
    ],
)
def test_a_fault_of_a_device_is_found(pi, attributes, about, verdict, words):
    for name, value in attributes.items():
        setattr(pi, name, value)
    found = one(pi, about)
    assert found.verdict == verdict
    assert words in "\n".join(found.lines())


@pytest.mark.parametrize(
    ("name", "content", "about", "verdict", "words"),
    [
        ("proc/device-tree/model", "Banana", "model", NOTE, "pins may differ"),
        ("proc/cmdline", "root=1", "strict", FAIL, "dtparam=strict_gpiod"),
        ("dev/gpiochip0", None, "groups", FAIL, "is this a Raspberry Pi?"),
        ("dev/i2c-1", None, "i2c", FAIL, "no /dev/i2c-1"),
        (SPEED, (100_000).to_bytes(4, "big"), "i2c", NOTE, "at 100 kHz"),
        (SPEED, None, "i2c", NOTE, "speed unknown"),
        (UDC + "/state", "not attached", "gadget", NOTE, "data cable"),
        ("sys/kernel/config/usb_gadget/acupacer/UDC", "\n", "gadget", FAIL, "not set up"),
        ("dev/ttyGS0", None, "gadget", FAIL, "not set up"),
        (THROTTLED, "50000", "power", NOTE, "since power-on the supply was below 4.63 V"),
        (THROTTLED, None, "power", NOTE, "cannot be asked"),
        (UNIT, "ExecStopPost=+/opt/acupacer/outputs-low 18\n", "service", FAIL, "other pins"),
        (UNIT, "ExecStopPost=-+/usr/bin/pinctrl set 18,13 op dl\n", "service", FAIL, "setup"),
        (UNIT, None, "service", NOTE, "not installed"),
    ],
)
def test_a_fault_of_the_system_is_found(pi, name, content, about, verdict, words):
    pi.remove(name) if content is None else pi.put(name, content)
    found = [f for f in findings(pi) if f.about == about]
    assert [f.verdict for f in found if words in "\n".join(f.lines())] == [verdict]


def test_every_trouble_with_the_supply_is_said(pi):
    pi.put(THROTTLED, "50005")
    found = [f for f in findings(pi) if f.about == "power"]
    assert [(f.verdict, f.found) for f in found] == [
        (FAIL, "the supply is below 4.63 V now"),
        (FAIL, "the processor is throttled now"),
    ]


def test_strict_on_a_pi_5_is_read_from_its_own_module(pi):
    pi.put("proc/cmdline", "root=1")
    pi.put("sys/module/pinctrl_rp1/parameters/persist_gpio_outputs", "N\n")
    assert one(pi, "strict").verdict == OK


def test_outputs_that_persist_are_found_though_the_parameter_exists(pi):
    pi.put("proc/cmdline", "root=1")
    pi.put(STRICT, "Y\n")
    assert one(pi, "strict").verdict == FAIL


def test_pins_in_use_are_fine_while_the_device_runs(pi):
    pi.users = {18: "lg", 13: "lg"}
    pi.path("/run/acupacer").mkdir(parents=True)
    assert one(pi, "pins").lines() == ["ok    pins       in use by the running device"]


def test_a_login_prompt_on_the_port_is_found(pi):
    pi.put("etc/systemd/system/getty.target.wants/serial-getty@ttyGS0.service", "")
    assert "disable --now serial-getty@ttyGS0" in one(pi, "login").advice


def uart(port="/dev/serial0"):
    return replace(Config(), serial=replace(Config().serial, port=port))


def test_a_uart_instead_of_the_gadget(pi):
    pi.put("dev/serial0", "")
    assert one(pi, "uart", uart()).verdict == OK
    pi.put("proc/cmdline", "console=serial0,115200 persist_gpio_outputs=n")
    assert "remove console=serial0" in one(pi, "uart", uart()).advice
    pi.remove("dev/serial0")
    assert one(pi, "uart", uart()).found == "no /dev/serial0"


def test_no_panel_and_no_buzzer_are_no_faults(pi):
    config = replace(
        Config(),
        panel=replace(Config().panel, controller="none"),
        buzzer=replace(Config().buzzer, kind="none"),
    )
    pi.remove("dev/i2c-1")
    pi.put(UNIT, "ExecStopPost=+/opt/acupacer/outputs-low 18\n")
    assert {f.verdict for f in findings(pi, config)} == {OK}


def test_the_units_of_the_debian_package_are_known(pi):
    pi.remove(UNIT)
    pi.put(
        UNIT.replace("etc/", "usr/lib/"),
        "ExecStopPost=+/usr/libexec/acupacer/outputs-low 18 13\n",
    )
    assert one(pi, "service").verdict == OK
    pi.put(UNIT, "ExecStopPost=+/usr/libexec/acupacer/outputs-low 12 13\n")
    assert one(pi, "service").verdict == FAIL


def test_a_masked_service_is_told(pi):
    pi.remove(UNIT)
    pi.path("/" + UNIT).symlink_to("/dev/null")
    pi.put(UNIT.replace("etc/", "usr/lib/"), "ExecStopPost=+/opt/acupacer/outputs-low 18 13\n")
    found = one(pi, "service")
    assert (found.verdict, found.found) == (NOTE, "masked: nothing starts it")


def test_the_clock_has_three_states(pi, monkeypatch):
    monkeypatch.setattr(wall_clock, "is_synchronised", lambda: False)
    assert one(pi, "clock").found == "not set"
    pi.path("/sys/class/rtc/rtc0").mkdir(parents=True)
    assert one(pi, "clock").found == "from a clock chip, not checked against the network"


def test_a_disk_that_cannot_be_written(pi, monkeypatch):
    def refuse(**arguments):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(check.tempfile, "TemporaryFile", refuse)
    found = one(pi, "disk")
    assert (found.verdict, found.found) == (FAIL, "/var/lib/acupacer: Read-only file system")


def test_nothing_is_left_behind(pi):
    before = sorted(pi.root.rglob("*"))
    findings(pi)
    assert sorted(pi.root.rglob("*")) == before


def test_the_ioctls_refuse_what_is_no_chip(tmp_path):
    machine = Machine(tmp_path)
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "gpiochip0").write_bytes(b"")
    assert machine.chip_label("/dev/gpiochip0") == ""
    assert machine.line_user("/dev/gpiochip0", 18) is None
    assert machine.chip_label("/dev/gpiochip9") == ""


@pytest.mark.parametrize(("verdict", "code"), [(OK, 0), (NOTE, 0), (FAIL, 1)])
def test_the_exit_code_tells(pi, monkeypatch, capsys, verdict, code):
    finding = check.Finding(verdict, "panel", "seen", "do this")
    monkeypatch.setattr(check, "check", lambda machine, config: iter([finding]))
    assert main.main(["check"]) == code
    assert capsys.readouterr().out == f"{verdict:5} panel      seen\n{'':17}do this\n"

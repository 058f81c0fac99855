"""Hardware PWM on a /sys made of plain files: the exact writes, in order."""

import errno
import gc
import logging
import os
import shutil
from pathlib import Path

import pytest
from acupacer.boards.clock import VirtualClock
from acupacer.boards.pi import main, pwm
from acupacer.boards.pi.board import Parts
from acupacer.boards.pi.config import ConfigError, parse
from acupacer.boards.pi.cut_timer import LoopTimer
from acupacer.boards.pi.outputs import Outputs
from acupacer.boards.pulse import PulseActuator
from gpiozero.pins.mock import MockFactory, MockPWMPin

OFF = [("enable", "0"), ("duty_cycle", "0")]
OPENED = [*OFF, ("period", "1000000"), *OFF]


class Kernel:
    """The PWM part of /sys, with a record of everything written to a channel's files."""

    def __init__(self, root, monkeypatch):
        self.root = root
        self.writes = []
        self.error = 0
        self.chip = self.add_chip(0, "3f20c000.pwm")
        self.lead_pins(18, 13)
        for channel in (0, 1):
            self.export(channel)
        monkeypatch.setattr(pwm.os, "pwrite", self.write)

    def add_chip(self, number, device):
        folder = self.root / f"devices/platform/soc/{device}/pwm/pwmchip{number}"
        folder.mkdir(parents=True)
        (folder / "device").symlink_to("../..")
        (folder / "export").write_text("")
        entry = self.root / f"class/pwm/pwmchip{number}"
        entry.parent.mkdir(parents=True, exist_ok=True)
        entry.symlink_to(folder)
        return folder

    def lead_pins(self, *pins):
        path = self.root / "firmware/devicetree/base/soc/gpio@7e200000/pwm_pins/brcm,pins"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(pin.to_bytes(4, "big") for pin in pins))

    def export(self, channel):
        folder = self.chip / f"pwm{channel}"
        folder.mkdir()
        for name, text in (("enable", "0"), ("duty_cycle", "0"), ("period", "0")):
            (folder / name).write_text(text)
        (folder / "polarity").write_text("normal\n")

    def write(self, fd, data, offset):
        if self.error:
            raise OSError(self.error, os.strerror(self.error))
        path = Path(f"/proc/self/fd/{fd}").readlink()
        assert offset == 0 and path.parent.parent == self.chip
        self.writes.append((path.name, data.decode()))

    def since(self):
        """What was written since the last look."""
        written, self.writes = self.writes, []
        return written


@pytest.fixture
def kernel(tmp_path, monkeypatch):
    return Kernel(tmp_path, monkeypatch)


@pytest.fixture
def factory():
    factory = MockFactory(pin_class=MockPWMPin)
    yield factory
    factory.reset()
    # gpiozero closes a device that is collected, and waits for ever if that comes while it
    # makes another.
    gc.collect()


def motor(kernel):
    channel = pwm.open_channel(18, kernel.root)
    pin = pwm.HardwareMotorPin(channel, 200, 60)
    return PulseActuator("motor", pin, 1000, LoopTimer(), soft_start_ms=30)


def outputs(kernel, factory, **sections):
    config = parse(sections, "box")
    return Outputs(config, VirtualClock(), Parts(pin_factory=factory, sys_root=kernel.root))


def test_a_channel_is_driven_0_before_anything_else(kernel):
    motor(kernel)
    assert kernel.since() == OPENED


def test_a_pulse_with_its_soft_start_to_the_duty_cap_and_off_at_once(kernel):
    actuator = motor(kernel)
    kernel.since()
    actuator.set(100, 0)
    assert kernel.since() == [
        ("duty_cycle", "0"),
        ("period", "5000000"),
        ("duty_cycle", "750000"),
        ("enable", "1"),
    ]
    for now_ms in (10, 20, 30):
        actuator.service(now_ms)
    assert kernel.since() == [
        ("duty_cycle", duty) for duty in ("1500000", "2250000", "3000000")
    ]
    actuator.set(0, 120)
    assert kernel.since() == OFF
    actuator.set(50, 400)
    assert kernel.since() == [("duty_cycle", "360000"), ("enable", "1")]
    actuator.shut()
    assert kernel.since() == OFF


def test_a_tone_changes_its_period_only_while_no_duty_is_longer(kernel):
    tone = pwm.HardwareBuzzerPin(pwm.open_channel(13, kernel.root))
    kernel.since()
    tone.on(2000)
    tone.on(4000)
    tone.off()
    assert kernel.since() == [
        ("duty_cycle", "0"), ("period", "500000"), ("duty_cycle", "250000"), ("enable", "1"),
        ("duty_cycle", "0"), ("period", "250000"), ("duty_cycle", "125000"),
        *OFF,
    ]  # fmt: skip


def test_a_channel_that_goes_away_stops_no_one_and_is_said_once(kernel, caplog):
    actuator = motor(kernel)
    kernel.error = errno.ENODEV
    actuator.set(100, 0)
    actuator.set(0, 120)
    actuator.set(100, 300)
    actuator.low()
    assert [record.getMessage() for record in caplog.records] == [
        "motor: the hardware PWM fails: No such device"
    ]
    kernel.error = 0
    actuator.set(100, 600)
    assert kernel.since()[-1] == ("enable", "1")


def test_a_fault_in_mid_pulse_tries_to_end_the_pulse(kernel):
    actuator = motor(kernel)
    actuator.set(100, 0)
    kernel.since()
    write, refused = kernel.write, []

    def refuse_duty(fd, data, offset):
        if data == b"1500000":
            refused.append(data)
            raise OSError(errno.EIO, "I/O error")
        write(fd, data, offset)

    pwm.os.pwrite = refuse_duty
    actuator.service(10)
    assert refused and kernel.since() == OFF


def test_the_first_start_waits_for_udev(kernel):
    shutil.rmtree(kernel.chip / "pwm0")
    (kernel.chip / "export").chmod(0o400)
    slept_s = []

    def sleep(seconds):
        slept_s.append(seconds)
        if len(slept_s) == 3:
            kernel.export(0)

    original = Path.write_text

    def export(path, text):
        if path.name == "export":
            assert text == "0"
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return original(path, text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "write_text", lambda path, text: export(path, text))
        pwm.open_channel(18, kernel.root, sleep)
    assert slept_s == [0.05] * 3
    assert kernel.since() == OPENED


def test_rights_that_never_come_are_given_up_after_two_seconds(kernel, monkeypatch):
    slept_s = []

    def refuse(path, flags):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(pwm.os, "open", refuse)
    with pytest.raises(PermissionError):
        pwm.open_channel(18, kernel.root, slept_s.append)
    assert slept_s == [0.05] * 39


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda kernel: shutil.rmtree(kernel.root / "class"), "no pwm overlay in config.txt"),
        (lambda kernel: kernel.lead_pins(12), "the overlay is not for pin 18"),
        (lambda kernel: setattr(kernel, "error", errno.EIO), "Input/output error"),
        (
            lambda kernel: (kernel.chip / "pwm0/polarity").write_text("inversed\n"),
            "the PWM is set upside down",
        ),
    ],
)
def test_auto_falls_back_to_software_with_one_line(kernel, factory, caplog, spoil, reason):
    caplog.set_level(logging.INFO)
    spoil(kernel)
    made = outputs(kernel, factory, buzzer={"kind": "none"})
    made.motor.set(100, 0)
    assert [record.getMessage() for record in caplog.records] == [
        f"motor.pwm: by software (no hardware PWM: {reason})"
    ]
    assert factory.pin(18).state > 0


def test_hardware_that_is_asked_for_and_missing_is_a_fault_of_the_configuration(
    kernel, factory, monkeypatch, capsys
):
    kernel.lead_pins(12)
    with pytest.raises(ConfigError, match=r'motor\.pwm = "hardware": no hardware PWM: the'):
        outputs(kernel, factory, motor={"pwm": "hardware"})
    monkeypatch.setattr(main, "Heartbeat", lambda: None)
    monkeypatch.setenv("GPIOZERO_PIN_FACTORY", "mock")
    path = kernel.root / "box.toml"
    path.write_text('[motor]\npwm = "hardware"\n')
    monkeypatch.setattr("acupacer.boards.pi.outputs.SYS", kernel.root)
    assert main.main(["run", "--config", str(path)]) == 2
    assert "sudo acupacer-device setup --hardware-pwm and reboot" in capsys.readouterr().err


def test_auto_takes_both_channels_and_leaves_the_pins_to_them(kernel, factory):
    made = outputs(kernel, factory)
    assert kernel.since() == OPENED * 2
    made.tone.set(2000, 0)
    made.shut()
    assert kernel.since()[-4:] == OFF * 2
    assert factory.pins == {}


def test_software_and_mock_pins_leave_the_channels_alone(kernel, factory, monkeypatch):
    made = outputs(kernel, factory, motor={"pwm": "software"}, buzzer={"pwm": "software"})
    made.shut()
    factory.reset()
    monkeypatch.setattr("acupacer.boards.pi.outputs.SYS", kernel.root)
    Outputs(parse({}, "box"), VirtualClock(), Parts(pin_factory=factory))
    assert kernel.since() == []


def test_other_controllers_are_not_ours(kernel):
    kernel.add_chip(1, "fe20c800.pwm")
    shutil.rmtree(kernel.chip)
    (kernel.root / "class/pwm/pwmchip0").unlink()
    with pytest.raises(OSError, match="no pwm overlay"):
        pwm.open_channel(18, kernel.root)


def test_a_pin_without_a_channel_is_refused(kernel):
    with pytest.raises(OSError, match="pin 17 has none"):
        pwm.open_channel(17, kernel.root)

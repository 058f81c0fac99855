"""The last resort: every output low by the gpiochip, whatever fails on the way.

The kernel's side is made of plain files and one function; the real ioctls are asked in
``make test-system``.
"""

import errno
import importlib.machinery
import importlib.util
import os
import struct
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "firmware/deploy/files/outputs-low"
FREE, INPUT, OUTPUT = 0, 1 << 2, 1 << 3


class Header:
    """A kernel with two gpiochips, the header's the second; ``claimed`` as low outputs."""

    def __init__(self, root, low):
        self.root, self._low = root, low
        self.flags, self.refused, self.claimed = {}, {}, []
        self.is_open = True
        for number, label in enumerate(("raspberrypi-exp-gpio", "pinctrl-bcm2835")):
            self.path(f"dev/gpiochip{number}").write_text(label)

    def path(self, name):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def channel(self, number):
        folder = self.path(f"sys/devices/platform/soc/fe20c000.pwm/pwm/pwmchip0/pwm{number}")
        folder.mkdir(parents=True)
        (folder / "enable").write_text("1\n")
        return folder / "enable"

    def ioctl(self, fd, request, buffer):
        if request == self._low.CHIP_INFO:
            label = Path(f"/proc/self/fd/{fd}").resolve().read_bytes()
            buffer[32 : 32 + len(label)] = label
        elif request == self._low.LINE_INFO:
            form = self._low.LINE_INFO_FORMAT
            pin = struct.unpack(form, buffer)[2]
            flags = self.flags.get(pin, INPUT)
            struct.pack_into(form, buffer, 0, b"", b"", pin, 0, flags, b"", b"")
        else:
            self._claim(request, buffer)

    def _claim(self, request, buffer):
        assert request == self._low.GET_LINE and len(buffer) == 592
        # <linux/gpio.h>: the first of 64 offsets, the consumer, the flags, how many lines.
        pin, lines = struct.unpack_from("I", buffer)[0], struct.unpack_from("I", buffer, 560)[0]
        assert (buffer[256:268], struct.unpack_from("Q", buffer, 288)[0], lines) == (
            b"acupacer-low",
            OUTPUT,
            1,
        )
        assert not any(buffer[296:560])  # no attribute: the value is 0
        if pin in self.refused:
            raise OSError(self.refused[pin], os.strerror(self.refused[pin]))
        self.claimed.append(pin)
        struct.pack_into("i", buffer, 588, os.open(os.devnull, os.O_RDONLY))


@pytest.fixture
def low():
    loader = importlib.machinery.SourceFileLoader("outputs_low", str(SCRIPT))
    spec = importlib.util.spec_from_loader("outputs_low", loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def header(low, tmp_path, monkeypatch):
    made = Header(tmp_path, low)
    monkeypatch.setattr(low, "ROOT", str(tmp_path))
    monkeypatch.setattr(low, "ioctl", made.ioctl)
    return made


def test_every_pin_becomes_a_low_output(low, header):
    assert low.main(["18", "13"]) == 0
    assert header.claimed == [18, 13]


def test_a_pin_that_fails_keeps_no_other_pin_high_and_is_told(low, header, capsys):
    header.refused[18] = errno.EBUSY
    assert low.main(["18", "13"]) == 1
    assert header.claimed == [13]
    assert "BCM 18 is not low: Device or resource busy" in capsys.readouterr().err


def test_hardware_pwm_is_stopped_and_its_pin_left_to_it(low, header):
    enables = [header.channel(0), header.channel(1)]
    assert low.main(["18:0", "13:1"]) == 0
    assert [enable.read_text() for enable in enables] == ["0\n", "0\n"]
    assert header.claimed == []


def test_a_pwm_that_does_not_stop_is_taken_off_its_pin_and_the_next_has_its_turn(low, header):
    stuck, other = header.channel(0), header.channel(1)
    stuck.unlink()
    stuck.mkdir()  # cannot be written
    assert low.main(["18:0", "13:1"]) == 0
    assert header.claimed == [18]
    assert other.read_text() == "0\n"


def test_a_channel_never_used_or_a_pin_that_is_an_output_is_made_low_as_any(low, header):
    assert low.main(["18:0"]) == 0
    header.channel(1)
    header.flags[13] = OUTPUT  # the program went by software in spite of the channel
    assert low.main(["13:1"]) == 0
    assert header.claimed == [18, 13]


def test_without_a_gpiochip_it_says_so_and_still_stops_the_pwm(low, header, capsys):
    header.path("dev/gpiochip1").unlink()
    enable = header.channel(1)
    assert low.main(["18", "13:1"]) == 1
    assert enable.read_text() == "0\n"
    said = capsys.readouterr().err
    assert "BCM 18 is not low: the header's gpiochip cannot be opened" in said
    assert "BCM 13" not in said


def test_it_starts_without_site_and_environment():
    """Both cost time that a motor left on has not."""
    assert SCRIPT.read_text().splitlines()[0] == "#!/usr/bin/python3 -IS"

"""Motor and passive buzzer on the Pi's own PWM, through the kernel's files in /sys.

For Pis up to the 4 with the overlay ``pwm`` or ``pwm-2chan``: exact pulses that cost no
CPU. Two things differ from pins that a program drives itself:

- claiming such a pin as an ordinary output takes the PWM off it, so gpiozero must not
  touch it;
- a program that dies leaves the PWM running, ``strict_gpiod`` or not: then it is the
  unit's ExecStopPost that makes the pin low.
"""

import errno
import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from .config import ConfigError

LOG = logging.getLogger("acupacer")

SYS = Path("/sys")
# BCM number -> channel and the pin's function that leads it there (BCM2835 ARM
# Peripherals, section 6.2; the same up to the BCM2711).
CHANNELS = {12: (0, "a0"), 13: (1, "a0"), 18: (0, "a5"), 19: (1, "a5")}
CONTROLLER = "20c000.pwm"  # end of its device's name; the Pi 4's audio one ends otherwise
# udev gives a new channel to the group some 0.3 s after the export.
TRY_S, TRIES = 0.05, 40
NS_PER_S = 1_000_000_000
FIRST_HZ = 1000  # a period has to be there before anything else can be set

P = TypeVar("P")


class PwmChannel:
    """One channel, exported if need be and switched off from the start.

    ``folder``: its ``pwmN`` folder, which need not be there yet. Raises OSError:
    PermissionError when the group's rights are not there (yet), else for good.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.exists():
            (folder.parent / "export").write_text(folder.name.removeprefix("pwm"))
        self._period_ns = 0
        self._is_on = False
        self._fds: dict[str, int] = {}
        try:
            for name in ("enable", "duty_cycle", "period"):
                self._fds[name] = os.open(folder / name, os.O_WRONLY | os.O_CLOEXEC)
            self.stop()  # before a period was ever set the kernel refuses this
            self._set_period(NS_PER_S // FIRST_HZ)
            self._write("enable", 0)
            self._write("duty_cycle", 0)
            if (folder / "polarity").read_text().strip() != "normal":
                raise OSError(errno.EINVAL, "the PWM is set upside down", str(folder))
        except OSError:
            self.close()
            raise

    def drive(self, freq_hz: int, share: float) -> None:
        """Run at ``freq_hz``, high for ``share`` (0.0-1.0) of each period.

        Raises OSError when the kernel refuses or the channel is gone.
        """
        period_ns = NS_PER_S // freq_hz
        if period_ns != self._period_ns:
            self._write("duty_cycle", 0)  # never longer than a period, not for a moment
            self._set_period(period_ns)
        self._write("duty_cycle", round(period_ns * share))
        if not self._is_on:
            self._is_on = True
            self._write("enable", 1)

    def stop(self) -> None:
        """Low at once. Never raises: a channel that is gone drives nothing."""
        self._is_on = False
        for name in ("enable", "duty_cycle"):
            with suppress(OSError):
                self._write(name, 0)

    def close(self) -> None:
        """Let go of the files; the channel stays exported and as it is."""
        for fd in self._fds.values():
            os.close(fd)
        self._fds.clear()

    def _set_period(self, period_ns: int) -> None:
        self._write("period", period_ns)
        self._period_ns = period_ns

    def _write(self, name: str, value: int) -> None:
        os.pwrite(self._fds[name], str(value).encode(), 0)


class _HardwarePin:
    """What motor and buzzer have in common; see ``pulse.PulsePin`` for the contract."""

    _role = ""

    def __init__(self, channel: PwmChannel) -> None:
        self._channel = channel
        self._is_failing = False

    def off(self) -> None:
        """Low at once. Never raises, even if the kernel's files are gone."""
        self._channel.stop()

    def _drive(self, freq_hz: int, share: float) -> None:
        """Drive, or say once that it cannot be done: the other cues go on."""
        try:
            self._channel.drive(freq_hz, share)
            self._is_failing = False
        except OSError as error:
            self._channel.stop()
            if not self._is_failing:
                LOG.error("%s: the hardware PWM fails: %s", self._role, error.strerror)
            self._is_failing = True


class HardwareMotorPin(_HardwarePin):
    """The motor at ``pwm_hz``; 100 percent is ``duty_cap_pct`` of the supply."""

    _role = "motor"

    def __init__(self, channel: PwmChannel, pwm_hz: int, duty_cap_pct: int) -> None:
        super().__init__(channel)
        self._pwm_hz = pwm_hz
        self._cap_pct = duty_cap_pct

    def on(self, level: int) -> None:
        """Drive at ``level`` percent of the duty cap, 1-100. Blocks: never."""
        self._drive(self._pwm_hz, level * self._cap_pct / 10_000)


class HardwareBuzzerPin(_HardwarePin):
    """A piezo disc that sounds at the frequency of the PWM, half duty."""

    _role = "buzzer"

    def on(self, level: int) -> None:
        """Sound at ``level`` Hz. Blocks: never."""
        self._drive(level, 0.5)


def channel_folder(pin: int, root: Path = SYS) -> Path:
    """Where the channel behind a BCM ``pin`` is or will be; ``root`` stands for /sys.

    Raises OSError saying why there is none: wrong pin, overlay off or for other pins.
    """
    if pin not in CHANNELS:
        raise OSError(errno.ENODEV, f"pin {pin} has none")
    for chip in sorted((root / "class/pwm").glob("pwmchip*")):
        if (chip / "device").resolve().name.endswith(CONTROLLER):
            if pin not in overlay_pins(root):
                raise OSError(errno.ENODEV, f"the overlay is not for pin {pin}")
            return chip / f"pwm{CHANNELS[pin][0]}"
    raise OSError(errno.ENODEV, "no pwm overlay in config.txt")


def overlay_pins(root: Path = SYS) -> list[int]:
    """BCM numbers of the pins that the overlay led to the PWM at boot."""
    numbers: list[int] = []
    for path in (root / "firmware/devicetree/base/soc").glob("gpio@*/pwm_pins/brcm,pins"):
        data = path.read_bytes()
        numbers += [int.from_bytes(data[at : at + 4], "big") for at in range(0, len(data), 4)]
    return numbers


def open_channel(
    pin: int, root: Path = SYS, sleep: Callable[[float], None] = time.sleep
) -> PwmChannel:
    """The channel behind ``pin``, switched off. Raises OSError saying why not.

    Blocks: at the first start after boot until udev has given the group its rights, at
    most ``TRIES`` times ``TRY_S`` (2 s); later starts find them.
    """
    folder = channel_folder(pin, root)
    for _ in range(TRIES - 1):
        with suppress(PermissionError):
            return PwmChannel(folder)
        sleep(TRY_S)
    return PwmChannel(folder)


def hardware_or_software(
    key: str,
    choice: str,
    open_: Callable[[], PwmChannel],
    hardware: Callable[[PwmChannel], P],
    software: Callable[[], P],
) -> P:
    """The pin as ``choice`` (auto, hardware, software) says; ``key`` names the setting.

    auto is hardware where the overlay is on, else software with one line in the log.
    Raises ConfigError when hardware is asked for and cannot be had.
    """
    if choice == "software":
        return software()
    try:
        return hardware(open_())
    except OSError as error:
        if choice == "hardware":
            raise ConfigError(
                f'{key} = "hardware": no hardware PWM: {error.strerror}; sudo acupacer-device '
                'setup --hardware-pwm and reboot, or set it to "auto"'
            ) from error
        LOG.info("%s: by software (no hardware PWM: %s)", key, error.strerror)
        return software()

"""``acupacer-device check``: is this Pi wired, installed and powered as it should be?

Looks without changing anything: no pin is driven, nothing is drawn, no file is left.
Each finding says what was found and, unless all is well, what to do about it. The checks
run beside a running device.
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec

from . import wall_clock
from .check_wires import check_bus, check_panel, check_serial
from .config import Config
from .finding import FAIL, NOTE, OK, REINSTALL, SET_UP, SET_UP_REBOOT, Finding
from .machine import Machine

# The installer's or one that follows the configuration, else the Debian package's.
UNIT_PATHS = (
    "/etc/systemd/system/acupacer.service",
    "/usr/lib/systemd/system/acupacer.service",
)
LAST_RESORT = re.compile(r"^ExecStopPost=\+\S*/outputs-low (.*)$", re.MULTILINE)
ENABLED_PATH = "/etc/systemd/system/multi-user.target.wants/acupacer.service"
RUNNING_PATH = "/run/acupacer"  # the unit's RuntimeDirectory: there while it runs
ROOM_BYTES = 16 * 1024 * 1024  # a year of history is some 2 MB

# Bits of the firmware's get_throttled; the same 16 higher: happened since power-on.
_POWER = (
    (0, "the supply is below 4.63 V", "use a better supply or a shorter, thicker cable"),
    (1, "the processor is slowed down", "cool it, or use a better supply"),
    (2, "the processor is throttled", "cool it, or use a better supply"),
    (3, "the processor is at its soft temperature limit", "cool it"),
)


def check(machine: Machine, config: Config) -> Iterator[Finding]:
    """Every finding, in the order in which faults should be mended. Blocks: < 1 s."""
    for look in CHECKS:
        yield from look(machine, config)


def check_model(machine: Machine, config: Config) -> Iterator[Finding]:
    """Which computer this is."""
    model = machine.read("/proc/device-tree/model")
    if "Raspberry Pi" in model:
        yield Finding(OK, "model", model)
    else:
        yield Finding(
            NOTE, "model", model or "unknown", "made for a Raspberry Pi; pins may differ"
        )


def check_libraries(machine: Machine, config: Config) -> Iterator[Finding]:
    """The modules that only a Pi needs."""
    wanted = {
        "lgpio": "sudo apt install python3-lgpio (and a venv with --system-site-packages)",
        "gpiozero": REINSTALL,
        "adafruit_ssd1306": REINSTALL,
        "serial": REINSTALL,
    }
    for name, advice in wanted.items():
        if not has_module(name):
            yield Finding(FAIL, "libraries", f"no Python module {name}", advice)
    if all(has_module(name) for name in wanted):
        yield Finding(OK, "libraries", ", ".join(wanted))


def has_module(name: str) -> bool:
    """Whether Python finds a module, without importing it."""
    return find_spec(name) is not None


def check_access(machine: Machine, config: Config) -> Iterator[Finding]:
    """Device nodes are there and this user may use them."""
    nodes = [("gpio", chip) for chip in machine.find("/dev", "gpiochip*")]
    if not nodes:
        yield Finding(FAIL, "groups", "no /dev/gpiochip*", "is this a Raspberry Pi?")
        return
    bus = f"/dev/i2c-{config.panel.i2c_bus}"
    nodes += [("i2c", bus), ("dialout", config.serial.port)]
    refused = [
        (group, node)
        for group, node in nodes
        if machine.exists(node) and not machine.may_use(node)
    ]
    for group, node in refused:
        yield Finding(
            FAIL,
            "groups",
            f"{node} is not ours to use",
            f"sudo usermod -aG {group} $USER and log in again, or check as the service "
            "does: sudo -u acupacer acupacer-device check",
        )
    if not refused:
        yield Finding(OK, "groups", "pins, panel bus and serial port may be used")


def check_pins(machine: Machine, config: Config) -> Iterator[Finding]:
    """Nobody else holds our pins."""
    chip = machine.header_chip()
    if not chip:
        advice = "mend the access to /dev/gpiochip* first"
        yield Finding(NOTE, "pins", "cannot be asked who uses them", advice)
        return
    users = {}
    for role, pin in config.pins().items():
        if not role.startswith("panel"):
            user = machine.line_user(chip, pin)
            if user is not None:
                users[role, pin] = user or "a program without a name"
    if users and machine.exists(RUNNING_PATH):
        yield Finding(OK, "pins", "in use by the running device")
    elif users:
        for (role, pin), user in users.items():
            yield Finding(
                FAIL,
                "pins",
                f"{role} (BCM {pin}) is used by {user}",
                "end that program, or remove its overlay from config.txt",
            )
    else:
        yield Finding(OK, "pins", "all free")


def check_strict(machine: Machine, config: Config) -> Iterator[Finding]:
    """A process that dies leaves its outputs as inputs: the motor goes off."""
    states = [
        machine.read(path)
        for path in machine.find("/sys/module", "pinctrl_*/parameters/persist_gpio_outputs")
    ]
    if "persist_gpio_outputs=n" in machine.read("/proc/cmdline") or states == ["N"]:
        yield Finding(OK, "strict", "outputs are let go when a process dies")
    else:
        yield Finding(
            FAIL,
            "strict",
            "a process that is killed would leave the motor on",
            f"dtparam=strict_gpiod is missing from config.txt: {SET_UP_REBOOT}",
        )


def check_power(machine: Machine, config: Config) -> Iterator[Finding]:
    """Supply voltage and heat, now and since power-on."""
    paths = machine.find("/sys/devices/platform", "**/*firmware/get_throttled")
    text = machine.read(paths[0]) if paths else ""
    try:
        bits = int(text, 16)
    except ValueError:
        yield Finding(NOTE, "power", "cannot be asked", "vcgencmd get_throttled may know")
        return
    for bit, what, advice in _POWER:
        if bits >> bit & 1:
            yield Finding(FAIL, "power", f"{what} now", advice)
        elif bits >> (bit + 16) & 1:
            yield Finding(
                NOTE, "power", f"since power-on {what.replace(' is ', ' was ')}", advice
            )
    if not bits:
        yield Finding(OK, "power", "voltage and temperature were fine since power-on")


def check_clock(machine: Machine, config: Config) -> Iterator[Finding]:
    """Whether the date can be trusted: limits per day depend on it."""
    if wall_clock.is_synchronised():
        yield Finding(OK, "clock", "kept right over the network")
    elif machine.find("/sys/class/rtc", "rtc*"):
        yield Finding(NOTE, "clock", "from a clock chip, not checked against the network")
    else:
        advice = "fine without: the laptop sets it (acupacer clock), or the device asks"
        yield Finding(NOTE, "clock", "not set", advice)


def check_disk(machine: Machine, config: Config) -> Iterator[Finding]:
    """History and settings can be kept."""
    folder = config.device.state_dir
    if not machine.exists(folder):
        yield Finding(FAIL, "disk", f"no folder {folder}", SET_UP_REBOOT)
        return
    free_bytes = machine.free_bytes(folder)
    if 0 <= free_bytes < ROOM_BYTES:
        advice = "make room: sudo apt clean, sudo journalctl --vacuum-size=20M"
        yield Finding(FAIL, "disk", f"only {free_bytes // 1024} KB free in {folder}", advice)
        return
    try:
        with tempfile.TemporaryFile(dir=machine.path(folder)) as file:
            file.write(b"acupacer")
    except PermissionError:
        yield Finding(
            NOTE,
            "disk",
            f"{folder} is not this user's to write",
            "the service's user may: sudo -u acupacer acupacer-device check",
        )
    except OSError as error:
        advice = "the device runs, but forgets: make this folder a writable partition"
        yield Finding(FAIL, "disk", f"{folder}: {error.strerror}", advice)
    else:
        yield Finding(OK, "disk", f"{free_bytes // 1024 // 1024} MB free in {folder}")


def check_service(machine: Machine, config: Config) -> Iterator[Finding]:
    """The unit that starts the device and makes it safe when it dies."""
    own = machine.path(UNIT_PATHS[0])
    if own.is_symlink() and str(own.readlink()) == "/dev/null":
        yield Finding(
            NOTE, "service", "masked: nothing starts it", "sudo systemctl unmask acupacer"
        )
        return
    unit = next(filter(None, map(machine.read, UNIT_PATHS)), "")
    if not unit:
        yield Finding(NOTE, "service", "not installed: nothing starts the device", REINSTALL)
        return
    if last_resort_pins(unit) != output_pins(config):
        yield Finding(
            FAIL,
            "service",
            "its last resort drives other pins low than the configured ones",
            f"the configuration changed since: {SET_UP}",
        )
    elif not machine.exists(ENABLED_PATH):
        yield Finding(NOTE, "service", "not enabled", "sudo systemctl enable --now acupacer")
    else:
        yield Finding(OK, "service", "installed and enabled")


def last_resort_pins(unit: str) -> list[int]:
    """BCM numbers of the pins that a unit's last resort makes low."""
    found = LAST_RESORT.search(unit)
    wires = found[1].split() if found else []
    return [int(wire.partition(":")[0]) for wire in wires]


def output_pins(config: Config) -> list[int]:
    """BCM numbers of the pins that must be low when nobody drives them."""
    pins = [config.motor.pin]
    return pins if config.buzzer.kind == "none" else [*pins, config.buzzer.pin]


CHECKS: tuple[Callable[[Machine, Config], Iterator[Finding]], ...] = (
    check_model,
    check_libraries,
    check_access,
    check_pins,
    check_strict,
    check_bus,
    check_panel,
    check_serial,
    check_power,
    check_clock,
    check_disk,
    check_service,
)

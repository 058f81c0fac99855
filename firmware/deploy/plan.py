"""What an installed acupacer consists of: the list of changes, from top to bottom."""

import tomllib
from pathlib import Path

import hardware_pwm
from acupacer.boards.pi.check import output_pins
from acupacer.boards.pi.config import DEFAULT_PATH, Config, load, parse
from changes import (
    BEGIN,
    END,
    Absent,
    Block,
    Change,
    Folder,
    Unit,
    WithoutWords,
    WriteFile,
    WriteLink,
)
from packages import AptPackages, Group, Program, User
from places import BY_DPKG, BY_INSTALLER, Places
from target_system import System

APT = ("python3-venv", "python3-lgpio", "polkitd")
GROUPS = ("gpio", "i2c", "dialout")
STATE = "/var/lib/acupacer"
CONFIG = str(DEFAULT_PATH)
CONFIG_TXT, CMDLINE_TXT = "/boot/firmware/config.txt", "/boot/firmware/cmdline.txt"
UNITS = "/etc/systemd/system"
UNIT = f"{UNITS}/acupacer.service"
LOW_SCRIPT = f"{BY_INSTALLER.scripts}/outputs-low"
GADGET_SCRIPT = f"{BY_INSTALLER.scripts}/usb-gadget"
PWM_SCRIPT = "/opt/acupacer/pwm-off"  # of versions before 0.2
GADGET_UNIT = f"{UNITS}/acupacer-gadget.service"
GADGET_WANTED = f"{UNITS}/usb-gadget.target.wants/acupacer-gadget.service"
GADGET_PORT, UART_PORT = "/dev/ttyGS0", "/dev/serial0"
# Models whose USB socket can be a device; the others need a UART.
GADGET_MODELS = (
    "Zero",
    "Pi 4",
    "Pi 5",
    "Model A Plus",
    "3 Model A",
    "Compute Module",
    "Pi 400",
)

BOOT_LINES = [
    "[all]",
    "# the panel's bus, at 400 kHz",
    "dtparam=i2c_arm=on,i2c_arm_baudrate=400000",
    "# a process that dies lets go of its outputs: the motor goes off",
    "dtparam=strict_gpiod",
]
LINK_LINES = {
    "gadget": ["# the USB socket is a device: the serial port to the laptop",
               "dtoverlay=dwc2,dr_mode=peripheral"],
    "uart": ["# the UART at the header is the serial port to the laptop", "enable_uart=1"],
}  # fmt: skip
RULES = {
    "/etc/modules-load.d/acupacer.conf": "modules.conf",
    "/etc/udev/rules.d/60-acupacer.rules": "acupacer.rules",
    "/etc/polkit-1/rules.d/50-acupacer.rules": "poweroff.rules",
}
SCRIPTS = ("outputs-low", "usb-gadget")
SERIAL_CONSOLE = r"console=(serial0|ttyAMA0|ttyS0)(,\S*)?"


def link_for(system: System) -> str:
    """gadget or uart: what the installed configuration says, else what the model can."""
    config = installed_config(system)
    if config is not None:
        return "gadget" if config.serial.port == GADGET_PORT else "uart"
    model = system.read("/proc/device-tree/model")
    can = not model or any(name in model for name in GADGET_MODELS)
    return "gadget" if can else "uart"


def installed_config(system: System) -> Config | None:
    """The configuration on the system, if there is one. Raises ConfigError for a bad one."""
    return load(system.path(CONFIG)) if system.path(CONFIG).is_file() else None


def has_pwm(system: System) -> bool:
    """Whether an earlier installation was asked for hardware PWM."""
    block = system.read(CONFIG_TXT).partition(BEGIN)[2].partition(END)[0]
    return hardware_pwm.MARK in block


def config_for(system: System, link: str) -> Config:
    """The installed configuration, else that of a new device."""
    first = first_config(GADGET_PORT if link == "gadget" else UART_PORT)
    return installed_config(system) or parse(tomllib.loads(first), CONFIG)


def changes(
    system: System, source: Path | None, link: str, is_pwm: bool, places: Places = BY_INSTALLER
) -> list[Change]:
    """All changes in the order of installing.

    ``source``: the wheel or checkout to install, None: the program stays as it is;
    ``link``: gadget or uart; ``is_pwm``: with hardware PWM; ``places``: whose installation
    it is. Raises ConfigError for a bad configuration.
    """
    config = config_for(system, link)
    if places is BY_DPKG:
        return _left_by_dpkg(link, is_pwm, config)
    return _changes(source, link, is_pwm, config)


def _changes(source: Path | None, link: str, is_pwm: bool, config: Config) -> list[Change]:
    return [
        Folder("/opt/acupacer"),
        AptPackages(APT),
        *_own(link),
        *(WriteFile(name, text(file)) for name, file in RULES.items()),
        _boot_block(link, is_pwm, config),
        WriteFile(LOW_SCRIPT, text("outputs-low"), 0o755),
        Absent(PWM_SCRIPT),
        *(gadget_changes() if link == "gadget" else uart_changes()),
        *([] if source is None else [Program(source)]),
        WriteLink("/usr/local/bin/acupacer-device", BY_INSTALLER.program),
        Unit(WriteFile(UNIT, unit(config, is_pwm))),
        WriteLink(f"{UNITS}/multi-user.target.wants/acupacer.service", UNIT),
    ]


def _left_by_dpkg(link: str, is_pwm: bool, config: Config) -> list[Change]:
    """What is another on each computer, so that no package can carry it.

    The unit that came along is for a new device: another one goes where systemd takes it
    instead.
    """
    own, shipped = (unit(*of, BY_DPKG) for of in ((config, is_pwm), (Config(), False)))
    gadget = WriteLink(GADGET_WANTED, f"{BY_DPKG.units}/acupacer-gadget.service")
    uart = [Absent(GADGET_WANTED), WithoutWords(CMDLINE_TXT, SERIAL_CONSOLE)]
    return [
        *_own(link),
        _boot_block(link, is_pwm, config),
        *([gadget] if link == "gadget" else uart),
        Unit(Absent(UNIT) if own == shipped else WriteFile(UNIT, own)),
    ]


def _own(link: str) -> list[Change]:
    """Groups, user, data and configuration."""
    first = first_config(GADGET_PORT if link == "gadget" else UART_PORT)
    return [
        *(Group(name) for name in GROUPS),
        Folder(STATE),
        User("acupacer", STATE, GROUPS),
        WriteFile(CONFIG, first, keep=True),
    ]


def _boot_block(link: str, is_pwm: bool, config: Config) -> Change:
    lines = [*BOOT_LINES, *LINK_LINES[link]]
    return Block(CONFIG_TXT, lines + hardware_pwm.boot_lines(config) * is_pwm)


def packaged_files() -> dict[str, tuple[str, int]]:
    """What dpkg carries beside the program: path -> (text, mode)."""
    files = {
        "/usr/lib/modules-load.d/acupacer.conf": "modules.conf",
        "/usr/lib/udev/rules.d/60-acupacer.rules": "acupacer.rules",
        "/usr/share/polkit-1/rules.d/50-acupacer.rules": "poweroff.rules",
    }
    return {
        **{name: (text(file), 0o644) for name, file in files.items()},
        **{f"{BY_DPKG.scripts}/{name}": (text(name), 0o755) for name in SCRIPTS},
        f"{BY_DPKG.units}/acupacer.service": (unit(Config(), False, BY_DPKG), 0o644),
        f"{BY_DPKG.units}/acupacer-gadget.service": (gadget_unit(BY_DPKG), 0o644),
    }


def all_changes(source: Path) -> list[Change]:
    """What any installation may have changed, in an order to be undone backwards.

    The configuration has no say: one with faults must not hold up an uninstall.
    """
    return [*_changes(source, "gadget", False, Config()), *uart_changes()]


def set_up_changes() -> list[Change]:
    """What setting the Debian package up may have changed, and its removal takes back.

    User and groups stay, since the history is theirs; a purge takes both.
    """
    config = Config()
    return [
        _boot_block("gadget", False, config),
        WithoutWords(CMDLINE_TXT, SERIAL_CONSOLE),
        WriteLink(GADGET_WANTED, f"{BY_DPKG.units}/acupacer-gadget.service"),
        Unit(WriteFile(UNIT, unit(config, False, BY_DPKG))),
    ]


def gadget_changes() -> list[Change]:
    """The serial port as a USB device."""
    return [
        WriteFile(GADGET_SCRIPT, text("usb-gadget"), 0o755),
        Unit(WriteFile(GADGET_UNIT, gadget_unit(BY_INSTALLER))),
        WriteLink(GADGET_WANTED, GADGET_UNIT),
    ]


def uart_changes() -> list[Change]:
    """The serial port as a UART, without the kernel's console on it."""
    return [
        Absent(GADGET_WANTED),
        Unit(Absent(GADGET_UNIT)),
        Absent(GADGET_SCRIPT),
        WithoutWords(CMDLINE_TXT, SERIAL_CONSOLE),
    ]


def first_config(port: str) -> str:
    """The configuration of a new device: what is particular to it, and where to read on."""
    return (
        "# acupacer device configuration. All settings with their defaults:\n"
        "#     acupacer-device config --print-defaults\n"
        "# After a change: acupacer-device config, then sudo acupacer-device setup if pins,\n"
        "# folder or port changed, then sudo systemctl restart acupacer.\n\n"
        f'[serial]\nport = "{port}"\n'
    )


def gadget_unit(places: Places) -> str:
    """The unit that makes the USB socket a serial port."""
    return text("acupacer-gadget.service").replace("@SCRIPTS@", places.scripts)


def unit(config: Config, is_pwm: bool = False, places: Places = BY_INSTALLER) -> str:
    """The service's unit for this configuration: pins, folder, port and rights.

    ``is_pwm``: hardware PWM is on: its folder below /sys may be written.
    """
    folder = config.device.state_dir
    writable = [f"-{folder}"] * (folder != STATE) + [hardware_pwm.writable()] * is_pwm
    ttys = ["ttyGS"] if config.serial.port == GADGET_PORT else ["ttyAMA", "ttyS", "ttyUSB"]
    may_set = config.clock.set_system
    reading = "adjtimex clock_adjtime clock_adjtime64"
    values = {
        "PROGRAM": places.program,
        "LOW": last_resort(config, is_pwm, places),
        "TTYS": "\n".join(f"DeviceAllow=char-{tty} rw" for tty in ttys),
        "WRITABLE": " ".join(writable),
        "CAPABILITIES": "CAP_SYS_TIME" if may_set else "",
        "CLOCK_CALLS": f"{reading} clock_settime clock_settime64" if may_set else reading,
    }
    unit = text("acupacer.service")
    for name, value in values.items():
        unit = unit.replace(f"@{name}@", value)
    return unit


def last_resort(config: Config, is_pwm: bool, places: Places) -> str:
    """The command that makes this configuration's outputs low."""
    pins = output_pins(config)
    wires = [hardware_pwm.wire(config, pin) if is_pwm else str(pin) for pin in pins]
    return f"{places.scripts}/outputs-low {' '.join(wires)}"


def text(name: str) -> str:
    """A file that comes with the installer, from a folder or from inside a wheel."""
    path = f"{Path(__file__).parent}/files/{name}"
    # A zip's loader reads from the zip.
    data: bytes = __loader__.get_data(path)  # type: ignore[name-defined]
    return data.decode("utf-8")

"""Checks of what is wired to the Pi: the panel's bus and the serial port."""

from collections.abc import Iterator

from .config import Config
from .finding import FAIL, NOTE, OK, SET_UP_REBOOT, Finding
from .machine import Machine

GADGET_PATH = "/sys/kernel/config/usb_gadget/acupacer"
GADGET_PORT = "/dev/ttyGS0"
I2C_HZ = 400_000
CONSOLES = ("console=serial0", "console=ttyAMA0", "console=ttyS0")


def check_bus(machine: Machine, config: Config) -> Iterator[Finding]:
    """The panel's bus is there and fast."""
    if config.panel.controller == "none":
        return
    number = config.panel.i2c_bus
    if not machine.exists(f"/dev/i2c-{number}"):
        yield Finding(FAIL, "i2c", f"no /dev/i2c-{number}", f"I2C is off: {SET_UP_REBOOT}")
        return
    speed = machine.read_bytes(f"/sys/class/i2c-adapter/i2c-{number}/of_node/clock-frequency")
    hz = int.from_bytes(speed, "big")
    if not hz:
        yield Finding(NOTE, "i2c", f"/dev/i2c-{number}, speed unknown", "not a Pi's own bus?")
    elif hz < I2C_HZ:
        yield Finding(
            NOTE,
            "i2c",
            f"/dev/i2c-{number} at {hz // 1000} kHz: the screen lags, cues do not",
            f"dtparam=i2c_arm_baudrate={I2C_HZ} is missing from config.txt: {SET_UP_REBOOT}",
        )
    else:
        yield Finding(OK, "i2c", f"/dev/i2c-{number} at {hz // 1000} kHz")


def check_panel(machine: Machine, config: Config) -> Iterator[Finding]:
    """Something acknowledges at the panel's address."""
    panel = config.panel
    if panel.controller == "none":
        yield Finding(OK, "panel", "none configured")
        return
    if not machine.exists(f"/dev/i2c-{panel.i2c_bus}"):
        return  # said by check_bus
    other = 0x3D if panel.address == 0x3C else 0x3C
    try:
        if machine.answers(panel.i2c_bus, panel.address):
            yield Finding(OK, "panel", f"answers at 0x{panel.address:02X}")
        elif machine.answers(panel.i2c_bus, other):
            yield Finding(
                FAIL,
                "panel",
                f"answers at 0x{other:02X}, not at 0x{panel.address:02X}",
                f"set address = 0x{other:02X} under [panel] in the configuration",
            )
        else:
            yield Finding(
                FAIL,
                "panel",
                "nothing answers on the bus",
                "check VCC (3.3 V), GND, SDA and SCL; swapped SDA and SCL are the usual cause",
            )
    except OSError as error:
        yield Finding(
            FAIL, "panel", f"the bus fails: {error.strerror}", "check for a short; reboot"
        )


def check_serial(machine: Machine, config: Config) -> Iterator[Finding]:
    """The link to the laptop."""
    port = config.serial.port
    look = check_gadget if port == GADGET_PORT else check_uart
    yield from look(machine, port)


def check_gadget(machine: Machine, port: str) -> Iterator[Finding]:
    """The Pi as a USB device of its own."""
    controllers = machine.find("/sys/class/udc", "*")
    if not controllers:
        yield Finding(
            FAIL,
            "gadget",
            "no USB device controller",
            "dtoverlay=dwc2,dr_mode=peripheral is missing from config.txt, or this model "
            f"has none (use a UART: --link uart): {SET_UP_REBOOT}",
        )
        return
    if not machine.read(f"{GADGET_PATH}/UDC") or not machine.exists(port):
        advice = "sudo systemctl restart acupacer-gadget; its journal says why it failed"
        yield Finding(FAIL, "gadget", "the serial function is not set up", advice)
        return
    state = machine.read(f"{controllers[0]}/state")
    if state == "configured":
        yield Finding(OK, "gadget", "a computer is connected")
    else:
        advice = "plug a data cable into the USB (not PWR) socket; power-only cables exist"
        yield Finding(NOTE, "gadget", f"no computer is connected ({state})", advice)
    yield from _check_login(machine, port)


def check_uart(machine: Machine, port: str) -> Iterator[Finding]:
    """A serial port at the header or a USB adapter."""
    if not machine.exists(port):
        missing = "enable_uart=1 is missing from config.txt, or the port's name is wrong"
        advice = f"{missing}: {SET_UP_REBOOT}"
        yield Finding(FAIL, "uart", f"no {port}", advice)
        return
    if any(name in machine.read("/proc/cmdline") for name in CONSOLES):
        advice = f"remove console=serial0,115200 from cmdline.txt: {SET_UP_REBOOT}"
        yield Finding(FAIL, "uart", "the kernel's console is on the port", advice)
        return
    yield Finding(OK, "uart", port)
    yield from _check_login(machine, port)


def _check_login(machine: Machine, port: str) -> Iterator[Finding]:
    name = port.rsplit("/", 1)[-1]
    if machine.exists(f"/etc/systemd/system/getty.target.wants/serial-getty@{name}.service"):
        yield Finding(
            FAIL,
            "login",
            f"a login prompt talks on {port}",
            f"sudo systemctl disable --now serial-getty@{name}",
        )

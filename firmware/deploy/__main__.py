"""The installer: ``sudo python3 firmware/deploy install`` from a checkout, or

    sudo python3 acupacer-VERSION-py3-none-any.whl/acupacer_deploy install

from a wheel (Python runs a folder inside a zip). Needs nothing but Python 3.11.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(1, str(HERE.parent))  # acupacer itself lies beside us

import hardware_pwm  # noqa: E402
from acupacer.boards.pi.config import ConfigError  # noqa: E402
from packages import python_of  # noqa: E402
from plan import (  # noqa: E402
    CMDLINE_TXT,
    CONFIG,
    CONFIG_TXT,
    STATE,
    all_changes,
    changes,
    config_for,
    has_pwm,
    installed_config,
    link_for,
)
from target_system import Run, System, run_on  # noqa: E402

OK, FAILED, USAGE = 0, 1, 2
OLDEST_PYTHON = (3, 11)


def main(arguments: Sequence[str] | None = None, run: Run | None = None) -> int:
    """Install or uninstall; the exit code. ``run``: runs commands in place of the system."""
    options = _parser().parse_args(arguments)
    system = System(options.root, run or run_on(options.root))
    if not options.dry_run and options.root == Path("/") and os.geteuid() != 0:
        print("this changes the system: start it with sudo", file=sys.stderr)
        return USAGE
    os.umask(0o022)
    try:
        return int(options.act(system, options))
    except ConfigError as error:
        print(error.message, file=sys.stderr)
        return USAGE
    except subprocess.CalledProcessError as error:
        print(
            f"failed with code {error.returncode}: {' '.join(error.cmd)}\n"
            "Mend the cause and run the same command again: what is done stays done.",
            file=sys.stderr,
        )
        return FAILED
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return FAILED


def install(system: System, options: argparse.Namespace) -> int:
    """Apply every change that is not done yet."""
    source = source_of(HERE)
    fault = "run me from a checkout or from inside a wheel" if source is None else unfit(system)
    link = link_for(system)
    if options.link and options.link != link and installed_config(system) is not None:
        fault = (
            f"{CONFIG} says otherwise than --link {options.link}: change [serial] port there"
        )
    link = options.link or link
    with_pwm = has_pwm(system) if options.hardware_pwm is None else options.hardware_pwm
    if with_pwm and not fault:
        model = system.read("/proc/device-tree/model")
        fault = hardware_pwm.unfit(config_for(system, link), model)
    if fault or source is None:
        print(fault, file=sys.stderr)
        return FAILED
    boot_files = system.read(CONFIG_TXT), system.read(CMDLINE_TXT)
    count = 0
    for change in changes(system, source, link, with_pwm):
        if not change.is_done(system):
            count += 1
            print("\n".join(change.describe(system)), flush=True)
            if not options.dry_run:
                change.apply(system)
    if options.dry_run:
        print(f"dry run: {count} changes would be made")
        return OK
    if count and is_live(system):
        wake_up()
    needs_reboot = boot_files != (system.read(CONFIG_TXT), system.read(CMDLINE_TXT))
    print(f"{count} changes made" if count else "nothing to do: all is in place")
    if needs_reboot:
        print("now: sudo reboot; then: sudo -u acupacer acupacer-device check")
    return OK


def uninstall(system: System, options: argparse.Namespace) -> int:
    """Undo every change, last one first, and remove the folders made for them."""
    if is_live(system) and not options.dry_run:
        for unit in ("acupacer.service", "acupacer-gadget.service"):
            subprocess.run(["systemctl", "stop", unit], check=False)
    folders = system.noted("folders")
    count = 0
    for change in reversed(all_changes(system, source_of(HERE) or HERE)):
        kept = options.keep_data and getattr(change, "name", "") in (CONFIG, STATE)
        lines = [] if kept else change.undo_lines(system)
        if lines:
            count += 1
            print("\n".join(lines), flush=True)
            if not options.dry_run:
                change.undo(system)
    if options.dry_run:
        print(f"dry run: {count} changes would be undone")
        return OK
    for name in reversed(folders):
        with suppress(OSError):  # not empty: someone else uses it by now
            system.path(name).rmdir()
    if count and is_live(system):
        wake_up()
    print(f"{count} changes undone" if count else "nothing to do: nothing is installed")
    return OK


def unfit(system: System) -> str:
    """Why this system is not one to install on, or ""."""
    if not system.path(CONFIG_TXT).is_file():
        return f"no {CONFIG_TXT}: this is not Raspberry Pi OS bookworm or later"
    version = python_of(system).removeprefix("python")
    numbers = tuple(int(part) for part in version.split(".")) if version else ()
    if numbers < OLDEST_PYTHON:
        return f"Python {version or 'is missing'}: at least 3.11 (Raspberry Pi OS bookworm)"
    return ""


def is_live(system: System) -> bool:
    """Whether this is the running system, with systemd in charge."""
    return system.root == Path("/") and Path("/run/systemd/system").is_dir()


def wake_up() -> None:
    """Have systemd and udev read what changed, and the device run its new version."""
    for command in (
        ("systemctl", "daemon-reload"),
        ("udevadm", "control", "--reload"),
        ("systemctl", "try-restart", "acupacer.service"),
    ):
        subprocess.run(command, check=False)


def source_of(here: Path) -> Path | None:
    """The wheel or checkout that ``here`` is part of, if it is."""
    if here.parent.suffix == ".whl" and here.parent.is_file():
        return here.parent
    checkout = here.parent.parent
    return checkout if (checkout / "pyproject.toml").is_file() else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="acupacer_deploy",
        description="Puts acupacer onto Raspberry Pi OS, or takes it off.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    installer = commands.add_parser("install", help="install, or bring up to date")
    installer.set_defaults(act=install)
    installer.add_argument(
        "--link",
        choices=("gadget", "uart"),
        help="serial port to the laptop (default: gadget where the model can)",
    )
    installer.add_argument(
        "--hardware-pwm",
        action=argparse.BooleanOptionalAction,
        help="motor and buzzer on the Pi's own PWM, up to the Pi 4 (default: as before; off)",
    )
    remover = commands.add_parser("uninstall", help="take everything off, history included")
    remover.set_defaults(act=uninstall)
    remover.add_argument(
        "--keep-data", action="store_true", help=f"leave {STATE} and {CONFIG} where they are"
    )
    for command in (installer, remover):
        command.add_argument(
            "--dry-run", action="store_true", help="only say what would be done"
        )
        command.add_argument(
            "--root",
            type=Path,
            default=Path("/"),
            metavar="DIR",
            help="work on the system below DIR (a mounted card), not on this one",
        )
    return parser


if __name__ == "__main__":
    sys.exit(main())

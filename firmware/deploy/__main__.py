"""The installer: ``sudo python3 firmware/deploy install`` from a checkout, or

    sudo python3 acupacer-VERSION-py3-none-any.whl/acupacer_deploy install

from a wheel (Python runs a folder inside a zip). Needs nothing but Python 3.11.

``setup`` has the system follow an installation that is there already, this one's or the
Debian package's: ``sudo acupacer-device setup``.
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
from changes import Change  # noqa: E402
from packages import VENV, is_installed, python_of  # noqa: E402
from places import BY_DPKG, BY_INSTALLER, Places, places_of  # noqa: E402
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
    set_up_changes,
)
from target_system import Run, System, run_on  # noqa: E402

OK, FAILED, USAGE = 0, 1, 2
OLDEST_PYTHON = (3, 11)
BOOT_ID = "/proc/sys/kernel/random/boot_id"  # another one after each reboot
REBOOT = "reboot"  # noted: during which boot the boot files changed


def main(arguments: Sequence[str] | None = None, run: Run | None = None) -> int:
    """Install or uninstall; the exit code. ``run``: runs commands in place of the system."""
    options = _parser().parse_args(arguments)
    system = System(options.root, run or run_on(options.root), places_of(HERE).record)
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
    if not fault and is_installed(system, "acupacer"):
        fault = (
            "the Debian package acupacer is installed; first: sudo apt remove acupacer "
            "(history and settings stay)"
        )
    return _carry_out(system, options, source, BY_INSTALLER, fault)


def set_up(system: System, options: argparse.Namespace) -> int:
    """Have the system follow the configuration; the program stays as it is.

    ``--keep-boot-files``: dpkg asks for it while it installs, whatever the computer is.
    """
    places = places_of(HERE)
    if options.undo:
        return _undo_set_up(system, options, places)
    fault = "" if options.keep_boot_files else unfit(system)
    if places is BY_INSTALLER and not system.path(VENV).is_dir():
        fault = f"nothing is installed in {VENV}: install it first"
    return _carry_out(system, options, None, places, fault)


def _carry_out(
    system: System, options: argparse.Namespace, source: Path | None, places: Places, fault: str
) -> int:
    """What ``install`` and ``set_up`` have in common; ``fault``: why it cannot be."""
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
    if fault:
        print(fault, file=sys.stderr)
        return FAILED
    boot_files = _boot_files(system)
    wanted = changes(system, source, link, with_pwm, places)
    if options.keep_boot_files:
        wanted = [change for change in wanted if not _is_of_boot(change)]
    try:
        count = _apply(system, wanted, options.dry_run)
    finally:
        if not options.dry_run:
            _note_reboot(system, boot_files)
    if options.dry_run:
        print(f"dry run: {count} changes would be made")
        return OK
    if count and is_live(system):
        wake_up()
    print(f"{count} changes made" if count else "nothing to do: all is in place")
    if boot_files != _boot_files(system) or _is_reboot_due(system):
        print("now: sudo reboot; then: sudo -u acupacer acupacer-device check")
    return OK


def _is_of_boot(change: Change) -> bool:
    return getattr(change, "name", "") in (CONFIG_TXT, CMDLINE_TXT)


def _undo_set_up(system: System, options: argparse.Namespace, places: Places) -> int:
    """Take back what ``set_up`` did for the Debian package, whose removal asks for it."""
    if places is BY_INSTALLER:
        print("uninstall takes back what this installation changed", file=sys.stderr)
        return USAGE
    count, failed = _undo_all(system, set_up_changes(), options)
    if options.dry_run:
        print(f"dry run: {count} changes would be undone")
    elif count:
        print(f"{count - failed} changes undone")
    return FAILED if failed else OK


def _apply(system: System, wanted: Sequence[Change], is_dry: bool) -> int:
    """Make the changes that are not made yet; their number."""
    open_changes = 0
    for change in wanted:
        if remark := change.remark(system):
            print(remark, file=sys.stderr, flush=True)
        if not change.is_done(system):
            open_changes += 1
            print("\n".join(change.describe(system)), flush=True)
            if not is_dry:
                change.apply(system)
    return open_changes


def _boot_files(system: System) -> tuple[str, str]:
    return system.read(CONFIG_TXT), system.read(CMDLINE_TXT)


def _note_reboot(system: System, before: tuple[str, str]) -> None:
    """Remember that this boot did not read the boot files as they are now.

    Also when the installation failed after that: the run that ends it must say so.
    """
    boot = system.read(BOOT_ID).strip()
    if boot and before != _boot_files(system):
        system.forget(REBOOT)
        system.note(REBOOT, boot)


def _is_reboot_due(system: System) -> bool:
    return system.read(BOOT_ID).strip() in system.noted(REBOOT)


def uninstall(system: System, options: argparse.Namespace) -> int:
    """Undo every change, last one first, and remove the folders made for them.

    What cannot be undone is told and holds up nothing else: the exit code is then 1.
    """
    if places_of(HERE) is BY_DPKG:
        print(
            "the Debian package acupacer is installed: sudo apt remove acupacer",
            file=sys.stderr,
        )
        return USAGE
    if is_live(system) and not options.dry_run:
        for unit in ("acupacer.service", "acupacer-gadget.service"):
            subprocess.run(["systemctl", "stop", unit], check=False)
    # An uninstall before this one may have kept what was in these two.
    folders = [*system.noted("folders"), STATE, str(Path(CONFIG).parent)]
    wanted = [
        change
        for change in all_changes(source_of(HERE) or HERE)
        if options.purge or getattr(change, "name", "") not in (CONFIG, STATE)
    ]
    count, failed = _undo_all(system, wanted, options)
    if options.dry_run:
        print(f"dry run: {count} changes would be undone")
        return OK
    for name in reversed(folders):
        with suppress(OSError):  # not empty: someone else uses it by now
            system.path(name).rmdir()
    if count and is_live(system):
        wake_up()
    done = f"{count - failed} changes undone"
    print(done if count else "nothing to do: nothing is installed")
    return FAILED if failed else OK


def _undo_all(
    system: System, wanted: Sequence[Change], options: argparse.Namespace
) -> tuple[int, int]:
    """Undo what there is to undo, the last change first: how many there are, and failed."""
    count, failed = 0, 0
    for change in reversed(wanted):
        lines = change.undo_lines(system)
        if lines:
            count += 1
            print("\n".join(lines), flush=True)
            failed += not options.dry_run and not _undo(system, change)
    return count, failed


def _undo(system: System, change: Change) -> bool:
    """Undo one change; False: it cannot be done, which was told."""
    try:
        change.undo(system)
    except subprocess.CalledProcessError as error:
        command = " ".join(error.cmd)
        print(f"failed with code {error.returncode}, left for you: {command}", file=sys.stderr)
        return False
    except OSError as error:
        print(f"left as it is: {error.filename}: {error.strerror}", file=sys.stderr)
        return False
    return True


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
    installer.set_defaults(act=install, keep_boot_files=False)
    setter = commands.add_parser(
        "setup",
        prog="acupacer-device setup",
        help="have boot files, unit and rights follow the configuration",
    )
    setter.set_defaults(act=set_up)
    setter.add_argument("--keep-boot-files", action="store_true", help=argparse.SUPPRESS)
    setter.add_argument("--undo", action="store_true", help=argparse.SUPPRESS)
    for command in (installer, setter):
        command.add_argument(
            "--link",
            choices=("gadget", "uart"),
            help="serial port to the laptop (default: gadget where the model can)",
        )
        command.add_argument(
            "--hardware-pwm",
            action=argparse.BooleanOptionalAction,
            help="motor and buzzer on the Pi's own PWM, up to the Pi 4 "
            "(default: as before; off)",
        )
    remover = commands.add_parser("uninstall", help="take everything off but your data")
    remover.set_defaults(act=uninstall)
    remover.add_argument(
        "--purge", action="store_true", help=f"also delete your data: {STATE} and {CONFIG}"
    )
    for command in (installer, setter, remover):
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

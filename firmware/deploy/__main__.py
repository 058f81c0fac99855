"""The installer: ``sudo python3 firmware/deploy install`` from a checkout, or

    sudo python3 acupacer-0.1.0-py3-none-any.whl/acupacer_deploy install

from a wheel (Python runs a folder inside a zip). Needs nothing but Python 3.11.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(1, str(HERE.parent))  # acupacer itself lies beside us

from changes import Change, System, run_on  # noqa: E402
from plan import BOOT, changes, link_for  # noqa: E402

from acupacer.boards.pi.config import ConfigError  # noqa: E402

OK, FAILED, USAGE = 0, 1, 2
REBOOT_FILES = (f"{BOOT}/config.txt", f"{BOOT}/cmdline.txt")


def main(arguments: Sequence[str] | None = None, run: object = None) -> int:
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
    if source is None:
        print("run me from a checkout or from inside a wheel", file=sys.stderr)
        return USAGE
    fault = _unfit(system)
    if fault:
        print(fault, file=sys.stderr)
        return FAILED
    link = options.link or link_for(system)
    before = [system.read(name) for name in REBOOT_FILES]
    count = 0
    for change in changes(system, source, link):
        if not change.is_done(system):
            count += 1
            _say(change.describe(system))
            if not options.dry_run:
                change.apply(system)
    if options.dry_run:
        print(f"{count} changes would be made" if count else "nothing would change")
        return OK
    if count and is_live(system):
        _wake_up(system)
    print(_farewell(count, before != [system.read(name) for name in REBOOT_FILES]))
    return OK


def uninstall(system: System, options: argparse.Namespace) -> int:
    """Undo every change, last one first."""
    if is_live(system) and not options.dry_run:
        for unit in ("acupacer.service", "acupacer-gadget.service"):
            subprocess.run(["systemctl", "stop", unit], check=False)
    source = source_of(HERE) or HERE
    everything = [
        *changes(system, source, "gadget"),
        *changes(system, source, "uart")[-6:-2],
    ]
    count = 0
    for change in reversed(everything):
        lines = [] if _is_data(change, options) else change.undo_lines(system)
        if lines:
            count += 1
            _say(lines)
            if not options.dry_run:
                change.undo(system)
    print(f"{count} changes would be undone" if options.dry_run else f"{count} changes undone")
    return OK


def source_of(here: Path) -> Path | None:
    """The wheel or checkout that ``here`` is part of."""
    if here.parent.suffix == ".whl" and here.parent.is_file():
        return here.parent
    checkout = here.parent.parent
    return checkout if (checkout / "pyproject.toml").is_file() else None


if __name__ == "__main__":
    sys.exit(main())

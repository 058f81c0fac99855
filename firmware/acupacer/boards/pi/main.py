"""``acupacer-device``: the program that runs on the Raspberry Pi."""

import argparse
import errno
import logging
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable, Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ... import __version__
from .config import DEFAULT_PATH, PINS, Config, ConfigError, defaults_toml, device_id, load
from .heartbeat import Heartbeat
from .repeats import RepeatFilter

if TYPE_CHECKING:
    from ..clock import RealClock
    from .board import PiBoard
    from .report import ReportFile

OK, FAILED, USAGE = 0, 1, 2
POWER_OFF_COMMAND = ("systemctl", "poweroff")
MODEL = "raspberry-pi"


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit code: 0 ok, 1 failed, 2 wrong use or configuration."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["setup"]:
        return set_up(words[1:])
    options = _parser().parse_args(words)
    start_logging()
    try:
        return int(options.act(options))
    except ConfigError as error:
        print(error.message, file=sys.stderr)
        return USAGE


def set_up(options: Sequence[str]) -> int:
    """Have the installer that came along follow the configuration; its exit code.

    A program of its own: it changes the system, needs root, and runs without this one.
    """
    found = find_spec("acupacer_deploy")
    if found is None or found.origin is None:
        print("the installer is missing: install acupacer again", file=sys.stderr)
        return FAILED
    folder = Path(found.origin).parent
    return subprocess.run([sys.executable, folder, "setup", *options], check=False).returncode


def start_logging() -> None:
    """Log to standard error, where the journal listens, repeats limited; to no file.

    So are the warnings of Python and its libraries, without the place in their source.
    """
    handler = logging.StreamHandler()
    handler.addFilter(RepeatFilter())
    logging.basicConfig(
        level=logging.INFO, format="%(levelname)s %(message)s", handlers=[handler]
    )
    warnings.showwarning = _log_warning


def _log_warning(message: Warning | str, *place: object, **named: object) -> None:
    logging.getLogger("acupacer").warning("%s", message)


def run(config: Config) -> int:
    """Run the device on this computer until a signal ends it; returns the exit code.

    Motor and buzzer are driven low before anything slow is imported.
    """
    from ..clock import RealClock

    heartbeat = Heartbeat()
    board = _open_board(config, RealClock(), heartbeat)
    if board is None:
        return FAILED
    from .devices import make_device
    from .runner import Runner

    try:
        for line in board.store.recover():
            logging.getLogger("acupacer").warning(line)
        has_tone = config.buzzer.kind != "none"
        dev_id = device_id(config)
        runner = Runner(board, lambda: make_device(dev_id, MODEL, has_tone=has_tone))
        with runner.catching_signals():
            code = runner.run()
    finally:
        board.shut()
    heartbeat.end()
    board.close(darken=code == OK)  # a fault stays readable
    if runner.loop.ended == "power_off":
        subprocess.run(POWER_OFF_COMMAND, check=False)
    return code


def selftest(
    config: Config,
    ask: Callable[[str], bool],
    report: Path | None = None,
    jumper: int | None = None,
) -> int:
    """Try every part by hand and by eye; returns the exit code. Ctrl-C ends it safely.

    ``report``: measure as well, and write all that was found to this file; ``jumper``: see
    ``SelfTest``.
    """
    from .report import ReportFile

    if report is None:
        return _tested(config, ask, None, jumper)
    try:
        file = ReportFile(report)  # before anybody presses anything
    except OSError as error:
        print(f"{report}: {_why_not_written(error)}", file=sys.stderr)
        return FAILED
    with closing(file):
        return _tested(config, ask, file, jumper)


def _tested(
    config: Config,
    ask: Callable[[str], bool],
    report: "ReportFile | None",
    jumper: int | None,
) -> int:
    from ..clock import RealClock
    from .check import check
    from .machine import Machine
    from .selftest import SelfTest

    # Before the board: it takes the pins, which would count as a fault.
    findings = list(check(Machine(), config)) if report else []
    board = _open_board(config, RealClock(), None)
    if board is None:
        return FAILED
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    test = SelfTest(board, config, ask, print, report is not None, jumper)
    try:
        failed = test.run()
    except (KeyboardInterrupt, EOFError):
        failed = ["all that was left out"]
    finally:
        board.shut()
        board.close()
    print("all parts work" if not failed else f"to mend: {', '.join(failed)}")
    if report is not None:
        from .report import compose

        data = compose(test, findings, config, Machine())
        try:
            report.write(data)
        except OSError as error:
            print(data.decode())  # what was pressed for is not lost
            why = f"{report.file}: {_why_not_written(error)}; the report stands above"
            print(why, file=sys.stderr)
            return FAILED
        print(f"{report.file}: read it, fill in four lines, then send it if you like")
    return FAILED if failed else OK


def _why_not_written(error: OSError) -> str:
    advice = "; make room and try again" if error.errno == errno.ENOSPC else ""
    return f"cannot be written: {error.strerror or error}{advice}"


def _open_board(
    config: Config, clock: "RealClock", heartbeat: Heartbeat | None
) -> "PiBoard | None":
    """The board with its outputs low, or None when the pins cannot be had (said).

    Raises ConfigError when the hardware PWM that is asked for cannot be had.
    """
    try:
        from .board import Parts, PiBoard

        return PiBoard(config, clock, Parts(heartbeat=heartbeat))
    except ConfigError:
        raise
    except Exception as error:  # lgpio and gpiozero raise kinds of their own
        print(_pin_help(error), file=sys.stderr)
        return None


def _pin_help(error: Exception) -> str:
    return (
        f"The pins cannot be used: {type(error).__name__}: {error}\n"
        "Is this a Raspberry Pi, is python3-lgpio installed, is the user in group gpio, "
        "and does no other acupacer-device run (sudo systemctl stop acupacer)? "
        "(On any other computer: acupacer simulate)"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="acupacer-device", description="The acupressure coach on a Raspberry Pi."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    starter = commands.add_parser("run", help="run the device until a signal ends it")
    _add_config(starter)
    starter.set_defaults(act=_run)
    checker = commands.add_parser("check", help="look for faults of wiring and installation")
    _add_config(checker)
    checker.set_defaults(act=_check)
    tester = commands.add_parser("selftest", help="try every part by hand and by eye")
    _add_config(tester)
    tester.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="measure bounces, panel and waits as well; write all that was found to FILE",
    )
    tester.add_argument(
        "--jumper",
        type=int,
        metavar="BCM",
        help="a wire joins the motor's pin to this input: time the pulses that arrive there",
    )
    tester.set_defaults(act=_selftest)
    # Listed here; its options are the installer's (set_up).
    commands.add_parser(
        "setup", help="have boot files, unit and rights follow the configuration (sudo)"
    )
    shower = commands.add_parser("config", help="check the configuration, or print one")
    _add_config(shower)
    shower.add_argument(
        "--print-defaults", action="store_true", help="print every setting with its default"
    )
    shower.set_defaults(act=_config)
    return parser


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help=f"TOML file (default: {DEFAULT_PATH})"
    )


def _load(path: Path | None) -> Config:
    """The given file, else the default one, else the defaults."""
    if path is None and not DEFAULT_PATH.exists():
        return Config()
    return load(path or DEFAULT_PATH)


def _run(options: argparse.Namespace) -> int:
    return run(_load(options.config))


def _check(options: argparse.Namespace) -> int:
    from .check import check
    from .finding import FAIL
    from .machine import Machine

    config = _load(options.config)
    failed = False
    for finding in check(Machine(), config):
        failed = failed or finding.verdict == FAIL
        print("\n".join(finding.lines()))
    return FAILED if failed else OK


def _selftest(options: argparse.Namespace) -> int:
    config = _load(options.config)
    jumper, report = options.jumper, options.report
    if jumper is not None and (jumper not in PINS or jumper in config.pins().values()):
        free = sorted(set(PINS) - set(config.pins().values()))
        print(f"--jumper {jumper}: name a free pin: {_listed(free)}", file=sys.stderr)
        return USAGE
    fault = _why_unwritable(report) if report else ""
    if fault:  # before anybody presses anything
        print(f"{report}: {fault}", file=sys.stderr)
        return FAILED
    return selftest(config, _ask, report, jumper)


def _why_unwritable(file: Path) -> str:
    """Why ``file`` cannot be written, or ""."""
    if file.is_dir():
        return "is a folder; name a file in it"
    if not file.parent.is_dir():
        return f"there is no folder {file.parent}"
    if not os.access(file if file.exists() else file.parent, os.W_OK):
        return "this user may not write it; name a file in /var/tmp"
    return ""


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _ask(question: str) -> bool:
    """A yes or a no from the keyboard; anything else is asked again."""
    while True:
        answer = input(f"{question} [y/n] ").strip().lower()
        if answer in ("y", "yes", "n", "no"):
            return answer.startswith("y")


def _config(options: argparse.Namespace) -> int:
    if options.print_defaults:
        print(defaults_toml(), end="")
        return OK
    config = _load(options.config)
    for role, pin in config.pins().items():
        print(f"{role:20} BCM {pin}")
    return OK


if __name__ == "__main__":
    sys.exit(main())

"""Looks for the usual reasons why a device cannot be reached or does not do its job."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from acupacer import __version__
from acupacer.core.errors import AcupacerError
from acupacer.core.link.files import FAULT, SESSION_LOG
from acupacer.core.link.pacer_group import PROTOCOL

from ..content.wording import WORDS
from ..device import connection, simulator_port, transport
from ..device.client import Client
from ..device.clock import CORRECTS_IT, OFF_S, device_clock, off_words, offset
from ..device.port_holder import holder_of
from ..device.replies import Hello, State
from ..device.states import KEEPS_NOTHING
from ..device.transport import Transport
from ..errors import PortError
from . import fault_text
from .gathered import Gathered, measure

OK, HINT, PROBLEM = "ok", "hint", "problem"
REPORT_IT = "to report it, send the file that acupacer doctor --report FILE writes"
CAPPED_ADVICE = (
    "nothing is longer than the cap, so you are safe, but something held the device up for "
    "half a second and more; look for another program that keeps it busy, then switch it "
    f"off and on; if it comes again: {REPORT_IT}"
)
UDEV_FOLDERS = ("/etc/udev/rules.d", "/usr/lib/udev/rules.d", "/run/udev/rules.d")


@dataclass(frozen=True)
class Finding:
    """``verdict``: ok, hint or problem; ``advice``: what to do, "" when nothing.

    ``detail``: what the device itself said, in lines.
    """

    verdict: str
    what: str
    advice: str = ""
    detail: str = ""


def diagnose(named: str | None, gathered: Gathered | None = None) -> Iterator[Finding]:
    """Look at ``named`` (a port; None: at everything connected), worst causes first.

    ``gathered``: gets what a report has besides.
    """
    ports = [named] if named else [port.path for port in transport.candidates()]
    simulated = None if ports else simulator_port.find()
    if simulated is not None:
        yield Finding(
            HINT, f"no connected device was recognised; a simulator is on {simulated}"
        )
        ports = [simulated]
    elif not ports:
        yield nothing_found()
    if len(ports) > 1:
        advice = "name the one you mean with --port or ACUPACER_PORT"
        yield Finding(HINT, f"{len(ports)} devices are connected: {', '.join(ports)}", advice)
    for port in ports:
        if gathered is not None:
            gathered.names[port] = "(its port)"
        yield from _at(port, gathered)
    yield from modem_manager()


def nothing_found() -> Finding:
    """No port looks like a device."""
    from serial.tools.list_ports import comports

    others = ", ".join(port.device for port in comports())
    advice = (
        "use a cable that carries data, not only power; wait a few seconds after plugging in"
        f"; if it is one of these ports, name it with --port: {others or '(there are none)'}"
    )
    return Finding(PROBLEM, "no connected device was recognised", advice)


def _at(port: str, gathered: Gathered | None) -> Iterator[Finding]:
    """Everything about one port, from the outside in."""
    try:
        line = connection.open_transport(port)
    except PortError as error:
        yield why_closed(port, error)
        return
    client = Client(line, wait=False)
    try:
        hello = client.probe()
        if hello is None:
            yield _silent(port, fault_text.hear(line))
            return
        names = dict.fromkeys((hello.model, hello.dev_id))
        yield Finding(OK, f"{port}: {' '.join(names)} answers")
        yield firmware(hello)
        yield from inside(client)
        if hello.fault_bytes:
            yield _faults(client)
        if gathered is not None:
            _gather(gathered, client, line, hello)
    except AcupacerError as error:
        yield Finding(PROBLEM, f"{port}: {error.message}")
    finally:
        client.close()


def _gather(gathered: Gathered, client: Client, line: Transport, hello: Hello) -> None:
    if hello.dev_id not in ("", hello.model):
        gathered.names[hello.dev_id] = "(its name)"
    if gathered.device:  # another one
        return
    gathered.device = measure(client, line, hello)
    if gathered.wants_log:
        gathered.session_log = client.download(SESSION_LOG)


def why_closed(port: str, error: PortError) -> Finding:
    """What keeps ``port`` from being opened, as far as this system tells."""
    number = getattr(error.__cause__, "errno", None)
    if number == errno.EACCES:
        return Finding(PROBLEM, f"{port}: no permission to open it", permission_advice(port))
    if number in (errno.EBUSY, errno.EAGAIN) or "another program" in error.message:
        holder = holder_of(port)
        advice = f"it is {holder}; close that" if holder else "close the program that uses it"
        return Finding(PROBLEM, f"{port}: another program has it open", advice)
    return Finding(PROBLEM, error.message, "acupacer devices lists the ports that exist")


def permission_advice(port: str) -> str:
    """How this system lets a user open a serial port."""
    if sys.platform == "darwin":
        return "use the /dev/cu.* name of the port; no driver is needed"
    if sys.platform == "win32":
        return "close programs that may hold the port, or unplug and plug in again"
    group = _group_of(port)
    return (
        f"run: sudo usermod -aG {group} $USER, then log out and in again; or install the "
        "udev rule (acupacer docs port-linux)"
    )


def _group_of(port: str) -> str:
    try:
        import grp

        return grp.getgrgid(os.stat(port).st_gid).gr_name
    except (ImportError, OSError, KeyError):
        return "dialout"


def _silent(port: str, text: str) -> Finding:
    """A port where nobody says hello; ``text``: what came instead."""
    if fault_text.is_fault(text):
        advice = f"switch it off and on again; {REPORT_IT}"
        return Finding(PROBLEM, f"{port}: the device stopped at a fault", advice, text)
    advice = (
        "it may still be starting: try again in ten seconds; else it runs another firmware "
        "(acupacer flash puts ours on a Pico), or its service "
        "is stopped (on a Raspberry Pi: systemctl status acupacer)"
    )
    what = f"{port}: nobody says hello" + (", but this text comes" if text else "")
    return Finding(PROBLEM, what, advice, text)


def _faults(client: Client) -> Finding:
    """The faults the device keeps; it runs on, so they are no problem of this moment."""
    text = fault_text.readable(client.download(FAULT)).strip()
    return Finding(HINT, "the device keeps faults of its program", REPORT_IT, text)


def firmware(hello: Hello) -> Finding:
    """Whether this program and the device's firmware fit."""
    if hello.proto != PROTOCOL:
        what = f"the device speaks protocol {hello.proto}, this program {PROTOCOL}"
        is_device = hello.proto < PROTOCOL
        advice = "update the device" if is_device else "install a newer release of this program"
        return Finding(PROBLEM, what, advice)
    if hello.fw != __version__:
        what = f"the device has firmware {hello.fw}, this program is {__version__}"
        return Finding(HINT, what, "they understand each other; update the older one some time")
    return Finding(OK, f"firmware {hello.fw}, protocol {hello.proto}")


def inside(client: Client) -> Iterator[Finding]:
    """What the device says of itself: clock, panel, store, questions."""
    time = device_clock(client)
    if not time:
        advice = "set it with acupacer clock --set; without it the device asks for new days"
        yield Finding(HINT, "the clock is not set", advice)
    elif abs(offset(time).total_seconds()) > OFF_S:
        yield Finding(PROBLEM, f"the clock is off: {time} ({off_words(time)})", CORRECTS_IT)
    else:
        yield Finding(OK, f"clock {time}")
    state = client.state()
    yield from _state(state)
    yield from _capped(state)
    unanswered = [flag for flag, answer in client.choices().profile.items() if answer is None]
    if unanswered:
        advice = "the device asks before the first session, or use acupacer profile"
        what = "safety questions are not answered yet"  # which, is nothing for a report
        yield Finding(HINT, what, f"{', '.join(unanswered)}: {advice}")


def _state(state: State) -> Iterator[Finding]:
    if state.has_panel:
        yield Finding(OK, "the screen answers")
    else:
        advice = "check its four wires and its address; sessions work by feel and sound"
        yield Finding(PROBLEM, "the screen does not answer", advice)
    if state.notice in KEEPS_NOTHING:
        yield Finding(PROBLEM, *KEEPS_NOTHING[state.notice])
    elif state.notice:
        yield Finding(HINT, f"the device says: {WORDS.say(state.notice)}")
    if state.dropped:
        advice = "fetch the history more often (acupacer history): what you have stays"
        what = f"records that found no room on the device and are gone: {state.dropped}"
        yield Finding(HINT, what, advice)


def _capped(state: State) -> Iterator[Finding]:
    """Pulses that were cut at their cap."""
    for output, count in (("motor", state.motor_capped), ("tone", state.tone_capped)):
        if count:
            times = "once" if count == 1 else f"{count} times"
            what = f"the {output} was cut off {times} since power-up: a pulse did not end"
            yield Finding(PROBLEM, what, CAPPED_ADVICE)


def modem_manager(
    proc: Path = Path("/proc"), folders: tuple[str, ...] = UDEV_FOLDERS
) -> Iterator[Finding]:
    """ModemManager talks to every new serial port for some seconds unless told not to."""
    if not proc.is_dir():
        return
    rules = [rule for folder in folders for rule in Path(folder).glob("*acupacer*")]
    if _runs("ModemManager", proc) and not rules:
        advice = (
            "install the udev rule (acupacer docs port-linux), or wait some seconds after "
            "plugging in"
        )
        yield Finding(HINT, "ModemManager probes new serial ports", advice)


def _runs(name: str, proc: Path) -> bool:
    for comm in proc.glob("[0-9]*/comm"):
        try:
            if comm.read_text(encoding="utf-8").strip() == name:
                return True
        except OSError:
            continue
    return False

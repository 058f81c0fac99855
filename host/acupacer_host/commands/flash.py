"""``acupacer flash``.

A running acupacer is asked to restart into its loader; a board already there is found by
its drive. The image is copied as a file; the board restarts by itself when the last block
has come, and is then asked on the link which firmware it runs.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click

from ..console import EXISTING_FILE, examples, progress, say, waiting
from ..device import transport
from ..device.connection import Connector, pass_connector
from ..device.replies import Hello
from ..errors import Busy, FlashFailed, NoAnswer, NoDevice, PortError, TransportGone
from ..image import flash_image, loader_drive
from ..image.image_check import BOARDS, Board
from ..image.loader_drive import LABEL_WORDS, Drive

LOADER_S = 15.0  # from the order to restart to a mounted drive, with room to spare
RETURN_S = 30.0  # a new program's first start may tidy up after an old one
PAUSE_S = 0.5
PIECE_BYTES = 64 * 1024  # synced one by one, so that progress is real
BOOTSEL = "hold BOOTSEL while plugging the Pico in, then repeat the command"

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
DRIVE_HELP = "The drive of the Pico in its loader (default: the one there is)."


@click.command(epilog=examples("acupacer flash", "acupacer flash acupacer-pico-0.2.0.uf2"))
@click.argument("file", type=EXISTING_FILE, required=False)
@click.option("--drive", "folder", type=FOLDER, metavar="DIR", help=DRIVE_HELP)
@pass_connector
def flash_command(connector: Connector, file: Path | None, folder: Path | None) -> None:
    """Put the firmware image FILE onto a Raspberry Pi Pico.

    Default: the newest image in dist/ for the board that is there. A running acupacer
    restarts into its loader by itself; for a new Pico hold BOOTSEL while plugging it in.
    Routines, history and settings stay.
    """
    drive = loader_drive.at(folder) if folder else loader_drive.only()
    if drive is None:
        loader_drive.refuse_unmounted()
        drive = start_loader(connector, file)
    image = flash_image.load(file, drive.board)
    others = _ports()  # the board's own port is not there now
    say(f"{drive.board.name} in its loader at {drive.folder}: copying {image.path.name}")
    with progress("copying") as show:
        copy(image.data, drive.folder / image.path.name, show)
    named = {connector.named} if connector.named else set()
    with waiting(f"it restarts; waiting for its hello, up to {RETURN_S:.0f} s"):
        hello = await_hello(lambda: (_ports() | named) - others)
    if hello.fw != image.version:
        raise FlashFailed(
            f"{hello.dev_id} runs {hello.fw}, not the {image.version} of {image.path.name}: "
            f"the image did not arrive; {BOOTSEL}"
        )
    click.echo(f"{hello.dev_id} runs {hello.fw}")


def start_loader(connector: Connector, file: Path | None) -> Drive:
    """Ask the running device for it, once its image is known to fit; the drive it shows."""
    try:
        with connector.client(wait=False) as client:
            hello = client.hello()
            image = flash_image.load(file, _board_of(hello))
            say(f"{hello.dev_id}: {hello.fw} -> {image.version}")
            client.reset(to_loader=True)
    except (NoDevice, NoAnswer) as error:
        what = f"no Pico in its loader, and {error.message}"
        raise FlashFailed(f"{what}; or {BOOTSEL}") from error
    except Busy as busy:
        what = f"{hello.dev_id}: {busy.message}; nothing was changed"
        raise FlashFailed(f"{what}: repeat the command when it is over") from busy
    except TransportGone:
        pass  # it restarted before its answer was out
    with waiting(f"it starts its loader; waiting for the drive, up to {LOADER_S:.0f} s"):
        return await_drive()


def _board_of(hello: Hello) -> Board:
    """Which Pico a running device is. Raises FlashFailed: none, or without this way."""
    boards = [board for board in BOARDS if hello.model == f"raspberry-pi-{board.key}"]
    if not boards or not hello.has_loader:
        raise FlashFailed(
            f"{hello.dev_id} (a {hello.model} with firmware {hello.fw}) cannot start a Pico's "
            f"loader; if it is a Pico, {BOOTSEL}"
        )
    return boards[0]


def await_drive() -> Drive:
    """The drive a board shows that was told to. Raises FlashFailed after 15 s."""
    until_s = time.monotonic() + LOADER_S
    while time.monotonic() < until_s:
        if drive := loader_drive.only():
            return drive
        time.sleep(PAUSE_S)
    loader_drive.refuse_unmounted()
    raise FlashFailed(
        f"the Pico was told to start its loader, but no drive came up in {LOADER_S:.0f} s; "
        f"open {LABEL_WORDS} in the file manager and repeat the command, or name the drive "
        "with --drive; unplug the Pico to get the program back that it had"
    )


def copy(data: bytes, target: Path, show: Callable[[int, int], None]) -> None:
    """Write ``data`` as ``target`` on a loader's drive.

    The drive may go away once the last piece was handed over: the board restarts then.
    Raises FlashFailed. Blocks: some seconds.
    """
    done = 0
    try:
        with open(target, "wb", buffering=0) as file:
            while done < len(data):
                done += file.write(data[done : done + PIECE_BYTES])
                show(done, len(data))
                os.fsync(file.fileno())
    except OSError as error:
        if done < len(data):
            what = f"{target.parent}: {error.strerror} after {done} of {len(data)} bytes"
            if not done:
                raise FlashFailed(
                    f"{what}: nothing was written, the board is as it was; {BOOTSEL}"
                ) from error
            raise FlashFailed(
                f"{what}; your routines and history stay, and so does the board's loader, but "
                f"it may have no whole program now: {BOOTSEL}"
            ) from error


def await_hello(new_ports: Callable[[], set[str]]) -> Hello:
    """Who says hello at one of ``new_ports()``. Raises FlashFailed after 30 s."""
    until_s = time.monotonic() + RETURN_S
    while time.monotonic() < until_s:
        for port in new_ports():
            # One that just came up may not be open to everybody yet.
            with suppress(PortError), Connector(port).client(wait=False) as client:
                if hello := client.probe():
                    return hello
        time.sleep(PAUSE_S)
    raise FlashFailed(
        f"the image is on the board, but nobody says hello within {RETURN_S:.0f} s; read what "
        "its panel says, then run acupacer doctor"
    )


def _ports() -> set[str]:
    """Paths of the serial ports that may lead to a device."""
    return {port.path for port in transport.candidates()}


COMMANDS = {"flash": flash_command}

"""Puts a firmware image onto a Pico, through the drive its loader shows.

A running acupacer is asked to restart into its loader (the standard reset request with
its boot mode); a board already there is found by its drive. The image is copied as a
file; the board restarts by itself when the last block has come, and is then asked on the
link which firmware it runs.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from . import connection, flash_image, transport
from .client import Client, Hello
from .connection import Connector
from .errors import Busy, FlashFailed, NoAnswer, NoDevice, PortError, Refused, TransportGone
from .flash_image import ImageFile
from .loader_drive import LABEL_WORDS, PICO, PICO2, Board, Drive, Drives

LOADER_S = 15.0  # from the order to restart to a mounted drive, with room to spare
RETURN_S = 30.0  # a new program's first start may tidy up after an old one
PAUSE_S = 0.5
PIECE_BYTES = 64 * 1024  # synced one by one, so that progress is real

BOOTSEL = "hold BOOTSEL while plugging the Pico in, then repeat the command"

# How a drive that went away makes itself known; EBADF is what Windows says to a sync.
GONE = (errno.EIO, errno.ENODEV, errno.ENOENT, errno.ENXIO, errno.EBADF, errno.EINVAL)

Show = Callable[[int, int], None]  # (bytes done, bytes in all)


def candidate_ports() -> list[str]:
    """Paths of the serial ports that may lead to a device."""
    return [port.path for port in transport.candidates()]


class Output:
    """A file on the drive. Every call may raise OSError: the drive may be gone."""

    def __init__(self, path: Path) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        self._fd = os.open(path, flags)

    def write(self, data: bytes) -> None:
        """Write all of ``data``. Blocks: while the system's cache is full."""
        view = memoryview(data)
        while view:
            view = view[os.write(self._fd, view) :]

    def sync(self) -> None:
        """Wait for the drive. Blocks: some 0.5 s for 64 KB."""
        os.fsync(self._fd)

    def close(self) -> None:
        """Close the file."""
        os.close(self._fd)


def copy(
    data: bytes, target: Path, show: Show, open_output: Callable[[Path], Output] = Output
) -> None:
    """Write ``data`` as ``target`` on a loader's drive.

    The drive may go away once the last piece was handed over: the board restarts then.
    Raises FlashFailed. Blocks: some seconds.
    """
    done = 0
    try:
        output = open_output(target)
        try:
            while done < len(data):
                piece = data[done : done + PIECE_BYTES]
                output.write(piece)
                done += len(piece)
                show(done, len(data))
                output.sync()
        finally:
            output.close()
    except OSError as error:
        if done < len(data) or error.errno not in GONE:
            raise FlashFailed(_not_copied(target, error, done, len(data))) from error


def _not_copied(target: Path, error: OSError, done: int, total: int) -> str:
    what = f"{target.parent}: {error.strerror or error} after {done} of {total} bytes"
    if not done:
        return f"{what}; nothing was written: see that the drive is writable, then repeat"
    return (
        f"{what}; the board has no whole program now but keeps its loader, and your "
        f"routines and history stay: {BOOTSEL}"
    )


class Flasher:
    """Puts an image onto the board that is connected; ``run`` once.

    ``connector``: finds a running device; ``drives``: the loader drives of this computer;
    ``say``: gets a line for each thing done; ``progress(text)``: a context that gives a
    Show; ``ports``: paths that may lead to a device; ``sleep`` and ``now_s`` are the clock.
    """

    def __init__(
        self,
        connector: Connector,
        drives: Drives,
        say: Callable[[str], None],
        progress: Callable[[str], AbstractContextManager[Show]],
        ports: Callable[[], list[str]] = candidate_ports,
        sleep: Callable[[float], None] = time.sleep,
        now_s: Callable[[], float] = time.monotonic,
        open_output: Callable[[Path], Output] = Output,
    ) -> None:
        self._connector = connector
        self._drives = drives
        self._say = say
        self._progress = progress
        self._ports = ports
        self._sleep = sleep
        self._now_s = now_s
        self._open_output = open_output

    def run(self, path: Path | None, folder: Path | None) -> Hello:
        """Put the image at ``path`` onto the board; who says hello afterwards.

        ``path`` None: the newest image for the board (see ``flash_image.newest``);
        ``folder``: the board's drive, None: the one that is found, else a running
        device's. Raises HostError; OSError when the file cannot be read. Blocks: some 15 s.
        """
        drive = self._drives.at(folder) if folder else self._drives.only()
        if drive is None:
            drive, file = self._from_running(path)
        else:
            file = _image(path, drive.board)
            self._say(f"{drive.board.name} in its loader at {drive.folder}")
        flash_image.check_fits(file, drive.board)
        others = self._ports()  # the board's own port is not there now
        with self._progress(f"copying {file.path.name}") as show:
            copy(file.data, drive.folder / file.path.name, show, self._open_output)
        return self._returned(file, others)

    # --- into the loader --------------------------------------------------------------

    def _from_running(self, path: Path | None) -> tuple[Drive, ImageFile]:
        """Ask a running device to restart into its loader; its drive, and the image."""
        self._refuse_unmounted()
        try:
            with self._connector.client(wait=False) as client:
                hello = client.hello()
                file = _image(path, _board_of(hello))
                self._say(f"{hello.dev_id}: {hello.fw} -> {file.program.version}")
                _enter_loader(client, hello)
        except NoDevice as error:
            what = "no acupacer and no Pico in its loader is connected"
            raise FlashFailed(f"{what}; {BOOTSEL}") from error
        except NoAnswer as error:
            raise FlashFailed(f"{error.message} If it is a Pico: {BOOTSEL}") from error
        return self._await_drive(), file

    def _await_drive(self) -> Drive:
        until_s = self._now_s() + LOADER_S
        while self._now_s() < until_s:
            drive = self._drives.only()
            if drive is not None:
                return drive
            self._sleep(PAUSE_S)
        self._refuse_unmounted()
        raise FlashFailed(
            f"the Pico was told to start its loader, but no drive came up in {LOADER_S:.0f} s; "
            f"open {LABEL_WORDS} in the file manager and repeat the command, or name the "
            "drive with --drive; unplug the Pico to get the program back that it had"
        )

    def _refuse_unmounted(self) -> None:
        device = self._drives.not_mounted()
        if device is not None:
            raise FlashFailed(
                "a Pico is in its loader, but its drive is not mounted; run: "
                f"udisksctl mount -b {device}   then repeat the command"
            )

    # --- afterwards -------------------------------------------------------------------

    def _returned(self, file: ImageFile, others: list[str]) -> Hello:
        """Wait for the device that comes back; raises FlashFailed when it does not."""
        self._say("waiting for it to say hello")
        named = [self._connector.named] if self._connector.named else []
        trouble = ""
        until_s = self._now_s() + RETURN_S
        while self._now_s() < until_s:
            for port in dict.fromkeys([*named, *self._ports()]):
                if port in others:
                    continue
                try:
                    hello = _probe(port)
                except PortError as error:
                    trouble = f" ({error.message})"
                    continue
                if hello is not None:
                    return _same_version(hello, file)
            self._sleep(PAUSE_S)
        raise FlashFailed(
            f"{file.path.name} is on the board, but nobody says hello within {RETURN_S:.0f} s"
            f"{trouble}; read what its panel says, then run acupacer doctor"
        )


def _enter_loader(client: Client, hello: Hello) -> None:
    too_old = FlashFailed(
        f"{hello.dev_id}: its firmware {hello.fw} cannot start the loader; {BOOTSEL}"
    )
    if not hello.has_loader:
        raise too_old
    try:
        client.reset(to_loader=True)
    except Busy as busy:
        raise FlashFailed(
            f"{hello.dev_id}: {busy.message}; nothing was changed: repeat the command "
            "when it is over"
        ) from busy
    except Refused as error:
        raise too_old from error
    except TransportGone:
        return  # it restarted before its answer was out


def _probe(port: str) -> Hello | None:
    client = Client(connection.open_transport(port))
    try:
        return client.probe()
    finally:
        client.close()


def _same_version(hello: Hello, file: ImageFile) -> Hello:
    if hello.fw != file.program.version:
        raise FlashFailed(
            f"{hello.dev_id} runs {hello.fw}, not the {file.program.version} of "
            f"{file.path.name}: the image did not arrive; {BOOTSEL}"
        )
    return hello


def _image(path: Path | None, board: Board) -> ImageFile:
    file = flash_image.load(path or flash_image.newest(board))
    flash_image.check_fits(file, board)
    return file


def _board_of(hello: Hello) -> Board:
    """Which Pico a running device is, by its model. Raises FlashFailed when it is none."""
    model = hello.model.lower().replace("-", " ").replace("pico2", "pico 2")
    if "pico" not in model:
        raise FlashFailed(
            f"{hello.dev_id}: is a {hello.model}, not a Pico; to flash a Pico, {BOOTSEL}"
        )
    return PICO2 if "pico 2" in model else PICO

"""The page: where its files are, a copy for a host of web pages, and a server for here."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .errors import NotWritten, PageMissing
from .whole_file import why

HERE = Path(__file__).parent
# A browser keeps a device's files by address, so that is the same each time if it can be.
PORT = 8741
INDEX = "index.html"
COMING = ".acupacer-page"  # has the files of a copy until all of them are there
# FILES of web/src/offline.js, as it stands there or shortened.
_OWN_FILES = re.compile(r'\{[^{}]*"\./":[^{}]*\}')
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self'; connect-src 'self' blob:; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def folder() -> Path:
    """The built page: of the installed package, or of the checkout that this runs from.

    Raises PageMissing when it was not built.
    """
    places = [HERE / "site"]
    checkout = HERE.parents[1]
    if (checkout / "web" / "package.json").is_file():
        places.insert(0, checkout / "build" / "page")
    for place in places:
        if (place / INDEX).is_file():
            return place
    raise PageMissing(
        "the page is not in this installation; in a checkout run make page, or install a "
        "wheel that make page and make wheel have built"
    )


def copy_to(target: Path, more: Mapping[str, bytes]) -> None:
    """Put the page's files into ``target``, which is new, empty or has a page already.

    ``more``: files that this copy has besides, or in place of its own, by name. An older page
    goes with all its files and nothing else: what its host wants beside it stays. Raises
    PageMissing; FileExistsError when something else is there; NotWritten, with ``target`` as
    it was unless it failed while the files, all written, took their places.
    """
    source = folder()
    is_new = not target.exists()
    if not is_new and not (target / "program.pack").is_file() and _has_others(target):
        raise FileExistsError(17, "has other files in it; name a new folder", str(target))
    older = _files_of(target)
    coming = target / COMING  # in there: one beside it may be on another disk, or forbidden
    try:
        shutil.rmtree(coming, ignore_errors=True)
        coming.mkdir(parents=True)
        for file in source.iterdir():
            shutil.copyfile(file, coming / file.name)
        for name, data in more.items():
            (coming / name).write_bytes(data)
        for file in list(coming.iterdir()):
            os.replace(file, target / file.name)
            older.discard(file.name)
        for name in older:
            (target / name).unlink(missing_ok=True)
    except OSError as error:
        shutil.rmtree(coming, ignore_errors=True)
        if is_new:
            shutil.rmtree(target, ignore_errors=True)
        raise NotWritten(f"{target}: cannot be written: {why(target, error)}") from error
    coming.rmdir()


def _has_others(target: Path) -> bool:
    return any(file.name != COMING for file in target.iterdir())


def _files_of(target: Path) -> set[str]:
    """What the page in ``target`` consists of, as it says itself; nothing where it does not."""
    names: set[str] = set()
    with suppress(OSError, ValueError, AttributeError, TypeError, KeyError):
        script = (target / "offline.js").read_text(encoding="utf-8")
        if found := _OWN_FILES.search(script):
            names |= {"offline.js", *json.loads(found[0])}
        listed = json.loads((target / "images.json").read_text(encoding="utf-8"))
        names |= {image["file"] for image in listed}
    return {name for name in names if Path(name).name == name}


class Files(SimpleHTTPRequestHandler):
    """Answers with the page's files, and says nothing in the terminal."""

    # What a system says of these endings is not the same everywhere.
    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".json": "application/json",
        ".webmanifest": "application/manifest+json",
        ".svg": "image/svg+xml",
    }

    def end_headers(self) -> None:
        """Add what keeps the page to itself."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *values: object) -> None:
        """Nobody needs a line for each file."""


@contextmanager
def serving(
    port: int = PORT, handler: type[SimpleHTTPRequestHandler] = Files
) -> Iterator[ThreadingHTTPServer]:
    """A server of the page on this computer only, closed at the end of the with block.

    ``port``: taken if it is free, else any free one. Call its ``serve_forever``.
    Raises PageMissing; OSError when there is no free port.
    """
    answer = partial(handler, directory=str(folder()))
    try:
        server = _Server(("127.0.0.1", port), answer)
    except OSError:
        server = _Server(("127.0.0.1", 0), answer)
    with server:
        yield server


class _Server(ThreadingHTTPServer):
    """Threads that serve a file do not keep the program from ending."""

    daemon_threads = True


def address(server: ThreadingHTTPServer) -> str:
    """Where the page is, for a browser."""
    return f"http://127.0.0.1:{server.server_address[1]}/"

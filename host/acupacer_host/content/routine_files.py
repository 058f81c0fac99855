"""Routines documents on the laptop: the packaged one, and a cache by SHA-256.

The cache saves reading a file back over a slow line just to say what changes. A file
is found by the hash the device reports, so it can never be the wrong one.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from acupacer.core.link.upload import ROUTINES

from ..device.client import Client
from ..device.replies import Hello
from ..errors import NotWritten
from ..whole_file import write_whole
from .factory import packaged
from .validate import check_bytes

__all__ = [
    "cache_folder",
    "known_documents",
    "known_ids",
    "packaged",
    "remember",
    "stored_on",
]

KEPT = 16  # files in the cache; each is 64 KB at most


def cache_folder() -> Path:
    """Where the cache is."""
    from platformdirs import user_cache_path

    return user_cache_path("acupacer") / "routines"


def stored_on(client: Client, hello: Hello) -> bytes | None:
    """The device's routines document; None: it uses its built-in ones.

    From the cache when it is there, else read from the device.
    """
    if not hello.routines_sha:
        return None
    cached = _cached(hello.routines_sha)
    if cached is not None:
        return cached
    data = client.download(ROUTINES)
    remember(data)
    return data


def remember(data: bytes) -> None:
    """Put a document into the cache. A folder that cannot be written is no fault."""
    folder = cache_folder()
    with suppress(OSError, NotWritten):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / _name(hashlib.sha256(data).hexdigest()), data)
        newest_first = sorted(folder.glob("*.json"), key=lambda file: -file.stat().st_mtime)
        for file in newest_first[KEPT:]:
            file.unlink(missing_ok=True)


def known_documents() -> list[bytes]:
    """The packaged document, then those of the cache."""
    documents = [packaged()]
    with suppress(OSError):
        documents += [file.read_bytes() for file in sorted(cache_folder().glob("*.json"))]
    return documents


def known_ids() -> list[str]:
    """Ids of the routines in the packaged document and in the cache, each once."""
    documents = known_documents()
    entries = [entry for data in documents for entry in check_bytes(data, "").entries]
    return list(dict.fromkeys(entry.id for entry in entries))


def _cached(sha: str) -> bytes | None:
    try:
        data = (cache_folder() / _name(sha)).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha else None


def _name(sha: str) -> str:
    return f"{sha}.json"

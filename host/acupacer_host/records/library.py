"""Every history record ever pulled, in one SQLite file of this user's.

A device may trim what it knows to be here, so the library only ever adds. Records are
kept as the very lines the device wrote, each with its CRC; sessions are folded from
them when asked for (``sessions``).

A device that was reset counts its records from 1 again. Such a new beginning is an
``era`` of its own, found out by comparing the last record known with the device's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from acupacer.core.progress import history
from acupacer.core.progress.records import Record

from ..device.client import Client
from ..errors import HostError, Refused
from .gaps import Gap, gaps
from .sessions import Session, fold

_TABLES = """
CREATE TABLE IF NOT EXISTS records (
    dev_id TEXT NOT NULL,
    era INTEGER NOT NULL,
    id INTEGER NOT NULL,
    line BLOB NOT NULL,
    PRIMARY KEY (dev_id, era, id)
) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Pulled:
    """What a pull brought: how many records, and whether the device began anew."""

    records: int
    is_new_era: bool


def default_path() -> Path:
    """Where the library is, unless told otherwise."""
    from platformdirs import user_data_path

    return user_data_path("acupacer") / "history.sqlite"


class Library:
    """The records in the file at ``path``; made when there is none. Close it."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_path()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(self.path)
        self._base.executescript(_TABLES)

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def devices(self) -> list[str]:
        """The ids of the devices with records here."""
        return [row[0] for row in self._base.execute("SELECT DISTINCT dev_id FROM records")]

    def records(self, dev_id: str, era: int | None = None) -> list[Record]:
        """The device's records in order; of all eras, or of one."""
        where = "WHERE dev_id = ?" + ("" if era is None else " AND era = ?")
        values = (dev_id,) if era is None else (dev_id, era)
        rows = self._base.execute(f"SELECT line FROM records {where} ORDER BY era, id", values)
        records = [history.decode(line) for (line,) in rows]
        return [record for record in records if record is not None]

    def sessions(self, dev_id: str) -> list[Session]:
        """The device's sessions, oldest first."""
        eras = range(self.era(dev_id) + 1)
        return [session for era in eras for session in fold(self.records(dev_id, era))]

    def gaps(self, dev_id: str) -> list[Gap]:
        """The device's sessions that are numbered and not here, era by era."""
        eras = [fold(self.records(dev_id, era)) for era in range(self.era(dev_id) + 1)]
        return [gap for era in eras for gap in gaps(session.number for session in era)]

    def pull(self, client: Client, dev_id: str) -> Pulled:
        """Take in what ``client``'s device has and this library lacks, safely on disk.

        Raises what ``Client`` does; what came before that is kept.
        """
        era = self.era(dev_id)
        last = self._last(dev_id, era)
        lines, error = _read(client, last)
        is_other = error is None or bool(lines)
        is_other = is_other and self._is_other(dev_id, era, last, lines, client)
        if is_other:
            lines, error = _read(client, 0)
            era += 1
        added = self._add(dev_id, era, lines)
        if error is not None:
            error.ends_with(
                f"{added} new records were pulled and are kept; run acupacer history again."
            )
            raise error
        return Pulled(added, is_other)

    def _is_other(
        self, dev_id: str, era: int, last: int, lines: list[bytes], client: Client
    ) -> bool:
        """Whether the device's records are no continuation of this era's."""
        if not last:
            return False
        if not lines:  # all trimmed, or begun anew and not that far yet
            lines = list(client.history(0))
        known = self._line(dev_id, era, _id(lines[0])) if lines else None
        return known is not None and known != lines[0]

    def _add(self, dev_id: str, era: int, lines: Iterable[bytes]) -> int:
        before = self._base.total_changes
        with self._base:
            self._base.executemany(
                "INSERT OR IGNORE INTO records VALUES (?, ?, ?, ?)",
                [(dev_id, era, _id(line), line) for line in lines],
            )
        return self._base.total_changes - before

    def era(self, dev_id: str) -> int:
        """The device's present era, from 0."""
        return self._number("SELECT max(era) FROM records WHERE dev_id = ?", dev_id)

    def _last(self, dev_id: str, era: int) -> int:
        return self._number(
            "SELECT max(id) FROM records WHERE dev_id = ? AND era = ?", dev_id, era
        )

    def last_id(self, dev_id: str) -> int:
        """Id of the newest record here; 0: none."""
        return self._last(dev_id, self.era(dev_id))

    def _number(self, query: str, *values: object) -> int:
        return int(self._base.execute(query, values).fetchone()[0] or 0)

    def _line(self, dev_id: str, era: int, record_id: int) -> bytes | None:
        query = "SELECT line FROM records WHERE dev_id = ? AND era = ? AND id = ?"
        row = self._base.execute(query, (dev_id, era, record_id)).fetchone()
        return None if row is None else bytes(row[0])


def pull_and_acknowledge(library: Library, client: Client, dev_id: str) -> Pulled:
    """Pull, then tell the device what is safe here, so that it may trim that.

    A device that is busy with a session is told another time.
    """
    pulled = library.pull(client, dev_id)
    last = library.last_id(dev_id)
    if pulled.records and last:
        with suppress(Refused):  # busy: the device keeps everything meanwhile
            client.acknowledge(last)
    return pulled


def _read(client: Client, since: int) -> tuple[list[bytes], HostError | None]:
    """The lines from ``since`` on, and what kept the rest from coming."""
    lines: list[bytes] = []
    try:
        for line in client.history(since):
            lines.append(line)
    except HostError as error:
        return lines, error
    return lines, None


def _id(line: bytes) -> int:
    record = history.decode(line)
    return record.id if record is not None else 0

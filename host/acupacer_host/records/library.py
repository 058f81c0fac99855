"""Every history record ever pulled, in one SQLite file of this user's.

A device may trim what it knows to be here, so the library only ever adds. Records are
kept as the very lines the device wrote, each with its CRC; sessions are folded from
them when asked for (``sessions``).

A device that was reset counts its records from 1 again. Such a new beginning is an
``era`` of its own, found out by comparing the records known with the device's. So is what
a device writes after the damaged end of its history was cut: it gives the numbers of what
was cut once more. Sessions that stand in both are counted once (``sessions.fold_eras``).
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
from ..errors import HostError, LibraryUnusable, Refused
from .gaps import Gap, gaps
from .sessions import Session, fold_eras, share_a_session

_TABLES = """
CREATE TABLE IF NOT EXISTS records (
    dev_id TEXT NOT NULL,
    era INTEGER NOT NULL,
    id INTEGER NOT NULL,
    line BLOB NOT NULL,
    PRIMARY KEY (dev_id, era, id)
) WITHOUT ROWID;
"""
_COLUMNS = [("dev_id", "TEXT"), ("era", "INTEGER"), ("id", "INTEGER"), ("line", "BLOB")]
# Python cannot spell some of the errors of a damaged file: it raises UnicodeError then.
_ERRORS = (sqlite3.Error, UnicodeError)
LOCKED_S = 5.0  # how long another program may have it
# What an error of SQLite means; every other is a damaged file, or none of ours.
_IN_USE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_NOT_ALLOWED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
_MOVE_IT = (
    "move it away and repeat the command: a new one is begun, and the device still has "
    "what no computer told it to be safe"
)


@dataclass(frozen=True)
class Pulled:
    """What a pull brought: how many records.

    ``was_reset``: the device began anew. ``was_cut``: its history had lost its end, and went
    on from there.
    """

    records: int
    was_reset: bool = False
    was_cut: bool = False


def default_path() -> Path:
    """Where the library is, unless told otherwise."""
    from platformdirs import user_data_path

    return user_data_path("acupacer") / "history.sqlite"


class Library:
    """The records in the file at ``path``; made when there is none. Close it.

    Raises LibraryUnusable where the file is none, or cannot be read or written; within
    ``with`` whenever that shows. The file is left as it is then.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_path()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._open()
        except (FileExistsError, NotADirectoryError) as error:
            what = f"{error.filename} is no folder; move it away and repeat the command"
            raise LibraryUnusable(what) from error
        except _ERRORS as error:
            raise self._unusable(error) from error

    def _open(self) -> None:
        self._base = sqlite3.connect(self.path, LOCKED_S)
        try:
            self._base.executescript(_TABLES)
            self._check()
        except BaseException:
            self._base.close()
            raise

    def _check(self) -> None:
        """Raises sqlite3.Error unless the file is whole and has our table."""
        [(verdict, *_), *_] = self._base.execute("PRAGMA quick_check(1)")
        if verdict != "ok":
            raise sqlite3.DatabaseError("database disk image is malformed")
        columns = self._base.execute("PRAGMA table_info(records)").fetchall()
        if [(name, kind) for _, name, kind, *_ in columns] != _COLUMNS:
            raise sqlite3.DatabaseError("its table is another one")

    def _unusable(self, error: Exception) -> LibraryUnusable:
        """What an error of SQLite means for this file, and what to do."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        text = "".join(letter if letter.isprintable() else "?" for letter in str(error))
        if self.path.is_dir():
            what = f"is a folder; {_MOVE_IT}"
        elif code in _IN_USE:
            what = "another program is using it; repeat the command when that is done"
        elif code in _NO_ROOM:
            what = f"{text}; make room and repeat the command: the device keeps its records"
        elif code in _NOT_ALLOWED:
            what = f"{text}; let your user read and write it and its folder"
        else:
            what = f"damaged, or no history of acupacer ({text}); {_MOVE_IT}"
        return LibraryUnusable(f"{self.path}: {what}")

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self.close()
        if isinstance(error, _ERRORS):
            raise self._unusable(error) from error

    def devices(self) -> list[str]:
        """The ids of the devices with records here."""
        return [row[0] for row in self._base.execute("SELECT DISTINCT dev_id FROM records")]

    def records(self, dev_id: str, era: int | None = None) -> list[Record]:
        """The device's records in order; of all eras, or of one."""
        records = map(_decoded, self._lines(dev_id, era))
        return [record for record in records if record is not None]

    def damaged(self, dev_id: str) -> int:
        """How many of the device's records here can no longer be read."""
        return sum(_decoded(line) is None for line in self._lines(dev_id))

    def _lines(self, dev_id: str, era: int | None = None) -> list[object]:
        """As ``records``; in a damaged file a line may be anything."""
        where = "WHERE dev_id = ?" + ("" if era is None else " AND era = ?")
        values = (dev_id,) if era is None else (dev_id, era)
        rows = self._base.execute(f"SELECT line FROM records {where} ORDER BY era, id", values)
        return [line for (line,) in rows]

    def sessions(self, dev_id: str) -> list[Session]:
        """The device's sessions, oldest first."""
        return [session for sessions in self._histories(dev_id) for session in sessions]

    def gaps(self, dev_id: str) -> list[Gap]:
        """The device's sessions that are numbered and not here."""
        histories = self._histories(dev_id)
        return [gap for sessions in histories for gap in gaps(s.number for s in sessions)]

    def _histories(self, dev_id: str) -> list[list[Session]]:
        return fold_eras(self.records(dev_id, era) for era in range(self.era(dev_id) + 1))

    def pull(self, client: Client, dev_id: str) -> Pulled:
        """Take in what ``client``'s device has and this library lacks, safely on disk.

        Raises what ``Client`` does; what came before that is kept.
        """
        era = self.era(dev_id)
        known = self._lines_by_id(dev_id, era)
        lines, error = _read(client, max(known, default=0))
        if known and not lines and error is None:  # all trimmed, or begun anew or cut
            lines, error = _read(client, 0)
        if any(known.get(_id(line), line) != line for line in lines):
            lines, error = _read(client, 0)
            self._add(dev_id, era + 1, lines)
            was_cut = share_a_session(self.records(dev_id, era), self.records(dev_id, era + 1))
            added = sum(known.get(_id(line)) != line for line in lines)
            pulled = Pulled(added, not was_cut, was_cut)
        else:
            pulled = Pulled(self._add(dev_id, era, lines))
        if error is not None:
            error.ends_with(
                f"{pulled.records} new records were pulled and are kept; "
                "run acupacer history again."
            )
            raise error
        return pulled

    def _lines_by_id(self, dev_id: str, era: int) -> dict[int, object]:
        query = "SELECT id, line FROM records WHERE dev_id = ? AND era = ?"
        return dict(self._base.execute(query, (dev_id, era)).fetchall())

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

    def last_id(self, dev_id: str) -> int:
        """Id of the newest record here; 0: none."""
        query = "SELECT max(id) FROM records WHERE dev_id = ? AND era = ?"
        return self._number(query, dev_id, self.era(dev_id))

    def _number(self, query: str, *values: object) -> int:
        return int(self._base.execute(query, values).fetchone()[0] or 0)


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


def _decoded(line: object) -> Record | None:
    return history.decode(line) if isinstance(line, bytes) else None


def _id(line: bytes) -> int:
    record = history.decode(line)
    return record.id if record is not None else 0

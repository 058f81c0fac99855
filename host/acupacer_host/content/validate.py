"""Checks a routines file on the laptop, as strictly as any device will and more."""

from dataclasses import dataclass
from pathlib import Path

from acupacer.core.routine import safety
from acupacer.core.routine.document import Scanner
from acupacer.core.routine.model import Entry

from . import fault_words, strict_json

# Enough to show every fault of a file somebody wrote; a bound all the same.
_FAULTS_MAX = 1000


@dataclass(frozen=True)
class Verdict:
    """What a check found.

    ``faults``: ``FILE: place: what was found and what is allowed``, empty when the file
    may be used. ``entries``: the sound routines in the file's order (all of them when
    there is no fault). ``data``: the very bytes that were checked, the ones to send.
    """

    faults: list[str]
    entries: list[Entry]
    data: bytes

    @property
    def is_ok(self) -> bool:
        """True when a device would take the file."""
        return not self.faults


def check_file(path: str | Path) -> Verdict:
    """Read and check the routines file at ``path``; every fault in one run.

    A file that cannot be read is a fault too, nothing is raised. Blocks: for reading.
    """
    try:
        data = read_bounded(path, safety.DOCUMENT_MAX_BYTES)
        size = Path(path).stat().st_size
    except OSError as error:
        return Verdict([f"{path}: cannot be read: {error.strerror or error}"], [], b"")
    return check_bytes(data, str(path), size)


def _too_large(size: int) -> str:
    limit = safety.DOCUMENT_MAX_BYTES
    what = f"{size} bytes exceed {limit}" if size > limit else f"more than {limit} bytes"
    return f"{what}, the most a device takes; take routines out, or blanks"


def read_bounded(path: str | Path, most: int) -> bytes:
    """The file at ``path``, but never more than ``most`` bytes and one: enough to refuse it.

    Raises OSError. Blocks: for reading.
    """
    with Path(path).open("rb") as source:
        return source.read(most + 1)


def check_bytes(data: bytes, name: str, size: int = 0) -> Verdict:
    """Check a routines document already in memory; ``name`` starts every fault.

    ``size``: of the whole file, where ``data`` may be its beginning (0: not known).
    """
    if len(data) > safety.DOCUMENT_MAX_BYTES:
        return Verdict([f"{name}: {_too_large(size)}"], [], data)
    found, entries = _scan(data)
    trailing = len(data) - len(data.rstrip())
    if trailing > 1 and _has_too_much_outside(found):
        shorter, entries = _scan(data.rstrip())
        if not _has_too_much_outside(shorter):
            blanks = f"document: {trailing} blanks at its end are too many; delete them"
            found = [*shorter, blanks]
    strict = strict_json.faults(data)
    if strict:  # line and column say better what this says by byte
        found = [fault for fault in found if ": not JSON (" not in fault]
    faults = list(dict.fromkeys(strict + fault_words.for_people(found, data)))
    return Verdict([f"{name}: {fault}" for fault in faults], entries, data)


def _has_too_much_outside(faults: list[str]) -> bool:
    return any(fault.endswith(fault_words.OUTSIDE) for fault in faults)


def _scan(data: bytes) -> tuple[list[str], list[Entry]]:
    """What the device's own check says, and the sound routines."""
    scanner = Scanner(max_faults=_FAULTS_MAX)
    scanner.feed(data)
    return scanner.finish(), list(scanner.entries)

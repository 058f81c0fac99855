"""Finds one routine for commands that tell about it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from acupacer.core.progress.records import Record
from acupacer.core.routine.model import Entry, Routine

from ..console import Failure, did_you_mean, say
from ..content import routine_files
from ..content.opened import routine_of, text_of
from ..content.routine_set import RoutineSet
from ..content.validate import Verdict, check_bytes
from ..device.connection import Connector
from ..errors import NoDevice
from ..records.gaps import gaps, gaps_words
from ..records.library import Library
from .validate import checked, faulty


@dataclass(frozen=True)
class Choice:
    """A routine, where it was found (for people), and the history of its device.

    ``text``: its bytes in the file; ``routine``: what they say; ``alone``: a document of it
    and no other. ``missing``: what that history lacks, in words.
    """

    entry: Entry
    text: bytes
    alone: bytes
    routine: Routine
    place: str
    records: list[Record]
    missing: str

    def say_what_is_missing(self) -> None:
        """That today's dose is worked out of a history with gaps, if it is."""
        if self.missing:
            say(f"({self.missing}; the device may ask for another dose)")

    @property
    def is_factory(self) -> bool:
        """Whether it says just what one of the factory routines says."""
        factory = json.loads(routine_files.packaged())["routines"]
        return json.loads(self.text) in factory


def choose(connector: Connector, routine_id: str, file: Path | None) -> Choice:
    """The routine called ``routine_id`` of ``file``, else of the device, else packaged.

    A device is asked when one is connected; its history is what was pulled from it.
    """
    if file is not None:
        return _choice(checked(file), routine_id, str(file), ([], ""))
    try:
        port = connector.port()
    except NoDevice:
        place = "factory routines"
        verdict = check_bytes(routine_files.packaged(), place)
        return _choice(verdict, routine_id, place, _pulled(None))
    with connector.at(port).client() as client:
        hello = client.hello()
        stored = routine_files.stored_on(client, hello)
    data = routine_files.packaged() if stored is None else stored
    verdict = check_bytes(data, hello.dev_id)
    return _choice(verdict, routine_id, hello.dev_id, _pulled(hello.dev_id))


def _choice(
    verdict: Verdict, routine_id: str, place: str, known: tuple[list[Record], str]
) -> Choice:
    if not verdict.is_ok:
        raise faulty(f"{place} has faults:", verdict)
    for entry in verdict.entries:
        if entry.id == routine_id:
            text, routine = text_of(verdict.data, entry), routine_of(verdict.data, entry)
            alone = RoutineSet.of(verdict.data, [entry]).document()
            return Choice(entry, text, alone, routine, place, *known)
    ids = [entry.id for entry in verdict.entries]
    how = did_you_mean(routine_id, ids) or f"it has {', '.join(ids)}"
    raise Failure(f"{place}: no routine {routine_id!r}; {how}")


def _pulled(dev_id: str | None) -> tuple[list[Record], str]:
    """The records of the device's present era, and what is missing there, in words.

    None: of the only device ever pulled.
    """
    with Library() as library:
        known = library.devices()
        if dev_id is None and len(known) == 1:
            dev_id = known[0]
        if dev_id is None or dev_id not in known:
            return [], ""
        records = library.records(dev_id, library.era(dev_id))
        return records, gaps_words(gaps(record.session for record in records if record.session))

"""A history that was read from a device, for the page: as rows, as files, as the report."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from acupacer.core.progress import history

from ..content.routine_titles import Titles
from ..pictures import report
from ..records import export
from ..records.begun import began_iso
from ..records.gaps import gaps, gaps_words
from ..records.sessions import Session, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    Answer = dict[str, Any]


class Pulled:
    """``lines``: all records of device ``dev_id``. ``documents``: its routines, others.

    What damage has made unreadable of them is left out. Titles are in the language that is
    spoken when it is made, and so is what it says.
    """

    def __init__(self, dev_id: str, lines: Sequence[bytes], documents: Sequence[bytes]) -> None:
        self._dev_id = dev_id
        self._lines = len(lines)
        found = [history.decode(line) for line in lines]
        self._records = [record for record in found if record is not None]
        self.sessions = fold(self._records)
        self._documents = documents

    def told(self) -> Answer:
        """Rows for the page's table, and the files of ``acupacer history``."""
        titles = Titles(self._documents)
        rows = self._exported(titles)
        return {
            "device": self._dev_id,
            "rows": [_row(session, titles) for session in self.sessions],
            "csv": export.csv_bytes(rows).decode(),
            "json": json.dumps(rows, ensure_ascii=False, indent=2) + "\n",
            "lines": self._lines,
        }

    def reported(self, today: str) -> Answer:
        """The report as ``html``, "" when there is no session; ``csv`` as in ``told``."""
        made = {"device": self._dev_id, "html": "", "csv": ""}
        if self.sessions:
            titles = Titles(self._documents)
            missing = gaps_words(gaps(session.number for session in self.sessions))
            day = date.fromisoformat(today)
            made["html"] = report.page(
                self._dev_id,
                self.sessions,
                self._records,
                day,
                titles.shown,
                titles.place,
                missing,
            )
            made["csv"] = export.csv_bytes(self._exported(titles)).decode()
        return made

    def _exported(self, titles: Titles) -> list[Answer]:
        return [
            export.as_dict(self._dev_id, each, titles.of(each.routine, each.digest))
            for each in self.sessions
        ]


def _row(session: Session, titles: Titles) -> Answer:
    began = began_iso(session)
    return {
        "number": session.number,
        "began": began[:16].replace("T", " ") if began else "",
        "title": titles.shown(session.routine, session.digest),
        "delivered_s": session.delivered_ms // 1000,
        "prescribed_s": session.prescribed_ms // 1000,
        "pauses": session.pauses,
        "ended": session.ended,
        "helped": session.helped,
    }

"""Which sessions a command is about: the library, brought up to date, and the period."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from typing import Any, TypeVar

import click
from acupacer.core.link.files import HISTORY

from ..console import Failure, count, did_you_mean, say
from ..content import routine_files
from ..content.routine_titles import Titles
from ..device import clock
from ..device.client import Client
from ..device.connection import Connector
from ..device.replies import Hello
from ..device.states import KEEPS_NOTHING
from ..errors import NoAnswer, NoDevice, PortError, Refused, TransportGone, ending
from ..records import gaps
from ..records.library import Library, pull_and_acknowledge
from ..records.periods import WEEKDAYS, day_named
from ..records.sessions import Session
from ..records.totals import since

NOT_PULLED = "0 new records were pulled; those from before are kept."

Result = TypeVar("Result")


@dataclass(frozen=True)
class Period:
    """From which day on, as ``periods.day_named`` takes it; None: from the beginning."""

    since: str | None

    def first(self, sessions: list[Session]) -> date | None:
        """The first day. Today is the user's day, which ends as in the last of ``sessions``."""
        if self.since is None:
            return None
        day = day_named(self.since, today())
        if day.isoformat() == self.since or not sessions:
            return day
        return day_named(self.since, today(sessions[-1].day_ends_h))

    def chosen(self, sessions: list[Session], last: int | None = None) -> list[Session]:
        """Those of ``sessions`` in the period, and of those the ``last`` so many."""
        found = since(sessions, self.first(sessions))
        return found[-last:] if last else found

    def words(self, sessions: list[Session]) -> str:
        """``" since 2026-11-01"``, "" for all."""
        first = self.first(sessions)
        return f" since {first}" if first else ""


def today(day_ends_h: int = 0) -> date:
    """This computer's day, which ends so many hours after midnight."""
    return (clock.now() - timedelta(hours=day_ends_h)).date()


def period_options(function: Callable[..., Result]) -> Callable[..., Result]:
    """``--since`` and ``--week``; the argument is ``period``."""

    @click.option(
        "--since",
        callback=_day,
        metavar="DAY",
        help="Only from this day on: 2026-01-31, 7d, 2w, monday, yesterday.",
    )
    @click.option("--week", is_flag=True, help="Only this week, from Monday on.")
    @wraps(function)
    def with_period(*arguments: Any, since: str | None, week: bool, **named: Any) -> Result:
        if week and since:
            raise click.UsageError("--week and --since: give one of them")
        return function(*arguments, period=Period(WEEKDAYS[0] if week else since), **named)

    return with_period


def _day(ctx: click.Context, param: click.Parameter, text: str | None) -> str | None:
    try:
        if text is not None:
            day_named(text, today())
    except ValueError as error:
        raise click.BadParameter(str(error), ctx, param) from error
    return text


@contextmanager
def open_library(
    connector: Connector, dev_id: str | None, is_offline: bool
) -> Iterator[tuple[Library, str]]:
    """The library, brought up to date where a device is there, and the device's id."""
    with Library() as library:
        if dev_id is not None and not is_offline:
            raise click.UsageError(
                "--device goes with --offline: a pull asks the one connected"
            )
        found = None if is_offline else _pull(connector, library)
        device = found or _known(library, dev_id)
        _say_what_is_damaged(library, device)
        yield library, device


def known_titles() -> Titles:
    """The titles of all routines this computer has seen."""
    return Titles(routine_files.known_documents())


def _pull(connector: Connector, library: Library) -> str | None:
    """Pull from the connected device; its id, or None when there is none."""
    try:
        port = connector.port()
    except NoDevice:
        if not library.devices():
            raise
        say("(no device connected: this is what was pulled before)")
        return None
    try:
        return _pull_from(connector.at(port), library)
    except (PortError, NoAnswer, TransportGone) as error:
        if not library.devices():
            raise
        raise Failure(f"{error.message}; --offline shows what was pulled before") from error


def _pull_from(connector: Connector, library: Library) -> str:
    with connector.client(False, NOT_PULLED) as client:
        with ending(NOT_PULLED):
            hello = client.hello()
        dev_id = hello.dev_id
        pulled = pull_and_acknowledge(library, client, dev_id)
        _learn_titles(client, hello, library)
        if not library.last_id(dev_id):
            _say_what_is_dropped(client)
        notice = client.state().notice
    if pulled.was_cut:
        say(
            f"(the end of the history was damaged since the last pull, on {dev_id} or here; "
            "all of it is kept, and every session counts once)"
        )
    if pulled.was_reset:
        say(f"({dev_id} was reset since the last pull; what it had before is kept here)")
    say(f"({count(pulled.records, 'new record')} from {dev_id})")
    if notice in KEEPS_NOTHING:
        say(f"{KEEPS_NOTHING[notice][0]}; acupacer doctor says what to do")
    return dev_id


def _learn_titles(client: Client, hello: Hello, library: Library) -> None:
    """Read the device's routines when it did one that this computer has not seen."""
    titles = known_titles()
    used = {(session.routine, session.digest) for session in library.sessions(hello.dev_id)}
    if any(titles.of(*routine) == routine[0] for routine in used):
        with suppress(Refused):  # busy: another time
            routine_files.stored_on(client, hello)


def _say_what_is_dropped(client: Client) -> None:
    """A device without a record may have had some, which it knows by their sum only."""
    with suppress(Refused):  # it never had any
        words = gaps.gaps_words(gaps.dropped(client.download(HISTORY)))
        if words:
            say(words)


def _say_what_is_damaged(library: Library, dev_id: str) -> None:
    damaged = library.damaged(dev_id)
    if damaged:
        are = "is" if damaged == 1 else "are"
        say(f"{count(damaged, 'record')} in {library.path} {are} damaged and left out")


def _known(library: Library, dev_id: str | None) -> str:
    known = library.devices()
    if dev_id in known or (dev_id is None and len(known) == 1):
        return dev_id or known[0]
    if not known:
        raise Failure("nothing was pulled yet; connect the device and run acupacer history")
    how = did_you_mean(dev_id or "", known) or "choose one with --offline --device"
    raise Failure(f"records of {', '.join(known)} are here; {how}")

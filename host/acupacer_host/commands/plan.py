"""``acupacer plan``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import click
from acupacer.core.progress.count_memories import GAP_S
from acupacer.core.progress.counts import SESSIONS_PER_DAY
from acupacer.core.routine.model import Entry
from click.core import ParameterSource

from ..console import EXISTING_FILE, NewFile, count, did_you_mean, examples
from ..content import calendar
from ..content.calendar import Plan
from ..device import clock
from ..device.connection import Connector, pass_connector
from ..whole_file import write_whole
from .completion import complete_routine
from .routine_choice import choose

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MIN = 24 * 60
TEXT = "Pick the device up; START opens the routine. Not if you are unwell."


def _times(ctx: click.Context, param: click.Parameter, texts: Sequence[str]) -> list[time]:
    """The times of day in order, each once."""
    try:
        times = {datetime.strptime(text, "%H:%M").time() for text in texts}
    except ValueError as error:
        given = ", ".join(texts)
        raise click.BadParameter(f"{given}: give a time as 08:30", ctx, param) from error
    return sorted(times)


def _first(ctx: click.Context, param: click.Parameter, text: str | None) -> date:
    """The first day; without one it is tomorrow."""
    today = clock.now().date()
    try:
        first = date.fromisoformat(text) if text else today + timedelta(days=1)
    except ValueError as error:
        raise click.BadParameter(f"{text}: give a day as 2026-01-31", ctx, param) from error
    if first < today:
        raise click.BadParameter(f"{first} is over; today is {today}", ctx, param)
    return first


def _weekdays(ctx: click.Context, param: click.Parameter, text: str | None) -> set[int]:
    """Numbers of the weekdays, Monday 0."""
    names = [name.strip().lower() for name in text.split(",")] if text else list(DAYS)
    for name in names:
        if name[:3] not in DAYS:
            how = did_you_mean(name, DAYS) or f"choose from {','.join(DAYS)}"
            raise click.BadParameter(f"{name!r} is no day; {how}", ctx, param)
    return {DAYS.index(name[:3]) for name in names}


def _zone(ctx: click.Context, param: click.Parameter, name: str | None) -> str:
    if name and calendar.zone_of(name) is None:
        raise click.BadParameter(f"{name}: no such zone; give one as Europe/Berlin", ctx, param)
    return calendar.this_zone() if name is None else name


@click.command(
    epilog=examples(
        "acupacer plan hands-li4 --at 08:30 --at 13:00 --at 18:30 --ics plan.ics",
        "acupacer plan desk-break --at 11:00 --on mon,tue,wed,thu,fri --weeks 8 --ics -",
    )
)
@click.argument("routine", shell_complete=complete_routine)
@click.option(
    "--at",
    "times",
    multiple=True,
    required=True,
    callback=_times,
    metavar="HH:MM",
    help="A time of day; give it once for each session.",
)
@click.option(
    "--on",
    "weekdays",
    callback=_weekdays,
    metavar="DAYS",
    help="Weekdays, as mon,wed,fri (all seven).",
)
@click.option("--from", "first", callback=_first, metavar="DATE", help="First day (tomorrow).")
@click.option(
    "--weeks",
    type=click.IntRange(1, 52),
    default=4,
    show_default=True,
    metavar="N",
    help="For how many weeks.",
)
@click.option(
    "--alarm",
    "alarm_min",
    type=click.IntRange(0, 120),
    default=0,
    show_default=True,
    metavar="MIN",
    help="Minutes before a session at which the calendar rings.",
)
@click.option(
    "--zone", callback=_zone, metavar="NAME", help="Zone of the times (this computer's)."
)
@click.option(
    "--ics",
    type=NewFile((".ics",), "; every calendar program takes that in", allow_dash=True),
    metavar="FILE",
    help="Write it for a calendar program (-: standard output).",
)
@click.option("--file", type=EXISTING_FILE, metavar="FILE", help="Take ROUTINE from FILE.")
@pass_connector
def plan_command(
    connector: Connector,
    routine: str,
    times: list[time],
    weekdays: set[int],
    first: date,
    weeks: int,
    alarm_min: int,
    zone: str,
    ics: Path | None,
    file: Path | None,
) -> None:
    """Plan sessions of ROUTINE at times of day you choose, with alarms, for your calendar.

    A time stays what it is when the clocks change. A file taken in again replaces what the
    calendar had of it.
    """
    entry = choose(connector, routine, file).entry
    _refuse_what_the_device_would(entry, times)
    days = [first + timedelta(days=number) for number in range(7 * weeks)]
    days = [day for day in days if day.weekday() in weekdays]
    plan = Plan(entry.id, entry.title, TEXT, max(1, entry.minutes), times, days, alarm_min)
    data = calendar.calendar(plan, zone, clock.now())
    if ics is not None and str(ics) == "-":
        sys.stdout.buffer.write(data)
        return
    _say_plan(plan, zone)
    if ics is not None:
        write_whole(ics, data)
        click.echo(f"{ics}: open it with your calendar program")


def _refuse_what_the_device_would(entry: Entry, times: Sequence[time]) -> None:
    """Wrong usage for more sessions, or closer ones, than the device opens at a place."""
    if len(times) > SESSIONS_PER_DAY:
        raise click.UsageError(
            f"{len(times)} sessions a day: the device opens a place {SESSIONS_PER_DAY} times"
        )
    starts = [at.hour * 60 + at.minute for at in times]
    apart_min = entry.minutes + GAP_S // 60
    for now, following in zip(starts, [*starts[1:], starts[0] + DAY_MIN], strict=True):
        if following - now < apart_min:
            raise click.UsageError(
                f"--at {now // 60:02}:{now % 60:02}: the next comes too soon; leave at least "
                f"{apart_min} minutes: {entry.minutes} of {entry.id}, {GAP_S // 60} of rest"
            )


def _say_plan(plan: Plan, zone: str) -> None:
    at = ", ".join(f"{time_:%H:%M}" for time_ in plan.times)
    sessions = count(len(plan.days) * len(plan.times), "session")
    click.echo(f"{plan.title}: {at}; {plan.days[0]} to {plan.days[-1]}, {sessions}")
    click.echo(f"times of {zone}" if zone else "local times, wherever the calendar is")
    source = click.get_current_context().get_parameter_source("first")
    if source is ParameterSource.DEFAULT:
        click.echo(f"from tomorrow on; --from {clock.now().date()} begins today")


COMMANDS = {"plan": plan_command}

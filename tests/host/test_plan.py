"""The calendar of ``acupacer plan``, read by an independent library."""

import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from acupacer_host.content import calendar
from acupacer_host.content.calendar import Plan
from cli_rig import DEVICE_NOW, Rig
from dateutil.rrule import rrulestr

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
TIMES = (time(8, 30), time(13), time(21, 45))


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rig:
    return Rig(monkeypatch, tmp_path)


def days(first: date, count: int = 28) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


def read(data: bytes) -> tuple[Any, list[Any]]:
    [parsed] = icalendar.Calendar.from_ical(data, multiple=True)
    return parsed, list(parsed.walk("VEVENT"))


def starts(event: Any) -> list[datetime]:
    """When the event begins, by its rule, in its zone."""
    first = event["DTSTART"].dt
    rule = event["RRULE"].to_ical().decode()
    return list(rrulestr(rule, dtstart=first))


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Europe/Berlin", date(2027, 3, 20)),
        ("Europe/Berlin", date(2027, 10, 20)),
        ("America/New_York", date(2027, 3, 1)),
        ("America/New_York", date(2027, 10, 25)),
        ("Australia/Lord_Howe", date(2027, 3, 25)),
        ("Asia/Kolkata", date(2027, 3, 25)),
    ],
)
def test_times_stay_what_they_are_when_the_clocks_change(zone: str, first: date) -> None:
    planned = days(first)
    data = calendar.calendar(Plan("li4", "Hand", "…", 2, TIMES, planned, 5), zone, NOW)
    parsed, events = read(data)
    [rules] = parsed.walk("VTIMEZONE")
    in_file = rules.to_tz(lookup_tzid=False)
    for event, at in zip(events, TIMES, strict=True):
        found = starts(event)
        assert [begin.date() for begin in found] == planned
        assert {begin.time() for begin in found} == {at}
        for begin in found:
            naive = begin.replace(tzinfo=None)
            real = naive.replace(tzinfo=ZoneInfo(zone)).utcoffset()
            assert begin.utcoffset() == real
            assert naive.replace(tzinfo=in_file).utcoffset() == real
        [alarm] = event.walk("VALARM")
        assert alarm["TRIGGER"].dt == timedelta(minutes=-5)
        assert event["DURATION"].dt == timedelta(minutes=2)


def test_without_a_zone_times_are_local_wherever_the_calendar_is() -> None:
    data = calendar.calendar(Plan("li4", "Hand", "…", 2, TIMES, days(NOW.date())), "", NOW)
    parsed, events = read(data)
    assert not list(parsed.walk("VTIMEZONE"))
    assert {begin.tzinfo for event in events for begin in starts(event)} == {None}


def test_only_the_days_that_were_asked_for() -> None:
    planned = [day for day in days(date(2027, 3, 24)) if day.weekday() in (0, 2, 4)]
    plan = Plan("li4", "Hand", "…", 2, TIMES[:1], planned)
    [event] = read(calendar.calendar(plan, "Europe/Berlin", NOW))[1]
    assert [begin.date() for begin in starts(event)] == planned


def test_every_text_comes_back_and_no_line_is_long() -> None:
    title = "Übung; für, die Hand \\ " + "ä" * 80
    data = calendar.calendar(
        Plan("li4", title, "a\n" + "b" * 200, 2, TIMES, days(NOW.date())), "", NOW
    )
    events = read(data)[1]
    assert [str(event["SUMMARY"]) for event in events] == [title] * 3
    assert str(events[0]["DESCRIPTION"]) == "a\n" + "b" * 200
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert len({event["UID"] for event in events}) == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows has no zone files of that kind")
def test_the_zone_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Europe/Berlin")
    assert calendar.this_zone() == "Europe/Berlin"
    monkeypatch.setenv("TZ", "CEST-2")
    assert calendar.this_zone() == ""
    monkeypatch.delenv("TZ")
    link = "/usr/share/zoneinfo/Asia/Kolkata"
    monkeypatch.setattr(os.path, "realpath", lambda path: link)
    assert calendar.this_zone() == "Asia/Kolkata"


def test_plan_writes_what_it_says(rig: Rig, tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    options = ["--at", "18:30", "--at", "8:30", "--zone", "Europe/Berlin", "--weeks", "2"]
    result = rig.run("plan", "hands-li4", *options, "--ics", str(file))
    assert result.stdout.splitlines() == [
        "Hand point LI4: 08:30, 18:30; 2026-02-02 to 2026-02-15, 28 sessions",
        "times of Europe/Berlin",
        "from tomorrow on; --from 2026-02-01 begins today",
        f"{file}: open it with your calendar program",
    ]
    assert [event["DTSTART"].dt.hour for event in read(file.read_bytes())[1]] == [8, 18]
    again = rig.run("plan", "hands-li4", *options, "--ics", "-")
    assert again.stdout_bytes == file.read_bytes()
    assert DEVICE_NOW.date() == date(2026, 2, 1)  # the plan begins a day later

"""Dates and times as text, against the standard library."""

import random
from datetime import UTC, datetime, timedelta, timezone

import pytest
from acupacer.core.clock import iso_time
from acupacer.core.errors import TimeTextError


def test_every_date_of_the_years_it_takes_and_around() -> None:
    day = datetime(1899, 12, 31)
    for days in range((day - datetime(1970, 1, 1)).days, 60_000):
        expected = datetime(1970, 1, 1) + timedelta(days)
        date = (expected.year, expected.month, expected.day)
        assert iso_time.date_from_days(days) == date
        assert iso_time.days_from_date(*date) == days


def test_times_and_zones_equal_the_standard_library() -> None:
    chance = random.Random(6)
    for _ in range(2000):
        epoch_s = chance.randrange(946_684_800, 4_102_444_800 - 86400)
        offset_min = chance.randrange(-840, 841)
        zone = timezone(timedelta(minutes=offset_min))
        expected = datetime.fromtimestamp(epoch_s, UTC).astimezone(zone).isoformat()
        assert iso_time.format_time(epoch_s, offset_min) == expected
        if "2000" <= expected[:4] <= "2099":
            assert iso_time.parse_time(expected, 0) == (epoch_s, offset_min)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-06-01T12:30:00", (1780313400, 60)),
        ("2026-06-01T12:30:00Z", (1780317000, 0)),
        ("2026-06-01T12:30:00.123456+02:00", (1780309800, 120)),
        ("2026-06-01T12:30:00-0330", (1780329600, -210)),
        ("2000-02-29T00:00:00Z", (951782400, 0)),
    ],
)
def test_forms_taken(text: str, expected: tuple[int, int]) -> None:
    assert iso_time.parse_time(text, 60) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-06-01",
        "2026-06-01 12:30:00",
        "2026-02-29T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-06-01T24:00:00Z",
        "2026-06-01T12:60:00Z",
        "2026-06-01T12:30:60Z",
        "2026-06-01T12:30:00x",
        "2026-06-01T12:30:00+",
        "2026-06-01T12:30:00+15:00",
        "2026-06-01T12:30:00+01:60",
        "2026-06-01T12:30:00+1:00",
        "2026-06-01T12:30:00+01:0",
        "2026-06-01T12:30:00+01:00x",
        "-026-06-01T12:30:00Z",
        "1999-12-31T23:59:59Z",
        "2100-01-01T00:00:00Z",
        "2026-06-01T12:30:0\u0661Z",
    ],
)
def test_forms_refused(text: str) -> None:
    with pytest.raises(TimeTextError):
        iso_time.parse_time(text, 0)

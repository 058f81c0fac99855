"""A month in the life of a device: limits hold, no record is lost, memory stays flat."""

import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import audit
from month import Month

FLAT_BYTES = 40_000  # what a device's size may vary by from one evening to another


def live(seed, routines, days, a_day, tricky_every):
    """(month, its sessions judged, the device's size in bytes each evening)."""
    month = Month(seed, routines)
    tricky = set()
    sizes = []
    for day in range(days):
        is_tricky = day % tricky_every == tricky_every - 1
        if is_tricky:
            tricky |= {day, day + 1}  # what a lie leaves behind ends with the next day
        month.day(a_day, is_tricky)
        sizes.append(month.device_bytes())
    if month.device.session:
        month.run("tap STOP\nwait 3500\ntap NEXT\nwait 500\ntap START\nwait 500")
    return month, audit.judge(month.archive, tricky), sizes


def test_two_days_of_random_users():
    month, sessions, _ = live(1, 12, 2, 45, 3)
    assert len(sessions) >= 40
    assert {session.ended for session in sessions} >= {"finished", "stopped", "ended_early"}
    assert month.refused


@pytest.mark.soak
def test_thirty_days_and_ten_thousand_sessions():
    begun_s = time.monotonic()
    month, sessions, sizes = live(7, 64, 30, 600, 3)
    print(
        f"\n{month.sessions} sessions ({len(sessions)} on record, {month.refused} refused, "
        f"{month.cuts} power cuts) in {time.monotonic() - begun_s:.0f} s, "
        f"{len(month.archive)} records; device {min(sizes)} to {max(sizes)} bytes"
    )
    assert month.sessions >= 10_000
    assert max(sizes[5:]) - min(sizes[5:]) <= FLAT_BYTES

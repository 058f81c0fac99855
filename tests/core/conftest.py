"""Fixtures for tests of the core."""

from pathlib import Path

import pytest
from acupacer.core import routines

FACTORY_FILE = Path(__file__).parents[2] / "shared" / "routines.json"


@pytest.fixture(scope="session")
def factory():
    """The factory routines as the device opens them: dicts with defaults filled in."""
    data = FACTORY_FILE.read_bytes()
    scanner = routines.Scanner()
    scanner.feed(data)
    assert scanner.finish() == []
    parsed = []
    for entry in scanner.entries:
        text = data[entry.offset : entry.offset + entry.length]
        routine, faults = routines.parse_routine(text, entry.id)
        assert faults == []
        parsed.append(routine)
    return parsed

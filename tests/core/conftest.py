"""Fixtures for tests of the core."""

from pathlib import Path

import pytest
from acupacer.core.routine import document

FACTORY_FILE = Path(__file__).parents[2] / "shared" / "routines.json"


@pytest.fixture(scope="session")
def factory():
    """The factory routines as the device opens them: dicts with defaults filled in."""
    data = FACTORY_FILE.read_bytes()
    scanner = document.Scanner()
    scanner.feed(data)
    assert scanner.finish() == []
    parsed = []
    for entry in scanner.entries:
        text = data[entry.offset : entry.offset + entry.length]
        routine, faults = document.parse_routine(text, entry.id)
        assert faults == []
        parsed.append(routine)
    return parsed

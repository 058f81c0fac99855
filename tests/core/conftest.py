"""Fixtures for tests of the core."""

from pathlib import Path

import pytest
from acupacer.core.routine import document

FACTORY_FILE = Path(__file__).parents[2] / "shared" / "routines.json"


@pytest.fixture(scope="session")
def factory():
    """The factory routines as the device opens them."""
    data = FACTORY_FILE.read_bytes()
    scanner = document.Scanner()
    scanner.feed(data)
    assert scanner.finish() == []
    return [
        document.parse_routine(data[entry.offset : entry.offset + entry.length], entry.id)
        for entry in scanner.entries
    ]

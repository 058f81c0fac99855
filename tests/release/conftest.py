"""What ``make release`` put into dist/release, and clean environments to install it in."""

from pathlib import Path

import pytest

RELEASE = Path(__file__).parents[2] / "dist" / "release"


@pytest.fixture(scope="session")
def release():
    """The folder. ``make test-release`` makes it first."""
    assert RELEASE.is_dir(), "make release makes it"
    return RELEASE


@pytest.fixture(scope="session")
def wheel(release):
    """The wheel in it."""
    [found] = release.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def package(release):
    """The Debian package in it."""
    [found] = release.glob("*.deb")
    return found

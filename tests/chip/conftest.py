"""The firmware image, chips that have booted it, and copies of them for the tests.

A test that takes ``chip`` or another fixture named in ``SHARED`` runs in a copy of its
process: what it does to the chip, no other test sees, and nothing is booted twice.
"""

import os
from pathlib import Path

import pytest
import rp2040_scenes as scenes
from rp2040_copies import in_a_copy

ROOT = Path(__file__).parents[2]
NO_IMAGE = "no firmware image in dist: run make firmware (or name one by ACUPACER_UF2)"
SHARED = ("chip", "product", "session", "push", "prompt", "failed", "upgraded")


def find_image():
    """The UF2 to test: the one the environment names, or the newest that was built."""
    named = os.environ.get("ACUPACER_UF2")
    built = sorted(
        (ROOT / "dist").glob("acupacer-pico-*.uf2"), key=lambda file: file.stat().st_mtime
    )
    found = [Path(named)] if named else built[-1:]
    return found[0] if found and found[0].exists() else None


@pytest.fixture(scope="session")
def image_path():
    found = find_image()
    if found is None:
        pytest.fail(NO_IMAGE, pytrace=False)
    return found


@pytest.fixture(scope="session")
def chip(image_path):
    """A new one, at its STOP check."""
    return scenes.new_chip(image_path)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Run a test of a shared chip in a copy of this process; its failure is told here."""
    if not set(SHARED) & set(pyfuncitem.fixturenames):
        return None
    failure, sections = in_a_copy(lambda: _run(pyfuncitem))
    for name, text in sections:
        pyfuncitem.add_report_section("call", name, text)
    if failure:
        pytest.fail(failure, pytrace=False)
    return True


def _run(item):
    """How the test fails, or an empty string, and the figures it told."""
    failure = ""
    try:
        item.obj(**{name: item.funcargs[name] for name in item._fixtureinfo.argnames})
    except BaseException:
        failure = str(item.repr_failure(pytest.ExceptionInfo.from_current()))
    return failure, scenes.take_figures()

"""Booted machines for the scenarios, one for each Debian; a scenario gets a state of it.

``card``   a Pi with a card that nothing was installed on, booted
``first``  one with the device installed, after its first boot
``home``   the same, its questions answered and two short routines pushed

What a scenario does to its machine no other one sees.
"""

import os

import debian
import disk
import kernel
import needs
import pytest
import scenes
import vm
import wheels
from by_system import SYSTEMS, BySystem
from pi import Pi

FIRST, HOME = "first", "home"


def pytest_generate_tests(metafunc):
    """Each scenario on both systems, or on those that ACUPACER_SYSTEMS names."""
    if "system" in metafunc.fixturenames:
        chosen = os.environ.get("ACUPACER_SYSTEMS", " ".join(SYSTEMS)).split()
        metafunc.parametrize("system", chosen, scope="session")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """All scenarios of a system one after the other, on one machine, with ``-n 2`` as well."""
    return BySystem(config, log)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel of this checkout."""
    return wheels.this_version(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def linux():
    """The kernel, where the tests can run."""
    try:
        needs.check()
        debian.tools()
        return kernel.kernel()
    except needs.NotPossible as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def installed_machine(system, linux, wheel):
    """A machine that was brought to ``FIRST`` and ``HOME``."""
    image = _image(disk.installed, system, linux, wheel)
    machine = vm.Machine(linux, image)
    with vm.running(machine):
        pi = Pi(machine, wheel)
        pi.booted()
        pi.see("Press STOP once")
        machine.keep(FIRST)
        scenes.to_home(pi)
        machine.keep(HOME)
        yield machine


@pytest.fixture(scope="session")
def fresh_machine(system, linux, wheel):
    """A machine on which nothing is installed, kept as ``FIRST``."""
    machine = vm.Machine(linux, _image(disk.fresh, system, linux, wheel))
    with vm.running(machine):
        Pi(machine, wheel).booted()
        machine.keep(FIRST)
        yield machine


@pytest.fixture
def upgradable(system, linux, wheel, tmp_path):
    """A Pi on which version 0.1.0 was installed, after its first boot."""
    older = wheels.first_version(tmp_path)
    if older is None:
        pytest.skip("this checkout has no history to build version 0.1.0 from")
    image = disk.installed(system, linux.modules, wheel, older)
    with vm.running(vm.Machine(linux, image)) as machine:
        pi = Pi(machine, wheel)
        pi.booted()
        yield pi


@pytest.fixture
def home(installed_machine, wheel):
    """See above."""
    return _pi(installed_machine, HOME, wheel)


@pytest.fixture
def first(installed_machine, wheel):
    """See above."""
    return _pi(installed_machine, FIRST, wheel)


@pytest.fixture
def card(fresh_machine, wheel):
    """See above."""
    return _pi(fresh_machine, FIRST, wheel)


def _image(make, system, linux, wheel):
    try:
        return make(system, linux.modules, wheel)
    except needs.NotPossible as reason:
        pytest.skip(str(reason))


def _pi(machine, state, wheel):
    machine.take_back(state)
    return Pi(machine, wheel)

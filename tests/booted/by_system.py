"""Which worker gets which scenarios: all of a system in one, so that it is booted once.

xdist's own groups (``--dist loadgroup``) are none with pytest 9.2.
"""

import re

from xdist.scheduler import LoadScopeScheduling

SYSTEMS = ("bookworm", "trixie")


def system_of(nodeid):
    """The system that a test's name ends with, or the whole name: it belongs to none."""
    words = re.split(r"[][-]", nodeid)
    return next((word for word in words if word in SYSTEMS), nodeid)


class BySystem(LoadScopeScheduling):
    """Gives each worker one system after the other."""

    def _split_scope(self, nodeid):
        return system_of(nodeid)

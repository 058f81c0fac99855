"""Settings for every test.

Property tests are seeded: the same examples on every machine, so a red run is a change
of the code. ``ACUPACER_SEEDS=random`` looks for new ones.
"""

import os

import pytest
from acupacer.core.events import ShowView
from acupacer.core.screen import views
from hypothesis import settings

settings.register_profile("seeded", derandomize=True, deadline=None, database=None)
settings.register_profile("random", deadline=None, database=None)
settings.load_profile("random" if os.environ.get("ACUPACER_SEEDS") == "random" else "seeded")


@pytest.fixture(autouse=True, scope="session")
def _views_are_exact():
    """Every view any test has a device show has exactly the fields of its screen."""
    plain = ShowView.__init__

    def checked(self, view):
        assert not views.fault(view), views.fault(view)
        plain(self, view)

    ShowView.__init__ = checked
    yield
    ShowView.__init__ = plain

"""Settings for every test.

Property tests are seeded: the same examples on every machine, so a red run is a change
of the code. ``ACUPACER_SEEDS=random`` looks for new ones.
"""

import gc
import os

# Before anything asks for the user's language: it is English.
os.environ.pop("LC_ALL", None)
os.environ["LC_MESSAGES"] = "C"

from hypothesis import settings

settings.register_profile("seeded", derandomize=True, deadline=None, database=None)
settings.register_profile("random", deadline=None, database=None)
settings.load_profile("random" if os.environ.get("ACUPACER_SEEDS") == "random" else "seeded")


def pytest_collection_finish() -> None:
    """What was collected stays for good: the garbage collector need not look at it again."""
    gc.collect()
    gc.freeze()

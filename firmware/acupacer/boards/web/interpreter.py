"""Makes up for what this interpreter does differently. ``mend`` before the core is imported."""

import sys


def mend() -> None:
    """Have the ``binascii`` that raises ValueError, as everywhere.

    This one's own is written in Python and raises Exception for text that is not base64: one
    damaged frame would end the program.
    """
    import ubinascii

    sys.modules["binascii"] = ubinascii

"""The factory routines that come with this program."""

from __future__ import annotations

from importlib import resources


def packaged() -> bytes:
    """Their document."""
    return (resources.files("acupacer_data") / "routines.json").read_bytes()

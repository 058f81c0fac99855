"""Tuples whose fields have names and types, on both interpreters.

    if TYPE_CHECKING:
        from typing import NamedTuple
    else:
        from .named_tuples import NamedTuple

    Phase = NamedTuple("Phase", (("kind", str), ("step", int)))

A type checker sees ``typing.NamedTuple``, which MicroPython lacks; when the program runs the
types are of no use and only the names count. For small values that are many at a time: on a
Pico such a tuple takes half the memory of an object of a class.
"""

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def NamedTuple(name: str, fields: "tuple[tuple[str, Any], ...]") -> "Any":  # noqa: N802
    """The class called ``name`` of tuples with ``fields``, each a (name, type)."""
    return namedtuple(name, [field[0] for field in fields])

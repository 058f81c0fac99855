"""What is printed of a text that somebody else wrote: a device, a file.

A terminal obeys control characters, and nobody sees marks of direction and of no width.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NOT_SHOWN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


def shown(text: str) -> str:
    """``text``, as long as it was, without what a terminal would obey or nobody would see."""
    return _NOT_SHOWN.sub("?", text)


def all_shown(value: Any) -> Any:
    """The same of every text in lists and objects; the lines of a text stay lines."""
    if isinstance(value, str):
        return "\n".join([shown(line) for line in value.split("\n")])
    if isinstance(value, list):
        return [all_shown(one) for one in value]
    if isinstance(value, dict):
        return {all_shown(key): all_shown(one) for key, one in value.items()}
    return value

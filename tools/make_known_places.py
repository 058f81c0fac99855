"""Write core/routine/known_table.py from shared/points.json: what a device knows of a place.

A spelling that is a channel's for every number, such as Di for LI, is kept once.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "firmware"), str(ROOT / "host")]

from acupacer_host.content.catalogue import catalogue
from acupacer_host.content.places import Catalogue, Place, fold

TABLE = ROOT / "firmware" / "acupacer" / "core" / "routine" / "known_table.py"
_HEAD = '''"""What no routines file may weaken, and how people spell it.

Made by tools/make_known_places.py from shared/points.json; do not edit.
"""

# Of each known point: its code, region, the flags that exclude it, the methods where they are
# fewer than its region's, and "c" when there is a caution.
'''
_NUMBERED = re.compile(r"(.*?[a-z])(\d+)")


def known_table(known: Catalogue) -> str:
    """The module's text."""
    ambiguous = {fold(spelling) for spelling in known.ambiguous}
    systems = _systems(known, ambiguous)
    lines = [_HEAD + "POINTS = ("]
    lines += [f"    {_row(place)}," for place in known.places.values()]
    lines += [")", "# A channel, then what is written for it before a number.", "CHANNELS = ("]
    for channel, found in systems.items():
        lines += _wrapped(channel, found)
    lines += [")", "# A code, then its other spellings.", "SPELLINGS = ("]
    for place in known.places.values():
        lines += _wrapped(place.code, _others(place, systems, ambiguous))
    lines += [")", "# What means several points, or none, and their codes.", "AMBIGUOUS = ("]
    for spelling, means in known.ambiguous.items():
        codes = [meaning for meaning in means if re.fullmatch(r"[A-Z]{2}\d+", meaning)]
        is_certain = len(codes) == len(means)
        lines.append(f'    " {fold(spelling)} {" ".join(codes) if is_certain else ""}\\n"')
    return "\n".join([*lines, ")", ""])


def _row(place: Place) -> str:
    from acupacer.core.routine import regions

    narrow = place.methods != regions.region(place.region).methods
    values = (
        place.code,
        place.region,
        " ".join(place.avoid_when),
        " ".join(place.methods) if narrow else "",
        "c" if place.caution else "",
    )
    return "(" + ", ".join(f'"{value}"' for value in values) + ")"


def _systems(known: Catalogue, ambiguous: set[str]) -> dict[str, list[str]]:
    """For each channel what is spelt for all its points, its own code first."""
    by_channel: dict[str, list[Place]] = {}
    for place in known.places.values():
        if match := re.fullmatch(r"([A-Z]{2})\d+", place.code):
            by_channel.setdefault(match[1], []).append(place)
    return {channel: _shared(places, ambiguous) for channel, places in by_channel.items()}


def _shared(places: list[Place], ambiguous: set[str]) -> list[str]:
    prefixes = dict.fromkeys(
        match[1]
        for place in places
        for spelling in place.spellings
        if (match := _NUMBERED.fullmatch(fold(spelling))) and place.code.endswith(match[2])
    )
    return [
        prefix
        for prefix in prefixes
        if all(
            {f"{prefix}{place.code[2:]}"} & (ambiguous | set(map(fold, place.spellings)))
            for place in places
        )
    ]


def _others(place: Place, systems: dict[str, list[str]], ambiguous: set[str]) -> list[str]:
    number = place.code[2:]
    known = {f"{prefix}{number}" for prefix in systems.get(place.code[:2], ())}
    folded = dict.fromkeys(map(fold, place.spellings))
    return [spelling for spelling in folded if spelling not in known | ambiguous]


def _wrapped(code: str, spellings: list[str]) -> list[str]:
    lines, line = [], f'    " {code}'
    for spelling in spellings:
        if len(line) + len(spelling) > 90:
            lines.append(line + '"')
            line = '    "'
        line += " " + spelling
    return [*lines, line + ' \\n"']


if __name__ == "__main__":
    TABLE.write_text(known_table(catalogue()), encoding="utf-8")
    print(f"wrote {TABLE}")

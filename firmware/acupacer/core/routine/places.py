"""Where a step presses: a built-in point, a place that the file defines, or a mere text."""

from ..text.plain_json import short_hash
from ..text.wording import all_of
from . import known_places, points, regions
from .points import Spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from ..text.wording import Wording

_IN_TURN = ("left", "right")
_BOTH = ("both",)


class Place:
    """A place, by the fields of its definition in the document; what is not known is "".

    ``id``: what records call it: a WHO code, or words (see ``known_places.identity``).
    ``name``, ``label``, ``find``, ``caution``: wordings. ``code``: its WHO code.
    ``methods``: those that may press there. ``avoid_when``: the flags that exclude it,
    whatever the method, with blanks between; of a place nobody knows pregnancy is one.
    ``picture`` and ``spot``, the mark in it, or None. ``sides``: the default of a step by
    hand. ``offset``, ``length``: the definition's bytes in its document, ``digest`` of them; 0
    and "" when it has none.

    A definition adds to what is known of a point and takes nothing away.
    """

    def __init__(
        self,
        id: str,
        name: "Wording",
        region: "str | None" = None,
        label: "Wording | None" = None,
        find: "Wording | None" = None,
        caution: "Wording | None" = None,
        avoid_when: "Sequence[str]" = (),
        picture: "str | None" = None,
        mark: "Sequence[int] | None" = None,
        sides: "Sequence[str] | None" = None,
        source: str = "",
    ) -> None:
        known = known_places.known(id)
        self.id = id if known else known_places.identity(id)
        self.code = id if known else ""
        self.name = name
        self.label: "Wording" = label or ""
        self.find: "Wording" = find or ""
        self.caution: "Wording" = caution or ""
        of_region = regions.region(known.region if known else region or "")
        self.region = of_region.name
        self.methods = tuple(known.methods.split() if known else ()) or of_region.methods
        excluded = known.avoid_when.split() if known else ["pregnancy"]
        more = [flag for flag in avoid_when or () if flag not in excluded]
        self.avoid_when = " ".join(excluded + more)
        self.picture = picture or of_region.picture
        self.spot = Spot(self.picture, mark[0], mark[1]) if mark else None
        is_in_turn = tuple(sides) == _IN_TURN if sides else known is not None
        self.sides = _IN_TURN if is_in_turn else _BOTH
        self.is_sound = True  # else nothing is said on its behalf
        self.offset = 0
        self.length = 0
        self.digest = ""

    @property
    def is_built_in(self) -> bool:
        """Whether its label, landmark and caution are words by its code."""
        return self.code in points.CODES

    @property
    def names(self) -> "list[str]":
        """The identities of what it is called: its id, then its name in each language."""
        if not self.name:  # a fault
            return [self.id]
        texts = [self.name] if isinstance(self.name, str) else [text for _, text in self.name]
        return [self.id] + [known_places.by_words(text) for text in texts]

    def objection(self, method: str) -> str:
        """Why ``method`` may not press there, and what is possible; "" if it may."""
        text = regions.objection(method, self.region) if self.is_sound else ""
        if text or method in self.methods or not self.is_sound:
            return text
        return "never with {} on {}, only with {}".format(
            method, self.id, " or ".join(self.methods)
        )

    @property
    def called(self) -> "Wording":
        """What screens call it: by its code if it has one."""
        return self.code or self.name


class Definitions:
    """The places that a document defines, by their identities; a Pico may have 64.

    They are kept small: of texts they have the name alone, and of the caution a hash.
    """

    def __init__(self) -> None:
        self._kept: "dict[str, tuple[Any, ...]]" = {}

    def add(self, place: Place) -> None:
        """Take one in; of two with one identity the first has it."""
        caution = short_hash(all_of(place.caution).encode()) if place.caution else ""
        name = place.code or place.name
        found: "tuple[Any, ...]" = (place.id, name, place.region, caution, place.avoid_when)
        found += (place.sides, place.is_sound, place.offset, place.length, place.digest)
        for identity in place.names:
            self._kept.setdefault(identity, found)

    def get(self, identity: str) -> "Place | None":
        """The place that has this id, or is called so, or None."""
        if identity not in self._kept:
            return None
        id, name, region, caution, avoid_when, sides, *found = self._kept[identity]
        place = Place(id, name, region, None, None, caution, avoid_when.split(), sides=sides)
        place.is_sound, place.offset, place.length, place.digest = found
        return place


def by_identity(places: "Iterable[Place]") -> "dict[str, Place]":
    """Places by their ids and by what else they are called; the first has it."""
    found: "dict[str, Place]" = {}
    for place in places:
        for identity in place.names:
            found.setdefault(identity, place)
    return found


_built_in: "dict[str, Place]" = {}


def built_in(code: str) -> "Place | None":
    """The built-in point ``code``; its label, landmark and caution are words by its code."""
    if code not in _built_in:
        point = points.find_point(code)
        if point is None:
            return None
        place = Place(code, code, None, None, None, None, point.excluded_by, sides=point.sides)
        place.spot, place.picture = point.spot, point.spot.picture
        _built_in[code] = place
    return _built_in[code]


def unnamed(area: str) -> Place:
    """The place of a step that says no more than ``area``, or what its exercise is."""
    return Place(area, area)

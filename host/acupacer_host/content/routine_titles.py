"""What people call routines and places: their titles and names."""

from __future__ import annotations

from collections.abc import Iterable

from acupacer.core.text.wording import pick

from ..printable import shown
from .validate import check_bytes
from .wording import WORDS, place_words


class Titles:
    """Titles from routines ``documents``; where an id occurs twice, the first counts."""

    def __init__(self, documents: Iterable[bytes]) -> None:
        self._by_id: dict[str, str] = {}
        self._by_digest: dict[str, str] = {}
        self._places: dict[str, str] = {}
        for data in documents:
            for entry in check_bytes(data, "").entries:
                self._by_id.setdefault(entry.id, entry.title)
                self._by_digest[entry.digest] = entry.title
                for place in entry.places:
                    self._places.setdefault(place.place, pick(place.name, WORDS.language))

    def of(self, routine_id: str, digest: str = "") -> str:
        """The title the routine had then (``digest``), else has now, else its id."""
        return self._by_digest.get(digest) or self._by_id.get(routine_id) or routine_id

    def shown(self, routine_id: str, digest: str = "") -> str:
        """As ``of``, for people: the factory's titles are in the user's language."""
        return shown(WORDS.translated(self.of(routine_id, digest)))

    def place(self, place: str, side: str = "") -> str:
        """``LI4 Joining Valley, left``; a place of one's own as a document calls it."""
        name = self._places.get(place, place)
        words = place_words(place) if name == place else name
        return shown(f"{words}, {WORDS.tell(side)}" if side else words)

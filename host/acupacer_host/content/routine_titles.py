"""The titles of routines, by which people know them."""

from __future__ import annotations

from collections.abc import Iterable

from ..language import WORDS
from .validate import check_bytes


class Titles:
    """Titles from routines ``documents``; where an id occurs twice, the first counts."""

    def __init__(self, documents: Iterable[bytes]) -> None:
        self._by_id: dict[str, str] = {}
        self._by_digest: dict[str, str] = {}
        for data in documents:
            for entry in check_bytes(data, "").entries:
                self._by_id.setdefault(entry.id, entry.title)
                self._by_digest[entry.digest] = entry.title

    def of(self, routine_id: str, digest: str = "") -> str:
        """The title the routine had then (``digest``), else has now, else its id."""
        return self._by_digest.get(digest) or self._by_id.get(routine_id) or routine_id

    def shown(self, routine_id: str, digest: str = "") -> str:
        """As ``of``, for people: the factory's titles are in the user's language."""
        return WORDS.translated(self.of(routine_id, digest))

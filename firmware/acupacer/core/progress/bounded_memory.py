"""A bounded memory of things by name; what still has an effect is never forgotten."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..clock.day_mark import Moment


class BoundedMemory:
    """About ``most`` memories, oldest first, in ``memories``. Blocks: never.

    ``make(name)`` makes one; each has ``name``, a text or a tuple of texts, and
    ``must_stay(now)``: whether forgetting it at that moment would allow what it forbids, or
    undo what it eases; for ``restore`` also ``to_row``, ``from_row(row)`` and ``join(row)``.
    What was touched longest ago and need not stay makes room. Only where all of them must
    there are more than ``most``: ask ``has_room`` before anything new begins.
    """

    def __init__(self, make: "Callable[[Any], Any]", most: int) -> None:
        self.memories: "list[Any]" = []
        self._make = make
        self._most = most

    def of(self, name: object) -> "Any":
        """What is remembered of ``name``, or None."""
        for memory in self.memories:
            if memory.name == name:
                return memory
        return None

    def touched(self, name: object, now: "Moment | None" = None) -> "Any":
        """The memory of ``name``, made when there is none; it is the newest now.

        ``now``: when that is; None: a memory of before is put back, nothing makes room.
        """
        memory = self.of(name)
        if memory is None:
            memory = self._make(name)
        else:
            self.memories.remove(memory)
        self.memories.append(memory)
        if now is not None and len(self.memories) > self._most:
            self._make_room(now)
        return memory

    def restore(self, name: object, row: "list[Any]") -> "Any":
        """Put a row back; of one that is remembered already both count, as it joins them."""
        before = self.of(name)
        kept = before.to_row() if before is not None else None
        memory = self.touched(name)
        memory.from_row(row)
        if kept is not None:
            memory.join(kept)
        return memory

    def has_room(self, names: "list[Any]", now: "Moment") -> bool:
        """Whether ``names`` can all be remembered beside what must stay ``now``."""
        if len(self.memories) + len(names) <= self._most:
            return True  # as always, so fast
        left = self._most - len(set(names))
        others = [memory for memory in self.memories if memory.name not in names]
        return len([1 for memory in others if memory.must_stay(now)]) <= left

    def _make_room(self, now: "Moment") -> None:
        excess = len(self.memories) - self._most
        for memory in self.memories[:-1]:  # the newest is about to be told what happened
            if not memory.must_stay(now):
                self.memories.remove(memory)
                excess -= 1
                if not excess:
                    return

"""A bounded memory of things by name: what was touched longest ago makes room first."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class BoundedMemory:
    """Up to ``most`` memories, oldest first, in ``memories``. Blocks: never.

    ``make(name)`` makes one; each has ``name``, a text or a tuple of texts.
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

    def touched(self, name: object) -> "Any":
        """The memory of ``name``, made when there is none; it is the newest now."""
        memory = self.of(name)
        if memory is None:
            memory = self._make(name)
        else:
            self.memories.remove(memory)
        self.memories.append(memory)
        if len(self.memories) > self._most:
            self.memories.pop(0)
        return memory

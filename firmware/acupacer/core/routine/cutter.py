"""Cuts a routines document into its places and routines while its bytes arrive.

Memory holds one object's text, in a buffer made once, and the document's skeleton
(everything else, with each object replaced by its number), never the document. Work is
done per string and bracket, not per byte, since a Pico takes microseconds for each step
of Python. What is found never depends on how the bytes were split into chunks.
"""

from . import safety

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable

    from .fault_list import FaultList

# 64 of the smallest steps take some 6 KB; a Pico must hold the text and what
# json.loads makes of it at the same time. Source: design.
ROUTINE_MAX_BYTES = 8192
PLACE_MAX_BYTES = 1024  # every text of a place in two languages takes some 700; design

# Of each array: how many objects, and how long each.
_MOST = {"routines": safety.ROUTINES_MAX, "places": safety.PLACES_MAX}
_MAX_BYTES = {"routines": ROUTINE_MAX_BYTES, "places": PLACE_MAX_BYTES}

# The deepest place of a sound document is 6 (document, routines, routine, steps, step,
# hold); two more let the field checks name what is wrong.
DEPTH_MAX = 8

# The document's own keys and the blanks between 64 routines and 64 places.
_SKELETON_MAX_BYTES = 2048

# Bytes between two strings that need no look: blanks, commas, colons and literals.
_FILLER = b" \n\r\t,:0123456789+-.eEtrufalsn"
_BLANKS = b" \n\r\t"
_PLACES = b'"places"'
_QUOTE = b'"'
_BACKSLASH = b"\\"
_OBJECT = 0
_ARRAY = 1
_OPENING = {0x7B: _OBJECT, 0x5B: _ARRAY}
_CLOSING = {0x7D: _OBJECT, 0x5D: _ARRAY}


class Cutter:
    """Calls ``on_object(array, index, offset, length)`` for each as soon as it is whole.

    It is an object in an array directly in the document's outermost object. ``array``: places
    if that is called so, else routines; the objects of each are counted from 0. Its
    ``length`` bytes start at ``offset`` of the document; during the call they are at the
    beginning of ``buffer``, which has ``ROUTINE_MAX_BYTES``. Faults of the structure go to
    ``faults``; after one that leaves no way to go on ``is_dead`` is True and the rest is
    ignored. Blocks: never; work per fed byte is bounded.
    """

    def __init__(
        self,
        max_bytes: int,
        faults: "FaultList",
        on_object: "Callable[[str, int, int, int], None]",
        buffer: bytearray,
    ) -> None:
        self.is_dead = False
        self.counts = {"routines": 0, "places": 0}  # objects begun
        self.skeleton = bytearray()
        self._max_bytes = max_bytes
        self._faults = faults
        self._on_object = on_object
        self._text = memoryview(buffer)  # of the object being collected
        self._length = 0  # bytes of it so far
        self._is_inside = False  # an object is being collected
        self._array = "routines"
        self._size = 0  # bytes of the chunks before this one
        self._chunk = b""
        self._mark = 0  # start of what is not yet saved from this chunk
        self._stack: "list[int]" = []  # what is open, outermost first
        self._is_in_string = False
        self._is_escaped = False  # a backslash was the last byte of the chunk before
        self._is_over = False  # the outermost object was closed
        self._offset = 0  # where it starts

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the document, of any length."""
        if self.is_dead:
            return
        room = self._max_bytes - self._size
        self._chunk = chunk[:room]
        self._mark = 0
        at = 0
        while at < len(self._chunk) and not self.is_dead:
            at = self._leave_string(at) if self._is_in_string else self._pass_strings(at)
        self._save(len(self._chunk))
        self._size += len(self._chunk)
        if len(chunk) > room:
            self._kill("document", "more than {} bytes".format(self._max_bytes))

    def finish(self) -> None:
        """Take the end of the document."""
        if self.is_dead or self._is_over:
            return
        place = "byte {}".format(self._size)
        if not self._stack:
            self._kill(place, "the document holds no object {...}")
        elif not self._is_inside:
            self._kill(place, "the document is cut off here")
        else:
            self._kill(place, "cut off here, inside " + self._called())

    def _pass_strings(self, at: int) -> int:
        # from outside strings over as many gaps and plain strings as follow
        chunk = self._chunk
        has_escapes = chunk.find(_BACKSLASH) >= 0
        while True:
            quote = chunk.find(_QUOTE, at)
            gap = chunk[at:quote] if quote >= 0 else chunk[at:]
            if gap.strip(_FILLER):
                self._pass_brackets(gap, at)
            if quote < 0 or self.is_dead:
                return len(chunk)
            at = chunk.find(_QUOTE, quote + 1) + 1
            if has_escapes or at == 0:
                self._is_in_string = True
                return quote + 1

    def _leave_string(self, at: int) -> int:
        # from inside a string to behind its closing quote
        chunk = self._chunk
        if self._is_escaped:
            self._is_escaped = False
            at += 1
        while True:
            quote = chunk.find(_QUOTE, at)
            end = quote if quote >= 0 else len(chunk)
            backslash = chunk.find(_BACKSLASH, at, end)
            if backslash < 0:
                self._is_in_string = quote < 0
                return end + 1
            at = backslash + 2
            if at > len(chunk):
                self._is_escaped = True
                return at

    def _pass_brackets(self, gap: bytes, start: int) -> None:
        # ``gap``: bytes outside strings, from ``start`` of the chunk
        for index, byte in enumerate(gap):
            if byte in _OPENING:
                self._open(_OPENING[byte], start + index)
            elif byte in _CLOSING:
                self._close(_CLOSING[byte], start + index)
            if self.is_dead:
                return

    def _open(self, kind: int, at: int) -> None:
        depth = len(self._stack)
        if depth == 0 and (kind != _OBJECT or self._is_over):
            what = "a second value" if self._is_over else "not an object"
            self._die_at(at, what + "; the document is one object {...}")
        elif depth == DEPTH_MAX:
            self._die_at(at, "nested deeper than {} levels".format(DEPTH_MAX))
        else:
            if depth == 1 and kind == _ARRAY:
                self._begin_array(at)
            elif depth == 2 and kind == _OBJECT and self._stack[1] == _ARRAY:
                self._begin_object(at)
            self._stack.append(kind)

    def _close(self, kind: int, at: int) -> None:
        if not self._stack or self._stack[-1] != kind:
            self._die_at(at, "{} closes nothing that is open".format("}]"[kind]))
            return
        self._stack.pop()
        if len(self._stack) == 2 and self._is_inside:
            self._end_object(at + 1)
        self._is_over = not self._stack

    def _called(self) -> str:
        """The object that began last."""
        return "{}[{}]".format(self._array, self.counts[self._array] - 1)

    def _begin_array(self, at: int) -> None:
        self._save(at)
        key = bytes(self.skeleton[-64:]).rstrip(_BLANKS)
        is_places = key.endswith(b":") and key[:-1].rstrip(_BLANKS).endswith(_PLACES)
        self._array = "places" if is_places else "routines"
        if is_places and self.counts["routines"]:
            self._die_at(at, "places must come before routines")

    def _begin_object(self, at: int) -> None:
        self._save(at)
        if self.is_dead:
            return
        count = self.counts[self._array]
        most = _MOST[self._array]
        if count == most:
            self._die_at(at, "more than {} {}".format(most, self._array))
            return
        self.skeleton.extend(str(count).encode())
        self.counts[self._array] += 1
        self._offset = self._size + at
        self._length = 0
        self._is_inside = True

    def _end_object(self, end: int) -> None:
        self._save(end)
        self._is_inside = False
        length = self._size + end - self._offset
        most = _MAX_BYTES[self._array]
        if length > most:
            self._faults.add(self._called(), "{} bytes exceed {}".format(length, most))
        else:
            index = self.counts[self._array] - 1
            self._on_object(self._array, index, self._offset, length)

    def _save(self, end: int) -> None:
        # what was passed since the mark goes to the object or to the skeleton
        if self.is_dead or end <= self._mark:
            return
        piece = self._chunk[self._mark : end]
        self._mark = end
        if not self._is_inside:
            self.skeleton.extend(piece)
            if len(self.skeleton) > _SKELETON_MAX_BYTES:
                limit = "more than {} bytes outside the routines"
                self._kill("document", limit.format(_SKELETON_MAX_BYTES))
        elif self._length + len(piece) <= ROUTINE_MAX_BYTES:
            self._text[self._length : self._length + len(piece)] = piece
            self._length += len(piece)
        else:  # too long: it is only measured from here on
            self._length = ROUTINE_MAX_BYTES

    def _die_at(self, at: int, text: str) -> None:
        self._save(at)
        self._kill("byte {}".format(self._size + at), text)

    def _kill(self, place: str, text: str) -> None:
        if not self.is_dead:
            self.is_dead = True
            self._is_inside = False
            self._faults.add(place, text)

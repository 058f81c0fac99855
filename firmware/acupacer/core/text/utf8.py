"""Strict UTF-8 on both interpreters: MicroPython's decoder lets overlong forms pass."""

# First byte's range, how many bytes follow, range of the first of those (RFC 3629).
_FORMS = (
    b"\xc2\xdf\x01\x80\xbf",
    b"\xe0\xe0\x02\xa0\xbf",
    b"\xe1\xec\x02\x80\xbf",
    b"\xed\xed\x02\x80\x9f",
    b"\xee\xef\x02\x80\xbf",
    b"\xf0\xf0\x03\x90\xbf",
    b"\xf1\xf3\x03\x80\xbf",
    b"\xf4\xf4\x03\x80\x8f",
)


def decode(data: "bytes | bytearray", length: "int | None" = None) -> "tuple[str, int]":
    """``data`` as text and -1, or "" and the index of the first byte that is wrong.

    ``length``: how many of its bytes, from the beginning; None: all.

    Never raises. Blocks: never for the texts the panel can show; others are looked at
    byte by byte.
    """
    if length is None:
        length = len(data)
    try:
        text = str(memoryview(data)[:length], "utf-8")
    except ValueError:
        return "", _first_wrong(data, length)
    # Letters of Latin-1 begin with C3, the panel's punctuation with E2, and neither has
    # an overlong form: when nothing else takes several bytes, all is well.
    more = data.count(b"\xc3", 0, length) + 2 * data.count(b"\xe2", 0, length)
    if length - len(text) == more:
        return text, -1
    wrong = _first_wrong(data, length)
    return ("", wrong) if wrong >= 0 else (text, -1)


def _first_wrong(data: "bytes | bytearray", end: int) -> int:
    at = 0
    while at < end:
        length = _length(data, at, end)
        if length == 0:
            return at
        at += length
    return -1


def _length(data: "bytes | bytearray", at: int, end: int) -> int:
    # bytes of the character at ``at``, 0 when it is none
    if data[at] < 0x80:
        return 1
    for first, last, more, low, high in _FORMS:
        if first <= data[at] <= last:
            follow = data[at + 1 : min(at + 1 + more, end)]
            if len(follow) < more or not low <= follow[0] <= high:
                return 0
            for byte in follow[1:]:
                if not 0x80 <= byte <= 0xBF:
                    return 0
            return 1 + more
    return 0

"""The points everybody knows: what a text means, and what no file may weaken.

``known_table`` has them. A place is known by its identity, however it is spelt: a point by
its WHO code, another place by its words.
"""

from ..text import folding
from . import known_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from ..named_tuples import NamedTuple

# A row of ``known_table.POINTS``. avoid_when: flags of the safety answers, with blanks
# between; methods: as well, "" for those of the region.
Known = NamedTuple(
    "Known",
    (("code", str), ("region", str), ("avoid_when", str), ("methods", str), ("caution", str)),
)

CODES = tuple([row[0] for row in known_table.POINTS])
UNKNOWN = "no known point; acupacer places lists them, one of your own goes into places"
_WORDS_MOST = 6  # that a spelling may be apart in
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_KEPT = 32  # texts whose identity is remembered: at power-up thousands of records ask

_HUNMEN = "{} is Hunmen, another point (beside T9); did you mean BL52?"
# Spellings of which one meaning would press in the wrong place.
_MISTAKEN = {
    "BL47": _HUNMEN,
    "UB47": _HUNMEN,
    "B47": "did you mean BL52? (older Western numbering)",
}
_identities: "dict[str, str]" = {}


def known(code: str) -> "Known | None":
    """What is known of the point that is spelt exactly ``code``."""
    for row in known_table.POINTS:
        if row[0] == code:
            return Known(*row)
    return None


def identity(text: str) -> str:
    """What a place called ``text`` is known by: the code of the point it names, or its words.

    The words are small letters and digits, with a hyphen between two; "" is no place.
    Blocks: a Pico some ms for a text it has not seen lately.
    """
    if not text or text in CODES:
        return text
    if text not in _identities:
        if len(_identities) >= _KEPT:
            _identities.clear()
        _identities[text] = meaning(text)[0] or by_words(text)
    return _identities[text]


def by_words(text: str) -> str:
    """The identity of a place called ``text`` that names no point."""
    return "-".join(folding.words(text)) or "place"


def meaning(text: str) -> "tuple[str, str]":
    """The code of the point that ``text`` names, and "".

    Of a text that may mean one of several: "" and their codes. Two spellings explain each
    other: P7 (Lieque) is LU7. A text that names none: "" twice.
    """
    words = folding.words(text)
    doubt = ""
    for at in range(len(words)):
        for end in range(min(len(words), at + _WORDS_MOST), at, -1):
            codes = _codes("".join(words[at:end]))
            if codes is None and end == at + 1:
                codes = _codes(words[at].rstrip(_LETTERS))  # LI4links
            if codes and " " not in codes:
                return codes, ""
            if codes is not None:
                doubt = doubt or codes.replace(" ", " or ")
                break  # the longest spelling is the one
    return "", doubt


def remark(text: str) -> str:
    """What is wrong with ``text`` as the code of a point; "" when it is one exactly."""
    if text in CODES:
        return ""
    code, doubt = meaning(text[:40])
    upper = "".join(folding.words(text[:12])).upper()
    if upper in _MISTAKEN:
        return _MISTAKEN[upper].format(upper)
    if doubt:
        return "may be {}; write the code".format(doubt)
    return "did you mean {}?".format(code) if code else UNKNOWN


def _codes(spelling: str) -> "str | None":
    """The codes a folded spelling may mean; "": what is no point; None: nothing known."""
    doubt = known_table.AMBIGUOUS
    at = doubt.find(" " + spelling + " ")
    if at >= 0:
        return doubt[at + len(spelling) + 2 : doubt.find("\n", at)]
    prefix = spelling.rstrip("0123456789")
    if prefix and prefix != spelling:
        code = _first_of_line(known_table.CHANNELS, prefix) + spelling[len(prefix) :]
        if code in CODES:
            return code
    return _first_of_line(known_table.SPELLINGS, spelling) or None


def _first_of_line(lines: str, word: str) -> str:
    at = lines.find(" " + word + " ")
    if at < 0:
        return ""
    start = lines.rfind("\n", 0, at) + 2  # each begins with a blank
    return lines[start : lines.find(" ", start)]

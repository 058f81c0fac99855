"""Which characters may a text have? One list: for the checks, and the fonts draw all of it.

Printable ASCII; the letters of U+00C0..U+017F, which most European languages need; and
``OTHERS``: the signs of print, the letters with tones of pinyin, and what Romanian, German,
Welsh, Danish, Irish, Sami and Azerbaijani have besides.
"""

FIRST, LAST = " ", "~"
LATIN_FIRST, LATIN_LAST = "\u00c0", "\u017f"
LATIN_COUNT = 0xC0
OTHERS = (
    "…–’“”‘„‚—«»¡¿°·½¼€•²³‹›ȷẞȘșȚțǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǸǹḾḿẀẁẂẃẄẅỲỳǼǽǾǿḂḃḊḋḞḟṀṁṖṗṠṡṪṫǤǥǦǧǨǩǮǯƷʒƏə"
)


def number(character: str) -> int:
    """Which of the characters beyond ASCII this is, from 0; -1: none of them."""
    if LATIN_FIRST <= character <= LATIN_LAST:
        return ord(character) - 0xC0
    found = OTHERS.find(character)
    return found if found < 0 else found + LATIN_COUNT


def has(character: str) -> bool:
    """Whether texts may have it."""
    return FIRST <= character <= LAST or number(character) >= 0

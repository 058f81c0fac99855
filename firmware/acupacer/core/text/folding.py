"""Words without their marks: as names are compared, whoever wrote them.

Small letters and digits; the dots of German vowels become an e, so Dü3 is not Du3. The
same on both interpreters, which know different letters.
"""

# What the letters of U+00C0..U+017F are without their marks, and after them what some
# beyond it are. A capital stands for two letters, a blank for none.
_LATIN = (
    "aaaaAaAceeeeiiiidnooooO ouuuUyTSaaaaAaAceeeeiiiidnooooO ouuuUyTy"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiIIjjkkkllllllllllnnnnnnnnnoooooo"
    "OOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
)
_OTHERS = "ẞȘșȚțǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǸǹḾḿẀẁẂẃẄẅỲỳǼǽǾǿḂḃḊḋḞḟṀṁṖṗṠṡṪṫǤǥǦǧǨǩǮǯƷʒƏə"
_OF_OTHERS = "SssttaaiioouuUUUUUUUUnnmmwwwwwwyyAAoobbddffmmppssttggggkkzzzzee"
_TWO = {"A": "ae", "O": "oe", "U": "ue", "S": "ss", "T": "th", "I": "ij"}


def letters(char: str) -> str:
    """``char`` as one or two small letters or a digit; "" when it is neither."""
    if "a" <= char <= "z" or "0" <= char <= "9":
        return char
    if "A" <= char <= "Z":
        return chr(ord(char) + 32)
    if "\u00c0" <= char <= "\u017f":
        base = _LATIN[ord(char) - 0xC0]
    else:
        at = _OTHERS.find(char)
        base = _OF_OTHERS[at] if at >= 0 else " "
    return _TWO.get(base, base.strip())


def words(text: str) -> "list[str]":
    """The words of ``text``: what stands between other signs than letters and digits."""
    found, word = [], ""
    for char in text + " ":
        plain = letters(char)
        if not plain and word:
            found.append(word)
            word = ""
        word += plain
    return found

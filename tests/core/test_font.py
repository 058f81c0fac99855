"""Fonts: widths, line breaks, and that no character is ever lost."""

import pytest
from acupacer.core.screen import font
from acupacer.core.screen.font import MEDIUM, SMALL, TALL
from acupacer.core.text import alphabet
from hypothesis import example, given
from hypothesis import strategies as st

LATIN = [chr(code) for code in range(0xC0, 0x180)]
DRAWN = [*map(chr, range(0x20, 0x7F)), *LATIN, *alphabet.OTHERS]
# Letters with their own code that are drawn as others are.
SAME = {"0": "O", "Đ": "Ð", "‚": ",", "‹": "<", "›": ">"}
texts = st.text(alphabet=DRAWN, max_size=84)
wide_texts = st.text(alphabet=[*"WM@%&…—Æ", " "], max_size=84)


# Letters of the alphabets, and what is written with them, as a reader of each would expect.
NEEDED = {
    "Polish": "ĄĆĘŁŃÓŚŹŻąćęłńóśźż„”",
    "Czech and Slovak": "ÁČĎÉĚÍŇÓŘŠŤÚŮÝŽáčďéěíňóřšťúůýžĽľĹĺŔŕÔôÄä",
    "Hungarian": "ÁÉÍÓÖŐÚÜŰáéíóöőúüű",
    "Turkish": "ÇĞİIÖŞÜçğıiöşüÂâ",
    "Romanian": "ĂÂÎȘȚăâîșțŞŢşţ",
    "South Slavic": "ČĆĐŠŽčćđšžŚśŹź",
    "French": "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ«»’",
    "Spanish, Catalan and Portuguese": "¿¡ÁÉÍÑÓÚÜáéíñóúüÀÇÈÏÒĿŀ·ÃÕãõ",
    "German": "ÄÖÜßẞäöü„“‚‘",
    "Nordic": "ÅÆØÄÖÐÞåæøäöðþÁÉÍÓÚÝ",
    "Baltic": "ĀČĒĢĪĶĻŅŌŖŠŪŽāčēģīķļņōŗšūžĄĘĖĮŲąęėįųÕõ",
    "Maltese": "ĊĠĦŻċġħż",
    "Welsh and Irish": "ŴŶẀẂẄỲŵŷẁẃẅỳḂḃĊċḊḋḞḟĠġṀṁṖṗṠṡṪṫ",
    "Sami": "ÁČĐŊŠŦŽáčđŋšŧžǤǦǨǮƷǥǧǩǯʒ",
    "Esperanto": "ĈĜĤĴŜŬĉĝĥĵŝŭ",
    "pinyin": "ĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙǕǗǙǛÜāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ",
    "signs": "¿¡«»„“”‚‘’°·–—×÷½¼€…•²³",
}


@pytest.mark.parametrize("language", NEEDED)
def test_the_letters_of_every_european_language_are_drawn(language):
    for character in NEEDED[language]:
        assert alphabet.has(character), character
        assert SMALL.line(character) != SMALL.line("?")


def test_no_other_character_is_taken():
    assert [character for character in map(chr, range(0x3000)) if alphabet.has(character)] == (
        sorted(DRAWN)
    )
    assert not any(map(alphabet.has, "日\ud83d\U0001f600\uffff"))


@pytest.mark.parametrize("drawn", [SMALL, MEDIUM, TALL])
def test_every_character_has_its_own_picture(drawn):
    pictures = {character: tuple(drawn.line(character)) for character in DRAWN}
    seen = {}
    for character, picture in pictures.items():
        first = seen.setdefault(picture, character)
        assert character in (first, SAME.get(first)) or first == SAME.get(character)


def pixels(drawn, character):
    """The lit pixels of a character, as (x, y)."""
    return {
        (x, 8 * row + bit)
        for row, data in enumerate(drawn.line(character))
        for x, byte in enumerate(data)
        for bit in range(8)
        if byte >> bit & 1
    }


def parts(lit):
    """How many pieces lit pixels make, corners touching or not apart."""
    count, left = 0, set(lit)
    while left:
        count, edge = count + 1, [left.pop()]
        while edge:
            x, y = edge.pop()
            near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & left
            left -= near
            edge += near
    return count


def test_large_marks_stand_apart_from_their_letters_and_nothing_is_cut():
    for letter, whole in (("i", 2), ("ı", 1), ("í", 2), ("ī", 2), ("ï", 3), ("j", 2), ("ĵ", 2)):
        assert parts(pixels(MEDIUM, letter)) == whole, letter
    for letter in "ÁČÊÑŌŰĞŻŠŘŇĤŴẄŸÖőǖǛ":
        assert parts(pixels(MEDIUM, letter)) > 1, letter
    for letter in "ȘȚĢĶĻŅŖșțķļņŗ":
        assert parts(pixels(MEDIUM, letter)) == 2, letter
    for letter in "ĄĘĮŲąęųÇŞçş":  # these hang on to it
        assert parts(pixels(MEDIUM, letter)) == 1, letter
    for letter, right in (("Ą", 6), ("ę", 5), ("ų", 5), ("Ç", 3), ("ş", 2)):
        assert max(x for x, y in pixels(MEDIUM, letter) if y == 15) == right, letter
    rings = [{(x, y) for x, y in pixels(MEDIUM, letter) if y < 3} for letter in "Åå"]
    assert rings[0] == rings[1]  # no mark is cut but where letters are tall, and never this one


@pytest.mark.parametrize(("drawn", "low"), [(SMALL, 6), (MEDIUM, 12)])
def test_letters_stand_on_one_line_under_marks(drawn, low):
    for letter in "ÁĚŐŪáěőūňžÊŠŤŻİĤĺ":
        lit = pixels(drawn, letter)
        assert max(y for _, y in lit) == low, letter
        assert min(y for _, y in lit) == 0, letter


def test_a_mark_wider_than_its_letter_makes_room():
    assert [SMALL.width(letter) for letter in "ıiíîĭ"] == [1, 1, 2, 3, 5]
    assert MEDIUM.width("î") == len(MEDIUM.line("î")[0]) - 2 == 6


def test_an_unknown_character_draws_as_a_question_mark():
    assert SMALL.line("日") == SMALL.line("?")


def test_small_letters_are_at_most_six_columns():
    # The text limits count on it: 21 characters fill at most one line.
    assert max(SMALL.width(character) for character in DRAWN) <= 5
    assert SMALL.width("W" * 21) == 125


def test_digits_of_a_font_are_of_one_width():
    for drawn in (SMALL, MEDIUM):
        assert len({drawn.width(digit) for digit in "0123456789"}) == 1


def test_a_line_is_as_wide_as_its_characters_and_gaps():
    assert SMALL.width("ab") == SMALL.width("a") + 1 + SMALL.width("b")
    assert [len(row) for row in MEDIUM.line("LI4")] == [MEDIUM.width("LI4") + 2] * 2


def test_tall_letters_are_small_ones_twice_as_high():
    low, (upper, lower) = SMALL.line("pÄ8")[0], TALL.line("pÄ8")
    for x, byte in enumerate(low):
        tall = upper[x] | lower[x] << 8
        assert [tall >> bit & 1 for bit in range(16)] == [
            byte >> bit // 2 & 1 for bit in range(16)
        ]


@given(texts | wide_texts, st.integers(12, 128))
@example("Wm W", 12)
@example("Äußerstunregelmäßiges Wort", 66)
def test_wrapped_lines_fit_and_keep_every_letter(text, width_px):
    for drawn in (SMALL, MEDIUM):
        for lines in (drawn.by_words(text, width_px), drawn.wrap(text, width_px, 0)):
            assert all(drawn.width(line) <= width_px for line in lines)
            assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(texts | wide_texts)
@example("W" * 84)
@example(("W" * 11 + " ") * 7)
def test_84_characters_always_fit_four_lines(text):
    for drawn in (SMALL, TALL):
        found, lines = font.fit(text, 126, 4 * drawn.rows, (drawn,))
        assert found is drawn
        assert len(lines) <= 4


def test_the_first_font_that_fits_is_taken():
    assert font.fit("Press", 58, 2, (MEDIUM, SMALL)) == (MEDIUM, ["Press"])
    assert font.fit("Press firmly", 70, 2, (MEDIUM, SMALL)) == (SMALL, ["Press firmly"])
    assert font.fit("Press firmly", 50, 2, (MEDIUM, SMALL)) == (SMALL, ["Press", "firmly"])
    assert font.fit("Press firmly", 58, 4, (MEDIUM, SMALL)) == (MEDIUM, ["Press", "firmly"])

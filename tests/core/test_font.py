"""Fonts: widths, line breaks, and that no character is ever lost."""

import pytest
from acupacer.core.screen import font, glyphs
from acupacer.core.screen.font import MEDIUM, SMALL, TALL
from hypothesis import example, given
from hypothesis import strategies as st

DRAWN = [chr(code) for code in (*range(0x20, 0x7F), *range(0xC0, 0x100))] + list(glyphs.EXTRA)
texts = st.text(alphabet=DRAWN, max_size=84)
wide_texts = st.text(alphabet=[*"WM@%&…—Æ", " "], max_size=84)


def test_fonts_draw_ascii_western_letters_and_typographic_signs():
    assert font.missing("".join(DRAWN)) == ""
    assert font.missing("Ärmel, déjà, señor, Ångström, “½”") == "½"
    assert font.missing("日本日") == "日本"


@pytest.mark.parametrize("drawn", [SMALL, MEDIUM, TALL])
def test_every_character_has_its_own_picture(drawn):
    pictures = {character: tuple(drawn.line(character)) for character in DRAWN}
    same = "O"  # in small letters it looks like 0, as on a typewriter
    seen = {}
    for character, picture in pictures.items():
        assert character in same or picture not in seen, (character, seen.get(picture))
        seen[picture] = character


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

"""Any text within its field's limit is drawn whole, and inside its box."""

import pytest
from acupacer.core.languages import CODES
from acupacer.core.routine.places import Place, built_in, unnamed
from acupacer.core.screen.painter import Painter
from acupacer.core.text import alphabet
from acupacer_host.pictures.gallery_views import VIEWS, changed
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from said import said
from test_painter import drawn

GALLERY = dict(VIEWS)
DRAWN = [*map(chr, (*range(0x20, 0x7F), *range(0xC0, 0x180))), *alphabet.OTHERS]
NAME_MOST, SHORT_MOST, TEXT_MOST = 40, 20, 84
HEADERS = ("hold_area", "get_ready_area", "prompt_area")  # may cut what is long with "…"
names = st.text(alphabet=DRAWN, min_size=1, max_size=NAME_MOST)
wide_names = st.text(alphabet="WM ", min_size=1, max_size=NAME_MOST)
messages = st.text(alphabet=DRAWN, min_size=1, max_size=TEXT_MOST)
wide_messages = st.text(alphabet="WM@ ", min_size=1, max_size=TEXT_MOST)

# view, field, and its box: first and last column, first and last row.
NAME_BOXES = [
    ("home", "title", (2, 127, 2, 4)),
    ("done", "title", (2, 127, 3, 5)),
    ("refused_gap", "title", (32, 127, 0, 2)),
    ("power_loss_offer", "title", (1, 127, 0, 6)),  # a long one takes a row of the sign
    ("too_much", "place", (0, 127, 2, 3)),
    ("hold_area", "place", (21, 104, 0, 1)),
    ("get_ready_area", "place", (21, 104, 0, 1)),
    ("prompt_area", "place", (21, 104, 0, 1)),
]
MESSAGE_BOXES = [
    ("prompt_text", "lines", (1, 126, 2, 6)),
    ("prompt_area_text", "lines", (1, 126, 2, 6)),
    ("cautions_1", "lines", (1, 126, 1, 6)),
]


def view_of(name, field, text):
    view = GALLERY[name]
    is_list = isinstance(vars(view).get(field), list)
    value = unnamed(text) if field == "place" else [text] if is_list else text
    return changed(view, **{field: value})


def draw(name, field, text):
    return drawn(view_of(name, field, text))


def check_large(name, field, text):
    """Large text says all of it, on as many pages as that takes."""
    view = view_of(name, field, text)
    assert said(view, "en", True).letters == said(view, "en", False).letters


def check_inside(name, field, text, box, may_cut=False):
    shown, other = draw(name, field, text), draw(name, field, "x")
    left, right, top, bottom = box
    for at in range(1024):
        if shown.page[at] != other.page[at]:
            assert left <= at % 128 <= right and top <= at // 128 <= bottom, (name, at)
    assert not shown.is_clipped
    assert any(text in line or (may_cut and line[-1] == "…") for line in shown.lines())


@pytest.mark.parametrize(("name", "field", "box"), NAME_BOXES)
@settings(max_examples=25)
@given(text=names | wide_names)
@example(text="W" * NAME_MOST)
@example(text="WWWWWWWWWW WWWWWWWWW")
@example(text="W" * SHORT_MOST)
@example(text="WWWWWWWWWWWW WWWWWWWWWWWWW WWWWWWWWWWWWW")
@example(text=" ")
def test_names_stay_in_their_box(name, field, box, text):
    if name == "prompt_area":
        box = (0, 127, 0, 6)  # what is long for the header stands below it, whole
    may_cut = name in HEADERS and len(text) > SHORT_MOST
    check_inside(name, field, text, box, may_cut)
    if not may_cut:
        check_large(name, field, text)


def test_what_the_header_cuts_is_whole_below_it_and_may_have_a_short_name():
    long = "trapezius, where it is as hard as a wall"
    assert draw("prompt_area", "place", long).lines()[0].endswith("…")
    assert draw("prompt_area", "place", long).lines()[2] == long
    view = changed(GALLERY["prompt_area"], place=unnamed(long), short="trapezius")
    painter = Painter()
    painter.show(view)
    painter.draw()
    assert painter.lines()[:3:2] == ["trapezius", long]


@pytest.mark.parametrize("text", ["W" * NAME_MOST, "WWWWWWWWWW " * 3, "iiiiiiii WWWWWWWWWWW i"])
def test_an_exercise_without_a_side_is_cut_for_the_header_alone(text):
    check_inside("hold_move", "place", text.strip(), (21, 125, 0, 1), may_cut=True)


def test_a_place_and_its_region_are_cut_where_the_question_has_no_room_for_both():
    wide = Place("knot", "W" * NAME_MOST, label="W" * SHORT_MOST)
    painter = drawn(changed(GALLERY["too_much"], place=wide))
    assert not painter.is_clipped
    assert painter.lines()[1].startswith("WWWWWWWW") and painter.lines()[1].endswith("…")


@pytest.mark.parametrize(("name", "field", "box"), MESSAGE_BOXES)
@settings(max_examples=60)
@given(text=messages | wide_messages)
@example(text="W" * TEXT_MOST)
@example(text=("W" * 11 + " ") * 7)
def test_messages_stay_between_header_and_hints(name, field, box, text):
    assume(not text.startswith("caution_"))  # that would be a key of words
    check_inside(name, field, text, box)
    check_large(name, field, text)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("point", ["BL23", "BL52", "GB30", "LI4", "BL60", "GB21"])
@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_every_point_and_side_fits_every_screen(language, point, side):
    for is_large in (False, True):
        painter = Painter()
        painter.set_options(language, False, is_large)
        for name, view in VIEWS:
            if "side" in view.as_dict():
                painter.show(changed(view, place=built_in(point), side=side))
            elif view.screen == "too_much":
                painter.show(changed(view, place=built_in(point)))
            else:
                continue
            painter.draw()
            assert not painter.is_clipped, name

"""Where things stand on the screens: no box leaves the panel, and all of it is used."""

import pytest
from acupacer.core.cue.cues import TAUGHT
from acupacer.core.languages import CODES
from acupacer.core.routine.places import Place
from acupacer.core.screen.canvas import BLOCK_FULL, WIDTH, Canvas
from acupacer.core.screen.countdown_screens import ASIDE_X
from acupacer.core.screen.font import SMALL
from acupacer.core.screen.whereabouts import locator
from acupacer.core.screen.words import Words
from acupacer_host.pictures.gallery_views import VIEWS, changed
from test_painter import drawn

GALLERY = dict(VIEWS)
ALL_KNOWN = [
    [6 * (row == column) for column in range(len(TAUGHT))] for row in range(len(TAUGHT))
]
MORE_VIEWS = [
    ("trainer_all_known", changed(GALLERY["trainer_known"], known=ALL_KNOWN)),
    ("home_none_left", changed(GALLERY["home"], left_today=0)),
]


class Watched(Canvas):
    """Notes the left and right edge of every box of text."""

    def __init__(self, language, is_large=False):
        super().__init__(Words(language))
        self.is_large = is_large
        self.edges = []

    def text(self, x, row, text, width, *more):
        self.edges.append((text, x, x + width))
        super().text(x, row, text, width, *more)

    def box(self, x, row, text, width, *more):
        self.edges.append((text, x, x + width))
        return super().box(x, row, text, width, *more)


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("language", CODES)
def test_no_box_reaches_beyond_the_panel(language, is_large):
    for name, view in VIEWS + MORE_VIEWS:
        canvas = Watched(language, is_large)
        view.draw(canvas)
        assert [edge for edge in canvas.edges if edge[1] < 0 or edge[2] > WIDTH] == [], name


@pytest.mark.parametrize(
    "order",
    [
        lambda canvas, text: canvas.text(0, 0, text, SMALL.width("Let go") - 1),
        lambda canvas, text: canvas.box(0, 0, text, WIDTH, 0),
        lambda canvas, text: canvas.hints(7, [("start", "ended_finished")] * 4),
    ],
    ids=["text", "box", "hints"],
)
def test_what_does_not_fit_is_told_until_the_next_screen(order):
    canvas = Canvas(Words("en"))
    order(canvas, "Let go")
    while canvas.has_work:
        canvas.work()
    assert canvas.is_clipped
    canvas.start()
    assert not canvas.is_clipped


@pytest.mark.parametrize(
    ("total_s", "block_s"),
    [(12, 2), (13, 5), (60, 5), (61, 10), (120, 10), (121, 30), (360, 30)]
    + [(361, 60), (720, 60), (721, 721)],
)
def test_a_block_of_the_progress_bar_is_of_round_seconds(total_s, block_s):
    def full_and_empty(passed_s):
        view = changed(GALLERY["rest"], remaining_s=total_s - passed_s, total_s=total_s)
        looks = bytes(drawn(view).page[7 * WIDTH :])
        blocks = looks.split(b"\0\0")
        return blocks.count(BLOCK_FULL * len(blocks[0])), len([one for one in blocks if one])

    count = -(-total_s // block_s)
    assert [full_and_empty(at_s) for at_s in (block_s - 1, block_s)] == [(0, count), (1, count)]


def test_from_100_s_on_there_is_room_for_three_digits():
    def digits(left_s, total_s):
        """The columns beside ``ASIDE_X`` of the rows they are in, as lit or dark."""
        page = drawn(changed(GALLERY["rest"], remaining_s=left_s, total_s=total_s)).page
        return [any(page[row * WIDTH + x] for row in range(2, 7)) for x in range(ASIDE_X)]

    assert digits(100, 100) == digits(100, 101)
    assert digits(99, 100) == digits(99, 101) != digits(99, 99)


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "not done yet"), (0, "done today"), (1, "done yesterday"), (2, "2 days ago")],
)
def test_home_says_when_a_routine_was_last_done(days, said):
    assert said in drawn(changed(GALLERY["home"], done_days=days)).lines()


def test_what_is_known_has_a_cell_for_every_cue():
    def cells(known):
        page = drawn(changed(GALLERY["trainer_known"], known=known)).page
        return b"".join(page[row * WIDTH : row * WIDTH + 46] for row in range(2, 8))

    empty = [[0] * len(TAUGHT) for _ in TAUGHT]
    seen = {cells(empty)}
    for index in range(len(TAUGHT)):
        known = [row[:] for row in empty]
        known[index][index] = 1
        seen.add(cells(known))
    assert len(seen) == 1 + len(TAUGHT)


def test_a_right_foot_from_its_inner_side_looks_as_a_left_one_from_its_outer_side():
    def shown(picture, side):
        canvas = Canvas(Words("en"))
        locator(canvas, Place("knot", "knot", picture=picture), side, 1)
        while canvas.has_work:
            canvas.work()
        return bytes(canvas.page)

    assert shown("foot_inner", "right") == shown("foot", "left")
    assert shown("foot_inner", "left") == shown("foot", "right") != shown("foot", "left")


def test_home_shows_the_sessions_left_as_five_dots_and_says_how_many():
    def shown(left):
        painter = drawn(changed(GALLERY["home"], left_today=left))
        dots = painter.page[6 * WIDTH + 88 : 7 * WIDTH]
        return [bytes(dots[at : at + 8]) for at in range(0, 40, 8)], painter.lines()

    full, empty = shown(5)[0][0], shown(0)[0][0]
    assert full != empty
    for left in range(6):
        said = f"{left} left today" if left else "done for today"
        dots, lines = shown(left)
        assert dots == [full] * left + [empty] * (5 - left)
        assert said in lines
    dots, lines = shown(-1)
    assert not any(map(any, dots))
    assert not any("today" in line for line in lines)

"""Every screen looks as reviewed, in every language; docs show all of them."""

import importlib.util
from pathlib import Path

import pytest
from acupacer.core.languages import CODES
from acupacer.core.screen.painter import Painter
from acupacer.core.screen.views import View
from acupacer_host.pictures import screens
from acupacer_host.pictures.gallery_views import VIEWS

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = [name for name, _ in VIEWS]
OPTIONS = [(language, is_large) for language in CODES for is_large in (False, True)]


@pytest.fixture(scope="module")
def draw_screens():
    path = ROOT / "tools" / "draw_screens.py"
    spec = importlib.util.spec_from_file_location("draw_screens", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kinds(base=View):
    """Every class of views that has a screen."""
    for kind in base.__subclasses__():
        yield from [kind] if kind.screen else kinds(kind)


KINDS = sorted(kinds(), key=lambda kind: kind.screen)


def test_every_screen_is_in_the_gallery():
    assert {type(view) for _, view in VIEWS} == set(KINDS)
    assert len({kind.screen for kind in KINDS}) == len(KINDS)
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.screen)
def test_every_screen_draws_itself_and_what_ticks(kind):
    assert kind.draw is not View.draw
    assert bool(kind.TICKING) == (kind.tick is not View.tick)
    for _, view in VIEWS:
        if type(view) is kind:
            assert set(kind.TICKING) <= set(view.__dict__)


@pytest.mark.parametrize(("language", "is_large"), OPTIONS)
def test_nothing_is_cut_off(language, is_large):
    painter = Painter()
    painter.set_options(language, False, is_large)
    for name, view in VIEWS:
        painter.show(view)
        painter.draw()
        assert not painter.is_clipped, (name, painter.lines())


def test_every_screen_looks_as_reviewed(draw_screens):
    golden = {
        path.name: path.read_text(encoding="utf-8") for path in draw_screens.GOLDEN.glob("*")
    }
    drawn = draw_screens.golden()
    changed = [name for name in drawn if drawn[name] != golden.get(name)]
    assert changed == [], "look at them, then run python tools/draw_screens.py"
    assert set(golden) == set(drawn)


@pytest.mark.parametrize("language", CODES[1:])
def test_another_language_differs_wherever_there_are_words(draw_screens, language):
    ending = f".{language}.txt"
    differing = [name for name in draw_screens.golden() if name.endswith(ending)]
    assert [name for name in NAMES if name + ending not in differing] == ["dark"]


def test_text_art_is_two_pixels_a_character(draw_screens):
    page = bytearray(1024)
    page[0], page[1], page[128] = 0b1101, 0b10, 0b1000_0000
    lines = draw_screens.text_art(bytes(page), ["word"]).split("\n")
    assert lines[0] == "word"
    assert lines[2:5] == ["▀▄", "█", ""]
    assert lines[9] == "▄"


@pytest.mark.parametrize("sheet", [*CODES, *(f"{code}_large" for code in CODES), "inverted"])
def test_the_docs_show_every_screen_as_it_is(draw_screens, sheet):
    image = pytest.importorskip("PIL.Image").open(draw_screens.DOCS / f"{sheet}.png")
    shown = image.convert("RGB")
    drawn = screens.draw_views(**dict(draw_screens.SHEETS)[sheet])
    for index, (name, page, _) in enumerate(drawn):
        place = screens.sheet_place(index)
        box = (*place, place[0] + 256, place[1] + 128)
        expected = screens.picture(page, screens.SHEET_DOT_PX).convert("RGB")
        assert shown.crop(box).tobytes() == expected.tobytes(), name


def test_the_docs_name_every_screen():
    text = (ROOT / "docs" / "user" / "screens.md").read_text(encoding="utf-8")
    assert [kind.screen for kind in KINDS if f"`{kind.screen}`" not in text] == []

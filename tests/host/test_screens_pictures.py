"""Pictures of the panel: pixels where they belong, a file for every screen, a film."""

import pytest
from acupacer_host.commands.screens import screens_command
from acupacer_host.content.routine_files import packaged
from acupacer_host.pictures import film, screens
from acupacer_host.pictures.gallery_views import VIEWS
from click.testing import CliRunner

Image = pytest.importorskip("PIL.Image")
LIT, GLOW, UNLIT, SEAM = (232, 244, 255), (174, 190, 203), (16, 21, 27), (6, 8, 11)


def page_with(*pixels):
    page = bytearray(1024)
    for x, y in pixels:
        page[y // 8 * 128 + x] |= 1 << y % 8
    return bytes(page)


def test_a_pixel_is_a_square_with_a_seam():
    image = screens.picture(page_with((0, 0), (127, 63), (5, 12)), 4).convert("RGB")
    assert image.size == (512, 256)
    lit = {(0, 0), (127, 63), (5, 12)}
    for x in range(128):
        for y in range(64):
            expected = LIT if (x, y) in lit else UNLIT
            assert image.getpixel((4 * x, 4 * y)) == expected
            assert image.getpixel((4 * x + 2, 4 * y + 2)) == expected
    assert image.getpixel((3, 0)) == image.getpixel((0, 3)) == GLOW
    assert image.getpixel((7, 0)) == image.getpixel((0, 7)) == SEAM


def test_small_pictures_have_no_seams():
    image = screens.picture(page_with((1, 0)), 2).convert("RGB")
    assert [image.getpixel((x, 1)) for x in range(5)] == [UNLIT, UNLIT, LIT, LIT, UNLIT]


def test_the_glass_goes_around():
    image = screens.framed(screens.picture(page_with((0, 0)), 1)).convert("RGB")
    assert image.size == (128 + 20, 64 + 20)
    assert image.getpixel((10, 10)) == LIT
    assert image.getpixel((9, 10)) == SEAM


def test_a_film_has_the_frames_and_times_given(tmp_path):
    file = tmp_path / "film.gif"
    screens.write_gif(file, [(page_with((0, 0)), 1000), (page_with((9, 9)), 40)])
    with Image.open(file) as opened:
        assert opened.n_frames == 2
        assert opened.info["duration"] == 1000
        opened.seek(1)
        assert opened.info["duration"] == 40
        assert opened.convert("RGB").getpixel((10 + 27, 10 + 27)) == LIT


@pytest.fixture(scope="module")
def frames():
    return film.film_session(packaged())


def test_a_filmed_session_begins_at_home_and_ends_done(frames):
    drawn = {page: name for name, page, _ in screens.draw_views()}
    pages = [page for page, _ in frames]
    assert len(pages) > 100
    assert drawn.get(pages[0]) is None  # home shows a routine of the file
    assert frames[-1][1] == 4000


def test_a_filmed_countdown_takes_a_second_a_frame(frames):
    lengths = [shown_ms for _, shown_ms in frames[:-1]]
    assert lengths.count(1000) > 90
    assert 120_000 < sum(lengths) < 180_000


def test_a_film_waits_no_longer_than_a_session_may_last():
    with pytest.raises(RuntimeError, match="no "):
        film.Film(packaged()).run_to("prompt")


def test_the_command_writes_every_screen(tmp_path):
    out = tmp_path / "gallery"
    done = CliRunner().invoke(screens_command, ["--out", str(out), "--language", "de"])
    assert done.exit_code == 0, done.output
    names = {name for name, _ in VIEWS} | {"contact_sheet"}
    assert {file.stem for file in out.glob("*.png")} == names
    assert (out / "session.gif").stat().st_size > 10_000
    assert done.output == f"{out}: {len(names) + 1} pictures\n"

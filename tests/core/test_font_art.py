"""The baked art is what the sheets say."""

import importlib.util
from pathlib import Path

import pytest
from acupacer.core.screen import canvas, pictures

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def bake_art():
    spec = importlib.util.spec_from_file_location("bake_art", ROOT / "tools" / "bake_art.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nothing_is_stale(bake_art):
    assert bake_art.stale() == [], "run python tools/bake_art.py"


def test_a_column_is_eight_pixels_topmost_in_bit_0(bake_art):
    cell = ["#.", "..", "..", "..", "..", "..", "..", ".#"] + ["##"] + ["##"] * 7
    assert bake_art.columns(cell) == b"\x01\x80\xff\xff"


def test_accents_lie_middle_to_middle(bake_art):
    assert bake_art._overlay([["...", "###"], ["#", "."]]) == [".#.", "###"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "rows 1\n: a b\n" + "#. #\n" * 7 + "#.\n",
            "sheet.txt:10: 2 cells of # and . expected",
        ),
        ("rows 1\n: a\n" + "#.\n" * 7 + "#\n", "sheet.txt:2: glyph a has rows of different"),
        ("rows 1\n: a\n" + "#x\n" * 8, "sheet.txt:3: 1 cells of # and . expected"),
    ],
)
def test_a_faulty_sheet_is_told_where(bake_art, tmp_path, text, fault):
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(text)
    with pytest.raises(bake_art.ArtError, match=fault.replace(".", r"\.")):
        bake_art.read_sheet(sheet)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("= A\n" + "##\n" * 7, "A has ragged rows or no whole pages"),
        ("= A\n" + "##\n" * 7 + "#\n", "A has ragged rows or no whole pages"),
        ("= A\n#o\n", "2: neither a name, a row nor a comment"),
        (
            "= A both\n" + "####\n" * 6 + "##.#\n####\n",
            "A both row 6 is not the same from both ends",
        ),
    ],
)
def test_a_faulty_picture_is_told_where(bake_art, tmp_path, text, fault):
    sheet = tmp_path / "pictures_x.txt"
    sheet.write_text(text)
    with pytest.raises(bake_art.ArtError, match=fault):
        bake_art.read_pictures(sheet)


def test_of_a_picture_of_both_sides_the_left_half_is_kept(bake_art, tmp_path):
    sheet = tmp_path / "pictures_x.txt"
    sheet.write_text("= A both\n" + "##..##\n" * 8)
    assert bake_art.read_pictures(sheet) == {"A both": ["##."] * 8}


def test_a_packed_picture_is_read_as_it_was_drawn(bake_art):
    for name, cell in bake_art.read_pictures(bake_art.BODY).items():
        picture, side = pictures.BODY[name.split()[0]]
        assert name.endswith(side)
        width, rows, data = canvas._read(picture)
        assert (width, rows * 8) == (len(cell[0]), len(cell))
        assert data == bake_art.columns(cell), name


@pytest.mark.parametrize(
    "data", [b"", bytes(700), b"\1" * 700, bytes(300) + b"\1\0\0\2\0\0\0\3", b"\1" + bytes(600)]
)
def test_whatever_is_packed_can_be_read(bake_art, monkeypatch, data):
    monkeypatch.setattr(canvas, "ART", bytes(pictures.PACKED) + bake_art.packed(data))
    assert canvas._read((pictures.PACKED, len(data), 1))[2] == data

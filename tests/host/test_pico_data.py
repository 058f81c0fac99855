"""What is drawn is taken out of the program for a Pico, into one file."""

import zlib
from pathlib import Path

import pytest
from acupacer.boards.pico import flash_data
from acupacer.core import art, words_de, words_en
from acupacer_host import pico_data, pico_image
from acupacer_host.pico_pack import pack
from acupacer_host.pico_program import PackError, Program

FILES = {
    "__init__.py": "",
    "boards/pico/boot.py": "def is_safe_mode():\n    return False\n",
    "boards/pico/start.py": """
from .flash_data import open_data
PARTS = ()

def start(is_safe):
    open_data()
    from ...core.main import main
    return main()
""",
    "core/resources.py": """
class Pieces:
    def __init__(self, data):
        self._data = data

class Table:
    def __init__(self, text):
        self._text = text
""",
    "core/told.py": 'TEXT = "\\na one\\nb two\\n"\n',
    "core/main.py": """
from . import told
from .resources import Pieces, Table as Known
FIRST = Pieces(b"first")
SECOND = Pieces(b"second")
SAID = Known(told.TEXT)

def main():
    return FIRST, SECOND, SAID
""",
}


@pytest.fixture
def small(tmp_path):
    def make(**more):
        reader = Path(flash_data.__file__).read_text(encoding="utf-8")
        files = {**FILES, "boards/pico/flash_data.py": reader, **more}
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return Program(tmp_path)

    return make


@pytest.fixture(scope="module")
def image():
    return pico_image.build()


def test_constants_go_and_their_places_stay(small):
    program = small()
    data = pico_data.move_out(program)
    table, buckets = pico_data.table("\na one\nb two\n")
    assert data == b"firstsecond" + table
    text = "".join(pack(program).values())
    assert not [gone for gone in ("b'first", "b'second", "a one", "b two") if gone in text]
    assert f"(11, {buckets})" in text
    assert f"({len(data)}, {zlib.crc32(data)})" in text


def test_a_version_with_other_words_has_another_sum(small):
    old = small()
    new = small(**{"core/told.py": 'TEXT = "\\na one\\nb too\\n"\n'})
    old_data, new_data = pico_data.move_out(old), pico_data.move_out(new)
    assert len(old_data) == len(new_data)
    assert str(zlib.crc32(old_data)) in "".join(pack(old).values())
    assert str(zlib.crc32(old_data)) not in "".join(pack(new).values())


@pytest.mark.parametrize("value", ["bytes(9)", "told.OTHER", '"text"'])
def test_what_is_not_a_constant_is_refused(small, value):
    main = FILES["core/main.py"].replace('b"first"', value)
    with pytest.raises(PackError, match=r"core\.main: "):
        pico_data.move_out(small(**{"core/main.py": main}))


def test_a_pair_too_long_for_a_table_is_refused():
    with pytest.raises(PackError, match="too long"):
        pico_data.table("\nkey " + "x" * 260 + "\n")


def test_crowded_buckets_make_more_of_them():
    text = "".join(f"\nkey{number} " + "x" * 200 for number in range(40)) + "\n"
    data, buckets = pico_data.table(text)
    assert buckets > 64
    assert max(data[2 : 3 * buckets : 3]) <= pico_data.BUCKET_MOST_BYTES


def test_host_and_board_mean_the_same_file():
    assert pico_image.DATA == flash_data.FILE
    assert pico_data.ENTRY_BYTES == flash_data.ENTRY_BYTES


def test_nothing_drawn_is_in_the_compiled_program(image):
    data = image.files[pico_image.DATA]
    samples = [art.ART.read(at, 24) for at in range(0, 11000, 400)]
    for text in (words_en.TEXT, words_de.TEXT):
        samples += [
            line.partition(" ")[2].encode() for line in text.split("\n") if len(line) > 40
        ]
    for sample in samples:
        assert sample in data
    for path, compiled in image.files.items():
        if path.endswith(".mpy"):
            assert not [sample for sample in samples if any(sample) and sample in compiled], (
                path
            )


def test_the_start_files_are_copied_last(image):
    assert list(image.files)[-2:] == list(pico_image.START_FILES)

"""The data file on the Pico's flash: checked at start, read in pieces, never a fault."""

import builtins
import errno
import zlib

import pytest
from acupacer.boards.pico import flash_data
from acupacer.boards.pico.flash_data import DataError, FlashPieces, FlashTable
from acupacer.core import words_de, words_en
from acupacer.core.words import Words
from acupacer_host import pico_data

DATA = bytes(range(256)) * 9


@pytest.fixture
def flash(tmp_path, monkeypatch):
    """Put data onto the flash as the program's own, or something else in its place."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(FlashPieces, "file", None)

    def put(data, there=None):
        monkeypatch.setattr(flash_data, "LENGTH", len(data))
        monkeypatch.setattr(flash_data, "CRC", zlib.crc32(data))
        (tmp_path / flash_data.FILE).write_bytes(data if there is None else there)

    yield put
    if FlashPieces.file:
        FlashPieces.file.close()


class Faulty:
    """A file whose n-th operation fails (or whose read is short), the others do not."""

    def __init__(self, data, fail_at, is_short=False):
        self.data, self.fail_at, self.is_short = data, fail_at, is_short
        self.at = self.count = 0

    def _count(self):
        self.count += 1
        return self.count == self.fail_at

    def seek(self, at):
        if self._count() and not self.is_short:
            raise OSError(errno.EIO)
        self.at = at

    def read(self, length):
        if self._count():
            if not self.is_short:
                raise OSError(errno.EIO)
            length //= 2
        return self.data[self.at : self.at + length]


def test_pieces_are_read_from_where_they_begin(flash):
    flash(DATA)
    flash_data.open_data()
    assert FlashPieces(0).read(5, 3) == b"\x05\x06\x07"
    assert FlashPieces(250).read(5, 3) == b"\xff\x00\x01"
    assert FlashPieces(0).read(7, 0) == b""


def test_all_readers_share_one_open_file(flash, monkeypatch):
    flash(DATA)
    opened = []
    real = builtins.open
    monkeypatch.setattr(builtins, "open", lambda *a: opened.append(a) or real(*a))
    flash_data.open_data()
    for at in range(20):
        FlashPieces(at).read(0, 1)
    assert opened == [(flash_data.FILE, "rb")]


@pytest.mark.parametrize(
    "there",
    [DATA[:-1], DATA + b"\0", b"", b"x" * len(DATA), DATA[:700] + b"\0" + DATA[701:]],
    ids=["short", "long", "empty", "foreign", "one byte damaged"],
)
def test_a_file_that_is_not_the_programs_is_refused(flash, there):
    flash(DATA, there)
    with pytest.raises(
        DataError, match=r"acupacer\.dat is not this program's; run: acupacer fl"
    ):
        flash_data.open_data()
    assert FlashPieces.file is None


def test_a_missing_file_is_told(flash, tmp_path):
    flash(DATA)
    (tmp_path / flash_data.FILE).unlink()
    with pytest.raises(DataError, match=r"acupacer\.dat is missing .*; run: acupacer flash"):
        flash_data.open_data()


def test_a_program_that_is_not_packed_needs_no_file(flash, monkeypatch):
    monkeypatch.setattr(flash_data, "LENGTH", 0)
    flash_data.open_data()


@pytest.mark.parametrize("is_short", [False, True])
@pytest.mark.parametrize("fail_at", [1, 2])
def test_what_cannot_be_read_is_blank_and_the_next_read_works(monkeypatch, fail_at, is_short):
    if is_short and fail_at == 1:
        pytest.skip("only a read can be short")
    monkeypatch.setattr(FlashPieces, "file", Faulty(DATA, fail_at, is_short))
    pieces = FlashPieces(0)
    assert pieces.read(5, 4) == bytes(4)
    assert pieces.read(5, 4) == DATA[5:9]


def test_past_the_end_is_blank(flash):
    flash(DATA)
    flash_data.open_data()
    assert FlashPieces(0).read(len(DATA) - 1, 3) == bytes(3)


@pytest.mark.parametrize("text", [words_en.TEXT, words_de.TEXT], ids=["en", "de"])
def test_every_key_is_found_in_two_small_reads(monkeypatch, text):
    data, buckets = pico_data.table(text)
    file = Faulty(b"in front" + data, 0)
    monkeypatch.setattr(FlashPieces, "file", file)
    table = FlashTable(len(b"in front"), buckets)
    for line in text.strip("\n").split("\n"):
        key, _, said = line.partition(" ")
        file.count = 0
        assert table.find(key) == said
        assert file.count == 4  # two seeks, two reads
    for key in ("", "lef", "left LEFT", "LEFT", "ü", "left\nright"):
        assert table.find(key) is None


@pytest.mark.parametrize("fail_at", [1, 2, 3, 4])
def test_words_that_cannot_be_read_say_their_key(monkeypatch, fail_at):
    data, buckets = pico_data.table(words_de.TEXT)
    monkeypatch.setattr(FlashPieces, "file", Faulty(data, fail_at))
    words = Words("de")
    words._table = FlashTable(0, buckets)
    assert words.say("left") == "left"
    assert words.say("left") == "LINKS"

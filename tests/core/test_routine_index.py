"""The index of a routines file: what is read from it is what a scan would find, or nothing."""

import binascii
import hashlib
import json

import pytest
from acupacer.core import events
from acupacer.core.device_config import DeviceConfig
from acupacer.core.routine import document as routines
from acupacer.core.routine.index import IndexReader, index_lines
from acupacer.core.routine.model import StepPlace
from acupacer.core.store import loader, store
from acupacer_host.content import routine_files
from hypothesis import given, settings
from hypothesis import strategies as st
from rig import Rig
from routine_strategies import documents

EDITION = "core-1"
DOCUMENT = routine_files.packaged()
OTHER = DOCUMENT.replace(b"Hand point LI4", b"Hand point LI5")
ROUTINES, INDEX = events.ROUTINES_FILE, events.INDEX_FILE


def scanned(document):
    scanner = routines.Scanner()
    scanner.feed(document)
    scanner.finish()
    return scanner.entries


def index_of(document, edition=EDITION):
    sha = hashlib.sha256(document).digest()
    return b"".join(index_lines(scanned(document), edition, sha))


def read(index, chunk=1 << 20):
    reader = IndexReader(EDITION)
    for at in range(0, len(index), chunk):
        reader.feed(index[at : at + chunk])
    return reader


@settings(max_examples=40)
@given(documents(), st.integers(1, 400))
def test_what_is_read_is_what_a_scan_finds(document, chunk):
    reader = read(index_of(document), chunk)
    assert reader.is_whole
    assert reader.entries == scanned(document)
    assert reader.sha == hashlib.sha256(document).digest()
    for entry in reader.entries:
        assert type(entry.methods) is tuple and type(entry.places) is tuple
        assert {type(place) for place in entry.places} == {StepPlace}


def test_long_names_stand_once_and_are_in_memory_once():
    languages = [f"l{letter}" for letter in "abcdefghijklmnopqrst"]
    names = dict.fromkeys(languages, "Shoulder, where it is as hard as wood")
    steps = [{"method": "hands", "place": "knot", "hold": 3}] * 64
    whole = {
        "format": "acupacer-routines",
        "version": 2,
        "places": [{"id": "knot", "name": names}],
        "routines": [{"id": f"r{number}", "title": "R", "steps": steps} for number in range(8)],
    }
    document = json.dumps(whole).encode()
    index = index_of(document)
    assert len(index) < 10_000 and max(map(len, index.splitlines())) < 2048
    reader = read(index)
    assert reader.is_whole and reader.entries == scanned(document)
    assert len({id(place.name) for entry in reader.entries for place in entry.places}) == 1


@given(st.data())
def test_a_changed_byte_is_noticed(data):
    index = bytearray(index_of(DOCUMENT))
    at = data.draw(st.integers(0, len(index) - 1))
    index[at] ^= data.draw(st.integers(1, 255))
    assert not read(bytes(index), 200).is_whole


def test_an_index_that_is_cut_off_is_noticed():
    index = index_of(DOCUMENT)
    assert not any(read(index[:length]).is_whole for length in range(len(index)))


@pytest.mark.parametrize("more", [b"\n", b"x", b"[]\n", b'["more"]0a1b2c3d\n'])
def test_what_follows_an_index_is_noticed(more):
    assert not read(index_of(DOCUMENT) + more).is_whole


def test_lines_that_changed_places_are_noticed():
    lines = index_of(DOCUMENT).splitlines(keepends=True)
    lines[1], lines[2] = lines[2], lines[1]
    assert not read(b"".join(lines)).is_whole


def test_a_place_before_the_first_line_is_refused_however_sound_its_sum():
    crc, lines = 0, []
    head, place, *others = index_of(DOCUMENT).splitlines()
    for line in (place, head, *others):
        text = line[:-8]
        crc = binascii.crc32(text, crc)
        lines.append(text + b"%08x\n" % crc)
    assert not read(b"".join(lines)).is_whole


def test_the_index_of_another_edition_is_not_used():
    assert not read(index_of(DOCUMENT, "core-2")).is_whole


def test_a_line_without_an_end_is_given_up():
    reader = read(b"x" * 100_000, 1000)
    assert not reader.is_whole


# --- the device ---------------------------------------------------------------------


@pytest.fixture
def scans(monkeypatch):
    """Every scanner that came to the end of a document."""
    made = []

    class Counted(routines.Scanner):
        def finish(self):
            made.append(self)
            return super().finish()

    monkeypatch.setattr(store, "Scanner", Counted)
    return made


def keeping(edition):
    return DeviceConfig("rig", "test", "0", "boot", index_edition=edition)


def replace_routines(rig, document):
    """As an upload does once it is on record which file comes: committed and told."""
    sha = hashlib.sha256(document).digest()
    journal = rig.device.store.journal
    rig.device.store.expect_routines(sha)
    while not journal.is_empty:
        rig.settle()
        rig.advance()
    rig.files[ROUTINES] = document
    rig.device.link.control.routines_replaced(scanned(document), sha, len(document))


def device(files, edition=EDITION):
    made = Rig(files, config=keeping(edition))
    made.wait(5000)
    assert made.device.is_loaded
    return made


def used(rig):
    """The document, its entries and its SHA-256, as the device knows them."""
    contents = rig.device.store.contents
    return contents.routines_file, contents.entries, contents.sha, contents.length


SOUND = (ROUTINES, scanned(DOCUMENT), hashlib.sha256(DOCUMENT).digest(), len(DOCUMENT))


def test_with_its_index_a_file_is_not_scanned(scans):
    made = device({ROUTINES: DOCUMENT, INDEX: index_of(DOCUMENT)})
    assert not scans
    assert used(made) == SOUND


def test_a_long_file_and_its_long_index_are_read_to_their_ends(scans):
    library = json.loads(DOCUMENT)
    shelf = library["routines"]
    library["routines"] = [dict(one, id=f"{one['id']}-{n}") for n in range(4) for one in shelf]
    document = json.dumps(library).encode()
    assert len(index_of(document)) > 2 * loader.CHUNK_BYTES
    made = device({ROUTINES: document, INDEX: index_of(document)})
    assert not scans
    sha = hashlib.sha256(document).digest()
    assert used(made) == (ROUTINES, scanned(document), sha, len(document))


@pytest.mark.parametrize(
    "index",
    [
        None,
        b"",
        index_of(DOCUMENT)[:-1],
        index_of(DOCUMENT, "core-2"),
        index_of(DOCUMENT.replace(b"LI4", b"BL60")),
        index_of(DOCUMENT).replace(b"LI4", b"GB30"),
    ],
    ids=["absent", "empty", "torn", "of another edition", "of another file", "damaged"],
)
def test_without_its_index_a_file_is_scanned_and_the_index_made(scans, index):
    files = {ROUTINES: DOCUMENT} if index is None else {ROUTINES: DOCUMENT, INDEX: index}
    made = device(files)
    assert len(scans) == 1
    assert used(made) == SOUND
    assert made.files[INDEX] == index_of(DOCUMENT)
    made.power_up()
    made.wait(5000)
    assert len(scans) == 1
    assert used(made) == SOUND


def test_an_index_without_its_file_makes_no_routines():
    made = device({INDEX: index_of(DOCUMENT), events.FACTORY_FILE: DOCUMENT})
    assert made.device.store.contents.routines_file == events.FACTORY_FILE
    assert made.files[INDEX] == index_of(DOCUMENT)


def test_a_faulty_file_is_refused_whatever_is_beside_it():
    made = device({ROUTINES: DOCUMENT[:-2], INDEX: index_of(DOCUMENT)})
    assert made.device.store.contents.notice == "notice_builtin"


def test_the_built_in_routines_have_an_index_of_their_own(scans):
    files = {events.FACTORY_FILE: DOCUMENT, events.FACTORY_INDEX_FILE: index_of(DOCUMENT)}
    made = device(files)
    assert not scans
    assert used(made)[1:] == SOUND[1:]
    assert INDEX not in made.files


def test_a_board_that_keeps_no_index_neither_reads_nor_writes_one():
    made = device({ROUTINES: DOCUMENT}, "")
    assert used(made) == SOUND
    assert made.reads == {events.SETTINGS_FILE, events.HISTORY_FILE, ROUTINES}
    assert set(made.files) == {ROUTINES, events.HISTORY_FILE}


def test_new_routines_get_their_index_and_a_cut_before_costs_a_scan(scans):
    made = device({ROUTINES: DOCUMENT, INDEX: index_of(DOCUMENT)})
    replace_routines(made, OTHER)
    assert made.files[INDEX] == index_of(DOCUMENT)  # power goes now
    again = device(made.files)
    assert len(scans) == 1
    assert again.files[INDEX] == index_of(OTHER)
    made.wait(5000)
    assert made.files[INDEX] == index_of(OTHER)


def test_an_index_is_written_a_kilobyte_at_a_time():
    made = Rig({ROUTINES: DOCUMENT}, config=keeping(EDITION))
    perform, sizes = made.store.perform, []

    def noted(effect):
        if isinstance(effect, events.StageWrite):
            sizes.append(len(effect.data))
        return perform(effect)

    made.store.perform = noted
    made.wait(5000)
    whole, rest = divmod(len(index_of(DOCUMENT)), 1024)
    assert whole and sizes == [1024] * whole + [rest]


def test_newer_routines_begin_the_index_anew():
    made = Rig({}, config=keeping(EDITION))
    perform, begun = made.store.perform, []

    def stage_and_replace(effect):
        answer = perform(effect)
        if isinstance(effect, events.StageWrite):
            begun.append(effect.offset)
            if len(begun) == 1:
                replace_routines(made, OTHER)
        return answer

    made.store.perform = stage_and_replace
    replace_routines(made, DOCUMENT)
    made.wait(5000)
    assert begun[:2] == [0, 0]
    assert made.files[INDEX] == index_of(OTHER)


def test_a_store_that_refuses_the_index_loses_nothing():
    made = device({ROUTINES: DOCUMENT})
    del made.files[INDEX]
    made.store.failure = "full"
    made.device.store.index_writer.keep()
    made.wait(5000)
    assert INDEX not in made.files and used(made) == SOUND

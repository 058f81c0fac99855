"""The Pico's store: nothing torn, nothing written while a cue is near."""

import errno
import hashlib
import os

import pytest
from acupacer.boards.pico import store as pico_store
from acupacer.boards.pico.store import Store
from acupacer.core import events
from acupacer.core.events import ReadDone, Stored, StoreFailed
from acupacer.core.routine.index import IndexReader
from acupacer_host.content import routine_files
from acupacer_image import EDITION

OLD, NEW = b"old" * 500, b"new" * 700


@pytest.fixture
def store(tmp_path):
    made = Store(str(tmp_path) + "/", lambda: True)
    made.recover()
    return made


def do(store, *effects):
    found = []
    for effect in effects:
        store.submit(effect)
        found += store.results()
    return found


def replace(data, name=events.ROUTINES_FILE):
    parts = [
        events.StageWrite(at, name, at, data[at : at + 512]) for at in range(0, len(data), 512)
    ]
    return [*parts, events.Commit(9999, name, len(data))]


def test_a_file_is_replaced_whole_and_read_in_pieces(store, tmp_path):
    assert do(store, *replace(NEW))[-1] == Stored(9999)
    assert (tmp_path / events.ROUTINES_FILE).read_bytes() == NEW
    assert do(store, events.Read(1, events.ROUTINES_FILE, 3, 5)) == [ReadDone(1, NEW[3:8])]
    assert os.listdir(tmp_path) == [events.ROUTINES_FILE]


def test_a_copy_of_the_wrong_length_is_never_committed(store, tmp_path):
    do(store, *replace(OLD))
    effects = replace(NEW)
    assert do(store, *effects[:-1], events.Commit(7, events.ROUTINES_FILE, 1))[-1] == (
        StoreFailed(7, "io")
    )
    assert (tmp_path / events.ROUTINES_FILE).read_bytes() == OLD


def test_a_piece_that_does_not_follow_is_refused(store):
    effects = replace(NEW)
    assert do(store, effects[0], effects[2])[-1] == StoreFailed(1024, "io")


@pytest.mark.parametrize(
    "name", ["config.json", "main.py", "../x", events.FACTORY_FILE, events.FAULT_FILE]
)
def test_only_the_named_files_are_written(store, tmp_path, name):
    assert do(store, events.Append(1, name, b"x")) == [StoreFailed(1, "read_only")]
    assert os.listdir(tmp_path) == []


def test_only_the_named_files_are_read(store, tmp_path):
    (tmp_path / "config.json").write_text("{}")
    assert do(store, events.Read(1, "config.json", 0, 9)) == [StoreFailed(1, "absent")]
    (tmp_path / events.FAULT_FILE).write_text("fault")
    assert do(store, events.Read(3, events.FAULT_FILE, 0, 9)) == [ReadDone(3, b"fault")]


def test_the_built_in_routines_are_the_images_own_whatever_is_on_the_flash(store, tmp_path):
    (tmp_path / events.FACTORY_FILE).write_text("[]")
    whole = routine_files.packaged()
    size = len(whole)
    assert do(
        store,
        events.Read(1, events.FACTORY_FILE, 0, size + 1),
        events.Read(2, events.FACTORY_FILE, 100, 50),
        events.Read(3, events.FACTORY_FILE, size - 2, 50),
        events.Read(4, events.FACTORY_FILE, size, 50),
    ) == [
        ReadDone(1, whole),
        ReadDone(2, whole[100:150]),
        ReadDone(3, whole[-2:]),
        ReadDone(4, b""),
    ]


class NoRoom:
    """A file, or the image's bytes, when there is no memory for what is asked for."""

    def close(self):
        """There is nothing to be done."""

    def seek(self, offset):
        return offset

    def read(self, length):
        raise MemoryError

    def __getitem__(self, part):
        raise MemoryError


@pytest.mark.parametrize("name", [events.ROUTINES_FILE, events.FACTORY_FILE])
def test_what_there_is_no_memory_for_is_refused_and_the_next_job_is_done(
    store, tmp_path, monkeypatch, name
):
    with monkeypatch.context() as patch:
        patch.setattr(pico_store, "open", lambda *arguments: NoRoom(), raising=False)
        patch.setitem(pico_store.FROZEN, events.FACTORY_FILE, NoRoom())
        assert do(store, events.Read(1, name, 0, 4096)) == [StoreFailed(1, "io")]
    assert do(store, events.Append(2, events.HISTORY_FILE, b"x\n")) == [Stored(2)]


def test_a_full_flash_is_said(store, monkeypatch):
    def full(*arguments):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(pico_store, "open", full, raising=False)
    assert do(store, events.Append(1, events.HISTORY_FILE, b"x\n")) == [StoreFailed(1, "full")]


def test_writes_wait_until_no_cue_is_near_and_keep_their_order(tmp_path):
    calm = []
    store = Store(str(tmp_path) + "/", lambda: bool(calm))
    store.submit(events.Append(1, events.HISTORY_FILE, b"a\n"))
    store.submit(events.Read(2, events.HISTORY_FILE, 0, 9))
    assert (store.is_ready, store.results()) == (False, [])
    calm.append(1)
    assert [store.results(), store.results(), store.results()] == [
        [Stored(1)],
        [ReadDone(2, b"a\n")],
        [],
    ]


def test_reads_do_not_wait(tmp_path):
    store = Store(str(tmp_path) + "/", lambda: False)
    store.submit(events.Read(2, events.HISTORY_FILE, 0, 9))
    assert store.results() == [StoreFailed(2, "absent")]


def test_after_a_power_cut_the_old_file_stays_and_the_copy_goes(store, tmp_path):
    do(store, *replace(OLD))
    do(store, *replace(NEW)[:-1])
    Store(str(tmp_path) + "/", lambda: True).recover()
    assert (tmp_path / events.ROUTINES_FILE).read_bytes() == OLD
    assert os.listdir(tmp_path) == [events.ROUTINES_FILE]


def test_a_torn_last_history_line_is_ended_so_that_the_next_one_counts(store, tmp_path):
    history = tmp_path / events.HISTORY_FILE
    history.write_bytes(b"one\ntw")
    store.recover()
    do(store, events.Append(1, events.HISTORY_FILE, b"three\n"))
    assert history.read_bytes() == b"one\ntw\nthree\n"
    store.recover()
    assert history.read_bytes() == b"one\ntw\nthree\n"


def test_a_file_that_is_read_on_is_opened_once(store, tmp_path, monkeypatch):
    do(store, *replace(OLD))
    opened = []
    real_open = open

    def counted(path, mode):
        opened.append(path)
        return real_open(path, mode)

    monkeypatch.setattr(pico_store, "open", counted, raising=False)
    reads = [events.Read(at, events.ROUTINES_FILE, at, 500) for at in range(0, 1501, 500)]
    parts = do(store, *reads)
    assert b"".join([part.data for part in parts]) == OLD
    assert len(opened) == 1


def test_after_a_write_the_new_file_is_read(store):
    do(store, *replace(OLD))
    read = events.Read(1, events.ROUTINES_FILE, 0, 3)
    assert do(store, read) == [ReadDone(1, OLD[:3])]
    do(store, *replace(NEW))
    assert do(store, read) == [ReadDone(1, NEW[:3])]


def test_the_index_of_the_built_in_routines_is_in_the_image(store):
    (found,) = do(store, events.Read(1, events.FACTORY_INDEX_FILE, 0, 4096))
    (factory,) = do(store, events.Read(2, events.FACTORY_FILE, 0, 65536))
    reader = IndexReader(EDITION)
    reader.feed(found.data)
    assert reader.is_whole and reader.sha == hashlib.sha256(factory.data).digest()


def test_the_index_of_the_routines_may_be_written(store):
    assert do(store, *replace(NEW, events.INDEX_FILE))[-1] == Stored(9999)

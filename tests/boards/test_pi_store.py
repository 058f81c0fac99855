"""The store: whole files or none, honest about every fault."""

import errno
import os

import pytest
from acupacer.boards.pi.store import FileLayer, Store
from acupacer.boards.worker import InlineWorker, ThreadWorker
from acupacer.core.events import (
    Append,
    Commit,
    Discard,
    Read,
    ReadDone,
    StageWrite,
    Stored,
    StoreFailed,
)

ROUTINES, HISTORY, SETTINGS = "routines.json", "history.jsonl", "settings.json"


class Layer(FileLayer):
    """Records the calls by name and fails one of them."""

    def __init__(self):
        self.calls = []
        self.fail = {}

    def _do(self, name, path, *arguments):
        self.calls.append((name, path.name))
        if name in self.fail:
            raise OSError(self.fail[name], os.strerror(self.fail[name]))
        return getattr(super(), name)(path, *arguments)

    def write_at(self, path, offset, data):
        self._do("write_at", path, offset, data)

    def append(self, path, data):
        self._do("append", path, data)

    def read(self, path, offset, length):
        return self._do("read", path, offset, length)

    def sync(self, path):
        self._do("sync", path)

    def rename(self, old, new):
        self._do("rename", old, new)


@pytest.fixture
def layer():
    return Layer()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "card"


@pytest.fixture
def store(layer, folder, tmp_path):
    (tmp_path / "built-in.json").write_bytes(b"factory")
    store = Store(folder, tmp_path / "built-in.json", InlineWorker(), layer)
    assert store.recover() == []
    layer.calls.clear()
    return store


def ask(store, *effects):
    for effect in effects:
        store.submit(effect)
    return store.results()


def test_an_upload_is_staged_synced_renamed_and_only_then_stored(store, layer, folder):
    pieces = StageWrite(1, ROUTINES, 0, b"abc"), StageWrite(2, ROUTINES, 3, b"def")
    assert ask(store, *pieces) == [Stored(1), Stored(2)]
    assert not (folder / ROUTINES).exists()
    assert ask(store, Commit(3, ROUTINES, 6)) == [Stored(3)]
    assert (folder / ROUTINES).read_bytes() == b"abcdef"
    part = ROUTINES + ".part"
    assert layer.calls == [
        ("write_at", part),
        ("write_at", part),
        ("sync", part),
        ("rename", part),
        ("sync", folder.name),
    ]
    assert [path.name for path in folder.iterdir()] == [ROUTINES]


def test_a_new_upload_starts_afresh(store, folder):
    ask(store, StageWrite(1, ROUTINES, 0, b"something longer"))
    ask(store, StageWrite(2, ROUTINES, 0, b"new"), Commit(3, ROUTINES, 3))
    assert (folder / ROUTINES).read_bytes() == b"new"


def test_a_wrong_length_keeps_the_old_file(store, folder):
    (folder / ROUTINES).write_bytes(b"old")
    assert ask(store, StageWrite(1, ROUTINES, 0, b"abc"), Commit(2, ROUTINES, 4)) == [
        Stored(1),
        StoreFailed(2, "io"),
    ]
    assert (folder / ROUTINES).read_bytes() == b"old"
    assert [path.name for path in folder.iterdir()] == [ROUTINES]


def test_discard_is_fine_with_and_without_a_copy(store, folder):
    assert ask(store, Discard(1, ROUTINES)) == [Stored(1)]
    ask(store, StageWrite(2, ROUTINES, 0, b"abc"))
    assert ask(store, Discard(3, ROUTINES)) == [Stored(3)]
    assert list(folder.iterdir()) == []


def test_commit_without_a_copy_is_absent(store):
    assert ask(store, Commit(1, ROUTINES, 0)) == [StoreFailed(1, "absent")]


def test_reads_are_pieces_and_end_short(store, folder):
    (folder / SETTINGS).write_bytes(b"0123456789")
    pieces = Read(1, SETTINGS, 0, 4), Read(2, SETTINGS, 8, 4), Read(3, SETTINGS, 10, 4)
    assert ask(store, *pieces) == [
        ReadDone(1, b"0123"),
        ReadDone(2, b"89"),
        ReadDone(3, b""),
    ]
    assert ask(store, Read(4, HISTORY, 0, 4)) == [StoreFailed(4, "absent")]


def test_the_built_in_routines_are_read_from_elsewhere_and_never_written(store, folder):
    assert ask(store, Read(1, "factory.json", 0, 99)) == [ReadDone(1, b"factory")]
    assert ask(store, StageWrite(2, "factory.json", 0, b"x")) == [StoreFailed(2, "read_only")]


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "", "routines.json.part"])
def test_no_other_name_is_ever_opened(store, layer, name):
    assert ask(store, Read(1, name, 0, 9)) == [StoreFailed(1, "absent")]
    assert ask(store, Append(2, name, b"x")) == [StoreFailed(2, "read_only")]
    assert layer.calls == []


def test_lines_are_appended_and_a_new_files_entry_is_synced_too(store, layer, folder):
    assert ask(store, Append(1, HISTORY, b"one\n"), Append(2, HISTORY, b"two\n")) == [
        Stored(1),
        Stored(2),
    ]
    assert (folder / HISTORY).read_bytes() == b"one\ntwo\n"
    assert layer.calls == [("append", HISTORY), ("sync", folder.name), ("append", HISTORY)]


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "read_only"),
        (errno.EIO, "io"),
        (errno.ENODEV, "io"),
    ],
)
@pytest.mark.parametrize(
    ("operation", "effect"),
    [
        ("write_at", StageWrite(7, ROUTINES, 0, b"x")),
        ("append", Append(7, HISTORY, b"x\n")),
        ("sync", Commit(7, SETTINGS, 1)),
        ("rename", Commit(7, SETTINGS, 1)),
    ],
)
def test_every_fault_has_its_reason(store, layer, folder, operation, effect, number, reason):
    (folder / (SETTINGS + ".part")).write_bytes(b"x")
    layer.fail = {operation: number}
    assert ask(store, effect) == [StoreFailed(7, reason)]
    layer.fail = {}
    assert ask(store, Append(8, HISTORY, b"y\n")) == [Stored(8)]


def test_a_failed_append_leaves_the_file_as_it_was(store, folder, monkeypatch):
    ask(store, Append(1, HISTORY, b"one\n"))
    real = os.pwrite

    def half(fd, data, offset):
        real(fd, bytes(data)[:2], offset)
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "pwrite", half)
    assert ask(store, Append(2, HISTORY, b"two\n")) == [StoreFailed(2, "full")]
    monkeypatch.undo()
    assert (folder / HISTORY).read_bytes() == b"one\n"


def test_short_writes_are_finished(store, folder, monkeypatch):
    real = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda fd, data, at: real(fd, bytes(data)[:3], at))
    ask(store, Append(1, HISTORY, b"a long line\n"))
    assert (folder / HISTORY).read_bytes() == b"a long line\n"


# --- after a power cut -----------------------------------------------------------------


def recovered(folder, tmp_path):
    return Store(folder, tmp_path, InlineWorker()).recover()


def test_a_stale_copy_is_deleted(folder, tmp_path):
    folder.mkdir()
    (folder / ROUTINES).write_bytes(b"{}")
    (folder / (ROUTINES + ".part")).write_bytes(b'{"new": 1}')
    assert recovered(folder, tmp_path) == ["routines.json: unfinished copy deleted"]
    assert (folder / ROUTINES).read_bytes() == b"{}"
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "data", "is_adopted"),
    [
        (ROUTINES, b'{"whole": 1}', True),
        (ROUTINES, b'{"whole": ', False),
        (ROUTINES, b"", False),
        (HISTORY, b'{"a": 1}\n{"b": 2}\n', True),
        (HISTORY, b'{"a": 1}\n{"b"', False),
        (HISTORY, b"\xff\xfe", False),
    ],
)
def test_a_whole_copy_is_adopted_when_the_file_is_absent(
    folder, tmp_path, name, data, is_adopted
):
    folder.mkdir()
    (folder / (name + ".part")).write_bytes(data)
    said = "taken from its staging copy" if is_adopted else "unfinished copy deleted"
    assert recovered(folder, tmp_path) == [f"{name}: {said}"]
    assert [path.read_bytes() for path in folder.iterdir()] == ([data] if is_adopted else [])


def test_a_folder_that_cannot_be_made_is_said_and_survived(tmp_path):
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "card", tmp_path, InlineWorker())
    assert len(store.recover()) == 1
    assert isinstance(ask(store, Append(1, HISTORY, b"x\n"))[0], StoreFailed)


@pytest.mark.parametrize("name", [ROUTINES, HISTORY])
def test_a_file_that_cannot_be_tidied_is_named_and_the_others_are(folder, tmp_path, name):
    folder.mkdir()
    (folder / (ROUTINES + ".part")).write_bytes(b"{")
    (folder / (name + ".part")).unlink(missing_ok=True)
    (folder / (name + ".part")).mkdir()
    settings = folder / "settings.json.part"
    settings.write_bytes(b"{")
    said = recovered(folder, tmp_path)
    [line] = [line for line in said if line.endswith(f"; {name} may not be kept")]
    assert line.startswith(f"{folder}/{name}") and ": Is a directory" in line
    assert "settings.json: unfinished copy deleted" in said and not settings.exists()


def test_a_file_that_fails_without_its_name_is_named(folder, tmp_path):
    class Failing(FileLayer):
        def read(self, path, offset, length):
            raise OSError(errno.EIO, "Input/output error")

    folder.mkdir()
    (folder / HISTORY).write_bytes(b"x")
    assert Store(folder, tmp_path, InlineWorker(), Failing()).recover() == [
        f"{folder}/{HISTORY}: Input/output error; {HISTORY} may not be kept"
    ]


def test_on_a_thread_results_come_in_order(folder, tmp_path):
    folder.mkdir()
    worker = ThreadWorker("store", lambda: None)
    store = Store(folder, tmp_path, worker)
    for ticket in range(20):
        store.submit(Append(ticket, HISTORY, b"%d\n" % ticket))
    store.close()
    assert store.results() == [Stored(ticket) for ticket in range(20)]
    assert (folder / HISTORY).read_bytes().split() == [b"%d" % n for n in range(20)]


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        (b'{"id":1}\n{"id":2', b'{"id":1}\n'),
        (b'{"id":1', b""),
    ],
)
def test_a_torn_last_line_is_cut_so_that_the_next_one_stands_alone(found, kept, tmp_path):
    path = tmp_path / HISTORY
    path.write_bytes(found)
    assert recovered(tmp_path, tmp_path) == [f"{HISTORY}: unfinished last line cut off"]
    assert path.read_bytes() == kept
    assert recovered(tmp_path, tmp_path) == []


def test_a_damaged_end_longer_than_any_line_is_ended_not_cut(tmp_path):
    path = tmp_path / HISTORY
    path.write_bytes(b'{"id":1}\n' + b"x" * 9000)
    assert recovered(tmp_path, tmp_path) == [f"{HISTORY}: damaged last line ended"]
    assert path.read_bytes() == b'{"id":1}\n' + b"x" * 9000 + b"\n"


@pytest.mark.parametrize("name", [ROUTINES, HISTORY])
def test_a_staging_copy_nested_too_deep_to_judge_is_deleted(name, tmp_path):
    (tmp_path / (name + ".part")).write_bytes(b"[" * 100_000)
    assert recovered(tmp_path, tmp_path) == [f"{name}: unfinished copy deleted"]


def test_a_fifo_in_a_files_place_is_a_fault_not_a_hang(tmp_path):
    os.mkfifo(tmp_path / SETTINGS)
    worker = InlineWorker()
    store = Store(tmp_path, tmp_path, worker)
    store.submit(Read(1, SETTINGS, 0, 100))
    assert [type(result) for result in store.results()] == [StoreFailed]


def test_a_whole_history_is_left_alone(tmp_path):
    (tmp_path / HISTORY).write_bytes(b'{"id":1}\n')
    assert recovered(tmp_path, tmp_path) == []

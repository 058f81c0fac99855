"""Power cut at every file operation, with a disk that forgets and tears what is unsynced.

The disk keeps, as a journaling file system may, the folder's entries and every file's
bytes apart: what was not synced may be gone, there, or there in part after the cut.
Renames are atomic, but unsynced ones may not have happened.
"""

import errno
import json
import os

import pytest
from acupacer.boards.pi.store import Store
from acupacer.boards.worker import InlineWorker
from acupacer.core.events import Append, Commit, StageWrite, Stored

ROUTINES, HISTORY = "routines.json", "history.jsonl"
OLD = json.dumps({"routines": ["old"] * 300}).encode()
NEW = json.dumps({"routines": ["new"] * 400}).encode()
LINES = [json.dumps({"id": number}).encode() + b"\n" for number in range(6)]


class PowerCut(BaseException):
    """The power went; nothing may catch this."""


class Disk:
    """A file layer in memory that loses power before operation ``cut_at``."""

    def __init__(self, files, cut_at=-1):
        self.bytes = dict(enumerate(files.values()))  # inode -> as the program sees it
        self.synced = dict(self.bytes)  # inode -> as it is on the medium for sure
        self.entries = {name: number for number, name in enumerate(files)}
        self.histories = [dict(self.entries)]  # every state since the folder's last sync
        self.cut_at = cut_at
        self.done = 0

    def _tick(self):
        if self.done == self.cut_at:
            raise PowerCut
        self.done += 1

    def _inode(self, path):
        if path.name not in self.entries:
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        return self.entries[path.name]

    def _make(self, path):
        if path.name not in self.entries:
            self.entries[path.name] = number = len(self.bytes)
            self.bytes[number] = self.synced[number] = b""
            self.histories.append(dict(self.entries))
        return self.entries[path.name]

    def write_at(self, path, offset, data):
        self._tick()
        number = self._make(path)
        self.bytes[number] = (self.bytes[number][:offset] if offset else b"") + data

    def append(self, path, data):
        self._tick()
        self.bytes[self._make(path)] += data
        self._tick()  # the power may go between the write and its sync
        self.synced[self.entries[path.name]] = self.bytes[self.entries[path.name]]

    def cut(self, path, length):
        self._tick()
        number = self._inode(path)
        self.bytes[number] = self.synced[number] = self.bytes[number][:length]

    def read(self, path, offset, length):
        return self.bytes[self._inode(path)][offset : offset + length]

    def sync(self, path):
        self._tick()
        if path.name in self.entries:
            self.synced[self.entries[path.name]] = self.bytes[self.entries[path.name]]
        else:
            self.histories = [dict(self.entries)]

    def size(self, path):
        return len(self.bytes[self._inode(path)])

    def exists(self, path):
        return path.name in self.entries

    def rename(self, old, new):
        self._tick()
        self.entries[new.name] = self.entries.pop(old.name)
        self.histories.append(dict(self.entries))

    def remove(self, path):
        self._tick()
        if self.entries.pop(path.name, None) is not None:
            self.histories.append(dict(self.entries))

    def make_folder(self, path):
        pass

    def after_the_cut(self):
        """Every set of files the medium may hold: {name: bytes}."""
        for entries in self.histories:
            for choose in (self._lost, self._there, self._torn):
                yield {name: choose(number) for name, number in entries.items()}

    def _lost(self, number):
        return self.synced[number]

    def _there(self, number):
        return self.bytes[number]

    def _torn(self, number):
        safe, new = self.synced[number], self.bytes[number]
        return new if new == safe else new[: (len(safe) + len(new)) // 2]


def run(disk, folder, effects):
    """Submit effects until the power goes; (tickets that were answered Stored, cut?)."""
    stored = []
    store = Store(folder, folder, InlineWorker(), disk)
    try:
        store.recover()
        for effect in effects:
            store.submit(effect)
            stored += [result.ticket for result in store.results() if type(result) is Stored]
    except PowerCut:
        return stored, True
    return stored, False


def upload(data):
    pieces = [data[at : at + 1000] for at in range(0, len(data), 1000)]
    made = [StageWrite(n, ROUTINES, n * 1000, piece) for n, piece in enumerate(pieces)]
    return [*made, Commit(99, ROUTINES, len(data))]


def every_cut(files, effects, folder):
    """(stored tickets, files after the cut) for every operation and every tear."""
    number, is_cut = 0, True
    while is_cut:
        disk = Disk(files, number)
        stored, is_cut = run(disk, folder, effects)
        for left in disk.after_the_cut():
            yield stored, left
        number += 1


def test_a_cut_upload_leaves_the_old_file_or_the_new_one_and_the_next_works(tmp_path):
    seen = set()
    for stored, left in every_cut({ROUTINES: OLD}, upload(NEW), tmp_path):
        disk = Disk(left)
        run(disk, tmp_path, [])  # the next power-up
        found = disk.bytes[disk.entries[ROUTINES]]
        assert found in (OLD, NEW)
        assert 99 not in stored or found == NEW  # never lost after the reply
        assert sorted(disk.entries) == [ROUTINES]
        seen.add(found == NEW)
        assert run(disk, tmp_path, upload(NEW))[0][-1] == 99
    assert seen == {True, False}


def test_a_power_cut_while_recovering_loses_nothing_either(tmp_path):
    for _, left in every_cut({ROUTINES: OLD}, upload(NEW), tmp_path):
        for _, again in every_cut(left, [], tmp_path):
            disk = Disk(again)
            run(disk, tmp_path, [])
            assert disk.bytes[disk.entries[ROUTINES]] in (OLD, NEW)


@pytest.mark.parametrize("before", [{}, {HISTORY: LINES[0]}])
def test_cut_appends_keep_every_line_that_was_answered(before, tmp_path):
    effects = [Append(number, HISTORY, LINES[number]) for number in range(1, 4)]
    for stored, left in every_cut(before, effects, tmp_path):
        disk = Disk(left)
        run(disk, tmp_path, [])
        assert run(disk, tmp_path, [Append(5, HISTORY, LINES[5])])[0] == [5]
        lines = disk.bytes[disk.entries[HISTORY]].splitlines(keepends=True)
        assert lines[-1] == LINES[5]
        assert all(line in LINES for line in lines)
        assert [LINES[number] for number in stored if LINES[number] not in lines] == []

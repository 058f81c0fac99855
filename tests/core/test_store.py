"""The store without a device: power-up's reading, the journal, the settings, compaction."""

import pytest
from acupacer.boards.virtual import MemoryStore
from acupacer.core import settings
from acupacer.core.clock.clock import Clock
from acupacer.core.device_config import Capacities, DeviceConfig
from acupacer.core.events import (
    FACTORY_FILE,
    HISTORY_FILE,
    INDEX_FILE,
    ROUTINES_FILE,
    SETTINGS_FILE,
    Append,
    Commit,
    Discard,
    Read,
    ReadDone,
    StageWrite,
    Stored,
    StoreFailed,
    Warn,
)
from acupacer.core.progress import history
from acupacer.core.progress.progress import Progress
from acupacer.core.store.compaction import AGAIN_MS, FAILED_MS
from acupacer.core.store.journal import BATCH_BYTES, RETRY_MS, WAITING_MAX, Journal
from acupacer.core.store.loader import TRIES
from acupacer.core.store.settings_writer import SettingsWriter
from acupacer.core.store.storage import Storage, StoredContents
from acupacer.core.store.store import Store
from gestures_data import ROUTINES
from progress_story import NOON, Story, hands
from routine_parts import make_routine

LIMITS = Capacities(trim_from_bytes=2000, history_bytes=8000)


class Kept:
    """A ``Store`` on a medium in memory. ``failing``: reasons for its next answers."""

    def __init__(self, files=None, edition=""):
        self.medium = MemoryStore(files)
        self.clock = Clock()
        self.progress = Progress()
        self.effects, self.done, self.failing, self.warned = [], [], [], []
        self.is_read = False
        config = DeviceConfig("kept", limits=LIMITS, index_edition=edition)
        self.store = Store(config, self.clock, self.progress, self.emit, lambda: self.is_read)

    def emit(self, effect):
        if isinstance(effect, Warn):
            self.warned.append(effect.text)
        else:
            self.effects.append(effect)

    def answer(self):
        """Let the board perform what was ordered, one after the other."""
        while self.effects:
            effect = self.effects.pop(0)
            reason = self.failing.pop(0) if self.failing else ""
            self.done.append(type(effect))
            result = (
                StoreFailed(effect.ticket, reason) if reason else self.medium.perform(effect)
            )
            self.store.storage.answer(result)

    def load(self):
        """Power-up to its end: the settings that were read."""
        self.store.begin()
        self.answer()
        values = self.store.take_settings()
        assert self.store.take_loaded()
        return values

    def step(self, in_session=False, is_idle=True):
        self.store.step(in_session, not in_session, is_idle)

    def run(self, **how):
        """Step until nothing is done any more at this instant."""
        self.step(**how)
        while self.effects:
            self.answer()
            self.step(**how)

    def note(self, count):
        for _ in range(count):
            self.store.recorder.note("trained", ["press", "turn"])
        while not self.store.journal.is_empty:
            self.store.journal.flush(self.clock.now_ms)
            self.answer()

    def ids(self):
        lines = self.medium.files[HISTORY_FILE].splitlines()
        return [(history.decode(line).kind, history.decode(line).id) for line in lines]


def loaded(count=0, **options):
    kept = Kept({FACTORY_FILE: ROUTINES}, **options)
    kept.load()
    kept.note(count)
    kept.done.clear()
    return kept


# --- power-up -----------------------------------------------------------------------------


def test_settings_come_first_and_once_then_everything_else_once():
    before = loaded(30)
    files = dict(before.medium.files)
    files[SETTINGS_FILE] = settings.encode(dict(settings.defaults(), language="de"))
    kept = Kept(files)
    kept.store.begin()
    assert (kept.store.take_settings(), kept.store.take_loaded()) == (None, False)
    kept.store.storage.answer(kept.medium.perform(kept.effects.pop(0)))
    assert kept.store.take_settings()["language"] == "de"
    assert (kept.store.take_settings(), kept.store.take_loaded()) == (None, False)
    kept.answer()
    assert (kept.store.take_loaded(), kept.store.take_loaded()) == (True, False)
    contents = kept.store.contents
    assert contents.is_loaded
    assert [entry.id for entry in contents.entries] == ["hold", "gun", "balls"]
    assert contents.entry_of("gun") is contents.entries[1]
    assert contents.entry_of("none") is None
    assert contents.length_of(HISTORY_FILE) == len(files[HISTORY_FILE])
    assert (contents.length_of(ROUTINES_FILE), contents.users_sha()) == (-1, b"")
    assert kept.store.journal.next_id == 31
    assert list(kept.progress.checkpoint()) == list(before.progress.checkpoint())


def test_a_history_that_fails_is_read_three_times_and_then_left_alone():
    kept = Kept({FACTORY_FILE: ROUTINES, HISTORY_FILE: b"x"})
    kept.failing = ["", "io", "io", ""]
    kept.load()
    assert not kept.store.contents.has_failed
    assert TRIES == 3
    kept = Kept({FACTORY_FILE: ROUTINES, HISTORY_FILE: b"x"})
    kept.failing = ["", "io", "io", "io"]
    kept.load()
    contents = kept.store.contents
    assert (contents.has_failed, contents.notice) == (True, "notice_no_history")
    assert kept.done.count(Read) == 1 + TRIES + 2
    kept.store.recorder.note("new_day", [])
    assert kept.store.journal.is_empty  # its number may be taken
    assert kept.medium.files[HISTORY_FILE] == b"x"


@pytest.mark.parametrize(
    ("length", "failing", "told"),
    [
        (0, [], ("", 0)),
        (39, [], ("", 39)),
        (40, [], ("", 40)),
        (59, [], ("", 59)),
        (60, [], ("too long", 60)),
        (200, [], ("too long", 60)),
        (30, ["", "io", "", "full"], ("", 30)),
        (30, ["", "io", "", "full", "io"], ("io", 20)),
        (30, ["", "absent"], ("absent", 10)),
    ],
)
def test_a_file_is_read_to_its_end_every_byte_once(length, failing, told):
    kept = Kept({HISTORY_FILE: bytes(range(length))})
    kept.failing = failing
    taken, ends = [], []
    kept.store.storage.read_all(
        HISTORY_FILE, 10, 50, 3, taken.append, lambda *end: ends.append(end)
    )
    kept.answer()
    assert ends == [told]
    assert b"".join(taken) == bytes(range(told[1]))


SOUND = settings.encode(dict(settings.defaults(), language="de"))


@pytest.mark.parametrize(
    ("data", "reason", "language", "why"),
    [
        (SOUND, "", "de", ""),
        (SOUND, "absent", "en", ""),
        (SOUND, "io", "en", "io"),
        (SOUND.replace(b'"de"', b'"en"'), "", "en", "not what was written"),
    ],
)
def test_damaged_settings_are_told_and_at_their_defaults(data, reason, language, why):
    kept = Kept({FACTORY_FILE: ROUTINES, SETTINGS_FILE: data})
    kept.failing = [reason]
    assert kept.load()["language"] == language
    told = [f"the settings are damaged ({why}): all are at their defaults"]
    assert kept.warned == (told if why else [])
    assert kept.store.contents.notice == ("notice_settings" if why else "")


def test_damaged_lines_of_the_history_are_counted_and_told_a_torn_one_is_not():
    before = loaded(9)
    lines = before.medium.files[HISTORY_FILE].splitlines(keepends=True)
    lines[2], lines[5] = lines[2].replace(b"trained", b"strained"), b'{"id":x"}\n'
    torn = lines[8][:30] + b"\n"
    kept = Kept({FACTORY_FILE: ROUTINES, HISTORY_FILE: b"".join([*lines[:8], torn, lines[8]])})
    kept.load()
    assert kept.store.contents.notice == "notice_history_gaps"
    assert kept.warned == ["lines of the history that are damaged and left out: 2"]
    assert kept.store.journal.next_id == 10


@pytest.mark.parametrize("first", [1, 2, 3])
def test_a_history_without_its_beginning_is_told(first):
    lines = loaded(5).medium.files[HISTORY_FILE].splitlines(keepends=True)
    kept = Kept({FACTORY_FILE: ROUTINES, HISTORY_FILE: b"".join(lines[first - 1 :])})
    kept.load()
    told = f"the beginning of the history is gone: it starts with record {first}"
    assert kept.warned == ([told] if first > 1 else [])
    assert kept.store.contents.notice == ("notice_history_gone" if first > 1 else "")
    assert kept.store.journal.next_id == 6


def test_counts_that_wait_for_a_clock_end_by_the_first_there_is():
    story = Story(is_trusted=False)
    story.run(make_routine("li4", hands()))
    kept = Kept({FACTORY_FILE: ROUTINES, HISTORY_FILE: b"".join(story.lines)})
    kept.load()
    kept.clock.wall.read(0, NOON, 0, True)
    for _ in range(2):
        kept.store.note_clock()
        kept.note(0)
    assert kept.ids()[-1] == ("clock", story.next_id)


def test_an_index_is_made_of_scanned_routines_while_all_is_calm():
    kept = Kept({ROUTINES_FILE: ROUTINES}, edition="one")
    kept.load()
    kept.run(is_idle=False)
    kept.run(in_session=True)
    assert INDEX_FILE not in kept.medium.files
    kept.run()
    assert kept.medium.files[INDEX_FILE]
    again = Kept(kept.medium.files, edition="one")
    again.load()
    again.run()
    assert set(again.done) == {Read}


def test_a_flipped_bit_is_told_where_an_index_is_kept_as_well():
    kept = Kept({FACTORY_FILE: ROUTINES, ROUTINES_FILE: ROUTINES}, edition="one")
    kept.load()
    kept.note(0)  # its sum goes on record
    kept.run()
    assert kept.medium.files[INDEX_FILE]
    files = dict(kept.medium.files)
    files[ROUTINES_FILE] = ROUTINES.replace(b'"start_s":20', b'"start_s":30')
    again = Kept(files, edition="one")
    again.load()
    contents = again.store.contents
    assert (contents.routines_file, contents.notice) == (FACTORY_FILE, "notice_routines")
    assert again.warned == [
        "the routines cannot be used (not those that were sent): the built-in ones are"
    ]


# --- the journal ----------------------------------------------------------------------------


@pytest.mark.parametrize("has_failed", [False, True])
def test_a_full_journal_forgets_its_oldest_lines_but_none_that_may_be_written(has_failed):
    effects, contents = [], StoredContents()
    storage = Storage(lambda effect: isinstance(effect, Warn) or effects.append(effect))
    journal = Journal(storage, contents)

    def note():
        journal.note("trained", 0, [("time", None), ("offset", None), ("up", 0)], ["a", "b"])

    for _ in range(WAITING_MAX):
        note()
    journal.flush(0)
    written = len(effects[0].data.splitlines())
    for _ in range(5):
        note()
    assert len(effects[0].data) <= BATCH_BYTES
    ticket = effects[0].ticket
    storage.answer(StoreFailed(ticket, "io") if has_failed else Stored(ticket))
    if has_failed:
        storage.answer(ReadDone(effects[-1].ticket, b""))  # nothing of it stands there
    ids = []
    while not journal.is_empty:
        journal.flush(RETRY_MS)
        ids += [history.decode(line).id for line in effects[-1].data.split()]
        storage.answer(Stored(effects[-1].ticket))
    kept = list(range(1, written + 1)) if has_failed else []
    assert ids == kept + list(range(written + 6, WAITING_MAX + 6))
    assert journal.dropped == 5


def test_what_a_failed_append_left_counts_for_the_length():
    kept = loaded(3)
    journal, files = kept.store.journal, kept.medium.files
    kept.store.recorder.note("new_day", [])
    journal.flush(0)
    files[HISTORY_FILE] += kept.effects[0].data[:30]
    kept.failing = ["io"]
    kept.answer()
    assert kept.done == [Append, Read]
    assert kept.store.contents.history_bytes == len(files[HISTORY_FILE])
    journal.flush(RETRY_MS)
    kept.answer()
    assert kept.store.contents.history_bytes == len(files[HISTORY_FILE])
    assert history.decode(files[HISTORY_FILE].splitlines()[-1]).kind == "new_day"


# --- the settings ---------------------------------------------------------------------------


class Writer:
    """A ``SettingsWriter`` and what it orders."""

    def __init__(self):
        self.effects, self.told, self.warned = [], [], []
        self.clock = Clock()
        self.storage = Storage(self.emit)
        self.journal = Journal(self.storage, StoredContents())
        self.writer = SettingsWriter(self.storage, self.journal, self.clock)

    def emit(self, effect):
        (self.warned if isinstance(effect, Warn) else self.effects).append(effect)

    def ask(self):
        return self.writer.tell_when_safe(lambda data, reason: self.told.append(reason))

    def answer(self, reason=""):
        ticket = self.effects.pop(0).ticket
        self.storage.answer(StoreFailed(ticket, reason) if reason else Stored(ticket))


def test_who_changed_a_setting_is_told_when_it_is_safe():
    made = Writer()
    assert not made.ask()
    made.writer.save(settings.defaults())
    assert made.ask()
    made.writer.step(False)  # pressure
    assert made.effects == []
    made.writer.step(True)
    staged, text = made.effects[0], settings.encode(settings.defaults())
    assert staged == StageWrite(staged.ticket, SETTINGS_FILE, 0, text)
    made.answer()
    assert isinstance(made.effects[0], Commit)
    made.writer.step(True)
    assert made.told == []
    made.answer()
    made.writer.step(True)
    assert (made.told, made.ask()) == ([""], False)


def test_a_change_while_the_one_before_is_stored_is_stored_after_it():
    made = Writer()
    made.writer.save(settings.defaults())
    made.writer.step(True)
    values = dict(settings.defaults(), sound=False)
    made.writer.save(values)
    assert made.ask()
    made.writer.step(True)
    made.answer()
    made.answer()
    assert made.effects == []
    made.writer.step(True)
    assert (made.effects[0].data, made.told) == (settings.encode(values), [])


def test_settings_the_store_refuses_are_tried_again_and_that_is_told():
    made = Writer()
    made.writer.save(settings.defaults())
    assert made.ask()
    made.writer.step(True)
    made.answer("full")
    made.writer.step(True)
    assert (made.told, made.effects) == (["full"], [])
    assert (made.writer.failure, made.warned) == (
        "full",
        [Warn("the settings cannot be written (full)")],
    )
    made.clock.now_ms = RETRY_MS - 1
    made.writer.step(True)
    assert made.effects == []
    made.clock.now_ms = RETRY_MS
    made.writer.step(True)
    assert made.effects[0].data == settings.encode(settings.defaults())
    made.answer()
    made.answer()
    assert (made.writer.failure, made.warned[1:]) == ("", [Warn("the settings are written")])


# --- compaction -------------------------------------------------------------------------------


def test_what_a_host_has_is_replaced_by_a_checkpoint():
    kept = loaded(30)
    size = kept.store.contents.history_bytes
    kept.run()
    assert kept.done == []  # long enough, but nobody has it
    assert kept.store.compaction.acknowledge(31) == "unknown_record: there are records up to 30"
    assert kept.store.compaction.acknowledge(20) == ""
    kept.run(in_session=True)
    kept.run(is_idle=False)
    assert kept.done == []
    before = list(kept.progress.checkpoint())
    kept.run()
    assert kept.ids() == [("checkpoint", 31)] + [("trained", n) for n in range(21, 31)]
    contents = kept.store.contents
    assert contents.history_bytes == len(kept.medium.files[HISTORY_FILE]) < size
    assert (contents.rewrites, kept.store.journal.next_id) == (1, 32)
    again = Kept(kept.medium.files)
    again.load()
    assert list(again.progress.checkpoint()) == before


def test_a_record_made_meanwhile_ends_the_attempt_and_it_begins_anew_later():
    kept = loaded(30)
    kept.store.compaction.acknowledge(20)
    kept.step()
    kept.answer()
    kept.note(1)
    kept.run()
    assert kept.done.count(Commit) == 0
    assert kept.done[-1] is Discard
    kept.clock.now_ms = AGAIN_MS - 1
    kept.run()
    assert kept.ids()[0] == ("trained", 1)
    kept.clock.now_ms = AGAIN_MS
    kept.run()
    assert kept.ids()[0] == ("checkpoint", 32)


def test_a_host_that_reads_holds_the_commit_back():
    kept = loaded(30)
    kept.store.compaction.acknowledge(20)
    kept.is_read = True
    kept.run()
    assert Commit not in kept.done
    kept.is_read = False
    kept.run()
    assert kept.done[-1] is Commit


@pytest.mark.parametrize("number", range(3))
def test_a_store_that_fails_keeps_the_old_file_and_is_left_alone_for_ten_minutes(number):
    kept = loaded(30)
    old = kept.medium.files[HISTORY_FILE]
    kept.store.compaction.acknowledge(20)
    kept.failing = [""] * number + ["io"]
    kept.run()
    assert kept.medium.files[HISTORY_FILE] == old
    kept.clock.now_ms = FAILED_MS - 1
    kept.run()
    assert kept.medium.files[HISTORY_FILE] == old
    kept.clock.now_ms = FAILED_MS
    kept.run()
    assert kept.ids()[0][0] == "checkpoint"


def test_at_power_off_what_waits_is_written_and_nothing_else_begun():
    kept = loaded(30)
    kept.store.compaction.acknowledge(20)
    kept.store.recorder.note("new_day", [])
    kept.store.end()
    assert [type(effect) for effect in kept.effects] == [Append]
    kept.run()
    assert kept.done == [Append]

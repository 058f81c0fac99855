"""Trimming the history: nothing lost, nothing doubled, nobody kept waiting, at any cut."""

import pytest
from acupacer.core import events
from acupacer.core.clock.clock import Clock
from acupacer.core.events import HISTORY_FILE
from acupacer.core.link import smp
from acupacer.core.link.cbor import Map
from acupacer.core.progress import history
from acupacer.core.progress.progress import Progress
from acupacer.core.store.compaction import AGAIN_MS, FAILED_MS
from acupacer.core.store.history_rewrite import HistoryRewrite
from acupacer.core.store.storage import Storage
from progress_story import NOON, hands
from routine_parts import make_routine
from store_rig import HISTORY_BYTES, TRIM_FROM_BYTES, StoreRig, lived, stored

PACER, FILES = 100, 8
HISTORY, ACK = 5, 6


@pytest.fixture(scope="module")
def story():
    return lived(8)


def folded(lines):
    progress = Progress()
    for line in lines:
        progress.apply(history.decode(line))
    return progress


def rows(progress):
    return [row for (part,) in progress.checkpoint() for row in part]


def ids(lines):
    return [history.decode(line).id for line in lines]


def split(lines):
    """(checkpoint lines, the others)."""
    is_own = [history.decode(line).kind == "checkpoint" for line in lines]
    own = [line for line, is_it in zip(lines, is_own, strict=True) if is_it]
    assert lines[: len(own)] == own  # they come first
    return own, lines[len(own) :]


def ready(story, **limits):
    """A device that lived ``story``, just powered up; its first cue is over."""
    made = StoreRig(stored(story), **limits)
    made.wait(5000)
    return made


def acknowledge(made, record_id):
    return made.ask(smp.WRITE, PACER, ACK, Map([("id", record_id)]), record_id % 256)


def pull(made, since=0):
    """Ids of all records from ``since`` on, as a host gets them."""
    found, has_more = [], True
    while has_more:
        reply = made.ask(smp.READ, PACER, HISTORY, Map([("since", since)]), since % 256)
        found += ids(reply["records"])
        since, has_more = reply["next"], reply["more"]
    return found


def operations(story, ack):
    """How many storage operations a whole trim takes, after power-up."""
    made = ready(story)
    before = len(made.done)
    acknowledge(made, ack)
    return len(made.done) - before


def held_after(story, ack, count):
    """A device whose trim got ``count`` operations from its store and waits for more."""
    made = ready(story)
    made.allow(count)
    acknowledge(made, ack)
    return made


# --- what is kept -----------------------------------------------------------------------


def test_what_a_host_has_goes_and_everything_after_it_stays(story):
    made = ready(story)
    ack = story.next_id - 30
    before = made.history()
    assert len(made.files[HISTORY_FILE]) > TRIM_FROM_BYTES
    acknowledge(made, ack)
    own, others = split(made.history())
    assert others == before[ack:]
    assert ids(own) == list(range(story.next_id, story.next_id + len(own)))
    assert rows(folded(made.history())) == rows(folded(before))
    assert made.device.store.contents.history_bytes == len(made.files[HISTORY_FILE])


def test_the_next_trim_drops_the_old_checkpoint_and_ids_go_on_growing(story):
    made = ready(story, trim_from_bytes=100)
    ack = story.next_id - 30
    acknowledge(made, ack)
    first = split(made.history())[0]
    made.device.store.recorder.note("trained", ["press", "release"])
    made.wait(AGAIN_MS)
    last = ids(made.history())[-1]
    assert last == ids(first)[-1] + 1
    acknowledge(made, last - len(first) - 5)
    made.wait(AGAIN_MS)
    own, others = split(made.history())
    assert ids(own) == list(range(last + 1, last + 1 + len(own)))
    assert ids(others) == [*range(last - len(first) - 4, ids(first)[0]), last]
    assert rows(folded(made.history())) == rows(made.device.progress)


def test_a_short_history_or_one_no_host_has_stays_as_it_is(story):
    made = ready(story)
    made.wait(60_000)
    assert made.files == stored(story)
    short = ready(story, trim_from_bytes=100_000, history_bytes=200_000)
    acknowledge(short, story.next_id - 1)
    short.wait(60_000)
    assert short.files == stored(story)
    assert acknowledge(short, story.next_id)["rc"] == smp.INVALID


def test_a_device_nobody_syncs_drops_its_oldest_sessions():
    story = lived(24)
    made = ready(story)
    assert len(b"".join(story.lines)) > HISTORY_BYTES
    made.wait(60_000)
    _, others = split(made.history())
    assert HISTORY_BYTES // 2 < len(made.files[HISTORY_FILE]) <= HISTORY_BYTES * 3 // 4
    kept, last = others[:-1], history.decode(others[-1])
    assert kept == [line[:-1] for line in story.lines[-len(kept) :]]
    assert history.decode(kept[0]).kind == "started"  # whole sessions only
    assert (last.kind, last.records) == ("dropped", len(story.lines) - len(kept))
    assert last.id == max(ids(made.history()))
    after = rows(folded(made.history()))
    assert after.pop() == ["dropped", last.records]
    assert after == rows(folded(story.lines))
    made.power_up()
    assert made.device.progress.dropped == last.records
    assert len([op for op in made.done if isinstance(op, events.Commit)]) == 1


def test_a_checkpoint_of_many_lines_says_what_its_records_said():
    steps = [hands(repetitions=1, area=f"place {n}") for n in range(12)]
    routine = make_routine("many", *steps)
    story = lived(1, routine)
    for _ in range(2):
        story.run(routine, "stopped", answer="yes")
        story.wait_days(2)
    assert story.progress.advice()
    story.wait_days(10)
    story.run(routine)
    assert not story.progress.advice()
    made = ready(story, history_bytes=100_000)
    acknowledge(made, story.next_id - 1)
    own, others = split(made.history())
    assert len(own) > 2
    assert others == []
    assert max(len(line) for line in own) <= 1024
    after = folded(own)
    assert rows(after) == rows(folded(story.lines))
    assert not after.advice()


def test_a_long_checkpoint_leaves_less_room_for_records():
    steps = [hands(repetitions=1, area=f"place {n}") for n in range(8)]
    story = lived(1, make_routine("many", *steps))
    story.finish_days(make_routine("li4", hands(repetitions=1)), 8)
    made = ready(story, history_bytes=10_000)
    own, others = split(made.history())
    assert len(own) > 2
    kept = others[:-1]
    assert kept
    assert kept == [line[:-1] for line in story.lines[-len(kept) :]]
    assert 5000 < len(made.files[HISTORY_FILE]) <= 7500


def test_damaged_lines_are_not_copied(story):
    files = stored(story)
    lines = files[HISTORY_FILE].split(b"\n")
    lines[-10] = b"\x00" * 3000
    made = StoreRig(dict(files, **{HISTORY_FILE: b"\n".join(lines) + b'{"id":9'}))
    made.wait(5000)
    acknowledge(made, story.next_id - 30)
    others = split(made.history())[1]
    assert [line + b"\n" for line in others] == story.lines[-29:-9] + story.lines[-8:]


def test_a_line_without_an_end_is_not_kept_in_memory():
    effects = []
    storage = Storage(effects.append)
    rewrite = HistoryRewrite(storage, Progress(), Clock(), 1, 100_000, 0, 0, 0)
    reads = 0
    while reads < 100:
        assert rewrite.work()
        order = effects.pop()
        is_read = isinstance(order, events.Read)
        reads += is_read
        done = events.ReadDone(order.ticket, b"x" * order.length) if is_read else None
        storage.answer(done or events.Stored(order.ticket))
        assert len(rewrite._tail) + len(rewrite._text) < 2 * history.MAX_LINE_BYTES


# --- cuts and failures --------------------------------------------------------------------


def test_power_lost_at_any_operation_leaves_the_old_file_or_the_new_one(story):
    ack = story.next_id - 30
    old, whole = stored(story)[HISTORY_FILE], ready(story)
    acknowledge(whole, ack)
    new = whole.files[HISTORY_FILE]
    count = operations(story, ack)
    for cut in range(count + 1):
        made = held_after(story, ack, cut)
        made.power_up()
        left = new if cut == count else old
        assert split(made.history())[1] == split(left.split(b"\n")[:-1])[1]
        assert (made.files[HISTORY_FILE] == old) == (cut < count)
        assert rows(made.device.progress) == rows(story.replayed())
        assert made.device.store.journal.next_id == max(ids(made.history())) + 1
        assert made.device.store.contents.history_bytes == len(made.files[HISTORY_FILE])


@pytest.mark.parametrize("is_late", [False, True])
def test_a_failure_at_any_operation_loses_nothing(story, is_late):
    ack = story.next_id - 30
    count = operations(story, ack)
    for number in range(count):
        made = ready(story)
        made.medium.is_late = is_late
        made.medium.failing = (len(made.done) + number,)
        acknowledge(made, ack)
        has_new = is_late and number == count - 1
        assert bool(split(made.history())[0]) == has_new
        assert HISTORY_FILE not in made.store.staged
        made.device.store.recorder.note("trained", ["press", "turn"])
        made.wait(1000)
        assert ids(split(made.history())[1])[-30:-1] == list(range(ack + 1, story.next_id))
        assert made.device.store.contents.history_bytes == len(made.files[HISTORY_FILE])
        assert rows(folded(made.history())) == rows(made.device.progress)
        made.wait(FAILED_MS)
        own, others = split(made.history())
        assert own
        assert len(others) == 30
        assert made.device.store.contents.history_bytes == len(made.files[HISTORY_FILE])


# --- meanwhile ------------------------------------------------------------------------------


def test_a_record_noted_at_any_operation_is_kept_once(story):
    ack = story.next_id - 30
    for count in range(operations(story, ack) + 1):
        made = held_after(story, ack, count)
        made.device.store.recorder.note("trained", ["press", "turn"])
        made.settle()
        made.allow()
        assert [line for line in made.history() if b"trained" in line] == made.history()[-1:]
        assert rows(folded(made.history())) == rows(made.device.progress)
        made.wait(2 * AGAIN_MS)
        own, others = split(made.history())
        assert own
        assert others[:-1] == [line[:-1] for line in story.lines[ack:]]
        assert b"trained" in others[-1]
        assert rows(folded(made.history())) == rows(made.device.progress)
        assert made.device.store.contents.history_bytes == len(made.files[HISTORY_FILE])


def test_a_trim_asks_one_thing_of_the_store_at_a_time(story):
    ack = story.next_id - 30
    for count in range(operations(story, ack)):
        made = held_after(story, ack, count)
        made.wait(5000)
        assert len(made.medium.queue) == 1
        data = getattr(made.medium.queue[0], "data", b"")
        assert len(data) <= 1024


START = f"tap STOP\nwait 500\nclock {NOON + 30 * 86400} 0\nwait 5000\n"
SESSION = "tap START\nwait 400\ntap START\nwait 60000"


def seen(made):
    """What the user sees and feels, and when something is put on record."""
    return [line.split('{"id"')[0] for line in made.trace if " commit " not in line]


def test_a_session_that_starts_in_mid_trim_goes_as_any_other(story):
    ack = story.next_id - 30
    plain = StoreRig(stored(story), trim_from_bytes=100_000).run(START)
    acknowledge(plain, ack)
    plain.run(SESSION)
    assert plain.device.session
    last = operations(story, ack) - 1  # the Commit: it cannot be taken back
    for count in range(last + 1):
        made = StoreRig(stored(story)).run(START)
        made.allow(count)
        acknowledge(made, ack)
        made.press("START")  # the trim has one operation in the store: it ends, no more
        made.wait(100)
        made.release("START")
        assert len(made.medium.queue) == 2  # that one, and the routine's reading
        made.allow()
        assert made.device.state == "prompt"
        made.run(SESSION.split("\n", 1)[1])
        assert seen(made) == seen(plain)
        assert bool(split(made.history())[0]) == (count == last)
        made.tap("STOP")
        made.wait(200_000)
        assert made.device.session is None
        assert split(made.history())[0]
        assert rows(folded(made.history())) == rows(made.device.progress)


# --- the host -------------------------------------------------------------------------------


def test_an_acknowledgement_is_answered_at_once(story):
    made = ready(story)
    made.allow(0)
    assert acknowledge(made, story.next_id - 1) == {}
    assert len(made.medium.queue) == 1


def test_a_host_goes_on_across_a_trim(story):
    made = ready(story)
    assert pull(made) == list(range(1, story.next_id))
    ack = story.next_id - 30
    reply = made.ask(smp.READ, PACER, HISTORY, Map([("since", ack - 5)]), 200)
    acknowledge(made, ack)
    assert split(made.history())[0]
    since = reply["next"]
    assert pull(made, since) == list(range(max(since, ack + 1), story.next_id))
    assert pull(made) == list(range(ack + 1, story.next_id))
    made.device.store.recorder.note("trained", ["press", "turn"])
    made.wait(1000)
    assert pull(made, story.next_id) == ids(made.history())[-1:]


def test_a_trim_waits_for_a_host_that_reads_the_file_in_pieces(story):
    made = ready(story, trim_from_bytes=100)
    whole, offset = made.files[HISTORY_FILE], 0
    acknowledge(made, 1)
    made.wait(AGAIN_MS)
    whole, data = made.files[HISTORY_FILE], b""
    while len(data) < len(whole):
        fields = Map([("name", "/history.jsonl"), ("off", offset)])
        data += made.ask(smp.READ, FILES, 0, fields, len(data) % 256)["data"]
        offset = len(data)
        if offset < len(whole):
            acknowledge(made, story.next_id - 1)
            made.wait(1000)
    assert data == whole
    made.wait(1000)
    assert split(made.history())[1] == []


def test_a_host_that_pulled_between_its_acknowledgement_and_the_trim_goes_on_too(story):
    made = ready(story, history_bytes=100_000)
    made.ask(smp.READ, FILES, 0, Map([("name", "/history.jsonl"), ("off", 0)]))
    acknowledge(made, story.next_id - 1)
    assert pull(made) == list(range(1, story.next_id))  # the trim waits: see above
    made.wait(20_000)
    assert split(made.history())[1] == []
    made.device.store.recorder.note("trained", ["press", "turn"])
    made.wait(1000)
    assert pull(made, story.next_id) == ids(made.history())[-1:]

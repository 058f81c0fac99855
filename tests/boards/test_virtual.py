"""The virtual board: a store in memory, a clock that moves from deadline to deadline."""

import pytest
from acupacer.boards.virtual import PATIENCE_MS, MemoryStore, VirtualBoard
from acupacer.core import events

NAME = events.ROUTINES_FILE


def answers(store, *effects):
    for effect in effects:
        store.submit(effect)
    return store.results()


def test_a_file_is_replaced_once_its_copy_is_whole():
    store = MemoryStore({NAME: b"old"})
    pieces = [events.StageWrite(1, NAME, 0, b"ne"), events.StageWrite(2, NAME, 2, b"w!")]
    assert answers(store, *pieces) == [events.Stored(1), events.Stored(2)]
    assert (store.files, store.staged) == ({NAME: b"old"}, {NAME: b"new!"})
    assert answers(store, events.Commit(3, NAME, 4)) == [events.Stored(3)]
    assert (store.files, store.staged) == ({NAME: b"new!"}, {})


@pytest.mark.parametrize(
    "effect", [events.Commit(2, NAME, 3), events.StageWrite(2, NAME, 3, b"x")]
)
def test_a_copy_that_lacks_a_piece_is_refused(effect):
    store = MemoryStore({NAME: b"old"})
    answers(store, events.StageWrite(1, NAME, 0, b"ne"))
    assert answers(store, effect) == [events.StoreFailed(2, "io")]
    assert (store.files, store.staged) == ({NAME: b"old"}, {NAME: b"ne"})


def test_reading_ends_with_the_file_and_an_absent_one_is_said():
    store = MemoryStore({NAME: b"0123456789"})
    found = answers(store, events.Read(1, NAME, 8, 4), events.Read(2, "none", 0, 1))
    assert found == [events.ReadDone(1, b"89"), events.StoreFailed(2, "absent")]


def test_a_store_that_fails_keeps_what_it_has_and_can_be_read():
    store = MemoryStore({NAME: b"old"})
    store.failure = "full"
    found = answers(store, events.Append(1, NAME, b"!"), events.Read(2, NAME, 0, 9))
    assert found == [events.StoreFailed(1, "full"), events.ReadDone(2, b"old")]


def test_a_power_cut_leaves_the_files_only():
    store = MemoryStore({NAME: b"old"})
    store.submit(events.StageWrite(1, NAME, 0, b"new"))
    store.submit(events.Append(2, NAME, b"!"))
    store.lose_power()
    assert (store.files, store.staged, store.results()) == ({NAME: b"old!"}, {}, [])


class Watched(VirtualBoard):
    """Keeps when it was stepped and what the motor did."""

    def __init__(self):
        self.stepped_ms, self.motor = [], []
        super().__init__()

    def step(self):
        self.stepped_ms.append(self.now_ms)
        super().step()

    def apply(self, effect):
        super().apply(effect)
        if isinstance(effect, events.SetMotor):
            self.motor.append((self.now_ms, effect.duty_pct))


def test_time_stops_at_every_deadline_and_at_no_other_instant():
    board = Watched()
    assert board.motor == [(0, 100)]  # the STOP check asks
    board.stepped_ms.clear()
    board.wait(700)
    assert board.stepped_ms == [500, 620]
    assert board.motor == [(0, 100), (500, 0), (620, 100)]
    assert (board.now_ms, board.motor_pct) == (700, 100)
    board.advance()
    assert (board.now_ms, board.motor_pct) == (740, 0)


def test_a_power_cut_begins_anew_while_time_goes_on():
    board = Watched()
    board.wait(620)
    board.power_up()
    assert (board.now_ms, board.at_ms(), board.motor_pct) == (620, 0, 100)
    board.wait(500)
    assert board.motor[-1] == (1120, 0)


def test_a_state_that_never_comes_is_not_waited_for_for_ever():
    board = VirtualBoard()
    with pytest.raises(RuntimeError, match=r"no .*home"):
        board.run_to("home")
    assert PATIENCE_MS < board.now_ms < PATIENCE_MS + 2000


def test_a_device_that_never_rests_is_an_error():
    board = VirtualBoard()
    board.device.step = lambda now_ms, inputs: [events.Read(1, "none", 0, 1)]
    with pytest.raises(RuntimeError, match="for ever"):
        board.settle()

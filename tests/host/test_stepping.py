"""The protocol driven by events, as a page does it: the same bytes as behind blocking calls."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from acupacer.core.link.cbor import Map
from acupacer_host import errors
from acupacer_host.device.client import Client
from acupacer_host.device.dialogue import Dialogue
from acupacer_host.device.exchange import Exchange
from acupacer_host.device.mirror import Mirror
from acupacer_host.device.replies import State
from acupacer_host.device.stepping import KEPT_BYTES, Stepper
from acupacer_host.device.wants import Pause, Read, Write
from fake_link_device import Deaf, FakeLine, FaultList, make_bench

if TYPE_CHECKING:
    from acupacer_host.device.wants import Steps

NAME = "/routines.json"
OLD = b"the old file"
AT_HOME = State("home", "", "", "", "", "", 0, 0, 0, 0, 0, 7, "", True, True)
TEXT = random.Random(4).randbytes(5_000).hex().encode()
Ask = Callable[[Dialogue], "Steps[object]"]


def make(**line: object) -> FakeLine:
    bench = make_bench()
    bench.store.files["routines.json"] = OLD
    bench.port.state = lambda: list(asdict(AT_HOME).items())  # type: ignore[method-assign]
    return FakeLine(bench, **line)  # type: ignore[arg-type]


def stored(line: FakeLine) -> bytes:
    return line.bench.store.files["routines.json"]


def dialogue_of(line: FakeLine, **more: object) -> Dialogue:
    random.seed(1)  # the first sequence number is by chance
    return Dialogue(line.now_s, "cable", **more)  # type: ignore[arg-type]


def play(stepper: Stepper, order: str, line: FakeLine) -> str:
    """What a page does with each order, until the operation is over."""
    while order not in ("done", "failed"):
        verb, _, value = order.partition(" ")
        try:
            if verb == "write":
                line.write(bytes.fromhex(value))
                order = stepper.written()
            elif verb == "pause":
                line.sleep(int(value) / 1000)
                order = stepper.timed_out()
            else:
                assert verb == "read"
                data = line.read(int(value) / 1000)
                order = stepper.received(data.hex()) if data else stepper.timed_out()
        except errors.TransportGone as error:
            order = stepper.gone(error.message)
    return order


def upload(dialogue: Dialogue) -> Steps[object]:
    return dialogue.upload(NAME, TEXT, None)


def lines(dialogue: Dialogue) -> Steps[object]:
    return dialogue.history(0).next_lines()


OPERATIONS: dict[str, Ask] = {
    "hello": lambda dialogue: dialogue.hello(),
    "state": lambda dialogue: dialogue.state(),
    "upload": upload,
    "download": lambda dialogue: dialogue.download(NAME, None),
    "history": lines,
    "configure": lambda dialogue: dialogue.configure({"sound": False}, {}),
    "clock": lambda dialogue: dialogue.set_clock(lambda: "2026-06-01T12:30:00Z", []),
    "events": lambda dialogue: dialogue.events(1, 200),
    "mirror": lambda dialogue: Mirror().looking(dialogue),
}
LINES: dict[str, Callable[[], FakeLine]] = {
    "good": make,
    "bad": lambda: make(faults=FaultList(5, bit_rate=1e-4)),
    "slow": lambda: make(delay_s=0.2, bytes_per_s=11_520),
}


@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize("name", OPERATIONS)
def test_events_bring_the_same_as_calls_that_block(name: str, kind: str) -> None:
    blocking, stepped = LINES[kind](), LINES[kind]()
    random.seed(1)
    client = Client(blocking)
    wanted = client.run(OPERATIONS[name](client.dialogue))
    stepper = Stepper(stepped.now_s)
    order = stepper.begin(OPERATIONS[name](dialogue_of(stepped)))
    assert play(stepper, order, stepped) == "done"
    assert stepper.answer == wanted
    assert stepped.writes == blocking.writes
    assert stored(stepped) == stored(blocking)
    assert stepped.now_s() == pytest.approx(blocking.now_s(), abs=0.1)


def test_unplugged_says_what_the_device_has() -> None:
    line = make(gone_after=3000)
    stepper = Stepper(line.now_s)
    assert play(stepper, stepper.begin(upload(dialogue_of(line))), line) == "failed"
    error = stepper.error
    assert isinstance(error, errors.TransportGone)
    assert error.stands == errors.KEPT
    assert error.message.endswith("The device keeps the /routines.json it had.")
    assert stored(line) == OLD


def test_silence_after_the_last_piece_is_not_known_to_be_either() -> None:
    line = make(reply_faults=Deaf(5))
    stepper = Stepper(line.now_s)
    assert play(stepper, stepper.begin(upload(dialogue_of(line))), line) == "failed"
    assert isinstance(stepper.error, errors.TransferFailed)
    assert stepper.error.stands == errors.UNKNOWN
    assert stored(line) == TEXT


def test_giving_up_has_the_device_drop_what_was_sent() -> None:
    line = make()
    stepper = Stepper(line.now_s)
    sent: list[int] = []
    order = stepper.begin(
        dialogue_of(line).upload(NAME, TEXT, lambda at, total: sent.append(at))
    )
    while not sent:
        verb, _, value = order.partition(" ")
        if verb == "write":
            line.write(bytes.fromhex(value))
            order = stepper.written()
        else:
            order = stepper.received(line.read(1).hex())
    assert play(stepper, stepper.given_up(), line) == "failed"
    assert isinstance(stepper.error, errors.GivenUp)
    assert str(stepper.error) == "The device keeps the /routines.json it had."
    assert stepper.error.stands == errors.KEPT
    assert (line.bench.store.staged, stored(line)) == ({}, OLD)


def test_a_busy_device_is_asked_again_every_second() -> None:
    line = make()
    line.bench.port.busy = 40
    told: list[int] = []

    def on_busy(left_s: int) -> None:
        told.append(left_s)
        if len(told) == 3:
            line.bench.port.busy = -1

    stepper = Stepper(line.now_s)
    dialogue = dialogue_of(line, on_busy=on_busy)
    assert play(stepper, stepper.begin(dialogue.acknowledge(1)), line) == "done"
    assert told == [40, 40, 40]
    assert line.slept_s == [1.0, 1.0, 1.0]


def waiting(now: list[float]) -> Steps[bytes]:
    yield Write(b"\x01\x02")
    yield Pause(now[0] + 1)
    got = yield Read(now[0] + 2)
    return got


def test_what_comes_in_while_nobody_reads_is_kept_up_to_a_bound() -> None:
    now = [5.0]
    stepper = Stepper(lambda: now[0])
    assert stepper.received("ff") == ""  # nothing was begun
    assert stepper.begin(waiting(now)) == "write 0102"
    assert stepper.received("aa") == ""
    assert stepper.written() == "pause 1000"
    assert stepper.received("bb") == ""
    now[0] = 5.75
    assert stepper.timed_out() == "pause 250"  # a timer that was early
    now[0] = 6.0
    assert stepper.timed_out() == "done"
    assert stepper.answer == b"\xff\xaa\xbb"
    for _ in range(20):
        stepper.received("00" * 1024)
    stepper.begin(waiting(now))
    stepper.written()
    now[0] = 7.0
    assert stepper.timed_out() == "done"
    assert stepper.answer == bytes(KEPT_BYTES)


def test_after_the_end_nothing_comes_of_a_late_event() -> None:
    stepper = Stepper(lambda: 1.0)
    for late in (stepper.written, stepper.timed_out, stepper.given_up):
        assert late() == ""
    assert stepper.gone("unplugged") == ""


def test_the_steps_touch_no_port() -> None:
    """An exchange needs a clock and a name, nothing else."""
    now = [0.0]
    steps = Exchange(lambda: now[0], "cable", 0).request(0, 100, 0, Map(()), tries=1)
    first = next(steps)
    assert isinstance(first, Write) and first.data[:2] == b"\x06\x09"
    second = steps.send(b"")
    assert isinstance(second, Read) and second.until_s == 0.25
    now[0] = 0.25
    with pytest.raises(errors.NoAnswer, match="cable: no answer after 1 tries"):
        steps.send(b"")

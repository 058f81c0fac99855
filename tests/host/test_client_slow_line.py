"""The client on lines that take their time: what it learns, and what it says at the end."""

import random
from collections.abc import Callable

import pytest
from acupacer.core.link import frames
from acupacer.core.link.cbor import Map
from acupacer.core.progress import history
from acupacer_host import errors
from acupacer_host.content import routine_files
from acupacer_host.device.client import Client
from acupacer_host.device.line import SMALLEST_PIECE, Line
from fake_link_device import Deaf, FakeLine, FaultList, make_bench

NAME = "/routines.json"
OLD = b"the old file"
TEXT = random.Random(4).randbytes(10_000).hex().encode()
SMALL = TEXT[:400]
START_S = 100
HALF_TRIP_S = 0.4
BYTES_PER_S = 960  # 9,600 baud


def make(buf_size: int = 4096, can_inflate: bool = False, **line: object) -> FakeLine:
    bench = make_bench(buf_size, can_inflate)
    bench.store.files["routines.json"] = OLD
    return FakeLine(bench, **line)  # type: ignore[arg-type]


def stored(line: FakeLine) -> bytes:
    return line.bench.store.files["routines.json"]


def took_s(line: FakeLine) -> float:
    return line.now_s() - START_S


# --- a round trip of 0.8 s ------------------------------------------------------------


@pytest.mark.parametrize("buf_size", [1024, 4096])
def test_20_kb_take_20_s_at_a_round_trip_of_800_ms(buf_size: int) -> None:
    line = make(buf_size, delay_s=HALF_TRIP_S)
    Client(line).upload(NAME, TEXT)
    assert stored(line) == TEXT
    assert took_s(line) <= 20


def test_a_slow_line_is_taken_for_a_dead_one_in_the_first_request_only() -> None:
    line = make(delay_s=HALF_TRIP_S)
    client = Client(line)
    client.params()
    first = len(line.writes)
    for number in range(20):
        assert client.echo(str(number)) == str(number)
    assert (first, len(line.writes) - first) == (3, 20)


def test_pull_and_history_come_at_a_round_trip_of_800_ms() -> None:
    line = make(delay_s=HALF_TRIP_S)
    lines = [history.encode([("id", n)], "new_day", []) for n in range(1, 301)]
    line.bench.store.files["history.jsonl"] = b"".join(lines)
    client = Client(line)
    assert client.download(NAME) == OLD
    assert [record + b"\n" for record in client.history()] == lines
    assert took_s(line) < 15


def test_a_line_that_becomes_slow_is_learned_from_replies_that_come_twice() -> None:
    line = make()
    client = Client(line)
    client.echo("fast")
    line.delay_s = HALF_TRIP_S
    for number in range(40):
        client.echo(str(number))
    before = len(line.writes)
    client.echo("slow")
    assert len(line.writes) == before + 1


# --- 9,600 baud -----------------------------------------------------------------------


def test_the_factory_routines_take_8_s_at_9600_baud() -> None:
    line = make(can_inflate=True, bytes_per_s=BYTES_PER_S)
    text = routine_files.packaged()
    Client(line).upload(NAME, text)
    assert stored(line) == text
    assert took_s(line) <= 8


@pytest.mark.parametrize("delay_s", [0, HALF_TRIP_S])
def test_9600_baud_brings_files_both_ways(delay_s: float) -> None:
    line = make(bytes_per_s=BYTES_PER_S, delay_s=delay_s)
    Client(line).upload(NAME, TEXT)
    assert stored(line) == TEXT
    assert Client(line).download(NAME) == TEXT
    ideal_s = 2 * frames.wire_bytes(len(TEXT)) / BYTES_PER_S
    assert took_s(line) < 1.25 * ideal_s + 60 * delay_s


def test_round_trip_and_rate_are_told_apart() -> None:
    line = Line()
    for wire_bytes in (66, 200, 66, 3000, *(100,) * 8):
        line.learn(wire_bytes, 0.8 + wire_bytes / BYTES_PER_S)
    assert line.byte_s == pytest.approx(1 / BYTES_PER_S)
    assert 1.0 <= line.wait_s(0.25, 0) <= 1.3
    assert line.wait_s(0.25, 3000) >= 0.8 + 3000 / BYTES_PER_S


# --- a reply that took its time --------------------------------------------------------

PIECE_WIRE = 5650  # bytes on the wire of a piece of 4 KB and its reply


def test_a_late_short_reply_does_not_pass_for_a_slow_line() -> None:
    line = Line()
    line.learn(90, 0.02)
    line.learn(185, 0.04)  # the device was busy: no byte takes 0.2 ms
    assert line.wait_s(0.25, PIECE_WIRE) == pytest.approx(1.30, abs=0.01)
    line.learn(PIECE_WIRE, 0.02)  # what so many bytes tell counts more
    for _ in range(10):
        line.learn(185, 0.04)
    assert line.wait_s(0.25, PIECE_WIRE) == 0.25


def test_a_wait_is_bounded_however_slow_the_line() -> None:
    line = Line()
    line.learn(90, 0.3)
    line.learn(PIECE_WIRE, 0.3 + PIECE_WIRE / 240)  # 2,400 baud
    wire_bytes = frames.wire_bytes(line.piece(4096))
    assert wire_bytes / 240 == pytest.approx(2.1, abs=0.1)
    assert line.wait_s(0.25, wire_bytes) < 0.9 + 2.1 + 0.5


class LateHello(FaultList):
    """The second reply comes ``late_s`` late, all others at once."""

    def __init__(self, late_s: float) -> None:
        super().__init__()
        self._late_s = late_s
        self._count = 0

    def on_line(self, data: bytes) -> list[tuple[float, bytes]]:
        self._count += 1
        return [(self._late_s if self._count == 2 else 0.0, data)]


@pytest.mark.parametrize(
    ("trip_s", "late_s", "lost_s"),
    [(0.02, 0.02, 1.23), (0.02, 0.06, 2.14), (0.05, 0.05, 2.06), (0.05, 0.15, 3.01)],
)
def test_one_lost_piece_costs_little_though_a_reply_was_late(
    trip_s: float, late_s: float, lost_s: float
) -> None:
    """Params, then a late hello; then the first piece of 4 KB is lost."""
    took = []
    for faults in (FaultList(), Deaf(3, 4)):
        line = make(delay_s=trip_s / 2, faults=faults, reply_faults=LateHello(late_s))
        client = Client(line)
        client.params()
        client.hello()
        client.upload(NAME, TEXT)
        assert stored(line) == TEXT
        took.append(took_s(line))
    assert took[1] - took[0] == pytest.approx(lost_s, abs=0.02)


# --- bit errors -----------------------------------------------------------------------


def test_small_files_get_through_a_bit_error_rate_of_1e_3() -> None:
    results = []
    for seed in range(10):
        random.seed(seed)  # the client's first sequence number is by chance
        line = make(faults=FaultList(seed, bit_rate=1e-3))
        try:
            Client(line).upload(NAME, SMALL)
            results.append(stored(line) == SMALL)
        except errors.HostError:
            results.append(False)
        assert stored(line) in (OLD, SMALL)
        assert took_s(line) < 60
    assert sum(results) >= 8


def test_pieces_shrink_when_they_get_lost_and_grow_when_they_come() -> None:
    line = Line()
    line.learn(66, 0.01)
    sizes = [line.piece(4000)]
    for _ in range(4):
        line.lost()
        sizes.append(line.piece(4000))
    assert sizes == [4000, 1000, 250, SMALLEST_PIECE, SMALLEST_PIECE]
    line.came()
    assert line.piece(4000) == 2 * SMALLEST_PIECE
    line.lost()
    assert line.piece(4000) == SMALLEST_PIECE


# --- what is said at the end ------------------------------------------------------------

Call = Callable[[Client], object]
NOW, NOON_S = "2026-06-01T12:30:00Z", 1_780_317_000
WRITES: dict[str, tuple[Call, str]] = {
    "settings": (
        lambda client: client.configure({"sound": False}, {}),
        "It is not known whether that was set: run acupacer settings.",
    ),
    "profile": (
        lambda client: client.configure({}, {"pregnancy": True}),
        "It is not known whether that was set: run acupacer profile.",
    ),
    "clock": (
        lambda client: client.set_clock(lambda: NOW),
        "It is not known whether the clock was set: run acupacer clock.",
    ),
    "stop": (
        lambda client: client.control("stop"),
        "It is not known whether the device did it: run acupacer status.",
    ),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_device_that_falls_silent_is_not_asked_to_be_on(name: str) -> None:
    call, unknown = WRITES[name]
    line = make(reply_faults=Deaf(3))
    client = Client(line)
    client.hello()
    with pytest.raises(errors.NoAnswer) as caught:
        call(client)
    cut = "fake: the device answers no more; the line is cut, or too bad."
    assert caught.value.message == f"{cut} {unknown}"
    assert took_s(line) < 60


def test_a_whole_command_waits_a_minute_in_vain_however_many_files_it_moves() -> None:
    line = make(reply_faults=FaultList(1, lose=0.9), faults=FaultList(2, lose=0.5))
    client = Client(line)
    with pytest.raises(errors.HostError):
        for _ in range(20):
            client.download(NAME)
            client.upload(NAME, TEXT)
    assert took_s(line) < 60


def test_the_time_is_asked_anew_for_each_try() -> None:
    line = make(faults=Deaf(3, 6))
    client = Client(line)
    client.set_clock(lambda: f"2026-06-01T12:30:{int(took_s(line) * 10):02}Z")
    waited = (0.25 + 0.275 + 0.3025) * 10
    assert line.bench.port.calls == [["set_clock", NOON_S + int(waited), 0]]


@pytest.mark.parametrize("keeps_time", [True, False])
def test_a_clock_that_was_set_though_nobody_heard_it_is_seen_to_be(keeps_time: bool) -> None:
    line = make(reply_faults=Deaf(3, 5))
    port = line.bench.port
    port.time = (NOON_S if keeps_time else 0, 0, True)
    Client(line).set_clock(lambda: f"2026-06-01T12:30:{int(took_s(line) * 4):02}Z")
    assert port.calls[0] == ["set_clock", NOON_S, 0]
    assert len(port.calls) == (1 if keeps_time else 2)


def test_a_refused_setting_says_that_nothing_was_changed() -> None:
    line = make()
    line.bench.port.configure_reason = "bad_value: sound: true or false"
    with pytest.raises(errors.Refused, match=r"true or false\. Nothing was changed\."):
        Client(line).configure({"sound": 5}, {})
    line.bench.port.configure_reason, line.bench.failing = "", ["full"]
    with pytest.raises(errors.Refused, match=r"\. It holds until power goes\."):
        Client(line).configure({"sound": False}, {})


def test_a_late_reply_counts_while_its_request_is_the_current_one() -> None:
    line = make(delay_s=HALF_TRIP_S)
    fields = Map((("off", 0), ("name", NAME), ("len", 5)))
    client = Client(line)
    reply = client.run(client.exchange.request(0, 8, 0, lambda: fields))
    assert reply["data"] == OLD[:5]
    assert len(line.writes) == 3 and took_s(line) == pytest.approx(0.8, abs=0.01)

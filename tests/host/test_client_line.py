"""The client on lines that lose, damage, delay and repeat: right, or clearly not."""

import random

import pytest
from acupacer.core.link import frames, smp
from acupacer.core.link.cbor import Map
from acupacer.core.progress import history
from acupacer_host import errors
from acupacer_host.device.client import Client
from fake_link_device import Deaf, FakeLine, FaultList, make_bench

TEXT = random.Random(4).randbytes(10_240).hex().encode()
NAME = "/routines.json"
OLD = b"the old file"


def make(**line: object) -> tuple[Client, FakeLine]:
    bench = make_bench()
    bench.store.files["routines.json"] = OLD
    wire = FakeLine(bench, **line)  # type: ignore[arg-type]
    return Client(wire), wire


def stored(line: FakeLine) -> bytes:
    return line.bench.store.files["routines.json"]


# --- when nobody answers -----------------------------------------------------------


def test_nobody_there() -> None:
    client, line = make(faults=FaultList(lose=1.0))
    assert client.probe() is None
    assert line.now_s() == pytest.approx(100.3 + 0.15, abs=0.01)
    with pytest.raises(errors.NoAnswer) as caught:
        client.echo("x")
    assert "no answer after 8 tries" in caught.value.message
    assert line.now_s() - 100.45 == pytest.approx(0.25 + 0.5 + 1 + 5 * 2, abs=0.01)


@pytest.mark.parametrize("kind", ["echo", "login", "other frames"])
def test_something_else_is_there(kind: str) -> None:
    other = frames.encode(smp.pack(smp.WRITE_REPLY, smp.OS, 0, 200, Map((("rc", 0),))))
    client, line = make()

    def reply(data: bytes) -> list[tuple[float, bytes]]:
        said = {"echo": data, "login": b"login: \r\n", "other frames": other}[kind]
        line._put(line._to_host, said)
        return []

    line.faults.on_line = reply  # type: ignore[method-assign]
    with pytest.raises(errors.NoAnswer) as caught:
        client.echo("x")
    assert "what answers there is no acupacer that runs" in caught.value.message
    assert line.now_s() - 100 <= 6 + 2  # the wait that is under way


def test_damaged_replies_are_waited_for() -> None:
    client, line = make()
    lost: list[bytes] = []

    def damaged(data: bytes) -> list[tuple[float, bytes]]:
        lost.append(data)
        return [(0.0, data[:-9] + b"????" + data[-5:])] if line.now_s() < 120 else [(0.0, data)]

    line.reply_faults = FaultList()
    line.reply_faults.on_line = damaged  # type: ignore[method-assign]
    assert client.echo("x") == "x"
    assert len(lost) > 8 and line.now_s() > 120


def test_nothing_a_terminal_obeys_comes_out_of_a_reply() -> None:
    client, _ = make()
    assert client.echo("\x1b]0;owned\x07\x1b[31m\u202eX\nY") == "?]0;owned??[31m?X\nY"


def test_a_write_is_repeated_in_the_same_bytes_behind_a_newline() -> None:
    client, line = make()
    client.params()
    line.faults = FaultList(lose=1.0)
    with pytest.raises(errors.NoAnswer):
        client.echo("x")
    first = line.writes[1]
    assert line.writes[2:] == [b"\n" + first] * (len(line.writes) - 2)
    assert len(line.writes) > 8


def test_each_try_of_a_read_has_a_number_of_its_own() -> None:
    client, line = make(faults=FaultList(lose=1.0))
    with pytest.raises(errors.NoAnswer):
        client.hello()
    reader = frames.Reader(100)
    seqs = [smp.parse(message).seq for write in line.writes for message in reader.feed(write)]
    assert seqs == [(seqs[0] + number) % 256 for number in range(8)]


def test_unplugged_at_every_byte_is_old_or_new_and_said() -> None:
    text = TEXT[:1500]
    whole = FakeLine(make_bench(1024))
    Client(whole).upload(NAME, text)
    for cut in range(0, len(whole.written), 3):
        bench = make_bench(1024)
        bench.store.files["routines.json"] = OLD
        line = FakeLine(bench, gone_after=cut)
        with pytest.raises(errors.TransportGone) as caught:
            Client(line).upload(NAME, text)
        if "keeps" in caught.value.message:
            assert stored(line) == OLD
        else:
            assert stored(line) in (OLD, text)
        following = FakeLine(bench)
        Client(following).upload(NAME, text)
        assert stored(following) == text


def test_another_firmware_is_said_to_be_one() -> None:
    client, line = make()
    line.bench.port.config.dev_id = 5  # type: ignore[assignment]
    with pytest.raises(errors.BadReply) as caught:
        client.hello()
    assert "no usable 'dev_id'" in caught.value.message
    assert client.probe() is None


def test_ctrl_c_leaves_nothing_half_sent() -> None:
    client, line = make()

    def interrupt(sent: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        client.upload(NAME, TEXT, interrupt)
    assert line.bench.store.staged == {}
    assert stored(line) == OLD


# The requests of an upload of TEXT, from 1: params, hello, six pieces, hash.
LAST_PIECE = 8


def test_last_reply_lost_is_settled_by_a_retry() -> None:
    client, line = make(reply_faults=Deaf(LAST_PIECE, LAST_PIECE + 1))
    client.upload(NAME, TEXT)
    assert stored(line) == TEXT
    assert line.bench.port.calls.count(["routines_replaced", len(TEXT)]) == 1


def test_last_reply_lost_over_and_over_is_settled_by_the_hash() -> None:
    client, line = make(reply_faults=Deaf(LAST_PIECE, LAST_PIECE + 3))
    client.upload(NAME, TEXT)
    assert stored(line) == TEXT
    assert line.bench.port.calls.count(["routines_replaced", len(TEXT)]) == 1


def test_last_reply_lost_for_ever_is_said_to_be_unknown() -> None:
    client, line = make(reply_faults=Deaf(LAST_PIECE))
    with pytest.raises(errors.TransferFailed) as caught:
        client.upload(NAME, TEXT)
    assert "either the old file or the new one" in caught.value.message
    assert line.now_s() < 160


def test_silence_before_the_end_keeps_the_old_file_and_says_so() -> None:
    client, line = make(reply_faults=Deaf(5))
    with pytest.raises(errors.TransferFailed) as caught:
        client.upload(NAME, TEXT)
    assert "The device keeps the /routines.json it had." in caught.value.message
    assert stored(line) == OLD
    assert line.now_s() < 130


def test_late_replies_are_stale_and_dropped() -> None:
    client, _ = make(reply_faults=FaultList(3, delay=0.3))
    for number in range(60):
        assert client.echo(str(number)) == str(number)
    assert client.exchange.lost > 5


# --- bad lines ----------------------------------------------------------------------


def upload_on(faults: FaultList, data: bytes) -> tuple[bytes, float, str]:
    """(what is stored afterwards, seconds it took, "" or the error's code)."""
    client, line = make(faults=faults)
    try:
        client.upload(NAME, data)
        said = ""
    except errors.HostError as error:
        said = error.code
    return stored(line), line.now_s() - 100, said


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "rates",
    [
        {"bit_rate": 1e-6},
        {"bit_rate": 1e-5},
        {"bit_rate": 1e-4},
        {"drop_rate": 1e-4},
        {"lose": 0.2},
        {"repeat": 0.5},
        {"delay": 0.2},
        {"noise": 0.5},
        {
            "bit_rate": 2e-5,
            "drop_rate": 1e-5,
            "lose": 0.05,
            "repeat": 0.1,
            "delay": 0.1,
            "noise": 0.3,
        },
    ],
    ids=str,
)
def test_a_bad_line_still_brings_the_right_file(rates: dict[str, float], seed: int) -> None:
    got, took_s, said = upload_on(FaultList(seed, **rates), TEXT)
    assert (got == TEXT, said) == (True, "")
    assert took_s < 60


@pytest.mark.parametrize("seed", range(20))
def test_a_terrible_line_brings_the_right_file_or_a_clear_error(seed: int) -> None:
    got, took_s, said = upload_on(FaultList(seed, bit_rate=1e-3), TEXT)
    assert got == (OLD if said else TEXT) or said == "transfer_failed"
    assert got in (OLD, TEXT)
    assert took_s < 60


def test_hundred_of_hundred_uploads_are_right_at_1e_4() -> None:
    results = [upload_on(FaultList(seed, bit_rate=1e-4), TEXT) for seed in range(100)]
    assert [got == TEXT and not said for got, _, said in results] == [True] * 100
    assert max(took_s for _, took_s, _ in results) < 60


@pytest.mark.parametrize("seed", range(5))
def test_downloads_over_a_bad_line_are_right(seed: int) -> None:
    client, line = make(faults=FaultList(seed, bit_rate=1e-4))
    line.bench.store.files["routines.json"] = TEXT
    assert client.download(NAME) == TEXT


@pytest.mark.parametrize("seed", range(3))
def test_history_over_a_bad_line_is_whole(seed: int) -> None:
    client, line = make(faults=FaultList(seed, bit_rate=1e-4))
    lines = [history.encode([("id", n)], "new_day", []) for n in range(1, 301)]
    line.bench.store.files["history.jsonl"] = b"".join(lines)
    assert [record + b"\n" for record in client.history()] == lines


def test_speed_at_an_emulated_115200_baud_line() -> None:
    line = FakeLine(make_bench(), bytes_per_s=11_520)
    Client(line).upload(NAME, TEXT)
    rate = len(TEXT) / (line.now_s() - 100)
    assert rate / 11_520 >= 0.6
    assert len(line.writes) == 9  # hello, params, six pieces, hash: nothing twice

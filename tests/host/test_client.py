"""The client against a device in this process: every call, and what it says when not."""

import random
import zlib
from dataclasses import asdict, replace

import pytest
from acupacer.core.link import frames, smp
from acupacer.core.link.cbor import Map
from acupacer.core.progress import history
from acupacer_host import errors
from acupacer_host.console import Failure
from acupacer_host.device.client import Client
from acupacer_host.device.replies import Choices, DeviceClock, Hello, State
from fake_link_device import FakeLine, make_bench

TEXT = random.Random(4).randbytes(10_240).hex().encode()
NAME = "/routines.json"
OLD = b"the old file"
NUMBER = zlib.crc32(b"b0071d") << 24  # of a device on which nothing was changed yet


def make(**line: object) -> tuple[Client, FakeLine]:
    bench = make_bench()
    bench.store.files["routines.json"] = OLD
    wire = FakeLine(bench, **line)  # type: ignore[arg-type]
    return Client(wire), wire


def stored(line: FakeLine) -> bytes:
    return line.bench.store.files["routines.json"]


AT_HOME = State(
    "home", "hands-li4", "hands", "LI4", "", "left", 1, 3, 2, 3, 8, 7, "", True, False
)


def test_plain_questions() -> None:
    client, line = make()
    line.bench.port.sha = b"\xab" * 32
    assert client.hello() == Hello(
        1, "ab12", "fake", "0.1.0", 65536, False, "ab" * 32, "b0071d", 100_000, number=NUMBER
    )
    line.bench.port.state = lambda: list(asdict(AT_HOME).items())  # type: ignore[method-assign]
    assert client.state() == AT_HOME
    assert AT_HOME.place == "LI4"
    line.bench.port.state = lambda: [("state", "home")]  # type: ignore[method-assign]
    with pytest.raises(errors.BadReply, match="no usable 'routine'"):
        client.state()
    assert client.echo("h\u00e9 \u2026") == "h\u00e9 \u2026"
    assert client.params().buf_size == 4096
    assert client.sha256(NAME) == b"\xab" * 32
    assert client.clock() == DeviceClock("2026-02-01T00:00:00+01:00", [])
    assert client.choices() == Choices(
        {"sound": True, "long_press": 800},
        {"pregnancy": False, "osteoporosis": None},
    )


def test_orders() -> None:
    client, line = make()
    client.set_clock(lambda: "2026-06-01T12:30:00Z")
    client.control("open", "hands-li4")
    client.control("stop")
    client.configure({"sound": False}, {"pregnancy": True})
    client.acknowledge(7)
    client.reset()
    assert line.bench.port.calls == [
        ["set_clock", 1780317000, 0],
        ["control", "open", "hands-li4"],
        ["control", "stop", ""],
        ["configure", [("sound", False)], [("pregnancy", True)]],
        ["acknowledge", 7],
        ["reset"],
    ]


def test_screen_and_events() -> None:
    client, line = make()
    assert client.screen().page == line.bench.port.page[1]
    assert client.screen(have=7).page is None
    assert client.events(1).events == []
    line.bench.note("cue", "press")
    got = client.events(1, 1000)
    assert (got.next, got.lost, [(event.what, event.value) for event in got.events]) == (
        2,
        0,
        [("cue", "press")],
    )
    before_s = line.now_s()
    assert client.events(2, 1000).events == []
    assert line.now_s() - before_s == pytest.approx(1.0, abs=0.01)


def test_history_comes_whole_and_from_an_id() -> None:
    client, line = make()
    lines = [
        history.encode([("id", n), ("session", 0)], "profile", ["pregnancy", False])
        for n in range(1, 201)
    ]
    line.bench.store.files["history.jsonl"] = b"".join(lines)
    assert [record + b"\n" for record in client.history()] == lines
    assert [record + b"\n" for record in client.history(150)] == lines[149:]
    assert list(client.history(201)) == []


def test_upload_and_download_are_exact_and_report_progress() -> None:
    client, line = make()
    seen: list[tuple[int, int]] = []
    client.upload(NAME, TEXT, lambda sent, total: seen.append((sent, total)))
    assert stored(line) == TEXT
    assert seen == sorted(seen)
    assert seen[-1] == (20_480, 20_480)
    assert len(seen) == 6
    seen.clear()
    assert client.download(NAME, lambda got, total: seen.append((got, total))) == TEXT
    assert seen[-1] == (20_480, 20_480)


@pytest.mark.parametrize("size", [1, 3900, 3968, 3969, 4000, 4096, 65_536])
@pytest.mark.parametrize("buf_size", [256, 1024, 4096])
def test_every_size_fits_the_devices_buffer(size: int, buf_size: int) -> None:
    line = FakeLine(make_bench(buf_size))
    data = (TEXT * 4)[:size]
    Client(line).upload(NAME, data)
    assert stored(line) == data
    assert Client(line).download(NAME) == data
    assert len(line.slept_s) == 0
    assert line.now_s() == 100.0  # nothing had to be repeated


def test_upload_deflates_when_the_device_can() -> None:
    text = b'{"format":"acupacer-routines"}      ' * 500
    line = FakeLine(make_bench(can_inflate=True))
    Client(line).upload(NAME, text)
    assert stored(line) == text
    assert len(line.written) < 1500
    plain = FakeLine(make_bench(can_inflate=False))
    Client(plain).upload(NAME, text)
    assert len(plain.written) > len(text)


def test_download_of_a_file_made_on_the_spot() -> None:
    client, line = make()
    line.bench.port.log = b"tap START\n" * 1600
    assert client.download("/session.log") == line.bench.port.log
    assert client.download("/screen.pbm")[:3] == b"P4\n"


# --- refusals -----------------------------------------------------------------------


def test_refused_routines_list_every_fault() -> None:
    client, line = make()
    with pytest.raises(errors.RoutinesRefused) as caught:
        client.upload(NAME, b"BAD BAD")
    assert caught.value.faults == [f"routines[{n}].id: BAD is not allowed" for n in (0, 1)]
    assert stored(line) == OLD


def test_real_scanner_refuses_and_takes() -> None:
    line = FakeLine(make_bench(real=True))
    with pytest.raises(errors.RoutinesRefused):
        Client(line).upload(NAME, b"{}")
    assert "routines.json" not in line.bench.store.files


def test_too_large_and_unknown_names_are_refused_with_a_code() -> None:
    client, line = make()
    with pytest.raises(errors.Refused) as caught:
        client.upload(NAME, b"x" * 70_000)
    assert (caught.value.rc, caught.value.reason_code) == (7, "too_large")
    said = "70000 bytes exceed this device's 65536. The device keeps the /routines.json it had."
    assert caught.value.message == said
    with pytest.raises(errors.Refused) as caught:
        client.download("/settings.json")
    assert caught.value.reason_code == "absent"
    with pytest.raises(errors.Refused) as caught:
        client.run(client.exchange.request(0, 42, 0, Map(())))
    assert caught.value.reason_code == "not_supported"
    assert stored(line) == OLD


def test_busy_is_waited_for_second_by_second() -> None:
    client, line = make()
    line.bench.port.busy = 3
    waits: list[int] = []

    def on_busy(left_s: int) -> None:
        waits.append(left_s)
        line.bench.port.busy -= 1

    client = Client(line, on_busy=on_busy)
    client.upload(NAME, TEXT)
    assert waits == [3, 2, 1, 0]
    assert line.slept_s == [1.0] * 4
    assert stored(line) == TEXT


def test_the_seconds_left_are_read_from_their_field_or_an_older_devices_text() -> None:
    text = "busy: a session runs, about 312 s left"
    assert errors.refusal(10, text, 5).left_s == 5  # type: ignore[attr-defined]
    assert errors.refusal(10, text).left_s == 312  # type: ignore[attr-defined]
    assert errors.refusal(10, "busy: reading").left_s == -1  # type: ignore[attr-defined]


def test_busy_in_mid_upload_goes_on_afterwards() -> None:
    client, line = make()

    def start_session(line: FakeLine) -> None:
        line.bench.port.busy = 40 if len(line.writes) == 4 else -1

    line.on_write = start_session
    client.upload(NAME, TEXT)
    assert line.slept_s == [1.0]
    assert stored(line) == TEXT


def test_a_long_session_in_mid_upload_makes_it_start_again() -> None:
    client, line = make()

    def start_session(line: FakeLine) -> None:
        if len(line.writes) == 4:
            line.bench.port.busy = 40
        elif len(line.slept_s) == 40:
            line.bench.port.busy = -1

    line.on_write = start_session
    client.upload(NAME, TEXT)
    assert len(line.slept_s) == 40
    assert stored(line) == TEXT


def test_no_wait_fails_at_once_and_says_how_long() -> None:
    _, line = make()
    line.bench.port.busy = 312
    with pytest.raises(errors.Busy) as caught:
        Client(line, wait=False).upload(NAME, TEXT)
    assert caught.value.left_s == 312
    said = "a session runs, about 312 s left. The device keeps the /routines.json it had."
    assert caught.value.message == said
    assert line.slept_s == []
    assert stored(line) == OLD


# --- what somebody else changes meanwhile -------------------------------------------------


def test_a_write_goes_on_when_something_else_was_changed() -> None:
    client, line = make()
    client.hello()
    line.bench.port.user_changes += 1
    client.configure({"sound": False}, {})
    client.hello()
    line.bench.port.user_changes += 1
    client.upload(NAME, TEXT)
    assert stored(line) == TEXT
    client.hello()
    line.bench.port.user_changes += 1
    client.set_clock(lambda: "2026-06-01T12:30:00Z")
    client.hello()
    line.bench.port.user_changes += 1
    client.reset()
    told = [call[0] for call in line.bench.port.calls if call[0] != "receiving"]
    assert told == ["configure", "routines_replaced", "set_clock", "reset"]


def test_a_client_uploads_again_after_something_else_was_changed() -> None:
    client, line = make()
    client.hello()
    line.bench.port.user_changes += 1
    client.upload(NAME, OLD + TEXT)
    client.upload(NAME, TEXT)
    assert stored(line) == TEXT


def test_a_file_that_somebody_else_replaced_is_left_alone() -> None:
    client, line = make()
    client.hello()
    other = FakeLine(line.bench)
    Client(other).upload(NAME, b"somebody else's")
    with pytest.raises(errors.TransferFailed, match="somebody else has replaced"):
        client.upload(NAME, TEXT)
    assert stored(line) == b"somebody else's"


def test_a_write_whose_reply_was_lost_is_known_by_what_it_did() -> None:
    client, line = make()
    client.hello()
    port = line.bench.port
    port.user_changes += 1
    port.settings = lambda: [("sound", False)]  # type: ignore[method-assign]
    client.configure({"sound": False}, {})
    assert port.calls == []


def test_a_device_without_numbers_is_written_to_as_before() -> None:
    client, line = make()
    hello = client.hello()
    client.dialogue._hello = replace(hello, number=-1)
    client.upload(NAME, TEXT)
    sent = frames.Reader(8192).feed(b"".join(line.writes))
    assert stored(line) == TEXT
    assert all({"was", "number"}.isdisjoint(smp.parse(message).fields()) for message in sent)


def test_a_refusal_is_said_in_50_lines_that_no_terminal_obeys() -> None:
    reason = "routines: " + "\n".join(["a\x1b[31m: wrong", *["b: wrong"] * 60])
    said = Failure.of(errors.RoutinesRefused(1, reason)).message.split("\n")
    assert said[:2] == ["the device refused the file:", "a?[31m: wrong"]
    assert len(said) == 1 + 50 + 1 and said[-1] == "and 11 more faults"

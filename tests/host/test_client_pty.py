"""Real serial ports (pseudo-terminals): our client and the unmodified stock ones."""

import asyncio
import hashlib
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace

import pytest
import serial
from acupacer_host import errors
from acupacer_host.commands import watch
from acupacer_host.device import port_loan, transport
from acupacer_host.device.client import Client
from acupacer_host.device.connection import Connector
from acupacer_host.device.mirror import Mirror
from acupacer_host.device.replies import Event, State
from fake_link_device import make_bench
from pty_device import PtyDevice
from smpclient import SMPClient
from smpclient.generics import error, success
from smpclient.requests.file_management import FileHashChecksum, FileStatus
from smpclient.requests.os_management import EchoWrite, OSApplicationInfoRead
from smpclient.transport.serial import SMPSerialTransport

TEXT = b'{"format":"acupacer-routines","version":1,"routines":[]}  ' * 100
NAME = "/routines.json"


@pytest.fixture
def device() -> Iterator[PtyDevice]:
    with PtyDevice(make_bench(4096, can_inflate=True)) as made:
        yield made


def stored(device: PtyDevice) -> bytes:
    return device.bench.store.files["routines.json"]


@pytest.mark.parametrize("can_inflate", [False, True])
def test_our_client(can_inflate: bool) -> None:
    with PtyDevice(make_bench(4096, can_inflate)) as device:
        client = Client(transport.open_transport(device.path))
        hello = client.probe()
        assert hello is not None
        assert (hello.dev_id, hello.can_deflate) == ("ab12", can_inflate)
        client.upload(NAME, TEXT)
        assert stored(device) == TEXT
        assert client.download(NAME) == TEXT
        client.close()


def test_smpclient_unmodified(device: PtyDevice) -> None:
    async def talk() -> None:
        async with SMPClient(SMPSerialTransport(), device.path) as client:
            reply = await client.request(EchoWrite(d="hello"))
            assert success(reply)
            assert reply.r == "hello"
            reply = await client.request(OSApplicationInfoRead(format="sr"))
            assert success(reply)
            assert reply.output == "acupacer 0.1.0"
            offsets = [offset async for offset in client.upload_file(TEXT, NAME)]
            assert offsets[-1] == len(TEXT)
            assert await client.download_file(NAME) == TEXT
            reply = await client.request(FileHashChecksum(name=NAME))
            assert success(reply)
            assert reply.output == hashlib.sha256(TEXT).digest()
            reply = await client.request(FileStatus(name="/nothing"))
            assert error(reply)
            assert reply.rc == 5

    asyncio.run(talk())
    assert stored(device) == TEXT


def run_smpmgr(device: PtyDevice, *words: str) -> str:
    program = Path(sys.executable).parent / "smpmgr"
    done = subprocess.run(
        [program, "--port", device.path, "--timeout", "5", *words],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_smpmgr_unmodified(device: PtyDevice, tmp_path: Path) -> None:
    source, target = tmp_path / "routines.json", tmp_path / "back.json"
    source.write_bytes(TEXT)
    assert "hello" in run_smpmgr(device, "os", "echo", "hello")
    run_smpmgr(device, "file", "upload", str(source), NAME)
    assert stored(device) == TEXT
    run_smpmgr(device, "file", "download", NAME, str(target))
    assert target.read_bytes() == TEXT
    assert str(len(TEXT)) in run_smpmgr(device, "file", "read-size", NAME)
    assert "sha256" in run_smpmgr(device, "file", "get-hash", NAME)


# --- ports that do not open, or die ---------------------------------------------------


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "HAND_OVER_S", 0)


def test_no_such_port() -> None:
    with pytest.raises(errors.PortError) as caught:
        transport.open_transport("/dev/no-such-port")
    assert caught.value.message == (
        "/dev/no-such-port: no such port; acupacer devices lists those that exist"
    )


def test_a_port_in_use_is_refused(device: PtyDevice) -> None:
    first = transport.open_transport(device.path)
    with pytest.raises(errors.PortError) as caught:
        transport.open_transport(device.path)
    assert "another program has this port open" in caught.value.message
    first.close()
    transport.open_transport(device.path).close()


def test_a_watched_device_answers_other_commands_meanwhile(
    device: PtyDevice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(port_loan, "ANSWER_S", 60)
    monkeypatch.setattr(transport, "HAND_OVER_S", 60)
    at_home = State("home", "", "", "", "", "", 0, 0, 0, 0, 0, 7, "", True, True)
    device.bench.port.state = lambda: list(asdict(at_home).items())  # type: ignore[method-assign]
    mirror = Mirror()
    followed = watch._follow(Connector(device.path), mirror, float("inf"))
    next(followed)

    def look_on() -> None:
        while len(told) < 3:
            told.extend(next(followed))
        followed.close()

    told: list[Event] = []
    watching = threading.Thread(target=look_on, daemon=True)
    watching.start()
    for number in range(3):
        client = Client(transport.open_transport(device.path))
        assert client.echo("here") == "here"
        device.bench.note("cue", f"cue {number}")  # while nobody looks
        client.close()
    watching.join(60)
    assert [event.value for event in told] == ["cue 0", "cue 1", "cue 2"]
    assert mirror.lost == 0
    transport.open_transport(device.path).close()  # nobody has it now
    assert list((tmp_path / "acupacer/ports").iterdir()) == []


def test_a_holder_that_was_killed_or_does_not_answer_lends_nothing(
    device: PtyDevice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(port_loan, "ANSWER_S", 0)
    first = transport.open_transport(device.path)
    with port_loan.Lender(device.path):  # silent
        with pytest.raises(errors.PortError, match="has this port open"):
            transport.open_transport(device.path)
        name = next((tmp_path / "acupacer/ports").iterdir())
        name.rename(tmp_path / "kept")
    (tmp_path / "kept").rename(name)  # of a listener that is gone
    with pytest.raises(errors.PortError, match="has this port open"):
        transport.open_transport(device.path)
    with port_loan.Lender(device.path) as lender:  # takes the name over
        asking = port_loan._connected(name)
        assert asking is not None and lender.is_asked()
    asking.close()
    first.close()


def test_a_port_on_its_way_from_hand_to_hand_is_waited_for(
    device: PtyDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = transport.open_transport(device.path)
    monkeypatch.setattr(transport, "HAND_OVER_S", 1)
    hands_over = SimpleNamespace(monotonic=lambda: 0, sleep=lambda seconds: first.close())
    monkeypatch.setattr(transport, "time", hands_over)
    transport.open_transport(device.path).close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has a port open")
def test_a_port_in_use_names_who_has_it(device: PtyDevice, tmp_path: Path) -> None:
    script = tmp_path / "acupacer"
    script.write_text(
        "import serial, sys\n"
        "port = serial.Serial(sys.argv[-1], exclusive=True)\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, str(script), "--port=x", "watch", device.path]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as other:
        assert other.stdout and other.stdout.readline() == b"open\n"
        with pytest.raises(errors.PortError) as caught:
            transport.open_transport(device.path)
        other.communicate()
    assert caught.value.message == (
        f"{device.path}: acupacer watch (process {other.pid}) has this port open; "
        "end that and try again"
    )


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "Permission denied"), "no permission; join the port's group"),
        (OSError(16, "Device or resource busy"), "another program has this port open"),
        (serial.SerialException("PermissionError(13, 'Access is denied.')"), "another program"),
        (serial.SerialException("FileNotFoundError(2, 'not found')"), "no such port"),
        (OSError(5, "Input/output error"), "cannot be opened ([Errno 5]"),
        (OSError(21, "Is a directory"), "is not a serial port"),
        (KeyError("x"), "cannot be opened ('x')"),
        (TypeError("no number"), "cannot be opened (no number)"),
    ],
)
def test_why_a_port_does_not_open(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(serial, "serial_for_url", fail)
    with pytest.raises(errors.PortError) as caught:
        transport.open_transport("COM3")
    assert caught.value.message.startswith("COM3: " + said)


def test_a_path_may_name_the_baud_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    def open_(path: str, **more: object) -> SimpleNamespace:
        opened.append((path, more["baudrate"]))
        return SimpleNamespace(reset_input_buffer=lambda: None)

    monkeypatch.setattr(serial, "serial_for_url", open_)
    for url in ("/dev/ttyUSB0", "/dev/ttyUSB0@9600", "socket://me@pi:4000"):
        assert transport.open_transport(url).name == url
    assert opened == [
        ("/dev/ttyUSB0", 115200),
        ("/dev/ttyUSB0", 9600),
        ("socket://me@pi:4000", 115200),
    ]
    with pytest.raises(errors.PortError, match="loader"):
        transport.open_transport("/dev/ttyUSB0@1200")


def test_a_long_frame_is_handed_over_in_pieces_that_a_slow_line_takes_in_time() -> None:
    written: list[bytes] = []
    port = SimpleNamespace(write=written.append)
    transport.SerialTransport(port, "slow").write(bytes(5600))
    assert b"".join(written) == bytes(5600)
    assert max(map(len, written)) == 512


@pytest.mark.parametrize(
    "url",
    ["socket://localhost", "socket://:7000", "socket://", "socket://h:99999", "socket://h:x"]
    + ["socket://[::1", "rfc2217://h"],
)
def test_a_url_that_lacks_its_host_or_port(url: str) -> None:
    with pytest.raises(errors.PortError) as caught:
        transport.open_transport(url)
    scheme = url.partition(":")[0]
    assert caught.value.message == (f"{url}: name host and port, as {scheme}://localhost:7000")


def test_a_host_where_nobody_listens() -> None:
    with socket.socket() as unheard:
        unheard.bind(("localhost", 0))
        url = f"socket://localhost:{unheard.getsockname()[1]}"
        with pytest.raises(errors.PortError) as caught:
            transport.open_transport(url)
    assert re.fullmatch(
        re.escape(url) + r": cannot be opened \(\[Errno \d+\] Connection refused\)",
        caught.value.message,
    )


def test_a_url_pyserial_does_not_know() -> None:
    with pytest.raises(errors.PortError):
        transport.open_transport("nonsense://x")


def test_unplugged_in_mid_upload_is_said_at_once_and_replug_works() -> None:
    bench = make_bench(1024)
    bench.store.files["routines.json"] = b"old"
    device = PtyDevice(bench).__enter__()
    client = Client(transport.open_transport(device.path))

    lost = []

    def pull_the_cable(sent: int, total: int) -> None:
        if sent * 2 > total:
            lost.append(client.exchange.lost)
            device.unplug()

    with pytest.raises(errors.TransportGone) as caught:
        client.upload(NAME, TEXT, pull_the_cable)
    assert [client.exchange.lost] == lost  # no reply was waited for in vain
    assert caught.value.message.startswith(device.path + ": the connection broke")
    assert caught.value.message.endswith("The device keeps the /routines.json it had.")
    assert bench.store.files["routines.json"] == b"old"
    client.close()
    with PtyDevice(bench) as again:
        Client(transport.open_transport(again.path)).upload(NAME, TEXT)
    assert bench.store.files["routines.json"] == TEXT


# --- which port -----------------------------------------------------------------------


def port(path: str, product: str | None = None, vid: int = 0, pid: int = 0) -> SimpleNamespace:
    return SimpleNamespace(device=path, product=product, vid=vid, pid=pid, serial_number="s1")


PORTS = [
    port("/dev/ttyUSB0", "CP2102"),
    port("/dev/ttyACM1", "Board in FS mode", 0x2E8A, 0x0005),
    port("/dev/ttyACM0", "Acupacer coach"),
    port("/dev/ttyS0"),
]


def test_candidates_by_product_name_or_usb_ids() -> None:
    assert transport.candidates(PORTS) == [
        transport.Candidate("/dev/ttyACM0", "Acupacer coach", "s1"),
        transport.Candidate("/dev/ttyACM1", "Board in FS mode", "s1"),
    ]


def test_choice_of_port() -> None:
    choose = transport.choose_port
    assert choose("COM3", bool, PORTS) == "COM3"
    assert choose(None, lambda path: path.endswith("0"), PORTS) == "/dev/ttyACM0"
    with pytest.raises(errors.SeveralDevices) as several:
        choose(None, bool, PORTS)
    assert several.value.ports == ["/dev/ttyACM0", "/dev/ttyACM1"]
    with pytest.raises(errors.NoDevice):
        choose(None, bool, PORTS[:1])


def test_the_client_starts_light() -> None:
    heavy = ["asyncio", "click", "pydantic", "rich", "serial.tools.list_ports", "smp"]
    code = (
        "import sys, acupacer_host.device.client; "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout == "[]\n"


def test_a_file_that_is_no_serial_port_is_named_so() -> None:
    with pytest.raises(errors.PortError, match=r"^/dev/null: is not a serial port; "):
        transport.open_transport("/dev/null")

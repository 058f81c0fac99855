"""docs/developer/protocol.md is true: its example, commands, error codes and client."""

import re
from pathlib import Path
from typing import Any

import serial
from acupacer.core.errors import DeviceBusy, RoutineError
from acupacer.core.link import frames, request, smp
from acupacer.core.link.cbor import Map, decode, encode
from fake_link_device import make_bench
from pty_device import PtyDevice

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "developer" / "protocol.md").read_text()


def test_example_is_what_goes_over_the_wire() -> None:
    message = smp.pack(smp.WRITE, 0, 5, 0, Map([("d", "hello")]))
    assert message.hex(" ", 1) in TEXT.replace("00  a1", "00 a1")
    bench = make_bench()
    bench.feed(frames.encode(message))
    for wire in (frames.encode(message), bench.sent):
        assert f"06 09  {wire[2:-1].decode()}  0a" in TEXT


def test_every_command_has_its_row() -> None:
    handlers = make_bench().link._handlers
    for (group, command), (read, write) in handlers.items():
        rows = re.findall(rf"^\| {group}/{command} \w+ (.*?) \|", TEXT, re.MULTILINE)
        letters = "".join(rows)
        assert (read is not None, write is not None) == ("r" in letters, "w" in letters)
    rows = re.findall(r"^\| (\d+)/(\d+) ", TEXT, re.MULTILINE)
    assert {(int(group), int(command)) for group, command in rows} == set(handlers)


def test_every_error_code_is_listed() -> None:
    core = ROOT / "firmware" / "acupacer" / "core"
    codes = {"storage_" + reason for reason in request.STORAGE_FAILURES}
    codes |= {DeviceBusy.code, RoutineError.code}
    for path in (core / "link").glob("*.py"):
        found = re.findall(r'(?:LinkError|_refusal)\(\s*smp\.\w+, "(\w+)"', path.read_text())
        codes.update(found)
    assert len(codes) > 15
    assert sorted(code for code in codes if f"`{code}`" not in TEXT) == []


def test_the_client_on_one_page_works() -> None:
    code = TEXT.partition("```python\n")[2].partition("```")[0]
    names: dict[str, Any] = {}
    exec(code, names)
    with PtyDevice(make_bench()) as device, serial.Serial(device.path, timeout=0.25) as port:
        assert decode(names["ask"](port, 0, 100, 0, 1))["dev_id"] == "ab12"
        body = encode(Map([("d", "x" * 500)]))
        assert decode(names["ask"](port, 2, 0, 0, 2, body)) == {"r": "x" * 500}

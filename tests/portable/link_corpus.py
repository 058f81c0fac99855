"""What the link answers, byte for byte, to good, odd and hostile input.

Run under either interpreter: ``python link_corpus.py FIRMWARE_DIR``. One line per case,
``name: outcome``; after a script's ``# name`` one line per reply, per order to the store and
per call of the device. To renew the golden file after a deliberate change:
``python tests/portable/link_corpus.py firmware > tests/golden/link.txt``
"""

import binascii
import json
import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(0, __file__.rsplit("/", 1)[0])

from acupacer.core.clock import iso_time
from acupacer.core.device_config import Capacities
from acupacer.core.errors import FrameError, TimeTextError
from acupacer.core.link import cbor, frames, smp
from acupacer.core.link.cbor import Map
from acupacer.core.progress import history
from link_fake import Bench, FakePort
from plain_text import plain as plain_text
from plain_text import reply

R, W = smp.READ, smp.WRITE


def hex_of(data):
    return str(binascii.hexlify(data), "ascii")


def plain(value):
    """A decoded value as nested lists, which print the same everywhere."""
    if isinstance(value, dict):
        return ["map"] + sorted([[str(key), plain(value[key])] for key in value])
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, str) and len(value) < len(value.encode()):
        value = value.encode()  # the interpreters' JSON differs outside ASCII
    return hex_of(value) if isinstance(value, bytes) else value


def emit(name, outcome):
    print(name + ": " + (outcome if isinstance(outcome, str) else json.dumps(outcome)))


# --- frames -----------------------------------------------------------------------

PATTERN = bytes([(7 * n + 3) & 255 for n in range(1200)])

for size in (0, 1, 2, 8, 88, 89, 90, 91, 181, 182, 183, 1024):
    emit(f"encode {size}", plain_text(str(frames.encode(PATTERN[:size]), "ascii")))

WIRE = frames.encode(PATTERN[:200])
LINES = [line + b"\n" for line in WIRE.split(b"\n")[:-1]]
STREAMS = (
    ("whole", WIRE),
    ("twice", WIRE + WIRE),
    ("behind text", b"I (3) boot\r\nAT\r\n" + WIRE),
    ("mark in a line", b"log " + WIRE),
    ("log between lines", b"W: x\n".join(LINES)),
    ("line lost", LINES[0] + LINES[2]),
    ("line twice", LINES[0] + LINES[1] + LINES[1] + LINES[2]),
    ("cut, then again", WIRE[:90] + b"\n" + WIRE),
    ("cut without newline", WIRE[:90] + WIRE),
    ("carriage returns", WIRE.replace(b"\n", b"\r\n")),
    ("space in base64", WIRE[:50] + b" " + WIRE[50:]),
    ("padding inside", LINES[0][:-5] + b"=\n" + LINES[1] + LINES[2]),
    ("bad padding", b"\x06\x09AAA\n" + WIRE),
    ("loose bits", b"\x06\x09AAR=\n" + WIRE),
    ("bit flipped", WIRE[:60] + bytes([WIRE[60] ^ 1]) + WIRE[61:]),
    ("empty line", b"\x06\x09\n\x04\x14\n" + WIRE),
    ("too long", frames.encode(PATTERN[:301])),
    ("length 0", b"\x06\x09AAA=\n"),
    ("line of 600", b"\x06\x09" + b"A" * 600 + b"\n" + WIRE),
)
for name, stream in STREAMS:
    for piece in (1, 7, 4096):
        reader = frames.Reader(300)
        got = []
        for at in range(0, len(stream), piece):
            got += reader.feed(stream[at : at + piece])
        told = [str(len(m)) + ("" if m == PATTERN[:200] else " other") + " bytes" for m in got]
        emit(f"stream {name}, {piece} at a time", ", ".join(told) or "no message")

# --- CBOR -----------------------------------------------------------------------------

for value in (0, 23, 24, 255, 256, 65536, 1 << 32, (1 << 64) - 1, -1, -25, -(1 << 64)):
    raw = cbor.encode(value)
    emit("encode int", [str(value), hex_of(raw), str(cbor.decode(raw))])
for value in ("", "h\u00e9 \u2026 \U0001f600", b"\x00\xff", [], [1, [True, None]], "x" * 300):
    emit("encode", [hex_of(cbor.encode(value)), plain(cbor.decode(cbor.encode(value)))])
for text in (
    "bf6161019f0203ffff",
    "bf61619f0203ffff",
    "bf616101ff",
    "9f0102ff",
    "5f42010243030405ff",
    "f7",
    "a10102",
    "00",
    "0000",
    "ff",
    "18",
    "42ff",
    "5bffffffffffffffff",
    "9bffffffffffffffff",
    "bbffffffffffffffff",
    "9f",
    "81ff",
    "a1ff",
    "bf6161ff",
    "a2616101616102",
    "a18000",
    "a1f500",
    "a1410000",
    "fb3ff8000000000000",
    "f93e00",
    "c100",
    "f8ff",
    "1c",
    "1f",
    "5f6161ff",
    "5f5f4101ffff",
    "62c328",
    "62c080",
    "63eda080",
    "64f4908080",
    "64f48fbfbf",
    "61e2",
    "63e28080",
    "818181818181818100",
    "8181818181818100",
    "81818181818100",
    "e0",
    "f4f5",
):
    try:
        emit("decode " + text, plain(cbor.decode(binascii.unhexlify(text))))
    except FrameError as error:
        emit("decode " + text, "refused: " + error.message)

# --- time -----------------------------------------------------------------------------

for text in (
    "1970-01-01T00:00:00Z",
    "2000-02-29T00:00:00Z",
    "2026-06-01T12:30:00.123456+02:00",
    "2026-06-01T12:30:00-0330",
    "2026-06-01T12:30:00",
    "2099-12-31T23:59:59Z",
    "2100-01-01T00:00:00Z",
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:00+15:00",
    "2026-01-01T00:00:00+1:00",
    "2026-01-01",
    "2026-01-01T00:00:00x",
    "2026-01-01T00:00:00+ab:cd",
    "-026-01-01T00:00:00Z",
    "2026/01/01T00:00:00Z",
):
    try:
        epoch_s, offset_min = iso_time.parse_time(text, 60)
        emit("time " + text, [epoch_s, iso_time.format_time(epoch_s, offset_min)])
    except TimeTextError as error:
        emit("time " + text, "refused: " + str(error))

# --- requests ---------------------------------------------------------------------------


def fresh():
    port = FakePort()
    port.store["routines.json"] = PATTERN
    port.store["history.jsonl"] = b"".join(
        [
            history.encode([("id", n)], "profile", ["pregnancy", n % 2 == 0])
            for n in range(1, 30)
        ]
    )
    return Bench(port, Capacities(buf_size=512, routines_bytes=4096))


def file(name, offset, data=None, length=None):
    pairs = [("name", name), ("off", offset)]
    pairs += [("data", data)] if data is not None else []
    return Map(pairs + ([("len", length)] if length is not None else []))


ROUTINES = "/routines.json"
NOON = ("datetime", "2026-06-01T12:00:00Z")
SCRIPTS = (
    ("echo", [(W, 0, 0, Map([("d", "h\u00e9")]))]),
    ("params, info", [(R, 0, 6, Map([])), (R, 0, 7, Map([("format", "a")]))]),
    (
        "clock",
        [
            (R, 0, 4, Map([])),
            (W, 0, 4, Map([("datetime", "2026-06-01T12:30:00Z")])),
            (W, 0, 4, Map([NOON, ("zone_changes", [[1792890000, 60], [1806195600, -120]])])),
            (R, 0, 4, Map([("detail", True)])),
        ]
        + [(W, 0, 4, Map([NOON, ("zone_changes", wrong)])) for wrong in (5, [5], [[5]], "ab")],
    ),
    ("reset", [(W, 0, 5, Map([]))]),
    ("hello, state", [(R, 100, 0, Map([])), (R, 100, 1, Map([]))]),
    (
        "control",
        [
            (W, 100, 2, Map([("do", "open"), ("nonce", 1), ("routine", "x")])),
            (W, 100, 2, Map([("do", "open"), ("nonce", 1), ("routine", "x")])),
            (W, 100, 2, Map([("do", "start"), ("nonce", 2)])),
        ],
    ),
    ("screen", [(R, 100, 3, Map([])), (R, 100, 3, Map([("have", 7)]))]),
    ("events", [(R, 100, 4, Map([("since", 1), ("wait_ms", 100)]))]),
    (
        "history",
        [(R, 100, 5, Map([("since", 0)])), (R, 100, 5, Map([("since", 25)]))]
        + [(W, 100, 6, Map([("id", 25)]))],
    ),
    (
        "settings",
        [(R, 100, 8, Map([])), (W, 100, 8, Map([("settings", Map([("sound", False)]))]))],
    ),
    ("types, size", [(R, 8, 3, Map([])), (R, 8, 1, Map([("name", ROUTINES)]))]),
    ("hash", [(R, 8, 2, Map([("name", ROUTINES), ("off", 5), ("len", 1100)]))]),
    ("download", [(R, 8, 0, file(ROUTINES, at)) for at in (0, 416, 1000, 1200, 1201)]),
    ("picture", [(R, 8, 0, file("/screen.pbm", at)) for at in (0, 416, 832)]),
    (
        "upload",
        [(W, 8, 0, file(ROUTINES, 0, b"a" * 300, 700)), (W, 8, 0, file(ROUTINES, 200, b"x"))]
        + [(W, 8, 0, file(ROUTINES, 300, b"b" * 400)), (R, 8, 2, Map([("name", ROUTINES)]))],
    ),
    ("upload refused", [(W, 8, 0, file(ROUTINES, 0, b"BAD BAD", 7))]),
    ("upload of many faults", [(W, 8, 0, file(ROUTINES, 0, b"BAD" * 100, 300))]),
    ("upload too large", [(W, 8, 0, file(ROUTINES, 0, b"x", 4097))]),
    ("upload elsewhere", [(W, 8, 0, file("/settings.json", 0, b"x", 1))]),
    ("no deflate", [(W, 8, 0, file(ROUTINES + ".z", 0, b"x", 1))]),
    ("unknown", [(R, 42, 0, Map([])), (R, 0, 0, Map([])), (W, 8, 3, Map([]))]),
    (
        "wrong fields",
        [(R, 8, 0, file(5, 0)), (R, 8, 0, file(ROUTINES, "x")), (R, 8, 1, Map([]))],
    ),
)
for name, requests in SCRIPTS:
    bench = fresh()
    bench.now_ms = 1234
    print("# " + name)
    for seq, (op, group, command, fields) in enumerate(requests):
        bench.request(op, group, command, fields, seq)
        bench.run(bench.now_ms + 200)
        print(reply(bench.sent))
    for effect in bench.done:
        print(f"store: {type(effect).__name__}, ticket {effect.ticket}")
    for call in bench.port.calls:
        emit("device", call)
    if bench.port.sha:
        emit("SHA-256 of the routines", hex_of(bench.port.sha))

# --- the same mutations of good frames --------------------------------------------------

bench = fresh()
number = 1
answered = 0
for turn in range(300):
    body = bytearray(smp.pack(W, 8, turn & 255, 0, file(ROUTINES, 0, b"a" * 20, 40)))
    for _ in range(turn % 4):
        number = (number * 1103515245 + 12345) & 0x3FFFFFFF
        body[(number >> 8) % len(body)] = (number >> 16) & 255
    bench.sent = b""
    bench.feed(frames.encode(bytes(body)))
    answered = binascii.crc32(bench.sent, answered) & 0xFFFFFFFF
emit("300 damaged requests, checksum of all answers", f"{answered:08x}")

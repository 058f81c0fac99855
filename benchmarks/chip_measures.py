"""Each measurement of ``bench_chip``: (image, options) -> figures by name, as text."""

import datetime
import statistics
import zlib
from pathlib import Path

import chip_documents
import chip_stop
from acupacer.core.link import smp
from acupacer.core.link.cbor import Map
from acupacer.core.link.upload import ROUTINES
from chip_device import WatchedChip, new_chip, power_up
from chip_heap import HeapWatch
from chip_host import client_of
from chip_profile import PARTS, Profile, split
from chip_prompt import Prompt
from chip_session import FILES, TICKS, Coached, Flood, play_short_session
from rp2040_twin import PINS

KB = 1000
FIRMWARE = Path(__file__).parent.parent / "firmware" / "acupacer"
MODULES = ("core/**/*.py", "boards/loop.py", "boards/pico/*.py")
NO_MODULES = ("__init__.py", "crc16.py")  # packages; not in the image
REPLY_BYTES = 1024
REPLIES = 9
EARLY_MS = 150  # when STOP is pressed after power-up
NEAR_MS = 50  # no collection within this time before an edge
SWEPT_MS = 3000  # garbage was collected by then
FLOOD_MS = 30_000
OPENED_MS = 8000  # the program was started and is at its first prompt
FIRST_DAY = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
WINDOW_BITS = (10, 12)
TURN = (("turn", "acupacer.boards.loop", "Loop", "turn"),)
# Wrapped as well they would not fit on the chip's stack in a push.
SHALLOW = [part for part in PARTS if not part[0].startswith("routines")]

INFLATE = """
import deflate, time, gc
gc.collect()
began = time.ticks_us()
with open("z", "rb") as file:
    source = deflate.DeflateIO(file, deflate.ZLIB, {bits})
    while source.read(1024):
        pass
print(time.ticks_diff(time.ticks_us(), began) // 1000)
"""
USED = """
import gc
gc.collect()
print(gc.mem_alloc())
"""


def modules(image, _):
    """Every module of the program, imported at MicroPython's prompt."""
    files = [file for part in MODULES for file in sorted(FIRMWARE.glob(part))]
    names = [
        ".".join(("acupacer", *file.relative_to(FIRMWARE).with_suffix("").parts))
        for file in files
        if file.name not in NO_MODULES
    ]
    prompt = Prompt(new_chip(image))
    for name in names:  # each on a line of its own: the prompt's room for lines counts as well
        prompt.run("import " + name)
    return {"modules": kb(int(prompt.run(USED)))}


def start(image, _):
    """A new board, until it rests at its STOP check; and a while after."""
    chip = new_chip(image)
    chip.run_until(lambda: chip.panel.chip.is_on)
    lit_ms = chip.now_ms
    ready_ms = chip.settle()
    watch = HeapWatch(chip)
    chip.looks.append(watch.look)
    chip.run(SWEPT_MS)
    return {
        "lit": f"{lit_ms:.0f} ms",
        "ready": f"{ready_ms:.0f} ms",
        "rest_free": kb(watch.least_left),
        "rest_largest": kb(watch.least_largest),
    }


def full_start(image, _):
    """As much as the device can keep is there; STOP is pressed as soon as it is lit.

    The index of the routines is there as well: a push, or the first power-up, makes it.
    """
    home_ms = _until_home(_full_chip(image), 0)
    return {"full_start": f"{home_ms / 1000:.1f} s"}


def full_start_split(image, _):
    """What the time of that goes to."""
    chip = _full_chip(image)
    profile = Profile(chip)
    began_ms = chip.now_ms
    profile.start()
    home_ms = _until_home(chip, began_ms)
    title = "Power-up with full files until home, with timing"
    return {"full_start_split": split(title, profile.stop(), home_ms)}


def _full_chip(image):
    files = {
        "routines.json": chip_documents.routines(),
        "history.jsonl": chip_documents.history(),
    }
    chip = new_chip(image, files)
    _until_home(chip, 0)
    return WatchedChip(image.uf2, file_system=chip.file_system())


def _until_home(chip, began_ms):
    chip.run_until(lambda: chip.panel.chip.is_on)
    chip.run(EARLY_MS)
    chip.press(PINS["STOP"])
    home_ms = chip.settle()
    state = client_of(chip).state()
    assert state.state == "home" and not state.notice, state
    return home_ms - began_ms


def reply(image, _):
    """Of a kilobyte of the routines file."""
    chip = power_up(new_chip(image, {"routines.json": chip_documents.routines()}))
    client = client_of(chip)
    client.hello()
    took_ms = []
    for number in range(REPLIES):
        began_ms = chip.now_ms
        fields = Map((("off", number * REPLY_BYTES), ("name", ROUTINES), ("len", REPLY_BYTES)))
        client.run(client.exchange.request(smp.READ, smp.FILES, smp.TRANSFER, fields))
        took_ms.append(chip.now_ms - began_ms)
    return {"reply": f"{statistics.median(took_ms):.0f} ms"}


def push(image, _):
    """The largest file onto a device that has another one as large."""
    chip = power_up(new_chip(image, {"routines.json": chip_documents.routines(" old")}))
    client = client_of(chip)
    client.hello()
    watch = HeapWatch(chip)
    chip.looks.append(watch.look)
    began_ms, pieces = chip.now_ms, []
    client.upload(ROUTINES, chip_documents.routines(), lambda sent, total: pieces.append(sent))
    took_ms = chip.now_ms - began_ms
    each_ms = took_ms / len(pieces)
    return {
        "push": f"{took_ms / 1000:.1f} s ({len(pieces)} pieces, {each_ms:.0f} ms each)",
        "push_free": f"{kb(watch.least_free)} ({kb(watch.least_left)} after a collection)",
    }


def push_split(image, _):
    """What the time of a push goes to."""
    chip = new_chip(image)
    profile = Profile(chip, SHALLOW, OPENED_MS)
    profile.start()
    client = client_of(power_up(chip))
    client.hello()
    chip.run(profile.begins_ms - chip.now_ms)
    began_ms = chip.now_ms
    client.upload(ROUTINES, chip_documents.routines())
    took_ms = chip.now_ms - began_ms
    title = "Push of 65,000 bytes, with timing; everything else: mostly the routines' checks"
    return {"push_split": split(title, profile.stop(), took_ms)}


def session(image, options):
    """By buttons, with nobody at the link."""
    coached = Coached(new_chip(image, FILES))
    watch = HeapWatch(coached.chip)
    coached.chip.looks.append(watch.look)
    coached.begin()
    coached.twin.wait(options.minutes * 60_000)
    edges = coached.edges()
    longest_ms = max(ended - began for began, ended in watch.collections)
    near = [began for began, ended in watch.collections if _is_near(began, ended, edges)]
    return {
        "edge_worst": f"{worst(edges)} of {len(edges)} in {options.minutes} min",
        "edge_median": median(edges),
        "session_free": f"{kb(watch.least_free)} ({kb(watch.least_left)} after a collection)",
        "collection": f"{longest_ms:.0f} ms, {len(watch.collections)} times",
        "collection_near": str(len(near)),
    }


def _is_near(began_ms, ended_ms, edges):
    return any(began_ms <= at_ms and ended_ms > at_ms - NEAR_MS for at_ms, _ in edges)


def flood(image, options):
    """The same with a host that asks without a pause."""
    coached = Coached(new_chip(image, FILES))
    asking = Flood(coached.chip)
    coached.begin()
    coached.chip.looks.append(asking.look)
    coached.twin.wait(options.minutes * 60_000)
    edges = coached.edges()
    return {
        "flood_worst": f"{worst(edges)} of {len(edges)}, {asking.replies} replies",
        "flood_median": median(edges),
    }


def turn(image, _):
    """The longest pass of the loop with a session and a flood of requests."""
    chip = new_chip(image, FILES)
    profile = Profile(chip, TURN, OPENED_MS)
    profile.start()
    coached = Coached(chip)
    asking = Flood(chip)
    chip.run(profile.begins_ms - chip.now_ms)
    coached.begin()
    chip.looks.append(asking.look)
    coached.twin.wait(FLOOD_MS)
    chip.looks.clear()
    (spent,) = profile.stop()
    return {"turn": f"{spent.longest_ms:.0f} ms of {spent.calls} passes"}


def stop(image, options):
    """Random instants in pulses, with a tick each second, drawing, and a flood."""
    coached = Coached(new_chip(image, {**FILES, **TICKS}), TICKS)
    coached.begin()
    coached.chip.looks.append(Flood(coached.chip).look)
    found = sorted(chip_stop.latencies_ms(coached.chip, options.stops))
    middle_ms = found[len(found) // 2]
    return {"stop": f"{found[-1]:.1f} ms of {len(found)} (median {middle_ms:.1f} ms)"}


def wear(image, options):
    """Sessions and pushes on one device without a power-up in between."""
    chip = power_up(new_chip(image))
    client = client_of(chip)
    for number in range(options.sessions):
        day = FIRST_DAY + datetime.timedelta(days=number)
        client.set_clock(day.isoformat)
        play_short_session(chip, client)
    for number in range(options.pushes):
        client.upload(ROUTINES, chip_documents.routines(f" {number % 2}"))
    chip.run(SWEPT_MS)
    watch = HeapWatch(chip)
    chip.looks.append(watch.look)
    chip.run(SWEPT_MS)
    after = f"{options.sessions} sessions and {options.pushes} pushes"
    return {"wear_largest": f"{kb(watch.least_largest)} after {after}"}


def inflate(image, _):
    """The largest file, compressed with a window of 1 and of 4 KB."""
    data = chip_documents.routines()
    found = []
    for bits in WINDOW_BITS:
        packer = zlib.compressobj(9, zlib.DEFLATED, bits)
        packed = packer.compress(data) + packer.flush()
        prompt = Prompt(new_chip(image, {"z": packed}))
        ms = int(prompt.run(INFLATE.format(bits=bits)))
        found.append(f"{ms} ms from {len(packed)} bytes ({1 << bits} bytes of window)")
    return {"inflate": "; ".join(found)}


def kb(count):
    return f"{count / KB:.0f} KB"


def worst(edges):
    return f"{max(late_ms for _, late_ms in edges):.1f} ms"


def median(edges):
    return f"{statistics.median(late_ms for _, late_ms in edges):.1f} ms"


MEASURES = {
    measure.__name__: measure
    for measure in (
        *(session, flood, stop, wear, push, push_split, full_start, full_start_split),
        *(turn, start, modules, reply, inflate),
    )
}

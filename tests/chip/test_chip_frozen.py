"""What the program's modules take of the memory, and what lies in the flash instead."""

import pytest
import rp2040_scenes as scenes
from acupacer_host.image.image_module import module_names
from raw_repl import RawRepl
from rp2040_rig import Rp2040
from rp2040_twin import PINS

MODULES_BYTES = 92_000  # 1.3 KB of it are this test's own list
NOT_FROZEN = ("board", "clock", "decoder", "virtual", "worker")  # of the room boards
NAMES = 20  # that may be made while a program runs
# An address in flash begins with 1, one in memory with 2.
IN_FLASH = """
from acupacer.core.clock import iso_time, wall_clock
def free(): pass
print([id(f) >> 28 for f in (iso_time.parse_time, wall_clock.WallClock.__init__, free)])
"""
IMPORTED = """
import gc, micropython
for name in {names}:
    __import__(name)
gc.collect()
print(gc.mem_alloc())
micropython.qstr_info()
"""
COLLECTED = """
import gc, sys
from acupacer.core.clock import iso_time
parse_time = iso_time.parse_time
before = parse_time("2026-11-26T12:00:00Z", 0)
del iso_time, sys.modules["acupacer.core.clock.iso_time"]
gc.collect()
junk = [[at] for at in range(2000)]
print(parse_time("2026-11-26T12:00:00Z", 0) == before)
"""


# What mpremote and a maker's module use of MicroPython.
OWN_MODULE = """
import binascii, hashlib, io, json, machine, os, select, struct, sys, time
with open("mine.py", "w") as file:
    file.write("def half(number):\\n    return number / 2\\n")
import mine
print(mine.half(3), mine.__file__, machine.Pin(22).value() in (0, 1), time.localtime()[0])
os.remove("mine.py")
"""
NO_NAME = """
import sys
from acupacer.core.progress.history import decode
names = dir(sys.modules["acupacer.core.progress.history"])
print([name for name in names if name in ("TYPE_CHECKING", "__file__", "decode")])
"""


@pytest.fixture(scope="module")
def prompt(image_path):
    return RawRepl(Rp2040(image_path, held=(PINS["START"],)))


def test_functions_lie_in_the_flash(prompt):
    assert prompt.run(IN_FLASH) == "[1, 1, 2]\n"


def test_what_a_function_uses_stays_while_the_function_is_there(prompt):
    """Its module is forgotten, and the memory is used for something else."""
    assert prompt.run(COLLECTED) == "True\n"


def test_a_module_keeps_no_name_that_nobody_asks_for(prompt):
    assert prompt.run(NO_NAME) == "['decode']\n"


def test_a_makers_own_module_runs(prompt):
    """Parts of MicroPython are left out of the image (firmware/pico/port_config.h)."""
    assert prompt.run(OWN_MODULE) == "1.5 mine.py True 2021\n"


def test_all_modules_leave_room(prompt):
    others = ["acupacer.boards." + name for name in NOT_FROZEN]
    names = [name for name in module_names() if name not in others]
    told = prompt.run(IMPORTED.format(names=names)).split("\n")
    names_made = int(told[1].split("n_qstr=")[1].split(",")[0])
    scenes.tell("bytes with every module imported; names made", (told[0], names_made))
    assert int(told[0]) <= MODULES_BYTES
    assert names_made <= NAMES

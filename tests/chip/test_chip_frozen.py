"""What the program's modules take of the memory, and what lies in the flash instead."""

import pytest
import rp2040_scenes as scenes
from acupacer_host.image.image_module import module_names
from raw_repl import RawRepl
from rp2040_rig import Rp2040
from rp2040_twin import PINS

MODULES_BYTES = 85_000
NOT_FROZEN = (
    "boards.board",
    "boards.clock",
    "boards.decoder",
    "boards.pulse_log",
    "boards.virtual",
)
NOT_FROZEN += ("boards.worker", "core.link.crc16")
NAMES = 20  # that may be made while a program runs
# An address in flash begins with 1, one in memory with 2.
IN_FLASH = """
from acupacer.core.clock import iso_time, wall_clock
def free(): pass
print([id(f) >> 28 for f in (iso_time.parse_time, wall_clock.WallClock.__init__, free)])
"""
TAKEN = """
import gc, micropython
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
from acupacer.core.progress import history, levels
for module in (sys.modules["acupacer.core.progress.history"], levels):
    print([name for name in dir(module) if name in ("TYPE_CHECKING", "__file__", "__name__")])
print(history is sys.modules["acupacer.core.progress.history"], history.decode is decode)
"""
NOT_THERE = """
def try_to(what):
    try:
        exec(what)
    except (AttributeError, ImportError) as error:
        print(type(error).__name__, error)
for what in {statements}:
    try_to(what)
"""
IMPORTS = {
    "import acupacer.core.nothing": "ImportError no module named 'acupacer.core.nothing'",
    "import acupacer.cor": "ImportError no module named 'acupacer.cor'",
    "import acupacer.core.device_": "ImportError no module named 'acupacer.core.device_'",
    "from acupacer.core import nothing": "ImportError no module named 'acupacer.core.nothing'",
    "from acupacer.core.errors import nothing": "ImportError can't import name nothing",
    "import bo": "ImportError no module named 'bo'",
    "import zz": "ImportError no module named 'zz'",
}


@pytest.fixture(scope="module")
def prompt(image_path):
    return RawRepl(Rp2040(image_path, held=(PINS["START"],)))


def test_functions_lie_in_the_flash(prompt):
    assert prompt.run(IN_FLASH) == "[1, 1, 2]\n"


def test_what_a_function_uses_stays_while_the_function_is_there(prompt):
    """Its module is forgotten, and the memory is used for something else."""
    assert prompt.run(COLLECTED) == "True\n"


def test_a_module_keeps_no_name_that_nobody_asks_for(prompt):
    assert prompt.run(NO_NAME) == "['__name__']\n['__name__']\nTrue True\n"


def test_a_module_that_is_not_there_is_said_to_be_missing(prompt):
    said = prompt.run(NOT_THERE.format(statements=list(IMPORTS)))
    assert said.splitlines() == list(IMPORTS.values())


def test_a_makers_own_module_runs(prompt):
    """Parts of MicroPython are left out of the image (firmware/pico/port_config.h)."""
    assert prompt.run(OWN_MODULE) == "1.5 mine.py True 2021\n"


def test_all_modules_leave_room(prompt):
    others = ["acupacer." + name for name in NOT_FROZEN]
    names = [name for name in module_names() if name not in others]
    for name in names:  # each on a line of its own: the prompt's room for lines counts as well
        prompt.run("import " + name)
    told = prompt.run(TAKEN).split("\n")
    names_made = int(told[1].split("n_qstr=")[1].split(",")[0])
    scenes.tell("bytes with every module imported; names made", (told[0], names_made))
    assert int(told[0]) <= MODULES_BYTES
    assert names_made <= NAMES

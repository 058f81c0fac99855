"""The fast processor does what the emulator's own does, instruction for instruction."""

import random

import pytest
import rp2040_native
from rp2040py.rp2040 import RP2040

Stepper = rp2040_native.load_stepper()

SEED = 12
TRIES = 100  # of each of the 64 groups that an instruction's first six bits make
RAM = 0x20000000
CODE_AT, DATA_AT, DATA_BYTES = 0x1000, 0x2000, 0x1000
MIDDLE = RAM + DATA_AT + DATA_BYTES // 2
CYCLE_NS = 8
SP, PC = 13, 15
FLAGS = ("n", "z", "c", "v", "pm")
NUMBERS = (0, 1, 2, 31, 32, 33, 255, 0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFFFF)
# A breakpoint, a wait for an interrupt, an undefined one or a call of the system: neither
# does them by itself.
LEFT_OUT = {*range(0xBE00, 0xBF00), *range(0xBF10, 0xC000), *range(0xDE00, 0xE000)}
# LSL, LSR and ASR by a register. By 0 the carry stays and by more than
# 32 it goes, says ARM's manual (the stepper does it); the emulator takes a bit of the value.
SHIFTS = (0x4080, 0x40C0, 0x4100)


class Chip:
    """One whose processor is given an instruction and a state, and asked for the next."""

    def __init__(self):
        self.mcu = RP2040()
        self.stepper = Stepper(self.mcu)

    def put(self, registers, flags, code, data):
        core, sram = self.mcu.core, self.mcu.sram
        for number, value in enumerate(registers):
            core.registers[number] = value
        for name, is_set in zip(FLAGS, flags, strict=True):
            setattr(core, name, is_set)
        sram[CODE_AT : CODE_AT + len(code)] = code
        sram[DATA_AT : DATA_AT + DATA_BYTES] = data

    def take(self):
        """Registers, flags, memory, and cycles that passed since power-up."""
        core = self.mcu.core
        flags = [bool(getattr(core, name)) for name in FLAGS]
        return [core.registers[number] for number in range(16)], flags, bytes(self.mcu.sram)


def is_odd_shift(halves, registers):
    """A shift whose carry the emulator has wrong."""
    count = registers[halves[0] >> 3 & 7] & 255
    return halves[0] & 0xFFC0 in SHIFTS and not 0 < count <= 32


def an_instruction(dice, group):
    """Two halves: the second is one of its own, or belongs to the first."""
    while (first := group << 10 | dice.randrange(1 << 10)) in LEFT_OUT:
        pass
    return first, dice.choice((0xBF00, 0xD000 | dice.randrange(1 << 12), 0x8F5F, 0x8310))


def a_state(dice, halves):
    def address():
        return MIDDLE + 4 * dice.randrange(-128, 128)

    registers = [
        dice.choice((dice.choice(NUMBERS), address(), address(), dice.randrange(200)))
        for _ in range(16)
    ]
    registers[SP], registers[PC] = address(), RAM + CODE_AT
    code = b"".join(half.to_bytes(2, "little") for half in halves)
    # Each word may be taken for an address, of data or of an instruction.
    data = b"".join((address() | dice.randrange(2)).to_bytes(4, "little") for _ in range(1024))
    return registers, [dice.random() < 0.5 for _ in FLAGS], code, data


@pytest.fixture(scope="module")
def chips():
    """(one for the emulator's processor, one for the stepper)."""
    return Chip(), Chip()


@pytest.mark.parametrize("group", [number for number in range(64) if number not in (58, 59)])
def test_an_instruction_does_what_the_emulators_does(chips, group):
    slow, fast = chips
    dice = random.Random(SEED + group)
    compared = 0
    for _ in range(TRIES):
        halves = an_instruction(dice, group)
        state = a_state(dice, halves)
        slow.put(*state)
        try:
            cycles = slow.mcu.core.execute_instruction()
        except Exception:  # there is nothing at that address, or it is no instruction
            slow.mcu.sram[:] = fast.mcu.sram
            continue
        fast.put(*state)
        fast.stepper.run_until(fast.mcu.clock.nanos + cycles * CYCLE_NS)
        registers, flags, memory = slow.take()
        if is_odd_shift(halves, state[0]):
            flags[FLAGS.index("c")] = bool(fast.mcu.core.c)
        assert fast.take() == (registers, flags, memory), " ".join(f"{it:04x}" for it in halves)
        compared += 1
    assert compared > TRIES // 4

// MicroPython's settings for this chip, less what an acupacer has no use for.
//
// MicroPython reads this instead of its port's own mpconfigport.h (MP_CONFIGFILE, see
// board.cmake): many features are set there without asking whether the board has set them,
// so they can only be taken away afterwards. What stays is what the program, a maker at the
// prompt, mpremote's file commands and the tests on the chip ask for.

#include <mpconfigport.h>

// The compiler for bytecode is there for the prompt and for a maker's own files; those that
// make machine code are not.
#undef MICROPY_EMIT_THUMB
#define MICROPY_EMIT_THUMB (0)
#undef MICROPY_EMIT_INLINE_THUMB
#define MICROPY_EMIT_INLINE_THUMB (0)

// The file system is littlefs.
#undef MICROPY_VFS_FAT
#define MICROPY_VFS_FAT (0)

// Of cryptography only SHA-256.
#undef MICROPY_PY_CRYPTOLIB
#define MICROPY_PY_CRYPTOLIB (0)
#undef MICROPY_PY_HASHLIB_SHA1
#define MICROPY_PY_HASHLIB_SHA1 (0)

// Of the chip's blocks those that buttons, motor, buzzer and panel hang on. (DMA, I2S, PIO,
// SPI and UART stay: MicroPython's sources for this chip use them without asking.)
#undef MICROPY_PY_MACHINE_ADC
#define MICROPY_PY_MACHINE_ADC (0)
#undef MICROPY_PY_MACHINE_BITSTREAM
#define MICROPY_PY_MACHINE_BITSTREAM (0)
#undef MICROPY_PY_MACHINE_DHT_READINTO
#define MICROPY_PY_MACHINE_DHT_READINTO (0)
#undef MICROPY_PY_MACHINE_PULSE
#define MICROPY_PY_MACHINE_PULSE (0)
#undef MICROPY_PY_MACHINE_SOFTSPI
#define MICROPY_PY_MACHINE_SOFTSPI (0)
#undef MICROPY_PY_ONEWIRE
#define MICROPY_PY_ONEWIRE (0)

// Modules and types that MicroPython has unless told otherwise. Numbers are whole.
#define MICROPY_PY_ASYNCIO (0)
#define MICROPY_PY_BUILTINS_COMPLEX (0)
#define MICROPY_PY_BUILTINS_HELP (0)
#define MICROPY_PY_CMATH (0)
#define MICROPY_PY_HEAPQ (0)
#define MICROPY_PY_MATH (0)
#define MICROPY_PY_RANDOM (0)
#define MICROPY_PY_RE (0)
#define MICROPY_PY_UCTYPES (0)

// The list of frozen modules that picotool would show: two names and an entry for each.
#undef MICROPY_FROZEN_LIST_ITEM
